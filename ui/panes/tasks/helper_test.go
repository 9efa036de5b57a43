package tasks

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	src := uitest.NewSource()
	p := New(t.Context(), src)
	p.SetFrame(f)
	return p, src
}

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := made(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

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

// run runs actions of the pane, and what they lead to.
func run(t testing.TB, p *Pane, ids ...string) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	for _, id := range ids {
		out = append(out, uitest.Settle(t, p, uitest.Do(t, p, "tasks."+id))...)
	}
	return out
}

// say is the text of the toast among messages, empty for none.
func say(msgs []tea.Msg) string {
	m, _ := uitest.Find[toast.Msg](msgs)
	return m.Text
}

// asked is the question the pane puts to the user.
func asked[T dialog.Dialog](t testing.TB, p *Pane) T {
	t.Helper()
	d := p.Asks()
	v, ok := d.(T)
	if !ok {
		t.Fatalf("the question is %T", d)
	}
	d.Resize(70, 20)
	return v
}

// finish runs actions of a dialog and hands its answer to the pane.
func finish(t testing.TB, p *Pane, d dialog.Dialog, ids ...string) []tea.Msg {
	t.Helper()
	for _, id := range ids {
		uitest.Do(t, d, id)
	}
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		return nil
	}
	return uitest.Settle(t, p, p.Update(*o.Answer))
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
	run(t, p, "first")
	var out []string
	for range p.list.Shown() {
		out = append(out, at(p))
		run(t, p, "down")
	}
	run(t, p, "first")
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
