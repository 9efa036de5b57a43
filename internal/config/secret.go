package config

import (
	"fmt"
	"io"
)

// Secret is a text that does not print itself.
type Secret string

// String hides the secret from logs, errors and formatting of all kinds.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "********"
}

// Format prints String for every verb, so that not even %d shows the secret.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) } // State reports errors itself

// MarshalText hides the secret from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal is the secret itself, for the one place that sends it.
func (s Secret) Reveal() string { return string(s) }
