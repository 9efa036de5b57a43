package sandbox

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// program is a brand with the ids and terms of this account.
type program struct {
	*brand
	id, advertiser  int64
	tracker, ad     int64
	event           string // event type: "Online Sale", "Lead"
	clearDays       int    // days between lock and clearing date
	conversion      float64
	contracts       []contract // by start
	stallFrom       int        // clearing dates in [stallFrom, stallTo) are missed …
	stallTo         int        // … and paid on this day; equal numbers: never late
	silentFrom      int        // no more actions from this day; a large number: never
	link            string
	deeplinks, stop bool // allows deep links, has a stand-down policy
}

// contract is one insertion order. Its status is derived from the instants, see
// contract.status; 0 means that the thing never happens.
type contract struct {
	id                            int64
	created, brandSigned, updated uint32
	signed                        uint32 // by the partner: in force from start
	declined                      uint32
	start, end                    uint32 // end 0 = open-ended
	ending, before                uint32 // when the end was made known, 0 = from the beginning; the end until then
	rate, flat                    int64  // as in brand
	name                          string
	campaignTerms                 bool
}

// terms is the contract that rules an event on a day, nil when there is none.
func (p *program) terms(at uint32) *contract {
	for i := len(p.contracts) - 1; i >= 0; i-- {
		c := &p.contracts[i]
		if c.signed != 0 && c.start <= at && (c.end == 0 || at < c.end) {
			return c
		}
	}
	return nil
}

// at is the contract as the service shows it at an instant: what is still to
// come is not in it.
func (c *contract) at(now uint32) *contract {
	v := *c
	if v.updated > now {
		v.updated = v.created
	}
	for _, at := range []*uint32{&v.signed, &v.declined, &v.ending} {
		if *at > now {
			if at == &v.ending {
				v.end = v.before
			}
			*at = 0
		}
		v.updated = max(v.updated, *at)
	}
	return &v
}

// neverHappens is an instant after all others.
const neverHappens = ^uint32(0)

// freeze drops what was to happen to the contracts of a program after now: the
// partner has decided something, and from there on the plan is another.
func (p *program) freeze(now uint32) {
	for i := range p.contracts {
		c := &p.contracts[i]
		*c = *c.at(now)
		if c.created > now {
			c.created = neverHappens
		}
	}
}

// joined says whether a contract has ever been in force at now.
func (p *program) joined(now uint32) bool {
	for i := range p.contracts {
		if c := &p.contracts[i]; c.signed != 0 && c.signed <= now && c.start <= now {
			return true
		}
	}
	return false
}

// payout is what an order earns under c.
func (c *contract) payout(cents int64) int64 {
	if c.flat != 0 {
		return c.flat
	}
	return percentOf(cents, c.rate)
}

// newPrograms lays out the account. day shifts the joining of every program to
// at most that number of days before today (profile "new"); 0 leaves it.
func newPrograms(seed uint64, cal *calendar, onlyDays int) []program {
	r := rand.New(rand.NewPCG(seed, streamPrograms))
	list := make([]program, len(brands))
	id := int64(10_300 + r.IntN(200))
	for i := range brands {
		b := &brands[i]
		id += int64(101 + r.IntN(900))
		p := &list[i]
		*p = program{
			brand: b, id: id, advertiser: 1_800_000 + id*97, tracker: id + 15_000, ad: 400_000 + id*31,
			event: "Online Sale", conversion: 0.024 + 0.022*r.Float64(),
			silentFrom: 1 << 30, deeplinks: r.IntN(5) > 0, stop: r.IntN(4) == 0,
		}
		if b.flat != 0 {
			p.event = "Lead"
		}
		p.clearDays = clearDays(cal, b)
		p.link = fmt.Sprintf("https://%.10s.sjv.io/c/%d/%d/%d", b.domain, partnerNumber, p.ad, p.id)
		p.sign(cal, i, r, onlyDays)
	}
	list[brandSilent].silentFrom = cal.today - 61
	list[brandLate].stallFrom, list[brandLate].stallTo = cal.today-50, cal.today+20
	list[brandStuck].stallFrom, list[brandStuck].stallTo = cal.today-85, cal.today+75
	if onlyDays == 0 {
		planContracts(list, cal, seed)
	}
	return list
}

