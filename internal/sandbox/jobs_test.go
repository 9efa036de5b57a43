package sandbox

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
)

func TestAnExportIsQueuedRunAndKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	const query = "ReportExport/partner_performance_by_day?START_DATE=2026-11-16&END_DATE=2026-11-22"
	queued := b.object(query)
	if queued["Status"] != "QUEUED" || b.object(query)["QueuedUri"] != queued["QueuedUri"] {
		t.Fatalf("%v", queued)
	}
	other := b.object(query + "&ResultFormat=JSON")
	if other["QueuedUri"] == queued["QueuedUri"] {
		t.Error("another format is another job")
	}
	if w := b.get(query + "&ResultFormat=PDF"); w.Code != 400 {
		t.Errorf("unknown format: %d", w.Code)
	}
	uri := text(t, queued, "QueuedUri")
	if w := b.get(uri + "/Download"); w.Code != 202 || !strings.Contains(w.Body.String(), `"Status":"QUEUED"`) {
		t.Errorf("too early: %d %s", w.Code, w.Body)
	}
	for _, want := range []string{"RUNNING", "COMPLETED"} {
		if j := b.object(uri); j["Status"] != want || j["Replayable"] != true {
			t.Errorf("%v, want %s", j, want)
		}
	}
	w := b.get(text(t, queued, "ResultUri") + "?Mode=Stream")
	lines, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(lines) != 8 || lines[0][3] != "Sale_zzzAmount" || lines[1][0] != "Nov 16, 2026" {
		t.Errorf("%v %v", err, lines)
	}
	if jobs := b.list("Jobs", "Jobs"); len(jobs) != 2 || jobs[1]["Id"] != uri[strings.LastIndex(uri, "/")+1:] {
		t.Errorf("%v", jobs)
	}
	if jobs := b.list("Jobs?CreatedAfter=2026-11-23", "Jobs"); len(jobs) != 0 {
		t.Errorf("%v", jobs)
	}
	if w := b.do(b.request(http.MethodPut, uri+"/Replay")); w.Code != 200 || !strings.Contains(w.Body.String(), "QUEUED") {
		t.Errorf("replay: %d %s", w.Code, w.Body)
	}
	if w := b.do(b.request(http.MethodPost, uri+"/Replay?_method=PUT")); w.Code != 200 {
		t.Errorf("replay by POST: %d", w.Code)
	}
	b.get(uri)
	b.get(uri)
	b.clock.advance(91 * day)
	if w := b.get(uri + "/Download"); w.Code != 404 {
		t.Errorf("after 91 days: %d", w.Code)
	}
	if w := b.get("Jobs/unknown"); w.Code != 404 {
		t.Errorf("unknown job: %d", w.Code)
	}
}
