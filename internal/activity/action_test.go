package activity

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zone of these tests, whatever the machine has

	"impactdash/internal/partner"
)

// now is Saturday, Aug 22 2026, 12:00 in Los Angeles; the look before was an
// hour ago.
var now = time.Date(2026, 8, 22, 19, 0, 0, 0, time.UTC)

func frame(t *testing.T) Frame {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return Frame{Now: now, Last: now.Add(-time.Hour), Zone: zone, Horizon: 366}
}

func money(amount, currency string) partner.Money {
	m, err := partner.ParseMoney(amount, currency)
	if err != nil {
		panic(err)
	}
	return m
}

func usd(amount string) partner.Money { return money(amount, "USD") }

// sale is a pending action of ten days ago, with the changes of edit.
func sale(edit ...func(*partner.Action)) partner.Action {
	a := partner.Action{
		ID: "1.2.3", ProgramID: "1000", Program: "Brand", State: partner.ActionPending, Payout: usd("12.40"), Amount: usd("124"),
		At: now.AddDate(0, 0, -10), Created: now.AddDate(0, 0, -10).Add(time.Minute), Locks: now.AddDate(0, 0, 20), OrderID: "W-1",
	}
	for _, e := range edit {
		e(&a)
	}
	return a
}

func pays(amount string) func(*partner.Action) {
	return func(a *partner.Action) { a.Payout = usd(amount) }
}

func sold(amount string) func(*partner.Action) {
	return func(a *partner.Action) { a.Amount = usd(amount) }
}

func state(s partner.ActionState) func(*partner.Action) {
	return func(a *partner.Action) { a.State = s }
}

func locks(at time.Time) func(*partner.Action) {
	return func(a *partner.Action) { a.Locks = at }
}

func clears(at time.Time) func(*partner.Action) {
	return func(a *partner.Action) { a.Cleared = at }
}

func happened(at time.Time) func(*partner.Action) {
	return func(a *partner.Action) { a.At, a.Created = at, at }
}

func reversed(a *partner.Action) {
	a.State, a.Payout, a.Amount = partner.ActionReversed, usd("0"), usd("0")
}

func update(id string, at time.Time, delta string, edit ...func(*partner.ActionUpdate)) partner.ActionUpdate {
	u := partner.ActionUpdate{ID: id, ActionID: "1.2.3", State: partner.ActionPending, At: at, Explanation: "Order updated by the advertiser"}
	if delta != "" {
		u.DeltaPayout, u.DeltaAmount = usd(delta), usd(delta)
	}
	for _, e := range edit {
		e(&u)
	}
	return u
}

func returned(u *partner.ActionUpdate) {
	u.State, u.Explanation = partner.ActionReversed, "Item returned"
}

// told writes events as "kind: words [what it added]".
func told(events []partner.Event) []string {
	var all []string
	for _, e := range events {
		text := string(e.Kind) + ": " + Words(e)
		if e.Owed.OK {
			text += " [" + Money(e.Owed.V) + "]"
		}
		all = append(all, text)
	}
	return all
}

