package uitest

import (
	"context"

	"impactdash/internal/partner"
)

// Todos implements todo.Source.
func (s *Source) Todos(ctx context.Context) (partner.Answer[partner.TodoList], error) {
	s = s.at(ctx)
	return ask(s, s.TodoList)
}

func keysOf(todos []partner.Todo) []string {
	var ids []string
	for _, t := range todos {
		ids = append(ids, t.Key())
	}
	return ids
}

// SnoozeTodos implements todo.Source. The to-dos sleep from then on.
func (s *Source) SnoozeTodos(_ context.Context, z partner.Snooze) (partner.Batch, error) {
	b, err := s.batch("SnoozeTodos", z, keysOf(z.Todos), "todo")
	b.Text, b.Undo = "Snoozed "+several(z.Todos)+" until "+z.Until.Format("Jan 2"), true
	return b, err
}

// several are to-dos as the service tells of them.
func several(todos []partner.Todo) string {
	if len(todos) == 1 {
		return todos[0].Text
	}
	return sprint("%d to-dos", len(todos))
}

// WakeTodos implements todo.Source.
func (s *Source) WakeTodos(_ context.Context, todos []partner.Todo) (partner.Batch, error) {
	b, err := s.batch("WakeTodos", todos, keysOf(todos), "todo")
	b.Text, b.Undo = "Woke "+several(todos), true
	return b, err
}

// Decide implements todo.Source.
func (s *Source) Decide(_ context.Context, d partner.Decision) (partner.Done, error) {
	return s.done("Decide", d, "todo", "program")
}

// Undo implements ui.Sources.
func (s *Source) Undo(context.Context) (partner.Undone, error) {
	if err := s.act("Undo", nil); err != nil {
		return partner.Undone{}, err
	}
	return partner.Undone{Text: "snoozed W-8BEN", Kinds: []string{"todo"}}, nil
}

// Redo implements ui.Sources.
func (s *Source) Redo(context.Context) (partner.Undone, error) {
	if err := s.act("Redo", nil); err != nil {
		return partner.Undone{}, err
	}
	return partner.Undone{Nothing: true}, nil
}

// Inquiries implements todo.Source.
func (s *Source) Inquiries(ctx context.Context) (partner.Answer[partner.InquiryList], error) {
	s = s.at(ctx)
	return ask(s, s.InquiryList)
}

// CreateInquiry implements todo.Source.
func (s *Source) CreateInquiry(_ context.Context, in partner.InquiryInput) (partner.Done, error) {
	return s.done("CreateInquiry", in, "inquiry", "todo")
}

// InquiriesFromFile implements todo.Source.
func (s *Source) InquiriesFromFile(context.Context, string) ([]partner.InquiryRow, error) {
	s.count()
	return s.Rows, nil
}

// SendInquiries implements todo.Source.
func (s *Source) SendInquiries(_ context.Context, rows []partner.InquiryRow) ([]partner.InquiryRow, error) {
	err := s.act("SendInquiries", rows)
	return rows, err
}

// Campaigns implements campaigns.Source.
func (s *Source) Campaigns(ctx context.Context) (partner.Answer[partner.CampaignList], error) {
	s = s.at(ctx)
	return ask(s, s.CampaignList)
}

// Campaign implements campaigns.Source.
func (s *Source) Campaign(_ context.Context, id string) (partner.Answer[partner.Campaign], error) {
	s.count()
	for _, c := range s.CampaignList.Value.Campaigns {
		if c.ID == id {
			return Result[partner.Campaign]{Value: c, AsOf: s.CampaignList.AsOf, Err: s.CampaignList.Err}.answer()
		}
	}
	return partner.Answer[partner.Campaign]{}, Failure(partner.NotFound)
}

// Apply implements campaigns.Source.
func (s *Source) Apply(_ context.Context, a partner.Application) (partner.ApplyResult, error) {
	if err := s.act("Apply", a); err != nil {
		return partner.ApplyResult{}, err
	}
	return partner.ApplyResult{
		Done: partner.Done{Text: "Applied", Kinds: []string{"campaign"}}, Campaign: partner.CampaignApplied, Message: "The brand decides.",
	}, nil
}

// DecideCampaign implements campaigns.Source.
func (s *Source) DecideCampaign(_ context.Context, id string, accept bool, key string) (partner.ApplyResult, error) {
	if err := s.act("DecideCampaign", []any{id, accept, key}); err != nil {
		return partner.ApplyResult{}, err
	}
	return partner.ApplyResult{
		Done: partner.Done{Text: "Accepted", Kinds: []string{"campaign", "program"}}, Campaign: partner.CampaignParticipating, Program: "joined",
	}, nil
}

// Brands implements brands.Source.
func (s *Source) Brands(ctx context.Context) (partner.Answer[partner.BrandList], error) {
	s = s.at(ctx)
	return ask(s, s.BrandList)
}

// BrandTerms implements brands.Source.
func (s *Source) BrandTerms(_ context.Context, id string) (partner.Answer[partner.InstantBrand], error) {
	s.count()
	for _, b := range s.BrandList.Value.Brands {
		if b.ID == id {
			return Result[partner.InstantBrand]{Value: b, AsOf: s.BrandList.AsOf, Err: s.BrandList.Err}.answer()
		}
	}
	return partner.Answer[partner.InstantBrand]{}, Failure(partner.NotFound)
}

// Join implements brands.Source.
func (s *Source) Join(_ context.Context, r partner.JoinRequest) (partner.Batch, error) {
	var ids []string
	for _, b := range r.Brands {
		ids = append(ids, b.ID)
	}
	return s.batch("Join", r, ids, "program", "campaign")
}
