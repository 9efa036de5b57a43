package companion

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

const woken = `{"id":"t1","kind":"tax","object":"w8","count":1,"text":"x","since":"2026-08-01T00:00:00Z","can_decide":false}`

// wake is a write like all others.
func wake(ctx context.Context, c *Client) error {
	_, err := c.WakeTodo(ctx, "t1", testKey)
	return err
}

func TestWritesAreRepeatedWithTheSameKeyAndBody(t *testing.T) {
	t.Parallel()
	cut := func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Content-Length", "500")
		fmt.Fprint(w, `{"id":`)
	}
	for name, bad := range map[string]func(http.ResponseWriter, *http.Request, int){
		"lost answer": hangUp, "cut-off answer": cut, "502": answer(502, "<title>Bad Gateway</title>"),
		"503": answer(503, `{"code":"unavailable","field":"","message":"Later."}`), "504": answer(504, ""),
	} {
		c, s := serve(t, turns(bad, bad, answer(200, strings.Replace(woken, "}", `,"snoozed_until":"2026-08-29T12:00:00Z"}`, 1))))
		v, err := c.DismissTodo(t.Context(), "t1", testNow.AddDate(0, 0, 7), testKey)
		if err != nil || !v.Wake.Equal(testNow.AddDate(0, 0, 7)) || s.count() != 3 {
			t.Errorf("%s: %+v, %v after %d requests", name, v, err, s.count())
		}
		for _, r := range s.all() {
			if r.Header.Get("Idempotency-Key") != testKey || r.body != `{"until":"2026-08-29T12:00:00Z"}` || r.Method != http.MethodPost ||
				r.URL.Path != "/companion/v1/todos/t1/dismiss" || r.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s: %s %s %q with key %q", name, r.Method, r.URL, r.body, r.Header.Get("Idempotency-Key"))
			}
		}
	}
}

func TestWhatIsTrueAfterAWrite(t *testing.T) {
	t.Parallel()
	busy := answer(503, `{"code":"unavailable","field":"","message":"Back soon."}`)
	refusal := answer(409, `{"code":"wrong_state","field":"","message":"It is done already."}`)
	redirect := func(code int) func(http.ResponseWriter, *http.Request, int) {
		return func(w http.ResponseWriter, r *http.Request, _ int) { http.Redirect(w, r, "/x", code) }
	}
	cases := []struct {
		name     string
		handle   func(http.ResponseWriter, *http.Request, int)
		kind     partner.Kind
		requests int
		says     string
	}{
		{"lost three times", hangUp, partner.Uncertain, 3, "may or may not"},
		{"a gateway answers", answer(502, ""), partner.Uncertain, 3, "502"},
		{"the service is busy", busy, partner.Unavailable, 3, "Back soon."},
		{"it failed in the service", answer(500, `{"code":"failed","field":"","message":"Sorry."}`), partner.Unavailable, 1, "Sorry."},
		{"it failed somewhere", answer(500, ""), partner.Uncertain, 1, "500"},
		{"lost, then busy", turns(hangUp, busy), partner.Uncertain, 3, "may or may not"},
		{"lost, then refused", turns(hangUp, refusal), partner.Conflict, 2, "It is done already."},
		{"lost, then not let in", turns(hangUp, answer(401, "")), partner.Uncertain, 2, "may or may not"},
		{"lost, then too many", turns(hangUp, answer(429, "")), partner.Uncertain, 2, "may or may not"},
		{"refused", refusal, partner.Conflict, 1, "It is done already."},
		{"found", redirect(302), partner.Uncertain, 1, "302"},
		{"elsewhere", redirect(308), partner.Unavailable, 1, "308"},
		{"a web page", answer(200, "<title>Sign in</title>"), partner.Uncertain, 1, "Sign in"},
		{"an empty answer", answer(200, ""), partner.Uncertain, 3, "empty"},
		{"a list", answer(200, "[]"), partner.Uncertain, 1, "a list came"},
		{"something is missing", answer(200, `{"id":"t1"}`), partner.Malformed, 1, "none"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, s := serve(t, tc.handle)
			e := wantError(t, wake(t.Context(), c), tc.kind)
			if s.count() != tc.requests || !strings.Contains(e.Detail, tc.says) || e.Op != "bring to-do back" {
				t.Errorf("%d requests, %+v", s.count(), *e)
			}
		})
	}
}

