package social

import (
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"% small": uitest.Frame(80, 8), "% full": uitest.Zoomed(120, 30)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	subject().GoldenSizes(t, map[string]pane.Frame{
		"narrow": uitest.Frame(38, 5), "wide": uitest.Zoomed(220, 12), "full narrow": uitest.Zoomed(70, 12),
	})
}

func TestGoldenForms(t *testing.T) {
	t.Parallel()
	for _, act := range []string{"add", "edit", "remove", "connect.new"} {
		t.Run(act, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, uitest.Zoomed(120, 30))
			conform.Run(t, p, act)
			conform.GoldenDialog(t, p.Asks(), 76, 24)
		})
	}
}
