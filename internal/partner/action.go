package partner

import "time"

// ActionState is where an action stands; unknown texts are kept.
type ActionState string

// The documented action states.
const (
	ActionPending  ActionState = "PENDING"  // awaits locking; may change
	ActionApproved ActionState = "APPROVED" // locked; will be paid
	ActionReversed ActionState = "REVERSED" // void
)

// Action is one tracked conversion and the money it earns.
type Action struct {
	ID        string
	ProgramID string // CampaignId
	Program   string // CampaignName
	Event     string // ActionTrackerName
	State     ActionState
	Payout    Money // this account's earnings; IntendedPayout when Intended
	Intended  bool  // Payout was empty and IntendedPayout stands in for it
	Amount    Money // what the customer paid
	At        time.Time
	Created   time.Time
	Locks     time.Time // LockingDate; zero: no date set yet
	Cleared   time.Time // ClearedDate; zero: not in the balance yet
	OrderID   string    // Oid
	PromoCode string
	SubIDs    [3]string
	SharedID  string
}

// Earns reports whether the action counts towards earnings: any state but
// reversed.
func (a Action) Earns() bool { return a.State != ActionReversed }

// ActionUpdate is one entry of an action's history.
type ActionUpdate struct {
	ID          string
	ActionID    string
	ProgramID   string // CampaignId
	State       ActionState
	Detail      string    // StateDetail, an undocumented code
	Explanation string    // StateDetailDescription
	DeltaPayout Money     // change of the payout by this update
	DeltaAmount Money     // change of the sale amount
	At          time.Time // UpdateDate
	ActionAt    time.Time // ActionDate
	Locks       time.Time // LockingDate; zero when not set
	Clears      time.Time // ClearingDate: when the payout is due; zero when not set
	PaystubID   string
	ContractID  string
}

// LineStatus is the state of an invoice line; unknown texts are kept.
type LineStatus string

// The documented states of an invoice line.
const (
	LinePending LineStatus = "PENDING"
	LinePaid    LineStatus = "PAID"
	LineOverdue LineStatus = "OVERDUE"
)

// The documented kinds of an invoice line.
const (
	LineMediaPayout = "MEDIA_PAYOUT" // the month's actions of one program
	LineBonus       = "BONUS"        // money that belongs to no action
)

// Invoice is a brand's bill in the partner's favour.
type Invoice struct {
	ID      string
	Created time.Time
	BrandID string // RecipientId
	Brand   string // RecipientName
	Total   Money  // TotalAmount, value added tax included
	Lines   []InvoiceLine
}

// InvoiceLine is one program's month on an invoice.
type InvoiceLine struct {
	ProgramID string // CampaignId
	Program   string // CampaignName
	Kind      string // Description: LineMediaPayout, LineBonus or another text
	Month     Date   // EventMonthYear; first day of the month, zero when unreadable
	Actions   int
	Net       Money // NetItemAmount, without value added tax
	Total     Money // TotalItemAmount
	Status    LineStatus
	Due       time.Time // DueDate; zero when not set
	Paid      time.Time // PaidDate; zero until paid
}
