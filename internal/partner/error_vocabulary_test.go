package partner_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestKindOfLooksInside(t *testing.T) {
	t.Parallel()
	limited := &partner.Error{Op: "load actions", Kind: partner.RateLimited, Err: context.Canceled}
	for _, c := range []struct {
		name string
		err  error
		want partner.Kind
	}{
		{"the error itself", limited, partner.RateLimited},
		{"wrapped", fmt.Errorf("finance: %w", limited), partner.RateLimited},
		{"one of several", errors.Join(errors.New("other"), limited), partner.RateLimited},
		{"a canceled context", context.Canceled, partner.Canceled},
		{"a wrapped deadline", fmt.Errorf("x: %w", context.DeadlineExceeded), partner.Unavailable},
		{"anything else", errors.New("boom"), partner.Internal},
	} {
		if got := partner.KindOf(c.err); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAnErrorIsOneLineAndKeepsItsCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("cause")
	for _, c := range []struct {
		err  partner.Error
		want string
	}{
		{partner.Error{Op: "load actions", Kind: partner.Forbidden}, "load actions: forbidden"},
		{
			partner.Error{Op: "load actions", Kind: partner.Malformed, Field: "Payout", Detail: "not a number"},
			"load actions: field Payout: not a number",
		},
		{partner.Error{Op: "ask", Kind: partner.Kind(99)}, "ask: unknown"},
	} {
		c.err.Err = cause
		if c.err.Error() != c.want || !errors.Is(&c.err, cause) {
			t.Errorf("error is %q, want %q", c.err.Error(), c.want)
		}
	}
}

func TestEveryKindHasItsOwnName(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for k := partner.Internal; k <= partner.Canceled; k++ {
		if s := k.String(); s == "" || s == "unknown" || seen[s] {
			t.Errorf("kind %d is called %q", k, s)
		}
		seen[k.String()] = true
	}
}

func TestBudgetFindsAGroup(t *testing.T) {
	t.Parallel()
	b := partner.Budget{{Group: partner.GroupDetail, Limit: partner.Some(500)}}
	if a := b.Of(partner.GroupDetail); !a.OK || a.V.Limit.V != 500 {
		t.Errorf("detail is %v", a)
	}
	if a := b.Of(partner.GroupAggregate); a.OK {
		t.Errorf("a group without an answer is %v", a)
	}
}

func TestOnlyReversedActionsEarnNothing(t *testing.T) {
	t.Parallel()
	for state, want := range map[partner.ActionState]bool{
		partner.ActionPending: true, partner.ActionApproved: true, partner.ActionReversed: false, "PAID": true,
	} {
		if (partner.Action{State: state}).Earns() != want {
			t.Errorf("%s earns: %v", state, !want)
		}
	}
}

func TestTodayIsTheAccountsDay(t *testing.T) {
	t.Parallel()
	p := partner.Profile{Zone: zone(t, "America/Los_Angeles")}
	if d := p.Today(time.Date(2026, 11, 1, 6, 59, 0, 0, time.UTC)); d != day("2026-10-31") {
		t.Errorf("today is %v", d)
	}
}
