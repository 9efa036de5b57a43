package toast

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestARefusalSaysWhatIsTrueNow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want string
	}{
		{&partner.Error{Kind: partner.Conflict, Detail: "The terms have changed. Read them again."}, "The terms have changed. Read them again."},
		{&partner.Error{Kind: partner.Forbidden, Status: 403, Detail: " Not for you "}, "Not for you."},
		{&partner.Error{Kind: partner.Invalid, Detail: "Really?"}, "Really?"},
		{&partner.Error{Kind: partner.NotFound, Endpoint: "brands"}, "brands was not found (404). Nothing was done."},
		{&partner.Error{Kind: partner.RateLimited, RetryAfter: 17 * time.Minute}, "The hourly limit is used up. Nothing was done; try again in 18 min."},
		{&partner.Error{Kind: partner.RateLimited}, "The hourly limit is used up. Nothing was done; try again within the hour."},
		{context.DeadlineExceeded, "The service cannot be reached. Nothing was done; try again later."},
		{&partner.Error{Kind: partner.Unavailable, Status: 503}, "The service has a problem of its own (503). Nothing was done; try again later."},
		{errors.New("x"), "Something went wrong. Nothing was done."},
	} {
		if got := Refusal(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
		if Unclear(c.err) {
			t.Errorf("%v is unclear", c.err)
		}
	}
}

func TestWhatMayHaveBeenDoneIsNotCalledUndone(t *testing.T) {
	t.Parallel()
	for _, kind := range []partner.Kind{partner.Uncertain, partner.Malformed} {
		err := &partner.Error{Kind: kind, Detail: "connection reset"}
		got := Refusal(err)
		if !Unclear(err) || strings.Contains(got, "Nothing was done") || !strings.Contains(got, "Look first") {
			t.Errorf("%v: %q", kind, got)
		}
	}
	if Unclear(nil) {
		t.Error("a success is unclear")
	}
}
