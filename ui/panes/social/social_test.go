package social

import (
	"strconv"
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

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, state := range uitest.States() {
		p, src := made(t, uitest.Frame(80, 8))
		state.Reach(t, p, src)
		view, s := p.View(), p.Status()
		want := map[string][3]bool{ // data, loading, failure
			"loading": {false, true, false}, "data": {true, false, false}, "refreshing": {true, true, false}, "stale": {true, false, true},
			"failed": {false, false, true}, "empty": {true, false, false}, "unavailable": {false, false, true},
		}[state.Name]
		if got := [3]bool{!s.AsOf.IsZero(), s.Loading, s.Err != nil}; got != want {
			t.Errorf("%s: data, loading, failure: %v, want %v", state.Name, got, want)
		}
		if other, ok := seen[view]; ok && (state.Name != "refreshing" || other != "data") {
			t.Errorf("%s looks like %s", state.Name, other)
		}
		seen[view] = state.Name
		n, known := p.Count()
		if known != want[0] || known && state.Name != "empty" && n != 2 {
			t.Errorf("%s: %d accounts, known %v", state.Name, n, known)
		}
	}
}

func TestLateAnswersAreIgnored(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	first := p.Init()
	second := uitest.Do(t, p, "social.refresh")
	src.PropertyList.Value.Properties = nil
	late := uitest.Run(t, first)
	before := p.View()
	for _, msg := range late {
		p.Update(msg)
	}
	if p.View() != before || !p.Status().Loading {
		t.Error("a stale answer changed the pane")
	}
	src.PropertyList.Value = uitest.Properties()
	uitest.Settle(t, p, second)
	uitest.Has(t, p.View(), "@beacon")
}

func TestAFailedRefreshKeepsTheAccounts(t *testing.T) {
	t.Parallel()
	for _, f := range frames() {
		p, src := loaded(t, f)
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "TikTok", "18,204", "503")
		src.Fail(nil)
		uitest.Settle(t, p, p.Refresh())
		uitest.Lacks(t, p.View(), "503")
	}
}

// What has to be signed in again comes first, then the largest; what is no
// social account comes last.
func TestTheOrderPutsTroubleFirst(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	src.PropertyList.Value.Properties = append(src.PropertyList.Value.Properties,
		partner.Property{ID: "15", Name: "Small", Type: partner.PropertySocial, Platform: "X/TWITTER", Health: partner.HealthConnected},
		partner.Property{ID: "16", Name: "Broken", Type: partner.PropertySocial, Platform: "WEIBO", Health: partner.HealthError},
	)
	uitest.Settle(t, p, p.Init())
	var got []string
	for range 6 {
		got = append(got, at(p))
		uitest.Do(t, p, "social.down")
	}
	for i, want := range []string{"13", "16", "12", "15", "14", "11"} {
		if got[i] != want {
			t.Fatalf("the order is %v", got)
		}
	}
}

func TestViewsShowWhatTheySay(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 30))
	for view, n := range map[string]int{viewAll: 4, viewSocial: 2, viewPlaces: 2, viewTrouble: 2} {
		if got := p.list.Tally(view); got != n {
			t.Errorf("%s has %d, want %d", view, got, n)
		}
	}
}

// A sign-in ends by the clock, not by the next answer.
func TestASignInExpiresByTheClock(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(240, 30)
	p, _ := loaded(t, f)
	moveTo(t, p, "12")
	uitest.Has(t, p.View(), "connected", "Dec 30")
	f.Now = f.Now.Add(895 * time.Hour)
	p.SetFrame(f)
	uitest.Has(t, p.View(), "in 5h")
	f.Now = f.Now.Add(10 * time.Hour)
	p.SetFrame(f)
	uitest.Has(t, p.View(), "The sign-in at Instagram has expired.")
	uitest.Lacks(t, p.View(), "Connection  connected", "in 5h")
	if p.list.Tally(viewTrouble) != 3 {
		t.Error("it is not counted as trouble")
	}
}

