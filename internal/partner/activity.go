package partner

import "time"

// EventKind is what happened to a thing of the account.
type EventKind string

// The kinds of events. The stable names stand in JSON and CSV.
const (
	ActionTracked  EventKind = "action_new"       // the service has tracked it
	ActionModified EventKind = "action_modified"  // its payout or sale amount is another
	ActionVoided   EventKind = "action_reversed"  // Reason says why
	ActionLocked   EventKind = "action_locked"    // approved: it will be paid
	ActionCleared  EventKind = "action_cleared"   // its payout is in the balance
	ActionLate     EventKind = "action_overdue"   // due, and not in the balance
	ActionRestated EventKind = "action_restated"  // other money without an update of the service's that says so
	ActionAged     EventKind = "action_aged"      // too old to be looked at; nobody says what became of it
	ActionGone     EventKind = "action_gone"      // the service lists it no more
	LineIssued     EventKind = "invoice_new"      // a line of an invoice
	LineModified   EventKind = "invoice_modified" // its money is another
	LineSettled    EventKind = "invoice_paid"
	LineLate       EventKind = "invoice_overdue"
	LineGone       EventKind = "invoice_gone"
	ContractNew    EventKind = "contract_new"      // offered, or signed for later
	ContractBegun  EventKind = "contract_started"  // in force
	ContractRates  EventKind = "contract_changed"  // rate, fixed payout, schedule or dates
	ContractNext   EventKind = "contract_replaced" // another one of the program took its place
	ContractEnded  EventKind = "contract_ended"    // expired or declined, and none took its place
	TaskAssigned   EventKind = "task_assigned"     // new, or given to somebody else
	TaskMoved      EventKind = "task_moved"        // its state is another
	TaskLate       EventKind = "task_overdue"
	TaskGone       EventKind = "task_gone"
	InquiryNew     EventKind = "inquiry_new"
	InquiryMoved   EventKind = "inquiry_moved" // its status is another; Reason is the brand's
)

// EventKinds lists the kinds, those about money first.
func EventKinds() []EventKind {
	return []EventKind{
		ActionTracked, ActionModified, ActionVoided, ActionLocked, ActionCleared, ActionLate, ActionRestated, ActionAged, ActionGone,
		LineIssued, LineModified, LineSettled, LineLate, LineGone,
		ContractNew, ContractBegun, ContractRates, ContractNext, ContractEnded,
		TaskAssigned, TaskMoved, TaskLate, TaskGone, InquiryNew, InquiryMoved,
	}
}

// Topic is what kind of thing an event is about: "action", "invoice",
// "contract", "task", "inquiry".
func (k EventKind) Topic() string {
	for i, c := range k {
		if c == '_' {
			return string(k[:i])
		}
	}
	return string(k)
}

// Event is one change of one thing.
type Event struct {
	// ID is the same for whoever notices the change: two programs, or one
	// after a crash, keep it once.
	ID   string
	Kind EventKind
	// At is when it happened: as the service says where Stated, else when it
	// was noticed, some time after Seen of the poll before.
	At     time.Time
	Stated bool
	Seen   time.Time // when this machine noticed; zero: read from the service's own log of the time before
	// ThingID is the id of the action, contract, task or inquiry; of an invoice
	// line the invoice's id and the line's key.
	ThingID   string
	Title     string // what the thing is called: a task's summary, an order id, an invoice's number; may be empty
	ProgramID string
	Program   string // may be empty

	Before, After Opt[Money] // payout before and after; absent where money did not change or there is none
	Amount        Opt[Money] // sale amount after
	From, To      string     // other values before and after, in words: "10 %" and "8 %", "new" and "in progress"
	Reason        string     // the service's or the brand's words
	// Owed is what the event added to Total Pending; negative where it took
	// from it, absent where it did neither.
	Owed Opt[Money]
}

// ActivityQuery selects events of the local history.
type ActivityQuery struct {
	From, To time.Time   // half-open, by Event.At; zero is open
	Kinds    []EventKind // empty: all
	Program  string      // id; empty: all
	Text     string      // found in program, title, id, reason, from or to, without case; empty: all
	Least    Opt[Money]  // at least this much money, before or after, in its currency
	Limit    int         // newest events at most; 0: the usual limit
}

// Activity is what changed.
type Activity struct {
	Events []Event // newest first
	Total  int     // that match; more than Events where the limit cut them
	// Read is when the user looked last: newer events, by Seen, are unread.
	Read time.Time
	// Moved explains Total Pending between the first and the last poll of the
	// period, per currency; empty where fewer than two polls lie in it.
	Moved []Movement
	Since time.Time // first poll of this account on this machine; zero: none yet
	Notes []Note    // what could not be compared
}

// Movement is how Total Pending got from one figure to another.
type Movement struct {
	From, To      time.Time // moments of the two polls
	Before, After Money
	Causes        []Cause // with the largest first; their amounts and Rest sum to After minus Before
	Rest          Money   // not explained by any event
}

// Cause is the events of one kind that moved Total Pending.
type Cause struct {
	Kind   EventKind
	Count  int
	Amount Money
}

// Unread counts events that came after the user looked last.
type Unread struct {
	Count  int
	Newest time.Time // Seen of the newest of all events; zero: there are none
}

// Find is what the finder searches the local history by.
type Find struct {
	Text  string // order id, action id, Sub ID, shared id, promo code, amount or own reference
	Limit int    // 0: the usual limit
}

// Found are the actions and inquiries that fit.
type Found struct {
	Hits  []Hit // best first
	Total int   // that match
	Count int   // actions in the local history
	Since Date  // day of the oldest action in it; zero: it is empty
}

// Hit is an action that fits, or an inquiry about an order that was never
// tracked.
type Hit struct {
	Action  Opt[Action]
	Inquiry Opt[Inquiry]
	Field   string // what fits: "order id", "action id", "Sub ID 2", "shared id", "promo code", "payout", "sale amount", "own reference"
	Value   string // the text that fits
}

// Timeline is the life of one action.
type Timeline struct {
	Action    Action
	Steps     []Step // oldest first
	Inquiries []Inquiry
	Due       time.Time // when the payout is due; zero: not known
	Notes     []Note
}

// Step is one thing that happened to an action, or will.
type Step struct {
	Kind   EventKind
	At     time.Time
	Stated bool // as in Event
	Ahead  bool // expected: a locking or due date that is to come
	Before Opt[Money]
	After  Opt[Money]
	Reason string
}
