package table

const (
	markWidth = 1 // cells at the left edge for the mark of the selection
	flagWidth = 2 // cells for the flag of a row and the blank after it
	flagsFrom = 8 // width below which there are no flags
	gap       = 2 // cells between two columns
)

// edge is the number of cells in front of the first column. A quiet table is a
// small one and has no blank to spare after the flag.
func (m *Model) edge() int {
	switch {
	case !m.flags || m.w < flagsFrom:
		return markWidth
	case m.quiet:
		return markWidth + flagWidth - 1
	}
	return markWidth + flagWidth
}

// ColumnAt is the index of the column whose title is under a cell of the
// view, for the mouse. ok is false below the header and between columns.
func (m *Model) ColumnAt(x, line int) (column int, ok bool) {
	if line != 0 || m.header() == 0 {
		return 0, false
	}
	left := m.edge()
	for _, p := range m.places {
		if x >= left && x < left+p.width {
			return p.column, true
		}
		left += p.width + gap
	}
	return 0, false
}

// place is where a visible column stands.
type place struct {
	column int // its index
	width  int // cells
}

// arrange chooses the columns that fit into w cells and divides the room.
// Those that are for tables of other widths are left out first; then columns
// are dropped by priority, of equal ones the rightmost first; the last
// one stays and makes do with what there is.
func arrange(columns []Column, w int) []place {
	var places []place
	for i, c := range columns {
		if w >= c.From && (c.To == 0 || w <= c.To) {
			places = append(places, place{i, max(c.Min, 1)})
		}
	}
	for len(places) > 1 && total(places) > w {
		i := leastWanted(columns, places)
		places = append(places[:i], places[i+1:]...)
	}
	if len(places) == 0 || w <= 0 {
		return nil
	}
	places[0].width = min(places[0].width, w)
	grow(columns, places, w-total(places))
	return places
}

// total is the width of the columns and of the gaps between them.
func total(places []place) int {
	w := gap * (len(places) - 1)
	for _, p := range places {
		w += p.width
	}
	return w
}

// leastWanted is the place whose column is dropped next.
func leastWanted(columns []Column, places []place) int {
	worst := 0
	for i, p := range places {
		if columns[p.column].Priority >= columns[places[worst].column].Priority {
			worst = i
		}
	}
	return worst
}

// grow hands out the cells that are left, evenly to those columns that may
// still grow, the odd ones from the left.
func grow(columns []Column, places []place, left int) {
	for left > 0 {
		var open []*place
		for i := range places {
			c := columns[places[i].column]
			if c.Max == 0 || places[i].width < c.Max {
				open = append(open, &places[i])
			}
		}
		if len(open) == 0 {
			return
		}
		share := max(left/len(open), 1)
		for _, p := range open {
			n := min(share, left)
			if most := columns[p.column].Max; most > 0 {
				n = min(n, most-p.width)
			}
			p.width += n
			left -= n
		}
	}
}
