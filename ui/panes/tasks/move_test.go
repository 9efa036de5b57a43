package tasks

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestCompleteTellsStepsOnAndReloads(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	calls := src.Calls()
	msgs := conform.Run(t, p, "complete")
	got := conform.Written[partner.TaskMove](src)
	if len(got) != 1 || got[0].Act != partner.TaskComplete || strings.Join(got[0].IDs, " ") != late || got[0].Key == "" {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Completed “Remove the expired coupon”." || at(p) != soonish {
		t.Errorf("said %q, cursor on %s", conform.Said(msgs), at(p))
	}
	if fact, ok := uitest.Find[event.Changed](msgs); !ok || !fact.Any(event.KindTask) {
		t.Errorf("nobody was told: %v", msgs)
	}
	// The list shows it before the service has listed the tasks again, and the
	// fact, which comes back to the pane, has it do that once.
	if n, _ := p.Count(); n != 3 || src.Calls() != calls+1 {
		t.Errorf("%d open tasks, %d questions", n, src.Calls()-calls)
	}
	uitest.Lacks(t, p.View(), "Remove the expired")
}

func TestActsOnMarksInOneGo(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Run(t, p, "mark", "mark", "last")
	msgs := conform.Run(t, p, "complete")
	if got := conform.Written[partner.TaskMove](src); len(got) != 1 || strings.Join(got[0].IDs, " ") != late+" "+soonish {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Completed 2 tasks." || at(p) != checked || len(p.list.Targets()) != 1 {
		t.Errorf("said %q, cursor on %s, targets %d", conform.Said(msgs), at(p), len(p.list.Targets()))
	}
}

func TestADoublePressSendsOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	first := uitest.Do(t, p, "tasks.complete")
	for _, id := range []string{"tasks.complete", "tasks.start", "tasks.mark.as", "tasks.archive"} {
		if why := uitest.Action(t, p, id).Blocked(); why != "“Remove the expired coupon” is being sent" {
			t.Errorf("%s is blocked because %q", id, why)
		}
		uitest.Settle(t, p, uitest.Action(t, p, id).Run()) // as the palette might
		p.Asks()
	}
	uitest.Settle(t, p, first)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d writes", n)
	}
	if why := uitest.Action(t, p, "tasks.complete").Blocked(); why != "" {
		t.Errorf("blocked for good: %s", why)
	}
}

func TestTheMenuMarks(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Run(t, p, "mark.as")
	d := conform.Asked[*dialog.Menu](t, p)
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "“Remove the expired coupon”", "Started", "Blocked", "Invalid", "Duplicate", "Completed", "Archived", "only approved tasks can be")
	if msgs := conform.Finish(t, p, d, "menu.item.start"); conform.Said(msgs) != "Started “Remove the expired coupon”." {
		t.Errorf("said %q", conform.Said(msgs))
	}
	if got := conform.Written[partner.TaskMove](src); len(got) != 1 || got[0].Act != partner.TaskStart || state(t, p, late) != partner.TaskInProgress {
		t.Errorf("sent %+v", got)
	}
}

func TestTheMenuIsAboutWhatItWasOpenedFor(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Run(t, p, "mark.as")
	d := conform.Asked[*dialog.Menu](t, p)
	src.TaskList.Value.Tasks = src.TaskList.Value.Tasks[:4] // the one under the cursor goes
	uitest.Settle(t, p, p.Refresh())
	msgs := conform.Finish(t, p, d, "menu.item.complete")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Refused || len(src.Writes()) != 0 {
		t.Errorf("another task was completed: %+v %v", m, src.Writes())
	}
}

func TestReasonsInTheMenu(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	p.list.Select(foreign)
	for _, id := range []string{"start", "block", "invalid", "duplicate", "complete", "archive"} {
		if why := uitest.Action(t, p, "tasks."+id).Blocked(); why != "it is assigned to Sam Other" {
			t.Errorf("%s: %q", id, why)
		}
	}
	conform.Run(t, p, "mark.all", "view.next", "mark.all")
	if why := uitest.Action(t, p, "tasks.archive").Blocked(); why != "" {
		t.Errorf("one of five can be archived: %q", why)
	}
	conform.Run(t, p, "mark.as")
	uitest.Has(t, conform.Asked[*dialog.Menu](t, p).View(uitest.Frame(1, 1).Theme), "5 tasks", "1 of the 5 can be", "3 of the 5 can be")
	conform.Run(t, p, "view.previous", "mark.all", "mark.all")
	if why := uitest.Action(t, p, "tasks.archive").Blocked(); why != "none of the 4 marked can be: it is new; only approved tasks can be archived" {
		t.Errorf("archive: %q", why)
	}
}

