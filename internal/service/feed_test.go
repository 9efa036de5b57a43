package service

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/partner"
)

// small is the profile of an account of three weeks.
const small = "new"

func TestTheFirstLookLeavesNothingUnread(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 7, "", "")
	if u := b.poll(); u.Count != 0 || !u.Newest.IsZero() {
		t.Errorf("unread are %d, want none", u.Count)
	}
	got, err := b.Activity(t.Context(), partner.ActivityQuery{From: sandboxNow.AddDate(0, 0, -7), To: sandboxNow.Add(time.Second), Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	// What the service keeps dates of is in it all the same.
	want := map[string]int{}
	for _, h := range b.box.Truth(sandboxNow.AddDate(0, 0, -7), sandboxNow) {
		switch h.Kind {
		case "contract_new", "contract_changed", "task_moved", "task_gone", "inquiry_moved":
			continue // of these it keeps none
		}
		want[h.Kind]++
	}
	have := map[string]int{}
	for _, e := range got.Value.Events {
		have[string(e.Kind)]++
		if !e.Seen.IsZero() || e.Owed.OK || !e.Stated || e.At.After(sandboxNow) {
			t.Errorf("%s says more than the service's log: seen %v, owed %v, stated %v, at %v", e.ID, e.Seen, e.Owed, e.Stated, e.At)
		}
	}
	delete(have, string(partner.InquiryMoved)) // the date of a comment may tell
	if !maps.Equal(have, want) {
		t.Errorf("the last week has %v, want %v", have, want)
	}
	if want["action_new"] == 0 || want["action_reversed"] == 0 || want["task_assigned"] == 0 {
		t.Errorf("%v prove nothing", want)
	}
	if !got.Value.Since.Equal(sandboxNow) || len(got.Value.Moved) != 0 || len(got.Value.Notes) != 0 {
		t.Errorf("since %v, movements %v, notes %v", got.Value.Since, got.Value.Moved, got.Value.Notes)
	}
}

func TestReadingMakesEventsRead(t *testing.T) {
	t.Parallel()
	b := newFeedBench(t, 7, "", small)
	b.look()
	b.clock.move(24 * time.Hour)
	u := b.poll()
	if u.Count == 0 || u.Count != len(b.events()) || !u.Newest.Equal(b.clock.now()) {
		t.Fatalf("unread are %d of %d, the newest of %v", u.Count, len(b.events()), u.Newest)
	}
	if err := b.ReadActivity(t.Context(), u.Newest); err != nil {
		t.Fatal(err)
	}
	if err := b.ReadActivity(t.Context(), sandboxNow); err != nil { // takes nothing back
		t.Fatal(err)
	}
	if u = b.poll(); u.Count != 0 {
		t.Errorf("%d are unread after reading", u.Count)
	}
	got, err := b.Activity(t.Context(), partner.ActivityQuery{})
	if err != nil || !got.Value.Read.Equal(u.Newest) || !got.AsOf.Equal(b.clock.now()) {
		t.Errorf("read up to %v as of %v, %v", got.Value.Read, got.AsOf, err)
	}
}

func TestPollAsksWhenItIsTimeAndNotBefore(t *testing.T) {
	t.Parallel()
	b := newFeedBench(t, 7, "", small)
	b.look()
	asked := func(what string, want bool) map[string]int {
		t.Helper()
		n := b.counted(func() { b.poll() })
		if (len(n) > 0) != want {
			t.Errorf("%s: the requests are %v", what, n)
		}
		return n
	}
	asked("at once", false)
	b.clock.move(4 * time.Minute)
	asked("after four minutes", false)
	b.Demand()
	if n := asked("demanded", true); n["Tasks"] != 1 || n["Contracts"] != 5 {
		t.Errorf("demanded, the requests are %v, want the things as well", n)
	}
	asked("after the demand", false)
	b.clock.move(5 * time.Minute)
	if n := asked("after five minutes", true); n["Tasks"]+n["Contracts"]+n["Invoices"]+n["ActionInquiries"] != 0 || n["Actions"] == 0 || n["ActionUpdates"] == 0 {
		t.Errorf("after five minutes the requests are %v, want those about actions alone", n)
	}
	if got := b.counted(func() {
		if _, err := b.Poll(partner.OnlyKept(t.Context())); err != nil {
			t.Error(err)
		}
	}); len(got) != 0 {
		t.Errorf("with what is kept alone the requests are %v", got)
	}
	b.clock.move(-3 * time.Hour) // the clock is set back
	b.Demand()
	asked("before the last look", false)
	b.clock.move(3*time.Hour + 5*time.Minute)
	asked("when the clock has come back", true)
}

// The plan says what is asked at most. What is asked in the busiest nights of
// the default account is within it, and both are far inside of the limits.
func TestRequestsAreAsPlanned(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 7, "", "")
	if n := b.counted(func() { b.poll() }); n["Actions"] != 9 || n["Contracts"] != 5 || n["Tasks"] != 1 || n["ActionInquiries"] != 1 {
		t.Errorf("the first look makes the requests %v", n)
	}
	plan := activity.PerHour(activity.Plan(activity.Usual()))
	most := map[partner.Group]int{}
	for _, night := range []time.Time{
		time.Date(2026, 11, 25, 23, 30, 0, 0, b.zone), // what locked at the end of October is due, and not paid yet
		time.Date(2026, 11, 29, 23, 30, 0, 0, b.zone), // all of a month locks
	} {
		b.clock.move(night.Sub(b.clock.now()))
		b.poll()
		for range 2 { // hours
			hour := map[partner.Group]int{}
			for range 12 {
				b.clock.move(5 * time.Minute)
				for resource, n := range b.counted(func() { b.poll() }) {
					if resource == "Actions" {
						hour[partner.GroupDetail] += n
					} else {
						hour[partner.GroupGeneral] += n
					}
				}
			}
			for group, n := range hour {
				most[group] = max(most[group], n)
			}
		}
	}
	t.Logf("at most %v in an hour, planned %v", most, plan)
	for group, limit := range map[partner.Group]int{partner.GroupDetail: 500, partner.GroupGeneral: 1000} {
		if most[group] == 0 || most[group] > plan[group] {
			t.Errorf("%s takes %d requests in an hour, planned are %d", group, most[group], plan[group])
		}
		if plan[group]*5 > limit {
			t.Errorf("%s takes %d of %d requests an hour, want a fifth at most", group, plan[group], limit)
		}
	}
}

