package todo

import (
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// waiting are acts that wait: of a to-do, and on a task.
func waiting() []partner.Waiting {
	now := uitest.Now()
	return []partner.Waiting{
		{ID: "w1", Kind: partner.WaitingSnooze, Thing: codes, Name: "2 promo codes of Cedar Tea end", Until: now.Add(100 * hour), Since: now.Add(-5 * time.Minute)},
		{ID: "w2", Kind: partner.WaitingComment, Thing: work, Name: "Remove the expired coupon", Text: "Is tomorrow\nsoon enough?", Since: now.Add(-2 * hour), Doubt: true},
	}
}

// with is a pane with something kept beside its things.
func with(t *testing.T, f pane.Frame, d partner.Desk) (*Pane, *uitest.Source) {
	t.Helper()
	p, src := made(t, f)
	src.Beside = d
	uitest.Settle(t, p, p.Init())
	return p, src
}

func TestANoteIsWrittenShownFoundAndTakenAway(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(140, 30))
	uitest.Lacks(t, p.View(), "note", "* ")
	conform.Run(t, p, "note")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Has(t, text(d), "On “Northpeak invites you”. Only you see it; it stays on this")
	uitest.Type(d.Update, "ask Ann first")
	msgs := conform.Finish(t, p, d, "form.submit")
	if got := conform.Written[partner.Memo](src); len(got) != 1 || got[0].Key != invitation || got[0].Text != "ask Ann first" || got[0].Name != "Northpeak invites you" {
		t.Fatalf("written %+v", got)
	}
	if conform.Said(msgs) != "Wrote a note on Northpeak invites you · u undoes it." {
		t.Errorf("said %q", conform.Said(msgs))
	}
	c, ok := uitest.Find[event.Changed](msgs)
	if !ok || !c.Any(event.KindDesk) || c.Any(event.KindTodo) {
		t.Fatalf("told %+v", c)
	}
	calls := src.Calls()
	uitest.Settle(t, p, p.Update(c))
	if src.Calls() != calls {
		t.Error("the service was asked because of a note")
	}
	uitest.Has(t, p.View(), "* Northpeak invites you", "* Your note", "ask Ann first")

	conform.Run(t, p, "filter")
	uitest.Type(p.Update, "ann first")
	if got := shownKeys(p); got != invitation {
		t.Errorf("the filter finds %q", got)
	}
	uitest.Do(t, p, "todo.filter.drop")

	// The form holds the note; kept empty, it is gone.
	conform.Run(t, p, "note")
	d = conform.Asked[*dialog.Form](t, p)
	uitest.Has(t, text(d), "ask Ann first")
	for range "ask Ann first" {
		d.Update(uitest.Stroke(t, "backspace"))
	}
	conform.Finish(t, p, d, "form.submit")
	if got := conform.Written[partner.Memo](src); len(got) != 2 || got[1].Text != "" {
		t.Errorf("written %+v", got)
	}
}

// shownKeys are the keys of the rows, while the filter is typed.
func shownKeys(p *Pane) string {
	if p.list.Shown() != 1 {
		return ""
	}
	return at(p)
}

func TestANoteThatIsLeftIsADraft(t *testing.T) {
	t.Parallel()
	p, src := with(t, uitest.Frame(80, 10), partner.Desk{Notes: map[string]partner.Memo{invitation: {Key: invitation, Text: "old"}}})
	form := partner.MemoForm(invitation)
	conform.Run(t, p, "note")
	d := conform.Asked[*dialog.Form](t, p)
	conform.Finish(t, p, d, "dialog.close")
	if _, ok := src.Drafts[form]; ok {
		t.Error("a note that was looked at is a draft")
	}
	conform.Run(t, p, "note")
	d = conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, " and new")
	conform.Finish(t, p, d, "dialog.close")
	if got := src.Drafts[form].Values[partner.MemoText]; got != "old and new" {
		t.Errorf("the draft is %q", got)
	}
	src.Beside.Notes[invitation] = partner.Memo{Key: invitation, Text: "old", Draft: "old and new"} // as the service tells it
	uitest.Settle(t, p, p.Refresh())
	conform.Run(t, p, "note")
	uitest.Has(t, text(conform.Asked[*dialog.Form](t, p)), "old and new")
	if len(src.Writes()) != 0 {
		t.Errorf("written %+v", src.Writes())
	}
}

