package activity

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheStartLooksOnceAndListsThen(t *testing.T) {
	t.Parallel()
	p, src := made(t, conform.Away(uitest.Zoomed(120, 30)))
	src.News.Value.Count = 5
	uitest.Settle(t, p, p.Init())
	if len(src.Queries()) != 1 || src.Calls() != 2 || p.Status().Loading {
		t.Errorf("asked %v, %d questions", src.Queries(), src.Calls())
	}
	if n, _ := p.Count(); n != 5 {
		t.Errorf("%d unread after the look", n)
	}
	if q := last(src); !q.From.Equal(uitest.Now().Add(-7*day)) || q.Limit != most {
		t.Errorf("asked for %+v", q)
	}
}

func TestOpenedDuringTheFirstLookItListsWhatIsKnown(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	look := p.Init()
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID}))
	if p.list.Shown() != 11 || !p.Status().Loading || len(src.Queries()) != 1 {
		t.Errorf("%d rows, status %+v, asked %v", p.list.Shown(), p.Status(), src.Queries())
	}
	uitest.Settle(t, p, look)
	if p.Status().Loading || len(src.Queries()) != 2 {
		t.Errorf("after the look: status %+v, asked %v", p.Status(), src.Queries())
	}
}

func TestARefreshLooksForChangesFirst(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, conform.Away(uitest.Zoomed(120, 30)))
	src.News.Value.Count = 7
	lists := len(src.Queries())
	poll := p.Refresh()
	if len(src.Queries()) != lists || !p.Status().Loading {
		t.Error("the list was asked for before the look")
	}
	uitest.Settle(t, p, poll)
	if n, _ := p.Count(); n != 7 || len(src.Queries()) != lists+1 {
		t.Errorf("%d unread after %d more lists", n, len(src.Queries())-lists)
	}
}

func TestAFailedLookKeepsTheRows(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	conform.Run(t, p, "down", "down")
	lists := len(src.Queries())
	src.News.Err = uitest.Failure(partner.Unavailable)
	src.Changes.Value.Events = src.Changes.Value.Events[1:] // another program has looked
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "503", "order A-1078")
	if s := p.Status(); s.Err == nil || s.AsOf.IsZero() || at(p) != "2000.1.77" {
		t.Errorf("status %+v, at %s", s, at(p))
	}
	if len(src.Queries()) != lists+1 {
		t.Error("what others have found is not listed")
	}
	src.News.Err = nil
	uitest.Settle(t, p, p.Refresh())
	uitest.Lacks(t, p.View(), "503")
}

func TestLateAnswersAreIgnored(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, conform.Away(uitest.Zoomed(120, 30)))
	early := p.Refresh()
	second := p.Refresh()
	src.News.Value.Count = 99
	stale := uitest.Run(t, early)
	src.News.Value.Count = 5
	old := p.ask()
	src.Changes.Value.Events = src.Changes.Value.Events[:1]
	stale = append(stale, uitest.Run(t, old)...)
	src.Changes.Value = uitest.Activity()
	uitest.Settle(t, p, second)
	before := p.View()
	for _, msg := range stale {
		if cmd := p.Update(msg); cmd != nil || p.View() != before {
			t.Error("a stale answer changed the pane")
		}
	}
	if n, _ := p.Count(); n != 5 || p.list.Shown() != 11 {
		t.Errorf("%d unread, %d rows", n, p.list.Shown())
	}
}

func TestOpeningTheScreenMarksAsRead(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(120, 30)
	p, src := loaded(t, conform.Away(f))
	if len(looks(src)) != 0 || marks(p) != 4 {
		t.Fatalf("looked %v, %d marks before it is opened", looks(src), marks(p))
	}
	p.SetFrame(f)
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, Zoom: true}))
	if got := looks(src); len(got) != 1 || !got[0].Equal(uitest.Now().Add(-2*time.Hour)) {
		t.Fatalf("looked up to %v", got)
	}
	if n, _ := p.Count(); n != 0 {
		t.Errorf("%d unread", n)
	}
	uitest.Settle(t, p, p.Refresh())
	if marks(p) != 4 {
		t.Errorf("%d marks are left during the visit", marks(p))
	}
	p.SetFrame(conform.Away(f))
	p.SetFrame(f)
	if marks(p) != 0 {
		t.Errorf("%d marks at the next visit", marks(p))
	}
	if len(looks(src)) != 1 {
		t.Errorf("told %d times", len(looks(src)))
	}
}

func TestWhatComesDuringAVisitIsReadAsWell(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	fresh := uitest.Activity().Events[0]
	fresh.ID, fresh.ThingID, fresh.Seen, fresh.At = "new", "new", uitest.Now(), uitest.Now()
	src.Changes.Value.Events = append([]partner.Event{fresh}, src.Changes.Value.Events...)
	src.News.Value = partner.Unread{Count: 1, Newest: fresh.Seen}
	uitest.Settle(t, p, p.Refresh())
	if got := looks(src); len(got) != 2 || !got[1].Equal(fresh.Seen) {
		t.Errorf("looked up to %v", got)
	}
	if n, _ := p.Count(); n != 0 || marks(p) != 5 {
		t.Errorf("%d unread, %d marks", n, marks(p))
	}
}

