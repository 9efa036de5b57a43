package todo

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// The panes that to-dos belong to.
const (
	tasksPane   pane.ID = "tasks"
	financePane pane.ID = "finance"
	socialPane  pane.ID = "social"

	campaignsPane pane.ID = "campaigns"
)

// verbs are the actions of the pane itself: those that are used most, which
// stand before the actions of the list, and the others.
type verbs struct{ most, more []keys.Action }

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	m := p.mode()
	switch {
	case p.opening.Busy():
		return []keys.Action{{ID: "todo.form.drop", Keys: []string{"esc"}, Label: "no form", Help: "Open no form after all.", Run: p.giveUp}}
	case p.front().Capturing():
		return p.front().Actions()
	case m == ofInquiries:
		return slices.Concat(p.verbs[m].most, p.inquiryActions(), p.verbs[m].more)
	}
	return slices.Concat(p.verbs[m].most, p.front().Actions(), p.verbs[m].more)
}

// makeVerbs makes the actions of the pane once: the dashboard asks for them at
// each key. In each mode there are all of them, so that one who looks for an
// act finds it, and why it cannot be done.
func (p *Pane) makeVerbs() map[mode]verbs {
	var (
		act     = keys.Action{ID: "todo.act", Keys: []string{"a"}, Label: "act", Help: "Accept the invitation or proposal after a question, or go to where the to-do is done.", Run: p.act, Block: p.cannotAct}
		snooze  = keys.Action{ID: "todo.snooze", Keys: []string{"s"}, Label: "snooze 7 days", Help: "Put the marked to-dos, or the one under the cursor, off for 7 × 24 hours.", Run: p.snooze, Block: p.cannotSnooze}
		until   = keys.Action{ID: "todo.snooze.until", Keys: []string{"S"}, Label: "snooze until", Help: "Choose until when the to-dos are put off.", Run: p.askUntil, Block: p.cannotSleep}
		wake    = keys.Action{ID: "todo.wake", Keys: []string{"X"}, Label: "wake", Help: "Bring snoozed to-dos back to the open ones.", Run: p.wake, Block: p.cannotWake}
		decline = keys.Action{ID: "todo.decline", Keys: []string{"N"}, Label: "decline", Help: "Decline invitations and proposals, after asking why.", Run: p.askDecline, Block: p.cannotDecide}
		show    = keys.Action{ID: "todo.inquiries", Label: "inquiries", Help: "Show the inquiries about orders.", Run: p.showInquiries, Block: p.noInquiries}
		file    = keys.Action{ID: "todo.inquiry.new", Keys: []string{"i"}, Label: "file inquiry", Help: "Ask a brand about an order that was not tracked, tracked wrongly or rejected.", Run: p.askFile, Block: p.cannotFile}
		bulk    = keys.Action{ID: "todo.inquiry.file", Keys: []string{"I"}, Label: "inquiries, CSV", Help: "Read inquiries from a CSV file, check them, and send those without a mistake.", Run: p.askFilePath, Block: p.cannotRead}
		send    = keys.Action{ID: "todo.inquiry.send", Label: "send rows", Help: "Send the rows of the file that have no mistake, after a question.", Run: p.askSend, Block: p.cannotSend}
		note    = keys.Action{ID: "todo.note", Keys: []string{"W"}, Label: "your note", Help: "Write a note to yourself about the to-do under the cursor.", Run: p.writeNote, Block: p.cannotNote}
		outbox  = keys.Action{ID: "todo.outbox", Keys: []string{"Q"}, Label: "what waits", Help: "Show what waits until the service can be reached, and cancel it.", Run: p.showOutbox, Block: p.desk.Empty}
		web     = keys.Action{ID: "todo.web", Label: "open the web", Help: "Open the page on the web where this is done.", Run: p.openWeb, Block: p.needRow}
		refresh = keys.Action{ID: "todo.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for to-dos and inquiries.", Run: p.Refresh, Rest: pane.RefreshRest}
	)
	answer := act
	answer.Label, answer.Help, answer.Run, answer.Block = "answer on web", "Open the web application, where inquiries are answered.", p.openInquiries, p.needRow
	// In the report the key of the main act sends.
	main, other := send, act
	main.Keys, other.Keys = act.Keys, nil
	return map[mode]verbs{
		ofTodos:     {[]keys.Action{act, snooze, until, decline}, []keys.Action{wake, note, file, bulk, show, send, outbox, web, refresh}},
		ofInquiries: {[]keys.Action{file, answer, bulk}, []keys.Action{show, send, snooze, until, wake, decline, note, outbox, web, refresh}},
		ofRows:      {[]keys.Action{main, bulk}, []keys.Action{file, show, other, snooze, until, wake, decline, note, outbox, web, refresh}},
	}
}

