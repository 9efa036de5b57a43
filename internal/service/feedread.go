package service

import (
	"context"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// Activity is what changed, from the local history alone: Poll brings it up to
// date. Moved explains Total Pending between the first and the last look of
// the period, whatever else the query asks for.
func (s *Service) Activity(_ context.Context, q partner.ActivityQuery) (partner.Answer[partner.Activity], error) {
	var none partner.Answer[partner.Activity]
	events, total, err := s.history.Events(q)
	if err != nil {
		return none, err
	}
	v := partner.Activity{Events: events, Total: total, Read: s.markedTime(markRead), Since: s.markedTime(markSince)}
	if v.Moved, err = s.moved(q.From, q.To); err != nil {
		return none, err
	}
	for _, source := range feedSources() {
		if why := s.history.Mark(markLacked + source); why != "" {
			v.Notes = append(v.Notes, partner.Note{What: source, Err: &partner.Error{
				Op: "compare " + source, Kind: partner.Forbidden, Detail: "the token may not read them, so their changes are not in the list",
			}})
		}
	}
	return partner.Answer[partner.Activity]{Value: v, AsOf: s.markedTime(markLook)}, nil
}

// moved explains Total Pending in a period, of which a zero end is open.
func (s *Service) moved(from, to time.Time) ([]partner.Movement, error) {
	first, last := s.markedTime(markSince), s.markedTime(markLook)
	if from.After(first) {
		first = from
	}
	if !to.IsZero() && !to.After(last) {
		last = to.Add(-time.Nanosecond) // the period is half-open
	}
	a, err := s.nearestSum(first, last, false)
	if err != nil || !a.OK {
		return nil, err
	}
	b, err := s.nearestSum(first, last, true)
	if err != nil || !b.OK || !b.V.At.After(a.V.At) {
		return nil, err
	}
	events, err := s.history.EventsSeen(a.V.At, b.V.At)
	if err != nil {
		return nil, err
	}
	_, currency := s.home()
	return activity.Moved(a.V, b.V, events, currency), nil
}

// home is the zone and the currency of the account, as they were at the last
// look where they have not been asked for: these questions ask nobody.
func (s *Service) home() (zone *time.Location, currency string) {
	s.mu.Lock()
	known := s.profile
	s.mu.Unlock()
	if known != nil {
		return known.Zone, known.Currency
	}
	if zone = s.zone; zone == nil {
		zone, _ = Zone(s.history.Mark(markZone))
	}
	return zone, s.history.Mark(markHome)
}

// nearestSum is the first sum of a period, or the last: it is looked for in
// ever longer stretches, since a year has a hundred thousand looks.
func (s *Service) nearestSum(from, to time.Time, last bool) (partner.Opt[activity.Sum], error) {
	var none partner.Opt[activity.Sum]
	for span := time.Hour; !to.Before(from); span *= 8 {
		a, b := from, to
		if whole := to.Sub(from) <= span; !whole && last {
			a = to.Add(-span)
		} else if !whole {
			b = from.Add(span)
		}
		polls, err := s.history.Polls(a, b)
		if err != nil {
			return none, err
		}
		if n := len(polls); n > 0 {
			return partner.Some(sumOf(polls, n, last)), nil
		}
		if a.Equal(from) && b.Equal(to) {
			return none, nil
		}
	}
	return none, nil
}

func sumOf(polls []history.Poll, n int, last bool) activity.Sum {
	p := polls[0]
	if last {
		p = polls[n-1]
	}
	return activity.Sum{At: p.At, Owed: p.Owed}
}

// ReadActivity notes that the user has seen what was noticed up to a moment.
// An earlier one than before takes nothing back.
func (s *Service) ReadActivity(ctx context.Context, upTo time.Time) error {
	return s.history.Update(ctx, func(tx *history.Tx) error {
		was, err := tx.Mark(markRead)
		if err != nil || !upTo.After(readMoment(was)) {
			return err
		}
		return tx.SetMark(markRead, moment(upTo))
	})
}
