package sandbox

import (
	"fmt"
)

// item is one article of an order, made up from the number of the action.
type item struct {
	sku, name      string
	quantity       int64
	amount, payout int64
	adjusted       uint32
	adjustReason   string
}

// itemNames are what every shop seems to sell.
var itemNames = [...]string{
	"Starter Set", "Classic, small", "Classic, large", "Refill (pack of 3)", "Gift Box",
	"Limited Edition", "Everyday Kit", "Travel Size", "Bundle of Two", "Replacement Part",
}

// itemCount is the number of articles: two for every fourth order.
func (d *data) itemCount(n int) int {
	if mix(uint64(n))%4 == 0 {
		return 2
	}
	return 1
}

// item makes article i of action n from what was ordered.
func (d *data) item(n, i int) item {
	p := &d.programs[d.facts[n].program]
	kind := int(mix(uint64(n)*2+uint64(i)) % uint64(len(itemNames)))
	return item{
		sku:      fmt.Sprintf("%.3s-%d%02d", p.domain, i+1, kind),
		name:     itemNames[kind],
		quantity: int64(1 + mix(uint64(n)+77)%7/5),
	}
}

// items shares the value of action n at now among its articles.
func (d *data) items(n int, now uint32) []item {
	v := d.view(n, now)
	count := d.itemCount(n)
	list := make([]item, count)
	for i := range list {
		list[i] = d.item(n, i)
		list[i].amount, list[i].payout = v.amount/int64(count), v.payout/int64(count)
	}
	list[0].amount += v.amount % int64(count)
	list[0].payout += v.payout % int64(count)
	switch {
	case v.reversedAt(now):
		for i := range list {
			list[i].adjusted, list[i].adjustReason = v.reversed, reasons[v.reason].code
		}
	case v.modifiedAt(now):
		list[0].adjusted, list[0].adjustReason = v.modified, "ORDER_UPDATE"
	}
	return list
}

// mix is the finaliser of splitmix64: a hash of small numbers.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// listItems lists the articles of an action.
func listItems(c *call) reply {
	n, found := c.d.actionNumber(c.params["id"], c.now)
	if !found {
		return notFound()
	}
	items := c.d.items(n, c.now)
	p, bad := c.paging(plainPages(), len(items))
	if bad != nil {
		return *bad
	}
	return list(p, "ActionItems", "ActionItem", func(o *out, i int) { c.item(o, n, items[i]) })
}

// getItem retrieves one article by its SKU.
func getItem(c *call) reply {
	n, found := c.d.actionNumber(c.params["id"], c.now)
	if !found {
		return notFound()
	}
	for _, it := range c.d.items(n, c.now) {
		if it.sku == c.params["sku"] {
			return object("ActionItem", func(o *out) { c.item(o, n, it) })
		}
	}
	return notFound()
}

func (c *call) item(o *out, n int, it item) {
	p := &c.d.programs[c.d.facts[n].program]
	o.str("Sku", it.sku)
	o.str("ItemName", p.name+" "+it.name)
	o.str("Category", p.category)
	o.num("Quantity", it.quantity)
	o.money("SaleAmount", it.amount)
	o.str("SaleAmountCurrency", p.currency.String())
	o.money("Payout", it.payout)
	o.str("PayoutCurrency", p.currency.String())
	o.money("Rebate", 0)
	o.str("RebateCurrency", p.currency.String())
	o.when("AdjustmentDate", it.adjusted)
	o.str("AdjustmentReason", it.adjustReason)
	o.str("Uri", c.uri("Actions/"+c.d.actionID(n)+"/Items/"+it.sku))
}
