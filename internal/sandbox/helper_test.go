package sandbox

import (
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// testDay is the day most tests live on: a Sunday afternoon in standard time.
func testDay() time.Time { return time.Date(2026, 11, 22, 15, 0, 0, 0, accountZone()) }

// clock is a server clock that a test can turn.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time           { return time.Unix(c.at.Load(), 0) }
func (c *clock) advance(by time.Duration) { c.at.Add(int64(by / time.Second)) }

// bench is a server with a clock and the means to ask it.
type bench struct {
	*Server
	t     testing.TB
	clock *clock
	asked int // writes to the companion API, for their keys
}

func newBench(t testing.TB, change func(*Options)) *bench {
	t.Helper()
	c := &clock{}
	o := Options{Seed: 7, At: testDay(), Now: c.now}
	c.at.Store(o.At.Unix())
	if change != nil {
		change(&o)
	}
	return &bench{Server: New(o), t: t, clock: c}
}

// request makes an authenticated request for a path below the account.
func (b *bench) request(method, path string) *http.Request {
	b.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = "/Mediapartners/" + b.AccountSID() + "/" + path
	}
	r := httptest.NewRequestWithContext(b.t.Context(), method, path, nil)
	r.SetBasicAuth(b.AccountSID(), b.AuthToken())
	r.Header.Set("Accept", "application/json")
	return r
}

func (b *bench) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w
}

func (b *bench) get(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.do(b.request(http.MethodGet, path))
}

// formed is a request with a form, in the type of body that kind names.
func (b *bench) formed(method, path, kind string, fields url.Values) *http.Request {
	b.t.Helper()
	r := b.request(method, path)
	body := fields.Encode()
	if kind == multipartForm {
		var parts strings.Builder
		w := multipart.NewWriter(&parts)
		for name, values := range fields {
			for _, v := range values {
				if err := w.WriteField(name, v); err != nil {
					b.t.Fatal(err)
				}
			}
		}
		if err := w.Close(); err != nil {
			b.t.Fatal(err)
		}
		body, kind = parts.String(), w.FormDataContentType()
	}
	r.Body = io.NopCloser(strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	return r
}

// send sends a form and returns status and body.
func (b *bench) send(method, path, kind string, fields url.Values) (int, string) {
	b.t.Helper()
	w := b.do(b.formed(method, path, kind, fields))
	return w.Code, w.Body.String()
}

// below is an address in an answer without what all paths of the account share.
func (b *bench) below(uri string) string {
	return strings.TrimPrefix(uri, partnerPrefix+b.AccountSID()+"/")
}

// object gets a path that must answer 200 with a JSON object.
func (b *bench) object(path string) map[string]any {
	b.t.Helper()
	w := b.get(path)
	if w.Code != http.StatusOK {
		b.t.Fatalf("GET %s: %d %.300s", path, w.Code, w.Body)
	}
	var v map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		b.t.Fatalf("GET %s: %v", path, err)
	}
	return v
}

// list gets all pages of a list and returns its records.
func (b *bench) list(path, name string) []map[string]any {
	b.t.Helper()
	var all []map[string]any
	for path != "" {
		v := b.object(path)
		for _, record := range v[name].([]any) {
			all = append(all, record.(map[string]any))
		}
		path = v["@nextpageuri"].(string)
	}
	return all
}

// text is a field that has to be a string.
func text(t testing.TB, record map[string]any, field string) string {
	t.Helper()
	s, ok := record[field].(string)
	if !ok {
		t.Fatalf("%s is %v, want a string", field, record[field])
	}
	return s
}

// cents reads a decimal string with any number of places, without floats.
func cents(t testing.TB, decimal string) int64 {
	t.Helper()
	whole, part, _ := strings.Cut(strings.ReplaceAll(decimal, ",", ""), ".")
	n, sign := int64(0), int64(1)
	if strings.HasPrefix(whole, "-") {
		whole, sign = whole[1:], -1
	}
	if strings.Trim(part[min(len(part), 2):], "0") != "" {
		t.Fatalf("%q is not a whole number of cents", decimal)
	}
	for _, digit := range whole + (part + "00")[:2] {
		if digit < '0' || digit > '9' {
			t.Fatalf("%q is not a decimal", decimal)
		}
		n = n*10 + int64(digit-'0')
	}
	return sign * n
}

// window is a pair of date parameters that reach from days before to days after
// an instant.
func window(first, last string, at time.Time, before, after int) string {
	return url.Values{
		first: {at.AddDate(0, 0, -before).UTC().Format(time.RFC3339)},
		last:  {at.AddDate(0, 0, after).UTC().Format(time.RFC3339)},
	}.Encode()
}
