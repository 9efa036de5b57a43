package ui

import (
	"context"
	"slices"

	"impactdash/ui/keys"
)

// Vocabulary is every name that a user may write into the configuration and
// that the dashboard gives a meaning to.
type Vocabulary struct {
	Panes   []string // widgets, in their usual order
	Columns []string // parts of the screen a widget may be put in
	Actions []string // acts that may have other keys, sorted
}

// Words is the vocabulary of the whole dashboard. It asks nobody anything;
// sources are there because panes are made with them.
func Words(ctx context.Context, sources Sources) Vocabulary {
	m := New(ctx, Options{Sources: sources, Jitter: func() float64 { return 0 }})
	defer m.end()
	v := Vocabulary{Columns: columns()}
	for _, e := range registry() {
		if !e.screen {
			v.Panes = append(v.Panes, string(e.id))
		}
	}
	all := slices.Clone(m.acts)
	for _, p := range m.panes {
		all = append(all, p.Actions()...)
	}
	for _, a := range all {
		if !a.Fixed {
			v.Actions = append(v.Actions, a.ID)
		}
	}
	slices.Sort(v.Actions)
	v.Actions = slices.Compact(v.Actions)
	return v
}

// Unfit says why a keystroke must never be bound, empty when it may be.
func Unfit(stroke string) string { return keys.Forbidden(stroke) }
