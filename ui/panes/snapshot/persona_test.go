package snapshot

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

const turn = "snapshot.persona"

// turned is a loaded pane that was turned to the creator persona.
func turned(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	p, src := loaded(t, f)
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	return p, src
}

func TestTurningKeepsRangeComparisonDayAndEachMetric(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(150, 34))
	src.Ranged = func(q partner.RangeQuery) uitest.Result[partner.Snapshot] {
		v := uitest.Snapshot(90)
		if q.Persona == partner.CreatorPersona {
			v = uitest.CreatorSnapshot(90)
		}
		return uitest.Result[partner.Snapshot]{Value: v, AsOf: uitest.Now()}
	}
	uitest.Settle(t, p, stepped(t, p, "snapshot.range.next"))
	uitest.Do(t, p, "snapshot.metric.next") // Actions
	uitest.Do(t, p, "snapshot.compare")
	uitest.Do(t, p, "snapshot.day.last")
	uitest.Do(t, p, "snapshot.week.previous")
	want := onDay(p)
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	if q := src.Last(); q.Persona != partner.CreatorPersona || q.Text != "90d" || q.Fresh {
		t.Errorf("turning asks for %+v", q)
	}
	if p.drawnMetric() != partner.TotalEarnings || onDay(p) != want || p.compare {
		t.Errorf("after turning: %s, day %v, compare %v", p.drawnMetric(), onDay(p), p.compare)
	}
	uitest.Has(t, p.View(), "Total Earnings", "Engagement Rate", "Views")
	uitest.Lacks(t, p.View(), "EPC", "Sale Am")
	uitest.Do(t, p, "snapshot.metric.previous") // Views
	uitest.Do(t, p, turn)
	if p.drawnMetric() != partner.Actions || onDay(p) != want {
		t.Errorf("turned back: %s, day %v", p.drawnMetric(), onDay(p))
	}
	uitest.Lacks(t, p.View(), "Views")
	uitest.Do(t, p, turn)
	if p.drawnMetric() != partner.Views {
		t.Errorf("turned again: %s", p.drawnMetric())
	}
}

func TestTheDayIsKeptUntilTheOtherPersonaHasIt(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	uitest.Do(t, p, "snapshot.day.first")
	want := onDay(p)
	cmd := uitest.Do(t, p, turn)
	if p.day >= 0 {
		t.Error("the cursor is on a day that is not there yet")
	}
	uitest.Settle(t, p, cmd)
	if onDay(p) != want {
		t.Errorf("the cursor is on %v, want %v", onDay(p), want)
	}
	p.Back()
	uitest.Do(t, p, turn)
	if p.day >= 0 {
		t.Error("a cursor that was taken away came back")
	}
}

func TestTurningBackAsksForNothingThatIsFresh(t *testing.T) {
	t.Parallel()
	p, src := turned(t, uitest.Frame(100, 24))
	calls := src.Calls()
	for range 4 {
		if cmd := uitest.Do(t, p, turn); cmd != nil {
			t.Fatal("turning to what is known asks again")
		}
	}
	if src.Calls() != calls {
		t.Errorf("%d questions", src.Calls()-calls)
	}
	later := p.frame
	later.Now = uitest.Now().Add(freshFor)
	p.SetFrame(later)
	before := p.Title()
	cmd := uitest.Do(t, p, turn)
	if cmd == nil || !p.Status().Loading || p.Status().AsOf.IsZero() {
		t.Error("old figures are taken for fresh ones")
	}
	if p.Title() == before {
		t.Error("the old figures do not stand in meanwhile")
	}
}

func TestTurningAsksForTheRangeThatIsWanted(t *testing.T) {
	t.Parallel()
	p, src := turned(t, uitest.Frame(100, 24))
	uitest.Settle(t, p, stepped(t, p, "snapshot.shift.back"))
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	if q := src.Last(); q.Persona == partner.CreatorPersona || q.Shift != -1 {
		t.Errorf("turning back asks for %+v", q)
	}
	uitest.Settle(t, p, p.Refresh())
	if q := src.Last(); q.Persona != partner.AffiliatePersona || !q.Fresh {
		t.Errorf("a refresh asks for %+v", q)
	}
}

func TestWhatFailedIsAskedForAgainOnTurning(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	src.Creator.Err = uitest.Failure(partner.Unavailable)
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	if p.Status().Err == nil || !p.Status().AsOf.IsZero() {
		t.Errorf("the failure is not told: %+v", p.Status())
	}
	uitest.Lacks(t, p.View(), "6,185") // clicks of the affiliate
	uitest.Do(t, p, turn)
	if s := p.Status(); s.Err != nil || s.AsOf.IsZero() {
		t.Errorf("the other persona has the failure: %+v", s)
	}
	src.Creator.Err = nil
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	uitest.Has(t, p.View(), "Views")
}

func TestAReplyGoesToThePersonaItIsFor(t *testing.T) {
	t.Parallel()
	p, _ := made(t, uitest.Frame(100, 24))
	uitest.Settle(t, p, p.askRoles())
	first := uitest.Run(t, p.ask(p.query)) // affiliate, still on its way
	second := uitest.Do(t, p, turn)
	uitest.Do(t, p, turn) // both under way: nothing is asked twice
	if !p.Status().Loading {
		t.Error("the first question was given up")
	}
	uitest.Do(t, p, turn)
	before := p.View()
	p.Update(first[0])
	if p.View() != before || !p.Status().Loading || !p.Status().AsOf.IsZero() {
		t.Error("the affiliate's answer was taken for the creator's")
	}
	uitest.Settle(t, p, second)
	uitest.Has(t, p.View(), "Views")
	late := p.View()
	p.Update(first[0])
	if p.View() != late {
		t.Error("a reply counts twice")
	}
	uitest.Do(t, p, turn)
	uitest.Has(t, p.View(), "6,185")
}

