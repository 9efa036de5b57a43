package sandbox

import (
	"math/rand/v2"
	"sort"
)

// paystub is a withdrawal: it empties the balance of that moment.
type paystub struct {
	id    int64
	at    uint32
	cents int64 // account currency
}

// bonus is money a brand owes besides actions.
type bonus struct {
	program     int
	month       int // monthIndex it is paid for
	created     uint32
	clear, paid uint32
	cents       int64 // of the program's currency
	reason      string
}

// threshold is the balance at which the service withdraws by itself, in cents.
const threshold = 100_000

// settle plays the account's balance day by day: money is cleared early in the
// morning, and at six the balance is withdrawn when it has reached the threshold.
func (d *data) settle() {
	d.drawBonuses()
	credit := make([]int64, len(d.midnight))
	for i := range d.facts {
		f := &d.facts[i]
		if f.paid != 0 && f.reversed == 0 {
			credit[d.dayOf(f.paid)] += d.programs[f.program].currency.toAccount(f.final())
		}
	}
	for i := range d.bonuses {
		if b := &d.bonuses[i]; b.paid != 0 {
			credit[d.dayOf(b.paid)] += d.programs[b.program].currency.toAccount(b.cents)
		}
	}
	if d.profile == profileNew { // without settings nothing is withdrawn
		return
	}
	r := rand.New(rand.NewPCG(d.seed, streamMoney))
	balance, id := int64(0), int64(112_000+r.IntN(3_000))
	for day, cents := range credit {
		if balance += cents; balance >= threshold {
			id += int64(60 + r.IntN(400))
			d.paystubs = append(d.paystubs, paystub{id: id, at: d.start(day) + 6*3600, cents: balance})
			balance = 0
		}
	}
}

// drawBonuses lets the first programs pay a bonus every third month.
func (d *data) drawBonuses() {
	if d.profile != "" {
		return
	}
	r := rand.New(rand.NewPCG(d.seed, streamMoney+1))
	for day := range d.end() {
		c := d.civil[day]
		if c.day != 1 || day < 31 {
			continue
		}
		p := int(c.monthIndex) % 3
		cents := int64(2_500 + 500*r.IntN(16))
		if d.programs[p].terms(d.start(day)-86_400) == nil {
			continue
		}
		due := int(c.nextEnd) // about two months after the month it is for
		b := bonus{program: p, month: int(c.monthIndex) - 1, created: d.start(day) + 8*3600, cents: cents, reason: "Monthly volume bonus"}
		b.clear = d.start(due)
		b.paid = b.clear + 4*3600
		d.bonuses = append(d.bonuses, b)
	}
}

// paystubOf is the id of the withdrawal that took out money cleared at paid, or
// 0 while it is in the balance at now.
func (d *data) paystubOf(paid, now uint32) int64 {
	i := sort.Search(len(d.paystubs), func(i int) bool { return d.paystubs[i].at >= paid })
	if paid == 0 || i == len(d.paystubs) || d.paystubs[i].at > now {
		return 0
	}
	return d.paystubs[i].id
}
