package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/nearest"
	"impactdash/ui/format"
	"impactdash/ui/keys"
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
	screen bool   // no widget, see entry
}

// columns are the areas as the configuration names them.
func columns() []string { return []string{"top", "main", "side", "bottom"} }

// choose takes the panes the user wants, in that order, and tells which are
// switched off and what was asked for and is not to be had. The screens come
// last, whatever the user wants.
func choose(all []entry, want []Widget) (shown []entry, off []pane.ID, faults []string) {
	var names []string
	screens := slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return !e.screen })
	all = slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return e.screen })
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
		return append(all, screens...), nil, faults
	}
	for _, e := range all {
		if !slices.ContainsFunc(shown, func(s entry) bool { return s.id == e.id }) {
			off = append(off, e.id)
		}
	}
	return append(shown, screens...), off, faults
}

// meant offers the name that was probably meant, empty for none.
func meant(name string, names []string) string {
	near := nearest.Name(name, names)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", near)
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
			return switchedOff
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

// switchedOff is why one cannot go to a pane the user does not want.
const switchedOff = "switched off (widgets in config.yaml)"

// gone tells the same with the pane's name, for where nothing else names it.
func (m *Model) gone(id pane.ID) string {
	why := m.closed(id)()
	i, ok := m.byID[id]
	switch {
	case why == "":
		return ""
	case ok:
		return paneName(m.panes[i]) + " is hidden: " + why
	case why == switchedOff:
		return string(id) + " is " + why
	}
	return why
}

// refusal is why an action cannot run now, empty when it can.
func (m *Model) refusal(a keys.Action) string {
	why := a.Blocked()
	to, goes := strings.CutPrefix(a.ID, goPrefix)
	switch a.ID {
	case createLink:
		to, goes = string(linksPane), true
	case submitLead:
		to, goes = string(leadsPane), true
	}
	if why != "" && goes && why == m.closed(pane.ID(to))() {
		return m.gone(pane.ID(to))
	}
	return why
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
	if !m.seats[m.focus].absent || m.full() || len(m.dialogs) > 0 {
		return
	}
	if i, ok := m.neighbour(1); ok {
		m.focus, m.left = i, nil
	}
}

// neighbour is the next pane that is not hidden, n steps at a time.
func (m *Model) neighbour(n int) (i int, ok bool) {
	k, from := m.numbered(), m.focus
	if m.onScreen() {
		from = m.byID[m.behind]
	}
	for at := 1; at < k; at++ {
		if i := ((from+n*at)%k + k) % k; !m.seats[i].absent {
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

// numbered is how many panes have a number: all but the screens, which come
// last.
func (m *Model) numbered() int {
	n := len(m.panes)
	for n > 0 && m.seats[n-1].screen {
		n--
	}
	return n
}

// home closes the full screen and goes to the main pane.
func (m *Model) home() tea.Cmd {
	if m.onScreen() {
		return m.leaveScreen()
	}
	m.zoomed, m.left = false, nil
	m.focusOn(m.panes[m.first()].ID())
	m.relayout()
	return nil
}
