package sandbox

// sums are the totals of a performance report; money is in cents of the account.
type sums struct {
	clicks, actions int64 // actions that are not reversed
	sale, payout    int64
}

func (s *sums) add(t sums) {
	s.clicks += t.clicks
	s.actions += t.actions
	s.sale += t.sale
	s.payout += t.payout
}

// clicksAt is the number of clicks of a program on a day that have happened by
// now; they follow the hours of the day as orders do.
func (d *data) clicksAt(day, program int, now uint32) int64 {
	if day < 0 || day >= d.end() || now < d.start(day) {
		return 0
	}
	total := int64(d.clicks[day*len(d.programs)+program])
	if now >= d.start(day+1) {
		return total
	}
	elapsed := int(now - d.start(day))
	share := 0 // of 1000 × 3600
	for hour := range min(elapsed/3600, len(hourShare)) {
		share += hourShare[hour] * 3600
	}
	if hour := elapsed / 3600; hour < len(hourShare) {
		share += hourShare[hour] * (elapsed % 3600)
	}
	return total * int64(share) / (1000 * 3600)
}

// eachFact calls work for the facts of a day that count in reports at now: those
// that exist and are not reversed. program -1 means all.
func (d *data) eachFact(day, program int, now uint32, work func(f *fact, amount, payout int64)) {
	if day < 0 || day >= d.end() {
		return
	}
	for i := d.dayStart[day]; i < d.dayStart[day+1]; i++ {
		f := &d.facts[i]
		if !f.exists(now) || f.reversedAt(now) || program != -1 && program != int(f.program) {
			continue
		}
		amount, payout := f.worth(now)
		money := d.programs[f.program].currency
		work(f, money.toAccount(amount), money.toAccount(payout))
	}
}

// daySums adds up one day.
func (d *data) daySums(day, program int, now uint32) sums {
	var s sums
	for i := range d.programs {
		if program == -1 || program == i {
			s.clicks += d.clicksAt(day, i, now)
		}
	}
	d.eachFact(day, program, now, func(_ *fact, amount, payout int64) {
		s.add(sums{actions: 1, sale: amount, payout: payout})
	})
	return s
}
