package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
)

// reading is a text in a form that is read, not filled in.
type reading struct {
	pages
	text string
	rows []string // wrapped
}

// resize wraps the text. Free lines between its paragraphs are kept, one at a
// time.
func (r *reading) resize(w, most int) {
	r.rows = nil
	free := false
	for text := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(r.text), "\n") {
		text = strings.TrimSpace(format.Safe(text))
		if text == "" {
			free = len(r.rows) > 0
			continue
		}
		if free {
			r.rows = append(r.rows, "")
			free = false
		}
		r.rows = append(r.rows, strings.Split(ansi.Wrap(text, max(w, 1), ""), "\n")...)
	}
	if len(r.rows) == 0 {
		r.rows = []string{"There is no text."}
	}
	r.fill(len(r.rows), min(len(r.rows), most))
}

// step scrolls by a row, and reports false at either end.
func (r *reading) step(n int) bool {
	before := r.offset
	r.scroll(n)
	return r.offset != before
}

// below is how many rows come after those that are seen.
func (r *reading) below() int { return r.count - r.offset - r.room }

// actions scroll by what is seen.
func (r *reading) actions() []keys.Action {
	page := max(r.room-1, 1)
	return []keys.Action{
		{ID: "form.read.on", Keys: []string{"space", "pgdown"}, Label: "read on", Help: "Scroll the text down by what is seen of it.", Run: func() tea.Cmd { return r.scroll(page) }, Block: r.whole},
		{ID: "form.read.back", Keys: []string{"pgup"}, Label: "read back", Help: "Scroll the text up by what is seen of it.", Run: func() tea.Cmd { return r.scroll(-page) }, Block: r.whole},
	}
}

// reading is the part of a text that is seen. Where there is more below, the
// last row says how much.
func (f *Form) reading(e *entry) part {
	p := part{x: -1}
	rows, below := e.read.seen(e.read.rows), e.read.below()
	for i, r := range rows {
		if i == len(rows)-1 && below > 0 && len(rows) > 1 {
			more := keys.Show("down") + " " + plural(below+1, "more line")
			p.add(func(t *theme.Theme) string { return line.New(f.inputWidth()).Add(t.Accent, more).String() })
			continue
		}
		p.add(f.shown(r))
	}
	return p
}
