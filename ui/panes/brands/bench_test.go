package brands

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// BenchmarkKey holds what a key does, redraw included, at ten thousand rows
// below eight milliseconds.
func BenchmarkKey(b *testing.B) {
	for _, act := range []string{"move", "filter", "sort"} {
		b.Run(act, func(b *testing.B) {
			p, src := made(b, uitest.Zoomed(160, 48))
			one := src.BrandList.Value.Brands
			var many []partner.InstantBrand
			for i := range 10_000 {
				c := one[i%len(one)]
				c.ID, c.State, c.Brand = fmt.Sprint(i), "open", fmt.Sprintf("Brand %05d", (i*7919+13)%10_000)
				many = append(many, c)
			}
			src.BrandList.Value.Brands = many
			uitest.Settle(b, p, p.Init())
			p.View()
			if act == "filter" {
				uitest.Do(b, p, "brands.filter")
				p.Update(uitest.Press("1")) // the texts are made once
			}
			down, up, sort := uitest.Action(b, p, idOf(p, "down")), uitest.Action(b, p, idOf(p, "up")), "brands.sort"
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				switch {
				case act == "filter" && i%2 == 0:
					p.Update(uitest.Press("2"))
				case act == "filter":
					p.Update(uitest.Stroke(b, "backspace"))
				case act == "sort":
					uitest.Do(b, p, sort)
				case i%2 == 0:
					down.Run()
				default:
					up.Run()
				}
				p.View()
			}
		})
	}
}

// idOf is the id of a movement, which has another name while a filter is typed.
func idOf(p *Pane, name string) string {
	if p.Capturing() {
		return "brands.filter." + name
	}
	return "brands." + name
}
