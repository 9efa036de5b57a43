package activity

import (
	"strconv"
	"time"

	"impactdash/internal/partner"
)

// line is a line of an invoice with what it is called.
type line struct {
	partner.InvoiceLine
	key string // the invoice's id and what the line is for
}

// lines are the lines of an invoice in its order. Lines carry no id: they are
// known by program, kind and month, and the second of the same by its number.
func lines(v partner.Invoice) []line {
	all := make([]line, 0, len(v.Lines))
	seen := map[string]int{}
	for _, l := range v.Lines {
		key := v.ID + "/" + l.ProgramID + "/" + l.Kind + "/" + month(l.Month)
		if seen[key]++; seen[key] > 1 {
			key += "/" + strconv.Itoa(seen[key])
		}
		all = append(all, line{InvoiceLine: l, key: key})
	}
	return all
}

func month(d partner.Date) string {
	if d.IsZero() {
		return "-"
	}
	return d.Format("2006-01")
}

// Invoice is what happened to the lines of an invoice. Before is absent for
// one not seen before, After for one that is not listed any more.
func (f Frame) Invoice(before, after partner.Opt[partner.Invoice]) []partner.Event {
	was := map[string]line{}
	for _, l := range lines(before.V) {
		was[l.key] = l
	}
	var events []partner.Event
	for _, l := range lines(after.V) {
		old, known := was[l.key]
		delete(was, l.key)
		events = append(events, f.line(after.V, partner.Opt[line]{V: old, OK: known}, l)...)
	}
	for _, l := range lines(before.V) {
		if _, left := was[l.key]; !left {
			continue
		}
		e := f.lineEvent(partner.LineGone, before.V, l, unix(f.Now))
		e.At, e.Before = f.Now, stake(Worth(l.InvoiceLine))
		e.Owed = moved(OwesLine(l.InvoiceLine), partner.Opt[partner.Money]{})
		events = append(events, e)
	}
	return events
}

func (f Frame) lineEvent(kind partner.EventKind, v partner.Invoice, l line, parts ...string) partner.Event {
	program := l.Program
	if program == "" {
		program = v.Brand
	}
	return partner.Event{
		ID: id(kind, append([]string{l.key}, parts...)...), Kind: kind, Seen: f.Now, ThingID: l.key, Title: v.ID,
		ProgramID: l.ProgramID, Program: program,
	}
}

// line is what happened to one line: its money first, then whether it was paid.
func (f Frame) line(v partner.Invoice, before partner.Opt[line], l line) []partner.Event {
	var events []partner.Event
	money := Worth(l.InvoiceLine)
	paid := l.Status == partner.LinePaid
	wasPaid := before.OK && before.V.Status == partner.LinePaid
	var owed partner.Opt[partner.Money] // of the line as it was, then as it stands between the events
	unpaid := l.InvoiceLine
	unpaid.Status = partner.LinePending
	switch {
	case !before.OK:
		e := f.lineEvent(partner.LineIssued, v, l)
		e.At, e.Stated = f.stated(v.Created)
		e.After, e.Reason = stake(money), kindWords(l.Kind)
		owed = OwesLine(unpaid)
		e.Owed = owed
		events = append(events, e)
	case differ(Worth(before.V.InvoiceLine), money):
		owed = OwesLine(before.V.InvoiceLine)
		next := partner.Opt[partner.Money]{}
		if !wasPaid {
			next = OwesLine(unpaid)
		}
		for i, m := range split(owed, next) {
			e := f.lineEvent(partner.LineModified, v, l, unix(f.Now)+part(i))
			e.At, e.Before, e.After, e.Owed = f.Now, stake(Worth(before.V.InvoiceLine)), stake(money), m
			events = append(events, e)
		}
		owed = next
	default:
		owed = OwesLine(before.V.InvoiceLine)
	}
	if wasPaid && !paid { // no kind of event says so: its money is owed again
		e := f.lineEvent(partner.LineModified, v, l, unix(f.Now), "unpaid")
		e.At, e.After, e.Reason = f.Now, stake(money), "not paid after all"
		e.Owed = moved(owed, OwesLine(l.InvoiceLine))
		owed = OwesLine(l.InvoiceLine)
		events = append(events, e)
	}
	events = append(events, f.lineLate(v, before, l)...)
	if paid && !before.OK && !l.Paid.IsZero() && !l.Paid.After(v.Created) {
		events[0].Owed = partner.Opt[partner.Money]{} // it was never owed
		return events[:1]
	}
	if paid && !wasPaid {
		e := f.lineEvent(partner.LineSettled, v, l, unix(l.Paid))
		e.At, e.Stated = f.stated(l.Paid)
		e.After, e.Owed = stake(money), moved(owed, partner.Opt[partner.Money]{})
		events = append(events, e)
	}
	return events
}

// lineLate is the event of a line that was not paid on its due day, by that day
// or by the service's own word.
func (f Frame) lineLate(v partner.Invoice, before partner.Opt[line], l line) []partner.Event {
	at, due := f.lineDue(l)
	overdue := l.Status == partner.LineOverdue
	end := f.Now
	if l.Status == partner.LinePaid {
		end = l.Paid
	}
	byDay := !due.IsZero() && !at.After(end)
	if !byDay && !overdue {
		return nil
	}
	if b := before.V; before.OK {
		was, _ := f.lineDue(b)
		if b.Status == partner.LineOverdue || b.Status == partner.LinePaid || b.Due.Equal(l.Due) && !b.Due.IsZero() && !was.After(f.Last) {
			return nil
		}
	}
	e := f.lineEvent(partner.LineLate, v, l, unix(l.Due))
	e.At, e.Stated, e.After = at, true, stake(Worth(l.InvoiceLine))
	if !byDay {
		e.At, e.Stated = f.Now, false
	}
	return []partner.Event{e}
}

// lineDue is when the line is late, and the instant it is due.
func (f Frame) lineDue(l line) (late, due time.Time) {
	if l.Due.IsZero() {
		return time.Time{}, time.Time{}
	}
	return f.dayAfter(l.Due), l.Due
}

// moved is what took Total Pending from one share to another; absent where
// they are the same. They must be in one currency.
func moved(from, to partner.Opt[partner.Money]) partner.Opt[partner.Money] {
	switch {
	case !from.OK:
		return to
	case !to.OK:
		return partner.Some(from.V.Neg())
	case !differ(from.V, to.V):
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(to.V.Sub(from.V))
}

// split is moved, as two where the currency is another: what went and what
// came.
func split(from, to partner.Opt[partner.Money]) []partner.Opt[partner.Money] {
	if from.OK && to.OK && from.V.Currency != to.V.Currency {
		none := partner.Opt[partner.Money]{}
		return []partner.Opt[partner.Money]{moved(from, none), moved(none, to)}
	}
	return []partner.Opt[partner.Money]{moved(from, to)}
}

// part tells the second half of a split event from the first.
func part(i int) string {
	if i == 0 {
		return ""
	}
	return "/" + strconv.Itoa(i+1)
}

// kindWords is what a line is for, as people say it.
func kindWords(kind string) string {
	switch kind {
	case partner.LineMediaPayout:
		return "payouts"
	case partner.LineBonus:
		return "bonus"
	}
	return plain(kind)
}
