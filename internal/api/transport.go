package api

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	dialLimit   = 10 * time.Second
	tlsLimit    = 10 * time.Second
	headerLimit = 60 * time.Second // reports are computed before the first byte comes
	idlePerHost = 8                // more than windows at once, so that none reconnects

	maxRedirects = 5
)

// roundTrip lets a function be a transport. The credentials stay inside the
// closure, where no %+v can find them.
type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// authorize is the one place that adds the credentials. It sends nothing at
// all to a host other than the configured one, whoever asks for it.
func authorize(base *url.URL, o Options) http.RoundTripper {
	sid, token, next := o.AccountSID, o.AuthToken, o.Transport
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		if !sameOrigin(base, req.URL) {
			return nil, &foreignError{host: req.URL.Host}
		}
		req = req.Clone(req.Context()) // a transport must leave its request alone
		req.SetBasicAuth(sid, token)
		return next.RoundTrip(req)
	})
}

// foreignError is the refusal to go to another host, or down to plain http.
type foreignError struct{ host string }

// Error is for the log; failure.go has the words for the user.
func (e *foreignError) Error() string { return "refused to go to " + e.host }

// loopError is a chain of redirects without an end.
type loopError struct{}

// Error is for the log.
func (loopError) Error() string { return "too many redirects" }

// stayOn follows redirects on the configured host only.
func stayOn(base *url.URL) func(*http.Request, []*http.Request) error {
	return func(req *http.Request, via []*http.Request) error {
		if !sameOrigin(base, req.URL) {
			return &foreignError{host: req.URL.Host}
		}
		if len(via) > maxRedirects {
			return loopError{}
		}
		return nil
	}
}

// sameOrigin compares scheme, host and port; a missing port is the scheme's.
func sameOrigin(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) &&
		strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case strings.EqualFold(u.Scheme, "https"):
		return "443"
	}
	return "80"
}

// defaultTransport is Go's own with limits on each phase before the body. The
// body has none: the caller's context ends a stalled one.
func defaultTransport() http.RoundTripper {
	t := &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	if d, ok := http.DefaultTransport.(*http.Transport); ok {
		t = d.Clone()
	}
	t.DialContext = (&net.Dialer{Timeout: dialLimit}).DialContext
	t.TLSHandshakeTimeout = tlsLimit
	t.ResponseHeaderTimeout = headerLimit
	t.MaxIdleConnsPerHost = idlePerHost
	return t
}
