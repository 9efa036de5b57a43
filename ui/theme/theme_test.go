package theme

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
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

// styles are the roles that have a colour, with the least contrast each needs:
// 4.5 for text, 2 for lines that carry no words.
func styles(t *Theme) map[string]struct {
	style lipgloss.Style
	least float64
} {
	type need = struct {
		style lipgloss.Style
		least float64
	}
	return map[string]need{
		"Muted": {t.Muted, 4.5}, "Accent": {t.Accent, 4.5}, "Good": {t.Good, 4.5}, "Warn": {t.Warn, 4.5},
		"Danger": {t.Danger, 4.5}, "Selected": {t.Selected, 4.5}, "Focus": {t.Focus, 4.5},
		"Border": {t.Border, 2}, "Compare": {t.Compare, 2}, "Line": {t.Line, 3}, "Cursor": {t.Cursor, 3},
	}
}

func TestContrast(t *testing.T) {
	t.Parallel()
	grounds := map[bool][]color.Color{
		true:  {color.Black, lipgloss.Color("#1c1c1c"), lipgloss.Color("#1e1e2e"), lipgloss.Color("#282a36")},
		false: {color.White, lipgloss.Color("#fafafa")},
	}
	for dark, list := range grounds {
		th := New(Options{Dark: dark, Profile: colorprofile.ANSI256})
		for name, s := range styles(th) {
			for _, ground := range list {
				if got := contrast(s.style.GetForeground(), ground); got < s.least {
					t.Errorf("%s on %v (dark %v) has contrast %.2f, want %v", name, ground, dark, got, s.least)
				}
			}
		}
	}
}

func TestOrdinaryTextIsTheTerminalsOwn(t *testing.T) {
	t.Parallel()
	th := New(Options{Dark: true, Profile: colorprofile.TrueColor})
	for name, s := range map[string]lipgloss.Style{"Text": th.Text, "Strong": th.Strong, "Title": th.Title, "Key": th.Key} {
		if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
			t.Errorf("%s has the colour %v", name, c)
		}
	}
}

func TestWithoutColoursNoneIsSet(t *testing.T) {
	t.Parallel()
	for _, profile := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ASCII} {
		th := New(Options{Dark: true, Profile: profile})
		for name, s := range styles(th) {
			if c := s.style.GetForeground(); c != (lipgloss.NoColor{}) {
				t.Errorf("profile %v: %s has the colour %v", profile, name, c)
			}
		}
		if !th.Selected.GetBold() || !th.Focus.GetBold() || !th.Strong.GetBold() {
			t.Errorf("profile %v: selection and focus are not bold", profile)
		}
	}
}

// With sixteen colours the palette is the user's, so that only the choice can
// be held: named colours, text never in the ground's own.
func TestSixteenColoursAreNamedAndNotTheGround(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{true, false} {
		th := New(Options{Dark: dark, Profile: colorprofile.ANSI})
		var ground, opposite color.Color = lipgloss.Black, lipgloss.BrightBlack
		if !dark {
			ground, opposite = lipgloss.BrightWhite, lipgloss.White
		}
		for name, s := range styles(th) {
			c := s.style.GetForeground()
			if kind := fmt.Sprintf("%T", c); kind != "ansi.BasicColor" {
				t.Errorf("%s (dark %v) is a %s", name, dark, kind)
			}
			if c == ground || s.least >= 4.5 && c == opposite {
				t.Errorf("%s (dark %v) is %v, which is the ground or close to it", name, dark, c)
			}
		}
	}
}

func TestThemesShareNothing(t *testing.T) {
	t.Parallel()
	a, b := New(Options{Dark: true, Profile: colorprofile.ANSI256}), New(Options{Profile: colorprofile.ANSI256})
	if a.Accent.GetForeground() == b.Accent.GetForeground() {
		t.Error("dark and light have the same accent")
	}
}
