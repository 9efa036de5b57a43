//go:build unix

package e2e

import "strings"

// field goes to a field of the form that is open, or to its button, by the
// words behind the mark of the cursor.
func (term *terminal) field(label string) screen {
	term.t.Helper()
	s := term.screen()
	for range 40 { // forms are shorter, and Tab goes round
		if s.has("▌" + label) {
			s = term.settle(quiet) // what was typed last may still be on its way
			if s.has("▌" + label) {
				return s
			}
		}
		before := s.marks()
		term.send(tab)
		s = term.wait("another field", func(now screen) bool { return now.marks() != before })
	}
	term.t.Fatalf("no field %q; the screen:\n%v", label, term.screen())
	return screen{}
}

// marks are the words that all marks on the screen stand at: up to the first
// gap, because what is typed into a field stands behind it.
func (s screen) marks() string {
	var words []string
	for _, row := range s.rows {
		if _, rest, ok := strings.Cut(row, "▌"); ok {
			word, _, _ := strings.Cut(rest, "  ")
			words = append(words, word)
		}
	}
	return strings.Join(words, "\n")
}

// fill types into a field of the form that is open, in place of what is there.
func (term *terminal) fill(label, text string) screen {
	term.t.Helper()
	term.field(label)
	term.send(ctrlU, text)
	return term.wait(text+" in "+label, func(s screen) bool { return s.has("▌"+label) && s.has(text) })
}

// push presses the button of the form that is open.
func (term *terminal) push(label string) {
	term.t.Helper()
	term.field("[" + label + "]")
	term.send(enter)
}
