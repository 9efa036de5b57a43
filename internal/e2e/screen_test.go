//go:build unix

package e2e

import (
	"fmt"
	"regexp"
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

// The panes by the names in their borders.
const (
	todoPane      = "To Do"
	financePane   = "Finance"
	snapshotPane  = "Snapshot"
	tasksPane     = "Tasks"
	linksPane     = "Create A Link"
	leadsPane     = "Submit A Lead"
	socialPane    = "Social Accounts"
	campaignsPane = "Campaigns"
	brandsPane    = "Brands"
)

// panes are all of them in the order of their numbers; bottomPanes those that
// are only named where the screen is not large.
var (
	panes       = []string{financePane, snapshotPane, todoPane, tasksPane, linksPane, leadsPane, socialPane, campaignsPane, brandsPane}
	bottomPanes = panes[4:]
)

// box is a rectangle drawn with a border.
type box struct{ x, y, right, bottom int }

// boxesAt are the borders on the screen that begin at a corner, complete or
// not; those of dialogs are among them.
func (s screen) boxesAt() (whole, broken []box) {
	for y, row := range s.cells {
		for x, cell := range row {
			if cell != "╭" {
				continue
			}
			if b, ok := s.border(x, y); ok {
				whole = append(whole, b)
			} else {
				broken = append(broken, box{x: x, y: y})
			}
		}
	}
	return whole, broken
}

// border follows the border from its upper left corner: all four corners and
// both sides must be there.
func (s screen) border(x, y int) (box, bool) {
	b := box{x: x, y: y, right: x + 1, bottom: y + 1}
	for b.right < s.width && s.cells[y][b.right] != "╮" {
		if s.cells[y][b.right] == "╭" {
			return b, false
		}
		b.right++
	}
	if b.right == s.width {
		return b, false
	}
	for ; b.bottom < len(s.cells); b.bottom++ {
		left, right := s.cells[b.bottom][x], s.cells[b.bottom][b.right]
		if left == "╰" && right == "╯" {
			return b, true
		}
		if left != "│" || right != "│" {
			return b, false
		}
	}
	return b, false
}

// boxes counts the borders that are complete: corners, sides, bottom.
func (s screen) boxes() int {
	whole, _ := s.boxesAt()
	return len(whole)
}

// place is the border of the pane with that name.
func (s screen) place(name string) (box, bool) {
	whole, _ := s.boxesAt()
	for _, b := range whole {
		title := strings.TrimLeft(strings.Join(s.cells[b.y][b.x+1:b.right], ""), " ▌123456789")
		if rest, ok := strings.CutPrefix(title, name); ok && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "─")) {
			return b, true
		}
	}
	return box{}, false
}

// pane is the text of the pane with that name, border included; without a
// border, the rows from its title on. Empty when the pane is not there.
func (s screen) pane(name string) string {
	if b, ok := s.place(name); ok {
		var rows []string
		for _, row := range s.cells[b.y : b.bottom+1] {
			rows = append(rows, strings.Join(row[b.x:b.right+1], ""))
		}
		return strings.Join(rows, "\n")
	}
	_, top, ok := s.find(name)
	if !ok || s.boxes() > 0 {
		return ""
	}
	return strings.Join(s.rows[top:len(s.rows)-1], "\n")
}

// number is the number of a pane as its border or its name in the rail tells
// it, and whether the focus is there.
func (s screen) number(name string) (n string, focused, ok bool) {
	for _, row := range s.rows {
		if !strings.Contains(row, name) {
			continue
		}
		if m := regexp.MustCompile(`(▌?)([1-9]) ` + regexp.QuoteMeta(name) + `(  | ─| ·| │| ✗|$| [0-9])`).FindStringSubmatch(row); m != nil {
			return m[2], m[1] != "", true
		}
	}
	return "", false, false
}

// on reports whether the focus is on the pane with that name.
func (s screen) on(name string) bool {
	_, focused, _ := s.number(name)
	return focused
}

// prose is the text of a pane with borders and line breaks taken out, so that
// sentences can be found that are wrapped.
func prose(pane string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╭", " ", "╮", " ", "╰", " ", "╯", " ", "─", " ").Replace(pane)), " ")
}

// framed reports whether a frame of the large screen is complete: header, the
// borders of Finance and of all other panes that are drawn, footer.
func (s screen) framed() bool {
	_, finance := s.place(financePane)
	whole, broken := s.boxesAt()
	return strings.Contains(s.header(), "impactdash") && finance && len(whole) > 1 && len(broken) == 0 &&
		strings.Contains(s.footer(), "q quit")
}

// loaded reports whether all panes show their data, whatever the size.
func (s screen) loaded() bool {
	return strings.Contains(s.header(), "live") && s.figured()
}

// figured reports whether all panes show data, wherever it is from.
func (s screen) figured() bool {
	return s.has("Pending", "Clicks", "┤") && !strings.Contains(strings.ToLower(s.text()), "loading")
}
