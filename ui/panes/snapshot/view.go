package snapshot

import (
	"math"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"impactdash/internal/partner"
	"impactdash/ui/component/chart"
	"impactdash/ui/component/line"
	"impactdash/ui/component/problem"
	"impactdash/ui/component/spark"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// Title implements pane.Pane: it names the period of what is shown.
func (p *Pane) Title() string {
	v, ok := p.load.Value()
	if !ok {
		return p.titled(format.Safe(p.query.Text))
	}
	title := format.RangeSeen(v.Period.From, v.Period.To, v.Today)
	if n := v.Period.Days(); n > 1 {
		title += " · " + format.Count(int64(n)) + " d"
	}
	if p.compare {
		title += " vs previous"
	}
	if v.Currency != "" {
		title += " · in " + format.Safe(v.Currency) // the report converts
	}
	return p.titled(title)
}

// titleMarks are the cells of the border that the number of the pane and the
// age of its data take.
const titleMarks = 12

// titled puts the name of the pane before what it shows and, where the account
// has two personas and there is room, the one that is shown before the other.
func (p *Pane) titled(facts string) string {
	name := "Snapshot · "
	if !p.both() || p.frame.Theme == nil {
		return name + facts
	}
	turn := " ⇄ "
	if p.frame.Theme.Glyph.Level != theme.Braille {
		turn = " / "
	}
	shown := string(p.persona)
	for _, who := range []string{shown + turn + string(p.other().persona), shown} {
		if title := name + who + " · " + facts; format.Width(title) <= p.frame.Width-titleMarks {
			return title
		}
		if p.persona == partner.AffiliatePersona {
			break // what is shown without a word
		}
	}
	return name + facts
}

// draw renders the pane in its frame.
func (p *Pane) draw() string {
	w, h := p.frame.Width, p.frame.Height
	p.plot = chart.Plot{}
	if w <= 0 || h <= 0 || p.frame.Theme == nil {
		return format.Fit("", w, h)
	}
	v, ok := p.load.Value()
	if !ok {
		return format.Fit(p.waiting(w, h), w, h)
	}
	troubles := p.troubles(w, h)
	place := arrange(w, h-len(troubles), p.frame.Zoomed, len(p.metrics()))
	p.place = place
	rows := p.tiles(v, place)
	for len(rows) < place.chart.y {
		rows = append(rows, line.Blank(w))
	}
	if place.note >= 0 {
		rows[place.note] = p.note(v, w)
	}
	if place.line >= 0 {
		rows[place.line] = p.dayLine(v, w)
	}
	if place.chart.h > 0 {
		rows = append(rows, beside(p.picture(v, place.chart), p.panel(v, place.side))...)
	}
	rows = append(rows, p.dayTable(v, place.table)...)
	return format.Fit(strings.Join(append(rows, troubles...), "\n"), w, h)
}

// picture is the chart, or what to do where there is nothing to draw.
func (p *Pane) picture(v partner.Snapshot, r rect) string {
	if text := p.nothing(v); text != "" {
		return format.Fit(p.frame.Theme.Muted.Render(ansi.Wrap(" "+text, max(r.w-1, 1), "")), r.w, r.h)
	}
	p.plot = chart.Draw(p.chartData(v), chart.Size{Width: r.w, Height: r.h}, p.day, p.frame.Theme)
	return p.plot.Text
}

// beside sets two blocks of equal height next to each other.
func beside(left string, right []string) []string {
	rows := strings.Split(left, "\n")
	for i := range rows {
		if i < len(right) {
			rows[i] += right[i]
		}
	}
	return rows
}

// waiting is the pane before its first data: on its way, or failed.
func (p *Pane) waiting(w, h int) string {
	if p.load.Err() == nil {
		return line.New(w).Add(p.frame.Theme.Muted, "Loading "+format.Safe(p.query.Text)+"…").String()
	}
	rows := problem.Lines([]problem.Trouble{{Err: p.load.Err()}}, w, max(h-1, 1), p.frame.Theme)
	if kind := partner.KindOf(p.load.Err()); kind == partner.Forbidden || kind == partner.NotFound {
		rows = append(rows, line.New(w).Add(p.frame.Theme.Muted, "  On the web: app.impact.com, Reports, "+p.report()+".").String())
	}
	return strings.Join(rows, "\n")
}

// troubles are the rows below old data that tell why it is old.
func (p *Pane) troubles(w, h int) []string {
	err := p.load.Trouble(p.frame)
	if err == nil {
		return nil
	}
	return problem.Lines([]problem.Trouble{{Err: err}}, w, min(4, max(h/3, 1)), p.frame.Theme)
}

// tiles draws the metrics' tiles, or the one that is drawn below.
func (p *Pane) tiles(v partner.Snapshot, place placement) []string {
	metrics := p.metrics()
	if place.perRow <= 1 {
		return []string{p.tileRow(v, metrics[p.metric], place.tile.w, true)}
	}
	var rows []string
	for first := 0; first < len(metrics); first += place.perRow {
		group := metrics[first:min(first+place.perRow, len(metrics))]
		for y := range place.tile.h {
			var b strings.Builder
			for i, m := range group {
				b.WriteString(p.tileLine(v, m, place.tile, y, first+i == p.metric))
			}
			b.WriteString(line.Blank(p.frame.Width - len(group)*place.tile.w))
			rows = append(rows, b.String())
		}
	}
	return rows
}

// tileLine is row y of one tile. The tile that is drawn has a mark and no
// colour of its own, which keeps the step from tile to tile short on the line.
func (p *Pane) tileLine(v partner.Snapshot, m partner.Metric, r rect, y int, on bool) string {
	if r.h == 1 {
		gap := 0
		if p.place.perRow > 3 {
			gap = 1 // there is none left in so narrow a tile
		}
		return p.tileRow(v, m, r.w-gap, on) + line.Blank(gap)
	}
	t := p.frame.Theme
	l := line.New(r.w)
	mark := " "
	if on {
		mark = t.Glyph.Mark
	}
	switch y {
	case 0:
		name := m.Name()
		if format.Width(name) >= r.w {
			name = shortName(m)
		}
		l.Add(t.Accent, mark).Add(t.Text, name)
	case 1:
		change, _ := p.change(v.Sum, v.Earlier, m)
		room := r.w - 3 - ansi.StringWidth(change) // an amount loses its cents before the change goes
		if m.IsCount() {
			room = r.w - 2
		}
		l.Add(t.Text, " ").Add(t.Strong, p.sumText(v.Sum, m, v.Currency, max(room, 7)))
		p.addChange(l, v, m)
	case 2:
		l.Add(t.Text, " ").Add(t.Muted, spark.Line(values(v.Days, m), max(r.w-3, 0), t))
	}
	return l.String()
}

// tileRow is a whole tile in one row.
func (p *Pane) tileRow(v partner.Snapshot, m partner.Metric, w int, on bool) string {
	t := p.frame.Theme
	l := line.New(w)
	mark := " "
	if on {
		mark = t.Glyph.Mark
	}
	l.Add(t.Accent, mark).Add(t.Text, format.Pad(shortName(m), nameCells(p.metrics())+1))
	l.Add(t.Strong, p.sumText(v.Sum, m, v.Currency, max(l.Left(), 1)))
	p.addChange(l, v, m)
	if n := l.Left() - 4; n >= 8 {
		l.Add(t.Text, "  ").Add(t.Muted, spark.Line(values(v.Days, m), min(n, 40), t))
	}
	return l.String()
}

// shortName fits a tile of one row.
func shortName(m partner.Metric) string {
	switch m {
	case partner.Conversion:
		return "Conv. Rate"
	case partner.SaleAmount:
		return "Sale Amt"
	case partner.TotalEarnings:
		return "Earnings"
	case partner.AffiliateEarnings:
		return "Affiliate"
	case partner.EngagementRate:
		return "Eng. Rate"
	}
	return m.Name()
}

// nameCells is the width of the longest short name.
func nameCells(metrics []partner.Metric) int {
	w := 0
	for _, m := range metrics {
		w = max(w, format.Width(shortName(m)))
	}
	return w
}

// addChange adds how the metric moved against the period before, if it fits.
func (p *Pane) addChange(l *line.Line, v partner.Snapshot, m partner.Metric) {
	if p.compare && !onlyToday(v) {
		if text, style := p.change(v.Sum, v.Earlier, m); text != "" {
			l.Try(style, " "+text)
		}
	}
}

// chartData is the metric as series of numbers; gaps are days without a value.
func (p *Pane) chartData(v partner.Snapshot) chart.Data {
	m := p.drawnMetric()
	d := chart.Data{
		Main:  values(v.Days, m),
		Whole: m.IsCount(),
		Label: func(f float64) string { return tickText(f, m, v.Currency) },
	}
	if p.compare {
		d.Compare = values(v.Before, m)
	}
	for _, s := range v.Days {
		d.Days = append(d.Days, time.Date(s.Day.Year, s.Day.Month, s.Day.Day, 0, 0, 0, 0, time.UTC))
	}
	return d
}

// values are numbers for drawing only; figures in words stay decimal.
func values(days []partner.SnapshotDay, m partner.Metric) []float64 {
	out := make([]float64, len(days))
	for i, d := range days {
		out[i] = math.NaN()
		if v := d.Value(m); v.OK {
			out[i], _ = v.V.Float64()
		}
	}
	return out
}
