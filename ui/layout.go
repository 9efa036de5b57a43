package ui

import "impactdash/ui/pane"

// area is the part of the large screen a pane belongs to.
type area uint8

const (
	areaTop    area = iota // across the whole width, few rows
	areaMain               // the large left column
	areaSide               // the narrow right column
	areaBottom             // a row of small panes
)

// place is one pane's part of the screen, border included.
type place struct {
	id         pane.ID
	x, y, w, h int
	boxed      bool // a border all around; else a title row alone
}

// content is the pane's own size inside border or title row. Inside a border
// one blank column stays free on either side.
func (p place) content() (w, h int) {
	if p.boxed {
		return max(p.w-4, 0), max(p.h-2, 0)
	}
	return p.w, max(p.h-1, 0)
}

// origin is the cell of the pane's own first cell.
func (p place) origin() (x, y int) {
	if p.boxed {
		return p.x + 2, p.y + 1
	}
	return p.x, p.y + 1
}

// layout is where everything is for one size of the screen.
type layout struct {
	w, h     int
	tooSmall bool
	strip    pane.ID // pane shown in one row under the header; empty for none
	places   []place // visible panes, in rows from the top, left to right
}

// Smallest sizes. Below the first nothing is drawn but the size needed;
// below the second a border costs more than it tells.
const (
	minWidth, minHeight = 30, 8
	minBoxHeight        = 16
)

// Sizes of the large screen.
const (
	topRows    = 8
	mainRows   = 14
	bottomRows = 8
	oneColumn  = 84  // width from which one column has room for its panes
	twoColumns = 120 // width from which a side column is drawn
	sideShare  = 3   // the side column gets one part in so many
)

// wanted is what the layout needs to know of a pane.
type wanted struct {
	id       pane.ID
	area     area
	stripped bool // has a form of one row
}

// arrange computes the layout. The first row is the header, the last one the
// footer.
func arrange(w, h int, panes []wanted, focus pane.ID, zoomed bool) layout {
	l := layout{w: w, h: h, tooSmall: w < minWidth || h < minHeight}
	if l.tooSmall || len(panes) == 0 {
		return l
	}
	switch {
	case zoomed:
		l.places = []place{l.whole(focus, 1)}
	case fitsLarge(w, h, panes):
		l.large(panes)
	default:
		l.small(panes, focus)
	}
	return l
}

// whole gives one pane all rows from y to the footer.
func (l *layout) whole(id pane.ID, y int) place {
	return place{id: id, y: y, w: l.w, h: l.h - y - 1, boxed: l.h >= minBoxHeight}
}

func (l *layout) small(panes []wanted, focus pane.ID) {
	y := 1
	for _, p := range panes {
		if p.stripped && p.id != focus {
			l.strip = p.id
			y = 2
			break
		}
	}
	l.places = []place{l.whole(focus, y)}
}

func members(panes []wanted, a area) []wanted {
	var in []wanted
	for _, p := range panes {
		if p.area == a {
			in = append(in, p)
		}
	}
	return in
}

func fitsLarge(w, h int, panes []wanted) bool {
	width, height := oneColumn, 2+mainRows
	if len(members(panes, areaSide)) > 0 {
		width = twoColumns
	}
	if len(members(panes, areaTop)) > 0 {
		height += topRows
	}
	if len(members(panes, areaBottom)) > 0 {
		width, height = twoColumns, height+bottomRows
	}
	return w >= width && h >= height
}

func (l *layout) large(panes []wanted) {
	top, bottom := members(panes, areaTop), members(panes, areaBottom)
	y, end := 1, l.h-1
	if len(top) > 0 {
		l.row(top, y, topRows)
		y += topRows
	}
	if len(bottom) > 0 {
		end -= bottomRows
	}
	main, side := members(panes, areaMain), members(panes, areaSide)
	sideW := 0
	if len(side) > 0 {
		sideW = l.w / sideShare
	}
	l.column(main, 0, y, l.w-sideW, end-y)
	l.column(side, l.w-sideW, y, sideW, end-y)
	if len(bottom) > 0 {
		l.row(bottom, end, bottomRows)
	}
}

// row sets panes side by side; the last one takes what division leaves over.
func (l *layout) row(panes []wanted, y, h int) {
	x := 0
	for i, p := range panes {
		w := (l.w - x) / (len(panes) - i)
		l.places = append(l.places, place{id: p.id, x: x, y: y, w: w, h: h, boxed: true})
		x += w
	}
}

// column stacks panes; the last one takes what division leaves over.
func (l *layout) column(panes []wanted, x, y, w, h int) {
	for i, p := range panes {
		rows := h / (len(panes) - i)
		l.places = append(l.places, place{id: p.id, x: x, y: y, w: w, h: rows, boxed: true})
		y, h = y+rows, h-rows
	}
}

// find is the place of a pane on the screen.
func (l layout) find(id pane.ID) (place, bool) {
	for _, p := range l.places {
		if p.id == id {
			return p, true
		}
	}
	return place{}, false
}

// at is the pane under a cell, with the cell in the pane's own coordinates.
func (l layout) at(x, y int) (id pane.ID, px, py int, ok bool) {
	for _, p := range l.places {
		if x >= p.x && x < p.x+p.w && y >= p.y && y < p.y+p.h {
			ox, oy := p.origin()
			return p.id, x - ox, y - oy, true
		}
	}
	return "", 0, 0, false
}
