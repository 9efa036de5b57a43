// Package dialog holds what stands above the panes: prompt, help and palette.
// A dialog takes all keys while it is open.
package dialog

import (
	tea "charm.land/bubbletea/v2"

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
	// Outcome says whether the dialog is over, and what to do then. The
	// dashboard asks after every key.
	Outcome() (o Outcome, over bool)
}

// Outcome is what a dialog leaves to be done when it is over. It is picked up
// at once, not sent as a message: keys that arrive together with the last one
// must find the dialog gone and the outcome in effect.
type Outcome struct {
	Run    string  // id of the action to run; empty for none
	Answer *Answer // what was typed, for the pane that asked; nil for none
}

// ending is the part of a dialog that knows whether it is over.
type ending struct {
	over    bool
	outcome Outcome
}

// Outcome implements Dialog.
func (e *ending) Outcome() (o Outcome, over bool) { return e.outcome, e.over }

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

// Answer is what was typed into a prompt, for the pane that asked.
type Answer struct {
	To   pane.ID
	Ask  string // the pane's own name for the question
	Text string
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
