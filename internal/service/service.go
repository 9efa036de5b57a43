// Package service holds the use cases of the product: it puts the answers of
// the Partner API together into what a pane, a CSV and a JSON document show.
// Totals and derived figures are computed here and nowhere else, so that they
// cannot disagree. It knows no screen.
package service

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// Options set up a Service.
type Options struct {
	Client *api.Client
	// Account is the AccountSID, for a service that does not repeat it.
	Account string
	Now     func() time.Time
	Zone    *time.Location // overrides the account's zone; nil asks the service
}

// Service answers the dashboard and the commands. It is safe for concurrent
// use and shared by all who look at one account.
type Service struct {
	client  *api.Client
	account string
	now     func() time.Time
	zone    *time.Location

	flight singleflight.Group // one fetch for all who ask at once

	mu      sync.Mutex
	profile *partner.Profile
	ledger  *ledger
	daily   partner.Answer[dailyRows]
}

// New sets up a service over a client.
func New(o Options) *Service {
	return &Service{client: o.Client, account: o.Account, now: o.Now, zone: o.Zone}
}

// Budget is what is left of the hourly limits, as far as the service said.
func (s *Service) Budget() partner.Budget { return s.client.Budget() }

// shareLimit ends a shared fetch that everybody has stopped waiting for.
const shareLimit = 2 * time.Minute

// share runs fetch once for all callers with the same key. A caller that gives
// up does not take the others' fetch with it.
func share[T any](ctx context.Context, s *Service, key string, fetch func(context.Context) (T, error)) (T, error) {
	result := s.flight.DoChan(key, func() (any, error) {
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), shareLimit)
		defer cancel()
		return fetch(own)
	})
	var none T
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case r := <-result:
		if r.Err != nil {
			return none, r.Err
		}
		return r.Val.(T), nil
	}
}

// collect reads a list to its end.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return slices.Clip(all), nil
}
