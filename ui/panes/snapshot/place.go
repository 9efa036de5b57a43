package snapshot

import "impactdash/internal/partner"

// rect is a rectangle of cells inside the pane.
type rect struct{ x, y, w, h int }

// placement is where the parts of the pane are. What does not fit is left out
// in this order: sparklines, the space between parts, the panel beside the
// chart, five of the six tiles.
type placement struct {
	perRow int  // tiles in a row; 1 shows only the metric that is drawn
	tile   rect // the first tile; the others follow to the right and below
	chart  rect
	side   rect // panel with the day's figures; no width where there is none
	line   int  // row of the day's figures where there is no panel; -1 for none
}

// sideCells is the width of the panel beside the chart.
const sideCells = 25

// arrange computes the placement for a pane of w × h cells.
func arrange(w, h int) placement {
	n := len(partner.AffiliateMetrics())
	p := placement{perRow: 1, tile: rect{w: w, h: 1}, line: -1}
	switch {
	case h < 10 || w < 30:
	case w >= 90:
		p.perRow, p.tile = n, rect{w: w / n, h: min(3, h/5)}
	case w >= 56:
		p.perRow, p.tile = 3, rect{w: w / 3, h: min(2, h/7)}
	case h >= 12:
		p.perRow, p.tile = 2, rect{w: w / 2, h: 1}
	}
	y := p.tile.h
	if p.perRow > 1 {
		y = p.tile.h * ((n + p.perRow - 1) / p.perRow)
	}
	if h-y >= 10 {
		y++
	}
	if w >= 84 && h-y >= 7 {
		p.side = rect{x: w - sideCells, y: y, w: sideCells, h: h - y}
	} else if h-y >= 4 {
		p.line = y
		y++
	}
	p.chart = rect{y: y, w: max(w-p.side.w, 0), h: max(h-y, 0)}
	return p
}

// tileAt is the tile under a cell.
func (p placement) tileAt(x, y int) (int, bool) {
	if p.perRow <= 1 || p.tile.w <= 0 || p.tile.h <= 0 || x < 0 || y < 0 {
		return 0, false
	}
	col, row := x/p.tile.w, y/p.tile.h
	n := len(partner.AffiliateMetrics())
	if i := row*p.perRow + col; col < p.perRow && i < n {
		return i, true
	}
	return 0, false
}
