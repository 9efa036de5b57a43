package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// leadOf is a lead for Planwell with some values changed; "" leaves one out.
func leadOf(program string, pairs ...string) string {
	values := map[string]string{
		"first_name": "Ada", "last_name": "Byrne", "email": "ada@kilbride.example", "company": "Kilbride",
		"team_size": "12", "plan": "team", "consent": "true",
	}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	content, err := json.Marshal(map[string]any{"program_id": program, "values": values})
	if err != nil {
		panic(err)
	}
	return string(content)
}

func TestLeadsAreCheckedFieldByField(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	form := b.items("/lead-forms")[0]
	program := text(t, form, "program_id")
	kinds := map[any]bool{}
	for _, f := range form["fields"].([]any) {
		kinds[f.(map[string]any)["kind"]] = true
	}
	if len(kinds) != 10 {
		t.Errorf("the form has %d kinds of fields, want every one: %v", len(kinds), kinds)
	}
	for _, tt := range []struct{ field, value, code string }{
		{"email", "", "required"},
		{"email", "ada", "invalid"},
		{"email", "Ada <ada@kilbride.example>", "invalid"},
		{"consent", "false", "required"},
		{"consent", "perhaps", "required"},
		{"company", strings.Repeat("漢", 121), "too_long"},
		{"phone", "call me", "invalid"},
		{"website", "javascript:alert(1)", "invalid"},
		{"team_size", "12.5", "invalid"},
		{"team_size", "0", "out_of_range"},
		{"team_size", "5001", "out_of_range"},
		{"expected_value", "1e3", "invalid"},
		{"expected_value", "1000000.01", "out_of_range"},
		{"start", "31.12.2026", "invalid"},
		{"start", "2019-12-31", "out_of_range"},
		{"plan", "gold", "unknown_choice"},
		{"notes", strings.Repeat("x", 1001), "too_long"},
		{"shoe_size", "42", "unknown_field"},
	} {
		b.refused(422, tt.code, tt.field, "/leads", leadOf(program, tt.field, tt.value))
	}
	v := b.companion(422, "POST", "/leads", leadOf(program, "email", "ada", "plan", "gold", "last_name", " "))
	var fields []any
	for _, e := range v["errors"].([]any) {
		fields = append(fields, e.(map[string]any)["field"])
	}
	if !slices.Equal(fields, []any{"last_name", "email", "plan"}) {
		t.Errorf("errors of %v", fields)
	}
	b.refused(422, "unknown", "program_id", "/leads", leadOf("1"))
	full := leadOf(program, "phone", "+1 (213) 555-0142", "website", "https://kilbride.example/x", "expected_value", "1200.50",
		"start", "2026-12-01", "notes", "Met at a fair.\nLikes e-mail.", "company", "Kilbride 🧶 "+strings.Repeat("漢", 100))
	made := b.companion(201, "POST", "/leads", full)
	if made["status"] != "submitted" || !strings.HasPrefix(text(t, made, "name"), "Ada Byrne, Kilbride") {
		t.Errorf("%v", made)
	}
	if first := b.items("/leads")[0]; first["id"] != made["id"] {
		t.Errorf("the newest lead is %v", first)
	}
	b.refused(409, "duplicate_lead", "email", "/leads", leadOf(program, "email", "ADA@kilbride.example"))
}

func TestLeadsOfTheAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	seen := map[any]int{}
	for _, l := range b.items("/leads") {
		seen[l["status"]]++
		switch {
		case (l["status"] == "converted") != (l["payout"] != nil):
			t.Errorf("%v", l)
		case l["status"] == "converted":
			action := b.object("Actions/" + text(t, l, "action_id"))
			if money := l["payout"].(map[string]any); action["CampaignId"] != l["program_id"] || action["Payout"] != money["amount"] || action["State"] != "APPROVED" {
				t.Errorf("%v became %v", l, action)
			}
		}
	}
	if len(seen) != 6 {
		t.Errorf("statuses %v, want every one", seen)
	}
}

