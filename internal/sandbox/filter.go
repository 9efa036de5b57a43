package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// span is a range of instants, both ends included.
type span struct {
	from, to uint32
	set      bool
}

func (s span) has(at uint32) bool { return !s.set || (at != 0 && s.from <= at && at <= s.to) }

// Limits of the date filters of Actions and ActionUpdates.
const (
	widestSpan   = 45 * 24 * time.Hour
	oldestYears  = 3
	defaultDays  = 7 // looked at when there is no date filter
	secondsOfDay = 86_400
)

// instant reads a date of a query: YYYY-MM-DDTHH:mm:ss and Z or an offset.
// Milliseconds are refused, as by some endpoints of the service.
func (c *call) instant(name string) (at time.Time, set bool, bad *reply) {
	text := c.query.Get(name)
	if text == "" {
		return time.Time{}, false, nil
	}
	at, err := time.Parse("2006-01-02T15:04:05Z07:00", text)
	if err != nil || strings.ContainsAny(text, ".,") {
		answer := invalid(name, "Not a valid date. Use the format YYYY-MM-DDTHH:mm:ssZ.")
		return time.Time{}, false, &answer
	}
	return at, true, nil
}

// span reads a pair of date parameters, which need each other.
func (c *call) span(first, last string) (span, *reply) {
	from, hasFrom, bad := c.instant(first)
	if bad != nil {
		return span{}, bad
	}
	to, hasTo, bad := c.instant(last)
	if bad != nil || (!hasFrom && !hasTo) {
		return span{}, bad
	}
	var answer reply
	switch {
	case !hasTo:
		answer = invalid(last, last+" must be specified when "+first+" is specified.")
	case !hasFrom:
		answer = invalid(first, first+" must be specified when "+last+" is specified.")
	case to.Before(from):
		answer = invalid(last, last+" must not be before "+first+".")
	case to.Sub(from) > widestSpan:
		answer = invalid(first, first+" and "+last+" cannot be more than 45 days apart.")
	default:
		return span{clampSeconds(from), clampSeconds(to), true}, nil
	}
	return span{}, &answer
}

// openSpan reads a pair of date parameters of which each may be missing.
func (c *call) openSpan(first, last string) (span, *reply) {
	from, hasFrom, bad := c.instant(first)
	if bad != nil {
		return span{}, bad
	}
	to, hasTo, bad := c.instant(last)
	if bad != nil || (!hasFrom && !hasTo) {
		return span{}, bad
	}
	s := span{0, 1<<32 - 1, true}
	if hasFrom {
		s.from = clampSeconds(from)
	}
	if hasTo {
		s.to = clampSeconds(to)
	}
	if s.to < s.from {
		answer := invalid(last, last+" must not be before "+first+".")
		return span{}, &answer
	}
	return s, nil
}

// known refuses a value that is none of those listed; "" is no value.
func known(field, value string, values ...string) *reply {
	if value == "" || slices.Contains(values, value) {
		return nil
	}
	bad := invalid(field, "Unknown value. Known are "+strings.Join(values, ", ")+".")
	return &bad
}

// clampSeconds is at in Unix seconds, within what fits.
func clampSeconds(at time.Time) uint32 {
	return uint32(min(max(at.Unix(), 1), 1<<32-1))
}

// actionFilter is what Actions and ActionUpdates can be narrowed by.
type actionFilter struct {
	program                 int // -1 = all, -2 = none that exists
	state                   string
	updated, event, locking span
}

// actionFilter reads the filters and checks them by the rules of August 2024.
func (c *call) actionFilter() (actionFilter, *reply) {
	f := actionFilter{program: -1, state: c.query.Get("State")}
	var bad *reply
	if f.updated, bad = c.span("StartDate", "EndDate"); bad != nil {
		return f, bad
	}
	if f.event, bad = c.span("ActionDateStart", "ActionDateEnd"); bad != nil {
		return f, bad
	}
	if f.locking, bad = c.span("LockingDateStart", "LockingDateEnd"); bad != nil {
		return f, bad
	}
	now := time.Unix(int64(c.now), 0)
	if f.updated.set && time.Unix(int64(f.updated.from), 0).Before(now.AddDate(-oldestYears, 0, 0)) {
		answer := invalid("StartDate", "StartDate cannot be more than 3 years in the past.")
		return f, &answer
	}
	switch f.state {
	case "", statePending, stateApproved, stateReversed:
	default:
		answer := invalid("State", "Unknown state. Known are PENDING, APPROVED and REVERSED.")
		return f, &answer
	}
	if !f.updated.set && !f.event.set && !f.locking.set {
		f.updated = span{c.now - defaultDays*secondsOfDay, c.now, true}
	}
	f.program, bad = c.programFilter("CampaignId")
	return f, bad
}

// programFilter reads a numeric program id into a program number: -1 without
// one, -2 for a number that is no program.
func (c *call) programFilter(name string) (int, *reply) {
	text := c.query.Get(name)
	if text == "" {
		return -1, nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		answer := invalid(name, "Not a numeric value")
		return 0, &answer
	}
	if n, known := c.d.byID[id]; known {
		return n, nil
	}
	return -2, nil
}

// passes checks everything but the dates that the search went along.
func (f *actionFilter) passes(d *data, a *fact, now uint32) bool {
	return (f.program == -1 || f.program == int(a.program)) && f.event.has(a.event) &&
		(!f.locking.set || f.locking.has(d.lockDate(a, now)))
}
