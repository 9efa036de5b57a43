package triage

import (
	"slices"
	"strings"
	"testing"
	"time"

	"impactdash/ui/uitest"
)

func TestTheNaturalOrderHoldsUntilAColumnIsChosen(t *testing.T) {
	t.Parallel()
	m := loaded(4, uitest.Zoomed(120, 20))
	steps := []struct{ order, words string }{
		{"t00 t01 t02 t03", "4 tickets"},
		{"t03 t02 t01 t00", "by name"},
		{"t00 t01 t02 t03", "by name, reversed"},
		{"t03 t02 t01 t00", "by due"}, // latest first, as its column says
		{"t00 t01 t02 t03", "by due, reversed"},
		{"t00 t01 t02 t03", "4 tickets"},
	}
	for i, s := range steps {
		if got := rows(m); got != s.order {
			t.Errorf("step %d: %s, want %s", i, got, s.order)
		}
		uitest.Has(t, m.Draw(Body{}), s.words)
		if strings.HasPrefix(s.words, "4") {
			uitest.Lacks(t, m.Draw(Body{}), " by ", "▲", "▼")
		}
		if at(m) != "t00" {
			t.Errorf("step %d: sorting moved the cursor to %s", i, at(m))
		}
		run(t, m, "sort")
	}
}

func TestTheOrderCanBeTurnedAroundOnceAColumnIsChosen(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 20))
	if uitest.Action(t, m, "tickets.sort.reverse").Blocked() == "" {
		t.Error("there is nothing to turn around")
	}
	run(t, m, "sort", "sort.reverse")
	if got := rows(m); got != "t00 t01 t02" {
		t.Errorf("reversed: %s", got)
	}
}

func TestWhatAColumnDoesNotTellApartKeepsTheNaturalOrder(t *testing.T) {
	t.Parallel()
	s := spec()
	s.Columns[1].Compare = func(a, b ticket) int { return Fold(a.brand, b.brand) }
	m := New(s)
	m.SetFrame(uitest.Zoomed(120, 20))
	m.SetItems(some(6))
	m.setSort(1, false)
	if got := rows(m); got != "t00 t03 t01 t04 t02 t05" {
		t.Errorf("by brand: %s", got)
	}
	m.setSort(1, true)
	if got := rows(m); got != "t02 t05 t01 t04 t00 t03" {
		t.Errorf("by brand, turned around: %s", got)
	}
	all := some(8)
	all[0].days = 9
	m.SetItems(append(all[:4:4], all[5:]...))
	if got := rows(m); got != "t02 t05 t01 t07 t03 t06 t00" {
		t.Errorf("by brand, after a refresh: %s", got)
	}
}

func TestTheCursorFollowsItsRow(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	run(t, m, "down", "down", "down")
	all := some(12)
	for i := range all {
		all[i].days = (i * 7) % 12
	}
	slices.Reverse(all)
	m.SetItems(all)
	if at(m) != "t03" {
		t.Errorf("a refresh moved the cursor to %s", at(m))
	}
	m.SetItems(some(2))
	if at(m) != "t01" {
		t.Errorf("its row is gone, and those below: the cursor is on %s", at(m))
	}
	m.SetItems(some(9))
	if at(m) != "t01" {
		t.Errorf("rows that come back move the cursor to %s", at(m))
	}
	m.SetItems(nil)
	if _, ok := m.Current(); ok || len(m.Targets()) > 0 {
		t.Error("a list of nothing has a row")
	}
	m.SetItems(some(3))
	if at(m) != "t00" {
		t.Errorf("after nothing the cursor is on %s", at(m))
	}
}

func TestAFilterGivesTheCursorBack(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	run(t, m, "down", "down", "down") // t03 of Acme
	filter(t, m, "bolt")
	if got := rows(m); got != "t01 t04 t07" || at(m) != "t04" {
		t.Errorf("rows %s, cursor on %s", got, at(m))
	}
	m.SetItems(some(9)) // a refresh meanwhile
	m.Back()
	if at(m) != "t03" {
		t.Errorf("without the filter the cursor is on %s, not where it was", at(m))
	}
	filter(t, m, "bolt")
	run(t, m, "down")
	m.Back()
	if at(m) != "t07" {
		t.Errorf("a row gone to under the filter is lost: %s", at(m))
	}
}

