package chart

import (
	"strconv"

	"impactdash/ui/format"
)

const (
	minPlot   = 6  // cells; a left margin that leaves less is dropped
	roomy     = 40 // from this width the left margin has at least
	minMargin = 6  // this many cells, so that most figures get the same one
	none      = -1 // no row, no column
)

// frame is where everything in a chart goes. Rows count from the top, columns
// from the left; row h is the axis, row h+1 the dates.
type frame struct {
	n       int // days
	width   int // of the whole chart
	x, w, h int // plot area: first column, columns, rows
	scale   scale
	labels  []string // per row of plot and axis, empty where there is no mark
	zero    int      // row of the zero line inside the plot, or none
	cursor  int      // column of the day cursor, from the left edge of the plot, or none
	dates   []date
}

// layout measures the labels and divides the room.
func layout(d Data, size Size) frame {
	f := frame{n: len(d.Main), width: size.Width, h: size.Height - 2, zero: none, cursor: none}
	lo, hi, some := rangeOf(d.Main, d.Compare)
	marks := maxMarks(f.h)
	if lo == hi { // nothing but zeros: one mark above says enough
		marks = 2
	}
	ticks := Ticks(lo, hi, marks, d.Whole)
	f.scale = scale{ticks[0], ticks[len(ticks)-1]}
	f.labels = make([]string, f.h+1)
	if some {
		f.mark(ticks, d.Label)
	}
	if f.scale.lo < 0 {
		if row := f.row(0); row < f.h {
			f.zero = row
		}
	}
	f.x = margin(f.labels, size.Width) + 1
	f.w = size.Width - f.x
	f.dates = dates(d.Days, f.w)
	return f
}

// maxMarks is how many marks look right beside h rows and an axis.
func maxMarks(h int) int {
	switch {
	case h <= 3:
		return h + 1
	case h <= 7:
		return 4
	case h <= 14:
		return 5
	}
	return 6
}

// row is the row whose upper edge is the height of v, the axis for the lowest.
// Taking the edge puts marks of equal steps at equal distances.
func (f *frame) row(v float64) int { return f.h - f.scale.height(v, f.h) }

// mark writes the labels of ticks into their rows, from the bottom. One that
// finds its row taken, or would repeat the one below, is left out.
func (f *frame) mark(ticks []float64, label func(float64) string) {
	last := ""
	for _, v := range ticks {
		text := strconv.FormatFloat(v, 'g', 6, 64)
		if label != nil {
			text = format.Safe(label(v))
		}
		if row := f.row(v); f.labels[row] == "" && text != last {
			f.labels[row], last = text, text
		}
	}
}

// margin is the width of the left margin without the axis. When the plot
// would get too little, the labels are taken out and it is zero.
func margin(labels []string, width int) int {
	w := 0
	for _, text := range labels {
		w = max(w, format.Width(text))
	}
	if width >= roomy {
		w = max(w, minMargin)
	}
	if width-w-1 < minPlot {
		clear(labels)
		return 0
	}
	return w
}
