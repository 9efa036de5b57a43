package finder

import (
	"testing"

	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// opened is a pane whose screen has just been opened: there is nothing to be
// found yet.
func opened(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := opening().Loaded(t, f)
	src.Hits.Value = uitest.Hits()
	return p, src
}

// searched is a pane that has found the usual data, with the cursor in the
// list.
func searched(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := opened(t, f)
	seek(t, p, "77")
	conform.Run(t, p, "results")
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
