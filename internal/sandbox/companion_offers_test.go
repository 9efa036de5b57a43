package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

func TestCampaignOutcomes(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	list := b.items("/campaigns")
	find := func(name string) (id string) { return text(t, pick(t, list, "name", name), "id") }
	terms := func(name string) string {
		return text(t, pick(t, list, "name", name)["terms"].(map[string]any), "id")
	}
	apply := func(name, rest string) string {
		return fmt.Sprintf(`{"motivation":"Because.","terms_id":%q%s}`, terms(name), rest)
	}
	const joined, bids, tooFew, full = "Candlelight evenings", "Quiet kitchens", "Walk the long way", "Playground proof"
	path := func(name, what string) string { return "/campaigns/" + find(name) + "/" + what }

	b.refused(422, "required", "motivation", path(joined, "apply"), fmt.Sprintf(`{"motivation":" ","terms_id":%q}`, terms(joined)))
	b.refused(422, "too_long", "motivation", path(joined, "apply"), fmt.Sprintf(`{"motivation":%q,"terms_id":%q}`, strings.Repeat("x", 2001), terms(joined)))
	b.refused(422, "required", "terms_id", path(joined, "apply"), `{"motivation":"Because."}`)
	b.refused(409, "terms_outdated", "terms_id", path(joined, "apply"), `{"motivation":"Because.","terms_id":"old"}`)
	b.refused(422, "not_asked", "bid", path(joined, "apply"), apply(joined, `,"bid":"10"`))
	b.refused(422, "required", "bid", path(bids, "apply"), apply(bids, ""))
	for _, bid := range []string{"ten", "-5", "0.00", "1e3"} {
		b.refused(422, "invalid", "bid", path(bids, "apply"), apply(bids, `,"bid":"`+bid+`"`))
	}
	b.refused(403, "not_eligible", "", path(tooFew, "apply"), apply(tooFew, ""))
	b.refused(409, "closed", "", path(full, "apply"), apply(full, ""))
	b.refused(409, "wrong_state", "", path("Spice week", "apply"), apply("Spice week", ""))
	b.refused(409, "wrong_state", "", path(joined, "decision"), `{"accept":true}`)
	b.refused(422, "required", "accept", path("Saltbark winter skin", "decision"), `{}`)

	outcome := func(what, body, status, program string) {
		t.Helper()
		if v := b.companion(200, "POST", what, body); v["campaign_status"] != status || v["program_status"] != program || v["message"] == "" {
			t.Errorf("%s: %v, want %s %q", what, v, status, program)
		}
	}
	outcome(path(joined, "apply"), apply(joined, ""), campaignApplied, "")
	outcome(path(bids, "apply"), apply(bids, `,"bid":"450.00","bid_note":"Two weeks later."`), campaignNegotiating, "applied")
	outcome(path("Saltbark winter skin", "decision"), `{"accept":true}`, campaignParticipating, "")
	host := text(t, pick(t, list, "name", "Forty honest colours"), "program_id")
	if b.get("Campaigns/"+host).Code != 404 {
		t.Error("the program is joined before")
	}
	outcome(path("Forty honest colours", "decision"), `{"accept":true}`, campaignParticipating, "joined")
	if v := b.object("Campaigns/" + host); v["ContractStatus"] != "Active" {
		t.Errorf("%v", v)
	}
	now := b.companion(200, "GET", "/campaigns/"+find("Forty honest colours"), "")
	if task := now["tasks"].([]any)[0].(map[string]any); now["joined"] != true || now["status"] != campaignParticipating || task["status"] != waitingForDraft {
		t.Errorf("%v", now)
	}
	b.refused(409, "wrong_state", "", path(joined, "apply"), apply(joined, ""))
}

func TestADeclinedCampaignInvitationIsNoTodoAnyMore(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	todo := pick(t, b.items("/todos"), "id", todoCampaign)
	path := "/campaigns/" + text(t, todo, "object")
	b.refused(409, "terms_outdated", "terms_id", path+"/decision", `{"accept":true,"terms_id":"old"}`)
	if v := b.companion(200, "POST", path+"/decision", `{"accept":false,"reason":"No time."}`); v["campaign_status"] != campaignDeclined {
		t.Errorf("%v", v)
	}
	for _, left := range b.items("/todos") {
		if left["id"] == todoCampaign {
			t.Errorf("%v", left)
		}
	}
}

