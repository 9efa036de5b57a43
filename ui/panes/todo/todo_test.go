package todo

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

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
		if got, ok := uitest.Find[effect.Visit](conform.Run(t, p, "act")); !ok || got != want {
			t.Errorf("%s: %+v", key, got)
		}
	}
	for _, key := range []string{tax, other} {
		p.list.Select(key)
		if got, ok := uitest.Find[effect.Open](conform.Run(t, p, "act")); !ok || got.URL != partner.WebApp {
			t.Errorf("%s: %+v", key, got)
		}
	}
	p.list.Select(question)
	conform.Run(t, p, "act")
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
		if got, _ := uitest.Find[effect.Open](conform.Run(t, p, "web")); got.URL != want {
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
	conform.Run(t, p, "mark", "mark")
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
	if text := conform.Said(uitest.Settle(t, p, visit("gone"))); !strings.Contains(text, "not in the lists any more") || src.Calls() != calls+2 {
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
	conform.Run(t, p, "inquiries")
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
