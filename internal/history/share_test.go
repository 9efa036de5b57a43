package history

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestAnOlderAnswerReplacesNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		first, then time.Time
		want        string
	}{
		{"newer", noon.Add(-time.Hour), noon, "second"},
		{"the same moment", noon, noon, "second"},
		{"older", noon, noon.Add(-time.Hour), "first"},
		{"older than one of the future", noon.Add(time.Hour), noon.Add(-time.Minute), "second"},
		{"of the future itself", noon, noon.Add(time.Hour), "second"},
		{"no moment", noon, time.Time{}, "first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, t.TempDir())
			h.KeepAnswer("tasks", c.first, []byte("first"))
			if _, asOf, ok := h.Answer("tasks"); !ok || !asOf.Equal(c.first) {
				t.Errorf("the answer is of %v, want it as it was given, %v", asOf, c.first)
			}
			h.KeepAnswer("tasks", c.then, []byte("second"))
			if body, _, _ := h.Answer("tasks"); string(body) != c.want {
				t.Errorf("the %s answer is kept", body)
			}
			if later := c.first.After(noon) || c.then.After(noon); later {
				says(t, h, "the clock was set back")
			}
			silent(t, h)
		})
	}
}

func TestAnOlderStatementAboutTheBudgetReplacesNone(t *testing.T) {
	t.Parallel()
	c := &clock{noon}
	dir := t.TempDir()
	h := at(dir, c)
	defer h.Close()
	say := func(left int, when time.Time) {
		h.KeepBudget(partner.Budget{{Group: partner.GroupDetail, Remaining: partner.Some(left), SeenAt: when}})
	}
	left := func() int { return h.Budget().Of(partner.GroupDetail).V.Remaining.V }
	say(3, noon)
	say(9, noon.Add(-time.Minute))
	if left() != 3 {
		t.Errorf("%d are left, want what was said last", left())
	}
	c.Time = noon.Add(-time.Hour) // set back
	say(7, c.Time)
	if left() != 7 {
		t.Errorf("%d are left, want what was said since the clock was set back", left())
	}
}

func TestALeaseHasOneHolder(t *testing.T) {
	t.Parallel()
	dir, c := t.TempDir(), &clock{noon}
	a, b := at(dir, c), at(dir, c)
	defer a.Close()
	defer b.Close()
	check := func(what string, got, want bool) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	check("free", a.Lease("poll", "a", noon.Add(time.Minute)), true)
	check("held", b.Lease("poll", "b", noon.Add(time.Minute)), false)
	check("another", b.Lease("clean", "b", noon.Add(time.Minute)), true)
	check("its own, longer", a.Lease("poll", "a", noon.Add(2*time.Minute)), true)
	c.Time = noon.Add(time.Minute)
	check("held for longer", b.Lease("poll", "b", noon.Add(5*time.Minute)), false)
	c.Time = noon.Add(2 * time.Minute)
	check("run out", b.Lease("poll", "b", noon.Add(5*time.Minute)), true)
	a.Release("poll", "a")
	check("not given back by its holder", a.Lease("poll", "a", noon.Add(5*time.Minute)), false)
	b.Release("poll", "b")
	check("given back", a.Lease("poll", "a", noon.Add(1000*time.Hour)), true)
	c.Time = noon.Add(3*time.Minute + longestLease)
	check("asked for too long", b.Lease("poll", "b", c.Add(time.Minute)), true)
	c.Time = noon.Add(-24 * time.Hour)
	check("the clock was set back", a.Lease("poll", "a", c.Add(time.Minute)), true)
	silent(t, a)
}

func TestManyHistoriesOfOneFileLoseNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const writers, acts = 6, 20
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			h := at(dir, &clock{noon})
			defer h.Close()
			for i := range acts {
				id := fmt.Sprintf("%d-%d", w, i)
				if err := h.setMark(id, strings.Repeat("long ", 200)); err != nil {
					t.Error(err)
				}
				if err := h.keepAnswer("shared", noon.Add(time.Duration(i)), []byte(id)); err != nil {
					t.Error(err)
				}
				if h.Mark(id) == "" {
					t.Errorf("writer %d does not see its own mark %d", w, i)
				}
			}
			silent(t, h)
		})
	}
	all.Wait()
	h := start(t, dir)
	for w := range writers {
		for i := range acts {
			if id := fmt.Sprintf("%d-%d", w, i); h.Mark(id) == "" {
				t.Errorf("%s is lost", id)
			}
		}
	}
	if body, _, _ := h.Answer("shared"); !strings.HasSuffix(string(body), fmt.Sprintf("-%d", acts-1)) {
		t.Errorf("the answer kept is %s, want one of the newest", body)
	}
}

func TestOneHistoryServesManyAtOnce(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{"file": t.TempDir(), "memory": ""} {
		h := start(t, dir)
		var all sync.WaitGroup
		for w := range 4 {
			all.Go(func() {
				for i := range 6 {
					id := fmt.Sprintf("%d-%d", w, i)
					put(t, h, action(id))
					add(t, h, modified(id, noon))
					if _, ok, err := h.ActionByID(id); !ok || err != nil {
						t.Errorf("%s: %s is %v, %v", name, id, ok, err)
					}
					if _, _, err := h.FindActions("order-", 5); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n, _, err := h.Counts(); n != 24 || err != nil {
			t.Errorf("%s: %d actions, %v", name, n, err)
		}
		if _, n, err := h.Events(partner.ActivityQuery{Limit: 3}); n != 24 || err != nil {
			t.Errorf("%s: %d events, %v", name, n, err)
		}
	}
}

func TestAClosedHistoryKnowsNothing(t *testing.T) {
	t.Parallel()
	h := at(t.TempDir(), &clock{noon})
	h.SetMark("a", "b")
	must(t, h.Close())
	must(t, h.Close())
	h.KeepAnswer("x", noon, nil)
	if _, _, ok := h.Answer("x"); ok || h.Mark("a") != "" || h.Lease("l", "me", noon.Add(time.Hour)) || h.Budget() != nil {
		t.Error("something is known")
	}
	if _, _, err := h.Events(partner.ActivityQuery{}); err == nil {
		t.Error("events are read")
	}
	silent(t, h)
}
