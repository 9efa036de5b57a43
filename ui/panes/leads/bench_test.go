package leads

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	usual := uitest.Leads().Leads
	subject().Keys(b, "filter", func(src *uitest.Source) {
		src.LeadList.Value.Leads = conform.Many(func(n int) partner.Lead {
			v := usual[n%len(usual)]
			v.ID, v.Name = fmt.Sprint(n), fmt.Sprint("Lead ", n)
			return v
		})
	})
}