func TestWhatHappensToAnAction(t *testing.T) {
	t.Parallel()
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	early := sale().Created
	for _, c := range []struct {
		name    string
		before  *partner.Action
		due     [2]time.Time // before and after
		after   partner.Action
		updates []partner.ActionUpdate
		ahead   []partner.ActionUpdate
		used    int
		last    time.Duration // of the look before, where it is not an hour
		want    []string
	}{
		{name: "nothing", before: ref(sale()), after: sale()},
		{name: "new", after: sale(), updates: []partner.ActionUpdate{update("u0", early, "12.40")}, want: []string{"action_new: tracked, +$12.40 [$12.40]"}},
		{name: "new without updates", after: sale(), want: []string{"action_new: tracked, +$12.40 [$12.40]"}},
		{
			name: "new, modified and reversed at once", after: sale(reversed),
			updates: []partner.ActionUpdate{update("u0", early, "12.40"), update("u1", ago(50*time.Minute), "-4.00"), update("u2", ago(time.Minute), "-8.40", returned)},
			want: []string{
				"action_new: tracked, +$12.40 [$12.40]",
				"action_modified: modified: order updated by the advertiser, $12.40 → $8.40 [-$4.00]",
				"action_reversed: reversed: item returned, -$8.40 [-$8.40]",
			},
		},
		{
			name: "modified", before: ref(sale()), after: sale(pays("8.10")), updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "-4.30")},
			want: []string{"action_modified: modified: order updated by the advertiser, $12.40 → $8.10 [-$4.30]"},
		},
		{
			name: "modified by an update that does not say how much", before: ref(sale()), after: sale(pays("8.10")),
			updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "")},
			want:    []string{"action_modified: modified: order updated by the advertiser, $12.40 → $8.10 [-$4.30]"},
		},
		{
			name: "sale alone modified", before: ref(sale()), after: sale(sold("100")),
			updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "", func(u *partner.ActionUpdate) { u.DeltaAmount = usd("-24") })},
			want:    []string{"action_modified: modified: order updated by the advertiser, sale $100.00, payout as before"},
		},
		{name: "an update that changes nothing", before: ref(sale()), after: sale(), updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "0")}},
		{
			name: "reversed by a code alone", before: ref(sale()), after: sale(reversed),
			updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "-12.40", returned, func(u *partner.ActionUpdate) { u.Explanation, u.Detail = "", "CONS_FRAUD" })},
			want:    []string{"action_reversed: reversed: cons fraud, -$12.40 [-$12.40]"},
		},
		{
			name: "reversed, and the service still shows what it would have been", before: ref(sale()), after: sale(state(partner.ActionReversed)),
			updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "-12.40", returned)},
			want:    []string{"action_reversed: reversed: item returned, -$12.40 [-$12.40]"},
		},
		{name: "reversed without an update", before: ref(sale()), after: sale(reversed), want: []string{"action_reversed: reversed, -$12.40 [-$12.40]"}},
		{
			name: "reinstated", before: ref(sale(reversed)), after: sale(), updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "12.40")},
			want: []string{"action_modified: modified: order updated by the advertiser, $0.00 → $12.40 [$12.40]"},
		},
		{name: "restated", before: ref(sale()), after: sale(pays("10")), want: []string{"action_restated: restated, $12.40 → $10.00, and no update says why [-$2.40]"}},
		{
			name: "restated and modified", before: ref(sale()), after: sale(pays("8")), updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "-2")},
			want: []string{
				"action_restated: restated, $12.40 → $10.00, and no update says why [-$2.40]",
				"action_modified: modified: order updated by the advertiser, $10.00 → $8.00 [-$2.00]",
			},
		},
		{
			name: "an update of what was seen before", before: ref(sale(pays("8.40"))), after: sale(pays("8.40")), updates: []partner.ActionUpdate{update("u1", ago(3*time.Hour), "-4")},
			want: []string{"action_modified: modified: order updated by the advertiser, $12.40 → $8.40"},
		},
		{name: "the update of its creation, late", before: ref(sale()), after: sale(), updates: []partner.ActionUpdate{update("u0", early, "12.40")}},
		{
			name: "another currency", before: ref(sale()), after: sale(func(a *partner.Action) { a.Payout = money("11", "EUR") }),
			want: []string{
				"action_restated: restated, €0.00 → €11.00, and no update says why [€11.00]",
				"action_restated: restated, $12.40 → $0.00, and no update says why [-$12.40]",
			},
		},
		{
			name: "an update while it was asked for, not in the list", before: ref(sale()), after: sale(), ahead: []partner.ActionUpdate{update("u1", now.Add(time.Second), "-4")},
		},
		{
			name: "an update while it was asked for, in the list", before: ref(sale()), after: sale(pays("8.40")),
			ahead: []partner.ActionUpdate{update("u1", now.Add(time.Second), "-4"), update("u2", now.Add(2*time.Second), "-1")}, used: 1,
			want: []string{"action_modified: modified: order updated by the advertiser, $12.40 → $8.40 [-$4.00]"},
		},
		{name: "locked", before: ref(sale(locks(ago(time.Minute)))), after: sale(locks(ago(time.Minute)), state(partner.ActionApproved)), want: []string{"action_locked: locked, $12.40 will be paid"}},
		{name: "locked in a word we do not know", before: ref(sale()), after: sale(state("PAYABLE")), want: []string{"action_locked: locked, $12.40 will be paid"}},
		{
			name: "cleared", before: ref(sale(state(partner.ActionApproved))), after: sale(state(partner.ActionApproved), clears(ago(time.Minute))),
			want: []string{"action_cleared: cleared, $12.40 is in the balance [-$12.40]"},
		},
		{
			name: "new, locked, overdue and cleared when first seen", due: [2]time.Time{{}, ago(60 * time.Hour)},
			after: sale(state(partner.ActionApproved), locks(ago(100*time.Hour)), clears(ago(2*time.Hour))),
			want: []string{
				"action_new: tracked, +$12.40 [$12.40]", "action_locked: locked, $12.40 will be paid",
				"action_overdue: overdue, $12.40 was due and is not in the balance", "action_cleared: cleared, $12.40 is in the balance [-$12.40]",
			},
		},
		{
			name: "cleared on the day it was due", before: ref(sale(state(partner.ActionApproved))), due: [2]time.Time{ago(60 * time.Hour), ago(60 * time.Hour)}, last: 70 * time.Hour,
			after: sale(state(partner.ActionApproved), clears(ago(58*time.Hour))), want: []string{"action_cleared: cleared, $12.40 is in the balance [-$12.40]"},
		},
		{
			name: "cleared, and then reversed", before: ref(sale(state(partner.ActionApproved))), after: sale(reversed, clears(ago(50*time.Minute))),
			updates: []partner.ActionUpdate{update("u1", ago(time.Minute), "-12.40", returned)},
			want: []string{
				"action_cleared: cleared, $12.40 is in the balance [-$12.40]", "action_reversed: reversed: item returned, -$12.40",
			},
		},
		{
			name: "taken out of the balance", before: ref(sale(state(partner.ActionApproved), clears(ago(3*time.Hour)))), after: sale(state(partner.ActionApproved)),
			want: []string{"action_restated: restated, $0.00 → $12.40, and no update says why [$12.40]"},
		},
		{
			name: "due today", before: ref(sale(state(partner.ActionApproved))), after: sale(state(partner.ActionApproved)),
			due: [2]time.Time{ago(5 * time.Hour), ago(5 * time.Hour)},
		},
		{
			name: "overdue for long and told", before: ref(sale(state(partner.ActionApproved))), after: sale(state(partner.ActionApproved)),
			due: [2]time.Time{ago(50 * time.Hour), ago(50 * time.Hour)},
		},
		{
			name: "overdue, now that the day is known", before: ref(sale(state(partner.ActionApproved))), after: sale(state(partner.ActionApproved)),
			due: [2]time.Time{{}, ago(50 * time.Hour)}, want: []string{"action_overdue: overdue, $12.40 was due and is not in the balance"},
		},
		{name: "not locked is not overdue", before: ref(sale()), after: sale(), due: [2]time.Time{{}, ago(50 * time.Hour)}},
		{
			name: "too old for long", before: ref(sale(happened(now.AddDate(0, 0, -367)))), after: sale(happened(now.AddDate(0, 0, -367))),
		},
		{name: "new and too old", after: sale(happened(now.AddDate(0, 0, -400))), want: []string{"action_new: tracked, +$12.40"}},
		{name: "cleared when it was too old", before: ref(sale(happened(now.AddDate(0, 0, -400)))), after: sale(happened(now.AddDate(0, 0, -400)), clears(ago(time.Minute))), want: []string{"action_cleared: cleared, $12.40 is in the balance"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := frame(t)
			if c.last != 0 {
				f.Last = ago(c.last)
			}
			l := Look{After: Held{c.after, c.due[1]}, Updates: c.updates, Ahead: c.ahead}
			if c.before != nil {
				l.Before = partner.Some(Held{*c.before, c.due[0]})
			}
			events, used := f.Action(l)
			if got := told(events); !slices.Equal(got, c.want) {
				t.Errorf("told\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
			if used != c.used {
				t.Errorf("%d updates ahead are used, want %d", used, c.used)
			}
			f.checkSum(t, l, events)
		})
	}
}

