package service

import (
	"fmt"
	"math/big"
	"strconv"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestSnapshotAgreesWithTheRawReport(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	for _, c := range []struct {
		text string
		days int
	}{{"today", 1}, {"7d", 7}, {"30d", 30}, {"mtd", 22}, {"last month", 31}, {"ytd", 326}, {"400d", 400}} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			got, err := b.Snapshot(t.Context(), partner.RangeQuery{Text: c.text})
			if err != nil {
				t.Fatal(err)
			}
			s := got.Value
			if len(s.Days) != c.days || len(s.Before) != c.days || s.Previous.To != s.Period.From.Add(-1) {
				t.Fatalf("%d and %d days, want %d twice", len(s.Days), len(s.Before), c.days)
			}
			raw := b.rawDays(s.Previous.From, s.Period.To)
			checkDays(t, "sum", s.Days, s.Sum, raw)
			checkDays(t, "earlier", s.Before, s.Earlier, raw)
		})
	}
}

// rawDays are the rows of the daily report by day, asked for month by month.
func (b *bench) rawDays(from, to partner.Date) map[string]map[string]any {
	b.t.Helper()
	rows := map[string]map[string]any{}
	for ; !from.After(to); from = from.Add(31) {
		end := from.Add(30)
		if end.After(to) {
			end = to
		}
		for _, r := range b.records(fmt.Sprintf("%s?START_DATE=%v&END_DATE=%v", byDay, from, end), "Records") {
			on, err := time.Parse("Jan 2, 2006", r["date_display"].(string))
			if err != nil {
				b.t.Fatal(err)
			}
			rows[on.Format(time.DateOnly)] = r
		}
	}
	return rows
}

// checkDays compares each day and the sums with the raw rows.
func checkDays(t *testing.T, what string, days []partner.SnapshotDay, sum partner.Figures, raw map[string]map[string]any) {
	t.Helper()
	columns := map[partner.Metric]string{
		partner.Clicks: "Clicks", partner.Actions: "Actions", partner.SaleAmount: "Sale_zzzAmount", partner.Payouts: "Action_Cost",
	}
	total := tally{}
	same := func(name string, f partner.Figures, m partner.Metric, want *big.Rat) {
		v := f.Value(m)
		if got, ok := new(big.Rat).SetString(v.V.String()); !ok || !v.OK || got.Cmp(want) != 0 {
			t.Errorf("%s: %s is %v, want %s", name, m, v, want.FloatString(4))
		}
	}
	for _, d := range days {
		for m, column := range columns {
			want := new(big.Rat)
			if row := raw[d.Day.String()]; row != nil {
				want = rat(t, row[column])
			}
			total.add(column, want)
			same(d.Day.String(), d.Figures, m, want)
		}
	}
	for m, column := range columns {
		same(what, sum, m, total[column])
	}
	if clicks := total["Clicks"]; clicks.Sign() > 0 {
		rate := new(big.Rat).Quo(total["Actions"], clicks)
		want, _ := rate.Mul(rate, big.NewRat(100, 1)).Float64()
		got, _ := sum.Value(partner.Conversion).V.Float64()
		if diff := got - want; diff > 1e-9 || diff < -1e-9 {
			t.Errorf("%s: conversion is %v, want %v", what, got, want)
		}
	}
}

func TestSnapshotCountsTheActionsThatAreNotReversed(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	got, err := b.Snapshot(t.Context(), partner.RangeQuery{Text: "7d"})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, r := range b.dated("Actions", "ActionDate", b.midnight(-6), b.midnight(1)) {
		if r.State != "REVERSED" {
			want[instant(t, r.EventDate).In(b.zone).Format(time.DateOnly)]++
		}
	}
	for _, d := range got.Value.Days {
		is(t, d.Day.String(), d.Figures, partner.Actions, strconv.Itoa(want[d.Day.String()]))
	}
}
