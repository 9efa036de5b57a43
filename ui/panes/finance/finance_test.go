package finance

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

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

func TestNotAvailableNamesTheMissingPermission(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Fail(uitest.Failure(partner.Forbidden))
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "403", "Actions")
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