func TestANoteThatCannotBeKeptIsADraft(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "note")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "ask Ann")
	src.Refuse = uitest.Failure(partner.Internal)
	msgs := conform.Finish(t, p, d, "form.submit")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || !strings.HasPrefix(m.Text, "The note on “Northpeak invites you” was not kept: ") {
		t.Errorf("said %+v", m)
	}
	if got := src.Drafts[partner.MemoForm(invitation)].Values[partner.MemoText]; got != "ask Ann" {
		t.Errorf("the draft is %q", got)
	}
}

func TestNoNoteIsWrittenOverOneThatIsNotRead(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 10))
	src.Beside.Notes = map[string]partner.Memo{invitation: {Key: invitation, Text: "old"}}
	uitest.Settle(t, p, p.load.Ask(p.session, ID, loadLimit, src.Todos))
	if got := why(t, p, "note"); got != "the notes are still being read" {
		t.Errorf("blocked because %q", got)
	}
	uitest.Settle(t, p, p.Refresh())
	if got := why(t, p, "note"); got != "" {
		t.Errorf("blocked because %q", got)
	}
	conform.Run(t, p, "inquiries")
	if got := why(t, p, "note"); got == "" {
		t.Error("an inquiry can be noted")
	}
}

func TestNotesAreThereWhileTheServiceIsDown(t *testing.T) {
	t.Parallel()
	p, src := with(t, uitest.Zoomed(140, 30), partner.Desk{})
	src.Fail(uitest.Failure(partner.Unavailable))
	conform.Run(t, p, "note")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "offline")
	msgs := conform.Finish(t, p, d, "form.submit")
	c, _ := uitest.Find[event.Changed](msgs)
	uitest.Settle(t, p, p.Update(c))
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "* Northpeak invites you", "503")
}

func TestWhatWaitsIsSeenOnItsRow(t *testing.T) {
	t.Parallel()
	p, _ := with(t, uitest.Frame(80, 10), partner.Desk{Waiting: waiting()})
	if p.Title() != "To Do · 1 snoozed · 2 waiting" {
		t.Errorf("title %q", p.Title())
	}
	uitest.Has(t, p.View(), "unsent · Remove the expired coupon", "2 acts wait for the service. Q shows them.")
	conform.Run(t, p, "view.next")
	uitest.Has(t, p.View(), "unsent · 2 promo codes of Cedar Tea end")
	p.SetFrame(uitest.Zoomed(160, 30))
	uitest.Has(t, p.View(), "waiting to be sent · 2 promo codes", "Waiting to be sent", "5m ago", "2 acts wait for the service")
}

