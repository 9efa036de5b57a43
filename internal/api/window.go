package api

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"impactdash/internal/partner"
)

const (
	// windowLength is one day less than the 45 days the service allows
	// between the two dates of a query.
	windowLength = 44 * 24 * time.Hour

	// actionPage is the default and, as far as documented, the largest page.
	actionPage = 20_000
	// actionPages is how many pages a query may have before it is refused.
	actionPages = 10

	// narrowest is a window that is not halved again: no account has 200,000
	// actions in a minute, so another reason must be behind the refusal.
	narrowest = time.Minute

	// historyYears is how far back StartDate may lie.
	historyYears = 3
)

// window is a half-open run of time in whole seconds.
type window struct{ from, to time.Time }

// windows cuts [from, to) into consecutive windows, oldest first. Queries
// have no fractions of seconds, so the outer ends are widened to whole ones;
// what comes too much is filtered by the caller.
func windows(from, to time.Time) []window {
	from = from.UTC().Truncate(time.Second)
	if end := to.UTC().Truncate(time.Second); end.Before(to) {
		to = end.Add(time.Second)
	}
	to = to.UTC()
	var all []window
	for from.Before(to) {
		end := from.Add(windowLength)
		if end.After(to) {
			end = to
		}
		all = append(all, window{from, end})
		from = end
	}
	return all
}

// halves cuts a window in two that share the middle; false when it is too
// narrow for that.
func (w window) halves() (a, b window, ok bool) {
	if w.to.Sub(w.from) <= narrowest {
		return w, w, false
	}
	middle := w.from.Add(w.to.Sub(w.from) / 2).Truncate(time.Second)
	return window{w.from, middle}, window{middle, w.to}, true
}

// isTooMuch recognises the refusal of a query with more than ten pages. Its
// exact text is not documented, only that it speaks of the page size; a 400
// of another origin costs some needless halvings at worst.
func isTooMuch(err error) bool {
	var e *partner.Error
	return errors.As(err, &e) && e.Status == http.StatusBadRequest && e.Kind == partner.Invalid &&
		(strings.Contains(strings.ToLower(e.Detail), "page") || strings.HasPrefix(strings.ToLower(e.Field), "page"))
}
