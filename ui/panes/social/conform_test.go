package social

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
		Shows:   []string{"TikTok", "18,204"},
		Counts:  2,
		More:    []uitest.State{conform.Alone()},
		Deeper:  []func(testing.TB, *Pane){conform.Typing[*Pane]},
		Acts:    []string{"add", "edit", "remove", "connect", "connect.new", "refresh"},
		Reloads: map[string]int{event.KindProperty: 1, event.KindTask: 0},
		Visits: &conform.Visits[*Pane]{
			Known: "12", Newer: "99", At: at,
			Add: func(src *uitest.Source) {
				src.PropertyList.Value.Properties = append(src.PropertyList.Value.Properties, partner.Property{ID: "99", Name: "New"})
			},
		},
	}
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}
