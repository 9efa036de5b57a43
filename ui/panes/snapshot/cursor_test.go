package snapshot

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

func TestTheDayCursorStaysOnItsDayAcrossARefresh(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	uitest.Do(t, p, "snapshot.day.last")
	uitest.Do(t, p, "snapshot.week.previous")
	want := uitest.Day(2026, 11, 15)
	if onDay(p) != want {
		t.Fatalf("seven days before the last is %v", onDay(p))
	}
	src.Chart.Value = uitest.SnapshotUntil(30, uitest.Day(2026, 11, 23)) // midnight has passed
	uitest.Settle(t, p, p.Refresh())
	if onDay(p) != want {
		t.Errorf("the refresh moved the cursor to %v", onDay(p))
	}
	src.Chart.Value = uitest.Snapshot(90)
	uitest.Settle(t, p, stepped(t, p, "snapshot.range.next"))
	if onDay(p) != want {
		t.Errorf("a longer range moved the cursor to %v", onDay(p))
	}
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Refresh())
	if onDay(p) != want {
		t.Errorf("a failed refresh moved the cursor to %v", onDay(p))
	}
	src.Fail(nil)
	src.Chart.Value = uitest.SnapshotUntil(7, uitest.Day(2026, 1, 31))
	uitest.Settle(t, p, p.Refresh())
	if p.day >= 0 {
		t.Errorf("the day is not in the range, yet the cursor is on %v", onDay(p))
	}
}

func TestTheDayCursorStopsAtTheEnds(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	first, last := uitest.Day(2026, 10, 24), uitest.Day(2026, 11, 22)
	for _, step := range []struct {
		id   string
		want partner.Date
	}{
		{"snapshot.day.previous", last}, // the first press shows the cursor
		{"snapshot.day.next", last},
		{"snapshot.day.previous", last.Add(-1)},
		{"snapshot.week.next", last},
		{"snapshot.day.first", first},
		{"snapshot.day.previous", first},
		{"snapshot.week.previous", first},
		{"snapshot.week.next", first.Add(7)},
		{"snapshot.day.next", first.Add(8)},
		{"snapshot.day.last", last},
	} {
		uitest.Do(t, p, step.id)
		if onDay(p) != step.want {
			t.Fatalf("after %s the cursor is on %v, want %v", step.id, onDay(p), step.want)
		}
	}
	if !p.Back() || p.day >= 0 {
		t.Error("one step back leaves the cursor")
	}
	if p.Back() {
		t.Error("there is nothing more to go back from")
	}
}

func TestWithoutDataTheCursorIsBlockedAndSaysWhy(t *testing.T) {
	t.Parallel()
	p, _ := made(t, uitest.Frame(100, 24))
	p.Init()
	for _, id := range []string{"snapshot.day.previous", "snapshot.day.next", "snapshot.day.first", "snapshot.day.last", "snapshot.week.next"} {
		if uitest.Action(t, p, id).Blocked() == "" {
			t.Errorf("%s can run without data", id)
		}
	}
	p.Wheel(1)
	p.Click(50, 10)
	if p.day >= 0 {
		t.Error("the cursor is on a day that is not there")
	}
}

func TestTheCursorShowsTheFiguresOfItsDay(t *testing.T) {
	t.Parallel()
	for _, f := range []int{40, 60, 80, 120} {
		p, _ := loaded(t, uitest.Frame(f, 22))
		before := p.View()
		uitest.Do(t, p, "snapshot.day.first")
		if p.View() == before {
			t.Errorf("at %d cells the cursor changes nothing", f)
		}
		uitest.Has(t, p.View(), "Oct 24", "100") // clicks of the first day
	}
}

func TestMetricsGoRoundTheCorner(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	n := len(partner.AffiliateMetrics())
	seen := make(map[string]bool)
	for i := range n {
		if p.metric != i {
			t.Errorf("press %d draws metric %d", i, p.metric)
		}
		seen[p.View()] = true
		uitest.Do(t, p, "snapshot.metric.next")
	}
	if p.metric != 0 || len(seen) != n {
		t.Errorf("after a round: metric %d, %d different views", p.metric, len(seen))
	}
	uitest.Do(t, p, "snapshot.metric.previous")
	if p.metric != n-1 {
		t.Errorf("before the first comes %d", p.metric)
	}
}

func TestAMetricSurvivesARefresh(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	uitest.Do(t, p, "snapshot.metric.next")
	uitest.Do(t, p, "snapshot.compare")
	before := p.View()
	uitest.Settle(t, p, p.Refresh())
	if p.View() != before {
		t.Error("a refresh with the same figures changed the view")
	}
}