func TestWhatWaitsIsListedAndCancelled(t *testing.T) {
	t.Parallel()
	p, src := with(t, uitest.Frame(80, 10), partner.Desk{Waiting: waiting()})
	conform.Run(t, p, "outbox")
	menu := conform.Asked[*dialog.Menu](t, p)
	uitest.Has(t, text(menu), "Snooze · 2 promo codes", "5m ago", "Comment · Remove the", "may have arrived")
	conform.Finish(t, p, menu, "menu.next", "menu.choose")
	confirm := conform.Asked[*dialog.Confirm](t, p)
	uitest.Has(t, text(confirm), "Cancel the comment on “Remove the expired coupon”?", "may have arrived; its text")
	conform.Finish(t, p, confirm, "confirm.no")
	if len(src.Writes()) != 0 {
		t.Fatalf("cancelled %+v", src.Writes())
	}
	conform.Run(t, p, "outbox")
	conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.choose")
	confirm = conform.Asked[*dialog.Confirm](t, p)
	uitest.Has(t, text(confirm), "Cancel the snooze of “2 promo codes of Cedar Tea end”?", "counts on this machine only")
	msgs := conform.Finish(t, p, confirm, "confirm.yes")
	if got := conform.Written[[]string](src); len(got) != 1 || got[0][0] != "w1" || conform.Said(msgs) != "Cancelled what waited." {
		t.Errorf("cancelled %+v, said %q", got, conform.Said(msgs))
	}
	c, _ := uitest.Find[event.Changed](msgs)
	uitest.Settle(t, p, p.Update(c))
	if p.Title() != "To Do · 1 snoozed · 1 waiting" {
		t.Errorf("title %q", p.Title())
	}
	uitest.Has(t, p.View(), "1 act waits for the service. Q shows it.")
}

func TestWhatWaitsNoMoreCannotBeCancelled(t *testing.T) {
	t.Parallel()
	p, src := with(t, uitest.Frame(80, 10), partner.Desk{Waiting: waiting()})
	conform.Run(t, p, "outbox")
	menu := conform.Asked[*dialog.Menu](t, p)
	src.Beside.Waiting = nil
	uitest.Settle(t, p, p.desk.Ask())
	msgs := conform.Finish(t, p, menu, "menu.choose")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Refused || p.Asks() != nil || len(src.Writes()) != 0 {
		t.Errorf("said %+v", m)
	}
	if got := why(t, p, "outbox"); got != "nothing waits for the service" {
		t.Errorf("blocked because %q", got)
	}
}

func TestWhatWaitsIsSentOnceTheServiceAnswers(t *testing.T) {
	t.Parallel()
	p, src := with(t, uitest.Frame(80, 10), partner.Desk{Waiting: waiting()})
	if src.Flushes != 1 || p.desk.Count() != 2 {
		t.Errorf("tried %d times, %d wait", src.Flushes, p.desk.Count())
	}
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Refresh())
	if src.Flushes != 1 {
		t.Error("it is tried although the service does not answer")
	}
	src.Fail(nil)
	src.Flushed = partner.Done{Text: "Sent 2 acts that had waited", Kinds: []string{"todo", "task", "desk"}}
	msgs := uitest.Settle(t, p, p.Refresh())
	if src.Flushes != 2 || conform.Said(msgs) != "Sent 2 acts that had waited." {
		t.Errorf("tried %d times, said %q", src.Flushes, conform.Said(msgs))
	}
	c, ok := uitest.Find[event.Changed](msgs)
	if !ok {
		t.Fatal("nobody was told")
	}
	uitest.Settle(t, p, p.Update(c))
	if p.Title() != "To Do · 1 snoozed" || src.Flushes != 2 {
		t.Errorf("title %q, tried %d times", p.Title(), src.Flushes)
	}
}

func TestARefusalOfWhatWaitedIsTold(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 10))
	src.Beside.Waiting = waiting()
	src.Flushed = partner.Done{Text: "Sent what had waited: the snooze of x"}
	src.Refused = &partner.Error{Kind: partner.Conflict, Detail: "the service did not take the comment on y\x1b[31m, so its text is in the draft again (too long)"}
	m, _ := uitest.Find[toast.Msg](uitest.Settle(t, p, p.Init()))
	if !m.Failed || m.Text != "The service did not take the comment on y, so its text is in the draft again (too long). Sent what had waited: the snooze of x." {
		t.Errorf("said %+v", m)
	}
}

func TestASnoozeThatWaitsSaysSo(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	r := rest{todos: p.list.Items()[:1], until: uitest.Now().Add(7 * day)}
	b := partner.Batch{Done: partner.Done{Text: strings.Repeat("long ", 40), Undo: true, Waits: true}}
	msgs := uitest.Run(t, r.said(b, r.todos, uitest.Now()))
	if got := conform.Said(msgs); got != "Snoozed “Northpeak invites you” until Nov 29; the service is told once it can be reached · u undoes it." {
		t.Errorf("said %q", got)
	}
}

