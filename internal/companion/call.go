package companion

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

const (
	maxBody = 16 << 20 // bytes of one answer; the largest real one is far below 1 MiB

	shortestKey, longestKey = 8, 128 // characters of an idempotency key
)

// question is a request that changes nothing.
type question struct {
	origin.Act
	address string
}

// ask asks q and converts the object of a successful answer.
func ask[T any](ctx context.Context, c *Client, q question, convert func(*object) T) (T, error) {
	var v, none T
	if err := c.ask(ctx, q, func(o *object) { v = convert(o) }); err != nil {
		return none, err
	}
	return v, nil
}

// do does d and converts the object of a successful answer.
func do[T any](ctx context.Context, c *Client, d deed, convert func(*object) T) (T, error) {
	var v, none T
	if err := c.do(ctx, d, func(o *object) { v = convert(o) }); err != nil {
		return none, err
	}
	return v, nil
}

// each converts the objects of a list that must be there.
func each[T any](o *object, name string, convert func(*object) T) []T {
	var all []T
	for _, e := range o.list(name) {
		all = append(all, convert(e))
	}
	return all
}

// items converts an answer that is a list.
func items[T any](convert func(*object) T) func(*object) []T {
	return func(o *object) []T { return each(o, "items", convert) }
}

// ask sends a GET, up to three times when repeating it can help, and gives the
// object of a successful answer to read.
func (c *Client) ask(ctx context.Context, q question, read func(*object)) error {
	return c.origin.Retry(ctx, q.Act, func() (*partner.Error, bool) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, q.address, nil)
		if err != nil {
			return q.Fail(partner.Internal, "the request cannot be made"), false
		}
		req.Header.Set("Accept", "application/json")
		resp, err := c.origin.Read(req)
		if err != nil {
			if ctx.Err() != nil {
				return q.Ended(ctx.Err()), false
			}
			return c.origin.Unreached(q.Act, err), !origin.IsPermanent(err)
		}
		defer resp.Body.Close()
		if isSuccess(resp) {
			return c.origin.Consume(ctx, q.Act, resp, maxBody, decode(q.Act, read))
		}
		e := c.refused(q.Act, resp, origin.Fault(resp))
		if ctx.Err() != nil && e.Code == "" {
			return q.Ended(ctx.Err()), false
		}
		return e, isPassing(resp.StatusCode) || resp.StatusCode == http.StatusInternalServerError ||
			resp.StatusCode == http.StatusTooManyRequests && e.RetryAfter > 0
	})
}

// deed is a request that changes something. Its key lets the service recognise
// it when it comes again.
type deed struct {
	origin.Act
	address string
	key     string // idempotency key, made once per press
	body    any    // nil: none
}

// do sends a POST and gives the object of a successful answer to read. It is
// the only way of this package to change something. Lost connections and the
// answers 502, 503 and 504 are met with the same request, body and key, up to
// three times in all: the service does a key once.
//
// What is true after an error, by its kind:
//   - Unavailable, Canceled: it was not done.
//   - Uncertain: it may have been done, in this or an earlier try. The same key
//     can be sent again and will not do it twice.
//   - Malformed: it was done, and what came of it cannot be read.
//   - all others: the service refused it; Code, Field, Fields and Detail say why.
func (c *Client) do(ctx context.Context, d deed, read func(*object)) error {
	if !isKey(d.key) {
		e := d.Fail(partner.Invalid, "the idempotency key must have 8 to 128 visible characters")
		e.Field = "Idempotency-Key"
		return e
	}
	var body []byte
	if d.body != nil {
		var err error
		if body, err = json.Marshal(d.body); err != nil {
			return d.Fail(partner.Internal, "the request cannot be made")
		}
	}
	var doubt *partner.Error // of an earlier try that may have been done
	return c.origin.Retry(ctx, d.Act, func() (*partner.Error, bool) {
		failed, again := c.try(ctx, d, body, read)
		switch {
		case failed == nil:
			return nil, false
		case failed.Kind == partner.Uncertain:
			doubt = failed
		case doubt != nil && !isVerdict(failed):
			return doubt, again
		}
		return failed, again
	})
}

// try sends d once. The flag tells whether again is worth it.
func (c *Client) try(ctx context.Context, d deed, body []byte, read func(*object)) (*partner.Error, bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.address, bytes.NewReader(body))
	if err != nil {
		return d.Fail(partner.Internal, "the request cannot be made"), false
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Idempotency-Key", d.key)
	if d.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, sent, err := c.origin.Write(req)
	if err != nil {
		return c.origin.Unanswered(ctx, d.Act, sent, err), ctx.Err() == nil && !origin.IsPermanent(err)
	}
	defer resp.Body.Close()
	if isSuccess(resp) {
		return c.done(ctx, d, resp, read)
	}
	e := c.refused(d.Act, resp, origin.Fault(resp))
	again := isPassing(resp.StatusCode)
	if e.Code == "" && origin.LeavesOpen(resp.StatusCode, e.RetryAfter) {
		unsure := d.Unsure(e.Detail, nil) // no words of the service's own: somebody in between may have answered
		unsure.Status, unsure.RetryAfter = e.Status, e.RetryAfter
		return unsure, again
	}
	return e, again
}

// done reads an answer of success. One that cannot be read leaves the outcome
// open, one that lacks something does not.
func (c *Client) done(ctx context.Context, d deed, resp *http.Response, read func(*object)) (*partner.Error, bool) {
	understood := false
	failed, again := c.origin.Consume(ctx, d.Act, resp, maxBody, decode(d.Act, func(o *object) {
		understood = true
		read(o)
	}))
	if failed == nil || understood && ctx.Err() == nil {
		return failed, false
	}
	unsure := d.Unsure(failed.Detail, failed.Err)
	unsure.Status = resp.StatusCode
	return unsure, again
}

// decode makes a reader of one JSON object.
func decode(act origin.Act, read func(*object)) func(*bufio.Reader) error {
	return func(in *bufio.Reader) error {
		var raw json.RawMessage
		if err := json.NewDecoder(in).Decode(&raw); err != nil {
			return err
		}
		o, err := newObject(act, raw)
		if err != nil {
			return err
		}
		read(o)
		if o.failure() != nil {
			return o.failure()
		}
		return nil
	}
}

func isSuccess(resp *http.Response) bool { return resp.StatusCode >= 200 && resp.StatusCode <= 299 }

// isPassing reports whether a status is that of a service that is not there
// now.
func isPassing(status int) bool {
	return status == http.StatusBadGateway || status == http.StatusServiceUnavailable || status == http.StatusGatewayTimeout
}

// isVerdict reports whether a failure settles what an earlier try left open: a
// refusal of the request itself. The service looks for the key first, so that
// had the earlier try been done, its answer would have come again.
func isVerdict(e *partner.Error) bool {
	switch e.Kind {
	case partner.Invalid, partner.NotFound, partner.Conflict, partner.Malformed:
		return true
	case partner.Forbidden:
		return e.Code != "" && e.Code != "forbidden"
	}
	return false
}

func isKey(key string) bool {
	if len(key) < shortestKey || len(key) > longestKey {
		return false
	}
	for _, b := range []byte(key) {
		if b < '!' || b > '~' {
			return false
		}
	}
	return true
}
