package snapshot

import (
	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// note is the row between tiles and chart: what the metric that is drawn
// means. The affiliate metrics are those of the web page and need no words.
func (p *Pane) note(v partner.Snapshot, w int) string {
	l := line.New(w)
	if p.persona != partner.CreatorPersona {
		return l.String()
	}
	m, t := p.drawnMetric(), p.frame.Theme
	l.Add(t.Muted, " "+definition(m))
	if text := missing(v.Sum, m); text != "" {
		l.Try(t.Warn, "  "+text)
	}
	return l.String()
}

// definition says what a creator metric is made of.
func definition(m partner.Metric) string {
	switch m {
	case partner.TotalEarnings:
		return "Affiliate earnings and flat fees."
	case partner.AffiliateEarnings:
		return "Earned through tracked links."
	case partner.FlatFees:
		return "Fees of campaigns, whatever the links did."
	case partner.Clicks:
		return "Clicks on the links in posts."
	case partner.Conversion:
		return "Actions per hundred clicks."
	case partner.Posts:
		return "Posts published."
	case partner.Impressions:
		return "How often posts were shown."
	case partner.Reached:
		return "People reached, added up by day."
	case partner.Engagements:
		return "Likes, comments, shares and saves."
	case partner.EngagementRate:
		return "Engagements per hundred impressions."
	case partner.Views:
		return "How often posts were viewed."
	}
	return ""
}

// missing says how many days a sum lacks; empty for none.
func missing(f partner.Figures, m partner.Metric) string {
	n := f.Missing(m)
	switch n {
	case 0:
		return ""
	case 1:
		return "1 day not delivered"
	}
	return format.Count(int64(n)) + " days not delivered"
}

// nothing says why there is nothing to draw; empty when there is.
func (p *Pane) nothing(v partner.Snapshot) string {
	const next = " Press ] for a longer one, D to type one."
	switch {
	case p.persona != partner.CreatorPersona && quiet(v):
		return "No clicks and no actions in this range." + next
	case p.persona != partner.CreatorPersona:
		return ""
	case silent(v.Days, p.metrics()...):
		return "Nothing was delivered for this range yet." + next
	case idle(v):
		return "No posts, no clicks and no earnings in this range." + next
	case silent(v.Days, p.drawnMetric()):
		return "No figure for " + p.drawnMetric().Name() + " in this range. Press j for the next metric, ] for a longer range."
	}
	return ""
}

// quiet reports whether nothing happened in the range. What was not delivered
// did not happen either.
func quiet(v partner.Snapshot) bool {
	return v.Sum.Clicks.V == 0 && v.Sum.Actions.V == 0 && v.Sum.Payout.V.IsZero() && v.Sum.Sales.V.IsZero()
}

// idle reports whether all that was delivered for the range is zero.
func idle(v partner.Snapshot) bool {
	for _, d := range v.Days {
		for _, m := range partner.CreatorPersona.Metrics() {
			if f := d.Value(m); f.OK && !f.V.IsZero() {
				return false
			}
		}
	}
	return true
}

// silent reports whether no day has any of the metrics.
func silent(days []partner.SnapshotDay, metrics ...partner.Metric) bool {
	for _, d := range days {
		for _, m := range metrics {
			if d.Value(m).OK {
				return false
			}
		}
	}
	return true
}

// report is the report of the web page that has the persona's figures.
func (p *Pane) report() string {
	if p.persona == partner.CreatorPersona {
		return "Content & Campaign Performance"
	}
	return "Performance by Day"
}
