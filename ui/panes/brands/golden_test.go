package brands

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

func TestGoldenViews(t *testing.T) {
	t.Parallel()
	conform.GoldenViews(t, loaded, map[string]conform.Sight[*Pane]{
		"narrow":        {Frame: uitest.Frame(30, 6)},
		"marked":        {Frame: uitest.Zoomed(120, 20), Acts: []string{"mark", "mark"}},
		"joined":        {Frame: uitest.Zoomed(120, 20), Acts: []string{"view.next"}},
		"all":           {Frame: uitest.Zoomed(200, 20), Acts: []string{"view.previous", "last"}},
		"narrow detail": {Frame: uitest.Zoomed(70, 20), Acts: []string{"detail"}},
	})
}

func TestGoldenForms(t *testing.T) {
	t.Parallel()
	for name, ids := range map[string][]string{"one": {"900"}, "survey": {"901"}, "several": {"900", "901", "902"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, uitest.Zoomed(120, 30))
			conform.GoldenDialog(t, opened(t, p, ids...), 114, 26)
		})
	}
}
