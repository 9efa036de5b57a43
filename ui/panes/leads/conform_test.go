package leads

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:    conform.By(New),
		Shows:   []string{"Eve Hill", "$250.00"},
		Counts:  1,
		More:    []uitest.State{conform.Alone()},
		Deeper:  []func(testing.TB, *Pane){conform.Typing[*Pane]},
		Acts:    []string{"submit", "continue", "discard", "refresh"},
		Reloads: map[string]int{event.KindLead: 1, event.KindTask: 0},
		Visits: &conform.Visits[*Pane]{
			Known: "ld2", Newer: "ld9", At: at,
			Add: func(src *uitest.Source) {
				src.LeadList.Value.Leads = append(src.LeadList.Value.Leads, partner.Lead{ID: "ld9", Name: "New"})
			},
		},
	}
}

// drafting is the pane with a draft among its leads.
func drafting() conform.Subject[*Pane] {
	s := subject()
	s.Fixture = func(src *uitest.Source) { withDraft(src, drafted()) }
	s.Shows = append(s.Shows, "Ann Lake")
	return s
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

// sketched is a pane with the usual data and a draft, which is under the
// cursor.
func sketched(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return drafting().Loaded(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}

func TestThePaneConformsWithADraft(t *testing.T) {
	t.Parallel()
	conform.Pane(t, drafting())
}

func TestTheBrandOfALeadIsUnderTheCursor(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	if id, name, ok := p.Brand(); !ok || id != "400" || name != "Delta CRM" {
		t.Errorf("the brand under the cursor is %q %q", id, name)
	}
}
