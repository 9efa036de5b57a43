package conform

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/tasks -run TestGolden -update

// Sight is something to draw: a frame, and what is done before.
type Sight[P pane.Pane] struct {
	Frame pane.Frame
	Acts  []string                                    // by the names of actions
	Lead  func(t testing.TB, p P, src *uitest.Source) // after these; nil: nothing
}

// GoldenStates draws each state in frames, without colours. The key of a frame
// is the name of its files, with % for the state: "full %".
func (s Subject[P]) GoldenStates(t *testing.T, frames map[string]pane.Frame) {
	for name, f := range frames {
		for _, state := range s.looks() {
			t.Run(strings.ReplaceAll(name, "%", state.Name), func(t *testing.T) {
				t.Parallel()
				p, _ := s.In(t, state, f)
				golden.RequireEqual(t, uitest.Plain(p.View()))
			})
		}
	}
}

// GoldenSizes draws the usual answers in frames, without colours.
func (s Subject[P]) GoldenSizes(t *testing.T, frames map[string]pane.Frame) {
	for name, f := range frames {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := s.Loaded(t, f)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}

// GoldenViews draws what panes as reach makes them show after they were led
// there, without colours.
func GoldenViews[P pane.Pane](t *testing.T, reach func(testing.TB, pane.Frame) (P, *uitest.Source), sights map[string]Sight[P]) {
	for name, c := range sights {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, src := reach(t, c.Frame)
			Run(t, p, c.Acts...)
			if c.Lead != nil {
				c.Lead(t, p, src)
			}
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}

// GoldenStyled draws a state with its colours.
func (s Subject[P]) GoldenStyled(t *testing.T, state string, f pane.Frame) {
	t.Helper()
	for _, look := range s.looks() {
		if look.Name == state {
			p, _ := s.In(t, look, f)
			golden.RequireEqual(t, p.View())
			return
		}
	}
	t.Fatalf("no state %q", state)
}

// GoldenGrounds draws a pane in the sizes that the figures of the documentation
// are meant for, with colours, on a dark ground and a light one.
func GoldenGrounds[P pane.Pane](t *testing.T, reach func(testing.TB, pane.Frame) (P, *uitest.Source)) {
	for size, f := range map[string]pane.Frame{"large": uitest.Zoomed(160, 48), "usual": uitest.Zoomed(80, 24), "small": uitest.Zoomed(40, 12)} {
		for ground, dark := range map[string]bool{"dark": true, "light": false} {
			t.Run(size+" "+ground, func(t *testing.T) {
				t.Parallel()
				frame := f // the grounds are drawn at the same time
				frame.Theme = theme.New(theme.Options{Dark: dark, Profile: colorprofile.ANSI256})
				p, _ := reach(t, frame)
				golden.RequireEqual(t, p.View())
			})
		}
	}
}

// GoldenDialog draws a dialog in w × h cells, without colours.
func GoldenDialog(t *testing.T, d dialog.Dialog, w, h int) {
	t.Helper()
	d.Resize(w, h)
	golden.RequireEqual(t, uitest.Plain(d.View(uitest.Theme(0))))
}
