package format

import (
	"strconv"
	"strings"

	"github.com/govalues/decimal"
)

// Count is a whole number with separators: "12,482".
func Count(n int64) string {
	text := strconv.FormatInt(n, 10)
	if digits, negative := strings.CutPrefix(text, "-"); negative {
		return "-" + group(digits)
	}
	return group(text)
}

// group puts a comma between each three digits of a whole number.
func group(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	b.Grow(len(digits) + len(digits)/3)
	for i, c := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// round is d with exactly scale decimals, half away from zero. (The library
// itself rounds half to even.)
func round(d decimal.Decimal, scale int) decimal.Decimal {
	if d.Scale() <= scale {
		return d.Pad(scale)
	}
	sum, err := d.Abs().Add(decimal.MustNew(5, scale+1))
	if err != nil { // only beyond 19 digits, where no fraction is left
		return d.Round(scale)
	}
	return sum.Trunc(scale).CopySign(d)
}

// grouped is d rounded to scale decimals with separators and a minus sign
// apart from it: "1,234.50", negative.
func grouped(d decimal.Decimal, scale int) (text string, negative bool) {
	d = round(d, scale)
	whole, fraction, _ := strings.Cut(d.Abs().String(), ".")
	text = group(whole)
	if fraction != "" {
		text += "." + fraction
	}
	return text, d.IsNeg()
}

// number is d rounded to scale decimals with separators: "-1,234.50".
func number(d decimal.Decimal, scale int) string {
	text, negative := grouped(d, scale)
	if negative {
		return "-" + text
	}
	return text
}

// Percent is a value that is already in percent, rounded to a number of
// decimals: "3.05 %".
func Percent(d decimal.Decimal, digits int) string {
	return number(d, max(digits, 0)) + " %"
}

// Change is how much cur differs from prev, relative to prev and without a
// sign: "12.3 %", at most ">999 %". dir is +1 for a rise, -1 for a fall and 0
// for neither; the caller shows it as a mark. From a prev of zero there is no
// relative change: ok is false and the caller shows the figure itself.
func Change(cur, prev decimal.Decimal) (text string, dir int, ok bool) {
	dir = cur.Cmp(prev)
	if prev.IsZero() {
		return "", dir, false
	}
	if dir == 0 {
		return "0 %", 0, true
	}
	diff, err := cur.Sub(prev)
	if err != nil {
		return "", dir, false
	}
	return share(diff.Abs(), prev.Abs()), dir, true
}

// share is part in percent of whole, both positive: one decimal that is not
// zero, none from a hundred up.
func share(part, whole decimal.Decimal) string {
	quotient, err := part.Quo(whole)
	if err != nil || quotient.Cmp(decimal.Ten) >= 0 {
		return ">999 %"
	}
	percent, err := quotient.Mul(decimal.Hundred)
	if err != nil {
		return ">999 %"
	}
	percent = round(percent, 1)
	switch {
	case percent.IsZero():
		return "<0.1 %"
	case percent.Cmp(decimal.Hundred) >= 0:
		percent = round(percent, 0)
	}
	if percent.Cmp(decimal.Thousand) >= 0 {
		return ">999 %"
	}
	return percent.Trim(0).String() + " %"
}
