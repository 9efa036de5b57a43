package finance

import (
	"regexp"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// owing fills the source with pending money in the first n currencies.
func owing(src *uitest.Source, n int) (amounts []string) {
	src.Owed.Value.Lines = nil
	for i, c := range uitest.Currencies()[:n] {
		m := uitest.Money([]string{"11.11", "22.22", "33.33", "44", "55.555"}[i], c)
		src.Owed.Value.Lines = append(src.Owed.Value.Lines, partner.PendingLine{
			ProgramID: c, Program: "Brand " + c, Status: partner.NotLocked, Amount: m, Actions: 1,
		})
		amounts = append(amounts, format.Money(m))
	}
	src.Earned.Value.Earned = uitest.Totals(uitest.Money("1.00", "USD"))
	src.Earned.Value.SameTime, src.Earned.Value.WholeDay = partner.Totals{}, partner.Totals{}
	src.Funds.Value.Estimate = partner.Some(uitest.Totals(uitest.Money("2.00", "USD")))
	return amounts
}

// A sum that is only partly on the screen must say so, and one that is there
// as a whole must not.
func TestHiddenCurrenciesAreAnnounced(t *testing.T) {
	t.Parallel()
	more := regexp.MustCompile(`\+\d`)
	for _, w := range []int{40, 60, 80, 100, 160} {
		for h := 3; h < 12; h++ {
			for n := 1; n <= 5; n++ {
				p, src := made(t, uitest.Frame(w, h))
				amounts := owing(src, n)
				uitest.Settle(t, p, p.Init())
				view := uitest.Plain(p.View())
				hidden := 0
				for _, a := range amounts {
					if !strings.Contains(view, a) {
						hidden++
					}
				}
				if hidden > 0 != more.MatchString(view) {
					t.Errorf("%d×%d: %d of %d currencies are hidden, announced: %v", w, h, hidden, n, more.MatchString(view))
				}
			}
		}
	}
}

// Half a number is a wrong number: "IDR 12,345,67…" looks like a tenth of it.
func TestAmountsInTheListAreNeverCutInside(t *testing.T) {
	t.Parallel()
	half := regexp.MustCompile(`\d…`)
	for _, amount := range []string{"12345678.00", "123456789.50", "-98765432.10"} {
		for _, currency := range []string{"IDR", "CHF", "USD", "COP", "JPY"} {
			for _, w := range []int{30, 60, 80, 120, 160} {
				p, src := made(t, uitest.Zoomed(w, 24))
				src.Owed.Value = partner.Pending{Currency: currency, Lines: []partner.PendingLine{{
					ProgramID: "1", Program: "Brand", Status: partner.Locked, Amount: uitest.Money(amount, currency), Actions: 1,
					Due: uitest.Day(2026, 12, 1),
				}}}
				uitest.Settle(t, p, p.Init())
				for _, v := range []listView{allLines, byBrand} {
					show(t, p, v)
					for _, row := range strings.Split(uitest.Plain(p.View()), "\n") {
						if half.MatchString(row) && strings.Contains(row, "Brand") {
							t.Errorf("%s %s at %d cells, %v: %q", amount, currency, w, v, strings.TrimSpace(row))
						}
					}
				}
			}
		}
	}
}

func TestTheBarGrowsWithTheBalance(t *testing.T) {
	t.Parallel()
	last := -1
	for _, have := range []string{"0", "9.99", "50", "99.99", "100", "5000"} {
		p, src := made(t, uitest.Frame(80, 6))
		src.Funds.Value.Estimate = partner.Some(uitest.Totals(uitest.Money(have, "USD")))
		uitest.Settle(t, p, p.Init())
		full := strings.Count(p.View(), p.frame.Theme.Glyph.On)
		if full < last || full > barCells {
			t.Errorf("with %s of 100 the bar has %d cells, before %d", have, full, last)
		}
		if have == "99.99" && full == barCells {
			t.Error("the bar is full before the goal is reached")
		}
		last = full
	}
	if last != barCells {
		t.Errorf("beyond the goal the bar has %d cells", last)
	}
}

func TestANegativeBalanceIsShownAsOne(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 6))
	src.Funds.Value.Estimate = partner.Some(uitest.Totals(uitest.Money("-12.34", "USD")))
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "-$12.34")
	if strings.Contains(p.View(), p.frame.Theme.Glyph.On) {
		t.Error("the bar shows progress")
	}
}

func TestChangesAreSigned(t *testing.T) {
	t.Parallel()
	g := uitest.Frame(1, 1).Theme.Glyph
	for _, c := range []struct{ now, then, want string }{
		{"10", "5", g.Up}, {"5", "10", g.Down}, {"5", "5", g.Flat}, {"0", "0", g.Flat}, {"5", "0", g.Up},
	} {
		p, src := made(t, uitest.Frame(80, 6))
		src.Earned.Value.Earned = uitest.Totals(uitest.Money(c.now, "USD"))
		src.Earned.Value.SameTime = uitest.Totals(uitest.Money(c.then, "USD"))
		src.Earned.Value.WholeDay = partner.Totals{}
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, strings.Split(p.View(), "\n")[0], c.want)
	}
}

func TestABalanceThatIsStatedIsNotCalledAnEstimate(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(120, 6), uitest.Frame(80, 6), uitest.Zoomed(120, 30)} {
		p, src := made(t, f)
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, p.View()+p.Strip(f.Width), "≈ $61.25")
		src.Funds.Value.Exact = true
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "Balance", "$61.25")
		uitest.Lacks(t, p.View()+p.Strip(f.Width), "≈", "estimate")
	}
}

func TestAStatedBalanceDoesNotSayThatNothingWasWithdrawn(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(120, 6))
	src.Funds.Value.Exact, src.Funds.Value.Since = true, partner.Date{}
	uitest.Settle(t, p, p.Init())
	uitest.Lacks(t, p.View(), "no withdrawal")
	uitest.Has(t, p.View(), "in the earnings account")
}

func TestAStatedBalanceThatIsKeptStaysOne(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(120, 6))
	src.Funds.Value.Exact = true
	uitest.Settle(t, p, p.Init())
	src.Funds.Value.Exact, src.Funds.Value.Estimate = false, partner.Opt[partner.Totals]{}
	src.Funds.Value.Notes = []partner.Note{{What: "balance", Err: uitest.Failure(partner.Forbidden)}}
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "$61.25")
	uitest.Lacks(t, p.View(), "≈", "estimate")
}
