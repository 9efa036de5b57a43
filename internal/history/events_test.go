package history

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func ids(events []partner.Event) string {
	var all []string
	for _, e := range events {
		all = append(all, e.ID)
	}
	return strings.Join(all, " ")
}

func TestEventsAreSelected(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	eur := func(amount string) partner.Opt[partner.Money] {
		m := usd(amount)
		m.Currency = "EUR"
		return partner.Some(m)
	}
	day := 24 * time.Hour
	add(
		t, h,
		partner.Event{ID: "new", Kind: partner.ActionTracked, At: noon, Seen: noon, ThingID: "1000.9", Program: "ÉCLAIR Shop", ProgramID: "1", Title: "100%_off", After: partner.Some(usd("9.99"))},
		partner.Event{ID: "void", Kind: partner.ActionVoided, At: noon.Add(-day), Seen: noon, ThingID: "1000.10", Program: "Other", ProgramID: "2", Reason: "Item Returned", Before: partner.Some(usd("10")), After: partner.Some(usd("0"))},
		partner.Event{ID: "big", Kind: partner.ActionModified, At: noon.Add(-2 * day), Seen: noon.Add(-day), ThingID: "1000.11", ProgramID: "2", Before: eur("1000000"), After: eur("10.000000000000001")},
		partner.Event{ID: "task", Kind: partner.TaskMoved, At: noon.Add(-day), ThingID: "7", Program: "Other", ProgramID: "2", From: "new", To: "in progress"},
		partner.Event{ID: "debt", Kind: partner.ActionRestated, At: noon.Add(-3 * day), Seen: noon.Add(-3 * day), ThingID: "1", After: partner.Some(usd("-50.5"))},
		partner.Event{ID: "undated", Kind: partner.ContractNew, ThingID: "c\n\x00"},
	)
	for _, c := range []struct {
		name string
		q    partner.ActivityQuery
		want string
	}{
		{"all, newest first, then by id", partner.ActivityQuery{}, "new void task big debt undated"},
		{"from is included", partner.ActivityQuery{From: noon.Add(-day)}, "new void task"},
		{"to is not", partner.ActivityQuery{To: noon.Add(-day)}, "big debt"},
		{"a period", partner.ActivityQuery{From: noon.Add(-2 * day), To: noon.Add(-day)}, "big"},
		{"kinds", partner.ActivityQuery{Kinds: []partner.EventKind{partner.TaskMoved, partner.ActionVoided, "unknown"}}, "void task"},
		{"a program", partner.ActivityQuery{Program: "2"}, "void task big"},
		{"text of the reason", partner.ActivityQuery{Text: " item RETURNED "}, "void"},
		{"text of the program beyond ASCII", partner.ActivityQuery{Text: "éclair"}, "new"},
		{"text of the id", partner.ActivityQuery{Text: "1000."}, "new void big"},
		{"text of a value", partner.ActivityQuery{Text: "Progress"}, "task"},
		{"a percent sign is one", partner.ActivityQuery{Text: "%"}, "new"},
		{"an underscore is one", partner.ActivityQuery{Text: "0%_O"}, "new"},
		{"a quote", partner.ActivityQuery{Text: "' OR 1=1 --"}, ""},
		{"at least", partner.ActivityQuery{Least: partner.Some(usd("9.99"))}, "new void debt"},
		{"at least, to the last digit", partner.ActivityQuery{Least: partner.Some(usd("9.990000000000001"))}, "void debt"},
		{"at least ten", partner.ActivityQuery{Least: partner.Some(usd("10.00"))}, "void debt"},
		{"more than there is", partner.ActivityQuery{Least: partner.Some(usd("50.51"))}, ""},
		{"in its currency", partner.ActivityQuery{Least: eur("999999")}, "big"},
		{"any money at all", partner.ActivityQuery{Least: partner.Some(usd("0"))}, "new void debt"},
		{"all at once", partner.ActivityQuery{From: noon.Add(-day), To: noon, Kinds: []partner.EventKind{partner.ActionVoided}, Program: "2", Text: "other", Least: partner.Some(usd("10"))}, "void"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, total, err := h.Events(c.q)
			if err != nil || ids(got) != c.want || total != len(got) {
				t.Errorf("got %q of %d, %v; want %q", ids(got), total, err, c.want)
			}
			c.q.Limit = 1
			first, _, _ := strings.Cut(c.want, " ")
			if one, all, err := h.Events(c.q); err != nil || ids(one) != first || all != total {
				t.Errorf("cut to one it is %q of %d, %v; want %q of %d", ids(one), all, err, first, total)
			}
		})
	}
}

