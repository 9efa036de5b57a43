// Package event is what panes tell each other without knowing each other:
// which kinds of things an act has changed.
package event

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// The kinds of things that change.
const (
	KindTask     = "task"
	KindTodo     = "todo"
	KindProperty = "property"
	KindProgram  = "program"
	KindLink     = "link"
	KindInquiry  = "inquiry"
	KindLead     = "lead"
	KindCampaign = "campaign"
	KindFinance  = "finance"
	KindDesk     = "desk" // notes and acts that wait, kept on this machine
)

// Changed is the fact that things were changed. The dashboard hands it to
// every pane, the one that tells it included; those that show such things load
// again.
type Changed struct{ Kinds []string }

// Any reports whether one of the kinds has changed.
func (c Changed) Any(kinds ...string) bool {
	return slices.ContainsFunc(kinds, func(k string) bool { return slices.Contains(c.Kinds, k) })
}

// Tell is the command that tells the fact, nil where nothing changed.
func Tell(kinds ...string) tea.Cmd {
	if len(kinds) == 0 {
		return nil
	}
	kinds = slices.Clone(kinds) // the caller's may change before it is told
	return func() tea.Msg { return Changed{Kinds: kinds} }
}

// Trace asks for the timeline of an action. It is the Value of an
// effect.Select visit to the finder.
type Trace struct{ ActionID string }

// Inquiry asks for the form of an inquiry about an order, filled in as far as
// the order is known. It is the Value of an effect.Create visit to the To Do
// pane. The texts are as one would type them; empty ones are not known.
type Inquiry struct {
	ProgramID   string
	Program     string // as the service spells it, not cleaned
	OrderID     string
	Type        string // what is wrong: "UNTRACKED", "INCORRECT", "DECLINED"
	Transaction string // YYYY-MM-DD, or with a time, in the account's zone
	Amount      string // of the sale, a decimal without a currency
	Expected    string // payout, likewise
}
