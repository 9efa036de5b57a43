package activity

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
//	go test ./ui/panes/activity -run TestGolden -update

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

// sizes are the screens that the figures are meant for.
func sizes() map[string]pane.Frame {
	return map[string]pane.Frame{"large": uitest.Zoomed(160, 48), "usual": uitest.Zoomed(80, 24), "small": uitest.Zoomed(40, 12)}
}

// With colours, on a dark ground and a light one.
func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for size, f := range sizes() {
		for ground, dark := range map[string]bool{"dark": true, "light": false} {
			t.Run(size+" "+ground, func(t *testing.T) {
				t.Parallel()
				f.Theme = theme.New(theme.Options{Dark: dark, Profile: colorprofile.ANSI256})
				p, _ := loaded(t, f)
				golden.RequireEqual(t, p.View())
			})
		}
	}
}

func TestGoldenViews(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		frame pane.Frame
		do    func(*testing.T, *Pane)
	}{
		"dashboard": {uitest.Frame(80, 8), func(*testing.T, *Pane) {}},
		"contracts": {uitest.Zoomed(120, 30), func(t *testing.T, p *Pane) { run(t, p, "view.next", "view.next") }},
		"detail":    {uitest.Zoomed(80, 24), func(t *testing.T, p *Pane) { run(t, p, "detail") }},
		"filtered": {uitest.Zoomed(80, 24), func(t *testing.T, p *Pane) {
			choose(t, p, map[string]string{fieldKind: lost, fieldBrand: "200", fieldLeast: "5", fieldCurrency: "EUR"})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, c.frame)
			c.do(t, p)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}