func TestALookThatCouldNotBeKeptIsTriedAgain(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	src.Refuse = uitest.Failure(partner.Unavailable)
	uitest.Settle(t, p, p.Init())
	if n, _ := p.Count(); n != 4 {
		t.Errorf("%d unread though nobody kept that they were read", n)
	}
	src.Refuse = nil
	tried := len(looks(src))
	uitest.Settle(t, p, p.Refresh())
	if n, _ := p.Count(); n != 0 || tried == 0 || len(looks(src)) != tried+1 {
		t.Errorf("%d unread after %d looks and %d more", n, tried, len(looks(src))-tried)
	}
}

func TestTheMarksStayWhileOneLooksAtAThing(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(120, 30)
	p, _ := loaded(t, f)
	conform.Run(t, p, "open")
	p.SetFrame(conform.Away(f))
	p.SetFrame(f)
	if marks(p) != 4 {
		t.Errorf("%d marks after a look at an action", marks(p))
	}
	p.SetFrame(conform.Away(f))
	p.SetFrame(f)
	if marks(p) != 0 {
		t.Errorf("%d marks at the next visit", marks(p))
	}
}

func TestWhatIsNewAndNotListedIsTold(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(120, 30)
	p, src := loaded(t, conform.Away(f))
	src.News.Value.Count = 6
	uitest.Settle(t, p, p.Refresh())
	p.SetFrame(f)
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID}))
	src.News.Value.Count = 0
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "2 changes you have not looked at are not in this list: D shows a longer time.")
	conform.Run(t, p, "period")
	conform.Finish(t, p, conform.Asked[*dialog.Menu](t, p), "menu.item."+string(kept))
	uitest.Lacks(t, p.View(), "not in this list")
}

func TestTheMovementIsExplained(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(158, 46))
	uitest.Has(t, p.View(), "Last 7 days  Total Pending $4,310.22 → $4,212.96: -$97.26",
		"1 cleared -$55.50 · 1 changed -$34.50 · 1 reversed -$12.40 · 2 new +$9.14 · not explained -$4.00",
		"Total Pending €77.77 → €102.77: +€25.00", "1 invoiced +€25.00")
	if n := strings.Count(uitest.Plain(p.View()), "not explained"); n != 1 {
		t.Errorf("a rest of zero is told: %d", n)
	}
	// Where there is no room for all, the rest is not what is left out.
	p.SetFrame(uitest.Zoomed(38, 10))
	uitest.Has(t, p.View(), "Pending $4,212.96, -$97.26", "not explained -$4.00", "more")
	src.Changes.Value.Moved = nil
	p.SetFrame(uitest.Zoomed(120, 30))
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "From now on this line explains what moves Total Pending.")
	p.SetFrame(uitest.Zoomed(38, 10))
	uitest.Has(t, p.View(), "What moves Total Pending shows here.")
	src.Changes.Value.Since = uitest.Now().AddDate(0, -1, 0)
	p.SetFrame(uitest.Zoomed(120, 30))
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "Last 7 days: one look at Total Pending, nothing to compare yet.")
	usual := uitest.Activity().Moved
	for i, c := range []string{"EUR", "GBP"} {
		still := uitest.Money("77.77", c)
		m := partner.Movement{Before: still, After: still, Rest: uitest.Money("0", c)}
		src.Changes.Value.Moved = append(src.Changes.Value.Moved[:i:i], m)
	}
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "Last 7 days  Total Pending €77.77 · £77.77, as before")
	p.SetFrame(uitest.Zoomed(26, 10))
	uitest.Has(t, p.View(), "Total Pending is as")
	src.Changes.Value.Moved = append(usual[:1:1], src.Changes.Value.Moved...)
	p.SetFrame(uitest.Zoomed(120, 30))
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "Last 7 days  Total Pending $4,310.22", "             Total Pending €77.77 · £77.77, as before")
}

func TestTheDetailTellsAll(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(158, 40))
	src.Changes.Value.Events[10].Owed = partner.Opt[partner.Money]{} // as the log tells it
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Reversed: return: the customer sent everything back,", "-$12.40.", "$12.40 → $0.00", "$124.00",
		"-$12.40, taken from it", "Sun Nov 22, 13:04", "new to you", "1000.4636.158140", "action_reversed/1000.4636.158140",
		"Enter shows its timeline.")
	conform.Run(t, p, "down")
	uitest.Has(t, p.View(), "by Sun Nov 22, 12:04; no exact time", "+$8.15, added to it")
	conform.Run(t, p, "last")
	uitest.Has(t, p.View(), "read from the service's own log", "action 3000.2.9", "not known: before the first look")
	conform.Run(t, p, "first", "down", "down", "down")
	uitest.Has(t, p.View(), "Contract changed: 10 % of the sale → 8 % of the", "10 % of the sale", "8 % of the sale", "not moved", "Contract id")
}

