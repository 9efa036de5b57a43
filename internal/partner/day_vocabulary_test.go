package partner_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones of these tests, whatever the machine has

	"impactdash/internal/partner"
)

func day(s string) partner.Date {
	d, err := partner.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func span(from, to string) partner.Period {
	return partner.Period{From: day(from), To: day(to), Zone: time.UTC}
}

func TestParseDateReadsOneForm(t *testing.T) {
	t.Parallel()
	if d := day("2028-02-29"); d.String() != "2028-02-29" || d.Format("Jan 2") != "Feb 29" {
		t.Errorf("date is %v", d)
	}
	for _, text := range []string{"", "2026-02-29", "2026-13-01", "2026-1-1", "01.02.2026", "2026-01-01T00:00:00Z", " 2026-01-01"} {
		if d, err := partner.ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) is %v, want an error", text, d)
		}
	}
}

func TestDateArithmeticKnowsTheCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		got  partner.Date
		want string
	}{
		{"over a year's end", day("2026-12-31").Add(1), "2027-01-01"},
		{"back over a leap day", day("2028-03-01").Add(-1), "2028-02-29"},
		{"a month later, shorter month", day("2026-01-31").AddMonths(1), "2026-02-28"},
		{"a month later, leap year", day("2028-01-31").AddMonths(1), "2028-02-29"},
		{"months back over a year", day("2026-01-15").AddMonths(-13), "2024-12-15"},
		{"no month", day("2026-05-31").AddMonths(0), "2026-05-31"},
	} {
		if c.got != day(c.want) {
			t.Errorf("%s: %v, want %s", c.name, c.got, c.want)
		}
	}
	if n := day("2026-11-02").Sub(day("2026-10-31")); n != 2 { // clocks change in between
		t.Errorf("Sub is %d", n)
	}
	if n := day("2026-01-01").Sub(day("2027-01-01")); n != -365 {
		t.Errorf("Sub is %d", n)
	}
}

func TestDatesAreOrdered(t *testing.T) {
	t.Parallel()
	days := []partner.Date{{}, day("2025-12-31"), day("2026-01-01"), day("2026-01-02"), day("2026-02-01")}
	for i, a := range days {
		for j, b := range days {
			if a.Before(b) != (i < j) || a.After(b) != (i > j) || (a.Compare(b) == 0) != (i == j) {
				t.Errorf("%v against %v is wrong", a, b)
			}
		}
	}
	if !days[0].IsZero() || days[1].IsZero() {
		t.Error("IsZero is wrong")
	}
}

func TestADayIsCutInItsZone(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 7, 30, 0, 0, time.UTC)
	if d := partner.DateOf(at, zone(t, "America/Los_Angeles")); d != day("2026-11-21") {
		t.Errorf("in Los Angeles it is %v", d)
	}
	if d := partner.DateOf(at, zone(t, "Pacific/Auckland")); d != day("2026-11-22") {
		t.Errorf("in Auckland it is %v", d)
	}
}

func TestADayBeginsWhereClocksChangeAtMidnight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, zone, day, want string }{
		{"an ordinary day", "America/Los_Angeles", "2026-11-22", "2026-11-22T00:00:00-08:00"},
		{"midnight does not exist", "America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00"},
		{"midnight does not exist, east", "Africa/Cairo", "2025-04-25", "2025-04-25T01:00:00+03:00"},
		{"midnight comes twice, west", "Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z"},
		{"midnight comes twice, east", "Asia/Amman", "2021-10-29", "2021-10-29T00:00:00+03:00"},
		{"the hour before midnight comes twice", "Asia/Beirut", "2026-10-25", "2026-10-25T00:00:00+02:00"},
		{"an hour is lost later", "Europe/Berlin", "2026-03-29", "2026-03-29T00:00:00+01:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := day(c.day).Start(zone(t, c.zone)).Format(time.RFC3339); got != c.want {
				t.Errorf("%s begins at %s, want %s", c.day, got, c.want)
			}
		})
	}
}

func TestDaysFollowEachOtherWithoutGapOrOverlap(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"America/Los_Angeles", "America/Santiago", "America/Havana", "America/St_Johns", "Atlantic/Azores",
		"Europe/Berlin", "Africa/Cairo", "Africa/Casablanca", "Asia/Amman", "Asia/Beirut", "Asia/Tehran",
		"Asia/Gaza", "Australia/Lord_Howe", "Pacific/Auckland", "Antarctica/Troll",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loc := zone(t, name)
			for d := day("2019-01-01"); d.Before(day("2027-01-01")); d = d.Add(1) {
				start := d.Start(loc)
				if partner.DateOf(start, loc) != d {
					t.Errorf("%v begins at %v", d, start)
				}
				if eve := start.Add(-time.Second); partner.DateOf(eve, loc) == d && d.Add(-1).Start(loc).Before(eve) {
					t.Errorf("%v begins at %v, although %v is on that day", d, start, eve)
				}
				if n := d.Add(1).Start(loc).Sub(start); n < 22*time.Hour || n > 26*time.Hour {
					t.Errorf("%v lasts %v", d, n)
				}
			}
		})
	}
}

func TestSplitCoversEachDayOnce(t *testing.T) {
	t.Parallel()
	whole := span("2024-01-01", "2026-06-30")
	for _, n := range []int{1, 7, 44, 366, 911, 912, 5000} {
		next, total := whole.From, 0
		for _, part := range whole.Split(n) {
			if part.From != next || part.Days() < 1 || part.Days() > n || part.Zone != whole.Zone {
				t.Fatalf("Split(%d) has the part %v after %v", n, part, next)
			}
			next, total = part.To.Add(1), total+part.Days()
		}
		if next != whole.To.Add(1) || total != whole.Days() {
			t.Errorf("Split(%d) covers %d days up to %v, want %d", n, total, next, whole.Days())
		}
	}
	if parts := (partner.Period{From: day("2026-01-02"), To: day("2026-01-01")}).Split(7); len(parts) != 0 {
		t.Errorf("a period without days has the parts %v", parts)
	}
}

func TestPreviousIsAsLongAndEndsTheDayBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, want string }{
		{"2026-11-22", "2026-11-22", "2026-11-21..2026-11-21"},
		{"2026-10-24", "2026-11-22", "2026-09-24..2026-10-23"},
		{"2028-03-01", "2028-03-31", "2028-01-30..2028-02-29"},
	} {
		p := span(c.from, c.to)
		if got := p.Previous(); got.String() != c.want || got.Days() != p.Days() || got.Zone != p.Zone {
			t.Errorf("before %v is %v, want %s", p, got, c.want)
		}
	}
}

func TestAPeriodsInstantsFollowItsZone(t *testing.T) {
	t.Parallel()
	p := partner.Period{From: day("2026-03-07"), To: day("2026-03-08"), Zone: zone(t, "America/Los_Angeles")}
	if n := p.End().Sub(p.Start()); n != 47*time.Hour {
		t.Errorf("the two days last %v, want 47 hours", n)
	}
	for d, want := range map[string]bool{"2026-03-06": false, "2026-03-07": true, "2026-03-08": true, "2026-03-09": false} {
		if p.Contains(day(d)) != want {
			t.Errorf("Contains(%s) is %v", d, !want)
		}
	}
}
