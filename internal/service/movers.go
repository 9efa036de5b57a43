package service

import (
	"cmp"
	"context"
	"slices"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// Movers are the programs whose payouts rose and fell in a period against the
// one of equal length before it, as they are now: what was reversed since does
// not count in either. It lists the actions of both periods.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Movers(ctx context.Context, p partner.Period) (partner.Answer[partner.Movers], error) {
	return consult(ctx, s, source[partner.Movers]{
		name: "movers", fresh: freshOther,
		load: func(ctx context.Context) (partner.Answer[partner.Movers], error) { return s.loadMovers(ctx, p) },
		good: func(m partner.Movers) bool { return m.Period.From == p.From && m.Period.To == p.To },
	})
}

func (s *Service) loadMovers(ctx context.Context, p partner.Period) (partner.Answer[partner.Movers], error) {
	var none partner.Answer[partner.Movers]
	profile, err := s.Profile(ctx)
	if err != nil {
		return none, err
	}
	asOf, before := s.now(), p.Previous()
	border := p.From.Start(profile.Zone)
	actions, err := collect(s.client.In(profile.Zone).ListActions(ctx, api.ActionQuery{
		By: api.ByEvent, From: before.From.Start(profile.Zone), To: p.To.Add(1).Start(profile.Zone),
	}))
	if err != nil {
		return none, err
	}
	type line struct{ program, currency string }
	sums := map[line]*partner.Mover{}
	for _, a := range actions {
		if !a.Earns() || a.Payout.Currency == "" {
			continue
		}
		of := line{a.ProgramID, a.Payout.Currency}
		m := sums[of]
		if m == nil {
			zero := partner.Money{Currency: a.Payout.Currency}
			m = &partner.Mover{ProgramID: a.ProgramID, Program: a.Program, Now: zero, Before: zero}
			sums[of] = m
		}
		if a.At.Before(border) {
			m.Before = m.Before.Add(a.Payout)
			m.ActionsBefore++
			continue
		}
		m.Now = m.Now.Add(a.Payout)
		m.Actions++
	}
	all := make([]partner.Mover, 0, len(sums))
	for _, m := range sums {
		all = append(all, *m)
	}
	slices.SortFunc(all, func(a, b partner.Mover) int { return compareMovers(a, b, profile.Currency) })
	return partner.Answer[partner.Movers]{Value: partner.Movers{Period: p, Previous: before, All: all}, AsOf: asOf}, nil
}

func compareMovers(a, b partner.Mover, home string) int {
	if x, y := a.Now.Currency, b.Now.Currency; x != y {
		switch home {
		case x:
			return -1
		case y:
			return 1
		}
		return cmp.Compare(x, y)
	}
	return cmp.Or(b.Change().Amount.Cmp(a.Change().Amount), cmp.Compare(a.Program, b.Program), cmp.Compare(a.ProgramID, b.ProgramID))
}
