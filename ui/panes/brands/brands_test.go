package brands

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for _, state := range looks() {
		p, src := made(t, uitest.Frame(80, 8))
		state.Reach(t, p, src)
		view, s := p.View(), p.Status()
		uitest.Geometry(t, view, 80, 8)
		want := map[string][3]bool{ // data, loading, failure
			"loading": {false, true, false}, "data": {true, false, false}, "refreshing": {true, true, false},
			"stale": {true, false, true}, "failed": {false, false, true}, "empty": {true, false, false},
			"unavailable": {false, false, true}, "alone": {false, false, false},
		}[state.Name]
		if got := [3]bool{!s.AsOf.IsZero(), s.Loading, s.Err != nil}; got != want {
			t.Errorf("%s: data, loading, failure: %v, want %v", state.Name, got, want)
		}
		if other, ok := seen[view]; ok && (state.Name != "refreshing" || other != "data") {
			t.Errorf("%s looks like %s", state.Name, other)
		}
		seen[view] = state.Name
	}
}

func TestAFailureCountsNothing(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Init())
	if n, known := p.Count(); known || n != 0 {
		t.Errorf("%d, %v", n, known)
	}
	src.Fail(nil)
	uitest.Settle(t, p, p.Refresh())
	if n, known := p.Count(); !known || n != 4 {
		t.Errorf("%d, %v", n, known)
	}
}

func TestFailedRefreshKeepsTheBrands(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, uitest.Do(t, p, "brands.refresh"))
	uitest.Has(t, p.View(), "Fable Books", "503")
	src.Fail(nil)
	uitest.Settle(t, p, p.Refresh())
	uitest.Lacks(t, p.View(), "503")
}

func TestLateAnswersAreRefused(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	first, second := p.Init(), p.Refresh()
	src.BrandList.Value.Brands = nil
	late := uitest.Run(t, first)
	src.BrandList.Value = uitest.Brands()
	uitest.Settle(t, p, second)
	before := p.View()
	for _, msg := range late {
		p.Update(msg)
	}
	if p.View() != before {
		t.Error("an answer that nobody waits for changed the list")
	}
	at(t, p, "900")
	ask := uitest.Do(t, p, "brands.join")
	p.Back()
	uitest.Settle(t, p, ask)
	if p.Asks() != nil {
		t.Error("a form opens that was given up")
	}
}

func TestAVisitSelects(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	p.Update(effect.Visit{To: ID, About: effect.Select, Value: "904"})
	if c, _ := p.list.Current(); c.ID != "904" {
		t.Errorf("the cursor is on %s", c.ID)
	}
	c := src.BrandList.Value.Brands[0]
	c.ID = "new"
	src.BrandList.Value.Brands = append(uitest.Brands().Brands, c)
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "new"}))
	if c, _ := p.list.Current(); c.ID != "new" {
		t.Error("a brand newer than the list is not found")
	}
	msgs := uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "gone"}))
	if says(msgs) == "" {
		t.Error("nobody says that the brand is gone")
	}
}

func TestFactsOfOthersReload(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	for kind, want := range map[string]int{event.KindProgram: 1, event.KindLink: 0, event.KindTask: 0} {
		before := src.Calls()
		uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{kind}}))
		if n := src.Calls() - before; n != want {
			t.Errorf("%s asks %d questions", kind, n)
		}
	}
}

func TestEverySizeIsFilled(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			state.Reach(t, p, src)
			uitest.Sweep(t, func(f pane.Frame) string {
				p.SetFrame(f)
				return p.View()
			})
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
			p.Count()
			p.Pointed()
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	before := src.Calls()
	for i := range 40 {
		f := uitest.Frame(i*3, i%12)
		f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
		p.SetFrame(f)
		p.View()
		for _, a := range p.Actions() {
			if a.Blocked() == "" {
				a.Run() // commands are made, not run
			}
		}
		p.Update(uitest.Press("x"))
		p.Update(tea.PasteMsg{Content: "text"})
	}
	if n := src.Calls() - before; n != 0 {
		t.Errorf("%d questions were asked on the program goroutine", n)
	}
}

