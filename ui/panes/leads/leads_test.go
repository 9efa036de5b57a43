package leads

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// The widget is for partners of brands that take leads. It stays while that is
// not known.
func TestThePaneIsAbsentOnlyWhenNoBrandTakesLeads(t *testing.T) {
	t.Parallel()
	none := func(s *uitest.Source) {
		s.LeadList.Value = partner.LeadList{LeadForms: partner.LeadForms{Reach: uitest.With()}}
	}
	for name, c := range map[string]struct {
		change func(*uitest.Source)
		hidden bool
	}{
		"usual":        {func(*uitest.Source) {}, false},
		"none":         {none, true},
		"no companion": {func(s *uitest.Source) { s.Alone() }, false},
		"failed":       {func(s *uitest.Source) { s.Fail(uitest.Failure(partner.Forbidden)) }, false},
		"old leads":    {func(s *uitest.Source) { s.LeadList.Value.Forms = nil }, false},
		"leads unknown": {func(s *uitest.Source) {
			none(s)
			s.LeadList.Value.Notes = []partner.Note{{What: "leads", Err: uitest.Failure(partner.Forbidden)}}
		}, false},
	} {
		p, src := made(t, uitest.Frame(80, 8))
		if _, hidden := p.Absent(); hidden {
			t.Error("it is absent before it knows")
		}
		c.change(src)
		uitest.Settle(t, p, p.Init())
		why, hidden := p.Absent()
		if hidden != c.hidden || hidden && why != "no brand of yours takes leads" {
			t.Errorf("%s: hidden %v, %q", name, hidden, why)
		}
		if hidden {
			src.Fail(uitest.Failure(partner.Unavailable))
			if uitest.Settle(t, p, p.Refresh()); !strings.Contains(uitest.Plain(p.View()), "503") {
				t.Error("the failure is not told")
			}
		}
	}
}

func TestWithoutACompanionItSaysWhereLeadsLive(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	withDraft(src, drafted())
	src.Alone()
	src.LeadList.Value.Reach.Page = "Home › Submit A Lead"
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "companion API (companion_url)", "Home › Submit A Lead", "o opens it")
	if why := uitest.Action(t, p, "leads.submit").Blocked(); !strings.Contains(why, "companion_url") || !strings.Contains(why, "Home › Submit A Lead") {
		t.Errorf("submitting is blocked because %q", why)
	}
	if _, url := p.Pointed(); url != partner.WebApp {
		t.Errorf("o opens %q", url)
	}
	if o, ok := uitest.Find[effect.Open](conform.Run(t, p, "web")); !ok || o.URL != partner.WebApp {
		t.Error("the web page is not offered")
	}
}

func TestViewsShowWhatTheySay(t *testing.T) {
	t.Parallel()
	p, _ := sketched(t, uitest.Zoomed(120, 30))
	for view, n := range map[string]int{viewAll: 4, viewOpen: 1, viewWon: 1, viewDrafts: 1} {
		if got := p.list.Tally(view); got != n {
			t.Errorf("%s has %d, want %d", view, got, n)
		}
	}
	r := &entry{Lead: partner.Lead{Status: "waiting_for_godot"}}
	if !r.open() || r.state() != "waiting for godot" {
		t.Errorf("a state nobody knows is overlooked: %q", r.state())
	}
}

func TestDraftsComeFirstThenTheLatest(t *testing.T) {
	t.Parallel()
	p, _ := sketched(t, uitest.Frame(80, 8))
	uitest.Do(t, p, "leads.first")
	for _, want := range []string{"lead/400", "ld1", "ld3", "ld2"} {
		if at(p) != want {
			t.Errorf("%s where %s is expected", at(p), want)
		}
		uitest.Do(t, p, "leads.down")
	}
}

