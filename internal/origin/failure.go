package origin

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// Act is what a request is about, for the errors it may end in.
type Act struct {
	Op       string // the user's words: "load actions"
	Endpoint string // resource: "Actions"; no account id, no query
}

// Fail begins an error about the act. The detail is made fit for one line.
func (a Act) Fail(kind partner.Kind, detail string) *partner.Error {
	return &partner.Error{Op: a.Op, Kind: kind, Endpoint: a.Endpoint, Detail: Tidy(detail)}
}

// Ended is the error of a context that ended before anything was changed.
func (a Act) Ended(err error) *partner.Error {
	e := a.Fail(partner.Unavailable, "timed out")
	if errors.Is(err, context.Canceled) {
		e = a.Fail(partner.Canceled, "canceled")
	}
	e.Err = err
	return e
}

// Unsure is the error of a write that went out and got no answer that can be
// relied on: it may have been done or not. why is a few words.
func (a Act) Unsure(why string, cause error) *partner.Error {
	e := a.Fail(partner.Uncertain, "it may or may not have been done, look before trying again: "+why)
	e.Err = cause
	return e
}

// Unreached turns an error of Read into words. The cause is kept without the
// *url.Error around it, which would print the account id.
func (o *Origin) Unreached(a Act, err error) *partner.Error {
	err = bare(err)
	if said := refusalOf(a, err); said != nil {
		return said
	}
	var foreign *ForeignError
	if errors.As(err, &foreign) {
		e := a.Fail(partner.Unavailable, "the service sends us to another host, "+foreign.Host+
			"; refused, so that the credentials stay here")
		e.Err = err
		return e
	}
	e := a.Fail(partner.Unavailable, cause(err))
	e.Err = errors.New(o.redact(err.Error()))
	return e
}

// Unanswered turns an error of Write into words: as Unreached and Ended while
// nothing was sent, Uncertain afterwards, whoever ended it.
func (o *Origin) Unanswered(ctx context.Context, a Act, sent bool, err error) *partner.Error {
	switch {
	case !sent && ctx.Err() != nil:
		return a.Ended(ctx.Err())
	case !sent:
		return o.Unreached(a, err)
	case ctx.Err() != nil:
		why := "it timed out before an answer came"
		if errors.Is(ctx.Err(), context.Canceled) {
			why = "it was canceled before an answer came"
		}
		return a.Unsure(why, ctx.Err())
	}
	err = bare(err)
	return a.Unsure("no answer came: "+cause(err), errors.New(o.redact(err.Error())))
}

func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// cause says in a few words why no answer came.
func cause(err error) string {
	var dns *net.DNSError
	var header tls.RecordHeaderError
	text := err.Error()
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "no such host: " + dns.Name
	case isTimeout(err):
		return "timed out"
	case isUntrusted(err):
		return "TLS certificate not trusted"
	case errors.As(err, &header) || strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return "the address does not speak TLS"
	case strings.Contains(text, "refused"):
		return "connection refused"
	case errors.As(err, &loopError{}):
		return "the service redirects in a circle"
	case strings.Contains(text, "reset by peer"), strings.Contains(text, "broken pipe"), strings.Contains(text, "EOF"):
		return "the connection broke off"
	case errors.As(err, &dns):
		return "the host name cannot be looked up: " + dns.Name
	}
	return "the service cannot be reached"
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout() || errors.Is(err, context.DeadlineExceeded)
}

func isUntrusted(err error) bool {
	var verify *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &verify) || errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid)
}

// IsPermanent reports whether asking again cannot help.
func IsPermanent(err error) bool {
	var foreign *ForeignError
	var refused *partner.Error // by permit
	var dns *net.DNSError
	return errors.As(err, &foreign) || errors.As(err, &refused) || errors.As(err, &loopError{}) || isUntrusted(err) ||
		errors.As(err, &dns) && dns.IsNotFound
}

// neverSent recognises the errors that come before the first byte can leave:
// our own refusals, a name that is not found, a host that takes no connection
// or is not the one it claims to be. Where nothing is known the answer is no.
func neverSent(err error) bool {
	var foreign *ForeignError
	var refused *partner.Error
	var dns *net.DNSError
	var op *net.OpError
	return errors.As(err, &foreign) || errors.As(err, &refused) || errors.As(err, &dns) || isUntrusted(err) ||
		errors.As(err, &op) && op.Op == "dial"
}

// KindOf sorts HTTP statuses by what can be done.
func KindOf(status int) partner.Kind {
	switch status {
	case http.StatusUnauthorized:
		return partner.Unauthorized
	case http.StatusForbidden:
		return partner.Forbidden
	case http.StatusNotFound, http.StatusGone:
		return partner.NotFound
	case http.StatusConflict, http.StatusPreconditionFailed:
		return partner.Conflict
	case http.StatusTooManyRequests:
		return partner.RateLimited
	case http.StatusRequestTimeout:
		return partner.Unavailable
	}
	if status >= http.StatusBadRequest && status < http.StatusInternalServerError {
		return partner.Invalid
	}
	return partner.Unavailable
}

// LeavesOpen reports whether a write that was answered with a status other
// than success may have been done all the same. It was not where the service
// takes no requests now (503 with Retry-After, 501) or wants it at another
// address (307, 308), nor when it refused it (4xx).
func LeavesOpen(status int, retryAfter time.Duration) bool {
	switch status {
	case http.StatusTemporaryRedirect, http.StatusPermanentRedirect, http.StatusNotImplemented:
		return false
	case http.StatusServiceUnavailable:
		return retryAfter <= 0
	}
	return status >= http.StatusInternalServerError || status < http.StatusBadRequest
}
