package campaigns

import (
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// quoted is how much of a name a sentence repeats, in cells.
const quoted = 40

// name is a campaign in a row, a title or a sentence.
func name(c campaign) string {
	if s := strings.TrimSpace(format.Safe(c.Name)); s != "" {
		return s
	}
	return "Campaign " + format.Safe(c.ID)
}

// short is a campaign in a sentence.
func short(c campaign) string { return format.Cut(name(c), quoted) }

// brand is the company in a sentence.
func brand(c campaign) string {
	if s := strings.TrimSpace(format.Safe(c.Brand)); s != "" {
		return format.Cut(s, quoted)
	}
	return "the brand"
}

// standing is how the account stands to a campaign now: its status, and what
// keeps an eligible account from applying. The order is that of the list.
type standing uint8

const (
	invited standing = iota
	eligible
	participating
	negotiating
	applied
	unmet  // a rule of the campaign
	full   // no place is left
	closed // the last day to apply is past
	declined
	completed
	unknown // a status nobody has told us of
)

// stand is the standing in the zone of now.
func stand(c campaign, now time.Time) standing {
	switch c.Status {
	case partner.CampaignInvited:
		return invited
	case partner.CampaignApplied:
		return applied
	case partner.CampaignNegotiating:
		return negotiating
	case partner.CampaignParticipating:
		return participating
	case partner.CampaignDeclined:
		return declined
	case partner.CampaignCompleted:
		return completed
	case partner.CampaignEligible:
		switch {
		case len(c.Unmet) > 0:
			return unmet
		case !c.ApplyBy.IsZero() && c.ApplyBy.Before(today(now)):
			return closed
		case c.Seats.OK && c.Seats.V <= 0:
			return full
		}
		return eligible
	}
	return unknown
}

// word is the standing as the list shows it.
func word(c campaign, now time.Time) string {
	s := stand(c, now)
	if s == unknown {
		return anyWord(string(c.Status))
	}
	return [...]string{
		"invited", "eligible", "participating", "negotiating", "applied", "not met", "full", "closed", "declined", "completed",
	}[s]
}

// anyWord is a constant of the service as people write it.
func anyWord(s string) string {
	s = strings.ToLower(strings.TrimSpace(format.Safe(s)))
	if s == "" {
		return format.None
	}
	return strings.ReplaceAll(s, "_", " ")
}

func today(now time.Time) partner.Date { return partner.DateOf(now, now.Location()) }

// date is a day with its year when that is another one.
func date(d partner.Date, now time.Time) string { return format.Day(d, d.Year != today(now).Year) }

// near is a day as people speak of it, when it is close.
func near(d partner.Date, now time.Time) string {
	switch d.Sub(today(now)) {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	return date(d, now)
}

// applyBy is the last day to apply; none means that there is no end.
func applyBy(c campaign, now time.Time) string {
	if c.ApplyBy.IsZero() {
		return "any time"
	}
	return near(c.ApplyBy, now)
}

// pressing is how many days before the last one it is shown as a warning.
const pressing = 3

// presses reports whether the last day to apply is close and matters.
func presses(c campaign, now time.Time) bool {
	s := stand(c, now)
	left := c.ApplyBy.Sub(today(now))
	return (s == eligible || s == invited) && !c.ApplyBy.IsZero() && left >= 0 && left <= pressing
}

// days are the days of the campaign in a row of the list, where years would
// take too much room: campaigns are weeks long.
func days(c campaign, now time.Time) string {
	if c.Starts.IsZero() || c.Ends.IsZero() || c.Ends.Sub(c.Starts) > longRun {
		return runs(c, now)
	}
	return format.Day(c.Starts, false) + " – " + format.Day(c.Ends, false)
}

// longRun is from how many days on a campaign is shown with its years.
const longRun = 300

// runs are the days of the campaign, both included.
func runs(c campaign, now time.Time) string {
	switch {
	case c.Starts.IsZero() && c.Ends.IsZero():
		return format.None
	case c.Starts.IsZero():
		return "until " + date(c.Ends, now)
	case c.Ends.IsZero():
		return "from " + date(c.Starts, now)
	}
	return format.RangeSeen(c.Starts, c.Ends, today(now))
}

// fee is the fixed compensation in at most so many cells, or what stands in
// its place.
func fee(c campaign, cells int) string {
	switch {
	case c.Fee.OK:
		return format.MoneyShort(c.Fee.V, cells)
	case c.Bids:
		return "your rate"
	case c.Product != "":
		return "product"
	}
	return format.None
}

// pays is all of the compensation in one line: "$450.00 and 8 % of the sale".
func pays(c campaign) string {
	var parts []string
	switch {
	case c.Fee.OK && c.Bids:
		parts = append(parts, format.Money(c.Fee.V)+" or your rate")
	case c.Fee.OK:
		parts = append(parts, format.Money(c.Fee.V))
	case c.Bids:
		parts = append(parts, "your rate")
	}
	for _, s := range []string{c.Rate, c.Product} {
		if s = strings.TrimSpace(format.Safe(s)); s != "" {
			parts = append(parts, s)
		}
	}
	switch n := len(parts) - 1; n {
	case -1:
		return "what is agreed with the brand"
	case 0:
		return parts[0]
	default:
		return strings.Join(parts[:n], ", ") + " and " + parts[n]
	}
}

// platform is a platform's name as it writes itself.
func platform(s string) string {
	switch known := strings.ToUpper(strings.TrimSpace(s)); known {
	case "INSTAGRAM", "FACEBOOK", "PINTEREST", "TWITCH", "WEIBO", "SNAPCHAT":
		return known[:1] + strings.ToLower(known[1:])
	case "YOUTUBE":
		return "YouTube"
	case "TIKTOK":
		return "TikTok"
	case "LINKEDIN":
		return "LinkedIn"
	case "WECHAT":
		return "WeChat"
	case "X/TWITTER", "X", "TWITTER":
		return "X"
	}
	return anyWord(s)
}

func platforms(c campaign) string {
	list := make([]string, len(c.Platforms))
	for i, s := range c.Platforms {
		list[i] = platform(s)
	}
	if len(list) == 0 {
		return format.None
	}
	return strings.Join(list, ", ")
}

// prospect is what applying or accepting leads to, or where it has led. It
// depends on the route and on whether the brand's program is joined.
func prospect(c campaign, now time.Time) string {
	switch stand(c, now) {
	case eligible:
		if c.Joined {
			return "If you apply, the brand decides. You have joined its program already."
		}
		return "If you apply, you apply to the brand's program as well. The brand may approve both, or the program alone; the campaign then stays open."
	case invited:
		if c.Joined {
			return "If you accept, you take part at once. You have joined the brand's program already."
		}
		return "If you accept, you take part and join the brand's program, both at once."
	case applied:
		if c.Joined {
			return "The brand decides on your application."
		}
		return "The brand decides on your application to the campaign and to its program. If it approves the program alone, the campaign stays open."
	case negotiating:
		return "The brand has your application and your rate, and decides on it."
	case participating:
		return "You take part. Drafts and posts are handed in on the web."
	case unmet:
		return "You cannot apply: a rule of the campaign is not met."
	case full:
		return "You cannot apply: no place is left."
	case closed:
		return "You cannot apply: the last day is past."
	case declined:
		return "This was declined."
	case completed:
		return "The campaign is over."
	case unknown:
	}
	return ""
}

// stopped is a sentence with its full stop.
func stopped(s string) string { return unstopped(s) + "." }

// unstopped is a sentence without one, for reasons that get theirs later.
func unstopped(s string) string { return strings.TrimRight(strings.TrimSpace(format.Safe(s)), ". ") }
