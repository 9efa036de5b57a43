package tasks

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// report tells in one line what became of an act.
func (m move) report(done []task, failed []partner.Failed) tea.Cmd {
	switch {
	case len(failed) == 0:
		return toast.Say(m.success(done))
	case len(done) == 0 && len(failed) == 1:
		return toast.Fail(m.failure(failed[0]))
	}
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, format.Count(int64(n))+" "+words)
		}
	}
	refused, unknown, undone := 0, 0, 0
	cause := failed[0]
	for _, f := range failed {
		switch {
		case partner.KindOf(f.Err) == partner.Uncertain:
			unknown, cause = unknown+1, f // the one to look at
		case unclear(f.Err):
			undone++
		default:
			refused++
		}
	}
	add(len(done), past(m.Act))
	add(refused, "refused")
	add(undone, "not done")
	add(unknown, "not known")
	return toast.Fail(strings.Join(parts, ", ") + ": " + called(cause) + ": " + reason(cause.Err) + ". What failed is still marked.")
}

// success is what was done, with the name of what it was done with.
func (m move) success(done []task) string {
	what := named(done)
	switch m.Act {
	case partner.TaskStart:
		return "Started " + what + "."
	case partner.TaskArchive:
		return "Archived " + what + "."
	case partner.TaskComplete:
		if len(done) == 1 && done[0].NeedsApproval {
			return "Completed " + what + "; the brand has to approve it."
		}
		return "Completed " + what + "."
	}
	return "Marked " + what + " as " + adjective(m.Act) + "."
}

// past is the act in the words of a count: "3 completed".
func past(act partner.TaskAct) string {
	switch act {
	case partner.TaskStart:
		return "started"
	case partner.TaskComplete:
		return "completed"
	case partner.TaskArchive:
		return "archived"
	}
	return "marked as " + adjective(act)
}

// failure is why one task was not acted on.
func (m move) failure(f partner.Failed) string {
	what := called(f)
	if len(m.tasks) > 1 {
		what = m.name()
	}
	if partner.KindOf(f.Err) == partner.Uncertain {
		return "It is not known whether " + what + " was " + past(m.Act) + ": " + reason(f.Err) + ". Look before you do it again."
	}
	return "Not " + past(m.Act) + ": " + what + ": " + reason(f.Err) + "."
}

// called is a task that failed, in a sentence.
func called(f partner.Failed) string {
	return name(&partner.Task{ID: f.ID, Summary: f.Name})
}

// reason is why something failed, without a full stop: the service's own
// sentence where it has refused.
func reason(err error) string {
	var e *partner.Error
	if errors.As(err, &e) && e.Detail != "" {
		switch e.Kind {
		case partner.Invalid, partner.Conflict, partner.Forbidden, partner.NotFound, partner.Unsupported, partner.Withheld, partner.Uncertain:
			return strings.TrimRight(format.Cut(format.Safe(e.Detail), reasonCells), ". ")
		}
	}
	what, _ := toast.Words(err)
	return strings.TrimRight(what, ". ")
}

// reasonCells is how much of a reason is told, in cells.
const reasonCells = 120
