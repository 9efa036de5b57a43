package triage

import (
	"slices"
	"testing"

	"impactdash/ui/uitest"
)

func TestWithoutMarksTheRowIsTheTarget(t *testing.T) {
	t.Parallel()
	m := loaded(4, uitest.Zoomed(120, 20))
	run(t, m, "down")
	if got := ids(m.Targets()); got != "t01" {
		t.Errorf("targets %s", got)
	}
}

func TestMarkingStepsOn(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	run(t, m, "mark", "mark", "down", "mark")
	if got := ids(m.Targets()); got != "t00 t01 t03" || at(m) != "t04" {
		t.Errorf("targets %s, cursor on %s", got, at(m))
	}
	uitest.Has(t, m.Draw(Body{}), "3 marked", "✓ Ticket 05")
	run(t, m, "first", "mark")
	if got := ids(m.Targets()); got != "t01 t03" {
		t.Errorf("taking a mark off leaves %s", got)
	}
}

func TestMarksFollowTheirItems(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	run(t, m, "mark", "down", "mark", "mark")
	all := some(5)
	all = slices.Delete(all, 2, 3)
	slices.Reverse(all)
	m.SetItems(all)
	if got := ids(m.Targets()); got != "t00 t03" {
		t.Errorf("after a refresh the targets are %s", got)
	}
	m.SetItems(some(6))
	if got := ids(m.Targets()); got != "t00 t03" {
		t.Errorf("what was gone came back marked: %s", got)
	}
	run(t, m, "sort", "sort")
	if got := ids(m.Targets()); got != "t00 t03" {
		t.Errorf("sorting changed the marks: %s", got)
	}
}

func TestHiddenMarksAreNoTargets(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	run(t, m, "mark", "mark", "mark")
	filter(t, m, "acme")
	if got := ids(m.Targets()); got != "t00" {
		t.Errorf("targets %s", got)
	}
	uitest.Has(t, m.Draw(Body{}), "3 marked, 2 hidden")
	m.SetFrame(uitest.Frame(60, 8))
	uitest.Has(t, m.Draw(Body{}), "3 marked, 2 hidden")
	m.SetFrame(uitest.Zoomed(120, 20))
	m.Back()
	uitest.Lacks(t, m.Draw(Body{}), "hidden")
	m.SetView("done")
	if len(m.Targets()) != 0 {
		t.Error("a view without rows has targets")
	}
}

func TestARangeIsMarkedAsTheCursorGoes(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	run(t, m, "down", "range", "down", "down")
	if got := ids(m.Targets()); got != "t01 t02 t03" {
		t.Errorf("range down: %s", got)
	}
	uitest.Has(t, m.Draw(Body{}), "range", "3 marked")
	run(t, m, "first")
	if got := ids(m.Targets()); got != "t00 t01" {
		t.Errorf("range up: %s", got)
	}
	run(t, m, "range", "last")
	if got := ids(m.Targets()); got != "t00 t01" {
		t.Errorf("ended by v: %s", got)
	}
	run(t, m, "range", "up")
	if !m.Back() || ids(m.Targets()) != "t00 t01" {
		t.Errorf("Esc drops the range and nothing else: %s", ids(m.Targets()))
	}
}

// No act without a target the user has seen.
func TestARefreshPutsNothingIntoARange(t *testing.T) {
	t.Parallel()
	all := some(6)
	m := loaded(1, uitest.Zoomed(120, 20))
	m.SetItems(slices.Concat(all[:2], all[3:]))
	run(t, m, "first", "range", "down", "down")
	m.SetItems(all)
	if got := ids(m.Targets()); got != "t00 t01 t03" {
		t.Errorf("the range has %s", got)
	}
	m.SetItems(all[1:]) // its beginning is gone
	run(t, m, "last")
	if got := ids(m.Targets()); got != "t01 t03" {
		t.Errorf("a range without a beginning goes on: %s", got)
	}
}

func TestMarkAllIsForWhatIsShown(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	filter(t, m, "bolt")
	run(t, m, "mark.all")
	m.Back()
	if got := ids(m.Targets()); got != "t01 t04" {
		t.Errorf("marked %s", got)
	}
	run(t, m, "mark.all")
	if len(m.Targets()) != 6 {
		t.Error("some that are not marked yet are left out")
	}
	run(t, m, "mark.all")
	uitest.Lacks(t, m.Draw(Body{}), "marked")
}

func TestActAndStep(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before []string
		gone   bool // the items acted on leave the list first
		want   string
	}{
		"one row":             {[]string{"down"}, false, "t02"},
		"one row, gone":       {[]string{"down"}, true, "t02"},
		"the last":            {[]string{"last"}, false, "t04"},
		"the last, gone":      {[]string{"last"}, true, "t04"},
		"marks elsewhere":     {[]string{"mark", "mark", "last"}, false, "t05"},
		"marks with the row":  {[]string{"mark", "mark", "mark", "up"}, false, "t03"},
		"a range, gone":       {[]string{"range", "down", "down"}, true, "t03"},
		"all":                 {[]string{"down", "mark.all"}, false, "t01"},
		"the last two, marks": {[]string{"last", "up", "mark", "mark"}, false, "t03"},
	} {
		m := loaded(6, uitest.Zoomed(120, 20))
		run(t, m, c.before...)
		acted := m.Targets()
		if c.gone {
			m.SetItems(slices.DeleteFunc(some(6), func(x ticket) bool { return slices.Contains(acted, x) }))
		}
		m.Step(acted)
		if at(m) != c.want {
			t.Errorf("%s: on %s, want %s", name, at(m), c.want)
		}
		if some, hidden := m.count(); some+hidden != 0 {
			t.Errorf("%s: what was acted on is still marked", name)
		}
	}
}

func TestStepKeepsTheOtherMarks(t *testing.T) {
	t.Parallel()
	m := loaded(6, uitest.Zoomed(120, 20))
	run(t, m, "mark", "mark")
	filter(t, m, "acme")
	m.Step(m.Targets())
	m.Back()
	if got := ids(m.Targets()); got != "t01" {
		t.Errorf("a mark that was hidden is now %s", got)
	}
}

func TestEscGoesBackOneAtATime(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(80, 20))
	run(t, m, "mark")
	filter(t, m, "ticket")
	run(t, m, "range", "down", "detail")
	for i, left := range []string{"range", "/ticket", "1 marked", ""} {
		if left != "" {
			uitest.Has(t, m.Draw(Body{}), left)
		}
		if !m.Back() {
			t.Errorf("step %d goes nowhere", i)
		}
	}
	uitest.Lacks(t, m.Draw(Body{}), "marked", "range", "/ticket")
	if m.Back() {
		t.Error("there was nothing left to step back from")
	}
}

func TestActsOnRowsNeedOne(t *testing.T) {
	t.Parallel()
	m := loaded(0, uitest.Zoomed(120, 20))
	for _, id := range []string{"mark", "range", "mark.all"} {
		if why := uitest.Action(t, m, "tickets."+id).Blocked(); why != "there is no ticket here" {
			t.Errorf("%s: %q", id, why)
		}
	}
	s := spec()
	s.Marks, s.Detail, s.Views, s.Columns = false, nil, nil, s.Columns[1:2]
	if n := len(New(s).Actions()); n != 7 {
		t.Errorf("%d actions of a list that has only rows and a filter", n)
	}
}
