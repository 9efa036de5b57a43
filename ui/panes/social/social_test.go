package social

import (
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

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
		for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
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

func TestAVisitAdds(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 30))
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{}}))
	if p.Asks() == nil {
		t.Error("no form is opened")
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
