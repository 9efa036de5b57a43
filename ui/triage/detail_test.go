package triage

import (
	"testing"
	"time"

	"impactdash/ui/component/sheet"
	"impactdash/ui/uitest"
)

func TestTheDetailStandsBesideWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(100, 20))
	uitest.Has(t, m.Draw(Body{}), "Line of 0.", "Ticket 07")
	run(t, m, "down")
	uitest.Has(t, m.Draw(Body{}), "Line of 1.")
	run(t, m, "detail")
	uitest.Lacks(t, m.Draw(Body{}), "Line of")
	run(t, m, "detail")
	uitest.Has(t, m.Draw(Body{}), "Line of 1.")

	m.SetFrame(uitest.Zoomed(99, 20))
	uitest.Lacks(t, m.Draw(Body{}), "Line of")
	run(t, m, "detail")
	uitest.Has(t, m.Draw(Body{}), "Line of 1.")
	uitest.Lacks(t, m.Draw(Body{}), "Ticket 06")
	run(t, m, "down")
	uitest.Has(t, m.Draw(Body{}), "Line of 2.")
	if !m.Back() {
		t.Error("Esc does not lead back to the list")
	}
	uitest.Has(t, m.Draw(Body{}), "Ticket 05")
}

func TestLeavingTheFullScreenLeavesTheDetail(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(80, 20))
	run(t, m, "detail")
	m.SetFrame(uitest.Frame(80, 8))
	for _, id := range []string{"detail", "detail.down", "detail.up"} {
		if uitest.Action(t, m, "tickets."+id).Blocked() == "" {
			t.Errorf("%s can run in the small form", id)
		}
	}
	m.SetFrame(uitest.Zoomed(80, 20))
	uitest.Lacks(t, m.Draw(Body{}), "Line of")
	if uitest.Action(t, m, "tickets.detail.down").Blocked() == "" {
		t.Error("a detail that is hidden can be scrolled")
	}
}

func TestTheDetailScrollsAndBeginsAnewForAnotherRow(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 12)) // eleven lines for 34
	uitest.Has(t, m.Draw(Body{}), "Brand  Acme", "+24 more lines")
	run(t, m, "detail.down")
	uitest.Lacks(t, m.Draw(Body{}), "Brand  Acme")
	uitest.Has(t, m.Draw(Body{}), "+21 more lines")
	m.SetItems(some(9))
	uitest.Has(t, m.Draw(Body{}), "+21 more lines") // a refresh moves nothing
	for range 20 {
		run(t, m, "detail.down")
	}
	uitest.Lacks(t, m.Draw(Body{}), "more lines")
	run(t, m, "detail.up")
	uitest.Has(t, m.Draw(Body{}), "+4 more lines")
	run(t, m, "down")
	uitest.Has(t, m.Draw(Body{}), "Brand  Bolt", "+24 more lines")
	run(t, m, "up", "detail.up")
	uitest.Has(t, m.Draw(Body{}), "Brand  Acme", "+24 more lines")
}

func TestTheDetailShowsWhatARefreshChanged(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 12))
	all := some(3)
	all[0].brand = "Changed"
	m.SetItems(all)
	uitest.Has(t, m.Draw(Body{}), "Brand  Changed")
}

func TestWithoutRowsThereIsNoDetail(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 12))
	filter(t, m, "zzz")
	uitest.Lacks(t, m.Draw(Body{}), "Line of", "│")
	if uitest.Action(t, m, "tickets.detail.down").Blocked() == "" {
		t.Error("the detail of nothing can be scrolled")
	}
}

func TestTheDetailTakesWhatThePaneAllows(t *testing.T) {
	t.Parallel()
	for most, want := range map[int]int{0: 64, 50: 50, 200: 64, 10: detailLeast} {
		s := spec()
		s.DetailMost = most
		m := New(s)
		m.SetFrame(uitest.Zoomed(160, 24))
		m.SetItems(some(3))
		if got := m.detailWidth(); got != want {
			t.Errorf("at most %d: %d cells", most, got)
		}
		uitest.Geometry(t, m.Draw(Body{}), 160, 24)
	}
}

func TestRetellTellsTheDetailAnew(t *testing.T) {
	t.Parallel()
	said := "one"
	s := spec()
	s.Detail = func(_ ticket, sh *sheet.Sheet, _ time.Time) { sh.Text(said) }
	m := New(s)
	m.SetFrame(uitest.Zoomed(160, 24))
	m.SetItems(some(3))
	uitest.Has(t, m.Draw(Body{}), "one")
	said = "two"
	uitest.Has(t, m.Draw(Body{}), "one")
	m.Retell()
	uitest.Has(t, m.Draw(Body{}), "two")
}

func TestAClickSelectsSortsAndSwitches(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	m.Click(5, 4) // caption, header, then rows
	if at(m) != "t02" {
		t.Errorf("the row clicked is %s", at(m))
	}
	m.Click(4, 1)
	if rows(m)[:3] != "t08" || at(m) != "t02" {
		t.Errorf("after a click on the name: %s", rows(m))
	}
	m.Click(4, 1)
	if rows(m)[:3] != "t00" {
		t.Errorf("after the second: %s", rows(m))
	}
	m.Click(45, 1) // brands cannot be sorted by
	m.Click(100, 6)
	if rows(m)[:3] != "t00" || at(m) != "t02" {
		t.Error("a click that means nothing does something")
	}
	m.Click(8, 0)
	if m.ViewName() != "snoozed" {
		t.Errorf("the view clicked is %s", m.ViewName())
	}
	m.Draw(Body{})
	m.Click(4, 1)
	if m.sort != 0 || m.desc != true {
		t.Error("a title that is not drawn is clicked")
	}
	m.SetView("open")
	m.SetFrame(uitest.Frame(40, 6))
	m.Draw(Body{})
	m.Click(5, 3)
	if at(m) != "t03" {
		t.Errorf("in the small form the row clicked is %s", at(m))
	}
	m.Click(5, 5) // the line that counts the rest
	if at(m) != "t03" {
		t.Errorf("a click below the rows selects %s", at(m))
	}
}

func TestTheWheelMovesTheCursorOrTheDetail(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(80, 12))
	m.Wheel(2)
	m.Wheel(-1)
	if at(m) != "t01" {
		t.Errorf("the wheel went to %s", at(m))
	}
	run(t, m, "detail")
	m.Wheel(1)
	if at(m) != "t01" {
		t.Error("the wheel moves a list that is not on the screen")
	}
	uitest.Lacks(t, m.Draw(Body{}), "Brand  Bolt")
}
