package campaigns

import (
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

func TestFailedRefreshKeepsTheCampaigns(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, uitest.Do(t, p, "campaigns.refresh"))
	uitest.Has(t, p.View(), "Tea hour", "503")
	src.Fail(nil)
	uitest.Settle(t, p, p.Refresh())
	uitest.Lacks(t, p.View(), "503")
}

func TestLateAnswersAreRefused(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	first, second := p.Init(), p.Refresh()
	src.CampaignList.Value.Campaigns = nil
	late := uitest.Run(t, first)
	src.CampaignList.Value = uitest.Campaigns()
	uitest.Settle(t, p, second)
	before := p.View()
	for _, msg := range late {
		p.Update(msg)
	}
	if p.View() != before {
		t.Error("an answer that nobody waits for changed the list")
	}
	at(t, p, "c1")
	ask := uitest.Do(t, p, "campaigns.apply")
	p.Back()
	uitest.Settle(t, p, ask)
	if p.Asks() != nil {
		t.Error("a form opens that was given up")
	}
}

func TestWithoutACompanionThePaneSaysWhereItIs(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "companion_url", "Home")
	for _, id := range []string{"campaigns.apply", "campaigns.decline"} {
		if why := uitest.Action(t, p, id).Blocked(); why != "needs a companion API (companion_url); on the web: Home" {
			t.Errorf("%s: %q", id, why)
		}
	}
	if value, url := p.Pointed(); value != "" || url != partner.WebApp {
		t.Errorf("the page is %q of %q", url, value)
	}
	if _, _, ok := p.Brand(); ok {
		t.Error("there is a brand where there is no row")
	}
}

func TestUnmetRulesOfTheAccountAreTold(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
		p, src := made(t, f)
		src.Empty()
		src.CampaignList.Value.Unmet = []string{"A connected profile with \x1b[31m1,000 followers is needed."}
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, p.View(), "does not meet", "Not met: A connected profile with 1,000 followers is needed.")
	}
}

func TestViewsSplitTheCampaigns(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(90, 20))
	for _, s := range []partner.CampaignStatus{"applied", "in_negotiation", "declined", "completed", "on_hold\x1b[2J"} {
		c := src.CampaignList.Value.Campaigns[0]
		c.ID, c.Name, c.Status = string(s), "Is "+string(s), s
		src.CampaignList.Value.Campaigns = append(src.CampaignList.Value.Campaigns, c)
	}
	late := src.CampaignList.Value.Campaigns[0]
	late.ID, late.Name, late.ApplyBy = "late", "Too late", uitest.Day(2026, 11, 21)
	src.CampaignList.Value.Campaigns = append(src.CampaignList.Value.Campaigns, late)
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Tea hour", "Winter miles", "Big stage")
	uitest.Lacks(t, p.View(), "Autumn run", "Is ", "Too late")
	uitest.Do(t, p, "campaigns.view.next")
	uitest.Has(t, p.View(), "Autumn run", "Is applied", "Is in_negotiation", "negotiating")
	uitest.Lacks(t, p.View(), "Tea hour", "Is declined")
	uitest.Do(t, p, "campaigns.view.next")
	uitest.Has(t, p.View(), "Tea hour", "Is declined", "Is completed", "on hold", "Too late", "closed", "11 campaigns")
}

func TestTheOrderIsInvitedThenByDeadline(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	list := src.CampaignList.Value.Campaigns
	list[1].ApplyBy = uitest.Day(2026, 11, 22) // City riders
	list[0].ApplyBy = partner.Date{}           // Winter miles
	uitest.Settle(t, p, p.Init())
	rows := []string{"Tea hour", "City riders", "Winter miles", "Big stage"}
	for i, name := range rows {
		if uitest.Row(p.View(), name) != i {
			t.Errorf("%s is not row %d of\n%s", name, i, uitest.Plain(p.View()))
		}
	}
	uitest.Has(t, p.View(), "by today", "any time")
}

