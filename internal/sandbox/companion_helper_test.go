package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// ask makes a request to the companion API. A body makes it a write, under a key
// of its own unless one is given.
func (b *bench) ask(method, path, body string, key ...string) *http.Request {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, CompanionPrefix+path, strings.NewReader(body))
	r.SetBasicAuth(b.AccountSID(), b.AuthToken())
	if method == http.MethodPost {
		b.asked++
		r.Header.Set(keyHeader, fmt.Sprintf("test-key-%04d", b.asked))
		if len(key) > 0 {
			r.Header.Set(keyHeader, key[0])
		}
		if body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
	}
	return r
}

// companion asks and wants a status; the answer is a JSON object.
func (b *bench) companion(status int, method, path, body string, key ...string) map[string]any {
	b.t.Helper()
	w := b.do(b.ask(method, path, body, key...))
	if w.Code != status {
		b.t.Fatalf("%s %s %s: %d %.400s, want %d", method, path, body, w.Code, w.Body, status)
	}
	var v map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	return v
}

// items are the items of a list of the companion API.
func (b *bench) items(path string) []map[string]any {
	b.t.Helper()
	var list []map[string]any
	for _, v := range b.companion(http.StatusOK, http.MethodGet, path, "")["items"].([]any) {
		list = append(list, v.(map[string]any))
	}
	return list
}

// refused is a request that has to be refused with a status, a code and a field.
func (b *bench) refused(status int, code, field, path, body string) {
	b.t.Helper()
	v := b.companion(status, http.MethodPost, path, body)
	if v["code"] != code || v["field"] != field || v["message"] == "" {
		b.t.Errorf("%s %s is refused with %v, want %s of %q", path, body, v, code, field)
	}
}

// pick is the first record with a value in a field.
func pick(t testing.TB, list []map[string]any, field string, value any) map[string]any {
	t.Helper()
	for _, v := range list {
		if v[field] == value {
			return v
		}
	}
	t.Fatalf("nothing has %s %v", field, value)
	return nil
}
