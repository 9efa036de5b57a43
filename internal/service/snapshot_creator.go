package service

import (
	"context"
	"errors"

	"impactdash/internal/partner"
)

// Personas are the roles the account has. Without a companion API nothing
// tells them, and the affiliate persona is the one that can be shown.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Personas(ctx context.Context) (partner.Answer[partner.Personas], error) {
	if s.companion == nil {
		alone := partner.Personas{All: []partner.Persona{partner.AffiliatePersona}}
		return partner.Answer[partner.Personas]{Value: alone, AsOf: s.now()}, nil
	}
	return consult(ctx, s, source[partner.Personas]{name: "personas", fresh: freshOther, load: s.loadPersonas})
}

func (s *Service) loadPersonas(ctx context.Context) (partner.Answer[partner.Personas], error) {
	answer := partner.Answer[partner.Personas]{Value: partner.Personas{Companion: true}, AsOf: s.now()}
	status, err := s.companion.Status(ctx)
	for _, name := range status.Personas {
		answer.Value.All = append(answer.Value.All, partner.Persona(name))
	}
	return answer, err
}

// creatorSnapshot fills a snapshot with the creator persona's days. whole
// covers its periods.
func (s *Service) creatorSnapshot(ctx context.Context, snap partner.Snapshot, whole partner.Period, fresh bool) (partner.Answer[partner.Snapshot], error) {
	var none partner.Answer[partner.Snapshot]
	if s.companion == nil {
		return none, noCreator("creator figures come from a companion API, and companion_url is not set")
	}
	ask := around[partner.CreatorMetrics]{s: s, name: "creator", keep: &s.creator, fetch: s.companion.CreatorMetrics}
	answer, err := ask.get(ctx, whole, snap.Today, fresh)
	var refused *partner.Error
	if errors.As(err, &refused) && refused.Code == "not_creator" {
		return none, noCreator("this account has no creator persona")
	}
	if err != nil {
		return none, err
	}
	if until := answer.Value.Period.To; until.Before(snap.Today) { // kept since an earlier day
		snap.Today = until
	}
	report := answer.Value.Rows
	byDay := make(map[partner.Date]partner.Figures, len(report.Days))
	for _, d := range report.Days {
		byDay[d.Day] = d.Figures()
	}
	snap.Persona = partner.CreatorPersona
	snap.Currency = firstOf(report.Currency, snap.Currency)
	snap.Days, _ = daysOf(snap.Period, snap.Today, byDay, partner.Figures{})
	snap.Before, _ = daysOf(snap.Previous, snap.Today, byDay, partner.Figures{})
	snap.Sum = partner.CreatorTotal(snap.Days, snap.Today)
	snap.Earlier = partner.CreatorTotal(snap.Before, snap.Today)
	return partner.Answer[partner.Snapshot]{Value: snap, AsOf: answer.AsOf}, nil
}

// noCreator says why the account has no creator figures.
func noCreator(detail string) error {
	return &partner.Error{Op: "load creator figures", Kind: partner.Unsupported, Endpoint: "creator/metrics", Detail: detail}
}
