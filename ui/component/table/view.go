package table

import (
	"strings"

	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// View draws the table in exactly the cells of its size: a header, then the
// rows that fit. The selected row has a mark; with the focus it is in the
// style of the selection as well. Only visible rows cost time.
func (m *Model) View(t *theme.Theme, focused bool) string {
	if m.h == 0 {
		return ""
	}
	m.pens.use(t)
	var b strings.Builder
	b.Grow(2 * (m.w + 1) * m.h)
	lines := 0
	if m.header() > 0 {
		run(&b, m.pens.muted, m.titles(t))
		lines++
	}
	for i := m.top; lines < m.h; i++ {
		if lines > 0 {
			b.WriteByte('\n')
		}
		switch {
		case m.w == 0:
		case i >= m.source.n:
			b.WriteString(strings.Repeat(" ", m.w))
		default:
			m.line(&b, i, focused, t)
		}
		lines++
	}
	return b.String()
}

// line draws one row.
func (m *Model) line(b *strings.Builder, i int, focused bool, t *theme.Theme) {
	row := m.source.row(i)
	switch {
	case i != m.selected || m.bare:
		b.WriteByte(' ')
		m.cells(b, row)
	case focused && !m.quiet:
		run(b, m.pens.selected, t.Glyph.Mark+m.flag(row)+m.text(row.cell))
	default:
		// A quiet table marks its row the same with the focus and without:
		// moving the focus sends nothing of it.
		m.pens.muted.Write(b, t.Glyph.Mark)
		m.cells(b, row)
	}
}

// flag is the text between the mark and the first column.
func (m *Model) flag(row Row) string {
	return format.Pad(format.Safe(row.Flag), m.edge()-markWidth)
}

// cell is the text of the cell in a column.
func (r Row) cell(column int) string {
	if column < len(r.Cells) {
		return r.Cells[column]
	}
	return ""
}

// cells draws the cells of a row in their own styles.
func (m *Model) cells(b *strings.Builder, row Row) {
	run(b, m.pens.selected, m.flag(row))
	used := m.edge()
	for i, p := range m.places {
		if i > 0 {
			spaces(b, gap)
			used += gap
		}
		text := fit(row.cell(p.column), p.width, m.columns[p.column].Align)
		if p.column < len(row.Styles) {
			run(b, m.pens.of(row.Styles[p.column]), text)
		} else {
			b.WriteString(text)
		}
		used += p.width
	}
	spaces(b, m.w-used)
}

// run writes text with its outer blanks outside the style: a plain blank
// costs the terminal least.
func run(b *strings.Builder, pen format.Pen, text string) {
	inner := strings.TrimLeft(text, " ")
	spaces(b, len(text)-len(inner))
	inner = strings.TrimRight(inner, " ")
	pen.Write(b, inner)
	spaces(b, len(strings.TrimLeft(text, " "))-len(inner))
}

// text is a line without mark and flag in one piece, of cells as given by a
// function of the column.
func (m *Model) text(cell func(column int) string) string {
	var b strings.Builder
	b.Grow(m.w)
	used := m.edge()
	for i, p := range m.places {
		if i > 0 {
			spaces(&b, gap)
			used += gap
		}
		b.WriteString(fit(cell(p.column), p.width, m.columns[p.column].Align))
		used += p.width
	}
	spaces(&b, m.w-used)
	return b.String()
}

// titles is the header line, with an arrow beside the title of the column
// that gives the order.
func (m *Model) titles(t *theme.Theme) string {
	arrow := t.Glyph.Up
	if m.desc {
		arrow = t.Glyph.Down
	}
	return format.Pad("", m.edge()) + m.text(func(column int) string {
		c := m.columns[column]
		if column != m.sort {
			return c.Title
		}
		return format.Cut(c.Title, m.widthOf(column)-2) + " " + arrow
	})
}

// widthOf is the width of a visible column.
func (m *Model) widthOf(column int) int {
	for _, p := range m.places {
		if p.column == column {
			return p.width
		}
	}
	return 0
}

// fit makes a cell exactly w cells wide. Whatever the caller let through, no
// control character gets into the line.
func fit(text string, w int, a Align) string {
	text = format.Safe(text)
	if a == Right {
		return format.PadLeft(text, w)
	}
	return format.Pad(text, w)
}

func spaces(b *strings.Builder, n int) {
	for range n {
		b.WriteByte(' ')
	}
}
