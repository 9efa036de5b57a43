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
func (r request) failure(kind partner.Kind, detail string) *partner.Error {
	return r.act().Fail(kind, detail)
}

// refused turns a status that is no success, and its body, into an error.
func (c *Client) refused(r request, resp *http.Response, body []byte) *partner.Error {
	kind := origin.KindOf(resp.StatusCode)
	f := explain(resp.Header.Get("Content-Type"), body)
	detail := f.detail()
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
	e.Status, e.Field = resp.StatusCode, c.redact(f.field())
	e.Fields = f.complaints(c.redact)
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
func explain(contentType string, body []byte) fault {
	body = bytes.TrimSpace(body)
	var object map[string]json.RawMessage
	switch {
	case len(body) == 0:
		return fault{}
	case json.Unmarshal(body, &object) == nil:
		return readFault(lowerKeys(object))
	case body[0] == '<' || strings.Contains(contentType, "html"):
		kind, said := origin.Markup(body)
		if said == "" {
			said = kind
		}
		return fault{message: said}
	}
	return fault{message: string(body)}
}

func lowerKeys(object map[string]json.RawMessage) map[string]json.RawMessage {
	lower := make(map[string]json.RawMessage, len(object))
	for key, raw := range object {
		lower[strings.ToLower(key)] = raw
	}
	return lower
}
