package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

func TestErrorBodiesOfEveryForm(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name          string
		code          int
		content       string
		body          string
		kind          partner.Kind
		detail, field string
	}{
		{"envelope", 400, "application/json", `{"Status":"ERROR","Message":"Bad dates","Errors":[{"Field":"StartDate","Message":"Too early."}]}`, partner.Invalid, "Bad dates: Too early.", "StartDate"},
		{"message only", 400, "application/json", `{"Status":"ERROR","Message":"No end"}`, partner.Invalid, "No end", ""},
		{"message repeated", 400, "application/json", `{"Status":"ERROR","Message":"No end","Errors":[{"Field":"A","Message":"No end"}]}`, partner.Invalid, "No end", "A"},
		{"boxed errors", 400, "application/json", `{"Status":"ERROR","Message":"Wrong","Errors":{"Error":{"Field":"UserId","Message":"Not a user"}}}`, partner.Invalid, "Wrong: Not a user", "UserId"},
		{"boxed list", 400, "application/json", `{"Status":"ERROR","Errors":{"Error":[{"Field":"A","Message":"one"},{"Field":"B","Message":"two"}]}}`, partner.Invalid, "one: two", "A"},
		{"single error object", 400, "application/json", `{"Status":"ERROR","Errors":{"Field":"A","Message":"one"}}`, partner.Invalid, "one", "A"},
		{"no errors", 400, "application/json", `{"Status":"ERROR","Message":"Not yours","Errors":[]}`, partner.Invalid, "Not yours", ""},
		{"errors as texts", 400, "application/json", `{"Status":"ERROR","Errors":["one","two"]}`, partner.Invalid, "one: two", ""},
		{"lower-case errors", 400, "application/json", `{"Status":"ERROR","errors":[{"field":"OrderId","level":"ERROR","message":"Needed."}]}`, partner.Invalid, "Needed.", "OrderId"},
		{"short form", 401, "application/json", `{"status":401,"title":"Unauthorized"}`, partner.Unauthorized, "account SID and token are refused (Unauthorized)", ""},
		{"forbidden names the resource", 403, "application/json", `{"status":403,"title":"Access Denied"}`, partner.Forbidden, "the token may not use CompanyInformation (Access Denied)", ""},
		{"tracking link form", 403, "application/json", `{"timestamp":1663261677313,"status":"FORBIDDEN","error":"Forbidden","message":"No such property"}`, partner.Forbidden, "the token may not use CompanyInformation (No such property)", ""},
		{"payment", 402, "application/json", ``, partner.Invalid, "payment required", ""},
		{"not found", 404, "application/json", `{"Status":"ERROR","Message":"Gone fishing"}`, partner.NotFound, "Gone fishing", ""},
		{"not found, empty", 404, "", ``, partner.NotFound, "not found", ""},
		{"method", 405, "", ``, partner.Invalid, "method not allowed", ""},
		{"conflict", 409, "text/plain", `changed`, partner.Conflict, "changed", ""},
		{"limit as text", 429, "text/plain", "Too Many Requests\n", partner.RateLimited, "Too Many Requests", ""},
		{"limit as envelope", 429, "application/json", `{"Status":"ERROR","Message":"Too Many Requests"}`, partner.RateLimited, "Too Many Requests", ""},
		{"server", 500, "application/json", `{"Status":"ERROR","Message":"Oops"}`, partner.Unavailable, "the service answered 500: Oops", ""},
		{"gateway page", 502, "text/html", `<html><head><title>502 Bad Gateway</title></head><body><h1>x</h1></body></html>`, partner.Unavailable, "the service answered 502: 502 Bad Gateway", ""},
		{"page without a title", 503, "text/html", `<html><body>down</body></html>`, partner.Unavailable, "the service answered 503: a web page", ""},
		{"XML", 403, "application/xml", `<?xml version="1.0"?><ImpactRadiusResponse><Status>ERROR</Status><Message>Access Denied</Message></ImpactRadiusResponse>`, partner.Forbidden, "the token may not use CompanyInformation (Access Denied)", ""},
		{"broken JSON", 400, "application/json", `{"Status":"ERR`, partner.Invalid, `{"Status":"ERR`, ""},
		{"control characters", 400, "text/plain", "a\x1b[31mred\x00 \u202eb", partner.Invalid, "a [31mred b", ""},
		{"credentials echoed", 400, "text/plain", "no " + testSID + " with " + testToken, partner.Invalid, "no … with …", ""},
		{"unchanged", 304, "", "", partner.Unavailable, "the service answered 304: not modified", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, _ := serve(t, status(tc.code, tc.content, tc.body))
			_, err := c.CompanyInformation(t.Context())
			e := wantError(t, err, tc.kind)
			if e.Detail != tc.detail || e.Field != tc.field || e.Status != tc.code {
				t.Errorf("got %d %q field %q", e.Status, e.Detail, e.Field)
			}
			if e.Op != "load company information" || e.Endpoint != "CompanyInformation" {
				t.Errorf("got op %q endpoint %q", e.Op, e.Endpoint)
			}
		})
	}
}

