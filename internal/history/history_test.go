package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

const account = "IRsecretaccountid"

var noon = time.Date(2026, time.August, 22, 12, 0, 0, 123456789, time.UTC)

// clock is a moment that tests move.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func at(dir string, c *clock) *History { return Open(Options{Dir: dir, Account: account, Now: c.now}) }

// start is a history in a directory at noon, closed with the test.
func start(t testing.TB, dir string) *History {
	t.Helper()
	h := at(dir, &clock{noon})
	t.Cleanup(func() { must(t, h.Close()) })
	return h
}

func file(dir string) string { return filepath.Join(dir, fileName(account)) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func silent(t testing.TB, h *History) {
	t.Helper()
	if n := h.Note(); n.OK {
		t.Errorf("there is a note: %v", n.V.Err)
	}
}

// says takes the one note there must be.
func says(t testing.TB, h *History, part string) {
	t.Helper()
	n := h.Note()
	if !n.OK {
		t.Fatalf("there is no note, want one with %q", part)
	}
	var e *partner.Error
	if !errors.As(n.V.Err, &e) || !strings.Contains(e.Detail, part) || n.V.What != "history of this machine" {
		t.Errorf("the note is %v, want %q in it", n.V.Err, part)
	} else if first := e.Detail[:1]; first != strings.ToLower(first) || strings.HasSuffix(e.Detail, ".") {
		t.Errorf("the note %q is not in the style of the others", e.Detail)
	}
	silent(t, h)
}

func usd(amount string) partner.Money {
	return partner.Money{Amount: decimal.MustParse(amount), Currency: "USD"}
}

// action is an action with something in every field.
func action(id string) Seen {
	return Seen{
		Due: noon.AddDate(0, 1, 0), Listed: noon,
		Action: partner.Action{
			ID: id, ProgramID: "77", Program: "Brand\x1b[31m Zoë", Event: "Sale", State: partner.ActionPending,
			Payout: usd("12.50"), Intended: true, Amount: partner.Money{Amount: decimal.MustParse("0.123456789012345678"), Currency: "EUR"},
			At: noon.Add(-time.Hour), Created: noon, Locks: noon.AddDate(0, 0, 30), OrderID: "Order-" + id, PromoCode: "SUMMER",
			SubIDs: [3]string{"one", "", "three"}, SharedID: "shared",
		},
	}
}

func modified(id string, when time.Time) partner.Event {
	return partner.Event{
		ID: id, Kind: partner.ActionModified, At: when, Stated: true, Seen: when.Add(time.Minute), ThingID: "a-" + id, Title: "Order 100%_x",
		ProgramID: "77", Program: "Brand Ünï", Before: partner.Some(usd("12.50")), After: partner.Some(usd("-8")),
		Amount: partner.Some(usd("100")), From: "10 %", To: "8 %", Reason: "Item returned", Owed: partner.Some(usd("-20.50")),
	}
}

func put(t testing.TB, h *History, all ...Seen) {
	t.Helper()
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		for _, s := range all {
			if err := tx.PutAction(s); err != nil {
				return err
			}
		}
		return nil
	}))
}

func add(t testing.TB, h *History, events ...partner.Event) {
	t.Helper()
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.AddEvents(events)
		return err
	}))
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s is\n%+v, want\n%+v", what, got, want)
	}
}

