package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// campaignBody is a creator campaign on the wire.
type campaignBody struct {
	ID         string             `json:"id"`
	Name       string             `json:"name"`
	ProgramID  string             `json:"program_id"`
	Brand      string             `json:"brand"`
	Joined     bool               `json:"joined"`
	Status     string             `json:"status"`
	Fee        *moneyBody         `json:"fee"`
	Rate       string             `json:"rate"`
	Product    string             `json:"product"`
	Starts     string             `json:"starts"`
	Ends       string             `json:"ends"`
	ApplyBy    *string            `json:"apply_by"`
	Seats      *int               `json:"seats"`
	Platforms  []string           `json:"platforms"`
	Tasks      []campaignTaskBody `json:"tasks"`
	Summary    string             `json:"summary"`
	Guidelines []string           `json:"guidelines"`
	Moodboard  []string           `json:"moodboard"`
	Usage      string             `json:"usage"`
	Terms      termsBody          `json:"terms"`
	Bids       bool               `json:"bids"`
	Followers  int                `json:"followers"`
	Unmet      []string           `json:"unmet"`
}

type campaignTaskBody struct {
	Kind        string  `json:"kind"`
	Description string  `json:"description"`
	DraftDue    *string `json:"draft_due"`
	Due         *string `json:"due"`
	Status      string  `json:"status"`
}

// campaignsBody is the list of campaigns.
type campaignsBody struct {
	Items []campaignBody `json:"items"`
	Unmet []string       `json:"unmet"`
}

func (c *call) creatorCampaign(k *creatorCampaign) campaignBody {
	p := &c.d.programs[k.program]
	v := campaignBody{
		ID: k.id, Name: k.name, ProgramID: whole(p.id), Brand: p.company, Joined: p.joined(c.now), Status: k.status,
		Fee: feeOf(k.fee, p.currency), Rate: k.rate, Product: k.product,
		Starts: c.d.dayText(k.starts), Ends: c.d.dayText(k.ends), ApplyBy: c.d.dayOrNull(k.applyBy),
		Platforms: k.platforms, Tasks: []campaignTaskBody{}, Summary: k.summary, Guidelines: k.guidelines,
		Moodboard: append([]string{}, k.moodboard...), Usage: k.usage, Terms: k.terms(p), Bids: k.bids, Followers: k.followers,
		Unmet: k.unmet(),
	}
	if k.seats >= 0 {
		v.Seats = &k.seats
	}
	for _, w := range k.work {
		v.Tasks = append(v.Tasks, campaignTaskBody{w.kind, w.about, c.d.dayOrNull(w.draft), c.d.dayOrNull(w.due), w.state})
	}
	return v
}

// listCreatorCampaigns lists the campaigns, or says why there is none.
func listCreatorCampaigns(c *call, st *companionState) (campaignsBody, *problem) {
	v := campaignsBody{Items: []campaignBody{}, Unmet: []string{}}
	for i := range st.campaigns {
		v.Items = append(v.Items, c.creatorCampaign(&st.campaigns[i]))
	}
	if len(v.Items) == 0 {
		v.Unmet = append(v.Unmet, "A connected social profile with at least 1,000 followers is needed.")
	}
	return v, nil
}

// findCreatorCampaign is the campaign that the path names.
func (c *call) findCreatorCampaign(st *companionState) (*creatorCampaign, *problem) {
	n := slices.IndexFunc(st.campaigns, func(k creatorCampaign) bool { return k.id == c.params["id"] })
	if n < 0 {
		return nil, unknownObject("campaign")
	}
	return &st.campaigns[n], nil
}

// getCreatorCampaign retrieves one campaign.
func getCreatorCampaign(c *call, st *companionState) (campaignBody, *problem) {
	k, bad := c.findCreatorCampaign(st)
	if bad != nil {
		return campaignBody{}, bad
	}
	return c.creatorCampaign(k), nil
}

// application is the body of an application to a campaign.
type application struct {
	Motivation string `json:"motivation"`
	TermsID    string `json:"terms_id"`
	Bid        string `json:"bid"`
	BidNote    string `json:"bid_note"`
}

// campaignOutcome is what became of an application or an invitation.
type campaignOutcome struct {
	CampaignID     string `json:"campaign_id"`
	CampaignStatus string `json:"campaign_status"`
	ProgramStatus  string `json:"program_status"`
	Message        string `json:"message"`
}

// longestMotivation bounds the texts of an application, in characters.
const longestMotivation = 2_000

