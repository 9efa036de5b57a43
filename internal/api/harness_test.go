package api

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

const (
	testSID   = "IRTEST0000000000000000000000client"
	testToken = "t0ken/with+odd=characters"
)

// testNow is the clock of all tests.
var testNow = time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC)

// recorder is a server that remembers what it was asked.
type recorder struct {
	*httptest.Server
	mu       sync.Mutex
	requests []*http.Request
}

func (s *recorder) all() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*http.Request(nil), s.requests...)
}

func (s *recorder) count() int { return len(s.all()) }

// serve starts a server and a client for it.
func serve(t *testing.T, handle http.HandlerFunc, tweak ...func(*Options)) (*Client, *recorder) {
	t.Helper()
	s := &recorder{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.requests = append(s.requests, r.Clone(context.WithoutCancel(r.Context())))
		s.mu.Unlock()
		handle(w, r)
	}))
	t.Cleanup(s.Close)
	return client(t, s.URL, tweak...), s
}

func client(t *testing.T, base string, tweak ...func(*Options)) *Client {
	t.Helper()
	o := Options{
		BaseURL: base, AccountSID: testSID, AuthToken: testToken,
		Transport: transport(t),
		Now:       func() time.Time { return testNow },
		Sleep:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	for _, change := range tweak {
		change(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// roundTrip lets a function be a transport.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// transport is one of its own per test, so that no connection outlives it.
func transport(t *testing.T) *http.Transport {
	tr := &http.Transport{}
	t.Cleanup(tr.CloseIdleConnections)
	return tr
}

// answers replies with the bodies in turn, the last one for ever.
func answers(bodies ...string) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		body := bodies[min(n, len(bodies)-1)]
		n++
		mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, body)
	}
}

// status replies with a status and a body.
func status(code int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

// gather reads a whole iterator.
func gather[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, v)
	}
	return all, nil
}

// wantError checks the kind, returns the error, and looks for credentials.
func wantError(t *testing.T, err error, kind partner.Kind) *partner.Error {
	t.Helper()
	var e *partner.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %T %v, want *partner.Error", err, err)
	}
	if e.Kind != kind {
		t.Errorf("kind is %v, want %v (%v)", e.Kind, kind, e)
	}
	noSecrets(t, fmt.Sprintf("%v %+v %#v %v", e, *e, *e, e.Err))
	return e
}

// wantKind is wantError where nothing but the kind matters.
func wantKind(t *testing.T, err error, kind partner.Kind) {
	t.Helper()
	_ = wantError(t, err, kind) // the error itself, not one of wantError
}

func noSecrets(t *testing.T, s string) {
	t.Helper()
	for _, secret := range []string{testSID, testToken, url.QueryEscape(testToken)} {
		if strings.Contains(s, secret) {
			t.Errorf("credentials in %q", s)
		}
	}
}

func dec(s string) decimal.Decimal { return decimal.MustParse(s) }

func usd(s string) partner.Money { return partner.NewMoney(dec(s), "USD") }

// sameMoney compares values, not representations: 1.50 is 1.5.
func sameMoney(a, b partner.Money) bool {
	return a.Currency == b.Currency && a.Amount.Cmp(b.Amount) == 0
}

func day(s string) partner.Date {
	d, err := partner.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func period(from, to string) partner.Period {
	return partner.Period{From: day(from), To: day(to), Zone: time.UTC}
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip("no time zone data: ", err)
	}
	return loc
}
