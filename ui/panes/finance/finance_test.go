package finance

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	src := uitest.NewSource()
	p := New(t.Context(), src)
	p.SetFrame(f)
	return p, src
}

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := made(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

func TestLateAnswerOfAnAbandonedLoadIsIgnored(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 6))
	first := p.Init()
	second := uitest.Do(t, p, "finance.refresh")
	src.Earned.Value.Earned = uitest.Totals(uitest.Money("99999", "USD"))
	late := uitest.Run(t, first) // cancelled, but it answers anyway
	before := p.View()
	for _, msg := range late {
		p.Update(msg)
	}
	if p.View() != before || !p.Status().Loading {
		t.Error("a stale answer changed the pane")
	}
	src.Earned.Value = uitest.Today()
	uitest.Settle(t, p, second)
	uitest.Has(t, p.View(), "$42.17")
	before = p.View()
	for _, msg := range late {
		p.Update(msg)
	}
	if p.View() != before {
		t.Error("a stale answer changed the screen after the good one")
	}
}

func TestAbandonedLoadIsCancelled(t *testing.T) {
	t.Parallel()
	p, _ := made(t, uitest.Frame(80, 6))
	first := p.Init()
	p.Refresh()
	p.Refresh()
	for _, msg := range uitest.Run(t, first) {
		if cmd := p.Update(msg); cmd != nil {
			t.Error("a stale answer led to a command")
		}
	}
	if !p.Status().Loading {
		t.Error("a stale answer ended the newer load")
	}
}

func TestFailedRefreshKeepsTheDataAndTellsTheFailure(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 6), uitest.Frame(160, 6), uitest.Zoomed(80, 24)} {
		p, src := loaded(t, f)
		age := p.Status().AsOf
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "$42.17", "503")
		s := p.Status()
		if s.Err == nil || s.Loading || !s.AsOf.Equal(age) {
			t.Errorf("status after a failed refresh: %+v", s)
		}
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Lacks(t, p.View(), "503")
		if p.Status().Err != nil {
			t.Error("the failure outlives the success")
		}
	}
}

func TestEachFigureFailsAlone(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*uitest.Source, error){
		"$42.17":  func(s *uitest.Source, err error) { s.Earned.Err = err },
		"$520.89": func(s *uitest.Source, err error) { s.Owed.Err = err },
		"$61.25":  func(s *uitest.Source, err error) { s.Funds.Err = err },
	} {
		p, src := made(t, uitest.Frame(80, 8))
		fail(src, uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Init())
		uitest.Lacks(t, p.View(), name)
		uitest.NoZero(t, p.View())
		for _, other := range []string{"$42.17", "$520.89", "$61.25"} {
			if other != name {
				uitest.Has(t, p.View(), other)
			}
		}
		if p.Status().Err == nil {
			t.Error("the status does not tell the failure")
		}
	}
}

func TestAmountsOfDifferentCurrenciesAreNeverAdded(t *testing.T) {
	t.Parallel()
	for _, w := range []int{80, 160} {
		p, _ := loaded(t, uitest.Frame(w, 8))
		uitest.Has(t, p.View(), "$42.17", "€3.20", "$520.89", "€77.77", "$61.25", "€12.00")
		uitest.Lacks(t, p.View(), "45.37", "598.66", "73.25")
	}
}

func TestTheMissingEstimateIsNoZero(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 6), uitest.Frame(160, 6), uitest.Zoomed(100, 20)} {
		p, src := made(t, f)
		src.Funds.Value.Estimate = partner.Opt[partner.Totals]{}
		src.Funds.Value.Notes = []partner.Note{{What: "paystubs", Err: uitest.Failure(partner.Forbidden)}}
		uitest.Settle(t, p, p.Init())
		uitest.NoZero(t, p.View())
		uitest.Lacks(t, p.View(), "$61.25")
		uitest.Has(t, p.View(), "Paystubs")
	}
}

func TestStripShowsTheThreeFiguresAndAnnouncesOtherCurrencies(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 6))
	s := p.Strip(80)
	uitest.Geometry(t, s, 80, 1)
	uitest.Has(t, s, "$42.17", "$520.89", "$61.25", "+1")
	for w := range 120 {
		uitest.Geometry(t, p.Strip(w), w, 1)
	}
	src.Fail(uitest.Failure(partner.Unavailable))
	q := New(t.Context(), src)
	q.SetFrame(uitest.Frame(80, 6))
	uitest.Settle(t, q, q.Init())
	uitest.NoZero(t, q.Strip(80))
}

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for _, state := range uitest.States() {
		p, src := made(t, uitest.Frame(80, 8))
		state.Reach(t, p, src)
		view, s := p.View(), p.Status()
		uitest.Geometry(t, view, 80, 8)
		if state.Name != "empty" {
			uitest.NoZero(t, view)
		}
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

func TestNotAvailableNamesTheMissingPermission(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Fail(uitest.Failure(partner.Forbidden))
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "403", "Actions")
}

func TestRefreshingMovesNothing(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 6), uitest.Frame(160, 7), uitest.Zoomed(100, 24)} {
		p, _ := loaded(t, f)
		before := p.View()
		p.Refresh()
		if p.View() != before {
			t.Error("the view changed while the refresh was under way")
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	p.Init()
	for i := range 50 {
		f := uitest.Frame(i*3, i%12)
		f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
		p.SetFrame(f)
		p.View()
		p.Strip(i)
		for _, a := range p.Actions() {
			a.Blocked()
			if a.Run != nil && a.Blocked() == "" {
				a.Run() // commands are made, not run
			}
		}
		p.Update(uitest.Press("x"))
		p.Update(tea.PasteMsg{Content: "text"})
		p.Update(tea.MouseMotionMsg{X: i, Y: 1})
		p.Title()
		p.Status()
	}
	if n := src.Calls(); n != 0 {
		t.Errorf("%d questions were asked on the program goroutine", n)
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
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestSetFrameTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(100, 20)
	p, _ := loaded(t, f)
	uitest.Do(t, p, "finance.down")
	before := p.View()
	p.SetFrame(f)
	small := f
	small.Width, small.Height = 3, 2
	p.SetFrame(small)
	p.View()
	p.SetFrame(f)
	if p.View() != before {
		t.Error("a resize there and back changed the view")
	}
}

func TestEmptyAccountSaysSo(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(100, 20))
	src.Empty()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "No pending money")
}

// Rows have room for the whole sentence; columns must not drop it either,
// since it is the only thing the user can do about the missing money.
func TestMissingWithdrawalMethodIsToldAtEveryWidth(t *testing.T) {
	t.Parallel()
	for _, w := range []int{60, 80, 100, 120, 160} {
		p, src := made(t, uitest.Frame(w, 6))
		src.Empty()
		uitest.Settle(t, p, p.Init())
		if !strings.Contains(uitest.Plain(p.View()), "withdrawal method") {
			t.Errorf("at %d cells:\n%s", w, uitest.Plain(p.View()))
		}
	}
}