func TestAnAccountWithoutSocialProfilesReadsTheRule(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*uitest.Source){
		"nothing":      func(s *uitest.Source) { s.Empty() },
		"a site alone": func(s *uitest.Source) { s.PropertyList.Value.Properties = uitest.Properties().Properties[:1] },
	} {
		for _, f := range frames() {
			p, src := made(t, f)
			change(src)
			uitest.Settle(t, p, p.Init())
			if f.Zoomed {
				uitest.Has(t, p.View(), "at least 1,000 followers")
			} else {
				uitest.Has(t, p.View(), "No social accounts yet", "1,000")
			}
			if why := uitest.Action(t, p, "social.add").Blocked(); why != "" {
				t.Errorf("%s: nothing can be added: %s", name, why)
			}
		}
	}
	p, src := made(t, uitest.Frame(80, 8))
	src.PropertyList.Value.Properties = uitest.Properties().Properties[2:3]
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "none here is one")
}

func TestFollowersAreExactWhereTheyAreKnown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		p    partner.Property
		want string
	}{
		{partner.Property{Type: partner.PropertySocial, Followers: "TEN_THOUSAND_PLUS", Exact: partner.Some(int64(18_204))}, "18,204 followers"},
		{partner.Property{Type: partner.PropertySocial, Followers: "HUNDRED_MILLION_PLUS"}, "100M+ followers"},
		{partner.Property{Type: partner.PropertySocial, Followers: "A_NEW_CLASS"}, "a new class followers"},
		{partner.Property{Type: partner.PropertySocial, Exact: partner.Some(int64(0))}, "0 followers"},
		{partner.Property{Type: partner.PropertySocial}, ""},
		{partner.Property{Type: partner.PropertyMobile, Installs: "HUNDRED_PLUS"}, "100+ installs"},
		{partner.Property{Type: partner.PropertyWebsite, Visitors: "120000"}, "120,000 visitors"},
		{partner.Property{Type: partner.PropertyWebsite, Visitors: "many\x1b[m"}, "many visitors"},
		{partner.Property{Type: partner.PropertyWebsite}, ""},
	} {
		if got := newRow(c.p).audience(); got != c.want {
			t.Errorf("%+v has %q, want %q", c.p, got, c.want)
		}
	}
}

func TestVisitsSelectOrAdd(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	visit := func(about string, v any) []tea.Msg {
		return uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: about, Value: v}))
	}
	if visit(effect.Select, "12"); at(p) != "12" {
		t.Errorf("the cursor is on %q", at(p))
	}
	src.PropertyList.Value.Properties = append(src.PropertyList.Value.Properties, partner.Property{ID: "99", Name: "New"})
	if visit(effect.Select, "99"); at(p) != "99" {
		t.Error("one that is newer than the list is not found")
	}
	out := visit(effect.Select, "none")
	if m, ok := uitest.Find[toast.Msg](out); !ok || !m.Refused || at(p) != "99" {
		t.Errorf("one that is not there: %v", out)
	}
	if visit(effect.Create, effect.Brand{}); p.Asks() == nil {
		t.Error("no form is opened")
	}
}

func TestOnlyFactsAboutPropertiesLoadAgain(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	if p.Update(event.Changed{Kinds: []string{event.KindTask}}) != nil || p.Status().Loading {
		t.Error("a task loads the accounts again")
	}
	if p.Update(event.Changed{Kinds: []string{event.KindTask, event.KindProperty}}) == nil || !p.Status().Loading {
		t.Error("a property does not")
	}
}

func TestWhatIsUnderTheCursorCanBeCopiedAndOpened(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	if v, u := p.Pointed(); v != "@beacon.tok" || u != "https://tiktok.com/@beacon.tok" {
		t.Errorf("%q, %q", v, u)
	}
	moveTo(t, p, "11")
	if v, _ := p.Pointed(); v != "Beacon Reviews" {
		t.Errorf("the site is called %q", v)
	}
	src.PropertyList.Value.Properties = []partner.Property{{ID: "1", Name: "x", URL: "javascript:alert(1)"}}
	uitest.Settle(t, p, p.Refresh())
	if _, u := p.Pointed(); u != "" {
		t.Errorf("%q may be opened", u)
	}
	src.Empty()
	uitest.Settle(t, p, p.Refresh())
	if v, u := p.Pointed(); v+u != "" {
		t.Error("nothing can be copied")
	}
}

