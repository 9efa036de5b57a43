package triage

import (
	"fmt"
	"slices"
	"testing"

	"impactdash/ui/uitest"
)

// The benchmarks hold each thing a user does, redraw included, at ten thousand
// items below eight milliseconds.

const many = 10_000

// shuffled are many tickets in no order.
func shuffled() []ticket {
	all := some(many)
	for i := range all {
		j := (i*7919 + 13) % many
		all[i], all[j] = all[j], all[i]
		all[i].name = fmt.Sprintf("%x brand", i*2654435761%1_000_003)
	}
	return all
}

func large(b *testing.B) *Model[ticket] {
	b.Helper()
	m := New(spec())
	m.SetFrame(uitest.Zoomed(160, 48))
	m.SetItems(shuffled())
	m.Draw(Body{})
	b.ReportAllocs()
	return m
}

func BenchmarkMove(b *testing.B) {
	m := large(b)
	down, up := uitest.Action(b, m, "tickets.down"), uitest.Action(b, m, "tickets.up")
	uitest.Do(b, m, "tickets.last")
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			up.Run()
		} else {
			down.Run()
		}
		m.Draw(Body{})
	}
}

func BenchmarkFilter(b *testing.B) {
	m := large(b)
	uitest.Do(b, m, "tickets.filter")
	keys := []string{"1", "2", "3"}
	for i := 0; b.Loop(); i++ {
		if i%4 == 3 {
			m.filter.SetValue("")
			m.chosen(fromText)
		} else {
			m.Update(uitest.Press(keys[i%4]))
		}
		m.Draw(Body{})
	}
}

// BenchmarkFirstFilter has the text of all items to make.
func BenchmarkFirstFilter(b *testing.B) {
	m := large(b)
	uitest.Do(b, m, "tickets.filter")
	for b.Loop() {
		m.texts = nil
		m.Update(uitest.Press("1"))
		m.Draw(Body{})
		m.filter.SetValue("")
	}
}

func BenchmarkSort(b *testing.B) {
	m := large(b)
	for b.Loop() {
		m.by = sorting{column: -1}
		m.ranks = ranks{}
		m.setSort(0, false) // names, for the first time
		m.Draw(Body{})
	}
}

func BenchmarkSortByCompare(b *testing.B) {
	m := large(b)
	for b.Loop() {
		m.by = sorting{column: -1}
		m.ranks = ranks{}
		m.setSort(2, true)
		m.Draw(Body{})
	}
}

// BenchmarkSortBackwards needs no comparison.
func BenchmarkSortBackwards(b *testing.B) {
	m := large(b)
	m.setSort(0, false)
	for b.Loop() {
		m.setSort(0, !m.desc)
		m.Draw(Body{})
	}
}

func BenchmarkSetItems(b *testing.B) {
	m := large(b)
	one, two := shuffled(), slices.Clone(shuffled()[1:])
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			m.SetItems(two)
		} else {
			m.SetItems(one)
		}
		m.Draw(Body{})
	}
}

// BenchmarkSetSameItems is the usual refresh.
func BenchmarkSetSameItems(b *testing.B) {
	m := large(b)
	one := shuffled()
	for b.Loop() {
		m.SetItems(one)
		m.Draw(Body{})
	}
}