func TestBrandsAreJoinedOneByOne(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	list := b.items("/brands")
	surveys := 0
	for _, brand := range list {
		if len(brand["survey"].([]any)) > 0 {
			surveys++
		}
		if b.get("Campaigns/"+text(t, brand, "id")).Code != 404 {
			t.Errorf("%v is joined before", brand)
		}
		if terms := b.companion(200, "GET", "/brands/"+text(t, brand, "id")+"/terms", ""); terms["id"] != brand["terms_id"] || terms["text"] == "" {
			t.Errorf("%v has the terms %v", brand, terms)
		}
	}
	if len(list) != offerCount || surveys != 2 {
		t.Errorf("%d brands, %d surveys", len(list), surveys)
	}
	request := func(brand map[string]any, rest string) string {
		return fmt.Sprintf(`{"id":%q,"terms_id":%q%s}`, brand["id"], brand["terms_id"], rest)
	}
	plain, asks, pending := list[0], list[3], pick(t, list, "state", "pending")
	body := `{"brands":[` + strings.Join([]string{
		request(plain, ""), request(asks, `,"answers":{"channel":"radio","colour":"red"}`), request(pending, ""), `{"id":"7","terms_id":"x"}`,
		fmt.Sprintf(`{"id":%q,"terms_id":"old"}`, list[1]["id"]), fmt.Sprintf(`{"id":%q,"terms_id":""}`, list[2]["id"]),
	}, ",") + `]}`
	v := b.companion(200, "POST", "/brands/join", body)
	var codes []string
	for _, item := range v["items"].([]any) {
		item := item.(map[string]any)
		codes = append(codes, fmt.Sprint(item["code"], "/", item["field"]))
		if (item["code"] == "") != (item["joined"] == true) || (item["contract_id"] == "") == (item["joined"] == true) {
			t.Errorf("%v", item)
		}
	}
	want := "/ unknown_choice/channel already_applied/ unknown_brand/ terms_outdated/terms_id required/terms_id"
	if got := strings.Join(codes, " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	errors := v["items"].([]any)[1].(map[string]any)["errors"].([]any)
	if len(errors) != 3 { // the choice, the idea, and the field that there is none of
		t.Errorf("%v", errors)
	}
	joined := b.object("Campaigns/" + text(t, plain, "id"))
	active := b.object("Campaigns/" + text(t, plain, "id") + "/Contracts/Active")
	if joined["ContractStatus"] != "Active" || text(t, joined, "TrackingLink") == "" || active["Id"] != v["items"].([]any)[0].(map[string]any)["contract_id"] {
		t.Errorf("%v, %v", joined, active)
	}
	if now := pick(t, b.items("/brands"), "id", plain["id"]); now["state"] != "joined" {
		t.Errorf("%v", now)
	}
	again := b.companion(200, "POST", "/brands/join", `{"brands":[`+request(plain, "")+`]}`)
	if item := again["items"].([]any)[0].(map[string]any); item["code"] != "already_joined" {
		t.Errorf("%v", item)
	}
	full := b.companion(200, "POST", "/brands/join", `{"brands":[`+request(asks, `,"answers":{"channel":"blog","idea":"A dark room."}`)+`]}`)
	if item := full["items"].([]any)[0].(map[string]any); item["joined"] != true {
		t.Errorf("%v", item)
	}
}

func TestTooManyBrandsJoinNone(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	var all []string
	for _, brand := range b.items("/brands")[:maxJoin+1] {
		all = append(all, fmt.Sprintf(`{"id":%q,"terms_id":%q}`, brand["id"], brand["terms_id"]))
	}
	b.refused(422, "too_many", "brands", "/brands/join", `{"brands":[`+strings.Join(all, ",")+`]}`)
	b.refused(422, "repeated", "brands", "/brands/join", `{"brands":[`+all[0]+`,`+all[0]+`]}`)
	for _, brand := range b.items("/brands") {
		if brand["state"] == "joined" {
			t.Errorf("%v", brand)
		}
	}
}

func TestCreatorFigures(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	v := b.companion(200, "GET", "/creator/metrics?from=2026-09-01&to=2026-12-31", "")
	days := v["days"].([]any)
	if len(days) != 83 || v["currency"] != "USD" {
		t.Fatalf("%d days in %v, want 83 up to today", len(days), v["currency"])
	}
	account := b.list("Reports/partner_performance_by_day?START_DATE=2026-09-01&END_DATE=2026-11-22", "Records")
	missing, fees, share, whole := 0, int64(0), int64(0), int64(0)
	for i, one := range days {
		day := one.(map[string]any)
		if day["impressions"] == nil {
			missing++
		}
		fees += cents(t, text(t, day, "flat_fees"))
		part, all := cents(t, text(t, day, "affiliate_earnings")), cents(t, text(t, account[i], "Total_Cost"))
		if part > all || part < 0 {
			t.Errorf("%v earned %d of %d", day["day"], part, all)
		}
		share, whole = share+part, whole+all
	}
	if missing < 4 || missing > 25 || fees == 0 || share*100 < whole*20 || share*100 > whole*80 {
		t.Errorf("%d days without impressions, %d in fees, %d of %d", missing, fees, share, whole)
	}
	if today := days[len(days)-1].(map[string]any); today["day"] != "2026-11-22" || today["views"] != nil || today["posts"] == nil {
		t.Errorf("today is %v", today)
	}
	for query, want := range map[string]string{
		"from=2026-11-01":               "required to",
		"from=2026-11-02&to=2026-11-01": "invalid to",
		"from=November&to=2026-11-01":   "invalid from",
		"from=2025-11-01&to=2026-11-02": "range_too_long to",
		"from=2025-11-22&to=2026-11-22": "",
		"from=2020-01-01&to=2020-01-31": "",
		"from=2027-01-01&to=2027-01-31": "",
	} {
		w := b.do(b.ask("GET", "/creator/metrics?"+query, ""))
		p := decoded(t, w.Body.Bytes())
		if got := fmt.Sprint(p["code"], " ", p["field"]); want == "" && w.Code != 200 || want != "" && (w.Code != 400 || got != want) {
			t.Errorf("%s: %d %.200s, want %q", query, w.Code, w.Body, want)
		}
	}
}

func TestCompanionProfiles(t *testing.T) {
	t.Parallel()
	for profile, want := range map[string]string{
		"":      "tasks properties lead-forms leads todos campaigns brands",
		"empty": "",
		"new":   "tasks lead-forms todos",
	} {
		b := newBench(t, func(o *Options) { o.Profile = profile })
		var some []string
		for _, name := range []string{"tasks", "properties", "lead-forms", "leads", "todos", "campaigns", "brands"} {
			if len(b.items("/"+name)) > 0 {
				some = append(some, name)
			}
		}
		if got := strings.Join(some, " "); got != want {
			t.Errorf("%q has %s, want %s", profile, got, want)
		}
		if unmet := b.companion(200, "GET", "/campaigns", "")["unmet"].([]any); (len(unmet) > 0) == (profile == "") {
			t.Errorf("%q: unmet rules %v", profile, unmet)
		}
		status := map[string]int{"new": 403}[profile]
		if status == 0 {
			status = 200
		}
		b.companion(status, "GET", "/creator/metrics?from=2026-11-01&to=2026-11-22", "")
		b.companion(200, "GET", "/balance", "")
	}
}

func TestTheCompanionIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	one, two, other := newBench(t, nil), newBench(t, nil), newBench(t, func(o *Options) { o.Seed = 8 })
	same := 0
	for _, rt := range companionTable() {
		if rt.method != "GET" || strings.Contains(rt.pattern, "{") {
			continue
		}
		path := "/" + rt.pattern + "?from=2026-11-01&to=2026-11-22"
		a, b, c := one.do(one.ask("GET", path, "")), two.do(two.ask("GET", path, "")), other.do(other.ask("GET", path, ""))
		if a.Code != 200 || a.Body.String() != b.Body.String() {
			t.Errorf("%s differs", path)
		}
		if a.Body.String() == c.Body.String() {
			same++
			t.Logf("%s does not depend on the seed", path)
		}
	}
	if same > 2 {
		t.Errorf("%d lists do not depend on the seed", same)
	}
}
