package field

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/format"
)

// longest is how many bytes of text a field takes; more is left out, so that a
// paste of a whole file does not stop the program.
const longest = 20_000

// Edit is a text with a cursor, of one line or of several. It measures in
// cells, so that the terminal's own cursor stands right after wide characters
// and in texts that are longer than the field. What is typed and pasted is
// cleaned as text from outside is.
type Edit struct {
	head, tail string // before and after the cursor
	many       bool   // may hold several lines
	w, h       int
}

// NewEdit makes an empty text of one line, or of several.
func NewEdit(many bool) *Edit { return &Edit{many: many} }

// Value is the whole text; lines end with "\n".
func (e *Edit) Value() string { return e.head + e.tail }

// SetValue replaces the text and puts the cursor behind it.
func (e *Edit) SetValue(s string) {
	e.head, e.tail = "", ""
	e.insert(s)
}

// Resize says how many cells the text has.
func (e *Edit) Resize(w, h int) { e.w, e.h = max(w, 1), max(h, 1) }

// Update takes what is typed and pasted and the editing keys of readline. It
// reports whether the text has changed.
func (e *Edit) Update(msg tea.Msg) (changed bool) {
	before := len(e.head) + len(e.tail)
	switch msg := msg.(type) {
	case tea.PasteMsg:
		e.insert(msg.Content)
	case tea.KeyPressMsg:
		if msg.Text != "" {
			e.insert(msg.Text)
		} else {
			e.key(msg.String())
		}
	}
	return len(e.head)+len(e.tail) != before
}

// Break begins a new line; it reports false where there is only one.
func (e *Edit) Break() bool {
	if e.many {
		e.insert("\n")
	}
	return e.many
}

