package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// campaignsActs are the verbs about creator campaigns.
func campaignsActs(sys System) []*cobra.Command {
	return []*cobra.Command{newCampaignApply(sys), newCampaignDecide(sys, true), newCampaignDecide(sys, false)}
}

// applyOptions are an application.
type applyOptions struct {
	actOptions
	motivation, bid, bidNote string
}

func newCampaignApply(sys System) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "apply ID",
		Short: "Apply to take part in a creator campaign",
		Long: "Applies to a campaign and accepts its terms as they are now: a terminal shows them and\n" +
			"asks, --yes accepts them unread. It cannot be taken back.",
		Example: "  impactdash campaigns apply K-50823 --motivation 'We cook every week.' --bid 350.00",
		Args:    exactly("the id of a campaign"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cmp.Or(needed(cmd, "motivation"), o.canAsk(sys)); err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.apply(ctx, args[0], &o) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.motivation, "motivation", "", "why you, in a few sentences to the brand")
	f.StringVar(&o.bid, "bid", "", "your rate, an amount such as 350.00, where the brand asks for one")
	f.StringVar(&o.bidNote, "bid-note", "", "what should be different: timeline, tasks, usage rights")
	letEmpty(f, "bid", "bid-note")
	o.addYes(cmd)
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

func newCampaignDecide(sys System, accept bool) *cobra.Command {
	var o actOptions
	verb, short, long := "decline", "Decline the invitation to a creator campaign", "Declines an invitation. It cannot be taken back."
	if accept {
		verb, short = "accept", "Accept the invitation to a creator campaign"
		long = "Accepts an invitation, and with it the terms as they are now: a terminal shows them\n" +
			"and asks, --yes accepts them unread. It joins the brand's program as well and cannot be\ntaken back."
	}
	cmd := &cobra.Command{
		Use: verb + " ID", Short: short, Long: long,
		Args: exactly("the id of a campaign"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.canAsk(sys); err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.decideCampaign(ctx, args[0], accept, &o) })
		},
	}
	o.addYes(cmd)
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) apply(ctx context.Context, id string, o *applyOptions) error {
	p, c, err := s.campaign(ctx, id)
	if err != nil {
		return err
	}
	const act = "not applied"
	switch why := campaignRefusal(c, p.Today(s.sys.Now())); {
	case c.Status == partner.CampaignInvited:
		why = "you are invited already; impactdash campaigns accept " + c.ID + " takes part"
		fallthrough
	case why != "":
		return s.refused(act, impossible("apply", why), "", nil)
	case c.Bids && strings.TrimSpace(o.bid) == "":
		return usageError{errors.New("--bid is needed: the brand asks for your own rate")}
	case !c.Bids && o.bid+o.bidNote != "":
		return usageError{errors.New("--bid and --bid-note are for campaigns whose brand asks for a rate, which this one does not")}
	}
	if err := o.ask(ctx, s.sys, "Apply to "+c.Name+", and accept these terms?", acceptedTerms(c)...); err != nil {
		return err
	}
	ctx, cancel := within(ctx, 1)
	defer cancel()
	key := o.keyOf(s)
	r, err := s.svc.Apply(ctx, partner.Application{
		CampaignID: c.ID, Motivation: strings.TrimSpace(o.motivation), TermsID: c.Terms.ID, Bid: strings.TrimSpace(o.bid), BidNote: strings.TrimSpace(o.bidNote), Key: key,
	})
	if err != nil {
		return s.refused(act, err, key, map[string]string{"motivation": "--motivation", "bid": "--bid", "bid_note": "--bid-note"})
	}
	return s.campaignDone(p, c, "campaigns apply", key, r, o.out)
}

