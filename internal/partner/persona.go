package partner

import (
	"slices"

	"github.com/govalues/decimal"
)

// Persona is a role in which an account earns; each has metrics of its own.
type Persona string

// The personas.
const (
	AffiliatePersona Persona = "affiliate"
	CreatorPersona   Persona = "creator"
)

// Metrics lists the metrics of the persona in their order. Whatever is not the
// creator persona is the affiliate one. A creator's money stands first.
func (p Persona) Metrics() []Metric {
	if p == CreatorPersona {
		return []Metric{
			TotalEarnings, AffiliateEarnings, FlatFees, Clicks, Conversion,
			Posts, Impressions, Reached, Engagements, EngagementRate, Views,
		}
	}
	return AffiliateMetrics()
}

// Personas are the roles the account has.
//
// Source: status of the companion API.
type Personas struct {
	Companion bool // a companion API is configured; without one nothing but the affiliate persona can be shown
	All       []Persona
}

// Both reports whether the account is affiliate and creator.
func (p Personas) Both() bool {
	return slices.Contains(p.All, AffiliatePersona) && slices.Contains(p.All, CreatorPersona)
}

// Figures are the day's columns as those of a snapshot.
func (d CreatorDay) Figures() Figures {
	return Figures{
		Clicks: d.Clicks, Actions: d.Actions, Payout: d.Affiliate, Fees: d.Fees, Posts: d.Posts,
		Impressions: d.Impressions, Reach: d.Reach, Engagements: d.Engagements, Views: d.Views,
	}
}

// tally is what a sum over a creator's days knows beyond its columns.
type tally struct {
	missing map[Metric]int // days over without the metric
	pairs   map[Metric][2]Opt[int64]
}

// CreatorTotal sums a creator's days up to today.
//
// Social platforms deliver late and leave days out. A count is the sum over
// the days that have it, and Missing tells how many have not: the true figure
// is at least as high. Money is not left to that: an amount that one day lacks
// is absent from the sum. A rate is recomputed from the sums over those days
// that have both of its parts. What today lacks is not missing, for the day is
// not over.
//
// Reach is added up by day, so somebody reached on two days counts twice.
func CreatorTotal(days []SnapshotDay, today Date) Figures {
	t := &tally{missing: map[Metric]int{}, pairs: map[Metric][2]Opt[int64]{}}
	sum := Figures{sum: t}
	for _, d := range days {
		if d.Day.After(today) {
			continue
		}
		for _, m := range CreatorPersona.Metrics() {
			if d.Day != today && !m.IsRate() && !d.Value(m).OK {
				t.missing[m]++
			}
		}
		for _, m := range []Metric{Conversion, EngagementRate} {
			t.add(m, d.Figures)
		}
		gather(&sum, d.Figures)
	}
	if t.missing[AffiliateEarnings] > 0 {
		sum.Payout = Opt[decimal.Decimal]{}
	}
	if t.missing[FlatFees] > 0 {
		sum.Fees = Opt[decimal.Decimal]{}
	}
	return sum
}

// add adds a day to the parts of a rate, if it has both.
func (t *tally) add(m Metric, day Figures) {
	over, under := day.pair(m)
	if !over.OK || !under.OK {
		return
	}
	p := t.pairs[m]
	t.pairs[m] = [2]Opt[int64]{Some(p[0].V + over.V), Some(p[1].V + under.V)}
}

// gather adds to each column what a day has of it.
func gather(sum *Figures, day Figures) {
	for _, c := range []struct {
		to  *Opt[int64]
		day Opt[int64]
	}{
		{&sum.Clicks, day.Clicks},
		{&sum.Actions, day.Actions},
		{&sum.Posts, day.Posts},
		{&sum.Impressions, day.Impressions},
		{&sum.Reach, day.Reach},
		{&sum.Engagements, day.Engagements},
		{&sum.Views, day.Views},
	} {
		if c.day.OK {
			*c.to = Some(c.to.V + c.day.V)
		}
	}
	if day.Payout.OK {
		sum.Payout = Some(AddDecimal(sum.Payout.V, day.Payout.V))
	}
	if day.Fees.OK {
		sum.Fees = Some(AddDecimal(sum.Fees.V, day.Fees.V))
	}
}

// pair are the two counts a rate is the quotient of.
func (f Figures) pair(m Metric) (over, under Opt[int64]) {
	switch {
	case f.sum != nil:
		p := f.sum.pairs[m]
		return p[0], p[1]
	case m == EngagementRate:
		return f.Engagements, f.Impressions
	}
	return f.Actions, f.Clicks
}

// Missing counts the days of a sum that should have a metric and have not; 0
// for a single day and for the affiliate persona. A rate has no days of its
// own: its sums leave out those without both of its parts.
func (f Figures) Missing(m Metric) int {
	if f.sum == nil {
		return 0
	}
	return f.sum.missing[m]
}

// AtLeast reports whether a metric of a sum is a lower bound: a count that
// some of the days lack.
func (f Figures) AtLeast(m Metric) bool {
	return m.IsCount() && f.Missing(m) > 0 && f.Value(m).OK
}
