package companion

import (
	"context"
	"net/url"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// metricDays is the longest range the service answers at once.
const metricDays = 366

// Balance is the exact balance and what is still to come.
//
// Source: GET /balance.
func (c *Client) Balance(ctx context.Context) (partner.ExactBalance, error) {
	q := question{origin.Act{Op: "load balance", Endpoint: "balance"}, c.address(nil, "balance")}
	return ask(ctx, c, q, func(o *object) partner.ExactBalance {
		v := partner.ExactBalance{
			Balance: o.totals("balance"),
			Pending: o.totals("pending"),
			Overdue: o.totals("overdue"),
			AsOf:    o.instant("as_of"),
		}
		if next := o.sub("next_payout"); next != nil {
			v.NextDay, v.Next = next.day("day"), next.totals("amounts")
		}
		return v
	})
}

// CreatorMetrics are the creator's figures for the days of the period that
// have begun. A period of more than 366 days is asked for in parts. Kinds:
// Forbidden with code not_creator for an account without that persona.
//
// Source: GET /creator/metrics.
func (c *Client) CreatorMetrics(ctx context.Context, p partner.Period) (partner.CreatorMetrics, error) {
	act := origin.Act{Op: "load creator figures", Endpoint: "creator/metrics"}
	if p.From.IsZero() || p.To.IsZero() || p.To.Before(p.From) {
		e := act.Fail(partner.Invalid, "the period has no days")
		e.Field = "from"
		return partner.CreatorMetrics{}, e
	}
	var all partner.CreatorMetrics
	for _, part := range p.Split(metricDays) {
		v, err := c.metrics(ctx, act, part)
		if err != nil {
			return partner.CreatorMetrics{}, err
		}
		if all.Currency != "" && all.Currency != v.Currency {
			return partner.CreatorMetrics{}, act.Fail(partner.Malformed, "the currency changes from "+all.Currency+" to "+v.Currency)
		}
		all.Currency = v.Currency
		all.Days = append(all.Days, v.Days...)
	}
	return all, nil
}

func (c *Client) metrics(ctx context.Context, act origin.Act, p partner.Period) (partner.CreatorMetrics, error) {
	query := url.Values{"from": {p.From.String()}, "to": {p.To.String()}}
	return ask(ctx, c, question{act, c.address(query, "creator", "metrics")}, func(o *object) partner.CreatorMetrics {
		v := partner.CreatorMetrics{Currency: o.currency("currency")}
		for _, e := range o.list("days") {
			d := partner.CreatorDay{
				Day:         e.day("day"),
				Affiliate:   e.number("affiliate_earnings"),
				Fees:        e.number("flat_fees"),
				Clicks:      e.maybe("clicks"),
				Actions:     e.maybe("actions"),
				Posts:       e.maybe("posts"),
				Impressions: e.maybe("impressions"),
				Reach:       e.maybe("reach"),
				Engagements: e.maybe("engagements"),
				Views:       e.maybe("views"),
			}
			if p.Contains(d.Day) { // a day of another part would be counted twice
				v.Days = append(v.Days, d)
			}
		}
		return v
	})
}
