//go:build unix

package e2e

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/vt"
)

// screen is what the terminal shows at one moment: rows of cells as text.
type screen struct {
	width int
	rows  []string
	cells [][]string // one text a cell; empty behind a wide character
}

// look copies the emulator's screen.
func look(e *vt.Emulator) screen {
	s := screen{width: e.Width()}
	for y := range e.Height() {
		row := make([]string, s.width)
		for x := range row {
			row[x] = " "
			if c := e.CellAt(x, y); c != nil && (c.Content != "" || c.Width == 0) {
				row[x] = c.Content
			}
		}
		s.cells = append(s.cells, row)
		s.rows = append(s.rows, strings.TrimRight(strings.Join(row, ""), " "))
	}
	return s
}

// String is the screen in a frame, for failures.
func (s screen) String() string {
	var b strings.Builder
	for y, row := range s.rows {
		fmt.Fprintf(&b, "%3d|%s\n", y, row)
	}
	return b.String()
}

func (s screen) text() string { return strings.Join(s.rows, "\n") }

// has reports whether all the texts are on the screen, each within a row.
func (s screen) has(texts ...string) bool {
	all := s.text()
	for _, t := range texts {
		if !strings.Contains(all, t) {
			return false
		}
	}
	return true
}

// find is the first cell of a text.
func (s screen) find(text string) (x, y int, ok bool) {
	for y, row := range s.rows {
		if i := strings.Index(row, text); i >= 0 {
			return len([]rune(row[:i])), y, true // no wide characters are drawn
		}
	}
	return 0, 0, false
}

func (s screen) header() string { return s.rows[0] }
func (s screen) footer() string { return s.rows[len(s.rows)-1] }

// pane is the text of the rows of the pane with that title, title row and
// lower border included; empty when the pane is not there.
func (s screen) pane(title string) string {
	_, top, ok := s.find(title)
	if !ok {
		return ""
	}
	for y := top + 1; y < len(s.rows); y++ {
		if strings.HasPrefix(s.rows[y], "╰") {
			return strings.Join(s.rows[top:y+1], "\n")
		}
	}
	return strings.Join(s.rows[top:len(s.rows)-1], "\n")
}

// prose is the text of a pane with borders and line breaks taken out, so that
// sentences can be found that are wrapped.
func prose(pane string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╭", " ", "╮", " ", "╰", " ", "╯", " ", "─", " ").Replace(pane)), " ")
}

// boxes counts the panes whose border is complete: corners, sides, bottom.
func (s screen) boxes() int {
	n := 0
	for top, row := range s.cells {
		if row[0] != "╭" || row[s.width-1] != "╮" {
			continue
		}
		for y := top + 1; y < len(s.cells); y++ {
			left, right := s.cells[y][0], s.cells[y][s.width-1]
			if left == "╰" && right == "╯" {
				n++
				break
			}
			if left != "│" || right != "│" {
				break
			}
		}
	}
	return n
}

// framed reports whether a frame of the large screen is complete: header, both
// panes' borders, footer.
func (s screen) framed() bool {
	return strings.Contains(s.header(), "impactdash") && s.boxes() == 2 &&
		s.has("1 Finance", "2 Snapshot") && strings.Contains(s.footer(), "q quit")
}

// loaded reports whether both panes show their data, whatever the size.
func (s screen) loaded() bool {
	return strings.Contains(s.header(), "live") && s.has("Pending", "Clicks", "┤") &&
		!strings.Contains(strings.ToLower(s.text()), "loading")
}
