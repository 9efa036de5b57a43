package sandbox

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// actionsAtScaleOne is the number of actions in the history at scale 1.
const actionsAtScaleOne = 10_000

// Streams keep the draws of the parts apart, so that a change in one does not
// move all others.
const (
	streamCredentials = 1 << 32
	streamPrograms    = 2 << 32
	streamCounts      = 3 << 32
	streamFacts       = 4 << 32
	streamMoney       = 5 << 32
	streamTasks       = 6 << 32
	streamProperties  = 7 << 32
	streamLinks       = 8 << 32
	streamInquiries   = 9 << 32
	streamDeals       = 10 << 32
	streamCodes       = 11 << 32
	streamTax         = 12 << 32
	streamComing      = 13 << 32 // what happens to contracts, tasks and inquiries after today
)

// generate makes the world of o. It depends on the seed, the date of o.At, the
// scale and the profile, and on nothing else; days are drawn independently of
// each other, on all processors.
func generate(o Options, loc *time.Location) *data {
	only := 0
	if o.Profile == profileNew {
		only = 21
	}
	d := &data{calendar: newCalendar(o.At, loc), seed: o.Seed, profile: o.Profile, byID: map[int64]int{}, invoiceSet: &invoiceSet{}}
	d.programs = newPrograms(o.Seed, d.calendar, only)
	d.addOffered()
	if only == 0 {
		d.planInvitations()
	}
	for i := range d.programs {
		d.byID[d.programs[i].id] = i
	}
	counts := d.plan(o)
	d.dayStart = make([]int, d.end()+1)
	for day := range d.end() {
		d.dayStart[day+1] = d.dayStart[day]
		for _, n := range counts[day*len(d.programs) : (day+1)*len(d.programs)] {
			d.dayStart[day+1] += int(n)
		}
	}
	d.facts = make([]fact, d.dayStart[d.end()])
	inParallel(d.end(), func(day int) { d.fill(day, counts) })
	var wait sync.WaitGroup
	wait.Go(d.indexUpdates)
	wait.Go(d.indexLocks)
	wait.Wait()
	d.settle()
	d.deals = newDeals(d)
	d.codes = newCodes(d)
	d.taxes = newTaxDocuments(d)
	return d
}

// inParallel calls work for 0 … n-1 from as many goroutines as there are processors.
func inParallel(n int, work func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wait.Wait()
}

// plan draws the number of clicks (kept in d) and of actions of every program on
// every day.
func (d *data) plan(o Options) []uint32 {
	n := len(d.programs)
	demand := make([]float64, d.end()*n)
	total := 0.0
	for day := range d.end() {
		for i := range d.programs {
			w := d.demand(day, i)
			demand[day*n+i] = w
			if day <= d.today {
				total += w
			}
		}
	}
	perUnit := actionsAtScaleOne * float64(o.Scale) / max(total, 1)
	if o.Profile == profileNew {
		perUnit = 12 * 21 * float64(o.Scale) / max(total, 1)
	}
	if o.Profile == profileEmpty {
		perUnit = 0
	}
	counts := make([]uint32, len(demand))
	d.clicks = make([]uint32, len(demand))
	for day := range d.end() {
		r := rand.New(rand.NewPCG(o.Seed, streamCounts+uint64(day)))
		noise := math.Exp(0.15 * r.NormFloat64())
		for i := range d.programs {
			p, expected := &d.programs[i], demand[day*n+i]*perUnit*noise
			d.clicks[day*n+i] = poisson(r, expected/p.conversion)
			if drawn := poisson(r, expected); day < p.silentFrom {
				counts[day*n+i] = drawn
			}
		}
	}
	return counts
}

// demand is the relative interest in program i on a day.
func (d *data) demand(day, i int) float64 {
	p, noon := &d.programs[i], d.start(day)+43_200
	if p.terms(noon) == nil {
		return 0
	}
	w := float64(p.weight) * weekRhythm[d.civil[day].weekday] * season(d.civil[day])
	w *= 1 + 0.25*float64(day)/historyDays // the account grows
	if since := day - (d.today - 170); i == brandViral && since >= 0 && since < 8 {
		w *= 1 + 80*math.Pow(0.6, float64(since))
	}
	return w
}

// weekRhythm is the share of the days of a week, from Sunday.
var weekRhythm = [7]float64{1.12, 1.04, 0.94, 0.92, 0.95, 0.96, 1.07}

// season is the retail year, with the week of Black Friday.
func season(c civil) float64 {
	month := [13]float64{0, 0.86, 0.88, 0.92, 0.95, 1.02, 0.96, 0.9, 0.94, 0.98, 1.02, 1.18, 1.28}[c.month]
	if c.month == 12 && c.day > 20 {
		month = 0.8 // too late to ship
	}
	// Thanksgiving is the fourth Thursday of November; the sale runs to Tuesday,
	// which can be in December.
	day := int(c.day)
	if c.month == 12 {
		day += 30
	}
	since := (int(c.weekday) + 3) % 7 // days since the last Thursday
	if thursday := day - since; c.month >= 11 && thursday >= 22 && thursday <= 28 && since < 6 {
		return month * [6]float64{1.6, 2.4, 1.7, 1.6, 2.2, 1.3}[since]
	}
	return month
}

// poisson draws a count. Large means use the normal approximation.
func poisson(r *rand.Rand, mean float64) uint32 {
	if mean <= 0 {
		return 0
	}
	if mean > 40 {
		return uint32(max(0, math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	limit, n, product := math.Exp(-mean), uint32(0), r.Float64()
	for product > limit {
		n++
		product *= r.Float64()
	}
	return n
}

// indexUpdates sorts all updates by instant.
func (d *data) indexUpdates() {
	list := make([]stamp, 0, len(d.facts)+len(d.facts)/8)
	for i := range d.facts {
		f := &d.facts[i]
		list = append(list, newStamp(f.created, i, updateCreated))
		if f.modified != 0 {
			list = append(list, newStamp(f.modified, i, updateModified))
		}
		if f.reversed != 0 {
			list = append(list, newStamp(f.reversed, i, updateReversed))
		}
	}
	slices.Sort(list)
	d.updates = list
}

// indexLocks sorts all actions by lock instant.
func (d *data) indexLocks() {
	list := make([]stamp, len(d.facts))
	for i := range d.facts {
		list[i] = newStamp(d.facts[i].lock, i, 0)
	}
	slices.Sort(list)
	d.locks = list
}
