package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/effect"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// The screens there are keys for.
const (
	activityScreen pane.ID = "activity"
	finderScreen   pane.ID = "finder"
)

// screenActions open the screens, which have the whole terminal and no number.
func (m *Model) screenActions() []keys.Action {
	open := func(id pane.ID) func() tea.Cmd {
		return func() tea.Cmd {
			i := m.byID[id]
			s := m.panes[i].Status()
			m.focusOn(id)
			cmd := m.deliver(effect.Visit{To: id})
			if s.AsOf.IsZero() && !s.Loading { // it is opened before its first load
				m.demand()
				cmd = tea.Batch(cmd, m.reload(i))
			}
			return cmd
		}
	}
	var out []keys.Action
	for _, a := range []struct {
		id pane.ID
		keys.Action
	}{
		{activityScreen, keys.Action{ID: "app.activity", Keys: []string{"L"}, Label: "activity", Help: "What changed and why."}},
		{finderScreen, keys.Action{ID: "app.finder", Keys: []string{"ctrl+f"}, Label: "find", Help: "Find an order by its id, its code or its amount."}},
	} {
		if _, ok := m.byID[a.id]; ok {
			a.Run = open(a.id)
			out = append(out, a.Action)
		}
	}
	return out
}

// onScreen reports whether a screen has the focus.
func (m *Model) onScreen() bool { return m.seats[m.focus].screen }

// full reports whether the focused pane has the whole terminal.
func (m *Model) full() bool { return m.zoomed || m.onScreen() }

// leaveScreen goes back to where the user was before the screens.
func (m *Model) leaveScreen() tea.Cmd {
	m.left = nil
	to := m.behind
	if m.closed(to)() != "" {
		to = m.panes[m.first()].ID()
	}
	m.focusOn(to)
	return nil
}

// news tells how much has happened that the user has not seen, and the key
// that shows it; empty for nothing.
func (m *Model) news() (text, how string) {
	i, ok := m.byID[activityScreen]
	if !ok || i == m.focus {
		return "", ""
	}
	c, ok := m.panes[i].(pane.Counted)
	if !ok {
		return "", ""
	}
	n, known := c.Count()
	if !known || n <= 0 {
		return "", ""
	}
	if a, ok := keys.ByID(m.acts, "app.activity"); ok && a.Key() != "" {
		how = factGap + a.Key()
	}
	return fmt.Sprintf("%s new", countOf(n)), how
}
