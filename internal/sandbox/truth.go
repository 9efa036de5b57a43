package sandbox

import (
	"cmp"
	"slices"
	"time"
)

// Happening is one thing that happened in the generated account, as the sandbox
// itself knows it. The kinds and the instant of each, and whether the documented
// API states that instant:
//
//	action_new        the service made it: CreationDate, and UpdateDate of its update
//	action_modified   another sale amount or payout: UpdateDate
//	action_reversed   UpdateDate; Reason is StateDetailDescription
//	action_locked     approved: LockingDate, that of a reversed action never comes
//	action_cleared    the payout is in the balance: ClearedDate
//	action_overdue    begin of the account's day after ClearingDate (of the action's
//	                  updates) when it is not cleared; no field says so
//	invoice_new       a line: CreatedDate of the invoice; To is its Status then
//	invoice_paid      PaidDate of a line that was not paid when the invoice came
//	invoice_overdue   the Status of a line turns to OVERDUE, 24 h after its DueDate;
//	                  the API does not state when
//	contract_new      DateCreated; To is its Status then. One that is in force at once,
//	                  as after joining, has its contract_started only
//	contract_changed  an end was set: From and To are the EndDates before and after;
//	                  DateLastUpdated, until something else is updated
//	contract_started  in force: the later of StartDate and PartnerSignatoryDate
//	contract_replaced EndDate, when another contract of the program is in force from
//	                  then on: Other is its id, From and To are the payouts. That
//	                  one has its contract_started, too
//	contract_ended    EndDate, when none is; or the moment it was declined, From is
//	                  its Status before and To EXPIRED or DECLINED
//	task_assigned     DateCreated of a new task, whose From is empty and whose state
//	                  stands in Other; or it was given to somebody else. To is the
//	                  name, empty for nobody
//	task_moved        From and To are States. Of the moves of a task only the last
//	                  one has an instant, DateLastUpdated
//	task_overdue      the task is open (NEW, INPROGRESS, BLOCKED) and its DueDate is
//	                  reached, or it was opened again after that
//	task_gone         it was archived; the API does not state when
//	inquiry_new       CreationDate; To is its ResolutionStatus then
//	inquiry_moved     From and To are ResolutionStatus; Reason is RejectReason or what
//	                  the brand wants to know. ResolutionDate of those resolved, Date
//	                  of the last comment of the others
//
// Where no field states the instant, and where two changes come between two
// looks, a poll sees the outcome only, with the moment it looked. Signing a
// contract that begins later is none of the kinds: it turns from PENDING to
// UPCOMING.
//
// An update that changes neither amount nor payout is no happening. No action is
// left open for longer than 366 days.
type Happening struct {
	Kind      string    `json:"kind"`
	At        time.Time `json:"at"`       // in the account's zone
	ThingID   string    `json:"thing_id"` // as the API shows it; of a line the invoice's
	Line      string    `json:"line"`     // Description and EventMonthYear, unique within an invoice: "MEDIA_PAYOUT 102026"
	ProgramID string    `json:"program_id"`
	Currency  string    `json:"currency"` // of the amounts; empty without
	// Payout before and after, as decimals with two places; empty where there is
	// none. A line has its NetItemAmount in After.
	Before string `json:"before"`
	After  string `json:"after"`
	// Sale amount of an action before and after.
	AmountBefore string `json:"amount_before"`
	AmountAfter  string `json:"amount_after"`
	From         string `json:"from"`
	To           string `json:"to"`
	Reason       string `json:"reason"`
	Other        string `json:"other"`
}

