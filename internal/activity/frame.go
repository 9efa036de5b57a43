package activity

import (
	"strconv"
	"time"

	"impactdash/internal/partner"
)

// Frame is the two moments between which things are compared.
type Frame struct {
	Now  time.Time
	Last time.Time // the look before; zero: there was none
	Zone *time.Location
	// Horizon is how many days before today an action's event may lie for its
	// payout to count towards Total Pending.
	Horizon int
}

// Oldest is the first event day that counts at a moment.
func (f Frame) Oldest(at time.Time) partner.Date {
	return partner.DateOf(at, f.Zone).Add(-f.Horizon)
}

// inScope reports whether the action is young enough to count at a moment.
func (f Frame) inScope(a partner.Action, at time.Time) bool {
	return !partner.DateOf(a.At, f.Zone).Before(f.Oldest(at))
}

// Owes is what the action adds to Total Pending at a moment; absent where it
// adds nothing.
func (f Frame) Owes(a partner.Action, at time.Time) partner.Opt[partner.Money] {
	if !a.Earns() || settled(a, at) || !f.inScope(a, at) || a.Payout.IsZero() {
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(a.Payout)
}

// OwesLine is what the line adds to Total Pending; absent where it adds
// nothing. The lines of media payouts are the same money as the actions.
func OwesLine(l partner.InvoiceLine) partner.Opt[partner.Money] {
	m := Worth(l)
	if l.Kind == partner.LineMediaPayout || l.Status == partner.LinePaid || m.IsZero() {
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(m)
}

// Worth is the money of an invoice line without value added tax, or with it
// where the service states no other figure.
func Worth(l partner.InvoiceLine) partner.Money {
	if l.Net.Currency == "" {
		return l.Total
	}
	return l.Net
}

// settled reports whether the payout is in the balance at a moment.
func settled(a partner.Action, at time.Time) bool {
	return !a.Cleared.IsZero() && !a.Cleared.After(at)
}

// locked reports whether the payout is final.
func locked(a partner.Action) bool { return a.Earns() && a.State != partner.ActionPending }

// Awaits reports whether something should have happened to an open action by
// now, and since when: it should be locked, or its payout in the balance.
func (f Frame) Awaits(h Held) (since time.Time, ok bool) {
	a := h.Action
	switch {
	case a.Locks.IsZero() || !a.Earns() || settled(a, f.Now) || !f.inScope(a, f.Now):
		return time.Time{}, false
	case !locked(a):
		return a.Locks, !a.Locks.After(f.Now)
	case h.Due.IsZero():
		return time.Time{}, false
	}
	return h.Due, !h.Due.After(f.Now)
}

// dayAfter is the first instant after the day of t: what was due on that day
// is late from then on.
func (f Frame) dayAfter(t time.Time) time.Time {
	return partner.DateOf(t, f.Zone).Add(1).Start(f.Zone)
}

// stated is t with whether the service stated it, or now for what it did not
// state, or states for a time to come.
func (f Frame) stated(t time.Time) (time.Time, bool) {
	if t.IsZero() || t.After(f.Now) {
		return f.Now, false
	}
	return t, true
}

// since is stated for a change that was not there at the look before: a date
// from before that belongs to something else.
func (f Frame) since(t time.Time) (time.Time, bool) {
	if t.Before(f.Last) {
		return f.Now, false
	}
	return f.stated(t)
}

// id names an event: its kind, the thing, and what tells it from the next one
// of the kind.
func id(kind partner.EventKind, parts ...string) string {
	text := string(kind)
	for _, p := range parts {
		text += "/" + p
	}
	return text
}

// unix is an instant as part of an id.
func unix(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return strconv.FormatInt(t.Unix(), 10)
}

// differ reports whether two amounts are not the same money.
func differ(a, b partner.Money) bool {
	if a.IsZero() && b.IsZero() {
		return false
	}
	return a.Currency != b.Currency || a.Amount.Cmp(b.Amount) != 0
}
