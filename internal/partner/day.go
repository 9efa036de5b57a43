package partner

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a calendar day without a zone or an hour. The zero value is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that instant t falls on in loc.
func DateOf(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// ParseDate reads a day written 2006-01-02.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day such as 2026-01-31", text)
	}
	return DateOf(t, time.UTC), nil
}

// IsZero reports whether d is no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO 8601 form 2006-01-02.
func (d Date) String() string { return d.utc().Format(time.DateOnly) }

// Format formats the day with a layout of package time.
func (d Date) Format(layout string) string { return d.utc().Format(layout) }

// Add is the day n days later; n may be negative.
func (d Date) Add(n int) Date { return DateOf(d.utc().AddDate(0, 0, n), time.UTC) }

// AddMonths is the same day n months later, or that month's last day when it
// is shorter.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Sub counts the days from e to d, negative when d is earlier.
func (d Date) Sub(e Date) int { return int(d.utc().Sub(e.utc()) / (24 * time.Hour)) }

// Compare is -1, 0 or 1 as d is earlier than, equal to or later than e. No day
// is earlier than any day.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Start is the first instant of the day in loc: midnight, the first moment
// after it where clocks are set forward over midnight, or the earlier of two
// midnights where they are set back to it.
func (d Date) Start(loc *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
	began, ends := t.ZoneBounds()
	if DateOf(t, loc) != d {
		return ends // midnight is skipped: the day begins with the new offset
	}
	if eve := began.Add(-time.Nanosecond); !began.IsZero() && DateOf(eve, loc) == d {
		_, offset := eve.Zone() // seconds east of UTC
		return d.utc().Add(-time.Duration(offset) * time.Second).In(loc)
	}
	return t
}

func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// Period is a run of whole days, both ends included, in one time zone.
type Period struct {
	From, To Date
	Zone     *time.Location
}

// Days counts the days of the period, at least 1 for a valid one.
func (p Period) Days() int { return p.To.Sub(p.From) + 1 }

// Contains reports whether d is one of the days.
func (p Period) Contains(d Date) bool { return !d.Before(p.From) && !p.To.Before(d) }

// Previous is the period of equal length that ends the day before this one
// begins.
func (p Period) Previous() Period { return p.Shift(-p.Days()) }

// Shift moves both ends by n days.
func (p Period) Shift(n int) Period {
	return Period{From: p.From.Add(n), To: p.To.Add(n), Zone: p.Zone}
}

// Start is the first instant of the period.
func (p Period) Start() time.Time { return p.From.Start(p.Zone) }

// End is the first instant after the period.
func (p Period) End() time.Time { return p.To.Add(1).Start(p.Zone) }

// String is 2006-01-02..2006-01-02, the form ParsePeriod reads.
func (p Period) String() string { return p.From.String() + ".." + p.To.String() }

// Split cuts the period into consecutive periods of at most n days, oldest
// first. Together they cover each day exactly once.
func (p Period) Split(n int) []Period {
	n = max(n, 1)
	var parts []Period
	for from := p.From; !from.After(p.To); from = from.Add(n) {
		to := from.Add(n - 1)
		if to.After(p.To) {
			to = p.To
		}
		parts = append(parts, Period{From: from, To: to, Zone: p.Zone})
	}
	return parts
}
