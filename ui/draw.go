package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
)

// screen remembers what was composed last and from what, so that a message
// that changes nothing gives back the identical string.
type screen struct {
	fresh bool // no message came since
	held  bool // only replies came since, and more of them may
	waits bool // a gatheredMsg is on its way
	opens bool // nothing was drawn yet: the first frame waits for what is kept
	view  tea.View
	parts []string
	text  string

	titles []drawnTitle // of the panes
}

// View implements tea.Model.
func (m *Model) View() tea.View {
	if m.screen.held && !m.screen.opens {
		return m.screen.view
	}
	m.screen.opens = m.screen.opens && m.reading()
	v := tea.NewView(m.content())
	v.AltScreen = true
	v.ReportFocus = true // refreshes are fewer while nobody looks
	if m.mouse {
		v.MouseMode = tea.MouseModeAllMotion
	}
	v.Cursor = m.cursor()
	m.screen.view = v
	return v
}

// content composes the screen: header, panes, footer, and the dialog on top.
func (m *Model) content() string {
	if m.w <= 0 || m.h <= 0 || m.screen.opens {
		return ""
	}
	if m.layout.tooSmall {
		return m.tooSmall()
	}
	if m.screen.fresh {
		return m.screen.text
	}
	parts := m.parts()
	m.screen.fresh = true
	if slices.Equal(parts, m.screen.parts) {
		return m.screen.text
	}
	rows := make([]string, 0, m.h)
	rows = append(rows, parts[0])
	if m.layout.strip != "" {
		rows = append(rows, parts[1])
	}
	rows = m.splice(rows, parts[2:])
	for len(rows) < m.h-1 {
		rows = append(rows, line.Blank(m.w))
	}
	rows = m.veiled(append(rows[:m.h-1], parts[3+2*len(m.layout.places)]))
	if len(m.dialogs) > 0 {
		rows = m.overlay(rows)
	}
	m.screen.parts, m.screen.text = parts, m.theme.Glyph.Spell(strings.Join(rows, "\n"))
	return m.screen.text
}

// parts are the strings the screen is made of: header, strip, border and
// content of every visible pane, rail, footer and dialog.
func (m *Model) parts() []string {
	parts := []string{m.header(), ""}
	if m.layout.strip != "" {
		parts[1] = m.panes[m.byID[m.layout.strip]].(pane.Stripped).Strip(m.w)
	}
	for _, at := range m.layout.places {
		i := m.byID[at.id]
		parts = append(parts, m.titleRow(i, at), m.panes[i].View())
	}
	parts = append(parts, m.railView(), m.footer())
	if len(m.dialogs) > 0 {
		parts = append(parts, m.top().Title(), m.top().View(m.theme))
	}
	return parts
}

// splice adds the rows of the panes: places come in bands of equal rows, and
// in a band the rows of each pane are put side by side. Nothing is measured,
// because each pane is exactly as large as its place.
func (m *Model) splice(rows []string, parts []string) []string {
	grid := make([]strings.Builder, m.h)
	order := slices.Clone(m.layout.places)
	slices.SortStableFunc(order, func(a, b place) int { return a.x - b.x })
	for _, at := range order {
		i := slices.Index(m.layout.places, at)
		for n, row := range m.boxed(at, parts[2*i], parts[2*i+1]) {
			grid[at.y+n].WriteString(row)
		}
	}
	if m.layout.rail.h > 0 { // below or to the right of all places
		for n, row := range strings.Split(parts[2*len(order)], "\n") {
			grid[m.layout.rail.y+n].WriteString(row)
		}
	}
	for y := len(rows); y < m.h-1; y++ {
		rows = append(rows, grid[y].String())
	}
	return rows
}

// boxed is a pane with its title row and, where there is room, its border.
func (m *Model) boxed(at place, title, view string) []string {
	body := strings.Split(view, "\n")
	if !at.boxed {
		return append([]string{title}, body...)
	}
	g := m.theme.Glyph
	side := m.theme.Border.Render(g.Vertical)
	rows := make([]string, 0, at.h)
	rows = append(rows, title)
	for _, b := range body {
		rows = append(rows, side+" "+b+" "+side)
	}
	bottom := g.BottomLeft + strings.Repeat(g.Horizontal, max(at.w-2, 0)) + g.BottomRight
	return append(rows, m.theme.Border.Render(bottom))
}

// titleRow is the upper border: mark and title, and what the pane's data is
// doing. Focus changes the name alone, because a recoloured border would send
// every row of the pane again.
func (m *Model) titleRow(i int, at place) string {
	made := titled{m.title(i), m.statusWord(m.panes[i].Status()) + m.placeWord(i), at.w, at.boxed, i == m.focus, m.theme}
	if m.screen.titles == nil {
		m.screen.titles = make([]drawnTitle, len(m.panes))
	}
	memo := &m.screen.titles[i]
	if memo.of != made {
		*memo = drawnTitle{made, made.draw()}
	}
	return memo.row
}

// titled is all that the title row of a pane depends on.
type titled struct {
	title, status string
	w             int
	boxed         bool
	focused       bool
	theme         *theme.Theme
}

// drawnTitle remembers a title row: most of them are the same after most
// messages.
type drawnTitle struct {
	of  titled
	row string
}

