package finder

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/govalues/decimal"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
	"impactdash/ui/theme"
	"impactdash/ui/toast"
)

// detail tells all about a result: of an action its life.
func (p *Pane) detail(h hit, s *sheet.Sheet, now time.Time) {
	if h.Inquiry.OK {
		inquiry(h.Inquiry.V, s, now)
		return
	}
	a, th := h.Action.V, s.Theme()
	s.Heading("Order " + order(h))
	s.RowIn(stateStyle(h, th, now), "State", stateOf(h, now))
	optional(s, "Brand", a.Program)
	s.Row("Payout", format.Money(a.Payout))
	s.Row("Sale amount", format.Money(a.Amount))
	s.Heading("Timeline")
	p.timeline(a.ID, s, now)
	s.Gap()
	when(s, "Bought", a.At, now)
	optional(s, "Event", a.Event)
	optional(s, "Promo code", a.PromoCode)
	for i, id := range a.SubIDs {
		optional(s, "Sub ID "+string(rune('1'+i)), id)
	}
	optional(s, "Shared id", a.SharedID)
	s.Row("Action id", a.ID)
	optional(s, "Brand id", a.ProgramID)
}

// timeline draws the steps of an action's life, and what was asked about it.
func (p *Pane) timeline(id string, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	v, ok := p.lifeOf(id)
	if p.lifeErr != nil && p.asked == id {
		what, next := toast.Words(p.lifeErr)
		s.TextIn(th.Danger, "The timeline is not to be had. "+what+" "+next)
	} else if !ok {
		s.TextIn(th.Muted, "Loading…")
	}
	if !ok {
		return
	}
	if len(v.Steps) == 0 {
		s.TextIn(th.Muted, "Nothing is known of what became of it.")
	}
	due := false
	for _, step := range v.Steps {
		s.RowIn(stepStyle(step, th), stepMoment(step, now), stepWords(step))
		due = due || step.Ahead && step.At.Equal(v.Due)
	}
	if !v.Due.IsZero() && !due && v.Action.Earns() {
		when(s, "Due", v.Due, now)
	}
	for _, n := range v.Notes {
		what, next := toast.Words(n.Err)
		s.TextIn(th.Muted, "Not known: "+format.Safe(n.What)+". "+what+" "+next)
	}
	if len(v.Inquiries) > 0 {
		s.Heading("Inquiries")
	}
	for _, q := range v.Inquiries {
		label := "Filed"
		if !q.Created.IsZero() {
			label = day(q.Created, now)
		}
		s.Row(label, statusWord(q.Status)+": "+q.Type.Words())
		optional(s, "", q.RejectReason)
	}
}

// stepMoment is when a step was or will be: with the time of day where that is
// known, "~" before what nobody stated.
func stepMoment(step partner.Step, now time.Time) string {
	if step.At.IsZero() {
		return format.None
	}
	text := day(step.At, now)
	if clock := step.At.In(now.Location()).Format("15:04"); !step.Ahead && clock != "00:00" {
		text += " " + clock
	}
	if !step.Stated && !step.Ahead {
		return "~" + text
	}
	return text
}

// day is a day in the zone of now, with its year when that is another one.
func day(at, now time.Time) string {
	d := partner.DateOf(at, now.Location())
	if d.Year != partner.DateOf(now, now.Location()).Year {
		return d.Format("Jan 2 2006")
	}
	return format.Day(d, false)
}

// stepWords is a step in words: "modified $12.40 → $10.00", "locks (expected)".
func stepWords(step partner.Step) string {
	text := stepVerb(step)
	switch {
	case step.Before.OK && step.After.OK:
		text += " " + format.Money(step.Before.V) + " → " + format.Money(step.After.V)
	case step.After.OK:
		text += " " + format.Money(step.After.V)
	case step.Before.OK:
		text += " " + format.Money(step.Before.V) + " before"
	}
	if why := strings.TrimSpace(format.Safe(step.Reason)); why != "" {
		text += ": " + why
	}
	return text
}