func TestAnEventIsAddedOnce(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	first, other := modified("1", noon), modified("1", noon.Add(time.Hour))
	other.Reason = "another"
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		for _, c := range []struct {
			events []partner.Event
			want   int
		}{{[]partner.Event{first, other}, 1}, {[]partner.Event{other, modified("2", noon)}, 1}, {nil, 0}} {
			if n, err := tx.AddEvents(c.events); n != c.want || err != nil {
				t.Errorf("%d were added, %v; want %d", n, err, c.want)
			}
		}
		for i, want := range []bool{true, false} {
			if fresh, err := tx.PutUpdate(partner.ActionUpdate{ID: "u", ActionID: "1", Detail: fmt.Sprint(i)}); fresh != want || err != nil {
				t.Errorf("the update is fresh: %v, %v", fresh, err)
			}
		}
		return nil
	}))
	got, err := h.ActionEvents("a-1")
	must(t, err)
	same(t, "the event", got, []partner.Event{first})
	updates, err := h.ActionUpdates("1")
	if err != nil || len(updates) != 1 || updates[0].Detail != "0" {
		t.Errorf("the updates are %v, %v", updates, err)
	}
}

func TestEventsOfOneAction(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	add(
		t, h,
		partner.Event{ID: "b", Kind: partner.ActionCleared, At: noon.Add(time.Hour), ThingID: "1"},
		partner.Event{ID: "a", Kind: partner.ActionTracked, At: noon, ThingID: "1"},
		partner.Event{ID: "task", Kind: partner.TaskMoved, At: noon, ThingID: "1"},
		partner.Event{ID: "c", Kind: partner.ActionTracked, At: noon, ThingID: "10"},
	)
	if got, err := h.ActionEvents("1"); err != nil || ids(got) != "a b" {
		t.Errorf("got %q, %v; want its own, oldest first", ids(got), err)
	}
}

func TestUnreadEventsAreCounted(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	if u, err := h.Unread(noon); err != nil || u != (partner.Unread{}) {
		t.Errorf("of nothing %v are unread, %v", u, err)
	}
	add(
		t, h,
		partner.Event{ID: "1", Seen: noon, At: noon},
		partner.Event{ID: "2", Seen: noon.Add(time.Second), At: noon.Add(-time.Hour)},
		partner.Event{ID: "3", Seen: noon.Add(time.Minute), At: noon},
		partner.Event{ID: "before our time", At: noon},
	)
	for _, c := range []struct {
		since time.Time
		want  int
	}{{time.Time{}, 3}, {noon.Add(-1), 3}, {noon, 2}, {noon.Add(time.Second), 1}, {noon.Add(time.Minute), 0}} {
		u, err := h.Unread(c.since)
		if err != nil || u.Count != c.want || !u.Newest.Equal(noon.Add(time.Minute)) {
			t.Errorf("since %v: %+v, %v; want %d", c.since, u, err, c.want)
		}
	}
	for _, c := range []struct {
		from, to time.Time
		want     string
	}{
		{noon, noon.Add(time.Minute), "2 3"},
		{time.Time{}, noon, "1"},
		{time.Time{}, time.Time{}, "1 2 3"},
		{noon.Add(time.Minute), noon.Add(time.Hour), ""},
	} {
		if got, err := h.EventsSeen(c.from, c.to); err != nil || ids(got) != c.want {
			t.Errorf("seen in (%v, %v] are %q, %v; want %q", c.from, c.to, ids(got), err, c.want)
		}
	}
}

func TestPollsOfAPeriod(t *testing.T) {
	t.Parallel()
	h := start(t, t.TempDir())
	var owed partner.Totals
	owed.Add(usd("1"))
	must(t, h.Update(t.Context(), func(tx *Tx) error {
		for i := range 4 {
			if err := tx.AddPoll(Poll{At: noon.Add(time.Duration(i) * time.Hour)}); err != nil {
				return err
			}
		}
		return tx.AddPoll(Poll{At: noon, Owed: owed}) // once more
	}))
	for _, c := range []struct {
		from, to time.Time
		want     int
	}{{noon, noon.Add(2 * time.Hour), 3}, {time.Time{}, time.Time{}, 4}, {noon.Add(time.Minute), noon.Add(time.Hour), 1}, {noon.Add(4 * time.Hour), time.Time{}, 0}} {
		polls, err := h.Polls(c.from, c.to)
		if err != nil || len(polls) != c.want {
			t.Errorf("from %v to %v are %v, %v", c.from, c.to, polls, err)
		}
		for i, p := range polls {
			if i > 0 && !p.At.After(polls[i-1].At) || p.At.Equal(noon) == p.Owed.IsZero() {
				t.Errorf("the polls are %v", polls)
			}
		}
	}
}
