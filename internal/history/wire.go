package history

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// nanos is an instant as the columns have it. What an integer cannot hold is
// the nearest it can; the exact instant is in the body.
func nanos(t time.Time) sql.NullInt64 {
	switch {
	case t.IsZero():
		return sql.NullInt64{}
	case t.Year() < 1678:
		return sql.NullInt64{Int64: math.MinInt64, Valid: true}
	case t.Year() > 2261:
		return sql.NullInt64{Int64: math.MaxInt64, Valid: true}
	}
	return sql.NullInt64{Int64: t.UnixNano(), Valid: true}
}

// instant is what a column says, in UTC.
func instant(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(0, n.Int64).UTC()
}

// text is NULL when it is empty.
func text(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

// blob is never NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// stamp is an instant in a body: RFC 3339 in UTC, empty when there is none.
// It embeds no time, whose own form would be taken instead.
type stamp struct{ at time.Time }

func (s stamp) MarshalText() ([]byte, error) {
	t := s.at.UTC()
	switch {
	case t.IsZero():
		return nil, nil
	case t.Year() > 9999: // more than the form has room for
		t = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)
	case t.Year() < 0:
		t = time.Date(0, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.AppendFormat(nil, time.RFC3339Nano), nil
}

func (s *stamp) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		s.at = time.Time{}
		return nil
	}
	s.at, err = time.Parse(time.RFC3339Nano, string(b))
	s.at = s.at.UTC()
	return err
}

// sum is money in a body: "12.50 USD", with all its digits. It embeds nothing
// for the reason stamp does not.
type sum struct{ m partner.Money }

func (s sum) MarshalText() ([]byte, error) { return []byte(s.m.String()), nil }

func (s *sum) UnmarshalText(b []byte) error {
	amount, currency, ok := strings.Cut(string(b), " ")
	if !ok {
		return fmt.Errorf("%q is no money", b)
	}
	d, err := decimal.Parse(amount)
	s.m = partner.Money{Amount: d, Currency: currency}
	return err
}

func optional(m partner.Opt[partner.Money]) *sum {
	if !m.OK {
		return nil
	}
	return &sum{m.V}
}

