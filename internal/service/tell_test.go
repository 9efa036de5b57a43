package service

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"impactdash/internal/companion"
	"impactdash/internal/partner"
)

func TestANewerActTakesThePlaceOfOneThatWaits(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(1)
	k.down(503)
	act := func(do func() error, waits, said string) {
		t.Helper()
		k.said()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		wantText(t, "what waits", k.waits(t), waits)
		wantText(t, "what was said", k.said(), said)
	}
	snooze := func(d time.Duration) func() error {
		return func() error {
			_, err := k.SnoozeTodos(t.Context(), partner.Snooze{Todos: []partner.Todo{k.todo(t, "other/1")}, Until: noon.Add(d)})
			return err
		}
	}
	wake := func() error {
		_, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "other/1")})
		return err
	}
	undo := func() error { _, err := k.Undo(t.Context()); return err }
	redo := func() error { _, err := k.Redo(t.Context()); return err }
	act(snooze(week), "snooze other/1", "dismiss 1")
	act(undo, "", "")
	act(redo, "snooze other/1", "dismiss 1")
	act(wake, "", "")
	act(undo, "snooze other/1", "dismiss 1")
	act(snooze(2*week), "snooze other/1", "dismiss 1")
	k.down(0)
	act(func() error { _, err := k.flush(t); return err }, "", "dismiss 1")
	k.down(503)
	act(wake, "wake other/1", "wake 1")
	act(undo, "", "")
	act(redo, "wake other/1", "wake 1")
	act(snooze(week), "snooze other/1", "dismiss 1")
	k.down(0)
	act(wake, "", "wake 1") // the service has it snoozed since before
	wantText(t, "the list", k.todos(t), "other/1")
}

func TestWhatMayHaveArrivedIsTakenBackAtTheService(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	ours := func() partner.Todo {
		t.Helper()
		list, err := b.Todos(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list.Value.Todos {
			if d.Server != "" {
				return d
			}
		}
		t.Fatal("the sandbox has no to-do")
		return partner.Todo{}
	}
	at := func(d partner.Todo) time.Time {
		t.Helper()
		all, err := b.companion.Todos(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range all {
			if v.Server == d.Server {
				return v.Wake
			}
		}
		return time.Time{}
	}
	d := ours()
	b.fault("companion todos=lost")
	if _, err := b.SnoozeTodos(t.Context(), partner.Snooze{Todos: []partner.Todo{d}, Until: b.now.Add(week)}); err != nil {
		t.Fatal(err)
	}
	if at(d).IsZero() {
		t.Fatal("the sandbox did not lose the answer only")
	}
	b.fault()
	if _, err := b.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w := at(d); !w.IsZero() {
		t.Errorf("it sleeps at the service until %v although it was undone", w)
	}
	if s := b.store.State().Waiting; len(s) != 0 {
		t.Errorf("%+v waits", s)
	}
}

// gate holds writes to one path until it is opened, and lets others pass.
type gate struct {
	http.RoundTripper
	path string
	open chan struct{}
}

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, g.path) {
		select {
		case <-g.open:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return g.RoundTripper.RoundTrip(r)
}

// An undo pressed while the snooze is on its way must reach the service behind
// it, or the to-do would sleep there for good.
func TestAnUndoWaitsForTheActOnItsWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := newKit(t)
		k.serve(1)
		g := &gate{RoundTripper: direct{k.ally}, path: "/dismiss", open: make(chan struct{})}
		friend, err := companion.New(companion.Options{
			BaseURL: "https://ally.example", AccountSID: cannedSID, AuthToken: cannedToken, Now: k.now, Transport: g, Sleep: noSleep,
		})
		if err != nil {
			t.Fatal(err)
		}
		k.companion = friend
		d := k.todo(t, "other/1")
		done := make(chan error, 3)
		go func() { _, err := k.SnoozeTodos(t.Context(), snoozing(d)); done <- err }()
		synctest.Wait()
		go func() { _, err := k.Undo(t.Context()); done <- err }()
		synctest.Wait()
		if n := len(k.ally.done()); n != 0 || len(done) != 0 {
			t.Errorf("%d writes, %d acts are over", n, len(done))
		}
		if s := k.store.State().Snoozes; len(s) != 0 {
			t.Errorf("here it is not undone at once: %v", s)
		}
		// A note is no business of the service and waits for nobody.
		if _, err := k.WriteNote(t.Context(), partner.Memo{Key: "other/1", Text: "x"}); err != nil {
			t.Error(err)
		}
		if _, err := k.Undo(t.Context()); err != nil {
			t.Error(err)
		}
		close(g.open)
		synctest.Wait()
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		wantText(t, "what was said", k.said(), "dismiss 1, wake 1")
		wantText(t, "the list", k.todos(t), "other/1")
	})
}

// What one program could not send is taken back, done again and sent by
// others, each started after it.
func TestProgramsShareWhatWaits(t *testing.T) {
	t.Parallel()
	all := shared(t, 4)
	a, b, c, d := all[0], all[1], all[2], all[3]
	a.serve(2)
	a.down(503)
	if _, err := a.SnoozeTodos(t.Context(), snoozing(a.todo(t, "other/1"), a.todo(t, "other/2"))); err != nil {
		t.Fatal(err)
	}
	a.said()
	if u, err := b.Undo(t.Context()); err != nil || u.Text != "snoozed 2 to-dos" || b.said() != "" {
		t.Errorf("%+v, %v", u, err)
	}
	wantText(t, "what waits after the undo", a.waits(t), "")
	wantText(t, "the list", a.todos(t), "other/1 other/2")
	if u, err := c.Redo(t.Context()); err != nil || u.Text != "snoozed 2 to-dos (2 of them at the service once it can be reached)" {
		t.Errorf("%+v, %v", u, err)
	}
	const both = "snooze other/1, snooze other/2"
	wantText(t, "what waits after the redo", a.waits(t), both)
	ids, err := a.Desk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if done, err := b.CancelWaiting(t.Context(), []string{ids.Waiting[0].ID}); err != nil || done.Text != "Cancelled the snooze of Served 1; it counts on this machine only" {
		t.Errorf("%+v, %v", done, err)
	}
	a.down(0)
	a.said()
	if done, err := d.flush(t); err != nil || done.Text != "Sent what had waited: the snooze of Served 2" {
		t.Errorf("%+v, %v", done, err)
	}
	wantText(t, "what was said", a.said(), "dismiss 2")
	wantText(t, "the list", a.todos(t), "(other/1) (other/2)")
}
