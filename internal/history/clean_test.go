package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestCleaningDropsWhatWasNotSeenForLong(t *testing.T) {
	t.Parallel()
	c := &clock{noon.AddDate(-2, 0, 0)}
	h := at(t.TempDir(), c)
	defer h.Close()
	fill := func(age string) {
		open, void, paid := action("open "+age), action("void "+age), action("paid "+age)
		void.Action.State, paid.Action.Cleared = partner.ActionReversed, c.Add(-time.Hour)
		put(t, h, open, void, paid)
		h.KeepAnswer("answer "+age, c.Time, []byte(age))
		h.SetMark("mark "+age, age)
		h.Lease("lease "+age, "me", c.Add(time.Minute))
		must(t, h.Update(t.Context(), func(tx *Tx) error {
			for _, s := range []Seen{open, void} {
				if _, err := tx.PutUpdate(partner.ActionUpdate{ID: "update of " + s.Action.ID, ActionID: s.Action.ID, At: c.Time}); err != nil {
					return err
				}
			}
			_, err := tx.AddEvents([]partner.Event{
				{ID: "noticed " + age, At: noon.AddDate(-5, 0, 0), Seen: c.Time, ThingID: "x"},
				{ID: "stated " + age, At: c.Time, ThingID: "x"},
			})
			return errors.Join(err, tx.PutThing("task", age, nil), tx.PutThing("task", "still there", nil), tx.AddPoll(Poll{At: c.Time}))
		}))
	}
	fill("old")
	c.Time = noon
	fill("new")
	for range 2 {
		must(t, h.Clean(t.Context()))
		silent(t, h)
	}
	for id, want := range map[string]bool{"open old": true, "void old": false, "paid old": false, "open new": true, "void new": true, "paid new": true} {
		if _, ok, err := h.ActionByID(id); ok != want || err != nil {
			t.Errorf("the action %s is there: %v, %v", id, ok, err)
		}
	}
	for id, want := range map[string]int{"open old": 1, "void old": 0, "open new": 1, "void new": 1} {
		if u, err := h.ActionUpdates(id); len(u) != want || err != nil {
			t.Errorf("%s has %d updates, %v", id, len(u), err)
		}
	}
	if events, _, err := h.Events(partner.ActivityQuery{}); err != nil || ids(events) != "stated new noticed new" {
		t.Errorf("events are %q, %v", ids(events), err)
	}
	if polls, err := h.Polls(time.Time{}, time.Time{}); err != nil || len(polls) != 1 {
		t.Errorf("polls are %v, %v", polls, err)
	}
	_, _, older := h.Answer("answer old")
	_, _, newer := h.Answer("answer new")
	if older || !newer || h.Mark("mark old") != "old" {
		t.Error("the wrong answers or marks are gone")
	}
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		things, err := tx.Things("task")
		if len(things) != 2 || things["old"] != nil {
			t.Errorf("things are %v", things)
		}
		return err
	}))
}

func TestKeepSaysHowFarBackItReaches(t *testing.T) {
	t.Parallel()
	for keep, want := range map[time.Duration]bool{0: true, time.Hour: false, 399 * 24 * time.Hour: false, 401 * 24 * time.Hour: true} {
		c := &clock{noon}
		h := Open(Options{Now: c.now, Keep: keep})
		h.KeepAnswer("a", noon, nil)
		c.Time = noon.Add(400 * 24 * time.Hour)
		must(t, h.Clean(t.Context()))
		if _, _, ok := h.Answer("a"); ok != want {
			t.Errorf("with %v the answer is there: %v", keep, ok)
		}
		must(t, h.Close())
	}
}

func TestCleaningGivesTheRoomBackInBoundedSteps(t *testing.T) {
	t.Parallel()
	dir, c := t.TempDir(), &clock{noon}
	h := at(dir, c)
	defer h.Close()
	size := func() int64 {
		info, err := os.Stat(file(dir))
		must(t, err)
		return info.Size()
	}
	events := make([]partner.Event, 3*cleanRows)
	for i := range events {
		events[i] = modified(fmt.Sprint(i), noon)
		events[i].Reason = strings.Repeat("long ", 100)
	}
	add(t, h, events...)
	must(t, vacuum(t.Context(), h.base.write)) // into the file itself
	full := size()
	c.Time = noon.AddDate(3, 0, 0)
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Clean(canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	for range 4 {
		must(t, h.Clean(t.Context()))
	}
	if _, n, err := h.Events(partner.ActivityQuery{}); n != 0 || err != nil {
		t.Errorf("%d events are left, %v", n, err)
	}
	if now := size(); now > full/4 {
		t.Errorf("the file has %d bytes of %d", now, full)
	}
	silent(t, h)
}

func TestCleaningFindsDamage(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	h := start(t, dir)
	h.Mark("a")
	_, err := h.base.write.ExecContext(t.Context(), "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'updates'; PRAGMA schema_version = 999")
	must(t, err)
	must(t, h.Clean(t.Context()))
	says(t, h, "the history file was damaged")
	works(t, h)
}
