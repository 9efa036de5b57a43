package finder

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheFieldHasTheKeysWhenTheScreenOpens(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(80, 24)
	p, _ := opened(t, f)
	if c := p.Cursor(); !p.Capturing() || c == nil || c.Y != 0 || c.X != len(label) {
		t.Fatalf("capturing %v, cursor %+v", p.Capturing(), p.Cursor())
	}
	uitest.Has(t, p.View(), "order id, action id", "1,204 actions since Sep 3, 2025", "your own reference")
	f.Focused = false
	p.SetFrame(f)
	if p.Capturing() {
		t.Error("without the focus it takes the keys")
	}
	f.Focused = true
	p.SetFrame(f)
	if !p.Capturing() {
		t.Error("opened again it does not take the keys")
	}
}

func TestItSearchesWhenTheTypingRests(t *testing.T) {
	t.Parallel()
	p, src := opened(t, uitest.Zoomed(80, 24))
	asked := len(src.Finds())
	first := p.Update(uitest.Press("7"))
	outdated := pauseMsg{p.typed}
	if n := uitest.Timers(t, tea.Batch(first, p.Update(uitest.Press("8")))); n != 2 || len(src.Finds()) != asked {
		t.Fatalf("%d timers, %d questions while typing", n, len(src.Finds())-asked)
	}
	uitest.Settle(t, p, p.Update(outdated))
	if len(src.Finds()) != asked {
		t.Error("a pause that was broken off searched")
	}
	rest(t, p)
	if len(src.Finds()) != asked+1 || last(src) != "78" || p.list.Shown() != 4 {
		t.Errorf("searched for %q, %d results", last(src), p.list.Shown())
	}
	uitest.Has(t, p.View(), "“78” in 1,204 actions", "A-1077")
	p.Update(tea.PasteMsg{Content: "\x1b[2J 9\n"})
	rest(t, p)
	if last(src) != "78 9" {
		t.Errorf("pasted: searched for %q", last(src))
	}
}

func TestLateAnswersAreIgnored(t *testing.T) {
	t.Parallel()
	p, src := opened(t, uitest.Zoomed(120, 24))
	uitest.Type(p.Update, "7")
	old := p.find()
	uitest.Type(p.Update, "7")
	newer := p.find()
	src.Hits.Value.Hits = src.Hits.Value.Hits[2:]
	stale := uitest.Run(t, old)
	src.Hits.Value = uitest.Hits()
	uitest.Settle(t, p, newer)
	before := p.View()
	for _, msg := range stale {
		if cmd := p.Update(msg); cmd != nil || p.View() != before {
			t.Error("a stale answer changed the pane")
		}
	}
	// What was given up with Esc does not come back either.
	uitest.Type(p.Update, "8")
	late := p.find()
	conform.Run(t, p, "results")
	p.clear()
	uitest.Settle(t, p, late)
	if p.list.Shown() != 0 || p.text() != "" {
		t.Errorf("%d results of a search that was given up", p.list.Shown())
	}
}

func TestALateTimelineIsIgnored(t *testing.T) {
	t.Parallel()
	p, _ := searched(t, uitest.Zoomed(158, 30))
	first := uitest.Do(t, p, "finder.down")
	second := uitest.Do(t, p, "finder.down")
	stale := uitest.Run(t, first)
	uitest.Settle(t, p, second)
	for _, msg := range stale {
		p.Update(msg)
	}
	if p.life.of != "1000.4636.158140" || under(p) != voided {
		t.Errorf("the timeline of %s beside %s", p.life.of, under(p))
	}
}

func TestTheTimelineFollowsTheCursor(t *testing.T) {
	t.Parallel()
	p, src := searched(t, uitest.Zoomed(158, 30))
	uitest.Has(t, p.View(), "Nov 10 03:04", "tracked $12.40", "~Nov 14 07:04", "modified $12.40 → $10.00: Partial return",
		"reversed $10.00 → $0.00: Return", "Dec 1 ", "locks (expected)", "clears (expected)", "declined: order not tracked", "Sub ID 3", "SAVE10")
	conform.Run(t, p, "down", "down")
	got := src.Traced()
	if strings.Join(got, " ") != "2000.1.77 2000.1.770 1000.4636.158140" {
		t.Errorf("asked for %v", got)
	}
	conform.Run(t, p, "down")
	if len(src.Traced()) != 3 {
		t.Error("an inquiry was asked for a timeline")
	}
	uitest.Has(t, p.View(), "Never tracked, as far as is known here", "wants more", "Enter goes to the inquiry.")
}

func TestATimelineThatFailsIsToldInItsPlace(t *testing.T) {
	t.Parallel()
	p, src := opened(t, uitest.Zoomed(158, 30))
	src.Life.Err = uitest.Failure(partner.Unavailable)
	seek(t, p, "77")
	conform.Run(t, p, "results")
	uitest.Has(t, p.View(), "The timeline is not to be had.", "503", "$1,200.00")
	if p.Status().Err != nil {
		t.Error("the search did not fail")
	}
	src.Life.Err = nil
	conform.Run(t, p, "refresh")
	uitest.Has(t, p.View(), "tracked $12.40")
	// A later failure leaves the timeline that was there.
	src.Life.Err = uitest.Failure(partner.Unavailable)
	conform.Run(t, p, "refresh")
	uitest.Has(t, p.View(), "tracked $12.40", "not to be had")
}

