package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"impactdash/internal/partner"
)

const (
	defaultBase     = "https://api.impact.com"
	defaultAgent    = "impactdash"
	defaultParallel = 4 // windows at once; the service allows 500 detail requests an hour

	opSetUp = "set up the client"
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
	Parallel  int    // windows of a sliced query asked for at once; 0: 4
}

// String names the options without the token and with a shortened account.
func (o Options) String() string {
	return fmt.Sprintf("api.Options{BaseURL: %s, AccountSID: %s}", safeURL(o.BaseURL), shorten(o.AccountSID))
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
	if o.Transport == nil {
		o.Transport = defaultTransport()
	}
	if o.Jitter == nil {
		o.Jitter = func() float64 { return 0.5 }
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.UserAgent == "" {
		o.UserAgent = defaultAgent
	}
	if o.Parallel < 1 {
		o.Parallel = defaultParallel
	}
	return o
}

// check refuses what can never work, in words for the owner of the config.
func (o Options) check() error {
	switch {
	case o.AccountSID == "":
		return refuse("AccountSID", "the account SID is empty")
	case strings.ContainsAny(o.AccountSID, "/:?#%\\ \t\r\n"):
		return refuse("AccountSID", "the account SID has a character that cannot be part of one")
	case o.AuthToken == "":
		return refuse("AuthToken", "the auth token is empty")
	case o.Now == nil:
		return refuse("Now", "no clock was given")
	}
	return nil
}

// parseBase reads the address of the service. Credentials go out with every
// request, therefore plain http is for this machine only.
func parseBase(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(text), "/"))
	switch {
	case err != nil:
		return nil, refuse("BaseURL", "the address cannot be read")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, refuse("BaseURL", "the address must begin with https://")
	case u.Hostname() == "":
		return nil, refuse("BaseURL", "the address has no host")
	case u.User != nil:
		return nil, refuse("BaseURL", "the address must not contain a user name or password")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, refuse("BaseURL", "the address must end before ? and #")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, refuse("BaseURL", "http:// would send the credentials in clear to "+u.Hostname()+"; use https://")
	}
	return u, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

func refuse(field, detail string) error {
	return &partner.Error{Op: opSetUp, Kind: partner.Invalid, Field: field, Detail: detail}
}

// safeURL is an address fit for a log: no user, no password, no query.
func safeURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(unreadable)"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// shorten leaves enough of an id to tell two accounts apart.
func shorten(id string) string {
	if len(id) <= 4 {
		return "…"
	}
	return id[:4] + "…"
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
