package tasks

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for _, state := range uitest.States() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
			p, src := made(t, f)
			state.Reach(t, p, src)
			view, s := p.View(), p.Status()
			uitest.Geometry(t, view, f.Width, f.Height)
			if strings.TrimSpace(uitest.Plain(view)) == "" {
				t.Errorf("%s is blank", state.Name)
			}
			want := map[string][3]bool{ // data, loading, failure
				"loading": {false, true, false}, "data": {true, false, false}, "refreshing": {true, true, false},
				"stale": {true, false, true}, "failed": {false, false, true}, "empty": {true, false, false},
				"unavailable": {false, false, true},
			}[state.Name]
			if got := [3]bool{!s.AsOf.IsZero(), s.Loading, s.Err != nil}; got != want {
				t.Errorf("%s: data, loading, failure: %v, want %v", state.Name, got, want)
			}
			if other, ok := seen[view]; ok && (state.Name != "refreshing" || other != "data") {
				t.Errorf("%s looks like %s", state.Name, other)
			}
			seen[view] = state.Name
			n, known := p.Count()
			if data := want[0]; known != data || data && state.Name != "empty" && n != 4 || !data && n != 0 {
				t.Errorf("%s counts %d, known %v", state.Name, n, known)
			}
		}
	}
}

func TestLateAnswerOfAnAbandonedLoadIsIgnored(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	first := p.Init()
	second := p.Refresh()
	src.TaskList.Value.Tasks = src.TaskList.Value.Tasks[:1]
	stale := uitest.Run(t, first) // cancelled, but it answers anyway
	src.TaskList.Value = uitest.Tasks()
	for range 2 {
		before := p.View()
		for _, msg := range stale {
			if cmd := p.Update(msg); cmd != nil || p.View() != before {
				t.Error("a stale answer changed the pane")
			}
		}
		uitest.Settle(t, p, second)
	}
	if n, known := p.Count(); n != 4 || !known {
		t.Errorf("%d tasks, known %v", n, known)
	}
}

func TestFailedRefreshKeepsTheTasks(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 24)} {
		p, src := loaded(t, f)
		run(t, p, "down")
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "Remove the expired", "503")
		if n, known := p.Count(); n != 4 || !known || at(p) != soonish {
			t.Errorf("count %d %v, cursor on %s", n, known, at(p))
		}
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Lacks(t, p.View(), "503")
	}
}

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
	run(t, p, "down")
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
	run(t, p, "first")
	if _, url := p.Pointed(); url != partner.WebApp {
		t.Errorf("an address that is none is given out: %q", url)
	}
	q, _ := made(t, uitest.Frame(80, 8))
	if v, url := q.Pointed(); v != "" || url != "" {
		t.Error("nothing is something")
	}
}

func TestVisitsGoToTheTask(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	visit := func(id string) tea.Cmd {
		return p.Update(effect.Visit{To: ID, About: effect.Select, Value: id})
	}
	first := p.Init()
	if cmd := visit(over); cmd != nil {
		t.Error("a second question was asked while the first is under way")
	}
	uitest.Settle(t, p, first)
	if at(p) != over || p.list.ViewName() != viewAll {
		t.Errorf("at %s in %q", at(p), p.list.ViewName())
	}
	choose(t, p, "type", "CREATIVE")
	uitest.Settle(t, p, visit(late))
	if at(p) != late || p.Title() != "Tasks" {
		t.Errorf("at %s in %q", at(p), p.Title())
	}
	calls := src.Calls()
	if text := say(uitest.Settle(t, p, visit("gone"))); !strings.Contains(text, "not in the list any more") || src.Calls() != calls+1 {
		t.Errorf("%q after %d questions", text, src.Calls()-calls)
	}
	src.TaskList.Value.Tasks = append(src.TaskList.Value.Tasks, partner.Task{ID: "newest", State: partner.TaskNew})
	uitest.Settle(t, p, visit("newest"))
	if at(p) != "newest" {
		t.Errorf("at %s", at(p))
	}
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: 7}))
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: "dance", Value: late}))
	if at(p) != "newest" {
		t.Error("a visit that makes no sense moved the cursor")
	}
}

func TestFactsAboutTasksReloadThem(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	calls := src.Calls()
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindLink}}))
	if src.Calls() != calls {
		t.Error("links concern the tasks")
	}
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindTodo, event.KindTask}}))
	if src.Calls() != calls+1 {
		t.Error("the tasks were not loaded again")
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

func TestGeometry(t *testing.T) {
	t.Parallel()
	for _, state := range append(uitest.AllStates(), looks()[7]) {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			state.Reach(t, p, src)
			draw := func(f pane.Frame) string { p.SetFrame(f); return p.View() }
			uitest.Sweep(t, draw)
			run(t, p, "view.next")
			if p.nothingToChoose() == "" {
				run(t, p, "mark.all")
			}
			run(t, p, "filter")
			uitest.Type(p.Update, "e")
			uitest.Sweep(t, draw)
		})
	}
}

func TestViewIsPure(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(160, 24), uitest.Zoomed(30, 5)} {
			p, src := made(t, f)
			state.Reach(t, p, src)
			one := p.View()
			p.Actions()
			p.Status()
			p.Count()
			p.Pointed()
			p.Brand()
			p.Title()
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	for _, hostile := range []bool{false, true} {
		p, src := made(t, uitest.Frame(80, 8))
		if hostile {
			src.Hostile()
		}
		uitest.Settle(t, p, p.Init())
		calls := src.Calls()
		for i := range 60 {
			f := uitest.Frame(i*3, i%12)
			f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
			p.SetFrame(f)
			p.View()
			for _, a := range p.Actions() {
				if a.Blocked() == "" {
					a.Run() // commands are made, not run
				}
				if d := p.Asks(); d != nil {
					d.Resize(i+1, i+1)
					d.View(f.Theme)
					for _, b := range d.Actions() {
						if b.Blocked() == "" {
							b.Run()
						}
					}
					if o, ok := d.Outcome(); ok && o.Answer != nil {
						p.Update(*o.Answer)
					}
				}
			}
			p.Update(uitest.Press("x"))
			p.Update(tea.PasteMsg{Content: "text"})
			p.Click(i, i%12)
			p.Wheel(1)
			p.Back()
		}
		if n := src.Calls(); n != calls {
			t.Errorf("%d questions were asked on the program goroutine", n-calls)
		}
	}
}

func TestActionsAreWellFormed(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	seen, strokes := map[string]bool{}, map[string]string{}
	for _, a := range p.Actions() {
		if seen[a.ID] || !strings.HasPrefix(a.ID, "tasks.") || len([]rune(a.Label)) > 14 || a.Label == "" || !strings.HasSuffix(a.Help, ".") || a.Run == nil {
			t.Errorf("%+v", a)
		}
		seen[a.ID] = true
		for _, k := range a.Keys {
			if other, ok := strokes[k]; ok || keys.Forbidden(k) != "" {
				t.Errorf("key %s of %s: also of %q, forbidden %q", k, a.ID, other, keys.Forbidden(k))
			}
			strokes[k] = a.ID
		}
	}
	own := []string{"tasks.start", "tasks.block", "tasks.invalid", "tasks.duplicate", "tasks.complete", "tasks.archive", "tasks.comment", "tasks.mark.as", "tasks.filter.by", "tasks.refresh"}
	if i := slices.IndexFunc(own, func(id string) bool { return !seen[id] }); i >= 0 {
		t.Errorf("there is no %s", own[i])
	}
}