func TestWhatWasSeenSurvivesTheProgram(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "impactdash")
	a := at(dir, &clock{noon})
	budget := partner.Budget{
		{Group: partner.GroupGeneral, SeenAt: noon},
		{Group: partner.GroupAggregate, Limit: partner.Some(250), Remaining: partner.Some(0), Reset: noon.Add(time.Hour), SeenAt: noon},
	}
	bare := Seen{Action: partner.Action{ID: "bare"}}
	updates := []partner.ActionUpdate{
		{ID: "u1", ActionID: "a", ProgramID: "77", State: partner.ActionApproved, Detail: "D", Explanation: "why \x00", DeltaPayout: usd("-1.0"), DeltaAmount: usd("3"), At: noon, ActionAt: noon, Locks: noon, Clears: noon, PaystubID: "p", ContractID: "c"},
		{ID: "u2", ActionID: "a", At: noon.Add(time.Second)},
	}
	var owed partner.Totals
	owed.Add(usd("10.10"))
	owed.Add(partner.Money{Amount: decimal.MustParse("0"), Currency: "EUR"})
	events := []partner.Event{modified("e1", noon), {ID: "e2", Kind: partner.TaskMoved, At: noon.Add(time.Hour), ThingID: "t"}}
	a.KeepAnswer("tasks", noon, []byte("body\x00"))
	a.KeepBudget(budget)
	a.SetMark("read", "yes")
	put(t, a, action("a"), bare)
	add(t, a, events...)
	must(t, a.Update(t.Context(), func(tx *Tx) error {
		for _, u := range updates {
			if fresh, err := tx.PutUpdate(u); err != nil || !fresh {
				return fmt.Errorf("%s is fresh: %v, %w", u.ID, fresh, err)
			}
		}
		return errors.Join(tx.PutThing("task", "t", []byte(`{}`)), tx.PutThing("task", "none", nil), tx.AddPoll(Poll{At: noon, Owed: owed}), tx.SetMark("swept", "all"))
	}))
	silent(t, a)
	must(t, a.Close())

	b := start(t, dir)
	body, asOf, ok := b.Answer("tasks")
	if string(body) != "body\x00" || asOf != noon || !ok {
		t.Errorf("the answer is %q as of %v, %v", body, asOf, ok)
	}
	if _, _, ok := b.Answer("links"); ok {
		t.Error("there is an answer nobody gave")
	}
	same(t, "the budget", b.Budget(), budget)
	if b.Mark("read") != "yes" || b.Mark("swept") != "all" || b.Mark("other") != "" {
		t.Error("marks are lost")
	}
	for id, want := range map[string]Seen{"a": action("a"), "bare": bare} {
		got, ok, err := b.ActionByID(id)
		if err != nil || !ok {
			t.Fatal(id, ok, err)
		}
		same(t, id, got, want)
	}
	got, err := b.ActionUpdates("a")
	must(t, err)
	same(t, "updates", got, updates)
	polls, err := b.Polls(noon, noon)
	must(t, err)
	same(t, "polls", polls, []Poll{{At: noon, Owed: owed}})
	all, total, err := b.Events(partner.ActivityQuery{})
	must(t, err)
	if total != 2 || len(all) != 2 {
		t.Fatalf("%d events of %d", len(all), total)
	}
	same(t, "the newest event", all[0], events[1])
	same(t, "the oldest event", all[1], events[0])
	must(t, b.Update(t.Context(), func(tx *Tx) error {
		things, err := tx.Things("task")
		if len(things) != 2 || string(things["t"]) != "{}" || len(things["none"]) != 0 {
			t.Errorf("things are %q", things)
		}
		if body, ok, _ := tx.Thing("task", "t"); string(body) != "{}" || !ok {
			t.Errorf("the thing is %q, %v", body, ok)
		}
		return err
	}))
	silent(t, b)
}

func TestTheFileIsForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	h := start(t, dir)
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Fatalf("opening made the directory: %v", err)
	}
	h.SetMark("a", "b")
	files, err := os.ReadDir(dir)
	must(t, err)
	if len(files) < 3 {
		t.Errorf("only %v are there", files)
	}
	for _, f := range files {
		info, err := f.Info()
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", f.Name(), info.Mode())
		}
		if strings.Contains(f.Name(), account) || !strings.HasPrefix(f.Name(), fileName(account)) {
			t.Errorf("%s is a name that tells too much", f.Name())
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory has the mode %v, %v", info.Mode(), err)
	}
	if fileName("other") == fileName(account) {
		t.Error("two accounts share a file")
	}
}

func TestAnUpdateThatFailsKeepsNothing(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{"file": t.TempDir(), "memory": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failsWhole(t, at(dir, &clock{noon}))
		})
	}
}

func failsWhole(t *testing.T, h *History) {
	t.Helper()
	defer h.Close()
	h.SetMark("before", "x")
	h.Note() // that there is no directory
	wrong := errors.New("wrong")
	err := h.Update(t.Context(), func(tx *Tx) error {
		must(t, tx.PutAction(action("a")))
		must(t, tx.SetMark("m", "x"))
		return wrong
	})
	if !errors.Is(err, wrong) {
		t.Errorf("the error is %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = h.Update(ctx, func(tx *Tx) error {
		must(t, tx.PutAction(action("b")))
		cancel()
		return tx.PutAction(action("c"))
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if n, _, err := h.Counts(); n != 0 || err != nil || h.Mark("m") != "" || h.Mark("before") != "x" {
		t.Errorf("%d actions were kept, %v", n, err)
	}
	works(t, h)
	silent(t, h)
}

func TestOpenActionsAreThoseThatWillBePaid(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	open, void, paid, soon := action("open"), action("void"), action("paid"), action("soon")
	void.Action.State = partner.ActionReversed
	paid.Action.Cleared = noon.Add(-time.Second)
	soon.Action.Cleared = noon.Add(time.Second)
	put(t, h, open, void, paid, soon)
	var ids []string
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		for s, err := range tx.OpenActions() {
			if err != nil {
				return err
			}
			ids = append(ids, s.Action.ID)
			s.Action.State = partner.ActionReversed
			if err := errors.Join(tx.PutAction(s), tx.DropAction("paid")); err != nil {
				return err
			}
		}
		return nil
	}))
	same(t, "open actions", ids, []string{"open", "soon"})
	if n, oldest, err := h.Counts(); n != 3 || !oldest.Equal(noon.Add(-time.Hour)) || err != nil {
		t.Errorf("%d actions since %v, %v", n, oldest, err)
	}
}
