package sandbox

import (
	"math/bits"
	"strconv"
)

// currency is an index into currencies.
type currency uint8

const (
	usd currency = iota
	eur
	gbp
)

// currencies are the ones programs pay in, with the fixed rate at which the
// account (USD) is credited: hundredths of a cent per cent.
var currencies = [...]struct {
	code string
	rate int64 // 10,000 = one for one
}{
	usd: {"USD", 10_000},
	eur: {"EUR", 10_800},
	gbp: {"GBP", 12_700},
}

func (c currency) String() string { return currencies[c].code }

// toAccount converts cents of c to cents of the account, half away from zero.
// Every figure in account currency is a sum of amounts converted one by one, so
// that all reports agree to the cent.
func (c currency) toAccount(cents int64) int64 {
	return percentOf(cents, currencies[c].rate)
}

// percentOf is rate of cents, rate in hundredths of a percent, rounded half
// away from zero.
func percentOf(cents, rate int64) int64 {
	const whole = 10_000
	if n := cents * rate; n < 0 {
		return -((-n + whole/2) / whole)
	}
	return (cents*rate + whole/2) / whole
}

// appendCents appends a decimal with two places.
func appendCents(b []byte, cents int64) []byte {
	if cents < 0 {
		b = append(b, '-')
		cents = -cents
	}
	b = strconv.AppendInt(b, cents/100, 10)
	return append(b, '.', byte('0'+cents/10%10), byte('0'+cents%10))
}

func formatCents(cents int64) string { return string(appendCents(nil, cents)) }

// groupedCents is formatCents with commas between thousands, as the paystub
// reports print money.
func groupedCents(cents int64) string {
	s := formatCents(cents)
	first := 0
	if s[0] == '-' {
		first = 1
	}
	for i := len(s) - 6; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// ratio prints num/den with the given number of places, cut off and not rounded;
// den 0 gives zero. The performance reports print 18 places, which no float has.
func ratio(num, den int64, places int) string {
	var b []byte
	if num < 0 {
		b, num = append(b, '-'), -num
	}
	d := uint64(max(den, 0))
	if d == 0 {
		num, d = 0, 1
	}
	b = strconv.AppendUint(b, uint64(num)/d, 10)
	b = append(b, '.')
	rest := uint64(num) % d
	for range places {
		hi, lo := bits.Mul64(rest, 10)
		digit, r := bits.Div64(hi, lo, d)
		b, rest = append(b, byte('0'+digit)), r
	}
	return string(b)
}
