package sandbox

import (
	"math"
	"math/rand/v2"
	"slices"
)

// hourShare is the share of a day's events in each hour, of 1000.
var hourShare = [24]int{
	14, 10, 8, 7, 8, 12, 20, 32, 44, 54, 60, 62, 62, 58, 54, 50, 48, 50, 56, 66, 74, 68, 50, 33,
}

// draw makes the facts of one day; it keeps no state between days.
type draw struct {
	*data
	r   *rand.Rand
	day int
}

// fill makes the facts of a day in their place in d.facts.
func (d *data) fill(day int, counts []uint32) {
	facts := d.facts[d.dayStart[day]:d.dayStart[day+1]]
	if len(facts) == 0 {
		return
	}
	g := draw{data: d, r: rand.New(rand.NewPCG(d.seed, streamFacts+uint64(day))), day: day}
	instants := make([]uint32, len(facts))
	for i := range instants {
		instants[i] = g.instant()
	}
	// The first order comes soon after midnight: "today" is seldom empty.
	instants[0] = d.start(day) + uint32(g.r.IntN(900))
	slices.Sort(instants)
	owners := make([]uint8, 0, len(facts))
	n := len(d.programs)
	for i, count := range counts[day*n : (day+1)*n] {
		for range count {
			owners = append(owners, uint8(i))
		}
	}
	g.r.Shuffle(len(owners), func(i, j int) { owners[i], owners[j] = owners[j], owners[i] })
	for i := range facts {
		facts[i] = g.fact(owners[i], instants[i])
	}
}

// instant draws a moment of the day.
func (g draw) instant() uint32 {
	ticket, hour := g.r.IntN(1000), 0
	for ticket >= hourShare[hour] {
		ticket -= hourShare[hour]
		hour++
	}
	second := uint32(hour*3600 + g.r.IntN(3600))
	// The day on which the clocks go forward has 23 hours.
	return g.start(g.day) + second%(g.start(g.day+1)-g.start(g.day))
}

// fact draws one action and its fate.
func (g draw) fact(owner uint8, event uint32) fact {
	p := &g.programs[owner]
	f := fact{event: event, program: owner}
	f.created = event + 30 + uint32(g.r.IntN(900))
	if g.r.IntN(40) == 0 { // reported in a batch, later
		f.created = event + 3600 + uint32(g.r.IntN(30*3600))
	}
	f.refer = event - 60 - uint32(math.Min(25*86_400, 5_000*g.r.ExpFloat64()))
	g.origin(&f, p)
	terms := p.terms(event)
	if terms == nil { // the contract changed hands during the day
		terms = &p.contracts[0]
	}
	f.amount = g.order(p)
	f.payout = int32(terms.payout(int64(f.amount)))
	g.schedule(&f, p)
	g.fate(&f, p, terms)
	return f
}

// order draws the value of an order; leads have none.
func (g draw) order(p *program) int32 {
	if p.average == 0 {
		return 0
	}
	const spread = 0.62
	cents := float64(p.average) * math.Exp(spread*g.r.NormFloat64()-spread*spread/2)
	return int32(math.Min(math.Max(cents, 500), 99_999_999))
}

// origin draws where the order came from.
func (g draw) origin(f *fact, p *program) {
	f.channel = g.channel()
	if since := g.day - (g.today - 170); f.program == brandViral && since >= 0 && since < 8 && g.r.IntN(10) > 0 {
		f.channel = viralChannel
	}
	if channels[f.channel].sub != "" {
		f.detail = uint8(g.r.IntN(len(details)))
		f.placement = uint8(g.r.IntN(len(placements)))
	}
	f.place = uint8(g.r.IntN(len(places[p.currency])))
	switch ticket := g.r.IntN(100); {
	case ticket < 8 && p.promo != "":
		f.referral, f.promo = 1, true
	case ticket < 12:
		f.referral = 2
	case ticket < 14:
		f.referral = 3
	case ticket < 20:
		f.promo = p.promo != ""
	}
}

func (g draw) channel() uint8 {
	ticket := g.r.IntN(100) // the weights add up to 100
	for i := range channels {
		if ticket -= channels[i].weight; ticket < 0 {
			return uint8(i)
		}
	}
	return 0
}

// schedule sets the dates on which the action is locked, due and paid.
func (g draw) schedule(f *fact, p *program) {
	day := int(g.civil[g.day].nextEnd)
	switch p.lock {
	case lockDays:
		day = g.day + p.days
	case lockOpen:
		day = g.day + 45 + g.r.IntN(30)
	}
	f.lock = g.start(day)
	if p.lock == lockOpen { // by a person, in office hours
		f.lock += 9*3600 + uint32(g.r.IntN(8*3600))
	}
	due := day + p.clearDays
	f.clear = g.start(due)
	paidOn := due
	if p.stallFrom <= due && due < p.stallTo {
		paidOn = p.stallTo
	}
	if paidOn < len(g.midnight) {
		f.paid = g.start(paidOn) + 4*3600 + uint32(f.program)*60
	}
}

// fate draws modifications and reversals, both before the lock.
func (g draw) fate(f *fact, p *program, terms *contract) {
	room := int(f.lock) - int(f.created) - 2*86_400
	if room < 1 {
		return
	}
	modify, reverse := g.r.IntN(100) < 4 && p.flat == 0, g.r.IntN(100) < 6
	first, second := g.r.IntN(room), g.r.IntN(room)
	if modify {
		f.modified = f.created + 21_600 + uint32(min(first, second))
		f.amount2 = int32(int64(f.amount) * int64(45+g.r.IntN(60)) / 100)
		f.payout2 = int32(terms.payout(int64(f.amount2)))
	}
	if reverse {
		f.reversed = f.created + 86_400 + uint32(max(first, second))
		f.reason = uint8(g.r.IntN(len(reasons)))
	}
}
