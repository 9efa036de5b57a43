package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

// listUpdates lists the log of changes, oldest first.
func listUpdates(c *call) reply {
	f, bad := c.actionFilter()
	if bad != nil {
		return *bad
	}
	found := c.d.searchUpdates(&f, c.now)
	p, bad := c.paging(actionPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "ActionUpdates", "ActionUpdate", func(o *out, i int) { c.update(o, int(found[i])) })
}

// searchUpdates returns the positions in the log of the updates that fit.
func (d *data) searchUpdates(f *actionFilter, now uint32) []uint32 {
	from, to := 0, len(d.updates)
	if f.updated.set {
		from, to = within(d.updates, f.updated)
	}
	var found []uint32
	for i := from; i < to; i++ {
		u := d.updates[i]
		if u.at() > now {
			break
		}
		if f.passes(d, &d.facts[u.fact()], now) && (f.state == "" || f.state == u.state()) {
			found = append(found, uint32(i))
		}
	}
	return found
}

// state is the state that the update put the action in. Locks are no updates, so
// it is never APPROVED.
func (s stamp) state() string {
	if s.kind() == updateReversed {
		return stateReversed
	}
	return statePending
}

// getUpdate retrieves one update.
func getUpdate(c *call) reply {
	id := c.params["id"]
	serial, err := strconv.Atoi(id[strings.LastIndexByte(id, '.')+1:])
	i := serial - firstUpdate
	if err != nil || i < 0 || i >= len(c.d.updates) || c.d.updates[i].at() > c.now || c.d.updateID(i) != id {
		return notFound()
	}
	return object("ActionUpdate", func(o *out) { c.update(o, i) })
}

func (d *data) updateID(i int) string {
	return fmt.Sprintf("%s.%d", d.actionID(d.updates[i].fact()), firstUpdate+i)
}

// update writes the fields of entry i of the log.
func (c *call) update(o *out, i int) {
	u := c.d.updates[i]
	v := c.d.view(u.fact(), u.at()) // as it was after this update
	now := c.d.view(u.fact(), c.now)
	detail, text := updateDetail(v, u.kind())
	id := c.d.actionID(u.fact())
	sku := c.d.item(u.fact(), 0)
	o.str("Id", c.d.updateID(i))
	o.str("ActionId", id)
	o.num("CampaignId", v.p.id)
	o.num("ActionTrackerId", v.p.tracker)
	o.str("State", u.state())
	o.str("StateDetail", detail)
	o.str("StateDetailDescription", text)
	o.num("AdId", v.p.ad)
	o.str("ReportingState", "IR_BLANK")
	o.money("DeltaPayout", v.deltaPayout)
	o.money("DeltaAmount", v.deltaAmount)
	o.str("Currency", v.p.currency.String())
	o.str("Category", v.p.category)
	o.str("Sku", sku.sku)
	o.num("Quantity", sku.quantity)
	for _, name := range []string{
		"CatalogName", "CatalogCategory", "CatalogDescription", "CatalogManufacturer",
		"CatalogOriginalFormatCategory", "CatalogSubCategory",
	} {
		o.str(name, "")
	}
	o.when("UpdateDate", u.at())
	o.when("LockingDate", now.lockDate)
	o.when("ClearingDate", now.clearDate)
	o.when("ActionDate", v.event)
	c.tags(o, v)
	stub := ""
	if n := c.d.paystubOf(now.clearedDate, c.now); n != 0 {
		stub = strconv.FormatInt(n, 10)
	}
	o.str("PaystubId", stub)
	c.updateTerms(o, v)
	o.str("ActionUri", c.uri("Actions/"+id))
	o.str("Uri", c.uri("ActionUpdates/"+c.d.updateID(i)))
}

// updateTerms writes the contract terms an update was made under.
func (c *call) updateTerms(o *out, v view) {
	contract := ""
	if t := v.p.terms(v.event); t != nil {
		contract = t.key()
	}
	o.str("ContractId", contract)
	o.num("EventTypeId", v.p.tracker)
	o.str("EventTypeName", v.p.event)
	o.str("PayoutLevel", "ORDER")
	o.money("DefaultPayout", int64(v.fact.payout))
	o.str("DefaultPayoutCurrency", v.p.currency.String())
}

// updateDetail is the service's code and sentence for an update.
func updateDetail(v view, kind updateKind) (code, text string) {
	switch kind {
	case updateReversed:
		return reasons[v.reason].code, reasons[v.reason].text
	case updateModified:
		return "ORDER_UPDATE", "Order updated by the advertiser"
	}
	if v.lockDate == 0 {
		return "", "Action comes in DEFAULT and a locking date has not been set yet"
	}
	return "", "Action comes in DEFAULT and a locking date has been set"
}
