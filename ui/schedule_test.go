package ui

import (
	"errors"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

func limited(after time.Duration) error {
	return &partner.Error{Op: "load", Kind: partner.RateLimited, RetryAfter: after}
}

func TestPlansAfterEachOutcome(t *testing.T) {
	t.Parallel()
	const every = 30 * time.Minute
	for name, c := range map[string]struct {
		err         error
		least, most time.Duration
	}{
		"success":              {nil, every * 9 / 10, every * 11 / 10},
		"unavailable":          {uitest.Failure(partner.Unavailable), firstRetry * 9 / 10, firstRetry * 11 / 10},
		"rate limited":         {limited(17 * time.Minute), 17 * time.Minute, 20 * time.Minute},
		"rate limited shortly": {limited(time.Second), time.Second, 5 * time.Second},
		"rate limited, silent": {limited(0), 5 * time.Minute, time.Hour},
		"rate limited, long":   {limited(50 * time.Minute), 50 * time.Minute, time.Hour},
		"forbidden":            {uitest.Failure(partner.Forbidden), every * 9 / 10, every * 11 / 10},
		"refused":              {uitest.Failure(partner.Unauthorized), every * 9 / 10, every * 11 / 10},
		"unknown":              {errors.New("odd"), every * 9 / 10, every * 11 / 10},
		"wrapped":              {errors.Join(errors.New("x"), limited(17*time.Minute)), 17 * time.Minute, 20 * time.Minute},
	} {
		for _, jitter := range []float64{0, 0.25, 0.5, 0.999} {
			timer := timer{every: every}
			timer.next(c.err, jitter)
			if timer.pace < c.least || timer.pace > c.most {
				t.Errorf("%s, jitter %v: next in %v, want %v to %v", name, jitter, timer.pace, c.least, c.most)
			}
		}
	}
}

func TestJitterSpreadsThePlans(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, uitest.Failure(partner.Unavailable), limited(time.Hour)} {
		a, b := timer{every: time.Hour}, timer{every: time.Hour}
		a.next(err, 0)
		b.next(err, 0.9)
		if a.pace == b.pace {
			t.Errorf("after %v all programs ask in step", err)
		}
	}
}

func TestRetriesSlowDownAndRecover(t *testing.T) {
	t.Parallel()
	timer := timer{every: 30 * time.Minute}
	down := uitest.Failure(partner.Unavailable)
	last := time.Duration(0)
	for i := range 100 {
		timer.next(down, 0.5)
		if timer.pace < last || timer.pace > lastRetry {
			t.Fatalf("failure %d: next in %v after %v", i+1, timer.pace, last)
		}
		last = timer.pace
	}
	if last != lastRetry {
		t.Errorf("the longest wait is %v", last)
	}
	timer.next(nil, 0.5)
	timer.next(down, 0.5)
	if timer.pace != firstRetry {
		t.Errorf("after a success the first retry comes after %v", timer.pace)
	}
}

func TestOutdatedPlansDoNothing(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	id := d.panes[1].ID()
	old := refreshMsg{id: id, turn: d.timers[1].turn}
	d.press("R") // ends with a newer plan
	calls := d.src.Calls()
	d.send(old)
	if d.src.Calls() != calls {
		t.Error("an outdated plan asked the service")
	}
	d.send(refreshMsg{id: id, turn: d.timers[1].turn})
	if d.src.Calls() == calls {
		t.Error("the newest plan does nothing")
	}
	d.send(refreshMsg{id: "nobody", turn: 1})
	d.send(refreshMsg{id: id, turn: -1})
	d.send(refreshMsg{id: id, turn: 1000})
}

// The plan that is due was made before the user pressed a key. Asking a second
// time would throw the answer under way away and cost another request.
func TestADueRefreshLeavesALoadUnderWayAlone(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	due := refreshMsg{id: "snapshot", turn: d.timers[1].turn}
	running := d.update(uitest.Stroke(t, "r"))
	d.send(due)
	calls := d.src.Calls()
	d.settle(running)
	if d.src.Calls() != calls+1 || d.panes[1].Status().Loading {
		t.Error("the load under way was thrown away")
	}
	if asked := len(d.src.Asked()); asked != 2 {
		t.Errorf("the service was asked %d times, want the first load and one refresh", asked)
	}
}

func TestEachEndOfALoadMakesOnePlan(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.settle(d.Init())
	for i := range d.panes {
		if d.timers[i].turn != 1 {
			t.Errorf("pane %d: %d plans after its first load", i, d.timers[i].turn)
		}
	}
	turn := d.timers[1].turn
	d.press("tab", "z", "z", "?", "esc")
	d.send(minuteMsg(uitest.Now().Add(time.Minute)))
	if d.timers[1].turn != turn {
		t.Error("something that is no load made a plan")
	}
}

func TestAFailedRefreshPlansTheRetryOfItsPaneOnly(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.src.Chart.Err = uitest.Failure(partner.Unavailable)
	d.press("R")
	if d.timers[1].wait > time.Minute || d.timers[0].wait < time.Minute {
		t.Errorf("finance in %v, snapshot in %v", d.timers[0].wait, d.timers[1].wait)
	}
}

// Finance asks three questions at once. Whatever the others met, the one that
// is out of budget must not be asked before its limit is lifted.
func TestARateLimitBeatsASoonerRetryInTheSamePane(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Earned.Err = uitest.Failure(partner.Unavailable)
	d.src.Owed.Err = limited(40 * time.Minute)
	d.settle(d.Init())
	if got := d.timers[0].wait; got < 40*time.Minute {
		t.Errorf("the pane asks again in %v, the limit is lifted in 40m", got)
	}
	d = opened(t, 120, 40)
	d.src.Owed.Err = limited(10 * time.Minute)
	d.src.Funds.Err = limited(40 * time.Minute)
	d.settle(d.Init())
	if got := d.timers[0].wait; got < 40*time.Minute {
		t.Errorf("the pane asks again in %v, the later limit is lifted in 40m", got)
	}
}

// A figure that is only temporarily missing must not wait half an hour because
// another one of the pane is missing for good.
func TestATemporaryFailureIsRetriedBesideALastingOne(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	d.src.Earned.Err = uitest.Failure(partner.Forbidden)
	d.src.Owed.Err = uitest.Failure(partner.Unavailable)
	d.settle(d.Init())
	if got := d.timers[0].wait; got > lastRetry {
		t.Errorf("the pane asks again in %v", got)
	}
}

func TestTheClockTicksOnAndOn(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	if uitest.Timers(t, d.Init()) == 0 {
		t.Error("no clock runs at the start")
	}
	cmd := d.update(minuteMsg(uitest.Now().Add(time.Minute)))
	if uitest.Timers(t, cmd) != 1 {
		t.Error("a minute is followed by no other")
	}
	if !d.now.Equal(uitest.Now().Add(time.Minute)) {
		t.Errorf("the clock says %v", d.now)
	}
}

func TestQuittingEndsEveryRequest(t *testing.T) {
	t.Parallel()
	d := opened(t, 120, 40)
	cmd := d.Init()
	d.press("ctrl+c")
	d.settle(cmd) // the answers come all the same
	if d.session.Err() == nil {
		t.Error("the session goes on")
	}
}

func TestCancelledLoadsAreNoFailures(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.src.Fail(&partner.Error{Op: "load", Kind: partner.Canceled})
	before := d.text()
	d.press("R")
	if d.text() != before {
		t.Error("what nobody wanted any more is told")
	}
}
