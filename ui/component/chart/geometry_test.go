package chart

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/theme"
)

// checkSize fails when a text is not exactly of a size.
func checkSize(t *testing.T, what, text string, size Size) {
	t.Helper()
	w, h := max(size.Width, 0), max(size.Height, 0)
	if h == 0 {
		if text != "" {
			t.Fatalf("%s at %v: no row asked for, got %q", what, size, text)
		}
		return
	}
	lines := strings.Split(text, "\n")
	if len(lines) != h {
		t.Fatalf("%s at %v: %d rows", what, size, len(lines))
	}
	for i, line := range lines {
		if got := ansi.StringWidth(line); got != w { // the judge, not our own Width
			t.Fatalf("%s at %v: row %d takes %d cells: %q", what, size, i, got, line)
		}
	}
}

func hostile() map[string]Data {
	wide := func(float64) string { return "日本語\x1b[31m\n9" }
	endless := func(float64) string { return strings.Repeat("9", 300) }
	var zero time.Time
	return map[string]Data{
		"ordinary":       {Days: days(30), Main: wave(30, 900), Compare: wave(30, 700), Label: dollars},
		"nothing":        {},
		"one day":        {Days: days(1), Main: []float64{3}},
		"two days":       {Days: days(2), Main: []float64{3, nan}, Compare: []float64{nan, -1}},
		"many days":      {Days: days(800), Main: wave(800, 9), Compare: wave(800, 5)},
		"wide labels":    {Days: days(9), Main: wave(9, 50), Label: wide},
		"endless labels": {Days: days(9), Main: wave(9, 50), Label: endless},
		"not finite":     {Days: days(4), Main: []float64{math.Inf(1), nan, math.Inf(-1), 1}},
		"huge":           {Days: days(4), Main: []float64{-math.MaxFloat64, 1e100, -1e100, 1e99}},
		"tiny":           {Days: days(3), Main: []float64{1e-300, math.SmallestNonzeroFloat64, 0}, Whole: true},
		"fewer values":   {Days: days(9), Main: []float64{1, 2}, Compare: []float64{1, 2, 3, 4}},
		"fewer days":     {Days: days(2), Main: wave(9, 50), Compare: []float64{1}},
		"no dates":       {Days: []time.Time{zero, zero, zero}, Main: []float64{1, 2, 3}},
		"days backwards": {Days: []time.Time{days(9)[8], days(9)[2], zero}, Main: []float64{1, 2, 3}},
		"below zero":     {Days: days(9), Main: []float64{-4, 3, -2, 1, 0, -1, 2, -3, 4}, Whole: true},
	}
}

// Each size is drawn with one of the data sets in turn, and each of the sizes
// where something gives way with all of them.
func TestEverySizeIsExact(t *testing.T) {
	t.Parallel()
	sets := hostile()
	names := slices.Sorted(maps.Keys(sets))
	themes := []*theme.Theme{plain(theme.Braille), plain(theme.Block), plain(theme.ASCII), coloured()}
	turn := 0
	check := func(w, h int) {
		name, size := names[turn%len(names)], Size{w, h}
		p := Draw(sets[name], size, w%40-1, themes[turn%len(themes)])
		checkSize(t, name, p.Text, size)
		if p.W > 0 && (p.X+p.W > w || p.Y+p.H > h) {
			t.Fatalf("%s at %v: plot area %+v sticks out", name, size, p)
		}
		turn++
	}
	for w := -1; w <= 130; w++ {
		for h := -1; h <= 24; h++ {
			check(w, h)
		}
	}
	for _, w := range []int{12, 13, 17, 19, 39, 40, 60} {
		for h := 2; h <= 10; h++ {
			for range len(names) * len(themes) {
				check(w, h)
			}
		}
	}
}

func TestColumnLeadsBackToItsDay(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 130; n += 1 + n/20 {
		for w := 1; w <= 140; w++ {
			p := Plot{X: 7, W: w, H: 3, n: n}
			last := -1
			for i := range n {
				x := p.ColumnOf(i)
				back, ok := p.IndexAt(x)
				if !ok || (w >= n && back != i) {
					t.Fatalf("%d days in %d columns: day %d is at %d, which is day %d, %v", n, w, i, x, back, ok)
				}
				if x < last {
					t.Fatalf("%d days in %d columns: day %d is left of the one before", n, w, i)
				}
				last = x
			}
		}
	}
}

func TestDotIsInTheColumnOfItsDay(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 90; n++ {
		for w := 1; w <= 100; w++ {
			for i := range n {
				if dot, column := position(i, n, w, 2), position(i, n, w, 1); dot/2 != column {
					t.Fatalf("day %d of %d in %d columns: dot %d, column %d", i, n, w, dot, column)
				}
			}
		}
	}
}

func TestNothingIsPointedAtOutsideThePlot(t *testing.T) {
	t.Parallel()
	p := Draw(hostile()["ordinary"], Size{60, 10}, -1, plain(theme.Braille))
	for _, x := range []int{-1, 0, p.X - 1, p.X + p.W, 1000} {
		if i, ok := p.IndexAt(x); ok {
			t.Errorf("column %d is day %d", x, i)
		}
	}
	for x := range p.W {
		if i, ok := p.IndexAt(p.X + x); !ok || i < 0 || i > 29 {
			t.Errorf("column %d is day %d, %v", p.X+x, i, ok)
		}
	}
	for _, p := range []Plot{{}, Draw(Data{}, Size{60, 10}, 0, plain(theme.ASCII)), Draw(Data{}, Size{3, 3}, 0, plain(theme.ASCII))} {
		if i, ok := p.IndexAt(10); ok {
			t.Errorf("a plot without days has day %d", i)
		}
	}
}

func TestCursorChangesOnlyItsColumn(t *testing.T) {
	t.Parallel()
	d, size := hostile()["ordinary"], Size{92, 12}
	for _, level := range []theme.GlyphLevel{theme.Braille, theme.Block, theme.ASCII} {
		without := Draw(d, size, -1, plain(level))
		with := Draw(d, size, 11, plain(level))
		a, b := strings.Split(without.Text, "\n"), strings.Split(with.Text, "\n")
		changed := 0
		for y := range a {
			old, now := []rune(a[y]), []rune(b[y])
			for x := range old {
				if old[x] != now[x] {
					changed++
					if x != with.ColumnOf(11) {
						t.Errorf("level %v: row %d changed in column %d", level, y, x)
					}
				}
			}
		}
		if changed < size.Height/2 {
			t.Errorf("level %v: the cursor changed %d cells", level, changed)
		}
		for _, beyond := range []int{-7, 30, 1000} {
			if Draw(d, size, beyond, plain(level)).Text != without.Text {
				t.Errorf("level %v: a cursor at day %d was drawn", level, beyond)
			}
		}
	}
}

func TestDrawingIsRepeatableAndLeavesTheDataAlone(t *testing.T) {
	t.Parallel()
	d := Data{Days: days(800), Main: withGaps(wave(800, 9), 4), Compare: wave(800, 5)}
	before := fmt.Sprint(d.Days, d.Main, d.Compare)
	a := Draw(d, Size{40, 8}, 5, plain(theme.Braille))
	if b := Draw(d, Size{40, 8}, 5, plain(theme.Braille)); a != b {
		t.Error("two drawings of the same differ")
	}
	if fmt.Sprint(d.Days, d.Main, d.Compare) != before {
		t.Error("drawing changed the data")
	}
}
