package theme

import (
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// sight is how somebody without one kind of cone sees light: Machado, Oliveira
// and Fernandes 2009, severity 1.
type sight [3][3]float64

func protan() sight {
	return sight{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}
}

func deutan() sight {
	return sight{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}
}

func usual() sight { return sight{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}} }

// seen is a colour in CIE L*a*b* as the eye sees it.
func (s sight) seen(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	in := [3]float64{linear(r), linear(g), linear(b)}
	var out [3]float64
	for i, row := range s {
		for j, f := range row {
			out[i] += f * in[j]
		}
		out[i] = min(max(out[i], 0), 1)
	}
	f := func(v float64) float64 {
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x := f((0.4124*out[0] + 0.3576*out[1] + 0.1805*out[2]) / 0.9505)
	y := f(0.2126*out[0] + 0.7152*out[1] + 0.0722*out[2])
	z := f((0.0193*out[0] + 0.1192*out[1] + 0.9505*out[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// apart is how different two colours look: 2 is just noticed side by side, 20
// and more are told apart in passing.
func (s sight) apart(a, b color.Color) float64 {
	p, q := s.seen(a), s.seen(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// least is the smallest difference among what a theme says with colours: up,
// down, failed.
func least(th *Theme, s sight, as func(color.Color) color.Color) float64 {
	list := []color.Color{as(th.Good.GetForeground()), as(th.Warn.GetForeground()), as(th.Danger.GetForeground())}
	return min(s.apart(list[0], list[1]), s.apart(list[0], list[2]), s.apart(list[1], list[2]))
}

func itself(c color.Color) color.Color { return c }

func TestColorBlindReadersTellTheMeaningsApart(t *testing.T) {
	t.Parallel()
	xterm := sixteenColours()["xterm"]
	byXterm := func(c color.Color) color.Color {
		i, ok := index(c)
		if !ok {
			t.Fatalf("%v is none of the sixteen colours", c)
		}
		return lipgloss.Color(xterm[i])
	}
	for name, s := range map[string]sight{"protanopia": protan(), "deuteranopia": deutan(), "no defect": usual()} {
		for _, dark := range []bool{true, false} {
			for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI} {
				as := itself
				if profile == colorprofile.ANSI {
					as = byXterm
				}
				if got := least(New(Options{Dark: dark, Profile: profile, Palette: ColorBlind()}), s, as); got < 30 {
					t.Errorf("%s, dark %v, %v: good, warn and danger are %.0f apart", name, dark, profile, got)
				}
			}
		}
	}
	// The simulation must notice what the palette is for.
	if got := least(New(Options{Dark: true, Profile: colorprofile.TrueColor}), deutan(), itself); got > 10 {
		t.Errorf("the standard palette is %.0f apart for deuteranopes: nobody needs another", got)
	}
}

func TestACustomPaletteFollowsItsBase(t *testing.T) {
	t.Parallel()
	p := Custom("mine", Standard(), map[string]Tint{"accent": {Dark: "#102030", Light: "12"}, "warn": {}})
	th := New(Options{Dark: true, Profile: colorprofile.TrueColor, Palette: p})
	want := lipgloss.Color("#102030")
	for name, s := range map[string]lipgloss.Style{"Accent": th.Accent, "Selected": th.Selected, "Focus": th.Focus, "Line": th.Line, "Compare": th.Compare} {
		if got := s.GetForeground(); contrast(got, want) != 1 {
			t.Errorf("%s is %v, want the new accent", name, got)
		}
	}
	if th.Warn.GetForeground() != (lipgloss.NoColor{}) || th.Cursor.GetForeground() != (lipgloss.NoColor{}) {
		t.Error("an empty colour is not the terminal's own")
	}
	if th.Good.GetForeground() != New(Options{Dark: true, Profile: colorprofile.TrueColor}).Good.GetForeground() {
		t.Error("what was not changed differs from the base")
	}
	if c := New(Options{Dark: true, Profile: colorprofile.ANSI, Palette: p}).Accent.GetForeground(); c != lipgloss.Color(cyan) {
		t.Errorf("with sixteen colours the accent is %v, want the base's", c)
	}
	if c := New(Options{Profile: colorprofile.ANSI, Palette: p}).Accent.GetForeground(); c != lipgloss.Color("12") {
		t.Errorf("on a light ground with sixteen colours the accent is %v, want the one that was named", c)
	}
	if c := New(Options{Dark: true, Profile: colorprofile.ANSI256, Palette: p}).Accent.GetForeground(); c == want {
		t.Error("with 256 colours a true colour is left to the renderer")
	}
	own := Custom("mine", Standard(), map[string]Tint{"chart": {Dark: "200", Light: "200"}})
	th = New(Options{Dark: true, Profile: colorprofile.ANSI256, Palette: own})
	if th.Line.GetForeground() != lipgloss.Color("200") || th.Compare.GetForeground() != lipgloss.Color("200") || th.Accent.GetForeground() == lipgloss.Color("200") {
		t.Error("a colour of its own for the chart is not the chart's alone")
	}
}

func TestEveryUseHasAName(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i, name := range Roles() {
		if name == "" || seen[name] {
			t.Errorf("use %d is named %q", i, name)
		}
		seen[name] = true
	}
}