func TestGeometry(t *testing.T) {
	t.Parallel()
	for _, state := range append(uitest.AllStates(), states()[7]) {
		t.Run(state.Name, func(t *testing.T) {
			t.Parallel()
			p, src := made(t, uitest.Frame(80, 8))
			state.Reach(t, p, src)
			uitest.Sweep(t, func(f pane.Frame) string { p.SetFrame(f); return p.View() })
		})
	}
}

func TestViewIsPure(t *testing.T) {
	t.Parallel()
	for _, state := range uitest.AllStates() {
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(160, 24), uitest.Zoomed(30, 5)} {
			p, src := made(t, f)
			state.Reach(t, p, src)
			one := p.View()
			p.Actions()
			p.Status()
			p.Pointed()
			p.Count()
			if p.View() != one {
				t.Errorf("%s: two views differ", state.Name)
			}
		}
	}
}

func TestNothingBlocks(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(100, 20))
	before := src.Calls()
	for i := range 40 {
		f := uitest.Frame(i*3, i%12)
		f.Zoomed, f.Focused = i%2 == 0, i%3 == 0
		p.SetFrame(f)
		p.View()
		for _, a := range p.Actions() {
			if a.Blocked() == "" {
				a.Run() // commands are made, not run
			}
		}
		p.Asks()
		p.Update(uitest.Press("x"))
		p.Update(tea.PasteMsg{Content: "text"})
		p.Click(i, i%5)
		p.Wheel(1)
	}
	if n := src.Calls() - before; n != 0 {
		t.Errorf("%d questions were asked on the program goroutine", n)
	}
}

// large is a pane with many accounts on a large screen.
func large(b *testing.B) *Pane {
	b.Helper()
	p, src := made(b, uitest.Zoomed(160, 48))
	const many = 10_000
	list := make([]partner.Property, many)
	for i := range list {
		list[i] = uitest.Properties().Properties[i%4]
		list[i].ID, list[i].Name = strconv.Itoa(i), "Account "+strconv.Itoa((i*7919+13)%many)
	}
	src.PropertyList.Value.Properties = list
	uitest.Settle(b, p, p.Init())
	p.View()
	return p
}

func BenchmarkKey(b *testing.B) {
	for name, acts := range map[string][]string{"move": {"down", "up"}, "sort": {"sort"}} {
		b.Run(name, func(b *testing.B) {
			p := large(b)
			for i := 0; b.Loop(); i++ {
				uitest.Do(b, p, "social."+acts[i%len(acts)])
				p.View()
			}
		})
	}
	b.Run("filter", func(b *testing.B) {
		p := large(b)
		uitest.Do(b, p, "social.filter")
		for i := 0; b.Loop(); i++ {
			msg := uitest.Press("1")
			if i%2 == 1 {
				msg = tea.KeyPressMsg{Code: tea.KeyBackspace}
			}
			p.Update(msg)
			p.View()
		}
	})
}

func TestPlatformsHaveShortNames(t *testing.T) {
	t.Parallel()
	for _, s := range spellings() {
		if s.short == "" || len(s.short) > 3 {
			t.Errorf("%s: %q", s.value, s.short)
		}
	}
	for want, p := range map[string]partner.Property{
		"YT":  {Type: partner.PropertySocial, Platform: "YOUTUBE"},
		"web": {Type: partner.PropertyWebsite},
		"app": {Type: partner.PropertyMobile, Platform: "IOS"},
		"Bl…": {Type: partner.PropertySocial, Platform: "BLUESKY"},
	} {
		if got := newRow(p).abbreviated(); got != want {
			t.Errorf("%+v: %q, want %q", p, got, want)
		}
	}
}