// A row that comes back into sight by itself must not take the cursor with it:
// a key might be on its way.
func TestARefreshNeverMovesTheCursorToAnotherRow(t *testing.T) {
	t.Parallel()
	m := loaded(5, uitest.Zoomed(120, 20))
	run(t, m, "down", "down")
	all := some(5)
	all[2].snoozed = true
	m.SetItems(all)
	if at(m) != "t03" {
		t.Fatalf("the row is snoozed and the cursor on %s", at(m))
	}
	m.SetItems(some(5))
	if at(m) != "t03" {
		t.Errorf("the row woke up and took the cursor to %s", at(m))
	}
}

// What is due first comes in at the top. A list that nobody is in must show it.
func TestNewRowsAreSeenWithoutTheFocus(t *testing.T) {
	t.Parallel()
	away := uitest.Frame(40, 5)
	away.Focused = false
	all := some(30)
	m := New(spec())
	m.SetFrame(away)
	m.SetItems(all[10:])
	m.Draw(Body{})
	m.SetItems(all[9:])
	if uitest.Has(t, m.Draw(Body{}), "Ticket 20"); at(m) != "t09" {
		t.Errorf("nobody has chosen a row, and the cursor is on %s", at(m))
	}
	m.SetFrame(uitest.Frame(40, 5)) // the focus comes and goes
	m.SetFrame(away)
	m.SetItems(all[8:])
	if uitest.Has(t, m.Draw(Body{}), "Ticket 21", "Ticket 20"); at(m) != "t09" {
		t.Errorf("the row that had the focus is left for %s", at(m))
	}
	m.SetFrame(uitest.Frame(40, 5))
	m.SetItems(all[7:])
	if uitest.Lacks(t, m.Draw(Body{}), "Ticket 22"); at(m) != "t09" {
		t.Error("with the focus the rows move under the cursor")
	}
}

func TestTheClockReordersAndWakes(t *testing.T) {
	t.Parallel()
	s := spec()
	noon := uitest.Now()
	s.Views[0].Keep = func(_ ticket, now time.Time) bool { return !now.Before(noon) }
	s.Order = func(a, b ticket, now time.Time) int {
		if now.After(noon) {
			return b.days - a.days
		}
		return a.days - b.days
	}
	m := New(s)
	f := uitest.Zoomed(120, 20)
	f.Now = noon.Add(-time.Minute)
	m.SetFrame(f)
	m.SetItems(some(3))
	if m.Shown() != 0 {
		t.Error("rows are shown before their time")
	}
	f.Now = noon
	m.SetFrame(f)
	if rows(m) != "t00 t01 t02" {
		t.Errorf("at noon: %s", rows(m))
	}
	f.Now = noon.Add(time.Minute)
	m.SetFrame(f)
	if rows(m) != "t02 t01 t00" || at(m) != "t00" {
		t.Errorf("after noon: %s, cursor on %s", rows(m), at(m))
	}
}

func TestSelectBringsARowIntoSight(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	all := some(9)
	all[5].done = true
	m.SetItems(all)
	filter(t, m, "acme")
	if !m.Select("t04") || at(m) != "t04" || m.Filtered() {
		t.Errorf("a filtered row: cursor on %s, filter %v", at(m), m.Filtered())
	}
	if !m.Select("t05") || at(m) != "t05" || m.ViewName() != "done" {
		t.Errorf("a row of another view: cursor on %s in %s", at(m), m.ViewName())
	}
	if m.Select("nothing") || at(m) != "t05" {
		t.Error("a row that is not there is selected")
	}
}

func TestMoving(t *testing.T) {
	t.Parallel()
	for _, zoomed := range []bool{false, true} {
		f := uitest.Frame(120, 12)
		f.Zoomed = zoomed
		m := loaded(40, f)
		for _, s := range []struct{ act, want string }{
			{"up", "t00"}, {"down", "t01"}, {"last", "t39"}, {"down", "t39"}, {"first", "t00"}, {"page.down", "t05"}, {"page.up", "t00"},
		} {
			run(t, m, s.act)
			if at(m) != s.want {
				t.Errorf("zoomed %v, %s: on %s, want %s", zoomed, s.act, at(m), s.want)
			}
			uitest.Has(t, m.Draw(Body{}), "▌")
		}
	}
}

