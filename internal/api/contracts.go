package api

import (
	"context"
	"iter"
	"net/url"

	"impactdash/internal/partner"
)

// ContractQuery restricts a list of contracts.
type ContractQuery struct {
	ProgramID string                 // CampaignId; empty: every program
	Status    partner.ContractStatus // empty: the service's default, active ones only
}

// contractWire is an element of GET …/Contracts.
type contractWire struct {
	ID          text           `json:"Id"`
	CampaignID  text           `json:"CampaignId"`
	Status      text           `json:"Status"`
	StartDate   text           `json:"StartDate"`
	EndDate     text           `json:"EndDate"`              // empty: open-ended
	Signed      text           `json:"PartnerSignatoryDate"` // empty: not by the partner
	LastUpdated text           `json:"DateLastUpdated"`
	Terms       one[termsWire] `json:"Terms"`
}

type termsWire struct {
	Name         text             `json:"Name"`
	Currency     text             `json:"Currency"`
	EventPayouts many[payoutWire] `json:"EventPayouts"`
}

type payoutWire struct {
	EventTypeID       text              `json:"EventTypeId"`
	EventTypeName     text              `json:"EventTypeName"`
	DefaultPayoutRate text              `json:"DefaultPayoutRate"` // percent
	DefaultPayout     text              `json:"DefaultPayout"`     // amount in Terms.Currency
	Locking           one[scheduleWire] `json:"Locking"`
	PayoutScheduling  one[scheduleWire] `json:"PayoutScheduling"`
}

type scheduleWire struct {
	Basis       text `json:"Basis"`
	Period      text `json:"Period"`
	MonthOffset text `json:"MonthOffset"`
	DayOffset   text `json:"DayOffset"`
}

func contracts() resource[contractWire, partner.Contract] {
	return resource[contractWire, partner.Contract]{
		op: "load contracts", endpoint: "Contracts", key: "Contracts", group: partner.GroupGeneral,
		convert: contractOf,
		id:      func(v partner.Contract) string { return v.ID },
	}
}

func contractOf(at *row, w contractWire) partner.Contract {
	v := partner.Contract{
		ID:        at.identity("Id", w.ID),
		ProgramID: at.text("CampaignId", w.CampaignID),
		Status:    partner.ContractStatus(at.text("Status", w.Status)),
		Start:     at.instant("StartDate", w.StartDate),
		End:       at.instant("EndDate", w.EndDate),
		Signed:    at.instant("PartnerSignatoryDate", w.Signed),
		Updated:   at.instant("DateLastUpdated", w.LastUpdated),
		Terms:     at.text("Terms.Name", w.Terms.v.Name),
		Currency:  at.text("Terms.Currency", w.Terms.v.Currency),
	}
	at.shape("Terms", w.Terms.bad)
	at.shape("Terms.EventPayouts", w.Terms.v.EventPayouts.bad)
	for _, p := range w.Terms.v.EventPayouts.items {
		v.Payouts = append(v.Payouts, payoutOf(at, p, w.Terms.v.Currency))
	}
	return v
}

func payoutOf(at *row, w payoutWire, currency text) partner.EventPayout {
	return partner.EventPayout{
		EventTypeID: at.text("EventTypeId", w.EventTypeID),
		Event:       at.text("EventTypeName", w.EventTypeName),
		Rate:        at.number("DefaultPayoutRate", w.DefaultPayoutRate),
		Fixed:       at.money("DefaultPayout", w.DefaultPayout, currency),
		Locking:     scheduleOf(at, "Locking", w.Locking),
		Paying:      scheduleOf(at, "PayoutScheduling", w.PayoutScheduling),
	}
}

func scheduleOf(at *row, field string, w one[scheduleWire]) partner.Schedule {
	at.shape(field, w.bad)
	return partner.Schedule{
		Basis:       at.text(field+".Basis", w.v.Basis),
		Period:      at.text(field+".Period", w.v.Period),
		MonthOffset: int(at.count(field+".MonthOffset", w.v.MonthOffset).V),
		DayOffset:   int(at.count(field+".DayOffset", w.v.DayOffset).V),
	}
}

// ListContracts yields contracts in the service's order, page by page as they
// are consumed. It ends at the first error.
//
// Source: GET …/Contracts.
func (c *Client) ListContracts(ctx context.Context, q ContractQuery) iter.Seq2[partner.Contract, error] {
	res := contracts()
	query := url.Values{"CampaignId": {q.ProgramID}, "Status": {string(q.Status)}}
	return list(ctx, c, res, c.address(query, res.endpoint), nil)
}

// GetContract is one contract.
//
// Source: GET …/Contracts/{Id}.
func (c *Client) GetContract(ctx context.Context, id string) (partner.Contract, error) {
	return get(ctx, c, contracts(), "load contract", id)
}
