package sandbox

import (
	"slices"
	"strconv"
)

// deal is an offer of a brand to its customers that partners may promote.
type deal struct {
	dealRow
	id               int64
	program          int
	start, end       uint32 // 0 = open
	created, updated uint32
	currency         currency
}

func (d *deal) key() string { return strconv.FormatInt(d.id, 10) }

// state is the state of the deal at now.
func (d *deal) state(now uint32) string {
	switch {
	case d.end != 0 && d.end <= now:
		return "EXPIRED"
	case d.start > now:
		return "PENDING"
	}
	return "ACTIVE"
}

// dealRow is what is told about a deal. Days are counted from today; noDay is
// none. Money is in cents of the program's currency.
type dealRow struct {
	brand             int
	name, about       string
	kind, scope       string
	from, to          int
	discount          string // DiscountType
	percent, percent2 int    // percent2 ends a range, or is the maximum
	amount            int64  // of a fixed discount or a rebate
	least, most       int64  // purchase from, savings up to
	gift              string
	item              string // of a deal on a product: its name …
	before, after     int64  // … and prices
	categories        []string
	buy, get          int // pieces
	limit             int
	code              string // DefaultPromoCode
	private           bool
}

const noDay = -100_000

func dealRows() []dealRow {
	return []dealRow{
		{brand: 0, name: "White week", about: "15% off bedding and towels.", kind: "GENERAL_SALE", scope: "CATEGORY", from: -5, to: 2, discount: "PERCENT", percent: 15, categories: []string{"Bedding", "Towels"}, code: "WHITE15"},
		{brand: 0, name: "Free shipping over 75", kind: "FREE_SHIPPING", scope: "ENTIRE_STORE", from: noDay, to: noDay, least: 7_500},
		{brand: 0, name: "Summer linen", kind: "GENERAL_SALE", scope: "ENTIRE_STORE", from: -160, to: -110, discount: "PERCENT", percent: 20, code: "LINEN25"},
		{brand: 1, name: "Black Friday on the trail", about: "Between 20% and 40% off last season.", kind: "GENERAL_SALE", scope: "ENTIRE_STORE", from: -3, to: 6, discount: "PERCENT_RANGE", percent: 20, percent2: 40, code: "TRAIL40"},
		{brand: 1, name: "Two pairs of trail socks for one", kind: "BOGO", scope: "PRODUCT", from: -20, to: 25, item: "Trail sock", before: 1_900, after: 1_900, buy: 1, get: 1, limit: 3},
		{brand: 1, name: "Winter clearance", kind: "GENERAL_SALE", scope: "ENTIRE_STORE", from: 33, to: 60, discount: "PERCENT_MAXIMUM", percent: 50, percent2: 50, code: "COLD50"},
		{brand: 2, name: "A candle for every order", about: "The smallest jar, in a scent of our choice.", kind: "GIFT_WITH_PURCHASE", scope: "ENTIRE_STORE", from: -10, to: 21, gift: "Travel candle, 60 g", least: 5_000},
		{brand: 5, name: "20 off the winter set", kind: "GENERAL_SALE", scope: "PRODUCT", from: -1, to: 13, discount: "FIXED", amount: 2_000, item: "Winter set <limited>", before: 8_900, after: 6_900, code: "WINTER20"},
		{brand: 8, name: "Good dog, good rebate", kind: "REBATE", scope: "ENTIRE_STORE", from: -40, to: 4, amount: 1_000, least: 6_000, most: 1_000},
		{brand: 10, name: "Licht im Advent", about: "Zehn Prozent auf alle Leuchten.", kind: "GENERAL_SALE", scope: "CATEGORY", from: 7, to: 31, discount: "PERCENT", percent: 10, categories: []string{"Leuchten"}, code: "ADVENT10"},
		{brand: 12, name: "End of season", kind: "GENERAL_SALE", scope: "ENTIRE_STORE", from: -80, to: -20, discount: "PERCENT", percent: 30, code: "TIDE30"},
		{brand: 15, name: "75 off a mattress", kind: "GENERAL_SALE", scope: "ENTIRE_STORE", from: -30, to: 1, discount: "FIXED", amount: 7_500, least: 50_000, code: "REST75"},
		{brand: 17, name: "Échantillon offert", kind: "GIFT_WITH_PURCHASE", scope: "ENTIRE_STORE", from: noDay, to: noDay, gift: "Savon de 25 g", private: true},
	}
}

// newDeals are the deals of the joined brands; the first made first.
func newDeals(d *data) []deal {
	if d.profile == profileEmpty {
		return nil
	}
	var list []deal
	id := int64(110_000 + mix(d.seed+streamDeals)%9_000)
	for i, row := range dealRows() {
		id += 7 + int64(mix(d.seed+streamDeals+uint64(i))%90)
		p := &d.programs[row.brand]
		made := deal{dealRow: row, id: id, program: row.brand, currency: p.currency}
		made.created = d.moment(min(max(row.from, -170)-9, -4), 9, i*4)
		made.updated = made.created + 3_600
		if row.from != noDay {
			made.start = d.moment(row.from, 0, 0)
		}
		if row.to != noDay {
			made.end = d.moment(row.to+1, 0, 0) - 1 // the last second of the day
		}
		list = append(list, made)
	}
	return list
}

