package api

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

const inquiriesPath = "ActionInquiries"

// InquiryQuery restricts a list of inquiries; its zero value is all of them. A
// zero instant leaves its end open; the service's ends may be inclusive.
type InquiryQuery struct {
	ProgramID       string // CampaignId
	Own             string // MediaPartnerInquiryId
	Customer        string // CustomerId
	Status          partner.InquiryStatus
	From, To        time.Time // creation
	TransactionFrom time.Time
	TransactionTo   time.Time
}

// InquiryInput is an inquiry to be made, its texts read and checked. Amounts
// are in the currency of the order, which the service knows.
type InquiryInput struct {
	ProgramID   string // required
	OrderID     string // required
	Type        partner.InquiryType
	Transaction time.Time       // required
	Amount      decimal.Decimal // of the sale; required, at most partner.MaxInquiryAmount
	Own         string
	Expected    partner.Opt[decimal.Decimal] // payout
	Deadline    time.Time                    // zero: none
	Customer    string
	Link        string
	Notes       string
}

// inquiryWire is an element of GET …/ActionInquiries.
type inquiryWire struct {
	ID           text                     `json:"Id"`
	Own          text                     `json:"MediaPartnerInquiryId"`
	CampaignID   text                     `json:"CampaignId"`
	CampaignName text                     `json:"CampaignName"`
	OrderID      text                     `json:"OrderId"`
	Type         text                     `json:"InquiryType"`
	Status       text                     `json:"ResolutionStatus"`
	Transaction  text                     `json:"TransactionDate"`
	Amount       text                     `json:"TransactionAmount"` // without a currency, as all three amounts
	Expected     text                     `json:"ExpectedPayout"`
	Final        text                     `json:"FinalPayout"`
	CustomerID   text                     `json:"CustomerId"`
	TrackingLink text                     `json:"TrackingLink"`
	Notes        text                     `json:"InquiryNotes"`
	RejectReason text                     `json:"RejectReason"`
	Deadline     text                     `json:"ResolutionDeadlineDate"`
	AutoApproval text                     `json:"AutoApprovalDate"`
	CreationDate text                     `json:"CreationDate"`
	Resolution   text                     `json:"ResolutionDate"`
	ActionID     text                     `json:"ActionId"`
	Comments     many[inquiryCommentWire] `json:"Comments"`
}

type inquiryCommentWire struct {
	User    text `json:"User"`
	Comment text `json:"Comment"`
	Date    text `json:"Date"`
}

func inquiries() resource[inquiryWire, partner.Inquiry] {
	return resource[inquiryWire, partner.Inquiry]{
		op: "load inquiries", endpoint: inquiriesPath, key: inquiriesPath, group: partner.GroupGeneral,
		convert: inquiryOf,
		id:      func(v partner.Inquiry) string { return v.ID },
	}
}

func inquiryOf(at *row, w inquiryWire) partner.Inquiry {
	v := partner.Inquiry{
		ID:           at.identity("Id", w.ID),
		Own:          at.text("MediaPartnerInquiryId", w.Own),
		ProgramID:    at.text("CampaignId", w.CampaignID),
		Program:      at.text("CampaignName", w.CampaignName),
		OrderID:      at.text("OrderId", w.OrderID),
		Type:         partner.InquiryType(at.text("InquiryType", w.Type)),
		Status:       partner.InquiryStatus(at.text("ResolutionStatus", w.Status)),
		Transaction:  at.instant("TransactionDate", w.Transaction),
		Amount:       at.number("TransactionAmount", w.Amount),
		Expected:     at.number("ExpectedPayout", w.Expected),
		Final:        at.number("FinalPayout", w.Final),
		Customer:     at.text("CustomerId", w.CustomerID),
		TrackingLink: at.text("TrackingLink", w.TrackingLink),
		Notes:        at.text("InquiryNotes", w.Notes),
		RejectReason: at.text("RejectReason", w.RejectReason),
		Deadline:     at.instant("ResolutionDeadlineDate", w.Deadline),
		AutoApproval: at.instant("AutoApprovalDate", w.AutoApproval),
		Created:      at.instant("CreationDate", w.CreationDate),
		Resolved:     at.instant("ResolutionDate", w.Resolution),
		ActionID:     at.text("ActionId", w.ActionID),
	}
	at.shape("Comments", w.Comments.bad)
	for _, c := range w.Comments.items {
		v.Comments = append(v.Comments, partner.InquiryComment{
			User: at.text("Comments.User", c.User),
			Text: at.text("Comments.Comment", c.Comment),
			At:   at.instant("Comments.Date", c.Date),
		})
	}
	return v
}

