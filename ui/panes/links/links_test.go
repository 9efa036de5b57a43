package links

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/event"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// fresh is a pane that has not asked anything yet.
func fresh(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	src := uitest.NewSource()
	p := New(t.Context(), src)
	p.SetFrame(f)
	return p, src
}

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	p, src := fresh(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

// at is the id of the link under the cursor.
func at(p *Pane) string {
	r, ok := p.list.Current()
	if !ok {
		return ""
	}
	return r.ID
}

// ids lists the rows by walking through them.
func ids(t testing.TB, p *Pane) []string {
	t.Helper()
	uitest.Do(t, p, "links.first")
	var out []string
	for range p.list.Shown() {
		out = append(out, at(p))
		uitest.Do(t, p, "links.down")
	}
	uitest.Do(t, p, "links.first")
	return out
}

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
		seen := make(map[string]string)
		for _, state := range uitest.States() {
			p, src := fresh(t, f)
			state.Reach(t, p, src)
			view, s := p.View(), p.Status()
			uitest.Geometry(t, view, f.Width, f.Height)
			want := map[string][3]bool{ // data, loading, failure
				"loading": {false, true, false}, "data": {true, false, false}, "refreshing": {true, true, false},
				"stale": {true, false, true}, "failed": {false, false, true}, "empty": {true, false, false},
				"unavailable": {false, false, true},
			}[state.Name]
			if got := [3]bool{!s.AsOf.IsZero(), s.Loading, s.Err != nil}; got != want {
				t.Errorf("%s: data, loading, failure: %v, want %v", state.Name, got, want)
			}
			if other, ok := seen[view]; ok && (state.Name != "refreshing" || other != "data") {
				t.Errorf("%s looks like %s", state.Name, other)
			}
			seen[view] = state.Name
			if n, known := p.Count(); known != want[0] || known && n != map[bool]int{true: 0, false: 3}[state.Name == "empty"] {
				t.Errorf("%s counts %d links, known %v", state.Name, n, known)
			}
		}
	}
}

func TestEachSentenceSaysTheNextStep(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.Empty()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "joined none yet", "Discover › Marketplace", "press o")
	if _, url := p.Pointed(); url != partner.WebApp {
		t.Errorf("o would open %q", url)
	}
	if why := uitest.Action(t, p, "links.create").Blocked(); why != "you have joined no program yet; on the web: Discover › Marketplace" {
		t.Errorf("no link can be made: %q", why)
	}

	p, src = fresh(t, uitest.Frame(80, 8))
	src.LinkList.Value = partner.LinkList{}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "No links yet. Press c to make one")
	if value, url := p.Pointed(); value != "" || url != "" {
		t.Errorf("nothing is under the cursor, but %q %q", value, url)
	}
}

// Links need nothing that only a companion API answers.
func TestWithoutACompanionAPINothingIsMissing(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	with, _ := loaded(t, uitest.Frame(80, 8))
	if p.View() != with.View() {
		t.Errorf("without it the pane shows\n%s", uitest.Plain(p.View()))
	}
	if why := uitest.Action(t, p, "links.create").Blocked(); why != "" {
		t.Error(why)
	}
}

func TestLateAnswerOfAnAbandonedLoadIsIgnored(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 6))
	first := p.Init()
	second := uitest.Do(t, p, "links.refresh")
	src.LinkList.Value.Links[0].Landing = "https://late.example"
	late := uitest.Run(t, first) // cancelled, but it answers anyway
	before := p.View()
	for _, msg := range late {
		p.Update(msg)
	}
	if p.View() != before || !p.Status().Loading {
		t.Error("a stale answer changed the pane")
	}
	src.LinkList.Value = uitest.Links()
	uitest.Settle(t, p, second)
	for _, msg := range late {
		p.Update(msg)
	}
	uitest.Has(t, p.View(), "acme.example/sale")
	uitest.Lacks(t, p.View(), "late.example")
}

func TestFailedRefreshKeepsTheLinksAndTellsTheFailure(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
		p, src := loaded(t, f)
		uitest.Do(t, p, "links.down")
		asOf, row := p.Status().AsOf, at(p)
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "Bolt Bikes", "Links, Programs:", "503")
		if s := p.Status(); s.Err == nil || !s.AsOf.Equal(asOf) || at(p) != row {
			t.Errorf("after a failed refresh: %+v, on %s", s, at(p))
		}
		if why := uitest.Action(t, p, "links.create").Blocked(); why != "" {
			t.Errorf("the programs are known, but no link can be made: %s", why)
		}
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Lacks(t, p.View(), "503")
	}
}

func TestLinksAndProgramsFailApart(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.ProgramList.Err = uitest.Failure(partner.Unavailable)
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "/SpringShoes", "Programs:")
	if why := uitest.Action(t, p, "links.create").Blocked(); why != "your programs could not be loaded; press r to ask again" {
		t.Errorf("no link can be made: %q", why)
	}
	p, src = fresh(t, uitest.Frame(80, 8))
	src.LinkList.Err = uitest.Failure(partner.Unavailable)
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Links:")
	if why := uitest.Action(t, p, "links.create").Blocked(); why != "" {
		t.Errorf("no link can be made: %s", why)
	}
}

