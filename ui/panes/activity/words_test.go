package activity

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/uitest"
)

func TestEveryKindHasWords(t *testing.T) {
	t.Parallel()
	seen := map[string]partner.EventKind{}
	for _, k := range partner.EventKinds() {
		w := wordOf(k)
		if n := format.Width(w.short); n == 0 || n > whatCells {
			t.Errorf("%s: %q takes %d cells", k, w.short, n)
		}
		if strings.Contains(w.long, "_") || w.long == w.short {
			t.Errorf("%s has no words of its own: %q", k, w.long)
		}
		if other, ok := seen[w.long]; ok {
			t.Errorf("%s and %s are both %q", k, other, w.long)
		}
		seen[w.long] = k
	}
	for _, name := range append(uitest.Names(), "payout_moved") {
		w := wordOf(partner.EventKind(name))
		uitest.Clean(t, w.short+w.long)
		if strings.TrimSpace(w.short) == "" {
			t.Errorf("%q has no word", name)
		}
	}
}

func TestMoments(t *testing.T) {
	t.Parallel()
	now := uitest.Now() // Sunday, Nov 22, 15:04
	for _, c := range []struct {
		at          time.Time
		full, short string
	}{
		{time.Time{}, "-", "-"},
		{now.Add(-time.Hour), "14:04", "14:04"},
		{now.Add(-16 * time.Hour), "Nov 21 23:04", "Nov 21"},
		{now.AddDate(-1, 0, 0), "Nov 22, 2025", "Nov 22"},
	} {
		if full, short := moment(c.at, now), shortMoment(c.at, now); full != c.full || short != c.short {
			t.Errorf("%v: %q, %q; want %q, %q", c.at, full, short, c.full, c.short)
		}
		if format.Width(moment(c.at, now)) > whenCells-markCells {
			t.Errorf("%q does not fit", moment(c.at, now))
		}
	}
}

func TestThingsAndChanges(t *testing.T) {
	t.Parallel()
	usd := func(s string) partner.Opt[partner.Money] { return partner.Some(uitest.Money(s, "USD")) }
	for _, c := range []struct {
		e             partner.Event
		thing, change string
	}{
		{partner.Event{Kind: partner.ActionTracked, Title: "77", After: usd("1")}, "order 77", "$1.00"},
		{partner.Event{Kind: partner.ActionTracked, ThingID: "1.2", Amount: usd("3")}, "action 1.2", "$3.00"},
		{partner.Event{Kind: partner.ActionModified, Before: usd("2"), After: usd("-1.5")}, "-", "$2.00 → -$1.50"},
		{partner.Event{Kind: partner.ActionGone, Before: usd("2")}, "-", "$2.00"},
		{partner.Event{Kind: partner.LineSettled, Title: "INV-1"}, "invoice INV-1", ""},
		{partner.Event{Kind: partner.ContractRates, ThingID: "C-1", From: "10 %", To: "8 %"}, "contract C-1", "10 % → 8 %"},
		{partner.Event{Kind: partner.ContractNew, Title: "Autumn", To: "8 %", Amount: usd("1")}, "contract Autumn", "8 %"},
		{partner.Event{Kind: partner.TaskLate, Title: "Do\x1b[2J it"}, "Do it", ""},
		{partner.Event{Kind: partner.TaskGone, ThingID: "9"}, "task 9", ""},
		{partner.Event{Kind: partner.InquiryNew, Title: "78"}, "inquiry, order 78", ""},
	} {
		if got := thing(&c.e); got != c.thing {
			t.Errorf("%s: %q, want %q", c.e.Kind, got, c.thing)
		}
		if got := change(&c.e, amountCells); got != c.change {
			t.Errorf("%s: %q, want %q", c.e.Kind, got, c.change)
		}
	}
}

func TestASignIsToldWithoutColour(t *testing.T) {
	t.Parallel()
	for amount, want := range map[string]string{"12.40": "+$12.40", "-12.40": "-$12.40", "0": "$0.00", "123456789.99": "+$123.5M"} {
		if got := signed(uitest.Money(amount, "USD"), 10); got != want {
			t.Errorf("%s: %q, want %q", amount, got, want)
		}
	}
}
