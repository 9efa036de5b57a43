package partner

import "time"

// LeadForm is the form by which one brand takes leads.
//
// Source: companion API.
type LeadForm struct {
	ProgramID string
	Program   string
	Title     string
	Intro     string // may be empty
	Fields    []Field
}

// LeadForms are the brands that take leads. Without a companion API nobody
// knows of any.
type LeadForms struct {
	Reach Reach
	Forms []LeadForm
}

// LeadStatus is the state of a lead; unknown texts are kept.
type LeadStatus string

// The states.
const (
	LeadSubmitted LeadStatus = "submitted"
	LeadInReview  LeadStatus = "in_review"
	LeadQualified LeadStatus = "qualified"
	LeadConverted LeadStatus = "converted"
	LeadRejected  LeadStatus = "rejected"
	LeadDuplicate LeadStatus = "duplicate"
)

// Lead is a lead that was handed in.
type Lead struct {
	ID        string
	ProgramID string
	Program   string
	Name      string // who or what it is: person and company
	Status    LeadStatus
	Reason    string // of a rejection; may be empty
	Submitted time.Time
	Updated   time.Time
	ActionID  string     // once it is tracked
	Payout    Opt[Money] // once it is tracked
	Values    map[string]string
}

// LeadList is the leads handed in and the forms for new ones.
type LeadList struct {
	LeadForms
	Leads  []Lead
	Drafts []Draft // of leads not sent yet, latest first
	Notes  []Note  // parts that could not be had
}

// LeadInput is a lead to be handed in.
type LeadInput struct {
	ProgramID string
	Values    map[string]string // by Field.Name
	Key       string            // idempotency key, stays with the draft
}