func TestLongExplanationsAreCut(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, status(400, "text/plain", strings.Repeat("ü", 5000)))
	_, err := c.CompanyInformation(t.Context())
	if e := wantError(t, err, partner.Invalid); len([]rune(e.Detail)) != origin.MaxDetail {
		t.Errorf("%d runes", len([]rune(e.Detail)))
	}
}

func TestAnErrorUnderAStatusOfSuccess(t *testing.T) {
	t.Parallel()
	for body, kind := range map[string]partner.Kind{
		`{"Status":"ERROR","Message":"m"}`:                                  partner.Invalid,
		`{"Status":"error","Message":"m"}`:                                  partner.Invalid,
		`{"status":403,"title":"Access Denied"}`:                            partner.Forbidden,
		`{"status":"401","title":"Unauthorized"}`:                           partner.Unauthorized,
		`{"status":"FORBIDDEN","error":"Forbidden","message":"m"}`:          partner.Forbidden,
		`{"Status":"ERROR"}`:                                                partner.Invalid,
		`{"Campaigns":[{"CampaignId":"1"}],"Status":"ERROR","Message":"m"}`: partner.Invalid,
	} {
		c, _ := serve(t, answers(body))
		if _, err := c.CompanyInformation(t.Context()); partner.KindOf(err) != kind {
			t.Errorf("object %s: %v", body, err)
		}
		rows, err := gather(c.ListPrograms(t.Context(), ProgramQuery{}))
		e := wantError(t, err, kind)
		if len(rows) != 0 || e.Status != 200 || e.Detail == "" {
			t.Errorf("list %s: %d rows, %+v", body, len(rows), e)
		}
	}
}

func TestAnswersThatAreNoJSON(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, content, body, detail string }{
		{"login page", "text/html", "\n<!DOCTYPE html><title>Sign in</title>", "the service answered with a web page instead of JSON: Sign in"},
		{"XML", "application/xml", `<?xml version="1.0"?><ImpactRadiusResponse/>`, "the service answered with XML instead of JSON"},
		{"text", "text/plain", "It works!", "the service answered with text instead of JSON: It works!"},
		{"quoted text", "application/json", `"hello"`, `the service answered with text instead of JSON: "hello"`},
		{"syntax", "application/json", `{"Campaigns":[{]}`, "the answer is not valid JSON: invalid character ']' looking for beginning of object key string"},
		{"row of text", "application/json", `{"Campaigns":["x"]}`, "element 1 is no object"},
		{"list of text", "application/json", `{"Campaigns":"x"}`, "not a list"},
		{"list of number", "application/json", `{"Campaigns":7}`, "not a list"},
		{"counted and not delivered", "application/json", `{"@total":"7"}`, "the list is missing although the answer counts 7"},
		{"null row", "application/json", `{"Campaigns":[null]}`, "the answer has none"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, s := serve(t, status(200, tc.content, tc.body))
			_, err := gather(c.ListPrograms(t.Context(), ProgramQuery{}))
			e := wantError(t, err, partner.Malformed)
			if !strings.HasPrefix(e.Detail, tc.detail) || s.count() != 1 || e.Status != 200 {
				t.Errorf("got %q after %d requests", e.Detail, s.count())
			}
		})
	}
	c, _ := serve(t, answers(`[{"CompanyName":"x"}]`))
	_, err := c.CompanyInformation(t.Context())
	wantKind(t, err, partner.Malformed)
}

func TestBrokenAnswersAreRepeated(t *testing.T) {
	t.Parallel()
	whole := `{"Campaigns":[{"CampaignId":"1"},{"CampaignId":"2"}]}`
	for name, first := range map[string]http.HandlerFunc{
		"empty":     status(200, "application/json", ""),
		"cut off":   status(200, "application/json", whole[:30]),
		"in a row":  status(200, "application/json", whole[:len(whole)-3]),
		"the brace": status(200, "application/json", whole[:len(whole)-1]),
		"too short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			fmt.Fprint(w, whole[:30])
		},
		"hung up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var n atomic.Int32
			c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if n.Add(1) < 3 {
					first(w, r)
					return
				}
				fmt.Fprint(w, whole)
			})
			got, err := gather(c.ListPrograms(t.Context(), ProgramQuery{}))
			if err != nil || len(got) != 2 || s.count() != 3 {
				t.Errorf("got %d programs, %v after %d requests", len(got), err, s.count())
			}
			bad, s := serve(t, first)
			_, err = gather(bad.ListPrograms(t.Context(), ProgramQuery{}))
			if k := partner.KindOf(err); k != partner.Malformed && k != partner.Unavailable || s.count() < 3 {
				t.Errorf("got %v after %d requests", err, s.count())
			}
		})
	}
}

