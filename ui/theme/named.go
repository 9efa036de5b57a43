package theme

import (
	"image/color"
	"math"
	"regexp"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Named is the style of a name that has a colour of its own, such as that of a
// profile: one of a few names, or "#rrggbb", which is made lighter or darker
// until it can be read. Any other text has no colour. The style is bold in any
// case, and the name itself says what it is where there are no colours.
func (t *Theme) Named(name string) lipgloss.Style {
	s := lipgloss.NewStyle().Bold(true)
	if t.Profile <= colorprofile.ASCII {
		return s
	}
	if shade, ok := shades()[name]; ok {
		if c := shade.on(t.Options); c != "" {
			return s.Foreground(lipgloss.Color(c))
		}
		return s
	}
	if hex().MatchString(name) {
		return s.Foreground(t.Profile.Convert(readable(lipgloss.Color(name), t.Dark)))
	}
	return s
}

// shade is one colour on a dark and on a light ground, as an xterm index and as
// one of the sixteen; empty is the terminal's own.
type shade struct{ dark, light, dark16, light16 string }

// shades are the colours that have a name. With sixteen colours green, yellow
// and cyan are too pale for a light ground everywhere.
func shades() map[string]shade {
	return map[string]shade{
		"red":     {"210", "124", "9", "1"},
		"yellow":  {"179", "94", "3", ""},
		"green":   {"114", "28", "2", ""},
		"cyan":    {"80", "23", "6", ""},
		"blue":    {"111", "25", "12", "4"},
		"magenta": {"176", "90", "13", "5"},
	}
}

func (s shade) on(o Options) string {
	switch {
	case o.Profile == colorprofile.ANSI && o.Dark:
		return s.dark16
	case o.Profile == colorprofile.ANSI:
		return s.light16
	case o.Dark:
		return s.dark
	}
	return s.light
}

func hex() *regexp.Regexp { return regexp.MustCompile(`^#[0-9a-fA-F]{6}$`) }

// leastRatio is the contrast that text needs, by WCAG 2, with some to spare for
// what a terminal of fewer colours makes of it.
const leastRatio = 5

// readable is the colour nearest to c, on the way to white or black, that can be
// read on a ground that may be as light as dark ones are, or as dark as light
// ones are.
func readable(c color.Color, dark bool) color.Color {
	ground, end := color.Color(color.Gray{Y: 0x30}), color.Color(color.White)
	if !dark {
		ground, end = color.Gray{Y: 0xfa}, color.Black
	}
	const steps = 20
	for n := range steps {
		if mixed := mix(c, end, float64(n)/steps); ratio(mixed, ground) >= leastRatio {
			return mixed
		}
	}
	return end
}

// mix is a colour a part of the way from a to b.
func mix(a, b color.Color, part float64) color.Color {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	at := func(x, y uint32) uint8 { return uint8((float64(x)*(1-part) + float64(y)*part) / 0x101) }
	return color.RGBA{at(ar, br), at(ag, bg), at(ab, bb), 0xff}
}

// ratio is the contrast ratio of WCAG 2, 1 to 21.
func ratio(a, b color.Color) float64 {
	x, y := brightness(a), brightness(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// brightness is the relative luminance of WCAG 2.
func brightness(c color.Color) float64 {
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