// Two programs with one history: one asks, and nothing is told twice.
func TestTwoProgramsMakeOneLook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := newFeedBench(t, 7, dir, small)
	programs := []*Service{b.Service}
	for range 2 {
		programs = append(programs, b.another(openHistory(t, dir, b.box.AccountSID(), b.clock.now)))
	}
	for _, s := range programs {
		if _, err := s.Profile(t.Context()); err != nil { // each needs its own
			t.Fatal(err)
		}
	}
	together := func() map[string]int {
		return b.counted(func() {
			var wait sync.WaitGroup
			for _, s := range programs {
				for range 2 {
					wait.Go(func() {
						if _, err := s.Poll(t.Context()); err != nil {
							t.Error(err)
						}
					})
				}
			}
			wait.Wait()
		})
	}
	if n := together(); n["Tasks"] != 1 || n["Contracts"] != 5 {
		t.Errorf("the first looks make the requests %v, want those of one", n)
	}
	looks := []time.Time{b.clock.now()}
	for range 6 {
		b.clock.move(9 * time.Hour)
		if n := together(); n["Tasks"] != 1 || n["Contracts"] != 5 || n["ActionUpdates"] > 3 {
			t.Errorf("the looks make the requests %v, want those of one", n)
		}
		looks = append(looks, b.clock.now())
	}
	b.compare(looks, partner.ActionTracked)
	b.explained(0)
	var first partner.Unread
	for i, s := range programs {
		u, err := s.Poll(partner.OnlyKept(t.Context()))
		if err != nil || u.Count != len(b.events()) || i > 0 && u != first {
			t.Errorf("program %d counts %v, %v; want %d", i, u, err, len(b.events()))
		}
		first = u
	}
}

func TestFailuresKeepWhatWasKnown(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{
		"actions=503", "actionupdates=503", "actions=garbage", "actionupdates=429", "contracts=500", "tasks=html502",
		"actioninquiries=503", "tasks=garbage", "*=503", "*=401",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			b := newFeedBench(t, 7, "", small)
			first := b.look()
			b.clock.move(30 * time.Hour)
			b.fault(fault)
			before, err := b.keep.Polls(time.Time{}, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Poll(t.Context()); err == nil {
				t.Fatal("the failure is not reported")
			}
			actions := fault[0] == 'a' && fault != "actioninquiries=503" || fault[0] == '*'
			after, err := b.keep.Polls(time.Time{}, time.Time{})
			if err != nil || actions && (len(after) != len(before) || len(b.topics("action")) != 0) {
				t.Errorf("half an answer was compared: %d sums before, %d after, %v, %v", len(before), len(after), b.topics("action"), err)
			}
			if !actions && len(b.topics("action")) == 0 {
				t.Error("one source that fails holds up the others")
			}
			if n := b.counted(func() { _, _ = b.Poll(t.Context()) }); len(n) > 0 && actions {
				t.Errorf("it is asked again at once: %v", n)
			}
			b.fault()
			b.clock.move(6 * time.Hour)
			b.look()
			want := len(outcome(b.box.Truth(first, b.clock.now())))
			if got := len(b.events()); got != want {
				t.Errorf("%d events after the failure, want %d", got, want)
			}
			b.samePending()
			b.explained(0)
		})
	}
}