func TestWhyIsAskedAndSaid(t *testing.T) {
	t.Parallel()
	for id, word := range map[string]string{"block": "blocked", "invalid": "invalid", "duplicate": "duplicate"} {
		p, src := loaded(t, uitest.Frame(80, 8))
		conform.Run(t, p, id)
		d := conform.Asked[*dialog.Prompt](t, p)
		if d.Title() != "Mark as "+word || len(src.Writes()) != 0 {
			t.Errorf("%q, %d writes", d.Title(), len(src.Writes()))
		}
		uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "“Remove the expired coupon”", "optional")
		uitest.Type(d.Update, "The coupon is ours. ")
		msgs := conform.Finish(t, p, d, "prompt.accept")
		if got := conform.Written[partner.TaskMove](src); len(got) != 1 || got[0].Comment != "The coupon is ours." || string(got[0].Act) != id {
			t.Errorf("sent %+v", got)
		}
		if conform.Said(msgs) != "Marked “Remove the expired coupon” as "+word+"." {
			t.Errorf("said %q", conform.Said(msgs))
		}
	}
}

func TestLeavingTheQuestionChangesNothing(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Run(t, p, "block")
	conform.Finish(t, p, conform.Asked[*dialog.Prompt](t, p), "dialog.close")
	p.list.Select(over)
	conform.Run(t, p, "archive")
	conform.Finish(t, p, conform.Asked[*dialog.Confirm](t, p), "confirm.no")
	if len(src.Writes()) != 0 {
		t.Errorf("sent %v", src.Writes())
	}
}

func TestTooLongACommentIsRefusedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Run(t, p, "block")
	d := conform.Asked[*dialog.Prompt](t, p)
	d.Update(tea.PasteMsg{Content: strings.Repeat("x", remarkLimit+1)})
	conform.Finish(t, p, d, "prompt.accept")
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "At most 4,000 characters; this has 4,001.")
	if len(src.Writes()) != 0 {
		t.Error("it was sent")
	}
}

func TestArchiveIsConfirmed(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	p.list.Select(over)
	conform.Run(t, p, "archive")
	d := conform.Asked[*dialog.Confirm](t, p)
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "Archive “Add the disclosure”?", "cannot be brought back")
	if len(src.Writes()) != 0 {
		t.Fatal("it was archived unasked")
	}
	if msgs := conform.Finish(t, p, d, "confirm.yes"); conform.Said(msgs) != "Archived “Add the disclosure”." {
		t.Errorf("said %q", conform.Said(msgs))
	}
	if got := conform.Written[partner.TaskMove](src); len(got) != 1 || got[0].Act != partner.TaskArchive || len(p.find([]string{over})) != 0 {
		t.Errorf("sent %+v", got)
	}
}

// stubborn refuses single tasks of an act.
type stubborn struct {
	*uitest.Source
	refuse map[string]error
}

func (s stubborn) MoveTasks(ctx ctx, m partner.TaskMove) (partner.Batch, error) {
	b, err := s.Source.MoveTasks(ctx, m)
	b.OK = nil
	for _, id := range m.IDs {
		if why := s.refuse[id]; why != nil {
			b.Failed = append(b.Failed, partner.Failed{ID: id, Name: "Task " + id, Err: why})
		} else {
			b.OK = append(b.OK, id)
		}
	}
	return b, err
}

// resisting is a loaded pane whose source refuses single tasks.
func resisting(t *testing.T, refuse map[string]error) (*Pane, *uitest.Source) {
	t.Helper()
	src := uitest.NewSource()
	p := New(t.Context(), stubborn{src, refuse})
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	return p, src
}

