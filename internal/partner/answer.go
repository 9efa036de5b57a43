package partner

import (
	"context"
	"time"
)

// Answer is a value with its age: what was known, and when.
type Answer[T any] struct {
	Value T
	AsOf  time.Time // instant the service gave the answer
}

// Group is a family of requests that share one hourly limit of the service.
type Group string

// The groups of the documented limits.
const (
	GroupDetail    Group = "performance detail"    // Actions, Clicks: 500 an hour
	GroupAggregate Group = "performance aggregate" // Reports: 250 an hour
	GroupGeneral   Group = "general"               // everything else: 1,000 an hour
)

// Allowance is what the service last said about one group. Limits count per
// account, so other programs draw on the same allowance.
type Allowance struct {
	Group     Group
	Limit     Opt[int]  // requests in the window
	Remaining Opt[int]  // requests left in the window
	Reset     time.Time // end of the window; zero when not said
	SeenAt    time.Time // when the headers came
}

// Budget is the allowance of each group a request has been made in.
type Budget []Allowance

// Of is the allowance of one group; OK is false before its first answer.
func (b Budget) Of(g Group) Opt[Allowance] {
	for _, a := range b {
		if a.Group == g {
			return Some(a)
		}
	}
	return Opt[Allowance]{}
}

// OpKept is the Op of an error that tells of nothing kept, under OnlyKept.
const OpKept = "read what was kept"

// keptKey marks a context of OnlyKept.
type keptKey struct{}

// OnlyKept is a context under which a question is answered at once from what
// this machine has kept, however old, or fails: nothing goes over the network.
func OnlyKept(ctx context.Context) context.Context { return context.WithValue(ctx, keptKey{}, true) }

// WantsKept reports whether the question must be answered as OnlyKept says.
func WantsKept(ctx context.Context) bool { return ctx.Value(keptKey{}) != nil }
