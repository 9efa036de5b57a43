package todo

import (
	"slices"

	"impactdash/ui/component/problem"
	"impactdash/ui/format"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// View implements pane.Pane.
func (p *Pane) View() string {
	b := triage.Body{
		Waiting: p.load.Status().Waiting, Loading: "Loading to-dos…",
		Empty: "All done. Invitations, proposals, inquiries, tasks and money that need you show up here.",
		Notes: p.notes(),
	}
	if err := p.load.Err(); err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	return p.list.Draw(b)
}

// notes are what is to be said below the list.
func (p *Pane) notes() []string {
	v, ok := p.load.Value()
	if !ok {
		return nil
	}
	var out []string
	for _, n := range v.Notes {
		what, next := toast.Words(n.Err)
		out = append(out, "Not known: "+format.Safe(n.What)+". "+what+" "+next)
	}
	if !v.Reach.Companion && slices.ContainsFunc(p.list.Items(), func(t todo) bool { return contractual(t.Kind) }) {
		out = append(out, "To accept or decline from here "+p.elsewhere()+". o opens it.")
	}
	return out
}
