package todo

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
	for _, view := range []string{viewOpen, viewInquiries} {
		seen := make(map[string]string)
		for _, state := range uitest.States() {
			for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
				p, src := made(t, f)
				state.Reach(t, p, src)
				p.list.SetView(view)
				drawn, s := p.View(), p.Status()
				uitest.Geometry(t, drawn, f.Width, f.Height)
				if strings.TrimSpace(uitest.Plain(drawn)) == "" {
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
				if other, ok := seen[drawn]; ok && (state.Name != "refreshing" || other != "data") {
					t.Errorf("%s: %s looks like %s", view, state.Name, other)
				}
				seen[drawn] = state.Name
				n, known := p.Count()
				if data := want[0]; known != data || data && state.Name != "empty" && n != 7 || !data && n != 0 {
					t.Errorf("%s counts %d, known %v", state.Name, n, known)
				}
			}
		}
	}
}

func TestLateAnswerOfAnAbandonedLoadIsIgnored(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 10))
	first := p.Init()
	second := p.Refresh()
	src.TodoList.Value.Todos = src.TodoList.Value.Todos[:1]
	src.InquiryList.Value.Enabled = false
	stale := uitest.Run(t, first) // cancelled, but it answers anyway
	src.TodoList.Value, src.InquiryList.Value = uitest.Todos(), uitest.Inquiries()
	for range 2 {
		before := p.View()
		for _, msg := range stale {
			if cmd := p.Update(msg); cmd != nil || p.View() != before {
				t.Error("a stale answer changed the pane")
			}
		}
		uitest.Settle(t, p, second)
	}
	if n, known := p.Count(); n != 7 || !known || p.noInquiries() != "" {
		t.Errorf("%d to-dos, known %v, %q", n, known, p.noInquiries())
	}
}

func TestFailedRefreshKeepsTheToDos(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 10), uitest.Zoomed(120, 24)} {
		p, src := loaded(t, f)
		run(t, p, "down")
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "Northpeak invites you", "503")
		if n, known := p.Count(); n != 7 || !known || at(p) != proposal {
			t.Errorf("count %d %v, cursor on %s", n, known, at(p))
		}
		run(t, p, "inquiries")
		uitest.Has(t, p.View(), "wants more", "503")
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Lacks(t, p.View(), "503")
	}
}

func TestRowsTellMoneyKindTimeAndAct(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	for _, row := range [][]string{
		{"Northpeak invites you", "2d ago", "accept"},
		{"Bolt Bikes wants more about order 77", "Tue 07:04", "answer"},
		{"Remove the expired coupon", "overdue 26h", "open"},
		{"Bolt Bikes owes you $55.50", "overdue money", "overdue 12d", "chase"},
	} {
		i := uitest.Row(p.View(), row[0])
		if i < 0 {
			t.Fatalf("%q is not shown in\n%s", row[0], uitest.Plain(p.View()))
		}
		line := strings.Split(uitest.Plain(p.View()), "\n")[i]
		for _, text := range row[1:] {
			if !strings.Contains(line, text) {
				t.Errorf("%q lacks %q", line, text)
			}
		}
	}
	if got := shown(t, p); got != strings.Join([]string{invitation, proposal, question, work, owed, tax, other}, " ") {
		t.Errorf("the service's order is lost: %s", got)
	}
}

func TestTheDetailTellsWhatTheActDoes(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(140, 30))
	uitest.Has(t, p.View(), "7 % of the sale, open-ended", "Fri Nov 20, 13:04 · 2d ago", "no deadline", "accept: a asks first, then accepts", "N asks why")
	for key, texts := range map[string][]string{
		question: {"answer: a goes to the inquiry.", "Tue Nov 24, 07:04"},
		work:     {"open: a goes to the task.", "overdue 26h · Sat Nov 21, 13:04"},
		owed:     {"chase: a goes to Finance.", "$55.50", "Bolt Bikes"},
		tax:      {"a opens the web.", partner.WebApp},
		codes:    {"Wakes       Thu Nov 26, 19:04", "Snoozed     Thu Nov 19, 19:04"},
	} {
		p.list.Select(key)
		uitest.Has(t, p.View(), texts...)
	}
	src.Alone()
	uitest.Settle(t, p, p.Refresh())
	p.list.Select(invitation)
	uitest.Has(t, p.View(), "needs a companion API")
	uitest.Lacks(t, p.View(), "N asks why")
}

