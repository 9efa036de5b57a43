package service

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
)

// update is an entry of an action's history: its locking and clearing date.
func update(id, action, at, locks, clears string) string {
	return fmt.Sprintf(`{"Id":"%s","ActionId":"%s","State":"PENDING","Currency":"USD","DeltaPayout":"0.00",
		"UpdateDate":"%s","LockingDate":"%s","ClearingDate":"%s"}`, id, action, at, locks, clears)
}

// bill is an invoice of one line.
func bill(id, program, kind, month, net, status, due, paid string) string {
	return fmt.Sprintf(`{"Id":"%s","CreatedDate":"2026-08-02T08:00:00-07:00","RecipientName":"Brand %s","Currency":"USD",
		"TotalAmount":"%[5]s","LineItems":[{"CampaignId":"%[2]s","CampaignName":"Brand %[2]s","Description":"%[3]s",
		"EventMonthYear":"%[4]s","Actions":"1","NetItemAmount":"%[5]s","TotalItemAmount":"%[5]s","Status":"%[6]s",
		"DueDate":"%[7]s","PaidDate":"%[8]s"}]}`, id, program, kind, month, net, status, due, paid)
}

const (
	june   = "2026-06-10T10:00:00-07:00" // when the locked actions happened
	locked = "2026-07-27T00:00:00-07:00"
)

func (c *canned) pending(t *testing.T) partner.Pending {
	t.Helper()
	got, err := c.at(noon).Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got.Value
}

func TestPendingIsWhatIsOwedAndNotCleared(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: "2026-08-20T10:00:00-07:00", payout: "10.00"},
		act{id: "2", at: "2026-08-21T10:00:00-07:00", payout: "1.25"},
		act{id: "3", at: "2026-08-21T10:00:00-07:00", payout: "500.00", state: "REVERSED"},
		act{id: "4", at: june, payout: "20.00", state: "APPROVED", locks: locked},
		act{id: "5", at: june, payout: "30.00", state: "APPROVED", locks: locked, program: "2000"},
		act{id: "6", at: june, payout: "7.00", state: "APPROVED", locks: locked, cleared: "2026-08-20T00:00:00-07:00"},
		act{id: "7", at: june, payout: "4.00", state: "APPROVED", locks: locked, cleared: "2026-08-23T00:00:00-07:00"}, // tomorrow
		act{id: "8", at: june, payout: "5.50", state: "APPROVED", locks: locked, currency: "EUR"},
		act{id: "9", at: "2026-08-22T12:00:00-07:00", payout: "0.00"},
	)
	c.list("ActionUpdates", "ActionUpdates",
		update("4.1", "4", june, locked, "2026-09-15T00:00:00-07:00"),
		update("5.1", "5", june, locked, "2026-08-15T00:00:00-07:00"),
		update("7.1", "7", june, locked, "2026-08-23T00:00:00-07:00"),
		update("8.1", "8", june, locked, "2026-08-22T00:00:00-07:00"), // today is not late yet
	)
	p := c.pending(t)
	wantLines(t, "total", p.Sum(""), usd("65.25"), eur("5.50"))
	wantLines(t, "not locked", p.Sum(partner.NotLocked), usd("11.25"))
	wantLines(t, "locked", p.Sum(partner.Locked), usd("24"), eur("5.50"))
	wantLines(t, "overdue", p.Sum(partner.Overdue), usd("30"))
	on, next, ok := p.Next()
	if !ok || on != day("2026-08-22") {
		t.Errorf("next payout is on %v, %v", on, ok)
	}
	wantLines(t, "next", next, eur("5.50"))
	if p.Unsure != 0 || p.Undated != 0 || p.Since != day("2025-08-21") {
		t.Errorf("pending is %+v", p)
	}
	wantNotes(t, p.Notes, 0)
}

func TestPendingLinesSayWhoOwesWhatSinceWhen(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: "2026-08-01T10:00:00-07:00", payout: "10.00", program: "2000"},
		act{id: "2", at: "2026-07-30T10:00:00-07:00", payout: "1.00", program: "2000"},
		act{id: "3", at: "2026-07-30T10:00:00-07:00", payout: "3.00", program: "1000"},
		act{id: "4", at: june, payout: "20.00", state: "APPROVED", locks: locked},
	)
	c.list("Invoices", "Invoices", bill("A", "1000", "BONUS", "72026", "50.00", "PENDING", "2026-09-01T00:00:00-07:00", ""))
	p := c.pending(t)
	want := []struct {
		program, amount, oldest, due string
		status                       partner.PendingStatus
		actions                      int
		bonus                        bool
	}{
		{"1000", "3", "2026-07-30", "", partner.NotLocked, 1, false},
		{"2000", "11", "2026-07-30", "", partner.NotLocked, 2, false},
		{"1000", "50", "", "2026-09-01", partner.Locked, 0, true},
		{"1000", "20", "2026-06-10", "", partner.Locked, 1, false},
	}
	if len(p.Lines) != len(want) {
		t.Fatalf("lines are %+v", p.Lines)
	}
	text := func(d partner.Date) string {
		if d.IsZero() {
			return ""
		}
		return d.String()
	}
	for i, w := range want {
		l := p.Lines[i]
		sameMoney(t, fmt.Sprint("line ", i), l.Amount, usd(w.amount))
		if l.ProgramID != w.program || l.Program != "Brand "+w.program || l.Status != w.status || l.Actions != w.actions ||
			l.Bonus != w.bonus || text(l.Oldest) != w.oldest || text(l.Due) != w.due {
			t.Errorf("line %d is %+v, want %+v", i, l, w)
		}
	}
	if p.Undated != 1 {
		t.Errorf("%d actions are undated, want 1", p.Undated)
	}
}

