package table

import (
	"slices"
	"strings"
	"testing"

	"impactdash/ui/theme"
)

func selected(m *Model) string {
	row, _ := m.Selected()
	return row.ID
}

// lineOf is the line of the view with the mark, -1 without one.
func lineOf(m *Model) int {
	view := m.View(plain(theme.Braille), true)
	return slices.IndexFunc(strings.Split(view, "\n"), func(l string) bool { return strings.Contains(l, "▌") })
}

func list(ids string) []Row {
	var all []Row
	for _, id := range strings.Fields(ids) {
		all = append(all, Row{ID: id, Cells: []string{id}})
	}
	return all
}

func TestSelectionFollowsItsRow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ before, at, after, want string }{
		"same rows":                 {"a b c d", "c", "a b c d", "c"},
		"rows above":                {"a b c d", "c", "x y a b c d", "c"},
		"rows taken away":           {"a b c d", "c", "c d", "c"},
		"other order":               {"a b c d", "c", "d c b a", "c"},
		"gone, next takes over":     {"a b c d", "c", "a b d", "d"},
		"gone with those around it": {"a b c d e", "c", "e a", "e"},
		"gone at the end":           {"a b c d", "d", "a b c", "c"},
		"gone, new rows above":      {"a b c d", "c", "x y z a b d", "d"},
		"all others":                {"a b c d", "c", "w x y z", "y"},
		"all others, fewer":         {"a b c d", "d", "w x", "x"},
		"none":                      {"a b c d", "c", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := New([]Column{{Title: "ID", Min: 4}})
			m.SetSize(10, 4)
			m.SetRows(list(c.before))
			if !m.SelectID(c.at) {
				t.Fatal("nothing selected")
			}
			m.SetRows(list(c.after))
			if got := selected(m); got != c.want {
				t.Errorf("selected %q, want %q", got, c.want)
			}
		})
	}
}

func TestRowsWithoutIDKeepThePosition(t *testing.T) {
	t.Parallel()
	m := New([]Column{{Min: 4}})
	m.SetSize(10, 4)
	m.SetRows([]Row{{Cells: []string{"a"}}, {Cells: []string{"b"}}})
	m.Move(1)
	m.SetRows([]Row{{Cells: []string{"c"}}, {Cells: []string{"d"}}})
	if row, ok := m.Selected(); !ok || row.Cells[0] != "d" {
		t.Errorf("selected %v, %v", row, ok)
	}
}

func TestSelectionStaysOnItsLine(t *testing.T) {
	t.Parallel()
	m := filled(100, 60, 11)
	m.Select(50)
	m.Move(-3)
	line := lineOf(m)
	all := m.rows
	m.SetRows(append(list("n1 n2 n3 n4 n5 n6 n7"), all...))
	if selected(m) != "id-47" || lineOf(m) != line {
		t.Errorf("rows above: %s on line %d, was on %d", selected(m), lineOf(m), line)
	}
	m.SetRows(all[10:])
	if selected(m) != "id-47" || lineOf(m) != line {
		t.Errorf("rows taken away: %s on line %d, was on %d", selected(m), lineOf(m), line)
	}
	m.SetRows(slices.Delete(slices.Clone(all), 47, 48))
	if selected(m) != "id-48" || lineOf(m) != line {
		t.Errorf("row gone: %s on line %d, was on %d", selected(m), lineOf(m), line)
	}
	m.SetRows(all[45:52])
	if selected(m) != "id-48" || lineOf(m) != 4 {
		t.Errorf("few rows: %s on line %d", selected(m), lineOf(m))
	}
}

func TestMoving(t *testing.T) {
	t.Parallel()
	m := filled(100, 60, 11) // ten lines for rows
	for _, step := range []struct {
		name      string
		do        func()
		row, line int // line of the view, the header is 0
	}{
		{"down", func() { m.Move(1) }, 1, 2},
		{"to the last line", func() { m.Move(8) }, 9, 10},
		{"beyond it", func() { m.Move(1) }, 10, 10},
		{"up inside", func() { m.Move(-4) }, 6, 6},
		{"page", func() { m.Page(1) }, 16, 6},
		{"half a page", func() { m.HalfPage(1) }, 21, 6},
		{"half a page back", func() { m.HalfPage(-1) }, 16, 6},
		{"last", func() { m.Last() }, 99, 10},
		{"beyond the last", func() { m.Move(5) }, 99, 10},
		{"page beyond the last", func() { m.Page(1) }, 99, 10},
		{"page back", func() { m.Page(-1) }, 89, 10},
		{"first", func() { m.First() }, 0, 1},
		{"before the first", func() { m.Page(-1) }, 0, 1},
		{"far", func() { m.Select(1 << 40) }, 99, 10},
		{"smaller", func() { m.SetSize(60, 4) }, 99, 3},
		{"larger", func() { m.SetSize(60, 21) }, 99, 20},
	} {
		step.do()
		if i, n := m.Position(); i != step.row+1 || n != 100 {
			t.Errorf("%s: position %d/%d, want %d/100", step.name, i, n, step.row+1)
		}
		if got := lineOf(m); got != step.line {
			t.Errorf("%s: on line %d, want %d", step.name, got, step.line)
		}
		if i, ok := m.RowAt(step.line); !ok || i != step.row {
			t.Errorf("%s: row %d is under the pointer, want %d", step.name, i, step.row)
		}
	}
}

func TestEmptyTable(t *testing.T) {
	t.Parallel()
	m := New(brands())
	for range 2 {
		m.Move(1)
		m.Page(-1)
		m.HalfPage(1)
		m.First()
		m.Last()
		if _, ok := m.Selected(); ok || m.SelectID("x") || m.Len() != 0 {
			t.Error("an empty table has a selection")
		}
		if i, n := m.Position(); i != 0 || n != 0 {
			t.Errorf("position %d/%d", i, n)
		}
		if _, ok := m.RowAt(1); ok {
			t.Error("a row of an empty table is under the pointer")
		}
		m.SetSize(60, 6)
		m.SetRows(nil)
	}
	m.SetRows(list("a b"))
	if selected(m) != "a" {
		t.Errorf("selected %q of the first rows", selected(m))
	}
}

func TestRowAtKnowsHeaderAndEnd(t *testing.T) {
	t.Parallel()
	m := filled(3, 60, 6)
	for line, want := range map[int]int{-1: -1, 0: -1, 1: 0, 3: 2, 4: -1, 5: -1, 6: -1} {
		i, ok := m.RowAt(line)
		if ok != (want >= 0) || ok && i != want {
			t.Errorf("line %d: row %d, %v, want %d", line, i, ok, want)
		}
	}
}