func TestTheActGoesWhereItBelongs(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	src.TodoList.Value.Todos = append(src.TodoList.Value.Todos, partner.Todo{Kind: partner.TodoProperty, Object: "13", Text: "TikTok is not verified"})
	uitest.Settle(t, p, p.Refresh())
	for key, want := range map[string]effect.Visit{
		work:          {To: "tasks", Zoom: true, About: effect.Select, Value: "3990117"},
		owed:          {To: "finance", Zoom: true},
		"property/13": {To: "social", Zoom: true, About: effect.Select, Value: "13"},
	} {
		p.list.Select(key)
		if got, ok := uitest.Find[effect.Visit](run(t, p, "act")); !ok || got != want {
			t.Errorf("%s: %+v", key, got)
		}
	}
	for _, key := range []string{tax, other} {
		p.list.Select(key)
		if got, ok := uitest.Find[effect.Open](run(t, p, "act")); !ok || got.URL != partner.WebApp {
			t.Errorf("%s: %+v", key, got)
		}
	}
	p.list.Select(question)
	run(t, p, "act")
	if q, _ := p.inquiries.Current(); p.mode() != ofInquiries || q.ID != "15652378" {
		t.Errorf("the act shows %v", p.mode())
	}
	if !p.Back() || p.mode() != ofTodos || at(p) != question {
		t.Errorf("back leads to %v, %s", p.mode(), at(p))
	}
	src.TodoList.Value.Todos[index(src, other)].Web = "https://app.impact.com/phone"
	src.TodoList.Value.Todos[index(src, tax)].Web = "javascript:alert(1)"
	uitest.Settle(t, p, p.Refresh())
	for key, want := range map[string]string{other: "https://app.impact.com/phone", tax: partner.WebApp} {
		p.list.Select(key)
		if got, _ := uitest.Find[effect.Open](run(t, p, "web")); got.URL != want {
			t.Errorf("%s opens %q", key, got.URL)
		}
		if _, url := p.Pointed(); url != want {
			t.Errorf("%s points to %q", key, url)
		}
	}
	if len(src.Writes()) != 0 {
		t.Errorf("something was done: %v", src.Writes())
	}
}

func TestMarksOfManyKindsAreNotDoneAtOnce(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	p.list.Select(work)
	run(t, p, "mark", "mark")
	if got := why(t, p, "act"); got != "marked to-dos of these kinds cannot be done at once; Esc takes the marks off" {
		t.Errorf("act: %q", got)
	}
}

func TestVisitsGoToTheToDoOrTheInquiry(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 10))
	visit := func(key any) tea.Cmd {
		return p.Update(effect.Visit{To: ID, About: effect.Select, Value: key})
	}
	first := p.Init()
	if cmd := visit(codes); cmd != nil {
		t.Error("a second question was asked while the first is under way")
	}
	uitest.Settle(t, p, first)
	if at(p) != codes || p.list.ViewName() != viewSnoozed {
		t.Errorf("at %s in %q", at(p), p.list.ViewName())
	}
	uitest.Settle(t, p, visit("15652380"))
	if q, _ := p.inquiries.Current(); p.mode() != ofInquiries || q.ID != "15652380" {
		t.Errorf("mode %v, inquiry %+v", p.mode(), q)
	}
	uitest.Settle(t, p, visit(work))
	if at(p) != work || p.mode() != ofTodos {
		t.Errorf("at %s", at(p))
	}
	calls := src.Calls()
	if text := say(uitest.Settle(t, p, visit("gone"))); !strings.Contains(text, "not in the lists any more") || src.Calls() != calls+2 {
		t.Errorf("%q after %d questions", text, src.Calls()-calls)
	}
	src.InquiryList.Value.Inquiries = append(src.InquiryList.Value.Inquiries, partner.Inquiry{ID: "newest"})
	uitest.Settle(t, p, visit("newest"))
	if q, _ := p.inquiries.Current(); q == nil || q.ID != "newest" {
		t.Errorf("at %+v", q)
	}
	uitest.Settle(t, p, visit(7))
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: "dance", Value: late}))
	if p.mode() != ofInquiries {
		t.Error("a visit that makes no sense moved the cursor")
	}
}

