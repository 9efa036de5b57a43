package ui

import (
	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
)

// pointer handles the mouse: it moves the hover, a click focuses the pane
// under it or the one named there. While a dialog is open the panes do not see it.
func (m *Model) pointer(msg tea.MouseMsg) tea.Cmd {
	if len(m.dialogs) > 0 || !m.mouse {
		return nil
	}
	at := msg.Mouse()
	id, x, y, ok := m.layout.at(at.X, at.Y)
	switch msg := msg.(type) {
	case tea.MouseMotionMsg:
		return m.hovered(id, x, y)
	case tea.MouseClickMsg:
		if msg.Button != tea.MouseLeft {
			return nil
		}
		if named, hit := m.layout.stop(at.X, at.Y); hit {
			m.focusOn(named)
			return nil
		}
		if !ok {
			return nil
		}
		m.focusOn(id)
		if p, ok := m.focused().(pane.Clicked); ok {
			return p.Click(x, y)
		}
	case tea.MouseWheelMsg:
		if p, hit := m.under(id).(pane.Clicked); hit {
			return p.Wheel(steps(msg.Button))
		}
	}
	return nil
}

func steps(b tea.MouseButton) int {
	switch b {
	case tea.MouseWheelDown:
		return 1
	case tea.MouseWheelUp:
		return -1
	}
	return 0
}

// under is the pane with an id, nil for none.
func (m *Model) under(id pane.ID) pane.Pane {
	if i, ok := m.byID[id]; ok {
		return m.panes[i]
	}
	return nil
}

// hovered tells the pane under the pointer, and the one it has left.
func (m *Model) hovered(id pane.ID, x, y int) tea.Cmd {
	var left tea.Cmd
	if m.hover != id {
		if p, ok := m.under(m.hover).(pane.Hovered); ok {
			left = p.Leave()
		}
		m.hover = id
	}
	if p, ok := m.under(id).(pane.Hovered); ok {
		return tea.Batch(left, p.Hover(x, y))
	}
	return left
}
