package service

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// line is the order in which the companion API is told of acts: that of the
// journal, so that an undo cannot overtake the act it takes back.
type line struct {
	mu   sync.Mutex
	last chan struct{} // closed when the last turn so far is over; nil: there was none
}

// turn is a place in the line. It has to be ended.
type turn struct{ before, over chan struct{} }

// join keeps an act and takes its turn in one step.
func (l *line) join(keep func() error) (turn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := keep(); err != nil {
		return turn{}, err
	}
	return l.next(), nil
}

// take takes a turn for an act that is kept already.
func (l *line) take() turn {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next()
}

// next is the last place in the line. The caller holds the lock.
func (l *line) next() turn {
	t := turn{before: l.last, over: make(chan struct{})}
	l.last = t.over
	return t
}

// wait waits for those before. It does not give up: an act that is cancelled
// must still find out what became of them, and they end with their own limits.
func (t turn) wait() {
	if t.before != nil {
		<-t.before
	}
}

func (t turn) end() { close(t.over) }

// leave ends a turn in which there is nothing to do, without waiting for it.
func (t turn) leave() {
	go func() {
		t.wait()
		t.end()
	}()
}

// told is what became of acts at the companion API.
type told struct {
	of      int // acts it was to be told of
	refused int // it did not take them
	waiting int // it could not be reached; they are sent later
}

// kinds are the kinds of things that changed: what waits as well, once the
// companion API was to be told.
func (t told) kinds() []string {
	if t.of == 0 {
		return []string{partner.KindTodo}
	}
	return []string{partner.KindTodo, partner.KindDesk}
}

// String is the rest of a sentence about the acts; empty when all were taken.
func (t told) String() string {
	var parts []string
	if t.refused > 0 {
		parts = append(parts, fmt.Sprintf("%d on this machine only: the service did not take it", t.refused))
	}
	switch {
	case t.waiting == 1 && t.of == 1:
		parts = append(parts, "the service is told once it can be reached")
	case t.waiting > 0:
		parts = append(parts, fmt.Sprintf("%d of them at the service once it can be reached", t.waiting))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, "; ") + ")"
}

// dismissals are the acts that hide the service's own ones of snoozed to-dos
// there; what would be awake by now is left out.
func (s *Service) dismissals(all []store.Snooze) []store.Queued {
	now := s.now()
	return s.queued(all, func(z store.Snooze) (store.Queued, bool) {
		return store.Queued{Verb: store.Dismiss, Until: s.reachable(z.Until), Doubt: z.Over}, z.Until.After(now)
	})
}

// wakes are the opposite of dismissals.
func (s *Service) wakes(all []store.Snooze) []store.Queued {
	return s.queued(all, func(z store.Snooze) (store.Queued, bool) {
		return store.Queued{Verb: store.Rouse, Until: s.reachable(z.Until)}, true
	})
}

func (s *Service) queued(all []store.Snooze, act func(store.Snooze) (store.Queued, bool)) []store.Queued {
	var out []store.Queued
	for _, z := range all {
		q, ok := act(z)
		if !ok || z.Server == "" || s.companion == nil {
			continue
		}
		q.ID, q.Thing, q.Name, q.Server, q.Since = s.newKey(), z.Key, z.Name, z.Server, s.now().UTC()
		out = append(out, q)
	}
	return out
}

// reachable is an end of a snooze as the companion API takes it.
func (s *Service) reachable(until time.Time) time.Time {
	if last := s.now().Add(farthest).UTC(); until.After(last) {
		return last
	}
	return until.UTC()
}

// tell tells the companion API of acts about the sleep of to-dos, when their
// turn has come. What it cannot be told now waits, and takes the place of what
// waited before about the same to-do. What is done there, or gone, is no
// failure.
func (s *Service) tell(ctx context.Context, mine turn, all []store.Queued) told {
	defer s.snoozed()
	if len(all) == 0 {
		mine.leave()
		return told{}
	}
	defer mine.end()
	mine.wait()
	before := map[string]store.Queued{}
	for _, q := range s.store.State().Waiting {
		if q.Verb != store.Comment {
			before[q.Server] = q
		}
	}
	if s.readOnly() {
		return s.untold(all, before)
	}
	var (
		out     = told{of: len(all)}
		later   []store.Queued
		settled []string
		stopped error
	)
	if partner.WantsKept(ctx) { // a session that is not offline sends it
		stopped = &partner.Error{Op: "send", Kind: partner.Unavailable, Detail: "this session is offline by choice"}
	}
	for _, q := range all {
		old, waits := before[q.Server]
		if waits {
			settled = append(settled, old.ID)
			if cancelsOut(q, old) {
				continue
			}
			q.Doubt = q.Doubt || old.Doubt || q.Verb != old.Verb
		}
		err := stopped
		if err == nil {
			err = s.send(ctx, q)
		}
		switch {
		case err == nil:
		case mayWait(err):
			q.Doubt = q.Doubt || stopped == nil && partner.KindOf(err) == partner.Uncertain
			later = append(later, q)
			settled = slices.DeleteFunc(settled, func(id string) bool { return id == old.ID }) // the new one takes its place
		default:
			out.refused++
		}
		if ends(err) {
			stopped = err
		}
	}
	if stopped != nil {
		s.heard(stopped)
	}
	out.waiting = len(later)
	s.outbox(later, settled)
	return out
}

// untold is tell for a profile that is read-only: the acts count on this machine
// only, and what waited about the same to-dos is not wanted any more.
func (s *Service) untold(all []store.Queued, before map[string]store.Queued) told {
	var settled []string
	for _, q := range all {
		if old, waits := before[q.Server]; waits {
			settled = append(settled, old.ID)
		}
	}
	s.outbox(nil, settled)
	return told{of: len(settled)}
}

// cancelsOut reports whether an act is the opposite of one that waits and that
// the service knows nothing of.
func cancelsOut(q, old store.Queued) bool {
	if old.Doubt || q.Verb == old.Verb {
		return false
	}
	return q.Verb == store.Rouse || q.Until.Equal(old.Until)
}

// outbox keeps what waits and what does not any more. It cannot fail but by a
// mistake of the program, which is then told by the acts that wait for good.
func (s *Service) outbox(later []store.Queued, settled []string) {
	_ = s.store.Settle(s.newKey(), settled)
	_ = s.store.Queue(s.newKey(), later)
}

// mayWait reports whether an act failed because the service could not be
// reached, or was left in doubt, so that it is worth sending it again.
func mayWait(err error) bool {
	if err == nil {
		return false
	}
	switch partner.KindOf(err) {
	case partner.Unavailable, partner.RateLimited, partner.Uncertain, partner.Canceled:
		return true
	}
	return false
}

// send does an act at the companion API. What is done there already, or is not
// wanted any more because its to-do is gone, is no failure.
func (s *Service) send(ctx context.Context, q store.Queued) error {
	var err error
	switch q.Verb {
	case store.Dismiss:
		_, err = s.companion.DismissTodo(ctx, q.Server, q.Until, q.ID)
	case store.Rouse:
		_, err = s.companion.WakeTodo(ctx, q.Server, q.ID)
	case store.Comment:
		_, err = s.companion.Comment(ctx, partner.TaskRemark{ID: q.Server, Text: q.Text, Key: q.ID})
	}
	switch {
	case partner.KindOf(err) == partner.Malformed:
		return nil // it was done, and only its answer cannot be read
	case q.Verb != store.Comment && partner.KindOf(err) == partner.NotFound:
		return nil
	}
	return err
}
