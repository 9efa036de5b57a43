// Package qr draws a text as a QR code in half blocks: two modules a cell,
// black on white with the quiet zone, whatever the terminal's ground is.
package qr

import (
	"errors"
	"strings"

	"github.com/charmbracelet/colorprofile"
	qrcode "github.com/skip2/go-qrcode"

	"impactdash/ui/theme"
)

// ErrTooLong says that a text holds more than a QR code can.
var ErrTooLong = errors.New("too long for a QR code")

// Code is a QR code, dark modules true, with a quiet zone of four modules.
type Code struct{ modules [][]bool }

// New makes the code of a text with the least redundancy, which gives the
// smallest code: a screen has no scratches. It fails with ErrTooLong.
func New(text string) (Code, error) {
	q, err := qrcode.New(text, qrcode.Low)
	if err != nil {
		return Code{}, ErrTooLong
	}
	return Code{modules: q.Bitmap()}, nil
}

// Size is how many cells the code takes: 33 × 17 for an address of 30
// characters. It is 0 × 0 for the zero Code.
func (c Code) Size() (w, h int) { return len(c.modules), (len(c.modules) + 1) / 2 }

// Drawable reports whether a terminal has the glyphs for a code.
func Drawable(t *theme.Theme) bool { return t.Glyph.Level != theme.ASCII }

// Rows are the rows of the code. Without colours the terminal's own ground has
// to be one of the two, so that on a dark one the light modules are drawn.
func (c Code) Rows(t *theme.Theme) []string {
	draw := true // the value of modules that are drawn
	if t.Profile <= colorprofile.ASCII {
		draw = !t.Dark
	}
	rows := make([]string, 0, (len(c.modules)+1)/2)
	for y := 0; y < len(c.modules); y += 2 {
		var b strings.Builder
		for x := range c.modules[y] {
			lower := y+1 < len(c.modules) && c.modules[y+1][x]
			b.WriteString(t.Glyph.Stroke[half(c.modules[y][x] == draw, lower == draw)])
		}
		rows = append(rows, t.QR.Render(b.String()))
	}
	return rows
}

// half is the index of the glyph with the upper and lower half drawn.
func half(upper, lower bool) int {
	n := 0
	if upper {
		n++
	}
	if lower {
		n += 2
	}
	return n
}