func (at titled) draw() string {
	t, status := at.theme, at.status
	g := t.Glyph
	left, right, fill := g.TopLeft, g.TopRight, g.Horizontal
	if !at.boxed {
		left, right = "", ""
	}
	style, mark := t.Title, " "
	if at.focused {
		style, mark = t.Focus, g.Mark
	}
	l := line.New(at.w)
	l.Add(t.Border, left)
	room := at.w - 2*len([]rune(left)) - ansi.StringWidth(status) - 4
	name, facts, more := strings.Cut(format.Cut(at.title, max(room, 1)), factGap)
	l.Add(style, mark+name)
	if more {
		l.Add(t.Muted, factGap+facts)
	}
	l.Add(t.Border, " ")
	if status = strings.TrimSpace(status); status != "" {
		l.Add(t.Border, strings.Repeat(fill, max(l.Left()-ansi.StringWidth(status)-2-2*len([]rune(right)), 0)))
		l.Add(t.Muted, " "+status+" ")
	}
	l.Add(t.Border, strings.Repeat(fill, max(l.Left()-len([]rune(right)), 0))+right)
	return l.String()
}

// title is a pane's number and title, with its count before the other facts.
func (m *Model) title(i int) string {
	name, facts, more := strings.Cut(m.panes[i].Title(), factGap)
	text := name
	if !m.seats[i].screen {
		text = fmt.Sprintf("%d %s", i+1, name)
	}
	if n, known := count(m.panes[i]); known {
		text += factGap + n
	}
	if more {
		text += factGap + facts
	}
	return text
}

// count is how many things a pane lists, in words.
func count(p pane.Pane) (text string, known bool) {
	c, ok := p.(pane.Counted)
	if !ok {
		return "", false
	}
	n, known := c.Count()
	return countOf(n), known
}

func countOf(n int) string { return format.Count(int64(n)) }

// statusWord is the age of the data when it is older than a minute, and a
// mark while a request is under way.
func (m *Model) statusWord(s pane.Status) string {
	var words []string
	if s.Loading && !s.AsOf.IsZero() {
		words = append(words, m.theme.Glyph.Refresh)
	}
	if age := m.now.Sub(s.AsOf); !s.AsOf.IsZero() && age >= time.Minute {
		words = append(words, format.Age(age)+" old")
	}
	return strings.Join(words, " ")
}

// placeWord says that there are other panes where no rail does.
func (m *Model) placeWord(i int) string {
	if m.full() || len(m.layout.places) > 1 || m.layout.rail.h > 0 || m.w < placeFrom {
		return ""
	}
	return fmt.Sprintf("  %d of %d", i+1, m.numbered())
}

// placeFrom is the width from which a title has room for its place among the
// panes.
const placeFrom = 60

func (m *Model) tooSmall() string {
	text := fmt.Sprintf("impactdash needs %d×%d cells, this terminal has %d×%d.", minWidth, minHeight, m.w, m.h)
	return format.Fit(ansi.Wrap(m.theme.Glyph.Spell(text), max(m.w, 1), ""), m.w, m.h)
}

// overlay draws the top dialog over the middle of the screen.
func (m *Model) overlay(rows []string) []string {
	x, y, box := m.dialogBox()
	for i, b := range box {
		if n := y + i; n >= 0 && n < len(rows) {
			w := ansi.StringWidth(b)
			left := format.Fit(ansi.Truncate(rows[n], x, ""), x, 1)
			rows[n] = left + b + rightOf(rows[n], x+w, m.w)
		}
	}
	return rows
}

// rightOf is what a row of width cells has from column x on. Half of a wide
// character at the cut becomes a blank.
func rightOf(row string, x, width int) string {
	want := max(width-x, 0)
	right := ansi.TruncateLeft(row, x, "")
	if ansi.StringWidth(right) > want {
		right = ansi.TruncateLeft(row, x+1, "")
	}
	return line.Blank(want-ansi.StringWidth(right)) + right
}

// dialogBox is the top dialog in its border, and where it stands.
func (m *Model) dialogBox() (x, y int, rows []string) {
	t, d := m.theme, m.top()
	g := t.Glyph
	body := strings.Split(d.View(t), "\n")
	w := ansi.StringWidth(d.Title()) + 4
	for _, b := range body {
		w = max(w, ansi.StringWidth(b)+2)
	}
	w = max(min(w, m.w-2), 2)
	head := line.New(w+2).Add(t.Border, g.TopLeft+g.Horizontal+" ").Add(t.Focus, d.Title())
	head.Add(t.Border, " "+strings.Repeat(g.Horizontal, max(head.Left()-2, 0))+g.TopRight)
	rows = append(rows, head.String())
	side := t.Border.Render(g.Vertical)
	for _, b := range body {
		rows = append(rows, side+" "+format.Fit(b, w-1, 1)+side)
	}
	rows = append(rows, t.Border.Render(g.BottomLeft+strings.Repeat(g.Horizontal, w)+g.BottomRight))
	return max((m.w-w-2)/2, 0), max((m.h-len(rows))/2, 0), m.veiled(rows)
}

// cursor is the terminal's cursor for whoever has a text field.
func (m *Model) cursor() *tea.Cursor {
	if m.layout.tooSmall || m.w <= 0 {
		return nil
	}
	if len(m.dialogs) > 0 {
		if c := m.top().Cursor(); c != nil {
			x, y, _ := m.dialogBox()
			c.X, c.Y = c.X+x+2, c.Y+y+1
			return c
		}
		return nil
	}
	p, ok := m.focused().(pane.Cursored)
	at, seen := m.layout.find(m.focused().ID())
	if !ok || !seen {
		return nil
	}
	c := p.Cursor()
	if c != nil {
		x, y := at.origin()
		c.X, c.Y = c.X+x, c.Y+y
	}
	return c
}
