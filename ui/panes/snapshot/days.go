package snapshot

import (
	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/component/table"
)

// dayCells is the least width of a column of figures.
const dayCells = 10

// dayColumns are a day and its six figures.
func dayColumns() []table.Column {
	cols := []table.Column{{Title: "Day", Min: 10, Max: 14}}
	for i, m := range partner.AffiliateMetrics() {
		c := table.Column{Title: shortName(m), Align: table.Right, Min: dayCells, Max: 16}
		// The narrower the screen, the fewer rates: they follow from the rest.
		c.Priority = i
		cols = append(cols, c)
	}
	return cols
}

// listDays makes the rows of the table, the newest day first.
func (p *Pane) listDays() {
	v, _ := p.load.Value()
	rows := make([]table.Row, 0, len(v.Days))
	for i := len(v.Days) - 1; i >= 0; i-- {
		d := v.Days[i]
		cells := []string{dayName(d.Day, v.Today)}
		for _, m := range partner.AffiliateMetrics() {
			cells = append(cells, figureText(d.Value(m), m, v.Currency, dayCells))
		}
		rows = append(rows, table.Row{ID: d.Day.String(), Cells: cells})
	}
	p.days.SetRows(rows)
}

// dayTable draws the table in its place, with a mark on the day of the
// cursor.
func (p *Pane) dayTable(v partner.Snapshot, r rect) []string {
	if r.h <= 0 {
		return nil
	}
	p.days.SetSize(r.w, r.h)
	on := p.day >= 0 && p.day < len(v.Days)
	p.days.SetMarked(on)
	if !on {
		p.days.First()
	} else {
		p.days.SelectID(v.Days[p.day].Day.String())
	}
	return []string{line.Blank(r.w), p.days.View(p.frame.Theme, false)}
}