func TestAnAcceptedInvitationJoinsTheProgram(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	todo := pick(t, b.items("/todos"), "kind", "invitation")
	contract, program := text(t, todo, "object"), text(t, todo, "program_id")
	if len(b.list("Contracts?Status=PENDING&CampaignId="+program, "Contracts")) != 1 || b.get("Campaigns/"+program).Code != 404 {
		t.Fatal("there is no open invitation")
	}
	before := len(b.list("Campaigns", "Campaigns"))
	if v := b.companion(200, "POST", "/contracts/"+contract+"/decision", `{"accept":true}`); v["status"] != contractActive || v["program_id"] != program {
		t.Errorf("%v", v)
	}
	if v := b.object("Contracts/" + contract); v["Status"] != contractActive || v["PartnerSignatory"] != ownerName {
		t.Errorf("%v", v)
	}
	joined := b.object("Campaigns/" + program)
	if joined["ContractStatus"] != "Active" || text(t, joined, "TrackingLink") == "" || len(b.list("Campaigns", "Campaigns")) != before+1 {
		t.Errorf("%v", joined)
	}
	for _, left := range b.items("/todos") {
		if left["id"] == todo["id"] {
			t.Errorf("the to-do stays: %v", left)
		}
	}
	b.refused(409, "wrong_state", "", "/contracts/"+contract+"/decision", `{"accept":false}`)
}

func TestProposalsAreInForceFromTheirStart(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	pending := b.list("Contracts?Status=PENDING", "Contracts")
	joined := map[string]bool{}
	for _, p := range b.list("Campaigns", "Campaigns") {
		joined[text(t, p, "CampaignId")] = true
	}
	n := 0
	for _, p := range pending {
		id, program := text(t, p, "Id"), text(t, p, "CampaignId")
		if !joined[program] {
			if v := b.companion(200, "POST", "/contracts/"+id+"/decision", `{"accept":false,"reason":"Not for us."}`); v["status"] != contractDeclined {
				t.Errorf("%v", v)
			}
			if b.object("Contracts/" + id)["Status"] != contractDeclined || b.get("Campaigns/"+program).Code != 404 {
				t.Errorf("%s is not declined", id)
			}
			continue
		}
		n++
		old := text(t, b.object("Campaigns/"+program+"/Contracts/Active"), "Id")
		if v := b.companion(200, "POST", "/contracts/"+id+"/decision", `{"accept":true}`); v["status"] != contractUpcoming {
			t.Errorf("%v", v)
		}
		if b.object("Campaigns/" + program + "/Contracts/Active")["Id"] != old {
			t.Error("the new terms are in force too early")
		}
		b.clock.advance(40 * 24 * time.Hour)
		if v := b.object("Campaigns/" + program + "/Contracts/Active"); v["Id"] != id || b.object("Contracts/" + old)["Status"] != contractExpired {
			t.Errorf("40 days later %v is in force", v["Id"])
		}
	}
	if n != 1 || len(pending) < 2 {
		t.Errorf("%d proposals of %d pending contracts", n, len(pending))
	}
}

func TestTodosAreDismissedAndComeBack(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	list := b.items("/todos")
	if len(list) != 5 || pick(t, list, "id", todoAudience)["snoozed_until"] == nil {
		t.Errorf("%d to-dos: %v", len(list), list)
	}
	path := "/todos/" + todoReturn
	until := b.o.Now().Add(7 * 24 * time.Hour)
	v := b.companion(200, "POST", path+"/dismiss", fmt.Sprintf(`{"until":%q}`, until.UTC().Format(time.RFC3339)))
	if at, err := time.Parse(time.RFC3339, text(t, v, "snoozed_until")); err != nil || !at.Equal(until) {
		t.Errorf("%v, want %v (%v)", v["snoozed_until"], until, err)
	}
	if v := b.companion(200, "POST", path+"/wake", ""); v["snoozed_until"] != nil {
		t.Errorf("%v", v)
	}
	b.companion(200, "POST", path+"/dismiss", fmt.Sprintf(`{"until":%q}`, until.Format(time.RFC3339)))
	b.clock.advance(7 * 24 * time.Hour)
	if v := pick(t, b.items("/todos"), "id", todoReturn); v["snoozed_until"] != nil {
		t.Errorf("it sleeps on: %v", v)
	}
	b.refused(422, "out_of_range", "until", path+"/dismiss", `{"until":"2020-01-01T00:00:00Z"}`)
	b.refused(422, "out_of_range", "until", path+"/dismiss", `{"until":"2029-01-01T00:00:00Z"}`)
	b.refused(422, "required", "until", path+"/dismiss", `{}`)
	b.refused(400, "invalid", "until", path+"/dismiss", `{"until":"tomorrow"}`)
	b.refused(404, "not_found", "", "/todos/TD-1/wake", "")
}

