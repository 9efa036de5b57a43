// Package line builds one row of differently styled parts inside a budget of
// cells, so that a row can lose its least important parts instead of its end.
package line

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/format"
)

// Line is a row under construction.
type Line struct {
	text strings.Builder
	used int
	max  int
}

// New begins a row of exactly max cells.
func New(max int) *Line { return &Line{max: max} }

// Left counts the cells not used yet.
func (l *Line) Left() int { return l.max - l.used }

// Try adds text if all of it fits, and reports whether it did.
func (l *Line) Try(style lipgloss.Style, text string) bool {
	w := ansi.StringWidth(text)
	if w > l.Left() {
		return false
	}
	l.write(style, text, w)
	return true
}

// Add adds text, cut to the cells that are left.
func (l *Line) Add(style lipgloss.Style, text string) *Line {
	if ansi.StringWidth(text) > l.Left() {
		text = format.Cut(text, l.Left())
	}
	l.write(style, text, ansi.StringWidth(text))
	return l
}

// To fills with blanks up to column n, or adds one blank where n is passed
// already and there is room.
func (l *Line) To(n int) *Line {
	n = min(n, l.max)
	gap := n - l.used
	if gap < 0 {
		gap = min(1, l.Left())
	}
	l.text.WriteString(strings.Repeat(" ", gap))
	l.used += gap
	return l
}

// String is the row, filled with blanks to its width.
func (l *Line) String() string {
	return l.text.String() + strings.Repeat(" ", max(l.Left(), 0))
}

func (l *Line) write(style lipgloss.Style, text string, w int) {
	if w == 0 {
		return
	}
	l.text.WriteString(Paint(style, text))
	l.used += w
}

// Paint renders text in a style and leaves leading and trailing blanks
// unstyled, which the renderer can then send as plain blanks.
func Paint(style lipgloss.Style, text string) string {
	body := strings.TrimRight(text, " ")
	tail := text[len(body):]
	bare := strings.TrimLeft(body, " ")
	head := body[:len(body)-len(bare)]
	if bare == "" {
		return text
	}
	return head + style.Render(bare) + tail
}

// Blank is a row of w blanks.
func Blank(w int) string { return strings.Repeat(" ", max(w, 0)) }
