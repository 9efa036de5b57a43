package activity

import (
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane: it counts what has not been
// looked at, which is nothing while it is looked at.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:   conform.By(New),
		Shows:  []string{"order A-1078", "order 77"},
		Zeros:  true, // of a reversed action
		Local:  true,
		Deeper: []func(testing.TB, *Pane){narrowed},
		Acts:   []string{"open", "filter.by", "filter.none", "period", "copy.line", "refresh", "view.next", "detail"},
	}
}

// narrowed filters the changes in every way.
func narrowed(t testing.TB, p *Pane) {
	choose(t, p, map[string]string{fieldKind: lost, fieldBrand: uitest.Names()[2], fieldLeast: "10", fieldCurrency: "USD"})
	conform.Run(t, p, "view.next")
	conform.Typing(t, p)
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}