// clearDays is the time a program takes to pay. Programs that lock at the end of
// a month pay a few days after the day-of-month of today, so that the month's
// large payment lies almost a month back and the balance since then is well
// filled but has not reached the withdrawal threshold.
func clearDays(cal *calendar, b *brand) int {
	if b.lock == lockDays {
		return 10
	}
	return int(cal.civil[cal.today].day) + 4
}

// sign writes the history of contracts of program number i.
func (p *program) sign(cal *calendar, i int, r *rand.Rand, onlyDays int) {
	joined := -30 - r.IntN(500) // before the history begins, for most
	if i%4 == 3 {
		joined = r.IntN(cal.today - 200)
	}
	if onlyDays > 0 {
		joined = cal.today - onlyDays + r.IntN(3)
	}
	switch {
	case i == brandUpcoming:
		p.add(cal, contract{rate: p.rate, name: "Launch terms"}, cal.today+12, -1, r)
		p.contracts[0].created = cal.start(cal.today-4) + 10*3600
		p.contracts[0].stamp()
		return
	case i == brandDeclined:
		p.offer(cal, contract{rate: p.rate, name: "Team wear offer"}, cal.today-40)
		p.contracts[0].declined = p.contracts[0].created + 3*86_400
		return
	case i >= firstInvited:
		p.offer(cal, contract{rate: p.rate, name: p.name + " partner terms"}, cal.today-3-5*(i-firstInvited))
		return
	case i >= firstInvited-expiredPrograms && onlyDays == 0:
		end := cal.today - 40 - 60*(firstInvited-i)
		p.add(cal, contract{rate: p.rate, flat: p.flat, name: "Standard terms"}, min(joined, end-60), end, r)
		return
	}
	end := -1
	switch i {
	case brandUp: // the successor begins when this one ends
		end = cal.today + 9
	case brandShort:
		end = cal.today + 14
	}
	if i%5 == 1 && onlyDays == 0 { // replaced once, at another rate
		change := cal.today - 90 - r.IntN(150)
		p.add(cal, contract{rate: p.rate + 100, flat: p.flat, name: "Introductory terms"}, min(joined, change-60), change, r)
		joined = change
	}
	p.add(cal, contract{rate: p.rate, flat: p.flat, name: "Standard terms", campaignTerms: p.kind == "Creator"}, joined, end, r)
	if i == brandUp {
		p.add(cal, contract{rate: p.rate + 200, name: "Holiday uplift"}, end, -1, r)
		p.contracts[1].created = cal.start(cal.today-2) + 11*3600
		p.contracts[1].stamp()
	}
	if i == 1 { // new terms are on the table
		p.offer(cal, contract{rate: p.rate + 150, name: "Winter push"}, cal.today-1)
	}
}

// add appends a signed contract for the days [start, end); end -1 is open.
func (p *program) add(cal *calendar, c contract, start, end int, r *rand.Rand) {
	c.id = 36_000_000 + p.id*211 + int64(len(p.contracts))*1_009
	c.start = cal.midnight[0] - uint32(max(0, -start))*86_400
	if start >= 0 {
		c.start = cal.start(start)
	}
	if end >= 0 {
		c.end = cal.start(end)
	}
	c.created = c.start - uint32(2+r.IntN(9))*86_400 + uint32(r.IntN(30_000))
	c.stamp()
	p.contracts = append(p.contracts, c)
}

// stamp derives the signatures from the creation.
func (c *contract) stamp() {
	c.brandSigned, c.signed = c.created, c.created+7_200
	c.updated = c.signed
}

// offer appends a contract that waits for the partner since a day.
func (p *program) offer(cal *calendar, c contract, day int) {
	c.id = 36_000_000 + p.id*211 + int64(len(p.contracts))*1_009
	c.flat = p.flat
	c.created = cal.start(day) + 34_200
	c.brandSigned, c.updated, c.start = c.created, c.created, cal.start(day+30)
	p.contracts = append(p.contracts, c)
}

// regionList is the program's shipping regions.
func (p *program) regionList() []string { return strings.Fields(p.regions) }
