package api

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"impactdash/internal/partner"
)

// request is one GET: where, and how to speak of it.
type request struct {
	op       string        // the user's words: "load actions"
	endpoint string        // resource, for errors: "Actions"
	group    partner.Group // whose limit it counts against
	url      *url.URL
}

// failure begins an error about r.
func (r request) failure(kind partner.Kind, detail string) *partner.Error {
	return &partner.Error{Op: r.op, Kind: kind, Endpoint: r.endpoint, Detail: tidy(detail)}
}

// ended is the error of a context that ended first.
func (r request) ended(err error) *partner.Error {
	e := r.failure(partner.Unavailable, "timed out")
	if errors.Is(err, context.Canceled) {
		e = r.failure(partner.Canceled, "canceled")
	}
	e.Err = err
	return e
}

// refused turns a status that is no success, and its body, into an error.
func (c *Client) refused(r request, resp *http.Response, body []byte) *partner.Error {
	kind := kindOf(resp.StatusCode)
	detail, field := explain(resp.Header.Get("Content-Type"), body)
	if detail == "" {
		detail = strings.ToLower(http.StatusText(resp.StatusCode))
	}
	switch kind {
	case partner.Unauthorized:
		detail = "account SID and token are refused (" + detail + ")"
	case partner.Forbidden:
		detail = "the token may not use " + r.endpoint + " (" + detail + ")"
	case partner.Unavailable:
		detail = fmt.Sprintf("the service answered %d: %s", resp.StatusCode, detail)
	}
	e := r.failure(kind, c.redact(detail))
	e.Status, e.Field = resp.StatusCode, c.redact(field)
	switch kind {
	case partner.RateLimited:
		e.RetryAfter = resetIn(resp.Header, c.options.Now())
	case partner.Unavailable: // the limits' reset comes with every answer and says nothing here
		e.RetryAfter = retryAfter(resp.Header, c.options.Now())
	}
	return e
}

// explain finds the words of an error body that may be JSON, a web page, XML
// or plain text.
func explain(contentType string, body []byte) (detail, field string) {
	body = bytes.TrimSpace(body)
	var object map[string]json.RawMessage
	switch {
	case len(body) == 0:
		return "", ""
	case json.Unmarshal(body, &object) == nil:
		f := readFault(lowerKeys(object))
		return f.detail(), f.field()
	case body[0] == '<' || strings.Contains(contentType, "html"):
		kind, said := markup(body)
		if said == "" {
			said = kind
		}
		return said, ""
	}
	return string(body), ""
}

func lowerKeys(object map[string]json.RawMessage) map[string]json.RawMessage {
	lower := make(map[string]json.RawMessage, len(object))
	for key, raw := range object {
		lower[strings.ToLower(key)] = raw
	}
	return lower
}

// unreached turns an error of the transport into words. The cause is kept
// without the *url.Error around it, which would print the account id.
func (c *Client) unreached(r request, err error) *partner.Error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var foreign *foreignError
	if errors.As(err, &foreign) {
		e := r.failure(partner.Unavailable, "the service sends us to another host, "+foreign.host+
			"; refused, so that the credentials stay here")
		e.Err = err
		return e
	}
	e := r.failure(partner.Unavailable, networkCause(err))
	e.Err = errors.New(c.redact(err.Error()))
	return e
}

// networkCause says in a few words why no answer came.
func networkCause(err error) string {
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

// isPermanent reports whether asking again cannot help.
func isPermanent(err error) bool {
	var foreign *foreignError
	var dns *net.DNSError
	return errors.As(err, &foreign) || errors.As(err, &loopError{}) || isUntrusted(err) ||
		errors.As(err, &dns) && dns.IsNotFound
}
