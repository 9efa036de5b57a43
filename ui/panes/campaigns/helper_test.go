package campaigns

import (
	"slices"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// at puts the cursor on a campaign.
func at(t testing.TB, p *Pane, id string) {
	t.Helper()
	if !p.list.Select(id) {
		t.Fatalf("there is no campaign %s", id)
	}
}

// opened is the question that the main act of a campaign leads to.
func opened(t testing.TB, p *Pane, id string) dialog.Dialog {
	t.Helper()
	at(t, p, id)
	uitest.Settle(t, p, uitest.Do(t, p, "campaigns.apply"))
	return conform.Asked[dialog.Dialog](t, p)
}

// fillIn fills in a form to apply without a bid, the cursor on the tick.
func fillIn(t testing.TB, d dialog.Dialog) {
	t.Helper()
	conform.Write(t, d, "I run.")
	conform.Press(t, d, "form.next", "form.next", "form.toggle")
}

// alter changes the first campaign of the source, not that of answers given.
func alter(src *uitest.Source, change func(*partner.Campaign)) {
	list := slices.Clone(src.CampaignList.Value.Campaigns)
	change(&list[0])
	src.CampaignList.Value.Campaigns = list
}
