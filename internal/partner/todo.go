package partner

import "time"

// TodoKind is what a to-do is about.
type TodoKind string

// The kinds of to-dos.
const (
	TodoInvitation TodoKind = "invitation" // a contract of a brand not yet joined waits for the partner
	TodoProposal   TodoKind = "proposal"   // new terms of a joined brand wait for the partner
	TodoUpcoming   TodoKind = "upcoming"   // a signed contract begins soon
	TodoInquiry    TodoKind = "inquiry"    // the brand wants more, or the deadline is near
	TodoTask       TodoKind = "task"       // due within 48 hours, or overdue
	TodoOverdue    TodoKind = "overdue"    // money that should have been paid
	TodoTax        TodoKind = "tax"
	TodoBank       TodoKind = "bank"
	TodoProperty   TodoKind = "property" // not verified
	TodoPromoCode  TodoKind = "promo_code"
	TodoDeal       TodoKind = "deal"
	TodoCampaign   TodoKind = "campaign" // an invitation to a creator campaign
	TodoOther      TodoKind = "other"    // a kind only the companion API knows
)

// Todo is something that wants a decision of the account's holder.
type Todo struct {
	Kind     TodoKind
	Object   string // id of the thing it is about; snoozes belong to (Kind, Object)
	Count    int    // how many things the row stands for, at least 1
	Text     string // "Northpeak proposes new terms"
	Detail   string // a sentence more; may be empty
	Act      string // imperative for the act that suits it: "review", "answer"
	Brand    string // empty when there is none
	Program  string // program id; empty when there is none
	Since    time.Time
	Due      time.Time // zero: no deadline
	Amount   Opt[Money]
	Web      string    // page that can do it; empty: the web application
	Server   string    // id at the companion API; empty: derived here
	State    string    // changes when the thing changes; for snoozes until then
	Decide   bool      // can be accepted and declined through the companion API
	Wake     time.Time // snoozed until; zero: not snoozed
	OnChange bool      // snoozed until State changes
	Slept    time.Time // when it was snoozed
}

// Key identifies a to-do for snoozes.
func (t Todo) Key() string { return string(t.Kind) + "/" + t.Object }

// TodoList is what there is to do, snoozed to-dos included.
type TodoList struct {
	Reach Reach // Companion: acts and the server's own to-dos are to be had
	Todos []Todo
	Notes []Note // sources that could not be had: to-dos may be missing
}

// SnoozeTime is how long Dismiss hides a to-do: 7 × 24 hours, as on the web.
const SnoozeTime = 7 * 24 * time.Hour

// Snooze hides to-dos.
type Snooze struct {
	Todos    []Todo
	Until    time.Time // instant they come back
	OnChange bool      // also come back when they change
}

// Decision is the answer to invitations or proposals.
type Decision struct {
	Todo   Todo
	Accept bool
	Reason string // for declining; may be empty
	Key    string // idempotency key
}
