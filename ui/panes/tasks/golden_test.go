package tasks

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/tasks -run TestGolden -update

// drawn is a pane in a state, in a frame.
func drawn(t *testing.T, name string, f pane.Frame) string {
	t.Helper()
	for _, state := range looks() {
		if state.Name == name {
			p, src := made(t, f)
			state.Reach(t, p, src)
			return p.View()
		}
	}
	t.Fatalf("no state %q", name)
	return ""
}

// looks are the seven states, and that of an account without companion API.
func looks() []uitest.State {
	return append(uitest.States(), uitest.State{Name: "beside", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
		s.Beside = partner.Desk{Waiting: []partner.Waiting{comment(late)}, Notes: map[string]partner.Memo{
			partner.TaskKey(late): {Key: partner.TaskKey(late), Text: "Needs the shop's login."}, partner.TaskKey(soonish): {Key: partner.TaskKey(soonish), Text: "x"},
		}}
		uitest.Settle(t, p, p.Init())
	}}, uitest.State{Name: "alone", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
		s.Alone()
		uitest.Settle(t, p, p.Init())
	}})
}

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	for _, state := range looks() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Frame(80, 8))))
		})
	}
}

func TestGoldenFull(t *testing.T) {
	t.Parallel()
	for _, state := range looks() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Zoomed(120, 30))))
		})
	}
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]pane.Frame{
		"side": uitest.Frame(30, 6), "narrow": uitest.Frame(44, 6), "wide": uitest.Zoomed(200, 16), "small": uitest.Zoomed(80, 12),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, "data", f)))
		})
	}
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	golden.RequireEqual(t, drawn(t, "data", uitest.Frame(80, 6)))
}
