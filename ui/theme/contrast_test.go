package theme

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// linear is one channel of sRGB, 0 to 0xffff, as an amount of light.
func linear(v uint32) float64 {
	s := float64(v) / 0xffff
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is the contrast ratio of WCAG 2, 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastFormula(t *testing.T) {
	t.Parallel()
	if got := contrast(color.White, color.Black); math.Abs(got-21) > 0.01 {
		t.Errorf("white on black is %v", got)
	}
	if got := contrast(color.Gray{0x77}, color.White); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white is %v", got)
	}
}

// builtIn are the palettes with the least contrast that their words and lines
// need: AA of WCAG, and AAA in the palette that is made for it.
func builtIn() map[string]struct {
	Palette
	words, lines float64
} {
	type need = struct {
		Palette
		words, lines float64
	}
	return map[string]need{
		"unset": {Palette{}, 4.5, 2}, "standard": {Standard(), 4.5, 2}, "color-blind": {ColorBlind(), 4.5, 2}, "contrast": {Contrast(), 7, 4.5},
	}
}

// grounds of terminals, by whether they are dark.
func grounds() map[bool][]color.Color {
	return map[bool][]color.Color{
		true:  {color.Black, lipgloss.Color("#1c1c1c"), lipgloss.Color("#1e1e2e"), lipgloss.Color("#282a36")},
		false: {color.White, lipgloss.Color("#fafafa")},
	}
}

func TestContrastOfManyColours(t *testing.T) {
	t.Parallel()
	for palette, need := range builtIn() {
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			for dark, list := range grounds() {
				th := New(Options{Dark: dark, Profile: profile, Palette: need.Palette})
				words, lines := styles(th)
				seen := 0
				check := func(name string, s lipgloss.Style, least float64) {
					if s.GetForeground() == (lipgloss.NoColor{}) {
						return // the terminal's own, which is the user's
					}
					seen++
					for _, ground := range list {
						if got := contrast(s.GetForeground(), ground); got < least {
							t.Errorf("%s, %v: %s on %v has contrast %.2f, want %v", palette, profile, name, ground, got, least)
						}
					}
				}
				for name, s := range words {
					check(name, s, need.words)
				}
				for name, s := range lines {
					check(name, s, need.lines)
				}
				if seen < 9 {
					t.Errorf("%s, %v: only %d roles have a colour", palette, profile, seen)
				}
			}
		}
	}
}

// sixteenColours are what some terminals make of the sixteen names.
func sixteenColours() map[string][16]string {
	return map[string][16]string{
		"xterm": {
			"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
			"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
		},
		"console": {
			"#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
			"#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
		},
		"Tango": {
			"#2e3436", "#cc0000", "#4e9a06", "#c4a000", "#3465a4", "#75507b", "#06989a", "#d3d7cf",
			"#555753", "#ef2929", "#8ae234", "#fce94f", "#729fcf", "#ad7fa8", "#34e2e2", "#eeeeec",
		},
		"Solarized": {
			"#073642", "#dc322f", "#859900", "#b58900", "#268bd2", "#d33682", "#2aa198", "#eee8d5",
			"#002b36", "#cb4b16", "#586e75", "#657b83", "#839496", "#6c71c4", "#93a1a1", "#fdf6e3",
		},
	}
}

// With sixteen colours the palette is the user's. Words must be legible in
// those that are common, at three times the luminance, which is what WCAG asks
// of large text and marks: the palettes themselves reach no more on their own
// ground.
func TestContrastOfSixteenColours(t *testing.T) {
	t.Parallel()
	for name, need := range builtIn() {
		for terminal, list := range sixteenColours() {
			for _, dark := range []bool{true, false} {
				ground := lipgloss.Color("#000000")
				switch {
				case terminal == "Solarized" && dark:
					ground = lipgloss.Color("#002b36")
				case terminal == "Solarized":
					ground = lipgloss.Color("#fdf6e3")
				case !dark:
					ground = lipgloss.Color("#ffffff")
				}
				if terminal == "Solarized" && name != "unset" && name != "standard" && dark {
					continue // its bright colours are greys: the others ask for more than it has
				}
				words, _ := styles(New(Options{Dark: dark, Profile: colorprofile.ANSI, Palette: need.Palette}))
				for role, s := range words {
					if s.GetForeground() == (lipgloss.NoColor{}) {
						continue
					}
					i, named := index(s.GetForeground())
					if !named {
						t.Errorf("%s (dark %v): %s is %v, none of the sixteen", name, dark, role, s.GetForeground())
						continue
					}
					if got := contrast(lipgloss.Color(list[i]), ground); got < 3 {
						t.Errorf("%s in %s (dark %v): %s is colour %d with contrast %.2f", name, terminal, dark, role, i, got)
					}
				}
			}
		}
	}
}

// index is the number of one of the sixteen colours.
func index(c color.Color) (int, bool) {
	for i := range 16 {
		if c == lipgloss.Color(fmt.Sprint(i)) {
			return i, true
		}
	}
	return 0, false
}
