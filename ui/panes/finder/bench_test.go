package finder

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func BenchmarkKey(b *testing.B) {
	usual := uitest.Hits().Hits[:3]
	found := func(t testing.TB, p *Pane) {
		seek(t, p, "A-")
		conform.Run(t, p, "results")
	}
	subject().Keys(b, "search", func(src *uitest.Source) {
		src.Hits.Value.Hits = conform.Many(func(n int) partner.Hit {
			v := usual[n%len(usual)]
			v.Action.V.ID, v.Action.V.OrderID, v.Action.V.At = fmt.Sprint("1.", n), fmt.Sprintf("A-%05d", n), v.Action.V.At.AddDate(0, 0, -n%300)
			return v
		})
		src.Hits.Value.Total = len(src.Hits.Value.Hits)
	}, found)
}
