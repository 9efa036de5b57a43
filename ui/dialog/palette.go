package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"impactdash/ui/component/field"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
)

// Palette finds an action by its name and runs it. It shows the key of each,
// and why one cannot be run now.
type Palette struct {
	ending
	input *field.Edit
	all   []choice
	shown []choice
	at    int
	w, h  int
}

// palettePrompt is what stands before the field.
const palettePrompt = ": "

// choice is an action of the list.
type choice struct{ keys.Action }

// choices makes the list searchable.
type choices []choice

func (c choices) String(i int) string { return c[i].Label }
func (c choices) Len() int            { return len(c) }

// NewPalette makes the dialog over the sections' actions.
func NewPalette(sections []Section) *Palette {
	p := &Palette{input: field.NewEdit(false)}
	for _, s := range sections {
		for _, a := range s.Actions {
			if a.ID != "app.palette" {
				p.all = append(p.all, choice{Action: a})
			}
		}
	}
	p.shown = p.all
	return p
}

// Title implements Dialog.
func (p *Palette) Title() string { return "Palette" }

// Resize implements Dialog.
func (p *Palette) Resize(w, h int) {
	p.w, p.h = min(w, 76), min(h, 16)
	p.input.Resize(p.w-len(palettePrompt), 1)
}

// Capturing implements Dialog.
func (p *Palette) Capturing() bool { return true }

// Cursor implements Dialog.
func (p *Palette) Cursor() *tea.Cursor {
	_, x, _ := p.input.View()
	return inside(tea.NewCursor(len(palettePrompt)+x, 0), p.w)
}

// Update implements Dialog.
func (p *Palette) Update(msg tea.Msg) tea.Cmd {
	if p.input.Update(msg) {
		p.find(strings.TrimSpace(p.input.Value()))
	}
	return nil
}

// find lists the acts whose name matches, best first, then those whose
// sentence has the words in it.
func (p *Palette) find(want string) {
	p.at, p.shown = 0, p.all
	if want == "" {
		return
	}
	p.shown = nil
	taken := make(map[int]bool)
	for _, match := range fuzzy.FindFrom(want, choices(p.all)) {
		p.shown = append(p.shown, p.all[match.Index])
		taken[match.Index] = true
	}
	for i, c := range p.all {
		if !taken[i] && strings.Contains(strings.ToLower(c.Label+" "+c.Help), strings.ToLower(want)) {
			p.shown = append(p.shown, c)
		}
	}
}

// Actions implements Dialog.
func (p *Palette) Actions() []keys.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			if k := len(p.shown); k > 0 {
				p.at = ((p.at+n)%k + k) % k
			}
			return nil
		}
	}
	return []keys.Action{
		{ID: "palette.run", Keys: []string{"enter"}, Label: "run", Help: "Run the act.", Run: p.run, Block: p.cannot},
		{ID: "palette.next", Keys: []string{"down", "ctrl+n"}, Label: "next", Help: "Move to the next act.", Run: step(1)},
		{ID: "palette.previous", Keys: []string{"up", "ctrl+p"}, Label: "previous", Help: "Move to the act before.", Run: step(-1)},
		p.escape(),
	}
}

func (p *Palette) cannot() string {
	if len(p.shown) == 0 {
		return "nothing matches"
	}
	return p.shown[p.at].Blocked()
}

// run closes the palette; the act meets the screen it was offered on.
func (p *Palette) run() tea.Cmd { return p.end(Outcome{Run: p.shown[p.at].ID}) }

// View implements Dialog.
func (p *Palette) View(t *theme.Theme) string {
	text, _, _ := p.input.View()
	rows := []string{line.New(p.w).Add(t.Key, palettePrompt).Add(t.Text, text[0]).String()}
	room := max(p.h-1, 1)
	first := min(max(p.at-room/2, 0), max(len(p.shown)-room, 0))
	for i := first; i < min(first+room, len(p.shown)); i++ {
		rows = append(rows, p.row(p.shown[i], i == p.at, t))
	}
	if len(p.shown) == 0 {
		rows = append(rows, line.New(p.w).Add(t.Muted, "No act has such a name.").String())
	}
	// The box keeps its height while the list shrinks, so that nothing jumps.
	for len(rows) < min(p.h, len(p.all)+1) {
		rows = append(rows, line.Blank(p.w))
	}
	return fitted(rows, p.w, p.h)
}

// The cells of a name and of a key. A name without a key has both, in which the
// longest theme of the program's own, "theme: colorblind-light", fits.
const (
	nameCells = 16
	keyCells  = 6
)

func (p *Palette) row(c choice, on bool, t *theme.Theme) string {
	l := line.New(p.w)
	name, mark := t.Text, " "
	if on {
		name, mark = t.Selected, t.Glyph.Mark
	}
	why := c.Blocked()
	if why != "" && !on {
		name = t.Muted
	}
	if c.Key() == "" { // its place is the name's, such as that of a theme
		l.Add(name, mark+format.Pad(c.Label, nameCells+1+keyCells))
	} else {
		l.Add(name, mark+format.Pad(c.Label, nameCells)).To(nameCells + 2)
		l.Add(t.Key, format.Pad(c.Key(), keyCells))
	}
	l.To(nameCells + keyCells + 3)
	if why != "" {
		return l.Add(t.Muted, why).String()
	}
	return l.Add(t.Muted, c.Help).String()
}
