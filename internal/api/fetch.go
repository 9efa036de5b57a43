package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"impactdash/internal/partner"
)

const (
	apiVersion = "16"     // sent with each request: a token may be pinned to an older one
	maxBody    = 64 << 20 // bytes; 20,000 actions are about 20 MiB
	maxFault   = 64 << 10 // bytes read of an error body
	maxDrain   = 64 << 10 // bytes read after the end, so that the connection is kept

	maxTries  = 3
	firstWait = 500 * time.Millisecond
	// longestWait bounds a Retry-After that is worth waiting out here; a
	// longer one is for the screen to show.
	longestWait = 5 * time.Second
)

// fetch sends a GET, up to three times when repeating it can help, and gives
// the JSON of a successful answer to read. read starts afresh on each try.
func (c *Client) fetch(ctx context.Context, r request, read func(*bufio.Reader) error) error {
	if d := c.limits.wait(r.group, c.options.Now()); d > 0 {
		e := r.failure(partner.RateLimited, "the hourly limit is spent")
		e.RetryAfter = d
		return e
	}
	for try := 1; ; try++ {
		failed, again := c.attempt(ctx, r, read)
		switch {
		case failed == nil:
			return nil
		case !again || try == maxTries || failed.RetryAfter > longestWait:
			return failed
		}
		if err := c.options.Sleep(ctx, c.backoff(try, failed.RetryAfter)); err != nil {
			if errors.Is(err, context.Canceled) {
				return r.ended(err)
			}
			return failed // the deadline came first; the service's failure says more
		}
	}
}

// backoff doubles per try and is spread by half, so that many programs do not
// come back together. A wait the service names is kept.
func (c *Client) backoff(try int, named time.Duration) time.Duration {
	if named > 0 {
		return named
	}
	d := firstWait << (try - 1)
	return d/2 + time.Duration(c.options.Jitter()*float64(d/2))
}

// attempt sends the request once. The flag tells whether again is worth it.
func (c *Client) attempt(ctx context.Context, r request, read func(*bufio.Reader) error) (*partner.Error, bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url.String(), nil)
	if err != nil {
		return r.failure(partner.Internal, "the request cannot be made"), false
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("IR-Version", apiVersion)
	req.Header.Set("User-Agent", c.options.UserAgent)
	resp, err := c.http.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return r.ended(ctx.Err()), false
		}
		return c.unreached(r, err), !isPermanent(err)
	}
	defer resp.Body.Close()
	c.limits.note(r.group, resp, c.options.Now())
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return c.status(ctx, r, resp)
	}
	return c.consume(ctx, r, resp, read)
}

// status reads an answer that is no success.
func (c *Client) status(ctx context.Context, r request, resp *http.Response) (*partner.Error, bool) {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxFault)) // the status is enough when the body breaks off
	if ctx.Err() != nil {
		return r.ended(ctx.Err()), false
	}
	e := c.refused(r, resp, body)
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return e, e.RetryAfter > 0
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return e, true
	}
	return e, false
}

// consume gives the body to read and sorts out what can go wrong with it.
func (c *Client) consume(ctx context.Context, r request, resp *http.Response, read func(*bufio.Reader) error) (*partner.Error, bool) {
	body := &bounded{r: resp.Body, left: c.maxBody + 1}
	in := bufio.NewReader(body)
	err := sniff(in)
	if err == nil {
		err = read(in)
	}
	if err == nil {
		_, _ = io.CopyN(io.Discard, body, maxDrain) // only to keep the connection; the answer is complete
		return nil, false
	}
	if ctx.Err() != nil {
		return r.ended(ctx.Err()), false
	}
	e, again := c.unread(r, body, err)
	e.Status = resp.StatusCode
	return e, again
}

// unread turns an error of reading or decoding into words.
func (c *Client) unread(r request, body *bounded, err error) (*partner.Error, bool) {
	var known *partner.Error
	var strange *shapeError
	switch {
	case errors.Is(body.err, errTooLarge):
		return r.failure(partner.Malformed, fmt.Sprintf("the answer is larger than %d MiB", c.maxBody>>20)), false
	case body.err != nil:
		e := r.failure(partner.Unavailable, "the connection broke off")
		e.Err = errors.New(c.redact(body.err.Error()))
		return e, true
	case errors.As(err, &known):
		e := *known
		e.Detail, e.Field = c.redact(e.Detail), c.redact(e.Field)
		return &e, false
	case errors.As(err, &strange):
		return r.failure(partner.Malformed, c.redact(strange.detail)), false
	case errors.Is(err, io.EOF):
		return r.failure(partner.Malformed, "the answer is empty"), true
	case errors.Is(err, io.ErrUnexpectedEOF):
		return r.failure(partner.Malformed, "the answer is cut off"), true
	}
	e := r.failure(partner.Malformed, "the answer is not valid JSON: "+c.redact(jsonCause(err)))
	return e, false
}

func jsonCause(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%v, byte %d", syntax, syntax.Offset)
	}
	return err.Error()
}
