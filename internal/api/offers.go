package api

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"time"

	"impactdash/internal/partner"
)

// promoPage is the largest page of promo codes; the default is 100.
const promoPage = 1000

// PromoCodeQuery restricts a list of promo codes; its zero value is all of
// them. A zero instant leaves its end open.
type PromoCodeQuery struct {
	Search     string
	ProgramIDs []string  // empty: every program
	EndsFrom   time.Time // the code ends in [EndsFrom, EndsTo)
	EndsTo     time.Time
}

// promoCodeWire is an element of GET …/PromoCodes. The dates are there only
// when they are scheduled.
type promoCodeWire struct {
	ID         text           `json:"Id"`
	Code       text           `json:"Code"`
	State      text           `json:"State"`
	Program    one[namedWire] `json:"Program"`
	Advertiser one[namedWire] `json:"Advertiser"`
	Deal       one[namedWire] `json:"Deal"`
	MatchMode  text           `json:"MatchMode"` // "LI" literal, "RE" regular expression
	StartDate  text           `json:"StartDate"`
	EndDate    text           `json:"EndDate"`
}

type namedWire struct {
	ID   text `json:"Id"`
	Name text `json:"Name"`
}

func promoCodes() resource[promoCodeWire, partner.PromoCode] {
	return resource[promoCodeWire, partner.PromoCode]{
		op: "load promo codes", endpoint: "PromoCodes", key: "PromoCodes", group: partner.GroupGeneral,
		convert: promoCodeOf,
		id:      func(v partner.PromoCode) string { return v.ID },
	}
}

func promoCodeOf(at *row, w promoCodeWire) partner.PromoCode {
	at.shape("Program", w.Program.bad)
	at.shape("Advertiser", w.Advertiser.bad)
	at.shape("Deal", w.Deal.bad)
	return partner.PromoCode{
		ID:        at.identity("Id", w.ID),
		Code:      at.text("Code", w.Code),
		State:     partner.OfferState(at.text("State", w.State)),
		Pattern:   at.text("MatchMode", w.MatchMode) == "RE",
		ProgramID: at.text("Program.Id", w.Program.v.ID),
		Program:   at.text("Program.Name", w.Program.v.Name),
		Brand:     at.text("Advertiser.Name", w.Advertiser.v.Name),
		DealID:    at.text("Deal.Id", w.Deal.v.ID),
		Deal:      at.text("Deal.Name", w.Deal.v.Name),
		Start:     at.instant("StartDate", w.StartDate),
		End:       at.instant("EndDate", w.EndDate),
	}
}

// ListPromoCodes yields promo codes in the service's order, page by page as
// they are consumed. With an end in the query, codes without an end are left
// out. It ends at the first error.
//
// Source: GET …/PromoCodes.
func (c *Client) ListPromoCodes(ctx context.Context, q PromoCodeQuery) iter.Seq2[partner.PromoCode, error] {
	res := promoCodes()
	query := url.Values{
		"SearchString": {q.Search},
		"ProgramId":    q.ProgramIDs,
		"EndDateStart": {formatTime(q.EndsFrom)},
		"EndDateEnd":   {formatTime(q.EndsTo)},
		"PageSize":     {strconv.Itoa(promoPage)},
	}
	keep := func(v partner.PromoCode) bool {
		if q.EndsFrom.IsZero() && q.EndsTo.IsZero() {
			return true
		}
		return !v.End.IsZero() && !v.End.Before(q.EndsFrom) && (q.EndsTo.IsZero() || v.End.Before(q.EndsTo))
	}
	return list(ctx, c, res, c.address(query, res.endpoint), keep)
}

// DealQuery restricts the deals of a program; its zero value is all of them.
type DealQuery struct {
	State partner.OfferState
	Type  string
	Scope string
}

// dealWire is an element of GET …/Campaigns/{CampaignId}/Deals, which has
// about 45 fields.
type dealWire struct {
	ID          text `json:"Id"`
	CampaignID  text `json:"CampaignId"`
	Name        text `json:"Name"`
	Description text `json:"Description"`
	State       text `json:"State"`
	Type        text `json:"Type"`
	Scope       text `json:"Scope"`
	Code        text `json:"DefaultPromoCode"`
	StartDate   text `json:"StartDate"`
	EndDate     text `json:"EndDate"`
	LastUpdated text `json:"DateLastUpdated"`
}

func deals() resource[dealWire, partner.Deal] {
	return resource[dealWire, partner.Deal]{
		op: "load deals", endpoint: "Deals", key: "Deals", group: partner.GroupGeneral,
		convert: dealOf,
		id:      func(v partner.Deal) string { return v.ID },
	}
}

func dealOf(at *row, w dealWire) partner.Deal {
	return partner.Deal{
		ID:          at.identity("Id", w.ID),
		ProgramID:   at.text("CampaignId", w.CampaignID),
		Name:        at.text("Name", w.Name),
		Description: at.text("Description", w.Description),
		State:       partner.OfferState(at.text("State", w.State)),
		Type:        at.text("Type", w.Type),
		Scope:       at.text("Scope", w.Scope),
		Code:        at.text("DefaultPromoCode", w.Code),
		Start:       at.instant("StartDate", w.StartDate),
		End:         at.instant("EndDate", w.EndDate),
		Updated:     at.instant("DateLastUpdated", w.LastUpdated),
	}
}

// ListDeals yields the deals of one program, in the service's order, page by
// page as they are consumed; there is no list for the whole account. It ends
// at the first error.
//
// Source: GET …/Campaigns/{CampaignId}/Deals.
func (c *Client) ListDeals(ctx context.Context, programID string, q DealQuery) iter.Seq2[partner.Deal, error] {
	res := deals()
	if err := checkID(res.op, "CampaignId", programID); err != nil {
		return failed[partner.Deal](err)
	}
	query := url.Values{"State": {string(q.State)}, "Type": {q.Type}, "Scope": {q.Scope}}
	return list(ctx, c, res, c.address(query, "Campaigns", programID, res.endpoint), nil)
}
