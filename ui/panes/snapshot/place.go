package snapshot

// rect is a rectangle of cells inside the pane.
type rect struct{ x, y, w, h int }

// placement is where the parts of the pane are. What does not fit is left out
// in this order: the table of days, sparklines, the space between parts, the
// panel beside the chart, all tiles but the one that is drawn.
type placement struct {
	count  int  // metrics
	perRow int  // tiles in a row; 1 shows only the metric that is drawn
	note   int  // row between tiles and chart; -1 for none
	tile   rect // the first tile; the others follow to the right and below
	chart  rect
	side   rect // panel with the day's figures; no width where there is none
	line   int  // row of the day's figures where there is no panel; -1 for none
	table  rect // table of days; no height where there is none
}

// Sizes of the parts. The terminal is sent the rows of the chart anew when
// another metric is drawn, so on the dashboard the chart is kept small and
// the room below it is given to figures that do not change then. The full
// screen has the large chart.
const (
	sideCells  = 36  // the panel, at least
	sideWide   = 48  // the panel with both periods, on the full screen
	sideFrom   = 70  // width from which there is one
	chartArea  = 380 // cells of the chart on the dashboard
	chartCells = 60  // and at most so many columns
	tableRows  = 4   // fewer are not worth a table
)

// arrange computes the placement of so many metrics in a pane of w × h cells.
func arrange(w, h int, zoomed bool, metrics int) placement {
	p := placement{count: metrics, line: -1, note: -1}
	chartRows := metrics + 1 // the panel's, with its head
	y := p.tiles(w, h)
	if h-y >= 10 {
		p.note = y
		y++
	}
	if w >= sideFrom && h-y >= 7 {
		p.side.w = sideCells
	} else if h-y >= 4 {
		p.line = y
		y++
	}
	p.chart = rect{y: y, w: max(w-p.side.w, 0), h: max(h-y, 0)}
	switch {
	case zoomed:
		if w >= 2*sideCells+sideFrom/2 {
			p.side.w = sideWide
			p.chart.w = w - sideWide
		}
		p.chart.h = p.giveTable(w, h, max(p.chart.h*3/5, chartRows))
	case p.side.w > 0:
		p.chart.w = min(p.chart.w, chartCells)
		p.chart.h = p.giveTable(w, h, max(chartArea/p.chart.w, chartRows))
	}
	if p.side.w > 0 {
		p.side = rect{x: p.chart.w, y: y, w: w - p.chart.w, h: p.chart.h}
	}
	return p
}

// tiles places the tiles and returns the row below them.
func (p *placement) tiles(w, h int) int {
	n := p.count
	p.perRow, p.tile = 1, rect{w: w, h: 1}
	switch {
	case n > fewTiles:
		p.manyTiles(w, h)
	case h < 10 || w < 30:
		return 1
	case w >= 84:
		p.perRow, p.tile = n, rect{w: w / n, h: min(3, h/5)}
	case w >= 56:
		p.perRow, p.tile = 3, rect{w: w / 3, h: min(3, h/6)}
	case h >= 12:
		p.perRow, p.tile = 2, rect{w: w / 2, h: 1}
	default:
		return 1
	}
	if p.perRow == 1 {
		return 1
	}
	return p.tile.h * ((n + p.perRow - 1) / p.perRow)
}

// fewTiles is how many tiles fit in one row of a wide pane.
const fewTiles = 6

// manyTiles places more than a row of tiles: the first of the grids that
// leaves at least half of the pane to the chart.
func (p *placement) manyTiles(w, h int) {
	for _, g := range []struct{ perRow, rows, width, height int }{
		{6, 3, 84, 27}, // name, figure, sparkline
		{6, 2, 84, 18}, // name, figure
		{3, 2, 66, 28},
		{4, 1, 88, 10}, // name and figure in one row
		{3, 1, 66, 12},
		{2, 1, 44, 16},
	} {
		if w >= g.width && h >= g.height {
			p.perRow, p.tile = g.perRow, rect{w: w / g.perRow, h: g.rows}
			return
		}
	}
}

// giveTable gives the chart rows rows and the table the rest, if that is
// enough for one; it returns the rows of the chart.
func (p *placement) giveTable(w, h, rows int) int {
	if rest := h - p.chart.y - rows - 1; rest >= tableRows {
		p.table = rect{y: h - rest, w: w, h: rest}
	}
	return min(rows, p.chart.h)
}

// tileAt is the tile under a cell.
func (p placement) tileAt(x, y int) (int, bool) {
	if p.perRow <= 1 || p.tile.w <= 0 || p.tile.h <= 0 || x < 0 || y < 0 {
		return 0, false
	}
	col, row := x/p.tile.w, y/p.tile.h
	if i := row*p.perRow + col; col < p.perRow && i < p.count {
		return i, true
	}
	return 0, false
}
