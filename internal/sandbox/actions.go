package sandbox

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// actionPages is the paging rule of Actions and ActionUpdates.
func actionPages() pageRule {
	return pageRule{standard: 20_000, least: 2_000, most: 20_000, refuse: true, tenPages: true}
}

// listActions lists actions, oldest first in the order of the date searched by,
// so that pages do not shift when new ones come in.
func listActions(c *call) reply {
	f, bad := c.actionFilter()
	if bad != nil {
		return *bad
	}
	found := c.d.search(&f, c.now)
	p, bad := c.paging(actionPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Actions", "Action", func(o *out, i int) {
		c.action(o, c.d.view(int(found[i]), c.now))
	})
}

// search returns the numbers of the actions that fit, along the narrowest index.
func (d *data) search(f *actionFilter, now uint32) []uint32 {
	var found []uint32
	consider := func(n int) {
		a := &d.facts[n]
		if a.exists(now) && f.passes(d, a, now) && (f.state == "" || a.state(now) == f.state) &&
			f.updated.has(a.lastUpdate(now)) {
			found = append(found, uint32(n))
		}
	}
	switch {
	case f.updated.set:
		from, to := within(d.updates, f.updated)
		for _, u := range d.updates[from:to] {
			// Only the last update counts, or an action would be listed twice.
			if u.at() <= now && d.facts[u.fact()].lastUpdate(now) == u.at() {
				consider(u.fact())
			}
		}
	case f.event.set:
		from, to := d.eventRange(f.event)
		for n := from; n < to; n++ {
			consider(n)
		}
	default:
		from, to := within(d.locks, f.locking)
		for _, u := range d.locks[from:to] {
			consider(u.fact())
		}
	}
	return found
}

// within is the range of positions of a sorted index that lies in a span.
func within(index []stamp, s span) (from, to int) {
	from = sort.Search(len(index), func(i int) bool { return index[i].at() >= s.from })
	to = sort.Search(len(index), func(i int) bool { return index[i].at() > s.to })
	return from, max(from, to)
}

// eventRange is the range of fact numbers with events in a span.
func (d *data) eventRange(s span) (from, to int) {
	from = sort.Search(len(d.facts), func(i int) bool { return d.facts[i].event >= s.from })
	to = sort.Search(len(d.facts), func(i int) bool { return d.facts[i].event > s.to })
	return from, max(from, to)
}

// getAction retrieves one action.
func getAction(c *call) reply {
	n, found := c.d.actionNumber(c.params["id"], c.now)
	if !found {
		return notFound()
	}
	return object("Action", func(o *out) { c.action(o, c.d.view(n, c.now)) })
}

// actionID is the id of a fact: program, tracker and number.
func (d *data) actionID(n int) string {
	p := &d.programs[d.facts[n].program]
	return fmt.Sprintf("%d.%d.%d", p.id, p.tracker%10_000, firstSerial+n)
}

// actionNumber finds a fact by its id; only those that exist at now are found.
func (d *data) actionNumber(id string, now uint32) (int, bool) {
	serial, err := strconv.Atoi(id[strings.LastIndexByte(id, '.')+1:])
	n := serial - firstSerial
	if err != nil || n < 0 || n >= len(d.facts) || !d.facts[n].exists(now) || d.actionID(n) != id {
		return 0, false
	}
	return n, true
}

// action writes the fields of an action.
func (c *call) action(o *out, v view) {
	id := c.d.actionID(v.number)
	o.str("Id", id)
	o.num("CampaignId", v.p.id)
	o.str("CampaignName", v.p.name)
	o.num("ActionTrackerId", v.p.tracker)
	o.str("ActionTrackerName", v.p.event)
	o.str("State", v.state)
	o.num("AdId", v.p.ad)
	o.money("Payout", v.payout)
	o.money("DeltaPayout", v.deltaPayout)
	o.money("IntendedPayout", v.intended[1])
	o.money("Amount", v.amount)
	o.money("DeltaAmount", v.deltaAmount)
	o.money("IntendedAmount", v.intended[0])
	o.str("Currency", v.p.currency.String())
	o.when("ReferringDate", v.refer)
	o.when("EventDate", v.event)
	o.when("CreationDate", v.created)
	o.when("LockingDate", v.lockDate)
	o.when("ClearedDate", v.clearedDate)
	o.str("ReferringType", referrals[v.referral])
	o.str("ReferringDomain", channels[v.channel].domain)
	o.str("PromoCode", v.promoCode())
	c.tags(o, v)
	where := places[v.p.currency][v.place]
	o.str("CustomerArea", where.area)
	o.str("CustomerCity", where.city)
	o.str("CustomerRegion", where.region)
	o.str("CustomerCountry", where.country)
	o.str("Uri", c.uri("Actions/"+id))
}

// tags writes the references that actions and their updates share.
func (c *call) tags(o *out, v view) {
	o.str("EventCode", "")
	o.str("Oid", v.orderID())
	o.str("SubId1", channels[v.channel].sub)
	o.str("SubId2", details[v.detail])
	o.str("SubId3", placements[v.placement])
	o.str("SharedId", "")
}

func (v view) promoCode() string {
	if v.promo {
		return v.p.promo
	}
	return ""
}

// The order number of fact n is firstOrder + n × orderStep.
const (
	firstOrder = 700_000
	orderStep  = 3
)

// orderID is the brand's order number: its initials and a number that grows.
func (v view) orderID() string {
	return strings.ToUpper(v.p.domain[:2]) + "-" + strconv.Itoa(firstOrder+v.number*orderStep)
}
