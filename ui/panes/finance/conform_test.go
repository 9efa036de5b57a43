package finance

import (
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:   conform.By(New),
		Frames: []pane.Frame{uitest.Frame(80, 8), uitest.Frame(80, 6), uitest.Frame(160, 6), uitest.Zoomed(80, 24)},
		Shows:  []string{"$42.17", "$520.89"},
		Deeper: []func(testing.TB, *Pane){conform.Typing[*Pane]},
		Acts:   []string{"refresh"},
	}
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

// ids are those of the rows, from the top.
func ids(t testing.TB, p *Pane) []string {
	t.Helper()
	return conform.Listed(t, p, p.rows.Len(), chosen)
}

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}