func TestEnterGoesToTheThing(t *testing.T) {
	t.Parallel()
	for thing, want := range map[string]effect.Visit{
		"1000.4636.158140": {To: "finder", Zoom: true, About: effect.Select, Value: event.Trace{ActionID: "1000.4636.158140"}},
		"3988020":          {To: "tasks", Zoom: true, About: effect.Select, Value: "3988020"},
		"15652379":         {To: "todo", Zoom: true, About: effect.Select, Value: "15652379"},
		"INV-9/100/BONUS":  {To: "finance", Zoom: true},
	} {
		p, _ := loaded(t, uitest.Zoomed(120, 30))
		for at(p) != thing {
			conform.Run(t, p, "down")
		}
		if got, _ := uitest.Find[effect.Visit](conform.Run(t, p, "open")); got != want {
			t.Errorf("%s leads to %+v", thing, got)
		}
	}
	p, src := loaded(t, uitest.Zoomed(120, 30))
	conform.Run(t, p, "down", "down", "down")
	if why := uitest.Action(t, p, "activity.open").Blocked(); !strings.HasPrefix(why, "there is no screen here for a contract") {
		t.Errorf("a contract: %q", why)
	}
	src.Empty()
	uitest.Settle(t, p, p.Refresh())
	if why := uitest.Action(t, p, "activity.open").Blocked(); why != "there is no change here" {
		t.Errorf("nothing: %q", why)
	}
}

func TestCopyAndBrand(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 30))
	if v, url := p.Pointed(); v != "1000.4636.158140" || url != partner.WebApp {
		t.Errorf("%q %q", v, url)
	}
	if id, name, ok := p.Brand(); id != "100" || name != "Acme Shoes" || !ok {
		t.Errorf("%q %q %v", id, name, ok)
	}
	got, _ := uitest.Find[effect.Copy](conform.Run(t, p, "copy.line"))
	const want = "13:04  Acme Shoes  order A-1077  reversed: return: the customer sent everything back, -$12.40  Total Pending -$12.40"
	if got.Text != want {
		t.Errorf("copied %q", got.Text)
	}
	q, _ := made(t, uitest.Zoomed(120, 30))
	if v, url := q.Pointed(); v+url != "" {
		t.Error("nothing is something")
	}
	if _, _, ok := q.Brand(); ok {
		t.Error("nobody is a brand")
	}
}

func TestAVisitGoesToAChange(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 30))
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "task_moved/3988020"}))
	if at(p) != "3988020" {
		t.Errorf("at %s", at(p))
	}
	if got := conform.Said(uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "gone"}))); got != "That change is not listed here." {
		t.Errorf("said %q", got)
	}
}

func TestNothingIsSaidInTheRightWords(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*uitest.Source, *Pane){
		"The first look is under way; from now on changes are listed here.": func(*uitest.Source, *Pane) {},
		"Nothing has changed since Nov 20 15:04.":                           func(s *uitest.Source, _ *Pane) { s.Changes.Value.Since = uitest.Now().AddDate(0, 0, -2) },
		"Nothing has changed: last 7 days. D shows a longer time.":          func(s *uitest.Source, _ *Pane) { s.Changes.Value.Since = uitest.Now().AddDate(0, -2, 0) },
		"No change fits. Esc takes the filter off":                          func(_ *uitest.Source, p *Pane) { p.want.kind = lost },
	} {
		p, src := made(t, uitest.Zoomed(120, 20))
		src.Empty()
		change(src, p)
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, p.View(), want)
	}
}

func TestMoreThanIsListedIsTold(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	src.Changes.Value.Total = 12_345
	src.Changes.Value.Notes = []partner.Note{{What: "contracts", Err: uitest.Failure(partner.Forbidden)}}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "The newest 11 of 12,345 changes.", "Not compared: contracts.", "403")
}

func TestNewChangesCallTheUser(t *testing.T) {
	t.Parallel()
	p, src := made(t, conform.Away(uitest.Frame(100, 24)))
	look := func(n partner.Unread) []tea.Msg {
		src.News.Value = n
		return uitest.Settle(t, p, p.Refresh())
	}
	at := uitest.Now()
	for i, c := range []struct {
		news partner.Unread
		want string
	}{
		{partner.Unread{Count: 3, Newest: at}, ""}, // from before the program began
		{partner.Unread{Count: 3, Newest: at}, ""},
		{partner.Unread{Count: 4, Newest: at.Add(time.Minute)}, "4 changes you have not seen"},
		{partner.Unread{Count: 0, Newest: at.Add(2 * time.Minute)}, ""}, // seen in another window
		{partner.Unread{Count: 1, Newest: at.Add(3 * time.Minute)}, "1 change you have not seen"},
	} {
		got, _ := uitest.Find[effect.Notify](look(c.news))
		if got.Text != c.want {
			t.Errorf("look %d calls %q, want %q", i+1, got.Text, c.want)
		}
	}
}
