package ui

import (
	"testing"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// same reports whether two strings are one and the same in memory.
func same(a, b string) bool {
	return len(a) == len(b) && unsafe.StringData(a) == unsafe.StringData(b)
}

func TestAnUnchangedScreenIsTheIdenticalString(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{160, 48}, {80, 24}, {40, 12}} {
		d := started(t, size[0], size[1])
		for name, change := range map[string]func(){
			"nothing": func() {}, "help": func() { d.press("?") }, "back": func() { d.press("esc") },
			"zoom": func() { d.press("z") }, "toast": func() { d.send(toast.Msg{Text: "Done."}) },
		} {
			change()
			one := d.text()
			if !same(one, d.text()) {
				t.Errorf("%v, %s: drawn anew", size, name)
			}
			d.send(tea.FocusMsg{})
			d.send(addressed{"nobody"})
			d.send(tea.MouseMotionMsg{X: 1, Y: 0})
			if !same(one, d.text()) {
				t.Errorf("%v, %s: a message that changes nothing draws anew", size, name)
			}
		}
	}
}

func TestTheSameSizeAgainChangesNothing(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	one := d.text()
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	if d.text() != one {
		t.Error("the same size gives another screen")
	}
	d.send(tea.WindowSizeMsg{Width: 50, Height: 10})
	d.text()
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	if d.text() != one {
		t.Error("a resize there and back gives another screen")
	}
}

func TestAMinuteChangesTheAgesOnly(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	one := d.text()
	d.send(minuteMsg(uitest.Now().Add(30 * time.Second)))
	if d.text() != one {
		t.Error("within the first minute something ages")
	}
	d.send(minuteMsg(uitest.Now().Add(5 * time.Minute)))
	uitest.Has(t, d.text(), "5m old")
	if d.text() == one {
		t.Error("nothing ages")
	}
}

func TestRefreshingIsMarkedInTheBorderOnly(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	at, _ := d.layout.find("snapshot")
	before := d.text()
	d.panes[1].Refresh()
	d.send(tea.FocusMsg{}) // the screen is composed after a message
	after := d.text()
	if before == after {
		t.Error("nobody sees that a refresh is under way")
	}
	for y, row := range rowsOf(after) {
		if row != rowsOf(before)[y] && y != at.y && y != 0 {
			t.Errorf("row %d moved:\n%s\n%s", y, rowsOf(before)[y], row)
		}
	}
}

func TestAFocusMoveChangesFewRows(t *testing.T) {
	t.Parallel()
	d := started(t, 160, 48)
	before := rowsOf(d.text())
	d.press("tab")
	n := 0
	for y, row := range rowsOf(d.text()) {
		if row != before[y] {
			n++
		}
	}
	if n > 4 { // two titles, the footer, and one to spare
		t.Errorf("%d rows are sent for a focus move", n)
	}
}

func rowsOf(text string) []string {
	var rows []string
	start := 0
	for i := range len(text) {
		if text[i] == '\n' {
			rows, start = append(rows, text[start:i]), i+1
		}
	}
	return append(rows, text[start:])
}

// viewAllocs is how many allocations a View may cost after a message that
// changed nothing: header, titles and footer are made to be compared with what
// is there.
const viewAllocs = 300

func TestAnUnchangedViewCostsLittle(t *testing.T) { // not parallel: it counts allocations
	d := started(t, 160, 48)
	d.View()
	if n := testing.AllocsPerRun(50, func() { d.View() }); n > 0 {
		t.Errorf("%v allocations without a message", n)
	}
	got := testing.AllocsPerRun(50, func() { d.update(tea.FocusMsg{}); d.View() })
	t.Logf("%v allocations", got)
	if got > viewAllocs {
		t.Errorf("%v allocations, at most %d", got, viewAllocs)
	}
}

func BenchmarkViewUnchanged(b *testing.B) {
	d := started(b, 160, 48)
	d.View()
	b.ReportAllocs()
	for b.Loop() {
		d.View()
	}
}

func BenchmarkViewAfterAnIdleMessage(b *testing.B) {
	d := started(b, 160, 48)
	b.ReportAllocs()
	for b.Loop() {
		d.update(tea.FocusMsg{})
		d.View()
	}
}

func BenchmarkViewFocusMove(b *testing.B) {
	d := started(b, 160, 48)
	tab := uitest.Stroke(b, "tab")
	b.ReportAllocs()
	for b.Loop() {
		d.update(tab)
		d.View()
	}
}

func BenchmarkHover(b *testing.B) {
	d := started(b, 160, 48)
	at, _ := d.layout.find("snapshot")
	x, y := at.origin()
	w, h := at.content()
	best, days := 0, 0 // the row on which the pointer meets the most days
	for cy := y; cy < y+h; cy++ {
		n, last := 0, ""
		for cx := x; cx < x+w; cx++ {
			d.update(tea.MouseMotionMsg{X: cx, Y: cy})
			if s := d.panes[1].View(); s != last {
				n, last = n+1, s
			}
		}
		if n > days {
			best, days = cy, n
		}
	}
	if days < 10 {
		b.Fatal("no row of the chart is under the pointer")
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		d.update(tea.MouseMotionMsg{X: x + i%w, Y: best})
		d.View()
	}
}

func TestFreshDataIsNotCalledOld(t *testing.T) {
	t.Parallel()
	d := started(t, 120, 40)
	d.src.Fail(uitest.Failure(partner.Unavailable))
	d.press("R")
	uitest.Lacks(t, d.text(), "now old", "0m old")
}

func TestALongAccountNameHidesNeitherCurrencyNorItself(t *testing.T) {
	t.Parallel()
	d := opened(t, 80, 24)
	d.src.Account.Value.Name = "The Extraordinarily Long Name of a Company With Many Partners GmbH & Co. KG"
	d.settle(d.Init())
	uitest.Has(t, d.at(0), "The Extra", "live")
}
