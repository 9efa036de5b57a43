package service

import (
	"context"
	"fmt"
	"time"

	"impactdash/internal/partner"
)

// flight is one fetch that several callers wait for.
type flight struct {
	done    chan struct{} // closed when val and err are set
	val     any
	err     error
	waiting int
	cancel  context.CancelFunc
}

// shareLimit ends a fetch that somebody waits for without a limit of his own.
const shareLimit = 2 * time.Minute

// share runs fetch once for all callers with the same key, those who may not ask
// the network apart from those who may. A caller that gives up does not take the
// others' fetch with it; the last one does.
func share[T any](ctx context.Context, s *Service, key string, fetch func(context.Context) (T, error)) (T, error) {
	var none T
	if partner.WantsKept(ctx) {
		key = "kept " + key
	}
	f := s.join(ctx, key, func(ctx context.Context) (any, error) { return fetch(ctx) })
	select {
	case <-ctx.Done():
		s.leave(key, f)
		return none, ctx.Err()
	case <-f.done:
		if f.err != nil {
			return none, f.err
		}
		return f.val.(T), nil
	}
}

// join is the flight of a key, started if there is none.
func (s *Service) join(ctx context.Context, key string, fetch func(context.Context) (any, error)) *flight {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.flights[key]
	if !ok {
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), shareLimit)
		f = &flight{done: make(chan struct{}), cancel: cancel}
		s.flights[key] = f
		go func() {
			f.err = protect(func() (err error) { f.val, err = fetch(own); return err })
			s.drop(key, f)
			close(f.done)
			cancel()
		}()
	}
	f.waiting++
	return f
}

// leave gives up waiting; nobody left to wait ends the fetch. Both happen under
// one lock, so that nobody joins a fetch that is about to end.
func (s *Service) leave(key string, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.waiting--
	if f.waiting > 0 {
		return
	}
	if s.flights[key] == f {
		delete(s.flights, key)
	}
	f.cancel()
}

// drop makes the next caller start a new flight.
func (s *Service) drop(key string, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flights[key] == f {
		delete(s.flights, key)
	}
}

// protect turns a panic into an error: it runs on goroutines nobody else looks
// after, where a panic would leave the terminal as it is.
func protect(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &partner.Error{Op: "compute figures", Kind: partner.Internal, Detail: fmt.Sprint("a mistake of impactdash: ", r)}
		}
	}()
	return do()
}

// together runs all of them at once and waits for all; the first error, in
// their order, is returned.
func together(all ...func() error) error {
	errs := make([]error, len(all))
	done := make(chan struct{})
	for i, do := range all {
		go func() {
			errs[i] = protect(do)
			done <- struct{}{}
		}()
	}
	for range all {
		<-done
	}
	return firstErr(errs...)
}