func TestAMissingVanityReportIsToldBesideTheHistory(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.LinkList.Value.Vanity = partner.Opt[int]{}
	src.LinkList.Value.VanityNotes = []partner.Note{{What: "vanity links", Err: uitest.Failure(partner.Forbidden)}}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "acme.example/sale", "Vanity links: The token may not read Actions (403).")
	uitest.Lacks(t, p.View(), "of 5,000")
}

func TestAnOldVanityReportIsNotExplainedOffline(t *testing.T) {
	t.Parallel()
	for offline, want := range map[bool]string{false: "Vanity links:", true: ""} {
		f := uitest.Frame(80, 8)
		f.Offline = offline
		p, src := fresh(t, f)
		src.LinkList.Value.Vanity = partner.Some(3)
		src.LinkList.Value.VanityNotes = []partner.Note{{What: "vanity links", Err: uitest.Failure(partner.Unavailable)}}
		uitest.Settle(t, p, p.Init())
		if want == "" {
			uitest.Lacks(t, p.View(), "Vanity links:")
		} else {
			uitest.Has(t, p.View(), want)
		}
	}
}

func TestUsageWarnsBeforeTheLimit(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{0: false, 214: false, 4749: false, 4750: true, 5000: true} {
		p, src := fresh(t, uitest.Zoomed(120, 20))
		src.LinkList.Value.Vanity = partner.Some(n)
		uitest.Settle(t, p, p.Init())
		if _, tight := p.usage(); tight != want {
			t.Errorf("%d vanity links: warned %v", n, tight)
		}
		uitest.Has(t, p.View(), "of 5,000 vanity links.")
		if want {
			uitest.Has(t, p.View(), "Delete old ones on the web: Content › Vanity Links.")
		}
	}
}

func TestRefreshingMovesNothing(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 6), uitest.Frame(30, 4), uitest.Zoomed(120, 24)} {
		p, _ := loaded(t, f)
		before := p.View()
		p.Refresh()
		if p.View() != before {
			t.Error("the view changed while the refresh was under way")
		}
	}
}

func TestAChangeLoadsWhatItIsAbout(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]int{"link": 1, "program": 1, "property": 1, "task": 0} {
		p, src := loaded(t, uitest.Frame(80, 8))
		before := src.Calls()
		uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{kind}}))
		if got := src.Calls() - before; got != want {
			t.Errorf("a changed %s asks %d questions, want %d", kind, got, want)
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	for range 2 {
		asked := src.Calls()
		for i := range 50 {
			f := uitest.Frame(i*3, i%12)
			f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
			p.SetFrame(f)
			p.View()
			for _, a := range p.Actions() {
				if a.Blocked() == "" {
					a.Run() // commands are made, not run
				}
			}
			p.Update(uitest.Press("x"))
			p.Update(tea.PasteMsg{Content: "text"})
			p.Asks()
			p.Status()
		}
		if n := src.Calls() - asked; n != 0 {
			t.Errorf("%d questions were asked on the program goroutine", n)
		}
		p, src = loaded(t, uitest.Frame(80, 8))
	}
}

func TestGeometry(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		p, src := fresh(t, uitest.Frame(80, 8))
		state.Reach(t, p, src)
		uitest.Sweep(t, func(f pane.Frame) string {
			p.SetFrame(f)
			return p.View()
		})
	}
}

func TestViewIsPure(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(160, 24), uitest.Zoomed(30, 5)} {
			p, src := fresh(t, f)
			state.Reach(t, p, src)
			one := p.View()
			p.Actions()
			p.Status()
			p.Cursor()
			p.Pointed()
			p.Brand()
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestAResizeThereAndBackChangesNothing(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(120, 20)
	p, _ := loaded(t, f)
	uitest.Do(t, p, "links.down")
	before := p.View()
	p.SetFrame(f)
	small := f
	small.Width, small.Height = 3, 2
	p.SetFrame(small)
	p.View()
	p.SetFrame(f)
	if p.View() != before {
		t.Error("the view has changed")
	}
}

func TestActionsAreDeclaredWell(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	seen := map[string]string{}
	for _, a := range p.Actions() {
		if len([]rune(a.Label)) > 14 || a.Label == "" || a.Help == "" || a.Help[len(a.Help)-1] != '.' {
			t.Errorf("%s: label %q, help %q", a.ID, a.Label, a.Help)
		}
		for _, k := range a.Keys {
			if other, ok := seen[k]; ok {
				t.Errorf("%s and %s have the key %s", a.ID, other, k)
			}
			if why := keys.Forbidden(k); why != "" {
				t.Errorf("%s: %s: %s", a.ID, k, why)
			}
			seen[k] = a.ID
		}
	}
	if a := uitest.Action(t, p, "links.refresh"); a.Rest != pane.RefreshRest {
		t.Error("a held refresh key asks the service at each repeat")
	}
}
