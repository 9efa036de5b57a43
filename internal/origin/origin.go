package origin

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// defaultAgent is what a program calls itself that says nothing.
const defaultAgent = "impactdash"

// Options is all an Origin depends on. User, Password and Now are required.
type Options struct {
	Base      *url.URL          // from Parse
	User      string            // of HTTP Basic: the account SID
	Password  string            // of HTTP Basic: the token
	Transport http.RoundTripper // nil: a clone of http.DefaultTransport with time-outs
	Now       func() time.Time
	Jitter    func() float64 // 0..1, spreads the back-off; nil: always the middle
	// Sleep waits out a back-off and returns early with the context's error.
	// Nil: a timer.
	Sleep     func(ctx context.Context, d time.Duration) error
	UserAgent string // empty: "impactdash"
	ReadOnly  bool   // refuse whatever changes the account
}

// Check refuses credentials and clocks that can never work, in words for the
// owner of the config. Errors are of kind Invalid and name the setting.
func Check(accountSID, authToken string, now func() time.Time) error {
	switch {
	case accountSID == "":
		return Refuse("AccountSID", "the account SID is empty")
	case strings.ContainsAny(accountSID, "/:?#%\\ \t\r\n"):
		return Refuse("AccountSID", "the account SID has a character that cannot be part of one")
	case authToken == "":
		return Refuse("AuthToken", "the auth token is empty")
	case now == nil:
		return Refuse("Now", "no clock was given")
	}
	return nil
}

// Origin is one service and the right to use it. It is safe for concurrent
// use; the credentials live in closures, where no %+v can find them.
type Origin struct {
	base   *url.URL
	agent  string
	reads  *http.Client // follows redirects on the same host
	writes *http.Client // follows none
	redact func(string) string
	now    func() time.Time
	jitter func() float64
	sleep  func(ctx context.Context, d time.Duration) error
}

// New makes an Origin of checked options; it sends nothing.
func New(o Options) *Origin {
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
	transport := permit(o.ReadOnly, authorize(o.Base, o.User, o.Password, o.Transport))
	return &Origin{
		base:  o.Base,
		agent: o.UserAgent,
		reads: &http.Client{Transport: transport, CheckRedirect: stayOn(o.Base)},
		writes: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}},
		redact: redactor(o.User, o.Password),
		now:    o.Now,
		jitter: o.Jitter,
		sleep:  o.Sleep,
	}
}

// Base is the address of the service; not to be changed.
func (o *Origin) Base() *url.URL { return o.base }

// Redact takes account id and token out of a text that came from outside: a
// service may echo a path or a header into its error message.
func (o *Origin) Redact(text string) string { return o.redact(text) }

// Read sends a request that changes nothing, whatever its method. Redirects on
// the same host are followed.
func (o *Origin) Read(req *http.Request) (*http.Response, error) {
	req = harmless(req)
	req.Header.Set("User-Agent", o.agent)
	return o.reads.Do(req)
}

// Write sends a request that changes something, once, and follows no redirect:
// its answer is returned as it came. When there is no answer, sent tells
// whether the service may have got the request all the same. Where ReadOnly is
// set it is refused.
func (o *Origin) Write(req *http.Request) (resp *http.Response, sent bool, err error) {
	if err := req.Context().Err(); err != nil {
		return nil, false, err
	}
	req.Header.Set("User-Agent", o.agent)
	var asked, connected atomic.Bool // the transport calls back from its own goroutines
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		GetConn: func(string) { asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	}))
	resp, err = o.writes.Do(req)
	switch {
	case err == nil:
		return resp, true, nil
	case asked.Load():
		return nil, connected.Load(), err
	}
	return nil, !neverSent(err), err // a transport that traces nothing
}

// redactor hides the credentials in every form a request has them in.
func redactor(sid, token string) func(string) string {
	basic := base64.StdEncoding.EncodeToString([]byte(sid + ":" + token))
	r := strings.NewReplacer(basic, "…", token, "…", url.QueryEscape(token), "…", url.PathEscape(token), "…", sid, "…")
	return r.Replace
}
