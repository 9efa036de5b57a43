package sandbox

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// over sends a form over a socket, as faults that break connections need it.
func (b *bench) over(method, path, kind string, fields url.Values) (int, error) {
	b.t.Helper()
	server := httptest.NewServer(b)
	defer server.Close()
	r := b.formed(method, path, kind, fields)
	r.RequestURI = ""
	r.URL.Scheme, r.URL.Host = "http", strings.TrimPrefix(server.URL, "http://")
	r.Header.Set("Idempotency-Key", "k-1")
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func TestFaultsOfWrites(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	fields := url.Values{"Name": {"Lost"}, "Type": {"WEBSITE"}, "Url": {"https://lost.example"}}
	count := func() int { return len(b.list("MediaProperties", "MediaProperties")) }
	for fault, want := range map[string]int{"Create media property=503": 503, "mediaproperties=403": 403} {
		b.SetFaults(mustFault(t, fault))
		if status, err := b.over("POST", "MediaProperties", multipartForm, fields); err != nil || status != want {
			t.Errorf("%s: %d %v", fault, status, err)
		}
	}
	b.SetFaults(mustFault(t, "mediaproperties=drop"))
	if _, err := b.over("POST", "MediaProperties", multipartForm, fields); err == nil {
		t.Error("dropped, and yet an answer")
	}
	b.SetFaults()
	if n := count(); n != 7 {
		t.Errorf("%d properties: a refused or dropped write took effect", n)
	}
	b.SetFaults(mustFault(t, "mediaproperties=lost"))
	if _, err := b.over("POST", "MediaProperties", multipartForm, fields); err == nil {
		t.Error("lost, and yet an answer")
	}
	list := b.list("MediaProperties", "MediaProperties") // reads are answered
	if len(list) != 8 || list[7]["Name"] != "Lost" {
		t.Fatalf("%d properties: the lost write took no effect", len(list))
	}
	path := "MediaProperties/" + text(t, list[7], "Id")
	if _, err := b.over("PUT", path, multipartForm, url.Values{"Name": {"Found"}}); err == nil || b.object(path)["Name"] != "Found" {
		t.Errorf("PUT: %v, then %v", err, b.object(path))
	}
	if _, err := b.over("DELETE", path, multipartForm, nil); err == nil || count() != 7 {
		t.Errorf("DELETE: %v", err)
	}
	if n := b.Count("POST", "MediaProperties"); n != 4 {
		t.Errorf("%d POSTs counted, want 4", n)
	}
	for _, r := range b.Requests() {
		if (r.Method == "GET") != (r.Key == "") {
			t.Errorf("%+v", r)
		}
		if r.Method == "DELETE" && r.Status != 0 {
			t.Errorf("an answer that was lost has status %d", r.Status)
		}
	}
	if b.Count("POST", "/nowhere") != 0 {
		t.Error("counted a path nobody asked for")
	}
}

func TestLostLinksAndInquiries(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	program := text(t, b.list("Campaigns", "Campaigns")[0], "CampaignId")
	b.SetFaults(mustFault(t, "deals=503"))
	if w := b.get("Campaigns/" + program + "/Deals"); w.Code != 503 {
		t.Errorf("deals: %d", w.Code)
	}
	b.SetFaults(mustFault(t, "trackinglinks=lost"), mustFault(t, "actioninquiries=lost"))
	if _, err := b.over("POST", "Programs/"+program+"/TrackingLinks?Type=Vanity&CustomPath=Gone", urlForm, nil); err == nil {
		t.Error("lost, and yet an answer")
	}
	row := b.list("Reports/mp_vanity_links?START_DATE=2026-11-01&END_DATE=2026-11-22", "Records")[0]
	if !strings.HasSuffix(text(t, row, "Vanity_Link"), "/Gone") {
		t.Errorf("%v", row)
	}
	if _, err := b.over("POST", "ActionInquiries", urlForm, url.Values{
		"CampaignId": {program}, "OrderId": {"A-1"}, "TransactionDate": {"2026-11-02T10:00:00Z"}, "TransactionAmount": {"1"}, "InquiryType": {"UNTRACKED"},
	}); err == nil || len(b.list("ActionInquiries", "ActionInquiries")) != 9 {
		t.Errorf("inquiry: %v", err)
	}
}
