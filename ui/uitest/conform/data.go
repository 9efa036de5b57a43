package conform

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// health is whether a pane has data, is loading and has failed.
type health struct{ data, loading, failed bool }

func healthOf(s pane.Status) health { return health{!s.AsOf.IsZero(), s.Loading, s.Err != nil} }

// healths are those of the seven states.
func healths() map[string]health {
	return map[string]health{
		"loading": {loading: true}, "data": {data: true}, "refreshing": {data: true, loading: true}, "stale": {data: true, failed: true},
		"failed": {failed: true}, "empty": {data: true}, "unavailable": {failed: true},
	}
}

// states proves that the states of a pane can be told apart, that none is
// blank or shows a failure as zero, and that status and count agree with them.
func (s Subject[P]) states(t testing.TB) {
	for _, f := range s.frames() {
		seen := make(map[string]string)
		for _, state := range s.looks() {
			p, _ := s.In(t, state, f)
			view := p.View()
			uitest.Geometry(t, view, f.Width, f.Height)
			if strings.TrimSpace(uitest.Plain(view)) == "" {
				t.Errorf("%s is blank", state.Name)
			}
			if other, ok := seen[view]; ok && (state.Name != "refreshing" || other != "data") {
				t.Errorf("%s looks like %s", state.Name, other)
			}
			seen[view] = state.Name
			want, usual := healths()[state.Name]
			if !usual {
				continue
			}
			if got := healthOf(p.Status()); got != want {
				t.Errorf("%s: %+v, want %+v", state.Name, got, want)
			}
			if state.Name != "empty" && (!s.Zeros || !want.data) {
				uitest.NoZero(t, view)
			}
			s.counted(t, p, state.Name, want.data)
		}
	}
}

// counted proves that a pane counts its data and nothing else.
func (s Subject[P]) counted(t testing.TB, p P, state string, data bool) {
	t.Helper()
	n, known, counts := count(p)
	if !counts {
		return
	}
	want := 0
	if data && state != "empty" {
		want = s.Counts
	}
	if n != want || known != (data && s.Counts > 0) {
		t.Errorf("%s counts %d, known %v, want %d", state, n, known, want)
	}
}

// moved is a pane with its usual answers whose cursor is not where it began.
func (s Subject[P]) moved(t testing.TB, f pane.Frame) (P, *uitest.Source) {
	t.Helper()
	p, src := s.Loaded(t, f)
	if has(p, "down") {
		Run(t, p, "down")
	}
	return p, src
}

func (s Subject[P]) failedRefreshKeeps(t testing.TB) {
	for _, f := range s.frames() {
		p, src := s.moved(t, f)
		uitest.Has(t, p.View(), s.Shows...)
		before, place, title := p.Status(), pointed(p), p.Title()
		n, known, _ := count(p)
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), append([]string{"503"}, s.Shows...)...)
		if now := p.Status(); now.Err == nil || now.Loading || !now.AsOf.Equal(before.AsOf) {
			t.Errorf("after a failed refresh: %+v, before it %+v", now, before)
		}
		if pointed(p) != place || p.Title() != title {
			t.Errorf("the failure led from %q to %q, %q to %q", place, pointed(p), title, p.Title())
		}
		if m, still, _ := count(p); m != n || still != known {
			t.Errorf("it counted %d, known %v, and counts %d, known %v", n, known, m, still)
		}
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Lacks(t, p.View(), "503")
		if p.Status().Err != nil {
			t.Error("the failure outlives the success")
		}
	}
}

func (s Subject[P]) answerEndsFailure(t testing.TB) {
	for _, f := range s.frames() {
		p, src := s.Made(t, f)
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Init())
		uitest.Lacks(t, p.View(), s.Shows...)
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), s.Shows...)
		if got := healthOf(p.Status()); got != (health{data: true}) {
			t.Errorf("after the first answer: %+v", got)
		}
		s.counted(t, p, "data", true)
	}
}

// lateRefused lets answers arrive that were asked for before another one: they
// were cancelled, but come anyway, and say that there is nothing. In the end
// the pane is like one that never got them.
func (s Subject[P]) lateRefused(t testing.TB) {
	for _, f := range s.frames() {
		for _, loaded := range []bool{false, true} {
			p, src := s.Made(t, f)
			spared, _ := s.Loaded(t, f)
			ask := p.Init
			if loaded {
				uitest.Settle(t, p, p.Init())
				uitest.Settle(t, spared, spared.Refresh())
				ask = p.Refresh
			}
			first, between, second := ask(), p.Refresh(), p.Refresh()
			again := src.Hold()
			src.Empty()
			stale := append(uitest.Run(t, first), uitest.Run(t, between)...)
			again()
			refuses(t, p, stale)
			if !p.Status().Loading {
				t.Error("a late answer ended the newer question")
			}
			uitest.Settle(t, p, second)
			refuses(t, p, stale)
			if p.View() != spared.View() {
				t.Errorf("after late answers and the good one it shows\n%s", uitest.Plain(p.View()))
			}
			n, known, _ := count(p)
			if m, sure, _ := count(spared); n != m || known != sure {
				t.Errorf("after late answers it counts %d, known %v, want %d, %v", n, known, m, sure)
			}
		}
	}
}

// refuses delivers messages that must change nothing.
func refuses(t testing.TB, p pane.Pane, stale []tea.Msg) {
	t.Helper()
	before := p.View()
	for _, msg := range stale {
		if cmd := p.Update(msg); cmd != nil {
			t.Errorf("%T, too late, leads to something", msg)
		}
		if p.View() != before {
			t.Fatalf("%T, too late, changed the pane to\n%s", msg, uitest.Plain(p.View()))
		}
	}
}

