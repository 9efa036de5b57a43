// Package theme turns roles (text, muted, accent, good …) into finished
// styles for one terminal: its ground, its colour depth and its glyphs.
// Colours and glyphs appear nowhere else.
package theme

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Options are what a theme is built from.
type Options struct {
	Dark    bool                 // the terminal's ground is dark
	Profile colorprofile.Profile // colour depth of the terminal
	Glyphs  GlyphLevel
	Palette Palette // its colours; the zero value is the standard palette
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

// New builds the styles.
func New(o Options) *Theme {
	p := o.Palette
	if p == (Palette{}) {
		p = Standard()
	}
	fg := func(u use) lipgloss.Style {
		c := p.of[u].pick(o)
		if c == nil {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(c)
	}
	return &Theme{
		Options:  o,
		Glyph:    glyphsOf(o.Glyphs),
		Text:     fg(text),
		Muted:    fg(muted),
		Strong:   fg(strong).Bold(true),
		Accent:   fg(accent),
		Good:     fg(good),
		Warn:     fg(warn),
		Danger:   fg(danger),
		Selected: fg(selected).Bold(true),
		Border:   fg(border),
		Title:    fg(title),
		Focus:    fg(focus).Bold(true),
		Key:      fg(key).Bold(true),
		Line:     fg(chart),
		Compare:  fg(compare),
		Cursor:   fg(cursor),
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
