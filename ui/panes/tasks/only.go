package tasks

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/triage"
)

// kind is what tasks can have in common.
type kind uint8

const (
	everything kind = iota
	byType
	byState
	byProgram
)

// kinds are those that can be chosen.
func kinds() []kind { return []kind{byType, byState, byProgram} }

func (k kind) String() string { return [...]string{"all", "type", "state", "program"}[k] }

// name is the kind in a menu.
func (k kind) name() string { return [...]string{"Everything", "Type", "State", "Program"}[k] }

// facet is a value that the tasks shown have in common. Unlike the filter it
// is exact: "new" is a state then, not a part of a word.
type facet struct {
	kind  kind
	value string // as the service spells it; of a program its id
	words string // cleaned
}

// label is the facet in words.
func (f facet) label() string {
	if f.words == "" || f.words == format.None {
		return "no " + f.kind.String()
	}
	return format.Cut(f.words, quoted)
}

func (f facet) has(t task) bool { return f.kind == everything || facetOf(t, f.kind).value == f.value }

// facetOf is what a task has of a kind. Programs without an id are told apart
// by their names.
func facetOf(t task, k kind) facet {
	switch k {
	case byType:
		return facet{k, string(t.Type), typeWord(t.Type)}
	case byState:
		return facet{k, string(t.State), stateWord(t.State)}
	case byProgram:
		return facet{k, cmp.Or(t.ProgramID, t.Program), strings.TrimSpace(format.Safe(t.Program))}
	}
	return facet{}
}

// show lists only what has the facet.
func (p *Pane) show(f facet) {
	p.only = f
	p.list.SetItems(p.list.Items()) // the same ones: it asks each again whether it belongs
}

// counted is a facet with the number of tasks that have it.
type counted struct {
	facet
	n int
}

// present are the facets of a kind that the tasks of the view have, in order
// of their words, states in that of a task's life.
func (p *Pane) present(k kind) []counted {
	at := map[string]int{}
	var out []counted
	for _, t := range p.list.Items() {
		if !within(t, p.list.ViewName()) {
			continue
		}
		f := facetOf(t, k)
		i, ok := at[f.value]
		if !ok {
			i = len(out)
			at[f.value] = i
			out = append(out, counted{facet: f})
		}
		out[i].n++
	}
	slices.SortFunc(out, func(a, b counted) int {
		if k == byState {
			return cmp.Or(cmp.Compare(stateRank(partner.TaskState(a.value)), stateRank(partner.TaskState(b.value))), triage.Fold(a.words, b.words))
		}
		return cmp.Or(triage.Fold(a.words, b.words), cmp.Compare(a.value, b.value))
	})
	return out
}

// The questions of what is to be shown.
const (
	askKind  = "show"
	askFacet = "show/" // and the kind
)

// askWhatToShow offers the kinds.
func (p *Pane) askWhatToShow() tea.Cmd {
	offer := dialog.Offer{To: ID, Ask: askKind, Title: "Show only one", Intro: []string{"Of the tasks in “" + p.list.ViewName() + "”:"}}
	for _, k := range kinds() {
		item := dialog.Item{Value: k.String(), Key: k.String()[:1], Label: k.name()}
		if values := p.present(k); len(values) < 2 {
			item.Blocked = "all have the same"
		} else {
			item.Help = format.Count(int64(len(values))) + " to choose from"
		}
		offer.Items = append(offer.Items, item)
	}
	all := dialog.Item{Value: everything.String(), Key: "a", Label: everything.name(), Help: "drops the choice"}
	if p.only.kind == everything {
		all.Blocked = "all are shown"
	}
	offer.Items = append(offer.Items, all)
	p.question = dialog.NewMenu(offer)
	return nil
}

// askWhich offers the values of a kind.
func (p *Pane) askWhich(choice string) tea.Cmd {
	for _, k := range kinds() {
		if k.String() != choice {
			continue
		}
		offer := dialog.Offer{To: ID, Ask: askFacet + choice, Title: "Show only one " + choice}
		if p.only.kind == k {
			offer.At = p.only.value
		}
		for _, c := range p.present(k) {
			help := "1 task"
			if c.n != 1 {
				help = format.Count(int64(c.n)) + " tasks"
			}
			offer.Items = append(offer.Items, dialog.Item{Value: c.value, Label: c.label(), Help: help})
		}
		p.question = dialog.NewMenu(offer)
		return nil
	}
	p.show(facet{})
	return nil
}

// showChosen lists what was chosen from the values of a kind.
func (p *Pane) showChosen(kind, value string) tea.Cmd {
	for _, k := range kinds() {
		if k.String() != kind {
			continue
		}
		for _, c := range p.present(k) {
			if c.value == value {
				p.show(c.facet)
			}
		}
	}
	return nil
}