func (s Subject[P]) refreshMovesNothing(t testing.TB) {
	for _, f := range append(s.frames(), uitest.Frame(30, 4), uitest.Frame(160, 7)) {
		p, _ := s.moved(t, f)
		before := p.View()
		p.Refresh()
		if p.View() != before {
			t.Errorf("a refresh under way shows\n%s", uitest.Plain(p.View()))
		}
	}
}

func (s Subject[P]) refreshKey(t testing.TB) {
	for _, f := range s.frames() {
		p, src := s.Loaded(t, f)
		if !has(p, "refresh") {
			continue
		}
		if a := uitest.Action(t, p, string(p.ID())+".refresh"); a.Rest != pane.RefreshRest {
			t.Error("a held refresh key asks the service at each repeat")
		}
		calls := src.Calls()
		cmd := uitest.Do(t, p, string(p.ID())+".refresh")
		if !p.Status().Loading {
			t.Error("a refresh is not under way")
		}
		uitest.Settle(t, p, cmd)
		if src.Calls() == calls || p.Status().Loading {
			t.Error("a refresh asks nothing, or never ends")
		}
	}
}

// warm is a pane whose machine has kept the usual answers of three hours ago.
func (s Subject[P]) warm(t testing.TB, f pane.Frame) (P, *uitest.Source) {
	t.Helper()
	p, src := s.Made(t, f)
	src.Kept = s.source()
	src.Kept.Age(3 * time.Hour)
	return p, src
}

func (s Subject[P]) keptFirst(t testing.TB) {
	for _, f := range s.frames() {
		p, src := s.warm(t, f)
		machine, service := answers(t, src, p.Init())
		for _, msg := range machine {
			uitest.Settle(t, p, p.Update(msg))
		}
		uitest.Has(t, p.View(), s.Shows...)
		if now := p.Status(); !now.Kept || now.Waiting || !now.Loading || !now.AsOf.Equal(uitest.Now().Add(-3*time.Hour)) {
			t.Errorf("with what was kept: %+v", now)
		}
		for _, msg := range service {
			uitest.Settle(t, p, p.Update(msg))
		}
		if now := p.Status(); now.Kept || now.Loading || !now.AsOf.Equal(uitest.Now()) {
			t.Errorf("with the answer of the service: %+v", now)
		}
	}
}

func (s Subject[P]) keptBesideFailure(t testing.TB) {
	for _, f := range s.frames() {
		p, src := s.warm(t, f)
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Init())
		uitest.Has(t, p.View(), append([]string{"503"}, s.Shows...)...)
		if now := p.Status(); !now.Kept || now.Err == nil {
			t.Errorf("kept beside a failure: %+v", now)
		}
	}
}

// answers splits what a command brings into what this machine has kept and
// what the service answers: the source counts its own calls only.
func answers(t testing.TB, src *uitest.Source, cmd tea.Cmd) (machine, service []tea.Msg) {
	t.Helper()
	if cmd == nil || uitest.IsTimer(cmd) {
		return nil, nil
	}
	calls := src.Calls()
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, one := range batch {
			m, s := answers(t, src, one)
			machine, service = append(machine, m...), append(service, s...)
		}
		return machine, service
	}
	if src.Calls() > calls {
		return nil, []tea.Msg{msg}
	}
	return []tea.Msg{msg}, nil
}

func (s Subject[P]) reloads(t testing.TB, kind string, n int) {
	p, src := s.Loaded(t, s.frames()[0])
	for _, kinds := range [][]string{{kind}, {"something else", kind}} {
		calls := src.Calls()
		cmd := p.Update(event.Changed{Kinds: kinds})
		if p.Status().Loading != (n > 0) {
			t.Errorf("%v: loading %v", kinds, p.Status().Loading)
		}
		uitest.Settle(t, p, cmd)
		if got := src.Calls() - calls; got != n {
			t.Errorf("%v asks %d questions, want %d", kinds, got, n)
		}
	}
}

func (s Subject[P]) visited(t testing.TB) {
	p, src := s.Loaded(t, s.frames()[0])
	visit := func(p P, about string, v any) []tea.Msg {
		return uitest.Settle(t, p, p.Update(effect.Visit{To: p.ID(), About: about, Value: v}))
	}
	if visit(p, effect.Select, s.Visits.Known); s.Visits.At(p) != s.Visits.Known {
		t.Errorf("the cursor is on %q", s.Visits.At(p))
	}
	s.Visits.Add(src)
	if visit(p, effect.Select, s.Visits.Newer); s.Visits.At(p) != s.Visits.Newer {
		t.Errorf("what is newer than the list is not found: the cursor is on %q", s.Visits.At(p))
	}
	if m, ok := uitest.Find[toast.Msg](visit(p, effect.Select, "gone")); !ok || !m.Refused || m.Text == "" {
		t.Error("nobody says that what is gone is gone")
	}
	visit(p, effect.Select, 7)
	visit(p, "dance", s.Visits.Known)
	if s.Visits.At(p) != s.Visits.Newer {
		t.Errorf("a visit that makes no sense led to %q", s.Visits.At(p))
	}
	q, _ := s.Made(t, s.frames()[0])
	first := q.Init()
	if cmd := q.Update(effect.Visit{To: q.ID(), About: effect.Select, Value: s.Visits.Known}); cmd != nil {
		t.Error("a second question is asked while the first is under way")
	}
	if uitest.Settle(t, q, first); s.Visits.At(q) != s.Visits.Known {
		t.Errorf("a visit during the first question led to %q", s.Visits.At(q))
	}
}
