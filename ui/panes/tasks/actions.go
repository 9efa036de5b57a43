package tasks

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	switch {
	case p.draft.Busy():
		return []keys.Action{{ID: "tasks.comment.drop", Keys: []string{"esc"}, Label: "no comment", Help: "Write no comment after all, and send nothing.", Run: p.dropComment}}
	case p.list.Capturing():
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
	move := func(id, key, label, help string, act partner.TaskAct) keys.Action {
		a := keys.Action{ID: "tasks." + id, Label: label, Help: help, Run: func() tea.Cmd { return p.act(act, p.list.Targets()) }, Block: func() string { return p.blocked(act, p.list.Targets()) }}
		if key != "" {
			a.Keys = []string{key}
		}
		return a
	}
	return []keys.Action{
		{ID: "tasks.mark.as", Keys: []string{"m"}, Label: "mark as", Help: "Start, block, complete or archive the marked tasks, or the one under the cursor.", Run: p.askMark, Block: p.cannotMark},
		move("complete", "x", "complete", "Say that the tasks are done; a brand may have to approve it.", partner.TaskComplete),
		{ID: "tasks.comment", Keys: []string{"w"}, Label: "comment", Help: "Write a comment on the task under the cursor.", Run: p.askComment, Block: p.cannotComment},
		move("start", "", "start", "Say that work on the tasks has begun; those of anyone become yours.", partner.TaskStart),
		move("block", "", "block", "Say that the tasks cannot go on, and why.", partner.TaskBlock),
		move("invalid", "", "invalid", "Say that the tasks make no sense, and why.", partner.TaskReject),
		move("duplicate", "", "duplicate", "Say that the tasks are copies, and of which.", partner.TaskRepeated),
		move("archive", "", "archive", "Take approved tasks out of all lists.", partner.TaskArchive),
		{ID: "tasks.filter.by", Keys: []string{"F"}, Label: "show only", Help: "Show only tasks of one type, state or program.", Run: p.askWhatToShow, Block: p.nothingToChoose},
		{ID: "tasks.note", Keys: []string{"W"}, Label: "your note", Help: "Write a note to yourself about the task under the cursor.", Run: p.writeNote, Block: p.cannotNote},
		{ID: "tasks.outbox", Keys: []string{"Q"}, Label: "what waits", Help: "Show what waits until the service can be reached, and cancel it.", Run: p.showOutbox, Block: p.desk.Empty},
		{ID: "tasks.web", Label: "open the web", Help: "Open the web application, which has the tasks under Home.", Run: openWeb},
		{ID: "tasks.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Ask the service again for the tasks.", Run: p.Refresh, Rest: pane.RefreshRest},
	}
}

func openWeb() tea.Cmd { return effect.Open{URL: partner.WebApp, What: "the web application"}.Cmd() }

func (p *Pane) nothingToChoose() string {
	if len(p.list.Items()) == 0 {
		return "there is no task here"
	}
	return ""
}

// cannotMark is why there is nothing to be marked. What is wrong with single
// marks is told in the menu.
func (p *Pane) cannotMark() string {
	if why := p.list.NeedRow(); why != "" {
		return why
	}
	return p.busy()
}

func (p *Pane) busy() string {
	if p.move.Busy() {
		return p.sending.name() + " is being sent"
	}
	return ""
}

// blocked is why an act is not possible with tasks, empty when it is with at
// least one of them.
func (p *Pane) blocked(act partner.TaskAct, targets []task) string {
	if len(targets) == 0 {
		return "there is no task here"
	}
	if !p.companion() {
		return p.elsewhere()
	}
	if why := p.busy(); why != "" {
		return why
	}
	why := ""
	for _, t := range targets {
		reason := refusal(t, act)
		if reason == "" {
			return ""
		}
		if why == "" {
			why = reason
		}
	}
	if len(targets) > 1 {
		return "none of the " + format.Count(int64(len(targets))) + " marked can be: " + why
	}
	return why
}

