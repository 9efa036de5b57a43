package api

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestLimitsFromEitherSetOfHeaders(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name        string
		headers     map[string]string
		limit, left partner.Opt[int]
		reset       time.Duration
	}{
		{"documented", map[string]string{"X-RateLimit-Limit-hour": "500", "X-RateLimit-Remaining-hour": "481", "RateLimit-Reset": "700"}, partner.Some(500), partner.Some(481), 700 * time.Second},
		{"plain", map[string]string{"x-ratelimit-limit": "500", "x-ratelimit-remaining": "481", "x-ratelimit-reset": "700"}, partner.Some(500), partner.Some(481), 700 * time.Second},
		{"both", map[string]string{"x-ratelimit-limit-hour": "500", "x-ratelimit-limit": "9", "x-ratelimit-remaining-hour": "481", "x-ratelimit-remaining": "8", "x-ratelimit-reset": "5"}, partner.Some(500), partner.Some(481), 5 * time.Second},
		{"policy behind", map[string]string{"RateLimit-Limit": "500;w=3600", "RateLimit-Remaining": "481"}, partner.Some(500), partner.Some(481), 0},
		{"reset as date", map[string]string{"X-RateLimit-Reset": fmt.Sprint(testNow.Add(time.Minute).Unix())}, partner.Opt[int]{}, partner.Opt[int]{}, time.Minute},
		{"reset in milliseconds", map[string]string{"X-RateLimit-Reset": fmt.Sprint(testNow.Add(time.Minute).UnixMilli())}, partner.Opt[int]{}, partner.Opt[int]{}, time.Minute},
		{"none", nil, partner.Opt[int]{}, partner.Opt[int]{}, 0},
		{"garbage", map[string]string{"X-RateLimit-Limit-hour": "many", "RateLimit-Reset": "-5"}, partner.Opt[int]{}, partner.Opt[int]{}, 0},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				for name, value := range tc.headers {
					w.Header().Set(name, value)
				}
				fmt.Fprint(w, `{"Actions":[]}`)
			})
			if c.Budget().Of(partner.GroupDetail).OK {
				t.Error("a limit is known before the first answer")
			}
			if _, err := gather(c.ListActions(t.Context(), lastWeek())); err != nil {
				t.Fatal(err)
			}
			a := c.In(time.Local).Budget().Of(partner.GroupDetail)
			if !a.OK || a.V.Limit != tc.limit || a.V.Remaining != tc.left || !a.V.SeenAt.Equal(testNow) {
				t.Errorf("got %+v", a)
			}
			if want := testNow.Add(tc.reset); tc.reset > 0 && !a.V.Reset.Equal(want) || tc.reset == 0 && !a.V.Reset.IsZero() {
				t.Errorf("reset is %v", a.V.Reset)
			}
		})
	}
}

func lastWeek() ActionQuery { return ActionQuery{From: testNow.AddDate(0, 0, -7), To: testNow} }

func TestEachResourceCountsInItsGroup(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Remaining-hour", "7")
		fmt.Fprint(w, `{"CompanyName":"x"}`)
	})
	_, _ = c.CompanyInformation(t.Context())
	_, _ = gather(c.ListActionUpdates(t.Context(), lastWeek()))
	if b := c.Budget(); len(b) != 1 || b[0].Group != partner.GroupGeneral {
		t.Errorf("got %+v", b)
	}
	_, _ = gather(c.ListReports(t.Context()))
	_, _ = gather(c.ListActions(t.Context(), lastWeek()))
	b := c.Budget()
	if len(b) != 3 || b[0].Group != partner.GroupDetail || b[1].Group != partner.GroupAggregate || b[2].Group != partner.GroupGeneral {
		t.Errorf("got %+v", b)
	}
}

func TestAReportThatCountsAsDetail(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Limit-hour", "500")
		w.Header().Set("X-RateLimit-Remaining-hour", "3")
		fmt.Fprint(w, `{"Records":[]}`)
	})
	_, err := c.RunReport(t.Context(), ReportQuery{ID: "mp_action_listing_fast", Period: period("2026-08-01", "2026-08-02")})
	if b := c.Budget(); err != nil || len(b) != 1 || b[0].Group != partner.GroupDetail {
		t.Errorf("got %+v, %v", b, err)
	}
}

func TestASpentGroupIsNotAskedUntilItsReset(t *testing.T) {
	t.Parallel()
	now := testNow
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-RateLimit-Limit-hour", "500")
		w.Header().Set("X-RateLimit-Remaining-hour", "0")
		w.Header().Set("RateLimit-Reset", "700")
		fmt.Fprint(w, `{"Id":"x","Actions":[]}`)
	}, func(o *Options) { o.Now = func() time.Time { return now } })
	list := func() error { _, err := gather(c.ListActions(t.Context(), lastWeek())); return err }
	if err := list(); err != nil {
		t.Fatal(err)
	}
	now = now.Add(100 * time.Second)
	e := wantError(t, list(), partner.RateLimited)
	if e.RetryAfter != 600*time.Second || s.count() != 1 || e.Op != "load actions" || e.Endpoint != "Actions" {
		t.Errorf("%d requests, %+v", s.count(), e)
	}
	if _, err := c.Account(t.Context()); err != nil || s.count() != 2 {
		t.Errorf("another group is refused too: %v", err)
	}
	now = now.Add(600 * time.Second)
	if err := list(); err != nil || s.count() != 3 {
		t.Errorf("after the reset: %v", err)
	}
}

func TestA429SpendsTheGroup(t *testing.T) {
	t.Parallel()
	c, s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "700")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	for range 3 {
		_, err := c.Account(t.Context())
		if e := wantError(t, err, partner.RateLimited); e.RetryAfter != 700*time.Second {
			t.Errorf("got %+v", e)
		}
	}
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
}

func TestAnAnswerWithoutHeadersKeepsWhatIsKnown(t *testing.T) {
	t.Parallel()
	headers := true
	c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if headers {
			w.Header().Set("X-RateLimit-Remaining-hour", "12")
		}
		fmt.Fprint(w, `{"Id":"x"}`)
	})
	_, _ = c.Account(t.Context())
	headers = false
	_, _ = c.Account(t.Context())
	if a := c.Budget().Of(partner.GroupGeneral); a.V.Remaining != partner.Some(12) {
		t.Errorf("got %+v", a)
	}
}

func TestTheBudgetIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, answers(`{"Id":"x"}`))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			_, _ = c.Account(t.Context())
			_ = c.Budget().Of(partner.GroupGeneral)
		})
	}
	wg.Wait()
}
