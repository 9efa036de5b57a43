package origin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

const (
	testUser     = "IRTEST0000000000000000000000origin"
	testPassword = "t0ken/with+odd=characters"
)

func at(t *testing.T, address string, next http.RoundTripper) *Origin {
	t.Helper()
	base, err := Parse("BaseURL", address)
	if err != nil {
		t.Fatal(err)
	}
	if next == nil {
		tr := &http.Transport{}
		t.Cleanup(tr.CloseIdleConnections)
		next = tr
	}
	return New(Options{Base: base, User: testUser, Password: testPassword, Transport: next, Now: time.Now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
}

func post(t *testing.T, address string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func TestWriteKnowsWhetherAnythingWasSent(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/lost":
			panic(http.ErrAbortHandler)
		case "/moved":
			http.Redirect(w, r, "/", http.StatusTemporaryRedirect)
		}
	}))
	t.Cleanup(s.Close)
	var plain net.ListenConfig
	l, err := plain.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	_ = l.Close()
	broken := roundTrip(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF })
	unknown := roundTrip(func(*http.Request) (*http.Response, error) {
		return nil, &net.DNSError{Name: "x", IsNotFound: true}
	})
	for name, c := range map[string]struct {
		base, to string
		next     http.RoundTripper
		sent     bool
		status   int
	}{
		"answered":             {s.URL, s.URL, nil, true, 200},
		"redirect as it came":  {s.URL, s.URL + "/moved", nil, true, 307},
		"lost":                 {s.URL, s.URL + "/lost", nil, true, 0},
		"nobody listens":       {closed, closed, nil, false, 0},
		"another host":         {closed, s.URL, nil, false, 0},
		"no trace":             {s.URL, s.URL, broken, true, 0},
		"no trace, no address": {s.URL, s.URL, unknown, false, 0},
	} {
		resp, sent, err := at(t, c.base, c.next).Write(post(t, c.to))
		got := 0
		if err == nil {
			got = resp.StatusCode
			_ = resp.Body.Close()
		}
		if sent != c.sent || got != c.status || (err == nil) != (c.status != 0) {
			t.Errorf("%s: status %d, sent %v, %v", name, got, sent, err)
		}
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	resp, sent, err := at(t, s.URL, broken).Write(post(t, s.URL).WithContext(over))
	if sent || !errors.Is(err, context.Canceled) {
		t.Errorf("canceled before: sent %v, %v, %v", sent, resp, err)
	}
}

func TestWhichAnswersLeaveAWriteOpen(t *testing.T) {
	t.Parallel()
	for status, open := range map[int]bool{
		300: true, 301: true, 302: true, 303: true, 304: true, 307: false, 308: false,
		400: false, 401: false, 404: false, 408: false, 409: false, 422: false, 429: false,
		500: true, 501: false, 502: true, 503: true, 504: true, 520: true,
	} {
		if LeavesOpen(status, 0) != open {
			t.Errorf("%d: %v", status, !open)
		}
	}
	if LeavesOpen(503, time.Second) || !LeavesOpen(502, time.Second) {
		t.Error("a wait is told for 503 only")
	}
}

func TestNoFormOfTheCredentialsIsShown(t *testing.T) {
	t.Parallel()
	o := at(t, "http://localhost:1", nil)
	req := post(t, "http://localhost:1")
	req.SetBasicAuth(testUser, testPassword)
	for _, form := range []string{testUser, testPassword, url.QueryEscape(testPassword), url.PathEscape(testPassword), req.Header.Get("Authorization")} {
		shown := o.Redact("before " + form + " after")
		if strings.Contains(shown, strings.TrimPrefix(form, "Basic ")) || !strings.HasPrefix(shown, "before ") || !strings.HasSuffix(shown, " after") {
			t.Errorf("%q is shown as %q", form, shown)
		}
	}
	if s := fmt.Sprintf("%+v %#v", o, *o); strings.Contains(s, testUser) || strings.Contains(s, testPassword) {
		t.Errorf("printed: %s", s)
	}
}

func TestAddressesOfWebPages(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://x.example": true, "http://x.example:8080/a?b=c#d": true, "https://münchen.example/ä": true,
		"": false, "x.example": false, "/path": false, "//x.example": false, "https://": false, "https:///a": false,
		"javascript:alert(1)": false, "file:///etc/passwd": false, "https://u@x.example": false, "https://x.example/a b": false,
		"https://x.example/\x1b[1m": false, "https://x.example/\u202e": false, "https://x.example/\n": false, "https://x.example/\xff": false,
	} {
		if IsWeb(address) != want {
			t.Errorf("%q: %v", address, !want)
		}
	}
}

func TestACanceledPauseKeepsAnOpenOutcome(t *testing.T) {
	t.Parallel()
	act := Act{Op: "join brands", Endpoint: "brands"}
	for failed, want := range map[*partner.Error]partner.Kind{
		act.Fail(partner.Unavailable, "busy"): partner.Canceled,
		act.Unsure("lost", nil):               partner.Uncertain,
	} {
		o := at(t, "http://localhost:1", nil)
		o.sleep = func(context.Context, time.Duration) error { return context.Canceled }
		calls := 0
		err := o.Retry(t.Context(), act, func() (*partner.Error, bool) { calls++; return failed, true })
		if partner.KindOf(err) != want || calls != 1 {
			t.Errorf("got %v after %d calls", err, calls)
		}
	}
}
