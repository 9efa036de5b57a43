package conform

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// Run runs actions of a pane by their names, without that of the pane, and
// what they lead to. It returns the messages for the dashboard.
func Run(t testing.TB, p pane.Pane, names ...string) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	for _, name := range names {
		out = append(out, uitest.Settle(t, p, uitest.Do(t, p, string(p.ID())+"."+name))...)
	}
	return out
}

// Said is the text of the toast among messages, empty for none.
func Said(msgs []tea.Msg) string {
	m, _ := uitest.Find[toast.Msg](msgs)
	return m.Text
}

// Asked is the question a pane puts to the user, which must be of type D, with
// room for all of it.
func Asked[D dialog.Dialog](t testing.TB, p pane.Pane) D {
	t.Helper()
	d := question(p)
	v, ok := d.(D)
	if !ok {
		t.Fatalf("the question is %T", d)
	}
	v.Resize(76, 40)
	if question(p) != nil {
		t.Fatal("the question is put twice")
	}
	return v
}

// Form is the form that an action of a pane leads to.
func Form(t testing.TB, p pane.Pane, act string) *dialog.Form {
	t.Helper()
	Run(t, p, act)
	return Asked[*dialog.Form](t, p)
}

// Text is what a dialog shows, without colours.
func Text(d dialog.Dialog) string { return uitest.Plain(d.View(uitest.Theme(0))) }

// Press runs actions of a dialog.
func Press(t testing.TB, d dialog.Dialog, ids ...string) {
	t.Helper()
	for _, id := range ids {
		uitest.Do(t, d, id)
	}
}

// Write types texts into the fields of a form, from the one with the cursor
// on; an empty text leaves a field as it is.
func Write(t testing.TB, d dialog.Dialog, texts ...string) {
	t.Helper()
	for i, text := range texts {
		if i > 0 {
			uitest.Do(t, d, "form.next")
		}
		uitest.Type(d.Update, text)
	}
}

// Answering hands the answer of a dialog to the pane, as the dashboard does,
// and returns the command that follows.
func Answering(t testing.TB, p pane.Pane, d dialog.Dialog) tea.Cmd {
	t.Helper()
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		t.Fatalf("the question has no answer: %s", Text(d))
	}
	if o.Answer.Dest() != p.ID() {
		t.Fatalf("the answer goes to %s", o.Answer.Dest())
	}
	return p.Update(*o.Answer)
}

// Answer hands the answer of a dialog to the pane and returns the messages for
// the dashboard.
func Answer(t testing.TB, p pane.Pane, d dialog.Dialog) []tea.Msg {
	t.Helper()
	return uitest.Settle(t, p, Answering(t, p, d))
}

// Submit sends a form and returns the messages for the dashboard.
func Submit(t testing.TB, p pane.Pane, d dialog.Dialog) []tea.Msg {
	t.Helper()
	Press(t, d, "form.submit")
	return Answer(t, p, d)
}

// Finish runs actions of a dialog that may leave it without an answer, and
// returns the messages for the dashboard.
func Finish(t testing.TB, p pane.Pane, d dialog.Dialog, ids ...string) []tea.Msg {
	t.Helper()
	Press(t, d, ids...)
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		return nil
	}
	return uitest.Settle(t, p, p.Update(*o.Answer))
}

// Away is the frame of a pane that has not the focus.
func Away(f pane.Frame) pane.Frame {
	f.Focused = false
	return f
}

// Written are what the source was asked to act with, as far as it is a T.
func Written[T any](src *uitest.Source) []T {
	var out []T
	for _, w := range src.Writes() {
		if v, ok := w.Arg.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// Listed walks through n rows from the first one and says where the cursor was
// each time. It ends on the first row again.
func Listed[P pane.Pane](t testing.TB, p P, n int, at func(P) string) []string {
	t.Helper()
	Run(t, p, "first")
	var out []string
	for range n {
		out = append(out, at(p))
		Run(t, p, "down")
	}
	Run(t, p, "first")
	return out
}

// Typing leads a pane to its filter being typed.
func Typing[P pane.Pane](t testing.TB, p P) {
	t.Helper()
	Run(t, p, "filter")
	uitest.Type(p.Update, "e")
}
