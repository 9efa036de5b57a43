package sandbox

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"
)

// everything is what a server says about the whole of its data.
func (b *bench) everything() string {
	b.t.Helper()
	var all strings.Builder
	for _, path := range []string{
		"", "Campaigns", "Contracts", "Actions?" + window("ActionDateStart", "ActionDateEnd", testDay(), 44, 1),
		"ActionUpdates", "Invoices?PageSize=1000", "Tasks", "MediaProperties", "ActionInquiries", "PromoCodes", "TaxDocuments",
		"Reports/mp_vanity_links?START_DATE=2024-12-01&END_DATE=2026-11-22", "Reports/partner_performance_by_day?START_DATE=2025-12-01&END_DATE=2026-11-22",
	} {
		all.WriteString(b.get(path).Body.String())
	}
	return all.String()
}

func TestSameSeedAndDateSameBytes(t *testing.T) {
	t.Parallel()
	first := newBench(t, nil).everything()
	// Another hour of the same day, another instance.
	second := newBench(t, func(o *Options) { o.At = o.At.Add(-9 * time.Hour) }).everything()
	if first != second {
		t.Error("the same seed and date gave other bytes")
	}
	if newBench(t, func(o *Options) { o.Seed++ }).everything() == first {
		t.Error("another seed gave the same bytes")
	}
}

func TestGeneratedWorldIsBelievable(t *testing.T) {
	t.Parallel()
	for _, at := range []time.Time{testDay(), testDay().AddDate(0, 2, 6), testDay().AddDate(0, -7, 8)} {
		s := New(Options{Seed: uint64(at.Unix()), At: at})
		if err := s.Ready(t.Context()); err != nil {
			t.Fatal(err)
		}
		d, reversed, modified, history := s.data, 0, 0, 0
		for i := range d.facts {
			f := &d.facts[i]
			if d.dayOf(f.event) > d.today {
				break
			}
			history++
			if f.reversed != 0 {
				reversed++
			}
			if f.modified != 0 {
				modified++
			}
			if f.created < f.event || f.lock <= f.created || f.clear <= f.lock || f.reversed >= f.lock || f.modified >= f.lock ||
				f.reversed != 0 && f.modified > f.reversed {
				t.Fatalf("%s: out of order: %+v", at, *f)
			}
		}
		if history < 9_500 || history > 10_500 {
			t.Errorf("%d actions", history)
		}
		if share := 1000 * reversed / history; share < 45 || share > 75 || modified == 0 {
			t.Errorf("%d of 1000 reversed, %d modified", share, modified)
		}
		d.checkStories(t)
	}
}

// checkStories looks for what the account is meant to show.
func (d *data) checkStories(t *testing.T) {
	t.Helper()
	now := d.start(d.today) + 72_000
	total := func(from, to, program int) (s sums) {
		for day := from; day < to; day++ {
			s.add(d.daySums(day, program, now))
		}
		return s
	}
	year := total(d.today-365, d.today, -1)
	if daily := year.payout / 365; daily < 10_000 || daily > 30_000 {
		t.Errorf("%d cents a day", daily)
	}
	if clicks := year.clicks / 365; clicks < 300 || clicks > 900 {
		t.Errorf("%d clicks a day", clicks)
	}
	if silent := total(d.today-60, d.today, brandSilent); silent.actions != 0 || silent.clicks == 0 {
		t.Errorf("the silent brand has %d actions, %d clicks", silent.actions, silent.clicks)
	}
	if before := total(d.today-120, d.today-62, brandSilent); before.actions == 0 {
		t.Error("the silent brand was always silent")
	}
	spike, usual := total(d.today-170, d.today-167, brandViral), total(d.today-200, d.today-170, brandViral)
	if spike.actions*10 < 3*usual.actions*5 { // five times the usual per day
		t.Errorf("spike of %d actions in 3 days, usual %d in 30", spike.actions, usual.actions)
	}
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	empty := newBench(t, func(o *Options) { o.Profile = "empty" })
	if n := len(empty.list("Campaigns", "Campaigns")); n != firstInvited {
		t.Errorf("%d programs", n)
	}
	nothing := empty.object("Actions")
	if nothing["@total"] != "0" || nothing["@numpages"] != "1" || nothing["@end"] != "0" || nothing["@nextpageuri"] != "" {
		t.Errorf("%v", nothing)
	}
	rows := empty.list("Reports/partner_performance_by_day?START_DATE=2026-11-01&END_DATE=2026-11-22", "Records")
	if len(rows) != 22 || rows[21]["Clicks"] != "0" {
		t.Errorf("%d rows", len(rows))
	}
	const stubs = "Reports/mp_paystub_history?START_DATE=2025-01-01&END_DATE=2026-11-22"
	for _, path := range []string{"Invoices", stubs} {
		if v := empty.object(path); v["@total"] != "0" {
			t.Errorf("%s: %v", path, v["@total"])
		}
	}
	if empty.object("WithdrawalSettings")["PaymentThreshold"] != "1000.00" {
		t.Error("threshold")
	}
	fresh := newBench(t, func(o *Options) { o.Profile = "new" })
	if w := fresh.get("WithdrawalSettings"); w.Code != 404 {
		t.Errorf("settings: %d", w.Code)
	}
	if v := fresh.object(stubs); v["@total"] != "0" {
		t.Errorf("%v", v)
	}
	if n := len(fresh.list("Actions", "Actions")); n == 0 {
		t.Error("a new account has a few actions")
	}
}

