package api

import (
	"fmt"
	"strconv"
	"time"

	"impactdash/internal/partner"
)

// withOffset are the timestamps that name their instant. Fractions of a second
// need no layout of their own: package time accepts them after the seconds.
var withOffset = [...]string{
	time.RFC3339,               // actions: 2024-09-10T10:42:38-07:00, and Z
	"2006-01-02T15:04:05Z0700", // tasks: 2021-08-31T04:00:00.000+0000
	"2006-01-02T15:04:05Z07",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02 15:04:05 Z07:00",
	"2006-01-02T15:04Z07:00",
}

// withoutOffset are wall-clock times of the account's zone.
var withoutOffset = [...]string{
	"2006-01-02T15:04:05",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04",
	"Jan 2, 2006 3:04 PM",
	"Jan 2, 2006 15:04:05",
}

// days are calendar days: the ISO form, and those reports print.
var days = [...]string{time.DateOnly, "Jan 2, 2006", "January 2, 2006"}

// months stand for their first day.
var months = [...]string{"Jan 2006", "January 2006", "2006-01"}

// parseTime reads an instant in any form the service is known to write. A day
// or month stands for its first instant in zone. The result is in UTC; an
// empty text is the zero time, which means absent.
func parseTime(s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, ok := match(s, withOffset[:], time.UTC); ok {
		return t.UTC(), nil
	}
	if t, ok := match(s, withoutOffset[:], zone); ok {
		return t.UTC(), nil
	}
	if t, ok := match(s, days[:], time.UTC); ok {
		return partner.DateOf(t, time.UTC).Start(zone).UTC(), nil
	}
	if t, ok := match(s, months[:], time.UTC); ok {
		return partner.DateOf(t, time.UTC).Start(zone).UTC(), nil
	}
	if t, ok := parseEpoch(s); ok {
		return t, nil
	}
	return time.Time{}, fmt.Errorf("%q is not a date", s)
}

// parseDay reads the calendar day of a report row. Reports cut days in the
// account's zone, so a day stays the day that is written; only a timestamp
// within a day is moved to zone.
func parseDay(s string, zone *time.Location) (partner.Date, error) {
	if t, ok := match(s, days[:], time.UTC); ok {
		return partner.DateOf(t, time.UTC), nil
	}
	if t, ok := match(s, withoutOffset[:], time.UTC); ok {
		return partner.DateOf(t, time.UTC), nil
	}
	t, ok := match(s, withOffset[:], time.UTC)
	switch {
	case !ok:
		return partner.Date{}, fmt.Errorf("%q is not a day", s)
	case t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
		return partner.DateOf(t, t.Location()), nil
	}
	return partner.DateOf(t, zone), nil
}

func match(s string, layouts []string, zone *time.Location) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// parseEpoch reads milliseconds since 1970, as one error body has them. Only
// 13 digits are taken for that, the years 2001 to 2286.
func parseEpoch(s string) (time.Time, bool) {
	if len(s) != 13 || s[0] == '-' || s[0] == '+' {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return time.UnixMilli(n).UTC(), err == nil
}
