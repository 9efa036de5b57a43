package todo

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestSnoozeHidesForSevenDaysAndStepsOn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	calls := src.Calls()
	msgs := conform.Run(t, p, "snooze")
	got := conform.Written[partner.Snooze](src)
	if len(got) != 1 || len(got[0].Todos) != 1 || got[0].Todos[0].Key() != invitation || !got[0].Until.Equal(uitest.Now().Add(7*24*time.Hour)) || got[0].OnChange {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Snoozed Northpeak invites you until Nov 29 · u undoes it." || at(p) != proposal {
		t.Errorf("said %q, cursor on %s", conform.Said(msgs), at(p))
	}
	if fact, ok := uitest.Find[event.Changed](msgs); !ok || !fact.Any(event.KindTodo) {
		t.Errorf("nobody was told: %v", msgs)
	}
	// The list shows it before the service has listed the to-dos again.
	if n, _ := p.Count(); n != 6 || src.Calls() != calls+1 || p.Title() != "To Do · 2 snoozed" {
		t.Errorf("%d open, %d questions, title %q", n, src.Calls()-calls, p.Title())
	}
	uitest.Lacks(t, p.View(), "Northpeak")
}

func TestMarksAreSnoozedInOneAct(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "mark", "mark", "last")
	msgs := conform.Run(t, p, "snooze")
	if got := conform.Written[partner.Snooze](src); len(src.Writes()) != 1 || len(got[0].Todos) != 2 {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Snoozed 2 to-dos until Nov 29 · u undoes it." || len(p.list.Targets()) != 1 || at(p) != other {
		t.Errorf("said %q, cursor on %s", conform.Said(msgs), at(p))
	}
}

func TestADoublePressSnoozesOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	first := uitest.Do(t, p, "todo.snooze")
	for _, id := range []string{"snooze", "snooze.until", "wake"} {
		if got := why(t, p, id); got != "“Northpeak invites you” is being snoozed" {
			t.Errorf("%s is blocked because %q", id, got)
		}
		uitest.Settle(t, p, uitest.Action(t, p, "todo."+id).Run()) // as the palette might
		p.Asks()
	}
	uitest.Settle(t, p, first)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d writes", n)
	}
	if got := why(t, p, "snooze"); got != "" {
		t.Errorf("blocked for good: %s", got)
	}
}

func TestReasonsCountWhatIsMarked(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "mark.all")
	if got := why(t, p, "wake"); got != "none of them is snoozed" {
		t.Errorf("wake: %q", got)
	}
	conform.Run(t, p, "snooze", "view.next", "mark.all")
	if n := len(p.list.Targets()); n < 2 {
		t.Fatalf("%d are marked", n)
	}
	if got := why(t, p, "snooze"); got != "they are snoozed already; S changes until when, X wakes them" {
		t.Errorf("snooze: %q", got)
	}
}

func TestTheSnoozedViewTellsWhenAndWakes(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	if got := why(t, p, "wake"); got != "it is not snoozed" {
		t.Errorf("wake: %q", got)
	}
	conform.Run(t, p, "view.next")
	if at(p) != codes {
		t.Fatalf("at %s", at(p))
	}
	uitest.Has(t, p.View(), "wakes Thu", "2 promo codes", "snoozed")
	if got := why(t, p, "snooze"); got != "it is snoozed already; S changes until when, X wakes it" {
		t.Errorf("snooze: %q", got)
	}
	msgs := conform.Run(t, p, "wake")
	if got := conform.Written[[]partner.Todo](src); len(got) != 1 || got[0][0].Key() != codes {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Woke 2 promo codes of Cedar Tea end · u undoes it." {
		t.Errorf("said %q", conform.Said(msgs))
	}
	if n, _ := p.Count(); n != 8 || p.Title() != "To Do" {
		t.Errorf("%d open, title %q", n, p.Title())
	}
	uitest.Has(t, p.View(), "Nothing is snoozed.")
}

func TestTheMenuSnoozesUntil(t *testing.T) {
	t.Parallel()
	noon := func(s string) time.Time { at, _ := time.Parse("2006-01-02 15:04", s); return at }
	for choice, want := range map[string]time.Time{
		untilTomorrow: noon("2026-11-23 09:00"), untilThree: noon("2026-11-25 15:04"), untilWeek: noon("2026-11-29 15:04"),
		untilMonth: noon("2026-12-01 09:00"), untilChange: noon("2027-11-22 15:04"),
	} {
		p, src := loaded(t, uitest.Frame(80, 10))
		src.TodoList.Value.Todos[0].State = "PENDING 1"
		uitest.Settle(t, p, p.Refresh())
		conform.Run(t, p, "snooze.until")
		d := conform.Asked[*dialog.Menu](t, p)
		uitest.Has(t, text(d), "“Northpeak invites you”", "Mon Nov 23, 09:00", "Tue Dec 1, 09:00", "at the latest Nov 22, 2027")
		conform.Finish(t, p, d, "menu.item."+choice)
		got := conform.Written[partner.Snooze](src)
		if len(got) != 1 || !got[0].Until.Equal(want) || got[0].OnChange != (choice == untilChange) {
			t.Errorf("%s: sent %+v", choice, got)
		}
	}
}