func ref[T any](v T) *T { return &v }

// checkSum holds what the events added against what the action did, and checks
// what must be true of any event.
func (f Frame) checkSum(t *testing.T, l Look, events []partner.Event) {
	t.Helper()
	var sum partner.Totals
	sum.Add(f.Owes(l.After.Action, f.Now).V.Neg())
	if l.Before.OK {
		sum.Add(f.Owes(l.Before.V.Action, f.Last).V)
	}
	ids := map[string]bool{}
	for _, e := range events {
		sum.Add(e.Owed.V)
		if ids[e.ID] || !strings.HasPrefix(e.ID, string(e.Kind)+"/") || e.ThingID == "" || e.Title == "" || !e.Seen.Equal(f.Now) || e.At.IsZero() {
			t.Errorf("the event %+v is not whole", e)
		}
		ids[e.ID] = true
	}
	if !sum.IsZero() {
		t.Errorf("%v of Total Pending is not explained", sum.Lines(""))
	}
	again, _ := f.Action(l)
	for i, e := range again {
		if e.ID != events[i].ID {
			t.Errorf("who looks again calls %s %s", events[i].ID, e.ID)
		}
	}
}

func TestAnActionGrowsTooOld(t *testing.T) {
	t.Parallel()
	f := frame(t)
	// The last day that counts is 366 days ago; at midnight it is one more.
	a := sale(happened(time.Date(2025, 8, 21, 12, 0, 0, 0, f.Zone)))
	f.Now = time.Date(2026, 8, 23, 0, 5, 0, 0, f.Zone)
	f.Last = time.Date(2026, 8, 22, 23, 55, 0, 0, f.Zone)
	l := Look{Before: partner.Some(Held{Action: a}), After: Held{Action: a}}
	events, _ := f.Action(l)
	if got, want := told(events), []string{"action_aged: older than a year and still open, -$12.40 [-$12.40]"}; !slices.Equal(got, want) {
		t.Fatalf("told %q, want %q", got, want)
	}
	if at := events[0].At; !at.Equal(time.Date(2026, 8, 23, 0, 0, 0, 0, f.Zone)) {
		t.Errorf("it is too old since %v", at)
	}
	f.checkSum(t, l, events)
	f.Last, f.Now = f.Now, f.Now.Add(time.Hour)
	if events, _ := f.Action(l); len(events) != 0 {
		t.Errorf("told again: %q", told(events))
	}
}