// applyToCampaign applies. The brand decides; where its program is not joined it
// is asked for that too.
func applyToCampaign(c *call, st *companionState, b application) (campaignOutcome, *problem) {
	k, bad := c.findCreatorCampaign(st)
	if bad == nil {
		bad = c.applicable(k)
	}
	if bad == nil {
		bad = unprocessable(k.checkApplication(b))
	}
	if bad != nil {
		return campaignOutcome{}, bad
	}
	p := &c.d.programs[k.program]
	if b.TermsID != k.terms(p).ID {
		return campaignOutcome{}, outdatedTerms()
	}
	v := campaignOutcome{CampaignID: k.id, CampaignStatus: campaignApplied, Message: p.name + " has your application."}
	if k.bids {
		v.CampaignStatus, v.Message = campaignNegotiating, p.name+" has your application and your rate."
	}
	if !p.joined(c.now) {
		v.ProgramStatus = "applied"
		v.Message += " It asks to join the program as well."
	}
	k.status = v.CampaignStatus
	return v, nil
}

func outdatedTerms() *problem {
	return refuse(http.StatusConflict, "terms_outdated", "terms_id", "The terms have changed. Read them again.")
}

// applicable says why nobody, or not this account, can apply now.
func (c *call) applicable(k *creatorCampaign) *problem {
	switch unmet := k.unmet(); {
	case k.status != campaignEligible:
		return refuse(http.StatusConflict, "wrong_state", "", "You cannot apply to this campaign: you are "+strings.ReplaceAll(k.status, "_", " ")+".")
	case len(unmet) > 0:
		return refuse(http.StatusForbidden, "not_eligible", "", unmet[0])
	case k.seats == 0:
		return refuse(http.StatusConflict, "closed", "", "All places are taken.")
	case k.applyBy != openDay && c.d.dayOf(c.now) > k.applyBy:
		return refuse(http.StatusConflict, "closed", "", "The last day to apply is past.")
	}
	return nil
}

// checkApplication checks what was typed.
func (k *creatorCampaign) checkApplication(b application) []fieldProblem {
	problems := missing("motivation", b.Motivation, "Say why you want to take part.")
	problems = append(problems, tooLong("motivation", b.Motivation, longestMotivation)...)
	problems = append(problems, missing("terms_id", b.TermsID, "Read and accept the terms.")...)
	switch {
	case !k.bids && b.Bid != "":
		problems = append(problems, fieldProblem{"bid", "not_asked", "This brand asks for no bids."})
	case k.bids && b.Bid == "":
		problems = append(problems, fieldProblem{"bid", "required", "Provide your rate."})
	case k.bids && (!isDecimal(b.Bid) || strings.HasPrefix(b.Bid, "-") || strings.Trim(b.Bid, "0.") == ""):
		problems = append(problems, fieldProblem{"bid", "invalid", "Enter an amount like 350.00."})
	}
	if !k.bids && b.BidNote != "" {
		problems = append(problems, fieldProblem{"bid_note", "not_asked", "This brand asks for no bids."})
	}
	return append(problems, tooLong("bid_note", b.BidNote, longestMotivation)...)
}

// campaignDecision is the body of the answer to an invitation.
type campaignDecision struct {
	Accept  *bool  `json:"accept"`
	TermsID string `json:"terms_id"`
	Reason  string `json:"reason"`
}

// decideCampaign answers an invitation. Accepting takes part at once, and joins
// the program where it was not joined.
func decideCampaign(c *call, st *companionState, b campaignDecision) (campaignOutcome, *problem) {
	k, bad := c.findCreatorCampaign(st)
	if bad != nil {
		return campaignOutcome{}, bad
	}
	p := &c.d.programs[k.program]
	switch {
	case b.Accept == nil:
		return campaignOutcome{}, wrong("accept", "required", "Say whether to accept.")
	case k.status != campaignInvited:
		return campaignOutcome{}, refuse(http.StatusConflict, "wrong_state", "", "There is no open invitation: you are "+strings.ReplaceAll(k.status, "_", " ")+".")
	case b.TermsID != "" && b.TermsID != k.terms(p).ID:
		return campaignOutcome{}, outdatedTerms()
	case !*b.Accept:
		k.status = campaignDeclined
		return campaignOutcome{k.id, k.status, "", "You declined " + k.name + "."}, nil
	}
	v := campaignOutcome{k.id, campaignParticipating, "", "You take part in " + k.name + "."}
	if !p.joined(c.now) {
		name := c.d.offerTerms(p).Name
		st.alter(c, k.program, func(p *program) { p.join(name, c.now) })
		v.ProgramStatus, v.Message = "joined", "You take part in "+k.name+" and joined "+p.name+"."
	}
	k.status, k.work = v.CampaignStatus, slices.Clone(k.work)
	for i := range k.work {
		k.work[i].state = waitingForDraft
	}
	return v, nil
}