// Truth is all that happened after from and up to to, oldest first; what is still
// to come for the server's clock is not told. It is in the same order every time.
// What the partner changed is in it, except for the notice of an end that a
// decision of the partner's made void.
//
// It waits for the data.
func (s *Server) Truth(from, to time.Time) []Happening {
	s.start()
	<-s.ready
	t := truth{data: s.companion.current(s.data), from: clampSeconds(from), to: min(clampSeconds(to), s.seconds()), told: []Happening{}}
	t.actions()
	t.invoices()
	for i := range t.programs {
		t.contracts(&t.programs[i])
	}
	for _, task := range s.tasks.all() {
		t.task(task)
	}
	for _, q := range s.inquiries.all() {
		t.inquiry(q)
	}
	slices.SortStableFunc(t.told, func(a, b Happening) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ThingID, b.ThingID), cmp.Compare(a.Line, b.Line))
	})
	return t.told
}

// truth collects what happened in a span.
type truth struct {
	*data
	from, to uint32
	told     []Happening
}

// covers says whether an instant is in the span; 0 is never.
func (t *truth) covers(at uint32) bool { return at != 0 && t.from < at && at <= t.to }

// tell adds a happening when its instant is in the span.
func (t *truth) tell(at uint32, p *program, h Happening) {
	if t.covers(at) {
		h.At, h.ProgramID = time.Unix(int64(at), 0).In(t.loc), whole(p.id)
		t.told = append(t.told, h)
	}
}

// actions tells what happened to actions.
func (t *truth) actions() {
	for n := range t.facts {
		f := &t.facts[n]
		late := uint32(0)
		if due := t.start(t.dayOf(f.clear) + 1); f.reversed == 0 && (f.paid == 0 || f.paid > due) {
			late = due
		}
		if !t.covers(f.created) && !t.covers(f.modified) && !t.covers(f.reversed) && !t.covers(f.lock) && !t.covers(f.paid) && !t.covers(late) {
			continue
		}
		t.action(f, t.actionID(n), late)
	}
}

// action tells what happened to one action; late is when it became overdue.
func (t *truth) action(f *fact, id string, late uint32) {
	p := &t.programs[f.program]
	tell := func(at uint32, kind, reason string, before, after, amountBefore, amountAfter string) {
		t.tell(at, p, Happening{
			Kind: kind, ThingID: id, Currency: p.currency.String(), Reason: reason,
			Before: before, After: after, AmountBefore: amountBefore, AmountAfter: amountAfter,
		})
	}
	payout, amount := formatCents(int64(f.payout)), formatCents(int64(f.amount))
	tell(f.created, "action_new", "", "", payout, "", amount)
	if f.modified != 0 {
		payout2, amount2 := formatCents(int64(f.payout2)), formatCents(int64(f.amount2))
		if payout2 != payout || amount2 != amount {
			tell(f.modified, "action_modified", "", payout, payout2, amount, amount2)
		}
		payout, amount = payout2, amount2
	}
	if f.reversed != 0 {
		tell(f.reversed, "action_reversed", reasons[f.reason].text, payout, "0.00", amount, "0.00")
		return
	}
	tell(f.lock, "action_locked", "", payout, payout, amount, amount)
	tell(late, "action_overdue", "", payout, payout, amount, amount)
	tell(f.paid, "action_cleared", "", payout, payout, amount, amount)
}

// invoices tells what happened to the lines of invoices.
func (t *truth) invoices() {
	all := t.data.invoices()
	for i := range all {
		v := &all[i]
		p := &t.programs[v.program]
		for _, l := range v.lines {
			h := Happening{ThingID: v.id(), Line: l.kind + " " + l.monthYear(), Currency: p.currency.String(), After: formatCents(l.cents)}
			h.Kind, h.To = "invoice_new", l.status(v.created)
			t.tell(v.created, p, h)
			h.From, h.Kind, h.To = h.To, "invoice_overdue", "OVERDUE"
			late, paid := l.due+grace, l.paidBy(neverHappens)
			if late > v.created && (paid == 0 || paid > late) {
				t.tell(late, p, h)
				h.From = h.To
			}
			if h.Kind, h.To = "invoice_paid", "PAID"; paid > v.created {
				t.tell(paid, p, h)
			}
		}
	}
}
