package sandbox

// balanceBody is the money of the account by currency.
type balanceBody struct {
	Balance []moneyBody `json:"balance"`
	Pending []moneyBody `json:"pending"`
	Overdue []moneyBody `json:"overdue"`
	Next    *payoutBody `json:"next_payout"`
	AsOf    string      `json:"as_of"`
}

type payoutBody struct {
	Day     string      `json:"day"`
	Amounts []moneyBody `json:"amounts"`
}

// purse is cents by currency.
type purse [len(currencies)]int64

// amounts are the currencies there is money in.
func (p purse) amounts() []moneyBody {
	list := []moneyBody{}
	for i, cents := range p {
		if cents != 0 {
			list = append(list, moneyOf(cents, currency(i)))
		}
	}
	return list
}

// companionBalance adds up the ledger. The balance is in the account's currency;
// what is still to come is in that of the program.
func companionBalance(c *call, _ *companionState) (balanceBody, *problem) {
	var balance, pending, overdue, next purse
	nextDue := uint32(0)
	due := func(at uint32, in currency, cents int64) {
		if at < c.d.start(c.d.dayOf(c.now)) || nextDue != 0 && at > nextDue {
			return
		}
		if at != nextDue {
			nextDue, next = at, purse{}
		}
		next[in] += cents
	}
	for i := range c.d.facts {
		f := &c.d.facts[i]
		if f.event > c.now {
			break
		}
		if !f.exists(c.now) || f.reversedAt(c.now) {
			continue
		}
		in := c.d.programs[f.program].currency
		_, payout := f.worth(c.now)
		if f.paid != 0 && f.paid <= c.now {
			if c.d.paystubOf(f.paid, c.now) == 0 {
				balance[usd] += in.toAccount(payout)
			}
			continue
		}
		pending[in] += payout
		if f.overdue(c.now) {
			overdue[in] += payout
		}
		if f.lock <= c.now {
			due(f.clear, in, payout)
		}
	}
	for _, b := range c.d.bonuses {
		in := c.d.programs[b.program].currency
		switch {
		case b.created > c.now:
		case b.paid == 0 || b.paid > c.now:
			pending[in] += b.cents
			due(b.clear, in, b.cents)
		case c.d.paystubOf(b.paid, c.now) == 0:
			balance[usd] += in.toAccount(b.cents)
		}
	}
	v := balanceBody{balance.amounts(), pending.amounts(), overdue.amounts(), nil, c.timeText(c.now)}
	if nextDue != 0 {
		v.Next = &payoutBody{c.d.dayText(c.d.dayOf(nextDue)), next.amounts()}
	}
	return v, nil
}
