package service

import (
	"maps"
	"slices"
	"testing"

	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// BenchmarkKept is one kept answer of each question that the dashboard asks
// when it starts, in a program that has just opened the history; all is every
// one of them, one after the other.
func BenchmarkKept(b *testing.B) {
	dir := b.TempDir()
	site := newSite(b)
	site.kept = history.Open(history.Options{Dir: dir, Account: site.box.AccountSID(), Now: site.clock})
	warm := site.program()
	names := slices.Sorted(maps.Keys(questions()))
	for _, name := range names {
		if _, _, err := questions()[name](b.Context(), warm); err != nil {
			b.Fatalf("%s: %v", name, err)
		}
	}
	ctx := partner.OnlyKept(b.Context())
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			site.kept = history.Open(history.Options{Dir: dir, Account: site.box.AccountSID(), Now: site.clock})
			s := site.program()
			for _, name := range names {
				if _, _, err := questions()[name](ctx, s); err != nil {
					b.Fatalf("%s: %v", name, err)
				}
			}
			s.Close()
		}
	})
	site.kept = history.Open(history.Options{Dir: dir, Account: site.box.AccountSID(), Now: site.clock})
	s := site.program()
	defer s.Close()
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := questions()[name](ctx, s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
