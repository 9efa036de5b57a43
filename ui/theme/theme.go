// Package theme turns roles (text, muted, accent, good …) into finished
// styles for one terminal: its ground, its colour depth and its glyphs.
// Colours and glyphs appear nowhere else.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Options are what a theme is built from.
type Options struct {
	Dark    bool                 // the terminal's ground is dark
	Profile colorprofile.Profile // colour depth of the terminal
	Glyphs  GlyphLevel
}

// Theme is a set of finished styles. It is a value for one session; two
// sessions on different terminals share nothing.
type Theme struct {
	Options
	Glyph Glyphs

	Text     lipgloss.Style // ordinary figures and words
	Muted    lipgloss.Style // labels, axes, help
	Strong   lipgloss.Style // the figure that matters in a row
	Accent   lipgloss.Style // the one colour that says "here"
	Good     lipgloss.Style
	Warn     lipgloss.Style
	Danger   lipgloss.Style
	Selected lipgloss.Style // row or tile under the cursor; drawn with a mark as well
	Border   lipgloss.Style
	Title    lipgloss.Style // title of a pane without focus
	Focus    lipgloss.Style // title of the focused pane
	Key      lipgloss.Style // a keystroke in help and footer

	Line    lipgloss.Style // main series of a chart
	Compare lipgloss.Style // comparison series, told apart by its shape: a colour of its own costs 20 bytes a dot
	Cursor  lipgloss.Style // day cursor of a chart

	QR lipgloss.Style // modules of a QR code: black on white on every ground, no colour where there are none
}

// role is one colour in its four forms: xterm 256-colour indexes for either
// ground, and one of the sixteen named colours for either ground. 256-colour
// indexes are used even where true colour is to be had: their codes are half
// as long on the line, and unlike the first sixteen they look the same on
// every terminal.
type role struct {
	dark, light     string
	dark16, light16 string
}

// The palette. Contrast of each pair is held by a test.
const (
	black, red, green, yellow = "0", "1", "2", "3"
	blue, cyan, grey          = "4", "6", "8"
	brightCyan, brightYellow  = "14", "11"
	brightRed, brightGreen    = "9", "10"
	none                      = ""
)

func palette() map[string]role {
	return map[string]role{
		"muted":  {dark: "246", light: "241", dark16: "7", light16: grey},
		"accent": {dark: "80", light: "25", dark16: brightCyan, light16: blue},
		"good":   {dark: "114", light: "28", dark16: brightGreen, light16: green},
		"warn":   {dark: "179", light: "94", dark16: brightYellow, light16: yellow},
		"danger": {dark: "210", light: "124", dark16: brightRed, light16: red},
		"border": {dark: "240", light: "248", dark16: grey, light16: "7"},
	}
}

// New builds the styles.
func New(o Options) *Theme {
	p := palette()
	fg := func(name string) lipgloss.Style {
		c := p[name].pick(o)
		if c == nil {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(c)
	}
	plain := lipgloss.NewStyle()
	return &Theme{
		Options:  o,
		Glyph:    glyphsOf(o.Glyphs),
		Text:     plain,
		Muted:    fg("muted"),
		Strong:   plain.Bold(true),
		Accent:   fg("accent"),
		Good:     fg("good"),
		Warn:     fg("warn"),
		Danger:   fg("danger"),
		Selected: fg("accent").Bold(true),
		Border:   fg("border"),
		Title:    plain,
		Focus:    fg("accent").Bold(true),
		Key:      plain.Bold(true),
		Line:     fg("accent"),
		Compare:  fg("accent"),
		Cursor:   fg("warn"),
		QR:       blackOnWhite(o.Profile),
	}
}

// blackOnWhite is what a scanner expects. The first sixteen colours are the
// user's to choose, so the others are used where there are any.
func blackOnWhite(p colorprofile.Profile) lipgloss.Style {
	s := lipgloss.NewStyle()
	switch {
	case p <= colorprofile.ASCII:
		return s
	case p == colorprofile.ANSI:
		return s.Foreground(lipgloss.Black).Background(lipgloss.BrightWhite)
	}
	return s.Foreground(lipgloss.Color("16")).Background(lipgloss.Color("231"))
}

// pick chooses the form for a terminal; nil means no colour at all.
func (r role) pick(o Options) color.Color {
	var name string
	switch {
	case o.Profile <= colorprofile.ASCII:
		return nil
	case o.Profile == colorprofile.ANSI && o.Dark:
		name = r.dark16
	case o.Profile == colorprofile.ANSI:
		name = r.light16
	case o.Dark:
		name = r.dark
	default:
		name = r.light
	}
	return lipgloss.Color(name)
}
