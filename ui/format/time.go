package format

import (
	"strconv"
	"time"

	"impactdash/internal/partner"
)

const day = 24 * time.Hour

// Age says how long ago something was, rounded down so that it changes
// seldom: "now" below a minute, "2m", "3h", "5d". What lies ahead is "now".
func Age(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	case d < day:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	}
	return strconv.Itoa(int(d/day)) + "d"
}

// Day is "Nov 22", or "Nov 22, 2026" with the year. No day is None.
func Day(d partner.Date, year bool) string {
	switch {
	case d.IsZero():
		return None
	case year:
		return d.Format("Jan 2, 2006")
	}
	return d.Format("Jan 2")
}

// Weekday is a day with its name: "Tue Nov 10". No day is None.
func Weekday(d partner.Date) string {
	if d.IsZero() {
		return None
	}
	return d.Format("Mon Jan 2")
}

// RangeSeen is a period, both ends included: "Oct 24 – Nov 22", one day alone
// as "Nov 22". Years are written when the two ends are in different ones, or
// not in the year of today.
func RangeSeen(from, to, today partner.Date) string {
	return span(from, to, from.Year != to.Year || to.Year != today.Year)
}

func span(from, to partner.Date, year bool) string {
	if from == to {
		return Day(to, year)
	}
	return Day(from, year && from.Year != to.Year) + " – " + Day(to, year)
}