func TestFactsReloadTheLists(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	calls := src.Calls()
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindLink, event.KindLead}}))
	if src.Calls() != calls {
		t.Error("links concern the to-dos")
	}
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindTask, event.KindTodo}}))
	if src.Calls() != calls+2 {
		t.Error("the lists were not loaded again")
	}
}

func TestWhatIsNotKnownIsTold(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 14))
	src.TodoList.Value.Notes = []partner.Note{{What: "contracts", Err: uitest.Failure(partner.Unavailable)}}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Not known: contracts.", "503")
}

func TestBrandAndCopy(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	if id, name, ok := p.Brand(); id != "900" || name != "Northpeak" || !ok {
		t.Errorf("brand %q %q %v", id, name, ok)
	}
	if v, url := p.Pointed(); v != "Northpeak invites you" || url != partner.WebApp {
		t.Errorf("%q, %q", v, url)
	}
	p.list.Select(tax)
	if _, _, ok := p.Brand(); ok {
		t.Error("a tax form has a brand")
	}
	run(t, p, "inquiries")
	if id, _, ok := p.Brand(); id != "200" || !ok {
		t.Errorf("brand %q of the inquiry", id)
	}
	if v, _ := p.Pointed(); v != "77" {
		t.Errorf("%q", v)
	}
	q, _ := made(t, uitest.Frame(80, 10))
	if v, url := q.Pointed(); v != "" || url != "" {
		t.Error("nothing is something")
	}
}

func TestGeometry(t *testing.T) {
	t.Parallel()
	for _, state := range append(uitest.AllStates(), looks()[7:]...) {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			state.Reach(t, p, src)
			draw := func(f pane.Frame) string { p.SetFrame(f); return p.View() }
			for range 3 {
				uitest.Sweep(t, draw)
				if p.mode() == ofRows {
					return
				}
				run(t, p, "view.next")
			}
			if p.list.NeedRow() == "" {
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
	for _, state := range append(uitest.AllStates(), looks()...) {
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

func TestActionsAreWellFormedInEachMode(t *testing.T) {
	t.Parallel()
	own := []string{
		"todo.act", "todo.snooze", "todo.snooze.until", "todo.wake", "todo.decline", "todo.inquiries",
		"todo.inquiry.new", "todo.inquiry.file", "todo.inquiry.send", "todo.web", "todo.refresh",
	}
	for _, state := range looks() {
		p, src := made(t, uitest.Frame(80, 8))
		state.Reach(t, p, src)
		seen, strokes := map[string]bool{}, map[string]string{}
		for _, a := range p.Actions() {
			if seen[a.ID] || !strings.HasPrefix(a.ID, "todo.") || len([]rune(a.Label)) > 14 || a.Label == "" || !strings.HasSuffix(a.Help, ".") || a.Run == nil {
				t.Errorf("%s: %+v", state.Name, a)
			}
			seen[a.ID] = true
			for _, k := range a.Keys {
				if other, ok := strokes[k]; ok || keys.Forbidden(k) != "" {
					t.Errorf("key %s of %s: also of %q, forbidden %q", k, a.ID, other, keys.Forbidden(k))
				}
				strokes[k] = a.ID
			}
		}
		if i := slices.IndexFunc(own, func(id string) bool { return !seen[id] }); i >= 0 {
			t.Errorf("%s: there is no %s", state.Name, own[i])
		}
	}
}
