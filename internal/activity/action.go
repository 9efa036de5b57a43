package activity

import (
	"time"

	"impactdash/internal/partner"
)

// Held is an action as it was known, with the day its payout is due.
type Held struct {
	Action partner.Action
	Due    time.Time // zero: not known
}

// Look is an action before and after.
type Look struct {
	Before  partner.Opt[Held] // absent: not seen before
	After   Held
	Updates []partner.ActionUpdate // not seen before, oldest first
	// Ahead are updates made while the questions were asked: the action may
	// have been listed before or after them. Oldest first.
	Ahead []partner.ActionUpdate
}

// story gathers the events of one action in the order they happened.
type story struct {
	Frame
	Look
	money    chain
	now      partner.Money // payout after the events so far
	counting bool          // the payout is part of Total Pending
	added    partner.Totals
	events   []partner.Event
}

// Action is what happened to an action, and how many of the updates ahead are
// part of it; the others belong to the next look. What the events added to
// Total Pending sums exactly to what the action did: money that no update
// explains is an event of its own.
func (f Frame) Action(l Look) (events []partner.Event, ahead int) {
	s := story{Frame: f, Look: l}
	var used int
	s.money, used = link(l)
	s.begin()
	s.changes()
	s.lock()
	s.late()
	s.clear()
	s.age()
	s.close()
	return s.events, used
}

// Gone is an action that was listed and is not any more.
func (f Frame) Gone(h Held) partner.Event {
	a := h.Action
	e := f.event(partner.ActionGone, a, id(partner.ActionGone, a.ID, unix(f.Now)))
	e.At, e.Before, e.After = f.Now, stake(paid(a)), stake(nothing(a.Payout))
	if m := f.Owes(a, f.Last); m.OK {
		e.Owed = partner.Some(m.V.Neg())
	}
	return e
}

// Quiet is an event as it stands in the log of the time before the first look:
// nobody had seen Total Pending before it, so it moved nothing.
func Quiet(e partner.Event) partner.Event {
	e.Seen, e.Owed = time.Time{}, partner.Opt[partner.Money]{}
	return e
}

func (f Frame) event(kind partner.EventKind, a partner.Action, id string) partner.Event {
	return partner.Event{
		ID: id, Kind: kind, Seen: f.Now, ThingID: a.ID, Title: a.OrderID, ProgramID: a.ProgramID, Program: a.Program,
	}
}

// tell adds an event that moved the payout to another figure, or left it.
func (s *story) tell(e partner.Event, to partner.Money) {
	if s.counting && differ(s.now, to) && s.now.Currency == to.Currency {
		move := to.Sub(s.now)
		e.Owed = partner.Some(move)
		s.added.Add(move)
	}
	s.now = to
	s.events = append(s.events, e)
}

// leave adds an event that took the payout out of Total Pending.
func (s *story) leave(e partner.Event) {
	if s.counting && !s.now.IsZero() {
		e.Owed = partner.Some(s.now.Neg())
		s.added.Add(s.now.Neg())
	}
	s.counting = false
	s.events = append(s.events, e)
}

// begin tells that the action is new, or that its money was changed by nobody.
func (s *story) begin() {
	a := s.After.Action
	if !s.Before.OK {
		e := s.event(partner.ActionTracked, a, id(partner.ActionTracked, a.ID))
		e.At, e.Stated = s.stated(a.Created)
		e.After, e.Amount = stake(s.money.start), stake(s.money.amount)
		s.counting, s.now = s.inScope(a, s.Now), nothing(s.money.start)
		s.tell(e, s.money.start)
		return
	}
	b := s.Before.V.Action
	s.counting, s.now = s.inScope(b, s.Last) && !settled(b, s.Last), paid(b)
	voided := b.Earns() && !a.Earns() && !s.money.reverses()
	switch {
	case voided:
		e := s.event(partner.ActionVoided, a, id(partner.ActionVoided, a.ID, unix(s.Now)))
		e.At, e.Before, e.After, e.Amount = s.Now, stake(s.now), stake(s.money.start), stake(a.Amount)
		s.tell(e, s.money.start)
	case s.money.broken:
		e := s.restated(a.Payout.Currency)
		e.Before, e.After, e.Amount = stake(s.now), stake(s.money.start), stake(s.money.amount)
		s.tell(e, s.money.start)
	}
}

func (s *story) restated(currency string) partner.Event {
	a := s.After.Action
	e := s.event(partner.ActionRestated, a, id(partner.ActionRestated, a.ID, unix(s.Now), currency))
	e.At = s.Now
	return e
}

