package cli

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// campaignDoc is a creator campaign.
type campaignDoc struct {
	ID         string            `json:"id" tty:"1"`                 // of the service
	Name       string            `json:"name" tty:"1,cut"`           // its title
	ProgramID  string            `json:"program_id"`                 // of the brand's program
	Brand      string            `json:"brand" tty:"3,cut"`          // who looks for creators
	Joined     bool              `json:"program_joined"`             // the account has joined the brand's program
	Status     string            `json:"status" tty:"2"`             // eligible, invited, applied, in_negotiation, participating, declined, completed or another word of the service
	Fee        *amountDoc        `json:"fee" tty:"2"`                // fixed compensation; null: none
	Rate       *string           `json:"commission"`                 // beside the fee, in words; null: none
	Product    *string           `json:"product"`                    // a gift, in words; null: none
	Starts     *string           `json:"starts" is:"date"`           // null: not said
	Ends       *string           `json:"ends" is:"date" tty:"5"`     // null: not said
	ApplyBy    *string           `json:"apply_by" is:"date" tty:"3"` // last day to apply; null: open
	Seats      *int              `json:"places_left" tty:"6"`        // null: not said
	Platforms  []string          `json:"platforms" tty:"7,cut"`      // where the work is shown
	Tasks      []campaignTaskDoc `json:"tasks"`                      // the work
	Summary    *string           `json:"summary"`                    // may have several lines; null: none
	Guidelines []string          `json:"guidelines"`                 // what the brand wants, a sentence each
	Moodboard  []string          `json:"moodboard"`                  // addresses
	Usage      *string           `json:"usage_rights"`               // in words; null: none
	Terms      termsDoc          `json:"terms"`                      // what is accepted with an application
	Bids       bool              `json:"asks_for_bid"`               // the brand asks for the creator's own rate
	Followers  *int64            `json:"least_followers"`            // null: none asked
	Unmet      []string          `json:"unmet_rules"`                // what the account does not meet; empty: it may apply
}

// campaignTaskDoc is one piece of work of a campaign.
type campaignTaskDoc struct {
	Kind        string  `json:"kind"`                // such as Instagram reel
	Description *string `json:"description"`         // null: none
	DraftDue    *string `json:"draft_due" is:"date"` // null: none
	Due         *string `json:"due" is:"date"`       // null: none
	Status      *string `json:"status"`              // the service's words; null: not taking part
}

// termsDoc is terms that are accepted. The text is part of show alone.
type termsDoc struct {
	ID   *string `json:"id"`   // version, which an acceptance names; null: not known here
	Name *string `json:"name"` // null: not said
	Text *string `json:"text"` // null: not read here
}

func termsOf(t partner.CampaignTerms) termsDoc {
	return termsDoc{ID: maybe(t.ID), Name: maybe(t.Name), Text: maybe(t.Text)}
}

// campaignListDoc is the document of campaigns list --json.
type campaignListDoc struct {
	listDoc[campaignDoc]
	reachDoc
	Unmet []string `json:"unmet_rules"` // why there is none: rules the account does not meet
}

// campaignFilter selects campaigns.
type campaignFilter struct {
	status  oneOf
	program programFilter
}

func campaignStatuses() []string {
	return texts(
		partner.CampaignInvited, partner.CampaignEligible, partner.CampaignParticipating, partner.CampaignNegotiating, partner.CampaignApplied,
		partner.CampaignDeclined, partner.CampaignCompleted,
	)
}

// newCampaigns prints the creator campaigns of the account.
func newCampaigns(sys System) *cobra.Command {
	var f campaignFilter
	return noun[campaignDoc, campaignDoc]{
		name: "campaigns", one: "campaign", many: "campaigns",
		short: "Print the creator campaigns you can apply to or take part in",
		long: "Prints creator campaigns: invitations first, then those to apply to, then those\n" +
			"with a part of yours. They come from a companion API.",
		example: "  impactdash campaigns --status eligible\n  impactdash campaigns show c-17",
		filters: func(flags *pflag.FlagSet) {
			f.status.addTo(flags, "status", "only this status", campaignStatuses())
			f.program.addTo(flags)
		},
		program: &f.program,
		check:   func(System) error { return f.status.check(campaignStatuses()) },
		list:    f.list,
		show:    showCampaign,
	}.command(sys)
}

