package triage

import (
	"time"

	"impactdash/ui/component/line"
	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// Sizes of the detail, in cells and lines.
const (
	splitFrom   = 100 // width from which the detail stands beside the list
	detailShare = 40  // of the width, in percent, unless a pane wants less
	detailLeast = 36
	splitGap    = 3 // the rule between list and detail, a blank on either side
	detailStep  = 3 // lines the detail is scrolled by
)

// wide reports whether list and detail stand side by side.
func (m *Model[T]) wide() bool { return m.frame.Width >= splitFrom }

// detailShown reports whether the detail is on the screen.
func (m *Model[T]) detailShown() bool {
	if m.spec.Detail == nil || !m.frame.Zoomed {
		return false
	}
	if m.wide() {
		return m.side
	}
	return m.over
}

// toggleDetail shows or hides the detail beside the list, or steps between the
// two where there is room for one.
func (m *Model[T]) toggleDetail() {
	m.drawn = ""
	if m.wide() {
		m.side = !m.side
	} else {
		m.over = !m.over
	}
}

// detailWidth is the width the detail is drawn in.
func (m *Model[T]) detailWidth() int {
	if !m.wide() {
		return m.frame.Width
	}
	w := m.frame.Width * detailShare / 100
	if most := m.spec.DetailMost; most > 0 {
		w = min(w, most)
	}
	return max(detailLeast, w)
}

// drawnSheet is the detail of a row as lines, kept until something it was made
// of changes.
type drawnSheet struct {
	key   string // of the row the scrolling belongs to
	of    int32  // index of the item the lines are of
	width int
	now   time.Time
	theme *theme.Theme
	lines []string
}

// sheetLines are all lines of the detail of the row under the cursor.
func (m *Model[T]) sheetLines() []string {
	i, ok := m.current()
	if !ok {
		return nil
	}
	s, w := &m.sheet, m.detailWidth()
	if s.theme != m.frame.Theme || s.of != i || s.width != w || !s.now.Equal(m.frame.Now) {
		text := sheet.New(w, m.frame.Theme)
		m.spec.Detail(m.items[i], text, m.frame.Now)
		s.of, s.width, s.now, s.theme, s.lines = i, w, m.frame.Now, m.frame.Theme, text.Lines()
	}
	return s.lines
}

// scrollDetail scrolls by n lines, as far as there is text.
func (m *Model[T]) scrollDetail(n int) {
	most := max(len(m.sheetLines())-m.room, 0)
	m.scroll = max(min(m.scroll+n, most), 0)
	m.drawn = ""
}

// detail draws the visible part of the detail in exactly h lines. Where there
// is more below, the last line says so.
func (m *Model[T]) detail(h int) []string {
	lines, w := m.sheetLines(), m.detailWidth()
	m.room = h
	top := max(min(m.scroll, len(lines)-h), 0)
	lines = lines[top:]
	out := make([]string, 0, h)
	for i := range h {
		switch {
		case i == h-1 && len(lines) > h && h > 1:
			more := "+" + format.Count(int64(len(lines)-i)) + " more lines"
			out = append(out, line.New(w).Add(m.frame.Theme.Muted, more).String())
		case i < len(lines):
			out = append(out, lines[i])
		default:
			out = append(out, line.Blank(w))
		}
	}
	return out
}
