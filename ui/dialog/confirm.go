package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Confirmation is a question to be answered with yes or no.
type Confirmation struct {
	To       pane.ID  // who gets the Answer
	Ask      string   // which question of that pane
	Title    string   // what is about to happen, in two or three words
	Question string   // names the target
	Effects  []string // what follows from a yes, one sentence each
	Yes      string   // verb on the button that does it, such as "Withdraw"; empty is "Yes"
	No       string   // words on the button that does not; empty is "No"
}

// Confirm asks before something that cannot be undone. It begins on No, so
// that Enter alone changes nothing, and the key that opened it never says yes.
type Confirm struct {
	ending
	pages
	q      Confirmation
	yesKey string
	asked  []string // the question, wrapped
	text   []string // question and effects, wrapped
	yes    bool     // the button that does it has the focus
	w, h   int
}

// NewConfirm makes the dialog.
func NewConfirm(q Confirmation) *Confirm {
	if q.Yes == "" {
		q.Yes = "Yes"
	}
	if q.No == "" {
		q.No = "No"
	}
	q.Title, q.Yes, q.No = format.Safe(q.Title), format.Safe(q.Yes), format.Safe(q.No)
	return &Confirm{q: q, yesKey: "y"}
}

// Guard implements Guarded.
func (d *Confirm) Guard(opener string) {
	if opener == d.yesKey {
		d.yesKey = "Y"
	}
}

// Title implements Dialog.
func (d *Confirm) Title() string { return d.q.Title }

// Resize implements Dialog.
func (d *Confirm) Resize(w, h int) {
	d.w, d.h = min(w, 64), h
	d.asked = wrapped(d.q.Question, d.w)
	d.text = slices.Clone(d.asked)
	for i, e := range d.q.Effects {
		more := wrapped(e, d.w)
		if i == 0 && len(d.asked) > 0 && len(more) > 0 && d.h > 6 {
			d.text = append(d.text, "")
		}
		d.text = append(d.text, more...)
	}
	d.fill(len(d.text), d.h-d.buttonRows())
}

// Update implements Dialog.
func (d *Confirm) Update(tea.Msg) tea.Cmd { return nil }

// Capturing implements Dialog.
func (d *Confirm) Capturing() bool { return false }

// Cursor implements Dialog.
func (d *Confirm) Cursor() *tea.Cursor { return nil }

// Actions implements Dialog.
func (d *Confirm) Actions() []keys.Action {
	focus := func(yes func() bool) func() tea.Cmd {
		return func() tea.Cmd { d.yes = yes(); return nil }
	}
	end := d.escape()
	end.Run = func() tea.Cmd { return d.answer(false) }
	return append([]keys.Action{
		{ID: "confirm.yes", Keys: []string{d.yesKey}, Label: "yes", Help: "Do it.", Run: func() tea.Cmd { return d.answer(true) }},
		{ID: "confirm.no", Keys: []string{"n", "q"}, Label: "no", Help: "Do not do it.", Run: func() tea.Cmd { return d.answer(false) }},
		{ID: "confirm.other", Keys: []string{"tab", "shift+tab"}, Label: "other", Help: "Move to the other button.", Run: focus(func() bool { return !d.yes })},
		{ID: "confirm.left", Keys: []string{"left"}, Label: "left", Help: "Move to the button on the left.", Run: focus(func() bool { return false })},
		{ID: "confirm.right", Keys: []string{"right"}, Label: "right", Help: "Move to the button on the right.", Run: focus(func() bool { return true })},
		{ID: "confirm.take", Keys: []string{"enter"}, Label: "take", Help: "Press the button under the mark.", Run: func() tea.Cmd { return d.answer(d.yes) }},
		end,
	}, d.scrolling("confirm")...)
}

func (d *Confirm) answer(yes bool) tea.Cmd {
	return d.end(Outcome{Answer: &Answer{To: d.q.To, Ask: d.q.Ask, Yes: yes}})
}

// View implements Dialog.
func (d *Confirm) View(t *theme.Theme) string {
	var rows []string
	for i, r := range d.seen(d.text) {
		style := t.Text
		if d.offset+i < len(d.asked) {
			style = t.Strong
		}
		rows = append(rows, line.New(d.w).Add(style, r).String())
	}
	if d.buttonRows() > 1 && d.h > len(rows)+d.buttonRows()-1 {
		gap := line.New(d.w)
		if d.whole() == "" {
			gap.Add(t.Muted, keys.Show("down")+" more")
		}
		rows = append(rows, gap.String())
	}
	return fitted(append(rows, d.buttons(t)), d.w, d.h)
}

// buttonRows is how many rows the buttons take, with a blank one above where
// there is room for it.
func (d *Confirm) buttonRows() int {
	if d.h > 4 {
		return 2
	}
	return 1
}

// buttons are No and the verb, each with its key.
func (d *Confirm) buttons(t *theme.Theme) string {
	l := line.New(d.w)
	// Each name may take half of the room, and what the other leaves of its
	// half; the keys are always there.
	gap := min(3, max(d.w-16, 1))
	room := max(d.w-gap-6, 2)
	no := min(format.Width(d.q.No), max(room/2, room-format.Width(d.q.Yes)))
	button := func(name, key string, room int, on bool) {
		style, mark := t.Text, " "
		if on {
			style, mark = t.Selected, t.Glyph.Mark
		}
		l.Add(style, mark+format.Cut(name, room)).Add(t.Key, " "+key)
	}
	button(d.q.No, "n", no, !d.yes)
	l.Add(t.Text, strings.Repeat(" ", gap))
	button(d.q.Yes, d.yesKey, room-no, d.yes)
	return l.String()
}
