package companion

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// problemWire is the body of every refusal.
type problemWire struct {
	Code    string         `json:"code"`
	Field   string         `json:"field"`
	Message string         `json:"message"`
	Errors  []fieldProblem `json:"errors"` // all of them, when there are several
}

type fieldProblem struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// refused turns an answer that is no success into an error. The service's
// sentence is the detail, because it is made for the user; where somebody in
// between answered, the status and what can be found in the body stand in.
func (c *Client) refused(act origin.Act, resp *http.Response, body []byte) *partner.Error {
	kind := origin.KindOf(resp.StatusCode)
	var p problemWire
	if json.Unmarshal(body, &p) != nil || p.Code == "" {
		p = problemWire{Message: c.foreign(kind, act, resp, body)}
	}
	e := act.Fail(kind, c.origin.Redact(p.Message))
	e.Status, e.Code, e.Field = resp.StatusCode, c.word(p.Code), c.word(p.Field)
	e.Fields = c.fields(p)
	if kind == partner.RateLimited || kind == partner.Unavailable {
		e.RetryAfter = origin.RetryAfter(resp.Header, c.now())
	}
	return e
}

// fields are all fields a refusal complains about.
func (c *Client) fields(p problemWire) []partner.FieldError {
	if len(p.Errors) == 0 && p.Field != "" {
		p.Errors = []fieldProblem{{Field: p.Field, Code: p.Code, Message: p.Message}}
	}
	var all []partner.FieldError
	for _, f := range p.Errors {
		all = append(all, partner.FieldError{Field: c.word(f.Field), Code: c.word(f.Code), Detail: c.word(f.Message)})
	}
	return all
}

// word makes outside text fit for one line, without the credentials.
func (c *Client) word(text string) string { return origin.Tidy(c.origin.Redact(text)) }

// foreign describes an answer that is not the companion API's own.
func (c *Client) foreign(kind partner.Kind, act origin.Act, resp *http.Response, body []byte) string {
	said := strings.ToLower(http.StatusText(resp.StatusCode))
	switch body = bytes.TrimSpace(body); {
	case len(body) == 0:
	case body[0] == '<':
		_, words := origin.Markup(body)
		if words != "" {
			said = words
		}
	case body[0] != '{' && body[0] != '[':
		said = string(body)
	}
	switch kind {
	case partner.Unauthorized:
		return "account SID and token are refused (" + said + ")"
	case partner.Forbidden:
		return "the token may not use " + act.Endpoint + " (" + said + ")"
	}
	return fmt.Sprintf("the service answered %d: %s", resp.StatusCode, said)
}

// refusal makes an error of one refusal within an answer of success.
func (c *Client) refusal(act origin.Act, p problemWire) *partner.Error {
	kind := partner.Invalid
	if strings.HasPrefix(p.Code, "already_") || p.Code == "terms_outdated" {
		kind = partner.Conflict
	}
	e := act.Fail(kind, c.origin.Redact(p.Message))
	e.Code, e.Field, e.Fields = c.word(p.Code), c.word(p.Field), c.fields(p)
	return e
}
