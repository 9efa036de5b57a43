package api

import (
	"bufio"
	"context"
	"net/http"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

const (
	apiVersion = "16"     // sent with each request: a token may be pinned to an older one
	maxBody    = 64 << 20 // bytes; 20,000 actions are about 20 MiB
)

// fetch sends a GET, up to three times when repeating it can help, and gives
// the JSON of a successful answer to read. read starts afresh on each try.
func (c *Client) fetch(ctx context.Context, r request, read func(*bufio.Reader) error) error {
	if err := c.affordable(r); err != nil {
		return err
	}
	return c.origin.Retry(ctx, r.act(), func() (*partner.Error, bool) { return c.attempt(ctx, r, read) })
}

// affordable refuses a request for a group whose hourly limit is known to be
// spent.
func (c *Client) affordable(r request) error {
	d := c.limits.wait(r.group, c.options.Now())
	if d <= 0 {
		return nil
	}
	e := r.failure(partner.RateLimited, "the hourly limit is spent")
	e.RetryAfter = d
	return e
}

// attempt sends the request once. The flag tells whether again is worth it.
func (c *Client) attempt(ctx context.Context, r request, read func(*bufio.Reader) error) (*partner.Error, bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url.String(), nil)
	if err != nil {
		return r.failure(partner.Internal, "the request cannot be made"), false
	}
	describe(req)
	resp, err := c.origin.Read(req)
	if err != nil {
		if ctx.Err() != nil {
			return r.act().Ended(ctx.Err()), false
		}
		return c.origin.Unreached(r.act(), err), !origin.IsPermanent(err)
	}
	defer resp.Body.Close()
	c.limits.note(r.group, resp, c.options.Now())
	if isSuccess(resp) {
		return c.origin.Consume(ctx, r.act(), resp, c.maxBody, read)
	}
	return c.status(ctx, r, resp)
}

// describe adds what every request of the API says about itself.
func describe(req *http.Request) {
	req.Header.Set("Accept", "application/json")
	req.Header.Set("IR-Version", apiVersion)
}

func isSuccess(resp *http.Response) bool { return resp.StatusCode >= 200 && resp.StatusCode <= 299 }

// status reads an answer that is no success.
func (c *Client) status(ctx context.Context, r request, resp *http.Response) (*partner.Error, bool) {
	body := origin.Fault(resp)
	if ctx.Err() != nil {
		return r.act().Ended(ctx.Err()), false
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
