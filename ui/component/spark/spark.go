// Package spark draws a row of figures as one line of small bars.
package spark

import (
	"math"
	"strings"

	"impactdash/ui/theme"
)

// levels is how many heights a bar can have.
const levels = len(theme.Glyphs{}.Spark)

// Line draws values, oldest first, as unstyled text of exactly width cells.
// The scale begins at zero (below it when a value is negative), so that equal
// heights mean equal figures: zero is the lowest bar and no other figure of
// values without a negative one is. Values that are all the same and not zero
// get a middle bar. NaN and infinities are missing and leave a space.
//
// More values than cells are averaged, each cell over its share of them and
// without the missing ones. Fewer stand at the right.
func Line(values []float64, width int, t *theme.Theme) string {
	if width <= 0 {
		return ""
	}
	values = squeeze(values, width)
	scale := scaleOf(values)
	var b strings.Builder
	b.Grow(width * len(t.Glyph.Spark[0]))
	for range width - len(values) {
		b.WriteByte(' ')
	}
	for _, v := range values {
		if missing(v) {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(t.Glyph.Spark[scale.level(v)])
	}
	return b.String()
}

func missing(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// squeeze averages values down to at most n. It returns values itself when
// they are few enough.
func squeeze(values []float64, n int) []float64 {
	if len(values) <= n {
		return values
	}
	means := make([]float64, n)
	for i := range means {
		means[i] = mean(values[i*len(values)/n : (i+1)*len(values)/n])
	}
	return means
}

// mean leaves missing values out; without any other it is missing too.
func mean(values []float64) float64 {
	count := 0
	for _, v := range values {
		if !missing(v) {
			count++
		}
	}
	sum := 0.0
	for _, v := range values {
		if !missing(v) {
			sum += v / float64(count) // divided first, so that it cannot overflow
		}
	}
	if count == 0 {
		return math.NaN()
	}
	return sum
}

// scale maps figures to bars.
type scale struct {
	lo, hi float64 // range of the figures, zero included
	flat   bool    // all figures are the same and not zero
}

func scaleOf(values []float64) scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !missing(v) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return scale{lo: min(lo, 0), hi: max(hi, 0), flat: lo == hi && lo != 0}
}

// level is the bar of a figure, 0 for the lowest.
func (s scale) level(v float64) int {
	const top = levels - 1
	if s.flat {
		return levels / 2
	}
	span := s.hi/2 - s.lo/2 // halves, because the whole may overflow
	if span == 0 {
		return 0
	}
	level := int(math.Round((v/2 - s.lo/2) / span * float64(top)))
	if v > 0 {
		level = max(level, 1)
	}
	return min(max(level, 0), top)
}
