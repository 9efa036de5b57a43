package triage

import tea "charm.land/bubbletea/v2"

// Click selects the row under the pointer, sorts by the column whose title is
// clicked, or shows the view whose name is. Coordinates are cells of the frame.
func (m *Model[T]) Click(x, y int) tea.Cmd {
	top := 0
	if m.frame.Zoomed && m.captioned(m.height()) {
		top = 1
	}
	if y < top {
		if v, ok := m.viewAt(x); ok {
			m.setView(v)
		}
		return nil
	}
	if len(m.shown) == 0 {
		return nil
	}
	if m.detailShown() && (!m.wide() || x >= m.frame.Width-m.detailWidth()-splitGap) {
		return nil
	}
	if c, ok := m.rows.ColumnAt(x, y-top); ok {
		m.clickTitle(c)
		return nil
	}
	if i, ok := m.rows.RowAt(y - top); ok {
		m.rows.Select(i)
		m.moved()
	}
	return nil
}

// clickTitle sorts by a column, at the second click the other way round.
func (m *Model[T]) clickTitle(column int) {
	c := m.spec.Columns[column]
	switch {
	case !c.sortable():
	case column == m.sort:
		m.setSort(column, !m.desc)
	default:
		m.setSort(column, c.Desc)
	}
}

// Wheel moves the cursor, or scrolls the detail where it stands instead of the
// list. Positive is down.
func (m *Model[T]) Wheel(steps int) tea.Cmd {
	if m.detailShown() && !m.wide() {
		m.scrollDetail(steps * detailStep)
		return nil
	}
	m.rows.Move(steps)
	m.moved()
	return nil
}
