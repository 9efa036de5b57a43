package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/format"
)

// How planned refreshes slow down while nobody is looking.
const (
	slowdown  = 4                // times the usual wait
	idleAfter = 30 * time.Minute // without a key
	catchUp   = 5 * time.Second  // what is overdue is asked for within it, not all at one moment
)

// slow reports whether nobody is looking: the terminal is not in front, or no
// key has been pressed for long. A terminal that does not tell its focus is
// always in front.
func (m *Model) slow() bool { return m.blurred || m.now.Sub(m.attended) >= idleAfter }

// awayAfter is how long after the last key somebody may have gone, who is called
// then. It is much less than idleAfter: a call too many does no harm.
const awayAfter = 2 * time.Minute

// notify calls a user who is not looking.
func (m *Model) notify(n effect.Notify) tea.Cmd {
	if m.o.Notify == nil || !m.blurred && m.now.Sub(m.attended) < awayAfter {
		return nil
	}
	from := "impactdash"
	if name := m.o.Profile.Name; name != "" {
		from += " " + format.Cut(format.Safe(name), profileCells)
	}
	return tea.Raw(m.o.Notify(from + ": " + format.Safe(n.Text)))
}

// attend notes that somebody is looking again. What is overdue by its usual
// pace is asked for now.
func (m *Model) attend() tea.Cmd {
	m.blurred, m.attended = false, m.now
	var cmds []tea.Cmd
	for i := range m.timers {
		t := &m.timers[i]
		if !t.slow {
			continue // its plan is the usual one
		}
		t.slow = false
		wait := t.begun.Add(t.pace).Sub(m.now)
		if wait <= 0 {
			wait = time.Duration(m.o.Jitter() * float64(catchUp))
		}
		cmds = append(cmds, t.in(m.panes[i].ID(), m.now, wait))
	}
	return tea.Batch(cmds...)
}

// attends reports whether a message says that somebody is looking.
func attends(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.FocusMsg:
		return true
	}
	return false
}

// reserve is the part of an allowance that is left to what the user asks for:
// one in so many.
const reserve = 10

// window is how long an allowance lasts.
const window = time.Hour

// paused is until when planned refreshes wait because an allowance they draw
// on is nearly used up; zero when they need not.
func (t *timer) paused(b partner.Budget, now time.Time) time.Time {
	var until time.Time
	for _, g := range t.costs {
		a := b.Of(g)
		if !a.OK || !a.V.Limit.OK || !a.V.Remaining.OK || a.V.Remaining.V*reserve >= a.V.Limit.V {
			continue
		}
		if a.V.SeenAt.After(now.Add(2 * time.Minute)) {
			continue // the clock was set back: nobody knows how old this is
		}
		reset := a.V.Reset
		if last := a.V.SeenAt.Add(window); reset.IsZero() || reset.After(last) {
			reset = last
		}
		if reset.After(now) && reset.After(until) {
			until = reset
		}
	}
	return until
}

// pausedUntil is when the last of the planned refreshes that wait goes on;
// zero when none waits.
func (m *Model) pausedUntil(b partner.Budget) time.Time {
	var until time.Time
	for i := range m.timers {
		if at := m.timers[i].paused(b, m.now); at.After(until) && !m.seats[i].absent {
			until = at
		}
	}
	return until
}

// demand tells the service that the user wants to know how things are now.
func (m *Model) demand() {
	if m.o.Demand != nil {
		m.o.Demand()
	}
}
