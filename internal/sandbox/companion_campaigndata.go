package sandbox

import "fmt"

// The standings of an account to a creator campaign.
const (
	campaignEligible      = "eligible"
	campaignInvited       = "invited"
	campaignApplied       = "applied"
	campaignNegotiating   = "in_negotiation"
	campaignParticipating = "participating"
	campaignDeclined      = "declined"
	campaignCompleted     = "completed"
)

// creatorCampaign is a time-boxed campaign of a brand. Days are counted like
// those of the calendar.
type creatorCampaign struct {
	id, name              string
	program               int
	status                string
	fee                   int64 // cents of the program's currency, 0 = none
	rate, product         string
	starts, ends, applyBy int // applyBy openDay = open
	seats                 int // -1 = not told
	platforms             []string
	work                  []campaignWork
	summary, usage        string
	guidelines, moodboard []string
	bids                  bool
	followers             int
	version               int // of the terms
}

// campaignWork is one piece of work of a campaign.
type campaignWork struct {
	kind, about string
	draft, due  int    // openDay = open
	state       string // "" before taking part
}

// largestAudience is the number of followers of the account's largest profile,
// and the most that a campaign may ask for.
const largestAudience = 128_400

// waitingForDraft is the service's word for work that nobody has begun.
const waitingForDraft = "Waiting for draft"

