package activity

import (
	"strings"
	"testing"
	"time"

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

// away is a frame of a pane that has not the focus.
func away(f pane.Frame) pane.Frame {
	f.Focused = false
	return f
}

// run runs actions of the pane, and what they lead to.
func run(t testing.TB, p *Pane, ids ...string) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	for _, id := range ids {
		out = append(out, uitest.Settle(t, p, uitest.Do(t, p, "activity."+id))...)
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
	d.Resize(70, 24)
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

// choose answers the form of the filter with values.
func choose(t testing.TB, p *Pane, values map[string]string) {
	t.Helper()
	all := map[string]string{fieldPeriod: string(p.want.period)}
	for k, v := range values {
		all[k] = v
	}
	uitest.Settle(t, p, p.Update(dialog.Answer{To: ID, Ask: askFilter, Values: all}))
}

// at is the id of what changed under the cursor.
func at(p *Pane) string {
	e, ok := p.list.Current()
	if !ok {
		return ""
	}
	return e.ThingID
}

// looks are the moments up to which the source was told that the user has
// looked.
func looks(src *uitest.Source) []time.Time {
	var out []time.Time
	for _, w := range src.Writes() {
		if at, ok := w.Arg.(time.Time); ok && w.What == "ReadActivity" {
			out = append(out, at)
		}
	}
	return out
}

// marks counts the rows with the mark of what was not looked at.
func marks(p *Pane) int {
	n := 0
	for _, l := range strings.Split(uitest.Plain(p.View()), "\n") {
		if strings.Contains(l, p.frame.Theme.Glyph.Live) {
			n++
		}
	}
	return n
}

// last is what the history was asked for last.
func last(src *uitest.Source) partner.ActivityQuery {
	all := src.Queries()
	return all[len(all)-1]
}
