package service

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func dayRow(on string, clicks, actions int, sales, payout string) string {
	t, err := time.Parse(time.DateOnly, on)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"date_display":"%s","Clicks":"%d","Actions":"%d","Sale_zzzAmount":"%s","Action_Cost":"%s"}`,
		t.Format("Jan 2, 2006"), clicks, actions, sales, payout)
}

func (c *canned) snapshot(t *testing.T, text string) partner.Snapshot {
	t.Helper()
	got, err := c.at(noon).Snapshot(t.Context(), partner.RangeQuery{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return got.Value
}

// is compares a metric with a decimal text; "" means absent.
func is(t *testing.T, what string, f partner.Figures, m partner.Metric, want string) {
	t.Helper()
	got := f.Value(m)
	if got.OK != (want != "") || got.OK && got.V.Cmp(decimal.MustParse(want)) != 0 {
		t.Errorf("%s: %s is %v, want %q", what, m, got, want)
	}
}

func TestSnapshotSumsItsDaysAndThoseBefore(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records",
		dayRow("2026-08-16", 900, 90, "900", "90"), // before the period before
		dayRow("2026-08-17", 10, 1, "30.00", "3.00"),
		dayRow("2026-08-19", 30, 2, "40.50", "4.00"),
		dayRow("2026-08-20", 100, 5, "1,250.000000000000000000", "50.25"),
		dayRow("2026-08-22", 300, 3, "50.00", "9.75"),
	)
	s := c.snapshot(t, "3d")
	if s.Period.String() != "2026-08-20..2026-08-22" || s.Previous.String() != "2026-08-17..2026-08-19" || s.Today != day("2026-08-22") {
		t.Errorf("periods are %v and %v", s.Period, s.Previous)
	}
	for m, want := range map[partner.Metric][2]string{
		partner.Clicks: {"400", "40"}, partner.Actions: {"8", "3"}, partner.SaleAmount: {"1300", "70.50"},
		partner.Payouts: {"60", "7"}, partner.Conversion: {"2", "7.5"}, partner.EPC: {"0.15", "0.175"},
	} {
		is(t, "sum", s.Sum, m, want[0])
		is(t, "earlier", s.Earlier, m, want[1])
	}
}

func TestADayWithoutTrafficIsZeroAndItsRatesAreGaps(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records", dayRow("2026-08-20", 100, 5, "10", "5"), dayRow("2026-08-22", 300, 3, "5", "9"))
	s := c.snapshot(t, "3d")
	if len(s.Days) != 3 || s.Days[1].Day != day("2026-08-21") {
		t.Fatalf("days are %+v", s.Days)
	}
	for m, want := range map[partner.Metric]string{
		partner.Clicks: "0", partner.Actions: "0", partner.SaleAmount: "0", partner.Payouts: "0",
		partner.Conversion: "", partner.EPC: "",
	} {
		is(t, "the day without a row", s.Days[1].Figures, m, want)
	}
}

func TestAColumnTheReportLacksIsAbsentOnEveryDay(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records", `{"date_display":"Aug 20, 2026","Clicks":"5","Earnings":"1.00"}`)
	s := c.snapshot(t, "3d")
	for _, d := range append(s.Days, partner.SnapshotDay{Figures: s.Sum}) {
		for _, m := range []partner.Metric{partner.Actions, partner.SaleAmount, partner.Conversion} {
			is(t, d.Day.String(), d.Figures, m, "")
		}
	}
	is(t, "sum", s.Sum, partner.Payouts, "1")
	is(t, "sum", s.Sum, partner.EPC, "0.2")
	is(t, "earlier", s.Earlier, partner.Clicks, "0")
}

func TestAnEmptyReportMeansNoTraffic(t *testing.T) {
	t.Parallel()
	s := newCanned(t).snapshot(t, "7d")
	for m, want := range map[partner.Metric]string{
		partner.Clicks: "0", partner.Actions: "0", partner.SaleAmount: "0", partner.Payouts: "0",
		partner.Conversion: "", partner.EPC: "",
	} {
		is(t, "sum", s.Sum, m, want)
		is(t, "a day", s.Days[0].Figures, m, want)
	}
}

func TestARangeThatReachesBeyondTodayEndsToday(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records", dayRow("2026-08-21", 4, 1, "1", "1"))
	s := c.snapshot(t, "2026-08-21..2026-08-24")
	if len(s.Days) != 2 || s.Previous.Days() != 2 {
		t.Fatalf("%d days against %d", len(s.Days), s.Previous.Days())
	}
	for i, want := range []string{"4", "0"} {
		is(t, s.Days[i].Day.String(), s.Days[i].Figures, partner.Clicks, want)
	}
}

func TestTheDayIsCutInTheAccountsZone(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	at := time.Date(2026, 8, 23, 6, 59, 59, 0, time.UTC) // still the 22nd in Los Angeles
	got, err := c.at(at).Snapshot(t.Context(), partner.RangeQuery{Text: "today"})
	if err != nil || got.Value.Period.String() != "2026-08-22..2026-08-22" {
		t.Errorf("today is %v, %v", got.Value.Period, err)
	}
	got, err = c.at(at.Add(time.Second)).Snapshot(t.Context(), partner.RangeQuery{Text: "today"})
	if err != nil || got.Value.Period.String() != "2026-08-23..2026-08-23" {
		t.Errorf("a second later today is %v, %v", got.Value.Period, err)
	}
	own := c.with(fixed(at), mustZone(t, "Asia/Tokyo"))
	got, err = own.Snapshot(t.Context(), partner.RangeQuery{Text: "today"})
	if err != nil || got.Value.Period.String() != "2026-08-23..2026-08-23" {
		t.Errorf("with a zone of the user's today is %v, %v", got.Value.Period, err)
	}
}

func TestAnUnreadableRangeIsInvalidAndAsksForNoReport(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	for _, q := range []partner.RangeQuery{{Text: "soon"}, {Text: "7d", Shift: 1}, {Text: "2000d"}} {
		_, err := c.at(noon).Snapshot(t.Context(), q)
		wantKind(t, err, partner.Invalid)
	}
	if n := c.count(byDay); n != 0 {
		t.Errorf("%d reports were run", n)
	}
}

func TestSteppingThroughRangesCostsOneReport(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	s := c.at(noon)
	for _, q := range []partner.RangeQuery{
		{Text: "yesterday"},
		{Text: "today"},
		{Text: "7d"},
		{Text: "7d", Shift: -1},
		{Text: "7d", Shift: -2},
		{Text: "30d"},
		{Text: "90d"},
		{Text: "mtd"},
		{Text: "last month"},
		{Text: "qtd"},
		{Text: "30d"},
	} {
		if _, err := s.Snapshot(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.count(byDay); n != 1 {
		t.Errorf("it took %d reports, want 1", n)
	}
}

func TestSteppingBackThroughAYearCostsTwoReports(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	s := c.at(noon)
	for shift := 0; shift >= -10; shift-- {
		if _, err := s.Snapshot(t.Context(), partner.RangeQuery{Text: "30d", Shift: shift}); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.count(byDay); n > 2 {
		t.Errorf("it took %d reports, want 2", n)
	}
}

func TestFreshAsksAgainAndFeedsTheOthers(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	s := c.at(noon)
	ask := func(fresh bool) partner.Snapshot {
		got, err := s.Snapshot(t.Context(), partner.RangeQuery{Text: "7d", Fresh: fresh})
		if err != nil {
			t.Fatal(err)
		}
		return got.Value
	}
	is(t, "at first", ask(false).Sum, partner.Clicks, "0")
	c.list(byDay, "Records", dayRow("2026-08-22", 4, 1, "1", "1"))
	is(t, "remembered", ask(false).Sum, partner.Clicks, "0")
	is(t, "fresh", ask(true).Sum, partner.Clicks, "4")
	is(t, "remembered anew", ask(false).Sum, partner.Clicks, "4")
	if n := c.count(byDay); n != 2 {
		t.Errorf("it took %d reports, want 2", n)
	}
}

func TestRowsAreForgottenAfterAWhileAndAtMidnight(t *testing.T) {
	t.Parallel()
	for name, later := range map[string]time.Duration{"after a while": rowsAge, "at midnight": time.Minute} {
		c := newCanned(t)
		now := time.Date(2026, 8, 23, 6, 59, 30, 0, time.UTC)
		clock := func() time.Time { return now }
		s := c.with(clock, nil)
		for range 2 {
			got, err := s.Snapshot(t.Context(), partner.RangeQuery{Text: "today"})
			if err != nil || !got.AsOf.Equal(now) {
				t.Fatalf("%s: as of %v, %v; want %v", name, got.AsOf, err, now)
			}
			now = now.Add(later)
		}
		if n := c.count(byDay); n != 2 {
			t.Errorf("%s: %d reports, want 2", name, n)
		}
	}
}

func TestAFailedReportIsNotRemembered(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	s := c.at(noon)
	for status, kind := range map[int]partner.Kind{
		401: partner.Unauthorized, 403: partner.Forbidden, 404: partner.NotFound, 502: partner.Unavailable,
	} {
		c.fail(byDay, status)
		_, err := s.Snapshot(t.Context(), partner.RangeQuery{Text: "7d"})
		wantKind(t, err, kind)
	}
	c.fail(byDay, 0)
	if _, err := s.Snapshot(t.Context(), partner.RangeQuery{Text: "7d"}); err != nil {
		t.Error(err)
	}
}

func TestALongRangeIsAskedForInParts(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records", dayRow("2026-08-22", 1, 0, "0", "0"), dayRow("2025-01-01", 2, 0, "0", "0"), dayRow("2023-09-01", 4, 0, "0", "0"))
	s := c.snapshot(t, "600d")
	is(t, "sum", s.Sum, partner.Clicks, "3")
	is(t, "earlier", s.Earlier, partner.Clicks, "4")
	if n := c.count(byDay); n != 4 { // 1,200 days in parts of 366
		t.Errorf("it took %d reports, want 4", n)
	}
	if len(s.Days) != 600 || len(s.Before) != 600 {
		t.Errorf("%d and %d days", len(s.Days), len(s.Before))
	}
}

func TestRowsOfOneDayAreAddedUp(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records", dayRow("2026-08-22", 1, 1, "2", "1"), dayRow("2026-08-22", 2, 0, "0.50", "0.25"))
	s := c.snapshot(t, "today")
	is(t, "sum", s.Sum, partner.Clicks, "3")
	is(t, "sum", s.Sum, partner.SaleAmount, "2.50")
	if strings.TrimSpace(s.Currency) != "USD" {
		t.Errorf("currency is %q", s.Currency)
	}
}
