package campaigns

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestWithoutACompanionThePaneSaysWhereItIs(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "companion_url", "Home")
	if s := p.Status(); !s.AsOf.IsZero() || s.Loading || s.Err != nil {
		t.Errorf("its data is %+v", s)
	}
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
