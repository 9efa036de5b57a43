package links

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
//	go test ./ui/panes/links -run TestGolden -update

// drawn is a pane in a state, in a frame.
func drawn(t *testing.T, name string, f pane.Frame) string {
	t.Helper()
	for _, state := range uitest.States() {
		if state.Name == name {
			p, src := fresh(t, f)
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
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Frame(80, 8))))
		})
		t.Run("full "+state.Name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, uitest.Plain(drawn(t, state.Name, uitest.Zoomed(120, 30))))
		})
	}
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]pane.Frame{
		"narrow": uitest.Frame(30, 6), "full narrow": uitest.Zoomed(80, 12), "full wide": uitest.Zoomed(180, 34),
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
	golden.RequireEqual(t, drawn(t, "stale", uitest.Frame(80, 8)))
}

func TestGoldenForm(t *testing.T) {
	t.Parallel()
	for name, v := range map[string]values{
		"empty":     nil,
		"deep link": {fieldProgram: "100", fieldLanding: "acme.example/sale?x=1", fieldSub + "1": "a b", fieldProtocol: protocolEither},
		"vanity":    {fieldProgram: "200", fieldVanity: "true", fieldPath: "Winter"},
		"forbidden": {fieldProgram: "300", fieldLanding: "https://cedar.example/tea"},
		"refused":   {fieldProgram: "100", fieldLanding: "https://evil.example"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := loaded(t, uitest.Frame(80, 8))
			p.open(v)
			p.form.Resize(74, 24)
			golden.RequireEqual(t, uitest.Plain(p.form.View(p.frame.Theme)))
		})
	}
}

func TestGoldenMade(t *testing.T) {
	t.Parallel()
	d := shown(partner.Link{URL: "https://go.example.com/c/1/2/100?u=https%3A%2F%2Facme.example%2Fsale", Program: "Acme Shoes", Landing: "https://acme.example/sale", SubIDs: [3]string{"mail"}})
	d.Resize(94, 26)
	golden.RequireEqual(t, uitest.Plain(d.View(uitest.Frame(1, 1).Theme)))
}

func TestGoldenAgain(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	d := p.confirmation(values{fieldProgram: "100", fieldVanity: "true", fieldPath: "Winter"})
	d.Resize(74, 18)
	golden.RequireEqual(t, uitest.Plain(d.View(p.frame.Theme)))
}
