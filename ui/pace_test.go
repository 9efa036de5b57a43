package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/uitest"
)

// fire lets the planned refresh of pane i come, as its timer would.
func (d *dash) fire(i int) { d.send(refreshMsg{d.panes[i].ID(), d.timers[i].turn}) }

// calls counts what a step asks of the service.
func (d *dash) calls(step func()) int {
	before := d.src.Calls()
	step()
	return d.src.Calls() - before
}

func TestRefreshesAreFewerWhileNobodyLooks(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*dash){
		"another window": func(d *dash) { d.send(tea.BlurMsg{}) },
		"no key":         func(d *dash) { d.attended = d.now.Add(-idleAfter) },
	} {
		d := started(t, 120, 40)
		usual := d.timers[1].wait
		leave(d)
		if n := d.calls(func() { d.fire(1) }); n != 0 {
			t.Errorf("%s: a refresh planned before comes all the same", name)
		}
		if got := d.timers[1].wait; got != (slowdown-1)*usual {
			t.Errorf("%s: it is put off by %v, the usual wait is %v", name, got, usual)
		}
		if n := d.calls(func() { d.fire(1) }); n != 1 {
			t.Errorf("%s: put off once, it asks %d times", name, n)
		}
		if got := d.timers[1].wait; got != slowdown*usual {
			t.Errorf("%s: the next one comes in %v, the usual wait is %v", name, got, usual)
		}
		d.src.Chart.Err = uitest.Failure(partner.Unavailable)
		d.fire(1)
		if got := d.timers[1].wait; got != slowdown*firstRetry {
			t.Errorf("%s: the retry comes in %v", name, got)
		}
	}
}

func TestWhoLooksAgainGetsWhatIsOverdue(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(*dash) tea.Cmd{
		"focus": func(d *dash) tea.Cmd { return d.update(tea.FocusMsg{}) },
		"key":   func(d *dash) tea.Cmd { return d.update(uitest.Stroke(t, "?")) },
		"click": func(d *dash) tea.Cmd { return d.update(click(1, 1)) },
		"wheel": func(d *dash) tea.Cmd { return d.update(tea.MouseWheelMsg{X: 1, Y: 1, Button: tea.MouseWheelDown}) },
		"paste": func(d *dash) tea.Cmd { return d.update(tea.PasteMsg{Content: "x"}) },
	} {
		d := started(t, 120, 40)
		d.send(tea.BlurMsg{})
		for i := range d.panes {
			d.fire(i) // put off
		}
		at := d.now
		d.now = at.Add(20 * time.Minute) // tasks and to-dos are overdue, the others are not
		cmd := back(d)
		for i, p := range d.panes {
			wait, turn := d.timers[i].wait, d.timers[i].turn
			switch left := d.timers[i].every - 20*time.Minute; {
			case left < 0 && wait > catchUp:
				t.Errorf("%s: %s is overdue and comes in %v", name, p.ID(), wait)
			case left >= 0 && wait != left:
				t.Errorf("%s: %s comes in %v, it is due in %v", name, p.ID(), wait, left)
			case d.calls(func() { d.fire(i) }) == 0:
				t.Errorf("%s: the plan of %s does nothing", name, p.ID())
			case d.timers[i].turn != turn+1 || d.timers[i].wait != d.timers[i].every:
				t.Errorf("%s: after it %s comes in %v", name, p.ID(), d.timers[i].wait)
			}
		}
		if uitest.Timers(t, cmd) < len(d.panes) {
			t.Errorf("%s: nothing is planned", name)
		}
		if cmd := back(d); name != "key" && uitest.Timers(t, cmd) > 0 {
			t.Errorf("%s: it makes plans again", name)
		}
	}
}

func TestWhatIsOverdueDoesNotComeAtOneMoment(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	n := 0.0
	d.o.Jitter = func() float64 { n += 0.1; return n }
	d.send(tea.BlurMsg{})
	waits := make(map[time.Duration]bool)
	for i := range d.timers {
		d.timers[i].slow = true
	}
	d.now = d.now.Add(3 * time.Hour)
	d.send(tea.FocusMsg{})
	for i := range d.timers {
		waits[d.timers[i].wait] = true
	}
	if len(waits) != len(d.panes) {
		t.Errorf("%d panes ask at %d moments", len(d.panes), len(waits))
	}
}

// A terminal that is left and looked at again all day makes no plans.
func TestLookingAwayShortlyPlansNothing(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	for range 100 {
		if uitest.Timers(t, d.update(tea.BlurMsg{}))+uitest.Timers(t, d.update(tea.FocusMsg{})) > 0 {
			t.Fatal("a plan is made")
		}
	}
	before := d.text()
	d.send(tea.BlurMsg{})
	if !same(before, d.text()) {
		t.Error("the screen is drawn anew when the terminal loses the focus")
	}
}

