package links

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// at is the id of the link under the cursor.
func at(p *Pane) string {
	r, ok := p.list.Current()
	if !ok {
		return ""
	}
	return r.ID
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

func TestAfterAFailedRefreshALinkCanStillBeMade(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(80, 8), uitest.Zoomed(120, 30)} {
		p, src := loaded(t, f)
		src.Fail(uitest.Failure(partner.Unavailable))
		uitest.Settle(t, p, p.Refresh())
		uitest.Has(t, p.View(), "Links, Programs:")
		if why := uitest.Action(t, p, "links.create").Blocked(); why != "" {
			t.Errorf("the programs are known, but no link can be made: %s", why)
		}
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
