package service

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"

	"impactdash/internal/partner"
)

// ask is a use case of which only the failure matters.
type ask func(context.Context, *Service) error

func asks() map[string]ask {
	return map[string]ask{
		"profile": func(ctx context.Context, s *Service) error { _, err := s.Profile(ctx); return err },
		"today":   func(ctx context.Context, s *Service) error { _, err := s.Today(ctx); return err },
		"pending": func(ctx context.Context, s *Service) error { _, err := s.Pending(ctx); return err },
		"balance": func(ctx context.Context, s *Service) error { _, err := s.Balance(ctx); return err },
		"snapshot": func(ctx context.Context, s *Service) error {
			_, err := s.Snapshot(ctx, partner.RangeQuery{Text: "7d"})
			return err
		},
	}
}

func TestFiftyCallersAtOnceCauseOneFetch(t *testing.T) {
	t.Parallel()
	for name, do := range asks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				alone := newCanned(t)
				if err := do(t.Context(), alone.at(noon)); err != nil {
					t.Fatal(err)
				}
				c := newCanned(t)
				release := c.hold("CompanyInformation")
				s := c.at(noon)
				var callers sync.WaitGroup
				for range 50 {
					callers.Go(func() {
						if err := do(t.Context(), s); err != nil {
							t.Error(err)
						}
					})
				}
				synctest.Wait() // all of them wait for the first one's question
				release()
				callers.Wait()
				for _, resource := range []string{"", "CompanyInformation", "Actions", "ActionUpdates", "Invoices", "WithdrawalSettings", byDay, paystubs} {
					if got, want := c.count(resource), alone.count(resource); got != want {
						t.Errorf("%q was asked for %d times, alone it takes %d", resource, got, want)
					}
				}
			})
		})
	}
}

func TestACallerWhoGivesUpDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	for name, do := range asks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := newCanned(t)
				release := c.hold("CompanyInformation")
				s := c.at(noon)
				ctx, cancel := context.WithCancel(t.Context())
				first, second := make(chan error, 1), make(chan error, 1)
				go func() { first <- do(ctx, s) }()
				synctest.Wait()
				go func() { second <- do(t.Context(), s) }()
				synctest.Wait()
				cancel()
				if err := <-first; !errors.Is(err, context.Canceled) || partner.KindOf(err) != partner.Canceled {
					t.Errorf("the first caller got %v", err)
				}
				release()
				if err := <-second; err != nil {
					t.Errorf("the second caller got %v", err)
				}
				if n := c.count("CompanyInformation"); n != 1 {
					t.Errorf("it took %d fetches, want 1", n)
				}
			})
		})
	}
}

func TestAFetchThatHangsIsUnavailableInTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCanned(t)
		c.hold("CompanyInformation")
		_, err := c.at(noon).Profile(t.Context())
		wantKind(t, err, partner.Unavailable)
	})
}

func TestACallerWhoHasGivenUpAlreadyGetsNothing(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, do := range asks() {
		if err := do(ctx, newCanned(t).at(noon)); partner.KindOf(err) != partner.Canceled {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDifferentRangesDoNotShareAnAnswer(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.list(byDay, "Records", dayRow("2026-08-22", 1, 0, "0", "0"), dayRow("2026-08-10", 2, 0, "0", "0"))
	s := c.at(noon)
	var callers sync.WaitGroup
	for text, want := range map[string]string{"7d": "1", "30d": "3", "2026-08-10": "2", "400d": "3"} {
		callers.Go(func() {
			got, err := s.Snapshot(t.Context(), partner.RangeQuery{Text: text})
			if err != nil {
				t.Error(err)
				return
			}
			is(t, text, got.Value.Sum, partner.Clicks, want)
		})
	}
	callers.Wait()
}
