package activity

import (
	"strings"
	"time"

	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
)

// detail tells all about a change.
func (p *Pane) detail(e entry, s *sheet.Sheet, now time.Time) {
	th, text := s.Theme(), told(e)
	s.Heading(thing(e))
	s.TextIn(wordOf(e.Kind).tone.style(th), text)
	if !tells(text, e.Reason) {
		s.Gap().Text(format.Prose(e.Reason))
	}
	s.Gap()
	s.Row("Brand", brand(e))
	money(e, s)
	optional(s, "Before", e.From)
	optional(s, "After", e.To)
	s.Gap()
	when := exactly(e.At, now)
	if e.Stated {
		s.Row("Happened", when)
	} else {
		s.Row("Happened", "by "+when+"; no exact time")
	}
	switch {
	case e.Seen.IsZero():
		s.RowIn(th.Muted, "Noticed", "read from the service's own log")
	case p.unread(e):
		s.RowIn(th.Accent, "Noticed", exactly(e.Seen, now)+" · new to you")
	default:
		s.Row("Noticed", exactly(e.Seen, now))
	}
	s.Gap()
	optional(s, ids(e), e.ThingID)
	optional(s, "Brand id", e.ProgramID)
	s.Row("Change id", e.ID)
	if leads(e) != "" {
		s.Gap().TextIn(th.Muted, leads(e))
	}
}

// money tells what a change did to the money.
func money(e entry, s *sheet.Sheet) {
	what := "Payout"
	if e.Kind.Topic() == "invoice" {
		what = "Amount"
	}
	switch {
	case e.Before.OK && e.After.OK:
		s.Row(what, format.Money(e.Before.V)+arrow+format.Money(e.After.V))
	case e.After.OK:
		s.Row(what, format.Money(e.After.V))
	case e.Before.OK:
		s.Row(what, format.Money(e.Before.V)+" before")
	}
	if e.Amount.OK {
		s.Row("Sale amount", format.Money(e.Amount.V))
	}
	th := s.Theme()
	switch {
	case !e.Owed.OK && e.Seen.IsZero():
		s.RowIn(th.Muted, "Total Pending", "not known: before the first look")
	case !e.Owed.OK:
		s.RowIn(th.Muted, "Total Pending", "not moved")
	case e.Owed.V.Amount.IsNeg():
		s.Row("Total Pending", exact(e.Owed.V)+", taken from it")
	default:
		s.RowIn(th.Good, "Total Pending", exact(e.Owed.V)+", added to it")
	}
}

// ids names the id of what changed.
func ids(e entry) string {
	switch topic := e.Kind.Topic(); topic {
	case "action", "contract", "task", "inquiry":
		return strings.ToUpper(topic[:1]) + topic[1:] + " id"
	case "invoice":
		return "Invoice line"
	}
	return "Id"
}

// optional adds a fact that many changes do not have.
func optional(s *sheet.Sheet, label, value string) {
	if strings.TrimSpace(value) != "" {
		s.Row(label, value)
	}
}