// topics are the events about a kind of thing.
func (b *feedBench) topics(topic string) []partner.Event {
	return slices.DeleteFunc(b.events(), func(e partner.Event) bool { return e.Kind.Topic() != topic })
}

func TestSourcesTheTokenMayNotReadAreNotedAndLeftOut(t *testing.T) {
	t.Parallel()
	b := newFeedBench(t, 7, "", small)
	b.fault("invoices=403", "tasks=404")
	b.look()
	b.clock.move(20 * time.Minute)
	if n := b.counted(func() { b.poll() }); n["Invoices"]+n["Tasks"] != 0 || n["Contracts"] == 0 {
		t.Errorf("the requests are %v, want none for what may not be read", n)
	}
	notes := func() (names []string) {
		got, err := b.Activity(t.Context(), partner.ActivityQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range got.Value.Notes {
			names = append(names, n.What)
			if partner.KindOf(n.Err) != partner.Forbidden {
				t.Errorf("the note about %s is %v", n.What, n.Err)
			}
		}
		return names
	}
	if got := notes(); !slices.Equal(got, []string{fromInvoices, fromTasks}) {
		t.Errorf("notes are about %q", got)
	}
	b.fault()
	b.clock.move(6 * time.Hour)
	b.poll()
	if got := notes(); len(got) != 0 {
		t.Errorf("notes are about %q when all may be read", got)
	}
	if len(b.topics("task")) != 0 || len(b.topics("invoice")) != 0 {
		t.Error("what is read for the first time is told as news")
	}
}

func TestWithoutUpdatesChangesAreSeenAllTheSame(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 7, "", small)
	b.fault("actionupdates=403")
	b.look()
	for range 10 {
		b.clock.move(12 * time.Hour)
		b.look()
	}
	kinds := map[partner.EventKind]int{}
	for _, e := range b.events() {
		kinds[e.Kind]++
		if e.Kind == partner.ActionVoided && (e.Stated || e.Reason != "") {
			t.Errorf("%s says when or why, and nobody has", e.ID)
		}
	}
	want := map[string]int{}
	for _, h := range b.box.Truth(sandboxNow, b.clock.now()) {
		want[h.Kind]++
	}
	if kinds[partner.ActionVoided] != want["action_reversed"] || kinds[partner.ActionTracked] != want["action_new"] || kinds[partner.ActionModified] != 0 {
		t.Errorf("noticed %v of %v", kinds, want)
	}
	if kinds[partner.ActionRestated] == 0 || kinds[partner.ActionVoided] == 0 {
		t.Errorf("%v prove nothing", kinds)
	}
	b.explained(0)
}

func TestAnEmptyAnswerIsNotTheEndOfBusiness(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	var all []act
	for i := range 40 {
		all = append(all, act{id: "1.2." + string(rune('A'+i)), at: "2026-08-01T10:00:00-07:00", payout: "1.00", locks: "2026-09-30T00:00:00-07:00"})
	}
	c.actions(all...)
	at := &clock{at: noon}
	s := c.with(at.now, nil)
	if _, err := s.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.actions()
	at.move(6 * time.Hour)
	_, err := s.Poll(t.Context())
	wantKind(t, err, partner.Malformed)
	got, err := s.Activity(t.Context(), partner.ActivityQuery{Kinds: []partner.EventKind{partner.ActionGone}})
	if err != nil || got.Value.Total != 0 {
		t.Errorf("%d are gone, %v", got.Value.Total, err)
	}
	c.actions(all[:39]...)
	at.move(5 * time.Minute)
	if _, err := s.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Activity(t.Context(), partner.ActivityQuery{Kinds: []partner.EventKind{partner.ActionGone}}); err != nil || got.Value.Total != 1 {
		t.Errorf("%d are gone, want one, %v", got.Value.Total, err)
	}
	c.actions(all...)
	at.move(6 * time.Hour)
	if _, err := s.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err = s.Activity(t.Context(), partner.ActivityQuery{})
	if err != nil || len(got.Value.Moved) != 1 || !got.Value.Moved[0].Rest.IsZero() {
		t.Fatalf("the movement is %v, %v", got.Value.Moved, err)
	}
	sameMoney(t, "Total Pending after all", got.Value.Moved[0].After, usd("40.00"))
}

func TestAPollThatNobodyWaitsForEnds(t *testing.T) {
	t.Parallel()
	b := newFeedBench(t, 7, "", small)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Poll(ctx); err == nil {
		t.Error("a canceled look succeeds")
	}
	if len(b.events()) != 0 {
		t.Error("a canceled look keeps events")
	}
	b.clock.move(2 * time.Minute)
	b.look() // the lease is free again
}
