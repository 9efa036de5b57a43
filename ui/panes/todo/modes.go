package todo

import (
	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/triage"
)

// lister is a list, whatever it is of.
type lister interface {
	Actions() []keys.Action
	Back() bool
	Capturing() bool
	Click(x, y int) tea.Cmd
	Cursor() *tea.Cursor
	Draw(triage.Body) string
	NeedRow() string
	SetFrame(pane.Frame)
	Update(tea.Msg) tea.Cmd
	Wheel(steps int) tea.Cmd
}

// mode is what the pane lists.
type mode uint8

const (
	ofTodos mode = iota
	ofInquiries
	ofRows // of a file of inquiries
)

func (p *Pane) mode() mode {
	switch {
	case p.listed:
		return ofRows
	case p.list.ViewName() == viewInquiries:
		return ofInquiries
	}
	return ofTodos
}

// front is the list that is shown.
func (p *Pane) front() lister {
	switch p.mode() {
	case ofRows:
		return p.rows
	case ofInquiries:
		return p.inquiries
	}
	return p.list
}

// Capturing implements pane.Capturing: while a filter is typed, and while a
// form is about to open whose text may be typed already.
func (p *Pane) Capturing() bool { return p.opening.Busy() || p.front().Capturing() }

// Cursor implements pane.Cursored.
func (p *Pane) Cursor() *tea.Cursor { return p.front().Cursor() }

// Back implements pane.Stepped: out of what the list has open, then out of the
// report or the inquiries.
func (p *Pane) Back() bool {
	if p.front().Back() {
		return true
	}
	switch p.mode() {
	case ofRows:
		return p.closeReport()
	case ofInquiries:
		return p.list.SetView(viewOpen)
	}
	return false
}

// Click implements pane.Clicked. A click on the name of another view goes back
// from the inquiries.
func (p *Pane) Click(x, y int) tea.Cmd {
	cmd := p.front().Click(x, y)
	if view := p.inquiries.ViewName(); view != viewInquiries {
		p.inquiries.SetView(viewInquiries)
		p.list.SetView(view)
	}
	return cmd
}

// Wheel implements pane.Clicked.
func (p *Pane) Wheel(steps int) tea.Cmd { return p.front().Wheel(steps) }
