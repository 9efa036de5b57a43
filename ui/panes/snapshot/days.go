package snapshot

import (
	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/component/table"
	"impactdash/ui/format"
)

// dayCells is the least width of a column of figures.
const dayCells = 10

// dayMost is the widest a day gets, and dayLeast the narrowest: "today so far"
// has room in both.
const dayLeast, dayMost = 12, 14

// dayColumns are a day and its figures.
func dayColumns(metrics []partner.Metric) []table.Column {
	cols := []table.Column{{Title: "Day", Min: dayLeast, Max: dayMost}}
	for i, m := range metrics {
		title := shortName(m)
		c := table.Column{Title: title, Align: table.Right, Min: max(dayCells, format.Width(title)), Max: 16}
		// The narrower the screen, the fewer rates: they follow from the rest.
		c.Priority = i
		cols = append(cols, c)
	}
	return cols
}

// listDays makes the rows of the table, the newest day first.
func (s *side) listDays() {
	v, _ := s.load.Value()
	rows := make([]table.Row, 0, len(v.Days))
	for i := len(v.Days) - 1; i >= 0; i-- {
		d := v.Days[i]
		cells := []string{dayName(d.Day, v.Today)}
		for _, m := range s.metrics() {
			cells = append(cells, figureText(d.Value(m), m, v.Currency, dayCells))
		}
		rows = append(rows, table.Row{ID: d.Day.String(), Cells: cells})
	}
	s.days.SetRows(rows)
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