func TestTheTerminalIsAskedToTellItsFocus(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	for range 2 {
		if !d.View().ReportFocus {
			t.Error("it is not")
		}
		d.send(tea.BlurMsg{})
	}
}

func TestAMachineThatSleptCatchesUp(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.account.Zone = time.UTC
	d.attended = d.now.Add(20 * time.Minute)
	if n := d.calls(func() { d.send(minuteMsg(d.now.Add(30 * time.Minute))) }); n != 5 { // tasks, two of the to-dos, a look for changes and their list
		t.Errorf("after half an hour %d questions are asked", n)
	}
	d = started(t, 120, 40)
	d.account.Zone = time.UTC
	d.send(tea.BlurMsg{})
	if n := d.calls(func() { d.send(minuteMsg(d.now.Add(15 * time.Minute))) }); n != 2 {
		t.Errorf("with nobody looking %d questions are asked, want the first look for changes and their list", n)
	}
	if n := d.calls(func() { d.send(minuteMsg(d.now.Add(15 * time.Minute))) }); n != 0 {
		t.Errorf("with nobody looking for half an hour %d questions are asked", n)
	}
	if n := d.calls(func() { d.send(minuteMsg(d.now.Add(6 * time.Hour))) }); n < 9 {
		t.Errorf("after a night %d questions are asked", n)
	}
	// One that failed has no data to be old; its retry is overdue as well.
	d = started(t, 120, 40)
	d.src.TaskList.Err = uitest.Failure(partner.Unavailable)
	d.fire(3)
	d.src.TaskList.Err = nil
	if d.send(minuteMsg(d.now.Add(5 * time.Minute))); d.panes[3].Status().Err != nil {
		t.Error("a retry that was slept through does not come")
	}
}

// scarce is a budget of which group has remaining of 1000 left.
func scarce(group partner.Group, remaining int, reset time.Time) partner.Budget {
	return partner.Budget{{
		Group: group, Limit: partner.Some(1000), Remaining: partner.Some(remaining), Reset: reset, SeenAt: uitest.Now().Add(-20 * time.Minute),
	}}
}

func TestPlannedRefreshesWaitAtTheFloor(t *testing.T) {
	t.Parallel()
	reset := uitest.Now().Add(25 * time.Minute)
	for name, c := range map[string]struct {
		budget partner.Budget
		until  time.Time // zero: it is not paused
	}{
		"enough":        {scarce(partner.GroupAggregate, 100, reset), time.Time{}},
		"scarce":        {scarce(partner.GroupAggregate, 99, reset), reset},
		"spent":         {scarce(partner.GroupAggregate, 0, reset), reset},
		"no reset":      {scarce(partner.GroupAggregate, 5, time.Time{}), uitest.Now().Add(40 * time.Minute)},
		"reset already": {scarce(partner.GroupAggregate, 5, uitest.Now().Add(-time.Second)), time.Time{}},
		"reset far off": {scarce(partner.GroupAggregate, 5, uitest.Now().Add(70*time.Hour)), uitest.Now().Add(40 * time.Minute)},
		"another group": {scarce(partner.GroupDetail, 5, reset), time.Time{}},
		"not known":     {partner.Budget{{Group: partner.GroupAggregate}}, time.Time{}},
		"no limit":      {partner.Budget{{Group: partner.GroupAggregate, Limit: partner.Some(0), Remaining: partner.Some(0), Reset: reset}}, time.Time{}},
	} {
		d := started(t, 120, 40)
		d.src.Limits = c.budget
		n := d.calls(func() { d.fire(1) })
		if c.until.IsZero() {
			if n != 1 {
				t.Errorf("%s: the Snapshot is not refreshed", name)
			}
			continue
		}
		if n != 0 {
			t.Errorf("%s: the Snapshot is refreshed", name)
		}
		due := d.timers[1].due
		if due.Before(c.until) || due.After(c.until.Add(d.timers[1].every/5)) {
			t.Errorf("%s: it goes on at %v, the limit is lifted at %v", name, due, c.until)
		}
		if n := d.calls(func() { d.fire(3) }); n != 1 {
			t.Errorf("%s: Tasks wait as well, which cost something else", name)
		}
		if n := d.calls(func() { d.send(minuteMsg(d.now.Add(time.Minute))) }); n != 0 {
			t.Errorf("%s: a minute later it is asked all the same", name)
		}
		uitest.Has(t, d.at(0), "paused until "+d.clock(c.until))
		if n := d.calls(func() { d.do("app.refresh") }); n < 9 {
			t.Errorf("%s: what the user asks for waits", name)
		}
		d.attended = c.until
		d.send(minuteMsg(c.until.Add(time.Minute)))
		uitest.Lacks(t, d.at(0), "paused")
		if n := d.calls(func() { d.fire(1) }); n == 0 {
			t.Errorf("%s: it does not go on", name)
		}
	}
}