func (s *sum) opt() partner.Opt[partner.Money] {
	if s == nil {
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(s.m)
}

// sums is a Totals in a body.
type sums []sum

func sumsOf(t partner.Totals) sums {
	all := make(sums, 0, t.Len())
	for _, m := range t.Lines("") {
		all = append(all, sum{m})
	}
	return all
}

func (all sums) value() (t partner.Totals) {
	for _, s := range all {
		if s.m.Currency != "" && t.In(s.m.Currency).IsZero() { // what Totals has no line for was not written by this program
			t.Add(s.m)
		}
	}
	return t
}

type allowance struct {
	Group     string `json:"group"`
	Limit     *int   `json:"limit,omitempty"`
	Remaining *int   `json:"remaining,omitempty"`
	Reset     stamp  `json:"reset"`
	SeenAt    stamp  `json:"seen"`
}

func count(o partner.Opt[int]) *int {
	if !o.OK {
		return nil
	}
	return &o.V
}

func optCount(n *int) partner.Opt[int] {
	if n == nil {
		return partner.Opt[int]{}
	}
	return partner.Some(*n)
}

func allowanceOf(a partner.Allowance) allowance {
	return allowance{Group: string(a.Group), Limit: count(a.Limit), Remaining: count(a.Remaining), Reset: stamp{a.Reset}, SeenAt: stamp{a.SeenAt}}
}

func (a allowance) value() partner.Allowance {
	return partner.Allowance{
		Group: partner.Group(a.Group), Limit: optCount(a.Limit), Remaining: optCount(a.Remaining),
		Reset: a.Reset.at, SeenAt: a.SeenAt.at,
	}
}

type seen struct {
	ID        string    `json:"id"`
	ProgramID string    `json:"programId"`
	Program   string    `json:"program"`
	Event     string    `json:"event"`
	State     string    `json:"state"`
	Payout    sum       `json:"payout"`
	Intended  bool      `json:"intended,omitempty"`
	Amount    sum       `json:"amount"`
	At        stamp     `json:"at"`
	Created   stamp     `json:"created"`
	Locks     stamp     `json:"locks"`
	Cleared   stamp     `json:"cleared"`
	OrderID   string    `json:"orderId,omitempty"`
	PromoCode string    `json:"promoCode,omitempty"`
	SubIDs    [3]string `json:"subIds"`
	SharedID  string    `json:"sharedId,omitempty"`
	Due       stamp     `json:"due"`
	Listed    stamp     `json:"listed"`
}

func seenOf(s Seen) seen {
	a := s.Action
	return seen{
		ID: a.ID, ProgramID: a.ProgramID, Program: a.Program, Event: a.Event, State: string(a.State), Payout: sum{a.Payout},
		Intended: a.Intended, Amount: sum{a.Amount}, At: stamp{a.At}, Created: stamp{a.Created}, Locks: stamp{a.Locks},
		Cleared: stamp{a.Cleared}, OrderID: a.OrderID, PromoCode: a.PromoCode, SubIDs: a.SubIDs, SharedID: a.SharedID,
		Due: stamp{s.Due}, Listed: stamp{s.Listed},
	}
}

func (s seen) value() Seen {
	return Seen{Due: s.Due.at, Listed: s.Listed.at, Action: partner.Action{
		ID: s.ID, ProgramID: s.ProgramID, Program: s.Program, Event: s.Event, State: partner.ActionState(s.State),
		Payout: s.Payout.m, Intended: s.Intended, Amount: s.Amount.m, At: s.At.at, Created: s.Created.at,
		Locks: s.Locks.at, Cleared: s.Cleared.at, OrderID: s.OrderID, PromoCode: s.PromoCode, SubIDs: s.SubIDs, SharedID: s.SharedID,
	}}
}

type update struct {
	ID          string `json:"id"`
	ActionID    string `json:"actionId"`
	ProgramID   string `json:"programId"`
	State       string `json:"state"`
	Detail      string `json:"detail,omitempty"`
	Explanation string `json:"explanation,omitempty"`
	DeltaPayout sum    `json:"deltaPayout"`
	DeltaAmount sum    `json:"deltaAmount"`
	At          stamp  `json:"at"`
	ActionAt    stamp  `json:"actionAt"`
	Locks       stamp  `json:"locks"`
	Clears      stamp  `json:"clears"`
	PaystubID   string `json:"paystubId,omitempty"`
	ContractID  string `json:"contractId,omitempty"`
}

func updateOf(u partner.ActionUpdate) update {
	return update{
		ID: u.ID, ActionID: u.ActionID, ProgramID: u.ProgramID, State: string(u.State), Detail: u.Detail, Explanation: u.Explanation,
		DeltaPayout: sum{u.DeltaPayout}, DeltaAmount: sum{u.DeltaAmount}, At: stamp{u.At}, ActionAt: stamp{u.ActionAt},
		Locks: stamp{u.Locks}, Clears: stamp{u.Clears}, PaystubID: u.PaystubID, ContractID: u.ContractID,
	}
}

func (u update) value() partner.ActionUpdate {
	return partner.ActionUpdate{
		ID: u.ID, ActionID: u.ActionID, ProgramID: u.ProgramID, State: partner.ActionState(u.State), Detail: u.Detail, Explanation: u.Explanation,
		DeltaPayout: u.DeltaPayout.m, DeltaAmount: u.DeltaAmount.m, At: u.At.at, ActionAt: u.ActionAt.at,
		Locks: u.Locks.at, Clears: u.Clears.at, PaystubID: u.PaystubID, ContractID: u.ContractID,
	}
}

type event struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	At        stamp  `json:"at"`
	Stated    bool   `json:"stated,omitempty"`
	Seen      stamp  `json:"seen"`
	ThingID   string `json:"thingId"`
	Title     string `json:"title,omitempty"`
	ProgramID string `json:"programId,omitempty"`
	Program   string `json:"program,omitempty"`
	Before    *sum   `json:"before,omitempty"`
	After     *sum   `json:"after,omitempty"`
	Amount    *sum   `json:"amount,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Owed      *sum   `json:"owed,omitempty"`
}

func eventOf(e partner.Event) event {
	return event{
		ID: e.ID, Kind: string(e.Kind), At: stamp{e.At}, Stated: e.Stated, Seen: stamp{e.Seen}, ThingID: e.ThingID, Title: e.Title,
		ProgramID: e.ProgramID, Program: e.Program, Before: optional(e.Before), After: optional(e.After), Amount: optional(e.Amount),
		From: e.From, To: e.To, Reason: e.Reason, Owed: optional(e.Owed),
	}
}

func (e event) value() partner.Event {
	return partner.Event{
		ID: e.ID, Kind: partner.EventKind(e.Kind), At: e.At.at, Stated: e.Stated, Seen: e.Seen.at, ThingID: e.ThingID, Title: e.Title,
		ProgramID: e.ProgramID, Program: e.Program, Before: e.Before.opt(), After: e.After.opt(), Amount: e.Amount.opt(),
		From: e.From, To: e.To, Reason: e.Reason, Owed: e.Owed.opt(),
	}
}

// encode is a value's body.
func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// value is what a body of the kind W stands for.
type value[V any] interface{ value() V }

// decode reads a body.
func decode[W value[V], V any](body string) (v V, err error) {
	var w W
	if err := json.Unmarshal([]byte(body), &w); err != nil {
		return v, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return w.value(), nil
}
