package activity

import (
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Zoomed(120, 30)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	conform.GoldenGrounds(t, loaded)
}

func TestGoldenViews(t *testing.T) {
	t.Parallel()
	conform.GoldenViews(t, loaded, map[string]conform.Sight[*Pane]{
		"dashboard": {Frame: uitest.Frame(80, 8)},
		"contracts": {Frame: uitest.Zoomed(120, 30), Acts: []string{"view.next", "view.next"}},
		"detail":    {Frame: uitest.Zoomed(80, 24), Acts: []string{"detail"}},
		"filtered": {Frame: uitest.Zoomed(80, 24), Lead: func(t testing.TB, p *Pane, _ *uitest.Source) {
			choose(t, p, map[string]string{fieldKind: lost, fieldBrand: "200", fieldLeast: "5", fieldCurrency: "EUR"})
		}},
	})
}
