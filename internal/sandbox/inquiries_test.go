package sandbox

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestSeededInquiries(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	list := b.list("ActionInquiries", "ActionInquiries")
	if len(list) != 8 {
		t.Errorf("%d inquiries, want 8", len(list))
	}
	last, near := time.Time{}, 0
	for i, v := range list {
		at, err := time.Parse(time.RFC3339, text(t, v, "CreationDate"))
		if err != nil || i > 0 && at.After(last) {
			t.Errorf("not the newest first: %v", v)
		}
		last = at
		status, action := text(t, v, "ResolutionStatus"), text(t, v, "ActionId")
		if (status == inquiryValid || status == inquiryDeclined) != (v["ResolutionDate"] != "") ||
			(status == inquiryDeclined) != (v["RejectReason"] != "") || status == inquiryValid && (action == "" || v["FinalPayout"] == "") {
			t.Errorf("%v", v)
		}
		if action != "" {
			if a := b.object("Actions/" + action); a["Oid"] != v["OrderId"] || a["CampaignId"] != v["CampaignId"] || v["ActionUri"] != a["Uri"] {
				t.Errorf("%v is not about %v", v, a)
			}
		}
		if deadline, err := time.Parse(time.RFC3339, text(t, v, "ResolutionDeadlineDate")); err == nil && status == inquiryIncomplete && deadline.Sub(testDay()) < 48*time.Hour {
			near++
		}
	}
	for _, status := range []string{inquiryOpen, inquiryValid, inquiryDeclined, inquiryIncomplete} {
		if len(b.list("ActionInquiries?ResolutionStatus="+status, "ActionInquiries")) != 2 {
			t.Errorf("want two that are %s", status)
		}
	}
	if near != 1 {
		t.Errorf("%d incomplete ones near their deadline, want one", near)
	}
}

func TestInquiryFilters(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	one := b.list("ActionInquiries", "ActionInquiries")[3]
	for query, want := range map[string]int{
		"CampaignId=" + text(t, one, "CampaignId"): 1,
		"CampaignId=1": 0,
		"MediaPartnerInquiryId=" + text(t, one, "MediaPartnerInquiryId"): 1,
		"CustomerId=" + text(t, one, "CustomerId"):                       1,
		"StartDate=2026-11-09T00:00:00Z":                                 3,
		"StartDate=2026-10-01T00:00:00Z&EndDate=2026-11-01T00:00:00Z":    3,
		"TransactionDateEnd=2026-10-01T00:00:00Z":                        1,
		"TransactionDateStart=2026-11-15T00:00:00Z":                      1,
		"CampaignId=x":          -1,
		"ResolutionStatus=OPEN": -1,
		"StartDate=2026-11-09":  -1,
	} {
		if want < 0 {
			if w := b.get("ActionInquiries?" + query); w.Code != 400 {
				t.Errorf("%s: %d", query, w.Code)
			}
		} else if got := len(b.list("ActionInquiries?"+query, "ActionInquiries")); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	if w := b.get("ActionInquiries/1"); w.Code != 404 {
		t.Errorf("unknown: %d", w.Code)
	}
}

func TestAnInquiryIsFiled(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	action := b.list("Actions", "Actions")[0]
	form := url.Values{
		"CampaignId": {text(t, action, "CampaignId")}, "OrderId": {text(t, action, "Oid")}, "TransactionDate": {"2026-11-20T10:00:00-08:00"},
		"TransactionAmount": {"5000000"}, "InquiryType": {"INCORRECT"}, "MediaPartnerInquiryId": {"MY-7"}, "ExpectedPayout": {"12.5"},
		"InquiryNotes": {"Zwei Stück — nicht eins.\x1b[31m"},
	}
	status, body := b.send(http.MethodPost, "ActionInquiries", urlForm, form)
	_, uri, _ := strings.Cut(body, `"Uri":"`)
	if status != 200 || !strings.HasPrefix(body, `{"Status":"OK"`) {
		t.Fatalf("%d %s", status, body)
	}
	made := b.object(b.below(strings.TrimSuffix(uri, `"}`)))
	if first := b.list("ActionInquiries", "ActionInquiries")[0]; first["Id"] != made["Id"] {
		t.Errorf("the new one is not the first: %v", first)
	}
	for field, want := range map[string]string{
		"ResolutionStatus": inquiryOpen, "ActionId": text(t, action, "Id"), "TransactionAmount": "5000000.00", "ExpectedPayout": "12.50",
		"TransactionDate": "2026-11-20T10:00:00-08:00", "CreationDate": "2026-11-22T15:00:00-08:00", "FinalPayout": "", "CustomerId": "",
		"MediaPartnerInquiryId": "MY-7", "InquiryNotes": form.Get("InquiryNotes"),
	} {
		if made[field] != want {
			t.Errorf("%s is %v, want %q", field, made[field], want)
		}
	}
	form.Set("InquiryType", "UNTRACKED")
	form.Set("OrderId", "nobody-knows")
	if status, body := b.send(http.MethodPost, "ActionInquiries", urlForm, form); status != 200 {
		t.Errorf("an untracked order: %d %s", status, body)
	}
}

func TestInquiryRules(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.get("Campaigns")
	id := whole(b.data.programs[0].id)
	for name, change := range map[string][2]string{
		"no campaign":           {"CampaignId", ""},
		"campaign in words":     {"CampaignId", "Fernwick"},
		"unknown campaign":      {"CampaignId", "1"},
		"no order":              {"OrderId", ""},
		"no date":               {"TransactionDate", ""},
		"a day only":            {"TransactionDate", "2026-11-02"},
		"milliseconds":          {"TransactionDate", "2026-11-02T10:00:00.000Z"},
		"tomorrow":              {"TransactionDate", "2026-11-23T16:00:00-08:00"},
		"no amount":             {"TransactionAmount", ""},
		"nothing":               {"TransactionAmount", "0"},
		"a cent too much":       {"TransactionAmount", "5000000.01"},
		"negative":              {"TransactionAmount", "-5"},
		"three places":          {"TransactionAmount", "1.005"},
		"with a comma":          {"TransactionAmount", "1,5"},
		"exponent":              {"TransactionAmount", "1e3"},
		"unknown kind":          {"InquiryType", "LATE"},
		"unknown order":         {"InquiryType", "DECLINED"},
		"payout not a number":   {"ExpectedPayout", "some"},
		"deadline not a date":   {"ResolutionDeadlineDate", "soon"},
		"notes without measure": {"InquiryNotes", strings.Repeat("n", 256)},
	} {
		form := url.Values{
			"CampaignId": {id}, "OrderId": {"A-1"}, "TransactionDate": {"2026-11-02T10:00:00-08:00"}, "TransactionAmount": {"49.99"}, "InquiryType": {"UNTRACKED"},
		}
		form.Set(change[0], change[1])
		field := change[0]
		if name == "unknown order" {
			field = "OrderId"
		}
		if status, body := b.send(http.MethodPost, "ActionInquiries", urlForm, form); status != 400 || !strings.Contains(body, `{"Field":"`+field+`"`) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if status, body := b.send(http.MethodPost, "ActionInquiries", "application/json", nil); status != 400 {
		t.Errorf("another body: %d %s", status, body)
	}
	if n := len(b.list("ActionInquiries", "ActionInquiries")); n != 8 {
		t.Errorf("%d inquiries after refusals", n)
	}
}
