package companion

import (
	"context"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Campaigns are the creator campaigns of this account and, where there is
// none, the rules it does not meet.
//
// Source: GET /campaigns.
func (c *Client) Campaigns(ctx context.Context) (partner.CampaignList, error) {
	q := question{origin.Act{Op: "load campaigns", Endpoint: "campaigns"}, c.address(nil, "campaigns")}
	return ask(ctx, c, q, func(o *object) partner.CampaignList {
		return partner.CampaignList{
			Reach:     partner.Reach{Companion: true},
			Campaigns: each(o, "items", campaign),
			Unmet:     o.texts("unmet"),
		}
	})
}

// Campaign is one creator campaign.
//
// Source: GET /campaigns/{campaign_id}.
func (c *Client) Campaign(ctx context.Context, id string) (partner.Campaign, error) {
	q := question{origin.Act{Op: "load campaign", Endpoint: "campaigns"}, c.address(nil, "campaigns", id)}
	if err := checkID(q.Act, "campaign_id", id); err != nil {
		return partner.Campaign{}, err
	}
	return ask(ctx, c, q, campaign)
}

func campaign(o *object) partner.Campaign {
	v := partner.Campaign{
		ID:         o.id("id"),
		Name:       o.text("name"),
		ProgramID:  o.text("program_id"),
		Brand:      o.text("brand"),
		Joined:     o.truth("joined"),
		Status:     partner.CampaignStatus(o.text("status")),
		Fee:        o.money("fee"),
		Rate:       o.note("rate"),
		Product:    o.note("product"),
		Starts:     o.day("starts"),
		Ends:       o.day("ends"),
		ApplyBy:    o.date("apply_by"),
		Platforms:  o.texts("platforms"),
		Summary:    o.note("summary"),
		Guidelines: o.texts("guidelines"),
		Usage:      o.note("usage"),
		Terms:      terms(o.part("terms")),
		Bids:       o.truth("bids"),
		Followers:  o.maybe("followers").V,
		Unmet:      o.texts("unmet"),
		Tasks:      each(o, "tasks", campaignTask),
	}
	if seats := o.maybe("seats"); seats.OK {
		v.Seats = partner.Some(int(seats.V))
	}
	for _, address := range o.texts("moodboard") {
		if origin.IsWeb(address) {
			v.Moodboard = append(v.Moodboard, address)
		}
	}
	return v
}

func campaignTask(o *object) partner.CampaignTask {
	return partner.CampaignTask{
		Kind:        o.text("kind"),
		Description: o.note("description"),
		DraftDue:    o.date("draft_due"),
		Due:         o.date("due"),
		Status:      o.note("status"),
	}
}

func terms(o *object) partner.CampaignTerms {
	return partner.CampaignTerms{ID: o.id("id"), Name: o.text("name"), Text: o.text("text")}
}

// Apply asks to take part in a campaign; see do for what is true after an
// error. Done of the result is left empty. Codes of refusals: not_eligible,
// wrong_state, closed, terms_outdated, and required, too_long, invalid or
// not_asked for a field.
//
// Source: POST /campaigns/{campaign_id}/apply.
func (c *Client) Apply(ctx context.Context, in partner.Application) (partner.ApplyResult, error) {
	d := deed{
		Act: origin.Act{Op: "apply to campaign", Endpoint: "campaigns"},
		key: in.Key, address: c.address(nil, "campaigns", in.CampaignID, "apply"),
		body: struct {
			Motivation string `json:"motivation"`
			TermsID    string `json:"terms_id"`
			Bid        string `json:"bid,omitempty"`
			BidNote    string `json:"bid_note,omitempty"`
		}{in.Motivation, in.TermsID, in.Bid, in.BidNote},
	}
	return c.outcome(ctx, d, in.CampaignID)
}

// DecideCampaign accepts or declines the invitation to a campaign; see do for
// what is true after an error. Done of the result is left empty. Codes of
// refusals: wrong_state, terms_outdated.
//
// Source: POST /campaigns/{campaign_id}/decision.
func (c *Client) DecideCampaign(ctx context.Context, in partner.CampaignDecision) (partner.ApplyResult, error) {
	d := deed{
		Act: origin.Act{Op: decisionOp(in.Accept, "campaign"), Endpoint: "campaigns"},
		key: in.Key, address: c.address(nil, "campaigns", in.CampaignID, "decision"),
		body: decisionWire{Accept: in.Accept, TermsID: in.TermsID, Reason: in.Reason},
	}
	return c.outcome(ctx, d, in.CampaignID)
}

func (c *Client) outcome(ctx context.Context, d deed, id string) (partner.ApplyResult, error) {
	if err := checkID(d.Act, "campaign_id", id); err != nil {
		return partner.ApplyResult{}, err
	}
	return do(ctx, c, d, func(o *object) partner.ApplyResult {
		return partner.ApplyResult{
			Campaign: partner.CampaignStatus(o.text("campaign_status")),
			Program:  o.note("program_status"),
			Message:  o.text("message"),
		}
	})
}
