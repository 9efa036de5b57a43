package service

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
)

func paystub(id, on, amount string) string {
	return fmt.Sprintf(`{"Date":"%s","Paystub_Id":"%s","Amount":"%s"}`, on, id, amount)
}

// cleared is an action whose payout reached the balance.
func cleared(id, payout, at string) act {
	return act{id: id, at: june, payout: payout, state: "APPROVED", locks: locked, cleared: at}
}

func (c *canned) balance(t *testing.T) partner.Balance {
	t.Helper()
	got, err := c.at(noon).Balance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got.Value
}

func TestBalanceIsWhatClearedSinceTheLastWithdrawal(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	euros := cleared("6", "2.00", "2026-08-20T04:00:00-07:00")
	euros.currency = "EUR"
	c.actions(
		cleared("1", "10.00", "2026-08-11T00:00:00-07:00"),
		cleared("2", "5.25", "2026-08-22T12:00:00-07:00"),
		cleared("3", "900.00", "2026-08-10T23:59:59-07:00"), // on the day of the withdrawal
		cleared("4", "900.00", "2026-07-01T00:00:00-07:00"),
		cleared("5", "900.00", "2026-08-22T12:00:01-07:00"), // not yet
		euros,
		act{id: "7", at: june, payout: "900.00", state: "APPROVED", locks: locked},
		act{id: "8", at: june, payout: "900.00", state: "REVERSED", cleared: "2026-08-20T04:00:00-07:00"},
	)
	c.list(paystubs, "Records", paystub("1", "Jun 10, 2026", "50.00"), paystub("3", "Aug 10, 2026", "1,240.18"), paystub("2", "Jul 10, 2026", "60.00"))
	c.list("Invoices", "Invoices",
		bill("A", "1000", "BONUS", "62026", "40.00", "PAID", "2026-08-15T00:00:00-07:00", "2026-08-15T04:00:00-07:00"),
		bill("B", "1000", "BONUS", "52026", "900.00", "PAID", "2026-08-01T00:00:00-07:00", "2026-08-01T04:00:00-07:00"),
		bill("C", "1000", "BONUS", "62026", "900.00", "PENDING", "2026-08-15T00:00:00-07:00", ""),
		bill("D", "1000", "MEDIA_PAYOUT", "62026", "900.00", "PAID", "2026-08-15T00:00:00-07:00", "2026-08-15T04:00:00-07:00"),
	)
	b := c.balance(t)
	wantLines(t, "estimate", b.Estimate.V, usd("55.25"), eur("2"))
	sameMoney(t, "last withdrawal", b.LastPaid.V, usd("1240.18"))
	if b.Since != day("2026-08-10") || b.Unset || !b.NextDay.IsZero() {
		t.Errorf("balance is %+v", b)
	}
	share, missing, ok := b.Progress()
	if !ok || share != 0.5525 {
		t.Errorf("progress is %v, %v", share, ok)
	}
	sameMoney(t, "missing", missing, usd("44.75"))
	wantNotes(t, b.Notes, 0)
}

func TestAnAccountWithoutWithdrawalsKeepsAllThatCleared(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	b := c.balance(t)
	wantLines(t, "estimate of nothing", b.Estimate.V, usd("0"))
	c.actions(cleared("1", "10.00", "2025-12-24T00:00:00-08:00"), cleared("2", "0.50", "2026-08-20T00:00:00-07:00"))
	b = c.balance(t)
	wantLines(t, "estimate", b.Estimate.V, usd("10.50"))
	if !b.Since.IsZero() || b.LastPaid.OK {
		t.Errorf("since %v, last %v", b.Since, b.LastPaid)
	}
}

