package activity

import (
	"time"

	"impactdash/internal/partner"
)

// Rhythm is how often the service is asked.
type Rhythm struct {
	Look   time.Duration // actions that changed
	Things time.Duration // contracts, tasks, inquiries, invoices
	Sweep  time.Duration // all actions of the horizon
	// Overlap is how far a look reaches back behind the one before.
	Overlap time.Duration
	// Lately is how long something that should have happened is looked for
	// with every look; after that it is with the things.
	Lately time.Duration
}

// Usual is the rhythm of the dashboard.
func Usual() Rhythm {
	return Rhythm{
		Look: 5 * time.Minute, Things: 15 * time.Minute, Sweep: 6 * time.Hour,
		Overlap: 2 * time.Hour, Lately: 48 * time.Hour,
	}
}

// Watched are the most questions asked at one time about actions that should
// have locked or cleared.
const Watched = 3

// Question is something the service is asked again and again.
type Question struct {
	What     string
	Group    partner.Group
	Every    time.Duration
	Requests int // each time, at the default account: 9 windows of 44 days, invoices by the hundred
}

// Plan is all that is asked, at most.
func Plan(r Rhythm) []Question {
	return []Question{
		{"actions by update", partner.GroupDetail, r.Look, 1},
		{"actions by locking date", partner.GroupDetail, r.Look, 1},
		{"actions due lately", partner.GroupDetail, r.Look, Watched},
		{"actions long due", partner.GroupDetail, r.Things, Watched},
		{"all actions", partner.GroupDetail, r.Sweep, 9},
		{"updates of actions", partner.GroupGeneral, r.Look, 1},
		{"due days of what locked", partner.GroupGeneral, r.Look, 1},
		{"due days of all that is locked", partner.GroupGeneral, r.Sweep, 9},
		{"contracts, by status", partner.GroupGeneral, r.Things, 5},
		{"tasks", partner.GroupGeneral, r.Things, 1},
		{"inquiries", partner.GroupGeneral, r.Things, 1},
		{"invoices since the oldest that is not paid", partner.GroupGeneral, r.Things, 3},
		{"all invoices", partner.GroupGeneral, r.Sweep, 5},
	}
}

// PerHour is what a plan costs in an hour, part of a request counted whole.
func PerHour(plan []Question) map[partner.Group]int {
	cost := map[partner.Group]int{}
	for _, q := range plan {
		cost[q.Group] += int((time.Duration(q.Requests)*time.Hour + q.Every - 1) / q.Every)
	}
	return cost
}
