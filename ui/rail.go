package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// railView is the rail in exactly its rows and cells: names one below the
// other or in a row. Names stay where they are, so that a move of the focus
// sends a mark alone.
func (m *Model) railView() string {
	r := m.layout.rail
	if r.h <= 0 {
		return ""
	}
	rows := make([]string, r.h)
	for _, s := range r.stops {
		rows[s.y-r.y] += m.stop(m.byID[s.id], s.w, r.h > 1)
	}
	for y := range rows {
		if rows[y] == "" {
			rows[y] = line.Blank(r.w)
		}
	}
	return strings.Join(rows, "\n")
}

// stop names one pane in w cells: number, name, and how many things it lists,
// or that its newest attempt failed. In a column the facts stand below each
// other.
func (m *Model) stop(i, w int, column bool) string {
	t := m.theme
	style, mark := t.Title, " "
	if i == m.focus {
		style, mark = t.Focus, t.Glyph.Mark
	}
	fact, look := "", t.Muted
	if n, known := count(m.panes[i]); known {
		fact = n
	}
	if s := m.panes[i].Status(); s.Err != nil && (!m.offline || s.AsOf.IsZero()) { // offline is said in the header
		fact, look = strings.TrimSpace(fact+" "+t.Glyph.Cross), t.Danger
	}
	l := line.New(w - 2)
	name := fmt.Sprintf("%d %s", i+1, paneName(m.panes[i]))
	l.Add(style, mark+format.Cut(name, max(w-4-ansi.StringWidth(fact), 1)))
	if column {
		l.To(w - 2 - ansi.StringWidth(fact))
	} else {
		l.Add(t.Text, " ")
	}
	return " " + l.Add(look, fact).String() + " "
}
