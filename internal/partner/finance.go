package partner

// Today is what the account earned so far today, beside the same weekday one
// week earlier. Reversed actions are left out; value added tax and fees are
// not taken into account. Nothing here is final before it locks.
//
// Source: Actions by EventDate, "Payout" in "Currency".
type Today struct {
	Currency string // the account's, ISO 4217; stands first among several
	Day      Date   // the account's calendar day
	Until    string // wall-clock time "15:04" up to which both days are compared
	Earned   Totals // today up to Until
	SameTime Totals // one week earlier, up to the same time of day
	WholeDay Totals // one week earlier, the whole day
	Actions  int    // actions behind Earned
}

// PendingStatus is where money stands that is owed and not yet in the balance.
type PendingStatus string

// The pending states, in the order money passes through them.
const (
	NotLocked PendingStatus = "not locked" // the brand may still change it
	Locked    PendingStatus = "locked"     // final, due on a day to come
	Overdue   PendingStatus = "overdue"    // final, the day it was due has passed
)

// PendingStatuses lists the states in their order.
func PendingStatuses() []PendingStatus { return []PendingStatus{NotLocked, Locked, Overdue} }

// PendingLine is the pending money of one program in one state and currency.
type PendingLine struct {
	ProgramID string
	Program   string
	Status    PendingStatus
	Amount    Money
	Actions   int  // 0 for a bonus, which belongs to no action
	Bonus     bool // money of an invoice's bonus line
	Due       Date // earliest day the money is due; zero when not known
	// AtDue is the part of Amount that is due on Due; the rest is due later or
	// on a day not known. Absent: all of it.
	AtDue  Opt[Money]
	Oldest Date // day of the oldest action behind it; zero for a bonus
}

// Pending is the money owed and not yet in the balance.
//
// Source: Actions not reversed and without ClearedDate; their due days from
// ActionUpdates, else from the invoice line of program and month; bonus lines
// of Invoices.
type Pending struct {
	Currency string        // the account's, ISO 4217
	Lines    []PendingLine // by status, then by program
	Since    Date          // oldest event day that was looked at
	// Unsure counts payouts that had no figure of their own, where the
	// intended payout stands in.
	Unsure int
	// Undated counts locked actions for which no due day could be found.
	Undated int
	// Exact is the whole of it as the companion API states it; absent without
	// one. The lines, and so Sum, are worked out here and may differ from it.
	Exact Opt[Totals]
	Notes []Note
}

// Sum is the total per currency of the lines with the status; an empty status
// means all of them.
func (p Pending) Sum(status PendingStatus) Totals {
	var t Totals
	for _, l := range p.Lines {
		if status == "" || l.Status == status {
			t.Add(l.Amount)
		}
	}
	return t
}

// Total is all that is owed per currency: as the companion API states it, else
// the sum of the lines.
func (p Pending) Total() Totals { return p.Exact.Or(p.Sum("")) }

// Unlisted is what the stated total has beyond the lines, negative where they
// sum to more; zero without a stated one.
func (p Pending) Unlisted() Totals {
	var rest Totals
	rest.AddAll(p.Total()) // a copy: a sum shares what it is made of
	for _, m := range p.Sum("").Lines("") {
		rest.Add(Money{Amount: m.Amount.Neg(), Currency: m.Currency})
	}
	return rest
}

// Next is the earliest day from today on which locked money is due, with the
// money due on that day. OK is false when nothing locked has a due day.
func (p Pending) Next() (day Date, amount Totals, ok bool) {
	for _, l := range p.Lines {
		if l.Status == Locked && !l.Due.IsZero() && (day.IsZero() || l.Due.Before(day)) {
			day = l.Due
		}
	}
	for _, l := range p.Lines {
		if l.Status == Locked && !l.Due.IsZero() && l.Due == day {
			amount.Add(l.AtDue.Or(l.Amount))
		}
	}
	return day, amount, !day.IsZero()
}

// Note is a part of an answer that could not be had, and why.
type Note struct {
	What string // the missing part: "due days", "withdrawal settings"
	Err  error
}

// Balance is an estimate of the money in the earnings account: the API has no
// balance. It is the money cleared since the last withdrawal, per currency as
// it was cleared, before any conversion.
//
// Source: Actions with ClearedDate and paid bonus lines of Invoices after the
// last paystub of report mp_paystub_history; WithdrawalSettings. With a
// companion API, its balance.
type Balance struct {
	Currency   string // the account's, ISO 4217
	Estimate   Opt[Totals]
	Exact      bool // Estimate is no estimate: the companion API states the balance
	Since      Date // day of the last withdrawal; zero when none is known
	LastPaid   Opt[Money]
	Withdrawal Opt[WithdrawalSettings]
	Unset      bool // the account has no withdrawal settings at all
	NextDay    Date // next automatic withdrawal by fixed day; zero otherwise
	Notes      []Note
}

// Progress is how far the balance in the threshold's currency is towards the
// next automatic withdrawal: the share 0–1 and the money still missing. OK is
// false when there is no threshold or no estimate.
func (b Balance) Progress() (share float64, missing Money, ok bool) {
	if !b.Estimate.OK || !b.Withdrawal.OK || b.Withdrawal.V.Schedule != ByThreshold || !b.Withdrawal.V.Threshold.OK {
		return 0, Money{}, false
	}
	goal := b.Withdrawal.V.Threshold.V
	have := b.Estimate.V.In(goal.Currency)
	if !goal.Amount.IsPos() {
		return 0, Money{}, false
	}
	missing = goal.Sub(have)
	if !missing.Amount.IsPos() {
		return 1, Money{Currency: goal.Currency}, true
	}
	q, err := have.Amount.Quo(goal.Amount)
	if err != nil {
		return 0, Money{}, false
	}
	share, _ = q.Float64() // a bar's length, not money
	return max(share, 0), missing, true
}
