package activity

import (
	"fmt"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// BenchmarkKey holds what a key does, redraw included, at ten thousand changes
// below eight milliseconds.
func BenchmarkKey(b *testing.B) {
	const many = 10_000
	large := func(b *testing.B) *Pane {
		b.Helper()
		p, src := made(b, uitest.Zoomed(160, 48))
		usual := uitest.Activity().Events
		list := make([]partner.Event, many)
		for i := range list {
			n := (i*7919 + 13) % many
			v := usual[n%len(usual)]
			v.ID, v.ThingID, v.Title, v.At = fmt.Sprint("e", n), fmt.Sprint("t", n), fmt.Sprintf("%05d", n), v.At.AddDate(0, 0, -n%300)
			list[i] = v
		}
		src.Changes.Value.Events, src.Changes.Value.Total = list, many
		uitest.Settle(b, p, p.Init())
		p.View()
		return p
	}
	b.Run("move", func(b *testing.B) {
		p := large(b)
		down, up := uitest.Action(b, p, "activity.down"), uitest.Action(b, p, "activity.up")
		for i := 0; b.Loop(); i++ {
			if i%2 == 0 {
				down.Run()
			} else {
				up.Run()
			}
			p.View()
		}
	})
	b.Run("filter", func(b *testing.B) {
		p := large(b)
		uitest.Do(b, p, "activity.filter")
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
		sort := uitest.Action(b, p, "activity.sort")
		for b.Loop() {
			sort.Run()
			p.View()
		}
	})
	b.Run("refresh", func(b *testing.B) {
		p := large(b)
		for b.Loop() {
			p.fill()
			p.View()
		}
	})
}
