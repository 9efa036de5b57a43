package service

import (
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func TestNextStepsBeginWithWhatCannotWait(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	money := func(n int64) partner.Opt[partner.Money] {
		return partner.Some(partner.NewMoney(decimal.MustNew(n, 0), "USD"))
	}
	todos := []partner.Todo{
		{Kind: partner.TodoTask, Object: "late", Due: now.Add(-time.Hour)},
		{Kind: partner.TodoTask, Object: "soon", Due: now.Add(time.Hour)},
		{Kind: partner.TodoInquiry, Object: "slept", Due: now.Add(time.Hour), Wake: now.Add(48 * time.Hour)},
		{Kind: partner.TodoInquiry, Object: "later", Due: now.Add(72 * time.Hour)},
		{Kind: partner.TodoOverdue, Object: "less", Amount: money(10)},
		{Kind: partner.TodoOverdue, Object: "more", Amount: money(20)},
		{Kind: partner.TodoTax, Object: "tax"},
	}
	for n, want := range map[int]string{
		0: "", 1: "late ", 3: "late more later ", 4: "late more later tax ", 6: "late more later tax soon less ", 9: "late more later tax soon less ",
	} {
		got := ""
		for _, s := range NextSteps(todos, now, n) {
			got += s.Object + " "
		}
		if got != want {
			t.Errorf("the first %d are %q, want %q", n, got, want)
		}
	}
	if got := NextSteps(nil, now, 3); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestMoversAreSumsOfTheActionsOfBothPeriods(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	p, err := b.Profile(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := p.Today(b.now)
	period := partner.Period{From: today.Add(-7), To: today.Add(-1), Zone: p.Zone}
	got, err := b.Movers(t.Context(), period)
	if err != nil || len(got.Value.All) == 0 {
		t.Fatalf("%v, %v", got.Value, err)
	}
	var now, before, wantNow, wantBefore partner.Totals
	var last partner.Mover
	for i, m := range got.Value.All {
		now.Add(m.Now)
		before.Add(m.Before)
		if i > 0 && m.Now.Currency == last.Now.Currency && m.Change().Amount.Cmp(last.Change().Amount) > 0 {
			t.Errorf("%+v comes after %+v", m, last)
		}
		last = m
	}
	for d := period.Previous().From; !d.After(period.To); d = d.Add(1) {
		actions, err := b.actionsOf(t.Context(), p, d)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range actions {
			switch {
			case !a.Earns():
			case d.Before(period.From):
				wantBefore.Add(a.Payout)
			default:
				wantNow.Add(a.Payout)
			}
		}
	}
	for _, c := range []struct{ got, want partner.Totals }{{now, wantNow}, {before, wantBefore}} {
		for _, m := range c.want.Lines("") {
			if c.got.In(m.Currency).Amount.Cmp(m.Amount) != 0 {
				t.Errorf("%s: the movers sum to %s, the actions to %s", m.Currency, c.got.In(m.Currency), m)
			}
		}
	}
	if home := got.Value.All[0].Now.Currency; home != p.Currency {
		t.Errorf("%s comes first", home)
	}
}
