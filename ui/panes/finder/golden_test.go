package finder

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
	conform.GoldenGrounds(t, searched)
}

func TestGoldenViews(t *testing.T) {
	t.Parallel()
	conform.GoldenViews(t, opened, map[string]conform.Sight[*Pane]{
		"opened": {Frame: uitest.Zoomed(80, 24)},
		"nothing": {Frame: uitest.Zoomed(80, 24), Lead: func(t testing.TB, p *Pane, s *uitest.Source) {
			s.Hits.Value.Hits = nil
			seek(t, p, "X-9")
		}},
		"typing": {Frame: uitest.Zoomed(80, 24), Lead: func(t testing.TB, p *Pane, _ *uitest.Source) {
			seek(t, p, "77")
			uitest.Type(p.Update, "0")
		}},
		"traced": {Frame: uitest.Zoomed(80, 24), Lead: func(t testing.TB, p *Pane, _ *uitest.Source) {
			uitest.Settle(t, p, p.Update(trace("2000.1.77")))
		}},
		"inquiry": {Frame: uitest.Zoomed(120, 30), Lead: func(t testing.TB, p *Pane, _ *uitest.Source) {
			seek(t, p, "77")
			conform.Run(t, p, "results", "last")
		}},
	})
}
