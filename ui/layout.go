package ui

import (
	"slices"

	"impactdash/ui/pane"
)

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
	rail     rail
}

// rail names panes beside those that are drawn: in a column every pane, in a
// row those that have no place. Its height is 0 where there is none.
type rail struct {
	x, y, w, h int
	stops      []place // one row each, in the order of the panes
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
	topCells   = 60 // width a pane in the top row needs
	mainRows   = 14 // height the middle needs
	sharedRows = 20 // … where a bottom row takes from it
	columnRows = 7  // height a pane in a column of several needs
	bottomRows = 8
	bottomCell = 28  // width a pane in the bottom row needs
	oneColumn  = 84  // width from which one column has room for its panes
	twoColumns = 120 // width from which a side column is drawn
	sideShare  = 3   // the side column gets one part in so many
)

// Sizes of the rail, and those from which it stands beside a single pane.
const (
	railCells              = 24
	stopCells              = 14 // width a name needs in a row
	railWidth, railHeight  = 90, 22
	railPanes              = 3 // two panes are seen without it: one is the strip
	headerRows, footerRows = 1, 1
	chromeRows             = headerRows + footerRows
)

// wanted is what the layout needs to know of a pane.
type wanted struct {
	id       pane.ID
	area     area
	stripped bool // has a form of one row
}

// arrange computes the layout. The first row is the header, the last one the
// footer. As the screen gets smaller, first the bottom row shrinks to a row of
// names, then all panes but the focused one to a column of names, then those
// go as well.
func arrange(w, h int, panes []wanted, focus pane.ID, zoomed bool) layout {
	l := layout{w: w, h: h, tooSmall: w < minWidth || h < minHeight}
	if l.tooSmall || len(panes) == 0 {
		return l
	}
	panes = withMain(panes)
	switch {
	case zoomed:
		l.places = []place{l.whole(focus, headerRows)}
	case fitsLarge(w, h, panes):
		l.large(panes, h-footerRows)
	case fitsWide(w, h, panes):
		l.wide(panes, focus)
	case fitsRail(w, h, panes):
		l.railed(panes, focus)
	default:
		l.places = []place{l.whole(focus, l.money(panes, focus))}
	}
	return l
}

// withMain gives the large place to another pane where none is meant for it.
func withMain(panes []wanted) []wanted {
	for _, a := range []area{areaMain, areaSide, areaBottom, areaTop} {
		for i, p := range panes {
			if p.area != a {
				continue
			}
			if a == areaMain {
				return panes
			}
			panes = slices.Clone(panes)
			panes[i].area = areaMain
			return panes
		}
	}
	return panes
}

// whole gives one pane all rows from y to the footer.
func (l *layout) whole(id pane.ID, y int) place {
	return place{id: id, y: y, w: l.w, h: l.h - y - 1, boxed: l.h >= minBoxHeight}
}

// money puts the pane that has a form of one row under the header, unless it
// is drawn anyway, and tells the first row below.
func (l *layout) money(panes []wanted, focus pane.ID) int {
	for _, p := range panes {
		if p.stripped && p.id != focus {
			l.strip = p.id
			return headerRows + 1
		}
	}
	return headerRows
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

// without are the panes of all areas but one.
func without(panes []wanted, a area) []wanted {
	return slices.DeleteFunc(slices.Clone(panes), func(p wanted) bool { return p.area == a })
}

// fitsLarge reports whether every pane has its place.
func fitsLarge(w, h int, panes []wanted) bool {
	width, height := oneColumn, mainRows
	top, side, bottom := len(members(panes, areaTop)), len(members(panes, areaSide)), len(members(panes, areaBottom))
	if side > 0 {
		width = twoColumns
	}
	if bottom > 0 {
		height = sharedRows + bottomRows
	}
	if n := max(side, len(members(panes, areaMain))); n > 1 {
		height = max(height, n*columnRows)
	}
	if top > 0 {
		height += topRows
	}
	return w >= max(width, top*topCells, bottom*bottomCell) && h >= height+chromeRows
}

// fitsWide reports whether all have their places but those of the bottom row,
// which are named instead.
func fitsWide(w, h int, panes []wanted) bool {
	bottom, main := len(members(panes, areaBottom)), len(members(panes, areaMain))
	stops := max(bottom, bottom-1+main)
	return bottom > 0 && stops*stopCells <= w && fitsLarge(w, h-1, without(panes, areaBottom))
}

// fitsRail reports whether there is room for the names beside one pane.
func fitsRail(w, h int, panes []wanted) bool {
	return w >= railWidth && h >= max(railHeight, chromeRows+1+len(panes)) && len(panes) >= railPanes
}

// large gives every pane its place in the rows from the header to end.
func (l *layout) large(panes []wanted, end int) {
	top, bottom := members(panes, areaTop), members(panes, areaBottom)
	y := headerRows
	if len(top) > 0 {
		l.row(top, y, topRows)
		y += topRows
	}
	last := end
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
		l.row(bottom, end, last-end)
	}
}

// wide names the panes of the bottom row above the footer. The focused one of
// them takes the main place, whose panes are named meanwhile.
func (l *layout) wide(panes []wanted, focus pane.ID) {
	seen := without(panes, areaBottom)
	if at := slices.IndexFunc(panes, func(p wanted) bool { return p.id == focus && p.area == areaBottom }); at >= 0 {
		seen = append(without(seen, areaMain), wanted{id: focus, area: areaMain})
	}
	named := slices.DeleteFunc(slices.Clone(panes), func(p wanted) bool {
		return slices.ContainsFunc(seen, func(s wanted) bool { return s.id == p.id })
	})
	y := l.h - footerRows - 1
	l.large(seen, y)
	l.rail = rail{x: 0, y: y, w: l.w, h: 1}
	x := 0
	for i, p := range named {
		w := (l.w - x) / (len(named) - i)
		l.rail.stops = append(l.rail.stops, place{id: p.id, x: x, y: y, w: w, h: 1})
		x += w
	}
}

// railed names all panes to the right of the focused one.
func (l *layout) railed(panes []wanted, focus pane.ID) {
	y := l.money(panes, focus)
	at := l.whole(focus, y)
	at.w -= railCells
	l.places = []place{at}
	l.rail = rail{x: at.w, y: y, w: railCells, h: at.h}
	for i, p := range panes {
		l.rail.stops = append(l.rail.stops, place{id: p.id, x: at.w, y: y + i, w: railCells, h: 1})
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

// stop is the pane that is named at a cell.
func (l layout) stop(x, y int) (pane.ID, bool) {
	for _, p := range l.rail.stops {
		if y == p.y && x >= p.x && x < p.x+p.w {
			return p.id, true
		}
	}
	return "", false
}
