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

// knownThings are the things of a kind as they were. One that cannot be read
// any more, such as of another version, is as if it had not been seen.
func knownThings[T any](k *keeper, kind string) (map[string]T, error) {
	bodies, err := k.tx.Things(kind)
	if err != nil {
		return nil, err
	}
	all := make(map[string]T, len(bodies))
	for id, body := range bodies {
		var v T
		if json.Unmarshal(body, &v) == nil {
			all[id] = v
		}
	}
	return all, nil
}

// putThings keeps the things of a kind as they are, and drops the others
// where drop says so. With a sweep all are written, so that none grows old.
func putThings[T any](k *keeper, kind string, things map[string]T, drop func(T) bool) error {
	before, err := k.tx.Things(kind)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(things)) {
		body, err := json.Marshal(things[id])
		if err != nil {
			return err
		}
		if !k.sweep && bytes.Equal(body, before[id]) {
			continue
		}
		if err := k.tx.PutThing(kind, id, body); err != nil {
			return err
		}
	}
	for id, body := range before {
		var v T
		if _, ok := things[id]; ok || json.Unmarshal(body, &v) == nil && !drop(v) {
			continue
		}
		if err := k.tx.DropThing(kind, id); err != nil {
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
	before, err := knownThings[partner.Invoice](k, thingInvoice)
	if err != nil {
		return err
	}
	frame, after := k.frame(k.invoices.last), k.invoices.value
	since, _ := k.horizon()
	for _, id := range slices.Sorted(maps.Keys(after)) {
		for _, l := range after[id].Lines {
			if l.Program != "" {
				k.names[l.ProgramID] = l.Program
			}
		}
		k.add(k.invoices.last, frame.Invoice(opt(before, id), partner.Some(after[id])))
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, ok := after[id]; ok {
			continue
		}
		aged := before[id].Created.Before(since)
		for _, e := range frame.Invoice(partner.Some(before[id]), partner.Opt[partner.Invoice]{}) {
			if aged && !e.Owed.OK {
				continue // it is not asked for any more, and nothing was owed
			}
			if aged {
				e.Reason = "older than a year"
			}
			k.add(k.invoices.last, []partner.Event{e})
		}
	}
	return putThings(k, thingInvoice, after, always)
}

// owedLines is what the invoices add to Total Pending; not whole where they
// have still to be read for the first time.
func (k *keeper) owedLines() (sum partner.Totals, whole bool, err error) {
	lacked, err := k.tx.Mark(markLacked + fromInvoices)
	if err != nil {
		return sum, false, err
	}
	if !k.invoices.read && (lacked != "" || k.invoices.err != nil && outOfScope(k.invoices.err)) {
		return sum, true, nil
	}
	if k.invoices.last.IsZero() && !k.invoices.read {
		return sum, false, nil
	}
	all, err := knownThings[partner.Invoice](k, thingInvoice)
	if err != nil {
		return sum, false, err
	}
	for _, v := range all {
		for _, l := range v.Lines {
			sum.Add(activity.OwesLine(l).V)
		}
	}
	return sum, true, nil
}

func (k *keeper) compareContracts() error {
	if !k.contracts.read {
		return nil
	}
	before, err := knownThings[partner.Contract](k, thingContract)
	if err != nil {
		return err
	}
	k.add(k.contracts.last, k.frame(k.contracts.last).Contracts(before, k.contracts.value))
	return putThings(k, thingContract, k.contracts.value, always)
}

func (k *keeper) compareTasks() error {
	if !k.tasks.read {
		return nil
	}
	before, err := knownThings[partner.Task](k, thingTask)
	if err != nil {
		return err
	}
	frame, after := k.frame(k.tasks.last), k.tasks.value
	both := maps.Clone(before)
	maps.Copy(both, after)
	for _, id := range slices.Sorted(maps.Keys(both)) {
		k.add(k.tasks.last, frame.Task(opt(before, id), opt(after, id)))
	}
	return putThings(k, thingTask, after, always)
}

func (k *keeper) compareInquiries() error {
	if !k.inquiries.read {
		return nil
	}
	before, err := knownThings[partner.Inquiry](k, thingInquiry)
	if err != nil {
		return err
	}
	frame, after := k.frame(k.inquiries.last), k.inquiries.value
	for _, id := range slices.Sorted(maps.Keys(after)) {
		k.add(k.inquiries.last, frame.Inquiry(opt(before, id), after[id]))
	}
	return putThings(k, thingInquiry, after, never)
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
