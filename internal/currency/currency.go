// Package currency knows how amounts of a currency are written. Its table is
// made from a library's and tested against it: the library itself, with an
// arithmetic that nothing here needs, takes a tenth of the time that a command
// has to start.
package currency

// fact is how amounts of one currency are written.
type fact struct {
	digits int
	sign   string // empty: there is none, and the code stands for it
}

// usualDigits is the number of decimals of most currencies.
const usualDigits = 2

// Known reports whether code is the ISO 4217 code of a currency.
func Known(code string) bool {
	_, ok := facts(code)
	return ok
}

// Digits is the number of decimals of a currency, 2 for one that is not known.
func Digits(code string) int {
	if f, ok := facts(code); ok {
		return f.digits
	}
	return usualDigits
}

// Sign is what English puts before an amount, such as "$" or "CA$"; ok is false
// where it has the code there.
func Sign(code string) (sign string, ok bool) {
	f, _ := facts(code)
	return f.sign, f.sign != ""
}
