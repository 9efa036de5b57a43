package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// live puts a bench behind a socket, for faults that break connections.
func (b *bench) live(path string) (*http.Response, []byte, error) {
	b.t.Helper()
	server := httptest.NewServer(b)
	defer server.Close()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, server.URL+"/Mediapartners/"+b.AccountSID()+"/"+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.SetBasicAuth(b.AccountSID(), b.AuthToken())
	r.Header.Set("Accept", "application/json")
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, body, err
}

func mustFault(t *testing.T, text string) Fault {
	t.Helper()
	f, err := ParseFault(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFaultsOnRequest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault, path string
		status      int
		body        string // contained in it
	}{
		{"actions=503", "Actions", 503, "Service Unavailable"},
		{"actions=503", "Campaigns", 200, ""},
		{"*=401", "Campaigns", 401, `{"status":401,"title":"Unauthorized"}`},
		{"=500", "Campaigns", 500, "Internal Server Error"},
		{"contracts=403", "Contracts", 403, `{"status":403,"title":"Access Denied"}`},
		{"Retrieve action=403", "Actions", 200, ""},
		{"Retrieve actions=403", "Actions", 403, "Access Denied"},
		{"reports=html502", "Reports", 502, "<html>"},
		{"reports=429", "Reports", 429, `{"Status":"ERROR","Message":"Too Many Requests"}`},
		{"campaigns=404", "Campaigns", 404, `"Status":"ERROR"`},
		{"tasks=503", "Tasks", 503, "Service Unavailable"},
		{"mediaproperties=403", "MediaProperties", 403, "Access Denied"},
		{"actioninquiries=429", "ActionInquiries", 429, "Too Many Requests"},
		{"promocodes=html502", "PromoCodes", 502, "<html>"},
		{"taxdocument=404", "TaxDocument", 404, `"Status":"ERROR"`},
		{"taxdocument=500", "TaxDocuments", 500, "Internal"},
		{"users=403", "Users", 403, "Access Denied"},
		{"deals=503", "Campaigns", 200, ""},
	}
	for _, tt := range tests {
		t.Run(tt.fault+" "+tt.path, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, nil)
			b.SetFaults(mustFault(t, tt.fault))
			w := b.get(tt.path)
			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.body) {
				t.Errorf("%d %.300s", w.Code, w.Body)
			}
			b.SetFaults()
			if w := b.get(tt.path); w.Code != 200 {
				t.Errorf("after the fault: %d", w.Code)
			}
		})
	}
}

func TestFaultsWithAndWithoutHints(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.SetFaults(mustFault(t, "reports=429"))
	h := b.get("Reports").Header()
	if h.Get("Retry-After") != "3600" || h.Get("X-RateLimit-Remaining-hour") != "0" || h.Get("RateLimit-Reset") != "3600" {
		t.Errorf("%v", h)
	}
	b.SetFaults(mustFault(t, "reports=429:nohint"))
	for name := range b.get("Reports").Header() {
		if strings.Contains(name, "Ratelimit") || name == "Retry-After" {
			t.Errorf("hint %s", name)
		}
	}
}

func TestBrokenConnections(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.SetFaults(mustFault(t, "campaigns=truncate"))
	if resp, body, err := b.live("Campaigns"); resp == nil || resp.StatusCode != 200 || !errors.Is(err, io.ErrUnexpectedEOF) || len(body) != truncateAfter {
		t.Errorf("truncated: %v, %d bytes, %v", resp, len(body), err)
	}
	b.SetFaults(mustFault(t, "campaigns=drop"))
	if _, _, err := b.live("Campaigns"); err == nil {
		t.Error("dropped, and yet an answer")
	}
	b.SetFaults(mustFault(t, "campaigns=delay:5ms"))
	if resp, _, err := b.live("Campaigns"); err != nil || resp.StatusCode != 200 {
		t.Errorf("delayed: %v", err)
	}
	b.SetFaults(mustFault(t, "actions=garbage"))
	resp, body, err := b.live("Actions")
	var page struct{ Actions []map[string]string }
	if err != nil || resp.StatusCode != 200 || json.Unmarshal(body, &page) != nil || len(page.Actions) == 0 {
		t.Fatalf("garbage must keep its shape: %v %.200s", err, body)
	}
	if text := string(body); !strings.Contains(text, "n/a") || !strings.Contains(text, "-1e999") {
		t.Errorf("no garbage in %.500s", text)
	}
}