// TestTheBalanceIsThatOfTheLedger adds up the actions and bonuses of the Partner
// API by currency.
func TestTheBalanceIsThatOfTheLedger(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	v := b.companion(200, "GET", "/balance", "")
	pending, overdue := map[string]int64{}, map[string]int64{}
	for from := testDay().AddDate(0, 0, -520); from.Before(testDay()); from = from.AddDate(0, 0, 40) {
		until := from.AddDate(0, 0, 40).Add(-time.Second)
		if until.After(testDay()) {
			until = testDay()
		}
		span := "ActionDateStart=" + from.UTC().Format(time.RFC3339) + "&ActionDateEnd=" + until.UTC().Format(time.RFC3339)
		for _, a := range b.list("Actions?"+span, "Actions") {
			if a["State"] != stateReversed && a["ClearedDate"] == "" {
				pending[text(t, a, "Currency")] += cents(t, text(t, a, "Payout"))
			}
		}
	}
	for _, invoice := range b.d().bonuses {
		if now := b.seconds(); invoice.created <= now && invoice.paid > now {
			pending[b.d().programs[invoice.program].currency.String()] += invoice.cents
		}
	}
	for _, r := range b.list("Reports/mp_overdue_payouts?START_DATE=2026-01-01&END_DATE=2026-11-22", "Records") {
		overdue[text(t, r, "Currency")] += cents(t, text(t, r, "Amount"))
	}
	for name, want := range map[string]map[string]int64{"pending": pending, "overdue": overdue} {
		got := map[string]int64{}
		for _, m := range v[name].([]any) {
			m := m.(map[string]any)
			got[text(t, m, "currency")] = cents(t, text(t, m, "amount"))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || len(got) == 0 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	money := v["balance"].([]any)[0].(map[string]any)
	if n := cents(t, text(t, money, "amount")); len(v["balance"].([]any)) != 1 || money["currency"] != "USD" || n < threshold/3 || n >= threshold {
		t.Errorf("balance %v", v["balance"])
	}
	next := v["next_payout"].(map[string]any)
	if day := text(t, next, "day"); day < "2026-11-22" || day > "2027-02-01" || len(next["amounts"].([]any)) == 0 {
		t.Errorf("next %v", next)
	}
}

// d is the generated data.
func (b *bench) d() *data {
	b.t.Helper()
	if err := b.Ready(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	return b.data
}

func TestTheBalanceIsEmptiedByAWithdrawal(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	stubs := b.d().paystubs
	at := slices.IndexFunc(stubs, func(s paystub) bool { return s.at > b.seconds() })
	b.clock.at.Store(int64(stubs[at].at) - 60)
	want := formatCents(stubs[at].cents)
	if money := b.companion(200, "GET", "/balance", "")["balance"].([]any)[0].(map[string]any); money["amount"] != want {
		t.Errorf("before the withdrawal the balance is %v, want %s", money, want)
	}
	b.clock.at.Store(int64(stubs[at].at))
	if money := b.companion(200, "GET", "/balance", "")["balance"].([]any); len(money) != 0 {
		t.Errorf("after it %v is left", money)
	}
}

func TestRequestsToTheCompanionAreCounted(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.companion(404, "POST", "/contracts/S-1/decision", `{"accept":true}`, "count-key-01")
	log := b.Requests()
	want := Request{Method: http.MethodPost, Path: CompanionPrefix + "/contracts/S-1/decision", Status: 404, Key: "count-key-01"}
	if len(log) != 1 || log[0] != want {
		t.Errorf("%+v, want %+v", log, want)
	}
}
