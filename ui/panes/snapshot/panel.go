package snapshot

import (
	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// Columns of the panel.
const (
	panelFigure = 11 // the least a figure gets
	panelWide   = 18 // and the most
	panelChange = 10
)

// panel sets all metrics of the day or the period beside those of the one it
// is compared with. It has all of them, so that choosing another one to draw
// changes nothing here; where rows are short, those around the one that is
// drawn. Where two columns of figures do not fit, the second one stays away.
func (p *Pane) panel(v partner.Snapshot, r rect) []string {
	if r.w <= 0 || r.h <= 0 {
		return nil
	}
	t := p.frame.Theme
	cur, prev, head, against := p.focusOf(v)
	names := 2 + nameCells(p.metrics())
	figure := min((r.w-names-panelChange)/2, panelWide)
	two := p.compare && figure >= panelFigure
	if !two {
		figure = panelFigure
	}
	row := func(name, now, then, change string, style, changed lipgloss.Style) string {
		l := line.New(r.w).Add(t.Muted, format.Pad("  "+name, names))
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
	for _, m := range around(p.metrics(), p.metric, r.h-1) {
		change, style := "", t.Muted
		if p.compare && !p.partial(v) {
			change, style = p.change(cur, prev, m)
		}
		rows = append(rows, row(shortName(m), p.sumText(cur, m, v.Currency, figure-1), p.sumText(prev, m, v.Currency, figure-1), change, t.Text, style))
	}
	for len(rows) < r.h {
		rows = append(rows, line.Blank(r.w))
	}
	return rows[:r.h]
}

// around are n of the metrics, the first ones or those up to the one at i.
func around(metrics []partner.Metric, i, n int) []partner.Metric {
	n = min(max(n, 0), len(metrics))
	first := max(i-n+1, 0)
	return metrics[first : first+n]
}
