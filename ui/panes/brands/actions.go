package brands

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	list := p.list.Actions()
	if p.list.Capturing() {
		return list
	}
	return slices.Concat(p.verbs[:1], list, p.verbs[1:])
}

func (p *Pane) makeVerbs() []keys.Action {
	return []keys.Action{
		{
			ID: "brands.join", Keys: []string{"a"}, Label: "join", Run: p.join, Block: p.cannotJoin,
			Help: fmt.Sprintf("Read the terms of the brands marked, %d at most, and join them.", partner.MaxJoin),
		},
		{ID: "brands.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for the brands.", Run: p.Refresh, Rest: pane.RefreshRest},
	}
}

// chosen are the brands an act is for, apart from those that cannot be joined.
func (p *Pane) chosen() (open, others []offer) {
	for _, b := range p.list.Targets() {
		if b.State == stateOpen {
			open = append(open, b)
		} else {
			others = append(others, b)
		}
	}
	return open, others
}

func (p *Pane) cannotJoin() string {
	v, known := p.load.Value()
	switch {
	case known && !v.Reach.Companion:
		return "needs a companion API (companion_url); on the web: " + page(v.Reach)
	case p.send.Busy():
		return "joining " + named(p.act.brands) + " is under way"
	case p.read.Busy():
		return "the terms of " + named(p.act.brands) + " are being read"
	case p.keep.Busy():
		return "the draft is being kept"
	}
	if why := p.list.NeedRow(); why != "" {
		return why
	}
	open, others := p.chosen()
	switch {
	case len(open) > partner.MaxJoin:
		return fmt.Sprintf("%d brands are marked; at most %d can be joined in one go", len(open), partner.MaxJoin)
	case len(open) > 0:
		return ""
	case len(others) > 1:
		return "none of the brands marked can be joined"
	case others[0].State == stateJoined:
		return short(others[0]) + " is joined already"
	case others[0].State == statePending:
		return short(others[0]) + " has your application already"
	}
	return "what state " + short(others[0]) + " is in is not known here; look on the web"
}

// answered takes the answer to the form.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	switch {
	case p.act.form == nil || a.Ask != askJoin:
		return nil
	case a.Closed:
		return p.leave(a.Values)
	}
	return p.submit(a.Values)
}
