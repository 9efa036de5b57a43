package todo

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// The panes that to-dos belong to.
const (
	tasksPane   pane.ID = "tasks"
	financePane pane.ID = "finance"
	socialPane  pane.ID = "social"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	if p.list.Capturing() {
		return p.list.Actions()
	}
	return slices.Concat(p.verbs[:most], p.list.Actions(), p.verbs[most:])
}

// most is how many verbs stand before the actions of the list: those that are
// used most.
const most = 3

// makeVerbs makes the actions of the pane once: the dashboard asks for them at
// each key.
func (p *Pane) makeVerbs() []keys.Action {
	return []keys.Action{
		{ID: "todo.act", Keys: []string{"a"}, Label: "act", Help: "Accept the invitation or proposal after a question, or go to where the to-do is done.", Run: p.act, Block: p.cannotAct},
		{ID: "todo.snooze", Keys: []string{"s"}, Label: "snooze 7 days", Help: "Put the marked to-dos, or the one under the cursor, off for 7 × 24 hours.", Run: p.snooze, Block: p.cannotSnooze},
		{ID: "todo.snooze.until", Keys: []string{"S"}, Label: "snooze until", Help: "Choose until when the to-dos are put off.", Run: p.askUntil, Block: p.cannotSleep},
		{ID: "todo.wake", Keys: []string{"X"}, Label: "wake", Help: "Bring snoozed to-dos back to the open ones.", Run: p.wake, Block: p.cannotWake},
		{ID: "todo.web", Label: "open the web", Help: "Open the page on the web where the to-do is done.", Run: p.openWeb, Block: p.needTodo},
		{ID: "todo.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for the to-dos.", Run: p.Refresh, Rest: pane.RefreshRest},
	}
}

// needTodo is why there is no to-do to act on.
func (p *Pane) needTodo() string { return p.list.NeedRow() }

// place is the pane that a to-do is done in, empty where it is the web.
func (p *Pane) place(t todo) pane.ID {
	switch t.Kind {
	case partner.TodoTask:
		return tasksPane
	case partner.TodoOverdue:
		return financePane
	case partner.TodoProperty:
		return socialPane
	}
	return ""
}

// cannotAct is why the main act is not possible.
func (p *Pane) cannotAct() string {
	if why := p.needTodo(); why != "" {
		return why
	}
	if len(p.list.Targets()) > 1 {
		return "marked to-dos cannot be done at once; Esc takes the marks off"
	}
	return ""
}

// act goes where the to-do under the cursor is done.
func (p *Pane) act() tea.Cmd {
	targets := p.list.Targets()
	if len(targets) == 0 {
		return nil
	}
	switch t := targets[0]; p.place(t) {
	case tasksPane:
		return effect.Visit{To: tasksPane, Zoom: true, About: effect.Select, Value: t.Object}.Cmd()
	case socialPane:
		return effect.Visit{To: socialPane, Zoom: true, About: effect.Select, Value: t.Object}.Cmd()
	case financePane:
		return effect.Visit{To: financePane, Zoom: true}.Cmd()
	}
	return p.openWeb()
}

// openWeb opens the page of the to-do under the cursor.
func (p *Pane) openWeb() tea.Cmd {
	t, ok := p.list.Current()
	if !ok {
		return nil
	}
	what := "the page for " + name(t)
	if web(t) == partner.WebApp {
		what = "the web application"
	}
	return effect.Open{URL: web(t), What: what}.Cmd()
}

// Asks hands over the question the pane has for the user, once.
func (p *Pane) Asks() dialog.Dialog {
	d := p.question
	p.question = nil
	return d
}

// answered carries out what the user has answered to a question of the pane.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	switch a.Ask {
	case askUntil:
		return p.untilChosen(a.Choice)
	case askDay:
		return p.dayChosen(a.Text)
	}
	return nil
}

// fail tells that something was not done.
func fail(parts ...string) tea.Cmd { return toast.Fail(strings.Join(parts, "")) }
