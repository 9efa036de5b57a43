package finder

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for _, state := range uitest.States() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
			p, src := made(t, f)
			state.Reach(t, p, src)
			view, s := p.View(), p.Status()
			uitest.Geometry(t, view, f.Width, f.Height)
			want := map[string][3]bool{ // data, loading, failure
				"loading": {false, true, false}, "data": {true, false, false}, "refreshing": {true, true, false},
				"stale": {true, false, true}, "failed": {false, false, true}, "empty": {true, false, false},
				"unavailable": {false, false, true},
			}[state.Name]
			if got := [3]bool{!s.AsOf.IsZero(), s.Loading, s.Err != nil}; got != want {
				t.Errorf("%s: data, loading, failure: %v, want %v", state.Name, got, want)
			}
			if other, ok := seen[view]; ok && (state.Name != "refreshing" || other != "data") {
				t.Errorf("%s looks like %s", state.Name, other)
			}
			seen[view] = state.Name
		}
	}
}

func TestGeometry(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			state.Reach(t, p, src)
			draw := func(f pane.Frame) string { p.SetFrame(f); return p.View() }
			uitest.Sweep(t, draw)
			p.SetFrame(uitest.Zoomed(80, 24))
			uitest.Settle(t, p, p.Update(effectless()))
			p.Update(tea.PasteMsg{Content: strings.Join(uitest.Names(), " ")})
			rest(t, p)
			uitest.Sweep(t, draw)
		})
	}
}

// effectless gives the field the keys.
func effectless() tea.Msg { return trace("") }

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
	run(t, p, "results")
	for range min(p.list.Shown(), 25) {
		uitest.Clean(t, p.View())
		v, _ := p.Pointed()
		uitest.Clean(t, v)
		run(t, p, "down")
	}
}

func TestViewIsPure(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(160, 24), uitest.Zoomed(30, 5)} {
			p, src := made(t, f)
			state.Reach(t, p, src)
			one := p.View()
			p.Actions()
			p.Status()
			p.Cursor()
			p.Pointed()
			p.Brand()
			p.Title()
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	for _, hostile := range []bool{false, true} {
		p, src := made(t, uitest.Frame(80, 8))
		if hostile {
			src.Hostile()
		}
		uitest.Settle(t, p, p.Init())
		calls := src.Calls()
		for i := range 60 {
			f := uitest.Frame(i*3, i%12)
			f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
			p.SetFrame(f)
			p.View()
			for _, a := range p.Actions() {
				if a.Blocked() == "" {
					a.Run() // commands are made, not run
				}
			}
			p.Update(uitest.Press("x"))
			p.Update(tea.PasteMsg{Content: "text"})
			p.Update(pauseMsg{p.typed})
			p.Click(i, i%12)
			p.Wheel(1)
			p.Back()
		}
		if n := src.Calls(); n != calls {
			t.Errorf("%d questions were asked on the program goroutine", n-calls)
		}
	}
}

func TestActionsAreWellFormed(t *testing.T) {
	t.Parallel()
	p, _ := searched(t, uitest.Zoomed(80, 24))
	for _, typing := range []bool{false, true} {
		if typing {
			run(t, p, "search")
		}
		strokes := map[string]string{}
		for _, a := range p.Actions() {
			if !strings.HasPrefix(a.ID, "finder.") || len([]rune(a.Label)) > 14 || a.Label == "" || !strings.HasSuffix(a.Help, ".") || a.Run == nil {
				t.Errorf("%+v", a)
			}
			for _, k := range a.Keys {
				if other, ok := strokes[k]; ok || keys.Forbidden(k) != "" {
					t.Errorf("key %s of %s: also of %q, forbidden %q", k, a.ID, other, keys.Forbidden(k))
				}
				strokes[k] = a.ID
			}
		}
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
