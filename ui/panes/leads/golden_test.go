package leads

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/leads -run TestGolden -update
func TestGoldenStates(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		for name, f := range frames() {
			t.Run(state.Name+" "+name, func(t *testing.T) {
				t.Parallel()
				p, src := made(t, f)
				state.Reach(t, p, src)
				golden.RequireEqual(t, uitest.Plain(p.View()))
			})
		}
	}
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for name, f := range sizes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := sketched(t, f)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}

func TestGoldenForms(t *testing.T) {
	t.Parallel()
	for _, act := range []string{"submit", "continue", "discard"} {
		t.Run(act, func(t *testing.T) {
			t.Parallel()
			p, _ := sketched(t, uitest.Zoomed(120, 30))
			uitest.Settle(t, p, uitest.Do(t, p, "leads."+act))
			d := p.Asks()
			d.Resize(76, 30)
			golden.RequireEqual(t, uitest.Plain(d.View(uitest.Theme(0))))
		})
	}
}
