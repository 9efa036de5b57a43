package activity

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// Contracts is what happened to the contracts of an account, by their ids.
// Both are all of them: whether one was replaced shows in the others.
func (f Frame) Contracts(before, after map[string]partner.Contract) []partner.Event {
	var events []partner.Event
	for _, name := range slices.Sorted(maps.Keys(after)) {
		b, ok := before[name]
		events = append(events, f.contract(partner.Opt[partner.Contract]{V: b, OK: ok}, after[name], after)...)
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if b := before[name]; !over(b.Status) {
			if _, ok := after[name]; !ok {
				events = append(events, f.ended(b, "not listed any more", time.Time{}, after))
			}
		}
	}
	return events
}

// over reports whether nothing follows any more.
func over(s partner.ContractStatus) bool {
	return s != partner.ContractActive && s != partner.ContractPending && s != partner.ContractUpcoming
}

func (f Frame) contract(before partner.Opt[partner.Contract], c partner.Contract, all map[string]partner.Contract) []partner.Event {
	var events []partner.Event
	b := before.V
	if !before.OK {
		e := f.contractEvent(partner.ContractNew, c)
		e.At, e.Stated = f.Now, false
		if c.Status == partner.ContractPending {
			e.At, e.Stated = f.since(c.Updated)
		}
		e.To = rates(c)
		events = append(events, e)
	} else {
		events = append(events, f.terms(b, c)...)
	}
	if before.OK && b.Status == c.Status {
		return events
	}
	switch {
	case c.Status == partner.ContractActive:
		e := f.contractEvent(partner.ContractBegun, c, unix(c.Start))
		if e.At, e.Stated = f.since(c.Start); !e.Stated {
			e.At, e.Stated = f.since(c.Signed)
		}
		e.To = rates(c)
		events = append(events, e)
	case over(c.Status):
		at := c.End
		if c.Status != partner.ContractExpired {
			at = c.Updated
		}
		events = append(events, f.ended(c, plain(string(c.Status)), at, all))
	}
	return events
}

func (f Frame) contractEvent(kind partner.EventKind, c partner.Contract, parts ...string) partner.Event {
	return partner.Event{
		ID: id(kind, append([]string{c.ID}, parts...)...), Kind: kind, Seen: f.Now, ThingID: c.ID, Title: c.Terms, ProgramID: c.ProgramID,
	}
}

// ended tells that a contract is no more: replaced, where another one of the
// program is in force.
func (f Frame) ended(c partner.Contract, why string, at time.Time, all map[string]partner.Contract) partner.Event {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		next := all[name]
		if next.ID == c.ID || next.ProgramID != c.ProgramID || next.Status != partner.ContractActive || next.Start.Before(c.Start) || c.Status == partner.ContractDeclined {
			continue
		}
		e := f.contractEvent(partner.ContractNext, c, next.ID)
		if at.IsZero() {
			at = next.Start
		}
		e.At, e.Stated = f.since(at)
		e.From, e.To = rates(c), rates(next)
		return e
	}
	e := f.contractEvent(partner.ContractEnded, c, unix(at))
	e.At, e.Stated = f.since(at)
	e.From, e.To = rates(c), why
	return e
}

// terms is what changed in a contract that is still the same one, an event for
// each.
func (f Frame) terms(b, c partner.Contract) []partner.Event {
	var events []partner.Event
	add := func(what, from, to string) {
		if from == to {
			return
		}
		e := f.contractEvent(partner.ContractRates, c, unix(c.Updated), what)
		e.At, e.Stated = f.since(c.Updated)
		e.From, e.To = from, to
		events = append(events, e)
	}
	add("rates", rates(b), rates(c))
	for _, n := range pairs(b, c) {
		add("locking/"+n.key, schedule("locks", n.before.Locking), schedule("locks", n.after.Locking))
		add("paying/"+n.key, schedule("paid", n.before.Paying), schedule("paid", n.after.Paying))
	}
	add("start", "from "+f.day(b.Start), "from "+f.day(c.Start))
	add("end", f.until(b.End), f.until(c.End))
	return events
}

// pair is what two versions of a contract pay for one kind of event.
type pair struct {
	key           string
	before, after partner.EventPayout
}

func pairs(b, c partner.Contract) []pair {
	var all []pair
	for i, p := range c.Payouts {
		key := cmp.Or(p.EventTypeID, strconv.Itoa(i))
		for j, q := range b.Payouts {
			if cmp.Or(q.EventTypeID, strconv.Itoa(j)) == key {
				all = append(all, pair{key, q, p})
				break
			}
		}
	}
	return all
}

// rates is what a contract pays, in words: "10 %", or with more than one kind
// of event "Online Sale 10 %, Lead $2.50".
func rates(c partner.Contract) string {
	all := make([]string, 0, len(c.Payouts))
	for _, p := range c.Payouts {
		var parts []string
		if p.Rate.OK && !p.Rate.V.IsZero() {
			parts = append(parts, p.Rate.V.Trim(0).String()+" %")
		}
		if p.Fixed.OK && !p.Fixed.V.IsZero() {
			parts = append(parts, Money(p.Fixed.V))
		}
		text := cmp.Or(strings.Join(parts, " and "), "nothing")
		if len(c.Payouts) > 1 {
			text = strings.TrimSpace(cmp.Or(p.Event, p.EventTypeID) + " " + text)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// schedule is when something happens, in the contract's words.
func schedule(what string, s partner.Schedule) string {
	if s == (partner.Schedule{}) {
		return what + " on no stated day"
	}
	var parts []string
	if s.MonthOffset != 0 {
		parts = append(parts, count(s.MonthOffset, "month"))
	}
	if s.DayOffset != 0 {
		parts = append(parts, count(s.DayOffset, "day"))
	}
	text := what
	if len(parts) > 0 {
		text += " " + strings.Join(parts, " and ")
	}
	if s.Period != "" {
		text += " from the " + plain(s.Period)
	}
	if s.Basis != "" {
		text += " it is " + plain(s.Basis)
	}
	return text
}

func count(n int, unit string) string {
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + unit
}

func (f Frame) day(t time.Time) string {
	if t.IsZero() {
		return "a day not set"
	}
	return partner.DateOf(t, f.Zone).Format("Jan 2, 2006")
}

func (f Frame) until(t time.Time) string {
	if t.IsZero() {
		return "open-ended"
	}
	return "ends " + f.day(t)
}
