package service

import (
	"context"
	"time"

	"impactdash/internal/partner"
)

// Snapshot is the performance by day over the period asked for and the period
// of equal length before it.
//
// The report lists no day without traffic: such a day up to today counts as
// zero in the columns the report delivered; a day still to come has no
// figures.
//
// Kinds: Invalid (the range cannot be read), Unauthorized, Forbidden, NotFound
// (the account has no such report), RateLimited, Unavailable, Malformed.
func (s *Service) Snapshot(ctx context.Context, q partner.RangeQuery) (partner.Answer[partner.Snapshot], error) {
	var none partner.Answer[partner.Snapshot]
	profile, err := s.Profile(ctx)
	if err != nil {
		return none, err
	}
	today := profile.Today(s.now())
	p, err := q.Resolve(today, profile.Zone)
	if err != nil {
		return none, &partner.Error{Op: "load snapshot", Kind: partner.Invalid, Detail: err.Error(), Err: err}
	}
	before := p.Previous()
	whole := partner.Period{From: before.From, To: p.To, Zone: p.Zone}
	if whole.To.After(today) {
		whole.To = today
	}
	answer, err := s.dailyRows(ctx, whole, today, q.Fresh)
	if err != nil {
		return none, err
	}
	snap := partner.Snapshot{Period: p, Previous: before, Currency: profile.Currency, Today: today}
	byDay, blank := answer.Value.byDay()
	snap.Days, snap.Sum = daysOf(p, today, byDay, blank)
	snap.Before, snap.Earlier = daysOf(before, today, byDay, blank)
	return partner.Answer[partner.Snapshot]{Value: snap, AsOf: answer.AsOf}, nil
}

// How long daily rows answer further questions, and how many days up to today
// are asked for at once. One request may cover 366 days, so asking for half a
// year, or for a whole one, makes stepping through the ranges instant and
// cheap: the limit is 250 reports an hour for the whole account.
const (
	rowsAge    = 5 * time.Minute
	rowsDays   = 180
	reportDays = 366
)

// dailyRows is the daily report over a period that contains p.
type dailyRows struct {
	period partner.Period
	rows   []partner.DayFigures
}

func (s *Service) dailyRows(ctx context.Context, p partner.Period, today partner.Date, fresh bool) (partner.Answer[dailyRows], error) {
	s.mu.Lock()
	known := s.daily
	s.mu.Unlock()
	age := s.now().Sub(known.AsOf)
	if !fresh && age >= 0 && age < rowsAge && covers(known.Value.period, p) {
		return known, nil
	}
	want := p
	for _, days := range []int{rowsDays, reportDays} {
		if first := today.Add(1 - days); !p.From.Before(first) {
			want.From, want.To = first, today
			break
		}
	}
	return share(ctx, s, "daily "+want.String(), func(ctx context.Context) (partner.Answer[dailyRows], error) {
		asOf := s.now()
		rows, err := s.client.In(p.Zone).DailyFigures(ctx, want, "")
		answer := partner.Answer[dailyRows]{Value: dailyRows{period: want, rows: rows}, AsOf: asOf}
		if err == nil {
			s.mu.Lock()
			s.daily = answer
			s.mu.Unlock()
		}
		return answer, err
	})
}

func covers(whole, part partner.Period) bool {
	return whole.Zone == part.Zone && !whole.From.IsZero() && whole.Contains(part.From) && whole.Contains(part.To)
}

// byDay sums the rows by day, and makes the day without traffic: zero in each
// column that any row delivered, absent in the others. A report without a
// single row tells of no traffic at all, and of no column that is missing.
func (d dailyRows) byDay() (rows map[partner.Date]partner.Figures, blank partner.Figures) {
	if len(d.rows) == 0 {
		blank.Clicks.OK, blank.Actions.OK, blank.Sales.OK, blank.Payout.OK = true, true, true, true
	}
	rows = make(map[partner.Date]partner.Figures, len(d.rows))
	for _, r := range d.rows {
		f := partner.Figures{Clicks: r.Clicks, Actions: r.Actions, Sales: r.Sales, Payout: r.Payout}
		if more, ok := rows[r.Day]; ok {
			f = partner.Total(more, f)
		}
		rows[r.Day] = f
		blank.Clicks.OK = blank.Clicks.OK || r.Clicks.OK
		blank.Actions.OK = blank.Actions.OK || r.Actions.OK
		blank.Sales.OK = blank.Sales.OK || r.Sales.OK
		blank.Payout.OK = blank.Payout.OK || r.Payout.OK
	}
	return rows, blank
}

// daysOf lists the days of a period and sums them. Days after today have no
// figures and do not count.
func daysOf(p partner.Period, today partner.Date, rows map[partner.Date]partner.Figures, blank partner.Figures) ([]partner.SnapshotDay, partner.Figures) {
	days := make([]partner.SnapshotDay, 0, p.Days())
	var past []partner.Figures
	for d := p.From; !d.After(p.To); d = d.Add(1) {
		day := partner.SnapshotDay{Day: d}
		if !d.After(today) {
			f, ok := rows[d]
			if !ok {
				f = blank
			}
			day.Figures = f
			past = append(past, f)
		}
		days = append(days, day)
	}
	return days, partner.Total(past...)
}