func TestTheDetailTellsReasonPayoutAndValues(t *testing.T) {
	t.Parallel()
	f := uitest.Zoomed(140, 30)
	p, src := made(t, f)
	withDraft(src, drafted())
	src.LeadList.Value.Leads[0].Values = map[string]string{"size": "s", "consent": "false", "call": "2026-12-01", "gone": "old answer", "value": "x"}
	uitest.Settle(t, p, p.Init())
	for key, want := range map[string][]string{
		"ld1":      {"Company size", "Up to 50", "They agreed", "no", "2026-12-01", "gone", "old answer"},
		"ld2":      {"converted", "$250.00", "1000.4636.158133"},
		"ld3":      {"rejected", "The company is a customer already."},
		"lead/400": {"A draft: the brand has not got it.", "Ann Lake, Lakeside", "$1,250.50", "More", "yes", "Sun Nov 22, 13:04"},
	} {
		moveTo(t, p, key)
		uitest.Has(t, p.View(), want...)
	}
}

func TestVisitsOpenTheFormOfTheBrand(t *testing.T) {
	t.Parallel()
	visit := func(p *Pane, v any) []tea.Msg {
		return uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Create, Value: v}))
	}
	p, src := made(t, uitest.Frame(80, 12))
	second(src)
	uitest.Settle(t, p, p.Init())
	visit(p, effect.Brand{ProgramID: "500", Name: "Echo Audio"})
	if d := p.Asks(); d == nil || d.Title() != "Refer a company · Echo Audio" {
		t.Errorf("%v", d)
	}
	visit(p, effect.Brand{})
	d := p.Asks()
	d.Resize(60, 20)
	uitest.Has(t, d.View(uitest.Theme(0)), "Delta CRM", "Echo Audio")
	visit(p, effect.Brand{ProgramID: "100", Name: "Acme\x1b[m Shoes"})
	d = p.Asks()
	d.Resize(60, 20)
	uitest.Has(t, d.View(uitest.Theme(0)), "Acme Shoes takes no leads. These brands do:", "Echo Audio")
	src.LeadList.Value.Forms = nil
	uitest.Settle(t, p, p.Refresh())
	if m, ok := uitest.Find[toast.Msg](visit(p, effect.Brand{})); !ok || !m.Refused || p.Asks() != nil {
		t.Error("nothing is said without a form")
	}
}

// A visit at the start waits for the forms, unless the user goes on.
func TestAVisitWaitsForTheForms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		leave, fail bool
		opens       bool
	}{"stays": {opens: true}, "leaves": {leave: true}, "fails": {fail: true}} {
		p, src := made(t, uitest.Frame(80, 8))
		cmd := p.Init()
		p.Update(effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{ProgramID: "400"}})
		if c.leave {
			f := uitest.Frame(80, 8)
			f.Focused = false
			p.SetFrame(f)
		}
		if c.fail {
			src.Fail(uitest.Failure(partner.Unavailable))
		}
		out := uitest.Settle(t, p, cmd)
		if opens := p.Asks() != nil; opens != c.opens {
			t.Errorf("%s: a form opens: %v", name, opens)
		}
		if _, said := uitest.Find[toast.Msg](out); said != c.fail {
			t.Errorf("%s: %v", name, out)
		}
	}
}

// Enter acts on the full screen only: in the dashboard it opens the pane.
func TestEnterActsOnTheFullScreenOnly(t *testing.T) {
	t.Parallel()
	p, src := sketched(t, uitest.Frame(80, 8))
	enter := func() (ids []string) {
		for _, a := range p.Actions() {
			for _, k := range a.Keys {
				if k == "enter" {
					ids = append(ids, a.ID)
				}
			}
		}
		return ids
	}
	if got := enter(); len(got) != 0 {
		t.Errorf("in the dashboard: %v", got)
	}
	p.SetFrame(uitest.Zoomed(120, 30))
	if got := enter(); len(got) != 1 || got[0] != "leads.continue" {
		t.Errorf("on the full screen: %v", got)
	}
	src.Alone()
	uitest.Settle(t, p, p.Refresh())
	if got := enter(); len(got) != 1 || got[0] != "leads.web" {
		t.Errorf("without a companion API: %v", got)
	}
}
