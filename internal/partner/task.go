package partner

import "time"

// TaskState is the state of a task; unknown texts are kept.
type TaskState string

// The documented states.
const (
	TaskNew        TaskState = "NEW"
	TaskInProgress TaskState = "INPROGRESS"
	TaskDuplicate  TaskState = "DUPLICATE"
	TaskInvalid    TaskState = "INVALID"
	TaskBlocked    TaskState = "BLOCKED"
	TaskCompleted  TaskState = "COMPLETED"
	TaskApproved   TaskState = "APPROVED"
)

// TaskType is the field a task belongs to; unknown texts are kept.
type TaskType string

// The documented types.
const (
	TaskCompliance TaskType = "COMPLIANCE"
	TaskTechnical  TaskType = "TECHNICAL"
	TaskGeneral    TaskType = "GENERAL"
	TaskCreative   TaskType = "CREATIVE"
	TaskFinance    TaskType = "FINANCE"
	TaskContracts  TaskType = "CONTRACTS"
	TaskAnalytics  TaskType = "ANALYTICS"
	TaskMonitoring TaskType = "MONITORING"
)

// Task is work that a brand has assigned to this account.
//
// Source: operation Tasks; ProgramID, Program, NeedsApproval, Foreign and Acts
// come from the companion API and are empty without one.
type Task struct {
	ID          string
	Summary     string // Details.Summary
	Description string // Details.Description; may hold line ends, may be empty
	Urgent      bool
	State       TaskState
	Type        TaskType
	Subtype     string    // Details.SubtypeName; empty for none
	Resolution  string    // Details.ResolutionName; empty for none
	Due         time.Time // DueDate, an instant; zero for none
	Created     time.Time
	Updated     time.Time
	CreatedBy   Person
	UpdatedBy   Person
	Assignee    Person   // AssigneeUser; empty: anyone of the account
	Account     string   // AssigneeAccount
	Labels      []string // Reference.PartnerValue1–3 that are not empty: the brand's labels on this partner
	Attachments []Attachment
	Comments    []Comment // oldest first, as delivered
	Total       int       // TotalComments; may exceed what was delivered

	ProgramID     string
	Program       string
	NeedsApproval bool      // completing it waits for the brand
	Foreign       bool      // assigned to another user of the account: may be read and commented, not moved
	Acts          []TaskAct // what can be done with it now
}

// Person is a user as a task names one.
type Person struct{ Name, Email string }

// Attachment is a file at an address.
type Attachment struct{ ID, Name, URL string }

// Comment is a remark on a task.
type Comment struct {
	ID          string
	Author      string
	Text        string
	Attachments []Attachment
}

// Open reports whether the task still wants something done.
func (t Task) Open() bool {
	switch t.State {
	case TaskCompleted, TaskApproved, TaskInvalid, TaskDuplicate:
		return false
	}
	return true
}

// Overdue reports whether the due moment has passed while the task is open.
func (t Task) Overdue(now time.Time) bool { return t.Open() && !t.Due.IsZero() && t.Due.Before(now) }

// TaskList is the account's tasks and what can be done with them.
type TaskList struct {
	Reach Reach
	Tasks []Task
	Notes []Note // parts that could not be had
}

// TaskAct is what can be done with a task.
type TaskAct string

// The acts. Archive is for approved tasks only.
const (
	TaskStart    TaskAct = "start"
	TaskBlock    TaskAct = "block"
	TaskReject   TaskAct = "invalid"
	TaskRepeated TaskAct = "duplicate"
	TaskComplete TaskAct = "complete"
	TaskArchive  TaskAct = "archive"
)

// TaskMove is an act on tasks.
type TaskMove struct {
	IDs     []string
	Act     TaskAct
	Comment string // said along with it; may be empty
	Key     string // idempotency key, made once per press
}

// TaskRemark is a comment to be written.
type TaskRemark struct {
	ID   string
	Text string
	Key  string // idempotency key, stays with the draft
}
