package uitest

import (
	"context"
	"maps"

	"impactdash/internal/partner"
)

// Aside is what this machine keeps beside the service's things.
type Aside struct {
	Beside  partner.Desk
	Flushed partner.Done // what Flush says; empty: nothing could be sent
	Refused error        // what Flush fails with
	Flushes int
	// Postpone makes comments wait.
	Postpone bool
}

// Desk implements desk.Source. It is a look at this machine, no question.
func (s *Source) Desk(context.Context) (partner.Desk, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.Beside
	d.Notes = maps.Clone(d.Notes)
	return d, nil
}

// WriteNote implements desk.Source.
func (s *Source) WriteNote(_ context.Context, m partner.Memo) (partner.Done, error) {
	d, err := s.done("WriteNote", m, "desk")
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	notes := maps.Clone(s.Beside.Notes)
	if notes == nil {
		notes = map[string]partner.Memo{}
	}
	notes[m.Key] = partner.Memo{Key: m.Key, Text: m.Text, Saved: Now()}
	s.Beside.Notes = notes
	d.Text, d.Undo = "Wrote a note on "+m.Name, true
	return d, nil
}

// CancelWaiting implements desk.Source.
func (s *Source) CancelWaiting(_ context.Context, ids []string) (partner.Done, error) {
	d, err := s.done("CancelWaiting", ids, "desk")
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var left []partner.Waiting
	for _, w := range s.Beside.Waiting {
		if w.ID != ids[0] {
			left = append(left, w)
		}
	}
	s.Beside.Waiting = left
	d.Text = "Cancelled what waited"
	return d, nil
}

// Flush implements desk.Source.
func (s *Source) Flush(context.Context) (partner.Done, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Flushes++
	if s.Flushed.Text != "" {
		s.Beside.Waiting = nil
	}
	return s.Flushed, s.Refused
}
