package partner

import (
	"time"

	"github.com/govalues/decimal"
)

// CompanionStatus is who answers at the companion API, and for whom.
type CompanionStatus struct {
	Name     string   // of the service: "impactdash sandbox"
	Version  string   // of the document it serves
	Personas []string // "affiliate", "creator"; unknown texts are kept
	Account  string   // AccountSID
	User     Person   // whose credentials these are
}

// TaskExtra is what the companion API adds to a task.
type TaskExtra struct {
	TaskID        string
	ProgramID     string
	Program       string
	NeedsApproval bool      // completing it waits for the brand
	Foreign       bool      // assigned to another user of the account
	Acts          []TaskAct // what can be done with it now
}

// TaskResult is a task after an act on it.
type TaskResult struct {
	TaskID   string
	State    TaskState
	Archived bool      // off the lists
	Assignee Person    // empty: anyone of the account
	Acts     []TaskAct // what can be done with it next
}

// PropertyExtra is what the companion API adds to a property.
type PropertyExtra struct {
	PropertyID string
	Health     ConnectionHealth
	Expires    time.Time  // when the platform's consent ends or ended; zero when not said
	Followers  Opt[int64] // as the platform counted them last
}

// ContractResult is a contract after a decision about it.
type ContractResult struct {
	ContractID string
	ProgramID  string
	Program    string
	Status     ContractStatus
	Message    string // the service's sentence
}

// ExactBalance is the money of the account as the companion API knows it, per
// currency.
type ExactBalance struct {
	Balance Totals // in the earnings account, not withdrawn yet
	Pending Totals // owed and not in the balance yet, Overdue included
	Overdue Totals
	NextDay Date   // next day on which locked money is due; zero when none is
	Next    Totals // due on NextDay
	AsOf    time.Time
}

// CampaignDecision is the answer to the invitation to a campaign.
type CampaignDecision struct {
	CampaignID string
	Accept     bool
	TermsID    string // Terms.ID that was read; empty: not checked
	Reason     string // for declining; may be empty
	Key        string // idempotency key
}

// JoinResult is what became of one brand of a JoinRequest.
type JoinResult struct {
	ID         string // program id
	Joined     bool
	ContractID string // empty unless joined
	Err        error  // an *Error of kind Invalid or Conflict with the service's code; nil when joined
}

// CreatorDay is one day of a creator's figures. An absent one was delivered by
// no platform; it is not 0.
type CreatorDay struct {
	Day         Date
	Affiliate   Opt[decimal.Decimal] // earnings through tracked links
	Fees        Opt[decimal.Decimal] // flat fees
	Clicks      Opt[int64]
	Actions     Opt[int64]
	Posts       Opt[int64]
	Impressions Opt[int64]
	Reach       Opt[int64]
	Engagements Opt[int64] // likes, comments, shares and saves
	Views       Opt[int64]
}

// CreatorMetrics are a creator's figures by day, in order.
type CreatorMetrics struct {
	Currency string // ISO 4217, of all amounts
	Days     []CreatorDay
}
