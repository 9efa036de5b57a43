package origin

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// gated is an Origin whose requests are counted where they leave.
func gated(t *testing.T, readOnly bool) (o *Origin, left *atomic.Int32) {
	t.Helper()
	left = new(atomic.Int32)
	base, err := url.Parse("https://api.example")
	if err != nil {
		t.Fatal(err)
	}
	next := roundTrip(func(*http.Request) (*http.Response, error) {
		left.Add(1)
		return httptest.NewRecorder().Result(), nil
	})
	return New(Options{Base: base, User: testUser, Password: testPassword, Transport: next, Now: time.Now, ReadOnly: readOnly}), left
}

func TestWhatMayLeave(t *testing.T) {
	t.Parallel()
	type answer = func(*Origin, *http.Request) error
	read := func(o *Origin, req *http.Request) error {
		resp, err := o.Read(req)
		if err == nil {
			return resp.Body.Close()
		}
		return o.Unreached(Act{Op: "look"}, err)
	}
	write := func(o *Origin, req *http.Request) error {
		resp, sent, err := o.Write(req)
		if err == nil {
			return resp.Body.Close()
		}
		return o.Unanswered(req.Context(), Act{Op: "act", Endpoint: "Things"}, sent, err)
	}
	for _, c := range []struct {
		name              string
		readOnly, offline bool
		send              answer
		method            string
		refused           partner.Kind // Internal: it leaves
		says              string
	}{
		{"read", false, false, read, "GET", partner.Internal, ""},
		{"write", false, false, write, "POST", partner.Internal, ""},
		{"read, read-only", true, false, read, "GET", partner.Internal, ""},
		{"head, read-only", true, false, read, "HEAD", partner.Internal, ""},
		{"report job, read-only", true, false, read, "POST", partner.Internal, ""},
		{"post, read-only", true, false, write, "POST", partner.Withheld, "read_only"},
		{"put, read-only", true, false, write, "PUT", partner.Withheld, "--read-only"},
		{"delete, read-only", true, false, write, "DELETE", partner.Withheld, "read-only"},
		{"delete called a read", true, false, read, "DELETE", partner.Withheld, "read-only"},
		{"unknown method", true, false, write, "BREW", partner.Withheld, "read-only"},
		{"read, offline", false, true, read, "GET", partner.Unavailable, "offline by choice"},
		{"report job, offline", false, true, read, "POST", partner.Unavailable, "offline by choice"},
		{"write, offline", false, true, write, "POST", partner.Withheld, "--offline"},
		{"write, both", true, true, write, "POST", partner.Withheld, "read-only"},
	} {
		o, left := gated(t, c.readOnly)
		ctx := t.Context()
		if c.offline {
			ctx = partner.OnlyKept(ctx)
		}
		req, err := http.NewRequestWithContext(ctx, c.method, "https://api.example/Things", nil)
		if err != nil {
			t.Fatal(err)
		}
		err = c.send(o, req)
		if c.refused == partner.Internal {
			if err != nil || left.Load() != 1 {
				t.Errorf("%s: %d requests left, %v", c.name, left.Load(), err)
			}
			continue
		}
		if err == nil || left.Load() != 0 || partner.KindOf(err) != c.refused || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %d requests left, %v", c.name, left.Load(), err)
		}
		if req.Header.Get("Authorization") != "" {
			t.Errorf("%s: credentials were added", c.name)
		}
	}
}

func TestARefusalSaysWhatWasToBeDone(t *testing.T) {
	t.Parallel()
	o, _ := gated(t, true)
	resp, sent, err := o.Write(post(t, "https://api.example/Things"))
	if err == nil {
		_ = resp.Body.Close()
		t.Fatal("it was sent")
	}
	e := o.Unanswered(t.Context(), Act{Op: "create link", Endpoint: "Links"}, sent, err)
	if sent || e.Op != "create link" || e.Endpoint != "Links" || e.Kind != partner.Withheld {
		t.Errorf("sent %v, %+v", sent, e)
	}
}

func TestARefusalIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	o, _ := gated(t, true)
	o.sleep = func(context.Context, time.Duration) error { t.Error("it is waited for"); return nil }
	calls := 0
	err := o.Retry(partner.OnlyKept(t.Context()), Act{Op: "look"}, func() (*partner.Error, bool) {
		calls++
		req, err := http.NewRequestWithContext(partner.OnlyKept(t.Context()), http.MethodGet, "https://api.example/Things", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := o.Read(req)
		if err == nil {
			_ = resp.Body.Close()
			return nil, false
		}
		return o.Unreached(Act{Op: "look"}, err), !IsPermanent(err)
	})
	if calls != 1 || partner.KindOf(err) != partner.Unavailable {
		t.Errorf("%d calls, %v", calls, err)
	}
}