func TestReadyEndsWithItsContext(t *testing.T) {
	t.Parallel()
	s := New(Options{At: testDay()})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	// Either the data was quicker or the context's error is passed on.
	if err := s.Ready(ctx); err != nil && !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Error(err)
	}
}

// TestMemoryPerAction keeps a million actions affordable, and a demo small.
func TestMemoryPerAction(t *testing.T) {
	if size := unsafe.Sizeof(fact{}); size > 64 {
		t.Errorf("a fact has %d bytes, want at most 64", size)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d := generate(Options{Seed: 1, At: testDay(), Scale: 10}, accountZone())
	runtime.ReadMemStats(&after)
	per := (after.TotalAlloc - before.TotalAlloc) / uint64(len(d.facts))
	objects := after.Mallocs - before.Mallocs
	t.Logf("%d actions, %d bytes and %.3f objects allocated for each", len(d.facts), per, float64(objects)/float64(len(d.facts)))
	if per > 160 {
		t.Errorf("%d bytes allocated for each action, want at most 160", per)
	}
	if objects > uint64(len(d.facts))/4 {
		t.Errorf("%d objects for %d actions", objects, len(d.facts))
	}
	if kept := uintptr(cap(d.facts))*unsafe.Sizeof(fact{}) + uintptr(cap(d.updates)+cap(d.locks))*8; kept/uintptr(len(d.facts)) > 90 {
		t.Errorf("%d bytes kept for each action", kept/uintptr(len(d.facts)))
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	for cents, want := range map[int64]string{0: "0.00", 5: "0.05", -5: "-0.05", 123456: "1234.56", -100: "-1.00"} {
		if got := formatCents(cents); got != want {
			t.Errorf("%d is %s, want %s", cents, got, want)
		}
	}
	for cents, want := range map[int64]string{99_999: "999.99", 100_000: "1,000.00", -123_456_789: "-1,234,567.89", -99_999: "-999.99"} {
		if got := groupedCents(cents); got != want {
			t.Errorf("%d is %s, want %s", cents, got, want)
		}
	}
	if got := ratio(20, 300, 18); got != "0.066666666666666666" {
		t.Error(got)
	}
	if got := ratio(1, 0, 2); got != "0.00" {
		t.Error(got)
	}
	if eur.toAccount(125) != 135 || gbp.toAccount(-50) != -64 || usd.toAccount(7) != 7 {
		t.Error("conversion")
	}
	if percentOf(1_050, 500) != 53 || percentOf(1_049, 500) != 52 {
		t.Error("half is rounded up")
	}
}

func TestCalendarKeepsSummerTime(t *testing.T) {
	t.Parallel()
	c := newCalendar(testDay(), accountZone())
	for day := range c.midnight {
		at := time.Unix(int64(c.midnight[day]), 0).In(c.loc)
		if h, m, s := at.Clock(); h+m+s != 0 || at.Day() != int(c.civil[day].day) || int(at.Weekday()) != int(c.civil[day].weekday) {
			t.Fatalf("day %d begins at %s", day, at)
		}
		if c.dayOf(c.midnight[day]) != day || day > 0 && c.dayOf(c.midnight[day]-1) != day-1 {
			t.Fatalf("day of midnight %d", day)
		}
		end := c.date(int(c.civil[day].nextEnd))
		if y, m, _ := end.AddDate(0, 0, 1).Date(); y*12+int(m)-1 != int(c.civil[day].monthIndex)+2 || c.number(end) != int(c.civil[day].nextEnd) {
			t.Fatalf("day %d: following month ends %s", day, end)
		}
	}
	if !slices.IsSorted(c.midnight) || !c.date(c.today).Equal(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
		t.Error("today")
	}
}

// BenchmarkGenerate makes a million actions.
func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		d := generate(Options{Seed: 1, At: testDay(), Scale: 100}, accountZone())
		b.ReportMetric(float64(len(d.facts)), "actions")
	}
}

// BenchmarkPage sends one full page of 20,000 actions.
func BenchmarkPage(b *testing.B) {
	s := newBench(b, func(o *Options) { o.Scale = 100 })
	query := "Actions?" + window("ActionDateStart", "ActionDateEnd", testDay(), 10, 0)
	s.get(query)
	for b.Loop() {
		s.clock.advance(time.Hour) // a fresh budget
		b.SetBytes(int64(s.get(query).Body.Len()))
	}
}

// BenchmarkYearByDay reports on a year of a million actions.
func BenchmarkYearByDay(b *testing.B) {
	s := newBench(b, func(o *Options) { o.Scale = 100 })
	const query = "Reports/partner_performance_by_day?START_DATE=2025-11-23&END_DATE=2026-11-22"
	s.get(query)
	for b.Loop() {
		s.clock.advance(time.Hour)
		s.get(query)
	}
}
