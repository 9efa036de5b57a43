package links

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
		Shows:   []string{"Bolt Bikes", "/SpringShoes"},
		Counts:  3,
		Deeper:  []func(testing.TB, *Pane){conform.Typing[*Pane]},
		Acts:    []string{"create", "refresh"},
		Reloads: map[string]int{event.KindLink: 1, event.KindProgram: 1, event.KindProperty: 1, event.KindTask: 0},
	}
}

// fresh is a pane that has not asked anything yet.
func fresh(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

// ids are those of the links, from the top.
func ids(t testing.TB, p *Pane) []string {
	t.Helper()
	return conform.Listed(t, p, p.list.Shown(), at)
}

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}
