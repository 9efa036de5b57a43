package origin

import (
	"context"
	"errors"
	"net/http"

	"impactdash/internal/partner"
)

// permit is the one place that decides whether a request may leave at all: none
// that changes the account of a profile that is read-only, none whatever in a
// session that is offline by choice. It stands before the credentials are
// added.
func permit(readOnly bool, next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		if why := withheld(readOnly, req); why != nil {
			return nil, why
		}
		return next.RoundTrip(req)
	})
}

// withheld is why a request must not be sent; nil when it may.
func withheld(readOnly bool, req *http.Request) error {
	reads := req.Method == http.MethodGet || req.Method == http.MethodHead || isHarmless(req)
	switch offline := partner.WantsKept(req.Context()); {
	case offline && reads:
		return &partner.Error{Kind: partner.Unavailable, Detail: "not asked, because this session is offline by choice"}
	case readOnly && !reads:
		return partner.ReadOnly("")
	case offline:
		return partner.Offline("")
	}
	return nil
}

// harmlessKey marks the context of a POST that only asks.
type harmlessKey struct{}

// harmless marks a POST that changes nothing, such as the start of a report. No
// other method but GET can be that.
func harmless(req *http.Request) *http.Request {
	if req.Method != http.MethodPost {
		return req
	}
	return req.WithContext(context.WithValue(req.Context(), harmlessKey{}, true))
}

func isHarmless(req *http.Request) bool {
	return req.Method == http.MethodPost && req.Context().Value(harmlessKey{}) != nil
}

// refusalOf is the refusal of permit inside err, told about an act; nil when err
// is something else.
func refusalOf(a Act, err error) *partner.Error {
	var e *partner.Error
	if !errors.As(err, &e) {
		return nil
	}
	said := *e
	said.Op, said.Endpoint = a.Op, a.Endpoint
	return &said
}
