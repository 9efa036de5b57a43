package finder

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:   conform.By(New),
		Shows:  []string{"A-1077", "770"},
		Zeros:  true, // of a reversed action
		Local:  true,
		Deeper: []func(testing.TB, *Pane){sought, pasted},
		Own:    func(p *Pane) []tea.Msg { return []tea.Msg{pauseMsg{p.typed}} },
	}
}

// opening is the pane as there is nothing to be found yet.
func opening() conform.Subject[*Pane] {
	s := subject()
	s.Fixture = func(src *uitest.Source) { src.Hits.Value.Hits, src.Hits.Value.Total = nil, 0 }
	return s
}

// sought searches, with the cursor among the results if there are any.
func sought(t testing.TB, p *Pane) {
	seek(t, p, "77")
	if uitest.Action(t, p, "finder.results").Blocked() == "" {
		conform.Run(t, p, "results")
	}
}

// pasted searches for all that means no good.
func pasted(t testing.TB, p *Pane) {
	uitest.Settle(t, p, p.Update(trace(""))) // gives the field the keys
	p.Update(tea.PasteMsg{Content: strings.Join(uitest.Names(), " ")})
	rest(t, p)
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}