func stepVerb(step partner.Step) string {
	var was, will string
	switch step.Kind {
	case partner.ActionTracked:
		was, will = "tracked", "is tracked"
	case partner.ActionModified:
		was, will = "modified", "is modified"
	case partner.ActionVoided:
		was, will = "reversed", "is reversed"
	case partner.ActionLocked:
		was, will = "locked", "locks"
	case partner.ActionCleared:
		was, will = "cleared, in the balance", "clears"
	case partner.ActionLate:
		was, will = "overdue", "is due"
	case partner.ActionRestated:
		was, will = "restated", "is restated"
	case partner.ActionAged:
		was, will = "too old to be looked at", "gets too old to be looked at"
	case partner.ActionGone:
		was, will = "listed no more", "is listed no more"
	default:
		was = strings.TrimSpace(strings.ReplaceAll(format.Safe(string(step.Kind)), "_", " "))
		will = was
	}
	if step.Ahead {
		return will + " (expected)"
	}
	return was
}

func stepStyle(step partner.Step, t *theme.Theme) lipgloss.Style {
	switch {
	case step.Ahead:
		return t.Muted
	case step.Kind == partner.ActionVoided, step.Kind == partner.ActionLate, step.Kind == partner.ActionGone:
		return t.Danger
	case step.Kind == partner.ActionCleared, step.Kind == partner.ActionLocked:
		return t.Good
	case step.Kind == partner.ActionModified, step.Kind == partner.ActionRestated:
		return t.Warn
	}
	return t.Text
}

// statusWord is where an inquiry stands, in the words of the To Do pane.
func statusWord(s partner.InquiryStatus) string {
	switch s {
	case partner.InquiryUnresolved:
		return "waiting"
	case partner.InquiryIncomplete:
		return "wants more"
	case partner.InquiryRefused:
		return "declined"
	case partner.InquiryValid:
		return "accepted"
	}
	if w := strings.ToLower(strings.TrimSpace(format.Safe(string(s)))); w != "" {
		return strings.ReplaceAll(w, "_", " ")
	}
	return format.None
}

// inquiry tells about an order that was asked about.
func inquiry(q partner.Inquiry, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Heading("Order " + order(&partner.Hit{Inquiry: partner.Some(q)}))
	s.TextIn(th.Muted, "Never tracked, as far as is known here; there is an inquiry about it.")
	s.Gap()
	s.Row("State", statusWord(q.Status))
	optional(s, "Brand", q.Program)
	s.Row("Type", q.Type.Words())
	when(s, "Bought", q.Transaction, now)
	plain := func(label string, d partner.Opt[decimal.Decimal]) {
		if d.OK {
			s.Row(label, format.BareEnd(d.V.Pad(2).String()))
		}
	}
	plain("Sale amount", q.Amount)
	plain("Expected", q.Expected)
	plain("Final payout", q.Final)
	when(s, "Filed", q.Created, now)
	when(s, "Deadline", q.Deadline, now)
	optional(s, "Declined", q.RejectReason)
	optional(s, "Your reference", q.Own)
	optional(s, "Action", q.ActionID)
	s.Row("Inquiry id", q.ID)
	s.Gap().TextIn(th.Muted, "Enter goes to the inquiry.")
}

// when adds a moment that is known: "Mon Nov 23, 14:04".
func when(s *sheet.Sheet, label string, at, now time.Time) {
	if at.IsZero() {
		return
	}
	d := partner.DateOf(at, now.Location())
	text := format.Weekday(d)
	if d.Year != partner.DateOf(now, now.Location()).Year {
		text += d.Format(", 2006")
	}
	s.Row(label, text+at.In(now.Location()).Format(", 15:04"))
}

// optional adds a fact that many results do not have.
func optional(s *sheet.Sheet, label, value string) {
	if strings.TrimSpace(value) != "" {
		s.Row(label, value)
	}
}
