package triage

import (
	"errors"
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/problem"
	"impactdash/ui/component/sheet"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// hostile are tickets whose texts mean no good.
func hostile() []ticket {
	var out []ticket
	for i, n := range uitest.Names() {
		out = append(out, ticket{id: n, name: n, brand: n, note: strings.Repeat(n+"\n", 5), days: i * 1000, snoozed: i%5 == 4})
	}
	return append(out, out[0]) // the same identity twice
}

func hostileSpec() Spec[ticket] {
	s := spec()
	s.Views = append(s.Views, View[ticket]{Name: strings.Join(uitest.Names(), " ")})
	s.Detail = func(x ticket, s *sheet.Sheet, _ time.Time) {
		s.Heading(x.name).Row(x.name, x.brand).RowIn(s.Theme().Warn, "Brand", x.brand).Text(x.note).List(x.name)
	}
	return s
}

func unavailable() []problem.Trouble {
	return []problem.Trouble{{What: "Tickets", Err: uitest.Failure(partner.Unavailable)}}
}

func forbidden() []problem.Trouble {
	return []problem.Trouble{{Err: uitest.Failure(partner.Forbidden)}}
}

const (
	loading = "Loading tickets."
	none    = "No open tickets: a brand that assigns one to you puts it here."
)

// states are the seven states: what the list has, and what the pane says.
func states() map[string]struct {
	items []ticket
	known bool
	body  Body
} {
	return map[string]struct {
		items []ticket
		known bool
		body  Body
	}{
		"loading":     {nil, false, Body{Waiting: true, Loading: loading, Empty: none}},
		"data":        {some(30), true, Body{Loading: loading, Empty: none}},
		"refreshing":  {some(30), true, Body{Waiting: true, Loading: loading, Empty: none}},
		"stale":       {some(30), true, Body{Loading: loading, Empty: none, Troubles: unavailable()}},
		"failed":      {nil, false, Body{Loading: loading, Empty: none, Troubles: unavailable()}},
		"empty":       {nil, true, Body{Loading: loading, Empty: none}},
		"unavailable": {nil, false, Body{Loading: loading, Empty: none, Troubles: forbidden()}},
		"empty stale": {nil, true, Body{Loading: loading, Empty: none, Troubles: unavailable()}},
	}
}

func TestTheSevenStates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ has, lacks []string }{
		"loading":     {[]string{loading}, []string{"No open", "Ticket "}},
		"data":        {[]string{"Ticket 29"}, []string{"Loading", "No open"}},
		"refreshing":  {[]string{"Ticket 29"}, []string{"Loading", "No open"}},
		"stale":       {[]string{"Ticket 29", "503"}, []string{"Loading", "No open"}},
		"failed":      {[]string{"503"}, []string{"Loading", "No open", "Ticket "}},
		"empty":       {[]string{none}, []string{"Loading"}},
		"unavailable": {[]string{"403", "Actions"}, []string{"Loading", "No open"}},
		"empty stale": {[]string{none, "503"}, []string{"Loading"}},
	} {
		s := states()[name]
		for _, f := range []pane.Frame{uitest.Frame(80, 7), uitest.Zoomed(80, 12), uitest.Zoomed(140, 20)} {
			m := New(spec())
			m.SetFrame(f)
			if s.known {
				m.SetItems(s.items)
			}
			view := m.Draw(s.body)
			flat := strings.Join(strings.Fields(uitest.Plain(view)), " ")
			for _, text := range c.has {
				if !strings.Contains(flat, text) {
					t.Errorf("%s, zoomed %v: %q is missing in\n%s", name, f.Zoomed, text, uitest.Plain(view))
				}
			}
			uitest.Lacks(t, view, c.lacks...)
			uitest.NoZero(t, view)
		}
	}
}

