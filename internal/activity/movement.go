package activity

import (
	"cmp"
	"slices"
	"time"

	"impactdash/internal/partner"
)

// Sum is Total Pending at the moment of a look.
type Sum struct {
	At   time.Time
	Owed partner.Totals
}

// Moved explains, per currency, how Total Pending got from one sum to another
// by the events that were noticed after the first and not after the second.
// Causes and Rest always sum to After minus Before. Currencies without money
// or movement are left out; first stands first where it is among them.
func Moved(from, to Sum, events []partner.Event, first string) []partner.Movement {
	causes := map[string]map[partner.EventKind]*partner.Cause{}
	var touched partner.Totals
	touched.AddAll(from.Owed)
	touched.AddAll(to.Owed)
	for _, e := range events {
		if !e.Owed.OK || !e.Seen.After(from.At) || e.Seen.After(to.At) {
			continue
		}
		m := e.Owed.V
		touched.Add(nothing(m))
		if causes[m.Currency] == nil {
			causes[m.Currency] = map[partner.EventKind]*partner.Cause{}
		}
		c := causes[m.Currency][e.Kind]
		if c == nil {
			c = &partner.Cause{Kind: e.Kind, Amount: nothing(m)}
			causes[m.Currency][e.Kind] = c
		}
		c.Count++
		c.Amount = c.Amount.Add(m)
	}
	var all []partner.Movement
	for _, line := range touched.Lines(first) {
		v := partner.Movement{From: from.At, To: to.At, Before: from.Owed.In(line.Currency), After: to.Owed.In(line.Currency)}
		v.Rest = v.After.Sub(v.Before)
		for _, k := range partner.EventKinds() {
			if c := causes[line.Currency][k]; c != nil {
				v.Causes = append(v.Causes, *c)
				v.Rest = v.Rest.Sub(c.Amount)
			}
		}
		if v.Before.IsZero() && v.After.IsZero() && v.Rest.IsZero() && len(v.Causes) == 0 {
			continue
		}
		slices.SortStableFunc(v.Causes, func(a, b partner.Cause) int {
			return cmp.Or(b.Amount.Amount.CmpAbs(a.Amount.Amount), cmp.Compare(b.Count, a.Count))
		})
		all = append(all, v)
	}
	return all
}
