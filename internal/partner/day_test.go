package partner

import (
	"testing"
	"time"
)

func date(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDaysAreReadAndWritten(t *testing.T) {
	t.Parallel()
	d := date("2026-08-03")
	if d != (Date{2026, time.August, 3}) || d.String() != "2026-08-03" || d.Format("Jan 2, 2006") != "Aug 3, 2026" || d.IsZero() {
		t.Errorf("got %v", d)
	}
	if !(Date{}).IsZero() || d.Weekday() != time.Monday {
		t.Errorf("zero or weekday is wrong")
	}
	for _, in := range []string{"", "2026-8-3", "2026-02-30", "2026-08-03T00:00:00Z", "Aug 3, 2026"} {
		if d, err := ParseDate(in); err == nil {
			t.Errorf("%q was read as %v", in, d)
		}
	}
}

func TestDaysAreCountedWithoutHours(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		from, to string
		days     int
	}{
		{"2026-08-03", "2026-08-03", 0},
		{"2026-02-28", "2026-03-01", 1},
		{"2024-02-28", "2024-03-01", 2},
		{"2025-12-31", "2026-01-01", 1},
		{"2026-03-07", "2026-03-09", 2},
		{"2026-08-03", "2025-08-03", -365},
	} {
		from, to := date(tc.from), date(tc.to)
		if n := to.Sub(from); n != tc.days || from.Add(n) != to || to.Add(-n) != from {
			t.Errorf("%s to %s: %d days", from, to, n)
		}
		if from.Before(to) != (tc.days > 0) || from.After(to) != (tc.days < 0) {
			t.Errorf("%s and %s are in the wrong order", from, to)
		}
	}
}

func TestMonthsKeepTheirLastDay(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-08-15", 0, "2026-08-15"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -13, "2024-12-15"},
		{"2026-02-28", 12, "2027-02-28"},
	} {
		if got := date(tc.from).AddMonths(tc.n); got != date(tc.want) {
			t.Errorf("%s and %d months is %s, want %s", tc.from, tc.n, got, tc.want)
		}
	}
}

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip("no time zone data: ", err)
	}
	return loc
}

func TestADayBeginsWhereItsZoneSays(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ zone, day, start string }{
		{"UTC", "2026-08-03", "2026-08-03T00:00:00Z"},
		{"America/Los_Angeles", "2026-08-03", "2026-08-03T07:00:00Z"},
		{"America/Los_Angeles", "2026-03-08", "2026-03-08T08:00:00Z"}, // clocks go forward at two
		{"America/Los_Angeles", "2026-03-09", "2026-03-09T07:00:00Z"},
		{"Asia/Beirut", "2024-03-31", "2024-03-30T22:00:00Z"}, // clocks go forward at midnight
		{"Asia/Kolkata", "2026-08-03", "2026-08-02T18:30:00Z"},
	} {
		loc := location(t, tc.zone)
		want, _ := time.Parse(time.RFC3339, tc.start)
		if got := date(tc.day).Start(loc); !got.Equal(want) {
			t.Errorf("%s in %s begins at %s, want %s", tc.day, tc.zone, got.UTC(), want)
		}
	}
}

func TestDaysFollowEachOtherWithoutGaps(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"America/Los_Angeles", "Asia/Beirut", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana"} {
		loc := location(t, name)
		for d := date("2015-01-01"); d.Before(date("2027-01-01")); d = d.Add(1) {
			start := d.Start(loc)
			if DateOf(start, loc) != d || DateOf(start.Add(-time.Nanosecond), loc) != d.Add(-1) {
				t.Fatalf("%s: %s does not begin at %s", name, d, start)
			}
		}
	}
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	loc := location(t, "America/Los_Angeles")
	p := Period{From: date("2026-03-01"), To: date("2026-03-31"), Zone: loc}
	if p.Days() != 31 || p.String() != "2026-03-01..2026-03-31" {
		t.Errorf("got %d days, %s", p.Days(), p)
	}
	if !p.Contains(p.From) || !p.Contains(p.To) || p.Contains(p.From.Add(-1)) || p.Contains(p.To.Add(1)) {
		t.Error("the ends are not included, or more is")
	}
	if q := p.Previous(); q.From != date("2026-01-29") || q.To != date("2026-02-28") || q.Zone != loc || q.Days() != 31 {
		t.Errorf("the period before is %s", q)
	}
	if q := p.Shift(31); q.From != p.To.Add(1) {
		t.Errorf("the period after is %s", q)
	}
	if d := p.End().Sub(p.Start()); d != 31*24*time.Hour-time.Hour {
		t.Errorf("March lasts %v in a zone that sets its clocks", d)
	}
}

func TestSplitCoversEachDayOnce(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ days, n, parts int }{{1, 366, 1}, {366, 366, 1}, {367, 366, 2}, {10, 3, 4}, {9, 3, 3}, {5, 1, 5}} {
		p := Period{From: date("2026-01-01"), To: date("2026-01-01").Add(tc.days - 1), Zone: time.UTC}
		parts := p.Split(tc.n)
		if len(parts) != tc.parts {
			t.Errorf("%d days by %d are %d parts", tc.days, tc.n, len(parts))
		}
		next := p.From
		for _, part := range parts {
			if part.From != next || part.Days() > tc.n || part.Days() < 1 || part.Zone != time.UTC {
				t.Errorf("%d days by %d: part %s", tc.days, tc.n, part)
			}
			next = part.To.Add(1)
		}
		if next != p.To.Add(1) {
			t.Errorf("%d days by %d end on %s", tc.days, tc.n, next.Add(-1))
		}
	}
}