func TestCompareHidesAndShowsThePeriodBefore(t *testing.T) {
	t.Parallel()
	for _, f := range []int{60, 100, 150} {
		p, _ := loaded(t, uitest.Frame(f, 24))
		with, title := p.View(), p.Title()
		earlier := "5,034" // clicks of the period before
		uitest.Do(t, p, "snapshot.compare")
		if p.View() == with {
			t.Errorf("at %d cells comparing changes nothing", f)
		}
		uitest.Lacks(t, p.View(), earlier)
		if p.Title() == title {
			t.Error("the title does not tell that the comparison is gone")
		}
		uitest.Do(t, p, "snapshot.compare")
		if p.View() != with {
			t.Error("comparing again shows something else")
		}
	}
}

func TestRangesStepThroughThePresets(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	all := partner.Presets()
	at := 3 // 30d
	for range all {
		at = (at + 1) % len(all)
		uitest.Settle(t, p, stepped(t, p, "snapshot.range.next"))
		if src.Last().Text != all[at] {
			t.Fatalf("the next range is %q, want %q", src.Last().Text, all[at])
		}
	}
	uitest.Settle(t, p, stepped(t, p, "snapshot.range.previous"))
	if src.Last().Text != "7d" {
		t.Errorf("the range before 30d is %q", src.Last().Text)
	}
	uitest.Settle(t, p, p.Update(answer("2026-01-05..2026-01-09")))
	uitest.Settle(t, p, stepped(t, p, "snapshot.range.next"))
	if src.Last().Text != partner.DefaultRange {
		t.Errorf("from a typed range it goes to %q", src.Last().Text)
	}
}

func TestShiftMovesByTheRangeAndStopsAtToday(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	if uitest.Action(t, p, "snapshot.shift.forward").Blocked() == "" {
		t.Error("a range that ends today can be moved forward")
	}
	src.Chart.Value = uitest.SnapshotUntil(30, uitest.Day(2026, 10, 23))
	uitest.Settle(t, p, stepped(t, p, "snapshot.shift.back"))
	if src.Last().Shift != -1 || src.Last().Text != "30d" {
		t.Errorf("shifted back: %+v", src.Last())
	}
	uitest.Settle(t, p, stepped(t, p, "snapshot.shift.back"))
	if src.Last().Shift != -2 {
		t.Errorf("shifted twice: %+v", src.Last())
	}
	uitest.Settle(t, p, p.Refresh())
	if src.Last().Shift != -2 {
		t.Errorf("a refresh asks for %+v", src.Last())
	}
	uitest.Settle(t, p, stepped(t, p, "snapshot.shift.forward"))
	if src.Last().Shift != -1 {
		t.Errorf("shifted forward: %+v", src.Last())
	}
	uitest.Settle(t, p, stepped(t, p, "snapshot.range.next"))
	if src.Last().Shift != 0 {
		t.Errorf("another range keeps the shift: %+v", src.Last())
	}
}

// "<" and at once ">" is a change of mind; the answer to the first must not be
// needed for the second.
func TestAShiftUnderWayCanBeTakenBack(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	stepped(t, p, "snapshot.shift.back")
	if why := uitest.Action(t, p, "snapshot.shift.forward").Blocked(); why != "" {
		t.Errorf("blocked: %s", why)
	}
}

func TestTypingARangeChecksBeforeItAsks(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	uitest.Settle(t, p, uitest.Do(t, p, "snapshot.range.custom"))
	d := p.Asks()
	if d == nil || p.Asks() != nil {
		t.Fatal("the question is not put exactly once")
	}
	d.Resize(70, 20)
	calls := src.Calls()
	for range 10 {
		d.Update(uitest.Stroke(t, "backspace"))
	}
	for _, r := range "blah" {
		d.Update(uitest.Press(string(r)))
	}
	uitest.Do(t, d, "prompt.accept")
	if _, over := d.Outcome(); over {
		t.Error("a text that is no range is accepted")
	}
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "blah")
	if src.Calls() != calls {
		t.Error("a text that is no range is asked for")
	}
}

// stepped takes a step through the ranges and rests on it.
func stepped(t *testing.T, p *Pane, act string) tea.Cmd {
	t.Helper()
	uitest.Do(t, p, act)
	return p.Update(dueMsg{query: p.query, step: p.step})
}

func TestOnlyTheRangeRestedOnIsAskedFor(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(100, 24))
	calls := src.Calls()
	var due []dueMsg
	for range 5 {
		uitest.Do(t, p, "snapshot.shift.back")
		due = append(due, dueMsg{query: p.query, step: p.step})
	}
	for _, d := range due {
		uitest.Settle(t, p, p.Update(d))
	}
	if src.Calls() != calls+1 || src.Last().Shift != -5 {
		t.Errorf("%d requests, the last for %+v", src.Calls()-calls, src.Last())
	}
}

// While a step rests the reply to an older question may come in. It answers
// that question, not the one stepped to.
func TestAReplyDuringARestIsNotTakenForTheNewRange(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(100, 24))
	refresh := p.Refresh()
	uitest.Do(t, p, "snapshot.shift.back")
	uitest.Settle(t, p, refresh)
	if p.shown == p.query {
		t.Error("the data is taken for the range stepped to")
	}
}
