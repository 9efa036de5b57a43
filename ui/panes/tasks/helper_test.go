package tasks

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest/conform"
)

// at is the id of the task under the cursor.
func at(p *Pane) string {
	t, ok := p.list.Current()
	if !ok {
		return ""
	}
	return t.ID
}

// state is the state of a task as the list has it.
func state(t testing.TB, p *Pane, id string) partner.TaskState {
	t.Helper()
	found := p.find([]string{id})
	if len(found) == 0 {
		t.Fatalf("there is no task %s", id)
	}
	return found[0].State
}

// shown are the ids of the rows, from the top.
func shown(t testing.TB, p *Pane) string {
	t.Helper()
	return strings.Join(conform.Listed(t, p, p.list.Shown(), at), " ")
}

// The tasks of the usual data.
const (
	late    = "3990117" // new, urgent, overdue
	soonish = "3988004" // in progress
	foreign = "3988010" // of Sam Other
	checked = "3988020" // blocked, needs approval
	over    = "3988030" // approved
)
