package service

import (
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestTodayStandsBesideTheSameWeekdayUpToTheSameTime(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: "2026-08-22T00:00:00-07:00", payout: "10.00"},
		act{id: "2", at: "2026-08-22T12:00:00-07:00", payout: "2.50"},                    // this very moment
		act{id: "3", at: "2026-08-22T12:00:01-07:00", payout: "900.00"},                  // not yet
		act{id: "4", at: "2026-08-21T23:59:59-07:00", payout: "900.00"},                  // yesterday
		act{id: "5", at: "2026-08-22T09:00:00-07:00", payout: "7.00", state: "REVERSED"}, // void
		act{id: "6", at: "2026-08-22T09:00:00-07:00", payout: "1,000.25", state: "APPROVED"},
		act{id: "7", at: "2026-08-22T03:00:00-07:00", payout: "4.00", currency: "EUR"},
		act{id: "8", at: "2026-08-15T11:59:59-07:00", payout: "20.00"},
		act{id: "9", at: "2026-08-15T12:00:00-07:00", payout: "1.00"},
		act{id: "10", at: "2026-08-15T12:00:01-07:00", payout: "5.00"},
		act{id: "11", at: "2026-08-15T23:59:59-07:00", payout: "6.00", currency: "GBP"},
		act{id: "12", at: "2026-08-15T10:00:00-07:00", payout: "80.00", state: "REVERSED"},
		act{id: "13", at: "2026-08-14T23:59:59-07:00", payout: "900.00"},
		act{id: "14", at: "2026-08-16T00:00:00-07:00", payout: "900.00"},
	)
	got, err := c.at(noon).Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	v := got.Value
	wantLines(t, "earned", v.Earned, usd("1012.75"), eur("4"))
	wantLines(t, "same time", v.SameTime, usd("21"))
	wantLines(t, "whole day", v.WholeDay, usd("26"), partner.Money{Currency: "GBP", Amount: usd("6").Amount})
	if v.Actions != 4 || v.Day != day("2026-08-22") || v.Until != "12:00" || v.Currency != "USD" || !got.AsOf.Equal(noon) {
		t.Errorf("today is %+v as of %v", v, got.AsOf)
	}
	if n := c.count("Actions"); n != 2 {
		t.Errorf("it took %d requests, want 2", n)
	}
}

func TestTodayComparesWallClocksAcrossATimeChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, now, before, after string }{
		// One week earlier the other offset was in force.
		{"into winter", "2026-11-03T12:00:00-08:00", "2026-10-27T11:59:00-07:00", "2026-10-27T12:01:00-07:00"},
		{"into summer", "2026-03-10T12:00:00-07:00", "2026-03-03T11:59:00-08:00", "2026-03-03T12:01:00-08:00"},
		{"a week after the long day", "2026-11-08T12:00:00-08:00", "2026-11-01T11:59:00-08:00", "2026-11-01T12:01:00-08:00"},
		{"on the long day", "2026-11-01T12:00:00-08:00", "2026-10-25T11:59:00-07:00", "2026-10-25T12:01:00-07:00"},
		{"a week after the short day", "2026-03-15T12:00:00-07:00", "2026-03-08T11:59:00-07:00", "2026-03-08T12:01:00-07:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			now, err := time.Parse(time.RFC3339, c.now)
			if err != nil {
				t.Fatal(err)
			}
			fake := newCanned(t)
			fake.actions(
				act{id: "1", at: c.before, payout: "1.00"},
				act{id: "2", at: c.after, payout: "10.00"},
				act{id: "3", at: c.now, payout: "100.00"},
			)
			got, err := fake.at(now).Today(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			wantLines(t, "earned", got.Value.Earned, usd("100"))
			wantLines(t, "same time", got.Value.SameTime, usd("1"))
			wantLines(t, "whole day", got.Value.WholeDay, usd("11"))
		})
	}
}

func TestTodayHas25HoursWhenClocksAreSetBack(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(
		act{id: "1", at: "2026-11-01T00:00:00-07:00", payout: "1.00"},
		act{id: "2", at: "2026-11-01T01:30:00-07:00", payout: "2.00"},
		act{id: "3", at: "2026-11-01T01:30:00-08:00", payout: "4.00"},
		act{id: "4", at: "2026-11-01T23:59:59-08:00", payout: "8.00"},
		act{id: "5", at: "2026-11-02T00:00:00-08:00", payout: "900.00"},
	)
	got, err := c.at(time.Date(2026, 11, 2, 7, 59, 59, 0, time.UTC)).Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, "earned", got.Value.Earned, usd("15"))
}

func TestTodayUsesTheIntendedPayoutWhenThereIsNoOther(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.actions(act{id: "1", at: "2026-08-22T08:00:00-07:00", intended: "3.30"})
	got, err := c.at(noon).Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, "earned", got.Value.Earned, usd("3.30"))
}

func TestTodayOfNothingIsEmptyAndNoError(t *testing.T) {
	t.Parallel()
	got, err := newCanned(t).at(noon).Today(t.Context())
	if err != nil || got.Value.Earned.Len() != 0 || got.Value.Actions != 0 {
		t.Errorf("today is %+v, %v", got.Value, err)
	}
}

func TestTodayFailsAsAWhole(t *testing.T) {
	t.Parallel()
	for status, kind := range map[int]partner.Kind{
		401: partner.Unauthorized, 403: partner.Forbidden, 429: partner.RateLimited, 503: partner.Unavailable,
	} {
		c := newCanned(t)
		c.fail("Actions", status)
		_, err := c.at(noon).Today(t.Context())
		wantKind(t, err, kind)
	}
}
