package finder

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// BenchmarkKey holds what a key does, redraw included, at ten thousand results
// below eight milliseconds.
func BenchmarkKey(b *testing.B) {
	const many = 10_000
	large := func(b *testing.B) *Pane {
		b.Helper()
		p, src := opened(b, uitest.Zoomed(160, 48))
		usual := uitest.Hits().Hits[:3]
		list := make([]partner.Hit, many)
		for i := range list {
			n := (i*7919 + 13) % many
			v := usual[n%len(usual)]
			v.Action.V.ID, v.Action.V.OrderID, v.Action.V.At = fmt.Sprint("1.", n), fmt.Sprintf("A-%05d", n), v.Action.V.At.AddDate(0, 0, -n%300)
			list[i] = v
		}
		src.Hits.Value.Hits, src.Hits.Value.Total = list, many
		seek(b, p, "A-")
		run(b, p, "results")
		p.View()
		return p
	}
	b.Run("move", func(b *testing.B) {
		p := large(b)
		down, up := uitest.Action(b, p, "finder.down"), uitest.Action(b, p, "finder.up")
		for i := 0; b.Loop(); i++ {
			if i%2 == 0 {
				uitest.Settle(b, p, down.Run()) // with the timeline
			} else {
				uitest.Settle(b, p, up.Run())
			}
			p.View()
		}
	})
	b.Run("type", func(b *testing.B) {
		p := large(b)
		uitest.Do(b, p, "finder.search")
		press, back := uitest.Press("5"), uitest.Stroke(b, "backspace")
		for i := 0; b.Loop(); i++ {
			if i%2 == 0 {
				p.Update(press)
			} else {
				p.Update(back)
			}
			p.View()
		}
	})
	b.Run("sort", func(b *testing.B) {
		p := large(b)
		sort := uitest.Action(b, p, "finder.sort")
		for b.Loop() {
			sort.Run()
			p.View()
		}
	})
}
