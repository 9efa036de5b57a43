package theme

import (
	"image/color"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// use is what a colour is for.
type use uint8

const (
	text use = iota
	muted
	strong
	accent
	good
	warn
	danger
	selected
	border
	title
	focus
	key
	chart
	compare
	cursor
	uses // how many there are
)

// useNames are the uses as a user's theme names them.
func useNames() [uses]string {
	return [uses]string{
		"text", "muted", "strong", "accent", "good", "warn", "danger", "selected", "border", "title", "focus", "key", "chart", "compare",
		"cursor",
	}
}

// Roles are the names of all uses of colour, for a user's theme.
func Roles() []string {
	names := useNames()
	return names[:]
}

// parents are the uses whose colour another one has unless it has its own:
// who changes the accent means the chart as well.
func parents() map[use]use {
	return map[use]use{
		strong: text, title: text, key: text, selected: accent, focus: accent, chart: accent, compare: chart, cursor: warn,
	}
}

// tint is one colour in its four forms: for either ground where there are many
// colours, an xterm index or "#rrggbb", and for either ground one of the
// sixteen named colours. Empty is the terminal's own colour. The built-in
// palettes use indexes even where true colour is to be had: their codes are
// half as long on the line, and unlike the first sixteen they look the same on
// every terminal.
type tint struct {
	dark, light     string
	dark16, light16 string
}

// Palette is a set of colours by use. Palettes are compared with ==; the zero
// value is the standard one.
type Palette struct {
	Name string // of a user's own; empty for the built-in ones
	of   [uses]tint
}

// The sixteen colours that are used. With sixteen colours the palette is the
// user's; these are legible in the usual ones. On a dark ground the plain green,
// yellow and cyan are, while their bright forms are greys in Solarized, and the
// bright red is, which is not as dark as the plain one. On a light ground green,
// yellow and cyan are too pale everywhere, so that good is blue there and a
// warning magenta.
const (
	own                      = "" // the terminal's
	red, green, yellow       = "1", "2", "3"
	blue, magenta, cyan      = "4", "5", "6"
	white, grey, brightRed   = "7", "8", "9"
	brightGreen              = "10"
	brightYellow, brightCyan = "11", "14"
	brightMagenta            = "13"
)

// Standard is the usual palette: one quiet accent, green, yellow and red.
func Standard() Palette {
	return paletteOf(map[use]tint{
		muted:  {dark: "246", light: "241", dark16: white, light16: grey},
		accent: {dark: "80", light: "25", dark16: cyan, light16: blue},
		good:   {dark: "114", light: "28", dark16: green, light16: blue},
		warn:   {dark: "179", light: "94", dark16: yellow, light16: magenta},
		danger: {dark: "210", light: "124", dark16: brightRed, light16: red},
		border: {dark: "240", light: "248", dark16: grey, light16: grey},
	})
}

// ColorBlind is a palette whose meanings differ for everybody: blue is good,
// yellow or orange a warning, orange or brown a failure.
func ColorBlind() Palette {
	return paletteOf(map[use]tint{
		muted:  {dark: "246", light: "241", dark16: white, light16: grey},
		accent: {dark: "80", light: "53", dark16: brightMagenta, light16: blue},
		good:   {dark: "75", light: "26", dark16: brightCyan, light16: blue},
		warn:   {dark: "229", light: "130", dark16: brightYellow, light16: magenta},
		danger: {dark: "208", light: "52", dark16: brightRed, light16: red},
		border: {dark: "240", light: "248", dark16: grey, light16: grey},
	})
}

// Contrast is a palette in which nothing is dimmed: labels have the terminal's
// own colour, and every other text seven times the luminance of the ground or
// a seventh of it.
func Contrast() Palette {
	return paletteOf(map[use]tint{
		accent: {dark: "159", light: "18", dark16: brightCyan, light16: blue},
		good:   {dark: "157", light: "22", dark16: brightGreen, light16: blue},
		warn:   {dark: "229", light: "53", dark16: brightYellow, light16: magenta},
		danger: {dark: "217", light: "88", dark16: brightRed, light16: red},
		border: {dark: "250", light: "240", dark16: white, light16: grey},
	})
}

// paletteOf fills in the uses that have another one's colour.
func paletteOf(tints map[use]tint) Palette {
	var p Palette
	for u := range uses {
		at := u
		for {
			if t, ok := tints[at]; ok {
				p.of[u] = t
				break
			}
			up, ok := parents()[at]
			if !ok {
				break // the terminal's own
			}
			at = up
		}
	}
	return p
}

// Tint is a colour of the user's choice for either ground: "#rrggbb", an
// xterm index "0" to "255", or empty for the terminal's own.
type Tint struct{ Dark, Light string }

// Custom is base with colours of the user's by role. Uses that have the colour
// of another one follow it. Where there are only sixteen colours, one that is
// not among them is the base's.
func Custom(name string, base Palette, by map[string]Tint) Palette {
	set := make(map[use]bool)
	for i, n := range useNames() {
		_, set[use(i)] = by[n]
	}
	p := base
	p.Name = name
	for u := range uses {
		at, ok := u, set[u]
		for !ok {
			up, more := parents()[at]
			if !more {
				break
			}
			at, ok = up, set[up]
		}
		if !ok {
			continue
		}
		c := by[useNames()[at]]
		p.of[u] = tint{dark: c.Dark, light: c.Light, dark16: sixteen(c.Dark, base.of[u].dark16), light16: sixteen(c.Light, base.of[u].light16)}
	}
	return p
}

// sixteen is a colour where there are only sixteen: itself when it is one of
// them or the terminal's own, else the given one.
func sixteen(name, otherwise string) string {
	if len(name) <= 1 || len(name) == 2 && slices.Contains([]string{"10", "11", "12", "13", "14", "15"}, name) {
		return name
	}
	return otherwise
}

// pick chooses the form for a terminal; nil means the terminal's own colour.
func (c tint) pick(o Options) color.Color {
	var name string
	switch {
	case o.Profile <= colorprofile.ASCII:
		return nil
	case o.Profile == colorprofile.ANSI && o.Dark:
		name = c.dark16
	case o.Profile == colorprofile.ANSI:
		name = c.light16
	case o.Dark:
		name = c.dark
	default:
		name = c.light
	}
	if name == own {
		return nil
	}
	found := lipgloss.Color(name)
	if strings.HasPrefix(name, "#") {
		// The renderer would do the same to each cell.
		return o.Profile.Convert(found)
	}
	return found
}
