package api

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"sync"
	"testing"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

func TestEveryRowComesOnceHoweverTheServiceBehaves(t *testing.T) {
	t.Parallel()
	from, to := testNow.AddDate(-1, -6, 0), testNow
	rows := history(from.Add(-20*24*time.Hour), to.Add(20*24*time.Hour), 29*time.Hour)
	rows = append(rows, from, to, from.Add(windowLength), from.Add(windowLength-time.Second), from.Add(windowLength+time.Second))
	want := 0
	for _, at := range rows {
		if !at.Before(from) && at.Before(to) {
			want++
		}
	}
	for _, inclusive := range []bool{false, true} {
		for name, a := range map[string]*archive{
			"one page":      {},
			"pages":         {size: 12},
			"pages counted": {size: 12, counted: 100},
			"refusing":      {refuse: 25},
			"too many":      {size: 3, counted: 10},
		} {
			for _, parallel := range []int{1, 4} {
				t.Run(fmt.Sprintf("%s inclusive=%v parallel=%d", name, inclusive, parallel), func(t *testing.T) {
					t.Parallel()
					s := &archive{rows: rows, inclusive: inclusive, size: a.size, refuse: a.refuse, counted: a.counted}
					c, _ := serve(t, s.ServeHTTP, func(o *Options) { o.Parallel = parallel })
					got, err := gather(c.ListActions(t.Context(), ActionQuery{From: from, To: to}))
					if err != nil {
						t.Fatal(err)
					}
					checkHistory(t, got, want)
				})
			}
		}
	}
}

// checkHistory wants n rows, each id once. Order within a window is the
// service's.
func checkHistory(t *testing.T, got []partner.Action, n int) {
	t.Helper()
	ids := map[string]bool{}
	for _, a := range got {
		if ids[a.ID] {
			t.Errorf("%s came twice", a.ID)
		}
		ids[a.ID] = true
	}
	if len(got) != n {
		t.Errorf("%d rows, want %d", len(got), n)
	}
}

func TestWindowsAreInOrderAndNeverTooLong(t *testing.T) {
	t.Parallel()
	from, to := testNow.AddDate(-1, -6, 0), testNow
	a := &archive{rows: history(from, to, 13*time.Hour)}
	c, _ := serve(t, a.ServeHTTP)
	got, err := gather(c.ListActions(t.Context(), ActionQuery{From: from, To: to}))
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(got); i++ {
		if got[i].At.Before(got[i-1].At) {
			t.Fatalf("row %d is older than the one before", i)
		}
	}
	if n := len(a.seen()); n != 13 {
		t.Errorf("%d requests for 18 months", n)
	}
	for _, q := range a.seen() {
		if f, u := a.ends(q); u.Sub(f) > windowLength || q.Get("PageSize") != "20000" {
			t.Errorf("asked for %v", q)
		}
	}
}

func TestExactlyOnePairOfDatesIsSent(t *testing.T) {
	t.Parallel()
	la := zone(t, "America/Los_Angeles")
	from := time.Date(2026, 8, 1, 0, 0, 0, 250_000_000, la)
	to := time.Date(2026, 8, 8, 0, 0, 0, 1, la)
	for by, names := range map[DateField][2]string{
		ByEvent:   {"ActionDateStart", "ActionDateEnd"},
		ByUpdate:  {"StartDate", "EndDate"},
		ByLocking: {"LockingDateStart", "LockingDateEnd"},
	} {
		a := &archive{}
		c, _ := serve(t, a.ServeHTTP)
		q := ActionQuery{By: by, From: from, To: to, ProgramID: "10306", State: partner.ActionPending}
		want := url.Values{
			names[0]: {"2026-08-01T07:00:00Z"}, names[1]: {"2026-08-08T07:00:01Z"},
			"CampaignId": {"10306"}, "State": {"PENDING"}, "PageSize": {"20000"},
		}
		if _, err := gather(c.ListActions(t.Context(), q)); err != nil {
			t.Fatal(err)
		}
		if _, err := gather(c.ListActionUpdates(t.Context(), q)); err != nil {
			t.Fatal(err)
		}
		for _, got := range a.seen() {
			if !reflect.DeepEqual(got, want) {
				t.Errorf("sent %v, want %v", got, want)
			}
		}
	}
}

