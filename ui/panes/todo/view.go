package todo

import (
	"slices"
	"strings"

	"impactdash/internal/partner"
	"impactdash/ui/component/problem"
	"impactdash/ui/format"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// View implements pane.Pane.
func (p *Pane) View() string {
	var b triage.Body
	err := p.load.Trouble(p.frame)
	switch p.mode() {
	case ofRows:
		return p.rows.Draw(triage.Body{Notes: p.reportNotes()})
	case ofInquiries:
		err = p.asks.Trouble(p.frame)
		b = triage.Body{
			Waiting: p.asks.Status().Waiting, Loading: "Loading inquiries…",
			Empty: "No inquiries. When an order was not tracked, or tracked wrongly, i asks the brand about it.",
		}
	default:
		b = triage.Body{
			Waiting: p.load.Status().Waiting, Loading: "Loading to-dos…",
			Empty: "All done. Invitations, proposals, inquiries, tasks and money that need you show up here.",
			Notes: slices.Concat(p.desk.Lines(), p.notes()),
		}
	}
	if err != nil {
		b.Troubles = []problem.Trouble{{Err: err}}
	}
	b.Notes = append(b.Notes, p.under()...)
	return p.front().Draw(b)
}

// under says what goes on that is not seen yet.
func (p *Pane) under() []string {
	switch {
	case p.opening.Busy():
		return []string{"Opening the form… Esc gives it up."}
	case p.read.Busy():
		return []string{"Reading " + quote(p.path) + "…"}
	}
	return nil
}

// notes are what is to be said below the list.
func (p *Pane) notes() []string {
	v, ok := p.load.Value()
	if !ok {
		return nil
	}
	out := missing(v.Notes)
	sleeping := p.list.ViewName() == viewSnoozed
	if !v.Reach.Companion && slices.ContainsFunc(p.list.Items(), func(t todo) bool {
		return contractual(t.Kind) && asleep(t, p.frame.Now) == sleeping
	}) {
		out = append(out, "Accepting "+p.elsewhere()+". o opens it.")
	}
	return out
}

// missing says what is not known and why, in one sentence for all that have the
// same reason.
func missing(notes []partner.Note) []string {
	var whys []string
	of := map[string][]string{}
	for _, n := range notes {
		what, next := toast.Words(n.Err)
		why := what + " " + next
		if of[why] == nil {
			whys = append(whys, why)
		}
		of[why] = append(of[why], format.Safe(n.What))
	}
	for i, why := range whys {
		whys[i] = "Not known: " + strings.Join(of[why], ", ") + ". " + why
	}
	return whys
}
