package plain

import (
	"fmt"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Snapshot tells the performance of a period against the one before it, once
// for each persona of the account: as an affiliate first.
func (w Writer) Snapshot(all ...Part[partner.Snapshot]) Section {
	s := Section{ID: "snapshot", Title: "Snapshot", One: "day"}
	for i, p := range all {
		who, what := "", "Snapshot"
		if i > 0 {
			who, what = "As creator, ", "Snapshot as creator"
		}
		if p.Known {
			v := p.Value
			s.Lines = append(s.Lines, who+w.period(v))
			for _, m := range v.Persona.Metrics() {
				s.Lines = append(s.Lines, who+metric(v, m))
			}
			s.Things = append(s.Things, w.days(who, v)...)
		}
		s.Lines = append(s.Lines, failed(w, what, p)...)
	}
	return s
}

// period names the days, and what they are compared with.
func (w Writer) period(v partner.Snapshot) string {
	text := w.date(v.Period.From)
	if v.Period.From != v.Period.To {
		text += " to " + w.date(v.Period.To)
	}
	text += ", " + plural(v.Period.Days(), "day")
	if !onlyToday(v) {
		text += ", against the " + plural(v.Previous.Days(), "day") + " before"
	}
	if v.Currency != "" {
		text += ", in " + clean(v.Currency)
	}
	return sentence(text)
}

// onlyToday reports whether the period is today alone, which cannot be
// compared with a whole day.
func onlyToday(v partner.Snapshot) bool { return v.Period.From == v.Today }

// metric is the sum of one metric, and how it moved.
func metric(v partner.Snapshot, m partner.Metric) string {
	now, then := v.Sum.Value(m), v.Earlier.Value(m)
	text := m.Name() + ": "
	if !now.OK {
		return text + "not available."
	}
	if v.Sum.AtLeast(m) {
		return text + "at least " + figure(now.V, m, v.Currency) + "; " + plural(v.Sum.Missing(m), "day") + " not delivered."
	}
	text += figure(now.V, m, v.Currency)
	if !then.OK || v.Earlier.AtLeast(m) || onlyToday(v) {
		return text + "."
	}
	change, dir, ok := format.Change(now.V, then.V)
	switch {
	case !ok && dir == 0:
		return text + "."
	case !ok:
		return text + ", up from 0."
	case dir > 0:
		text += ", up " + change
	case dir < 0:
		text += ", down " + change
	default:
		return text + ", the same as before."
	}
	return text + " against " + figure(then.V, m, v.Currency) + "."
}

// figure is the value of a metric.
func figure(v decimal.Decimal, m partner.Metric, currency string) string {
	switch {
	case m.IsPercent():
		return format.Percent(v, 2)
	case m == partner.EPC && currency != "":
		return format.MoneyFine(partner.NewMoney(v, currency))
	case m.IsMoney() && currency != "":
		return format.Money(partner.NewMoney(v, currency))
	case m.IsMoney():
		return v.Round(4).Trim(2).String()
	}
	n, _, _ := v.Int64(0)
	return format.Count(n)
}

// days lists the days of a persona, the newest first. What a day lacks is left out: it is
// not zero.
func (w Writer) days(who string, v partner.Snapshot) []Thing {
	var out []Thing
	for i := len(v.Days) - 1; i >= 0; i-- {
		d := v.Days[i]
		if d.Day.After(v.Today) {
			continue
		}
		name := format.Weekday(d.Day)
		if d.Day == v.Today {
			name += " (not over)"
		}
		var parts []string
		for _, m := range v.Persona.Metrics() {
			if x := d.Value(m); x.OK {
				parts = append(parts, m.Name()+" "+figure(x.V, m, v.Currency))
			}
		}
		if len(parts) == 0 {
			parts = []string{"nothing was delivered"}
		}
		out = append(out, Thing{Line: fmt.Sprintf("%s%s: %s", who, name, listed(parts...))})
	}
	return out
}
