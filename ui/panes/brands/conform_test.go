package brands

import (
	"testing"

	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make:    conform.By(New),
		Shows:   []string{"Fable Books", "Iris Optics"},
		Counts:  4,
		More:    []uitest.State{conform.Alone()},
		Deeper:  []func(testing.TB, *Pane){conform.Typing[*Pane]},
		Acts:    []string{"join", "refresh"},
		Reloads: map[string]int{event.KindProgram: 1, event.KindLink: 0, event.KindTask: 0},
		Visits: &conform.Visits[*Pane]{
			Known: "904", Newer: "new",
			At: func(p *Pane) string {
				b, _ := p.list.Current()
				return b.ID
			},
			Add: func(src *uitest.Source) {
				b := src.BrandList.Value.Brands[0]
				b.ID = "new"
				src.BrandList.Value.Brands = append(uitest.Brands().Brands, b)
			},
		},
	}
}

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Made(t, f) }

// loaded is a pane with the usual brands.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return subject().Loaded(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}

func TestAFormThatWasGivenUpDoesNotOpen(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	at(t, p, "900")
	ask := uitest.Do(t, p, "brands.join")
	p.Back()
	uitest.Settle(t, p, ask)
	if p.Asks() != nil {
		t.Error("a form opens that was given up")
	}
}
