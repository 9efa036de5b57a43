package tasks

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// more are the states of the pane beside those of every pane: with notes and a
// comment that waits, and without a companion API.
func more() []uitest.State {
	return []uitest.State{
		{Name: "beside", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
			s.Beside = partner.Desk{Waiting: []partner.Waiting{comment(late)}, Notes: map[string]partner.Memo{
				partner.TaskKey(late): {Key: partner.TaskKey(late), Text: "Needs the shop's login."}, partner.TaskKey(soonish): {Key: partner.TaskKey(soonish), Text: "x"},
			}}
			uitest.Settle(t, p, p.Init())
		}},
		conform.Alone(),
	}
}

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Frame(80, 8)})
}

func TestGoldenFull(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Zoomed(120, 30)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	subject().GoldenSizes(t, map[string]pane.Frame{
		"side": uitest.Frame(30, 6), "narrow": uitest.Frame(44, 6), "wide": uitest.Zoomed(200, 16), "small": uitest.Zoomed(80, 12),
	})
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	subject().GoldenStyled(t, "data", uitest.Frame(80, 6))
}
