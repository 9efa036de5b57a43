package service

import (
	"context"
	"slices"
	"strings"

	"impactdash/internal/partner"
)

// Campaigns are the creator campaigns of this account. Without a companion API
// there are none, and Reach names the page that has them.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Campaigns(ctx context.Context) (partner.Answer[partner.CampaignList], error) {
	return consult(ctx, s, source[partner.CampaignList]{name: "campaigns", fresh: freshOther, load: s.loadCampaigns, learn: s.learnCampaigns})
}

func (s *Service) loadCampaigns(ctx context.Context) (partner.Answer[partner.CampaignList], error) {
	answer := partner.Answer[partner.CampaignList]{AsOf: s.now()}
	if s.companion != nil {
		list, err := s.companion.Campaigns(ctx)
		if err != nil {
			return partner.Answer[partner.CampaignList]{}, err
		}
		answer.Value = list
		s.learnCampaigns(list)
	}
	answer.Value.Reach = s.reach(pageCampaigns)
	return answer, nil
}

func (s *Service) learnCampaigns(list partner.CampaignList) {
	for _, c := range list.Campaigns {
		s.remember(partner.KindCampaign, c.ID, c.Name)
	}
}

// Campaign is one campaign as it is now. Kinds: as Campaigns, Unsupported
// without a companion API, NotFound.
func (s *Service) Campaign(ctx context.Context, id string) (partner.Answer[partner.Campaign], error) {
	if s.companion == nil {
		return partner.Answer[partner.Campaign]{}, unsupported("load campaign", pageCampaigns)
	}
	learn := func(c partner.Campaign) { s.remember(partner.KindCampaign, c.ID, c.Name) }
	return consult(ctx, s, source[partner.Campaign]{
		name: "campaign " + id, learn: learn,
		load: func(ctx context.Context) (partner.Answer[partner.Campaign], error) {
			asOf := s.now()
			c, err := s.companion.Campaign(ctx, id)
			if err == nil {
				learn(c)
			}
			return partner.Answer[partner.Campaign]{Value: c, AsOf: asOf}, err
		},
	})
}

// Apply asks to take part in a campaign. What came of it, also for the brand's
// program, is in the result.
//
// Kinds: Unsupported without a companion API, Invalid (naming the field),
// Forbidden when rules are unmet, Conflict when the terms changed since they
// were read or the campaign is closed, and those of a write.
func (s *Service) Apply(ctx context.Context, a partner.Application) (partner.ApplyResult, error) {
	const op = "apply"
	switch {
	case s.companion == nil:
		return partner.ApplyResult{}, unsupported(op, pageCampaigns)
	case strings.TrimSpace(a.Motivation) == "":
		return partner.ApplyResult{}, invalid(op, "motivation", "write why you fit")
	case a.TermsID == "":
		return partner.ApplyResult{}, invalid(op, "terms_id", "read and accept the terms first")
	}
	if a.Bid = strings.TrimSpace(a.Bid); a.Bid != "" {
		d, err := partner.ParseDecimal(a.Bid)
		if err != nil || !d.IsPos() {
			return partner.ApplyResult{}, invalid(op, "bid", "write an amount such as 250.00")
		}
		a.Bid = d.String() // without thousands separators
	}
	defer s.changed()
	r, err := s.companion.Apply(ctx, a)
	if err != nil {
		return partner.ApplyResult{}, err
	}
	return s.outcome(r, a.CampaignID, "Applied for "), nil
}

// DecideCampaign accepts or declines an invitation to a campaign. Accepting
// joins the brand's program as well. Kinds as Apply.
func (s *Service) DecideCampaign(ctx context.Context, id string, accept bool, key string) (partner.ApplyResult, error) {
	if s.companion == nil {
		return partner.ApplyResult{}, unsupported("decide", pageCampaigns)
	}
	defer s.changed()
	r, err := s.companion.DecideCampaign(ctx, partner.CampaignDecision{CampaignID: id, Accept: accept, Key: key})
	if err != nil {
		return partner.ApplyResult{}, err
	}
	verb := "Declined "
	if accept {
		verb = "Accepted "
	}
	return s.outcome(r, id, verb), nil
}

