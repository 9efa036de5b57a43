package service

import (
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// The tests of this file compute the figures a second time, from the raw JSON
// of the sandbox and with other arithmetic, and compare.

// rat is an exact number of a decimal text.
func rat(t *testing.T, text any) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(strings.ReplaceAll(text.(string), ",", ""))
	if !ok {
		t.Fatalf("%v is no number", text)
	}
	return r
}

// tally sums exact numbers under names.
type tally map[string]*big.Rat

func (s tally) add(name string, r *big.Rat) {
	if s[name] == nil {
		s[name] = new(big.Rat)
	}
	s[name].Add(s[name], r)
}

// wantTally compares a sum of the service with the second computation.
func wantTally(t *testing.T, what string, got partner.Totals, want tally) {
	t.Helper()
	seen := tally{}
	for _, m := range got.Lines("USD") {
		r, _ := new(big.Rat).SetString(m.Amount.String())
		seen.add(m.Currency, r)
	}
	for _, code := range []string{"USD", "EUR", "GBP"} {
		a, b := seen[code], want[code]
		if a == nil {
			a = new(big.Rat)
		}
		if b == nil {
			b = new(big.Rat)
		}
		if a.Cmp(b) != 0 {
			t.Errorf("%s in %s is %s, want %s", what, code, a.FloatString(2), b.FloatString(2))
		}
	}
}

func instant(t *testing.T, text any) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text.(string))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// raw is the part of an action or of an update that the tests look at.
type raw struct{ ID, ActionID, State, Currency, Payout, EventDate, ClearedDate, ClearingDate string }

// dated are the actions or updates with a date in [from, to), asked for in
// windows of 40 days.
func (b *bench) dated(resource, param string, from, to time.Time) []raw {
	b.t.Helper()
	var all []raw
	seen := map[string]bool{}
	for ; from.Before(to); from = from.AddDate(0, 0, 40) {
		end := from.AddDate(0, 0, 40)
		if end.After(to) {
			end = to
		}
		query := url.Values{
			param + "Start": {from.UTC().Format(time.RFC3339)},
			param + "End":   {end.Add(-time.Second).UTC().Format(time.RFC3339)},
		}
		for path := resource + "?" + query.Encode(); path != ""; {
			var page struct {
				Next                   string `json:"@nextpageuri"`
				Actions, ActionUpdates []raw
			}
			b.decode(path, &page)
			path = page.Next
			for _, r := range append(page.Actions, page.ActionUpdates...) {
				if !seen[r.ID] {
					seen[r.ID] = true
					all = append(all, r)
				}
			}
		}
	}
	return all
}

// date is the day of an instant in the account's zone, days later.
func (b *bench) midnight(days int) time.Time {
	y, m, d := b.now.In(b.zone).Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, b.zone)
}

func TestTheFiguresAgreeWithTheRawRecords(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	actions := b.dated("Actions", "ActionDate", b.midnight(-366), b.midnight(1))
	if len(actions) < 1000 {
		t.Fatalf("only %d actions", len(actions))
	}
	t.Run("today", func(t *testing.T) { t.Parallel(); b.checkToday(t, actions) })
	t.Run("pending", func(t *testing.T) { t.Parallel(); b.checkPending(t, actions) })
	t.Run("balance", func(t *testing.T) { t.Parallel(); b.checkBalance(t, actions) })
}

func (b *bench) checkToday(t *testing.T, actions []raw) {
	got, err := b.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	earned, same, whole, n := tally{}, tally{}, tally{}, 0
	clock := b.now.In(b.zone).Format("15:04:05")
	for _, r := range actions {
		at := instant(t, r.EventDate).In(b.zone)
		switch {
		case r.State == "REVERSED":
		case !at.Before(b.midnight(0)) && !at.After(b.now):
			earned.add(r.Currency, rat(t, r.Payout))
			n++
		case !at.Before(b.midnight(-7)) && at.Before(b.midnight(-6)):
			whole.add(r.Currency, rat(t, r.Payout))
			if at.Format("15:04:05") <= clock {
				same.add(r.Currency, rat(t, r.Payout))
			}
		}
	}
	wantTally(t, "earned", got.Value.Earned, earned)
	wantTally(t, "same time", got.Value.SameTime, same)
	wantTally(t, "whole day", got.Value.WholeDay, whole)
	if got.Value.Actions != n || n == 0 || got.Value.Until != "15:00" {
		t.Errorf("%d actions until %s, want %d until 15:00", got.Value.Actions, got.Value.Until, n)
	}
}

// owed is pending money as the raw records tell it.
type owed struct {
	sums    map[partner.PendingStatus]tally
	actions map[partner.PendingStatus]int
	next    time.Time // due moment of the next payout
	nextSum tally
}

func (o *owed) book(status partner.PendingStatus, due time.Time, code string, payout *big.Rat) {
	o.sums[status].add(code, payout)
	if status != partner.Locked {
		return
	}
	if o.next.IsZero() || due.Before(o.next) {
		o.next, o.nextSum = due, tally{}
	}
	if due.Equal(o.next) {
		o.nextSum.add(code, payout)
	}
}

