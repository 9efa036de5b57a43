package finder

import (
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/finder -run TestGolden -update

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.States() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Zoomed(120, 30))
			state.Reach(t, p, src)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}

// With colours, on a dark ground and a light one.
func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for size, f := range map[string]pane.Frame{"large": uitest.Zoomed(160, 48), "usual": uitest.Zoomed(80, 24), "small": uitest.Zoomed(40, 12)} {
		for ground, dark := range map[string]bool{"dark": true, "light": false} {
			t.Run(size+" "+ground, func(t *testing.T) {
				t.Parallel()
				f.Theme = theme.New(theme.Options{Dark: dark, Profile: colorprofile.ANSI256})
				p, _ := searched(t, f)
				golden.RequireEqual(t, p.View())
			})
		}
	}
}

func TestGoldenViews(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		frame pane.Frame
		do    func(*testing.T, *Pane, *uitest.Source)
	}{
		"opened": {uitest.Zoomed(80, 24), func(*testing.T, *Pane, *uitest.Source) {}},
		"nothing": {uitest.Zoomed(80, 24), func(t *testing.T, p *Pane, s *uitest.Source) {
			s.Hits.Value.Hits = nil
			seek(t, p, "X-9")
		}},
		"typing": {uitest.Zoomed(80, 24), func(t *testing.T, p *Pane, _ *uitest.Source) {
			seek(t, p, "77")
			uitest.Type(p.Update, "0")
		}},
		"traced":  {uitest.Zoomed(80, 24), func(t *testing.T, p *Pane, _ *uitest.Source) { uitest.Settle(t, p, p.Update(trace("2000.1.77"))) }},
		"inquiry": {uitest.Zoomed(120, 30), func(t *testing.T, p *Pane, _ *uitest.Source) { seek(t, p, "77"); run(t, p, "results", "last") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, src := opened(t, c.frame)
			c.do(t, p, src)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}
