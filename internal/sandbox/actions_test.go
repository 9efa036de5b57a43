package sandbox

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestDateRulesOfActions(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	const from, to = "2026-10-09T00:00:00Z", "2026-11-20T00:00:00Z" // 42 days
	tests := map[string]struct {
		query  string
		status int
		field  string // named in the answer
	}{
		"45 days":               {"StartDate=2026-10-01T00:00:00Z&EndDate=2026-11-15T00:00:00Z", 200, ""},
		"a second more":         {"StartDate=2026-10-01T00:00:00Z&EndDate=2026-11-15T00:00:01Z", 400, "StartDate"},
		"start alone":           {"StartDate=" + from, 400, "EndDate"},
		"end alone":             {"EndDate=" + to, 400, "StartDate"},
		"event start alone":     {"ActionDateStart=" + from, 400, "ActionDateEnd"},
		"locking end alone":     {"LockingDateEnd=" + to, 400, "LockingDateStart"},
		"end first":             {"StartDate=" + to + "&EndDate=" + from, 400, "EndDate"},
		"wide events":           {"ActionDateStart=2026-01-01T00:00:00Z&ActionDateEnd=" + to, 400, "ActionDateStart"},
		"wide locks":            {"LockingDateStart=2026-01-01T00:00:00Z&LockingDateEnd=" + to, 400, "LockingDateStart"},
		"four years back":       {"StartDate=2022-11-01T00:00:00Z&EndDate=2022-11-20T00:00:00Z", 400, "StartDate"},
		"not quite three years": {"StartDate=2023-11-30T00:00:00Z&EndDate=2023-12-20T00:00:00Z", 200, ""},
		"milliseconds":          {"StartDate=2026-11-01T00:00:00.000Z&EndDate=" + to, 400, "StartDate"},
		"no zone":               {"StartDate=2026-11-01T00:00:00&EndDate=" + to, 400, "StartDate"},
		"a day only":            {"StartDate=2026-11-01&EndDate=" + to, 400, "StartDate"},
		"an offset":             {"StartDate=2026-11-01T00:00:00-07:00&EndDate=" + to, 200, ""},
		"smallest page":         {"PageSize=2000", 200, ""},
		"smaller page":          {"PageSize=1999", 400, "PageSize"},
		"largest page":          {"PageSize=20000", 200, ""},
		"larger page":           {"PageSize=20001", 400, "PageSize"},
		"unknown state":         {"State=LOCKED", 400, "State"},
		"program in words":      {"CampaignId=Fernwick", 400, "CampaignId"},
		"unknown program":       {"CampaignId=1", 200, ""},
	}
	for name, tt := range tests {
		for _, resource := range []string{"Actions", "ActionUpdates"} {
			t.Run(name+" "+resource, func(t *testing.T) {
				t.Parallel()
				w := b.get(resource + "?" + tt.query)
				if w.Code != tt.status {
					t.Fatalf("%d %.300s", w.Code, w.Body)
				}
				var envelope struct {
					Status string
					Errors []struct{ Field, Message string }
				}
				if err := json.Unmarshal(w.Body.Bytes(), &envelope); err != nil {
					t.Fatal(err)
				}
				if tt.field != "" && (envelope.Status != "ERROR" || envelope.Errors[0].Field != tt.field || envelope.Errors[0].Message == "") {
					t.Errorf("%+v", envelope)
				}
			})
		}
	}
}

func TestMoreThanTenPagesAreRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, func(o *Options) { o.Scale = 25 })
	query := "Actions?" + window("ActionDateStart", "ActionDateEnd", testDay(), 40, 1)
	if w := b.get(query + "&PageSize=2000"); w.Code != 400 || !strings.Contains(w.Body.String(), "10 pages") {
		t.Errorf("%d %.200s", w.Code, w.Body)
	}
	if w := b.get(query + "&Page=9"); w.Code != 200 {
		t.Errorf("%d with larger pages", w.Code)
	}
}

func TestWithoutDatesTheLastSevenDaysOfUpdates(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	got := b.list("Actions", "Actions")
	want := b.list("Actions?"+window("StartDate", "EndDate", testDay(), 7, 0), "Actions")
	if len(got) == 0 || len(got) != len(want) {
		t.Errorf("%d actions, want %d", len(got), len(want))
	}
	if len(b.list("ActionUpdates", "ActionUpdates")) < len(got) {
		t.Error("fewer updates than updated actions")
	}
}