func TestNextPayoutCountsOnlyWhatIsDueOnThatDay(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions( // all of one program: they make one line
		act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked},
		act{id: "2", at: june, payout: "5.00", state: "APPROVED", locks: locked},
		act{id: "3", at: june, payout: "100.00", state: "APPROVED", locks: locked},
		act{id: "4", at: june, payout: "3.00", state: "APPROVED", locks: locked},
		act{id: "5", at: june, payout: "0.75", state: "APPROVED", locks: locked},
	)
	c.list("ActionUpdates", "ActionUpdates",
		update("1.1", "1", june, locked, "2026-10-15T00:00:00-07:00"),
		update("2.1", "2", june, locked, "2026-09-15T00:00:00-07:00"),
		update("3.1", "3", june, locked, "2026-11-15T00:00:00-08:00"),
		update("5.1", "5", june, locked, "2026-09-15T00:00:00-07:00"),
	)
	on, next, ok := c.pending(t).Next()
	if !ok || on != day("2026-09-15") {
		t.Errorf("next payout is on %v, %v", on, ok)
	}
	wantLines(t, "next", next, usd("5.75"))
}

func TestTheLatestUpdateSaysWhenMoneyIsDue(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked})
	c.list("ActionUpdates", "ActionUpdates",
		update("1.2", "1", "2026-07-01T00:00:00-07:00", locked, "2026-09-30T00:00:00-07:00"),
		update("1.1", "1", june, locked, "2026-08-01T00:00:00-07:00"),
	)
	p := c.pending(t)
	wantLines(t, "locked", p.Sum(partner.Locked), usd("20"))
	if on, _, _ := p.Next(); on != day("2026-09-30") {
		t.Errorf("it is due on %v", on)
	}
}

func TestAnInvoiceLineTellsTheDueDayWhenTheHistoryDoesNot(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked},
		act{id: "2", at: june, payout: "8.00", state: "APPROVED", locks: locked, program: "2000"},
		act{id: "3", at: june, payout: "1.00", state: "APPROVED", locks: locked, program: "3000"},
		act{id: "4", at: "2026-07-01T00:00:00-07:00", payout: "0.50", state: "APPROVED", locks: locked}, // another month
	)
	c.list("Invoices", "Invoices",
		bill("A", "1000", "MEDIA_PAYOUT", "62026", "20.00", "OVERDUE", "2026-08-15T00:00:00-07:00", ""),
		bill("B", "2000", "MEDIA_PAYOUT", "62026", "8.00", "PENDING", "2026-09-15T00:00:00-07:00", ""),
		bill("C", "3000", "MEDIA_PAYOUT", "62026", "1.00", "PAID", "2026-08-15T00:00:00-07:00", "2026-08-15T00:00:00-07:00"),
	)
	p := c.pending(t)
	wantLines(t, "total", p.Sum(""), usd("29.50")) // the lines of payouts are the actions' own money
	wantLines(t, "overdue", p.Sum(partner.Overdue), usd("20"))
	wantLines(t, "locked", p.Sum(partner.Locked), usd("9.50"))
	if p.Undated != 2 {
		t.Errorf("%d actions are undated, want 2", p.Undated)
	}
}

func TestAnActionsOwnHistoryBeatsTheInvoice(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked})
	c.list("ActionUpdates", "ActionUpdates", update("1.1", "1", june, locked, "2026-09-15T00:00:00-07:00"))
	// Another part of June locked earlier and is on a line of its own.
	c.list("Invoices", "Invoices", bill("A", "1000", "MEDIA_PAYOUT", "62026", "9.00", "OVERDUE", "2026-08-15T00:00:00-07:00", ""))
	wantLines(t, "overdue", c.pending(t).Sum(partner.Overdue))
}

func TestTheOrderOfInvoicesDoesNotMatter(t *testing.T) {
	t.Parallel()
	early := bill("A", "1000", "MEDIA_PAYOUT", "62026", "9.00", "PENDING", "2026-09-01T00:00:00-07:00", "")
	late := bill("B", "1000", "MEDIA_PAYOUT", "62026", "9.00", "PENDING", "2026-10-01T00:00:00-07:00", "")
	undated := bill("C", "1000", "MEDIA_PAYOUT", "62026", "9.00", "PENDING", "", "")
	for _, order := range [][]string{{early, late, undated}, {undated, late, early}} {
		c := newCanned(t)
		c.actions(act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked})
		c.list("Invoices", "Invoices", order...)
		if on, _, ok := c.pending(t).Next(); !ok || on != day("2026-09-01") {
			t.Errorf("it is due on %v", on)
		}
	}
}

