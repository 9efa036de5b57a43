package service

import (
	"context"
	"errors"
	"sync"
	"time"

	"impactdash/internal/partner"
)

// Profile tells whose account this is, its currency and its zone. It is asked
// for once; a failure is not remembered.
//
// CompanyInformation and the account root are asked at the same time, because
// a scoped token may reach only one of them. Without either the zone is UTC
// and ZoneNote says so; refused credentials are an error.
func (s *Service) Profile(ctx context.Context) (partner.Profile, error) {
	s.mu.Lock()
	known := s.profile
	s.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	return share(ctx, s, "profile", s.loadProfile)
}

func (s *Service) loadProfile(ctx context.Context) (partner.Profile, error) {
	var (
		wait       sync.WaitGroup
		company    partner.Company
		companyErr error
		account    partner.Account
		accountErr error
	)
	wait.Go(func() { company, companyErr = s.client.CompanyInformation(ctx) })
	wait.Go(func() { account, accountErr = s.client.CheckCredentials(ctx) })
	wait.Wait()
	// A service that is down must not be mistaken for a token without scope:
	// a wrong zone would shift every day of the account.
	if companyErr != nil && !outOfScope(companyErr) {
		return partner.Profile{}, companyErr
	}
	if accountErr != nil && (companyErr != nil || partner.KindOf(accountErr) == partner.Unauthorized) {
		return partner.Profile{}, accountErr
	}
	p := partner.Profile{
		ID:       firstOf(account.ID, s.account),
		Name:     firstOf(company.Name, account.Name),
		Currency: firstOf(company.Currency, account.Currency),
	}
	p.Zone, p.ZoneNote = s.pickZone(company, companyErr)
	// The account root is known from other clients only: one that answers
	// nonsense is done without for good, one that fails is asked again.
	if accountErr == nil || partner.KindOf(accountErr) == partner.Malformed {
		s.mu.Lock()
		s.profile = &p
		s.mu.Unlock()
	}
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
