package tasks

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// comment is a comment on a task that waits.
func comment(id string) partner.Waiting {
	return partner.Waiting{ID: "w-" + id, Kind: partner.WaitingComment, Thing: partner.TaskKey(id), Name: "Remove the expired coupon", Text: "On it", Since: uitest.Now().Add(-day)}
}

func TestANoteOnATask(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(140, 40))
	conform.Run(t, p, "note")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "needs the shop's login")
	msgs := conform.Finish(t, p, d, "form.submit")
	var got []partner.Memo
	for _, w := range src.Writes() {
		got = append(got, w.Arg.(partner.Memo))
	}
	// The to-do about the task has the same note.
	if len(got) != 1 || got[0].Key != "task/"+late || got[0].Text != "needs the shop's login" {
		t.Fatalf("written %+v", got)
	}
	c, _ := uitest.Find[event.Changed](msgs)
	calls := src.Calls()
	uitest.Settle(t, p, p.Update(c))
	if src.Calls() != calls {
		t.Error("the service was asked because of a note")
	}
	uitest.Has(t, p.View(), "! * Remove the expired coupon", "* Your note", "needs the shop's login")
	conform.Run(t, p, "filter")
	uitest.Type(p.Update, "shop's login")
	if p.list.Shown() != 1 || at(p) != late {
		t.Errorf("the filter shows %d, the cursor is on %s", p.list.Shown(), at(p))
	}
}

func TestACommentThatCannotBeSentWaits(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(90, 10))
	uitest.Settle(t, p, p.Init())
	src.Postpone = true
	conform.Run(t, p, "comment")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "On it")
	msgs := conform.Finish(t, p, d, "form.submit")
	if got := conform.Said(msgs); got != "The comment on “Remove the expired coupon” waits until the service can be reached. Q shows it." {
		t.Errorf("said %q", got)
	}
	if _, ok := d.Outcome(); !ok || len(src.Drafts) != 0 {
		t.Errorf("the form is open, drafts are %v", src.Drafts)
	}
	c, ok := uitest.Find[event.Changed](msgs)
	if !ok || c.Any(event.KindTask) {
		t.Errorf("told %+v: the task has not changed", c)
	}
	src.Beside.Waiting = []partner.Waiting{comment(late)}
	uitest.Settle(t, p, p.Update(c))
	uitest.Has(t, p.View(), "! unsent · Remove the expired coupon", "1 act waits for the service. Q shows it.")
	if p.Title() != "Tasks · 1 waiting" {
		t.Errorf("title %q", p.Title())
	}
	p.SetFrame(uitest.Zoomed(140, 40))
	uitest.Has(t, p.View(), "waiting to be sent · Remove", "Waiting to be sent", "1d ago", "On it")
}

func TestTheTextOfACancelledCommentIsInTheFormAgain(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(90, 10))
	src.Beside.Waiting = []partner.Waiting{comment(late)}
	uitest.Settle(t, p, p.Init())
	// The form was open before, so that its draft is known to be empty.
	conform.Run(t, p, "comment")
	conform.Finish(t, p, conform.Asked[*dialog.Form](t, p), "dialog.close")
	conform.Run(t, p, "outbox")
	conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.choose")
	src.Drafts[formOf(late)] = partner.Draft{Form: formOf(late), Values: map[string]string{fieldText: "On it"}} // as the service does
	msgs := conform.Finish(t, p, conform.Asked[*dialog.Confirm](t, p), "confirm.yes")
	c, _ := uitest.Find[event.Changed](msgs)
	uitest.Settle(t, p, p.Update(c))
	conform.Run(t, p, "comment")
	uitest.Has(t, conform.Asked[*dialog.Form](t, p).View(uitest.Frame(1, 1).Theme), "On it")
}

func TestACommentCanBeWrittenWhileTheCompanionIsAway(t *testing.T) {
	t.Parallel()
	for kind, can := range map[partner.Kind]bool{partner.Unavailable: true, partner.RateLimited: true, partner.Forbidden: false} {
		p, src := made(t, uitest.Frame(90, 10))
		src.TaskList.Value.Reach = uitest.Without()
		src.TaskList.Value.Notes = []partner.Note{{What: "what can be done with the tasks", Err: uitest.Failure(kind)}}
		uitest.Settle(t, p, p.Init())
		if why := uitest.Action(t, p, "tasks.comment").Blocked(); (why == "") != can {
			t.Errorf("%v: blocked because %q", kind, why)
		}
		if why := uitest.Action(t, p, "tasks.start").Blocked(); !strings.Contains(why, "until the companion API answers") {
			t.Errorf("%v: started because %q", kind, why)
		}
	}
}

// An act that must not be repeated says that it needs the service, and what
// was typed for it is there when it is tried again.
func TestAnActThatNeedsTheServiceKeepsItsComment(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 10))
	conform.Run(t, p, "block")
	d := conform.Asked[*dialog.Prompt](t, p)
	uitest.Type(d.Update, "no login")
	src.Refuse = uitest.Failure(partner.Unavailable)
	msgs := conform.Finish(t, p, d, "prompt.accept")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || !strings.Contains(m.Text, "Remove the expired coupon") {
		t.Errorf("said %+v", m)
	}
	conform.Run(t, p, "block")
	uitest.Has(t, conform.Asked[*dialog.Prompt](t, p).View(uitest.Frame(1, 1).Theme), "no login")
	if len(src.Beside.Waiting) != 0 {
		t.Error("it waits")
	}
}
