// Package chart draws one figure over days as a thin line, with round numbers
// beside it and calendar dates below. It knows nothing of what the figure
// means.
//
// The terminal is sent each row from its first to its last changed cell, so
// the picture is kept sparse: lines are one dot thick, nothing is filled, the
// comparison is one dot per day and the left margin keeps its width when the
// figure is exchanged for another.
package chart

import (
	"math"
	"strings"
	"time"

	"impactdash/ui/theme"
)

// Data is what a chart shows. Days ascend, one per value. A value that is NaN,
// infinite or beyond ±1e100 is a gap. Where there are more days than columns of
// dots, the days of a column are averaged.
type Data struct {
	Days    []time.Time            // any instant of each day; only its date in UTC counts
	Main    []float64              // values beyond the last day are ignored
	Compare []float64              // as long as Main, or nil
	Whole   bool                   // marks only at whole numbers
	Label   func(v float64) string // label of a mark, such as "$1.2k"; nil writes the number
}

// Size is the size of a chart in cells, margins included.
type Size struct{ Width, Height int }

// Below this size a chart is blank.
const (
	MinWidth  = 12
	MinHeight = 3
)

// Plot is a drawn chart. Text is exactly Width × Height cells. The rest says
// where in it the plot area is, in cells from the top left; a chart that is
// blank for want of room has none.
type Plot struct {
	Text       string
	X, Y, W, H int
	n          int // days
}

// Draw draws d. cursor is the index of the day to point out, -1 for none.
func Draw(d Data, size Size, cursor int, t *theme.Theme) Plot {
	d = d.trimmed()
	if size.Width < MinWidth || size.Height < MinHeight {
		return Plot{Text: blank(size)}
	}
	f := layout(d, size)
	if cursor >= 0 && cursor < f.n {
		f.cursor = position(cursor, f.n, f.w, 1)
	}
	text := paint(f, plotArea(d, f, t), t)
	return Plot{Text: text, X: f.x, W: f.w, H: f.h, n: f.n}
}

// IndexAt is the day nearest to column x of the text. ok is false beside the
// plot area and when there is no day.
func (p Plot) IndexAt(x int) (index int, ok bool) {
	x -= p.X
	switch {
	case x < 0 || x >= p.W || p.n == 0:
		return 0, false
	case p.W == 1 || p.n == 1:
		return 0, true
	}
	return (2*x*(p.n-1) + p.W - 1) / (2 * (p.W - 1)), true // rounded
}

// ColumnOf is the column of the text where day i is drawn. Where the plot has
// at least as many columns as there are days, IndexAt leads back to i.
func (p Plot) ColumnOf(i int) int { return p.X + position(i, p.n, p.W, 1) }

// position is where day i of n stands in w cells of per dots each: the first
// and the last day in the outermost cells, one alone in the middle. The dot
// is always inside the cell that per 1 gives.
func position(i, n, w, per int) int {
	if n < 2 || w < 2 {
		return w * per / 2
	}
	return (2*i*per*(w-1) + per*(n-1)) / (2 * (n - 1))
}

// trimmed is d with series as long as its days.
func (d Data) trimmed() Data {
	n := min(len(d.Days), len(d.Main))
	d.Days, d.Main = d.Days[:n], d.Main[:n]
	d.Compare = d.Compare[:min(n, len(d.Compare))]
	return d
}

// limit bounds what is drawn; beyond it the arithmetic of scales overflows.
const limit = 1e100

// missing reports whether v is a gap.
func missing(v float64) bool { return !(math.Abs(v) <= limit) }

func blank(size Size) string {
	if size.Height <= 0 {
		return ""
	}
	line := strings.Repeat(" ", max(size.Width, 0))
	return strings.Repeat(line+"\n", size.Height-1) + line
}
