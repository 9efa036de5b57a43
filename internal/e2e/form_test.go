//go:build unix

package e2e

// field goes to a field of the form that is open, or to its button, by the
// words behind the mark of the cursor.
func (term *terminal) field(label string) screen {
	term.t.Helper()
	for range 40 { // forms are shorter, and Tab goes round
		s := term.screen()
		if s.has("▌" + label) {
			return s
		}
		term.send(tab)
		term.wait("another field", func(now screen) bool { return now.text() != s.text() })
	}
	term.t.Fatalf("no field %q; the screen:\n%v", label, term.screen())
	return screen{}
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
