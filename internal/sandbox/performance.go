package sandbox

import (
	"strconv"
	"time"
)

// dayForm is how reports print a day.
const dayForm = "Jan 2, 2006"

// whole prints a count.
func whole(n int64) string { return strconv.FormatInt(n, 10) }

// upToToday cuts a period at the day of now: later days have not begun.
func (c *call) upToToday(p period) period {
	if today := c.d.dayOf(c.now); p.to > today {
		p.to = today
	}
	return p
}

// runByDay has a row for each day of the period that has begun, zeros included.
func runByDay(c *call, p period) table {
	p = c.upToToday(p)
	return table{rows: max(0, p.to-p.from+1), row: func(i int) []string {
		s := c.d.daySums(p.from+i, p.program, c.now)
		earned := formatCents(s.payout)
		return []string{
			c.d.date(p.from + i).Format(dayForm), whole(s.clicks), whole(s.actions), formatCents(s.sale),
			earned, earned, earned,
		}
	}}
}

// runByMonth has a row for each month the period touches.
func runByMonth(c *call, p period) table {
	p = c.upToToday(p)
	var months []time.Time
	var totals []sums
	for day := p.from; day <= p.to; day++ {
		date := c.d.date(day)
		if len(months) == 0 || date.Day() == 1 {
			months, totals = append(months, date), append(totals, sums{})
		}
		totals[len(totals)-1].add(c.d.daySums(day, p.program, c.now))
	}
	return table{rows: len(months), row: func(i int) []string {
		s := totals[i]
		return []string{months[i].Format("Jan 2006"), whole(s.clicks), whole(s.actions), formatCents(s.sale), formatCents(s.payout)}
	}}
}

// runByProgram has a row for each program with clicks or actions; money and
// rates have 18 places.
func runByProgram(c *call, p period) table {
	p = c.upToToday(p)
	totals := make([]sums, len(c.d.programs))
	for day := max(p.from, 0); day <= p.to; day++ {
		for i := range totals {
			if p.program == -1 || p.program == i {
				totals[i].clicks += c.d.clicksAt(day, i, c.now)
			}
		}
		c.d.eachFact(day, p.program, c.now, func(f *fact, amount, payout int64) {
			totals[f.program].add(sums{actions: 1, sale: amount, payout: payout})
		})
	}
	var rows []int
	for i, s := range totals {
		if s.clicks+s.actions > 0 {
			rows = append(rows, i)
		}
	}
	return table{rows: len(rows), row: func(i int) []string {
		s, of := totals[rows[i]], &c.d.programs[rows[i]]
		earned := ratio(s.payout, 100, 18)
		return []string{
			of.name, whole(of.id), whole(s.clicks), whole(s.actions), ratio(s.sale, 100, 18), earned, earned,
			ratio(s.payout, 100*s.actions, 18), ratio(s.payout, 100*s.clicks, 18), ratio(100*s.actions, s.clicks, 18),
		}
	}}
}

// runBySubID has a row for each first Sub ID; clicks are shared out by the
// channels' weights.
func runBySubID(c *call, p period) table {
	p = c.upToToday(p)
	totals := make([]sums, len(channels))
	clicks := int64(0)
	for day := max(p.from, 0); day <= p.to; day++ {
		for i := range c.d.programs {
			if p.program == -1 || p.program == i {
				clicks += c.d.clicksAt(day, i, c.now)
			}
		}
		c.d.eachFact(day, p.program, c.now, func(f *fact, amount, payout int64) {
			totals[f.channel].add(sums{actions: 1, sale: amount, payout: payout})
		})
	}
	share, given := int64(0), int64(0)
	var rows []int
	for i := range totals {
		share += int64(channels[i].weight)
		totals[i].clicks = clicks*share/100 - given // so that the rows add up
		given += totals[i].clicks
		if totals[i].clicks+totals[i].actions > 0 {
			rows = append(rows, i)
		}
	}
	return table{rows: len(rows), row: func(i int) []string {
		s := totals[rows[i]]
		return []string{
			channels[rows[i]].sub, whole(s.clicks), whole(s.clicks * 112 / 100), whole(s.actions), formatCents(s.sale),
			formatCents(s.payout), "0.00", "0.00", ratio(s.payout, 100*s.clicks, 2),
		}
	}}
}

// runListing has a row for each action whose event lies in the period.
func runListing(c *call, p period) table {
	p = c.upToToday(p)
	wanted := map[string]bool{}
	for _, state := range c.query["SUPERSTATUS_MS"] {
		wanted[state] = true
	}
	var found []uint32
	for day := max(p.from, 0); day <= min(p.to, c.d.end()-1); day++ {
		for n := c.d.dayStart[day]; n < c.d.dayStart[day+1]; n++ {
			f := &c.d.facts[n]
			if f.exists(c.now) && (p.program == -1 || p.program == int(f.program)) &&
				(len(wanted) == 0 || wanted[f.state(c.now)]) {
				found = append(found, uint32(n))
			}
		}
	}
	return table{rows: len(found), row: func(i int) []string {
		v := c.d.view(int(found[i]), c.now)
		return []string{
			c.d.actionID(v.number), c.time(v.event).Format(time.RFC3339), v.p.name, v.p.event, v.state,
			formatCents(v.amount), formatCents(v.payout), v.promoCode(),
			channels[v.channel].sub, details[v.detail], placements[v.placement],
		}
	}}
}