// newCreatorCampaigns are those of the generated account.
func newCreatorCampaigns(d *data) []creatorCampaign {
	if d.profile != "" {
		return nil
	}
	t := d.today
	reel := func(draft, due int, state string) campaignWork {
		return campaignWork{kind: "Instagram reel", about: "One reel of 20 to 60 seconds, the product in use.", draft: t + draft, due: t + due, state: state}
	}
	story := func(due int, state string) campaignWork {
		return campaignWork{kind: "Instagram story", about: "Three frames with the link sticker.", draft: openDay, due: t + due, state: state}
	}
	video := func(draft, due int, state string) campaignWork {
		return campaignWork{kind: "YouTube video", about: "A segment of at least two minutes, link in the description.", draft: t + draft, due: t + due, state: state}
	}
	board := func(name string, n int) []string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf("https://boards.example/%s/%d.jpg", name, i+1))
		}
		return list
	}
	list := []creatorCampaign{
		{
			name: "Candlelight evenings", program: 2, status: campaignEligible, fee: 35_000, rate: "15% of the sale beside it",
			starts: t + 12, ends: t + 45, applyBy: t + 7, seats: 4, platforms: []string{"INSTAGRAM"},
			work: []campaignWork{reel(18, 25, ""), story(26, "")}, followers: 10_000, version: 2,
			summary: "Slow evenings with the winter scents. Show the candle burning, not the box.",
			usage:   "Organic reposts for 6 months.", guidelines: []string{"No other candles in the frame.", "Say that the post is paid.", "Natural light or candlelight only."},
			moodboard: board("candlelight", 3),
		},
		{
			name: "Saltbark winter skin", program: 5, status: campaignInvited, fee: 50_000, product: "Winter set, worth 84 USD",
			starts: t + 9, ends: t + 39, applyBy: t + 5, seats: 2, platforms: []string{"INSTAGRAM", "TIKTOK"},
			work: []campaignWork{reel(14, 21, ""), {kind: "TikTok", about: "A morning routine in under a minute.", draft: t + 14, due: t + 22}}, version: 1,
			summary: "Two weeks with the winter set, honestly told.", usage: "Paid use on the brand's own accounts for 90 days.",
			guidelines: []string{"No claims about illness.", "Name the product once in speech."}, moodboard: board("winter-skin", 2),
		},
		{
			name: "Forty honest colours", program: firstHost, status: campaignInvited, fee: 27_500, product: "Paint for one room",
			starts: t + 15, ends: t + 75, applyBy: openDay, seats: -1, platforms: []string{"YOUTUBE"},
			work: []campaignWork{video(40, 55, "")}, version: 3,
			summary: "Paint a room and show the first week in it.", usage: "Organic reposts for 12 months.",
			guidelines: []string{"Show the tin's label for a moment.", "Film in daylight."}, moodboard: board("forty-colours", 4),
		},
		{
			name: "Quiet kitchens", program: firstHost + 1, status: campaignEligible, fee: 40_000, rate: "9% of the sale beside it", product: "Blender, yours to keep",
			starts: t + 20, ends: t + 60, applyBy: t + 11, seats: 6, platforms: []string{"YOUTUBE", "INSTAGRAM"},
			work: []campaignWork{video(32, 41, ""), story(42, "")}, bids: true, followers: 50_000, version: 1,
			summary: "Cook something loud, quietly. The brand asks every creator for a rate.", usage: "To be agreed.",
			guidelines: []string{"Let the blender be heard.", "No competitor in sight."},
		},
		{
			name: "Walk the long way", program: firstHost + 2, status: campaignEligible, fee: 180_000, product: "A guided walk for two",
			starts: t + 60, ends: t + 120, applyBy: t + 30, seats: 1, platforms: []string{"YOUTUBE"},
			work: []campaignWork{video(80, 100, "")}, followers: 250_000, version: 1,
			summary: "Five days on foot, one film.", usage: "All channels for 24 months.", guidelines: []string{"No drones over settlements."},
		},
		{
			name: "Playground proof", program: 14, status: campaignEligible, fee: 22_000,
			starts: t + 4, ends: t + 30, applyBy: t + 2, seats: 0, platforms: []string{"INSTAGRAM", "PINTEREST"},
			work: []campaignWork{reel(8, 14, "")}, version: 1, summary: "Clothes after a week outside.", usage: "Organic reposts for 3 months.",
			guidelines: []string{"Faces of children only from behind."},
		},
		{
			name: "Mint mornings", program: 36, status: campaignParticipating, fee: 45_000, rate: "13% of the sale beside it",
			starts: t - 10, ends: t + 20, applyBy: t - 16, seats: -1, platforms: []string{"INSTAGRAM", "TIKTOK"},
			work: []campaignWork{
				reel(-3, 4, "Draft approved"), story(9, waitingForDraft),
				{kind: "TikTok", about: "A ten-second opener and the recipe.", draft: t + 2, due: t + 10, state: "Draft pending approval"},
			},
			version: 1, summary: "A month of breakfasts.", usage: "Organic reposts for 6 months.", guidelines: []string{"Show the label.", "No health claims."},
		},
		{
			name: "Silver lining", program: 31, status: campaignApplied, fee: 30_000,
			starts: t + 14, ends: t + 44, applyBy: t - 1, seats: -1, platforms: []string{"INSTAGRAM"},
			work: []campaignWork{reel(20, 27, "")}, version: 1, summary: "One piece, three outfits.", usage: "Organic reposts for 6 months.",
			guidelines: []string{"Hands and neck in focus."},
		},
		{
			name: "Spice week", program: 22, status: campaignCompleted, fee: 26_000,
			starts: t - 75, ends: t - 40, applyBy: t - 80, seats: -1, platforms: []string{"YOUTUBE"},
			work: []campaignWork{video(-60, -50, "Deliverable approved")}, version: 1, summary: "Seven dinners, seven rubs.",
			usage: "Organic reposts for 12 months.", guidelines: []string{"Show the jar."},
		},
	}
	for i := range list {
		list[i].id = fmt.Sprintf("K-%d", 50_210+int(mix(d.seed+streamOffers)%700)+i*13)
	}
	return list
}

// terms are the template terms of a campaign.
func (k *creatorCampaign) terms(p *program) termsBody {
	return termsBody{
		ID:   fmt.Sprintf("%s-v%d", k.id, k.version),
		Name: k.name + " terms",
		Text: p.company + " commissions the work listed in the campaign " + k.name + ".\n\n" +
			"A draft is handed in before anything is posted. The brand answers within three working days and may ask for one round of changes.\n\n" +
			"Usage rights: " + k.usage + "\n\nThe fee is due 30 days after the last deliverable is approved.",
	}
}

// unmet are the rules of a campaign that the account does not meet.
func (k *creatorCampaign) unmet() []string {
	if k.followers <= largestAudience {
		return []string{}
	}
	return []string{fmt.Sprintf("The campaign asks for %d followers; your largest profile has %d.", k.followers, largestAudience)}
}
