package service

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// How old another program's answer may be to serve here as well: a little less
// than the time after which the dashboard asks again, so that any number of
// programs on one account cost what one costs.
const (
	freshTasks = 8 * time.Minute
	freshTodos = 12 * time.Minute
	freshOther = 24 * time.Minute
)

// A program that fetches holds a lease on the source for leaseTime at most, so
// that one that was killed keeps nobody waiting for long; the others look for
// its answer every leaseLook.
const (
	leaseTime = 20 * time.Second
	leaseLook = 200 * time.Millisecond
)

// answersVersion is part of the names of kept answers. It grows when one of
// their types changes so that an old answer would be read wrongly; a field
// more is no such change.
const answersVersion = "1"

// source is a question whose answer is kept on this machine.
type source[T any] struct {
	name  string
	fresh time.Duration // how old another program's answer may be; 0: it does not serve
	needs string        // names what this and other sources ask for, by which programs wait for each other; empty: by name
	load  func(context.Context) (partner.Answer[T], error)
	// good reports whether a kept answer fits the question as it is now.
	good func(T) bool // nil: each does
	// learn remembers what is needed of an answer that load has not given.
	learn func(T) // nil: nothing
	// notes are the parts that could not be had. An answer that lacks one for
	// the moment is not kept: the one before is better.
	notes func(T) []partner.Note // nil: it has none
}

// consult answers from what is kept under partner.OnlyKept, else from the service,
// once for all who ask at the same time, in this program and in others on the
// account.
func consult[T any](ctx context.Context, s *Service, src source[T]) (partner.Answer[T], error) {
	if partner.WantsKept(ctx) {
		s.reading.Add(1)
		defer s.reading.Add(-1)
		a, ok := recall(s, src)
		if !ok {
			return a, notKept(src.name)
		}
		return a, nil
	}
	return share(ctx, s, src.name, func(ctx context.Context) (partner.Answer[T], error) { return fetch(ctx, s, src) })
}

func notKept(name string) error {
	return &partner.Error{Op: partner.OpKept, Kind: partner.Unavailable, Detail: "nothing is kept of " + inWords(name) + " on this machine"}
}

// inWords is the name of a source as a sentence has it.
func inWords(name string) string {
	switch name {
	case "profile":
		return "this account"
	case "today", "pending", "balance":
		return "the figure " + name
	case "contracts of all states":
		return "contracts"
	}
	return strings.TrimPrefix(name, "list ")
}

// fetch asks the service, unless another program has just done so.
func fetch[T any](ctx context.Context, s *Service, src source[T]) (partner.Answer[T], error) {
	if err := s.giveWay(ctx); err != nil {
		return partner.Answer[T]{}, err
	}
	if src.fresh > 0 {
		release, err := s.lease(ctx, cmp.Or(src.needs, src.name))
		if err != nil {
			return partner.Answer[T]{}, err
		}
		defer release()
		if a, ok := others(s, src, s.now()); ok {
			return a, nil
		}
	}
	writes := s.written()
	a, err := src.load(ctx)
	s.shareBudget()
	if err != nil || s.written() != writes {
		return a, err // what was asked before a write is not kept
	}
	keep(s, src, a)
	return a, nil
}

// The most that questions to the service give way to what is kept, in what
// steps, and how long what was read of it takes to be drawn.
const (
	wayMost = 60 * time.Millisecond
	wayStep = 10 * time.Millisecond
	wayDraw = 30 * time.Millisecond
)

// KeptFirst makes questions to the service give way to reading what is kept,
// and to drawing it: when a dashboard starts there are a dozen of each, on two
// cores, and what is kept is what its user sees first. Where nothing is kept
// they wait for no drawing. What is kept is opened on the way, while the
// dashboard is being put together.
func (s *Service) KeptFirst() {
	s.polite.Store(true)
	go s.history.Prepare()
}

// giveWay waits for what is being read, and at the start for what is about to,
// and until that has been drawn.
func (s *Service) giveWay(ctx context.Context) error {
	if !s.polite.Load() {
		return nil
	}
	for n := range wayMost / wayStep {
		if (n > 0 || s.awake.Load()) && s.reading.Load() == 0 {
			break
		}
		if err := pause(ctx, wayStep); err != nil {
			return err
		}
	}
	if s.recalled.Load() && !s.awake.Load() {
		if err := pause(ctx, wayDraw); err != nil {
			return err
		}
	}
	s.awake.Store(true)
	return nil
}

