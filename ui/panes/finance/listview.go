package finance

import (
	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// listLines draws the list of the full screen in h rows: its caption, the
// table, and the filter while it is typed.
func (p *Pane) listLines(h int) []string {
	w := p.frame.Width
	if h < 3 {
		return nil
	}
	lines := []string{line.Blank(w), p.caption()}
	if _, ok := p.pending.Value(); ok && p.rows.Len() == 0 {
		lines = append(lines, line.New(w).Add(p.frame.Theme.Muted, p.emptyText()).String())
	} else if ok {
		lines = append(lines, p.rows.View(p.frame.Theme, p.frame.Focused))
	}
	if p.typing {
		lines = append(lines[:2:2], format.Fit(join(lines[2:], nil), w, h-3), format.Fit(p.filter.View(), w, 1))
	}
	return lines
}

func (p *Pane) emptyText() string {
	if p.filter.Value() != "" {
		return "No pending money matches this filter. Esc drops it."
	}
	if p.view.status() != "" {
		return "No pending money is " + p.view.String() + "."
	}
	return "No pending money: nothing is owed that is not in the balance already."
}

// caption names the list: its view, its filter, its order and the row.
func (p *Pane) caption() string {
	t := p.frame.Theme
	l := line.New(p.frame.Width).Add(t.Muted, "Pending ")
	for v := range listViews {
		if v == p.view {
			l.Add(t.Selected, t.Glyph.Mark+v.String()+" ")
		} else {
			l.Add(t.Muted, " "+v.String()+" ")
		}
	}
	if f := p.filter.Value(); f != "" && !p.typing {
		l.Try(t.Warn, " /"+format.Safe(f))
	}
	if i, n := p.rows.Position(); n > 0 {
		l.Try(t.Muted, "  "+format.Count(int64(i))+"/"+format.Count(int64(n)))
	}
	if v, ok := p.pending.Value(); ok {
		l.Try(t.Muted, "  actions since "+format.Day(v.Since, true))
	}
	return l.String()
}

// resizeList gives the table the room the full screen leaves it.
func (p *Pane) resizeList() {
	if !p.listing() || p.frame.Theme == nil {
		return
	}
	w, h := p.frame.Width, p.frame.Height
	rows := h - min(p.figureRows(w), max(h/2, 1)) - len(p.problems(w, h)) - 2
	if p.typing {
		rows--
	}
	p.rows.SetSize(p.frame.Width, max(rows, 0))
}
