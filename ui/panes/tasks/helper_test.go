package tasks

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
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

// moves are the acts the source was asked for.
func moves(src *uitest.Source) []partner.TaskMove {
	var out []partner.TaskMove
	for _, w := range src.Writes() {
		if m, ok := w.Arg.(partner.TaskMove); ok {
			out = append(out, m)
		}
	}
	return out
}

// remarked are the comments the source was asked to write.
func remarked(src *uitest.Source) []partner.TaskRemark {
	var out []partner.TaskRemark
	for _, w := range src.Writes() {
		if r, ok := w.Arg.(partner.TaskRemark); ok {
			out = append(out, r)
		}
	}
	return out
}

// shown are the ids of the rows, from the top.
func shown(t testing.TB, p *Pane) string {
	t.Helper()
	conform.Run(t, p, "first")
	var out []string
	for range p.list.Shown() {
		out = append(out, at(p))
		conform.Run(t, p, "down")
	}
	conform.Run(t, p, "first")
	return strings.Join(out, " ")
}

// The tasks of the usual data.
const (
	late    = "3990117" // new, urgent, overdue
	soonish = "3988004" // in progress
	foreign = "3988010" // of Sam Other
	checked = "3988020" // blocked, needs approval
	over    = "3988030" // approved
)