func TestOneToastForAllAndWhatFailedStaysMarked(t *testing.T) {
	t.Parallel()
	conflict := &partner.Error{Kind: partner.Conflict, Status: 409, Detail: "That cannot be done: the task is APPROVED."}
	p, src := resisting(t, map[string]error{soonish: conflict})
	conform.Run(t, p, "mark.all")
	msgs := conform.Run(t, p, "complete")
	if got := conform.Written[partner.TaskMove](src); len(got) != 1 || strings.Join(got[0].IDs, " ") != late+" "+soonish+" "+checked {
		t.Fatalf("sent %+v", got)
	}
	m, _ := uitest.Find[toast.Msg](msgs)
	if m.Text != "2 completed, 2 refused: “Task 3988004”: That cannot be done: the task is APPROVED. What failed is still marked." || !m.Failed {
		t.Errorf("said %+v", m)
	}
	var left []string
	for _, v := range p.list.Targets() {
		left = append(left, v.ID)
	}
	if strings.Join(left, " ") != soonish+" "+foreign {
		t.Errorf("still marked: %v", left)
	}
}

func TestAnOutcomeThatIsNotKnownIsTold(t *testing.T) {
	t.Parallel()
	lost := &partner.Error{Kind: partner.Uncertain, Detail: "no answer came"}
	p, src := resisting(t, map[string]error{late: lost})
	if text := conform.Said(conform.Run(t, p, "complete")); text != "It is not known whether “Task 3990117” was completed: no answer came. Look before you do it again." {
		t.Errorf("said %q", text)
	}
	conform.Run(t, p, "mark", "mark")
	if text := conform.Said(conform.Run(t, p, "complete")); text != "1 completed, 1 not known: “Task 3990117”: no answer came. What failed is still marked." {
		t.Errorf("said %q", text)
	}
	got := conform.Written[partner.TaskMove](src)
	if len(got) != 2 || got[0].Key == got[1].Key {
		t.Fatalf("more than before was sent with the same key: %+v", got)
	}
	conform.Run(t, p, "complete") // what is still marked
	got = conform.Written[partner.TaskMove](src)
	if len(got) != 3 || strings.Join(got[2].IDs, " ") != late || got[2].Key != got[1].Key {
		t.Errorf("the same again has another key: %+v", got[1:])
	}
}

func TestWhatWasNotTriedIsNotCalledRefused(t *testing.T) {
	t.Parallel()
	lost := &partner.Error{Kind: partner.Uncertain, Detail: "no answer came"}
	skipped := &partner.Error{Kind: partner.Unavailable, Detail: "not tried, because the one before failed"}
	p, _ := resisting(t, map[string]error{late: skipped, soonish: lost})
	conform.Run(t, p, "mark.all")
	if text := conform.Said(conform.Run(t, p, "complete")); text != "1 completed, 1 refused, 1 not done, 1 not known: “Task 3988004”: no answer came. What failed is still marked." {
		t.Errorf("said %q", text)
	}
}

func TestACommentThatFailedSurvivesOtherActs(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Refuse = uitest.Failure(partner.Unavailable)
	conform.Run(t, p, "block")
	d := conform.Asked[*dialog.Prompt](t, p)
	uitest.Type(d.Update, "a long story")
	conform.Finish(t, p, d, "prompt.accept")
	src.Refuse = nil
	p.list.Select(soonish)
	conform.Run(t, p, "complete")
	p.list.Select(late)
	conform.Run(t, p, "block")
	again := conform.Asked[*dialog.Prompt](t, p)
	uitest.Has(t, again.View(uitest.Frame(1, 1).Theme), "a long story")
	conform.Finish(t, p, again, "prompt.accept")
	if got := conform.Written[partner.TaskMove](src); len(got) != 3 || got[0].Key != got[2].Key || got[1].Key == got[0].Key {
		t.Errorf("sent %+v", got)
	}
}

