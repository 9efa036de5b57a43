package api

import (
	"bufio"
	"context"
	"errors"
	"iter"
	"net/url"
	"strconv"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// maxPages ends a list that has no end. The largest real one, 20,000 rows a
// page, stops far earlier.
const maxPages = 1000

// pager walks the pages of one resource for one loop over it. Only load may
// be called from several goroutines.
type pager[W, T any] struct {
	c    *Client
	res  resource[W, T]
	keep func(T) bool // nil: every element
	seen map[string]struct{}
}

func newPager[W, T any](c *Client, res resource[W, T], keep func(T) bool) *pager[W, T] {
	return &pager[W, T]{c: c, res: res, keep: keep, seen: map[string]struct{}{}}
}

// list yields the elements of u's page and of those behind it, each id once.
// Pages are fetched as they are consumed. It ends at the first error.
func list[W, T any](ctx context.Context, c *Client, res resource[W, T], u *url.URL, keep func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		p := newPager(c, res, keep)
		first, err := p.load(ctx, u)
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		p.follow(ctx, u, first, yield)
	}
}

// load fetches one page.
func (p *pager[W, T]) load(ctx context.Context, u *url.URL) (page[T], error) {
	r := request{op: p.res.op, endpoint: p.res.endpoint, group: p.res.group, url: u}
	var got page[T]
	err := p.c.fetch(ctx, r, func(in *bufio.Reader) error {
		var err error
		got, err = readPage(in, p.res, p.c.zone)
		return err
	})
	if err != nil {
		return page[T]{}, err
	}
	return got, nil
}

// follow yields the elements of pg, which is the answer to u, and of the pages
// after it. False: the consumer is done or an error was yielded.
func (p *pager[W, T]) follow(ctx context.Context, u *url.URL, pg page[T], yield func(T, error) bool) bool {
	var none T
	visited := map[string]bool{u.String(): true}
	for n := 1; ; n++ {
		if !p.emit(pg.rows, yield) {
			return false
		}
		next, err := p.after(u, pg, n)
		if err != nil {
			yield(none, err)
			return false
		}
		if next == nil || visited[next.String()] {
			return true
		}
		u, visited[next.String()] = next, true
		last := pg.number
		if pg, err = p.load(ctx, u); err != nil {
			yield(none, err)
			return false
		}
		if p.res.id == nil && last > 0 && pg.number > 0 && pg.number <= last {
			return true // the address led back, and without ids nothing else shows it
		}
	}
}

// emit yields rows that are wanted and new.
func (p *pager[W, T]) emit(rows []T, yield func(T, error) bool) bool {
	for _, v := range rows {
		if p.keep != nil && !p.keep(v) || !p.isNew(v) {
			continue
		}
		if !yield(v, nil) {
			return false
		}
	}
	return true
}

// isNew reports an id's first appearance. Pages shift while rows arrive, and
// the ends of neighbouring windows may both be inclusive.
func (p *pager[W, T]) isNew(v T) bool {
	if p.res.id == nil {
		return true
	}
	id := p.res.id(v)
	if _, ok := p.seen[id]; ok {
		return false
	}
	p.seen[id] = struct{}{}
	return true
}

// after is the address of the page behind pg, the n-th page read from u; nil
// when pg is the last. Where the service names no next page but counts more,
// the address is built.
func (p *pager[W, T]) after(u *url.URL, pg page[T], n int) (*url.URL, error) {
	if n >= maxPages {
		return nil, p.astray("the list does not end")
	}
	if pg.next != "" {
		next, err := p.c.resolve(u, pg.next)
		var foreign *origin.ForeignError
		if errors.As(err, &foreign) {
			return nil, p.astray("the next page is on another host, " + foreign.Host +
				"; refused, so that the credentials stay here")
		}
		if err != nil {
			return nil, p.astray(err.Error())
		}
		return next, nil
	}
	if max(pg.number, n) >= pg.pages {
		return nil, nil
	}
	next := *u
	q := next.Query()
	q.Set("Page", strconv.Itoa(max(pg.number, n)+1))
	next.RawQuery = q.Encode()
	return &next, nil
}

func (p *pager[W, T]) astray(detail string) error {
	return &partner.Error{
		Op: p.res.op, Kind: partner.Malformed, Endpoint: p.res.endpoint,
		Field: "@nextpageuri", Detail: p.c.redact(origin.Tidy(detail)),
	}
}
