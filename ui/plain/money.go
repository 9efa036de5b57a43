package plain

import (
	"cmp"
	"fmt"
	"slices"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Finance tells what today earned, what is owed, and what can be withdrawn.
func (w Writer) Finance(today Part[partner.Today], pending Part[partner.Pending], balance Part[partner.Balance]) Section {
	s := Section{ID: "finance", Title: "Finance", One: "pending sum by brand", Brief: 3}
	if today.Known {
		s.Lines = append(s.Lines, todayLines(today.Value)...)
	}
	s.Lines = append(s.Lines, failed(w, "Today", today)...)
	if pending.Known {
		s.Lines = append(s.Lines, w.pendingLines(pending.Value)...)
		s.Things = w.owed(pending.Value)
	}
	s.Lines = append(s.Lines, failed(w, "Pending", pending)...)
	if balance.Known {
		s.Lines = append(s.Lines, w.balanceLines(balance.Value)...)
	}
	s.Lines = append(s.Lines, failed(w, "Balance", balance)...)
	return s
}

// todayLines compare today with the same weekday a week ago, a line for each
// currency.
func todayLines(v partner.Today) []string {
	var out []string
	for _, code := range codes(v.Currency, v.Earned, v.SameTime, v.WholeDay) {
		now, then, whole := v.Earned.In(code), v.SameTime.In(code), v.WholeDay.In(code)
		text := fmt.Sprintf("Today until %s: %s, ", v.Until, format.Money(now))
		change, dir, ok := format.Change(now.Amount, then.Amount)
		switch {
		case !ok && now.IsZero():
			text += "none at this time last week either"
		case !ok:
			text += "against none at this time last week"
		case dir > 0:
			text += "up " + change + " against " + format.Money(then)
		case dir < 0:
			text += "down " + change + " against " + format.Money(then)
		default:
			text += "the same as last week"
		}
		out = append(out, fmt.Sprintf("%s. All of last %s: %s.", text, v.Day.Weekday(), format.Money(whole)))
	}
	return out
}

func (w Writer) pendingLines(v partner.Pending) []string {
	total, overdue, rest := v.Total(), v.Sum(partner.Overdue), v.Unlisted()
	day, next, soon := v.Next()
	var out []string
	for _, code := range codes(v.Currency, total) {
		text := "Pending: " + format.Money(total.In(code))
		if o := overdue.In(code); !o.IsZero() {
			text += ", of it overdue " + format.Money(o)
		}
		if n := next.In(code); soon && !n.IsZero() {
			text += ", next " + format.Money(n) + " on " + w.date(day)
		}
		if r := rest.In(code); !r.IsZero() {
			text += ", " + format.Money(r) + " not in the list"
		}
		out = append(out, text+".")
	}
	if v.Unsure > 0 {
		out = append(out, fmt.Sprintf("Intended payouts in it: %s.", format.Count(int64(v.Unsure))))
	}
	if v.Undated > 0 {
		out = append(out, fmt.Sprintf("Locked without a due day: %s.", plural(v.Undated, "action")))
	}
	return append(out, w.missing(v.Notes)...)
}

// owed lists the pending money by program, overdue money first.
func (w Writer) owed(v partner.Pending) []Thing {
	lines := slices.Clone(v.Lines)
	slices.SortStableFunc(lines, func(a, b partner.PendingLine) int { return cmp.Compare(urgency(a), urgency(b)) })
	out := make([]Thing, 0, len(lines))
	for _, l := range lines {
		name := clean(l.Program)
		if l.Bonus {
			name += " (bonus)"
		}
		t := Thing{Line: fmt.Sprintf("%s, %s: %s", name, l.Status, listed(format.Money(l.Amount), actions(l.Actions), w.due(l)))}
		if !l.Oldest.IsZero() {
			t.More = append(t.More, "Oldest action: "+w.date(l.Oldest)+".")
		}
		if l.AtDue.OK {
			t.More = append(t.More, "Due on that day: "+format.Money(l.AtDue.V)+".")
		}
		out = append(out, t)
	}
	return out
}

// urgency orders what is owed: the later in its life, the more it matters.
func urgency(l partner.PendingLine) int { return -slices.Index(partner.PendingStatuses(), l.Status) }

func actions(n int) string {
	if n == 0 {
		return ""
	}
	return plural(n, "action")
}

func (w Writer) due(l partner.PendingLine) string {
	switch {
	case l.Due.IsZero():
		return ""
	case l.Status == partner.Overdue:
		return "was due " + w.date(l.Due)
	}
	return "due " + w.date(l.Due)
}

func (w Writer) balanceLines(v partner.Balance) []string {
	name := "Balance (estimate)"
	if v.Exact {
		name = "Balance"
	}
	var out []string
	switch {
	case !v.Estimate.OK:
		out = append(out, name+": not available.")
	default:
		for _, code := range codes(v.Currency, v.Estimate.V) {
			text := name + ": " + format.Money(v.Estimate.V.In(code))
			if _, missing, ok := v.Progress(); ok && missing.Currency == code {
				if missing.IsZero() {
					text += ", withdrawn on the next Tuesday or Thursday"
				} else {
					text += ", " + format.Money(missing) + " to withdrawal"
				}
			} else if !v.NextDay.IsZero() && code == v.Currency {
				text += ", withdrawn " + w.date(v.NextDay)
			}
			out = append(out, text+".")
		}
		if !v.Since.IsZero() {
			text := "Last withdrawal: " + w.date(v.Since)
			if v.LastPaid.OK {
				text += ", " + format.Money(v.LastPaid.V)
			}
			out = append(out, text+".")
		}
	}
	if v.Unset {
		out = append(out, "There is no withdrawal method: add one on the web.")
	}
	return append(out, w.missing(v.Notes)...)
}
