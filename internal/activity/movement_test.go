package activity

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func sums(at time.Time, all ...partner.Money) Sum {
	s := Sum{At: at}
	for _, m := range all {
		s.Owed.Add(m)
	}
	return s
}

func TestMovementsSumUp(t *testing.T) {
	t.Parallel()
	from, to := now.Add(-time.Hour), now
	event := func(kind partner.EventKind, seen time.Time, owed partner.Money) partner.Event {
		return partner.Event{Kind: kind, Seen: seen, Owed: stake(owed)}
	}
	events := []partner.Event{
		event(partner.ActionTracked, now, usd("10")), event(partner.ActionTracked, now, usd("5.5")), event(partner.ActionCleared, now, usd("-40")),
		event(partner.ActionLocked, now, partner.Money{}),            // moves nothing
		event(partner.ActionTracked, from, usd("1000")),              // before
		event(partner.ActionTracked, now.Add(time.Second), usd("9")), // after
		event(partner.ActionTracked, time.Time{}, usd("9")),          // of the log from before the first look
		event(partner.ActionVoided, now, money("-3", "EUR")), event(partner.ActionTracked, now, money("3", "EUR")),
	}
	got := Moved(sums(from, usd("100"), money("7", "GBP")), sums(to, usd("76"), money("7", "GBP"), money("0", "EUR")), events, "USD")
	if len(got) != 3 || got[0].Before.Currency != "USD" || got[1].Before.Currency != "EUR" || got[2].Before.Currency != "GBP" {
		t.Fatalf("the movements are %v", got)
	}
	m := got[0]
	if len(m.Causes) != 2 || m.Causes[0].Kind != partner.ActionCleared || m.Causes[0].Count != 1 || m.Causes[1].Count != 2 || Money(m.Causes[1].Amount) != "$15.50" {
		t.Errorf("the causes are %v", m.Causes)
	}
	if Money(m.Rest) != "$0.50" || !m.From.Equal(from) || !m.To.Equal(to) || Money(m.Before) != "$100.00" || Money(m.After) != "$76.00" {
		t.Errorf("the rest is %v of %v to %v", m.Rest, m.Before, m.After)
	}
	if len(got[1].Causes) != 2 || !got[1].Rest.IsZero() || len(got[2].Causes) != 0 || !got[2].Rest.IsZero() {
		t.Errorf("in other currencies the movements are %v", got[1:])
	}
	if none := Moved(sums(from), sums(to), nil, "USD"); len(none) != 0 {
		t.Errorf("of nothing the movements are %v", none)
	}
}

func TestThePlanIsFarInsideTheLimits(t *testing.T) {
	t.Parallel()
	plan := Plan(Usual())
	cost := PerHour(plan)
	for _, c := range []struct {
		group       partner.Group
		want, limit int
	}{
		{partner.GroupDetail, 12 + 12 + 3*12 + 3*4 + 2, 500},
		{partner.GroupGeneral, 12 + 12 + 2 + 5*4 + 4 + 4 + 3*4 + 1, 1000},
		{partner.GroupAggregate, 0, 250},
	} {
		if cost[c.group] != c.want || cost[c.group]*5 > c.limit {
			t.Errorf("%s costs %d requests an hour, want %d and a fifth of %d at most", c.group, cost[c.group], c.want, c.limit)
		}
	}
	r := Usual()
	if r.Overlap <= r.Look || r.Sweep <= r.Things || r.Things <= r.Look {
		t.Errorf("the rhythm %+v leaves gaps or asks most for what changes least", r)
	}
}

func TestEveryKindHasWords(t *testing.T) {
	t.Parallel()
	seen := map[string]partner.EventKind{}
	for _, k := range partner.EventKinds() {
		bare := Words(partner.Event{Kind: k})
		full := Words(partner.Event{
			Kind: k, Before: partner.Some(usd("12.4")), After: partner.Some(usd("1234567.891")), Amount: partner.Some(usd("3")), From: "10 %", To: "8 %", Reason: "Item returned.",
		})
		if bare == "" || full == "" {
			t.Errorf("%s is %q and %q", k, bare, full)
		}
		if strings.ContainsAny(bare, "_") || strings.HasSuffix(bare, " ") || strings.HasSuffix(bare, ":") || strings.Contains(full, "  ") || strings.HasSuffix(full, ".") {
			t.Errorf("%s is %q and %q", k, bare, full)
		}
		if old, ok := seen[full]; ok {
			t.Errorf("%s and %s are both %q", k, old, full)
		}
		seen[full] = k
	}
	if got := Words(partner.Event{Kind: "task_praised"}); got != "task praised" {
		t.Errorf("a kind of a later version is %q", got)
	}
}

func TestWordsOfHostileTexts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("製品が返品されました ", 40)
	for _, reason := range []string{"\x1b[31mred\x1b[0m\r\nline", long, "a\xffb", "   ", "ÄNDERUNG", "ID 5"} {
		got := Words(partner.Event{Kind: partner.ActionVoided, Reason: reason, Before: partner.Some(usd("1")), After: partner.Some(usd("0"))})
		if strings.ContainsAny(got, "\r\n\t") || !strings.HasPrefix(got, "reversed") || !strings.HasSuffix(got, "-$1.00") {
			t.Errorf("%q gives %q", reason, got)
		}
		if utf8.ValidString(reason) && !utf8.ValidString(got) {
			t.Errorf("%q is cut in the middle of a letter: %q", reason, got)
		}
	}
	for reason, want := range map[string]string{"ÄNDERUNG": "reversed: ÄNDERUNG, -$1.00", "Über alles": "reversed: über alles, -$1.00", "A return": "reversed: a return, -$1.00", "   ": "reversed, -$1.00"} {
		if got := Words(partner.Event{Kind: partner.ActionVoided, Reason: reason, Before: partner.Some(usd("1")), After: partner.Some(usd("0"))}); got != want {
			t.Errorf("%q gives %q, want %q", reason, got, want)
		}
	}
}

func TestMoneyAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, currency, want string }{
		{"0", "USD", "$0.00"},
		{"12.4", "USD", "$12.40"},
		{"-3.2", "EUR", "-€3.20"},
		{"1234567.891", "USD", "$1,234,567.89"},
		{"1200", "JPY", "¥1,200"},
		{"999.5", "CHF", "CHF 999.50"},
		{"1", "XX", "XX 1.00"},
		{"1", "", "1.00"},
	} {
		if got := Money(partner.Money{Amount: decimal.MustParse(c.amount), Currency: c.currency}); got != c.want {
			t.Errorf("%s %s is %q, want %q", c.amount, c.currency, got, c.want)
		}
	}
}