func TestAFailedActKeepsTheCommentAndTheTask(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err     error
		text    string
		sameKey bool
		reload  bool
	}{
		{&partner.Error{Kind: partner.Invalid, Detail: "The comment is empty."}, "Not marked as blocked: “Remove the expired coupon”: The comment is empty.", false, false},
		{&partner.Error{Kind: partner.Conflict, Detail: "Too late"}, "Not marked as blocked: “Remove the expired coupon”: Too late.", false, true},
		{uitest.Failure(partner.Unavailable), "Not marked as blocked: “Remove the expired coupon”: The service has a problem of its own (503).", true, false},
		{&partner.Error{Kind: partner.Uncertain}, "It is not known whether “Remove the expired coupon” was marked as blocked: It is not known whether this was done. Look before you do it again.", true, true},
		{errors.New("x"), "Not marked as blocked: “Remove the expired coupon”: Something went wrong.", true, false},
	} {
		p, src := loaded(t, uitest.Frame(80, 8))
		src.Refuse = c.err
		conform.Run(t, p, "block")
		d := conform.Asked[*dialog.Prompt](t, p)
		uitest.Type(d.Update, "because")
		src.TaskList.AsOf = uitest.Now().Add(-hour)
		msgs := conform.Finish(t, p, d, "prompt.accept")
		m, _ := uitest.Find[toast.Msg](msgs)
		if m.Text != c.text || !m.Failed {
			t.Errorf("said %q", m.Text)
		}
		if reloaded := p.Status().AsOf.Equal(src.TaskList.AsOf); reloaded != c.reload || at(p) != late || state(t, p, late) != partner.TaskNew {
			t.Errorf("%s: reloaded %v, at %s", c.text, reloaded, at(p))
		}
		src.Refuse = nil
		conform.Run(t, p, "block")
		again := conform.Asked[*dialog.Prompt](t, p)
		uitest.Has(t, again.View(uitest.Frame(1, 1).Theme), "because")
		conform.Finish(t, p, again, "prompt.accept")
		got := conform.Written[partner.TaskMove](src)
		if len(got) != 2 || (got[0].Key == got[1].Key) != c.sameKey || got[1].Comment != "because" {
			t.Errorf("%s: %+v", c.text, got)
		}
		p.list.Select(soonish)
		conform.Run(t, p, "block")
		uitest.Lacks(t, conform.Asked[*dialog.Prompt](t, p).View(uitest.Frame(1, 1).Theme), "because")
	}
}

func TestTheEndOfTheSessionIsNoFailure(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Refuse = &partner.Error{Kind: partner.Canceled}
	if msgs := conform.Run(t, p, "complete"); len(msgs) != 0 {
		t.Errorf("told %v", msgs)
	}
}

func TestLateOutcomesChangeNothing(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	answers := uitest.Run(t, uitest.Do(t, p, "tasks.complete"))
	p.Update(answers[0])
	before, n := p.View(), p.list.Shown()
	if cmd := p.Update(answers[0]); cmd != nil || p.View() != before || p.list.Shown() != n {
		t.Error("the same answer counted twice")
	}
}

func TestWithoutCompanionTheWebIsOffered(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	for _, id := range []string{"start", "block", "invalid", "duplicate", "complete", "archive", "comment"} {
		if why := uitest.Action(t, p, "tasks."+id).Blocked(); why != "needs a companion API (companion_url); on the web: Home" {
			t.Errorf("%s: %q", id, why)
		}
	}
	uitest.Has(t, p.View(), "companion_url")
	conform.Run(t, p, "mark.as")
	d := conform.Asked[*dialog.Menu](t, p)
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "companion_url", "not from here", "Open the web")
	uitest.Do(t, d, "menu.item.complete")
	if _, ok := d.Outcome(); ok {
		t.Error("it can be completed")
	}
	msgs := conform.Finish(t, p, d, "menu.item.web")
	if open, ok := uitest.Find[effect.Open](msgs); !ok || open.URL != partner.WebApp {
		t.Errorf("told %v", msgs)
	}
	if open, ok := uitest.Find[effect.Open](conform.Run(t, p, "web")); !ok || open.URL != partner.WebApp || len(src.Writes()) != 0 {
		t.Error("the web is not opened")
	}
}

func TestACompletedTaskMayWaitForTheBrand(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 24))
	p.list.Select(checked)
	if text := conform.Said(conform.Run(t, p, "complete")); text != "Completed “Confirm the new APR”; the brand has to approve it." {
		t.Errorf("said %q", text)
	}
	p.list.Select(checked)
	uitest.Has(t, p.View(), "It waits for the brand's approval.")
}
