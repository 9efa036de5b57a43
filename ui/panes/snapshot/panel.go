package snapshot

import (
	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// Columns of the panel.
const (
	panelName   = 12 // names, with the space before them
	panelFigure = 11 // the least a figure gets
	panelWide   = 18 // and the most
	panelChange = 10
)

// panel sets all six metrics of the day or the period beside those of the one
// it is compared with. It has all of them, so that choosing another one to
// draw changes nothing here. Where two columns of figures do not fit, the
// second one stays away.
func (p *Pane) panel(v partner.Snapshot, r rect) []string {
	if r.w <= 0 || r.h <= 0 {
		return nil
	}
	t := p.frame.Theme
	cur, prev, head, against := p.focusOf(v)
	figure := min((r.w-panelName-panelChange)/2, panelWide)
	two := p.compare && figure >= panelFigure
	if !two {
		figure = panelFigure
	}
	row := func(name, now, then, change string, style, changed lipgloss.Style) string {
		l := line.New(r.w).Add(t.Muted, format.Pad("  "+name, panelName))
		l.Add(style, format.PadLeft(now, figure))
		if two {
			l.Add(t.Muted, format.PadLeft(then, figure))
		}
		if change != "" {
			l.Try(changed, " "+change)
		}
		return l.String()
	}
	rows := []string{row("", head, against, "", t.Strong, t.Muted)}
	for _, m := range partner.AffiliateMetrics() {
		now, then := cur.Value(m), prev.Value(m)
		change, style := "", t.Muted
		if p.compare && !p.partial(v) {
			change, style = p.change(now, then)
		}
		rows = append(rows, row(shortName(m), figureText(now, m, v.Currency, figure-1), figureText(then, m, v.Currency, figure-1), change, t.Text, style))
	}
	for len(rows) < r.h {
		rows = append(rows, line.Blank(r.w))
	}
	return rows[:r.h]
}
