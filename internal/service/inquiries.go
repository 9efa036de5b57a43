package service

import (
	"context"
	"iter"
	"strings"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

const opInquiry = "send inquiry"

func (s *Service) allInquiries(ctx context.Context) (partner.Answer[[]partner.Inquiry], error) {
	return consult(ctx, s, source[[]partner.Inquiry]{
		name: "list inquiries", fresh: freshTodos,
		load: func(ctx context.Context) (partner.Answer[[]partner.Inquiry], error) {
			return collected(ctx, s, func(ctx context.Context) iter.Seq2[partner.Inquiry, error] {
				return s.client.ListInquiries(ctx, api.InquiryQuery{})
			})
		},
	})
}

// Inquiries are the account's inquiries, newest first. An account without
// them, which the service refuses with 403 or 404, has an empty list that is
// not Enabled; a token without the scope looks the same.
//
// Kinds: Unauthorized, RateLimited, Unavailable, Malformed.
func (s *Service) Inquiries(ctx context.Context) (partner.Answer[partner.InquiryList], error) {
	now := s.now()
	all, err := s.allInquiries(ctx)
	if err != nil && outOfScope(err) {
		return partner.Answer[partner.InquiryList]{AsOf: now}, nil
	}
	return partner.Answer[partner.InquiryList]{
		Value: partner.InquiryList{Inquiries: all.Value, Enabled: err == nil}, AsOf: all.AsOf,
	}, err
}

// CreateInquiry asks a brand about an order. It is checked first and sent
// once: the service knows no keys, and a second inquiry would be a double.
//
// Kinds: Invalid (Field names the first field, Fields all of them), and those
// of a write.
func (s *Service) CreateInquiry(ctx context.Context, in partner.InquiryInput) (partner.Done, error) {
	if _, err := s.sendInquiry(ctx, in); err != nil {
		return partner.Done{}, err
	}
	return partner.Done{
		Text:  "Asked about order " + strings.TrimSpace(in.OrderID),
		Kinds: []string{partner.KindInquiry, partner.KindTodo},
	}, nil
}

func (s *Service) sendInquiry(ctx context.Context, in partner.InquiryInput) (uri string, err error) {
	p, err := s.Profile(ctx)
	if err != nil {
		return "", err
	}
	if err := wrongInquiry(in, s.now(), p.Zone); err != nil {
		return "", err
	}
	ready, err := readInquiry(in, p.Zone)
	if err != nil {
		return "", err
	}
	defer s.changed()
	return s.client.In(p.Zone).CreateInquiry(ctx, ready)
}

// inquiryFields are the fields in the order of the form.
func inquiryFields() []string {
	return []string{
		partner.InquiryProgram, partner.InquiryOrder, partner.InquiryKind, partner.InquiryTransaction, partner.InquiryAmount,
		partner.InquiryOwn, partner.InquiryExpected, partner.InquiryDeadline, partner.InquiryCustomer, partner.InquiryLink, partner.InquiryNotes,
	}
}

// wrongInquiry is what is wrong with an inquiry, in the form's order; nil when
// it may be sent.
func wrongInquiry(in partner.InquiryInput, now time.Time, zone *time.Location) error {
	wrong := partner.CheckInquiry(in, now, zone)
	if len(wrong) == 0 {
		return nil
	}
	e := &partner.Error{Op: opInquiry, Kind: partner.Invalid}
	for _, f := range inquiryFields() {
		if why, ok := wrong[f]; ok {
			e.Fields = append(e.Fields, partner.FieldError{Field: f, Detail: why})
		}
	}
	e.Field, e.Detail = e.Fields[0].Field, e.Fields[0].Detail
	return e
}

// readInquiry reads the texts of an inquiry that was checked.
func readInquiry(in partner.InquiryInput, zone *time.Location) (api.InquiryInput, error) {
	ready := api.InquiryInput{
		ProgramID: strings.TrimSpace(in.ProgramID), OrderID: strings.TrimSpace(in.OrderID), Type: in.Type,
		Own: strings.TrimSpace(in.Own), Customer: strings.TrimSpace(in.Customer), Link: strings.TrimSpace(in.Link), Notes: strings.TrimSpace(in.Notes),
	}
	var err error
	if ready.Transaction, err = partner.ParseMoment(in.Transaction, zone); err != nil {
		return ready, invalid(opInquiry, partner.InquiryTransaction, err.Error())
	}
	if strings.TrimSpace(in.Deadline) != "" {
		if ready.Deadline, err = partner.ParseMoment(in.Deadline, zone); err != nil {
			return ready, invalid(opInquiry, partner.InquiryDeadline, err.Error())
		}
	}
	if ready.Amount, err = partner.ParseDecimal(in.Amount); err != nil {
		return ready, invalid(opInquiry, partner.InquiryAmount, err.Error())
	}
	if strings.TrimSpace(in.Expected) != "" {
		d, err := partner.ParseDecimal(in.Expected)
		if err != nil {
			return ready, invalid(opInquiry, partner.InquiryExpected, err.Error())
		}
		ready.Expected = partner.Some(d)
	}
	return ready, nil
}

// SendInquiries sends the rows that have no address yet, one after the other,
// and says what became of each. It stops at the first outcome that is not
// known, and at failures the next row would meet as well: what comes after is
// not tried. A row that is wrong, or whose outcome is not known, is not sent.
// The error is nil unless nothing could be tried.
func (s *Service) SendInquiries(ctx context.Context, rows []partner.InquiryRow) ([]partner.InquiryRow, error) {
	if _, err := s.Profile(ctx); err != nil {
		return rows, err
	}
	sent := make([]partner.InquiryRow, len(rows))
	var stopped error
	for i, r := range rows {
		switch {
		case r.URI != "", settled(r.Err):
		case stopped != nil:
			r.Err = stopped
		default:
			r.URI, r.Err = s.sendInquiry(ctx, r.Input)
			if r.Err == nil && r.URI == "" {
				r.URI = "sent" // the service names no address
			}
			if r.Err != nil && ends(r.Err) {
				stopped = notTried(r.Err)
			}
		}
		sent[i] = r
	}
	return sent, nil
}

// settled reports whether a row that failed must not be sent as it is.
func settled(err error) bool {
	if err == nil {
		return false
	}
	kind := partner.KindOf(err)
	return kind == partner.Uncertain || kind == partner.Invalid
}
