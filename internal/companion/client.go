package companion

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"impactdash/internal/origin"
)

// prefix stands before each path of the API.
const prefix = "/companion/v1"

// Options is all a Client depends on. BaseURL, AccountSID, AuthToken and Now
// are required; the rest has a default.
type Options struct {
	BaseURL    string            // scheme, host, optional port and path; /companion/v1 at its end may be left out
	AccountSID string            // user name of HTTP Basic
	AuthToken  string            // password of HTTP Basic
	Transport  http.RoundTripper // nil: a clone of http.DefaultTransport with time-outs
	Now        func() time.Time  // the clock; reads a Retry-After that is a date
	Jitter     func() float64    // 0..1, spreads the back-off; nil: always the middle
	// Sleep waits out a back-off and returns early with the context's error.
	// Nil: a timer.
	Sleep     func(ctx context.Context, d time.Duration) error
	UserAgent string // empty: "impactdash"
	ReadOnly  bool   // refuse whatever changes the account, with an error of kind Withheld
}

// String names the options without the token and with a shortened account.
func (o Options) String() string {
	return fmt.Sprintf("companion.Options{BaseURL: %s, AccountSID: %s}", origin.SafeURL(o.BaseURL), origin.Shorten(o.AccountSID))
}

// Format prints String for every verb, so that not even %d shows the token.
func (o Options) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, o.String()) } // State reports errors itself

// LogValue is String, for slog.
func (o Options) LogValue() slog.Value { return slog.StringValue(o.String()) }

// Client talks to the companion API for one account. It is safe for concurrent
// use and keeps no answers.
type Client struct {
	origin *origin.Origin // adds the credentials
	root   string         // escaped path all others are below
	name   string         // for String: address and shortened account
	now    func() time.Time
}

// New checks the options and makes a client; it sends nothing. A wrong option
// is an error of kind Invalid that names it.
func New(o Options) (*Client, error) {
	o.AccountSID, o.AuthToken = strings.TrimSpace(o.AccountSID), strings.TrimSpace(o.AuthToken)
	if err := origin.Check(o.AccountSID, o.AuthToken, o.Now); err != nil {
		return nil, err
	}
	base, err := origin.Parse("BaseURL", o.BaseURL)
	if err != nil {
		return nil, err
	}
	return &Client{
		origin: origin.New(origin.Options{
			Base: base, User: o.AccountSID, Password: o.AuthToken, Transport: o.Transport,
			Now: o.Now, Jitter: o.Jitter, Sleep: o.Sleep, UserAgent: o.UserAgent, ReadOnly: o.ReadOnly,
		}),
		root: strings.TrimSuffix(base.EscapedPath(), prefix) + prefix,
		name: origin.SafeURL(base.String()) + ", " + origin.Shorten(o.AccountSID),
		now:  o.Now,
	}, nil
}

// String names the service and a shortened account.
func (c Client) String() string { return "companion.Client{" + c.name + "}" }

// Format prints String for every verb.
func (c Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) } // State reports errors itself

// LogValue is String, for slog.
func (c Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// address is the URL of a resource.
func (c *Client) address(query url.Values, segments ...string) string {
	u := *c.origin.Base()
	path := c.root
	for _, s := range segments {
		path += "/" + url.PathEscape(s)
	}
	u.RawPath = path
	u.Path, _ = url.PathUnescape(path) // we have escaped it
	u.RawQuery = query.Encode()
	return u.String()
}
