package service

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"impactdash/internal/activity"
	"impactdash/internal/partner"
)

// Kinds of things of the history.
const (
	thingInvoice  = "invoice"
	thingContract = "contract"
	thingTask     = "task"
	thingInquiry  = "inquiry"
)

// compareThings compares the sources that are read whole.
func (k *keeper) compareThings() error {
	for _, compare := range []func() error{k.compareInvoices, k.compareContracts, k.compareTasks, k.compareInquiries} {
		if err := compare(); err != nil {
			return err
		}
	}
	return nil
}

// pair is the things of a kind as they were and as they are.
type pair[T any] struct {
	kind          string
	before, after map[string]T
	was, is       map[string][]byte // as they are kept
}

// things reads the things of a kind as they were. One that cannot be read any
// more, such as of another version, is as if it had not been seen.
func things[T any](k *keeper, kind string, after map[string]T) (pair[T], error) {
	p := pair[T]{kind: kind, after: after, before: map[string]T{}, is: map[string][]byte{}}
	var err error
	if p.was, err = k.tx.Things(kind); err != nil {
		return p, err
	}
	for id, v := range after {
		if p.is[id], err = json.Marshal(v); err != nil {
			return p, err
		}
	}
	for id, body := range p.was {
		if bytes.Equal(body, p.is[id]) {
			p.before[id] = after[id]
			continue
		}
		var v T
		if json.Unmarshal(body, &v) == nil {
			p.before[id] = v
		}
	}
	return p, nil
}

// put keeps the things as they are, and drops those that are no more, where
// drop says so. With a sweep all are written, so that none grows old.
func (p pair[T]) put(k *keeper, drop func(T) bool) error {
	for _, id := range slices.Sorted(maps.Keys(p.is)) {
		if !k.sweep && bytes.Equal(p.is[id], p.was[id]) {
			continue
		}
		if err := k.tx.PutThing(p.kind, id, p.is[id]); err != nil {
			return err
		}
	}
	for id := range p.was {
		_, listed := p.after[id]
		if v, ok := p.before[id]; listed || ok && !drop(v) {
			continue
		}
		if err := k.tx.DropThing(p.kind, id); err != nil {
			return err
		}
	}
	return nil
}

func always[T any](T) bool { return true }

func never[T any](T) bool { return false }

// opt is the value of a key that may not be there.
func opt[T any](all map[string]T, id string) partner.Opt[T] {
	v, ok := all[id]
	return partner.Opt[T]{V: v, OK: ok}
}

func (k *keeper) compareInvoices() error {
	if !k.invoices.read {
		return nil
	}
	p, err := things(k, thingInvoice, k.invoices.value)
	if err != nil {
		return err
	}
	frame := k.frame(k.invoices.last)
	since, _ := k.horizon()
	// Those created before the period that was asked for are as they were,
	// unless they have grown too old.
	gone := func(v partner.Invoice) bool { return !v.Created.Before(k.invoicesFrom) || v.Created.Before(since) }
	k.unpaid = k.now
	for _, id := range slices.Sorted(maps.Keys(p.after)) {
		for _, l := range p.after[id].Lines {
			if l.Program != "" {
				k.names[l.ProgramID] = l.Program
			}
		}
		k.add(k.invoices.last, frame.Invoice(opt(p.before, id), partner.Some(p.after[id])))
		k.owe(p.after[id])
	}
	for _, id := range slices.Sorted(maps.Keys(p.before)) {
		v := p.before[id]
		if _, ok := p.after[id]; ok {
			continue
		}
		if !gone(v) {
			k.owe(v)
			continue
		}
		aged := v.Created.Before(since)
		for _, e := range frame.Invoice(partner.Some(v), partner.Opt[partner.Invoice]{}) {
			if aged && !e.Owed.OK {
				continue // it is not asked for any more, and nothing was owed
			}
			if aged {
				e.Reason = "older than a year"
			}
			k.add(k.invoices.last, []partner.Event{e})
		}
	}
	return p.put(k, gone)
}

// owe adds what an invoice adds to Total Pending, and notes the oldest that has
// still to be paid.
func (k *keeper) owe(v partner.Invoice) {
	for _, l := range v.Lines {
		k.lines.Add(activity.OwesLine(l).V)
		if l.Status != partner.LinePaid && v.Created.Before(k.unpaid) {
			k.unpaid = v.Created
		}
	}
}

// owedLines is what the invoices add to Total Pending; not whole where they
// have still to be read for the first time.
func (k *keeper) owedLines() (sum partner.Totals, whole bool, err error) {
	if k.invoices.read {
		return k.lines, true, nil
	}
	lacked, err := k.tx.Mark(markLacked + fromInvoices)
	if err != nil {
		return sum, false, err
	}
	if lacked != "" || k.invoices.err != nil && outOfScope(k.invoices.err) {
		return sum, true, nil
	}
	if k.invoices.last.IsZero() {
		return sum, false, nil
	}
	p, err := things(k, thingInvoice, map[string]partner.Invoice{})
	for _, v := range p.before {
		k.owe(v)
	}
	return k.lines, true, err
}

func (k *keeper) compareContracts() error {
	if !k.contracts.read {
		return nil
	}
	p, err := things(k, thingContract, k.contracts.value)
	if err != nil {
		return err
	}
	k.add(k.contracts.last, k.frame(k.contracts.last).Contracts(p.before, p.after))
	return p.put(k, always)
}

func (k *keeper) compareTasks() error {
	if !k.tasks.read {
		return nil
	}
	p, err := things(k, thingTask, k.tasks.value)
	if err != nil {
		return err
	}
	frame := k.frame(k.tasks.last)
	both := maps.Clone(p.before)
	maps.Copy(both, p.after)
	for _, id := range slices.Sorted(maps.Keys(both)) {
		k.add(k.tasks.last, frame.Task(opt(p.before, id), opt(p.after, id)))
	}
	return p.put(k, always)
}

func (k *keeper) compareInquiries() error {
	if !k.inquiries.read {
		return nil
	}
	p, err := things(k, thingInquiry, k.inquiries.value)
	if err != nil {
		return err
	}
	frame := k.frame(k.inquiries.last)
	for _, id := range slices.Sorted(maps.Keys(p.after)) {
		k.add(k.inquiries.last, frame.Inquiry(opt(p.before, id), p.after[id]))
	}
	return p.put(k, never)
}

// programName is a program's name as last seen, empty when it was not.
func (l *look) programName(id string) string {
	if name := l.names[id]; name != "" {
		return name
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	return l.s.known[id].Name
}