// changes tells what each update did. The payout is taken out of Total Pending
// before those that came after it had cleared.
func (s *story) changes() {
	for _, l := range s.money.steps {
		if c := s.After.Action.Cleared; !c.IsZero() && l.update.At.After(c) {
			s.clear()
		}
		s.change(l)
	}
}

func (s *story) change(l step) {
	u, a := l.update, s.After.Action
	kind := partner.ActionModified
	if u.State == partner.ActionReversed {
		kind = partner.ActionVoided
	}
	payout := differ(l.before, l.after)
	if !payout && !differ(l.amountBefore, l.amount) && (kind == partner.ActionModified || s.Before.OK && !s.Before.V.Action.Earns()) {
		return // it says nothing that people would call a change
	}
	e := s.event(kind, a, id(kind, u.ID))
	e.At, e.Stated, e.Amount, e.Reason = u.At, true, stake(l.amount), reason(u)
	if payout {
		e.Before, e.After = stake(l.before), stake(l.after)
	}
	if s.money.belated { // its money was counted by a look before
		s.events = append(s.events, e)
		return
	}
	s.tell(e, l.after)
}

// lock tells that the payout is final.
func (s *story) lock() {
	a := s.After.Action
	if !locked(a) || s.Before.OK && locked(s.Before.V.Action) {
		return
	}
	e := s.event(partner.ActionLocked, a, id(partner.ActionLocked, a.ID, unix(a.Locks)))
	e.At, e.Stated = s.stated(a.Locks)
	e.After = stake(a.Payout)
	s.events = append(s.events, e)
}

// late tells that the day the payout was due has passed without it, by the
// day the service stated.
func (s *story) late() {
	a, due := s.After.Action, s.After.Due
	if !locked(a) || due.IsZero() {
		return
	}
	at := s.dayAfter(due)
	if at.After(s.Now) || settled(a, at) {
		return
	}
	if b := s.Before; b.OK && locked(b.V.Action) && b.V.Due.Equal(due) && !at.After(s.Last) {
		return
	}
	e := s.event(partner.ActionLate, a, id(partner.ActionLate, a.ID, unix(due)))
	e.At, e.Stated, e.After = at, true, stake(a.Payout)
	s.events = append(s.events, e)
}

// clear tells, once, that the payout is in the balance.
func (s *story) clear() {
	a := s.After.Action
	if !settled(a, s.Now) || s.Before.OK && settled(s.Before.V.Action, s.Last) {
		return
	}
	name := id(partner.ActionCleared, a.ID, unix(a.Cleared))
	for _, e := range s.events {
		if e.ID == name {
			return
		}
	}
	if !a.Earns() && s.now.IsZero() {
		return // reversed: nothing reached the balance
	}
	e := s.event(partner.ActionCleared, a, name)
	e.At, e.Stated, e.After = a.Cleared, true, stake(s.now)
	s.leave(e)
}

// age tells that the action is too old to be looked at, and still open.
func (s *story) age() {
	a := s.After.Action
	if !s.counting || s.inScope(a, s.Now) || !a.Earns() {
		return
	}
	e := s.event(partner.ActionAged, a, id(partner.ActionAged, a.ID))
	e.At = partner.DateOf(a.At, s.Zone).Add(s.Horizon + 1).Start(s.Zone)
	e.Before = stake(s.now)
	s.leave(e)
}

// close tells what moved Total Pending and none of the events explains: a
// payout in another currency, one that was in the balance and is not any more.
func (s *story) close() {
	a := s.After.Action
	var rest partner.Totals
	rest.Add(s.Owes(a, s.Now).V)
	if s.Before.OK {
		rest.Add(s.Owes(s.Before.V.Action, s.Last).V.Neg())
	}
	for _, m := range s.added.Lines("") {
		rest.Add(m.Neg())
	}
	for _, m := range rest.Lines("") {
		if m.IsZero() {
			continue
		}
		e := s.restated(m.Currency + "/rest")
		e.Owed = partner.Some(m)
		if m.Amount.IsNeg() {
			e.Before, e.After = partner.Some(m.Neg()), partner.Some(nothing(m))
		} else {
			e.Before, e.After = partner.Some(nothing(m)), partner.Some(m)
		}
		s.events = append(s.events, e)
	}
}

// paid is what the action earns: nothing once it is reversed.
func paid(a partner.Action) partner.Money {
	if !a.Earns() {
		return nothing(a.Payout)
	}
	return a.Payout
}

// nothing is zero in the currency of m.
func nothing(m partner.Money) partner.Money { return partner.Money{Currency: m.Currency} }

// stake is money that was stated.
func stake(m partner.Money) partner.Opt[partner.Money] {
	if m.Currency == "" {
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(m)
}
