package activity

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// The panes that changed things belong to.
const (
	finderPane  pane.ID = "finder"
	financePane pane.ID = "finance"
	tasksPane   pane.ID = "tasks"
	todoPane    pane.ID = "todo"
)

// verbs are the actions of the pane itself: those that are used most, which
// stand before the actions of the list, and the others.
type verbs struct{ most, more []keys.Action }

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	if p.list.Capturing() {
		return p.list.Actions()
	}
	return slices.Concat(p.verbs.most, p.list.Actions(), p.verbs.more)
}

// makeVerbs makes the actions of the pane once: the dashboard asks for them at
// each key.
func (p *Pane) makeVerbs() verbs {
	return verbs{
		most: []keys.Action{
			{ID: "activity.open", Keys: []string{"enter"}, Label: "open", Help: "Show the timeline of the action, or go to the task, the inquiry or the money.", Run: p.open, Block: p.cannotOpen},
			{ID: "activity.filter.by", Keys: []string{"F"}, Label: "show only", Help: "Show only changes of one kind, one brand, or from an amount on.", Run: p.askWhatToShow},
			{ID: "activity.period", Keys: []string{"D"}, Label: "period", Help: "Choose how far back the changes go: from today to all that is kept.", Run: p.askHowFar},
		},
		more: []keys.Action{
			{ID: "activity.filter.none", Label: "show all", Help: "Take the filter off, as Esc does.", Run: p.takeOff, Block: p.notFiltered},
			{ID: "activity.copy.line", Keys: []string{"Y"}, Label: "copy line", Help: "Copy all about the change as one line of text.", Run: p.copyLine, Block: p.list.NeedRow},
			{ID: "activity.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Look for changes now.", Run: p.Refresh, Rest: pane.RefreshRest},
		},
	}
}

func (p *Pane) notFiltered() string {
	if p.want.narrow() {
		return ""
	}
	return "no filter is on"
}

func (p *Pane) takeOff() tea.Cmd { return p.show(p.want.wide()) }

func (p *Pane) copyLine() tea.Cmd {
	e, ok := p.list.Current()
	if !ok {
		return nil
	}
	return effect.Copy{Text: asText(e, p.frame.Now), What: "the change"}.Cmd()
}

// cannotOpen is why there is nothing to go to from the change under the
// cursor.
func (p *Pane) cannotOpen() string {
	e, ok := p.list.Current()
	if !ok {
		return p.list.NeedRow()
	}
	if _, _, ok = destination(e); !ok {
		return "there is no screen here for a " + wordless(e) + "; o opens the web application"
	}
	return ""
}

// wordless is the topic of a change, or "change" where that is not known.
func wordless(e entry) string {
	switch topic := e.Kind.Topic(); topic {
	case "contract", "action", "task", "inquiry", "invoice":
		return topic
	}
	return "change"
}

// destination is where the thing that changed can be seen.
func destination(e entry) (v effect.Visit, what string, ok bool) {
	if e.ThingID == "" {
		return v, "", false
	}
	switch e.Kind.Topic() {
	case "action":
		return effect.Visit{To: finderPane, Zoom: true, About: effect.Select, Value: event.Trace{ActionID: e.ThingID}}, "Enter shows its timeline.", true
	case "task":
		return effect.Visit{To: tasksPane, Zoom: true, About: effect.Select, Value: e.ThingID}, "Enter goes to the task.", true
	case "inquiry":
		return effect.Visit{To: todoPane, Zoom: true, About: effect.Select, Value: e.ThingID}, "Enter goes to the inquiry.", true
	case "invoice":
		return effect.Visit{To: financePane, Zoom: true}, "Enter goes to Finance.", true
	}
	return v, "", false
}

// leads says where Enter leads from a change.
func leads(e entry) string {
	_, what, _ := destination(e)
	return what
}

func (p *Pane) open() tea.Cmd {
	e, ok := p.list.Current()
	if !ok {
		return nil
	}
	v, _, ok := destination(e)
	if !ok {
		return nil
	}
	p.away = true
	return v.Cmd()
}
