package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// held is a contract as it is at an instant, together with its program.
type held struct {
	*contract
	p *program
}

// key is the contract's id on the wire.
func (c *contract) key() string { return "S-" + strconv.FormatInt(c.id, 10) }

// listContracts lists contracts in one state, which is ACTIVE unless said otherwise.
func listContracts(c *call) reply {
	status := c.query.Get("Status")
	switch status {
	case "":
		status = contractActive
	case contractActive, contractDeclined, contractExpired, contractPending, contractUpcoming, "TERMINATED":
	default:
		return invalid("Status", "Unknown status. Known are ACTIVE, DECLINED, EXPIRED, PENDING and UPCOMING.")
	}
	wanted, bad := c.contractFilter()
	if bad != nil {
		return *bad
	}
	var found []held
	for i := range c.d.programs {
		p := &c.d.programs[i]
		for j := range p.contracts {
			if h := (held{p.contracts[j].at(c.now), p}); h.status(c.now) == status && wanted(h) {
				found = append(found, h)
			}
		}
	}
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Contracts", "Contract", func(o *out, i int) { c.contract(o, found[i], false) })
}

// contractFilter reads the parameters besides Status.
func (c *call) contractFilter() (func(held) bool, *reply) {
	var campaigns []string
	if text := c.query.Get("CampaignId"); text != "" {
		campaigns = strings.Split(text, ",")
	}
	signatory := c.query.Get("Signatory")
	type bound struct {
		date   func(held) uint32
		before bool
		at     uint32
	}
	var bounds []bound
	for _, field := range []struct {
		name string
		date func(held) uint32
	}{
		{"DateLastUpdated", func(h held) uint32 { return h.updated }},
		{"StartDate", func(h held) uint32 { return h.start }},
		{"EndDate", func(h held) uint32 { return h.end }},
	} {
		for _, side := range []string{"Before", "After"} {
			at, set, bad := c.instant(field.name + side)
			if bad != nil {
				return nil, bad
			}
			if set {
				bounds = append(bounds, bound{field.date, side == "Before", clampSeconds(at)})
			}
		}
	}
	return func(h held) bool {
		if campaigns != nil && !slices.Contains(campaigns, strconv.FormatInt(h.p.id, 10)) {
			return false
		}
		if signatory != "" && signatory != h.p.signatory() && (h.signed == 0 || signatory != ownerName) {
			return false
		}
		for _, b := range bounds {
			// An open end lies after every date.
			if at := b.date(h); at == 0 && b.before || at != 0 && (at < b.at) != b.before {
				return false
			}
		}
		return true
	}, nil
}

// signatory is who signs for the brand.
func (p *program) signatory() string {
	names := [...]string{"Odell Varga", "Priya Lindqvist", "Tomas Abernethy", "Ruth Okonjo"}
	return names[int(p.id)%len(names)]
}

// getContract retrieves one contract, in any state.
func getContract(c *call) reply {
	for i := range c.d.programs {
		p := &c.d.programs[i]
		for j := range p.contracts {
			if h := (held{p.contracts[j].at(c.now), p}); h.key() == c.params["id"] && h.status(c.now) != "" {
				return object("Contract", func(o *out) { c.contract(o, h, true) })
			}
		}
	}
	return notFound()
}

// getActiveContract retrieves the contract in force of a program.
func getActiveContract(c *call) reply {
	p := c.program()
	if p == nil {
		return notFound()
	}
	for j := range p.contracts {
		if h := (held{p.contracts[j].at(c.now), p}); h.status(c.now) == contractActive {
			return object("Contract", func(o *out) { c.contract(o, h, true) })
		}
	}
	return notFound()
}

