package chart

import "math"

// tiny is taken off and added where a quotient should be whole but may miss it
// by the error of its division.
const tiny = 1e-9

// Ticks are round numbers (1, 2, 2.5 or 5 times a power of ten apart) that
// enclose lo and hi: the first is at most lo, the last at least hi. There are
// at most that many of them, but never less than two, or three when zero lies
// between. whole leaves out steps that are no whole numbers. A single value
// is enclosed together with zero, zero alone with one.
func Ticks(lo, hi float64, most int, whole bool) []float64 {
	lo, hi = sane(lo, hi)
	least := 2
	if lo < 0 && hi > 0 {
		least = 3
	}
	most = min(max(most, least), 1000)
	exponent := int(math.Floor(math.Log10((hi - lo) / float64(most-1))))
	for ; ; exponent++ {
		for _, mantissa := range []float64{1, 2, 2.5, 5} {
			s := step{mantissa, exponent}
			first, last := math.Floor(lo/s.of(1)+tiny), math.Ceil(hi/s.of(1)-tiny)
			last = max(last, first+1)
			if last-first+1 <= float64(most) && (!whole || s.whole()) {
				return s.from(int(first), int(last))
			}
		}
	}
}

// sane makes a range of finite ends in order and with something between.
func sane(lo, hi float64) (float64, float64) {
	if missing(lo) {
		lo = 0
	}
	if missing(hi) {
		hi = 0
	}
	if lo > hi {
		lo, hi = hi, lo
	}
	if hi-lo < math.Max(math.Abs(lo), math.Abs(hi))*tiny {
		lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	}
	if hi-lo < 1/limit {
		lo, hi = 0, 1
	}
	return lo, hi
}

// step is the distance between ticks, mantissa × 10^exponent. It is kept in
// two parts because 0.1 and its multiples have no exact form.
type step struct {
	mantissa float64
	exponent int
}

// of is k times the step, correctly rounded.
func (s step) of(k int) float64 {
	v := float64(k) * s.mantissa
	if s.exponent < 0 {
		return v / math.Pow10(-s.exponent)
	}
	return v * math.Pow10(s.exponent)
}

func (s step) whole() bool {
	return s.exponent > 0 || s.exponent == 0 && s.mantissa != 2.5
}

// from lists the multiples of the step from first to last.
func (s step) from(first, last int) []float64 {
	ticks := make([]float64, 0, last-first+1)
	for k := first; k <= last; k++ {
		ticks = append(ticks, s.of(k))
	}
	return ticks
}

// scale maps values to heights: lo is the lower edge of a plot, hi the upper.
type scale struct{ lo, hi float64 }

// height is where v lies between the edges when those are n apart, rounded up
// to whole parts: 0 for lo, n for hi. What lies outside is moved to the edge.
func (s scale) height(v float64, n int) int {
	part := (v - s.lo) / (s.hi - s.lo) * float64(n)
	return min(max(int(math.Ceil(part-tiny)), 0), n)
}

// rangeOf is the smallest range with zero and all values that are not gaps.
// some is false when all are gaps.
func rangeOf(series ...[]float64) (lo, hi float64, some bool) {
	for _, values := range series {
		for _, v := range values {
			if !missing(v) {
				lo, hi, some = math.Min(lo, v), math.Max(hi, v), true
			}
		}
	}
	return lo, hi, some
}
