package activity

import (
	"impactdash/internal/partner"
)

// Inquiry is what happened to an inquiry. Before is absent for one not seen
// before. One that is not listed any more is no event: nothing follows.
func (f Frame) Inquiry(before partner.Opt[partner.Inquiry], q partner.Inquiry) []partner.Event {
	var events []partner.Event
	was := partner.InquiryUnresolved
	if before.OK {
		was = before.V.Status
	} else {
		e := f.inquiryEvent(partner.InquiryNew, q)
		e.At, e.Stated = f.stated(q.Created)
		e.To = q.Type.Words()
		events = append(events, e)
	}
	if q.Status == was {
		return events
	}
	e := f.inquiryEvent(partner.InquiryMoved, q, plain(string(q.Status)), unix(q.Resolved))
	e.At, e.Stated = f.since(q.Resolved)
	if !before.OK {
		e.At, e.Stated = f.stated(q.Resolved)
	}
	e.From, e.To, e.Reason = inquiryWords(was), inquiryWords(q.Status), q.RejectReason
	if n := len(q.Comments); n > 0 && q.Status == partner.InquiryIncomplete {
		last := q.Comments[n-1] // what the brand wants to know
		e.Reason = last.Text
		if q.Resolved.IsZero() && (!before.OK || !last.At.Before(f.Last)) {
			e.ID = id(partner.InquiryMoved, q.ID, plain(string(q.Status)), unix(last.At))
			e.At, e.Stated = f.stated(last.At)
		}
	}
	return append(events, e)
}

func (f Frame) inquiryEvent(kind partner.EventKind, q partner.Inquiry, parts ...string) partner.Event {
	return partner.Event{
		ID: id(kind, append([]string{q.ID}, parts...)...), Kind: kind, Seen: f.Now, ThingID: q.ID, Title: q.OrderID,
		ProgramID: q.ProgramID, Program: q.Program,
	}
}

// inquiryWords is a status as people say it.
func inquiryWords(s partner.InquiryStatus) string {
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
	return plain(string(s))
}
