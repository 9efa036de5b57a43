package brands

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/brands -run TestGolden -update

// looks are the states, and an account without a companion API.
func looks() []uitest.State {
	return append(uitest.States(), uitest.State{Name: "alone", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
		s.Alone()
		uitest.Settle(t, p, p.Init())
	}})
}

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	for _, state := range looks() {
		for size, f := range map[string]pane.Frame{"small": uitest.Frame(80, 8), "full": uitest.Zoomed(120, 30)} {
			t.Run(state.Name+" "+size, func(t *testing.T) {
				t.Parallel()
				p, src := made(t, f)
				state.Reach(t, p, src)
				golden.RequireEqual(t, uitest.Plain(p.View()))
			})
		}
	}
}

func TestGoldenViews(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		frame pane.Frame
		do    []string
	}{
		"narrow":        {uitest.Frame(30, 6), nil},
		"marked":        {uitest.Zoomed(120, 20), []string{"brands.mark", "brands.mark"}},
		"joined":        {uitest.Zoomed(120, 20), []string{"brands.view.next"}},
		"all":           {uitest.Zoomed(200, 20), []string{"brands.view.previous", "brands.last"}},
		"narrow detail": {uitest.Zoomed(70, 20), []string{"brands.detail"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, c.frame)
			for _, id := range c.do {
				uitest.Do(t, p, id)
			}
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}

func TestGoldenForms(t *testing.T) {
	t.Parallel()
	for name, ids := range map[string][]string{"one": {"900"}, "survey": {"901"}, "several": {"900", "901", "902"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, uitest.Zoomed(120, 30))
			d := opened(t, p, ids...)
			d.Resize(114, 26)
			golden.RequireEqual(t, uitest.Plain(d.View(uitest.Theme(0))))
		})
	}
}
