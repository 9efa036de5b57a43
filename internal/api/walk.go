package api

import (
	"context"
	"iter"
	"net/url"
	"sync"
)

// slot is a window of a walk and the answer for its first page, once asked.
type slot[T any] struct {
	window
	url *url.URL
	got chan result[T] // nil: not asked yet; holds one result without a reader
}

type result[T any] struct {
	page page[T]
	err  error
}

// walk goes through windows in order. The first is fetched alone, so that a
// consumer who stops early has cost one page; from the second on some are
// asked for ahead of time. Not safe for concurrent use.
type walk[W, T any] struct {
	*pager[W, T]
	address func(window) *url.URL
	slots   []slot[T]
	asking  sync.WaitGroup
}

// walkWindows yields the elements of all windows in order, each id once. When
// the loop over it ends nothing runs any more.
func walkWindows[W, T any](ctx context.Context, p func() *pager[W, T], all []window, address func(window) *url.URL) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		w := &walk[W, T]{pager: p(), address: address}
		defer w.asking.Wait()
		defer cancel()
		for _, one := range all {
			w.slots = append(w.slots, slot[T]{window: one})
		}
		w.ask(ctx, 1)
		for len(w.slots) > 0 {
			if !w.step(ctx, yield) {
				return
			}
			w.ask(ctx, w.c.options.Parallel)
		}
	}
}

// ask requests the first page of the first n windows that are not asked yet.
func (w *walk[W, T]) ask(ctx context.Context, n int) {
	for i := range min(n, len(w.slots)) {
		s := &w.slots[i]
		if s.got != nil {
			continue
		}
		s.url, s.got = w.address(s.window), make(chan result[T], 1)
		u, got := s.url, s.got // the slice moves while the request runs
		w.asking.Go(func() {
			p, err := w.load(ctx, u)
			got <- result[T]{p, err}
		})
	}
}

// step yields the first window, or replaces it by its halves when it holds
// more pages than the service hands out. False: stop.
func (w *walk[W, T]) step(ctx context.Context, yield func(T, error) bool) bool {
	s := w.slots[0]
	r := <-s.got
	w.slots = w.slots[1:]
	if isTooMuch(r.err) || r.err == nil && r.page.pages > actionPages {
		if a, b, ok := s.halves(); ok {
			w.slots = append([]slot[T]{{window: a}, {window: b}}, w.slots...)
			return true
		}
	}
	if r.err != nil {
		var none T
		yield(none, r.err)
		return false
	}
	return w.follow(ctx, s.url, r.page, yield)
}
