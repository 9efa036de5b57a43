package finance

import (
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Frame(80, 8)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	subject().GoldenSizes(t, map[string]pane.Frame{
		"narrow": uitest.Frame(40, 9), "wide": uitest.Frame(160, 6), "zoomed": uitest.Zoomed(100, 24),
	})
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	subject().GoldenStyled(t, "stale", uitest.Frame(80, 8))
}
