package partner

// Mover is what one program earned over a period and over the one of equal
// length before it, in one currency.
//
// Source: Actions by EventDate that are not reversed, "Payout" in "Currency".
type Mover struct {
	ProgramID     string
	Program       string
	Now, Before   Money
	Actions       int // behind Now
	ActionsBefore int
}

// Change is how much more it earned; negative for less.
func (m Mover) Change() Money { return m.Now.Sub(m.Before) }

// Movers are the programs that earned in a period or in the one before it, by
// currency with the account's own first, then by how much their payouts
// changed, the largest rise first.
type Movers struct {
	Period, Previous Period
	All              []Mover
}
