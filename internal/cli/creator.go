package cli

import (
	"strconv"
	"time"

	"impactdash/internal/partner"
)

// creatorDoc is the document of snapshot --persona creator --json. A figure
// that nobody delivered, or a rate without clicks or impressions, is null.
type creatorDoc struct {
	snapshotHead
	Metrics      []creatorMetricDoc `json:"metrics"`       // each metric over the whole period
	Days         []creatorDayDoc    `json:"days"`          // the period day by day
	PreviousDays []creatorDayDoc    `json:"previous_days"` // the period before, day by day
}

// creatorMetricDoc tells of a total how many days over it lacks. A count is at
// least its total then, and money has none; the change is null.
type creatorMetricDoc struct {
	metricDoc
	Missing         int `json:"missing_days"`          // days that are over and lack it
	PreviousMissing int `json:"previous_missing_days"` // the same of the period before
}

type creatorDayDoc struct {
	Date           string  `json:"date" is:"date"`                  // the account's day
	Complete       bool    `json:"complete"`                        // false for today and later
	Total          *string `json:"total_earnings" is:"decimal"`     // null: a part of it is not known
	Affiliate      *string `json:"affiliate_earnings" is:"decimal"` // through tracked links; null: not delivered
	Fees           *string `json:"flat_fees" is:"decimal"`          // null: not delivered
	Clicks         *int64  `json:"clicks"`                          // null: not delivered
	Conversion     *string `json:"conversion_rate" is:"decimal"`    // actions per hundred clicks; null: no clicks
	Posts          *int64  `json:"posts"`                           // null: not delivered
	Impressions    *int64  `json:"impressions"`                     // null: not delivered
	Reach          *int64  `json:"reach"`                           // null: not delivered
	Engagements    *int64  `json:"engagements"`                     // likes, comments, shares and saves; null: not delivered
	EngagementRate *string `json:"engagement_rate" is:"decimal"`    // engagements per hundred impressions; null: no impressions
	Views          *int64  `json:"views"`                           // null: not delivered
}

func creatorDocOf(s partner.Snapshot, p partner.Profile, asOf time.Time) creatorDoc {
	doc := creatorDoc{snapshotHead: headOf(s, p, asOf), Days: creatorDays(s.Days, s), PreviousDays: creatorDays(s.Before, s)}
	for _, m := range partner.CreatorPersona.Metrics() {
		d := creatorMetricDoc{metricDoc: metricOf(s, m), Missing: s.Sum.Missing(m), PreviousMissing: s.Earlier.Missing(m)}
		if d.Missing > 0 || d.PreviousMissing > 0 {
			d.Change = nil
		}
		doc.Metrics = append(doc.Metrics, d)
	}
	return doc
}

func creatorDays(days []partner.SnapshotDay, s partner.Snapshot) []creatorDayDoc {
	out := make([]creatorDayDoc, len(days))
	for i, d := range days {
		value := func(m partner.Metric) *string { return valueOf(d.Value(m), m, s.Currency) }
		out[i] = creatorDayDoc{
			Date: d.Day.String(), Complete: d.Day.Before(s.Today),
			Total: value(partner.TotalEarnings), Affiliate: value(partner.AffiliateEarnings), Fees: value(partner.FlatFees),
			Clicks: count(d.Clicks), Conversion: value(partner.Conversion), Posts: count(d.Posts),
			Impressions: count(d.Impressions), Reach: count(d.Reach), Engagements: count(d.Engagements),
			EngagementRate: value(partner.EngagementRate), Views: count(d.Views),
		}
	}
	return out
}

// creatorTable has one row per day of the period, and the names of the
// document.
func creatorTable(s partner.Snapshot) table {
	t := table{head: []string{"date", "complete"}}
	for _, m := range partner.CreatorPersona.Metrics() {
		t.head = append(t.head, string(m))
	}
	t.head = append(t.head, "currency")
	for _, d := range creatorDays(s.Days, s) {
		t.rows = append(t.rows, []string{
			d.Date, strconv.FormatBool(d.Complete), cell(d.Total), cell(d.Affiliate), cell(d.Fees), number(d.Clicks), cell(d.Conversion),
			number(d.Posts), number(d.Impressions), number(d.Reach), number(d.Engagements), cell(d.EngagementRate), number(d.Views),
			s.Currency,
		})
	}
	return t
}
