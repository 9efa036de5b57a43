package origin

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"impactdash/internal/partner"
)

const (
	// MaxTries is how often a request is sent that may be repeated.
	MaxTries  = 3
	firstWait = 500 * time.Millisecond
	// longestWait bounds a Retry-After that is worth waiting out here; a
	// longer one is for the screen to show.
	longestWait = 5 * time.Second
)

// Retry calls once, up to three times while it says that again is worth it,
// with a pause in between that grows, never past the context. It returns the
// last failure, or that of act when the context was canceled in a pause.
func (o *Origin) Retry(ctx context.Context, act Act, once func() (failed *partner.Error, again bool)) error {
	for try := 1; ; try++ {
		failed, again := once()
		switch {
		case failed == nil:
			return nil
		case !again || try == MaxTries || failed.RetryAfter > longestWait:
			return failed
		}
		if err := o.sleep(ctx, o.backoff(try, failed.RetryAfter)); err != nil {
			if errors.Is(err, context.Canceled) && failed.Kind != partner.Uncertain {
				return act.Ended(err)
			}
			return failed // the deadline came first, or it may have been done: the failure says more
		}
	}
}

// backoff doubles per try and is spread by half, so that many programs do not
// come back together. A wait the service names is kept.
func (o *Origin) backoff(try int, named time.Duration) time.Duration {
	if named > 0 {
		return named
	}
	d := firstWait << (try - 1)
	return d/2 + time.Duration(o.jitter()*float64(d/2))
}

// RetryAfter reads the header of that name: seconds or a date. Zero when it is
// missing or has gone by.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	if at, err := http.ParseTime(h.Get("Retry-After")); err == nil {
		return max(0, at.Sub(now))
	}
	return FromNow(HeaderInt(h, "Retry-After"), now)
}

// HeaderInt is the first of the headers that begins with a number. Some
// servers append a policy to it: "500;w=3600".
func HeaderInt(h http.Header, names ...string) partner.Opt[int] {
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

// FromNow takes a number of seconds for a wait, and one too large for that for
// a date: seconds or milliseconds since 1970.
func FromNow(n partner.Opt[int], now time.Time) time.Duration {
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

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