func (s *session) decideCampaign(ctx context.Context, id string, accept bool, o *actOptions) error {
	p, c, err := s.campaign(ctx, id)
	if err != nil {
		return err
	}
	verb, act, ask, effects := "decline", "not declined", "Decline the invitation to "+c.Name+", for good?", []string(nil)
	if accept {
		verb, act, ask, effects = "accept", "not accepted", "Take part in "+c.Name+", and accept these terms?", acceptedTerms(c)
	}
	why := ""
	switch {
	case c.Status != partner.CampaignInvited:
		why = "there is no invitation to " + c.Name
	case accept:
		why = campaignRefusal(c, p.Today(s.sys.Now()))
	}
	if why != "" {
		return s.refused(act, impossible("decide", why), "", nil)
	}
	if err := o.ask(ctx, s.sys, ask, effects...); err != nil {
		return err
	}
	ctx, cancel := within(ctx, 1)
	defer cancel()
	key := o.keyOf(s)
	r, err := s.svc.DecideCampaign(ctx, c.ID, accept, key)
	if err != nil {
		return s.refused(act, err, key, nil)
	}
	return s.campaignDone(p, c, "campaigns "+verb, key, r, o.out)
}

// campaign is the account and a campaign as they are now: what is accepted are
// the terms of now.
func (s *session) campaign(ctx context.Context, id string) (partner.Profile, partner.Campaign, error) {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return p, partner.Campaign{}, err
	}
	a, err := s.svc.Campaign(ctx, id)
	return p, a.Value, err
}

// campaignRefusal is why the account can neither apply to a campaign nor
// accept it; empty when it can.
func campaignRefusal(c partner.Campaign, today partner.Date) string {
	switch c.Status {
	case partner.CampaignEligible, partner.CampaignInvited:
	case partner.CampaignApplied, partner.CampaignNegotiating:
		return "you have applied already"
	case partner.CampaignParticipating:
		return "you take part already"
	case partner.CampaignDeclined:
		return "it was declined"
	case partner.CampaignCompleted:
		return "it is over"
	default:
		return "its state " + stateWords(string(c.Status)) + " is not known here; look on the web"
	}
	switch {
	case len(c.Unmet) > 0:
		return "not met: " + strings.TrimRight(strings.Join(c.Unmet, " "), ".")
	case c.Seats.OK && c.Seats.V <= 0:
		return "no place is left"
	case !c.ApplyBy.IsZero() && c.ApplyBy.Before(today):
		return "the last day to apply was " + c.ApplyBy.String()
	}
	return ""
}

// acceptedTerms is what is accepted with a campaign.
func acceptedTerms(c partner.Campaign) []string {
	lines := []string{c.Terms.Name, c.Terms.Text}
	if c.Usage != "" {
		lines = append(lines, "Usage rights: "+c.Usage)
	}
	return lines
}

// campaignActDoc is the document of an act on a campaign with --json.
type campaignActDoc struct {
	AsOf     *string      `json:"as_of" is:"date-time"` // when it was done
	Account  accountDoc   `json:"account"`              // whose
	Act      string       `json:"act"`                  // "campaigns apply"
	ID       string       `json:"id"`                   // of the campaign
	Name     string       `json:"name"`                 // of the campaign
	Status   string       `json:"status"`               // of the campaign, from now on
	Program  *string      `json:"program"`              // joined or applied; null: nothing changed
	TermsID  *string      `json:"terms_id"`             // version of the terms that were accepted; null: none were
	Message  *string      `json:"message"`              // the service's sentence
	Key      *string      `json:"idempotency_key"`      // what was sent with it is not done twice
	Problems []problemDoc `json:"errors"`               // none so far
}

func (s *session) campaignDone(p partner.Profile, c partner.Campaign, act, key string, r partner.ApplyResult, out outputOptions) error {
	status := firstText(string(r.Campaign), string(c.Status))
	doc := campaignActDoc{
		AsOf: stamp(s.sys.Now(), p), Account: accountOf(p), Act: act, ID: c.ID, Name: c.Name, Status: status, Program: words(r.Program),
		Message: words(r.Message), Key: words(key), Problems: []problemDoc{},
	}
	if act != "campaigns decline" {
		doc.TermsID = words(c.Terms.ID)
	}
	if err := out.write(s.sys, doc, table{
		head: []string{"id", "status", "name", "program", "message"},
		rows: [][]string{{clean(c.ID), clean(status), clean(c.Name), cell(doc.Program), cell(doc.Message)}},
	}); err != nil {
		return err
	}
	s.tell(r.Text + ".")
	return nil
}
