package chart

import "impactdash/ui/theme"

// pen moves over a raster in the coordinates of the data.
type pen struct {
	raster
	frame
	n int // values from edge to edge
}

func newPen(f frame, t *theme.Theme) pen {
	return pen{newRaster(f.w, f.h, t), f, f.n}
}

func (p *pen) at(i int, v float64) (x, y int) {
	px, py := p.dots()
	up := max(p.scale.height(v, p.h*py), 1) // the lowest dot is part 1
	return position(i, p.n, p.w, px), p.h*py - up
}

// squeeze averages the days that share a column of dots, when there are more
// days than columns; drawn one over the other they would fill the plot.
func (p *pen) squeeze(values []float64) []float64 {
	px, _ := p.dots()
	slots := px*(p.w-1) + 1
	if p.frame.n <= slots {
		return values
	}
	p.n = slots
	means, counts := make([]float64, slots), make([]int, slots)
	for i, v := range values {
		if !missing(v) {
			slot := position(i, p.frame.n, p.w, px) - px/2
			means[slot] += v
			counts[slot]++
		}
	}
	for i, count := range counts {
		means[i] /= float64(count) // 0/0 is a gap
	}
	return means
}

// join draws values as a line that breaks at gaps. A value between two gaps
// is a dot large enough to be told from the comparison.
func (p *pen) join(values []float64) {
	for i, v := range values {
		if missing(v) {
			continue
		}
		x, y := p.at(i, v)
		before := i > 0 && !missing(values[i-1])
		after := i+1 < len(values) && !missing(values[i+1])
		switch {
		case before:
			x0, y0 := p.at(i-1, values[i-1])
			p.stroke(x0, y0, x, y)
		case !after:
			p.blot(x, y)
		}
	}
}

// scatter draws one dot per value.
func (p *pen) scatter(values []float64) {
	for i, v := range values {
		if !missing(v) {
			p.set(p.at(i, v))
		}
	}
}

// stroke draws a straight line of single dots (Bresenham's algorithm).
func (p *pen) stroke(x0, y0, x1, y1 int) {
	dx, dy, right, down := x1-x0, y1-y0, 1, 1
	if dx < 0 {
		dx, right = -dx, -1
	}
	if dy < 0 {
		dy, down = -dy, -1
	}
	for miss := dx - dy; ; {
		p.set(x0, y0)
		if x0 == x1 && y0 == y1 {
			return
		}
		twice := 2 * miss
		if twice > -dy {
			miss -= dy
			x0 += right
		}
		if twice < dx {
			miss += dx
			y0 += down
		}
	}
}

// blot draws a dot of up to 2 × 2, all in the cell of (x, y).
func (p *pen) blot(x, y int) {
	px, py := p.dots()
	for i := range min(px, 2) {
		for j := range py / 2 {
			p.set(x-x%px+i, y-y%(py/2)+j)
		}
	}
}

// ink says in which style a cell is drawn.
type ink uint8

const (
	inkNone ink = iota
	inkMain
	inkCompare
	inkAxis
	inkCursor
	inks // how many there are
)

// cell is one cell of the plot area; without ink it is blank.
type cell struct {
	r   rune
	ink ink
}

// plotArea draws the inside of a chart, row by row. Of two that want the same
// cell the main series wins, then the comparison, the cursor, the zero line.
func plotArea(d Data, f frame, t *theme.Theme) []cell {
	area := make([]cell, f.w*f.h)
	if f.zero != none {
		line := first(t.Glyph.AxisLine)
		for i := range f.w {
			area[f.zero*f.w+i] = cell{line, inkAxis}
		}
	}
	if f.cursor != none {
		rule := first(t.Glyph.Rule)
		for row := range f.h {
			area[row*f.w+f.cursor] = cell{rule, inkCursor}
		}
	}
	if len(d.Compare) > 0 {
		p := newPen(f, t)
		p.scatter(p.squeeze(d.Compare))
		lay(area, p.cells(), inkCompare)
		if t.Glyph.Level != theme.Braille {
			replace(area, inkCompare, first(t.Glyph.Point))
		}
	}
	p := newPen(f, t)
	p.join(p.squeeze(d.Main))
	lay(area, p.cells(), inkMain)
	return area
}

// lay puts the cells of a series over the area where they are not blank.
func lay(area []cell, cells []rune, k ink) {
	for i, r := range cells {
		if r != 0 {
			area[i] = cell{r, k}
		}
	}
}

// replace draws all cells of one ink as r.
func replace(area []cell, k ink, r rune) {
	for i := range area {
		if area[i].ink == k {
			area[i].r = r
		}
	}
}

func first(glyph string) rune {
	for _, r := range glyph {
		return r
	}
	return ' '
}
