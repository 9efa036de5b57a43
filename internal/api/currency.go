package api

import "strings"

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