func (e *Edit) insert(s string) {
	room := longest - len(e.head) - len(e.tail)
	s = strings.ToValidUTF8(s[:min(len(s), max(room, 0))], "")
	if !e.many {
		e.head += format.Safe(s)
		return
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
	for i := range lines {
		lines[i] = format.Safe(lines[i])
	}
	e.head += strings.Join(lines, "\n")
}

// key does what an editing key does. The names that are never bound in the
// program are here because terminals send them for Backspace.
func (e *Edit) key(stroke string) {
	switch stroke {
	case "left":
		e.move(len(e.head) - len(last(e.head)))
	case "right":
		e.move(len(e.head) + len(first(e.tail)))
	case "ctrl+left":
		e.move(wordBefore(e.head))
	case "ctrl+right":
		e.move(len(e.head) + wordAfter(e.tail))
	case "home", "ctrl+a":
		e.move(lineStart(e.head))
	case "end", "ctrl+e":
		e.move(len(e.head) + lineEnd(e.tail))
	case "backspace", "ctrl+h":
		e.head = e.head[:len(e.head)-len(last(e.head))]
	case "delete", "ctrl+d":
		e.tail = e.tail[len(first(e.tail)):]
	case "ctrl+w", "ctrl+backspace":
		e.head = e.head[:wordBefore(e.head)]
	case "ctrl+u":
		e.head = e.head[:lineStart(e.head)]
	case "ctrl+k":
		e.tail = e.tail[lineEnd(e.tail):]
	}
}

// move puts the cursor before a byte of the text.
func (e *Edit) move(at int) {
	all := e.Value()
	at = min(max(at, 0), len(all))
	e.head, e.tail = all[:at], all[at:]
}

// first is the first character of a text as a reader counts them, marks that
// combine included.
func first(s string) string {
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return c
}

// last is the last character of a text.
func last(s string) string {
	rest := s[lineStart(s):]
	if rest == "" && s != "" {
		return "\n"
	}
	var c string
	for rest != "" {
		c = first(rest)
		rest = rest[len(c):]
	}
	return c
}

func lineStart(s string) int { return strings.LastIndexByte(s, '\n') + 1 }

func lineEnd(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

const blank = " \n"

func wordBefore(s string) int {
	s = strings.TrimRight(s, blank)
	return strings.LastIndexAny(s, blank) + 1
}

func wordAfter(s string) int {
	rest := strings.TrimLeft(s, blank)
	if i := strings.IndexAny(rest, blank); i >= 0 {
		return len(s) - len(rest) + i
	}
	return len(s)
}

// View is the part of the text around the cursor, in as many rows as Resize
// said at most, and the cell of the cursor in it. Rows are not filled up.
func (e *Edit) View() (rows []string, x, y int) {
	if !e.many {
		row, x := e.line()
		return []string{row}, x, 0
	}
	spans := e.wrap()
	at := e.row(spans)
	from := min(max(at-e.h/2, 0), max(len(spans)-e.h, 0))
	all := e.Value()
	for _, s := range spans[from:min(from+e.h, len(spans))] {
		rows = append(rows, ansi.Truncate(all[s.from:s.to], e.w, ""))
	}
	return rows, min(format.Width(e.head[spans[at].from:]), e.w-1), at - from
}

// line is the part of the only line that is seen. Up to a third of the width
// shows what follows the cursor.
func (e *Edit) line() (row string, x int) {
	before, after := format.Width(e.head), format.Width(e.tail)
	if before+after < e.w {
		return e.head + e.tail, before
	}
	most := e.w - 1 - min(after, e.w/3)
	left := e.head
	for drop := before - most; format.Width(left) > most; drop++ { // once more where a wide character is in the way
		left = ansi.TruncateLeft(e.head, drop, "")
	}
	x = format.Width(left)
	return left + ansi.Truncate(e.tail, e.w-x, ""), x
}

// span is a row of a wrapped text: the bytes it shows.
type span struct{ from, to int }

// wrap breaks the text after blanks, or anywhere in a word that is longer than
// a row. One cell stays free for the cursor; a blank at the end of a row may
// take it.
func (e *Edit) wrap() []span {
	all, most := e.Value(), max(e.w-1, 1)
	var out []span
	for from := 0; ; {
		end := from + lineEnd(all[from:])
		out = append(out, breaks(all, span{from, end}, most)...)
		if end == len(all) {
			return out
		}
		from = end + 1
	}
}

// breaks are the rows of one line of a text.
func breaks(all string, line span, most int) []span {
	var out []span
	row, gap, used := span{line.from, line.from}, line.from, 0
	for row.to < line.to {
		c, w := ansi.FirstGraphemeCluster(all[row.to:line.to], ansi.GraphemeWidth)
		if c != " " && used+w > most && row.to > row.from {
			cut := row.to
			if gap > row.from {
				cut = gap
			}
			out = append(out, span{row.from, cut})
			row.from, used = cut, format.Width(all[cut:row.to])
			continue
		}
		row.to += len(c)
		used += w
		if c == " " {
			gap = row.to
		}
	}
	return append(out, row)
}

// row is the row the cursor is in: the last that does not begin behind it.
func (e *Edit) row(spans []span) int {
	at := 0
	for i, s := range spans {
		if s.from <= len(e.head) {
			at = i
		}
	}
	return at
}

// Step moves the cursor up (-1) or down (1) by a row. It reports false at the
// first and last row, where the cursor stays.
func (e *Edit) Step(n int) bool {
	if !e.many {
		return false
	}
	spans := e.wrap()
	at := e.row(spans)
	to := at + n
	if to < 0 || to >= len(spans) {
		return false
	}
	want := format.Width(e.head[spans[at].from:])
	s := spans[to]
	text := e.Value()[s.from:s.to]
	left := ansi.Truncate(text, want, "")
	if len(left) == len(text) && to+1 < len(spans) && spans[to+1].from == s.to {
		left = left[:len(left)-len(last(left))] // behind it is the next row
	}
	e.move(s.from + len(left))
	return true
}
