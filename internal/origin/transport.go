package origin

import (
	"net"
	"net/http"
	"net/url"
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
func authorize(base *url.URL, user, password string, next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		if !Same(base, req.URL) {
			return nil, &ForeignError{Host: req.URL.Host}
		}
		req = req.Clone(req.Context()) // a transport must leave its request alone
		req.SetBasicAuth(user, password)
		return next.RoundTrip(req)
	})
}

// ForeignError is the refusal to go to another host, or down to plain http.
type ForeignError struct{ Host string }

// Error is for the log; Unreached has the words for the user.
func (e *ForeignError) Error() string { return "refused to go to " + e.Host }

// loopError is a chain of redirects without an end.
type loopError struct{}

// Error is for the log.
func (loopError) Error() string { return "too many redirects" }

// stayOn follows redirects on the configured host only.
func stayOn(base *url.URL) func(*http.Request, []*http.Request) error {
	return func(req *http.Request, via []*http.Request) error {
		if !Same(base, req.URL) {
			return &ForeignError{Host: req.URL.Host}
		}
		if len(via) > maxRedirects {
			return loopError{}
		}
		return nil
	}
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
