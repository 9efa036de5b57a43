package sandbox

import (
	"maps"
	"strings"
	"testing"
	"time"
)

const day = 24 * time.Hour

func TestAnActionIsApprovedAndThenCleared(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	var path string
	for _, a := range b.list("Actions?State=PENDING", "Actions") {
		if n, _ := b.data.actionNumber(text(t, a, "Id"), b.seconds()); b.data.facts[n].reversed == 0 && b.data.facts[n].modified == 0 {
			path = "Actions/" + text(t, a, "Id")
			break
		}
	}
	a := b.object(path)
	lock, err := time.Parse(time.RFC3339, text(t, a, "LockingDate"))
	if err != nil || a["State"] != "PENDING" || a["ClearedDate"] != "" {
		t.Fatalf("%v", a)
	}
	b.clock.at.Store(lock.Unix())
	approved := b.object(path)
	if approved["State"] != "APPROVED" || approved["ClearedDate"] != "" || approved["Payout"] != a["Payout"] {
		t.Fatalf("at its lock date: %v", approved)
	}
	// The lock is no update: the list of what changed since does not have it.
	for _, u := range b.list("Actions?"+window("StartDate", "EndDate", lock, 1, 1), "Actions") {
		if u["Id"] == a["Id"] {
			t.Error("a lock counts as an update")
		}
	}
	b.clock.advance(60 * day)
	cleared := b.object(path)
	if cleared["State"] != "APPROVED" || cleared["ClearedDate"] == "" {
		t.Fatalf("much later: %v", cleared)
	}
}

func TestTimeOnlyAdds(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	updates := "ActionUpdates?" + window("StartDate", "EndDate", testDay(), 20, 20)
	before := b.list(updates, "ActionUpdates")
	b.clock.advance(12 * time.Hour)
	after := b.list(updates, "ActionUpdates")
	if len(after) <= len(before) {
		t.Fatalf("%d updates, then %d", len(before), len(after))
	}
	for i, u := range before {
		v := after[i]
		// Whether the money has come in since is the only thing that may differ.
		for _, field := range []string{"PaystubId", "LockingDate", "ClearingDate"} {
			delete(u, field)
			delete(v, field)
		}
		if !maps.EqualFunc(u, v, func(a, b any) bool { return a == b }) {
			t.Fatalf("update %d changed: %v, then %v", i, u, v)
		}
	}
}

func TestReversalTakesTheMoneyBack(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	a := b.list("Actions?State=REVERSED", "Actions")[0]
	if a["Payout"] != "0.00" || a["Amount"] != "0.00" || !strings.HasPrefix(text(t, a, "DeltaPayout"), "-") ||
		a["IntendedPayout"] != text(t, a, "DeltaPayout")[1:] || a["ClearedDate"] != "" {
		t.Errorf("%v", a)
	}
}

func TestOpenEndedLockingHasNoDateUntilApproval(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.list("Campaigns", "Campaigns") // waits for the data
	query := "Actions?CampaignId=" + whole(b.data.programs[brandOpen].id)
	open := b.list(query+"&State=PENDING&"+window("ActionDateStart", "ActionDateEnd", testDay(), 40, 0), "Actions")
	if len(open) == 0 {
		t.Fatal("no open action")
	}
	for _, a := range open {
		if a["LockingDate"] != "" {
			t.Fatalf("%v", a)
		}
	}
	b.clock.advance(80 * day)
	for _, a := range b.list(query+"&"+window("ActionDateStart", "ActionDateEnd", testDay(), 40, 0), "Actions") {
		if a["State"] == "PENDING" || a["LockingDate"] == "" {
			t.Fatalf("%v", a)
		}
	}
}

