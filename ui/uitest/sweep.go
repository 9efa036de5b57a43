package uitest

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// Widths and Heights are the sizes of the geometry sweep: none, tiny, around
// the smallest that make sense, usual, large.
func Widths() []int { return []int{0, 1, 2, 7, 20, 39, 80, 100, 133} }

// Heights belong to Widths.
func Heights() []int { return []int{0, 1, 2, 4, 7, 24} }

// Sweep draws in frames of all sizes, small and zoomed, with and without
// focus, with and without glyphs, and fails the test when one is not filled
// exactly.
func Sweep(t testing.TB, draw func(pane.Frame) string) {
	t.Helper()
	for _, level := range []theme.GlyphLevel{theme.Braille, theme.ASCII} {
		f := pane.Frame{Now: Now(), Theme: Theme(level)}
		for _, f.Zoomed = range []bool{false, true} {
			for _, f.Focused = range []bool{true, false} {
				for _, f.Width = range Widths() {
					for _, f.Height = range Heights() {
						if why := Wrong(draw(f), f.Width, f.Height); why != "" {
							t.Fatalf("zoomed %v, focused %v: %s", f.Zoomed, f.Focused, why)
						}
					}
				}
			}
		}
	}
}

// Type types text key by key.
func Type(update func(tea.Msg) tea.Cmd, text string) {
	for _, r := range text {
		update(Press(string(r)))
	}
}