func TestFiltersAgreeWithWhatIsShown(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	day := func(record map[string]any, field string) time.Time {
		at, err := time.Parse(time.RFC3339, text(t, record, field))
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	from, to := testDay().AddDate(0, 0, -30), testDay().AddDate(0, 0, -3)
	span := func(first, last string) string {
		return "?" + url.Values{first: {from.Format(time.RFC3339)}, last: {to.Format(time.RFC3339)}}.Encode()
	}
	for filter, field := range map[[2]string]string{
		{"ActionDateStart", "ActionDateEnd"}:   "EventDate",
		{"LockingDateStart", "LockingDateEnd"}: "LockingDate",
	} {
		list := b.list("Actions"+span(filter[0], filter[1]), "Actions")
		if len(list) == 0 {
			t.Errorf("%s finds nothing", filter)
		}
		for _, a := range list {
			if at := day(a, field); at.Before(from) || at.After(to) {
				t.Fatalf("%s %s", field, at)
			}
		}
		total := 0
		for _, state := range []string{"PENDING", "APPROVED", "REVERSED"} {
			part := b.list("Actions"+span(filter[0], filter[1])+"&State="+state, "Actions")
			for _, a := range part {
				if a["State"] != state {
					t.Fatalf("%v under %s", a["State"], state)
				}
			}
			total += len(part)
		}
		if total != len(list) {
			t.Errorf("%s: the states add up to %d of %d", filter, total, len(list))
		}
		program := text(t, list[0], "CampaignId")
		for _, a := range b.list("Actions"+span(filter[0], filter[1])+"&CampaignId="+program, "Actions") {
			if a["CampaignId"] != program {
				t.Fatalf("program %v", a["CampaignId"])
			}
		}
	}
}

func TestEachActionHasItsUpdates(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	query := window("ActionDateStart", "ActionDateEnd", testDay(), 44, 0)
	sum, last := map[string]int64{}, map[string]string{}
	for _, u := range b.list("ActionUpdates?"+query, "ActionUpdates") {
		id := text(t, u, "ActionId")
		sum[id] += cents(t, text(t, u, "DeltaPayout"))
		last[id] = text(t, u, "State")
		if !strings.HasPrefix(text(t, u, "Id"), id+".") {
			t.Fatalf("update %v of action %v", u["Id"], id)
		}
		if u["State"] == "REVERSED" && (u["StateDetail"] == "" || u["StateDetailDescription"] == "") {
			t.Fatalf("reversal without a reason: %v", u)
		}
	}
	reversed := 0
	for _, a := range b.list("Actions?"+query, "Actions") {
		id := text(t, a, "Id")
		if sum[id] != cents(t, text(t, a, "Payout")) {
			t.Fatalf("%s: updates add up to %d, payout %v", id, sum[id], a["Payout"])
		}
		if a["State"] == "REVERSED" {
			reversed++
		}
		if (a["State"] == "REVERSED") != (last[id] == "REVERSED") {
			t.Fatalf("%s is %v, last update %s", id, a["State"], last[id])
		}
	}
	if reversed == 0 {
		t.Error("nothing was reversed")
	}
}

func TestItemsAddUpToTheirAction(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for _, a := range b.list("Actions", "Actions")[:40] {
		path := "Actions/" + text(t, a, "Id")
		if one := b.object(path); one["Payout"] != a["Payout"] || one["Uri"] != a["Uri"] {
			t.Fatalf("retrieved %v, listed %v", one, a)
		}
		sum := int64(0)
		for _, it := range b.list(path+"/Items", "ActionItems") {
			sum += cents(t, text(t, it, "Payout"))
			if one := b.object(path + "/Items/" + text(t, it, "Sku")); one["Uri"] != it["Uri"] {
				t.Fatalf("%v", one)
			}
		}
		if sum != cents(t, text(t, a, "Payout")) {
			t.Fatalf("items of %v pay %d, action %v", a["Id"], sum, a["Payout"])
		}
	}
	for _, path := range []string{"Actions/1.2.3", "Actions/x", "Actions/1.2.3/Items", "ActionUpdates/1.2.3.4"} {
		if w := b.get(path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
