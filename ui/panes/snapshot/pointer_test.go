package snapshot

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// cells calls do for each cell of the pane.
func cells(w, h int, do func(x, y int)) {
	for y := range h {
		for x := range w {
			do(x, y)
		}
	}
}

func TestHoverReachesEveryDayAndOnlyInTheChart(t *testing.T) {
	t.Parallel()
	const w, h = 110, 24
	p, _ := loaded(t, uitest.Frame(w, h))
	seen := make(map[int]bool)
	over := 0
	cells(w, h, func(x, y int) {
		before := p.day
		p.Hover(x, y)
		if p.day >= 0 {
			over++
			seen[p.day] = true
		} else if before < 0 && p.hover {
			t.Fatal("hovering without a day")
		}
	})
	if len(seen) != 30 {
		t.Errorf("the pointer reaches %d of 30 days", len(seen))
	}
	if over == w*h {
		t.Error("every cell belongs to a day")
	}
	p.Hover(-1, -1)
	if p.day >= 0 {
		t.Error("the border belongs to a day")
	}
}

func TestDaysFollowThePointerFromLeftToRight(t *testing.T) {
	t.Parallel()
	const w, h = 110, 24
	p, _ := loaded(t, uitest.Frame(w, h))
	_, y := chartCell(t, p)
	last := -1
	for x := range w {
		p.Hover(x, y)
		if p.day >= 0 && p.day < last {
			t.Fatalf("at column %d day %d follows day %d", x, p.day, last)
		}
		last = max(last, p.day)
	}
	if last != 29 {
		t.Errorf("the last day under the pointer is %d", last)
	}
}

// chartCell is a cell that belongs to a day that is neither the first nor the
// last one.
func chartCell(t *testing.T, p *Pane) (x, y int) {
	t.Helper()
	x, y = -1, -1
	cells(p.frame.Width, p.frame.Height, func(cx, cy int) {
		p.Hover(cx, cy)
		if p.day > 5 && p.day < 20 && x < 0 {
			x, y = cx, cy
		}
	})
	p.Leave()
	if x < 0 {
		t.Fatal("no cell belongs to a day")
	}
	return x, y
}

// Whatever follows the cursor, such as the table of days, goes back as well.
func TestLeavingTakesAHoveredDayAway(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(110, 24))
	before := p.View()
	x, y := chartCell(t, p)
	p.Hover(x, y)
	if p.View() == before {
		t.Error("hovering shows nothing")
	}
	p.Leave()
	if p.View() != before || p.day >= 0 {
		t.Error("leaving leaves something behind")
	}
}

func TestLeavingKeepsADayChosenByKeyOrClick(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(110, 24))
	x, y := chartCell(t, p)
	p.Hover(x, y)
	want := p.day
	p.Click(x, y)
	p.Leave()
	if p.day != want {
		t.Errorf("the clicked day %d is lost: %d", want, p.day)
	}
	uitest.Do(t, p, "snapshot.day.first")
	p.Leave()
	if p.day != 0 {
		t.Error("the pointer took the key's day away")
	}
}

func TestHoveringTheSameDayDrawsNothingAnew(t *testing.T) { // not parallel: it counts allocations
	p, _ := loaded(t, uitest.Frame(110, 24))
	x, y := chartCell(t, p)
	p.Hover(x, y)
	if n := testing.AllocsPerRun(20, func() { p.Hover(x, y) }); n > 0 {
		t.Errorf("%v allocations for a motion inside one day", n)
	}
}

func TestClickOnATileDrawsItsMetric(t *testing.T) {
	t.Parallel()
	for _, w := range []int{60, 80, 120} {
		const h = 24
		p, _ := loaded(t, uitest.Frame(w, h))
		reached := make(map[int]bool)
		cells(w, h, func(x, y int) {
			p.metric, p.day = 0, -1
			if x%4 != 0 { // each click draws the pane anew
				return
			}
			p.Click(x, y)
			if p.metric != 0 {
				reached[p.metric] = true
				if p.day >= 0 {
					t.Fatalf("cell %d,%d is a tile and a day", x, y)
				}
			}
		})
		if len(reached) != len(partner.AffiliateMetrics())-1 {
			t.Errorf("at %d cells a click reaches the metrics %v", w, reached)
		}
	}
}

func TestTheTileIsClickedWhereItIsDrawn(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(120, 24))
	y := uitest.Row(p.View(), "Payouts")
	x := indexOf(t, p, y, "Payouts")
	p.Click(x, y)
	if partner.AffiliateMetrics()[p.metric] != partner.Payouts {
		t.Errorf("a click on Payouts draws metric %d", p.metric)
	}
}

// indexOf is the column of a text in a row of the view, whose glyphs before
// it are one cell each.
func indexOf(t *testing.T, p *Pane, y int, text string) int {
	t.Helper()
	if y < 0 {
		t.Fatalf("%q is not shown", text)
	}
	row := []rune(rowOf(p.View(), y))
	for x := range row {
		if string(row[x:min(x+len(text), len(row))]) == text {
			return x
		}
	}
	t.Fatalf("%q is not in row %d", text, y)
	return 0
}

func TestClickAndHoverAfterAResizeMeetTheNewPlaces(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(120, 30))
	p.SetFrame(uitest.Frame(40, 8))
	cells(40, 8, func(x, y int) {
		p.Hover(x, y)
		if x%5 == 0 {
			p.Click(x, y)
		}
	})
	p.SetFrame(uitest.Frame(5, 1))
	cells(120, 30, func(x, y int) {
		p.day = -1
		p.Hover(x, y)
		if p.day >= 0 {
			t.Fatalf("cell %d,%d of the old size still belongs to a day", x, y)
		}
	})
}

func TestTheWheelMovesTheCursorByDays(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	p.Wheel(1)
	p.Wheel(-1)
	p.Wheel(-1)
	if got := onDay(p); got != uitest.Day(2026, 11, 20) {
		t.Errorf("the wheel leads to %v", got)
	}
	p.Wheel(0)
	if got := onDay(p); got != uitest.Day(2026, 11, 20) {
		t.Errorf("no step leads to %v", got)
	}
}

func rowOf(view string, y int) string { return strings.Split(uitest.Plain(view), "\n")[y] }