// ListInquiries yields inquiries, newest first, page by page as they are
// consumed. It ends at the first error. Kinds: Forbidden or NotFound for an
// account that has none; only cashback and loyalty partners do.
//
// Source: GET …/ActionInquiries.
func (c *Client) ListInquiries(ctx context.Context, q InquiryQuery) iter.Seq2[partner.Inquiry, error] {
	res := inquiries()
	query := url.Values{
		"CampaignId":            {q.ProgramID},
		"MediaPartnerInquiryId": {q.Own},
		"CustomerId":            {q.Customer},
		"ResolutionStatus":      {string(q.Status)},
		"StartDate":             {formatTime(q.From)},
		"EndDate":               {formatTime(q.To)},
		"TransactionDateStart":  {formatTime(q.TransactionFrom)},
		"TransactionDateEnd":    {formatTime(q.TransactionTo)},
	}
	return list(ctx, c, res, c.address(query, res.endpoint), nil)
}

// GetInquiry is one inquiry.
//
// Source: GET …/ActionInquiries/{InquiryId}.
func (c *Client) GetInquiry(ctx context.Context, id string) (partner.Inquiry, error) {
	return get(ctx, c, inquiries(), "load inquiry", id)
}

// CreateInquiry asks a brand about an order and returns the address of the
// inquiry below the account, "ActionInquiries/15652378"; empty when the
// service does not name it. It is sent once; see write for what is true after
// an error. Kinds: Invalid for a missing or impossible field, before anything
// is sent.
//
// Source: POST …/ActionInquiries, as a form.
func (c *Client) CreateInquiry(ctx context.Context, in InquiryInput) (uri string, err error) {
	const op = "create inquiry"
	if err := in.check(op); err != nil {
		return "", err
	}
	return c.acknowledged(ctx, writing{
		request: request{op: op, endpoint: inquiriesPath, group: partner.GroupGeneral, url: c.address(nil, inquiriesPath)},
		method:  http.MethodPost,
		content: "application/x-www-form-urlencoded",
		body:    []byte(in.form().Encode()),
	})
}

// check refuses what the service would refuse.
func (in InquiryInput) check(op string) error {
	bad := func(field, detail string) error {
		return &partner.Error{Op: op, Kind: partner.Invalid, Field: field, Detail: detail}
	}
	switch {
	case in.ProgramID == "":
		return bad("CampaignId", "the program is missing")
	case in.OrderID == "":
		return bad("OrderId", "the order id is missing")
	case in.Type == "":
		return bad("InquiryType", "the type is missing")
	case in.Transaction.IsZero():
		return bad("TransactionDate", "the day of the order is missing")
	case in.Amount.IsNeg():
		return bad("TransactionAmount", "the amount is negative")
	case in.Amount.Cmp(decimal.MustNew(partner.MaxInquiryAmount, 0)) > 0:
		return bad("TransactionAmount", "the amount is above 5,000,000")
	case in.Expected.OK && in.Expected.V.IsNeg():
		return bad("ExpectedPayout", "the amount is negative")
	}
	return nil
}

// form is the request's body, without the empty fields.
func (in InquiryInput) form() url.Values {
	expected := ""
	if in.Expected.OK {
		expected = in.Expected.V.String()
	}
	form := url.Values{
		"CampaignId":             {in.ProgramID},
		"OrderId":                {in.OrderID},
		"TransactionDate":        {formatTime(in.Transaction)},
		"TransactionAmount":      {in.Amount.String()},
		"InquiryType":            {string(in.Type)},
		"MediaPartnerInquiryId":  {in.Own},
		"ExpectedPayout":         {expected},
		"ResolutionDeadlineDate": {formatTime(in.Deadline)},
		"CustomerId":             {in.Customer},
		"TrackingLink":           {in.Link},
		"InquiryNotes":           {in.Notes},
	}
	for name, values := range form {
		if values[0] == "" {
			delete(form, name)
		}
	}
	return form
}