func TestAnAnswerWithoutEndIsCut(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{"Campaigns":[{"CampaignId":"`+strings.Repeat("1", 5000)+`"}]}`))
	c.maxBody = 1000
	_, err := gather(c.ListPrograms(t.Context(), ProgramQuery{}))
	if e := wantError(t, err, partner.Malformed); !strings.Contains(e.Detail, "larger than") || s.count() != 1 {
		t.Errorf("got %q", e.Detail)
	}
	c.maxBody = 1 << 20
	if got, err := gather(c.ListPrograms(t.Context(), ProgramQuery{})); err != nil || len(got) != 1 {
		t.Errorf("got %v", err)
	}
}

func TestAByteOrderMarkIsNoHarm(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, answers("\xef\xbb\xbf\r\n {\"CompanyName\":\"X\"}"))
	if v, err := c.CompanyInformation(t.Context()); err != nil || v.Name != "X" {
		t.Errorf("got %v, %v", v, err)
	}
}

func TestNetworkFailuresInPlainWords(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(http.NotFoundHandler())
	address := closed.URL
	closed.Close()
	_, err := client(t, address).CompanyInformation(t.Context())
	if e := wantError(t, err, partner.Unavailable); e.Detail != "connection refused" || e.Status != 0 || e.Err == nil {
		t.Errorf("got %+v", e)
	}

	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(untrusted.Close)
	_, err = client(t, untrusted.URL).CompanyInformation(t.Context())
	if e := wantError(t, err, partner.Unavailable); e.Detail != "TLS certificate not trusted" {
		t.Errorf("got %+v", e)
	}

	clear := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(clear.Close)
	_, err = client(t, strings.Replace(clear.URL, "http:", "https:", 1)).CompanyInformation(t.Context())
	if e := wantError(t, err, partner.Unavailable); e.Detail != "the address does not speak TLS" {
		t.Errorf("got %+v", e)
	}
}

func TestCausesOfTheTransport(t *testing.T) {
	t.Parallel()
	cases := []struct {
		err   error
		want  string
		tries int
	}{
		{&net.DNSError{Err: "no such host", Name: "api.example", IsNotFound: true}, "no such host: api.example", 1},
		{&net.DNSError{Err: "server misbehaving", Name: "api.example"}, "the host name cannot be looked up: api.example", 3},
		{&net.DNSError{Err: "i/o timeout", Name: "api.example", IsTimeout: true}, "timed out", 3},
		{&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, "the connection broke off", 3},
		{errors.New("unexpected EOF"), "the connection broke off", 3},
		{errors.New("something with " + testToken), "the service cannot be reached", 3},
	}
	for _, tc := range cases {
		n := 0
		c := client(t, "http://localhost:1", func(o *Options) {
			o.Transport = roundTrip(func(*http.Request) (*http.Response, error) { n++; return nil, tc.err })
		})
		_, err := c.CompanyInformation(t.Context())
		if e := wantError(t, err, partner.Unavailable); e.Detail != tc.want || n != tc.tries {
			t.Errorf("%v: got %q after %d tries", tc.err, e.Detail, n)
		}
	}
}

func TestACanceledContextIsNotAFailureOfTheService(t *testing.T) {
	t.Parallel()
	for _, stage := range []string{"before", "headers", "body"} {
		t.Run(stage, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if stage == "body" {
					fmt.Fprint(w, `{"CompanyName":`)
					w.(http.Flusher).Flush()
				}
				cancel()
				<-r.Context().Done()
			})
			if stage == "before" {
				cancel()
			}
			_, err := c.CompanyInformation(ctx)
			if e := wantError(t, err, partner.Canceled); !errors.Is(err, context.Canceled) {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestADeadlineIsATimeOut(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	c, _ := serve(t, answers(`{}`))
	_, err := c.CompanyInformation(ctx)
	if e := wantError(t, err, partner.Unavailable); e.Detail != "timed out" {
		t.Errorf("got %+v", e)
	}
}
