package campaigns

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
		"mine":          {Frame: uitest.Zoomed(120, 30), Acts: []string{"view.next"}},
		"all":           {Frame: uitest.Zoomed(200, 30), Acts: []string{"view.previous", "last"}},
		"narrow detail": {Frame: uitest.Zoomed(70, 24), Acts: []string{"detail"}},
		"invited":       {Frame: uitest.Zoomed(120, 30), Acts: []string{"last"}},
	})
}

func TestGoldenForms(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{"apply": "c1", "bid": "c2", "accept": "c3"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, uitest.Zoomed(120, 30))
			conform.GoldenDialog(t, opened(t, p, id), 114, 26)
		})
	}
}
