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

// timer plans the refreshes of one pane.
type timer struct {
	every    time.Duration
	failures int // in a row
	turn     int // counts plans, so that an outdated one does nothing
	wait     time.Duration
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

// plan sets the next refresh after one that ended with err, which may join
// several failures: what passes by itself is tried soon, but nothing before a
// limit is lifted. jitter in [0, 1) spreads it by a tenth to either side, so
// that many programs do not ask in step.
func (t *timer) plan(id pane.ID, err error, jitter float64) tea.Cmd {
	t.turn++
	t.wait = t.every
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
		t.wait = min(firstRetry<<min(t.failures, 8), lastRetry)
		t.failures++
	} else {
		t.failures = 0
	}
	if limit > 0 && (!down || t.wait < limit) {
		t.wait = limit + time.Second
		spread = jitter / 10 // never before the limit is lifted
	}
	t.wait += time.Duration(spread * float64(t.wait))
	due := refreshMsg{id: id, turn: t.turn}
	return tea.Tick(t.wait, func(time.Time) tea.Msg { return due })
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

// refresh runs a refresh that is due, unless a newer plan replaced it.
func (m *Model) refresh(msg refreshMsg) tea.Cmd {
	i, ok := m.byID[msg.id]
	if !ok || m.timers[i].turn != msg.turn || m.panes[i].Status().Loading {
		return nil // a load under way makes a plan of its own when it ends
	}
	return m.reload(i)
}

// reload asks pane i to load again, and asks for the account when it is not
// known yet.
func (m *Model) reload(i int) tea.Cmd {
	cmd := m.panes[i].Refresh()
	if m.account.Zone == nil && !m.profile.Busy() {
		cmd = tea.Batch(cmd, m.askProfile())
	}
	return cmd
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
