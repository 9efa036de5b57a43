// Package conform holds what every pane keeps to: it fills each size exactly,
// never waits, keeps what it shows when a refresh fails, refuses what comes
// too late, and names its actions well. A pane says in a Subject what is
// particular about it, and Pane proves the rest:
//
//	func subject() conform.Subject[*Pane] {
//		return conform.Subject[*Pane]{
//			Make:   conform.By(New),
//			Shows:  []string{"Fable Books"}, // of the usual answers of uitest.Source
//			Counts: 4,
//			Deeper: []func(testing.TB, *Pane){conform.Typing[*Pane]},
//			Acts:   []string{"join", "refresh"},
//		}
//	}
//
//	func TestThePaneConforms(t *testing.T) {
//		t.Parallel()
//		conform.Pane(t, subject())
//	}
//
// The same subject draws golden files and measures keys. Only tests import the
// package.
package conform

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// Subject is a pane under test: how it is made, and what is particular about
// it. Make and Shows are needed; everything else says more about a pane that
// has more.
type Subject[P pane.Pane] struct {
	// Make makes a pane that has asked nothing yet.
	Make func(session context.Context, src *uitest.Source) P

	// Fixture adds to the usual answers of the source what they lack for this
	// pane.
	Fixture func(src *uitest.Source)

	// Frames are those in which states must be told apart; without any, one of
	// the dashboard and one of the full screen.
	Frames []pane.Frame

	// Shows are texts of the usual answers that can be read in each of Frames.
	Shows []string

	// Counts is how many things the pane counts in the usual answers. A pane
	// that has none to count says then, too, that it does not know.
	Counts int

	// Zeros is a pane whose usual answers hold an amount of zero that it shows.
	// Any other zero would be a failure that looks like nothing earned.
	Zeros bool

	// Local is a pane that this machine answers in any case: there is nothing
	// kept to show beforehand.
	Local bool

	// More are states beyond those of every pane.
	More []uitest.State

	// Deeper lead the pane further, one after the other, to what is drawn
	// beside its usual view: a filter being typed, marks, another view.
	Deeper []func(t testing.TB, p P)

	// Acts are the names of actions that are there in every state, without the
	// name of the pane: "open".
	Acts []string

	// Own are messages that only this pane knows, as they would reach it now.
	Own func(p P) []tea.Msg

	// Reloads is how many questions the pane asks when things of a kind have
	// changed: 0 where they do not concern it.
	Reloads map[string]int

	// Visits is how others send the user to a thing of the pane; nil for a pane
	// that is not sent to.
	Visits *Visits[P]
}

// Visits is what a pane is asked to go to.
type Visits[P pane.Pane] struct {
	Known string               // a thing of the usual answers, not the first one
	Newer string               // one that Add adds
	Add   func(*uitest.Source) // adds a thing to the answers of the source
	At    func(P) string       // where the cursor is
}

// By makes panes with their own constructor, whatever they call their source.
func By[P pane.Pane, S any](make func(session context.Context, src S) P) func(context.Context, *uitest.Source) P {
	return func(session context.Context, src *uitest.Source) P { return make(session, any(src).(S)) }
}

// rule is one thing that panes keep to.
type rule struct {
	name  string
	holds func(t testing.TB)
}

// Pane proves that a pane keeps to what every pane keeps to, each rule in a
// subtest of its name.
func Pane[P pane.Pane](t *testing.T, s Subject[P]) {
	prove(t, s.rules())
}

// Data proves the rules about data alone, for a second face of a pane.
func Data[P pane.Pane](t *testing.T, s Subject[P]) {
	prove(t, s.ofData())
}

func prove(t *testing.T, rules []rule) {
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			r.holds(t)
		})
	}
}