func TestFromTheFieldToTheResultsAndBack(t *testing.T) {
	t.Parallel()
	p, src := opened(t, uitest.Zoomed(120, 24))
	uitest.Type(p.Update, "77")
	conform.Run(t, p, "results") // what was typed last is searched for at once
	if p.Capturing() || last(src) != "77" || under(p) != pending {
		t.Fatalf("capturing %v, searched for %q, at %s", p.Capturing(), last(src), under(p))
	}
	asked := len(src.Finds())
	rest(t, p) // the pause that had begun is over
	if len(src.Finds()) > asked+1 || last(src) != "77" {
		t.Errorf("searched again for %q", last(src))
	}
	conform.Run(t, p, "down", "search")
	if !p.Capturing() || p.text() != "77" {
		t.Errorf("capturing %v, text %q", p.Capturing(), p.text())
	}
	conform.Run(t, p, "results")
	if under(p) != cleared {
		t.Errorf("the cursor went to %s", under(p))
	}
}

func TestEnterGoesToTheResultsWhenTheyCome(t *testing.T) {
	t.Parallel()
	p, _ := opened(t, uitest.Zoomed(120, 24))
	uitest.Type(p.Update, "77")
	search := p.find()
	if cmd := uitest.Do(t, p, "finder.results"); cmd != nil {
		t.Error("the same is searched for twice")
	}
	if !p.Capturing() {
		t.Error("it went to results that are not there")
	}
	uitest.Settle(t, p, search)
	if p.Capturing() || under(p) != pending {
		t.Errorf("capturing %v, at %q", p.Capturing(), under(p))
	}
}

func TestEscClearsThenLeaves(t *testing.T) {
	t.Parallel()
	p, src := opened(t, uitest.Zoomed(120, 24))
	seek(t, p, "77")
	conform.Run(t, p, "clear")
	if p.Capturing() || p.text() != "" || last(src) != "" || p.Back() {
		t.Errorf("from the field: capturing %v, text %q", p.Capturing(), p.text())
	}
	q, _ := searched(t, uitest.Zoomed(120, 24))
	if !q.Back() || q.text() != "" || q.list.Shown() != 0 || q.Back() {
		t.Errorf("from the list: text %q, %d results", q.text(), q.list.Shown())
	}
	narrow, _ := searched(t, uitest.Zoomed(80, 24))
	conform.Run(t, narrow, "open")
	if !narrow.Back() || narrow.text() != "77" {
		t.Error("Esc does not close the detail first")
	}
}

func TestNothingFound(t *testing.T) {
	t.Parallel()
	p, src := opened(t, uitest.Zoomed(120, 24))
	src.Hits.Value.Hits, src.Hits.Value.Total = nil, 0
	seek(t, p, "X-9")
	uitest.Has(t, p.View(), "No action since Sep 3, 2025 has “X-9”.", "Orders that were never tracked can be asked about: Enter, then i")
	conform.Run(t, p, "results")
	uitest.Has(t, p.View(), "asked about: i files an inquiry.")
	v, _ := uitest.Find[effect.Visit](conform.Run(t, p, "inquiry"))
	if want := (effect.Visit{To: "todo", Zoom: true, About: effect.Create, Value: event.Inquiry{OrderID: "X-9", Type: "UNTRACKED"}}); v != want {
		t.Errorf("files %+v", v)
	}
	src.Empty()
	conform.Run(t, p, "refresh")
	uitest.Has(t, p.View(), "No action is kept on this machine yet.")
}

func TestAnAmountIsNoOrder(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"12.40": "", "1240": "1240", "A.1": "A.1", "": ""} {
		p, src := opened(t, uitest.Zoomed(120, 24))
		src.Hits.Value.Hits = nil
		seek(t, p, text)
		conform.Run(t, p, "results")
		v, _ := uitest.Find[effect.Visit](conform.Run(t, p, "inquiry"))
		if about, ok := v.Value.(event.Inquiry); !ok || about.OrderID != want {
			t.Errorf("%q is asked about as %+v", text, v.Value)
		}
	}
}

