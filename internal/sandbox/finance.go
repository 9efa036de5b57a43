package sandbox

import "sort"

// grace is the time after a due date before money counts as overdue: a day that
// is not over yet is no delay.
const grace = secondsOfDay

// overdue says whether locked money should have come in by now.
func (f *fact) overdue(now uint32) bool {
	return !f.reversedAt(now) && f.lock <= now && f.clear+grace <= now && (f.paid == 0 || f.paid > now)
}

// in says whether an instant lies on a day of the period.
func (c *call) in(p period, at uint32) bool {
	day := c.d.dayOf(at)
	return at <= c.now && p.from <= day && day <= p.to
}

// runOverdue has a row for each program and due date with money overdue.
func runOverdue(c *call, p period) table {
	type debt struct {
		program int
		due     uint32
		actions int64
		cents   int64 // of the program's currency
	}
	type key struct {
		program uint8
		due     uint32
	}
	at := map[key]int{}
	var debts []debt
	from, to := within(c.d.locks, span{from: 0, to: c.now})
	for _, u := range c.d.locks[from:to] {
		f := &c.d.facts[u.fact()]
		if !f.overdue(c.now) || !c.in(p, f.clear) || p.program != -1 && p.program != int(f.program) {
			continue
		}
		k := key{f.program, f.clear}
		i, known := at[k]
		if !known {
			i = len(debts)
			at[k], debts = i, append(debts, debt{program: int(f.program), due: f.clear})
		}
		debts[i].actions++
		debts[i].cents += f.final()
	}
	sort.Slice(debts, func(i, j int) bool {
		return debts[i].due < debts[j].due || debts[i].due == debts[j].due && debts[i].program < debts[j].program
	})
	return table{rows: len(debts), row: func(i int) []string {
		b, of := debts[i], &c.d.programs[debts[i].program]
		late := int64(c.d.dayOf(c.now) - c.d.dayOf(b.due))
		return []string{
			of.name, whole(of.id), c.time(b.due).Format(dayForm), whole(late), whole(b.actions),
			of.currency.String(), formatCents(b.cents),
		}
	}}
}

// withdrawals are the paystubs of a period, newest first.
func (c *call) withdrawals(p period) []paystub {
	var found []paystub
	for i := len(c.d.paystubs) - 1; i >= 0; i-- {
		if c.in(p, c.d.paystubs[i].at) {
			found = append(found, c.d.paystubs[i])
		}
	}
	return found
}

// runPaystubs has a row for each withdrawal; amounts are grouped in thousands.
func runPaystubs(c *call, p period) table {
	found := c.withdrawals(p)
	return table{rows: len(found), row: func(i int) []string {
		return []string{c.time(found[i].at).Format(dayForm), whole(found[i].id), groupedCents(found[i].cents)}
	}}
}

// transferDays is how long a withdrawal is under way.
const transferDays = 2

// runWithdrawals tells the same with where the money went.
func runWithdrawals(c *call, p period) table {
	found := c.withdrawals(p)
	return table{rows: len(found), row: func(i int) []string {
		status := "COMPLETED"
		if found[i].at+transferDays*secondsOfDay > c.now {
			status = "PROCESSING"
		}
		return []string{
			c.time(found[i].at).Format(dayForm), whole(found[i].id), formatCents(found[i].cents), usd.String(),
			"BANK_TRANSFER", status,
		}
	}}
}

// runOtherEarnings has a row for each bonus, in account currency.
func runOtherEarnings(c *call, p period) table {
	var found []bonus
	for _, b := range c.d.bonuses {
		if c.in(p, b.created) && (p.program == -1 || p.program == b.program) {
			found = append(found, b)
		}
	}
	return table{rows: len(found), row: func(i int) []string {
		b, of := found[i], &c.d.programs[found[i].program]
		return []string{
			c.time(b.created).Format(dayForm), of.name, whole(of.id), "BONUS", b.reason,
			formatCents(of.currency.toAccount(b.cents)),
		}
	}}
}
