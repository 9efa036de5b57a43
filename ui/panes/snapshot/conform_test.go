package snapshot

import (
	"context"
	"testing"

	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// subject is what is particular about the pane.
func subject() conform.Subject[*Pane] {
	return conform.Subject[*Pane]{
		Make: func(session context.Context, src *uitest.Source) *Pane { return New(session, src, "30d") },
		Frames: []pane.Frame{
			uitest.Frame(80, 24), uitest.Frame(40, 8), uitest.Frame(56, 12), uitest.Frame(90, 24), uitest.Zoomed(140, 40),
		},
		Shows: []string{"Clicks"},
		Acts:  []string{"range.next", "range.previous", "refresh"},
	}
}

// creating is the pane of the creator persona.
func creating() conform.Subject[*Pane] {
	s := subject()
	one := s.Make
	s.Make = func(session context.Context, src *uitest.Source) *Pane {
		p := one(session, src)
		p.side = p.sides[1]
		return p
	}
	s.Frames = []pane.Frame{uitest.Frame(80, 24), uitest.Frame(150, 34)}
	s.Zeros = true // of days without a flat fee
	return s
}

func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source)    { return subject().Made(t, f) }
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source)  { return subject().Loaded(t, f) }
func creator(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) { return creating().Made(t, f) }

func TestThePaneConforms(t *testing.T) {
	t.Parallel()
	conform.Pane(t, subject())
}

func TestTheCreatorPersonaConforms(t *testing.T) {
	t.Parallel()
	conform.Data(t, creating())
}
