package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// promoCode is a code that customers type and that credits the account.
type promoCode struct {
	id            int64
	code          string
	program       int
	deal          *deal  // nil when it belongs to none
	match, credit string // MatchMode, CreditRule
	created       uint32
	start, end    uint32 // 0 = not scheduled
}

func (p *promoCode) key() string { return strconv.FormatInt(p.id, 10) }

// state is the state of the code at now.
func (p *promoCode) state(now uint32) string {
	switch {
	case p.end != 0 && p.end <= now:
		return "EXPIRED"
	case p.start > now:
		return "FUTUREDATE"
	}
	return "ACTIVE"
}

// newCodes are the codes of the account: the standing one of a program, those of
// its deals, and a pattern.
func newCodes(d *data) []promoCode {
	if d.profile == profileEmpty {
		return nil
	}
	var list []promoCode
	for i := range d.programs {
		p := &d.programs[i]
		if p.promo != "" && i < firstInvited {
			list = append(list, promoCode{code: p.promo, program: i, match: "LI", credit: "ALWAYS", created: p.contracts[0].signed})
		}
	}
	for i := range d.deals {
		if of := &d.deals[i]; of.code != "" {
			list = append(list, promoCode{
				code: of.code, program: of.program, deal: of, match: "LI", credit: "WINNER",
				created: of.created, start: of.start, end: of.end,
			})
		}
	}
	list = append(list,
		promoCode{code: `MEADOW-[0-9]{4}`, program: brandUp, match: "RE", credit: "INVOLVED", created: d.moment(-90, 10, 0), end: d.moment(5, 0, 0) - 1},
		promoCode{code: "FRÜHLING-ÉTÉ", program: 10, match: "LI", credit: "INVOLVED", created: d.moment(-12, 10, 30), start: d.moment(90, 0, 0), end: d.moment(180, 0, 0) - 1},
	)
	slices.SortStableFunc(list, func(a, b promoCode) int { return cmp.Compare(a.created, b.created) })
	id := int64(8_000_000 + mix(d.seed+streamCodes)%90_000)
	for i := range list {
		id += 31 + int64(mix(d.seed+streamCodes+uint64(i))%4_000)
		list[i].id = id
	}
	return list
}

// listCodes lists the codes of joined programs, the first made first unless it is
// asked for another order.
func listCodes(c *call) reply {
	fits, bad := c.codeFilter()
	if bad != nil {
		return *bad
	}
	order, bad := c.codeOrder()
	if bad != nil {
		return *bad
	}
	found := slices.DeleteFunc(slices.Clone(c.d.codes), func(p promoCode) bool { return !c.shows(&p) || !fits(&p) })
	slices.SortStableFunc(found, order)
	p, bad := c.paging(pageRule{standard: 100, least: 50, most: 1000, refuse: true}, len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "PromoCodes", "PromoCode", func(o *out, i int) { c.code(o, &found[i]) })
}

// shows says whether the code exists at now, for a program that is joined.
func (c *call) shows(p *promoCode) bool {
	return p.created <= c.now && c.d.programs[p.program].joined(c.now)
}

// codeFilter reads the filters; those with several values repeat the parameter.
func (c *call) codeFilter() (func(*promoCode) bool, *reply) {
	search := strings.ToLower(c.query.Get("SearchString"))
	for _, name := range []string{"CreditRule", "MatchMode"} {
		for _, value := range c.query[name] {
			values := []string{"LI", "RE"}
			if name == "CreditRule" {
				values = []string{"ALWAYS", "INVOLVED", "WINNER"}
			}
			if bad := known(name, value, values...); bad != nil {
				return nil, bad
			}
		}
	}
	var spans [3]span
	for i, name := range []string{"CreatedDate", "StartDate", "EndDate"} {
		var bad *reply
		if spans[i], bad = c.openSpan(name+"Start", name+"End"); bad != nil {
			return nil, bad
		}
	}
	among := func(name, value string) bool {
		wanted := c.query[name]
		return len(wanted) == 0 || slices.Contains(wanted, value)
	}
	return func(p *promoCode) bool {
		of, deal, about := &c.d.programs[p.program], "", p.code
		if p.deal != nil {
			deal, about = p.deal.key(), about+"\n"+p.deal.name
		}
		return strings.Contains(strings.ToLower(about+"\n"+of.name), search) &&
			among("ProgramId", strconv.FormatInt(of.id, 10)) && among("AdvertiserId", strconv.FormatInt(of.advertiser, 10)) &&
			among("DealId", deal) && among("CreditRule", p.credit) && among("MatchMode", p.match) &&
			spans[0].has(p.created) && spans[1].has(p.start) && spans[2].has(p.end)
	}, nil
}

// codeOrder reads what to sort by. Nothing scheduled comes first.
func (c *call) codeOrder() (func(a, b promoCode) int, *reply) {
	by, way := c.query.Get("SortBy"), c.query.Get("SortOrder")
	if bad := known("SortBy", by, "Id", "Code", "State", "CreatedDate", "StartDate", "EndDate"); bad != nil {
		return nil, bad
	}
	if bad := known("SortOrder", way, "ASC", "DESC"); bad != nil {
		return nil, bad
	}
	return func(a, b promoCode) int {
		n := 0
		switch by {
		case "Code":
			n = cmp.Compare(a.code, b.code)
		case "State":
			n = cmp.Compare(a.state(c.now), b.state(c.now))
		case "CreatedDate":
			n = cmp.Compare(a.created, b.created)
		case "StartDate":
			n = cmp.Compare(a.start, b.start)
		case "EndDate":
			n = cmp.Compare(a.end, b.end)
		}
		n = cmp.Or(n, cmp.Compare(a.id, b.id))
		if way == "DESC" {
			n = -n
		}
		return n
	}, nil
}

// getCode retrieves one code.
func getCode(c *call) reply {
	for i := range c.d.codes {
		if p := &c.d.codes[i]; p.key() == c.params["id"] && c.shows(p) {
			return object("PromoCode", func(o *out) { c.code(o, p) })
		}
	}
	return notFound()
}

// code writes a code. A key that does not apply is left out.
func (c *call) code(o *out, p *promoCode) {
	of := &c.d.programs[p.program]
	o.str("Id", p.key())
	o.str("Code", p.code)
	o.str("State", p.state(c.now))
	reference := func(elem, id, name, path string) {
		o.object(elem, func() {
			o.str("Id", id)
			o.str("Name", name)
			o.str("Uri", c.uri(path+id))
			o.str("LogoUri", c.uri(path+id+"/Logo"))
		})
	}
	reference("Program", strconv.FormatInt(of.id, 10), of.name, "Campaigns/")
	reference("Advertiser", strconv.FormatInt(of.advertiser, 10), of.company, "Advertisers/")
	if p.deal != nil {
		o.object("Deal", func() {
			o.str("Id", p.deal.key())
			o.str("Name", p.deal.name)
			o.str("Uri", c.dealURI(p.deal))
		})
	}
	o.str("MatchMode", p.match)
	o.str("CreditRule", p.credit)
	o.when("CreatedDate", p.created)
	if p.start != 0 {
		o.when("StartDate", p.start)
	}
	if p.end != 0 {
		o.when("EndDate", p.end)
	}
	o.str("Uri", c.uri("PromoCodes/"+p.key()))
}