func TestContractsFollowTheClock(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	count := func(status string) int { return len(b.list("Contracts?Status="+status, "Contracts")) }
	for _, status := range []string{"PENDING", "UPCOMING", "EXPIRED", "DECLINED", "ACTIVE"} {
		if count(status) == 0 {
			t.Errorf("no contract is %s", status)
		}
	}
	if got := len(b.list("Contracts", "Contracts")); got != count("ACTIVE") {
		t.Errorf("%d by default, want the %d active ones", got, count("ACTIVE"))
	}
	upcoming := b.list("Contracts?Status=UPCOMING", "Contracts")
	if len(upcoming) != 2 {
		t.Errorf("%d upcoming contracts, want one of a new and one of a joined program", len(upcoming))
	}
	joined := len(b.list("Campaigns", "Campaigns"))
	b.clock.advance(20 * day)
	for _, c := range upcoming {
		if now := b.object("Contracts/" + text(t, c, "Id")); now["Status"] != "ACTIVE" || now["HasCampaignTerms"] != nil || now["CampaignTerms"] == nil {
			t.Errorf("%v", now)
		}
	}
	if count("UPCOMING") != 0 || len(b.list("Campaigns", "Campaigns")) != joined+1 {
		t.Error("the program that began is not joined")
	}
	if w := b.get("Contracts?Status=SIGNED"); w.Code != 400 {
		t.Errorf("unknown status: %d", w.Code)
	}
	one := b.list("Contracts?CampaignId="+text(t, upcoming[0], "CampaignId"), "Contracts")
	if len(one) != 1 || one[0]["Id"] != upcoming[0]["Id"] {
		t.Errorf("active contract: %v", one)
	}
	same := b.object("Campaigns/" + text(t, upcoming[0], "CampaignId") + "/Contracts/Active")
	if same["Id"] != one[0]["Id"] {
		t.Errorf("%v", same)
	}
}

func TestInvoiceLinesArePaidInTime(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	states := func() map[string]int {
		n := map[string]int{}
		for _, v := range b.list("Invoices", "Invoices") {
			sum := int64(0)
			for _, l := range v["LineItems"].([]any) {
				line := l.(map[string]any)
				n[text(t, line, "Status")]++
				n[text(t, line, "Description")]++
				if (line["Status"] == "PAID") != (line["PaidDate"] != "") {
					t.Fatalf("%v", line)
				}
				sum += cents(t, text(t, line, "TotalItemAmount"))
			}
			if sum != cents(t, text(t, v, "TotalAmount")) {
				t.Fatalf("lines of %v add up to %d", v, sum)
			}
		}
		return n
	}
	now := states()
	for _, want := range []string{"PAID", "PENDING", "OVERDUE", "MEDIA_PAYOUT", "BONUS"} {
		if now[want] == 0 {
			t.Errorf("no line is %s", want)
		}
	}
	overdue := b.list("Reports/mp_overdue_payouts?START_DATE=2026-01-01&END_DATE=2026-11-22", "Records")
	brands := map[any]bool{}
	for _, r := range overdue {
		brands[r["Campaign"]] = true
	}
	if len(brands) != 2 {
		t.Errorf("overdue are %v, want two brands", brands)
	}
	b.clock.advance(90 * day)
	if later := states(); later["OVERDUE"] != 0 || later["PAID"] <= now["PAID"] {
		t.Errorf("%v, then %v", now, later)
	}
	id := text(t, b.list("Invoices", "Invoices")[0], "Id")
	w := b.get("Invoices/" + id + "/Download")
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/pdf" || !strings.HasPrefix(w.Body.String(), "%PDF-1.4\n") ||
		!strings.HasSuffix(w.Body.String(), "%%EOF\n") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// TestBalanceSinceTheLastWithdrawal follows the money: what was cleared since
// the last paystub is a balance that has not reached the threshold.
func TestBalanceSinceTheLastWithdrawal(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	stubs := b.list("Reports/mp_paystub_history?START_DATE=2025-06-01&END_DATE=2026-11-22", "Records")
	if len(stubs) < 12 || len(stubs) > 24 {
		t.Errorf("%d paystubs in 18 months, want about one a month", len(stubs))
	}
	for _, s := range stubs {
		if cents(t, text(t, s, "Amount")) < threshold {
			t.Errorf("%v", s)
		}
	}
	last, err := time.Parse(dayForm, text(t, stubs[0], "Date"))
	if err != nil {
		t.Fatal(err)
	}
	rate := map[string]int64{"USD": 10_000, "EUR": 10_800, "GBP": 12_700}
	balance := int64(0)
	for from := testDay().AddDate(0, 0, -132); from.Before(testDay()); from = from.AddDate(0, 0, 44) {
		for _, a := range b.list("Actions?State=APPROVED&"+window("LockingDateStart", "LockingDateEnd", from, 0, 44), "Actions") {
			at, err := time.Parse(time.RFC3339, text(t, a, "ClearedDate"))
			if err == nil && at.After(last.AddDate(0, 0, 2)) {
				balance += percentOf(cents(t, text(t, a, "Payout")), rate[text(t, a, "Currency")])
			}
		}
	}
	if balance < threshold/3 || balance >= threshold {
		t.Errorf("balance %d cents, want a little under %d", balance, threshold)
	}
}
