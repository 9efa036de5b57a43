package service

import (
	"context"
	"fmt"
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
// The creator persona's figures come from the companion API; what it does not
// deliver has no figures, for a platform that is silent is not one without
// traffic.
//
// Kinds: Invalid (the range cannot be read), Unauthorized, Forbidden, NotFound
// (the account has no such report), RateLimited, Unavailable, Malformed,
// Unsupported (no companion API, or an account without the persona).
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
	snap := partner.Snapshot{Persona: partner.AffiliatePersona, Period: p, Previous: before, Currency: profile.Currency, Today: today}
	if q.Persona == partner.CreatorPersona {
		return s.creatorSnapshot(ctx, snap, whole, q.Fresh)
	}
	answer, err := s.dailyRows(ctx, whole, today, q.Fresh)
	if err != nil {
		return none, err
	}
	if until := answer.Value.Period.To; until.Before(today) { // kept since an earlier day
		snap.Today, today = until, until
	}
	byDay, blank := figuresByDay(answer.Value.Rows)
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

// kept is a report by day over a period.
type kept[T any] struct {
	Period partner.Period
	Rows   T
}

func (s *Service) dailyRows(ctx context.Context, p partner.Period, today partner.Date, fresh bool) (partner.Answer[kept[[]partner.DayFigures]], error) {
	ask := around[[]partner.DayFigures]{s: s, name: "daily", keep: &s.daily, fetch: func(ctx context.Context, p partner.Period) ([]partner.DayFigures, error) {
		return s.client.In(p.Zone).DailyFigures(ctx, p, "")
	}}
	return ask.get(ctx, p, today, fresh)
}

// around asks for a report over more than the period wanted and keeps it for
// the next question.
type around[T any] struct {
	s     *Service
	name  string
	keep  *partner.Answer[kept[T]] // guarded by the service's lock
	fetch func(context.Context, partner.Period) (T, error)
}

// get is the report over a period that contains p.
func (a around[T]) get(ctx context.Context, p partner.Period, today partner.Date, fresh bool) (partner.Answer[kept[T]], error) {
	a.s.mu.Lock()
	known := *a.keep
	a.s.mu.Unlock()
	age := a.s.now().Sub(known.AsOf)
	if !fresh && age >= 0 && age < rowsAge && covers(known.Value.Period, p) {
		return known, nil
	}
	if partner.WantsKept(ctx) {
		return a.recall(known, p)
	}
	want, name := p, a.other()
	for _, days := range []int{rowsDays, reportDays} {
		if first := today.Add(1 - days); !p.From.Before(first) {
			want.From, want.To, name = first, today, a.span(days)
			break
		}
	}
	src := source[kept[T]]{name: name, fresh: freshOther, load: func(ctx context.Context) (partner.Answer[kept[T]], error) {
		asOf := a.s.now()
		rows, err := a.fetch(ctx, want)
		answer := partner.Answer[kept[T]]{Value: kept[T]{Period: want, Rows: rows}, AsOf: asOf}
		if err == nil {
			a.have(answer) // before anybody can ask again
		}
		return answer, err
	}}
	src.good = func(k kept[T]) bool { return covers(k.Period, p) }
	answer, err := consult(ctx, a.s, src)
	if err == nil {
		a.have(answer)
	}
	return answer, err
}

func (a around[T]) have(answer partner.Answer[kept[T]]) {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	*a.keep = answer
}

// span names the report over so many days up to today.
func (a around[T]) span(days int) string { return fmt.Sprint(a.name, " ", days) }

// other names the last report over a period that reaches back further.
func (a around[T]) other() string { return a.name + " other" }

// recall is a report that was kept, if it reaches back far enough: it may end
// before p does.
func (a around[T]) recall(known partner.Answer[kept[T]], p partner.Period) (partner.Answer[kept[T]], error) {
	good := func(k kept[T]) bool { return covers(k.Period, partner.Period{From: p.From, To: p.From, Zone: p.Zone}) }
	if good(known.Value) {
		return known, nil
	}
	for _, name := range []string{a.span(rowsDays), a.span(reportDays), a.other()} {
		if answer, ok := recall(a.s, source[kept[T]]{name: name, good: good}); ok {
			return answer, nil
		}
	}
	return known, notKept(a.name + " figures")
}

func covers(whole, part partner.Period) bool {
	return !whole.From.IsZero() && whole.Zone.String() == part.Zone.String() && whole.Contains(part.From) && whole.Contains(part.To)
}

// figuresByDay sums the rows by day, and makes the day without traffic: zero in each
// column that any row delivered, absent in the others. A report without a
// single row tells of no traffic at all, and of no column that is missing.
func figuresByDay(report []partner.DayFigures) (rows map[partner.Date]partner.Figures, blank partner.Figures) {
	if len(report) == 0 {
		blank.Clicks.OK, blank.Actions.OK, blank.Sales.OK, blank.Payout.OK = true, true, true, true
	}
	rows = make(map[partner.Date]partner.Figures, len(report))
	for _, r := range report {
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
