package tasks

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// restarted is a pane of another session with the same drafts.
func restarted(t *testing.T, src *uitest.Source) *Pane {
	t.Helper()
	p := New(t.Context(), src)
	p.SetFrame(uitest.Frame(90, 10))
	uitest.Settle(t, p, p.Init())
	return p
}

// why is what the question why holds.
func why(t *testing.T, p *Pane, id string) (*dialog.Prompt, string) {
	t.Helper()
	conform.Run(t, p, id)
	d := conform.Asked[*dialog.Prompt](t, p)
	return d, uitest.Plain(d.View(uitest.Frame(1, 1).Theme))
}

func TestWhyIsADraftWhenTheQuestionIsLeft(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 10))
	d, _ := why(t, p, "block")
	uitest.Type(d.Update, "no login")
	conform.Finish(t, p, d, "dialog.close")
	if len(src.Writes()) != 0 {
		t.Errorf("sent %+v", src.Writes())
	}
	for _, p := range []*Pane{p, restarted(t, src)} {
		d, text := why(t, p, "block")
		uitest.Has(t, text, "no login")
		conform.Finish(t, p, d, "dialog.close")
		_, text = why(t, p, "invalid") // of another act
		uitest.Lacks(t, text, "no login")
	}
	p = restarted(t, src)
	d, _ = why(t, p, "block")
	conform.Finish(t, p, d, "prompt.accept")
	if got := conform.Written[partner.TaskMove](src); len(got) != 1 || got[0].Comment != "no login" || len(src.Drafts) != 0 {
		t.Errorf("sent %+v, drafts %v", got, src.Drafts)
	}
}

func TestWhyThatWasNotSentSurvivesTheProgram(t *testing.T) {
	t.Parallel()
	for kind, same := range map[partner.Kind]bool{partner.Unavailable: true, partner.Uncertain: true, partner.RateLimited: false, partner.Conflict: false} {
		p, src := loaded(t, uitest.Frame(90, 10))
		d, _ := why(t, p, "block")
		uitest.Type(d.Update, "no login")
		src.Refuse = uitest.Failure(kind)
		conform.Finish(t, p, d, "prompt.accept")
		src.Refuse = nil
		p = restarted(t, src)
		d, text := why(t, p, "block")
		uitest.Has(t, text, "no login")
		conform.Finish(t, p, d, "prompt.accept")
		got := conform.Written[partner.TaskMove](src)
		if len(got) != 2 || got[1].Comment != "no login" || (got[0].Key == got[1].Key) != same {
			t.Errorf("%v: sent %+v", kind, got)
		}
		if len(src.Drafts) != 0 {
			t.Errorf("%v: drafts %v", kind, src.Drafts)
		}
	}
}

func TestWhyForSeveralTasksIsKept(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 10))
	conform.Run(t, p, "mark.all")
	d, _ := why(t, p, "invalid")
	uitest.Type(d.Update, "not ours")
	src.Refuse = uitest.Failure(partner.Unavailable)
	conform.Finish(t, p, d, "prompt.accept")
	p = restarted(t, src)
	conform.Run(t, p, "mark.all")
	_, text := why(t, p, "invalid")
	uitest.Has(t, text, "not ours")
}

func TestWhatIsTypedBeforeTheQuestionOpensIsNotLost(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(90, 10))
	cmd := uitest.Do(t, p, "tasks.block")
	uitest.Type(p.Update, "no l")
	uitest.Settle(t, p, cmd)
	uitest.Has(t, conform.Asked[*dialog.Prompt](t, p).View(uitest.Frame(1, 1).Theme), "no l")
}