func (b *bench) owed(t *testing.T, actions []raw) owed {
	t.Helper()
	o := owed{sums: map[partner.PendingStatus]tally{}, actions: map[partner.PendingStatus]int{}}
	for _, s := range partner.PendingStatuses() {
		o.sums[s] = tally{}
	}
	due := map[string]time.Time{}
	for _, u := range b.dated("ActionUpdates", "LockingDate", b.midnight(-366), b.midnight(1)) {
		due[u.ActionID] = instant(t, u.ClearingDate)
	}
	for _, r := range actions {
		if r.State == "REVERSED" || r.ClearedDate != "" {
			continue
		}
		status, at := partner.NotLocked, time.Time{}
		if r.State == "APPROVED" {
			at = due[r.ID]
			if status = partner.Locked; at.Before(b.midnight(0)) {
				status = partner.Overdue
			}
		}
		o.actions[status]++
		o.book(status, at, r.Currency, rat(t, r.Payout))
	}
	b.bonuses(func(line map[string]any, code string) {
		switch line["Status"] {
		case "OVERDUE":
			o.book(partner.Overdue, time.Time{}, code, rat(t, line["NetItemAmount"]))
		case "PENDING":
			o.book(partner.Locked, instant(t, line["DueDate"]), code, rat(t, line["NetItemAmount"]))
		}
	})
	return o
}

// bonuses calls do for each invoice line that is no payout, with its currency.
func (b *bench) bonuses(do func(line map[string]any, code string)) {
	for _, v := range b.records("Invoices?PageSize=1000", "Invoices") {
		for _, line := range v["LineItems"].([]any) {
			if line := line.(map[string]any); line["Description"] == "BONUS" {
				do(line, v["Currency"].(string))
			}
		}
	}
}

func (b *bench) checkPending(t *testing.T, actions []raw) {
	got, err := b.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, want, total := got.Value, b.owed(t, actions), tally{}
	for status, sums := range want.sums {
		wantTally(t, string(status), p.Sum(status), sums)
		for code, r := range sums {
			total.add(code, r)
		}
		n := 0
		for _, l := range p.Lines {
			if l.Status == status {
				n += l.Actions
			}
		}
		if n != want.actions[status] || n == 0 {
			t.Errorf("%d actions are %s, want %d", n, status, want.actions[status])
		}
	}
	wantTally(t, "total", p.Sum(""), total)
	on, next, ok := p.Next()
	if !ok || on != partner.DateOf(want.next, b.zone) {
		t.Errorf("next payout is on %v, want %v", on, want.next)
	}
	wantTally(t, "next", next, want.nextSum)
	wantNotes(t, p.Notes, 0)
	if p.Undated != 0 || p.Sum("").Len() < 3 {
		t.Errorf("%d undated, %d currencies", p.Undated, p.Sum("").Len())
	}
}

func (b *bench) checkBalance(t *testing.T, actions []raw) {
	got, err := b.Balance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stubs := b.records("Reports/mp_paystub_history?START_DATE="+b.midnight(-365).Format(time.DateOnly)+
		"&END_DATE="+b.midnight(0).Format(time.DateOnly), "Records")
	if len(stubs) == 0 {
		t.Fatal("the sandbox has no withdrawals")
	}
	last, err := time.ParseInLocation("Jan 2, 2006", stubs[0]["Date"].(string), b.zone) // newest first
	if err != nil {
		t.Fatal(err)
	}
	want := tally{}
	for _, r := range actions {
		if at := instant(t, r.ClearedDate); r.State != "REVERSED" && !at.Before(last.AddDate(0, 0, 1)) {
			want.add(r.Currency, rat(t, r.Payout))
		}
	}
	b.bonuses(func(line map[string]any, code string) {
		if at := instant(t, line["PaidDate"]); !at.Before(last.AddDate(0, 0, 1)) {
			want.add(code, rat(t, line["NetItemAmount"]))
		}
	})
	v := got.Value
	wantTally(t, "estimate", v.Estimate.V, want)
	paid, _ := new(big.Rat).SetString(v.LastPaid.V.Amount.String())
	if v.Since != partner.DateOf(last, b.zone) || paid.Cmp(rat(t, stubs[0]["Amount"])) != 0 {
		t.Errorf("last withdrawal is %v on %v, want %v on %v", v.LastPaid.V, v.Since, stubs[0]["Amount"], last)
	}
	sameMoney(t, "threshold", v.Withdrawal.V.Threshold.V, usd("1000"))
}

func TestANewAccountHasZerosAndNoSettings(t *testing.T) {
	t.Parallel()
	b := newBench(t, "new")
	balance, err := b.Balance(t.Context())
	if err != nil || !balance.Value.Unset || !balance.Value.Since.IsZero() {
		t.Errorf("balance is %+v, %v", balance.Value, err)
	}
	empty := newBench(t, "empty")
	pending, err := empty.Pending(t.Context())
	if err != nil || len(pending.Value.Lines) != 0 {
		t.Errorf("pending is %+v, %v", pending.Value, err)
	}
	s, err := empty.Snapshot(t.Context(), partner.RangeQuery{Text: "30d"})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "sum", s.Value.Sum, partner.Clicks, "0")
	is(t, "sum", s.Value.Sum, partner.EPC, "")
}

func TestTheSandboxZoneIsUnderstood(t *testing.T) {
	t.Parallel()
	b := newBench(t, "", "Contracts=403")
	p, err := b.Profile(t.Context())
	if err != nil || p.Zone.String() != "America/Los_Angeles" || p.ZoneNote != "" || p.ID != b.box.AccountSID() {
		t.Errorf("profile is %+v, %v", p, err)
	}
	if n := b.requests("/"); n > 2 {
		t.Errorf("it took %d requests, want 2", n)
	}
}

func TestFaultsOfTheSandboxReachTheFigures(t *testing.T) {
	t.Parallel()
	for fault, kind := range map[string]partner.Kind{
		"actions=503": partner.Unavailable, "actions=html502": partner.Unavailable, "actions=truncate": partner.Unavailable,
		"actions=drop": partner.Unavailable, "actions=garbage": partner.Malformed, "actions=403": partner.Forbidden,
		"actions=429": partner.RateLimited, "actions=429:nohint": partner.RateLimited, "*=401": partner.Unauthorized,
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "new", fault)
			_, err := b.Pending(t.Context())
			wantKind(t, err, kind)
		})
	}
}
