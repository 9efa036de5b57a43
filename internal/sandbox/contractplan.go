package sandbox

import "math/rand/v2"

// Days of the plan of contracts, counted from today. All of it comes after
// Options.At and within the days that are generated.
const (
	firstChange  = 4  // day of the first new terms
	changeEvery  = 25 // days between one program's new terms and the next one's
	changeCount  = 4
	noticeDays   = 14 // between the notice of an end and the end
	signAfter    = 2  // days an offer waits before it is signed
	secondNotice = 47 // day on which a second program gives notice
)

// steadyPrograms are joined programs that no other story is told about.
func steadyPrograms() []int { return []int{3, 5, 10, 12, 13, 14, 17, 19, 20, 23, 24, 25, 27, 31} }

// planContracts writes what becomes of the contracts of joined programs after
// today: some get terms with another rate, some end.
func planContracts(list []program, cal *calendar, seed uint64) {
	r := rand.New(rand.NewPCG(seed, streamComing))
	steady := steadyPrograms()
	r.Shuffle(len(steady), func(i, j int) { steady[i], steady[j] = steady[j], steady[i] })
	for n := range changeCount {
		list[steady[n]].changeTerms(cal, cal.today+firstChange+n*changeEvery+r.IntN(5), r)
	}
	for n, day := range [...]int{secondNotice, secondNotice + 40} {
		list[steady[changeCount+n]].giveNotice(cal, cal.today+day+r.IntN(6), r)
	}
}

// current is the contract of the program that has no end, nil when there is none.
func (p *program) current() *contract {
	if len(p.contracts) == 0 {
		return nil
	}
	if c := &p.contracts[len(p.contracts)-1]; c.signed != 0 && c.end == 0 {
		return c
	}
	return nil
}

// changeTerms offers a program's partner another rate on a day. It is signed a
// few days later; from then on the end of the contract before it is known.
func (p *program) changeTerms(cal *calendar, day int, r *rand.Rand) {
	old := p.current()
	if old == nil {
		return
	}
	next := contract{name: "New standard terms", rate: max(100, old.rate+int64(r.IntN(4)-1)*100+50), campaignTerms: old.campaignTerms}
	p.offer(cal, next, day)
	old, c := &p.contracts[len(p.contracts)-2], &p.contracts[len(p.contracts)-1]
	c.created += uint32(r.IntN(3 * 3600))
	c.brandSigned, c.updated = c.created, c.created
	c.signed = cal.start(day+signAfter+r.IntN(3)) + 10*3600 + uint32(r.IntN(5*3600))
	c.start = cal.start(day + noticeDays - r.IntN(5))
	old.end, old.ending = c.start, c.signed
}

// giveNotice ends a program's contract two weeks after a day.
func (p *program) giveNotice(cal *calendar, day int, r *rand.Rand) {
	if c := p.current(); c != nil {
		c.end, c.ending = cal.start(day+noticeDays), cal.start(day)+9*3600+uint32(r.IntN(7*3600))
	}
}

// planInvitations lets brands without a contract invite the account after today:
// one invitation is accepted, one declined, one left.
func (d *data) planInvitations() {
	r := rand.New(rand.NewPCG(d.seed, streamComing+1))
	for i, day := range [...]int{24, 45, 79} {
		p := &d.programs[firstHost+i]
		day += d.today + r.IntN(6)
		p.offer(d.calendar, contract{name: p.name + " partner terms", rate: p.rate, campaignTerms: true}, day)
		c := &p.contracts[0]
		decided := d.start(day+3+r.IntN(4)) + 11*3600 + uint32(r.IntN(4*3600))
		switch i {
		case 0:
			c.signed, c.start = decided, decided
		case 1:
			c.declined = decided
		}
	}
}
