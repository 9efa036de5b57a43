package sandbox

import "strconv"

// listCampaigns lists the programs the partner has joined.
func listCampaigns(c *call) reply {
	want := c.query.Get("InsertionOrderStatus")
	if want != "" && want != "Active" && want != "Expired" {
		return invalid("InsertionOrderStatus", "Unknown status. Known are Active and Expired.")
	}
	var found []*program
	for i := range c.d.programs {
		if p := &c.d.programs[i]; p.joined(c.now) && (want == "" || want == p.standing(c.now)) {
			found = append(found, p)
		}
	}
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Campaigns", "Campaign", func(o *out, i int) { c.campaign(o, found[i]) })
}

// standing is the contract status as the Campaigns resource spells it.
func (p *program) standing(now uint32) string {
	for i := range p.contracts {
		if p.contracts[i].status(now) == contractActive {
			return "Active"
		}
	}
	return "Expired"
}

// program finds the joined program that the path names.
func (c *call) program() *program {
	id, err := strconv.ParseInt(c.params["id"], 10, 64)
	n, known := c.d.byID[id]
	if err != nil || !known || !c.d.programs[n].joined(c.now) {
		return nil
	}
	return &c.d.programs[n]
}

// getCampaign retrieves one joined program; any other is 404.
func getCampaign(c *call) reply {
	p := c.program()
	if p == nil {
		return notFound()
	}
	return object("Campaign", func(o *out) { c.campaign(o, p) })
}

// getLogo has no picture to show, which the API allows.
func getLogo(*call) reply { return notFound() }

func (c *call) campaign(o *out, p *program) {
	self := "Campaigns/" + strconv.FormatInt(p.id, 10)
	url := "https://www." + p.domain + ".example"
	o.num("AdvertiserId", p.advertiser)
	o.str("AdvertiserName", p.company)
	o.str("AdvertiserUrl", url)
	o.num("CampaignId", p.id)
	o.str("CampaignName", p.name)
	o.str("CampaignUrl", url)
	o.str("CampaignDescription", p.about)
	if c.version >= 16 {
		o.str("Type", p.programType())
	}
	o.strings("ShippingRegions", "ShippingRegion", p.regionList())
	o.str("CampaignLogoUri", c.uri(self+"/Logo"))
	o.str("PublicTermsUri", c.uri(self+"/PublicTerms"))
	o.str("ContractStatus", p.standing(c.now))
	o.str("ContractUri", c.uri(self+"/Contracts/Active"))
	link := p.link
	if p.standing(c.now) == "Expired" {
		link = ""
	}
	o.str("TrackingLink", link)
	o.truth("HasStandDownPolicy", p.stop)
	o.truth("AllowsDeeplinking", p.deeplinks)
	o.strings("DeeplinkDomains", "DeeplinkDomain", p.deeplinkDomains())
	o.str("Uri", c.uri(self))
}

func (p *program) programType() string {
	if p.kind == "" {
		return "Performance"
	}
	return p.kind
}

// getPublicTerms answers the terms that anybody could join with.
func getPublicTerms(c *call) reply {
	p := c.program()
	if p == nil {
		return notFound()
	}
	self := "Campaigns/" + strconv.FormatInt(p.id, 10) + "/PublicTerms"
	return object("PublicTerms", func(o *out) {
		o.num("Id", p.id+90_000)
		o.str("Name", "Public Terms")
		o.num("CampaignId", p.id)
		o.str("CampaignName", p.name)
		o.array("PayoutTermsList", "PayoutTerms", 1, func(int) { p.publicTerms(o) })
		o.str("PdfUri", c.uri(self+"/Download"))
		o.str("Uri", c.uri(self))
	})
}

func (p *program) publicTerms(o *out) {
	amount, percent, kind := "", percentText(p.rate), "SALE"
	if p.flat != 0 {
		amount, percent, kind = formatCents(p.flat), "", "LEAD"
	}
	o.str("TrackerName", p.event)
	o.str("TrackerType", kind)
	o.str("PayoutPercentage", percent)
	o.str("PayoutAmount", amount)
	o.str("PayoutCurrency", p.currency.String())
	o.str("ReferralPeriod", "30")
	o.str("ReferralPeriodUnit", "DAY")
	o.str("PayoutAmountLowerLimit", amount)
	o.str("PayoutAmountUpperLimit", amount)
	o.str("PayoutPercentageLowerLimit", percent)
	o.str("PayoutPercentageUpperLimit", percent)
}

// percentText prints hundredths of a percent without needless zeros.
func percentText(rate int64) string {
	if rate%100 == 0 {
		return strconv.FormatInt(rate/100, 10)
	}
	return formatCents(rate)
}
