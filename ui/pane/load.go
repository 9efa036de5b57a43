package pane

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

// Load is one question of a pane together with its last good answer: data is
// kept when a later attempt fails, and the failure is kept beside it. While it
// has no data for what it asks for, it also asks for what this machine has
// kept, and shows that until the service has answered.
type Load[T any] struct {
	// Local says that this machine answers in any case, so that there is
	// nothing to ask it beforehand.
	Local bool

	slot   Slot[partner.Answer[T]]
	kept   Slot[partner.Answer[T]] // the same question, to this machine
	last   partner.Answer[T]
	have   bool
	err    error
	asks   any  // what is asked for
	shows  any  // what last answers
	ofKept bool // last was kept on this machine
	away   bool // the session asks this machine alone
}

// About names what is asked for from now on, by a value that can be compared:
// what answers something else gives way to whatever comes first. A Load that
// asks for one thing all its life needs no name for it.
func (l *Load[T]) About(what any) { l.asks = what }

// Ask starts the question anew. In a session that is offline by choice this
// machine alone is asked, once.
func (l *Load[T]) Ask(base context.Context, to ID, limit time.Duration, do func(context.Context) (partner.Answer[T], error)) tea.Cmd {
	cmd := l.slot.Start(base, Ask[partner.Answer[T]]{To: to, Limit: limit, Do: do})
	l.kept.Stop()
	l.away = partner.WantsKept(base)
	if l.Local || l.away || l.have && l.shows == l.asks {
		return cmd
	}
	return tea.Batch(cmd, l.kept.Start(base, Ask[partner.Answer[T]]{To: to, Limit: limit, Do: func(ctx context.Context) (partner.Answer[T], error) {
		return do(partner.OnlyKept(ctx))
	}}))
}

// Accept takes the reply if it answers the question still open and reports
// whether it did. A failure leaves the data as it is. A kept answer does not
// end the question, and that nothing was kept is not reported at all.
func (l *Load[T]) Accept(r Reply[partner.Answer[T]]) bool {
	if l.kept.Accept(r) {
		if r.Err == nil {
			l.take(r.Val, true)
		}
		return r.Err == nil
	}
	if !l.slot.Accept(r) {
		return false
	}
	if r.Err != nil {
		if partner.KindOf(r.Err) != partner.Canceled {
			l.err = r.Err
		}
		return true
	}
	l.kept.Stop() // it would be older
	l.take(r.Val, l.away)
	l.err = nil
	return true
}

func (l *Load[T]) take(v partner.Answer[T], kept bool) {
	l.last, l.have, l.shows, l.ofKept = v, true, l.asks, kept
}

// Refuse ends the question still open without touching data or failure, for
// a question that made no sense: what is asked for is what is shown. It
// reports whether r answered it.
func (l *Load[T]) Refuse(r Reply[partner.Answer[T]]) bool {
	if !l.slot.Accept(r) {
		return false
	}
	l.kept.Stop()
	if l.have {
		l.asks = l.shows
	}
	return true
}

// Value is the last good answer; ok is false before the first.
func (l *Load[T]) Value() (v T, ok bool) { return l.last.Value, l.have }

// Err is why the newest attempt failed, nil when it did not.
func (l *Load[T]) Err() error { return l.err }

// Trouble is the failure the pane has to tell: none where it shows data and
// the header says already that the service cannot be reached.
func (l *Load[T]) Trouble(f Frame) error {
	if l.have && f.Told(l.err) {
		return nil
	}
	return l.err
}

// Status is the state of this question.
func (l *Load[T]) Status() Status {
	return Status{
		AsOf: l.last.AsOf, Loading: l.slot.Busy(), Waiting: l.slot.Busy() && !l.have,
		Reading: l.kept.Busy(), Kept: l.ofKept, Err: l.err,
	}
}

// Merge is the state of two questions shown in one pane: the older data, any
// request, all failures joined.
func (s Status) Merge(o Status) Status {
	if s.AsOf.IsZero() || !o.AsOf.IsZero() && o.AsOf.Before(s.AsOf) {
		s.AsOf = o.AsOf
	}
	s.Loading, s.Waiting, s.Reading, s.Kept = s.Loading || o.Loading, s.Waiting || o.Waiting, s.Reading || o.Reading, s.Kept || o.Kept
	if s.Err != nil || o.Err != nil {
		s.Err = errors.Join(s.Err, o.Err)
	}
	return s
}
