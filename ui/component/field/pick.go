package field

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"impactdash/ui/format"
)

// Option is one of the things a Pick offers.
type Option struct{ Value, Label string }

// few is up to how many options are gone through one by one; more are
// searched by typing.
const few = 6

// Pick is a choice of one option. The choice follows what is typed: the best
// match is chosen until another is moved to. A text that matches nothing stays
// and chooses nothing.
type Pick struct {
	all    []Option
	labels labels
	query  *Edit
	shown  []int // options that match, as indexes of all
	chosen int   // index of all, -1 for none
	before int   // what was chosen before the search began
}

// labels makes the options searchable.
type labels []string

func (l labels) String(i int) string { return l[i] }
func (l labels) Len() int            { return len(l) }

// NewPick makes a choice on which the option with the value is chosen; none is
// when there is no such option.
func NewPick(options []Option, value string) *Pick {
	p := &Pick{all: slices.Clone(options), query: NewEdit(false), labels: make(labels, len(options))}
	for i, o := range p.all {
		if p.labels[i] = strings.TrimSpace(format.Safe(o.Label)); p.labels[i] == "" {
			p.labels[i] = format.Safe(o.Value)
		}
	}
	p.chosen = slices.IndexFunc(p.all, func(o Option) bool { return o.Value == value })
	p.before = p.chosen
	p.find()
	return p
}

// Searched reports whether options are found by typing.
func (p *Pick) Searched() bool { return len(p.all) > few }

// Value is that of the chosen option, empty for none.
func (p *Pick) Value() string {
	if p.chosen < 0 {
		return ""
	}
	return p.all[p.chosen].Value
}

// Label is that of the chosen option, empty for none.
func (p *Pick) Label() string {
	if p.chosen < 0 {
		return ""
	}
	return p.labels[p.chosen]
}

// Query is what is searched for now.
func (p *Pick) Query() string { return p.query.Value() }

// Count is how many options match, and how many there are.
func (p *Pick) Count() (shown, all int) { return len(p.shown), len(p.all) }

// At is the place of the choice among the options that match, -1 for none.
func (p *Pick) At() int { return slices.Index(p.shown, p.chosen) }

// Resize says how many cells the search has.
func (p *Pick) Resize(w int) { p.query.Resize(w, 1) }

// Search is the search as it is drawn, and the column of the cursor.
func (p *Pick) Search() (text string, x int) { return p.query.line() }

// Update takes what is typed into the search. It reports whether the choice
// or the search has changed.
func (p *Pick) Update(msg tea.Msg) bool {
	if !p.Searched() || !p.query.Update(msg) {
		return false
	}
	p.find()
	switch {
	case strings.TrimSpace(p.Query()) == "":
		p.chosen = p.before
	case len(p.shown) == 0:
		p.chosen = -1
	default:
		p.chosen = p.shown[0]
	}
	return true
}

// Step chooses the option n further among those that match, round the ends. It
// reports whether there is one.
func (p *Pick) Step(n int) bool {
	k := len(p.shown)
	if k == 0 {
		return false
	}
	at := p.At()
	if at < 0 && n < 0 {
		at = 0 // back from nothing is the last one
	}
	p.chosen = p.shown[((at+n)%k+k)%k]
	return true
}

// Settle ends the search when the cursor leaves the field: the choice is made.
// A search without a match stays as it is.
func (p *Pick) Settle() {
	if p.chosen >= 0 || strings.TrimSpace(p.Query()) == "" {
		p.query.SetValue("")
		p.before = p.chosen
		p.find()
	}
}

// find lists the options that match, best first, then those whose value has
// the words in it: an identifier may be all that is known.
func (p *Pick) find() {
	p.shown = p.shown[:0]
	want := strings.ToLower(strings.TrimSpace(p.Query()))
	if want == "" {
		for i := range p.all {
			p.shown = append(p.shown, i)
		}
		return
	}
	taken := make(map[int]bool)
	for _, m := range fuzzy.FindFrom(want, p.labels) {
		p.shown = append(p.shown, m.Index)
		taken[m.Index] = true
	}
	for i, o := range p.all {
		if !taken[i] && strings.Contains(strings.ToLower(o.Value), want) {
			p.shown = append(p.shown, i)
		}
	}
}

// List is the part of the matching options around the choice, at most n of
// them, and which of those is chosen, -1 for none.
func (p *Pick) List(n int) (labels []string, at int) {
	from := min(max(p.At()-n/2, 0), max(len(p.shown)-n, 0))
	for _, i := range p.shown[from:min(from+n, len(p.shown))] {
		labels = append(labels, p.labels[i])
	}
	if p.At() < 0 {
		return labels, -1
	}
	return labels, p.At() - from
}
