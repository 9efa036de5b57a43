package activity

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/uitest"
)

func TestEveryKindHasAWord(t *testing.T) {
	t.Parallel()
	seen := map[string]partner.EventKind{}
	for _, k := range partner.EventKinds() {
		w := wordOf(k)
		if n := format.Width(w.text); n == 0 || n > whatCells {
			t.Errorf("%s: %q takes %d cells", k, w.text, n)
		}
		if other, ok := seen[kindWords(k)]; ok || strings.Contains(kindWords(k), "_") {
			t.Errorf("%s and %s are both %q", k, other, kindWords(k))
		}
		seen[kindWords(k)] = k
	}
	for _, name := range append(uitest.Names(), "payout_moved") {
		w := wordOf(partner.EventKind(name))
		uitest.Clean(t, w.text)
		if strings.TrimSpace(w.text) == "" {
			t.Errorf("%q has no word", name)
		}
	}
}

// The sentence is that of the commands: the screen begins it with a capital.
func TestTheSentenceIsToldOnce(t *testing.T) {
	t.Parallel()
	usd := func(s string) partner.Opt[partner.Money] { return partner.Some(uitest.Money(s, "USD")) }
	for _, c := range []struct {
		e    partner.Event
		want string
		more bool // the reason is told besides
	}{
		{partner.Event{Kind: partner.ActionVoided, Before: usd("2"), After: usd("0"), Reason: "Item  Returned."}, "Reversed: item Returned, -$2.00.", false},
		{partner.Event{Kind: partner.ActionLocked, After: usd("2"), Reason: "checked"}, "Locked, $2.00 will be paid.", true},
		{partner.Event{Kind: partner.TaskMoved, From: "new", To: "blocked"}, "Task new → blocked.", false},
		{partner.Event{Kind: partner.InquiryMoved, From: "waiting", To: "declined", Reason: "No\x1b[2J trace"}, "Inquiry waiting → declined: no trace.", false},
		{partner.Event{Kind: ""}, "", false},
	} {
		got := told(&c.e)
		if got != c.want || tells(got, c.e.Reason) == c.more {
			t.Errorf("%s: %q, want %q; the reason is in it: %v", c.e.Kind, got, c.want, tells(got, c.e.Reason))
		}
	}
	for _, k := range partner.EventKinds() {
		e := partner.Event{Kind: k, To: "8 %"}
		if got := told(&e); got == "." || got[:1] != strings.ToUpper(got[:1]) || !strings.HasPrefix(got[1:], activity.Words(e)[1:]) {
			t.Errorf("%s: %q", k, got)
		}
	}
}

func TestTheMoneyThatChanged(t *testing.T) {
	t.Parallel()
	usd := func(s string) partner.Opt[partner.Money] { return partner.Some(uitest.Money(s, "USD")) }
	eur := partner.Some(uitest.Money("3", "EUR"))
	for _, c := range []struct {
		e    partner.Event
		want string
	}{
		{partner.Event{Kind: partner.ActionTracked, After: usd("8.15")}, "+$8.15"},
		{partner.Event{Kind: partner.ActionTracked, After: usd("0")}, "$0.00"},
		{partner.Event{Kind: partner.ActionVoided, Before: usd("12.40"), After: usd("0")}, "-$12.40"},
		{partner.Event{Kind: partner.ActionModified, Before: usd("1"), After: usd("1234.56")}, "+$1,234"},
		{partner.Event{Kind: partner.ActionModified, Before: usd("5"), After: usd("5"), Amount: usd("70")}, "$5.00"},
		{partner.Event{Kind: partner.ActionModified, Before: usd("5"), After: eur}, "€3.00"},
		{partner.Event{Kind: partner.ActionCleared, After: usd("55.50"), Owed: usd("-55.50")}, "$55.50"},
		{partner.Event{Kind: partner.ActionGone, Before: usd("2")}, "-$2.00"},
		{partner.Event{Kind: partner.ActionTracked, Amount: usd("70")}, "$70.00"},
		{partner.Event{Kind: partner.TaskMoved, From: "in progress", To: "blocked"}, "blocked"},
		{partner.Event{Kind: partner.ContractRates, From: "9 %", To: "8 %"}, "9 % → 8 %"},
		{partner.Event{Kind: partner.TaskGone}, ""},
	} {
		cells := leastWorth
		if c.want == "9 % → 8 %" {
			cells = worthCells
		}
		if got := worth(&c.e, cells); got != c.want {
			t.Errorf("%s: %q, want %q", c.e.Kind, got, c.want)
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
