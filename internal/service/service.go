// Package service holds the use cases of the product: it puts the answers of
// the Partner API together into what a pane, a CSV and a JSON document show.
// Totals and derived figures are computed here and nowhere else, so that they
// cannot disagree. It knows no screen.
package service

import (
	"iter"
	"slices"
	"sync"
	"time"

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

	mu      sync.Mutex
	profile *partner.Profile
	flights map[string]*flight // fetches under way, by what they fetch
	daily   partner.Answer[dailyRows]
}

// New sets up a service over a client.
func New(o Options) *Service {
	return &Service{client: o.Client, account: o.Account, now: o.Now, zone: o.Zone, flights: map[string]*flight{}}
}

// Budget is what is left of the hourly limits, as far as the service said.
func (s *Service) Budget() partner.Budget { return s.client.Budget() }

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