// rules are all that hold for a pane of this kind.
func (s Subject[P]) rules() []rule {
	all := append(
		s.ofData(),
		rule{"the refresh key asks again, and rests", s.refreshKey},
		rule{"nothing asks on the program goroutine", s.nothingBlocks},
		rule{"a view is pure", s.viewIsPure},
		rule{"hostile texts are tame under the cursor", s.hostileUnderCursor},
		rule{"Esc leads back", s.escEnds},
		rule{"actions are well formed", s.actionsWellFormed},
	)
	for _, state := range s.all() {
		all = append(all, rule{"each size is filled: " + state.Name, func(t testing.TB) { s.everySizeFilled(t, state) }})
	}
	for kind, n := range s.Reloads {
		all = append(all, rule{"a change elsewhere is asked for: " + kind, func(t testing.TB) { s.reloads(t, kind, n) }})
	}
	if s.Visits != nil {
		all = append(all, rule{"a visit goes to the thing", s.visited})
	}
	return all
}

// ofData are the rules about what is shown while answers come, fail or do not
// come.
func (s Subject[P]) ofData() []rule {
	all := []rule{
		{"each state looks its own and says how its data is", s.states},
		{"a failed refresh keeps what is shown", s.failedRefreshKeeps},
		{"the first answer ends a failure", s.answerEndsFailure},
		{"a late answer is refused", s.lateRefused},
		{"a refresh moves nothing until it is answered", s.refreshMovesNothing},
	}
	if !s.Local {
		all = append(all,
			rule{"what was kept comes first", s.keptFirst},
			rule{"what was kept stands beside a failure", s.keptBesideFailure},
		)
	}
	return all
}

// Made is a pane that has not asked anything yet.
func (s Subject[P]) Made(t testing.TB, f pane.Frame) (P, *uitest.Source) {
	t.Helper()
	src := s.source()
	p := s.Make(t.Context(), src)
	p.SetFrame(f)
	return p, src
}

// source answers what is usual for this pane.
func (s Subject[P]) source() *uitest.Source {
	src := uitest.NewSource()
	if s.Fixture != nil {
		s.Fixture(src)
	}
	return src
}

// Loaded is a pane with the usual answers.
func (s Subject[P]) Loaded(t testing.TB, f pane.Frame) (P, *uitest.Source) {
	t.Helper()
	p, src := s.Made(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

// In is a pane in a state.
func (s Subject[P]) In(t testing.TB, state uitest.State, f pane.Frame) (P, *uitest.Source) {
	t.Helper()
	p, src := s.Made(t, f)
	state.Reach(t, p, src)
	return p, src
}

// Alone is the state of a pane whose account has no companion API.
func Alone() uitest.State {
	return uitest.State{Name: "alone", Reach: func(t testing.TB, p pane.Pane, src *uitest.Source) {
		src.Alone()
		uitest.Settle(t, p, p.Init())
	}}
}

// frames are those in which states are told apart.
func (s Subject[P]) frames() []pane.Frame {
	if s.Frames == nil {
		return []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)}
	}
	return s.Frames
}

// looks are the states that are told apart.
func (s Subject[P]) looks() []uitest.State { return append(uitest.States(), s.More...) }

// all are the states with those of hostile answers.
func (s Subject[P]) all() []uitest.State { return append(uitest.AllStates(), s.More...) }

// has reports whether the pane has an action of this name that can be run now.
func has(p pane.Pane, name string) bool {
	for _, a := range p.Actions() {
		if a.ID == string(p.ID())+"."+name {
			return a.Blocked() == ""
		}
	}
	return false
}

// question is what the pane asks the user, nil for nothing.
func question(p pane.Pane) dialog.Dialog {
	if a, ok := p.(interface{ Asks() dialog.Dialog }); ok {
		return a.Asks()
	}
	return nil
}

// count is what the pane counts.
func count(p pane.Pane) (n int, known, counts bool) {
	c, ok := p.(pane.Counted)
	if !ok {
		return 0, false, false
	}
	n, known = c.Count()
	return n, known, true
}

// pointed is what is under the cursor.
func pointed(p pane.Pane) string {
	if c, ok := p.(pane.Pointed); ok {
		value, url := c.Pointed()
		return value + " " + url
	}
	return ""
}
