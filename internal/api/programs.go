package api

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"impactdash/internal/partner"
)

// ProgramStatus restricts a list of programs.
type ProgramStatus string

// The statuses a list of programs can be restricted to.
const (
	AnyProgram      ProgramStatus = ""
	ActivePrograms  ProgramStatus = "Active"
	ExpiredPrograms ProgramStatus = "Expired"
)

// ProgramQuery restricts a list of programs; its zero value is all of them.
type ProgramQuery struct{ Status ProgramStatus }

// programWire is an element of GET …/Campaigns, the API's name for programs.
type programWire struct {
	AdvertiserID   text       `json:"AdvertiserId"`
	AdvertiserName text       `json:"AdvertiserName"`
	CampaignID     text       `json:"CampaignId"`
	CampaignName   text       `json:"CampaignName"`
	CampaignURL    text       `json:"CampaignUrl"`
	Description    text       `json:"CampaignDescription"`
	Type           text       `json:"Type"`
	ContractStatus text       `json:"ContractStatus"` // title case, unlike in Contracts
	TrackingLink   text       `json:"TrackingLink"`
	AllowsDeep     text       `json:"AllowsDeeplinking"`
	DeepDomains    many[text] `json:"DeeplinkDomains"`
	ShippingRegion many[text] `json:"ShippingRegions"`
}

func programs() resource[programWire, partner.Program] {
	return resource[programWire, partner.Program]{
		op: "load programs", endpoint: "Campaigns", key: "Campaigns", group: partner.GroupGeneral,
		convert: programOf,
		id:      func(p partner.Program) string { return p.ID },
	}
}

func programOf(at *row, w programWire) partner.Program {
	p := partner.Program{
		ID:              at.identity("CampaignId", w.CampaignID),
		Name:            at.text("CampaignName", w.CampaignName),
		BrandID:         at.text("AdvertiserId", w.AdvertiserID),
		Brand:           at.text("AdvertiserName", w.AdvertiserName),
		URL:             at.text("CampaignUrl", w.CampaignURL),
		Description:     at.text("CampaignDescription", w.Description),
		Type:            partner.ProgramType(at.text("Type", w.Type)),
		ContractStatus:  at.text("ContractStatus", w.ContractStatus),
		TrackingLink:    at.text("TrackingLink", w.TrackingLink),
		AllowsDeepLinks: at.truth("AllowsDeeplinking", w.AllowsDeep),
		DeepLinkDomains: at.texts("DeeplinkDomains", w.DeepDomains),
		ShipsTo:         at.texts("ShippingRegions", w.ShippingRegion),
	}
	p.Active = strings.EqualFold(p.ContractStatus, "Active")
	return p
}

// ListPrograms yields the programs the account has joined, in the service's
// order, page by page as they are consumed. It ends at the first error.
//
// Source: GET …/Campaigns.
func (c *Client) ListPrograms(ctx context.Context, q ProgramQuery) iter.Seq2[partner.Program, error] {
	res := programs()
	query := url.Values{"InsertionOrderStatus": {string(q.Status)}}
	return list(ctx, c, res, c.address(query, res.endpoint), nil)
}

// GetProgram is one program. A program the account has not joined is NotFound.
//
// Source: GET …/Campaigns/{CampaignId}.
func (c *Client) GetProgram(ctx context.Context, id string) (partner.Program, error) {
	return get(ctx, c, programs(), "load program", id)
}

// get asks for one element of a resource by its id.
func get[W, T any](ctx context.Context, c *Client, res resource[W, T], op, id string) (T, error) {
	if err := checkID(op, "Id", id); err != nil {
		var none T
		return none, err
	}
	r := request{op: op, endpoint: res.endpoint, group: res.group, url: c.address(nil, res.endpoint, id)}
	return object(ctx, c, r, res.convert)
}