func TestBadFaultsAreExplained(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "actions", "actions=", "actions=200", "actions=delay", "actions=delay:-1s", "actions=429:soon", "actions=html", "actions=boom", "taks=503", "Delete everything=403"} {
		if f, err := ParseFault(text); err == nil || f.String() != "" {
			t.Errorf("%q gives %v", text, f)
		}
	}
	if _, err := ParseFault("taks=503"); !strings.Contains(err.Error(), "known are *, account, actioninquiries, actions,") {
		t.Errorf("the targets are not listed: %v", err)
	}
}

func TestFaultsAreSetOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	put := func(body string) *httptest.ResponseRecorder {
		r := b.request(http.MethodPut, faultsPath)
		r.Body = io.NopCloser(strings.NewReader(body))
		return b.do(r)
	}
	if w := put(`["actions=503","*=delay:1ms"]`); w.Code != 200 || strings.TrimSpace(w.Body.String()) != `["actions=503","*=delay:1ms"]` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := b.get("Actions"); w.Code != 503 {
		t.Errorf("%d", w.Code)
	}
	for _, bad := range []string{`["boom"]`, `["taks=503"]`, `{}`, ``} {
		if w := put(bad); w.Code != 400 {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
	if w := b.get(faultsPath); !strings.Contains(w.Body.String(), "actions=503") {
		t.Errorf("a refused list changed the faults: %s", w.Body)
	}
	if w := put(`[]`); w.Code != 200 || b.get("Actions").Code != 200 {
		t.Error("faults did not end")
	}
}

func TestRateGroupsCountApart(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.clock.advance(10 * time.Minute)
	tests := map[string]string{
		"Actions":                         "500",
		"ActionUpdates":                   "1000",
		"Reports":                         "250",
		"Reports/mp_action_listing_fast?": "500",
		"Reports/mp_paystub_history?":     "250",
		"Campaigns":                       "1000",
		"ReportExport/nothing":            "100",
	}
	for path, limit := range tests {
		h := b.get(path).Header()
		if h.Get("X-RateLimit-Limit-hour") != limit || h.Get("X-RateLimit-Remaining-hour") == "" || h.Get("Retry-After") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	if h := b.get("Campaigns").Header(); h.Get("RateLimit-Reset") != "3000" || h.Get("X-RateLimit-Remaining-hour") != "997" {
		t.Errorf("%v", h)
	}
}

func TestAnExhaustedGroupComesBackWithTheHour(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for range 249 {
		b.get("Reports/18")
	}
	if w := b.get("Reports"); w.Code != 200 || w.Header().Get("X-RateLimit-Remaining-hour") != "0" {
		t.Errorf("the 250th: %d %v", w.Code, w.Header())
	}
	w := b.get("Reports")
	if w.Code != 429 || w.Header().Get("Retry-After") != "3600" || !strings.Contains(w.Body.String(), "Too Many Requests") {
		t.Errorf("the 251st: %d %v %s", w.Code, w.Header(), w.Body)
	}
	if b.get("Campaigns").Code != 200 {
		t.Error("another group is exhausted too")
	}
	b.clock.advance(time.Hour)
	if b.get("Reports").Code != 200 {
		t.Error("still exhausted an hour later")
	}
	if !b.Exhaust("detail") || b.get("Actions").Code != 429 || b.Exhaust("unknown") {
		t.Error("Exhaust")
	}
}

func TestManyClientsAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for _, path := range []string{"Actions", "Invoices", "Jobs", "ReportExport/mp_paystub_history?START_DATE=2026-01-01&END_DATE=2026-11-22"} {
				if w := b.get(path); w.Code != 200 {
					t.Errorf("%d %s: %d", i, path, w.Code)
				}
			}
			b.SetFaults()
			b.Requests()
		})
	}
	wait.Wait()
}