func TestAnInquiryKnowsTheAction(t *testing.T) {
	t.Parallel()
	p, _ := searched(t, uitest.Zoomed(120, 24))
	about := func() event.Inquiry {
		v, _ := uitest.Find[effect.Visit](conform.Run(t, p, "inquiry"))
		got, _ := v.Value.(event.Inquiry)
		return got
	}
	if got, want := about(), (event.Inquiry{
		ProgramID: "200", Program: "Bolt Bikes", OrderID: "77", Type: "INCORRECT", Transaction: "2026-11-10 03:04", Amount: "24000.00",
	}); got != want {
		t.Errorf("pending: %+v", got)
	}
	conform.Run(t, p, "down", "down")
	if got, want := about(), (event.Inquiry{
		ProgramID: "100", Program: "Acme Shoes", OrderID: "A-1077", Type: "DECLINED", Transaction: "2026-11-02 15:04", Amount: "124.00", Expected: "10.00",
	}); got != want {
		t.Errorf("reversed: %+v", got)
	}
	conform.Run(t, p, "down")
	if why := uitest.Action(t, p, "finder.inquiry").Blocked(); why != "there is an inquiry about this order; Enter goes to it" {
		t.Errorf("blocked because %q", why)
	}
	v, _ := uitest.Find[effect.Visit](conform.Run(t, p, "open"))
	if want := (effect.Visit{To: "todo", Zoom: true, About: effect.Select, Value: "15652378"}); v != want {
		t.Errorf("Enter leads to %+v", v)
	}
}

func TestOneComesBackToTheList(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(120, 24)
	p, _ := searched(t, f)
	conform.Run(t, p, "down", "inquiry")
	for _, f.Focused = range []bool{false, true} {
		p.SetFrame(f)
	}
	if p.Capturing() || under(p) != cleared {
		t.Errorf("capturing %v, at %s", p.Capturing(), under(p))
	}
}

func TestAVisitTracesAnAction(t *testing.T) {
	t.Parallel()
	for _, f := range []int{80, 158} {
		p, src := opened(t, uitest.Zoomed(f, 30))
		uitest.Settle(t, p, p.Update(trace("1000.4636.158140")))
		if p.Capturing() || under(p) != voided || last(src) != "1000.4636.158140" {
			t.Errorf("capturing %v, at %s, searched for %q", p.Capturing(), under(p), last(src))
		}
		uitest.Has(t, p.View(), "Timeline", "Order A-1077", "tracked $12.40")
		if p.Back() {
			t.Error("Esc does not go back to where the visit began")
		}
	}
	p, _ := opened(t, uitest.Zoomed(120, 24))
	if got := conform.Said(uitest.Settle(t, p, p.Update(trace("gone")))); got != "That action is not kept on this machine." {
		t.Errorf("said %q", got)
	}
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, Zoom: true}))
	if !p.Capturing() {
		t.Error("opened for nothing in particular, the field has not the keys")
	}
}

func TestCopyAndBrand(t *testing.T) {
	t.Parallel()
	p, _ := searched(t, uitest.Zoomed(120, 24))
	if v, url := p.Pointed(); v != "77" || url != partner.WebApp {
		t.Errorf("%q %q", v, url)
	}
	if id, name, ok := p.Brand(); id != "200" || name != "Bolt Bikes" || !ok {
		t.Errorf("%q %q %v", id, name, ok)
	}
	if c, _ := uitest.Find[effect.Copy](conform.Run(t, p, "copy.id")); c.Text != "2000.1.77" {
		t.Errorf("copied %q", c.Text)
	}
	conform.Run(t, p, "last")
	if v, _ := p.Pointed(); v != "77" || uitest.Action(t, p, "finder.copy.id").Blocked() == "" {
		t.Errorf("an inquiry: %q", v)
	}
	if id, _, ok := p.Brand(); id != "200" || !ok {
		t.Errorf("brand of the inquiry: %q %v", id, ok)
	}
	q, _ := opened(t, uitest.Zoomed(120, 24))
	if v, url := q.Pointed(); v+url != "" {
		t.Error("nothing is something")
	}
}

func TestAFailureKeepsWhatWasFound(t *testing.T) {
	t.Parallel()
	p, src := searched(t, uitest.Zoomed(120, 24))
	conform.Run(t, p, "down", "search")
	src.Fail(uitest.Failure(partner.Unavailable))
	seek(t, p, "8")
	uitest.Has(t, p.View(), "503", "A-1077", "Find: 778")
	if under(p) != cleared || !p.Capturing() {
		t.Errorf("at %s, capturing %v", under(p), p.Capturing())
	}
	src.Fail(nil)
	conform.Run(t, p, "results")
	uitest.Lacks(t, p.View(), "503")
}

func TestAnInquiryThatWasFiledIsSearchedFor(t *testing.T) {
	t.Parallel()
	p, src := searched(t, uitest.Zoomed(120, 24))
	n := len(src.Finds())
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindInquiry}}))
	if len(src.Finds()) != n+1 || under(p) != pending {
		t.Errorf("%d questions, at %s", len(src.Finds())-n, under(p))
	}
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindTask}}))
	if len(src.Finds()) != n+1 {
		t.Error("tasks concern the finder")
	}
}

// What was found out since the start can be searched when the screen is opened.
func TestOpeningTheScreenSearchesAnew(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	src.Empty()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "No action is kept on this machine yet.", "first look is under way.")
	src.Hits.Value = partner.Found{Count: 1204, Since: uitest.Day(2025, 9, 3)}
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID}))
	uitest.Has(t, p.View(), "1,204 actions since Sep 3, 2025 can be searched.")
	uitest.Lacks(t, p.View(), "first look")
}