func TestRowsAtTheEndsOfThePeriod(t *testing.T) {
	t.Parallel()
	from, to := testNow.Add(-24*time.Hour+250*time.Millisecond), testNow.Add(500*time.Millisecond)
	rows := []time.Time{
		from.Add(-time.Millisecond), // in the widened query, not in the period
		from,
		to.Add(-time.Millisecond),
		to,
		to.Add(400 * time.Millisecond),
	}
	for _, by := range []DateField{ByEvent, ByLocking} {
		c, _ := serve(t, (&archive{rows: rows, inclusive: true}).ServeHTTP)
		q := ActionQuery{By: by, From: from, To: to}
		got, err := gather(c.ListActions(t.Context(), q))
		if err != nil || len(got) != 2 || got[0].ID != "1.2.1" || got[1].ID != "1.2.2" {
			t.Errorf("actions by %v: %v, %v", by, got, err)
		}
		ups, err := gather(c.ListActionUpdates(t.Context(), q))
		if err != nil || len(ups) != 2 {
			t.Errorf("updates by %v: %v, %v", by, ups, err)
		}
	}
	c, _ := serve(t, (&archive{rows: rows, inclusive: true}).ServeHTTP)
	q := ActionQuery{By: ByUpdate, From: from, To: to}
	if got, err := gather(c.ListActions(t.Context(), q)); err != nil || len(got) != 5 {
		t.Errorf("an action does not say when it was updated, all found belong: %d, %v", len(got), err)
	}
	if ups, err := gather(c.ListActionUpdates(t.Context(), q)); err != nil || len(ups) != 2 {
		t.Errorf("updates: %d, %v", len(ups), err)
	}
}

func TestNeighbouringPeriodsShareNoRow(t *testing.T) {
	t.Parallel()
	edge := testNow.AddDate(0, 0, -10)
	rows := history(edge.AddDate(0, 0, -5), edge.AddDate(0, 0, 5), time.Hour)
	c, _ := serve(t, (&archive{rows: rows, inclusive: true}).ServeHTTP)
	before, err1 := gather(c.ListActions(t.Context(), ActionQuery{From: edge.AddDate(0, 0, -5), To: edge}))
	after, err2 := gather(c.ListActions(t.Context(), ActionQuery{From: edge, To: edge.AddDate(0, 0, 5)}))
	if err1 != nil || err2 != nil || len(before) != 120 || len(after) != 120 {
		t.Errorf("%d and %d rows, %v %v", len(before), len(after), err1, err2)
	}
}

func TestPeriodsThatCannotBeAskedFor(t *testing.T) {
	t.Parallel()
	c, s := serve(t, (&archive{}).ServeHTTP)
	limit := testNow.AddDate(-3, 0, 0)
	for name, q := range map[string]ActionQuery{
		"no beginning": {To: testNow},
		"no end":       {From: testNow},
		"backwards":    {From: testNow, To: testNow.Add(-1)},
		"unknown date": {By: 9, From: testNow, To: testNow},
		"too far back": {By: ByUpdate, From: limit.Add(-time.Second), To: testNow},
	} {
		_, err := gather(c.ListActions(t.Context(), q))
		if e := wantError(t, err, partner.Invalid); e.Op != "load actions" || e.Field == "" {
			t.Errorf("%s: %+v", name, e)
		}
		_, err = gather(c.ListActionUpdates(t.Context(), q))
		wantKind(t, err, partner.Invalid)
	}
	if s.count() != 0 {
		t.Errorf("%d requests were sent", s.count())
	}
	if got, err := gather(c.ListActions(t.Context(), ActionQuery{From: testNow, To: testNow})); err != nil || got != nil || s.count() != 0 {
		t.Errorf("no time at all: %v, %v", got, err)
	}
	for _, q := range []ActionQuery{{By: ByUpdate, From: limit, To: limit.Add(1)}, {From: limit.AddDate(-5, 0, 0), To: limit.AddDate(-5, 0, 1)}} {
		if _, err := gather(c.ListActions(t.Context(), q)); err != nil {
			t.Error(err)
		}
	}
}

func TestAnotherRefusalIsNotHalved(t *testing.T) {
	t.Parallel()
	for _, code := range []int{400, 403, 500} {
		c, s := serve(t, status(code, "application/json", `{"Status":"ERROR","Message":"no such state"}`))
		_, err := gather(c.ListActions(t.Context(), lastWeek()))
		if err == nil || s.count() > origin.MaxTries {
			t.Errorf("%d: %d requests, %v", code, s.count(), err)
		}
	}
	c, s := serve(t, status(400, "application/json", `{"Status":"ERROR","Message":"PageSize is wrong"}`))
	_, err := gather(c.ListActions(t.Context(), lastWeek()))
	if wantKind(t, err, partner.Invalid); s.count() > 80 {
		t.Errorf("%d requests before giving up", s.count())
	}
}

