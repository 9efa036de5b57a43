package tasks

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheDetailTellsAll(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(140, 34))
	uitest.Has(t, p.View(), "The code LATE10", "https://files.example.com/post.png", "Any news?", "new, urgent", "overdue 26h · Sat Nov 21, 13:04", "compliance · Promo", "anyone at Beacon Reviews")
	if !p.list.Select(foreign) {
		t.Fatal("it is gone")
	}
	uitest.Has(t, p.View(), "Assigned to Sam Other: you can read and comment, not", "move it.", "Thu Nov 26, 19:04")
	p.list.Select(checked)
	uitest.Has(t, p.View(), "the brand has to", "no due date")
}

func TestCopyAndOpen(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	if v, url := p.Pointed(); v != "Remove the expired coupon" || url != "https://files.example.com/post.png" {
		t.Errorf("%q, %q", v, url)
	}
	if id, name, ok := p.Brand(); id != "pAcme Shoes" || name != "Acme Shoes" || !ok {
		t.Errorf("brand %q %q %v", id, name, ok)
	}
	conform.Run(t, p, "down")
	if v, url := p.Pointed(); v != "Replace the logo in the header" || url != "" {
		t.Errorf("%q, %q", v, url)
	}
	src.Alone()
	uitest.Settle(t, p, p.Refresh())
	if _, url := p.Pointed(); url != partner.WebApp {
		t.Errorf("without companion: %q", url)
	}
	src.TaskList.Value.Tasks[4].Attachments[0].URL = "javascript:alert(1)"
	uitest.Settle(t, p, p.Refresh())
	conform.Run(t, p, "first")
	if _, url := p.Pointed(); url != partner.WebApp {
		t.Errorf("an address that is none is given out: %q", url)
	}
	q, _ := made(t, uitest.Frame(80, 8))
	if v, url := q.Pointed(); v != "" || url != "" {
		t.Error("nothing is something")
	}
}

func TestAVisitLeavesTheChoiceAndAsksOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	visit := func(id string) string {
		return conform.Said(uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: id})))
	}
	if visit(over); at(p) != over || p.list.ViewName() != viewAll {
		t.Errorf("at %s in %q", at(p), p.list.ViewName())
	}
	choose(t, p, "type", "CREATIVE")
	if visit(late); at(p) != late || p.Title() != "Tasks" {
		t.Errorf("at %s in %q", at(p), p.Title())
	}
	calls := src.Calls()
	if text := visit("gone"); !strings.Contains(text, "not in the list any more") || src.Calls() != calls+1 {
		t.Errorf("%q after %d questions", text, src.Calls()-calls)
	}
}

func TestAnotherFailureOfTheCompanionIsTold(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 12))
	src.TaskList.Value.Reach = uitest.Without()
	src.TaskList.Value.Notes = []partner.Note{{What: "what can be done with the tasks", Err: uitest.Failure(partner.Unavailable)}}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Not known: what can be done with the tasks.", "503")
	if why := uitest.Action(t, p, "tasks.start").Blocked(); !strings.Contains(why, "until the companion API answers") {
		t.Errorf("blocked because %q", why)
	}
}