func TestBonusesAreOwedBesidesActions(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list("Invoices", "Invoices",
		bill("A", "1000", "BONUS", "72026", "50.00", "PENDING", "2026-09-01T00:00:00-07:00", ""),
		bill("B", "1000", "BONUS", "62026", "25.00", "OVERDUE", "2026-08-01T00:00:00-07:00", ""),
		bill("C", "1000", "BONUS", "52026", "99.00", "PAID", "2026-07-01T00:00:00-07:00", "2026-07-01T00:00:00-07:00"),
		bill("D", "1000", "PLACEMENT", "72026", "4.00", "PENDING", "2026-08-21T00:00:00-07:00", ""), // late by its date
		bill("E", "1000", "BONUS", "72026", "3.00", "PENDING", "", ""),
	)
	p := c.pending(t)
	wantLines(t, "total", p.Sum(""), usd("82"))
	wantLines(t, "overdue", p.Sum(partner.Overdue), usd("29"))
	on, next, _ := p.Next()
	if on != day("2026-09-01") {
		t.Errorf("next payout is on %v", on)
	}
	wantLines(t, "next", next, usd("50"))
}

func TestABonusWithoutANetAmountCountsItsTotal(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list("Invoices", "Invoices", `{"Id":"A","CreatedDate":"2026-08-02T08:00:00-07:00","RecipientName":"Acme","Currency":"USD",
		"TotalAmount":"12.00","LineItems":[{"Description":"BONUS","EventMonthYear":"72026","NetItemAmount":"",
		"TotalItemAmount":"12.00","Status":"PENDING"}]}`)
	p := c.pending(t)
	wantLines(t, "total", p.Sum(""), usd("12"))
	if len(p.Lines) != 1 || p.Lines[0].Program != "Acme" {
		t.Errorf("lines are %+v", p.Lines)
	}
}

func TestPendingSaysWhichPayoutsAreIntendedOnly(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: "2026-08-20T10:00:00-07:00", intended: "10.00"},
		act{id: "2", at: "2026-08-20T10:00:00-07:00", payout: "2.00"},
	)
	p := c.pending(t)
	wantLines(t, "total", p.Sum(""), usd("12"))
	if p.Unsure != 1 {
		t.Errorf("%d payouts are unsure, want 1", p.Unsure)
	}
}

func TestPendingGoesOnWithoutUpdatesAndInvoices(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked},
		act{id: "2", at: "2026-08-20T10:00:00-07:00", payout: "2.00"},
	)
	c.fail("ActionUpdates", 403)
	c.list("Invoices", "Invoices", bill("A", "1000", "MEDIA_PAYOUT", "62026", "20.00", "OVERDUE", "2026-08-15T00:00:00-07:00", ""))
	p := c.pending(t)
	wantLines(t, "overdue", p.Sum(partner.Overdue), usd("20"))
	wantNotes(t, p.Notes, partner.Forbidden, "due days")

	c.fail("Invoices", 403)
	p = c.pending(t)
	wantLines(t, "total", p.Sum(""), usd("22"))
	wantLines(t, "overdue", p.Sum(partner.Overdue))
	wantNotes(t, p.Notes, partner.Forbidden, "due days", "bonuses and overdue invoices")
	if _, _, ok := p.Next(); ok || p.Undated != 1 {
		t.Errorf("a due day was made up, or %d undated is not 1", p.Undated)
	}
}

func TestPendingNeedsTheActions(t *testing.T) {
	t.Parallel()
	for status, kind := range map[int]partner.Kind{401: partner.Unauthorized, 403: partner.Forbidden, 500: partner.Unavailable} {
		c := newCanned(t)
		c.fail("Actions", status)
		_, err := c.at(noon).Pending(t.Context())
		wantKind(t, err, kind)
	}
}

func TestNoUpdatesAreAskedForWhenNothingIsLocked(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(act{id: "1", at: "2026-08-20T10:00:00-07:00", payout: "10.00"})
	c.pending(t)
	if n := c.count("ActionUpdates"); n != 0 {
		t.Errorf("%d requests for updates", n)
	}
}

func TestAPassingFailureDoesNotShrinkWhatIsPending(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"ActionUpdates", "Invoices"} {
		for status, kind := range map[int]partner.Kind{429: partner.RateLimited, 502: partner.Unavailable} {
			c := newCanned(t)
			c.actions(act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked})
			c.fail(resource, status)
			_, err := c.at(noon).Pending(t.Context())
			wantKind(t, err, kind)
		}
	}
}

func TestUpdatesThatMakeNoSenseAreDoneWithout(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(act{id: "1", at: june, payout: "20.00", state: "APPROVED", locks: locked})
	c.list("ActionUpdates", "ActionUpdates", `{"Id":"1.1","ActionId":"1","UpdateDate":"soon"}`)
	p := c.pending(t)
	wantLines(t, "locked", p.Sum(partner.Locked), usd("20"))
	wantNotes(t, p.Notes, partner.Malformed, "due days")
}