// contract writes a contract; single says that it is retrieved by itself.
func (c *call) contract(o *out, h held, single bool) {
	partner := ""
	if h.signed != 0 {
		partner = ownerName
	}
	o.str("Id", h.key())
	o.num("CampaignId", h.p.id)
	o.str("Status", h.status(c.now))
	o.when("StartDate", h.start)
	o.when("EndDate", h.end)
	o.str("BrandSignatory", h.p.signatory())
	o.when("BrandSignatoryDate", h.brandSigned)
	o.str("PartnerSignatory", partner)
	o.when("PartnerSignatoryDate", h.signed)
	o.when("DateCreated", h.created)
	o.when("DateLastUpdated", h.updated)
	o.object("Terms", func() { h.terms(o) })
	if single {
		n := 0
		if h.campaignTerms {
			n = 1
		}
		o.array("CampaignTerms", "CampaignTerm", n, func(int) { h.campaignTerm(o) })
	} else {
		o.flag("HasCampaignTerms", h.campaignTerms)
	}
	o.str("PdfUri", c.uri("Campaigns/"+strconv.FormatInt(h.p.id, 10)+"/Contracts/"+h.key()+"/Download"))
	o.str("Uri", c.uri("Contracts/"+h.key()))
}

func (h held) terms(o *out) {
	o.str("TemplateTermName", h.name)
	o.str("Currency", h.p.currency.String())
	o.num("TemplateId", 400_000+h.p.id)
	o.num("VersionId", 880_000+h.id%10_000)
	o.str("Name", h.name)
	o.strings("Labels", "Label", nil)
	o.array("EventPayouts", "EventPayout", 1, func(int) { h.eventPayout(o) })
	o.array("SpecialTermsList", "SpecialTerms", 1, func(int) {
		o.str("TermsName", "Payment terms")
		o.str("TermsType", "CUSTOM")
		o.str("TermsContent", "<p>Paid "+strconv.Itoa(h.p.clearDays)+" days after locking.</p>")
	})
	o.str("ChangeNotificationPeriod", "7")
	o.str("ReturnPolicy", "ALWAYS_OK")
	o.str("MaxReturnPercentage", "100")
	o.str("CustomCreativePayer", "ADVERTISER")
	for _, name := range []string{
		"ActionLimit", "ActionLimitPeriod", "SpendLimit", "SpendLimitPeriod",
		"MinEarningPerClick", "ContractStartSlottingFee",
	} {
		o.str(name, "")
	}
}

func (h held) eventPayout(o *out) {
	rate, amount, category := percentText(h.rate), "", "SALE"
	if h.flat != 0 {
		rate, amount, category = "", formatCents(h.flat), "LEAD"
	}
	o.num("EventTypeId", h.p.tracker)
	o.str("EventTypeName", h.p.event)
	o.str("EventCategory", category)
	o.str("DefaultPayoutRate", rate)
	o.str("PayoutLevel", "ORDER")
	o.str("DefaultPayout", amount)
	for _, name := range []string{"PayoutGroups", "PayoutRestrictions", "Limits", "PayoutAdjustments"} {
		o.array(name, strings.TrimSuffix(name, "s"), 0, nil)
	}
	o.object("PerformanceBonus", func() {})
	o.object("Locking", func() { h.p.locking(o) })
	o.object("PayoutScheduling", func() {
		o.str("Basis", "LOCKED")
		o.str("Period", "END_OF_DAY")
	})
	o.str("CreditPolicy", "LAST_REFERRER")
	o.array("ValidReferrals", "ValidReferral", 1, func(int) {
		o.str("Type", "CLICKS")
		o.str("Window", "30")
		o.str("WindowUnit", "DAY")
	})
}

// locking writes when actions become final; an open-ended rule has no offsets.
func (p *program) locking(o *out) {
	basis, period, months, days := "TRACKED", "MONTH", "1", "0"
	switch p.lock {
	case lockDays:
		period, months, days = "END_OF_DAY", "0", strconv.Itoa(p.days)
	case lockOpen:
		basis, period, months, days = "MANUAL", "", "", ""
	}
	o.str("Basis", basis)
	o.str("Period", period)
	o.str("MonthOffset", months)
	o.str("DayOffset", days)
}

// campaignTerm is the extra offer of creator programs.
func (h held) campaignTerm(o *out) {
	o.num("Id", 3_000+h.p.id%1_000)
	o.str("Name", h.p.name+" product boost")
	o.when("StartDate", h.start)
	o.when("EndDate", h.start+2*365*secondsOfDay)
	o.array("EventPayouts", "EventPayout", 1, func(int) {
		o.num("EventTypeId", h.p.tracker)
		o.str("PayoutLevel", "ORDER")
		o.array("PayoutGroups", "PayoutGroup", 0, nil)
	})
}
