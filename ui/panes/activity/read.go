package activity

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
)

// looked says up to when the user has looked.
type looked struct{ upTo time.Time }

// after counts the changes that were noticed after a moment.
func after(list []partner.Event, at time.Time) int {
	n := 0
	for i := range list {
		if list[i].Seen.After(at) {
			n++
		}
	}
	return n
}

// unread reports whether a change has the mark of what was not looked at.
func (p *Pane) unread(e entry) bool { return e.Seen.After(p.since) }

// see says that the user has looked at what is on the screen. While something
// is left out by a filter it is not all there is.
func (p *Pane) see() tea.Cmd {
	if !p.frame.Focused || p.frame.Height <= 0 || !p.list.Known() || p.have.of.narrow() {
		return nil
	}
	upTo := p.newest
	for i := range p.have.all.Events {
		if at := p.have.all.Events[i].Seen; at.After(upTo) {
			upTo = at
		}
	}
	if !upTo.After(p.read) || p.look.Busy() {
		return nil
	}
	src := p.src
	return p.look.Start(p.session, pane.Ask[looked]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) (looked, error) {
		return looked{upTo}, src.ReadActivity(ctx, upTo)
	}})
}

// marked takes that the user's look was kept. Where it was not, the changes
// stay unread; the next look tries again.
func (p *Pane) marked(r pane.Reply[looked]) tea.Cmd {
	if !p.look.Accept(r) || r.Err != nil {
		return nil
	}
	p.read = r.Val.upTo
	p.count = after(p.have.all.Events, p.read)
	return nil
}
