package campaigns

import (
	"testing"

	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:    conform.By(New),
		Shows:   []string{"Tea hour", "Winter miles"},
		Counts:  4,
		More:    []uitest.State{conform.Alone()},
		Deeper:  []func(testing.TB, *Pane){conform.Typing[*Pane]},
		Acts:    []string{"apply", "decline", "refresh"},
		Reloads: map[string]int{event.KindCampaign: 1, event.KindProgram: 1, event.KindTask: 0},
		Visits: &conform.Visits[*Pane]{
			Known: "c5", Newer: "new",
			At: func(p *Pane) string {
				c, _ := p.list.Current()
				return c.ID
			},
			Add: func(src *uitest.Source) {
				c := src.CampaignList.Value.Campaigns[0]
				c.ID = "new"
				src.CampaignList.Value.Campaigns = append(uitest.Campaigns().Campaigns, c)
			},
		},
	}
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual campaigns.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}

func TestAFormThatWasGivenUpDoesNotOpen(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	at(t, p, "c1")
	ask := uitest.Do(t, p, "campaigns.apply")
	p.Back()
	uitest.Settle(t, p, ask)
	if p.Asks() != nil {
		t.Error("a form opens that was given up")
	}
}
