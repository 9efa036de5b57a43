package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Campaigns tells which creator campaigns there are.
func (w Writer) Campaigns(p Part[partner.CampaignList]) Section {
	s := Section{ID: "campaigns", Title: "Campaigns", One: "campaign", Brief: onPage}
	switch {
	case p.Known && !p.Value.Reach.Companion:
		s.Empty = companionOnly("Campaigns", p.Value.Reach, "Home, Find Your Next Campaign")
	case p.Known:
		all := slices.Clone(p.Value.Campaigns)
		slices.SortStableFunc(all, func(a, b partner.Campaign) int { return cmp.Compare(w.standing(a), w.standing(b)) })
		for _, c := range all {
			s.Things = append(s.Things, w.campaign(c))
		}
		s.Lines = append(s.Lines, plural(len(all), "campaign")+".")
		for _, why := range p.Value.Unmet {
			s.Lines = append(s.Lines, sentence(capital(clean(why))))
		}
	}
	s.Lines = append(s.Lines, failed(w, "Campaigns", p)...)
	return s
}

// stands are how the account can stand to a campaign, in the order of the
// list.
func stands() []string {
	return []string{
		"invited", "eligible", "participating", "negotiating", "applied", "a rule is not met", "full", "closed", "declined", "completed",
	}
}

// standing is how the account stands to a campaign, a place in stands; behind
// all of them for a status nobody has told us of.
func (w Writer) standing(c partner.Campaign) int {
	switch c.Status {
	case partner.CampaignInvited:
		return 0
	case partner.CampaignEligible:
		switch {
		case len(c.Unmet) > 0:
			return 5
		case !c.ApplyBy.IsZero() && c.ApplyBy.Before(w.today()):
			return 7
		case c.Seats.OK && c.Seats.V <= 0:
			return 6
		}
		return 1
	case partner.CampaignParticipating:
		return 2
	case partner.CampaignNegotiating:
		return 3
	case partner.CampaignApplied:
		return 4
	case partner.CampaignDeclined:
		return 8
	case partner.CampaignCompleted:
		return 9
	}
	return len(stands())
}

func (w Writer) campaign(c partner.Campaign) Thing {
	state := word(string(c.Status))
	if at := w.standing(c); at < len(stands()) {
		state = stands()[at]
	}
	pay := ""
	switch {
	case c.Fee.OK && c.Bids:
		pay = format.Money(c.Fee.V) + " or your rate"
	case c.Fee.OK:
		pay = format.Money(c.Fee.V)
	case c.Bids:
		pay = "your rate"
	}
	by := ""
	if !c.ApplyBy.IsZero() && w.standing(c) <= 1 {
		by = "apply by " + w.date(c.ApplyBy)
	}
	t := Thing{Line: fmt.Sprintf("%s: %s", cmp.Or(clean(c.Name), "Campaign "+clean(c.ID)), listed(clean(c.Brand), state, pay, clean(c.Rate), clean(c.Product), by))}
	for line := range strings.SplitSeq(format.Prose(c.Summary), "\n") {
		if s := sentence(clean(line)); s != "" {
			t.More = append(t.More, s)
		}
	}
	if !c.Starts.IsZero() && !c.Ends.IsZero() {
		t.More = append(t.More, "From "+w.date(c.Starts)+" to "+w.date(c.Ends)+".")
	}
	for _, why := range c.Unmet {
		t.More = append(t.More, sentence("Not met: "+clean(why)))
	}
	for _, x := range c.Tasks {
		text := labelled("To do", listed(clean(x.Kind), clean(x.Description)))
		if !x.Due.IsZero() {
			text += ", due " + w.date(x.Due)
		}
		t.More = append(t.More, sentence(text))
	}
	return t
}

// Brands tells which brands approve at once.
func (w Writer) Brands(p Part[partner.BrandList]) Section {
	s := Section{ID: "brands", Title: "Brands", One: "brand", Brief: onPage}
	switch {
	case p.Known && !p.Value.Reach.Companion:
		s.Empty = companionOnly("Brands that approve at once", p.Value.Reach, "Discover, Brands")
	case p.Known && !p.Value.Marketplace:
		s.Empty = "Brands approve members of the Brands Marketplace at once, and this account is not one yet."
	case p.Known:
		open := 0
		all := slices.Clone(p.Value.Brands)
		slices.SortStableFunc(all, func(a, b partner.InstantBrand) int {
			return cmp.Or(first(a.State == "open", b.State == "open"), strings.Compare(strings.ToLower(a.Brand), strings.ToLower(b.Brand)))
		})
		for _, b := range all {
			if b.State == "open" {
				open++
			}
			s.Things = append(s.Things, brand(b))
		}
		s.Lines = append(s.Lines, plural(open, "brand")+" can be joined at once.")
	}
	s.Lines = append(s.Lines, failed(w, "Brands", p)...)
	return s
}

func brand(b partner.InstantBrand) Thing {
	epc, accepts := "", ""
	if b.EPC.OK {
		epc = format.MoneyFine(b.EPC.V) + " a click"
	}
	if b.Accepts.OK {
		accepts = "accepts " + format.Count(int64(b.Accepts.V)) + " % of applications"
	}
	t := Thing{Line: fmt.Sprintf("%s: %s", cmp.Or(clean(b.Brand), clean(b.Name), "Brand "+clean(b.ID)), listed(word(b.State), clean(b.Payout), epc, accepts))}
	for _, more := range []string{b.Summary, labelled("Category", b.Category), labelled("Regions", strings.Join(b.Regions, ", ")), labelled("Locking", b.Locking), labelled("Paying", b.Paying)} {
		for line := range strings.SplitSeq(format.Prose(more), "\n") {
			if s := sentence(clean(line)); s != "" {
				t.More = append(t.More, s)
			}
		}
	}
	return t
}