func TestAFixedDayIsTheNextFirstOrFifteenth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today string
		on    int
		want  string
	}{
		{"2026-09-01", 1, "2026-09-01"},
		{"2026-09-02", 1, "2026-10-01"},
		{"2026-11-01", 1, "2026-11-02"}, // the 1st is a Sunday
		{"2026-11-02", 1, "2026-11-02"},
		{"2026-11-03", 1, "2026-12-01"},
		{"2026-08-02", 1, "2026-08-03"}, // the 1st was a Saturday
		{"2026-08-04", 15, "2026-08-17"},
		{"2026-08-17", 15, "2026-08-17"},
		{"2026-08-18", 15, "2026-09-15"},
		{"2026-12-16", 15, "2027-01-15"},
		{"2026-12-31", 1, "2027-01-01"},
	} {
		if got := nextFixedDay(day(c.today), c.on); got != day(c.want) {
			t.Errorf("on %s the next %dth is %v, want %s", c.today, c.on, got, c.want)
		}
	}
	for _, other := range []int{0, 2, 31, -1} {
		if got := nextFixedDay(day("2026-08-04"), other); !got.IsZero() {
			t.Errorf("day %d gives %v", other, got)
		}
	}
}

func TestAFixedDayHasNoProgress(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.set("WithdrawalSettings", `{"PaymentMethod":"BANK_TRANSFER","PaymentSchedulingType":"FIXED_DAY","PaymentThreshold":"","PaymentDay":"15"}`)
	b := c.balance(t)
	if _, _, ok := b.Progress(); ok || b.NextDay != day("2026-09-15") {
		t.Errorf("next withdrawal is %v, progress %v", b.NextDay, ok)
	}
}

func TestAnAccountWithoutWithdrawalSettingsSaysSo(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("WithdrawalSettings", 404)
	b := c.balance(t)
	if !b.Unset || b.Withdrawal.OK || !b.Estimate.OK {
		t.Errorf("balance is %+v", b)
	}
	wantNotes(t, b.Notes, 0)
}

func TestWhatTheTokenMayNotReadBecomesANote(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		resource, note string
		estimate       bool
	}{
		{"Actions", "balance", false},
		{paystubs, "balance", false},
		{"Invoices", "bonuses", true},
		{"WithdrawalSettings", "withdrawal settings", true},
	} {
		t.Run(c.resource, func(t *testing.T) {
			t.Parallel()
			fake := newCanned(t)
			fake.fail(c.resource, 403)
			b := fake.balance(t)
			wantNotes(t, b.Notes, partner.Forbidden, c.note)
			if b.Estimate.OK != c.estimate || b.Withdrawal.OK == (c.resource == "WithdrawalSettings") {
				t.Errorf("balance is %+v", b)
			}
		})
	}
}

func TestABalanceThatMayNotBeReadAtAllIsTwoNotes(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("Actions", 403)
	c.fail("WithdrawalSettings", 403)
	wantNotes(t, c.balance(t).Notes, partner.Forbidden, "balance", "withdrawal settings")
}

func TestAPassingFailureIsNoBalanceOfNothing(t *testing.T) {
	t.Parallel()
	for status, kind := range map[int]partner.Kind{401: partner.Unauthorized, 429: partner.RateLimited, 503: partner.Unavailable} {
		for _, resource := range []string{"Actions", paystubs, "Invoices"} {
			c := newCanned(t)
			c.fail(resource, status)
			_, err := c.at(noon).Balance(t.Context())
			wantKind(t, err, kind)
		}
	}
}

func TestWithoutACurrencyThereIsNoBalanceButTheRestGoesOn(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("CompanyInformation", 403)
	c.fail("", 403)
	c.actions(act{id: "1", at: "2026-08-22T08:00:00-07:00", payout: "3.30"})
	s := c.at(noon)
	b, err := s.Balance(t.Context())
	if err != nil || b.Value.Estimate.OK {
		t.Fatalf("balance is %+v, %v", b.Value, err)
	}
	wantNotes(t, b.Value.Notes, partner.Malformed, "balance")
	if today, err := s.Today(t.Context()); err != nil || today.Value.Earned.In("USD").IsZero() {
		t.Errorf("today is %+v, %v", today.Value, err)
	}
	if p, err := s.Pending(t.Context()); err != nil || p.Value.Sum("").In("USD").IsZero() {
		t.Errorf("pending is %+v, %v", p.Value, err)
	}
}
