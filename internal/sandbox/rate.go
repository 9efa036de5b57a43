package sandbox

import (
	"net/http"
	"strconv"
	"sync"
)

// group is a budget that requests are counted in.
type group int

const (
	groupOther group = iota
	groupDetail
	groupAggregate
	groupSearch
	groupReportExport
	groupClickExport
	groupCount
)

// budgets are the documented limits. period is in seconds.
var budgets = [groupCount]struct {
	name          string
	limit, period int
}{
	groupOther:        {"other", 1000, 3600},
	groupDetail:       {"detail", 500, 3600},
	groupAggregate:    {"aggregate", 250, 3600},
	groupSearch:       {"search", 3000, 3600},
	groupReportExport: {"reportexport", 100, 86_400},
	groupClickExport:  {"clickexport", 10, 86_400},
}

// limiter counts requests in windows that begin on the full hour, or on the full
// day (UTC) for the exports. The zero value is ready.
type limiter struct {
	mu     sync.Mutex
	used   [groupCount]int
	window [groupCount]uint32
}

// budget is what is left of a group after a request.
type budget struct {
	limit, remaining int
	reset            int // seconds until the window ends
	exhausted        bool
}

// take counts a request; one that is refused is not counted.
func (l *limiter) take(g group, now uint32) budget {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.roll(g, now)
	b := budget{limit: budgets[g].limit, reset: int(l.window[g]) + budgets[g].period - int(now)}
	if l.used[g] >= b.limit {
		b.exhausted = true
		return b
	}
	l.used[g]++
	b.remaining = b.limit - l.used[g]
	return b
}

// roll begins a new window when now lies outside the current one.
func (l *limiter) roll(g group, now uint32) {
	if start := now - now%uint32(budgets[g].period); l.window[g] != start {
		l.window[g], l.used[g] = start, 0
	}
}

// describe writes the documented headers. Which names the daily limits use is
// not documented; they get the same.
func (b budget) describe(h http.Header) {
	h.Set("X-RateLimit-Limit-hour", strconv.Itoa(b.limit))
	h.Set("X-RateLimit-Remaining-hour", strconv.Itoa(b.remaining))
	h.Set("RateLimit-Reset", strconv.Itoa(b.reset))
}

// Exhaust uses up what is left of a rate group in the current window, so that
// the next request of it is answered 429. Names: other, detail, aggregate,
// search, reportexport, clickexport. It reports whether the name is one of them.
func (s *Server) Exhaust(name string) bool {
	for g := range budgets {
		if budgets[g].name == name {
			s.limits.mu.Lock()
			defer s.limits.mu.Unlock()
			s.limits.roll(group(g), s.seconds())
			s.limits.used[g] = budgets[g].limit
			return true
		}
	}
	return false
}
