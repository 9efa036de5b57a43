package finder

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/effect"
	"impactdash/ui/event"
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

// opened is a pane whose screen has just been opened: there is nothing to be
// found yet.
func opened(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := made(t, f)
	hits := src.Hits.Value
	src.Hits.Value.Hits, src.Hits.Value.Total = nil, 0
	uitest.Settle(t, p, p.Init())
	src.Hits.Value = hits
	return p, src
}

// searched is a pane that has found the usual data, with the cursor in the
// list.
func searched(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := opened(t, f)
	seek(t, p, "77")
	run(t, p, "results")
	return p, src
}

// seek types a text and rests.
func seek(t testing.TB, p *Pane, text string) {
	t.Helper()
	uitest.Type(p.Update, text)
	rest(t, p)
}

// rest is what happens when nothing more is typed.
func rest(t testing.TB, p *Pane) {
	t.Helper()
	uitest.Settle(t, p, p.Update(pauseMsg{p.typed}))
}

// run runs actions of the pane, and what they lead to.
func run(t testing.TB, p *Pane, ids ...string) []tea.Msg {
	t.Helper()
	var out []tea.Msg
	for _, id := range ids {
		out = append(out, uitest.Settle(t, p, uitest.Do(t, p, "finder."+id))...)
	}
	return out
}

// say is the text of the toast among messages, empty for none.
func say(msgs []tea.Msg) string {
	m, _ := uitest.Find[toast.Msg](msgs)
	return m.Text
}

// under is the key of the result under the cursor.
func under(p *Pane) string {
	h, ok := p.list.Current()
	if !ok {
		return ""
	}
	return key(h)
}

// trace is the visit that another screen pays for one action.
func trace(id string) effect.Visit {
	return effect.Visit{To: ID, Zoom: true, About: effect.Select, Value: event.Trace{ActionID: id}}
}

// last is what was searched for last.
func last(src *uitest.Source) string {
	all := src.Finds()
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].Text
}

// The results of the usual data.
const (
	pending = "action/2000.1.77"
	cleared = "action/2000.1.770"
	voided  = "action/1000.4636.158140"
	lost    = "inquiry/15652378" // never tracked
)
