package todo

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// ctx keeps the signatures of the sources in these tests short.
type ctx = context.Context

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

// at is the key of the to-do under the cursor.
func at(p *Pane) string {
	t, ok := p.list.Current()
	if !ok {
		return ""
	}
	return t.Key()
}

// run runs actions of the pane, and what they lead to.
func run(t testing.TB, p *Pane, ids ...string) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	for _, id := range ids {
		out = append(out, uitest.Settle(t, p, uitest.Do(t, p, "todo."+id))...)
	}
	return out
}

// say is the text of the toast among messages, empty for none.
func say(msgs []tea.Msg) string {
	m, _ := uitest.Find[toast.Msg](msgs)
	return m.Text
}

// why is the reason an action is blocked for.
func why(t testing.TB, p *Pane, id string) string {
	t.Helper()
	return uitest.Action(t, p, "todo."+id).Blocked()
}

// asked is the question the pane puts to the user.
func asked[T dialog.Dialog](t testing.TB, p *Pane) T {
	t.Helper()
	d := p.Asks()
	v, ok := d.(T)
	if !ok {
		t.Fatalf("the question is %T", d)
	}
	d.Resize(70, 24)
	return v
}

// text is a dialog as it is read.
func text(d dialog.Dialog) string { return d.View(uitest.Frame(1, 1).Theme) }

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

// written are the arguments of a kind the source was asked to act with.
func written[T any](src *uitest.Source) []T {
	var out []T
	for _, w := range src.Writes() {
		if v, ok := w.Arg.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// shown are the keys of the rows, from the top.
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

// index is the place of a to-do in the usual data.
func index(src *uitest.Source, key string) int {
	for i, t := range src.TodoList.Value.Todos {
		if t.Key() == key {
			return i
		}
	}
	return -1
}

// The to-dos of the usual data.
const (
	invitation = "invitation/S-1"
	proposal   = "proposal/S-2"
	question   = "inquiry/15652378"
	work       = "task/3990117"
	owed       = "overdue/200"
	tax        = "tax/224289"
	other      = "other/srv-9"
	codes      = "promo_code/77" // snoozed
)
