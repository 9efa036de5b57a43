package table

// SetRows exchanges the rows. The selection stays with the row of the same ID,
// and that row stays on its line of the screen as far as the ends allow. When
// it is gone, the nearest row below that is still there takes its place, else
// the nearest above, else whatever is now in its position.
//
// The table keeps the slice; the caller must not change it afterwards.
func (m *Model) SetRows(rows []Row) {
	old, line := m.rows, m.selected-m.top
	m.rows = rows
	m.selected = successor(old, rows, m.selected)
	m.top = m.selected - line
	m.follow()
}

// successor is the index in rows of what was selected in old.
func successor(old, rows []Row, selected int) int {
	if selected >= len(old) || old[selected].ID == "" {
		return selected
	}
	if i := find(rows, old[selected].ID); i >= 0 {
		return i
	}
	index := make(map[string]int, len(rows))
	for i := len(rows) - 1; i >= 0; i-- {
		index[rows[i].ID] = i
	}
	for i := selected + 1; i < len(old); i++ {
		if at, ok := index[old[i].ID]; ok {
			return at
		}
	}
	for i := selected - 1; i >= 0; i-- {
		if at, ok := index[old[i].ID]; ok {
			return at
		}
	}
	return selected
}

func find(rows []Row, id string) int {
	for i := range rows {
		if rows[i].ID == id {
			return i
		}
	}
	return -1
}

// Select selects the row at an index, moved into the range of the rows.
func (m *Model) Select(i int) {
	m.selected = i
	m.follow()
}

// SelectID selects the row with an ID. Without one it changes nothing and
// reports false.
func (m *Model) SelectID(id string) bool {
	i := find(m.rows, id)
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
func (m *Model) Last() { m.Select(len(m.rows) - 1) }

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
	return i, line >= m.header() && line < m.h && i < len(m.rows)
}

// follow moves the selection into the rows and the text so far that the
// selection is seen and no line is left empty without need.
func (m *Model) follow() {
	m.selected = max(min(m.selected, len(m.rows)-1), 0)
	lines := max(m.visible(), 1)
	m.top = max(min(m.top, m.selected), m.selected-lines+1)
	m.top = max(min(m.top, len(m.rows)-lines), 0)
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
