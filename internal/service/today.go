package service

import (
	"context"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// Today is what was earned so far today and on the same weekday one week ago,
// up to the same wall-clock time and over the whole day. One request a day and page.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Today(ctx context.Context) (partner.Answer[partner.Today], error) {
	return consult(ctx, s, source[partner.Today]{name: "today", fresh: freshOther, load: s.loadToday, good: s.isToday})
}

// isToday reports whether the figures are those of the account's day.
func (s *Service) isToday(t partner.Today) bool {
	p, ok := s.knownProfile()
	return ok && p.Today(s.now()) == t.Day
}

func (s *Service) loadToday(ctx context.Context) (partner.Answer[partner.Today], error) {
	var none partner.Answer[partner.Today]
	p, err := s.Profile(ctx)
	if err != nil {
		return none, err
	}
	now := s.now()
	day := p.Today(now)
	var current, earlier []partner.Action
	err = together(
		func() (err error) { current, err = s.actionsOf(ctx, p, day); return err },
		func() (err error) { earlier, err = s.actionsOf(ctx, p, day.Add(-7)); return err },
	)
	if err != nil {
		return none, err
	}
	t := partner.Today{Currency: p.Currency, Day: day, Until: now.In(p.Zone).Format("15:04")}
	for _, a := range current {
		if a.Earns() && !a.At.After(now) {
			t.Earned.Add(a.Payout)
			t.Actions++
		}
	}
	until := sameTime(now, day.Add(-7), p.Zone)
	for _, a := range earlier {
		if !a.Earns() {
			continue
		}
		t.WholeDay.Add(a.Payout)
		if !a.At.After(until) {
			t.SameTime.Add(a.Payout)
		}
	}
	return partner.Answer[partner.Today]{Value: t, AsOf: now}, nil
}

func (s *Service) actionsOf(ctx context.Context, p partner.Profile, d partner.Date) ([]partner.Action, error) {
	query := api.ActionQuery{By: api.ByEvent, From: d.Start(p.Zone), To: d.Add(1).Start(p.Zone)}
	return collect(s.client.In(p.Zone).ListActions(ctx, query))
}

// sameTime is the wall-clock time of now on day d, so that a change to or
// from summer time in between does not shift the comparison by an hour.
func sameTime(now time.Time, d partner.Date, zone *time.Location) time.Time {
	t := now.In(zone)
	return time.Date(d.Year, d.Month, d.Day, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
}