func TestSortingAndFiltering(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(200, 20))
	list := src.CampaignList.Value.Campaigns
	list[3].Fee = partner.Some(uitest.Money("1800", "USD"))
	list[2].Fee = partner.Some(uitest.Money("9000", "EUR"))
	uitest.Settle(t, p, p.Init())
	for range 7 {
		uitest.Do(t, p, "campaigns.sort")
	}
	uitest.Has(t, p.View(), "by fee")
	v := p.View()
	if a, b, c := uitest.Row(v, "€9,000"), uitest.Row(v, "$1,800"), uitest.Row(v, "$450"); a > b || b > c {
		t.Errorf("fees are not ordered within their currency:\n%s", uitest.Plain(v))
	}
	uitest.Do(t, p, "campaigns.filter")
	uitest.Type(p.Update, "tea instagram")
	if p.list.Shown() != 1 || p.Cursor() == nil || !p.Capturing() {
		t.Errorf("%d rows:\n%s", p.list.Shown(), uitest.Plain(p.View()))
	}
	uitest.Do(t, p, "campaigns.filter.drop")
	if !p.list.Select("c5") {
		t.Error("a campaign of another view cannot be selected")
	}
}

func TestTheDetailTellsEverything(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(160, 60))
	alter(src, func(c *partner.Campaign) {
		c.Seats, c.Followers, c.Product, c.Moodboard = partner.Some(2), 10_000, "A pair of shoes", []string{"https://boards.example/1.jpg"}
		c.Bids = true
	})
	uitest.Settle(t, p, p.Init())
	at(t, p, "c1")
	uitest.Has(t, p.View(),
		"If you apply, the brand decides.", "$450.00", "8 % of the sale", "A pair of shoes", "asked for when you apply",
		"Dec 1, 2026 – Jan 15, 2027", "Nov 28", "2 left", "Instagram, TikTok", "at least 10,000", "Instagram reel", "draft due Dec 10, post due Dec 20",
		"Say that it is an ad", "https://boards.example/1.jpg", "Paid social, 90 days", "Creator terms",
	)
	if value, url := p.Pointed(); value != "Winter miles" || url != "https://boards.example/1.jpg" {
		t.Errorf("pointed at %q, %q", value, url)
	}
	if id, brand, ok := p.Brand(); id != "pc1" || brand != "Acme Shoes" || !ok {
		t.Errorf("the brand is %s %s %v", id, brand, ok)
	}
}

// What an act leads to depends on the route and on the program; what is told
// before must be what the service then does.
func TestTheOutcomeIsToldTruthfully(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status partner.CampaignStatus
		joined bool
		want   string
	}{
		{partner.CampaignEligible, true, "the brand decides"},
		{partner.CampaignEligible, false, "apply to the brand's program as well"},
		{partner.CampaignInvited, true, "take part at once"},
		{partner.CampaignInvited, false, "take part and join the brand's program"},
		{partner.CampaignApplied, true, "decides on your application."},
		{partner.CampaignApplied, false, "the campaign stays open"},
		{partner.CampaignNegotiating, true, "your rate"},
		{partner.CampaignParticipating, true, "handed in on the web"},
		{partner.CampaignDeclined, true, "declined"},
		{partner.CampaignCompleted, true, "over"},
	} {
		got := prospect(&partner.Campaign{Status: c.status, Joined: c.joined}, uitest.Now())
		if !strings.Contains(got, c.want) {
			t.Errorf("%s, joined %v: %q", c.status, c.joined, got)
		}
	}
}

func TestAVisitSelects(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	p.Update(effect.Visit{To: ID, About: effect.Select, Value: "c5"})
	if c, _ := p.list.Current(); c.ID != "c5" {
		t.Errorf("the cursor is on %s", c.ID)
	}
	c := src.CampaignList.Value.Campaigns[0]
	c.ID = "new"
	src.CampaignList.Value.Campaigns = append(uitest.Campaigns().Campaigns, c)
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "new"}))
	if c, _ := p.list.Current(); c.ID != "new" {
		t.Error("a campaign newer than the list is not found")
	}
	msgs := uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "gone"}))
	if says(msgs) == "" {
		t.Error("nobody says that the campaign is gone")
	}
}

func TestFactsOfOthersReload(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	for kind, want := range map[string]int{event.KindCampaign: 1, event.KindProgram: 1, event.KindTask: 0} {
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

func TestTheMainActIsNamedAfterWhatItDoes(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	for id, want := range map[string]string{"c3": "accept", "c1": "apply"} {
		at(t, p, id)
		if got := uitest.Action(t, p, "campaigns.apply").Label; got != want {
			t.Errorf("of %s it is called %q", id, got)
		}
	}
	if a := p.Actions(); a[0].ID != "campaigns.apply" || a[1].ID != "campaigns.decline" {
		t.Error("the acts do not come first")
	}
	for _, a := range p.Actions() {
		for _, k := range a.Keys {
			if why := keys.Forbidden(k); why != "" {
				t.Errorf("%s: %s: %s", a.ID, k, why)
			}
		}
	}
}
