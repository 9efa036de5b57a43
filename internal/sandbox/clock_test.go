package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// put sends a body to one of the helpers.
func (b *bench) put(path, body string) (int, string) {
	b.t.Helper()
	r := b.request(http.MethodPut, path)
	r.Body = io.NopCloser(strings.NewReader(body))
	w := b.do(r)
	return w.Code, strings.TrimSpace(w.Body.String())
}

func TestTheClockIsMoved(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	steps := []struct {
		body, says string
		code       int
		now        string
	}{
		{`{"now":"2026-11-22T12:00:00-08:00"}`, "", 200, "2026-11-22T12:00:00-08:00"}, // back: nobody has looked yet
		{`{"now":"2026-11-23T00:00:00Z"}`, "", 200, "2026-11-22T16:00:00-08:00"},
		{`{"advance":"36h"}`, "", 200, "2026-11-24T04:00:00-08:00"},
		{`{"advance":"0s"}`, "", 200, "2026-11-24T04:00:00-08:00"},
		{`{"advance":"-1h"}`, "time to come", 400, ""},
		{`{"advance":"soon"}`, "time to come", 400, ""},
		{`{"now":"tomorrow"}`, "moment", 400, ""},
		{`{}`, "either", 400, ""},
		{`{"now":"2026-12-01T00:00:00Z","advance":"1h"}`, "either", 400, ""},
		{`{"later":"1h"}`, "Want", 400, ""},
		{`[]`, "Want", 400, ""},
		{`{"advance":"3000h"}`, "ends on 2027-03-22", 409, ""},
		{`{"now":"2027-03-22T07:00:00Z"}`, "", 200, "2027-03-22T00:00:00-07:00"},
	}
	for _, s := range steps {
		code, body := b.put(clockPath, s.body)
		if code != s.code || !strings.Contains(body, s.says) || s.code == 200 && body != `{"now":"`+s.now+`"}` {
			t.Errorf("%s: %d %s", s.body, code, body)
		}
	}
	if got := b.get(clockPath).Body.String(); strings.TrimSpace(got) != `{"now":"2027-03-22T00:00:00-07:00"}` {
		t.Error(got)
	}
	b.object("CompanyInformation")
	if code, body := b.put(clockPath, `{"now":"2027-03-21T00:00:00Z"}`); code != 409 || !strings.Contains(body, "forward") {
		t.Errorf("back after a look: %d %s", code, body)
	}
}

func TestAdvanceMovesWhatIsServed(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	before := len(b.list("ActionUpdates", "ActionUpdates"))
	b.Advance(-time.Hour)
	if !b.now().Equal(testDay()) {
		t.Errorf("went back to %v", b.now())
	}
	b.Advance(20 * time.Hour)
	b.clock.advance(4 * time.Hour) // the clock given still counts
	if want := testDay().Add(day); !b.now().Equal(want) {
		t.Errorf("%v, want %v", b.now(), want)
	}
	recent := b.list("ActionUpdates?"+window("StartDate", "EndDate", b.now(), 1, 0), "ActionUpdates")
	if before == 0 || len(recent) == 0 {
		t.Error("a day without an update")
	}
}

func TestTruthIsServedToItsOwnerOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.SetFaults(mustFault(t, "*=503"))
	b.Advance(30 * day)
	w := b.get(truthPath)
	var list []Happening
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || w.Code != 200 || len(list) < 100 {
		t.Fatalf("%d, %v, %d happenings", w.Code, err, len(list))
	}
	if want := b.Truth(testDay(), b.now()); len(want) != len(list) || !want[7].At.Equal(list[7].At) || want[7].ThingID != list[7].ThingID {
		t.Errorf("%d happenings, want %d", len(list), len(want))
	}
	w = b.get(truthPath + "?from=2026-11-25T00:00:00Z&to=2026-11-25T00:00:00Z")
	if strings.TrimSpace(w.Body.String()) != "[]" {
		t.Errorf("nothing happens in no time: %s", w.Body)
	}
	if w := b.get(truthPath + "?from=monday"); w.Code != 400 || !strings.Contains(w.Body.String(), "from") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, path := range []string{truthPath, clockPath} {
		r := b.request(http.MethodGet, path)
		r.SetBasicAuth(b.AccountSID(), "another token")
		if w := b.do(r); w.Code != 401 {
			t.Errorf("%s without the token: %d", path, w.Code)
		}
		if w := b.do(b.request(http.MethodDelete, path)); w.Code != 405 || !strings.Contains(strings.Join(w.Header()["Allow"], ","), "GET") {
			t.Errorf("DELETE %s: %d", path, w.Code)
		}
	}
}

// TestTheWorldGoesOn looks at everything after three months: all of it answers,
// and something of the last weeks is in it.
func TestTheWorldGoesOn(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	run := func(report map[string]any, days string) int {
		return b.get("Reports/" + text(t, report, "Id") + "?" + days).Code
	}
	codes := map[any]int{} // some reports are listed and not to be had
	for _, r := range b.list("Reports", "Reports") {
		codes[r["Id"]] = run(r, "START_DATE=2026-11-01&END_DATE=2026-11-20")
	}
	b.Advance(90 * day)
	recent := b.now().AddDate(0, 0, -40)
	for _, resource := range []struct {
		path, name string
		date       func(map[string]any) any
	}{
		{"Actions", "Actions", func(v map[string]any) any { return v["EventDate"] }},
		{"ActionUpdates", "ActionUpdates", func(v map[string]any) any { return v["UpdateDate"] }},
		{"Invoices", "Invoices", func(v map[string]any) any { return v["CreatedDate"] }},
		{"Contracts", "Contracts", func(v map[string]any) any { return v["StartDate"] }},
		{"Contracts?Status=EXPIRED", "Contracts", func(v map[string]any) any { return v["EndDate"] }},
		{"ActionInquiries", "ActionInquiries", func(v map[string]any) any { return v["CreationDate"] }},
	} {
		newest := time.Time{}
		for _, v := range b.list(resource.path, resource.name) {
			if at, err := time.Parse(time.RFC3339, resource.date(v).(string)); err == nil && at.After(newest) {
				newest = at
			}
		}
		if newest.Before(recent) || newest.After(b.now()) {
			t.Errorf("%s: the newest is of %v, now is %v", resource.path, newest, b.now())
		}
	}
	if created := text(t, b.list("Tasks", "Tasks")[0], "DateCreated"); created < recent.UTC().Format(time.DateOnly) {
		t.Errorf("the newest task is of %s", created)
	}
	for _, r := range b.list("Reports", "Reports") {
		if code := run(r, "START_DATE=2027-02-01&END_DATE=2027-02-20"); code != codes[r["Id"]] {
			t.Errorf("report %v: %d, in the beginning %d", r["Id"], code, codes[r["Id"]])
		}
	}
	if rows := b.list("Reports/partner_performance_by_day?START_DATE=2027-02-01&END_DATE=2027-02-20", "Records"); len(rows) != 20 || rows[19]["Actions"] == "0" {
		t.Errorf("%d days, the last %v", len(rows), rows[len(rows)-1])
	}
	for _, path := range []string{"/tasks", "/properties", "/lead-forms", "/leads", "/todos", "/balance", "/campaigns", "/brands", "/creator/metrics?from=2027-02-01&to=2027-02-20"} {
		if w := b.get(CompanionPrefix + path); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) == "" {
			t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
		}
	}
}
