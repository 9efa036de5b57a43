package pane

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

func ask(v int) Ask[int] {
	return Ask[int]{To: "p", Limit: time.Minute, Do: func(context.Context) (int, error) { return v, nil }}
}

func do(cmd tea.Cmd) Reply[int] { return cmd().(Reply[int]) }

func TestASlotAcceptsItsNewestRequestOnce(t *testing.T) {
	t.Parallel()
	var s Slot[int]
	one := s.Start(t.Context(), ask(1))
	two := s.Start(t.Context(), ask(2))
	late := do(one)
	if s.Accept(late) || !s.Busy() {
		t.Error("the answer of an abandoned request is accepted")
	}
	good := do(two)
	if !s.Accept(good) || s.Busy() || good.Val != 2 || good.Dest() != "p" {
		t.Errorf("the wanted answer is refused, or wrong: %+v", good)
	}
	if s.Accept(good) || s.Accept(late) || s.Accept(Reply[int]{}) {
		t.Error("an answer is accepted twice, or a forged one")
	}
}

func TestAnotherSlotsReplyIsRefused(t *testing.T) {
	t.Parallel()
	var a, b Slot[int]
	first, second := a.Start(t.Context(), ask(1)), b.Start(t.Context(), ask(2))
	if a.Accept(do(second)) || b.Accept(do(first)) {
		t.Error("replies are mixed up")
	}
}

func TestStartAndStopCancelThePredecessor(t *testing.T) {
	t.Parallel()
	var s Slot[int]
	var seen context.Context
	wait := Ask[int]{To: "p", Limit: time.Hour, Do: func(ctx context.Context) (int, error) { seen = ctx; <-ctx.Done(); return 0, ctx.Err() }}
	for name, end := range map[string]func(context.CancelFunc){
		"a new request": func(context.CancelFunc) { s.Start(t.Context(), ask(1)) },
		"stop":          func(context.CancelFunc) { s.Stop() },
		"the session":   func(cancel context.CancelFunc) { cancel() },
	} {
		session, cancel := context.WithCancel(t.Context())
		cmd := s.Start(session, wait)
		end(cancel)
		r := do(cmd) // returns, because it is cancelled
		if !errors.Is(r.Err, context.Canceled) || seen.Err() == nil {
			t.Errorf("%s: the request ends with %v", name, r.Err)
		}
		if name != "the session" && s.Accept(r) {
			t.Errorf("%s: its answer is accepted", name)
		}
		cancel()
	}
	s.Stop()
	s.Stop()
}

func TestARequestEndsAtItsLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s Slot[int]
		begin := time.Now()
		cmd := s.Start(t.Context(), Ask[int]{To: "p", Limit: time.Minute, Do: func(ctx context.Context) (int, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		}})
		r := do(cmd)
		if partner.KindOf(r.Err) != partner.Unavailable || time.Since(begin) != time.Minute {
			t.Errorf("after %v: %v", time.Since(begin), r.Err)
		}
		if !s.Accept(r) {
			t.Error("that it took too long is not accepted as the answer")
		}
	})
}

func TestMergedStatusIsTheOldestAndTheWorst(t *testing.T) {
	t.Parallel()
	early, late, err := time.Unix(100, 0), time.Unix(200, 0), errors.New("x")
	none := Status{}
	for _, c := range []struct{ a, b, want Status }{
		{none, none, none},
		{Status{AsOf: early}, Status{AsOf: late}, Status{AsOf: early}},
		{Status{AsOf: late}, Status{AsOf: early}, Status{AsOf: early}},
		{none, Status{AsOf: late}, Status{AsOf: late}},
		{Status{AsOf: late}, none, Status{AsOf: late}},
		{Status{Loading: true}, none, Status{Loading: true}},
		{none, Status{Loading: true, Err: err}, Status{Loading: true, Err: err}},
		{Status{Kept: true}, none, Status{Kept: true}},
		{none, Status{Kept: true}, Status{Kept: true}},
		{Status{Err: err}, Status{Err: errors.New("y")}, Status{Err: err}},
		{Status{Err: errors.New("y")}, Status{Err: err}, Status{Err: err}},
	} {
		got := c.a.Merge(c.b)
		if !got.AsOf.Equal(c.want.AsOf) || got.Loading != c.want.Loading || got.Kept != c.want.Kept || !errors.Is(got.Err, c.want.Err) {
			t.Errorf("%+v and %+v make %+v", c.a, c.b, got)
		}
	}
}
