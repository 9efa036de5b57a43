package chart

import (
	"github.com/NimbleMarkets/ntcharts/v2/canvas/runes"

	"impactdash/ui/theme"
)

// raster is a grid of dots, several to a cell. Each series has one of its own,
// so that it can be decided which of two owns a shared cell.
type raster interface {
	set(x, y int)     // a dot, from the top left; outside the grid nothing happens
	cells() []rune    // row by row, zero where there is no dot
	dots() (x, y int) // per cell
}

// newRaster makes a grid of w × h cells of the finest dots the glyphs have.
func newRaster(w, h int, t *theme.Theme) raster {
	if t.Glyph.Level == theme.Braille {
		return &braille{w, h, make([]runes.PatternDots, w*h)}
	}
	return &halves{w, h, make([]uint8, w*h), t.Glyph.Stroke}
}

// braille has 2 × 4 dots in a cell. The cells lie in one slice because
// ntcharts' own grid allocates for each row of dots and costs twice the time.
type braille struct {
	w, h int
	grid []runes.PatternDots
}

func (b *braille) dots() (x, y int) { return 2, 4 }

func (b *braille) set(x, y int) {
	if x < 0 || x >= 2*b.w || y < 0 || y >= 4*b.h {
		return
	}
	dot := y%4 + x%2*3 // numbered down the left, then the right; the lowest two last
	if y%4 == 3 {
		dot = 6 + x%2
	}
	b.grid[y/4*b.w+x/2][dot] = true
}

func (b *braille) cells() []rune {
	all := make([]rune, len(b.grid))
	for i, dots := range b.grid {
		if dots != (runes.PatternDots{}) {
			all[i] = runes.BraillePatternFromPatternDots(dots)
		}
	}
	return all
}

// halves has 1 × 2 dots in a cell, drawn as half blocks or, in ASCII, as one
// mark for either.
type halves struct {
	w, h   int
	bits   []uint8 // per cell: 1 upper half, 2 lower half
	glyphs [4]string
}

func (r *halves) dots() (x, y int) { return 1, 2 }

func (r *halves) set(x, y int) {
	if x >= 0 && x < r.w && y >= 0 && y < 2*r.h {
		r.bits[y/2*r.w+x] |= 1 << (y % 2)
	}
}

func (r *halves) cells() []rune {
	all := make([]rune, len(r.bits))
	for i, bits := range r.bits {
		if bits != 0 {
			all[i] = first(r.glyphs[bits])
		}
	}
	return all
}