// listDeals lists the deals of one joined program.
func listDeals(c *call) reply {
	p := c.program()
	if p == nil {
		return notFound()
	}
	scope, state, kind := c.query.Get("Scope"), c.query.Get("State"), c.query.Get("Type")
	for _, bad := range []*reply{
		known("Scope", scope, "CATEGORY", "ENTIRE_STORE", "PRODUCT"),
		known("State", state, "ACTIVE", "EXPIRED", "PENDING"),
		known("Type", kind, "BOGO", "FREE_SHIPPING", "GENERAL_SALE", "GIFT_WITH_PURCHASE", "REBATE"),
	} {
		if bad != nil {
			return *bad
		}
	}
	found := slices.DeleteFunc(slices.Clone(c.d.deals), func(d deal) bool {
		return c.d.programs[d.program].id != p.id || d.created > c.now ||
			scope != "" && scope != d.scope || state != "" && state != d.state(c.now) || kind != "" && kind != d.kind
	})
	pages, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(pages, "Deals", "Deal", func(o *out, i int) { c.deal(o, &found[i]) })
}

// getDeal retrieves one deal of one joined program.
func getDeal(c *call) reply {
	p := c.program()
	if p == nil {
		return notFound()
	}
	for i := range c.d.deals {
		if d := &c.d.deals[i]; d.key() == c.params["deal"] && c.d.programs[d.program].id == p.id && d.created <= c.now {
			return object("Deal", func(o *out) { c.deal(o, d) })
		}
	}
	return notFound()
}

// dealURI is the address of a deal, below its program.
func (c *call) dealURI(d *deal) string {
	return c.uri("Campaigns/" + strconv.FormatInt(c.d.programs[d.program].id, 10) + "/Deals/" + d.key())
}

func (c *call) deal(o *out, d *deal) {
	percent := map[string]string{d.discount: strconv.Itoa(d.percent)}
	fixed, rebate, items := int64(0), int64(0), 0
	if d.discount == "FIXED" {
		fixed = d.amount
	}
	if d.kind == "REBATE" {
		rebate = d.amount
	}
	if d.scope == "PRODUCT" {
		items = 1
	}
	top := ""
	if d.discount == "PERCENT_RANGE" {
		top = strconv.Itoa(d.percent2)
	}
	o.str("Id", d.key())
	o.str("Name", d.name)
	o.str("Description", d.about)
	o.flag("Public", !d.private)
	o.num("CampaignId", c.d.programs[d.program].id)
	o.str("State", d.state(c.now))
	o.str("Type", d.kind)
	o.str("Scope", d.scope)
	o.array("Products", "Product", items, func(int) {
		o.str("ProductName", d.item)
		o.str("ProductImageUrl", "/display-deal-productimage/"+d.key()+".gif")
		d.price(o, "ProductBeforePriceAmount", "ProductBeforePriceCurrency", d.before)
		d.price(o, "ProductAfterPriceAmount", "ProductAfterPriceCurrency", d.after)
	})
	o.strings("Categories", "Category", d.categories)
	o.str("DiscountType", d.discount)
	d.price(o, "DiscountAmount", "DiscountCurrency", fixed)
	o.str("DiscountPercent", percent["PERCENT"])
	o.str("DiscountMaximumPercent", percent["PERCENT_MAXIMUM"])
	o.str("DiscountPercentRangeStart", percent["PERCENT_RANGE"])
	o.str("DiscountPercentRangeEnd", top)
	o.str("Gift", d.gift)
	d.price(o, "RebateAmount", "RebateCurrency", rebate)
	o.str("DefaultPromoCode", d.code)
	d.price(o, "MinimumPurchaseAmount", "MinimumPurchaseAmountCurrency", d.least)
	d.price(o, "MaximumSavingsAmount", "MaximumSavingsCurrency", d.most)
	d.bogo(o)
	o.num("PurchaseLimitQuantity", int64(d.limit))
	o.when("StartDate", d.start)
	o.when("EndDate", d.end)
	o.when("DateCreated", d.created)
	o.when("DateLastUpdated", d.updated)
	o.str("Uri", c.dealURI(d))
}

// price writes an amount and its currency, both empty when there is none.
func (d *deal) price(o *out, amount, currency string, cents int64) {
	if cents == 0 {
		o.str(amount, "")
		o.str(currency, "")
		return
	}
	o.money(amount, cents)
	o.str(currency, d.currency.String())
}

// bogo writes what is bought and what is had for it.
func (d *deal) bogo(o *out) {
	scope, gift, item := "", "", ""
	if d.buy > 0 {
		scope, gift, item = "PRODUCT", "FREE", d.item
	}
	o.num("BogoBuyQuantity", int64(d.buy))
	o.str("BogoBuyScope", scope)
	o.str("BogoBuyName", item)
	o.str("BogoBuyImageUrl", "")
	o.num("BogoGetQuantity", int64(d.get))
	o.str("BogoGetScope", scope)
	o.str("BogoGetDiscountType", gift)
	o.str("BogoGetName", item)
	o.str("BogoGetImageUrl", "")
	o.str("BogoGetDiscountAmount", "")
	o.str("BogoGetDiscountCurrency", "")
	o.str("BogoGetDiscountPercent", "")
}
