package pane

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// ticket identifies one request by its address. It has a size because
// pointers to empty values may be equal.
type ticket struct{ _ byte }

// Reply is the outcome of one request, success or failure alike. It can only
// be made by a Slot.
type Reply[T any] struct {
	to   ID
	tick *ticket
	Val  T
	Err  error
}

// Dest is the pane that asked.
func (r Reply[T]) Dest() ID { return r.to }

// Addressed is a message for one pane.
type Addressed interface{ Dest() ID }

// Slot is a place for at most one request in flight. One slot is one
// question; a new request abandons the one before it.
type Slot[T any] struct {
	current *ticket
	cancel  context.CancelFunc
}

// Ask is one request: who asks, for how long at most, and what.
type Ask[T any] struct {
	To    ID
	Limit time.Duration
	// Do runs on another goroutine: it may use its context and values captured
	// before the call, never the pane.
	Do func(context.Context) (T, error)
}

// Start abandons any request in the slot and returns the command that makes
// the new one. base is the session's context.
func (s *Slot[T]) Start(base context.Context, ask Ask[T]) tea.Cmd {
	s.Stop()
	ctx, cancel := context.WithTimeout(base, ask.Limit)
	tick := new(ticket)
	s.current, s.cancel = tick, cancel
	return func() tea.Msg {
		defer cancel()
		v, err := ask.Do(ctx)
		return Reply[T]{to: ask.To, tick: tick, Val: v, Err: err}
	}
}

// Accept reports whether r answers the request still wanted, and frees the
// slot. After false the caller changes nothing at all.
func (s *Slot[T]) Accept(r Reply[T]) bool {
	if r.tick == nil || r.tick != s.current {
		return false
	}
	s.current, s.cancel = nil, nil
	return true
}

// Busy reports whether a request is under way.
func (s *Slot[T]) Busy() bool { return s.current != nil }

// Stop cancels the request in the slot, if any. Its reply will be refused.
func (s *Slot[T]) Stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.current, s.cancel = nil, nil
}
