package api

import (
	"context"
	"iter"
	"net/url"
	"time"

	"impactdash/internal/partner"
)

// invoiceWire is an element of GET …/Invoices.
type invoiceWire struct {
	ID            text           `json:"Id"`
	CreatedDate   text           `json:"CreatedDate"`
	RecipientID   text           `json:"RecipientId"` // the brand, in spite of the name
	RecipientName text           `json:"RecipientName"`
	Currency      text           `json:"Currency"`
	TotalAmount   text           `json:"TotalAmount"`
	LineItems     many[lineWire] `json:"LineItems"`
}

type lineWire struct {
	CampaignID   text `json:"CampaignId"`
	CampaignName text `json:"CampaignName"`
	Description  text `json:"Description"`
	Month        text `json:"EventMonthYear"` // "42021" is April 2021
	Actions      text `json:"Actions"`
	Net          text `json:"NetItemAmount"`
	Total        text `json:"TotalItemAmount"`
	Status       text `json:"Status"`
	DueDate      text `json:"DueDate"`
	PaidDate     text `json:"PaidDate"`
}

func invoices() resource[invoiceWire, partner.Invoice] {
	return resource[invoiceWire, partner.Invoice]{
		op: "load invoices", endpoint: "Invoices", key: "Invoices", group: partner.GroupGeneral,
		convert: invoiceOf,
		id:      func(v partner.Invoice) string { return v.ID },
	}
}

func invoiceOf(at *row, w invoiceWire) partner.Invoice {
	v := partner.Invoice{
		ID:      at.identity("Id", w.ID),
		Created: at.instant("CreatedDate", w.CreatedDate),
		BrandID: at.text("RecipientId", w.RecipientID),
		Brand:   at.text("RecipientName", w.RecipientName),
		Total:   at.due("TotalAmount", w.TotalAmount, w.Currency),
	}
	at.shape("LineItems", w.LineItems.bad)
	for _, l := range w.LineItems.items {
		v.Lines = append(v.Lines, lineOf(at, l, w.Currency))
	}
	return v
}

func lineOf(at *row, w lineWire, currency text) partner.InvoiceLine {
	return partner.InvoiceLine{
		ProgramID: at.text("CampaignId", w.CampaignID),
		Program:   at.text("CampaignName", w.CampaignName),
		Kind:      at.text("Description", w.Description),
		Month:     at.month("EventMonthYear", w.Month),
		Actions:   int(at.count("Actions", w.Actions).V),
		Net:       at.money("NetItemAmount", w.Net, currency).V,
		Total:     at.due("TotalItemAmount", w.Total, currency),
		Status:    partner.LineStatus(at.text("Status", w.Status)),
		Due:       at.instant("DueDate", w.DueDate),
		Paid:      at.instant("PaidDate", w.PaidDate),
	}
}

// ListInvoices yields the invoices created in [from, to), in the service's
// order, page by page as they are consumed. A zero end is open. It ends at the
// first error.
//
// Source: GET …/Invoices.
func (c *Client) ListInvoices(ctx context.Context, from, to time.Time) iter.Seq2[partner.Invoice, error] {
	res := invoices()
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return failed[partner.Invoice](&partner.Error{
			Op: res.op, Kind: partner.Invalid, Field: "StartDate", Detail: "the period ends before it begins",
		})
	}
	end := to
	if whole := to.Truncate(time.Second); whole.Before(to) {
		end = whole.Add(time.Second) // queries have whole seconds; keep drops the rest
	}
	query := url.Values{"StartDate": {formatTime(from)}, "EndDate": {formatTime(end)}}
	keep := func(v partner.Invoice) bool {
		return v.Created.IsZero() || !v.Created.Before(from) && (to.IsZero() || v.Created.Before(to))
	}
	return list(ctx, c, res, c.address(query, res.endpoint), keep)
}

// GetInvoice is one invoice.
//
// Source: GET …/Invoices/{Id}.
func (c *Client) GetInvoice(ctx context.Context, id string) (partner.Invoice, error) {
	return get(ctx, c, invoices(), "load invoice", id)
}