func (f *campaignFilter) list(ctx context.Context, s *session) (listing[campaignDoc], error) {
	var l listing[campaignDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Campaigns(ctx)
	if err != nil {
		return l, err
	}
	if !a.Value.Reach.Companion {
		return l, onlyOnWeb("list campaigns", "campaigns that you can apply to", a.Value.Reach)
	}
	l = listing[campaignDoc]{profile: p, asOf: a.AsOf}
	all := slices.Clone(a.Value.Campaigns)
	slices.SortStableFunc(all, compareCampaigns)
	for _, c := range all {
		if f.program.lets(c.ProgramID, c.Brand) && f.status.lets(string(c.Status)) {
			l.items = append(l.items, campaignDocOf(c))
		}
	}
	l.doc = func(d listDoc[campaignDoc]) any {
		return campaignListDoc{listDoc: d, reachDoc: reachOf(a.Value.Reach), Unmet: listOf(a.Value.Unmet)}
	}
	if len(a.Value.Unmet) > 0 && len(all) == 0 {
		l.notice = "No campaigns: the account does not meet what brands ask for yet."
	}
	return l, nil
}

// compareCampaigns orders by status, then by the last day to apply.
func compareCampaigns(a, b partner.Campaign) int {
	rank := func(c partner.Campaign) int {
		if i := slices.Index(campaignStatuses(), string(c.Status)); i >= 0 {
			return i
		}
		return len(campaignStatuses())
	}
	return cmp.Or(
		cmp.Compare(rank(a), rank(b)), sooner(!a.ApplyBy.IsZero(), !b.ApplyBy.IsZero()), a.ApplyBy.Compare(b.ApplyBy),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID),
	)
}

func showCampaign(ctx context.Context, s *session, id string) (single[campaignDoc], error) {
	var v single[campaignDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return v, err
	}
	list, err := s.svc.Campaigns(ctx)
	if err == nil && !list.Value.Reach.Companion {
		return v, onlyOnWeb("show campaign", "campaigns that you can apply to", list.Value.Reach)
	}
	a, oneErr := s.svc.Campaign(ctx, id)
	if oneErr != nil && err == nil && partner.WantsKept(ctx) { // the list has it as well
		for _, c := range list.Value.Campaigns {
			if c.ID == id {
				a, oneErr = partner.Answer[partner.Campaign]{Value: c, AsOf: list.AsOf}, nil
			}
		}
	}
	return single[campaignDoc]{profile: p, asOf: a.AsOf, item: campaignDocOf(a.Value)}, oneErr
}

func campaignDocOf(c partner.Campaign) campaignDoc {
	d := campaignDoc{
		ID: c.ID, Name: c.Name, ProgramID: c.ProgramID, Brand: c.Brand, Joined: c.Joined, Status: string(c.Status), Fee: perhaps(c.Fee),
		Rate: maybe(c.Rate), Product: maybe(c.Product), Starts: dateText(c.Starts), Ends: dateText(c.Ends), ApplyBy: dateText(c.ApplyBy),
		Platforms: listOf(c.Platforms), Tasks: []campaignTaskDoc{}, Summary: maybe(c.Summary), Guidelines: listOf(c.Guidelines),
		Moodboard: listOf(c.Moodboard), Usage: maybe(c.Usage), Terms: termsOf(c.Terms), Bids: c.Bids, Unmet: listOf(c.Unmet),
	}
	if c.Seats.OK {
		d.Seats = &c.Seats.V
	}
	if c.Followers > 0 {
		d.Followers = &c.Followers
	}
	for _, t := range c.Tasks {
		d.Tasks = append(d.Tasks, campaignTaskDoc{
			Kind: t.Kind, Description: maybe(t.Description), DraftDue: dateText(t.DraftDue), Due: dateText(t.Due), Status: maybe(t.Status),
		})
	}
	return d
}
