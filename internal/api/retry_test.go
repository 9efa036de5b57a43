package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// naps records what the client wanted to wait.
func naps(into *[]time.Duration) func(*Options) {
	return func(o *Options) {
		o.Sleep = func(ctx context.Context, d time.Duration) error {
			*into = append(*into, d)
			return ctx.Err()
		}
	}
}

func TestServerFailuresAreRepeatedTwice(t *testing.T) {
	t.Parallel()
	for code, requests := range map[int]int{
		500: 3, 502: 3, 503: 3, 504: 3, 501: 1, 505: 1,
		400: 1, 401: 1, 403: 1, 404: 1, 405: 1, 408: 1, 409: 1, 429: 1,
	} {
		var waits []time.Duration
		c, s := serve(t, status(code, "text/plain", "x"), naps(&waits))
		_, err := c.CompanyInformation(t.Context())
		if err == nil || s.count() != requests || len(waits) != requests-1 {
			t.Errorf("%d: %d requests, waits %v, %v", code, s.count(), waits, err)
		}
	}
}

func TestBackOffDoublesAndIsSpread(t *testing.T) {
	t.Parallel()
	for jitter, want := range map[float64][]time.Duration{
		0:   {250 * time.Millisecond, 500 * time.Millisecond},
		0.5: {375 * time.Millisecond, 750 * time.Millisecond},
		1:   {500 * time.Millisecond, time.Second},
	} {
		var waits []time.Duration
		c, _ := serve(t, status(503, "", ""), naps(&waits), func(o *Options) { o.Jitter = func() float64 { return jitter } })
		_, err := c.CompanyInformation(t.Context())
		wantKind(t, err, partner.Unavailable)
		if !reflect.DeepEqual(waits, want) {
			t.Errorf("jitter %v: waited %v", jitter, waits)
		}
	}
}

func TestSuccessAfterAFailure(t *testing.T) {
	t.Parallel()
	var n atomic.Int32
	c, s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1) == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, `{"CompanyName":"X"}`)
	})
	if v, err := c.CompanyInformation(t.Context()); err != nil || v.Name != "X" || s.count() != 2 {
		t.Errorf("got %v, %v after %d requests", v, err, s.count())
	}
}

func TestALimitIsWaitedOutOnlyWhenShort(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, retryAfter string
		code, requests   int
		waits            []time.Duration
		left             time.Duration // RetryAfter of the error
	}{
		{"short", "2", 429, 3, []time.Duration{2 * time.Second, 2 * time.Second}, 2 * time.Second},
		{"longest", "5", 429, 3, []time.Duration{5 * time.Second, 5 * time.Second}, 5 * time.Second},
		{"long", "700", 429, 1, nil, 700 * time.Second},
		{"date", testNow.Add(90 * time.Second).Format(http.TimeFormat), 429, 1, nil, 90 * time.Second},
		{"date gone by", testNow.Add(-time.Hour).Format(http.TimeFormat), 429, 1, nil, 0},
		{"not said", "", 429, 1, nil, 0},
		{"garbage", "soon", 429, 1, nil, 0},
		{"overloaded, long", "60", 503, 1, nil, time.Minute},
		{"overloaded, short", "1", 503, 3, []time.Duration{time.Second, time.Second}, time.Second},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var waits []time.Duration
			c, s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if tc.retryAfter != "" {
					w.Header().Set("Retry-After", tc.retryAfter)
				}
				w.WriteHeader(tc.code)
			}, naps(&waits))
			_, err := c.CompanyInformation(t.Context())
			var e *partner.Error
			if !errors.As(err, &e) || e.RetryAfter != tc.left {
				t.Errorf("got %+v", e)
			}
			if s.count() != tc.requests || !reflect.DeepEqual(waits, tc.waits) {
				t.Errorf("%d requests, waits %v", s.count(), waits)
			}
		})
	}
}

func TestTheLimitsResetDoesNotStopARepeat(t *testing.T) {
	t.Parallel()
	var waits []time.Duration
	c, s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Remaining-hour", "900")
		w.Header().Set("RateLimit-Reset", "700")
		w.WriteHeader(http.StatusServiceUnavailable)
	}, naps(&waits))
	_, err := c.CompanyInformation(t.Context())
	if e := wantError(t, err, partner.Unavailable); s.count() != 3 || e.RetryAfter != 0 {
		t.Errorf("%d requests, %+v", s.count(), e)
	}
}

func TestBackOffEndsWithTheContext(t *testing.T) {
	t.Parallel()
	for want, cause := range map[partner.Kind]error{
		partner.Canceled: context.Canceled, partner.Unavailable: context.DeadlineExceeded,
	} {
		c, s := serve(t, status(503, "text/plain", "busy"), func(o *Options) {
			o.Sleep = func(context.Context, time.Duration) error { return cause }
		})
		_, err := c.CompanyInformation(t.Context())
		e := wantError(t, err, want)
		if s.count() != 1 || want == partner.Unavailable && e.Status != 503 {
			t.Errorf("%d requests, %+v", s.count(), e)
		}
	}
}
