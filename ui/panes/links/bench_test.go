package links

import (
	"fmt"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

// BenchmarkKey holds what a key does, redraw included, at ten thousand links
// below eight milliseconds.
func BenchmarkKey(b *testing.B) {
	const many = 10_000
	large := func(b *testing.B) *Pane {
		b.Helper()
		p, src := fresh(b, uitest.Zoomed(160, 48))
		list := make([]partner.Link, many)
		for i := range list {
			n := (i*7919 + 13) % many
			list[i] = partner.Link{
				ID: fmt.Sprint(n), URL: fmt.Sprintf("https://go.example.com/c/1/%d/3?subId1=s%d", n, n), Program: fmt.Sprintf("Brand %04d", n%997),
				ProgramID: fmt.Sprint(n % 997), Landing: fmt.Sprintf("https://shop%d.example/%d", n%97, n), Vanity: n%3 == 0,
				Made: uitest.Now().Add(-time.Duration(n) * time.Hour), Here: true,
			}
		}
		src.LinkList.Value = partner.LinkList{Links: list, Vanity: partner.Some(3334)}
		uitest.Settle(b, p, p.Init())
		p.View()
		return p
	}
	b.Run("move", func(b *testing.B) {
		p := large(b)
		down, up := uitest.Action(b, p, "links.down"), uitest.Action(b, p, "links.up")
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
		uitest.Do(b, p, "links.filter")
		press, back := uitest.Press("1"), uitest.Stroke(b, "backspace")
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
		sort := uitest.Action(b, p, "links.sort")
		for b.Loop() {
			sort.Run()
			p.View()
		}
	})
}
