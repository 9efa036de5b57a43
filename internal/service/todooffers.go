package service

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// There is no list of all deals, only one of each program, a request each. So
// deals are looked for where a promo code names one, in at most dealPrograms
// programs, and each answer serves for dealsAge. A deal without a code on a
// program without codes is not seen.
const (
	dealPrograms = 8
	dealsAge     = time.Hour
)

func (s *Service) promoCodes(ctx context.Context) ([]partner.PromoCode, error) {
	all, err := listed(ctx, s, "promo codes", func(ctx context.Context) iter.Seq2[partner.PromoCode, error] {
		return s.client.ListPromoCodes(ctx, api.PromoCodeQuery{})
	})
	return all.Value, err
}

// promoTodos are the promo codes that end soon.
func (s *Service) promoTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	codes, err := s.promoCodes(ctx)
	if err != nil {
		return nil, err
	}
	var todos []partner.Todo
	for _, c := range codes {
		if c.State != partner.OfferActive || !v.within(c.End, offerSoon) {
			continue
		}
		form := "Code %s of %s ends %s"
		if c.Pattern {
			form = "Codes like %s of %s end %s"
		}
		todos = append(todos, partner.Todo{
			Kind: partner.TodoPromoCode, Object: c.ID, Act: "replace",
			Text:   fmt.Sprintf(form, c.Code, firstOf(c.Program, c.Brand, "program "+c.ProgramID), v.day(c.End)),
			Detail: "Take it off your pages, or ask for the next one; see " + pageOffers + ".",
			Brand:  firstOf(c.Brand, c.Program), Program: c.ProgramID, Since: c.Start, Due: c.End, State: stamp(c.End),
		})
	}
	return todos, nil
}

// dealTodos are the deals that end soon, of the programs whose promo codes
// name a deal; a code that ends with its deal stands for both. A program that
// fails, or is one too many, is an error beside what was found.
func (s *Service) dealTodos(ctx context.Context, v todoView) ([]partner.Todo, error) {
	codes, err := s.promoCodes(ctx)
	if err != nil {
		return nil, err
	}
	names, programs := map[string]string{}, []string{}
	ending := map[string]bool{} // deals a code of which is a to-do already
	for _, c := range codes {
		if c.DealID == "" || c.State != partner.OfferActive {
			continue
		}
		if _, ok := names[c.ProgramID]; !ok {
			programs = append(programs, c.ProgramID)
			names[c.ProgramID] = firstOf(c.Program, c.Brand, "program "+c.ProgramID)
		}
		ending[c.DealID] = ending[c.DealID] || v.within(c.End, offerSoon)
	}
	slices.SortFunc(programs, func(a, b string) int { return cmp.Or(cmp.Compare(names[a], names[b]), cmp.Compare(a, b)) })
	var missing error
	if more := len(programs) - dealPrograms; more > 0 {
		programs = programs[:dealPrograms]
		missing = &partner.Error{
			Op: "load deals", Kind: partner.Unsupported,
			Detail: fmt.Sprintf("each program takes a request; %d more are not looked at", more),
		}
	}
	var todos []partner.Todo
	for _, program := range programs {
		deals, err := s.dealsOf(ctx, program)
		switch {
		case passing(err):
			return nil, err
		case err != nil:
			missing = err
			continue
		case todos == nil:
			todos = []partner.Todo{} // something could be had
		}
		for _, d := range deals {
			if d.State != partner.OfferActive || !v.within(d.End, offerSoon) || ending[d.ID] {
				continue
			}
			todos = append(todos, partner.Todo{
				Kind: partner.TodoDeal, Object: d.ID, Act: "replace",
				Text:   fmt.Sprintf("Deal %s of %s ends %s", d.Name, names[program], v.day(d.End)),
				Detail: "Take it off your pages; see " + pageOffers + ".",
				Brand:  names[program], Program: program, Since: d.Start, Due: d.End, State: stamp(d.End),
			})
		}
	}
	return todos, missing
}

// dealsOf are the deals of one program, at most dealsAge old.
func (s *Service) dealsOf(ctx context.Context, program string) ([]partner.Deal, error) {
	s.mu.Lock()
	known, ok := s.deals[program]
	s.mu.Unlock()
	if age := s.now().Sub(known.AsOf); ok && age >= 0 && age < dealsAge {
		return known.Value, nil
	}
	deals, err := listed(ctx, s, "deals "+program, func(ctx context.Context) iter.Seq2[partner.Deal, error] {
		return s.client.ListDeals(ctx, program, api.DealQuery{})
	})
	if err == nil {
		s.mu.Lock()
		s.deals[program] = deals
		s.mu.Unlock()
	}
	return deals.Value, err
}
