package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"impactdash/internal/partner"
)

// leadDraft begins the name of a lead's form; the program's id follows.
const leadDraft = "lead/"

// Leads are the leads handed in, the forms for new ones, and the drafts.
// Without a companion API there are drafts only. Leads that cannot be had are
// a note as long as the forms can.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Leads(ctx context.Context) (partner.Answer[partner.LeadList], error) {
	answer, err := consult(ctx, s, source[partner.LeadList]{
		name: "leads", fresh: freshOther, load: s.loadLeads,
		notes: func(l partner.LeadList) []partner.Note { return l.Notes },
	})
	if err != nil {
		return answer, err
	}
	list := &answer.Value
	list.Drafts = nil
	for form, d := range s.store.State().Drafts {
		if strings.HasPrefix(form, leadDraft) {
			list.Drafts = append(list.Drafts, d)
		}
	}
	slices.SortFunc(list.Drafts, func(a, b partner.Draft) int {
		return cmp.Or(b.Saved.Compare(a.Saved), cmp.Compare(a.Form, b.Form))
	})
	return answer, nil
}

func (s *Service) loadLeads(ctx context.Context) (partner.Answer[partner.LeadList], error) {
	answer := partner.Answer[partner.LeadList]{AsOf: s.now()}
	list := &answer.Value
	list.Reach = s.reach(pageLeads)
	if s.companion != nil {
		var leadsErr error
		err := together(
			func() (err error) { list.Forms, err = s.leadForms(ctx); return err },
			func() error { list.Leads, leadsErr = s.companion.Leads(ctx); return nil },
		)
		if err != nil {
			return partner.Answer[partner.LeadList]{}, err
		}
		if leadsErr != nil {
			list.Notes = append(list.Notes, partner.Note{What: "leads handed in", Err: leadsErr})
		}
	}
	return answer, nil
}

func (s *Service) leadForms(ctx context.Context) ([]partner.LeadForm, error) {
	return share(ctx, s, "lead forms", s.companion.LeadForms)
}

// SubmitLead hands a lead in. The values are checked against the brand's form
// first, and the draft of the form is dropped when the brand has the lead.
//
// Kinds: Unsupported without a companion API, Invalid (Field names the first
// field, Fields all of them), Conflict for a lead the brand has already, and
// those of a write.
func (s *Service) SubmitLead(ctx context.Context, in partner.LeadInput) (partner.Lead, error) {
	const op = "submit lead"
	if s.companion == nil {
		return partner.Lead{}, unsupported(op, pageLeads)
	}
	forms, err := s.leadForms(ctx)
	if err != nil {
		return partner.Lead{}, err
	}
	i := slices.IndexFunc(forms, func(f partner.LeadForm) bool { return f.ProgramID == in.ProgramID })
	if i < 0 {
		return partner.Lead{}, &partner.Error{Op: op, Kind: partner.NotFound, Field: "program_id", Detail: "this brand takes no leads any more"}
	}
	if err := wrongFields(op, forms[i].Fields, in.Values); err != nil {
		return partner.Lead{}, err
	}
	lead, err := s.companion.SubmitLead(ctx, in)
	s.changed()
	if err != nil {
		return partner.Lead{}, err
	}
	return lead, s.store.SaveDraft(s.newKey(), partner.Draft{Form: leadDraft + in.ProgramID})
}

// wrongFields is what is wrong with a form's values, in the form's order; nil
// when they may be sent.
func wrongFields(op string, fields []partner.Field, values map[string]string) error {
	wrong := partner.CheckFields(fields, values)
	if len(wrong) == 0 {
		return nil
	}
	e := &partner.Error{Op: op, Kind: partner.Invalid}
	for _, f := range fields {
		if why, ok := wrong[f.Name]; ok {
			e.Fields = append(e.Fields, partner.FieldError{Field: f.Name, Detail: why})
		}
	}
	e.Field, e.Detail = e.Fields[0].Field, e.Fields[0].Detail
	return e
}

// Draft is what was typed into a form and not sent; Saved is zero when there
// is none. What the disk refused is read from memory, so there is no error.
func (s *Service) Draft(_ context.Context, form string) (partner.Draft, error) {
	d, ok := s.store.State().Drafts[form]
	if !ok {
		return partner.Draft{Form: form}, nil
	}
	return d, nil
}

// SaveDraft keeps what was typed into a form, with its key. One without values
// drops the form's draft.
func (s *Service) SaveDraft(_ context.Context, d partner.Draft) error {
	return s.store.SaveDraft(s.newKey(), d)
}
