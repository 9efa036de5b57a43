package toast

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

func TestWordsAreTwoSentences(t *testing.T) {
	t.Parallel()
	seen := make(map[string]partner.Kind)
	for kind := partner.Internal; kind <= partner.Withheld; kind++ {
		for _, e := range []*partner.Error{
			{Kind: kind},
			{Kind: kind, Op: "load actions", Endpoint: "Actions", Status: 500, Detail: "It broke. "},
			{Kind: kind, Field: "Payout", Detail: "not a number."},
			{Kind: kind, RetryAfter: 90 * time.Second},
		} {
			what, next := Words(fmt.Errorf("wrapped: %w", e))
			for _, s := range []string{what, next} {
				if !strings.HasSuffix(s, ".") || strings.HasSuffix(s, "..") || strings.Contains(s, "  ") {
					t.Errorf("%v: %q is no sentence", kind, s)
				}
			}
			if e.Op == "" && e.Field == "" && e.RetryAfter == 0 {
				if other, ok := seen[what+next]; ok && kind != partner.Canceled && kind != partner.Internal {
					t.Errorf("%v is told like %v", kind, other)
				}
				seen[what+next] = kind
			}
		}
	}
}

func TestWordsOfPlainErrors(t *testing.T) {
	t.Parallel()
	what, _ := Words(fmt.Errorf("load: %w", context.DeadlineExceeded))
	unavailable, _ := Words(&partner.Error{Kind: partner.Unavailable})
	if what != unavailable {
		t.Errorf("a time-out is told as %q", what)
	}
	if what, next := Words(errors.New("secret detail")); strings.Contains(what+next, "secret") || what == "" {
		t.Errorf("an unknown error is told as %q", what)
	}
}

func TestTheWaitIsToldInWords(t *testing.T) {
	t.Parallel()
	for wait, part := range map[time.Duration]string{
		30 * time.Second: " s", 17 * time.Minute: " min", 0: "hour",
	} {
		_, next := Words(&partner.Error{Kind: partner.RateLimited, RetryAfter: wait})
		if !strings.Contains(next, part) {
			t.Errorf("%v is told as %q", wait, next)
		}
	}
}

func TestSayFadesAndFailStays(t *testing.T) {
	t.Parallel()
	if Say("x")().(Msg).Failed || !Fail("x")().(Msg).Failed {
		t.Error("the two are mixed up")
	}
}

func TestARefusalIsASentence(t *testing.T) {
	t.Parallel()
	for why, want := range map[string]string{"there is no page": "There is no page.", "été": "Été.", "漢": "漢."} {
		if got := Refuse(why)().(Msg); got.Text != want || !got.Refused {
			t.Errorf("%q is told as %+v", why, got)
		}
	}
}