func TestAWriteThatWasNotSentIsKnownNotToBeDone(t *testing.T) {
	t.Parallel()
	var plain net.ListenConfig
	l, err := plain.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close() // nobody listens there any more
	e := wantError(t, wake(t.Context(), client(t, "http://"+l.Addr().String())), partner.Unavailable)
	if !strings.Contains(e.Detail, "refused") {
		t.Errorf("got %q", e.Detail)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	c, s := serve(t, answer(200, woken))
	_ = wantError(t, wake(over, c), partner.Canceled)
	for _, key := range []string{"", "short", "with a blank", strings.Repeat("k", 129), "schlüssel"} {
		_, err := c.WakeTodo(t.Context(), "t1", key)
		if e := wantError(t, err, partner.Invalid); e.Field != "Idempotency-Key" {
			t.Errorf("key %q: field %q", key, e.Field)
		}
	}
	if s.count() != 0 {
		t.Errorf("%d requests", s.count())
	}
}

func TestAWriteThatTimesOutIsUncertain(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	c, s := serve(t, func(http.ResponseWriter, *http.Request, int) { <-release })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := wake(ctx, c)
	close(release)
	if e := wantError(t, err, partner.Uncertain); !errors.Is(e, context.DeadlineExceeded) || s.count() != 1 {
		t.Errorf("%+v after %d requests", *e, s.count())
	}
}

func TestReadsAreRepeated(t *testing.T) {
	t.Parallel()
	const one = `{"items":[{"task_id":"1","program_id":"7","program":"Kiln","needs_approval":true,"foreign":false,"acts":["start","dance"]}],"new":1}`
	for name, bad := range map[string]func(http.ResponseWriter, *http.Request, int){
		"lost": hangUp, "500": answer(500, ""), "502": answer(502, ""), "503": answer(503, ""), "504": answer(504, ""), "cut": answer(200, one[:40]),
	} {
		c, s := serve(t, turns(bad, bad, answer(200, one)))
		v, err := c.Tasks(t.Context())
		if err != nil || s.count() != 3 || len(v) != 1 || fmt.Sprint(v["1"].Acts) != "[start dance]" || !v["1"].NeedsApproval {
			t.Errorf("%s: %+v, %v after %d requests", name, v, err, s.count())
		}
	}
	for code, kind := range map[int]partner.Kind{401: partner.Unauthorized, 404: partner.NotFound, 405: partner.Invalid, 429: partner.RateLimited} {
		c, s := serve(t, answer(code, ""))
		_, err := c.Tasks(t.Context())
		if e := wantError(t, err, kind); s.count() != 1 || e.Status != code {
			t.Errorf("%d: %d requests, %+v", code, s.count(), *e)
		}
	}
	c, _ := serve(t, answer(503, ""))
	if v, err := c.Tasks(t.Context()); err == nil || v != nil {
		t.Errorf("a failure gives %v, %v", v, err)
	}
}

func TestRefusalsInTheServicesWords(t *testing.T) {
	t.Parallel()
	cases := []struct {
		code int
		body string
		want partner.Error
	}{
		{403, `{"code":"not_eligible","field":"","message":"You need 10,000 followers."}`, partner.Error{Kind: partner.Forbidden, Code: "not_eligible", Detail: "You need 10,000 followers."}},
		{401, `{"code":"unauthorized","field":"","message":"Wrong token."}`, partner.Error{Kind: partner.Unauthorized, Code: "unauthorized", Detail: "Wrong token."}},
		{400, `{"code":"bad_json","field":"","message":"No."}`, partner.Error{Kind: partner.Invalid, Code: "bad_json", Detail: "No."}},
		{404, `{"code":"not_found","field":"","message":"No such to-do."}`, partner.Error{Kind: partner.NotFound, Code: "not_found", Detail: "No such to-do."}},
		{409, `{"code":"key_reused","field":"","message":"Again?"}`, partner.Error{Kind: partner.Conflict, Code: "key_reused", Detail: "Again?"}},
		{422, `{"code":"required","field":"bid","message":"Name your rate."}`, partner.Error{
			Kind: partner.Invalid, Code: "required", Field: "bid", Detail: "Name your rate.",
			Fields: []partner.FieldError{{Field: "bid", Code: "required", Detail: "Name your rate."}},
		}},
		{422, `{"code":"required","field":"a","message":"One.","errors":[{"field":"a","code":"required","message":"One."},{"field":"b","code":"too_long","message":"` + testToken + `\u001b[1m"}]}`, partner.Error{
			Kind: partner.Invalid, Code: "required", Field: "a", Detail: "One.",
			Fields: []partner.FieldError{{Field: "a", Code: "required", Detail: "One."}, {Field: "b", Code: "too_long", Detail: "… [1m"}},
		}},
		{429, `{"code":"rate_limited","field":"","message":"Slow down."}`, partner.Error{Kind: partner.RateLimited, Code: "rate_limited", Detail: "Slow down.", RetryAfter: 90 * time.Second}},
		{403, `{"status":403,"title":"Access Denied"}`, partner.Error{Kind: partner.Forbidden, Detail: "the token may not use todos (forbidden)"}},
		{401, `<html><title>Log in</title></html>`, partner.Error{Kind: partner.Unauthorized, Detail: "account SID and token are refused (Log in)"}},
		{418, `tea`, partner.Error{Kind: partner.Invalid, Detail: "the service answered 418: tea"}},
	}
	for _, tc := range cases {
		c, s := serve(t, func(w http.ResponseWriter, r *http.Request, n int) {
			w.Header().Set("Retry-After", "90")
			answer(tc.code, tc.body)(w, r, n)
		})
		e := *wantError(t, wake(t.Context(), c), tc.want.Kind)
		want := tc.want
		want.Op, want.Endpoint, want.Status = "bring to-do back", "todos", tc.code
		if fmt.Sprintf("%+v", e) != fmt.Sprintf("%+v", want) || s.count() != 1 {
			t.Errorf("got %+v, want %+v", e, want)
		}
	}
}

func TestCredentialsStayAtTheService(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host got %s with Authorization %q", r.URL, r.Header.Get("Authorization"))
	}))
	t.Cleanup(other.Close)
	for _, code := range []int{301, 302, 303, 307, 308} {
		c, s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) { http.Redirect(w, r, other.URL, code) })
		_, err := c.Status(t.Context())
		if e := wantError(t, err, partner.Unavailable); !strings.Contains(e.Detail, "another host") {
			t.Errorf("%d: %q", code, e.Detail)
		}
		if err := wake(t.Context(), c); err == nil || s.count() != 2 {
			t.Errorf("%d: a write gives %v after %d requests", code, err, s.count())
		}
		for _, r := range s.all() {
			user, password, _ := r.BasicAuth()
			if user != testSID || password != testToken || r.Header.Get("User-Agent") != "impactdash/1.2" || r.Header.Get("Accept") != "application/json" {
				t.Errorf("headers %v", r.Header)
			}
		}
	}
}

