package partner

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func TestErrorsAreOneLine(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]*Error{
		"load actions: rate limited":                   {Op: "load actions", Kind: RateLimited},
		"load actions: busy":                           {Op: "load actions", Kind: Unavailable, Detail: "busy"},
		"load actions: field Payout: malformed answer": {Op: "load actions", Kind: Malformed, Field: "Payout"},
		`load actions: field Payout: "x" is no number`: {Op: "load actions", Kind: Malformed, Field: "Payout", Detail: `"x" is no number`},
	} {
		if e.Error() != want {
			t.Errorf("got %q, want %q", e.Error(), want)
		}
	}
	cause := errors.New("x")
	if !errors.Is(&Error{Err: cause}, cause) {
		t.Error("the cause is lost")
	}
}

func TestEveryKindHasAName(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for k := Internal; k <= Withheld; k++ {
		if k.String() == "unknown" || names[k.String()] {
			t.Errorf("kind %d is called %q", k, k)
		}
		names[k.String()] = true
	}
	if len(names) != len(kindNames) || Kind(200).String() != "unknown" {
		t.Error("there are names without a kind")
	}
}

func TestTheKindOfAnyError(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		err  error
		want Kind
	}{
		{&Error{Kind: NotFound}, NotFound},
		{fmt.Errorf("while starting: %w", &Error{Kind: Forbidden}), Forbidden},
		{&Error{Kind: Unavailable, Err: context.Canceled}, Unavailable},
		{context.Canceled, Canceled},
		{fmt.Errorf("x: %w", context.DeadlineExceeded), Unavailable},
		{errors.New("x"), Internal},
	} {
		if got := KindOf(tc.err); got != tc.want {
			t.Errorf("%v is %v, want %v", tc.err, got, tc.want)
		}
	}
}
