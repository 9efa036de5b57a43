package ui

import (
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// themed is a dashboard that the built-in themes and one more can be chosen in.
func themed(t *testing.T) *dash {
	t.Helper()
	src := uitest.NewSource()
	o := options(src)
	mine := theme.Custom("mine", theme.Standard(), map[string]theme.Tint{"accent": {Dark: "200", Light: "90"}})
	o.Mode, o.Dark, o.Looks = ThemeAuto, true, append(Looks(), Look{"mine", ThemeLight, mine})
	d := &dash{New(t.Context(), o), t, src}
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.settle(d.Init())
	return d
}

func TestEachThemeCanBeChosenAndChangesColoursAlone(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, l := range append(Looks()[1:], Look{Name: "mine"}) {
		d := themed(t)
		words := uitest.Plain(d.text())
		d.do(lookPrefix + l.Name)
		d.send(nil)
		uitest.Has(t, d.text(), "Theme: "+l.Name+".")
		d.settle(d.update(fadeMsg{d.toast}))
		if uitest.Plain(d.text()) != words {
			t.Errorf("%s changes more than colours", l.Name)
		}
		if l.Mode == ThemeAuto { // the same as that for the ground
			continue
		}
		if before, twice := seen[d.text()]; twice {
			t.Errorf("%s looks like %s", l.Name, before)
		}
		seen[d.text()] = l.Name
	}
}

func TestThePaletteHasThemesByTheirWholeNames(t *testing.T) {
	t.Parallel()
	d := themed(t)
	p := dialog.NewPalette(d.sections())
	p.Resize(80, 24)
	for _, key := range strings.Split("theme", "") {
		p.Update(uitest.Stroke(t, key))
	}
	shown := uitest.Plain(p.View(d.theme))
	for _, l := range d.o.Looks {
		uitest.Has(t, shown, " theme: "+l.Name+" ")
	}
	uitest.Has(t, shown, "theme ", " T ") // the act with a key keeps both
}

func TestAThemeWithoutAGroundTakesTheTerminals(t *testing.T) {
	t.Parallel()
	d := themed(t)
	d.do("theme.light")
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if d.ground.Dark {
		t.Fatal("the terminal overrules the user")
	}
	cmd := d.wear(Looks()[3])
	asked := false
	for _, msg := range uitest.Run(t, cmd) {
		asked = asked || msg == tea.RequestBackgroundColor()
	}
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if !asked || !d.ground.Dark || d.ground.Palette != theme.ColorBlind() {
		t.Errorf("asked %v, dark %v", asked, d.ground.Dark)
	}
}

func TestTheThemeKeyKeepsThePalette(t *testing.T) {
	t.Parallel()
	d := themed(t)
	d.do("theme.contrast")
	d.press("T")
	if d.ground.Dark || d.ground.Palette != theme.Contrast() {
		t.Errorf("the ground is dark: %v, the palette another: %v", d.ground.Dark, d.ground.Palette != theme.Contrast())
	}
}

func TestThemesAreForThePaletteAndNotForTheHelp(t *testing.T) {
	t.Parallel()
	d := themed(t)
	d.press(":")
	uitest.Type(func(msg tea.Msg) tea.Cmd { d.send(msg); return nil }, "theme")
	uitest.Has(t, d.text(), "Use the theme contrast-dark.", "theme: mine")
	d.press("esc", "?")
	for range 20 {
		if strings.Contains(uitest.Plain(d.text()), "Use the theme") {
			t.Fatal("the help lists the themes")
		}
		d.press("pgdown")
	}
}
