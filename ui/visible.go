package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/format"
	"impactdash/ui/pane"
)

// Widget is one line of the user's choice of panes.
type Widget struct {
	ID     string
	Column string // top, main, side or bottom; empty is where it usually stands
}

// seat is what the dashboard knows of a pane besides its data.
type seat struct {
	area   area
	absent bool   // this account does not have it
	why    string // … because of this
}

// columns are the areas as the configuration names them.
func columns() []string { return []string{"top", "main", "side", "bottom"} }

// choose takes the panes the user wants, in that order, and tells which are
// switched off and what was asked for and is not to be had.
func choose(all []entry, want []Widget) (shown []entry, off []pane.ID, faults []string) {
	var names []string
	for _, e := range all {
		names = append(names, string(e.id))
	}
	for _, w := range want {
		at := slices.Index(names, w.ID)
		if at < 0 {
			faults = append(faults, fmt.Sprintf("widgets: there is no %q%s", w.ID, meant(w.ID, names)))
			continue
		}
		e := all[at]
		if slices.ContainsFunc(shown, func(s entry) bool { return s.id == e.id }) {
			faults = append(faults, fmt.Sprintf("widgets: %q is listed twice", w.ID))
			continue
		}
		if column := slices.Index(columns(), w.Column); column >= 0 {
			e.area = area(column)
		} else if w.Column != "" {
			faults = append(faults, fmt.Sprintf("widgets: %s has no column %q%s", w.ID, w.Column, meant(w.Column, columns())))
		}
		shown = append(shown, e)
	}
	if len(shown) == 0 {
		return all, nil, faults
	}
	for _, e := range all {
		if !slices.ContainsFunc(shown, func(s entry) bool { return s.id == e.id }) {
			off = append(off, e.id)
		}
	}
	return shown, off, faults
}

// meant offers the name that was probably meant, empty for none.
func meant(name string, names []string) string {
	best, least := "", len([]rune(name))/2+1
	for _, n := range names {
		if d := distance([]rune(name), []rune(n)); d < least {
			best, least = n, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance counts the characters to insert, drop or change to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		corner := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := corner
			if x != y {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// noteAbsence asks a pane whether the account has it, and reports whether
// that changes the screen.
func (m *Model) noteAbsence(i int) bool {
	p, ok := m.panes[i].(pane.Absent)
	if !ok {
		return false
	}
	was := m.seats[i].absent
	m.seats[i].why, m.seats[i].absent = p.Absent()
	return m.seats[i].absent != was
}

// closed tells why one cannot go to a pane, empty when one can.
func (m *Model) closed(id pane.ID) func() string {
	return func() string {
		i, ok := m.byID[id]
		switch {
		case slices.Contains(m.off, id):
			return "switched off in config: widgets"
		case !ok:
			return "this program has no such pane"
		case !m.seats[i].absent || i == m.focus:
			return ""
		case m.seats[i].why == "":
			return "this account does not have it"
		}
		return format.Safe(m.seats[i].why)
	}
}

// first is the main pane: the first one in the large place that is not hidden,
// else the first one at all.
func (m *Model) first() int {
	list := withMain(m.present())
	at := slices.IndexFunc(list, func(w wanted) bool { return w.area == areaMain })
	if at < 0 {
		return 0
	}
	return m.byID[list[at].id]
}

// present are the panes the account has.
func (m *Model) present() []wanted {
	return slices.DeleteFunc(m.wanted(), func(w wanted) bool { return m.seats[m.byID[w.id]].absent })
}

// leaveHidden moves the focus to a neighbour when the focused pane has become
// hidden, but never under the user's hands: not while a dialog is open or the
// pane has the whole screen.
func (m *Model) leaveHidden() {
	if !m.seats[m.focus].absent || m.zoomed || len(m.dialogs) > 0 {
		return
	}
	if i, ok := m.neighbour(1); ok {
		m.focus, m.left = i, nil
	}
}

// neighbour is the next pane that is not hidden, n steps at a time.
func (m *Model) neighbour(n int) (i int, ok bool) {
	k := len(m.panes)
	for at := 1; at < k; at++ {
		if i := ((m.focus+n*at)%k + k) % k; !m.seats[i].absent {
			return i, true
		}
	}
	return m.focus, false
}

func (m *Model) step(n int) tea.Cmd {
	if i, ok := m.neighbour(n); ok {
		m.focusOn(m.panes[i].ID())
	}
	return nil
}

// home closes the full screen and goes to the main pane.
func (m *Model) home() tea.Cmd {
	m.zoomed, m.left = false, nil
	m.focusOn(m.panes[m.first()].ID())
	m.relayout()
	return nil
}
