package triage

import (
	"strings"

	"charm.land/lipgloss/v2"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// viewGap is what the name of a view takes besides its cells: the place for
// the mark and a blank.
const viewGap = 2

// caption is the line above the full list: the views, and in words what is
// shown, marked, filtered and in which order.
func (m *Model[T]) caption() string {
	t := m.frame.Theme
	l := line.New(m.frame.Width)
	if len(m.spec.Views) > 1 {
		for i, v := range m.spec.Views {
			if v.hidden() {
				continue
			}
			name := format.Safe(v.Name) + " "
			if i == m.view {
				l.Add(t.Selected, t.Glyph.Mark+name)
			} else {
				l.Add(t.Muted, " "+name)
			}
		}
		l.Try(t.Text, " ")
	} else {
		l.Add(t.Text, " ")
	}
	sep := ""
	for _, p := range append([]piece{{t.Muted, m.total()}}, m.pieces()...) {
		if !l.Try(p.style, sep+p.text) {
			break
		}
		sep = " " + t.Glyph.Dot + " "
	}
	return format.Fit(l.String(), m.frame.Width, 1)
}

// viewAt is the view whose name is under a cell of the caption.
func (m *Model[T]) viewAt(x int) (view int, ok bool) {
	if len(m.spec.Views) < 2 {
		return 0, false
	}
	left := 0
	for i, v := range m.spec.Views {
		if v.hidden() {
			continue
		}
		right := left + format.Width(format.Safe(v.Name)) + viewGap
		if x >= left && x < right {
			return i, true
		}
		left = right
	}
	return 0, false
}

// piece is a fact in a line.
type piece struct {
	style lipgloss.Style
	text  string
}

// total counts what is shown: "57 tasks", "12 of 57 tasks" under a filter.
func (m *Model[T]) total() string {
	n := len(m.viewed)
	text := format.Count(int64(n)) + " " + m.spec.Many
	if n == 1 {
		text = "1 " + m.spec.One
	}
	if m.Filtered() {
		text = format.Count(int64(len(m.shown))) + " of " + text
	}
	return text
}

// pieces are what the user has chosen: marks, filter, order.
func (m *Model[T]) pieces() []piece {
	t := m.frame.Theme
	var out []piece
	if shown, hidden := m.count(); shown+hidden > 0 {
		text := format.Count(int64(shown+hidden)) + " marked"
		if hidden > 0 {
			text += ", " + format.Count(int64(hidden)) + " hidden"
		}
		out = append(out, piece{t.Accent, text})
	}
	if m.ranged {
		out = append(out, piece{t.Accent, "range"})
	}
	if m.Filtered() && !m.typing {
		out = append(out, piece{t.Warn, "/" + format.Cut(format.Safe(m.filter.Value()), filterShown)})
	}
	if m.sort >= 0 {
		c := m.spec.Columns[m.sort]
		text := "by " + strings.ToLower(format.Safe(c.Title))
		if m.desc != c.Desc {
			text += ", reversed"
		}
		out = append(out, piece{t.Muted, text})
	}
	return out
}

// filterShown is how much of a filter is told beside the list, in cells.
const filterShown = 24

// hasStatus reports whether the small form has more to say than its rows.
func (m *Model[T]) hasStatus() bool {
	return m.view > 0 || len(m.pieces()) > 0
}

// status is the last line of the small form: what was chosen, and how many
// rows are not seen.
func (m *Model[T]) status(hidden int) string {
	t := m.frame.Theme
	var list []piece
	if hidden > 0 && len(m.shown) > 0 {
		list = append(list, piece{t.Muted, "+" + format.Count(int64(hidden)) + " more"})
	}
	if m.view > 0 {
		list = append(list, piece{t.Muted, format.Safe(m.ViewName())})
	}
	list = append(list, m.pieces()...)
	l := line.New(m.frame.Width)
	sep := " "
	for _, p := range list {
		if !l.Try(p.style, sep+p.text) {
			break
		}
		sep = " " + t.Glyph.Dot + " "
	}
	return format.Fit(l.String(), m.frame.Width, 1)
}
