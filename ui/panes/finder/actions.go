package finder

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
)

// todoPane has the inquiries and their form.
const todoPane pane.ID = "todo"

// verbs are the actions of the pane itself: those that are used most, which
// stand before the actions of the list, the others, and those of the field.
type verbs struct{ most, more, field []keys.Action }

// Actions implements pane.Pane.
func (p *Pane) Actions() []keys.Action {
	if p.typing {
		return p.verbs.field
	}
	return slices.Concat(p.verbs.most, p.steps, p.verbs.more)
}

// listActions are those of the list without its filter: what is searched for
// is in the field. After each the timeline of the row under the cursor is
// asked for.
func (p *Pane) listActions() []keys.Action {
	var out []keys.Action
	for _, a := range p.list.Actions() {
		if a.ID == string(ID)+".filter" {
			continue
		}
		run := a.Run
		a.Run = func() tea.Cmd {
			p.traced = false
			return tea.Batch(run(), p.follow())
		}
		out = append(out, a)
	}
	return out
}

// makeVerbs makes the actions of the pane once: the dashboard asks for them at
// each key.
func (p *Pane) makeVerbs() verbs {
	return verbs{
		most: []keys.Action{
			{ID: "finder.open", Keys: []string{"enter"}, Label: "open", Help: "Show the timeline of the action, or go to the inquiry.", Run: p.open, Block: p.cannotOpen},
			{ID: "finder.search", Keys: []string{"/"}, Label: "search", Help: "Go back to the field and search for something else.", Run: p.search},
			{ID: "finder.inquiry", Keys: []string{"i"}, Label: "file inquiry", Help: "Ask the brand about the order under the cursor, or about one that was never tracked.", Run: p.file, Block: p.cannotFile},
		},
		more: []keys.Action{
			{ID: "finder.copy.id", Keys: []string{"Y"}, Label: "copy action id", Help: "Copy the id of the action under the cursor.", Run: p.copyID, Block: p.noAction},
			{ID: "finder.refresh", Keys: []string{"r"}, Label: "refresh", Help: "Search again for the same.", Run: p.Refresh, Rest: pane.RefreshRest},
		},
		field: []keys.Action{
			{ID: "finder.results", Keys: []string{"enter", "down"}, Label: "to the results", Help: "Go from the field to what was found.", Run: p.toResults},
			{ID: "finder.clear", Keys: []string{"esc"}, Label: "clear", Help: "Empty the field and leave it.", Run: p.leave},
		},
	}
}

// search gives the field the keys.
func (p *Pane) search() tea.Cmd {
	p.typing, p.traced = true, false
	p.arrange()
	return nil
}

// toResults leaves the field. What was typed last is searched for first.
func (p *Pane) toResults() tea.Cmd {
	v, ok := p.load.Value()
	if ok && v.by == p.text() && !p.load.Status().Loading {
		p.typing = false
		p.arrange()
		return p.follow()
	}
	p.leap = true
	if p.load.Status().Loading && !p.resting() {
		return nil
	}
	return p.find()
}

// resting reports whether something was typed that is not searched for yet.
func (p *Pane) resting() bool { return p.sought != p.text() }

// leave empties the field and gives the list the keys.
func (p *Pane) leave() tea.Cmd {
	p.typing = false
	if p.text() == "" {
		p.arrange()
		return nil
	}
	p.clear()
	return p.find()
}

func (p *Pane) noAction() string {
	if why := p.list.NeedRow(); why != "" {
		return why
	}
	if h, _ := p.list.Current(); h.Action.V.ID == "" {
		return "the order was never tracked: it has no action"
	}
	return ""
}

func (p *Pane) copyID() tea.Cmd {
	h, ok := p.list.Current()
	if !ok {
		return nil
	}
	return effect.Copy{Text: format.Safe(h.Action.V.ID)}.Cmd()
}

// detailAct is an action of the list about the detail.
func (p *Pane) detailAct(name string) (keys.Action, bool) {
	return keys.ByID(p.steps, string(ID)+".detail"+name)
}

// detailSeen reports whether the detail is on the screen.
func (p *Pane) detailSeen() bool {
	a, ok := p.detailAct(".down")
	return ok && a.Blocked() == ""
}

// showDetail shows the detail if it is not on the screen.
func (p *Pane) showDetail() tea.Cmd {
	if a, ok := p.detailAct(""); ok && a.Blocked() == "" && !p.detailSeen() {
		return a.Run()
	}
	return nil
}

// cannotOpen is why Enter leads nowhere.
func (p *Pane) cannotOpen() string {
	if why := p.list.NeedRow(); why != "" {
		return why
	}
	if h, _ := p.list.Current(); h.Inquiry.OK {
		return ""
	}
	if p.detailSeen() {
		return "its timeline is on the screen; J and K scroll it"
	}
	a, _ := p.detailAct("")
	return a.Blocked()
}

// open shows the timeline of an action, or goes to an inquiry.
func (p *Pane) open() tea.Cmd {
	h, ok := p.list.Current()
	switch {
	case !ok:
		return nil
	case h.Inquiry.OK:
		p.away = true
		return effect.Visit{To: todoPane, Zoom: true, About: effect.Select, Value: h.Inquiry.V.ID}.Cmd()
	}
	return p.showDetail()
}

// cannotFile is why no inquiry can be filed from here. Whether the account has
// inquiries is the To Do pane's to say.
func (p *Pane) cannotFile() string {
	if h, ok := p.list.Current(); ok && h.Inquiry.OK {
		return "there is an inquiry about this order; Enter goes to it"
	}
	return ""
}

// file opens the form of an inquiry, filled in with what is known.
func (p *Pane) file() tea.Cmd {
	about := event.Inquiry{}
	if h, ok := p.list.Current(); ok {
		about = p.aboutAction(h.Action.V)
	} else if text := p.text(); text != "" && !amountLike(text) {
		about = event.Inquiry{OrderID: text, Type: string(partner.InquiryUntracked)}
	}
	p.away = true
	return effect.Visit{To: todoPane, Zoom: true, About: effect.Create, Value: about}.Cmd()
}

// aboutAction is what is known of an action's order, as one would type it.
func (p *Pane) aboutAction(a partner.Action) event.Inquiry {
	about := event.Inquiry{
		ProgramID: a.ProgramID, Program: a.Program, OrderID: a.OrderID,
		Type: string(partner.InquiryIncorrect), Amount: amount(a.Amount),
	}
	if !a.At.IsZero() {
		about.Transaction = a.At.In(p.frame.Now.Location()).Format("2006-01-02 15:04")
	}
	if a.Earns() {
		return about
	}
	about.Type = string(partner.InquiryDeclined)
	if v, ok := p.lifeOf(a.ID); ok {
		for _, s := range v.Steps {
			if s.Kind == partner.ActionVoided && s.Before.OK {
				about.Expected = amount(s.Before.V)
			}
		}
	}
	return about
}

// amount is money as one types it, empty for nothing.
func amount(m partner.Money) string {
	if !m.Amount.IsPos() {
		return ""
	}
	return m.Amount.String()
}

// amountLike reports whether a text is rather an amount than an order's
// number.
func amountLike(text string) bool {
	_, err := partner.ParseDecimal(text)
	return err == nil && strings.Contains(text, ".")
}