func TestViewsAreSteppedThroughAndRemembered(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	all := some(6)
	all[1].snoozed, all[4].done = true, true
	m.SetItems(all)
	run(t, m, "last")
	for _, s := range []struct{ act, name, rows, words string }{
		{"view.next", "snoozed", "t01", "1 ticket "},
		{"view.next", "done", "t04", "1 ticket "},
		{"view.next", "open", "t00 t02 t03 t05", "4 tickets"},
		{"view.previous", "done", "t04", "▌done"},
		{"view.next", "open", "t00 t02 t03 t05", "▌open"},
	} {
		run(t, m, s.act)
		if m.ViewName() != s.name || rows(m) != s.rows {
			t.Errorf("%s: %s shows %s", s.act, m.ViewName(), rows(m))
		}
		uitest.Has(t, m.Draw(Body{}), s.words)
	}
	if at(m) != "t05" {
		t.Errorf("back in the view the cursor is on %s", at(m))
	}
	if m.SetView("no such") || !m.SetView("snoozed") || m.ViewName() != "snoozed" {
		t.Error("views are not found by their names")
	}
}

func TestViewsAreCountedWhateverIsShown(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	want := func(open, done int) {
		t.Helper()
		if m.Tally("open") != open || m.Tally("done") != done || m.Tally("no such") != 0 {
			t.Errorf("open %d, done %d, want %d, %d", m.Tally("open"), m.Tally("done"), open, done)
		}
	}
	want(6, 0)
	all := some(6)
	all[2].done = true
	m.SetItems(all)
	run(t, m, "view.next")
	filter(t, m, "acme")
	want(5, 1)
}

func TestOneViewIsNoneToStepThrough(t *testing.T) {
	t.Parallel()
	s := spec()
	s.Views = s.Views[:1]
	for _, a := range New(s).Actions() {
		if strings.Contains(a.ID, "view") {
			t.Errorf("%s leads nowhere", a.ID)
		}
	}
}

func TestNamesAreSortedWithoutRegardToCaseAndAnewAfterARefresh(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 20))
	all := some(3)
	all[0].name, all[1].name, all[2].name = "beta", "Alpha", "Émile"
	m.SetItems(all)
	run(t, m, "sort")
	if got := rows(m); got != "t01 t00 t02" {
		t.Errorf("by name: %s", got)
	}
	all = slices.Clone(all)
	all[0].name = "aardvark"
	m.SetItems(all)
	if got := rows(m); got != "t00 t01 t02" {
		t.Errorf("by the new name: %s", got)
	}
}

// What a column does not tell apart keeps the natural order in both
// directions, whatever was sorted by before.
func TestOrderAmongEquals(t *testing.T) {
	t.Parallel()
	m := loaded(40, uitest.Zoomed(120, 20))
	all := some(40)
	for i := range all {
		all[i].name = []string{"b", "A", "c", "B", "a"}[i*7%5]
	}
	m.SetItems(all)
	for _, desc := range []bool{false, true, true, false} {
		want := slices.Clone(all)
		slices.SortStableFunc(want, func(a, b ticket) int {
			c := strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
			if desc {
				return -c
			}
			return c
		})
		m.setSort(0, desc)
		if rows(m) != ids(want) {
			t.Errorf("desc %v: %s, want %s", desc, rows(m), ids(want))
		}
		m.setSort(2, desc) // another column between
	}
	m.SetItems(nil)
	m.setSort(0, true)
	if rows(m) != "" {
		t.Errorf("of nothing: %s", rows(m))
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"a", "", 1},
		{"", "a", -1},
		{"a", "B", -1},
		{"B", "a", 1},
		{"Acme", "acme", -1},
		{"acme", "acme", 0},
		{"Ärger", "ärgern", -1},
		{"éa", "ÉB", -1},
		{"漢a", "漢b", -1},
		{"ab", "abc", -1},
		{"\xff", "a", 1},
		{"é", "è", 1},
	} {
		if got := Fold(c.a, c.b); got != c.want {
			t.Errorf("Fold(%q, %q) is %d, want %d", c.a, c.b, got, c.want)
		}
		if got := Fold(c.b, c.a); got != -c.want {
			t.Errorf("Fold(%q, %q) is %d, want %d", c.b, c.a, got, -c.want)
		}
	}
}

func TestSortListIsStable(t *testing.T) {
	t.Parallel()
	for n := range 70 {
		for _, mod := range []int32{1, 2, 5, 1000} {
			list := make([]int32, n)
			for i := range list {
				list[i] = int32(i*37%101)<<8 | int32(i)
			}
			want := slices.Clone(list)
			compare := func(a, b int32) int { return int(a>>8%mod) - int(b>>8%mod) }
			slices.SortStableFunc(want, compare)
			sortList(list, compare)
			if !slices.Equal(list, want) {
				t.Fatalf("%d items: %v, want %v", n, list, want)
			}
		}
	}
}
