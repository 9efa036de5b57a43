package pane

import (
	"context"
	"errors"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

// drawer remembers what was kept.
type drawer struct {
	mu   sync.Mutex
	last map[string]string
	n    int
	fail error
}

func (d *drawer) save(_ context.Context, v partner.Draft) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	d.last[v.Form] = v.Values["x"]
	return d.fail
}

func shelf() (*Shelf, *drawer) {
	d := &drawer{last: map[string]string{}}
	return NewShelf(d.save), d
}

func draft(form, x string) partner.Draft {
	return partner.Draft{Form: form, Values: map[string]string{"x": x}}
}

func kept(t *testing.T, cmd tea.Cmd) Reply[Kept] {
	t.Helper()
	r, ok := cmd().(Reply[Kept])
	if !ok {
		t.Fatal("no reply")
	}
	return r
}

func TestTheNewestDraftOfAFormStays(t *testing.T) {
	t.Parallel()
	s, d := shelf()
	old := s.Put(t.Context(), "p", draft("a", "1"))
	other := s.Put(t.Context(), "p", draft("b", "9"))
	fresh := s.Put(t.Context(), "p", draft("a", "2"))
	if r := kept(t, fresh); !s.Accept(r) || r.Dest() != "p" || r.Val.Draft.Values["x"] != "2" || s.Accept(r) {
		t.Errorf("the newest draft is told as %+v", r)
	}
	if s.Accept(kept(t, old)) {
		t.Error("the reply about an overtaken draft is accepted")
	}
	if !s.Accept(kept(t, other)) {
		t.Error("the draft of another form was overtaken")
	}
	if d.last["a"] != "2" || d.last["b"] != "9" || d.n != 2 {
		t.Errorf("kept %v in %d writes", d.last, d.n)
	}
}

func TestADraftGivenUpIsNotWritten(t *testing.T) {
	t.Parallel()
	s, d := shelf()
	s.Stop("a") // nothing is on its way
	late := s.Put(t.Context(), "p", draft("a", "1"))
	s.Stop("a")
	if err := s.Write(t.Context(), draft("a", "")); err != nil {
		t.Fatal(err)
	}
	if r := kept(t, late); s.Accept(r) || !errors.Is(r.Err, context.Canceled) || d.last["a"] != "" || d.n != 1 {
		t.Errorf("it was written all the same: %v, %v", d.last, r.Err)
	}
}

func TestAFailureNamesTheDraft(t *testing.T) {
	t.Parallel()
	s, d := shelf()
	d.fail = errors.New("disk full")
	r := kept(t, s.Put(t.Context(), "p", draft("a", "1")))
	if !s.Accept(r) || r.Val.Draft.Form != "a" || !errors.Is(r.Err, d.fail) {
		t.Errorf("%+v", r)
	}
	if s.Accept(Reply[Kept]{}) {
		t.Error("a reply about no form is accepted")
	}
}

func TestWritesOfManyCommandsDoNotMeet(t *testing.T) {
	t.Parallel()
	s, d := shelf()
	var all sync.WaitGroup
	for range 50 {
		cmd := s.Put(t.Context(), "p", draft("a", "x"))
		all.Go(func() { cmd() })
	}
	last := s.Put(t.Context(), "p", draft("a", "last"))
	all.Go(func() { last() })
	all.Wait()
	if d.last["a"] != "last" {
		t.Errorf("kept %q", d.last["a"])
	}
}
