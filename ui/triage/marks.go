package triage

// flag says why an item is among those to be acted on.
type flag uint8

const (
	marked flag = 1 << iota // by itself
	inside                  // of the range being chosen
)

// carriedFlags are the flags of items with other identities than before. An
// item without one loses its mark: it cannot be recognised.
func (m *Model[T]) carriedFlags(ids []string) []flag {
	out := make([]flag, len(ids))
	old := make(map[string]flag)
	for i, f := range m.flags {
		if f != 0 && m.ids[i] != "" {
			old[m.ids[i]] |= f
		}
	}
	if len(old) == 0 {
		return out
	}
	for i, id := range ids {
		out[i] = old[id]
	}
	return out
}

// count is how many items are marked, among the rows shown and hidden by view
// and filter.
func (m *Model[T]) count() (shown, hidden int) {
	for _, f := range m.flags {
		if f != 0 {
			hidden++
		}
	}
	if hidden == 0 {
		return 0, 0
	}
	for _, i := range m.shown {
		if m.flags[i] != 0 {
			shown++
		}
	}
	return shown, hidden - shown
}

// Targets are the items an act is for: those marked that can be seen, in the
// order of the rows, else the one under the cursor. None without rows.
func (m *Model[T]) Targets() []T {
	var out []T
	for _, i := range m.shown {
		if m.flags[i] != 0 {
			out = append(out, m.items[i])
		}
	}
	if out == nil {
		if it, ok := m.Current(); ok {
			out = []T{it}
		}
	}
	return out
}

// ClearMarks takes all marks off and ends a range.
func (m *Model[T]) ClearMarks() {
	clear(m.flags)
	m.ranged, m.drawn = false, ""
}

// Step goes on after an act: what was acted on loses its mark, and the cursor
// moves down to the next row that was not, else up to one. A cursor that stands
// on none of them stays. It is right before and after the items are exchanged.
func (m *Model[T]) Step(after []T) {
	m.endRange(true)
	acted := make(map[string]bool, len(after))
	for _, it := range after {
		acted[m.spec.Key(it)] = true
	}
	for i, id := range m.ids {
		if acted[id] {
			m.flags[i] = 0
		}
	}
	m.drawn = ""
	at, n := m.rows.Position()
	at--
	if n == 0 || !acted[m.key()] {
		return
	}
	for _, by := range []int{1, -1} {
		for r := at; r >= 0 && r < n; r += by {
			if !acted[m.ids[m.shown[r]]] {
				m.rows.Select(r)
				m.moved()
				return
			}
		}
	}
}

// mark marks the row under the cursor, or takes its mark off, and steps on.
func (m *Model[T]) mark() {
	m.endRange(true)
	if i, ok := m.current(); ok {
		m.flags[i] ^= marked
	}
	m.rows.Move(1)
	m.moved()
}

// markAll marks all rows shown, or takes their marks off when all have one.
func (m *Model[T]) markAll() {
	m.endRange(true)
	to := flag(0)
	for _, i := range m.shown {
		if m.flags[i] == 0 {
			to = marked
			break
		}
	}
	for _, i := range m.shown {
		m.flags[i] = to
	}
	m.drawn = ""
}

// toggleRange begins a range at the cursor, or ends it and keeps its rows
// marked.
func (m *Model[T]) toggleRange() {
	if m.ranged {
		m.endRange(true)
		return
	}
	m.ranged, m.anchor = true, m.key()
	m.spread()
	m.drawn = ""
}

// spread lays the range between its beginning and the cursor. Only movements
// of the user call it: rows that a refresh puts in between must not become
// targets unseen.
func (m *Model[T]) spread() {
	if !m.ranged {
		return
	}
	for i := range m.flags {
		m.flags[i] &^= inside
	}
	from, to := m.rowOf(m.anchor), m.rowOf(m.key())
	for r := max(min(from, to), 0); r <= max(from, to); r++ {
		m.flags[m.shown[r]] |= inside
	}
}

// endRange ends a range. Its rows stay marked, or lose what it gave them.
func (m *Model[T]) endRange(keep bool) {
	if !m.ranged {
		return
	}
	m.ranged, m.drawn = false, ""
	for i, f := range m.flags {
		if f&inside != 0 && keep {
			f |= marked
		}
		m.flags[i] = f &^ inside
	}
}
