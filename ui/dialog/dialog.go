// Package dialog holds what stands above the panes: prompt, confirmation,
// menu, form, link, help and palette. A dialog takes all keys while it is open.
package dialog

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Dialog is a layer above the panes.
type Dialog interface {
	Title() string
	// Resize tells how many cells the content may take at most.
	Resize(width, height int)
	Update(tea.Msg) tea.Cmd // text and paste while Capturing
	// View is the content in at most the size given; its widest line and its
	// number of lines decide the size of the box.
	View(*theme.Theme) string
	Actions() []keys.Action
	Capturing() bool
	Cursor() *tea.Cursor // relative to the content; nil for none
	// Outcome says what is to be done now; ok is false while there is nothing.
	// The dialog is over with it unless the outcome says Stay. The dashboard
	// asks after every key, and after every message for a pane, because a pane
	// may end its dialog when the service has answered.
	Outcome() (o Outcome, ok bool)
}

// Outcome is what a dialog leaves to be done. It is picked up at once, not
// sent as a message: keys that arrive together with the last one must find the
// dialog gone and the outcome in effect.
type Outcome struct {
	Run    string  // id of the action to run; empty for none
	Answer *Answer // what was answered, for the pane that asked; nil for none
	// Stay keeps the dialog open while its answer is dealt with. Such an
	// outcome is handed over once.
	Stay bool
}

// Guarded is a dialog that a key pressed before it was seen must not answer.
// The dashboard tells it the keystroke that opened it, empty for none, and
// keeps from it what is pressed within GuardTime of the opening, what follows
// that without a pause of this length, and the repeats of a key that is held
// down.
type Guarded interface {
	Dialog
	Guard(opener string)
}

// GuardTime is how long a guarded dialog is deaf after it has opened: longer
// than the gap between two keys typed in one go, shorter than it takes to read
// a question.
const GuardTime = 250 * time.Millisecond

// ending is the part of a dialog that knows whether it is over.
type ending struct {
	over    bool
	outcome Outcome
}

// Outcome implements Dialog.
func (e *ending) Outcome() (o Outcome, ok bool) { return e.outcome, e.over }

// end ends the dialog.
func (e *ending) end(o Outcome) tea.Cmd {
	e.over, e.outcome = true, o
	return nil
}

// escape is the action that closes the dialog and changes nothing.
func (e *ending) escape() keys.Action {
	return keys.Action{
		ID: "dialog.close", Keys: []string{"esc"}, Label: "close",
		Help: "Close this and change nothing.",
		Run:  func() tea.Cmd { return e.end(Outcome{}) },
	}
}

// Answer is what was answered, for the pane that asked. Which of the fields
// after Ask are set depends on the kind of dialog.
type Answer struct {
	To   pane.ID
	Ask  string // the pane's own name for the question
	Text string // prompt: what was typed, trimmed

	Yes    bool   // confirmation: false for "no" and for Esc alike
	Choice string // menu: value of the item

	Values map[string]string // form: trimmed values by field name, empty ones included
	Closed bool              // form, prompt with Draft: left by Esc; Values or Text are a draft and nothing is to be sent
}

// Dest implements pane.Addressed.
func (a Answer) Dest() pane.ID { return a.To }

// inside is a field's cursor unless it stands outside the width there is.
func inside(c *tea.Cursor, width int) *tea.Cursor {
	if c == nil || c.X >= width {
		return nil
	}
	return c
}

// wrapped is text from anywhere in rows of at most width cells; empty text has
// no row.
func wrapped(text string, width int) []string {
	text = strings.TrimSpace(format.Safe(text))
	if text == "" {
		return nil
	}
	return strings.Split(ansi.Wrap(text, max(width, 1), ""), "\n")
}

// fitted is the content of a dialog: rows of exactly width cells, at most
// height of them.
func fitted(rows []string, width, height int) string {
	rows = rows[:min(len(rows), max(height, 1))]
	return format.Fit(strings.Join(rows, "\n"), max(width, 1), max(len(rows), 1))
}

// pages is the part of a dialog that scrolls what is taller than its room.
type pages struct {
	offset      int
	count, room int // rows there are, and rows seen at once
}

// scroll moves by n rows, as far as there are rows.
func (p *pages) scroll(n int) tea.Cmd {
	p.offset = min(max(p.offset+n, 0), max(p.count-p.room, 0))
	return nil
}

// fill says how many rows there are and how many are seen.
func (p *pages) fill(count, room int) {
	p.count, p.room = count, max(room, 0)
	p.scroll(0)
}

// seen are the rows that are seen now.
func (p *pages) seen(rows []string) []string {
	from := min(p.offset, len(rows))
	return rows[from:min(from+p.room, len(rows))]
}

// whole is why there is nothing to scroll, empty when there is.
func (p *pages) whole() string {
	if p.count <= p.room {
		return "all of it is shown"
	}
	return ""
}

// scrolling are the actions of a dialog with pages; name begins their ids.
func (p *pages) scrolling(name string) []keys.Action {
	return []keys.Action{
		{ID: name + ".down", Keys: []string{"down", "j"}, Label: "down", Help: "Scroll down.", Run: func() tea.Cmd { return p.scroll(1) }, Block: p.whole},
		{ID: name + ".up", Keys: []string{"up", "k"}, Label: "up", Help: "Scroll up.", Run: func() tea.Cmd { return p.scroll(-1) }, Block: p.whole},
	}
}

// painted are rows of one style in exactly width cells.
func painted(rows []string, width int, style interface{ Render(...string) string }) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		r = format.Cut(r, width)
		out[i] = style.Render(r) + line.Blank(width-format.Width(r))
	}
	return out
}
