package toast

import (
	"errors"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// Unclear reports whether an act failed in such a way that it may have been
// carried out: no answer came, or one that cannot be read.
func Unclear(err error) bool {
	kind := partner.KindOf(err)
	return err != nil && (kind == partner.Uncertain || kind == partner.Malformed)
}

// Refusal tells why an act with an idempotency key failed, what is true now and
// what to do, in whole sentences: the service's own where it has refused. The
// words of a service are not cleaned.
func Refusal(err error) string {
	var e *partner.Error
	if !errors.As(err, &e) {
		e = &partner.Error{Kind: partner.KindOf(err)}
	}
	switch e.Kind {
	case partner.Uncertain:
		return "No answer came, so it is not known whether this was done. Look first; sending it again does not do it twice."
	case partner.Malformed:
		return "It was sent, and the answer cannot be understood. Look first; sending it again does not do it twice."
	case partner.Unavailable:
		what, _ := Words(err)
		return what + " Nothing was done; try again later."
	case partner.RateLimited:
		return "The hourly limit is used up. Nothing was done; try again " + later(e.RetryAfter) + "."
	case partner.Invalid, partner.Conflict, partner.Forbidden, partner.NotFound, partner.Unsupported, partner.Withheld:
		if detail := strings.TrimSpace(e.Detail); detail != "" {
			return stopped(detail)
		}
	case partner.Internal, partner.Unauthorized, partner.Canceled:
	}
	what, _ := Words(err)
	return what + " Nothing was done."
}

// stopped is a sentence from outside with its full stop.
func stopped(s string) string {
	if strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return trimStop(s) + "."
}

func later(d time.Duration) string {
	if d <= 0 {
		return "within the hour"
	}
	return inWords(d)
}
