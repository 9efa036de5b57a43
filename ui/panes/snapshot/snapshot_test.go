package snapshot

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// onDay is the calendar day of the cursor; the zero day for none.
func onDay(p *Pane) partner.Date {
	d, _ := p.selectedDay()
	return d
}

// answer is what the prompt for a range sends.
func answer(text string) tea.Msg { return dialog.Answer{To: ID, Ask: askRange, Text: text} }

func TestLateAnswerOfAnAbandonedLoadIsIgnored(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(90, 24))
	src.Ranged = func(q partner.RangeQuery) uitest.Result[partner.Snapshot] {
		n := 30
		if q.Text == "90d" {
			n = 90
		}
		return uitest.Result[partner.Snapshot]{Value: uitest.Snapshot(n), AsOf: uitest.Now()}
	}
	first := p.Init()
	second := stepped(t, p, "snapshot.range.next")
	late := uitest.Run(t, first)
	before := p.View()
	p.Update(late[0])
	if p.View() != before || !p.Status().Loading {
		t.Error("a stale answer changed the pane")
	}
	uitest.Settle(t, p, second)
	before = p.View()
	p.Update(late[0])
	if p.View() != before || p.dayCount() != 90 {
		t.Error("a stale answer replaced the newer one")
	}
}

func TestLateRefusalOfAnAbandonedRangeIsIgnored(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 24))
	src.Chart.Err = uitest.Failure(partner.Invalid)
	bad := p.Update(answer("2099"))
	late := uitest.Run(t, bad)
	src.Chart.Err = nil
	good := p.Update(answer("7d"))
	if cmd := p.Update(late[0]); cmd != nil || p.query.Text != "7d" {
		t.Error("the refusal of an abandoned range was told or undid the newer one")
	}
	uitest.Settle(t, p, good)
	if p.shown.Text != "7d" {
		t.Errorf("shown is %q", p.shown.Text)
	}
}

func TestAFailedRefreshKeepsEveryDay(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 24))
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Refresh())
	if p.dayCount() != 30 {
		t.Errorf("%d days are left", p.dayCount())
	}
}

func TestRefreshAsksForFreshFigures(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 24))
	if src.Last().Fresh {
		t.Error("the first load refuses what is known")
	}
	uitest.Settle(t, p, p.Refresh())
	if !src.Last().Fresh || src.Last().Text != "30d" {
		t.Errorf("refresh asked %+v", src.Last())
	}
	uitest.Settle(t, p, stepped(t, p, "snapshot.range.next"))
	if src.Last().Fresh {
		t.Error("another range refuses what is known")
	}
}

func TestTheTitleNamesThePeriodOfTheData(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 24))
	before := p.Title()
	cmd := stepped(t, p, "snapshot.range.next")
	if p.Title() != before {
		t.Error("the title is ahead of the data")
	}
	src.Chart.Value = uitest.Snapshot(90)
	uitest.Settle(t, p, cmd)
	if p.Title() == before {
		t.Error("the title does not follow the data")
	}
}

func TestInvalidTypedRangeKeepsTheDataAndSaysWhy(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(90, 24))
	uitest.Do(t, p, "snapshot.day.first")
	before, title := p.View(), p.Title()
	src.Chart.Err = uitest.Failure(partner.Invalid)
	msgs := uitest.Settle(t, p, p.Update(answer("2099-01")))
	said, ok := uitest.Find[toast.Msg](msgs)
	if !ok || !said.Failed || said.Text == "" {
		t.Fatalf("no toast says why: %v", msgs)
	}
	s := p.Status()
	if p.View() != before || p.Title() != title || s.Err != nil || s.Loading {
		t.Errorf("the refused range changed the pane: %+v", s)
	}
	src.Chart.Err = nil
	uitest.Settle(t, p, p.Refresh())
	if src.Last().Text != "30d" {
		t.Errorf("the refresh after it asks for %q", src.Last().Text)
	}
}

// A range from the configuration may be one that nobody can read. Nothing is
// under way then, so the pane must not claim to load.
func TestInvalidFirstRangeIsAFailureAndNoLoading(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	src.Chart.Err = uitest.Failure(partner.Invalid)
	p := New(t.Context(), src, "nonsense")
	p.SetFrame(uitest.Frame(80, 20))
	msgs := uitest.Settle(t, p, p.Init())
	_, told := uitest.Find[toast.Msg](msgs)
	if !told && p.Status().Err == nil {
		t.Error("nobody is told that the range is wrong")
	}
	if !p.Status().Loading && regexp.MustCompile(`(?i)loading`).MatchString(uitest.Plain(p.View())) {
		t.Errorf("nothing is loading, but the pane says:\n%.80s", uitest.Plain(p.View()))
	}
}

func TestTheFirstRangeIsPlainText(t *testing.T) {
	t.Parallel()
	p := New(t.Context(), uitest.NewSource(), "7d\x1b]0;title\a\n\x1b[2J")
	p.SetFrame(uitest.Frame(80, 20))
	p.Init()
	uitest.Geometry(t, p.View(), 80, 20)
	for what, text := range map[string]string{"view": p.View(), "title": p.Title()} {
		if strings.Contains(text, "\x1b]") || strings.Contains(text, "\x1b[2J") || what == "title" && strings.Contains(text, "\n") {
			t.Errorf("the %s hands on what the range holds: %q", what, text)
		}
	}
}

func TestNotAvailableNamesTheWebPage(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 20))
	src.Fail(uitest.Failure(partner.Forbidden))
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "403", "app.impact.com")
}

// Style §9: empty says what would be here. Rows of zeros alone do not.
func TestAnEmptyRangeSaysSo(t *testing.T) {
	t.Parallel()
	says := regexp.MustCompile(`(?i)\b(no|nothing|none|yet)\b`)
	for _, f := range []pane.Frame{uitest.Frame(80, 20), uitest.Frame(150, 30), uitest.Zoomed(150, 45)} {
		p, src := made(t, f)
		src.Empty()
		uitest.Settle(t, p, p.Init())
		if !says.MatchString(uitest.Plain(p.View())) {
			t.Errorf("at %d×%d the view is only numbers:\n%.400s", f.Width, f.Height, uitest.Plain(p.View()))
		}
	}
}

func TestAColumnThatIsMissingIsADashAndNoZero(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(40, 8), uitest.Frame(80, 20), uitest.Zoomed(150, 45)} {
		p, src := made(t, f)
		v := uitest.Snapshot(30)
		none := partner.Opt[int64]{}
		v.Sum.Clicks, v.Earlier.Clicks = none, none
		for i := range v.Days {
			v.Days[i].Clicks, v.Before[i].Clicks = none, none
		}
		src.Chart.Value = v
		uitest.Settle(t, p, p.Init())
		uitest.NoZero(t, p.View())
		for _, a := range []string{"snapshot.day.last", "snapshot.metric.previous", "snapshot.metric.previous"} {
			uitest.Do(t, p, a)
			uitest.NoZero(t, p.View())
		}
	}
}
