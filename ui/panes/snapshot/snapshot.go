// Package snapshot is the Snapshot widget: the metrics of the whole account
// over time, one of them drawn by day, for each persona of the account.
package snapshot

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/chart"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// ID names the pane.
const ID pane.ID = "snapshot"

// loadLimit ends a report that the service takes too long over.
const loadLimit = 60 * time.Second

// askRange is the prompt for a typed range.
const askRange = "range"

// Source is what the pane needs from the rest of the program.
type Source interface {
	Snapshot(context.Context, partner.RangeQuery) (partner.Answer[partner.Snapshot], error)
	Personas(context.Context) (partner.Answer[partner.Personas], error)
}

// Pane is the widget.
type Pane struct {
	session context.Context
	src     Source
	frame   pane.Frame

	*side          // of the persona that is shown
	sides [2]*side // affiliate, creator
	roles pane.Load[partner.Personas]

	query   partner.RangeQuery // what the user wants to see
	day     int                // index into the days shown; -1 for none
	wish    partner.Date       // the day of the cursor before the persona changed; zero for none
	step    int                // counts steps through ranges
	hover   bool               // the pointer set the day
	kept    partner.Date       // the day the keys had chosen before that; zero for none
	compare bool

	question *dialog.Prompt // to be put to the user; nil for none

	plot  chart.Plot // of the last View, for the pointer
	place placement
	drawn string // what View hands out
}

// New makes the pane, showing the range first. session ends its requests.
func New(session context.Context, src Source, first string) *Pane {
	q := partner.RangeQuery{Text: first}
	p := &Pane{session: session, src: src, query: q, day: -1, compare: true}
	p.sides = [2]*side{newSide(partner.AffiliatePersona, q), newSide(partner.CreatorPersona, q)}
	p.side = p.sides[0]
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() pane.ID { return ID }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return tea.Batch(p.ask(p.query), p.askRoles()) }

// Refresh loads the range shown anew.
func (p *Pane) Refresh() tea.Cmd {
	q := p.query
	q.Fresh = true
	if _, told := p.roles.Value(); told {
		return p.ask(q)
	}
	return tea.Batch(p.ask(q), p.askRoles())
}

// ask starts the request for q. What is shown stays until the answer is here.
func (p *Pane) ask(q partner.RangeQuery) tea.Cmd {
	src := p.src
	p.step++ // a step that still rests is overtaken
	p.query = q
	p.query.Fresh = false
	p.asked = p.query
	q.Persona = p.persona
	p.load.About(p.asked)
	cmd := p.load.Ask(p.session, ID, loadLimit, func(ctx context.Context) (partner.Answer[partner.Snapshot], error) {
		return src.Snapshot(ctx, q)
	})
	p.changed()
	return cmd
}

// soon is how long stepping through ranges must have rested before the range
// arrived at is asked for.
const soon = 200 * time.Millisecond

// dueMsg says that the range stepped to has been rested on.
type dueMsg struct {
	query partner.RangeQuery
	step  int
}

// Dest implements pane.Addressed.
func (dueMsg) Dest() pane.ID { return ID }

// askSoon asks for q when no further step follows: each range may cost a
// report, and there are 250 an hour.
func (p *Pane) askSoon(q partner.RangeQuery) tea.Cmd {
	p.query = q
	p.step++
	due := dueMsg{query: q, step: p.step}
	p.changed()
	return tea.Tick(soon, func(time.Time) tea.Msg { return due })
}

// SetFrame implements pane.Pane.
func (p *Pane) SetFrame(f pane.Frame) {
	same := f.SameLook(p.frame)
	p.frame = f
	if !same {
		p.changed()
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Reply[partner.Answer[partner.Snapshot]]:
		return p.answered(msg)
	case pane.Reply[partner.Answer[partner.Personas]]:
		return p.toldRoles(msg)
	case dueMsg:
		if msg.step == p.step {
			return p.ask(msg.query)
		}
	case dialog.Answer:
		if msg.Ask == askRange {
			return p.ask(partner.RangeQuery{Text: msg.Text})
		}
	}
	return nil
}

// answered takes a reply, whichever persona it is for.
func (p *Pane) answered(r pane.Reply[partner.Answer[partner.Snapshot]]) tea.Cmd {
	for _, s := range p.sides {
		if cmd, taken := p.take(s, r); taken {
			return cmd
		}
	}
	return nil
}

// take takes a reply if it is for s. A range the service could not make sense
// of is given up for the one on the screen, with a toast that says why.
func (p *Pane) take(s *side, r pane.Reply[partner.Answer[partner.Snapshot]]) (cmd tea.Cmd, taken bool) {
	had, days := p.selectedDay()
	if _, have := s.load.Value(); have && r.Err != nil && partner.KindOf(r.Err) == partner.Invalid {
		if !s.load.Refuse(r) {
			return nil, false
		}
		if s != p.side {
			return nil, true // asked for and told again when it is shown
		}
		p.query = s.shown
		p.changed()
		return toast.Fail(reason(r.Err)), true
	}
	if !s.load.Accept(r) {
		return nil, false
	}
	if r.Err == nil {
		s.shown = s.asked
		s.listDays()
		if s == p.side {
			if !days {
				had, days = p.wish, !p.wish.IsZero()
			}
			p.keepDay(had, days)
		}
	}
	p.changed()
	return nil, true
}

func reason(err error) string {
	var e *partner.Error
	if errors.As(err, &e) && e.Detail != "" {
		return e.Detail
	}
	return err.Error()
}

// selectedDay is the calendar day under the cursor.
func (p *Pane) selectedDay() (partner.Date, bool) {
	v, ok := p.load.Value()
	if !ok || p.day < 0 || p.day >= len(v.Days) {
		return partner.Date{}, false
	}
	return v.Days[p.day].Day, true
}

// keepDay leaves the cursor on the day it was on, if the new range has it: a
// refresh must not move it.
func (p *Pane) keepDay(d partner.Date, had bool) {
	p.day = -1
	if v, ok := p.load.Value(); ok && had {
		p.day = slices.IndexFunc(v.Days, func(s partner.SnapshotDay) bool { return s.Day == d })
	}
}

// Status implements pane.Pane.
func (p *Pane) Status() pane.Status { return p.load.Status() }

// View implements pane.Pane.
func (p *Pane) View() string { return p.drawn }

// changed draws the pane anew. It runs in Update and SetFrame, so that View
// only hands out what is there.
func (p *Pane) changed() {
	p.drawn = p.draw()
}