// Whatever a service, a user or another program has written, nothing of it
// reaches the screen as it is.
func TestHostileTextsBesideTheRows(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{strings.Repeat("long", 100), "\x1b[31mred\n\ttab\u202e", strings.Repeat("界", 200), ""} {
		d := partner.Desk{
			Waiting: []partner.Waiting{
				{ID: bad, Kind: partner.WaitingKind(bad), Thing: work, Name: bad, Text: bad, Since: time.Time{}},
				{ID: "2", Kind: partner.WaitingComment, Thing: bad, Name: "", Text: bad, Doubt: true},
			},
			Notes: map[string]partner.Memo{work: {Key: work, Text: bad, Draft: bad}},
		}
		p, _ := with(t, uitest.Frame(80, 10), d)
		p.list.Select(work)
		uitest.Sweep(t, func(f pane.Frame) string { p.SetFrame(f); return p.View() })
		for _, id := range []string{"note", "outbox"} {
			conform.Run(t, p, id)
			v := conform.Asked[dialog.Dialog](t, p)
			if why := uitest.Wrong(text(v), 70, strings.Count(text(v), "\n")+1); why != "" && !strings.Contains(why, "takes") {
				t.Errorf("%s: %s", id, why)
			}
			uitest.Clean(t, text(v))
		}
	}
}

func TestTheSmallFormCountsWhatARowStandsFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		count int
		want  string
	}{
		{"Bolt Bikes owes you $55.50", 3, "Bolt Bikes owes you $55.50 · 3"},
		{"Bolt Bikes owes you $3.00", 3, "Bolt Bikes owes you $3.00 · 3"},
		{"2 promo codes of Cedar Tea end", 2, "2 promo codes of Cedar Tea end"},
		{"Northpeak invites you (2 contracts)", 2, "Northpeak invites you (2 contracts)"},
		{"Northpeak invites you", 1, "Northpeak invites you"},
		{"Order 12 waits", 2, "Order 12 waits · 2"},
		{"Many", 1289, "Many · 1,289"},
	} {
		p, _ := loaded(t, uitest.Frame(80, 10))
		v := &entry{Todo: partner.Todo{Kind: partner.TodoOther, Object: "x", Text: c.text, Count: c.count}}
		if got := p.shortTextCell(v, uitest.Now()); got != c.want {
			t.Errorf("%q with %d says %q", c.text, c.count, got)
		}
	}
}

func TestNothingSnoozedDoesNotSpeakOfAccepting(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 14), uitest.Zoomed(120, 24)} {
		p, src := made(t, f)
		src.Alone()
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, p.View(), "Accepting needs a companion API")
		conform.Run(t, p, "view.next")
		uitest.Lacks(t, p.View(), "Accepting")
		src.TodoList.Value.Todos[0].Wake = uitest.Now().Add(day)
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "Northpeak", "Accepting needs a companion API")
	}
}

func TestWhatIsMissingForOneReasonIsOneSentence(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(140, 30))
	src.TodoList.Value.Reach = uitest.Without()
	down := uitest.Failure(partner.Unavailable)
	src.TodoList.Value.Notes = []partner.Note{
		{What: "tasks", Err: down}, {What: "deals", Err: uitest.Failure(partner.RateLimited)}, {What: partner.OwnTodos, Err: down},
	}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Not known: tasks, the service's own to-dos. The service has a problem of its own (503).", "Not known: deals.",
		"Accepting is not possible until the companion API answers", "once the companion API answers")
	uitest.Lacks(t, p.View(), "companion_url")
	if got := why(t, p, "act"); got != "" {
		t.Errorf("the web is not offered: %q", got)
	}
}