// lease waits until no other program fetches the source. One that takes longer
// than the lease lasts is waited for no more.
func (s *Service) lease(ctx context.Context, name string) (release func(), err error) {
	name = s.kept(name)
	for range leaseTime / leaseLook {
		if s.history.Lease(name, s.holder, s.now().Add(leaseTime)) {
			s.hold(name, 1)
			return func() {
				if s.hold(name, -1) == 0 {
					s.history.Release(name, s.holder)
				}
			}, nil
		}
		if err := pause(ctx, leaseLook); err != nil {
			return nil, err
		}
	}
	return func() {}, nil
}

// hold counts the fetches of this program that need a lease, so that the first
// to end does not give it back.
func (s *Service) hold(name string, more int) (now int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[name] += more
	return s.held[name]
}

// pause waits, or ends with ctx.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// others is an answer that another program has got lately, and after the last
// thing that was done or demanded here.
func others[T any](s *Service, src source[T], now time.Time) (partner.Answer[T], bool) {
	body, asOf, ok := s.history.Answer(s.kept(src.name))
	first := s.oldest()
	s.mu.Lock()
	age := now.Sub(asOf)
	ok = ok && !asOf.Equal(s.own[src.name]) && !asOf.Before(first) && age >= 0 && age < src.fresh
	s.mu.Unlock()
	if !ok {
		return partner.Answer[T]{}, false
	}
	return read(src, body, asOf)
}

// recall is the kept answer, however old.
func recall[T any](s *Service, src source[T]) (a partner.Answer[T], ok bool) {
	body, asOf, ok := s.history.Answer(s.kept(src.name))
	if !ok {
		return a, false
	}
	s.recalled.Store(true)
	return read(src, body, asOf)
}

// read makes an answer of what was kept of it.
func read[T any](src source[T], body []byte, asOf time.Time) (a partner.Answer[T], ok bool) {
	if json.Unmarshal(body, &a.Value) != nil { // of an older program: as good as none
		return partner.Answer[T]{}, false
	}
	a.AsOf = asOf
	if src.good != nil && !src.good(a.Value) {
		return partner.Answer[T]{}, false
	}
	if src.learn != nil {
		src.learn(a.Value)
	}
	return a, true
}

// keep writes an answer down, unless a part of it is missing for the moment.
func keep[T any](s *Service, src source[T], a partner.Answer[T]) {
	if src.notes != nil && slices.ContainsFunc(src.notes(a.Value), func(n partner.Note) bool { return passing(n.Err) }) {
		return
	}
	body, err := json.Marshal(a.Value)
	if err != nil {
		return // a value that cannot be written is a mistake that tests find; the answer itself is fine
	}
	s.mu.Lock()
	s.own[src.name] = a.AsOf
	s.mu.Unlock()
	s.history.KeepAnswer(s.kept(src.name), a.AsOf, body)
}

// kept is the name that an answer is kept under: those of other days' zones
// and of an account without its companion API are others.
func (s *Service) kept(name string) string {
	scope := answersVersion
	if s.zone != nil {
		scope += " " + s.zone.String()
	}
	if s.companion != nil {
		scope += " companion"
	}
	return scope + "/" + name
}

// Demand says that the user wants to know how things are now: what other
// programs asked before this moment does not serve.
func (s *Service) Demand() {
	s.AtMost(0)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted = s.now()
}

// AtMost says how old other programs' answers may be from now on. None from
// before the last write of any program serves, so that a command sees what the
// one before it has done.
func (s *Service) AtMost(age time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notBefore, s.unmarked = s.now().Add(-age), true
}

// oldest is from when on other programs' answers serve. The mark of the last
// write is read with the first question after AtMost: a dashboard that starts
// has no time to open the history.
func (s *Service) oldest() time.Time {
	s.mu.Lock()
	at, unmarked := s.notBefore, s.unmarked
	s.mu.Unlock()
	if !unmarked {
		return at
	}
	written := s.markedTime(markWritten)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unmarked = false
	if !written.IsZero() && !written.Before(s.notBefore) {
		s.notBefore = written.Add(1)
	}
	return s.notBefore
}

func (s *Service) written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writes
}

// shareBudget tells other programs what the service last said about its
// limits, and learns what it told them.
func (s *Service) shareBudget() {
	s.history.KeepBudget(s.client.Budget())
	told := s.history.Budget()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = told
}

// Budget is what is left of the hourly limits, as far as the service said to
// this program or to another one on the account.
func (s *Service) Budget() partner.Budget {
	own := s.client.Budget()
	s.mu.Lock()
	told := s.told
	s.mu.Unlock()
	var b partner.Budget
	for _, a := range own {
		if t := told.Of(a.Group); t.OK && t.V.SeenAt.After(a.SeenAt) {
			a = t.V
		}
		b = append(b, a)
	}
	for _, t := range told {
		if !own.Of(t.Group).OK {
			b = append(b, t)
		}
	}
	return b
}
