package companion

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/partner"
)

const (
	testSID   = "IRTEST0000000000000000000companion"
	testToken = "t0ken/with+odd=characters"
	testKey   = "key-0001"
)

// testNow is the clock of all tests.
var testNow = time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC)

// sent is a request as the server saw it.
type sent struct {
	*http.Request
	body string
}

// recorder is a server that remembers what it was asked.
type recorder struct {
	*httptest.Server
	mu       sync.Mutex
	requests []sent
}

func (s *recorder) all() []sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]sent(nil), s.requests...)
}

func (s *recorder) count() int { return len(s.all()) }

// serve starts a server and a client for it. handle gets the number of the
// request, from 1.
func serve(t *testing.T, handle func(w http.ResponseWriter, r *http.Request, n int)) (*Client, *recorder) {
	t.Helper()
	s := &recorder{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.requests = append(s.requests, sent{r.Clone(context.WithoutCancel(r.Context())), string(body)})
		n := len(s.requests)
		s.mu.Unlock()
		handle(w, r, n)
	}))
	t.Cleanup(s.Close)
	return client(t, s.URL), s
}

func client(t *testing.T, base string, tweak ...func(*Options)) *Client {
	t.Helper()
	tr := &http.Transport{DisableKeepAlives: true} // a connection that was used before is repeated by the transport itself
	t.Cleanup(tr.CloseIdleConnections)
	o := Options{
		BaseURL: base, AccountSID: testSID, AuthToken: testToken, Transport: tr, UserAgent: "impactdash/1.2",
		Now:   func() time.Time { return testNow },
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
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

// answer replies with a status and a body, always.
func answer(code int, body string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

// turns replies with its parts in turn, the last one for ever.
func turns(parts ...func(http.ResponseWriter, *http.Request, int)) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, n int) { parts[min(n, len(parts))-1](w, r, n) }
}

// hangUp ends the connection without an answer.
func hangUp(http.ResponseWriter, *http.Request, int) { panic(http.ErrAbortHandler) }

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

func noSecrets(t *testing.T, s string) {
	t.Helper()
	for _, secret := range []string{testSID, testToken, url.QueryEscape(testToken)} {
		if strings.Contains(s, secret) {
			t.Errorf("credentials in %q", s)
		}
	}
}
