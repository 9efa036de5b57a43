package service

import (
	"context"
	"errors"
	"time"

	"impactdash/internal/partner"
)

// Profile tells whose account this is, its currency and its zone. It is asked
// for once; a failure is not remembered.
//
// CompanyInformation answers it. A token that may not read that is asked for
// the account root and what it falls back on; the zone is UTC then, and
// ZoneNote says so. Refused credentials are an error.
func (s *Service) Profile(ctx context.Context) (partner.Profile, error) {
	s.mu.Lock()
	known := s.profile
	s.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	a, err := consult(ctx, s, source[partner.Profile]{name: "profile", fresh: freshOther, load: s.askProfile})
	if err == nil && !partner.WantsKept(ctx) {
		s.mu.Lock()
		s.profile = &a.Value
		s.mu.Unlock()
	}
	return a.Value, err
}

// knownProfile is the account as the service told it, else as it is kept.
func (s *Service) knownProfile() (partner.Profile, bool) {
	s.mu.Lock()
	known := s.profile
	s.mu.Unlock()
	if known != nil {
		return *known, true
	}
	a, ok := recall(s, source[partner.Profile]{name: "profile"})
	return a.Value, ok
}

func (s *Service) askProfile(ctx context.Context) (partner.Answer[partner.Profile], error) {
	asOf := s.now()
	p, err := s.loadProfile(ctx)
	return partner.Answer[partner.Profile]{Value: p, AsOf: asOf}, err
}

func (s *Service) loadProfile(ctx context.Context) (partner.Profile, error) {
	var account partner.Account
	company, companyErr := s.client.CompanyInformation(ctx)
	switch {
	case companyErr != nil && !outOfScope(companyErr):
		// A service that is down must not be mistaken for a token without
		// scope: a wrong zone would shift every day of the account.
		return partner.Profile{}, companyErr
	case companyErr != nil || company.Currency == "":
		// The account root is known from other clients only, so it is asked
		// where there is no better answer.
		var err error
		if account, err = s.client.CheckCredentials(ctx); err != nil && companyErr != nil {
			return partner.Profile{}, err
		}
	}
	p := partner.Profile{
		ID:       firstOf(account.ID, s.account),
		Name:     firstOf(company.Name, account.Name),
		Currency: firstOf(company.Currency, account.Currency),
	}
	p.Zone, p.ZoneNote = s.pickZone(company, companyErr)
	return p, nil
}

// pickZone decides where the account's days begin: the user's word, the
// company's zone, UTC.
func (s *Service) pickZone(c partner.Company, companyErr error) (*time.Location, string) {
	switch {
	case s.zone != nil:
		return s.zone, ""
	case c.Timezone != "":
		return Zone(c.Timezone)
	case companyErr != nil:
		return time.UTC, "the token may not read CompanyInformation; days are cut in UTC"
	}
	return time.UTC, "the service names no time zone; days are cut in UTC"
}

// outOfScope reports whether err means that the token, and not the service,
// lacks something.
func outOfScope(err error) bool {
	var e *partner.Error
	return errors.As(err, &e) && (e.Kind == partner.Forbidden || e.Kind == partner.NotFound)
}

// passing reports whether err may be gone the next time: the service is down,
// busy, or asked with credentials it refuses at the moment.
func passing(err error) bool {
	if err == nil {
		return false
	}
	switch partner.KindOf(err) {
	case partner.Unauthorized, partner.RateLimited, partner.Unavailable, partner.Canceled:
		return true
	}
	return false
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