// What is known of an hour that has not come says nothing of this one.
func TestAClockThatWasSetBackPausesNothing(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.src.Limits = scarce(partner.GroupAggregate, 5, uitest.Now().Add(72*time.Hour))
	d.src.Limits[0].SeenAt = uitest.Now().Add(71 * time.Hour)
	if n := d.calls(func() { d.fire(1) }); n != 1 {
		t.Error("the Snapshot waits")
	}
	uitest.Lacks(t, d.at(0), "paused")
}

// At midnight every pane shows another day, but not at the price of the last
// requests of the hour.
func TestMidnightDoesNotSpendTheRest(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	midnight := partner.DateOf(d.now, d.account.Zone).Add(1).Start(d.account.Zone)
	d.now = midnight.Add(-time.Minute)
	d.attended = d.now
	for i := range d.timers {
		d.timers[i].due = midnight.Add(time.Hour)
	}
	d.src.Limits = scarce(partner.GroupAggregate, 5, midnight.Add(20*time.Minute))
	d.src.Limits[0].SeenAt = d.now
	before := len(d.src.Asked())
	if n := d.calls(func() { d.send(minuteMsg(midnight.Add(time.Second))) }); n < 8 || len(d.src.Asked()) != before {
		t.Errorf("%d questions, the Snapshot among them: %v", n, len(d.src.Asked()) != before)
	}
}

func TestEveryPaneSaysWhatItCosts(t *testing.T) {
	t.Parallel()
	free := map[string]bool{"leads": true, "campaigns": true, "brands": true} // the companion API has no allowance
	for _, e := range registry() {
		if (len(e.costs) == 0) != free[string(e.id)] && !e.screen {
			t.Errorf("%s costs %v", e.id, e.costs)
		}
	}
}

func TestTheServiceHearsOfADemandFirst(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	var at []int // questions asked before each demand
	d.o.Demand = func() { at = append(at, d.src.Calls()) }
	demanded := func(what string, want bool, step func()) {
		t.Helper()
		at = nil
		before := d.src.Calls()
		step()
		switch {
		case !want && len(at) > 0:
			t.Errorf("%s is no demand", what)
		case want && (len(at) != 1 || at[0] != before || d.src.Calls() == before):
			t.Errorf("%s: demands %v, asked from %d to %d", what, at, before, d.src.Calls())
		}
	}
	demanded("refresh all", true, func() { d.do("app.refresh") })
	demanded("an act", true, func() { d.send(event.Changed{Kinds: []string{event.KindTask}}) })
	for _, p := range d.panes {
		d.focusOn(p.ID())
		if d.capturing() { // the finder begins in its field
			d.do(string(p.ID()) + ".clear")
		}
		demanded(string(p.ID()), true, func() { d.do(string(p.ID()) + ".refresh") })
	}
	demanded("a planned refresh", false, func() { d.fire(0) })
	demanded("midnight", false, func() { d.send(minuteMsg(d.now.Add(24 * time.Hour))) })
	demanded("a move", false, func() { d.press("1", "tab", "z", "z") })
}

func TestTheUserMaySlowTheRefreshesDown(t *testing.T) {
	t.Parallel()
	for least, want := range map[time.Duration]time.Duration{0: 15 * time.Minute, time.Minute: 15 * time.Minute, 2 * time.Hour: 2 * time.Hour} {
		m := New(t.Context(), Options{Sources: &uitest.Source{}, Now: time.Unix(0, 0), Jitter: func() float64 { return 0.5 }, Least: least})
		i := m.byID["todo"]
		m.plan(i, nil)
		if got := m.timers[i].wait; got != want {
			t.Errorf("with at least %v between them the next comes after %v, want %v", least, got, want)
		}
	}
}

func TestWhoIsNotLookingIsCalled(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		leave func(*dash)
		want  bool
	}{
		"looking":        {func(*dash) {}, false},
		"another window": {func(d *dash) { d.send(tea.BlurMsg{}) }, true},
		"back again":     {func(d *dash) { d.send(tea.BlurMsg{}); d.send(tea.FocusMsg{}) }, false},
		"no key":         {func(d *dash) { d.attended = d.now.Add(-awayAfter) }, true},
	} {
		d := started(t, 120, 40)
		d.o.Notify = func(text string) string { return "<" + text + ">" }
		d.o.Profile.Name = "Main\x1b]0;x\a"
		c.leave(d)
		said, called := uitest.Find[tea.RawMsg](d.send(effect.Notify{Text: "2 changes\x07"}))
		if called != c.want {
			t.Errorf("%s: called %v", name, called)
		}
		if text, _ := said.Msg.(string); called && text != "<impactdash Main: 2 changes>" {
			t.Errorf("%s: the terminal gets %q", name, text)
		}
	}
	d := started(t, 120, 40)
	d.send(tea.BlurMsg{})
	if _, called := uitest.Find[tea.RawMsg](d.send(effect.Notify{Text: "2 changes"})); called {
		t.Error("somebody who does not want it is called")
	}
}
