package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// request is where something is asked, and how to speak of it.
type request struct {
	op       string        // the user's words: "load actions"
	endpoint string        // resource, for errors: "Actions"
	group    partner.Group // whose limit it counts against
	url      *url.URL
}

func (r request) act() origin.Act { return origin.Act{Op: r.op, Endpoint: r.endpoint} }

// failure begins an error about r.
func (r request) failure(kind partner.Kind, detail string) *partner.Error { return r.act().Fail(kind, detail) }

// refused turns a status that is no success, and its body, into an error.
func (c *Client) refused(r request, resp *http.Response, body []byte) *partner.Error {
	kind := origin.KindOf(resp.StatusCode)
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
		e.RetryAfter = origin.RetryAfter(resp.Header, c.options.Now())
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
		kind, said := origin.Markup(body)
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
