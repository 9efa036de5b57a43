package conform

import (
	"testing"

	"impactdash/ui/uitest"
)

// many is how many things a pane must bear: what a key does, redraw included,
// stays below eight milliseconds then.
const many = 10_000

// Many are many things in no order, made from their numbers.
func Many[T any](one func(n int) T) []T {
	list := make([]T, many)
	for i := range list {
		list[i] = one((i*7919 + 13) % many)
	}
	return list
}

// Keys measures the keys of a pane with many things on a large screen: the
// cursor, a letter typed into the field that the action named find opens, and
// the order.
func (s Subject[P]) Keys(b *testing.B, find string, fill func(*uitest.Source), ready ...func(testing.TB, P)) {
	large := func(b *testing.B) P {
		b.Helper()
		p := s.Large(b, fill)
		for _, lead := range ready {
			lead(b, p)
		}
		p.View()
		return p
	}
	b.Run("move", func(b *testing.B) {
		p := large(b)
		name := string(p.ID())
		down, up := uitest.Action(b, p, name+".down"), uitest.Action(b, p, name+".up")
		for i := 0; b.Loop(); i++ {
			if i%2 == 0 {
				uitest.Settle(b, p, down.Run())
			} else {
				uitest.Settle(b, p, up.Run())
			}
			p.View()
		}
	})
	b.Run("type", func(b *testing.B) {
		p := large(b)
		uitest.Do(b, p, string(p.ID())+"."+find)
		p.Update(uitest.Press("1")) // the texts are made once
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
		sort := uitest.Action(b, p, string(p.ID())+".sort")
		for b.Loop() {
			sort.Run()
			p.View()
		}
	})
}

// Large is a pane on a large screen with what fill gives the source.
func (s Subject[P]) Large(b *testing.B, fill func(*uitest.Source)) P {
	b.Helper()
	p, src := s.Made(b, uitest.Zoomed(160, 48))
	fill(src)
	uitest.Settle(b, p, p.Init())
	p.View()
	return p
}
