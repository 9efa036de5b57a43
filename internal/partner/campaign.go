package partner

// CampaignStatus is how this account stands to a creator campaign; unknown
// texts are kept.
type CampaignStatus string

// The states.
const (
	CampaignEligible      CampaignStatus = "eligible"
	CampaignInvited       CampaignStatus = "invited"
	CampaignApplied       CampaignStatus = "applied"
	CampaignNegotiating   CampaignStatus = "in_negotiation"
	CampaignParticipating CampaignStatus = "participating"
	CampaignDeclined      CampaignStatus = "declined"
	CampaignCompleted     CampaignStatus = "completed"
)

// Campaign is a creator campaign: time-boxed, with tasks and a fixed
// compensation. It is not what the Partner API calls a Campaign; that is a
// Program.
//
// Source: companion API.
type Campaign struct {
	ID         string
	Name       string
	ProgramID  string
	Brand      string
	Joined     bool // this account has joined the brand's program
	Status     CampaignStatus
	Fee        Opt[Money] // fixed compensation
	Rate       string     // commission beside it, in words; may be empty
	Product    string     // gift, in words; may be empty
	Starts     Date
	Ends       Date
	ApplyBy    Date     // zero: open
	Seats      Opt[int] // places left
	Platforms  []string
	Tasks      []CampaignTask
	Summary    string
	Guidelines []string
	Moodboard  []string // addresses
	Usage      string   // usage rights in words
	Terms      CampaignTerms
	Bids       bool     // the brand asks for the creator's own rate
	Followers  int64    // least number of followers; 0: none asked
	Unmet      []string // rules the account does not meet, a sentence each; empty: it may apply
}

// CampaignTask is one piece of work of a campaign.
type CampaignTask struct {
	Kind        string // "Instagram reel"
	Description string
	DraftDue    Date
	Due         Date
	Status      string // the service's words; empty before taking part
}

// CampaignTerms are the template terms to be accepted.
type CampaignTerms struct {
	ID   string // version, sent back with the acceptance
	Name string
	Text string
}

// CampaignList is the campaigns of this account.
type CampaignList struct {
	Reach     Reach
	Campaigns []Campaign
	Unmet     []string // why there is none: rules the account does not meet
}

// Application is a request to take part in a campaign.
type Application struct {
	CampaignID string
	Motivation string
	TermsID    string // Terms.ID that was read and accepted
	Bid        string // decimal in the campaign's currency; compulsory when Bids
	BidNote    string // changes asked for: timeline, tasks, usage rights
	Key        string // idempotency key, stays with the draft
}

// ApplyResult is what the service made of an application: the outcome depends
// on the route and on whether the program was joined.
type ApplyResult struct {
	Done
	Campaign CampaignStatus
	Program  string // "joined", "applied", or empty when nothing changed
	Message  string // the service's sentence
}

// InstantBrand is a brand that approves this account at once.
//
// Source: companion API.
type InstantBrand struct {
	ID       string // program id
	Name     string
	Brand    string
	Category string
	Payout   string // in words: "8 % of the sale"
	EPC      Opt[Money]
	Accepts  Opt[int] // percent of applications the brand accepts, 0–100
	Answers  string   // how fast, in words; may be empty
	Regions  []string
	Summary  string
	Terms    CampaignTerms
	Locking  string // in words
	Paying   string // in words
	Survey   []Field
	State    string // "open", "joined", "pending"
}

// BrandList is the brands that approve at once. Marketplace says whether this
// account is a member of the Brands Marketplace.
type BrandList struct {
	Reach       Reach
	Marketplace bool
	Brands      []InstantBrand
}

// MaxJoin is how many brands can be joined in one go.
const MaxJoin = 10

// JoinRequest joins brands.
type JoinRequest struct {
	Brands []JoinBrand
	Key    string // idempotency key, stays with the draft
}

// JoinBrand is one brand of a JoinRequest.
type JoinBrand struct {
	ID      string
	TermsID string            // that was accepted
	Answers map[string]string // to the survey, by Field.Name
}
