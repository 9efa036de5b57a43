package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// minuteMsg moves the clock that ages are counted by.
type minuteMsg time.Time

// nextMinute waits for the next full minute after now and reads the clock
// then, or takes the time of the tick where there is no clock.
func nextMinute(now time.Time, clock func() time.Time) tea.Cmd {
	wait := now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	return tea.Tick(wait, func(t time.Time) tea.Msg {
		if clock != nil {
			t = clock()
		}
		return minuteMsg(t)
	})
}

// minute moves the clock. When the account's day has changed with it, every
// pane shows another day and loads again.
func (m *Model) minute(now time.Time) tea.Cmd {
	before := m.now
	m.now = now
	m.relayout()
	zone := m.account.Zone
	midnight := zone != nil && partner.DateOf(before, zone) != partner.DateOf(now, zone)
	cmds := []tea.Cmd{nextMinute(now, m.o.Clock)}
	for i, p := range m.panes {
		if midnight || m.timers[i].missed(now, m.slow()) && !p.Status().Loading {
			cmds = append(cmds, m.reloadIfAffordable(i))
		}
	}
	return tea.Batch(cmds...)
}

// timer plans the refreshes of one pane.
type timer struct {
	every    time.Duration
	after    time.Duration   // until the first load; 0: it comes at the start
	costs    []partner.Group // allowances a refresh draws on
	failures int             // in a row
	turn     int             // counts plans, so that an outdated one does nothing
	wait     time.Duration   // until the next refresh
	pace     time.Duration   // … when somebody is looking
	begun    time.Time       // when the newest load ended
	due      time.Time       // when the next refresh comes; zero before the first plan
	slow     bool            // the plan is one for when nobody is looking
}

// refreshMsg says that a pane's refresh is due.
type refreshMsg struct {
	id   pane.ID
	turn int
}

// Waits after a failure that passes by itself: the first, and the longest.
const (
	firstRetry = 10 * time.Second
	lastRetry  = 5 * time.Minute
	limitRetry = 10 * time.Minute // rate limit without a hint
)

// next chooses the wait after a load that ended with err, which may join
// several failures: what passes by itself is tried soon, but nothing before a
// limit is lifted. jitter in [0, 1) spreads it by a tenth to either side, so
// that many programs do not ask in step.
func (t *timer) next(err error, jitter float64) {
	t.pace, t.slow = t.every, false
	spread := (jitter - 0.5) / 5
	down, limit := false, time.Duration(0)
	for _, e := range failures(err) {
		switch e.Kind {
		case partner.Unavailable:
			down = true
		case partner.RateLimited:
			if e.RetryAfter <= 0 {
				limit = max(limit, limitRetry)
			}
			limit = max(limit, e.RetryAfter)
		}
	}
	if down {
		t.pace = min(firstRetry<<min(t.failures, 8), lastRetry)
		t.failures++
	} else {
		t.failures = 0
	}
	if limit > 0 && (!down || t.pace < limit) {
		t.pace = limit + time.Second
		spread = jitter / 10 // never before the limit is lifted
	}
	t.pace += time.Duration(spread * float64(t.pace))
}

// in sets the next refresh, in place of one that was set before.
func (t *timer) in(id pane.ID, now time.Time, wait time.Duration) tea.Cmd {
	t.turn++
	t.wait, t.due = wait, now.Add(wait)
	due := refreshMsg{id: id, turn: t.turn}
	return tea.Tick(wait, func(time.Time) tea.Msg { return due })
}

// missed reports whether a refresh should have come: a machine that slept has
// timers that slept as well.
func (t *timer) missed(now time.Time, slow bool) bool {
	due := t.due
	if slow && !t.slow {
		due = due.Add((slowdown - 1) * t.pace)
	}
	return !t.due.IsZero() && now.Sub(due) > max(t.every/5, 2*time.Minute)
}

// failures are the failures joined in err. One without a kind of its own
// counts as what partner.KindOf makes of it.
func failures(err error) []*partner.Error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*partner.Error
		for _, e := range joined.Unwrap() {
			all = append(all, failures(e)...)
		}
		return all
	}
	var e *partner.Error
	if errors.As(err, &e) {
		return []*partner.Error{e}
	}
	return []*partner.Error{{Kind: partner.KindOf(err), Err: err}}
}

// plan sets the next refresh of pane i after a load that ended with err.
func (m *Model) plan(i int, err error) tea.Cmd {
	t := &m.timers[i]
	t.next(err, m.o.Jitter())
	t.begun = m.now
	wait := t.pace
	if m.slow() {
		t.slow, wait = true, slowdown*t.pace
	}
	return t.in(m.panes[i].ID(), m.now, wait)
}

// refresh runs a refresh that is due, unless a newer plan replaced it. It is
// put off while nobody is looking or the allowance is nearly used up.
func (m *Model) refresh(msg refreshMsg) tea.Cmd {
	i, ok := m.byID[msg.id]
	if !ok || m.timers[i].turn != msg.turn || m.panes[i].Status().Loading {
		return nil // a load under way makes a plan of its own when it ends
	}
	if t := &m.timers[i]; m.slow() && !t.slow {
		t.slow = true
		return t.in(msg.id, m.now, (slowdown-1)*t.pace)
	}
	return m.reloadIfAffordable(i)
}

// reloadIfAffordable is the reload of pane i that nobody asked for: it waits
// where the allowance is nearly used up.
func (m *Model) reloadIfAffordable(i int) tea.Cmd {
	t := &m.timers[i]
	until := t.paused(m.o.Sources.Budget(), m.now)
	if until.IsZero() {
		return m.reload(i)
	}
	spread := time.Second + time.Duration(m.o.Jitter()*float64(t.every)/10)
	return t.in(m.panes[i].ID(), m.now, until.Sub(m.now)+spread)
}

// reload asks pane i to load again, and asks for the account when it is not
// known yet.
func (m *Model) reload(i int) tea.Cmd {
	return tea.Batch(m.panes[i].Refresh(), m.askProfileAgain())
}

// fadeMsg takes a toast away if it is still the one shown.
type fadeMsg struct{ toast *toast.Msg }

// toastTime is how long a toast that reports no failure stays.
const toastTime = 4 * time.Second

func (m *Model) showToast(msg toast.Msg) tea.Cmd {
	if m.toast != nil && m.toast.Failed && !msg.Failed {
		m.held = &msg
		return nil
	}
	m.toast = &msg
	if msg.Failed {
		return nil
	}
	shown := m.toast
	return tea.Tick(toastTime, func(time.Time) tea.Msg { return fadeMsg{shown} })
}
