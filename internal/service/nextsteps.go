package service

import (
	"slices"
	"time"

	"impactdash/internal/partner"
)

// pressing is how near a deadline is that comes before everything else.
const pressing = 24 * time.Hour

// NextSteps picks at most n of the to-dos that should be done first: those
// whose deadline is past or near, then money that is overdue, the most first,
// then the others in their order. Of each kind one comes before a second, so
// that twenty tasks do not hide an unpaid invoice. Snoozed ones are left out;
// there may be fewer than n.
func NextSteps(todos []partner.Todo, now time.Time, n int) []partner.Todo {
	var near, owed, rest []partner.Todo
	for _, t := range todos {
		switch {
		case t.Wake.After(now):
		case !t.Due.IsZero() && t.Due.Before(now.Add(pressing)):
			near = append(near, t)
		case t.Kind == partner.TodoOverdue:
			owed = append(owed, t)
		default:
			rest = append(rest, t)
		}
	}
	slices.SortStableFunc(owed, func(a, b partner.Todo) int {
		if a.Amount.V.Currency != b.Amount.V.Currency {
			return 0 // currencies are not compared
		}
		return b.Amount.V.Amount.Cmp(a.Amount.V.Amount)
	})
	all := slices.Concat(near, owed, rest)
	seen, used := map[partner.TodoKind]bool{}, make([]bool, len(all))
	var steps []partner.Todo
	for _, second := range []bool{false, true} {
		for i, t := range all {
			if len(steps) == n {
				return steps
			}
			if used[i] || seen[t.Kind] && !second {
				continue
			}
			used[i], seen[t.Kind] = true, true
			steps = append(steps, t)
		}
	}
	return steps
}
