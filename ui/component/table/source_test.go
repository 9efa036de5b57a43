package table

import (
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/theme"
)

// counted is a source of n rows that counts the rows made.
func counted(m *Model, n int, made *int) {
	m.SetSource(n, func(i int) string { return "id-" + strconv.Itoa(i) }, func(i int) Row {
		*made++
		return Row{ID: "id-" + strconv.Itoa(i), Cells: []string{"Brand number " + strconv.Itoa(i)}}
	})
}

func TestOnlyVisibleRowsAreMade(t *testing.T) {
	t.Parallel()
	m, made := New(brands()), 0
	m.SetSize(60, 11)
	counted(m, 100_000, &made)
	m.Last()
	m.Move(-50_000)
	m.SelectID("id-777")
	counted(m, 100_000, &made)
	if made > 0 {
		t.Errorf("%d rows are made before any is seen", made)
	}
	m.SetColumns(brands()[:1])
	view := ansi.Strip(m.View(plain(theme.Braille), true))
	if made != 10 || !strings.Contains(view, "▌Brand number 777") {
		t.Errorf("%d rows made for\n%s", made, view)
	}
	if row, ok := m.Selected(); !ok || row.ID != "id-777" || m.Len() != 100_000 {
		t.Errorf("selected %v of %d", row, m.Len())
	}
}

func TestASourceKeepsTheSelectionAsRowsDo(t *testing.T) {
	t.Parallel()
	m, made := filled(20, 60, 6), 0
	m.Select(12)
	counted(m, 15, &made)
	if selected(m) != "id-12" {
		t.Errorf("from rows to a source: %s", selected(m))
	}
	counted(m, 9, &made)
	if selected(m) != "id-8" {
		t.Errorf("gone: %s", selected(m))
	}
	m.SetRows(rows(20, plain(theme.Braille)))
	if selected(m) != "id-8" {
		t.Errorf("back to rows: %s", selected(m))
	}
	counted(m, 0, &made)
	if _, ok := m.Selected(); ok {
		t.Error("no rows, but one is selected")
	}
}

func TestAQuietTableLooksTheSameWithAndWithoutTheFocus(t *testing.T) {
	t.Parallel()
	th := coloured()
	m := filled(5, 60, 6)
	m.SetQuiet(true)
	here, away := m.View(th, true), m.View(th, false)
	if here != away || !strings.Contains(here, th.Glyph.Mark) {
		t.Errorf("with the focus\n%q\nand without\n%q", here, away)
	}
}

func TestFlagsMoveNothing(t *testing.T) {
	t.Parallel()
	th := plain(theme.Braille)
	m := New([]Column{{Title: "ID", Min: 4}})
	m.SetFlags(true)
	m.SetSize(12, 3)
	list := list("one two")
	m.SetRows(list)
	before := ansi.Strip(m.View(th, true))
	list[0].Flag, list[1].Flag = "✓", "✓"
	if got, want := ansi.Strip(m.View(th, true)), "   ID       \n▌✓ one      \n ✓ two      "; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if want := "   ID       \n▌  one      \n   two      "; before != want {
		t.Errorf("without flags\n%s\nwant\n%s", before, want)
	}
	for w := range 20 {
		m.SetSize(w, 3)
		list[1].Flag = "\x1b[31m漢字"
		checkSize(t, m.View(th, w%2 == 0), w, 3)
	}
}

func TestTitlesAreFoundUnderThePointer(t *testing.T) {
	t.Parallel()
	m := New([]Column{{Title: "One", Min: 5, Max: 5}, {Title: "Two", Min: 5, Max: 5, Priority: 1}})
	m.SetFlags(true)
	m.SetSize(20, 4)
	for x, want := range map[int]int{-1: -1, 2: -1, 3: 0, 7: 0, 8: -1, 9: -1, 10: 1, 14: 1, 15: -1} {
		c, ok := m.ColumnAt(x, 0)
		if ok != (want >= 0) || ok && c != want {
			t.Errorf("cell %d: column %d, %v, want %d", x, c, ok, want)
		}
	}
	if _, ok := m.ColumnAt(4, 1); ok {
		t.Error("a row is taken for the header")
	}
	m.SetSize(20, 1)
	if _, ok := m.ColumnAt(4, 0); ok {
		t.Error("there is no header in one line")
	}
}
