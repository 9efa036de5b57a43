package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/govalues/decimal"
	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// snapshotOptions are the period and the persona asked for.
type snapshotOptions struct {
	periodFlags
	persona string
	out     outputOptions
}

// newSnapshot prints what the Snapshot pane shows.
func newSnapshot(sys System) *cobra.Command {
	var o snapshotOptions
	cmd := &cobra.Command{
		Use:   "snapshot",
		Short: "Print clicks, actions, payouts and rates by day",
		Long: "Prints the performance of a period by day, in the account's currency and zone,\n" +
			"beside the period of equal length before it.\n\n" +
			"The creator persona's figures come from a companion API: earnings (affiliate\n" +
			"earnings and flat fees), clicks, posts and what the platforms deliver. What a\n" +
			"platform did not deliver is null, or an empty cell, and no zero. A total of\n" +
			"counts is of the days delivered, and missing_days says how many are not; money\n" +
			"that a day lacks has no total. Rates are of the days that have both parts,\n" +
			"engagement_rate per hundred impressions. Reach is added up by day.",
		Example: "  impactdash snapshot --range 7d\n  impactdash snapshot --from 2026-01-01 --to 2026-01-31 --json\n" +
			"  impactdash snapshot --persona creator --csv",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := loadConfig(sys, cmd.Flags())
			if err != nil {
				return err
			}
			query, err := o.query(c.Range)
			if err == nil {
				err = readable(query, sys.Now())
			}
			if err != nil {
				return usageError{err}
			}
			return withAccount(cmd, sys, c, orKept(cmd, func(ctx context.Context, s *session) error {
				return runSnapshot(ctx, s, query, o.out)
			}))
		},
	}
	o.addTo(cmd.Flags(), "that of the configuration")
	cmd.Flags().StringVar(&o.persona, "persona", string(partner.AffiliatePersona), "affiliate or creator")
	o.out.addFlags(cmd)
	for _, pair := range exclusive() {
		cmd.MarkFlagsMutuallyExclusive(pair[0], pair[1])
	}
	return cmd
}

// query is what is asked for; def is the period when none was given.
func (o snapshotOptions) query(def string) (partner.RangeQuery, error) {
	q := partner.RangeQuery{Persona: partner.Persona(o.persona)}
	if q.Persona != partner.AffiliatePersona && q.Persona != partner.CreatorPersona {
		return q, fmt.Errorf("--persona %q is not one of affiliate, creator", o.persona)
	}
	var err error
	q.Text, err = o.period(def)
	return q, err
}

// readable refuses a range that means nothing, before anything is asked for.
// The account's day is not known yet; it is one of three.
func readable(q partner.RangeQuery, now time.Time) (err error) {
	today := partner.DateOf(now, time.UTC)
	for _, shift := range []int{-1, 1, 0} {
		if _, err = q.Resolve(today.Add(shift), time.UTC); err == nil {
			return nil
		}
	}
	return err
}

// snapshotDoc is the document of snapshot --json. A figure that was not
// delivered, or a rate without clicks, is null.
type snapshotDoc struct {
	snapshotHead
	Metrics      []metricDoc `json:"metrics"`       // each metric over the whole period
	Days         []dayDoc    `json:"days"`          // the period day by day
	PreviousDays []dayDoc    `json:"previous_days"` // the period before, day by day
}

// snapshotHead says what the figures of either persona are of.
type snapshotHead struct {
	AsOf     *string    `json:"as_of" is:"date-time"` // when the service said so
	Account  accountDoc `json:"account"`              // whose figures these are
	Persona  string     `json:"persona"`              // affiliate or creator
	Period   periodDoc  `json:"period"`               // days asked for
	Previous periodDoc  `json:"previous"`             // days of equal number before them
	Currency string     `json:"currency"`             // ISO 4217, of all money below
}

type periodDoc struct {
	From string `json:"from" is:"date"` // first day
	To   string `json:"to" is:"date"`   // last day, included
	Days int    `json:"days"`           // how many
}

// metricDoc is a metric over the whole period: a decimal string of the unit,
// which is the same for all metrics. The days have counts as numbers.
type metricDoc struct {
	Metric   string  `json:"metric"`                      // its name in documents, such as sale_amount
	Name     string  `json:"name"`                        // its name on the screen
	Unit     string  `json:"unit"`                        // count, money or percent
	Total    *string `json:"total" is:"decimal"`          // null: not delivered
	Previous *string `json:"previous" is:"decimal"`       // of the period before; null: not delivered
	Change   *string `json:"change_percent" is:"decimal"` // null when the previous period has none
}

type dayDoc struct {
	Date       string  `json:"date" is:"date"`               // the account's day
	Complete   bool    `json:"complete"`                     // false for today and later
	Clicks     *int64  `json:"clicks"`                       // null: not delivered
	Actions    *int64  `json:"actions"`                      // null: not delivered
	Payouts    *string `json:"payouts" is:"decimal"`         // null: not delivered
	SaleAmount *string `json:"sale_amount" is:"decimal"`     // null: not delivered
	Conversion *string `json:"conversion_rate" is:"decimal"` // actions per hundred clicks; null: no clicks
	EPC        *string `json:"epc" is:"decimal"`             // payout per click; null: no clicks
}

