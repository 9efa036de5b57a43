package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// writing is one request that changes something.
type writing struct {
	request
	method  string
	content string // media type of body; empty: there is no body
	body    []byte
}

// ackWire is the answer to nearly every write. Objects themselves are not
// returned.
type ackWire struct {
	Status text `json:"Status"` // "OK", "DELETED", "QUEUED"
	URI    text `json:"Uri"`    // host-relative address of what was written
}

// write sends w once and gives the JSON object of a successful answer to read.
// It is the only way of this package to change something; no failure whatever
// makes it send again, because the API knows no idempotency keys.
//
// What is true after an error, by its kind:
//   - Unavailable: it was not done. Nothing was sent, or the service said that
//     it takes no requests now: 503 with Retry-After, 501, 307, 308.
//   - Uncertain: it may have been done. No complete answer came, or one that
//     leaves it open: any other 5xx, a redirect of another kind, a success
//     whose body cannot be read.
//   - Invalid, Unauthorized, Forbidden, NotFound, Conflict, RateLimited: the
//     service refused it.
//   - Malformed: it was done, and what came of it cannot be read.
func (c *Client) write(ctx context.Context, w writing, read func(*row, json.RawMessage) error) error {
	if err := c.affordable(w.request); err != nil {
		return err
	}
	req, err := w.build(ctx)
	if err != nil {
		return w.failure(partner.Internal, "the request cannot be made")
	}
	resp, sent, err := c.origin.Write(req)
	if err != nil {
		return c.origin.Unanswered(ctx, w.act(), sent, err)
	}
	defer resp.Body.Close()
	c.limits.note(w.group, resp, c.options.Now())
	if !isSuccess(resp) {
		return c.notWritten(w.request, resp)
	}
	if resp.StatusCode == http.StatusNoContent {
		return read(&row{op: w.op, endpoint: w.endpoint, zone: c.zone}, json.RawMessage("{}"))
	}
	return c.written(ctx, w.request, resp, read)
}

func (w writing) build(ctx context.Context) (*http.Request, error) {
	var body io.Reader = http.NoBody
	if w.content != "" {
		body = bytes.NewReader(w.body)
	}
	req, err := http.NewRequestWithContext(ctx, w.method, w.url.String(), body)
	if err != nil {
		return nil, err
	}
	describe(req)
	if w.content != "" {
		req.Header.Set("Content-Type", w.content)
	}
	return req, nil
}

// written reads an answer of success. A body that says ERROR all the same is a
// refusal, and one that cannot be understood leaves the outcome open.
func (c *Client) written(ctx context.Context, r request, resp *http.Response, read func(*row, json.RawMessage) error) error {
	understood := false // whatever it says
	failed, _ := c.origin.Consume(ctx, r.act(), resp, c.maxBody, func(in *bufio.Reader) error {
		var raw, ignored json.RawMessage
		if err := json.NewDecoder(in).Decode(&raw); err != nil {
			return err
		}
		if err := decodeObject(r, raw, &ignored); err != nil {
			kind := partner.KindOf(err)
			understood = kind != partner.Malformed && kind != partner.Unavailable
			return err
		}
		understood = true
		return read(&row{op: r.op, endpoint: r.endpoint, zone: c.zone}, raw)
	})
	switch {
	case failed == nil:
		return nil
	case understood && ctx.Err() == nil:
		return failed
	}
	e := r.act().Unsure(failed.Detail, failed.Err)
	e.Status = resp.StatusCode
	return e
}

// notWritten sorts an answer that is no success by whether the service can
// have done it.
func (c *Client) notWritten(r request, resp *http.Response) error {
	body := origin.Fault(resp)
	e := c.refused(r, resp, body)
	switch code := resp.StatusCode; {
	case origin.LeavesOpen(code, e.RetryAfter):
		unsure := r.act().Unsure(e.Detail, nil)
		unsure.Status = code
		return unsure
	case code == http.StatusForbidden:
		// Tracking links are refused with a body of their own when the property
		// is unknown or all vanity links are used: the token is not to blame.
		if f := explain(resp.Header.Get("Content-Type"), body); f.word == "FORBIDDEN" && f.message != "" {
			e.Kind, e.Detail = partner.Conflict, origin.Tidy(c.redact(f.detail()))
		}
	}
	return e
}

// acknowledged sends w and returns the address of what was written, below the
// account: "MediaProperties/4622773". Empty when the service names none, or one
// that cannot be read: the write is done all the same, and an error would have
// it made twice.
func (c *Client) acknowledged(ctx context.Context, w writing) (address string, err error) {
	err = c.write(ctx, w, func(at *row, raw json.RawMessage) error {
		var ack ackWire
		if err := json.Unmarshal(raw, &ack); err != nil {
			return err
		}
		if !ack.URI.bad {
			address = c.belowAccount(at.text("Uri", ack.URI))
		}
		return nil
	})
	return address, err
}

// belowAccount takes host and account out of an address of the API.
func (c *Client) belowAccount(uri string) string {
	_, rest, ok := strings.Cut(uri, accountsPath)
	if !ok {
		return ""
	}
	_, rest, _ = strings.Cut(rest, "/") // the account
	rest, _, _ = strings.Cut(rest, "?")
	return origin.Tidy(c.redact(strings.Trim(rest, "/")))
}

// lastPart is the id an address ends with, empty unless it is one of the
// resource.
func lastPart(address, resource string) string {
	id, ok := strings.CutPrefix(address, resource+"/")
	if !ok || strings.Contains(id, "/") {
		return ""
	}
	if plain, err := url.PathUnescape(id); err == nil {
		return plain
	}
	return id
}