func TestEveryFrameIsFilled(t *testing.T) {
	t.Parallel()
	all := states()
	all["hostile"] = struct {
		items []ticket
		known bool
		body  Body
	}{hostile(), true, Body{Loading: uitest.Names()[2], Empty: uitest.Names()[7], Notes: uitest.Names(), Troubles: []problem.Trouble{{What: uitest.Names()[1], Err: uitest.Hostility()}}}}
	for name, s := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := New(hostileSpec())
			if s.known {
				m.SetItems(s.items)
			}
			uitest.Sweep(t, func(f pane.Frame) string {
				m.SetFrame(f)
				view := m.Draw(s.body)
				if f.Theme.Glyphs == theme.ASCII {
					uitest.Lacks(t, view, "│", "▌", "▲", "✓", "·")
				}
				return view
			})
		})
	}
}

// Whatever is done at whatever size, the frame is filled and nothing panics.
func TestEveryActionLeavesTheFrameFilled(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{1, 1}, {3, 2}, {20, 3}, {39, 9}, {99, 12}, {110, 14}} {
		for _, zoomed := range []bool{false, true} {
			for _, items := range [][]ticket{nil, some(3), some(40), hostile()} {
				m := New(hostileSpec())
				f := uitest.Frame(size[0], size[1])
				f.Zoomed = zoomed
				m.SetFrame(f)
				m.SetItems(items)
				for round := range 3 {
					for _, a := range m.Actions() {
						if a.Blocked() == "" {
							a.Run()
						}
						check(t, m, a.ID)
						uitest.Type(m.Update, "t")
						m.Click(round, round)
						m.Wheel(round - 1)
						check(t, m, a.ID+" and the pointer")
					}
					m.Step(m.Targets())
					m.Back()
					check(t, m, "back")
				}
			}
		}
	}
}

func check(t *testing.T, m *Model[ticket], what string) {
	t.Helper()
	if why := uitest.Wrong(m.Draw(Body{Empty: none, Troubles: unavailable()}), m.frame.Width, m.frame.Height); why != "" {
		t.Fatalf("%s: %s", what, why)
	}
}

func TestDrawingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	for name, s := range states() {
		for _, f := range []pane.Frame{uitest.Frame(40, 6), uitest.Zoomed(140, 20)} {
			m := New(spec())
			m.SetFrame(f)
			if s.known {
				m.SetItems(s.items)
				m.rows.Last()
			}
			one := m.Draw(s.body)
			m.Actions()
			m.Cursor()
			m.SetFrame(f)
			m.drawn = ""
			if m.Draw(s.body) != one {
				t.Errorf("%s: two drawings differ", name)
			}
		}
	}
}

func TestFailuresThatCannotBeComparedAreDrawn(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Frame(60, 6))
	b := Body{Troubles: []problem.Trouble{{Err: list{"a"}}}}
	m.Draw(b)
	if m.Draw(b) == m.Draw(Body{}) {
		t.Error("the failure is not drawn")
	}
	m.Draw(Body{Troubles: []problem.Trouble{{Err: nil}}})
	m.Draw(Body{Troubles: []problem.Trouble{{Err: nil}}})
	one := m.Draw(Body{Troubles: unavailable()})
	if one == m.Draw(Body{Troubles: []problem.Trouble{{Err: errors.New("x")}}}) {
		t.Error("another failure is not drawn")
	}
}

// list is an error that cannot be compared.
type list []string

func (l list) Error() string { return strings.Join(l, " ") }

func TestOnlyVisibleRowsAreDrawn(t *testing.T) {
	t.Parallel()
	s, cells := spec(), 0
	for i, c := range s.Columns {
		s.Columns[i].Cell = func(x ticket, now time.Time) string { cells++; return c.Cell(x, now) }
	}
	m := New(s)
	m.SetFrame(uitest.Zoomed(90, 24))
	m.SetItems(some(5000))
	filter(t, m, "ticket")
	run(t, m, "last", "sort", "sort", "mark.all")
	cells = 0
	run(t, m, "up")
	if cells == 0 || cells > 3*24 {
		t.Errorf("%d cells are made for a move", cells)
	}
	m.Draw(Body{})
	m.Draw(Body{})
	if cells > 3*24 {
		t.Error("nothing has changed, and it is drawn again")
	}
}

