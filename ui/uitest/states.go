package uitest

import (
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
)

// Failure is a failure of a kind, as the client would report it.
func Failure(kind partner.Kind) error {
	e := &partner.Error{Op: "load data", Kind: kind, Endpoint: "Actions"}
	switch kind {
	case partner.Unavailable:
		e.Status, e.Detail = 503, "Service Unavailable"
	case partner.RateLimited:
		e.Status, e.RetryAfter = 429, 17*time.Minute
	case partner.Unauthorized:
		e.Status = 401
	case partner.Forbidden:
		e.Status, e.Detail = 403, "Token lacks scope"
	case partner.NotFound:
		e.Status = 404
	case partner.Malformed:
		e.Status, e.Detail = 200, "not JSON"
	case partner.Invalid:
		e.Status, e.Detail = 400, "the range begins in the future"
	}
	return e
}

// State is one of the things a pane can look like. Reach takes a fresh pane
// there.
type State struct {
	Name  string
	Reach func(testing.TB, pane.Pane, *Source)
}

// States are the seven states of a pane, in the order of the style guide.
func States() []State {
	return []State{
		{"loading", func(_ testing.TB, p pane.Pane, _ *Source) { p.Init() }},
		{"data", func(t testing.TB, p pane.Pane, _ *Source) { Settle(t, p, p.Init()) }},
		{"refreshing", func(t testing.TB, p pane.Pane, _ *Source) {
			Settle(t, p, p.Init())
			p.Refresh()
		}},
		{"stale", func(t testing.TB, p pane.Pane, s *Source) {
			Settle(t, p, p.Init())
			s.Fail(Failure(partner.Unavailable))
			Settle(t, p, p.Refresh())
		}},
		{"failed", func(t testing.TB, p pane.Pane, s *Source) {
			s.Fail(Failure(partner.Unavailable))
			Settle(t, p, p.Init())
		}},
		{"empty", func(t testing.TB, p pane.Pane, s *Source) {
			s.Empty()
			Settle(t, p, p.Init())
		}},
		{"unavailable", func(t testing.TB, p pane.Pane, s *Source) {
			s.Fail(Failure(partner.Forbidden))
			Settle(t, p, p.Init())
		}},
	}
}

// AllStates are the states, and those with data that means no good.
func AllStates() []State {
	return append(States(),
		State{"hostile", func(t testing.TB, p pane.Pane, s *Source) {
			s.Hostile()
			Settle(t, p, p.Init())
		}},
		State{"hostile stale", func(t testing.TB, p pane.Pane, s *Source) {
			s.Hostile()
			Settle(t, p, p.Init())
			s.Fail(Hostility())
			Settle(t, p, p.Refresh())
		}},
		State{"hostile failed", func(t testing.TB, p pane.Pane, s *Source) {
			s.Fail(Hostility())
			Settle(t, p, p.Init())
		}},
	)
}
