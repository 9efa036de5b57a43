package triage

import (
	"reflect"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/component/problem"
	"impactdash/ui/format"
)

// Body is what a pane says about its data besides the items.
type Body struct {
	Waiting  bool              // the first answer is under way
	Loading  string            // sentence while there is nothing else to show
	Troubles []problem.Trouble // why the newest attempts failed
	Empty    string            // sentence when the answer has no items: what would be here, how to get it
	Notes    []string          // remarks under the list, such as which acts this account has not
}

// same reports whether two bodies look the same. Failures that cannot be
// compared are taken for different.
func (b Body) same(o Body) bool {
	return b.Waiting == o.Waiting && b.Loading == o.Loading && b.Empty == o.Empty && slices.Equal(b.Notes, o.Notes) &&
		slices.EqualFunc(b.Troubles, o.Troubles, func(x, y problem.Trouble) bool {
			return x.What == y.What && identical(x.Err, y.Err)
		})
}

// identical reports whether two values are the same one, false when they are
// of a kind that cannot be compared.
func identical(a, b any) bool {
	return reflect.ValueOf(a).Comparable() && reflect.ValueOf(b).Comparable() && a == b
}

// Sizes of the parts, in lines.
const (
	captionFrom = 4 // height from which there is a line above the full list
	troubleMost = 4 // of failures beside data
)

// Draw draws the list in exactly the cells of its frame. Only here it is known
// how much room failures and remarks leave the rows, so the table gets its
// size here; the same list drawn twice looks the same.
func (m *Model[T]) Draw(b Body) string {
	if m.drawn == "" || !m.body.same(b) {
		m.body, m.drawn = b, m.draw(b)
	}
	return m.drawn
}

func (m *Model[T]) draw(b Body) string {
	w, h := m.frame.Width, m.frame.Height
	if w <= 0 || h <= 0 || m.frame.Theme == nil {
		return format.Fit("", w, h)
	}
	h = m.height()
	var lines []string
	switch {
	case h <= 0:
	case m.frame.Zoomed:
		lines = m.full(b, h)
	default:
		lines = m.compact(b, h)
	}
	if m.typing {
		for len(lines) < h {
			lines = append(lines, line.Blank(w))
		}
		lines = append(lines, m.filterLine())
	}
	return format.Fit(strings.Join(lines, "\n"), w, m.frame.Height)
}

// height is the number of lines without that of the filter while it is typed.
func (m *Model[T]) height() int {
	if m.typing {
		return m.frame.Height - 1
	}
	return m.frame.Height
}

// compact draws the small form: rows, failures, and where something is left
// out or chosen a line that says so.
func (m *Model[T]) compact(b Body, h int) []string {
	w := m.frame.Width
	troubles := m.troubles(b, h)
	room := h - len(troubles)
	status := room > 1 && (len(m.shown) > room || m.hasStatus())
	if status {
		room--
	}
	var lines []string
	if len(m.shown) == 0 {
		lines = m.instead(b, w, room)
	} else {
		lines = m.table(w, min(room, len(m.shown)))
	}
	lines = append(lines, troubles...)
	notes := m.notes(b, w, room+len(troubles)-len(lines))
	lines = append(lines, notes...)
	if status {
		for len(lines) < h-1 {
			lines = append(lines, line.Blank(w))
		}
		lines = append(lines, m.status(len(m.shown)-room))
	}
	return lines
}

// full draws the form of the full screen: a line above, the list and beside or
// instead of it the detail, failures and remarks below.
func (m *Model[T]) full(b Body, h int) []string {
	w := m.frame.Width
	var lines []string
	if m.captioned(h) {
		lines = append(lines, m.caption())
	}
	below := m.troubles(b, h-len(lines))
	below = append(below, m.notes(b, w, min(len(b.Notes)*2, (h-len(lines)-len(below))/3))...)
	room := h - len(lines) - len(below)
	m.rows.SetMarked(true)
	switch {
	case !m.known || len(m.shown) == 0:
		lines = append(lines, m.instead(b, w, room)...)
		if !m.known || len(m.items) == 0 {
			return append(lines, below...) // what failed, at the place where data will be
		}
	case m.detailShown() && m.wide():
		lines = append(lines, m.split(room)...)
	case m.detailShown():
		lines = append(lines, m.detail(room)...)
	default:
		lines = append(lines, m.table(w, room)...)
	}
	for len(lines) < h-len(below) {
		lines = append(lines, line.Blank(w))
	}
	return append(lines, below...)
}

// captioned reports whether there is a line above the full list in h lines.
func (m *Model[T]) captioned(h int) bool { return h >= captionFrom && m.known }

// table draws the rows in exactly h lines.
func (m *Model[T]) table(w, h int) []string {
	if h <= 0 {
		return nil
	}
	m.rows.SetSize(w, h)
	return strings.Split(m.rows.View(m.frame.Theme, m.frame.Focused), "\n")
}

// split draws list and detail side by side.
func (m *Model[T]) split(h int) []string {
	if h <= 0 {
		return nil
	}
	t := m.frame.Theme
	left, right := m.table(m.frame.Width-m.detailWidth()-splitGap, h), m.detail(h)
	rule := line.Paint(t.Border, " "+t.Glyph.Vertical+" ")
	for i := range left {
		left[i] += rule + right[i]
	}
	return left
}

// troubles tells what failed: beside data in at most half of the lines, so
// that the data stays.
func (m *Model[T]) troubles(b Body, h int) []string {
	most := h
	if len(m.shown) > 0 {
		most = min(troubleMost, h/2)
	} else if m.known && len(m.items) == 0 {
		most = max(h-1, h/2) // the sentence keeps its place
	}
	return problem.Lines(b.Troubles, m.frame.Width, most, m.frame.Theme)
}

// notes are the remarks of the pane in at most h lines.
func (m *Model[T]) notes(b Body, w, h int) []string {
	var out []string
	for _, n := range b.Notes {
		out = append(out, wrapped(n, w, m.frame.Theme.Muted)...)
	}
	return out[:max(min(len(out), h), 0)]
}

// instead is the sentence that stands where there is no row.
func (m *Model[T]) instead(b Body, w, h int) []string {
	text := m.sentence(b)
	if text == "" {
		return nil
	}
	lines := wrapped(text, w, m.frame.Theme.Muted)
	return lines[:max(min(len(lines), h), 0)]
}

// sentence says why there is no row, and what to do.
func (m *Model[T]) sentence(b Body) string {
	switch {
	case len(m.items) == 0 && b.Waiting:
		return b.Loading
	case !m.known && len(b.Troubles) > 0:
		return "" // the failure says it
	case !m.known:
		return b.Loading
	case len(m.items) == 0:
		return b.Empty
	case m.Filtered():
		return "Nothing matches “" + m.filter.Value() + "”. Esc drops the filter."
	}
	v := m.spec.Views[m.view]
	if v.Empty != "" {
		return v.Empty
	}
	return "No " + m.spec.Many + " in “" + v.Name + "”."
}

// wrapped are lines of exactly w cells.
func wrapped(text string, w int, style lipgloss.Style) []string {
	var out []string
	for l := range strings.SplitSeq(ansi.Wrap(format.Safe(text), max(w, 1), ""), "\n") {
		out = append(out, format.Fit(line.New(w).Add(style, l).String(), w, 1))
	}
	return out
}
