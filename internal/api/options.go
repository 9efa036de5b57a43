package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"impactdash/internal/origin"
)

const (
	defaultBase     = "https://api.impact.com"
	defaultParallel = 4 // windows at once; the service allows 500 detail requests an hour
)

// Options is all a Client depends on. Now is required; everything but the
// credentials has a default otherwise.
type Options struct {
	BaseURL    string            // scheme, host, optional port and path prefix; empty: the real service
	AccountSID string            // user name of HTTP Basic and part of each path
	AuthToken  string            // password of HTTP Basic
	Transport  http.RoundTripper // nil: a clone of http.DefaultTransport with time-outs
	Now        func() time.Time  // the clock; decides about limits and the three years
	Jitter     func() float64    // 0..1, spreads the back-off; nil: always the middle
	// Sleep waits out a back-off and returns early with the context's error.
	// Nil: a timer.
	Sleep     func(ctx context.Context, d time.Duration) error
	UserAgent string // empty: "impactdash"
	ReadOnly  bool   // refuse whatever changes the account, with an error of kind Withheld
	Parallel  int    // windows of a sliced query asked for at once; 0: 4
}

// String names the options without the token and with a shortened account.
func (o Options) String() string {
	return fmt.Sprintf("api.Options{BaseURL: %s, AccountSID: %s}", origin.SafeURL(o.BaseURL), origin.Shorten(o.AccountSID))
}

// Format prints String for every verb, so that not even %d shows the token.
func (o Options) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, o.String()) } // State reports errors itself

// LogValue is String, for slog.
func (o Options) LogValue() slog.Value { return slog.StringValue(o.String()) }

// withDefaults fills what may be left out and trims what is pasted.
func (o Options) withDefaults() Options {
	o.AccountSID = strings.TrimSpace(o.AccountSID)
	o.AuthToken = strings.TrimSpace(o.AuthToken)
	if strings.TrimSpace(o.BaseURL) == "" {
		o.BaseURL = defaultBase
	}
	if o.Parallel < 1 {
		o.Parallel = defaultParallel
	}
	return o
}
