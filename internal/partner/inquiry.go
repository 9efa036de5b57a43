package partner

import (
	"time"

	"github.com/govalues/decimal"
)

// InquiryType is why an order is asked about.
type InquiryType string

// The documented types.
const (
	InquiryUntracked InquiryType = "UNTRACKED" // order not tracked
	InquiryIncorrect InquiryType = "INCORRECT" // order tracked incorrectly
	InquiryDeclined  InquiryType = "DECLINED"  // order incorrectly rejected
)

// Words is the type as the web page says it.
func (t InquiryType) Words() string {
	switch t {
	case InquiryUntracked:
		return "order not tracked"
	case InquiryIncorrect:
		return "order tracked incorrectly"
	case InquiryDeclined:
		return "order incorrectly rejected"
	}
	return string(t)
}

// InquiryStatus is the state of an inquiry; unknown texts are kept.
type InquiryStatus string

// The documented states.
const (
	InquiryUnresolved InquiryStatus = "UNRESOLVED"
	InquiryValid      InquiryStatus = "VALID"
	InquiryRefused    InquiryStatus = "DECLINED"
	InquiryIncomplete InquiryStatus = "INCOMPLETE"
)

// Inquiry asks a brand about an order. Only cashback and loyalty partners
// have them.
//
// Source: operation ActionInquiries.
type Inquiry struct {
	ID           string
	Own          string // MediaPartnerInquiryId: the partner's reference
	ProgramID    string
	Program      string
	OrderID      string
	Type         InquiryType
	Status       InquiryStatus
	Transaction  time.Time            // TransactionDate
	Amount       Opt[decimal.Decimal] // TransactionAmount; the service names no currency
	Expected     Opt[decimal.Decimal] // ExpectedPayout
	Final        Opt[decimal.Decimal] // FinalPayout
	Customer     string               // CustomerId
	TrackingLink string
	Notes        string
	RejectReason string    // with InquiryRefused
	Deadline     time.Time // ResolutionDeadlineDate; zero for none
	AutoApproval time.Time // AutoApprovalDate; zero for none
	Created      time.Time
	Resolved     time.Time // zero while open
	ActionID     string
	Comments     []InquiryComment
}

// InquiryComment is a remark of either side.
type InquiryComment struct {
	User, Text string
	At         time.Time // zero when not said
}

// InquiryList is the account's inquiries.
type InquiryList struct {
	Inquiries []Inquiry
	Enabled   bool // false: the account has no inquiries (403 or 404)
}

// MaxInquiryAmount is the largest sale an inquiry accepts, in any currency.
const MaxInquiryAmount = 5_000_000

// InquiryInput is an inquiry to be made. Texts as typed; Check says what is
// wrong with them.
type InquiryInput struct {
	Own         string
	ProgramID   string
	OrderID     string
	Amount      string // decimal
	Transaction string // YYYY-MM-DD, or with a time, in the account's zone
	Type        InquiryType
	Expected    string // decimal; may be empty
	Deadline    string // as Transaction; may be empty
	Customer    string
	Link        string
	Notes       string
}

// InquiryRow is what became of one row of a bulk upload.
type InquiryRow struct {
	Line  int // in the file, from 1; the header is line 1
	Input InquiryInput
	URI   string // of the inquiry made, below the account; empty when it was not
	Err   error  // why not; nil when it was
}
