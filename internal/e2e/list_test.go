//go:build unix

package e2e

import (
	"regexp"
	"strings"
)

// list are the rows of the list of a zoomed pane: what stands left of the
// detail beside it.
func (s screen) list() []string {
	rows := make([]string, len(s.rows))
	for y, row := range s.rows {
		rest, boxed := strings.CutPrefix(row, "│")
		if !boxed {
			continue // a border, the header, the footer
		}
		rows[y], _, _ = strings.Cut(rest, "│")
	}
	return rows
}

// row is where a text stands in the list, -1 for nowhere.
func (s screen) row(text string) int {
	for y, row := range s.list() {
		if strings.Contains(row, text) {
			return y
		}
	}
	return -1
}

// cursor is the row of the list that begins with the mark of the cursor, -1
// for none. The views above the column titles have such a mark as well.
func (s screen) cursor() int {
	list := s.list()
	for y := len(list) - 1; y > 2; y-- {
		if strings.HasPrefix(list[y], " ▌") {
			return y
		}
	}
	return -1
}

// listed reports whether texts stand below each other in the list.
func (s screen) listed(texts ...string) bool {
	last := -1
	for _, text := range texts {
		y := s.row(text)
		if y <= last {
			return false
		}
		last = y
	}
	return true
}

// walk moves the cursor of the list to a row that is in sight, once what the
// last act has set going is over: rows and cursor may change by it. Where they
// still do, it looks again.
func (term *terminal) walk(text string) screen {
	term.t.Helper()
	for range 5 {
		term.wait("a row with "+text, func(s screen) bool { return s.row(text) >= 0 && s.cursor() >= 0 })
		s := term.calm()
		n := s.row(text) - s.cursor()
		switch {
		case s.row(text) < 0 || s.cursor() < 0:
			continue
		case n == 0:
			return s
		case n > 0:
			term.send(strings.Repeat("j", n))
		default:
			term.send(strings.Repeat("k", -n))
		}
		// On the row, or as far as the keys go: the next look tells.
		term.wait("a move to "+text, func(now screen) bool {
			moved := now.cursor() - s.cursor()
			return now.cursor() == now.row(text) || max(moved, -moved) >= max(n, -n)
		})
	}
	term.t.Fatalf("the cursor does not come to %s; the screen:\n%v", text, term.screen())
	return screen{}
}

// zoom goes to a pane and gives it the whole screen.
func (term *terminal) zoom(name string) screen {
	term.t.Helper()
	term.focus(name)
	term.send("z")
	return term.wait(name+" alone", func(s screen) bool {
		b, ok := s.place(name)
		return ok && b.right-b.x+1 == s.width && s.boxes() == 1
	})
}

// refusing is the button of a question that changes nothing, with the focus.
var refusing = regexp.MustCompile(`▌(No|Not now|Keep[a-z ]*) n `)

// asked waits for a question that begins on the button that changes nothing.
func (term *terminal) asked(title string) screen {
	term.t.Helper()
	return term.wait("the question "+title, func(s screen) bool { return s.has("╭─ "+title) && refusing.MatchString(s.text()) })
}

// confirm answers a question. Such a dialog is deaf for a moment after it has
// opened, so that a held key cannot answer it.
func (term *terminal) confirm(title, key string) {
	term.t.Helper()
	term.asked(title)
	term.settle(deaf)
	term.send(key)
	term.waitGone("╭─ " + title)
}