func TestADayIsAskedForAndChecked(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "snooze.until")
	conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.item.day")
	d := conform.Asked[*dialog.Prompt](t, p)
	for _, c := range []struct{ typed, want string }{
		{"soon", "Write a day as YYYY-MM-DD, like 2026-12-06."},
		{"2026-11-22", "That is past. Write a day to come."},
		{"2027-11-23", "At most a year ahead, until 2027-11-22."},
	} {
		uitest.Type(d.Update, c.typed)
		conform.Finish(t, p, d, "prompt.accept")
		uitest.Has(t, text(d), c.want)
		for range c.typed {
			d.Update(uitest.Stroke(t, "backspace"))
		}
	}
	if len(src.Writes()) != 0 {
		t.Fatalf("sent %v", src.Writes())
	}
	uitest.Type(d.Update, "2026-12-24")
	conform.Finish(t, p, d, "prompt.accept")
	if got := conform.Written[partner.Snooze](src); len(got) != 1 || got[0].Until.Format(time.RFC3339) != "2026-12-24T09:00:00Z" {
		t.Errorf("sent %+v", got)
	}
}

func TestWhatDoesNotChangeCannotSleepUntilItDoes(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "snooze.until")
	d := conform.Asked[*dialog.Menu](t, p)
	uitest.Has(t, text(d), "nobody says when it changes")
	conform.Finish(t, p, d, "menu.item."+untilChange)
	if len(src.Writes()) != 0 {
		t.Errorf("sent %v", src.Writes())
	}
}

func TestADeadlineBeatsASnooze(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	p.list.Select(question)
	conform.Run(t, p, "snooze.until")
	d := conform.Asked[*dialog.Menu](t, p)
	uitest.Has(t, text(d), "A deadline brings it back sooner")
	if got := conform.Said(conform.Finish(t, p, d, "menu.item."+untilWeek)); got != "Snoozed Bolt Bikes wants more about order 77 until Nov 29; its deadline brings it back sooner · u undoes it." {
		t.Errorf("said %q", got)
	}
	now := uitest.Now()
	for _, c := range []struct {
		due, until time.Duration
		want       int
	}{
		{40 * hour, 7 * day, 1},
		{40 * hour, 15 * hour, 0},
		{40 * hour, 17 * hour, 1},
		{20 * hour, 18 * hour, 0},
		{20 * hour, 21 * hour, 1},
		{-hour, 7 * day, 0},
		{9 * day, 7 * day, 0},
	} {
		v := &entry{Todo: partner.Todo{Due: now.Add(c.due)}}
		if got := (rest{until: now.Add(c.until)}).sooner([]todo{v}, now); got != c.want {
			t.Errorf("due in %v, until in %v: %d", c.due, c.until, got)
		}
	}
}

func TestASnoozeThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"snooze", "wake"} {
		p, src := loaded(t, uitest.Frame(80, 10))
		if id == "wake" {
			conform.Run(t, p, "view.next")
		}
		before := at(p)
		src.Refuse = &partner.Error{Kind: partner.Internal, Detail: "the disk is full"}
		msgs := conform.Run(t, p, id)
		if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || !strings.HasPrefix(m.Text, "Not "+map[string]string{"snooze": "snoozed", "wake": "woken"}[id]+": “") {
			t.Errorf("%s: said %+v", id, m)
		}
		if n, _ := p.Count(); n != 7 || at(p) != before {
			t.Errorf("%s: %d open, cursor on %s", id, n, at(p))
		}
	}
}

func TestWhatIsGoneMeanwhileIsNotSnoozed(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "snooze.until")
	d := conform.Asked[*dialog.Menu](t, p)
	src.TodoList.Value.Todos = src.TodoList.Value.Todos[1:]
	uitest.Settle(t, p, p.Refresh())
	msgs := conform.Finish(t, p, d, "menu.item."+untilThree)
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Refused || len(src.Writes()) != 0 {
		t.Errorf("another to-do was snoozed: %+v %v", m, src.Writes())
	}
}

func TestLateAnswerOfAnOldSnoozeIsIgnored(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	msgs := uitest.Run(t, uitest.Do(t, p, "todo.snooze"))
	for _, m := range msgs {
		uitest.Settle(t, p, p.Update(m))
	}
	before := p.View()
	for _, m := range msgs {
		if cmd := p.Update(m); cmd != nil || p.View() != before {
			t.Error("the same answer counts twice")
		}
	}
}
