package api

import (
	"context"
	"iter"
	"net/url"

	"impactdash/internal/partner"
)

// accountWire is the answer to GET …/{AccountSID}, known from other clients
// only.
type accountWire struct {
	ID            text `json:"Id"`
	Name          text `json:"Name"`
	Status        text `json:"Status"`
	Currency      text `json:"Currency"`
	DateActivated text `json:"DateActivated"`
}

// companyWire is the harmless part of GET …/CompanyInformation. The resource
// also has tax numbers and personal facts; they are not even decoded.
type companyWire struct {
	CompanyName text `json:"CompanyName"`
	Website     text `json:"Website"`
	Timezone    text `json:"Timezone"`
	Currency    text `json:"Currency"`
}

// companyPath is the resource of companyWire.
const companyPath = "CompanyInformation"

// Account is what the account root tells. Not every token may ask it
// (Forbidden); CheckCredentials goes on to other resources then.
func (c *Client) Account(ctx context.Context) (partner.Account, error) {
	return c.accountRoot(ctx, "load account")
}

func (c *Client) accountRoot(ctx context.Context, op string) (partner.Account, error) {
	r := request{op: op, endpoint: "account root", group: partner.GroupGeneral, url: c.address(nil)}
	return object(ctx, c, r, func(at *row, w accountWire) partner.Account {
		a := partner.Account{
			ID:        at.text("Id", w.ID),
			Name:      at.text("Name", w.Name),
			Status:    at.text("Status", w.Status),
			Currency:  at.text("Currency", w.Currency),
			Activated: at.instant("DateActivated", w.DateActivated),
		}
		if a.ID == "" && a.Name == "" {
			at.fail("Id", "the answer describes no account")
		}
		if a.ID == "" {
			a.ID = c.sid
		}
		return a
	})
}

// CheckCredentials finds out with at most three requests whether the service
// accepts the credentials. A token without the right to the account root is
// checked with the company information, then with the list of programs; the
// account then has fewer facts, in the end only its id. Kinds: Unauthorized
// for wrong credentials, Forbidden for a token that may do none of the three.
func (c *Client) CheckCredentials(ctx context.Context) (partner.Account, error) {
	const op = "check credentials"
	account, err := c.accountRoot(ctx, op)
	if err == nil || !isBarred(err) {
		return account, err
	}
	company, err := c.company(ctx, op)
	if err == nil {
		return partner.Account{ID: c.sid, Name: company.Name, Currency: company.Currency}, nil
	}
	if !isBarred(err) {
		return partner.Account{}, err
	}
	res := programs()
	res.op = op
	u := c.address(url.Values{"PageSize": {"1"}}, res.endpoint)
	if _, err := newPager(c, res, nil).load(ctx, u); err != nil {
		return partner.Account{}, err
	}
	return partner.Account{ID: c.sid}, nil
}

// isBarred reports whether another resource may still be allowed.
func isBarred(err error) bool {
	k := partner.KindOf(err)
	return k == partner.Forbidden || k == partner.NotFound
}

// CompanyInformation is the company behind the account, with the currency and
// the zone everything else is measured in.
//
// Source: GET …/CompanyInformation.
func (c *Client) CompanyInformation(ctx context.Context) (partner.Company, error) {
	return c.company(ctx, "load company information")
}

func (c *Client) company(ctx context.Context, op string) (partner.Company, error) {
	r := request{op: op, endpoint: companyPath, group: partner.GroupGeneral, url: c.address(nil, companyPath)}
	return object(ctx, c, r, companyOf)
}

func companyOf(at *row, w companyWire) partner.Company {
	v := partner.Company{
		Name:     at.text("CompanyName", w.CompanyName),
		Website:  at.text("Website", w.Website),
		Timezone: at.text("Timezone", w.Timezone),
		Currency: at.text("Currency", w.Currency),
	}
	if v == (partner.Company{}) {
		at.fail("CompanyName", "the answer describes no company")
	}
	return v
}

// failed is an iterator with nothing but an error, for queries that cannot be sent.
func failed[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, err)
	}
}
