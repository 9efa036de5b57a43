package table

// SetRows exchanges the rows. The selection stays with the row of the same ID,
// and that row stays on its line of the screen as far as the ends allow. When
// it is gone, the nearest row below that is still there takes its place, else
// the nearest above, else whatever is now in its position.
//
// The table keeps the slice; the caller must not change it afterwards.
func (m *Model) SetRows(rows []Row) {
	m.SetSource(len(rows), func(i int) string { return rows[i].ID }, func(i int) Row { return rows[i] })
	m.rows = rows
}

// SetSource exchanges the rows for n that are made when they are seen, so that
// the time does not grow with the rows that are not. The selection behaves as
// with SetRows.
//
// id is the ID of a row and is asked for many of them, also after the next
// exchange: what it reads must not change. row makes a row, which is used
// until row is called again.
func (m *Model) SetSource(n int, id func(i int) string, row func(i int) Row) {
	old, line := m.source, m.selected-m.top
	m.rows, m.source = nil, source{n, id, row}
	m.selected = successor(old, m.source, m.selected)
	m.top = m.selected - line
	m.follow()
}

// source is where the rows come from.
type source struct {
	n   int
	id  func(i int) string
	row func(i int) Row
}

// find is the index of the row with an ID, -1 without one. It looks at the
// index near first.
func (s source) find(id string, near int) int {
	if near >= 0 && near < s.n && s.id(near) == id {
		// A refresh that changes nothing is the usual one.
		return near
	}
	for i := range s.n {
		if s.id(i) == id {
			return i
		}
	}
	return -1
}

// successor is the index in rows of what was selected in old.
func successor(old, rows source, selected int) int {
	if selected >= old.n || old.id(selected) == "" {
		return selected
	}
	if i := rows.find(old.id(selected), selected); i >= 0 {
		return i
	}
	index := make(map[string]int, rows.n)
	for i := rows.n - 1; i >= 0; i-- {
		index[rows.id(i)] = i
	}
	for i := selected + 1; i < old.n; i++ {
		if at, ok := index[old.id(i)]; ok {
			return at
		}
	}
	for i := selected - 1; i >= 0; i-- {
		if at, ok := index[old.id(i)]; ok {
			return at
		}
	}
	return selected
}

// Select selects the row at an index, moved into the range of the rows.
func (m *Model) Select(i int) {
	m.selected = i
	m.follow()
}

// SelectID selects the row with an ID. Without one it changes nothing and
// reports false.
func (m *Model) SelectID(id string) bool {
	i := m.source.find(id, m.selected)
	if i < 0 {
		return false
	}
	m.Select(i)
	return true
}

// Move moves the selection by n rows, down for a positive n.
func (m *Model) Move(n int) { m.Select(m.selected + n) }

// First selects the first row.
func (m *Model) First() { m.Select(0) }

// Last selects the last row.
func (m *Model) Last() { m.Select(m.source.n - 1) }

// Page moves selection and text by n screens.
func (m *Model) Page(n int) { m.scroll(n * max(m.visible(), 1)) }

// HalfPage moves selection and text by n half screens.
func (m *Model) HalfPage(n int) { m.scroll(n * max(m.visible()/2, 1)) }

// scroll moves the text by n rows and the selection with it.
func (m *Model) scroll(n int) {
	m.top += n
	m.Move(n)
}

// RowAt is the index of the row on a line of the view, for the mouse. ok is
// false on the header and below the last row.
func (m *Model) RowAt(line int) (i int, ok bool) {
	i = m.top + line - m.header()
	return i, line >= m.header() && line < m.h && i < m.source.n
}

// follow moves the selection into the rows and the text so far that the
// selection is seen and no line is left empty without need.
func (m *Model) follow() {
	m.selected = max(min(m.selected, m.source.n-1), 0)
	lines := max(m.visible(), 1)
	m.top = max(min(m.top, m.selected), m.selected-lines+1)
	m.top = max(min(m.top, m.source.n-lines), 0)
}

// visible is the number of lines for rows.
func (m *Model) visible() int { return max(m.h-m.header(), 0) }

// header is the number of lines above the rows: one when a column has a title
// and there is a line to spare for it.
func (m *Model) header() int {
	if m.h < 2 {
		return 0
	}
	for _, p := range m.places {
		if m.columns[p.column].Title != "" {
			return 1
		}
	}
	return 0
}
