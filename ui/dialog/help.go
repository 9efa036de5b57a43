package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
)

// Section is a layer of actions under a heading.
type Section struct {
	Name    string
	Actions []keys.Action
}

// Help is the sheet of what the keys do now.
type Help struct {
	ending
	sections []Section
	w, h     int
	offset   int
}

// NewHelp makes the sheet.
func NewHelp(sections []Section) *Help { return &Help{sections: sections} }

// Title implements Dialog.
func (d *Help) Title() string { return "Help" }

// Resize implements Dialog.
func (d *Help) Resize(w, h int) {
	d.w, d.h = min(w, 86), h
	d.scroll(0)
}

// Update implements Dialog.
func (d *Help) Update(tea.Msg) tea.Cmd { return nil }

// Capturing implements Dialog.
func (d *Help) Capturing() bool { return false }

// Cursor implements Dialog.
func (d *Help) Cursor() *tea.Cursor { return nil }

// Actions implements Dialog.
func (d *Help) Actions() []keys.Action {
	scroll := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd { d.scroll(n()); return nil }
	}
	end := d.escape()
	end.Keys = append(end.Keys, "q", "?", "f1", "enter")
	return []keys.Action{
		{ID: "help.down", Keys: []string{"j", "down"}, Label: "down", Help: "Scroll down.", Run: scroll(func() int { return 1 })},
		{ID: "help.up", Keys: []string{"k", "up"}, Label: "up", Help: "Scroll up.", Run: scroll(func() int { return -1 })},
		{ID: "help.page.down", Keys: []string{"ctrl+d", "pgdown", "space"}, Label: "page down", Help: "Scroll down by a page.", Run: scroll(func() int { return d.rows() })},
		{ID: "help.page.up", Keys: []string{"ctrl+u", "pgup"}, Label: "page up", Help: "Scroll up by a page.", Run: scroll(func() int { return -d.rows() })},
		{ID: "help.first", Keys: []string{"g", "home"}, Label: "top", Help: "Scroll to the top.", Run: scroll(func() int { return -d.count() })},
		{ID: "help.last", Keys: []string{"G", "end"}, Label: "end", Help: "Scroll to the end.", Run: scroll(d.count)},
		end,
	}
}

// rows is how many rows of the sheet are seen at once; the last row of the
// dialog tells where one is.
func (d *Help) rows() int { return max(d.h-1, 1) }

func (d *Help) count() int {
	n := 0
	for _, s := range d.sections {
		n += len(s.Actions) + 2
	}
	return n - 1
}

func (d *Help) scroll(n int) {
	d.offset = min(max(d.offset+n, 0), max(d.count()-d.rows(), 0))
}

// View implements Dialog.
func (d *Help) View(t *theme.Theme) string {
	var all []string
	for i, s := range d.sections {
		if i > 0 {
			all = append(all, line.Blank(d.w))
		}
		all = append(all, line.New(d.w).Add(t.Accent, s.Name).String())
		for _, a := range s.Actions {
			all = append(all, d.row(a, t))
		}
	}
	foot := "Esc closes"
	if n := len(all); n > d.rows() {
		all = all[d.offset:min(d.offset+d.rows(), n)]
		foot += " · j k scroll · " + format.Count(int64(d.offset+len(all))) + "/" + format.Count(int64(n))
	}
	return fitted(append(all, line.New(d.w).Add(t.Muted, foot).String()), d.w, d.h)
}

// row is one action: keys, sentence, and why it cannot be run now.
func (d *Help) row(a keys.Action, t *theme.Theme) string {
	var shown []string
	for _, k := range a.Keys {
		shown = append(shown, keys.Show(k))
	}
	l := line.New(d.w)
	l.Add(t.Key, "  "+format.Pad(strings.Join(shown, " "), 13)).To(16)
	style := t.Text
	why := a.Blocked()
	if why != "" {
		style = t.Muted
	}
	l.Add(style, a.Help)
	if why != "" {
		l.Try(t.Muted, " ("+why+")")
	}
	return l.String()
}
