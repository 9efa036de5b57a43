package api

import (
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Client talks to the Partner API for one account. It is safe for concurrent
// use and keeps no answers; what it learns of limits is in Budget.
type Client struct {
	base    *url.URL // scheme, host, prefix without a slash at the end
	root    string   // escaped path of the account: prefix + /Mediapartners/{SID}
	sid     string
	origin  *origin.Origin      // adds the credentials
	redact  func(string) string // takes account id and token out of a text
	limits  *limits             // shared by the copies In makes
	options Options             // without credentials
	zone    *time.Location
	maxBody int64 // bytes of one answer after decompression
}

// New checks the options and makes a client; it sends nothing. A wrong option
// is an error of kind Invalid that names it.
func New(o Options) (*Client, error) {
	o = o.withDefaults()
	if err := origin.Check(o.AccountSID, o.AuthToken, o.Now); err != nil {
		return nil, err
	}
	base, err := origin.Parse("BaseURL", o.BaseURL)
	if err != nil {
		return nil, err
	}
	way := origin.New(origin.Options{
		Base: base, User: o.AccountSID, Password: o.AuthToken, Transport: o.Transport,
		Now: o.Now, Jitter: o.Jitter, Sleep: o.Sleep, UserAgent: o.UserAgent, ReadOnly: o.ReadOnly,
	})
	c := &Client{
		base:    base,
		root:    base.EscapedPath() + accountsPath + url.PathEscape(o.AccountSID),
		sid:     o.AccountSID,
		origin:  way,
		redact:  way.Redact,
		limits:  newLimits(),
		zone:    time.UTC,
		maxBody: maxBody,
	}
	o.AccountSID, o.AuthToken = "", "" // from here on they live in closures and the path only
	c.options = o
	return c, nil
}

// In is the same client for an account in another zone: timestamps without an
// offset, and days, are read in it. Both clients share their limits. Nil
// stands for UTC, which is also the zone of a new client.
func (c *Client) In(zone *time.Location) *Client {
	d := *c
	if d.zone = zone; zone == nil {
		d.zone = time.UTC
	}
	return &d
}

// ReadOnly reports whether the client refuses whatever changes the account.
func (c *Client) ReadOnly() bool { return c.options.ReadOnly }

// Budget is what the service last said about its hourly limits, one entry for
// each group a request has been made in. Safe for concurrent use.
func (c *Client) Budget() partner.Budget { return c.limits.budget() }

// String names the service and a shortened account.
func (c Client) String() string {
	if c.base == nil {
		return "api.Client{}"
	}
	return fmt.Sprintf("api.Client{%s, %s}", origin.SafeURL(c.base.String()), origin.Shorten(c.sid))
}

// Format prints String for every verb.
func (c Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) } // State reports errors itself

// LogValue is String, for slog.
func (c Client) LogValue() slog.Value { return slog.StringValue(c.String()) }
