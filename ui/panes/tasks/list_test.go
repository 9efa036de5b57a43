package tasks

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheMostPressingComesFirst(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 12))
	now := uitest.Now()
	add := func(id string, change func(*partner.Task)) partner.Task {
		v := partner.Task{ID: id, Summary: id, State: partner.TaskNew, Created: now.AddDate(0, 0, -3)}
		change(&v)
		return v
	}
	src.TaskList.Value.Tasks = []partner.Task{
		add("new", func(v *partner.Task) { v.Created = now }),
		add("old", func(*partner.Task) {}),
		add("later", func(v *partner.Task) { v.Due = now.AddDate(0, 0, 5) }),
		add("sooner", func(v *partner.Task) { v.Due = now.AddDate(0, 0, 2) }),
		add("urgent", func(v *partner.Task) { v.Urgent = true }),
		add("urgent-soon", func(v *partner.Task) { v.Urgent, v.Due = true, now.AddDate(0, 0, 4) }),
		add("overdue", func(v *partner.Task) { v.Due = now.AddDate(0, 0, -1) }),
		add("done-late", func(v *partner.Task) { v.State, v.Due, v.Updated = partner.TaskCompleted, now.AddDate(0, 0, -9), now }),
		add("done-long-ago", func(v *partner.Task) { v.State, v.Urgent = partner.TaskApproved, true }),
	}
	uitest.Settle(t, p, p.Init())
	const want = "overdue urgent-soon urgent sooner later new old"
	if got := shown(t, p); got != want {
		t.Errorf("open: %s", got)
	}
	conform.Run(t, p, "view.next")
	if got := shown(t, p); got != want+" done-late done-long-ago" {
		t.Errorf("all: %s", got)
	}
	conform.Run(t, p, "view.next")
	if got := shown(t, p); got != "done-late done-long-ago" {
		t.Errorf("done: %s", got)
	}
}

func TestWhatBecomesOverdueRises(t *testing.T) {
	t.Parallel()
	f := uitest.Frame(80, 8)
	p, _ := loaded(t, f)
	uitest.Has(t, p.View(), "tomorrow 21:04")
	f.Now = f.Now.AddDate(0, 0, 3)
	p.SetFrame(f)
	uitest.Has(t, p.View(), "overdue 42h")
	uitest.Lacks(t, p.View(), "tomorrow 21:04")
}

func TestTheFilterFindsAllWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"bolt": soonish, "creative": soonish, "progress": soonish, "carrie": soonish, "3988004": soonish,
		"urgent": late, "promo": late, "apr acme": checked, "blocked": checked, "anyone urgent": late, "zzz": "",
	} {
		p, _ := loaded(t, uitest.Frame(80, 8))
		conform.Run(t, p, "filter")
		if !p.Capturing() || p.Cursor() == nil {
			t.Fatal("the filter is not typed")
		}
		uitest.Type(p.Update, words)
		conform.Run(t, p, "filter.keep")
		if got := shown(t, p); got != want {
			t.Errorf("%q shows %q, want %q", words, got, want)
		}
	}
}

func TestSortByEachColumn(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(200, 24))
	seen := map[string]bool{}
	for range 2*len(p.fullColumns()) + 1 {
		uitest.Geometry(t, p.View(), 200, 24)
		seen[shown(t, p)] = true
		conform.Run(t, p, "sort")
	}
	if len(seen) < 6 {
		t.Errorf("only %d orders", len(seen))
	}
}

// choose answers the two menus of "show only".
func choose(t *testing.T, p *Pane, kind, value string) {
	t.Helper()
	conform.Run(t, p, "filter.by")
	conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.item."+kind)
	if value != "" {
		conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.item."+value)
	}
}

func TestShowOnlyOneTypeStateOrProgram(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ kind, value, want, title string }{
		{"type", "CREATIVE", soonish, "Tasks · only creative"},
		{"state", "NEW", late + " " + foreign, "Tasks · only new"},
		{"program", "pAcme Shoes", late + " " + checked, "Tasks · only Acme Shoes"},
	} {
		p, _ := loaded(t, uitest.Frame(80, 8))
		choose(t, p, c.kind, c.value)
		if got := shown(t, p); got != c.want || p.Title() != c.title {
			t.Errorf("%s: %q shows %s", c.value, p.Title(), got)
		}
		uitest.Has(t, p.View(), "Esc shows all again")
		if !p.Back() || p.Back() || p.list.Shown() != 4 || p.Title() != "Tasks" {
			t.Errorf("%s: one step back leaves %d tasks in %q", c.value, p.list.Shown(), p.Title())
		}
		choose(t, p, c.kind, c.value)
		choose(t, p, "all", "")
		if p.list.Shown() != 4 {
			t.Errorf("%s: all are %d", c.value, p.list.Shown())
		}
	}
}

func TestWhatIsTheSameForAllCannotBeChosen(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	for i := range src.TaskList.Value.Tasks {
		src.TaskList.Value.Tasks[i].Program, src.TaskList.Value.Tasks[i].ProgramID = "", ""
	}
	uitest.Settle(t, p, p.Refresh())
	conform.Run(t, p, "filter.by")
	d := conform.Asked[*dialog.Menu](t, p)
	uitest.Do(t, d, "menu.item.program")
	if _, over := d.Outcome(); over {
		t.Error("one program can be chosen though there is none")
	}
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "all have the same", "all are shown")
}

func TestAnEmptyViewSaysSo(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.TaskList.Value.Tasks = src.TaskList.Value.Tasks[:1] // an approved one
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "No open tasks here.")
	if n, known := p.Count(); n != 0 || !known {
		t.Errorf("%d open", n)
	}
}
