package snapshot

import (
	"strings"
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Frame(80, 20)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	subject().GoldenSizes(t, map[string]pane.Frame{
		"narrow": uitest.Frame(40, 9), "wide": uitest.Frame(160, 36), "zoomed": uitest.Zoomed(120, 40),
	})
}

func TestGoldenCreator(t *testing.T) {
	t.Parallel()
	creating().GoldenStates(t, map[string]pane.Frame{"%": uitest.Frame(116, 30)})
	conform.GoldenViews(t, turned, map[string]conform.Sight[*Pane]{
		"narrow": {Frame: uitest.Frame(40, 9)},
		"small":  {Frame: uitest.Frame(80, 20)},
		"zoomed": {Frame: uitest.Zoomed(160, 44)},
	})
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	subject().GoldenStyled(t, "stale", uitest.Frame(80, 20))
}

func TestTodayHasRoomForItsName(t *testing.T) {
	t.Parallel()
	seen := 0
	for w := 60; w < 130; w += 2 {
		p, _ := loaded(t, uitest.Frame(w, 22))
		text := uitest.Plain(p.View())
		seen += strings.Count(text, "today so far")
		if strings.Count(text, "today so") != strings.Count(text, "today so far") {
			t.Errorf("at %d cells it is cut:\n%s", w, text)
		}
	}
	if seen == 0 {
		t.Error("there is no table of days")
	}
}