// outcome words what became of a campaign and names what changed with it.
func (s *Service) outcome(r partner.ApplyResult, id, verb string) partner.ApplyResult {
	r.Text = verb + s.called(partner.KindCampaign, id)
	r.Kinds = []string{partner.KindCampaign, partner.KindTodo}
	if r.Program != "" {
		r.Kinds = append(r.Kinds, partner.KindProgram, partner.KindLink)
	}
	return r
}

// Brands are the brands that approve this account at once. Without a companion
// API there are none, and Reach names the page that has them.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Brands(ctx context.Context) (partner.Answer[partner.BrandList], error) {
	return consult(ctx, s, source[partner.BrandList]{name: "brands", fresh: freshOther, load: s.loadBrands, learn: s.learnBrands})
}

func (s *Service) loadBrands(ctx context.Context) (partner.Answer[partner.BrandList], error) {
	answer := partner.Answer[partner.BrandList]{AsOf: s.now()}
	if s.companion != nil {
		list, err := s.companion.Brands(ctx)
		if err != nil {
			return partner.Answer[partner.BrandList]{}, err
		}
		answer.Value = list
		s.learnBrands(list)
	}
	answer.Value.Reach = s.reach(pageBrands)
	return answer, nil
}

func (s *Service) learnBrands(list partner.BrandList) {
	for _, b := range list.Brands {
		s.remember(partner.KindProgram, b.ID, firstOf(b.Name, b.Brand))
	}
}

// BrandTerms is a brand with the terms of today, to be read before joining.
// Kinds: as Brands, Unsupported without a companion API, NotFound.
func (s *Service) BrandTerms(ctx context.Context, id string) (partner.Answer[partner.InstantBrand], error) {
	var none partner.Answer[partner.InstantBrand]
	const op = "load terms"
	if s.companion == nil {
		return none, unsupported(op, pageBrands)
	}
	var (
		brands partner.Answer[partner.BrandList]
		terms  partner.CampaignTerms
	)
	err := together(
		func() (err error) { brands, err = s.Brands(ctx); return err },
		func() (err error) { terms, err = s.companion.BrandTerms(ctx, id); return err },
	)
	if err != nil {
		return none, err
	}
	i := slices.IndexFunc(brands.Value.Brands, func(b partner.InstantBrand) bool { return b.ID == id })
	if i < 0 {
		return none, &partner.Error{Op: op, Kind: partner.NotFound, Detail: "this brand does not approve at once any more"}
	}
	b := brands.Value.Brands[i]
	b.Terms = terms
	return partner.Answer[partner.InstantBrand]{Value: b, AsOf: brands.AsOf}, nil
}

// Join joins brands, all in one request; one that cannot be joined does not
// keep the others from it. The error is set when nothing was joined:
// Unsupported without a companion API, Invalid for more than partner.MaxJoin,
// before anything is sent.
func (s *Service) Join(ctx context.Context, r partner.JoinRequest) (partner.Batch, error) {
	const op = "join"
	switch {
	case s.companion == nil:
		return partner.Batch{}, unsupported(op, pageBrands)
	case len(r.Brands) == 0:
		return partner.Batch{}, invalid(op, "brands", "no brand is chosen")
	case len(r.Brands) > partner.MaxJoin:
		return partner.Batch{}, invalid(op, "brands", "at most 10 brands can be joined in one go")
	}
	for _, b := range r.Brands {
		if b.TermsID == "" {
			return partner.Batch{}, invalid(op, "terms_id", "read and accept the terms of "+s.called(partner.KindProgram, b.ID)+" first")
		}
	}
	defer s.changed()
	results, err := s.companion.Join(ctx, r)
	if err != nil {
		return partner.Batch{}, err
	}
	var b partner.Batch
	for _, one := range results {
		if one.Joined {
			b.OK = append(b.OK, one.ID)
			continue
		}
		b.Failed = append(b.Failed, partner.Failed{ID: one.ID, Name: s.called(partner.KindProgram, one.ID), Err: one.Err})
	}
	b.Kinds = []string{partner.KindProgram, partner.KindLink, partner.KindTodo}
	if len(b.OK) > 0 {
		b.Text = several("Joined", s.called(partner.KindProgram, b.OK[0]), "brands", len(b.OK))
	}
	return b, nil
}
