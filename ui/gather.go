package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
)

// gatheredMsg says that replies have waited for each other long enough.
type gatheredMsg struct{}

// gather holds the drawing of a reply back for a moment: at the start some
// thirty of them come at once, and composing the screen for each would delay
// the last. Whatever else happens draws what was held back as well.
func (m *Model) gather(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case gatheredMsg:
		m.screen.waits = false
		return nil
	case overdueMsg:
		m.screen.opens = false
		return nil
	case pane.Addressed, profileReply:
	default:
		return nil
	}
	if m.o.Gather <= 0 || m.screen.opens {
		return nil
	}
	m.screen.held = true
	if m.screen.waits {
		return nil
	}
	m.screen.waits = true
	return tea.Tick(m.o.Gather, func(time.Time) tea.Msg { return gatheredMsg{} })
}

// overdueMsg says that the first frame has waited long enough.
type overdueMsg struct{}

// hold lets the first frame wait for what this machine has kept. A frame of
// panes without figures before it would cost more than it shows: it is drawn
// and sent while the answers are being read, and nobody sees it for longer than
// that takes.
func (m *Model) hold() tea.Cmd {
	if m.o.Hold <= 0 {
		return nil
	}
	m.screen.opens = true
	return tea.Tick(m.o.Hold, func(time.Time) tea.Msg { return overdueMsg{} })
}

// reading reports whether anything that is shown is being looked for among what
// this machine has kept.
func (m *Model) reading() bool {
	return m.profile.Status().Reading || slices.ContainsFunc(m.panes, func(p pane.Pane) bool { return p.Status().Reading })
}
