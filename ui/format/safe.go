package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Control characters that Safe looks for. The C1 ones are the eight-bit forms
// of ESC followed by the letter in the comment.
const (
	bel = 0x07
	can = 0x18
	sub = 0x1a
	esc = 0x1b
	del = 0x7f

	dcs = 0x90 // P
	sos = 0x98 // X
	csi = 0x9b // [
	st  = 0x9c // \
	osc = 0x9d // ]
	pm  = 0x9e // ^
	apc = 0x9f // _
)

// Safe cleans text that came from outside so that it can be put on the screen
// as it is. Escape sequences go as a whole, with their text when they are
// ended properly; so do control characters, marks that change the direction
// of writing, and invisible characters on whose width terminals disagree.
// Each run of tabs and line ends becomes one space, bytes that are not UTF-8
// become U+FFFD. Safe text stays as it is and costs no allocation.
func Safe(s string) string {
	i := dirty(s, 0)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for i < len(s) {
		text, n := clean(s[i:])
		b.WriteString(text)
		i += n
		next := dirty(s, i)
		b.WriteString(s[i:next])
		i = next
	}
	return b.String()
}

// dirty is the index of the first byte at or after i that Safe must change,
// len(s) if there is none.
func dirty(s string, i int) int {
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' || c == del {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || unwanted(r) || lineEnd(r) {
			return i
		}
		i += n
	}
	return len(s)
}

// unwanted reports whether a rune beyond ASCII is left out. The class Cf has
// the marks for direction, joining and tagging; the others are cell-less
// modifiers that Lip Gloss and the terminal count differently.
func unwanted(r rune) bool {
	switch {
	case r < 0xa0:
		return true
	case r >= 0x2060 && r <= 0x2069, r >= 0xfe00 && r <= 0xfe0f:
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff: // skin tones
		return true
	case r == 0x034f, r == 0x20e3: // joiner, keycap
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

func lineEnd(r rune) bool { return r == '\u2028' || r == '\u2029' }

// clean reads what begins at a dirty index: the text that replaces it and how
// many bytes it takes, at least one.
func clean(s string) (text string, n int) {
	if n := spaces(s); n > 0 {
		return " ", n
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1:
		return "\uFFFD", 1
	case r == esc:
		return "", escape(s)
	case r == csi:
		return "", n + control(s[n:])
	case r == dcs, r == sos, r == osc, r == pm, r == apc:
		return "", n + payload(s[n:], r == osc)
	}
	return "", n
}

// spaces is the length of the run of tabs and line ends at the start of s.
func spaces(s string) int {
	for i, r := range s {
		if (r < '\t' || r > '\r') && !lineEnd(r) {
			return i
		}
	}
	return len(s)
}

// escape is the length of the sequence that the ESC at s[0] begins.
func escape(s string) int {
	if len(s) < 2 {
		return 1
	}
	switch c := s[1]; {
	case c == '[':
		return 2 + control(s[2:])
	case c == 'P', c == 'X', c == '^', c == '_', c == ']':
		return 2 + payload(s[2:], c == ']')
	case c >= 0x20 && c <= 0x2f: // intermediates, then one final
		i := 2
		for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
			i++
		}
		if i < len(s) && s[i] >= 0x30 && s[i] < del {
			i++
		}
		return i
	case c >= 0x30 && c < del:
		return 2
	}
	return 1
}

// control is the length of the parameters and the final of a control
// sequence; one that is broken off ends where it breaks.
func control(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x40 && c < del:
			return i + 1
		case c < 0x20 || c >= del:
			return i
		}
	}
	return len(s)
}

// payload is the length of the text of a control string and of its end. BEL
// ends only an operating system command. Text that never ends is kept: a
// title that was cut should not take the rest of the line with it.
func payload(s string, belEnds bool) int {
	for i, r := range s {
		switch {
		case r == bel && belEnds, r == can, r == sub:
			return i + 1
		case r == st:
			return i + utf8.RuneLen(st)
		case r == esc && strings.HasPrefix(s[i+1:], `\`):
			return i + 2
		case r == esc, r >= 0x80 && r < 0xa0:
			return i // aborted by another sequence
		}
	}
	return 0
}