func TestTheSmallFormSaysHowManyMore(t *testing.T) {
	t.Parallel()
	for h, want := range map[int]string{1: "", 2: "+29 more", 5: "+26 more", 29: "+2 more", 30: "", 31: ""} {
		m := loaded(30, uitest.Frame(40, h))
		if got := uitest.Plain(m.Draw(Body{})); strings.Contains(got, "more") != (want != "") || !strings.Contains(got, want) {
			t.Errorf("%d lines, want %q:\n%s", h, want, got)
		}
		run(t, m, "last")
		uitest.Has(t, m.Draw(Body{}), "▌ Ticket 00")
	}
	m := loaded(1, uitest.Frame(20, 1))
	uitest.Has(t, m.Draw(Body{}), "▌ Ticket 00")
}

func TestMovingTheFocusSendsNothingOfTheSmallForm(t *testing.T) {
	t.Parallel()
	f := uitest.Frame(40, 6)
	m := loaded(9, f)
	here := m.Draw(Body{})
	f.Focused = false
	m.SetFrame(f)
	if away := m.Draw(Body{}); here != away {
		t.Errorf("with the focus\n%q\nand without\n%q", here, away)
	}
}

func TestTheSmallFormTellsViewAndFilter(t *testing.T) {
	t.Parallel()
	m := loaded(30, uitest.Frame(50, 6))
	all := some(30)
	for i := range all {
		all[i].snoozed = i > 3
	}
	m.SetItems(all)
	run(t, m, "view.next")
	filter(t, m, "ticket")
	uitest.Has(t, m.Draw(Body{}), "+21 more · snoozed · /ticket")
}

func TestNothingMatchesSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for _, f := range []pane.Frame{uitest.Frame(60, 6), uitest.Zoomed(120, 20)} {
		m := loaded(9, f)
		filter(t, m, "zz\x1bz")
		uitest.Has(t, m.Draw(Body{Empty: none}), "Nothing matches “zzz”. Esc drops the filter.")
		m.Back()
		m.SetView("snoozed")
		uitest.Has(t, m.Draw(Body{Empty: none}), "Nothing sleeps.")
		m.SetView("done")
		uitest.Has(t, m.Draw(Body{Empty: none}), "No tickets in “done”.")
		uitest.Lacks(t, m.Draw(Body{Empty: none}), "No open")
	}
}

func TestNotesStandUnderTheRows(t *testing.T) {
	t.Parallel()
	note := "Acts need a companion API: the web page can do it."
	for _, f := range []pane.Frame{uitest.Frame(60, 6), uitest.Zoomed(120, 20)} {
		m := loaded(3, f)
		view := m.Draw(Body{Notes: []string{note}})
		if uitest.Row(view, note) <= uitest.Row(view, "Ticket 00") {
			t.Errorf("zoomed %v:\n%s", f.Zoomed, uitest.Plain(view))
		}
	}
	m := loaded(9, uitest.Frame(60, 6))
	uitest.Lacks(t, m.Draw(Body{Notes: []string{note}}), "companion") // rows come first
}

func TestTheThemeIsFollowed(t *testing.T) {
	t.Parallel()
	s := spec()
	s.Columns[0].Style = func(_ ticket, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Danger }
	m := New(s)
	m.SetItems(some(3))
	f := uitest.Zoomed(120, 10)
	m.SetFrame(f)
	dark := m.Draw(Body{})
	f.Theme = theme.New(theme.Options{Profile: f.Theme.Profile})
	m.SetFrame(f)
	if m.Draw(Body{}) == dark || !strings.Contains(m.Draw(Body{}), f.Theme.Danger.Render("Ticket 01")) {
		t.Error("the light theme looks dark")
	}
}
