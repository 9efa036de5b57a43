package snapshot

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/table"
	"impactdash/ui/pane"
)

// side is what the pane holds for one persona. The range, the comparison and
// the day cursor belong to both.
type side struct {
	persona partner.Persona
	asked   partner.RangeQuery // what is asked for, or was last
	shown   partner.RangeQuery // what the data answers
	load    pane.Load[partner.Snapshot]
	metric  int // index into the persona's metrics
	days    *table.Model
}

func newSide(persona partner.Persona, q partner.RangeQuery) *side {
	return &side{persona: persona, shown: q, days: table.New(dayColumns(persona.Metrics()))}
}

// metrics lists what the persona has, in order.
func (s *side) metrics() []partner.Metric { return s.persona.Metrics() }

// drawnMetric is the metric of the chart.
func (s *side) drawnMetric() partner.Metric { return s.metrics()[s.metric] }

// freshFor is how long an answer is good enough to come back to without asking
// again. The service keeps its rows as long.
const freshFor = 5 * time.Minute

// knows reports whether the side has the answer to q, or waits for it.
func (s *side) knows(q partner.RangeQuery, now time.Time) bool {
	st := s.load.Status()
	if st.Loading {
		return s.asked == q
	}
	return !st.AsOf.IsZero() && st.Err == nil && s.shown == q && now.Sub(st.AsOf) < freshFor
}

// askRoles asks which personas the account has.
func (p *Pane) askRoles() tea.Cmd {
	return p.roles.Ask(p.session, ID, loadLimit, func(ctx context.Context) (partner.Answer[partner.Personas], error) {
		return p.src.Personas(ctx)
	})
}

// toldRoles takes the answer. An account that is nothing but a creator has its
// own figures shown from the start.
func (p *Pane) toldRoles(r pane.Reply[partner.Answer[partner.Personas]]) tea.Cmd {
	if !p.roles.Accept(r) {
		return nil
	}
	if v, ok := p.roles.Value(); ok && len(v.All) > 0 && !v.Both() && slices.Contains(v.All, partner.CreatorPersona) && p.side == p.sides[0] {
		return p.turn()
	}
	return nil
}

// both reports whether there is a persona to turn to.
func (p *Pane) both() bool {
	v, ok := p.roles.Value()
	return ok && v.Both()
}

// noOther says why there is no other persona to turn to.
func (p *Pane) noOther() string {
	v, ok := p.roles.Value()
	switch {
	case ok && v.Both():
		return ""
	case ok && !v.Companion:
		return "creator figures need a companion API: set companion_url"
	case ok:
		return "this account has one persona"
	case p.roles.Err() != nil:
		return "the companion API did not tell the personas; refresh asks again"
	}
	return "the personas of the account are not known yet"
}

// other is the side that is not shown.
func (p *Pane) other() *side {
	if p.side == p.sides[0] {
		return p.sides[1]
	}
	return p.sides[0]
}

// turn shows the other persona: the same range, the same day, and the metric
// that was drawn there last. What is known already is not asked for again.
func (p *Pane) turn() tea.Cmd {
	day, had := p.selectedDay()
	if p.hover {
		day, had, p.hover = p.kept, !p.kept.IsZero(), false
	}
	if had {
		p.wish = day
	}
	p.step++ // a step that still rests belongs to the persona that was left
	p.side = p.other()
	p.keepDay(p.wish, !p.wish.IsZero())
	if p.knows(p.query, p.frame.Now) {
		p.changed()
		return nil
	}
	return p.ask(p.query)
}
