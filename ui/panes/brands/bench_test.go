package brands

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	usual := uitest.Brands().Brands
	subject().Keys(b, "filter", func(src *uitest.Source) {
		src.BrandList.Value.Brands = conform.Many(func(n int) partner.InstantBrand {
			v := usual[n%len(usual)]
			v.ID, v.State, v.Brand = fmt.Sprint(n), "open", fmt.Sprintf("Brand %05d", n)
			return v
		})
	})
}
