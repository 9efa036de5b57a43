package pane

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

// Load is one question of a pane together with its last good answer: data is
// kept when a later attempt fails, and the failure is kept beside it.
type Load[T any] struct {
	slot Slot[partner.Answer[T]]
	last partner.Answer[T]
	have bool
	err  error
}

// Ask starts the question anew.
func (l *Load[T]) Ask(base context.Context, to ID, limit time.Duration, do func(context.Context) (partner.Answer[T], error)) tea.Cmd {
	return l.slot.Start(base, Ask[partner.Answer[T]]{To: to, Limit: limit, Do: do})
}

// Accept takes the reply if it answers the question still open and reports
// whether it did. A failure leaves the data as it is.
func (l *Load[T]) Accept(r Reply[partner.Answer[T]]) bool {
	if !l.slot.Accept(r) {
		return false
	}
	if r.Err != nil {
		if partner.KindOf(r.Err) != partner.Canceled {
			l.err = r.Err
		}
		return true
	}
	l.last, l.have, l.err = r.Val, true, nil
	return true
}

// Refuse ends the question still open without touching data or failure, for
// a question that made no sense. It reports whether r answered it.
func (l *Load[T]) Refuse(r Reply[partner.Answer[T]]) bool { return l.slot.Accept(r) }

// Value is the last good answer; ok is false before the first.
func (l *Load[T]) Value() (v T, ok bool) { return l.last.Value, l.have }

// Err is why the newest attempt failed, nil when it did not.
func (l *Load[T]) Err() error { return l.err }

// Status is the state of this question.
func (l *Load[T]) Status() Status {
	return Status{AsOf: l.last.AsOf, Loading: l.slot.Busy(), Waiting: l.slot.Busy() && !l.have, Err: l.err}
}

// Merge is the state of two questions shown in one pane: the older data, any
// request, all failures joined.
func (s Status) Merge(o Status) Status {
	if s.AsOf.IsZero() || !o.AsOf.IsZero() && o.AsOf.Before(s.AsOf) {
		s.AsOf = o.AsOf
	}
	s.Loading, s.Waiting = s.Loading || o.Loading, s.Waiting || o.Waiting
	if s.Err != nil || o.Err != nil {
		s.Err = errors.Join(s.Err, o.Err)
	}
	return s
}
