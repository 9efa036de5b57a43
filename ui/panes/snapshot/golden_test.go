package snapshot

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/panes/snapshot -run TestGolden -update

// drawn is a pane in a state, in a frame.
func drawn(t *testing.T, name string, f pane.Frame) string {
	t.Helper()
	for _, state := range uitest.States() {
		if state.Name == name {
			p, src := made(t, f)
			state.Reach(t, p, src)
			return p.View()
		}
	}
	t.Fatalf("no state %q", name)
	return ""
}

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.States() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Frame(80, 20))))
		})
	}
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]pane.Frame{
		"narrow": uitest.Frame(40, 9), "wide": uitest.Frame(160, 36), "zoomed": uitest.Zoomed(120, 40),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, "data", f)))
		})
	}
}

func TestGoldenCreator(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.States() {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := creator(t, uitest.Frame(116, 30))
			state.Reach(t, p, src)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
	for name, f := range map[string]pane.Frame{
		"narrow": uitest.Frame(40, 9), "small": uitest.Frame(80, 20), "zoomed": uitest.Zoomed(160, 44),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := turned(t, f)
			golden.RequireEqual(t, uitest.Plain(p.View()))
		})
	}
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	golden.RequireEqual(t, drawn(t, "stale", uitest.Frame(80, 20)))
}

func TestTodayHasRoomForItsName(t *testing.T) {
	t.Parallel()
	seen := 0
	for w := 60; w < 130; w += 2 {
		text := uitest.Plain(drawn(t, "data", uitest.Frame(w, 22)))
		seen += strings.Count(text, "today so far")
		if strings.Count(text, "today so") != strings.Count(text, "today so far") {
			t.Errorf("at %d cells it is cut:\n%s", w, text)
		}
	}
	if seen == 0 {
		t.Error("there is no table of days")
	}
}
