package activity

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// many gives the source many changes in no order.
func many(src *uitest.Source) {
	usual := uitest.Activity().Events
	src.Changes.Value.Events = conform.Many(func(n int) partner.Event {
		v := usual[n%len(usual)]
		v.ID, v.ThingID, v.Title, v.At = fmt.Sprint("e", n), fmt.Sprint("t", n), fmt.Sprintf("%05d", n), v.At.AddDate(0, 0, -n%300)
		return v
	})
	src.Changes.Value.Total = len(src.Changes.Value.Events)
}

func BenchmarkKey(b *testing.B) { subject().Keys(b, "filter", many) }

func BenchmarkRefresh(b *testing.B) {
	p := subject().Large(b, many)
	for b.Loop() {
		p.fill()
		p.View()
	}
}