func runSnapshot(ctx context.Context, s *session, q partner.RangeQuery, out outputOptions) error {
	var (
		answer  partner.Answer[partner.Snapshot]
		profile partner.Profile
		sys     = s.sys
	)
	err := s.during("Reading days", func() (err error) {
		if answer, err = s.svc.Snapshot(ctx, q); err == nil {
			profile, err = s.svc.Profile(ctx)
		}
		return err
	})
	if err != nil {
		return err
	}
	if answer.Value.Persona == partner.CreatorPersona {
		return out.write(sys, creatorDocOf(answer.Value, profile, answer.AsOf), creatorTable(answer.Value))
	}
	return out.write(sys, snapshotDocOf(answer.Value, profile, answer.AsOf), snapshotTable(answer.Value))
}

func snapshotDocOf(s partner.Snapshot, p partner.Profile, asOf time.Time) snapshotDoc {
	doc := snapshotDoc{snapshotHead: headOf(s, p, asOf), Days: daysOf(s.Days, s), PreviousDays: daysOf(s.Before, s)}
	for _, m := range partner.AffiliateMetrics() {
		doc.Metrics = append(doc.Metrics, metricOf(s, m))
	}
	return doc
}

func headOf(s partner.Snapshot, p partner.Profile, asOf time.Time) snapshotHead {
	return snapshotHead{
		AsOf: stamp(asOf, p), Account: accountOf(p), Persona: string(s.Persona), Currency: s.Currency,
		Period: periodOf(s.Period), Previous: periodOf(s.Previous),
	}
}

func metricOf(s partner.Snapshot, m partner.Metric) metricDoc {
	now, then := s.Sum.Value(m), s.Earlier.Value(m)
	return metricDoc{
		Metric: string(m), Name: m.Name(), Unit: unitOf(m),
		Total: valueOf(now, m, s.Currency), Previous: valueOf(then, m, s.Currency), Change: changeOf(now, then),
	}
}

func periodOf(p partner.Period) periodDoc {
	return periodDoc{From: p.From.String(), To: p.To.String(), Days: p.Days()}
}

func daysOf(days []partner.SnapshotDay, s partner.Snapshot) []dayDoc {
	out := make([]dayDoc, len(days))
	for i, d := range days {
		value := func(m partner.Metric) *string { return valueOf(d.Value(m), m, s.Currency) }
		out[i] = dayDoc{
			Date: d.Day.String(), Complete: d.Day.Before(s.Today),
			Clicks: count(d.Clicks), Actions: count(d.Actions), Payouts: value(partner.Payouts),
			SaleAmount: value(partner.SaleAmount), Conversion: value(partner.Conversion), EPC: value(partner.EPC),
		}
	}
	return out
}

// snapshotTable has one row per day of the period, each with the currency of
// its money.
func snapshotTable(s partner.Snapshot) table {
	t := table{head: []string{"date", "complete", "clicks", "actions", "payouts", "sale_amount", "conversion_rate", "epc", "currency"}}
	for _, d := range daysOf(s.Days, s) {
		t.rows = append(t.rows, []string{
			d.Date, strconv.FormatBool(d.Complete), number(d.Clicks), number(d.Actions), cell(d.Payouts), cell(d.SaleAmount), cell(d.Conversion), cell(d.EPC), s.Currency,
		})
	}
	return t
}

// count is a number, or nil where the column was not delivered.
func count(v partner.Opt[int64]) *int64 {
	if !v.OK {
		return nil
	}
	return &v.V
}

// number is a count for a table; what is absent is an empty cell.
func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func unitOf(m partner.Metric) string {
	switch {
	case m.IsMoney():
		return "money"
	case m.IsPercent():
		return "percent"
	}
	return "count"
}

// valueOf is a metric's value as a decimal string, or nil.
func valueOf(v partner.Opt[decimal.Decimal], m partner.Metric, code string) *string {
	if m.IsMoney() {
		return amount(v, code, scaleOf(m))
	}
	return optional(v, scaleOf(m))
}

// scaleOf is how many decimals a metric is told with: sums keep what the
// service sent, rates are rounded.
func scaleOf(m partner.Metric) int {
	if m.IsRate() {
		return 4
	}
	return decimal.MaxScale
}

// changeOf is the relative change in percent, or nil from nothing.
func changeOf(now, then partner.Opt[decimal.Decimal]) *string {
	if !now.OK || !then.OK || then.V.IsZero() {
		return nil
	}
	diff, err := now.V.Sub(then.V)
	if err != nil {
		return nil
	}
	q, err := diff.Quo(then.V.Abs())
	if err != nil {
		return nil
	}
	percent, err := q.Mul(decimal.Hundred)
	return optional(partner.Opt[decimal.Decimal]{V: percent, OK: err == nil}, 2)
}
