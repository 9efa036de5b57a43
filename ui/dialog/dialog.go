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
}

// OpenMsg asks the dashboard to put a dialog on top.
type OpenMsg struct{ Dialog Dialog }

// CloseMsg asks the dashboard to take the top dialog away, then to run Then.
type CloseMsg struct{ Then tea.Cmd }

// Open is the command that puts d on top.
func Open(d Dialog) tea.Cmd { return func() tea.Msg { return OpenMsg{Dialog: d} } }

// Close is the command that takes the top dialog away.
func Close() tea.Msg { return CloseMsg{} }

// closeThen closes the dialog and then runs cmd on the program goroutine.
func closeThen(cmd tea.Cmd) tea.Cmd { return func() tea.Msg { return CloseMsg{Then: cmd} } }

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

// escape closes the dialog.
func escape() keys.Action {
	return keys.Action{
		ID: "dialog.close", Keys: []string{"esc"}, Label: "close",
		Help: "Close this and change nothing.",
		Run:  func() tea.Cmd { return Close },
	}
}
