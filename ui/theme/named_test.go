package theme

import (
	"fmt"
	"image/color"
	"maps"
	"slices"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestNamesWithAColorCanBeRead(t *testing.T) {
	t.Parallel()
	grounds := map[bool][]color.Color{
		true:  {color.Black, lipgloss.Color("#1c1c1c"), lipgloss.Color("#1e1e2e"), lipgloss.Color("#282a36")},
		false: {color.White, lipgloss.Color("#fafafa")},
	}
	wanted := slices.Collect(maps.Keys(shades()))
	wanted = append(wanted, "#000000", "#ffffff", "#ff8800", "#0000ff", "#777777", "#FF00ff", "#00ff00")
	for dark, list := range grounds {
		for _, profile := range []colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor} {
			th := New(Options{Dark: dark, Profile: profile})
			for _, name := range wanted {
				for _, ground := range list {
					if got := ratio(th.Named(name).GetForeground(), ground); got < 4.5 {
						t.Errorf("%s on %v (dark %v, %v) has contrast %.2f", name, ground, dark, profile, got)
					}
				}
			}
		}
	}
}

func TestColorsOfNamesDiffer(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{
		{Dark: true, Profile: colorprofile.ANSI256},
		{Profile: colorprofile.ANSI256},
		{Dark: true, Profile: colorprofile.ANSI},
		{Profile: colorprofile.ANSI},
	} {
		th, seen := New(o), map[color.Color]string{}
		for name := range shades() {
			c := th.Named(name).GetForeground()
			if c == (lipgloss.NoColor{}) {
				continue
			}
			if other, ok := seen[c]; ok {
				t.Errorf("dark %v, %v: %s looks like %s", o.Dark, o.Profile, name, other)
			}
			seen[c] = name
		}
		if len(seen) < 3 {
			t.Errorf("dark %v, %v: there are %d colours", o.Dark, o.Profile, len(seen))
		}
	}
}

func TestANameIsBoldWithAndWithoutAColor(t *testing.T) {
	t.Parallel()
	for _, profile := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.TrueColor} {
		th := New(Options{Dark: true, Profile: profile})
		for _, name := range []string{"", "pink", "white", "#ff", "\x1b[31m", "red", "#ff8800"} {
			s := th.Named(name)
			colored := fmt.Sprint(s.GetForeground()) != fmt.Sprint(lipgloss.NoColor{})
			if want := profile > colorprofile.ASCII && (name == "red" || name == "#ff8800"); !s.GetBold() || colored != want {
				t.Errorf("%v, %q: bold %v, coloured %v", profile, name, s.GetBold(), colored)
			}
		}
	}
}