// refusal is why a task cannot be moved that way, empty when it can. In a state
// that nobody knows the service decides.
func refusal(t task, act partner.TaskAct) string {
	if t.Foreign {
		who := person(t.Assignee)
		if who == "" {
			who = "somebody else"
		}
		return "it is assigned to " + format.Cut(who, quoted)
	}
	is := "it is " + stateWord(t.State)
	switch t.State {
	case partner.TaskApproved:
		if act != partner.TaskArchive {
			return "the brand has approved it already"
		}
		return ""
	case partner.TaskCompleted, partner.TaskInvalid, partner.TaskDuplicate:
		if act != partner.TaskStart && act != partner.TaskArchive {
			return is + "; start it again first"
		}
	case partner.TaskInProgress:
		if act == partner.TaskStart {
			return is + " already"
		}
	case partner.TaskBlocked:
		if act == partner.TaskBlock {
			return is + " already"
		}
	}
	if act == partner.TaskArchive {
		return is + "; only approved tasks can be archived"
	}
	return ""
}

// The questions about marks.
const (
	askMark    = "mark"
	askWhy     = "why/"     // and the act
	askArchive = "archive?" // to be confirmed
)

// toWeb is what the menu offers where marks need the web application.
const toWeb = "web"

// askMark offers what the tasks can be marked as.
func (p *Pane) askMark() tea.Cmd {
	p.aim = p.list.Targets()
	item := func(act partner.TaskAct, key, label, help string) dialog.Item {
		if n := len(possible(act, p.aim)); n > 0 && n < len(p.aim) {
			help = format.Count(int64(n)) + " of the " + format.Count(int64(len(p.aim))) + " can be"
		}
		return dialog.Item{Value: string(act), Key: key, Label: label, Help: help, Blocked: p.blocked(act, p.aim)}
	}
	items := []dialog.Item{
		item(partner.TaskStart, "s", "Started", "work has begun"),
		item(partner.TaskBlock, "b", "Blocked", "it cannot go on; asks why"),
		item(partner.TaskReject, "i", "Invalid", "it makes no sense; asks why"),
		item(partner.TaskRepeated, "d", "Duplicate", "it is a copy; asks of which"),
		item(partner.TaskComplete, "c", "Completed", "it is done"),
		item(partner.TaskArchive, "a", "Archived", "out of all lists"),
	}
	offer := dialog.Offer{To: ID, Ask: askMark, Title: "Mark as", Intro: []string{named(p.aim)}, Items: items}
	if !p.companion() {
		v, _ := p.load.Value()
		for i := range offer.Items {
			offer.Items[i].Blocked = "not from here"
		}
		offer.Intro = append(offer.Intro, "This "+p.elsewhere()+".")
		offer.Items = append(offer.Items, dialog.Item{Value: toWeb, Key: "o", Label: "Open the web", Help: page(v.Reach)})
		offer.At = toWeb
	}
	p.question = dialog.NewMenu(offer)
	return nil
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
	if why := p.list.NeedRow(); why != "" {
		return why
	}
	return p.desk.CannotWrite()
}

// writeNote opens the note on the task under the cursor.
func (p *Pane) writeNote() tea.Cmd {
	t, ok := p.list.Current()
	if !ok {
		return nil
	}
	return p.desk.Write(partner.TaskKey(t.ID), title(t))
}

func (p *Pane) showOutbox() tea.Cmd { return p.desk.Outbox(p.frame.Now) }

// answered carries out what the user has answered to a question of the pane.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	if cmd, ok := p.desk.Answered(a); ok {
		return cmd
	}
	switch {
	case a.Ask == askKind:
		return p.askWhich(a.Choice)
	case a.Ask == askMark && a.Choice == toWeb:
		return openWeb()
	case a.Ask == askMark:
		return p.act(partner.TaskAct(a.Choice), p.aim)
	case a.Ask == askArchive && a.Yes:
		return p.send(partner.TaskArchive, p.aim, "")
	case a.Ask == askComment:
		return p.commentAnswered(a)
	}
	if kind, ok := strings.CutPrefix(a.Ask, askFacet); ok {
		return p.showChosen(kind, a.Choice)
	}
	if act, ok := strings.CutPrefix(a.Ask, askWhy); ok {
		return p.whyAnswered(partner.TaskAct(act), a)
	}
	return nil
}
