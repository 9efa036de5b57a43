package social

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	usual := uitest.Properties().Properties
	subject().Keys(b, "filter", func(src *uitest.Source) {
		src.PropertyList.Value.Properties = conform.Many(func(n int) partner.Property {
			v := usual[n%len(usual)]
			v.ID, v.Name = fmt.Sprint(n), fmt.Sprint("Account ", n)
			return v
		})
	})
}
