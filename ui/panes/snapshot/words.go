package snapshot

import (
	"github.com/govalues/decimal"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// figureText is a metric's value in at most width cells; a value that is not
// there is a dash, never zero.
func figureText(v partner.Opt[decimal.Decimal], m partner.Metric, currency string, width int) string {
	if !v.OK {
		return format.None
	}
	switch {
	case m.IsPercent():
		return format.Percent(v.V, 2)
	case m == partner.EPC && currency != "":
		return format.MoneyFine(partner.NewMoney(v.V, currency))
	case m.IsMoney() && currency != "":
		return format.MoneyShort(partner.NewMoney(v.V, currency), width)
	case m.IsMoney():
		return format.Bare(v.V.Round(4).Trim(2).String())
	}
	n, _, _ := v.V.Int64(0)
	text := format.Count(n)
	if format.Width(text) > width {
		text = format.CountShort(v.V, width)
	}
	return text
}

// sumText is figureText of a sum, which says when it is only a lower bound.
func (p *Pane) sumText(f partner.Figures, m partner.Metric, currency string, width int) string {
	mark := ""
	if f.AtLeast(m) {
		mark = atLeast(p.frame.Theme.Glyph.Level)
	}
	return mark + figureText(f.Value(m), m, currency, width-format.Width(mark))
}

// atLeast is the mark of a lower bound.
func atLeast(level theme.GlyphLevel) string {
	if level == theme.ASCII {
		return ">="
	}
	return "≥"
}

// tickText is a round value of the chart's scale.
func tickText(f float64, m partner.Metric, currency string) string {
	d, err := decimal.NewFromFloat64(f)
	if err != nil {
		return ""
	}
	switch {
	case f == 0:
		return "0"
	case m.IsPercent():
		return d.Trim(0).String() + " %"
	case m.IsMoney() && currency != "" && f < 1 && f > -1:
		return format.MoneyFine(partner.NewMoney(d, currency))
	case m.IsMoney() && currency != "":
		return format.MoneyShort(partner.NewMoney(d, currency), 6)
	case m.IsMoney():
		return format.Bare(d.Trim(0).String())
	}
	n, _, _ := d.Int64(0)
	return format.Count(n)
}

// change tells how cur moved against prev in a metric, with a mark and a
// style; empty when either is missing or no more than a lower bound.
func (p *Pane) change(cur, prev partner.Figures, m partner.Metric) (string, lipgloss.Style) {
	t := p.frame.Theme
	now, then := cur.Value(m), prev.Value(m)
	if !now.OK || !then.OK || cur.AtLeast(m) || prev.AtLeast(m) {
		return "", t.Muted
	}
	text, dir, ok := format.Change(now.V, then.V)
	switch {
	case !ok && dir == 0:
		return "", t.Muted
	case !ok:
		return t.Glyph.Up + " from 0", t.Good
	case dir > 0:
		return t.Glyph.Up + " " + text, t.Good
	case dir < 0:
		return t.Glyph.Down + " " + text, t.Warn
	}
	return t.Glyph.Flat + " same", t.Muted
}

// legend puts the mark of a series in the chart before its name.
func (p *Pane) legend(name, mark string) string { return mark + " " + name }

// dayLine tells the day under the cursor, or the whole range, in one row.
func (p *Pane) dayLine(v partner.Snapshot, w int) string {
	t := p.frame.Theme
	m := p.drawnMetric()
	l := line.New(w)
	cur, prev, head, against := p.focusOf(v)
	l.Add(t.Muted, " "+head+" ").Add(t.Strong, p.sumText(cur, m, v.Currency, max(l.Left(), 1)))
	if text, style := p.change(cur, prev, m); p.compare && text != "" && !p.partial(v) {
		l.Try(style, "  "+text)
		l.Try(t.Muted, "  "+against+" "+p.sumText(prev, m, v.Currency, 14))
	}
	if text := missing(cur, m); text != "" && p.place.note < 0 {
		l.Try(t.Muted, "  "+text)
	}
	return l.String()
}

// dayName is a day, and says of today that it is not over.
func dayName(d, today partner.Date) string {
	if d == today {
		return "today so far"
	}
	return format.Weekday(d)
}

// partial reports whether what the figures speak of is today alone, which
// cannot be compared with a whole day.
func (p *Pane) partial(v partner.Snapshot) bool {
	if p.day >= 0 && p.day < len(v.Days) {
		return v.Days[p.day].Day == v.Today
	}
	return onlyToday(v)
}

func onlyToday(v partner.Snapshot) bool { return v.Period.From == v.Today }

// days counts the days of a period in words.
func days(p partner.Period) string {
	if p.Days() == 1 {
		return "1 day"
	}
	return format.Count(int64(p.Days())) + " days"
}

// focusOf is what the figures beside the chart speak of: one day and the day
// it is compared with, or the sums of both periods.
func (p *Pane) focusOf(v partner.Snapshot) (cur, prev partner.Figures, head, against string) {
	if p.day >= 0 && p.day < len(v.Days) {
		d := v.Days[p.day]
		head = dayName(d.Day, v.Today)
		if p.day < len(v.Before) {
			prev, against = v.Before[p.day].Figures, format.Weekday(v.Before[p.day].Day)
		}
		return d.Figures, prev, head, against
	}
	return v.Sum, v.Earlier, p.legend(days(v.Period), p.frame.Theme.Glyph.Horizontal), p.legend("before", p.frame.Theme.Glyph.Point)
}