func TestOptionsAndPrinting(t *testing.T) {
	t.Parallel()
	good := Options{BaseURL: "http://localhost:1/gateway/", AccountSID: testSID, AuthToken: testToken, Now: func() time.Time { return testNow }}
	for field, change := range map[string]func(*Options){
		"BaseURL": func(o *Options) { o.BaseURL = "" }, "AccountSID": func(o *Options) { o.AccountSID = " " },
		"AuthToken": func(o *Options) { o.AuthToken = "" }, "Now": func(o *Options) { o.Now = nil },
	} {
		o := good
		change(&o)
		_, err := New(o)
		if e := wantError(t, err, partner.Invalid); e.Field != field {
			t.Errorf("got %+v", *e)
		}
	}
	o := good
	o.BaseURL = "http://gateway.example"
	_, err := New(o)
	_ = wantError(t, err, partner.Invalid)
	c, err := New(good)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{good, &good, c, *c, struct{ C *Client }{c}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			noSecrets(t, fmt.Sprintf(verb, v))
		}
	}
	if s := c.String(); s != "companion.Client{http://localhost:1/gateway, IRTE…}" {
		t.Errorf("client prints %s", s)
	}
	for base, want := range map[string]string{
		"http://localhost:1": "/companion/v1/tasks/a%2Fb/acts", "http://localhost:1/companion/v1/": "/companion/v1/tasks/a%2Fb/acts",
		"http://localhost:1/gw": "/gw/companion/v1/tasks/a%2Fb/acts",
	} {
		if got := client(t, base).address(nil, "tasks", "a/b", "acts"); got != "http://localhost:1"+want {
			t.Errorf("%s: %s", base, got)
		}
	}
}
