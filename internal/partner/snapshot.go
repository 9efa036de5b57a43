package partner

import "github.com/govalues/decimal"

// Metric is one of the figures of the Snapshot widget.
type Metric string

// The affiliate metrics, in the order of the web page.
const (
	Clicks     Metric = "clicks"
	Actions    Metric = "actions"
	Payouts    Metric = "payouts"
	SaleAmount Metric = "sale_amount"
	Conversion Metric = "conversion_rate" // actions per hundred clicks
	EPC        Metric = "epc"             // payouts per click
)

// The creator metrics, beside Clicks and Conversion, which both personas have.
const (
	TotalEarnings     Metric = "total_earnings" // affiliate earnings and flat fees
	AffiliateEarnings Metric = "affiliate_earnings"
	FlatFees          Metric = "flat_fees"
	Posts             Metric = "posts"
	Impressions       Metric = "impressions"
	Reached           Metric = "reach"           // people, by day
	Engagements       Metric = "engagements"     // likes, comments, shares and saves
	EngagementRate    Metric = "engagement_rate" // engagements per hundred impressions; not per reach
	Views             Metric = "views"
)

// AffiliateMetrics lists the metrics in their order.
func AffiliateMetrics() []Metric {
	return []Metric{Clicks, Actions, Payouts, SaleAmount, Conversion, EPC}
}

// Name is the title of the metric as the web page writes it.
func (m Metric) Name() string {
	switch m {
	case Clicks:
		return "Clicks"
	case Actions:
		return "Actions"
	case Payouts:
		return "Payouts"
	case SaleAmount:
		return "Sale Amount"
	case Conversion:
		return "Conversion Rate"
	case EPC:
		return "EPC"
	case TotalEarnings:
		return "Total Earnings"
	case AffiliateEarnings:
		return "Affiliate Earnings"
	case FlatFees:
		return "Flat Fees"
	case Posts:
		return "Posts"
	case Impressions:
		return "Impressions"
	case Reached:
		return "Reach"
	case Engagements:
		return "Engagements"
	case EngagementRate:
		return "Engagement Rate"
	case Views:
		return "Views"
	}
	return string(m)
}

// IsMoney reports whether the metric is an amount in the account's currency.
func (m Metric) IsMoney() bool {
	switch m {
	case Payouts, SaleAmount, EPC, TotalEarnings, AffiliateEarnings, FlatFees:
		return true
	}
	return false
}

// IsRate reports whether the metric is a quotient, which cannot be added up
// over days.
func (m Metric) IsRate() bool { return m == EPC || m.IsPercent() }

// IsPercent reports whether the metric is told per hundred.
func (m Metric) IsPercent() bool { return m == Conversion || m == EngagementRate }

// IsCount reports whether the metric is a whole number.
func (m Metric) IsCount() bool { return !m.IsMoney() && !m.IsRate() }

// Figures are the sums all metrics are computed from. An absent one was not
// delivered. A persona has those of its metrics; clicks, actions and payout
// belong to both.
type Figures struct {
	Clicks  Opt[int64]
	Actions Opt[int64]
	Sales   Opt[decimal.Decimal]
	Payout  Opt[decimal.Decimal] // of a creator: earned through tracked links

	Fees        Opt[decimal.Decimal] // flat fees of campaigns
	Posts       Opt[int64]
	Impressions Opt[int64]
	Reach       Opt[int64]
	Engagements Opt[int64]
	Views       Opt[int64]

	sum *tally // of a sum over a creator's days; nil for a day
}

// Value is the metric of these sums. A rate is recomputed from them; without
// clicks or impressions it has no value. Rates but EPC are in percent.
func (f Figures) Value(m Metric) Opt[decimal.Decimal] {
	switch m {
	case Clicks:
		return whole(f.Clicks)
	case Actions:
		return whole(f.Actions)
	case Payouts, AffiliateEarnings:
		return f.Payout
	case SaleAmount:
		return f.Sales
	case Conversion:
		actions, clicks := f.pair(m)
		return ratio(whole(actions), whole(clicks), decimal.Hundred)
	case EPC:
		return ratio(f.Payout, whole(f.Clicks), decimal.One)
	case TotalEarnings:
		return addDecimals(f.Payout, f.Fees)
	case FlatFees:
		return f.Fees
	case Posts:
		return whole(f.Posts)
	case Impressions:
		return whole(f.Impressions)
	case Reached:
		return whole(f.Reach)
	case Engagements:
		return whole(f.Engagements)
	case EngagementRate:
		engagements, impressions := f.pair(m)
		return ratio(whole(engagements), whole(impressions), decimal.Hundred)
	case Views:
		return whole(f.Views)
	}
	return Opt[decimal.Decimal]{}
}

// Total sums figures, day by day or row by row. A column that one of them
// lacks is absent from the sum, which would be too low without it.
func Total(all ...Figures) Figures {
	if len(all) == 0 {
		return Figures{}
	}
	sum := all[0]
	for _, f := range all[1:] {
		sum.Clicks = addCounts(sum.Clicks, f.Clicks)
		sum.Actions = addCounts(sum.Actions, f.Actions)
		sum.Sales = addDecimals(sum.Sales, f.Sales)
		sum.Payout = addDecimals(sum.Payout, f.Payout)
	}
	return sum
}

func addCounts(a, b Opt[int64]) Opt[int64] { return Opt[int64]{V: a.V + b.V, OK: a.OK && b.OK} }

func addDecimals(a, b Opt[decimal.Decimal]) Opt[decimal.Decimal] {
	return Opt[decimal.Decimal]{V: AddDecimal(a.V, b.V), OK: a.OK && b.OK}
}

func whole(n Opt[int64]) Opt[decimal.Decimal] {
	if !n.OK {
		return Opt[decimal.Decimal]{}
	}
	d, err := decimal.New(n.V, 0)
	return Opt[decimal.Decimal]{V: d, OK: err == nil}
}

// ratio is a/b×scale, absent when either is absent or b is not positive.
func ratio(a, b Opt[decimal.Decimal], scale decimal.Decimal) Opt[decimal.Decimal] {
	if !a.OK || !b.OK || !b.V.IsPos() {
		return Opt[decimal.Decimal]{}
	}
	n, err := a.V.Mul(scale)
	if err != nil {
		return Opt[decimal.Decimal]{}
	}
	q, err := n.Quo(b.V)
	return Opt[decimal.Decimal]{V: q, OK: err == nil}
}

// SnapshotDay is one day of a snapshot. A day still to come has no figures.
type SnapshotDay struct {
	Day Date
	Figures
}

// Snapshot is the account's performance by day over a period and over the
// equally long period before it, in the account's currency and zone. The last
// days may still change until their actions lock.
//
// Source: report partner_performance_by_day; of the creator persona the
// companion API's creator metrics.
type Snapshot struct {
	Persona  Persona
	Period   Period
	Previous Period
	Currency string        // ISO 4217; empty when the service did not say
	Today    Date          // the account's day when the figures were made; not complete yet
	Days     []SnapshotDay // one per day of Period, in order
	Before   []SnapshotDay // one per day of Previous, in order
	Sum      Figures
	Earlier  Figures // sum of Previous
}