func TestWithoutACompanionThePaneSaysWhereItIs(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "companion_url", "Home")
	if why := uitest.Action(t, p, "brands.join").Blocked(); why != "needs a companion API (companion_url); on the web: Home" {
		t.Errorf("%q", why)
	}
	if value, url := p.Pointed(); value != "" || url != partner.WebApp {
		t.Errorf("the page is %q of %q", url, value)
	}
	if why, hidden := p.Absent(); hidden {
		t.Errorf("hidden: %s", why)
	}
}

func TestWhoIsNotInTheMarketplaceDoesNotSeeThePane(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(80, 8))
	if _, hidden := p.Absent(); hidden {
		t.Error("hidden before anything is known")
	}
	src.Empty()
	src.BrandList.Value.Marketplace = false
	uitest.Settle(t, p, p.Init())
	if why, hidden := p.Absent(); !hidden || why != "not a member of the Brands Marketplace" {
		t.Errorf("%v, %q", hidden, why)
	}
	uitest.Has(t, p.View(), "members of the Brands Marketplace")
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Refresh())
	if _, hidden := p.Absent(); !hidden {
		t.Error("a failure brings it back")
	}
	src.Fail(nil)
	src.BrandList.Value.Marketplace = true
	uitest.Settle(t, p, p.Refresh())
	if _, hidden := p.Absent(); hidden {
		t.Error("a member does not see it")
	}
}

func TestViewsSplitTheBrands(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(90, 20))
	alter(src, 0, func(b *partner.InstantBrand) { b.State = "pending" })
	alter(src, 1, func(b *partner.InstantBrand) { b.State = "on_hold\x1b[2J" })
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Harbor Coffee", "Iris Optics")
	uitest.Lacks(t, p.View(), "Fable Books", "Glow Lamps", "Juno Yoga")
	if n, _ := p.Count(); n != 2 {
		t.Errorf("%d can be joined", n)
	}
	uitest.Do(t, p, "brands.view.next")
	uitest.Has(t, p.View(), "Juno Yoga", "joined")
	uitest.Lacks(t, p.View(), "Fable Books", "Harbor Coffee")
	uitest.Do(t, p, "brands.view.next")
	uitest.Has(t, p.View(), "Fable Books", "pending", "Glow Lamps", "on hold", "5 brands")
}

func TestSortingAndFiltering(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(200, 20))
	alter(src, 0, func(b *partner.InstantBrand) { b.EPC = partner.Some(uitest.Money("9", "EUR")) })
	alter(src, 1, func(b *partner.InstantBrand) { b.EPC = partner.Opt[partner.Money]{} })
	uitest.Settle(t, p, p.Init())
	for range 7 {
		uitest.Do(t, p, "brands.sort")
	}
	uitest.Has(t, p.View(), "by epc")
	v := p.View()
	for i, name := range []string{"Fable Books", "Iris Optics", "Harbor Coffee", "Glow Lamps"} {
		if uitest.Row(v, "  "+name+" ") != i+2 {
			t.Fatalf("%s is not row %d of\n%s", name, i+2, uitest.Plain(v))
		}
	}
	uitest.NoZero(t, v)
	uitest.Do(t, p, "brands.filter")
	uitest.Type(p.Update, "coffee uk")
	if p.list.Shown() != 1 || p.Cursor() == nil || !p.Capturing() {
		t.Errorf("%d rows:\n%s", p.list.Shown(), uitest.Plain(p.View()))
	}
}

func TestTheDetailTellsEverything(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(160, 40))
	at(t, p, "901")
	uitest.Has(t, p.View(),
		"approved at once", "Glow Lamps partners", "6 % of the sale", "$0.31 a click", "91 % of applications", "at once", "US, UK",
		"27 days after the end of the month", "20 days after locking", "Sells things", "How will you promote us?", "Standard terms",
	)
	if value, _ := p.Pointed(); value != "Glow Lamps" {
		t.Errorf("pointed at %q", value)
	}
	if id, name, ok := p.Brand(); id != "901" || name != "Glow Lamps" || !ok {
		t.Errorf("the brand is %s %s %v", id, name, ok)
	}
}

func TestTheShortPayoutIsTheNumberAlone(t *testing.T) {
	t.Parallel()
	for payout, want := range map[string]string{
		"12% of the sale": "12%", "35.00 USD per lead": "35.00 USD", "": "-", "Ask us": "Ask us",
	} {
		b := &partner.InstantBrand{}
		b.Payout = payout
		if got := shortPayout(b); got != want {
			t.Errorf("%q is %q, want %q", payout, got, want)
		}
	}
}
