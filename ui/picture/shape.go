package picture

// The ways on which a line of a frame or an axis leaves the middle of its cell.
const (
	toLeft = 1 << iota
	toRight
	toTop
	toBottom
)

// arms are the ways of a line; 0 for what is no line.
func arms(r rune) int {
	switch r {
	case '─':
		return toLeft | toRight
	case '│', '┊':
		return toTop | toBottom
	case '┌', '╭':
		return toRight | toBottom
	case '┐', '╮':
		return toLeft | toBottom
	case '└', '╰':
		return toRight | toTop
	case '┘', '╯':
		return toLeft | toTop
	case '├':
		return toTop | toBottom | toRight
	case '┤':
		return toTop | toBottom | toLeft
	case '┬':
		return toLeft | toRight | toBottom
	case '┴':
		return toLeft | toRight | toTop
	case '┼':
		return toLeft | toRight | toTop | toBottom
	}
	return 0
}

// block is a part of a cell, in eighths from its upper left corner.
type block struct{ x, y, w, h int }

// blockOf is the part of its cell that a block element fills.
func blockOf(r rune) (block, bool) {
	switch {
	case r == '▀':
		return block{0, 0, 8, 4}, true
	case r == '▐':
		return block{4, 0, 4, 8}, true
	case r >= '▁' && r <= '█': // eighths from below
		n := int(r-'▁') + 1
		return block{0, 8 - n, 8, n}, true
	case r >= '▉' && r <= '▏': // eighths from the left, seven first
		return block{0, 0, 7 - int(r-'▉'), 8}, true
	}
	return block{}, false
}

// shade is how dense a shaded cell is; 0 for what is none.
func shade(r rune) string {
	switch r {
	case '░':
		return ".25"
	case '▒':
		return ".5"
	case '▓':
		return ".75"
	}
	return ""
}

// shape draws what must meet the cells beside it, and reports whether r is
// such a sign.
func (p *painter) shape(r rune, ink string, x, y int) bool {
	left, top := x*cellW, y*cellH
	if b, ok := blockOf(r); ok {
		p.blocks.add(`fill="`+ink+`"`, "M%g %gh%gv%gh-%gz",
			eighths(left, b.x, cellW), eighths(top, b.y, cellH), eighths(0, b.w, cellW), eighths(0, b.h, cellH), eighths(0, b.w, cellW))
		return true
	}
	if density := shade(r); density != "" {
		p.blocks.add(`fill="`+ink+`" fill-opacity="`+density+`"`, "M%d %dh%dv%dh-%dz", left, top, cellW, cellH, cellW)
		return true
	}
	if r >= 0x2800 && r <= 0x28ff {
		p.braille(int(r-0x2800), ink, left, top)
		return true
	}
	if a := arms(r); a != 0 {
		p.line(r, a, ink, left, top)
		return true
	}
	return false
}

func eighths(from, n, of int) float64 { return float64(from) + float64(n*of)/8 }

// braille draws the dots of a pattern, whose bits count down the left column,
// down the right one, and then along the row that was added below.
func (p *painter) braille(bits int, ink string, left, top int) {
	places := [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}}
	for i, at := range places {
		if bits&(1<<i) != 0 {
			p.dots.add(`stroke="`+ink+`"`, "M%g %gh.01", eighths(left, 2+4*at[0], cellW), eighths(top, 1+2*at[1], cellH))
		}
	}
}

// line draws the arms of a line to the edges of its cell.
func (p *painter) line(r rune, arms int, ink string, left, top int) {
	attrs := `stroke="` + ink + `"`
	midX, midY := left+cellW/2, top+cellH/2
	right, bottom := left+cellW, top+cellH
	switch r {
	case '╭':
		p.strokes.add(attrs, "M%d %dQ%d %d %d %d", right, midY, midX, midY, midX, bottom)
		return
	case '╮':
		p.strokes.add(attrs, "M%d %dQ%d %d %d %d", left, midY, midX, midY, midX, bottom)
		return
	case '╰':
		p.strokes.add(attrs, "M%d %dQ%d %d %d %d", right, midY, midX, midY, midX, top)
		return
	case '╯':
		p.strokes.add(attrs, "M%d %dQ%d %d %d %d", left, midY, midX, midY, midX, top)
		return
	case '┊':
		attrs += ` stroke-dasharray="3 2"`
	}
	if arms&(toLeft|toRight) != 0 {
		from, to := midX, midX
		if arms&toLeft != 0 {
			from = left
		}
		if arms&toRight != 0 {
			to = right
		}
		p.strokes.add(attrs, "M%d %dH%d", from, midY, to)
	}
	if arms&(toTop|toBottom) != 0 {
		from, to := midY, midY
		if arms&toTop != 0 {
			from = top
		}
		if arms&toBottom != 0 {
			to = bottom
		}
		p.strokes.add(attrs, "M%d %dV%d", midX, from, to)
	}
}