func TestALateReplyOfAnAbandonedRangeIsRefusedForEitherPersona(t *testing.T) {
	t.Parallel()
	p, src := turned(t, uitest.Frame(100, 24))
	src.Creator.Value = uitest.CreatorSnapshot(7)
	late := uitest.Run(t, p.Update(answer("7d")))
	src.Creator.Value = uitest.CreatorSnapshot(90)
	uitest.Settle(t, p, p.Update(answer("90d")))
	p.Update(late[0])
	if p.dayCount() != 90 || p.shown.Text != "90d" {
		t.Errorf("%d days of %q are shown", p.dayCount(), p.shown.Text)
	}
}

func TestARangeRefusedForThePersonaThatWasLeftChangesNothing(t *testing.T) {
	t.Parallel()
	p, src := turned(t, uitest.Frame(100, 24))
	src.Creator.Err = uitest.Failure(partner.Invalid)
	bad := p.Update(answer("2099"))
	src.Chart.Value = uitest.Snapshot(7)
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	query, view := p.query, p.View()
	if msgs := uitest.Settle(t, p, bad); len(msgs) != 0 || p.query != query || p.View() != view {
		t.Errorf("the refusal changed the persona that is shown: %v", msgs)
	}
}

func TestWithoutASecondPersonaTheTurnIsBlockedWithAReason(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		roles uitest.Result[partner.Personas]
		says  string
	}{
		"alone":   {uitest.Result[partner.Personas]{Value: partner.Personas{All: []partner.Persona{"affiliate"}}}, "companion_url"},
		"one":     {uitest.Result[partner.Personas]{Value: partner.Personas{Companion: true, All: []partner.Persona{"affiliate"}}}, "one persona"},
		"unknown": {uitest.Result[partner.Personas]{Value: partner.Personas{Companion: true, All: []partner.Persona{"agency"}}}, "one persona"},
		"failed":  {uitest.Result[partner.Personas]{Err: uitest.Failure(partner.Unavailable)}, "refresh"},
	} {
		p, src := made(t, uitest.Frame(120, 24))
		src.Roles = c.roles
		if why := uitest.Action(t, p, turn).Blocked(); !strings.Contains(why, "not known yet") {
			t.Errorf("%s, before the answer: %q", name, why)
		}
		uitest.Settle(t, p, p.Init())
		if why := uitest.Action(t, p, turn).Blocked(); !strings.Contains(why, c.says) {
			t.Errorf("%s: blocked by %q", name, why)
		}
		if strings.Contains(p.Title(), "creator") || p.Status().Err != nil {
			t.Errorf("%s: title %q, status %+v", name, p.Title(), p.Status())
		}
	}
}

func TestPersonasThatFailedAreAskedForByARefresh(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(120, 24))
	src.Roles.Err = uitest.Failure(partner.Unavailable)
	uitest.Settle(t, p, p.Init())
	src.Roles.Err = nil
	calls := src.Calls()
	uitest.Settle(t, p, p.Refresh())
	if src.Calls() != calls+2 || uitest.Action(t, p, turn).Blocked() != "" {
		t.Errorf("%d questions, blocked by %q", src.Calls()-calls, uitest.Action(t, p, turn).Blocked())
	}
	uitest.Settle(t, p, p.Refresh())
	if src.Calls() != calls+3 {
		t.Error("known personas are asked for again")
	}
}

func TestAnAccountThatIsOnlyACreatorStartsAsOne(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(120, 24))
	src.Roles.Value.All = []partner.Persona{partner.CreatorPersona}
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Total Earnings")
	if why := uitest.Action(t, p, turn).Blocked(); !strings.Contains(why, "one persona") {
		t.Errorf("blocked by %q", why)
	}
}

func TestTheTitleNamesBothPersonasWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(120, 24))
	if !strings.HasPrefix(p.Title(), "Snapshot · affiliate ⇄ creator · Oct 24") {
		t.Errorf("title is %q", p.Title())
	}
	uitest.Settle(t, p, uitest.Do(t, p, turn))
	for w, want := range map[int]string{
		120: "Snapshot · creator ⇄ affiliate · Oct 24", 80: "Snapshot · creator · Oct 24", 60: "Snapshot · Oct 24",
	} {
		p.SetFrame(uitest.Frame(w, 24))
		if !strings.HasPrefix(p.Title(), want) {
			t.Errorf("at %d cells the title is %q", w, p.Title())
		}
	}
	f := uitest.Frame(120, 24)
	f.Theme = uitest.Theme(theme.ASCII)
	p.SetFrame(f)
	if !strings.HasPrefix(p.Title(), "Snapshot · creator / affiliate · ") {
		t.Errorf("without the glyph the title is %q", p.Title())
	}
}

func TestAHoveredDayGoesAlongWithoutStaying(t *testing.T) {
	t.Parallel()
	p, _ := turned(t, uitest.Frame(110, 24))
	uitest.Do(t, p, turn)
	x, y := chartCell(t, p)
	p.Hover(x, y)
	uitest.Do(t, p, turn)
	if p.day >= 0 || p.hover {
		t.Error("the pointer's day stays after turning")
	}
}
