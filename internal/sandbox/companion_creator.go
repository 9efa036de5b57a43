package sandbox

import (
	"math/rand/v2"
	"net/http"
	"time"
)

// longestRange is the most days that figures can be asked for.
const longestRange = 366

// creatorDay is the creator persona's figures of a day; a missing one was not
// delivered by the platforms.
type creatorDay struct {
	Day         string  `json:"day"`
	Affiliate   *string `json:"affiliate_earnings"`
	FlatFees    *string `json:"flat_fees"`
	Clicks      *int64  `json:"clicks"`
	Actions     *int64  `json:"actions"`
	Posts       *int64  `json:"posts"`
	Impressions *int64  `json:"impressions"`
	Reach       *int64  `json:"reach"`
	Engagements *int64  `json:"engagements"`
	Views       *int64  `json:"views"`
}

// creatorBody is the figures of a period, in account currency.
type creatorBody struct {
	Currency string       `json:"currency"`
	Days     []creatorDay `json:"days"`
}

// The channels that are the creator's own content.
const (
	channelVideo = 0
	channelStory = 1
	channelShort = viralChannel
)

// creatorMetrics answers the figures of the days that have begun.
func creatorMetrics(c *call, _ *companionState) (creatorBody, *problem) {
	if len(c.d.personas()) < 2 {
		return creatorBody{}, refuse(http.StatusForbidden, "not_creator", "", "This account has no creator figures.")
	}
	var days [2]int
	for i, field := range []string{"from", "to"} {
		text := c.query.Get(field)
		if text == "" {
			return creatorBody{}, refuse(http.StatusBadRequest, "required", field, "Say the first and the last day.")
		}
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return creatorBody{}, refuse(http.StatusBadRequest, "invalid", field, "Not a day like 2026-05-31.")
		}
		days[i] = c.d.number(day)
	}
	switch n := days[1] - days[0] + 1; {
	case n < 1:
		return creatorBody{}, refuse(http.StatusBadRequest, "invalid", "to", "The last day lies before the first.")
	case n > longestRange:
		return creatorBody{}, refuse(http.StatusBadRequest, "range_too_long", "to", "At most 366 days can be asked for.")
	}
	v := creatorBody{usd.String(), []creatorDay{}}
	for day := days[0]; day <= min(days[1], c.d.dayOf(c.now)); day++ {
		v.Days = append(v.Days, c.creatorDay(day))
	}
	return v, nil
}

// creatorDay makes the figures of one day. What came in through the account's
// own content is counted; what the platforms tell is drawn.
func (c *call) creatorDay(day int) creatorDay {
	clicks, actions, earned := c.d.daySums(day, -1, c.now).clicks, int64(0), int64(0)
	share := channels[channelVideo].weight + channels[channelStory].weight + channels[channelShort].weight
	clicks = clicks * int64(share) / 100 // the weights add up to 100
	c.d.eachFact(day, -1, c.now, func(f *fact, _, payout int64) {
		if f.channel == channelVideo || f.channel == channelStory || f.channel == channelShort {
			actions++
			earned += payout
		}
	})
	v := creatorDay{Day: c.d.dayText(day), Affiliate: centsText(earned), Clicks: &clicks, Actions: &actions}
	if day < 0 || day >= c.d.end() {
		return v // before the account told the service about its profiles
	}
	r := rand.New(rand.NewPCG(c.d.seed, streamOffers+1_000+uint64(day)))
	posts, fee := int64(r.IntN(3)), int64(0)
	if weekday := c.d.civil[day].weekday; weekday == 2 || weekday == 4 {
		posts++
	}
	if r.IntN(16) == 0 {
		fee = int64(15_000 + 500*r.IntN(90))
	}
	if c.d.profile == profileEmpty {
		posts, fee = 0, 0
	}
	v.Posts, v.FlatFees = &posts, centsText(fee)
	if day == c.d.dayOf(c.now) || c.d.profile == profileEmpty {
		return v // platforms tell on the day after
	}
	impressions := 4_000 + 2_600*posts + int64(r.IntN(3_000)) + clicks*(9+int64(r.IntN(4)))
	reach := impressions * int64(62+r.IntN(20)) / 100
	engagements := impressions * int64(30+r.IntN(45)) / 1_000
	views := impressions * int64(35+r.IntN(30)) / 100
	v.Engagements = &engagements
	if r.IntN(9) > 0 { // one platform is late with them at times
		v.Impressions, v.Reach = &impressions, &reach
	}
	if r.IntN(13) > 0 {
		v.Views = &views
	}
	return v
}

// centsText is an amount that is there.
func centsText(cents int64) *string {
	text := formatCents(cents)
	return &text
}
