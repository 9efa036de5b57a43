package triage

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// The golden files check drawing only. After a change of the drawing, look at
// the difference and write them anew with
//
//	go test ./ui/triage -run TestGolden -update
func TestGolden(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		frame pane.Frame
		do    []string
		text  string
	}{
		"small":          {uitest.Frame(40, 6), []string{"down"}, ""},
		"small filtered": {uitest.Frame(40, 6), []string{"mark", "mark"}, "bolt"},
		"full":           {uitest.Zoomed(110, 12), []string{"mark", "mark", "down", "sort"}, ""},
		"full filtered":  {uitest.Zoomed(110, 12), []string{"mark", "mark", "down", "sort"}, "acme"},
		"narrow":         {uitest.Zoomed(60, 9), []string{"range", "down"}, ""},
		"narrow detail":  {uitest.Zoomed(60, 9), []string{"detail"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := loaded(30, c.frame)
			run(t, m, c.do...)
			if c.text != "" {
				filter(t, m, c.text)
			}
			golden.RequireEqual(t, uitest.Plain(m.Draw(Body{Notes: []string{"Acts need a companion API."}, Troubles: unavailable()})))
		})
	}
}
