package sandbox

// view is a fact as the service shows it at an instant.
type view struct {
	*fact
	number         int
	p              *program
	state          string
	amount, payout int64 // current
	deltaAmount    int64 // change made by the last update
	deltaPayout    int64
	intended       [2]int64 // amount and payout as if it had not been reversed
	lockDate       uint32   // 0 while the lock date is open
	clearDate      uint32   // 0 while the lock date is open
	clearedDate    uint32   // 0 until the money is in the balance
	lastUpdate     uint32
}

// The states of an action.
const (
	statePending  = "PENDING"
	stateApproved = "APPROVED"
	stateReversed = "REVERSED"
)

// exists says whether the service knows the action at now.
func (f *fact) exists(now uint32) bool { return f.created <= now }

// reversedAt and modifiedAt say what has happened to it by now.
func (f *fact) reversedAt(now uint32) bool { return f.reversed != 0 && f.reversed <= now }
func (f *fact) modifiedAt(now uint32) bool { return f.modified != 0 && f.modified <= now }

// worth is the current amount and payout, both zero after a reversal.
func (f *fact) worth(now uint32) (amount, payout int64) {
	switch {
	case f.reversedAt(now):
		return 0, 0
	case f.modifiedAt(now):
		return int64(f.amount2), int64(f.payout2)
	}
	return int64(f.amount), int64(f.payout)
}

// final is the payout that is locked, 0 for one that is reversed before.
func (f *fact) final() int64 {
	_, payout := f.worth(^uint32(0))
	return payout
}

// lastUpdate is the instant of the last update up to now. A lock is none.
func (f *fact) lastUpdate(now uint32) uint32 {
	switch {
	case f.reversedAt(now):
		return f.reversed
	case f.modifiedAt(now):
		return f.modified
	}
	return f.created
}

func (f *fact) state(now uint32) string {
	switch {
	case f.reversedAt(now):
		return stateReversed
	case f.lock <= now:
		return stateApproved
	}
	return statePending
}

// lockDate is the date shown: open-ended ones have none until they are approved.
func (d *data) lockDate(f *fact, now uint32) uint32 {
	if d.programs[f.program].lock == lockOpen && f.lock > now {
		return 0
	}
	return f.lock
}

// view shows fact number n at now.
func (d *data) view(n int, now uint32) view {
	f := &d.facts[n]
	v := view{fact: f, number: n, p: &d.programs[f.program], state: f.state(now), lastUpdate: f.lastUpdate(now)}
	v.amount, v.payout = f.worth(now)
	v.deltaAmount, v.deltaPayout = v.amount, v.payout
	v.intended = [2]int64{v.amount, v.payout}
	before := [2]int64{int64(f.amount), int64(f.payout)}
	switch {
	case f.reversedAt(now):
		if f.modifiedAt(now) {
			before = [2]int64{int64(f.amount2), int64(f.payout2)}
		}
		v.deltaAmount, v.deltaPayout = -before[0], -before[1]
		v.intended = before
	case f.modifiedAt(now):
		v.deltaAmount, v.deltaPayout = v.amount-before[0], v.payout-before[1]
	}
	if v.lockDate = d.lockDate(f, now); v.lockDate != 0 {
		v.clearDate = f.clear
	}
	if v.state == stateApproved && f.paid != 0 && f.paid <= now {
		v.clearedDate = f.paid
	}
	return v
}

// Contract states.
const (
	contractActive   = "ACTIVE"
	contractDeclined = "DECLINED"
	contractExpired  = "EXPIRED"
	contractPending  = "PENDING"
	contractUpcoming = "UPCOMING"
)

// status is the state of a contract at now, "" before it exists.
func (c *contract) status(now uint32) string {
	switch {
	case c.created > now:
		return ""
	case c.declined != 0 && c.declined <= now:
		return contractDeclined
	case c.end != 0 && c.end <= now:
		return contractExpired
	case c.signed == 0 || c.signed > now:
		return contractPending
	case c.start > now:
		return contractUpcoming
	}
	return contractActive
}