// needRow is why there is nothing to act on.
func (p *Pane) needRow() string { return p.front().NeedRow() }

// needTodo is why there is no to-do to act on.
func (p *Pane) needTodo() string {
	if p.mode() != ofTodos {
		return "this is for to-dos; Esc goes back to them"
	}
	return p.list.NeedRow()
}

// place is the pane that a to-do is done in, empty where it is the web.
func (p *Pane) place(t todo) pane.ID {
	switch t.Kind {
	case partner.TodoTask:
		return tasksPane
	case partner.TodoOverdue:
		return financePane
	case partner.TodoProperty:
		return socialPane
	case partner.TodoCampaign:
		return campaignsPane
	}
	return ""
}

// cannotAct is why the main act is not possible.
func (p *Pane) cannotAct() string {
	if why := p.needTodo(); why != "" {
		return why
	}
	targets := p.list.Targets()
	switch {
	case len(p.undecided(targets)) > 0:
		return p.judging()
	case len(targets) > 1:
		return "marked to-dos of these kinds cannot be done at once; Esc takes the marks off"
	}
	return ""
}

// act asks whether invitations and proposals are accepted, or goes where the
// to-do under the cursor is done.
func (p *Pane) act() tea.Cmd {
	targets := p.list.Targets()
	if len(targets) == 0 {
		return nil
	}
	if len(p.undecided(targets)) > 0 {
		return p.askAccept()
	}
	t := targets[0]
	switch to := p.place(t); {
	case to == financePane:
		return effect.Visit{To: to, Zoom: true}.Cmd()
	case to != "":
		return effect.Visit{To: to, Zoom: true, About: effect.Select, Value: t.Object}.Cmd()
	case t.Kind == partner.TodoInquiry && p.noInquiries() == "":
		return p.visitTo(t.Object)
	}
	return p.openWeb()
}

// openWeb opens the page of what is under the cursor.
func (p *Pane) openWeb() tea.Cmd {
	t, ok := p.list.Current()
	if p.mode() != ofTodos || !ok || web(t) == partner.WebApp {
		return effect.Open{URL: partner.WebApp, What: "the web application"}.Cmd()
	}
	return effect.Open{URL: web(t), What: "the page for " + name(t)}.Cmd()
}

// Asks hands over the question the pane has for the user, once.
func (p *Pane) Asks() dialog.Dialog {
	d := p.question
	p.question = nil
	if d == nil {
		return p.desk.Asks()
	}
	return d
}

// cannotNote is why no note can be written.
func (p *Pane) cannotNote() string {
	if why := p.needTodo(); why != "" {
		return why
	}
	return p.desk.CannotWrite()
}

// writeNote opens the note on the to-do under the cursor.
func (p *Pane) writeNote() tea.Cmd {
	t, ok := p.list.Current()
	if !ok {
		return nil
	}
	return p.desk.Write(t.Key(), words(t))
}

func (p *Pane) showOutbox() tea.Cmd { return p.desk.Outbox(p.frame.Now) }

// answered carries out what the user has answered to a question of the pane.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	if cmd, ok := p.desk.Answered(a); ok {
		return cmd
	}
	switch a.Ask {
	case askUntil:
		return p.untilChosen(a.Choice)
	case askDay:
		return p.dayChosen(a.Text)
	case askDecline:
		return p.declineAnswered(a)
	case askInquiry:
		return p.inquiryAnswered(a)
	case askPath:
		return p.pathChosen(a.Text)
	}
	switch {
	case a.Ask == askAccept && a.Yes:
		return p.rule(ruling{todos: p.aim, accept: true})
	case a.Ask == askSend && a.Yes:
		return p.sendRows()
	}
	return nil
}
