package api

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// grouped is a number with thousands separators at the right places. A comma
// anywhere else could be a decimal comma, and guessing makes 12,5 into 125.
var grouped = regexp.MustCompile(`^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$`)

// parseNumber reads a decimal of the wire or of a report: JSON numbers with an
// exponent included, thousands separators included, never through a float.
func parseNumber(s string) (decimal.Decimal, error) {
	if strings.Contains(s, ",") && !grouped.MatchString(s) {
		return decimal.Decimal{}, fmt.Errorf("%q is not a decimal number", s)
	}
	return partner.ParseDecimal(s)
}

// isCurrency reports whether s looks like an ISO 4217 code.
func isCurrency(s string) bool {
	if len(s) != 3 {
		return false
	}
	for _, b := range []byte(strings.ToUpper(s)) {
		if b < 'A' || b > 'Z' {
			return false
		}
	}
	return true
}
