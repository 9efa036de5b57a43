package api

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

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
		Limit:     headerInt(resp.Header, limitHeaders[:]),
		Remaining: headerInt(resp.Header, remainingHeaders[:]),
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

// headerInt is the first of the headers that begins with a number. Some
// servers append a policy to it: "500;w=3600".
func headerInt(h http.Header, names []string) partner.Opt[int] {
	for _, name := range names {
		v := strings.TrimSpace(h.Get(name))
		end := 0
		for end < len(v) && v[end] >= '0' && v[end] <= '9' {
			end++
		}
		if n, err := strconv.Atoi(v[:end]); err == nil {
			return partner.Some(n)
		}
	}
	return partner.Opt[int]{}
}

// resetIn is the time until the limit is renewed: Retry-After if there is one,
// else one of the reset headers. Zero when nothing is said.
func resetIn(h http.Header, now time.Time) time.Duration {
	if d := retryAfter(h, now); d > 0 {
		return d
	}
	return fromNow(headerInt(h, resetHeaders[:]), now)
}

// retryAfter reads the header of that name: seconds or a date. Zero when it is
// missing or has gone by.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if at, err := http.ParseTime(h.Get("Retry-After")); err == nil {
		return max(0, at.Sub(now))
	}
	return fromNow(headerInt(h, []string{"Retry-After"}), now)
}

// fromNow takes a number of seconds for a wait, and one too large for that for
// a date: seconds or milliseconds since 1970.
func fromNow(n partner.Opt[int], now time.Time) time.Duration {
	const firstEpoch = 1_000_000_000 // as a wait: 31 years
	v := int64(n.V)
	switch {
	case v > firstEpoch*1000:
		return max(0, time.UnixMilli(v).Sub(now))
	case v > firstEpoch:
		return max(0, time.Unix(v, 0).Sub(now))
	}
	return time.Duration(v) * time.Second
}
