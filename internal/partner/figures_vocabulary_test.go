package partner_test

import (
	"testing"

	"impactdash/internal/partner"
)

func figures(clicks, actions int64, sales, payout string) partner.Figures {
	return partner.Figures{
		Clicks: partner.Some(clicks), Actions: partner.Some(actions),
		Sales: partner.Some(dec(sales)), Payout: partner.Some(dec(payout)),
	}
}

// is compares a metric with a decimal text; "" means absent.
func is(t *testing.T, f partner.Figures, m partner.Metric, want string) {
	t.Helper()
	got := f.Value(m)
	switch {
	case got.OK != (want != ""):
		t.Errorf("%s is %v, want %q", m, got, want)
	case got.OK && got.V.Cmp(dec(want)) != 0:
		t.Errorf("%s is %v, want %s", m, got.V, want)
	}
}

func TestMetricsOfSums(t *testing.T) {
	t.Parallel()
	f := figures(400, 13, "1240.50", "90.20")
	is(t, f, partner.Clicks, "400")
	is(t, f, partner.Actions, "13")
	is(t, f, partner.Payouts, "90.20")
	is(t, f, partner.SaleAmount, "1240.50")
	is(t, f, partner.Conversion, "3.25")
	is(t, f, partner.EPC, "0.2255")
	is(t, f, partner.Metric("aov"), "")
}

func TestARateComesFromSumsAndNotFromRates(t *testing.T) {
	t.Parallel()
	sum := partner.Total(figures(1000, 10, "0", "10"), figures(10, 5, "0", "10"))
	is(t, sum, partner.Conversion, "1.485148514851485149") // 15/1010, not the mean of 1 and 50
	is(t, sum, partner.EPC, "0.0198019801980198020")
}

func TestARateWithoutClicksIsAbsent(t *testing.T) {
	t.Parallel()
	f := figures(0, 3, "10", "2")
	is(t, f, partner.Conversion, "")
	is(t, f, partner.EPC, "")
	is(t, f, partner.Actions, "3")
	is(t, figures(4, 0, "0", "0"), partner.Conversion, "0")
	is(t, figures(4, 0, "0", "-2"), partner.EPC, "-0.5") // corrections can exceed earnings
}

func TestAColumnThatWasNotDeliveredStaysAbsent(t *testing.T) {
	t.Parallel()
	only := partner.Figures{Clicks: partner.Some(int64(5))}
	sum := partner.Total(only, only)
	is(t, sum, partner.Clicks, "10")
	for _, m := range []partner.Metric{partner.Actions, partner.Payouts, partner.SaleAmount, partner.Conversion, partner.EPC} {
		is(t, sum, m, "")
	}
	// A sum that lacks a day would be too low, and looks like one that does not.
	sum = partner.Total(sum, figures(0, 2, "1", "0.5"))
	is(t, sum, partner.Clicks, "10")
	is(t, sum, partner.Actions, "")
}

func TestMetricsDescribeThemselves(t *testing.T) {
	t.Parallel()
	want := map[partner.Metric]struct {
		name        string
		money, rate bool
	}{
		partner.Clicks:     {"Clicks", false, false},
		partner.Actions:    {"Actions", false, false},
		partner.Payouts:    {"Payouts", true, false},
		partner.SaleAmount: {"Sale Amount", true, false},
		partner.Conversion: {"Conversion Rate", false, true},
		partner.EPC:        {"EPC", true, true},
	}
	if len(partner.AffiliateMetrics()) != len(want) {
		t.Errorf("metrics are %v", partner.AffiliateMetrics())
	}
	for _, m := range partner.AffiliateMetrics() {
		if w := want[m]; m.Name() != w.name || m.IsMoney() != w.money || m.IsRate() != w.rate {
			t.Errorf("%s is %q, money %v, rate %v", m, m.Name(), m.IsMoney(), m.IsRate())
		}
	}
}

func TestColumnsAreFoundHoweverTheyAreSpelled(t *testing.T) {
	t.Parallel()
	row := partner.ReportRow{"salezzzamount": "1", "clicks": ""}
	if v := row.Text("Sale_Amount", "Sale_zzzAmount"); v != partner.Some("1") {
		t.Errorf("sale amount is %v", v)
	}
	if v := row.Text("CLICKS"); v != partner.Some("") {
		t.Errorf("an empty cell is %v, want present and empty", v)
	}
	if v := row.Text("Earnings"); v.OK {
		t.Errorf("a missing column is %v", v)
	}
	if s := partner.NormalColumn("pubsubid1_ (Größe) 2"); s != "pubsubid1gre2" {
		t.Errorf("normal form is %q", s)
	}
}

func TestOptFallsBackOnlyWhenAbsent(t *testing.T) {
	t.Parallel()
	if partner.Some(0).Or(7) != 0 || (partner.Opt[int]{}).Or(7) != 7 {
		t.Error("Or is wrong")
	}
}

func pendingLine(status partner.PendingStatus, amount, currency, due string) partner.PendingLine {
	l := partner.PendingLine{Status: status, Amount: money(amount, currency)}
	if due != "" {
		l.Due = day(due)
	}
	return l
}

