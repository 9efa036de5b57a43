package activity

import (
	"strings"
	"time"

	"impactdash/internal/partner"
)

// chain is how a payout got from what it was to what it is, by updates. It is
// reckoned backwards: what the action earns now is known, and each update says
// what it changed.
type chain struct {
	start  partner.Money // payout before the first step
	amount partner.Money // sale amount before the first step
	steps  []step
	// broken: the payout before the first step is not the one that was known.
	broken bool
	// belated: the updates tell of money that was known already.
	belated bool
}

// step is one update of a chain.
type step struct {
	update               partner.ActionUpdate
	before, after        partner.Money // payout
	amountBefore, amount partner.Money // sale amount
}

// soon is how long after the creation of an action the update that tells of it
// may come.
const soon = 5 * time.Minute

// tells reports whether the update is the one that created the action.
func tells(u partner.ActionUpdate, a partner.Action) bool {
	return u.State != partner.ActionReversed && !a.Created.IsZero() && !u.At.After(a.Created.Add(soon))
}

// link makes the chain of a look, with as many of the updates ahead as it
// takes to arrive at what the action earns.
func link(l Look) (c chain, ahead int) {
	a := l.After.Action
	now := paid(a)
	if now.Currency == "" && l.Before.OK { // a reversed one may state nothing
		now.Currency = l.Before.V.Action.Payout.Currency
	}
	was := nothing(now)
	if l.Before.OK {
		was = paid(l.Before.V.Action)
	}
	ahead = fitting(l, was, now)
	updates := append(l.Updates[:len(l.Updates):len(l.Updates)], l.Ahead[:ahead]...)
	if len(updates) > 0 && tells(updates[0], a) {
		first := updates[0]
		rest := build(updates[1:], now, a.Amount)
		if !l.Before.OK || !differ(rest.start, was) || first.DeltaPayout.IsZero() {
			updates = updates[1:]
		}
	}
	c = build(updates, now, a.Amount)
	if !l.Before.OK || !differ(c.start, was) || c.start.Currency != was.Currency {
		return c, ahead
	}
	switch open := unstated(c.steps); {
	case open >= 0: // it did what the others do not say they did
		c.steps[open].update.DeltaPayout = c.start.Sub(was)
		updates = updates[:0:0]
		for _, l := range c.steps {
			updates = append(updates, l.update)
		}
		c = build(updates, now, a.Amount)
	case !differ(now, was):
		c.belated = true
	default:
		c.broken = true
	}
	return c, ahead
}

// fitting is the smallest number of updates ahead with which the payout before
// becomes the payout now; 0 where no number does.
func fitting(l Look, was, now partner.Money) int {
	for n := range len(l.Ahead) + 1 {
		sum := was
		for _, u := range l.Updates {
			sum = change(sum, u.DeltaPayout)
		}
		for _, u := range l.Ahead[:n] {
			sum = change(sum, u.DeltaPayout)
		}
		if !differ(sum, now) {
			return n
		}
	}
	return 0
}

// build chains updates backwards from what the action is now.
func build(updates []partner.ActionUpdate, payout, amount partner.Money) chain {
	c := chain{steps: make([]step, len(updates))}
	for i := len(updates) - 1; i >= 0; i-- {
		u := updates[i]
		l := step{update: u, after: payout, amount: amount}
		payout, amount = change(payout, u.DeltaPayout.Neg()), change(amount, u.DeltaAmount.Neg())
		l.before, l.amountBefore = payout, amount
		c.steps[i] = l
	}
	c.start, c.amount = payout, amount
	return c
}

// change is m after a change that may not be stated, or not in m's currency.
func change(m, by partner.Money) partner.Money {
	if by.Currency == "" || by.Currency != m.Currency {
		return m
	}
	return m.Add(by)
}

// unstated is the first step that does not say what it did to the payout, -1
// without one.
func unstated(steps []step) int {
	for i, l := range steps {
		if l.update.DeltaPayout.Currency == "" {
			return i
		}
	}
	return -1
}

// reverses reports whether one of the updates reversed the action.
func (c chain) reverses() bool {
	for _, l := range c.steps {
		if l.update.State == partner.ActionReversed {
			return true
		}
	}
	return false
}

// reason is the words of an update about why. Those about how the action came
// in are not a reason.
func reason(u partner.ActionUpdate) string {
	text := strings.TrimSpace(u.Explanation)
	if strings.HasPrefix(text, "Action comes in") {
		return ""
	}
	if text == "" {
		text = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(u.Detail), "_", " "))
	}
	return text
}
