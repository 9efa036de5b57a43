package service

import (
	"slices"
	"testing"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// samePending holds the sum that was kept at the last look against that of
// Pending, which is worked out from the service's answers of this moment.
func (b *feedBench) samePending() {
	b.t.Helper()
	polls, err := b.keep.Polls(b.clock.now(), b.clock.now())
	if err != nil || len(polls) != 1 {
		b.t.Fatalf("%d sums of this moment, %v", len(polls), err)
	}
	pending, err := b.Pending(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	want := pending.Value.Sum("")
	if len(want.Lines("")) == 0 {
		b.t.Fatal("nothing is pending: there is nothing to compare")
	}
	for _, m := range want.Lines("") {
		sameMoney(b.t, "Total Pending that was kept", polls[0].Owed.In(m.Currency), m)
	}
	if got := polls[0].Owed.Len(); got != want.Len() {
		b.t.Errorf("Total Pending has %d currencies, want %d", got, want.Len())
	}
}

// explained checks that every movement of Total Pending, between any two looks
// that follow each other and over so many spans of 30 days, is the sum of its
// causes.
func (b *feedBench) explained(spans int) {
	b.t.Helper()
	polls, err := b.keep.Polls(time.Time{}, time.Time{})
	if err != nil {
		b.t.Fatal(err)
	}
	all := b.events()
	for i := 1; i < len(polls); i++ {
		b.wantExplained(movedBetween(polls[i-1], polls[i], all))
	}
	for i := 0; i < len(polls) && spans > 0; i++ {
		first := polls[i]
		for _, last := range polls[i+1:] {
			if last.At.Sub(first.At) < 30*24*time.Hour {
				continue
			}
			got, err := b.Activity(b.t.Context(), partner.ActivityQuery{From: first.At, To: last.At.Add(time.Nanosecond), Limit: 1})
			if err != nil {
				b.t.Fatal(err)
			}
			b.wantExplained(got.Value.Moved)
			spans--
			break
		}
	}
	if spans > 0 {
		b.t.Error("too few spans of 30 days were looked at")
	}
}

func movedBetween(a, b history.Poll, events []partner.Event) []partner.Movement {
	return activity.Moved(activity.Sum{At: a.At, Owed: a.Owed}, activity.Sum{At: b.At, Owed: b.Owed}, events, "USD")
}

func (b *feedBench) wantExplained(all []partner.Movement) {
	b.t.Helper()
	if len(all) == 0 {
		b.t.Error("no movement is told")
	}
	for _, m := range all {
		sum := m.Rest
		for _, c := range m.Causes {
			sum = sum.Add(c.Amount)
		}
		sameMoney(b.t, "the sum of causes and rest", sum, m.After.Sub(m.Before))
		if !m.Rest.IsZero() {
			b.t.Errorf("between %v and %v %v are not explained", m.From, m.To, m.Rest)
		}
	}
}

// oneOpen is an open action of which nothing will happen for a while.
func (b *feedBench) oneOpen() history.Seen {
	b.t.Helper()
	var found history.Seen
	err := b.keep.Update(b.t.Context(), func(tx *history.Tx) error {
		for seen, err := range tx.OpenActions() {
			if err != nil {
				return err
			}
			quiet := seen.Action.Locks.Sub(b.clock.now()) > 20*24*time.Hour && b.clock.now().Sub(seen.Action.Created) > 48*time.Hour
			if quiet && seen.Action.Payout.Amount.IsPos() {
				found = seen
			}
		}
		return nil
	})
	if err != nil || found.Action.ID == "" {
		b.t.Fatalf("no open action, %v", err)
	}
	return found
}

// falsify changes what is known of an action behind the back of the feed.
func (b *feedBench) falsify(seen history.Seen) {
	b.t.Helper()
	err := b.keep.Update(b.t.Context(), func(tx *history.Tx) error { return tx.PutAction(seen) })
	if err != nil {
		b.t.Fatal(err)
	}
	b.Service = b.another(b.keep) // with no memory of its own
}

func TestMoneyThatNobodyExplainsIsShownAsSuch(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 3, "", small)
	b.look()
	b.clock.move(time.Hour)
	first := b.look()
	known := b.oneOpen()
	wrong := known
	wrong.Action.Payout = known.Action.Payout.Add(partner.Money{Amount: usd("7.25").Amount, Currency: known.Action.Payout.Currency})
	b.falsify(wrong)

	// A look that does not list the action cannot know why the sum is another.
	b.clock.move(time.Hour)
	b.look()
	got, err := b.Activity(t.Context(), partner.ActivityQuery{From: first})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Value.Moved {
		want := usd("0")
		if m.Rest.Currency == known.Action.Payout.Currency {
			want = usd("7.25")
		}
		if m.Rest.Amount.Cmp(want.Amount) != 0 {
			t.Errorf("%v are not explained, want %v", m.Rest, want)
		}
	}

	// The sweep lists it: its money is another, and no update says so.
	b.clock.move(6 * time.Hour)
	b.look()
	var restated []partner.Event
	for _, e := range b.events() {
		if e.Kind == partner.ActionRestated {
			restated = append(restated, e)
		}
	}
	if len(restated) != 1 || restated[0].ThingID != known.Action.ID {
		t.Fatalf("restated are %v, want %s alone", restated, known.Action.ID)
	}
	sameMoney(t, "payout before", restated[0].Before.V, wrong.Action.Payout)
	sameMoney(t, "payout after", restated[0].After.V, known.Action.Payout)
	sameMoney(t, "what it took from Total Pending", restated[0].Owed.V.Neg(), wrong.Action.Payout.Sub(known.Action.Payout))
	b.samePending()
	if got, err = b.Activity(t.Context(), partner.ActivityQuery{From: first}); err != nil {
		t.Fatal(err)
	}
	b.wantSum(got.Value.Moved)
}

// wantSum checks the sum alone: there may be a rest.
func (b *feedBench) wantSum(all []partner.Movement) {
	b.t.Helper()
	for _, m := range all {
		sum := m.Rest
		for _, c := range m.Causes {
			sum = sum.Add(c.Amount)
		}
		sameMoney(b.t, "the sum of causes and rest", sum, m.After.Sub(m.Before))
	}
}

func TestAnActionThatIsListedNoMoreAndComesBack(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 3, "", small)
	b.look()
	ghost := b.oneOpen()
	ghost.Action.ID, ghost.Action.OrderID = "1.2.3", "GHOST-1"
	b.falsify(ghost)
	b.clock.move(5 * time.Minute)
	b.look() // the sum has it now
	b.clock.move(6 * time.Hour)
	b.look()
	var gone []partner.Event
	for _, e := range b.events() {
		if e.ThingID == ghost.Action.ID {
			gone = append(gone, e)
		}
	}
	if len(gone) != 1 || gone[0].Kind != partner.ActionGone {
		t.Fatalf("the events are %v, want that it is gone", gone)
	}
	sameMoney(t, "what it took from Total Pending", gone[0].Owed.V.Neg(), ghost.Action.Payout)
	if _, ok, err := b.keep.ActionByID(ghost.Action.ID); ok || err != nil {
		t.Errorf("it is still known: %v, %v", ok, err)
	}
	b.samePending()
	polls, err := b.keep.Polls(time.Time{}, time.Time{})
	if err != nil || len(polls) != 3 {
		t.Fatalf("%d sums, %v", len(polls), err)
	}
	b.wantExplained(movedBetween(polls[1], polls[2], b.events()))
}

func TestAnActionThatIsReversedTwice(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	at := &clock{at: noon}
	s := c.with(at.now, nil)
	sale := act{id: "1.2.3", at: "2026-08-01T10:00:00-07:00", payout: "5.00", locks: "2026-09-30T00:00:00-07:00"}
	void := sale
	void.state, void.payout, void.intended = "REVERSED", "", "5.00"
	for _, is := range []act{sale, void, sale, void} {
		c.actions(is)
		if _, err := s.Poll(t.Context()); err != nil {
			t.Fatal(err)
		}
		at.move(6 * time.Hour)
	}
	got, err := s.Activity(t.Context(), partner.ActivityQuery{From: noon.Add(time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []partner.EventKind
	for _, e := range got.Value.Events {
		kinds = append(kinds, e.Kind)
	}
	if !slices.Equal(kinds, []partner.EventKind{partner.ActionVoided, partner.ActionRestated, partner.ActionVoided}) {
		t.Errorf("the events are %v, newest first", kinds)
	}
	for _, m := range got.Value.Moved {
		if !m.Rest.IsZero() {
			t.Errorf("%v are not explained", m.Rest)
		}
	}
}
