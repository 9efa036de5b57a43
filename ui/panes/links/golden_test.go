package links

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestGoldenStates(t *testing.T) {
	t.Parallel()
	subject().GoldenStates(t, map[string]pane.Frame{"%": uitest.Frame(80, 8), "full %": uitest.Zoomed(120, 30)})
}

func TestGoldenSizes(t *testing.T) {
	t.Parallel()
	subject().GoldenSizes(t, map[string]pane.Frame{
		"narrow": uitest.Frame(30, 6), "full narrow": uitest.Zoomed(80, 12), "full wide": uitest.Zoomed(180, 34),
	})
}

// One file has the colours as well.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	subject().GoldenStyled(t, "stale", uitest.Frame(80, 8))
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
			conform.GoldenDialog(t, p.form, 74, 24)
		})
	}
}

func TestGoldenMade(t *testing.T) {
	t.Parallel()
	d := shown(partner.Link{URL: "https://go.example.com/c/1/2/100?u=https%3A%2F%2Facme.example%2Fsale", Program: "Acme Shoes", Landing: "https://acme.example/sale", SubIDs: [3]string{"mail"}})
	conform.GoldenDialog(t, d, 94, 26)
}

func TestGoldenAgain(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	d := p.confirmation(values{fieldProgram: "100", fieldVanity: "true", fieldPath: "Winter"})
	conform.GoldenDialog(t, d, 74, 18)
}
