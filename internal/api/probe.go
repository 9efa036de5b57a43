package api

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Probe is one cheap question that finds out whether the token may read a
// resource.
type Probe struct {
	Endpoint string // resource: "Actions"
	Scope    string // what the web calls the right to read it

	group  partner.Group
	values url.Values
	recent bool // wants a period; the last hour is as good as any
}

// Probes are the resources the product reads, one question each, in the order
// in which a user meets them.
func Probes() []Probe {
	one := url.Values{"PageSize": {"1"}}
	least := url.Values{"PageSize": {strconv.Itoa(leastActionPage)}}
	return []Probe{
		{Endpoint: companyPath, Scope: "Retrieve company information", group: partner.GroupGeneral},
		{Endpoint: "Campaigns", Scope: "Retrieve campaigns", group: partner.GroupGeneral, values: one},
		{Endpoint: "Reports", Scope: "Retrieve reports", group: partner.GroupAggregate},
		{Endpoint: "Actions", Scope: "Retrieve actions", group: partner.GroupDetail, values: least, recent: true},
		{Endpoint: "ActionUpdates", Scope: "Retrieve action updates", group: partner.GroupGeneral, values: least, recent: true},
		{Endpoint: "Invoices", Scope: "Retrieve invoices", group: partner.GroupGeneral, values: one},
		{Endpoint: "Contracts", Scope: "Retrieve contracts", group: partner.GroupGeneral, values: one},
		{Endpoint: "WithdrawalSettings", Scope: "Retrieve withdrawal settings", group: partner.GroupGeneral},
		{Endpoint: "Tasks", Scope: "Retrieve tasks", group: partner.GroupGeneral, values: one},
		{Endpoint: inquiriesPath, Scope: "Retrieve action inquiries", group: partner.GroupGeneral, values: one},
		{Endpoint: propertiesPath, Scope: "Retrieve media properties", group: partner.GroupGeneral, values: one},
		{Endpoint: "PromoCodes", Scope: "Retrieve promo codes", group: partner.GroupGeneral, values: url.Values{"PageSize": {"50"}}},
		{Endpoint: "TaxDocument", Scope: "Retrieve latest tax document", group: partner.GroupGeneral},
		{Endpoint: "Users", Scope: "Retrieve users", group: partner.GroupGeneral, values: one},
	}
}

// leastActionPage is the smallest page of actions the service accepts.
const leastActionPage = 2000

// Reached is what came of a Probe.
type Reached struct {
	Err   error         // nil: the token may read the resource
	Asked time.Time     // by our clock
	Took  time.Duration // until the head of the answer was there
	Date  time.Time     // the service's clock, whole seconds; zero when it did not say

	Company partner.Company // what CompanyInformation says
}

// Reach asks a probe's question once: whoever looks for a fault wants to see
// it, and not what a second try makes of it. The answer is only looked at far
// enough to know that it is one.
func (c *Client) Reach(ctx context.Context, p Probe) Reached {
	query := url.Values{}
	for name, values := range p.values {
		query[name] = values
	}
	now := c.options.Now()
	if p.recent {
		names := pairs[ByUpdate]
		query.Set(names[0], formatTime(now.Add(-time.Hour)))
		query.Set(names[1], formatTime(now))
	}
	r := request{op: "read " + p.Endpoint, endpoint: p.Endpoint, group: p.group, url: c.address(query, p.Endpoint)}
	got := Reached{Asked: now}
	got.Err = c.reach(ctx, r, &got)
	return got
}

func (c *Client) reach(ctx context.Context, r request, got *Reached) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url.String(), nil)
	if err != nil {
		return r.failure(partner.Internal, "the request cannot be made")
	}
	describe(req)
	resp, err := c.origin.Read(req)
	switch {
	case err != nil && ctx.Err() != nil:
		return r.act().Ended(ctx.Err())
	case err != nil:
		return c.origin.Unreached(r.act(), err)
	}
	defer resp.Body.Close()
	got.Took = c.options.Now().Sub(got.Asked)
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		got.Date = date
	}
	c.limits.note(r.group, resp, c.options.Now())
	if !isSuccess(resp) {
		return c.refused(r, resp, origin.Fault(resp))
	}
	failed, _ := c.origin.Consume(ctx, r.act(), resp, c.maxBody, func(in *bufio.Reader) error {
		var raw json.RawMessage
		if err := json.NewDecoder(in).Decode(&raw); err != nil {
			return err
		}
		return c.understand(r, raw, got)
	})
	if failed != nil {
		return failed
	}
	return nil
}

// understand finds an error in a body that came under a status of success, and
// keeps what is said about the company.
func (c *Client) understand(r request, raw json.RawMessage, got *Reached) error {
	if raw[0] == '[' {
		return nil // a list is no error
	}
	var w companyWire
	if r.endpoint != companyPath {
		return decodeObject(r, raw, &struct{}{})
	}
	if err := decodeObject(r, raw, &w); err != nil {
		return err
	}
	at := &row{op: r.op, endpoint: r.endpoint, zone: c.zone}
	got.Company = companyOf(at, w)
	if at.err != nil {
		return at.err
	}
	return nil
}