func TestTheFirstActionsCostOneRequest(t *testing.T) {
	t.Parallel()
	from := testNow.AddDate(-1, 0, 0)
	c, s := serve(t, (&archive{rows: history(from, testNow, time.Hour), size: 100}).ServeHTTP)
	n := 0
	for _, err := range c.ListActions(t.Context(), ActionQuery{From: from, To: testNow}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 20 {
			break
		}
	}
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
}

func TestLaterWindowsAreAskedForTogether(t *testing.T) {
	t.Parallel()
	from := testNow.AddDate(-1, 0, 0)
	a := &archive{rows: history(from, testNow, 24*time.Hour)}
	var mu sync.Mutex
	running, most, asked := 0, 0, 0
	gate := make(chan struct{})
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		running, asked = running+1, asked+1
		most = max(most, running)
		if asked == 4 { // the first window, then three at once
			close(gate)
		}
		first := asked == 1
		mu.Unlock()
		if !first {
			<-gate
		}
		a.ServeHTTP(w, r)
		mu.Lock()
		running--
		mu.Unlock()
	}, func(o *Options) { o.Parallel = 3 })
	got, err := gather(c.ListActions(t.Context(), ActionQuery{From: from, To: testNow}))
	if err != nil || len(got) != 365 || most != 3 {
		t.Errorf("%d rows, at most %d at once, %v", len(got), most, err)
	}
}

func TestBreakingOffEndsWhatRunsAhead(t *testing.T) {
	t.Parallel()
	from := testNow.AddDate(-1, 0, 0)
	a := &archive{rows: history(from, testNow, 24*time.Hour)}
	first := true
	var mu sync.Mutex
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		stuck := !first && a.windowOf(r) > 1
		first = false
		mu.Unlock()
		if stuck { // must be ended by the break, else the test hangs
			<-r.Context().Done()
			return
		}
		a.ServeHTTP(w, r)
	})
	n := 0
	for _, err := range c.ListActions(t.Context(), ActionQuery{From: from, To: testNow}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 60 { // within the second window
			break
		}
	}
	if n != 60 {
		t.Errorf("%d rows", n)
	}
}

func TestAWalkCanBeCanceled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	from := testNow.AddDate(-1, 0, 0)
	a := &archive{rows: history(from, testNow, 24*time.Hour)}
	c, _ := serve(t, a.ServeHTTP)
	n := 0
	var last error
	for _, err := range c.ListActions(ctx, ActionQuery{From: from, To: testNow}) {
		if last = err; err != nil {
			break
		}
		n++
		cancel()
	}
	wantKind(t, last, partner.Canceled)
	if n != 44 {
		t.Errorf("%d rows of the first window", n)
	}
}

func TestAnErrorComesAfterTheRowsBeforeIt(t *testing.T) {
	t.Parallel()
	from := testNow.AddDate(-1, 0, 0)
	a := &archive{rows: history(from, testNow, 24*time.Hour)}
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if a.windowOf(r) == 2 {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		a.ServeHTTP(w, r)
	})
	got, err := gather(c.ListActions(t.Context(), ActionQuery{From: from, To: testNow}))
	wantKind(t, err, partner.Forbidden)
	if len(got) != 88 {
		t.Errorf("%d rows", len(got))
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	from := instant("2026-01-01T00:00:00Z")
	for _, tc := range []struct {
		length time.Duration
		want   int
	}{{0, 0}, {1, 1}, {time.Second, 1}, {windowLength, 1}, {windowLength + 1, 2}, {10 * windowLength, 10}, {-time.Hour, 0}} {
		all := windows(from, from.Add(tc.length))
		if len(all) != tc.want {
			t.Errorf("%v gives %d windows", tc.length, len(all))
			continue
		}
		for i, w := range all {
			if i > 0 && !w.from.Equal(all[i-1].to) || !w.from.Before(w.to) {
				t.Errorf("%v: window %d is %v", tc.length, i, w)
			}
		}
	}
	a, b, ok := (window{from, from.Add(windowLength)}).halves()
	if !ok || !a.to.Equal(b.from) || !a.from.Equal(from) || !b.to.Equal(from.Add(windowLength)) {
		t.Errorf("halves are %v %v", a, b)
	}
	if _, _, ok := (window{from, from.Add(narrowest)}).halves(); ok {
		t.Error("a minute was halved")
	}
}
