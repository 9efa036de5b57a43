package api

import (
	"net/http"
	"sync"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// groups is the order of Budget.
var groups = [...]partner.Group{partner.GroupDetail, partner.GroupAggregate, partner.GroupGeneral}

// detailLimit is the documented hourly limit of the detail group. Which
// reports count there is not documented; the limit in their headers tells.
const detailLimit = 500

// The names under which the service sends its limits: one set is documented,
// the other was seen as well. The hourly one comes first.
var (
	limitHeaders     = [...]string{"X-RateLimit-Limit-hour", "X-RateLimit-Limit", "RateLimit-Limit"}
	remainingHeaders = [...]string{"X-RateLimit-Remaining-hour", "X-RateLimit-Remaining", "RateLimit-Remaining"}
	resetHeaders     = [...]string{"RateLimit-Reset", "X-RateLimit-Reset", "X-RateLimit-Reset-hour"}
)

// limits remembers what the service last said about each group.
type limits struct {
	mu  sync.Mutex
	now map[partner.Group]partner.Allowance
}

func newLimits() *limits { return &limits{now: make(map[partner.Group]partner.Allowance)} }

// budget copies the memory.
func (l *limits) budget() partner.Budget {
	l.mu.Lock()
	defer l.mu.Unlock()
	var b partner.Budget
	for _, g := range groups {
		if a, ok := l.now[g]; ok {
			b = append(b, a)
		}
	}
	return b
}

// wait is how long a group known to be spent stays so; zero: ask.
func (l *limits) wait(g partner.Group, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.now[g]
	if !ok || !a.Remaining.OK || a.Remaining.V > 0 {
		return 0
	}
	return max(0, a.Reset.Sub(now))
}

// note reads the headers of one answer. An answer without any still makes an
// entry, so that the group is known to be in use.
func (l *limits) note(g partner.Group, resp *http.Response, now time.Time) {
	a := partner.Allowance{
		Group:     g,
		Limit:     origin.HeaderInt(resp.Header, limitHeaders[:]...),
		Remaining: origin.HeaderInt(resp.Header, remainingHeaders[:]...),
		SeenAt:    now,
	}
	if d := resetIn(resp.Header, now); d > 0 {
		a.Reset = now.Add(d)
	}
	if g == partner.GroupAggregate && a.Limit.OK && a.Limit.V == detailLimit {
		a.Group = partner.GroupDetail
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		a.Remaining = partner.Some(0)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, known := l.now[a.Group]
	if known && !a.Limit.OK && !a.Remaining.OK && a.Reset.IsZero() {
		return // this answer said nothing: what was known still holds
	}
	l.now[a.Group] = a
}

// resetIn is the time until the limit is renewed: Retry-After if there is one,
// else one of the reset headers. Zero when nothing is said.
func resetIn(h http.Header, now time.Time) time.Duration {
	if d := origin.RetryAfter(h, now); d > 0 {
		return d
	}
	return origin.FromNow(origin.HeaderInt(h, resetHeaders[:]...), now)
}