func somePending() partner.Pending {
	return partner.Pending{Currency: "USD", Lines: []partner.PendingLine{
		pendingLine(partner.NotLocked, "10.10", "USD", ""),
		pendingLine(partner.NotLocked, "4", "EUR", ""),
		pendingLine(partner.Locked, "20", "USD", "2026-12-15"),
		pendingLine(partner.Locked, "7", "USD", ""),
		pendingLine(partner.Locked, "5", "EUR", "2026-12-15"),
		pendingLine(partner.Locked, "100", "USD", "2026-12-20"),
		pendingLine(partner.Overdue, "3.30", "USD", "2026-11-01"),
	}}
}

func TestPendingSumsByStatusAndCurrency(t *testing.T) {
	t.Parallel()
	p := somePending()
	for _, c := range []struct {
		status   partner.PendingStatus
		usd, eur string
	}{
		{"", "140.40", "9"},
		{partner.NotLocked, "10.10", "4"},
		{partner.Locked, "127", "5"},
		{partner.Overdue, "3.30", "0"},
	} {
		sum := p.Sum(c.status)
		sameMoney(t, string(c.status)+" in USD", sum.In("USD"), money(c.usd, "USD"))
		sameMoney(t, string(c.status)+" in EUR", sum.In("EUR"), money(c.eur, "EUR"))
	}
	var empty partner.Pending
	if sum := empty.Sum(""); sum.Len() != 0 {
		t.Errorf("nothing pending sums to %v", sum.Lines(""))
	}
}

func TestNextPayoutIsTheMoneyOfTheEarliestDueDay(t *testing.T) {
	t.Parallel()
	on, sum, ok := somePending().Next()
	if !ok || on != day("2026-12-15") {
		t.Fatalf("next is %v, %v", on, ok)
	}
	sameMoney(t, "next in USD", sum.In("USD"), money("20", "USD"))
	sameMoney(t, "next in EUR", sum.In("EUR"), money("5", "EUR"))
}

func TestNextPayoutLeavesOutWhatIsDueLater(t *testing.T) {
	t.Parallel()
	l := pendingLine(partner.Locked, "50", "USD", "2026-12-15")
	l.AtDue = partner.Some(money("12.50", "USD"))
	_, sum, ok := (partner.Pending{Lines: []partner.PendingLine{l}}).Next()
	if !ok {
		t.Fatal("there is no next payout")
	}
	sameMoney(t, "next", sum.In("USD"), money("12.50", "USD"))
}

func TestNoNextPayoutWithoutADueDay(t *testing.T) {
	t.Parallel()
	p := partner.Pending{Lines: []partner.PendingLine{
		pendingLine(partner.Locked, "7", "USD", ""),
		pendingLine(partner.Overdue, "3", "USD", "2026-11-01"),
		pendingLine(partner.NotLocked, "3", "USD", "2026-11-25"),
	}}
	if on, sum, ok := p.Next(); ok || !on.IsZero() || sum.Len() != 0 {
		t.Errorf("next is %v, %v, %v", on, sum.Lines(""), ok)
	}
}

func balanceOf(estimate, goal partner.Money) partner.Balance {
	var sum partner.Totals
	sum.Add(estimate)
	return partner.Balance{
		Currency: "USD", Estimate: partner.Some(sum),
		Withdrawal: partner.Some(partner.WithdrawalSettings{Schedule: partner.ByThreshold, Threshold: partner.Some(goal)}),
	}
}

func TestProgressTowardsTheThreshold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		have    partner.Money
		share   float64
		missing string
	}{
		{"on the way", money("812.50", "USD"), 0.8125, "187.50"},
		{"nothing yet", money("0", "USD"), 0, "1000"},
		{"exactly there", money("1000.00", "USD"), 1, "0"},
		{"beyond", money("1500", "USD"), 1, "0"},
		{"owed to a brand", money("-50", "USD"), 0, "1050"},
		{"in another currency only", money("5000", "EUR"), 0, "1000"},
	} {
		share, missing, ok := balanceOf(c.have, money("1000", "USD")).Progress()
		if !ok || share != c.share {
			t.Errorf("%s: share %v, %v; want %v", c.name, share, ok, c.share)
		}
		sameMoney(t, c.name, missing, money(c.missing, "USD"))
	}
}

func TestNoProgressWithoutAGoalOrAnEstimate(t *testing.T) {
	t.Parallel()
	fixed := balanceOf(money("5", "USD"), money("1000", "USD"))
	fixed.Withdrawal.V.Schedule = partner.ByFixedDay
	unknown := balanceOf(money("5", "USD"), money("1000", "USD"))
	unknown.Estimate = partner.Opt[partner.Totals]{}
	unset := balanceOf(money("5", "USD"), money("1000", "USD"))
	unset.Withdrawal = partner.Opt[partner.WithdrawalSettings]{}
	goalless := balanceOf(money("5", "USD"), money("1000", "USD"))
	goalless.Withdrawal.V.Threshold = partner.Opt[partner.Money]{}
	for name, b := range map[string]partner.Balance{
		"fixed day": fixed, "no estimate": unknown, "no settings": unset, "no threshold": goalless,
		"threshold of zero": balanceOf(money("5", "USD"), money("0", "USD")),
	} {
		if share, missing, ok := b.Progress(); ok || share != 0 || !missing.IsZero() {
			t.Errorf("%s: %v, %v, %v", name, share, missing, ok)
		}
	}
}
