package finder

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheCursorStaysInTheField(t *testing.T) {
	t.Parallel()
	for _, w := range uitest.Widths() {
		p, _ := made(t, uitest.Zoomed(w, 10))
		for _, name := range uitest.Names() {
			p.Update(tea.PasteMsg{Content: name})
			if c := p.Cursor(); c != nil && (c.X < 0 || c.X >= w || c.Y != 0) {
				t.Fatalf("at width %d the cursor stands at %+v", w, c)
			}
			uitest.Geometry(t, p.View(), w, 10)
		}
	}
}

func TestTheResultsAreClean(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(160, 48))
	src.Hostile()
	uitest.Settle(t, p, p.Init())
	conform.Run(t, p, "results")
	for range min(p.list.Shown(), 25) {
		uitest.Clean(t, p.View())
		v, _ := p.Pointed()
		uitest.Clean(t, v)
		conform.Run(t, p, "down")
	}
}

func TestThePointerChoosesFieldOrRow(t *testing.T) {
	t.Parallel()
	p, src := searched(t, uitest.Zoomed(158, 24))
	uitest.Settle(t, p, p.Click(3, uitest.Row(p.View(), "A-1077")))
	if traced := src.Traced(); under(p) != voided || traced[len(traced)-1] != "1000.4636.158140" {
		t.Errorf("at %s, asked for %v", under(p), traced)
	}
	p.Click(10, 0)
	if !p.Capturing() {
		t.Error("a click on the field does not give it the keys")
	}
	uitest.Settle(t, p, p.Click(3, uitest.Row(p.View(), "770")))
	if p.Capturing() || under(p) != cleared {
		t.Errorf("capturing %v, at %s", p.Capturing(), under(p))
	}
	uitest.Settle(t, p, p.Wheel(1))
	if under(p) != voided {
		t.Errorf("the wheel went to %s", under(p))
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	now := uitest.Now()
	for _, c := range []struct {
		a    partner.Action
		want string
	}{
		{partner.Action{State: partner.ActionPending}, "pending"},
		{partner.Action{State: partner.ActionApproved}, "locked"},
		{partner.Action{State: partner.ActionApproved, Cleared: now.AddDate(0, 0, 1)}, "locked"},
		{partner.Action{State: partner.ActionApproved, Cleared: now.AddDate(0, 0, -1)}, "cleared"},
		{partner.Action{State: partner.ActionReversed, Cleared: now.AddDate(0, 0, -1)}, "reversed"},
		{partner.Action{State: "ON\x1bHOLD"}, "onold"},
		{partner.Action{}, "-"},
	} {
		if got := stateOf(&partner.Hit{Action: partner.Some(c.a)}, now); got != c.want {
			t.Errorf("%+v: %q, want %q", c.a.State, got, c.want)
		}
	}
}

func TestStepsInWords(t *testing.T) {
	t.Parallel()
	now := uitest.Now()
	usd := func(s string) partner.Opt[partner.Money] { return partner.Some(uitest.Money(s, "USD")) }
	for _, c := range []struct {
		step       partner.Step
		when, what string
	}{
		{partner.Step{Kind: partner.ActionTracked, At: now, Stated: true, After: usd("12.40")}, "Nov 22 15:04", "tracked $12.40"},
		{partner.Step{Kind: partner.ActionLocked, At: now.AddDate(0, 0, 9), Stated: true, Ahead: true}, "Dec 1", "locks (expected)"},
		{partner.Step{Kind: partner.ActionLate, At: now.AddDate(0, 2, 0), Ahead: true}, "Jan 22 2027", "is due (expected)"},
		{partner.Step{Kind: partner.ActionModified, At: now.AddDate(-1, 0, 0), Before: usd("1"), After: usd("2"), Reason: "More\x1b[2J"}, "~Nov 22 2025 15:04", "modified $1.00 → $2.00: More"},
		{partner.Step{Kind: partner.ActionGone, Before: usd("1")}, "-", "listed no more $1.00 before"},
		{partner.Step{Kind: "action_odd", At: now.Truncate(24 * 60 * 60 * 1e9), Stated: true}, "Nov 22", "action odd"},
	} {
		if when, what := stepMoment(c.step, now), stepWords(c.step); when != c.when || what != c.what {
			t.Errorf("%s: %q %q, want %q %q", c.step.Kind, when, what, c.when, c.what)
		}
	}
}
