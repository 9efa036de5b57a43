package campaigns

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	src := uitest.NewSource()
	p := New(t.Context(), src)
	p.SetFrame(f)
	return p, src
}

// loaded is a pane with the usual campaigns.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	p, src := made(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

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
	return asked(t, p)
}

// asked is the question the pane has.
func asked(t testing.TB, p *Pane) dialog.Dialog {
	t.Helper()
	d := p.Asks()
	if d == nil {
		t.Fatal("the pane asks nothing")
	}
	d.Resize(76, 40)
	return d
}

// answer hands the outcome of a question to the pane and settles what follows.
func answer(t testing.TB, p *Pane, d dialog.Dialog) []tea.Msg {
	t.Helper()
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		t.Fatalf("the question has no answer: %s", uitest.Plain(d.View(uitest.Theme(0))))
	}
	return uitest.Settle(t, p, p.Update(*o.Answer))
}

// press runs acts of a dialog.
func press(t testing.TB, d dialog.Dialog, ids ...string) {
	t.Helper()
	for _, id := range ids {
		uitest.Do(t, d, id)
	}
}

// write fills in the field with the cursor.
func write(d dialog.Dialog, text string) { uitest.Type(d.Update, text) }

// fillIn fills in a form to apply without a bid, the cursor on the tick.
func fillIn(t testing.TB, d dialog.Dialog) {
	t.Helper()
	write(d, "I run.")
	press(t, d, "form.next", "form.next", "form.toggle")
}

// says is the text of the toast among messages, empty for none.
func says(msgs []tea.Msg) string {
	m, _ := uitest.Find[toast.Msg](msgs)
	return m.Text
}

// view is what a dialog shows.
func view(d dialog.Dialog) string { return uitest.Plain(d.View(uitest.Theme(0))) }

// alter changes the first campaign of the source, not that of answers given.
func alter(src *uitest.Source, change func(*partner.Campaign)) {
	list := slices.Clone(src.CampaignList.Value.Campaigns)
	change(&list[0])
	src.CampaignList.Value.Campaigns = list
}