func TestWhenThingsHappened(t *testing.T) {
	t.Parallel()
	f := frame(t)
	at := now.Add(-20 * time.Minute)
	due := time.Date(2026, 8, 21, 0, 0, 0, 0, f.Zone)
	before := partner.Some(Held{sale(), due})
	for _, c := range []struct {
		name   string
		look   Look
		kind   partner.EventKind
		at     time.Time
		stated bool
		id     string
	}{
		{"tracked", Look{After: Held{Action: sale()}}, partner.ActionTracked, sale().Created, true, "action_new/1.2.3"},
		{"tracked without a date", Look{After: Held{Action: sale(func(a *partner.Action) { a.Created = time.Time{} })}}, partner.ActionTracked, now, false, "action_new/1.2.3"},
		{"modified", Look{Before: before, After: Held{sale(pays("1")), due}, Updates: []partner.ActionUpdate{update("u9", at, "-11.40")}}, partner.ActionModified, at, true, "action_modified/u9"},
		{"restated", Look{Before: before, After: Held{sale(pays("1")), due}}, partner.ActionRestated, now, false, "action_restated/1.2.3/1787425200/USD"},
		{"locked", Look{Before: before, After: Held{Action: sale(state(partner.ActionApproved), locks(at))}}, partner.ActionLocked, at, true, "action_locked/1.2.3/1787424000"},
		{"locked early", Look{Before: before, After: Held{Action: sale(state(partner.ActionApproved))}}, partner.ActionLocked, now, false, "action_locked/1.2.3/1789153200"},
		{"cleared", Look{Before: before, After: Held{Action: sale(clears(at))}}, partner.ActionCleared, at, true, "action_cleared/1.2.3/1787424000"},
		{"overdue", Look{Before: before, After: Held{sale(state(partner.ActionApproved), locks(at)), due}}, partner.ActionLate, time.Date(2026, 8, 22, 0, 0, 0, 0, f.Zone), true, "action_overdue/1.2.3/1787295600"},
	} {
		events, _ := f.Action(c.look)
		i := slices.IndexFunc(events, func(e partner.Event) bool { return e.Kind == c.kind })
		if i < 0 {
			t.Errorf("%s: told is %q", c.name, told(events))
			continue
		}
		if e := events[i]; !e.At.Equal(c.at) || e.Stated != c.stated || e.ID != c.id {
			t.Errorf("%s: %s at %v, stated %v; want %s at %v, %v", c.name, e.ID, e.At, e.Stated, c.id, c.at, c.stated)
		}
	}
}

func TestActionsThatAreAwaited(t *testing.T) {
	t.Parallel()
	f := frame(t)
	past, coming := now.Add(-time.Hour), now.Add(time.Hour)
	for _, c := range []struct {
		name string
		held Held
		want bool
	}{
		{"to lock later", Held{sale(locks(coming)), time.Time{}}, false},
		{"to lock by now", Held{sale(locks(past)), time.Time{}}, true},
		{"without a date", Held{sale(locks(time.Time{})), past}, false},
		{"due later", Held{sale(state(partner.ActionApproved), locks(past)), coming}, false},
		{"due", Held{sale(state(partner.ActionApproved), locks(past)), past}, true},
		{"due on a day not known", Held{sale(state(partner.ActionApproved), locks(past)), time.Time{}}, false},
		{"in the balance", Held{sale(state(partner.ActionApproved), locks(past), clears(past)), past}, false},
		{"reversed", Held{sale(reversed, locks(past)), past}, false},
		{"too old", Held{sale(locks(past), happened(now.AddDate(-2, 0, 0))), past}, false},
	} {
		if _, got := f.Awaits(c.held); got != c.want {
			t.Errorf("%s: awaited is %v", c.name, got)
		}
	}
}
