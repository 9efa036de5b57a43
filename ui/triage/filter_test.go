package triage

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/uitest"
)

func TestTheFilterFollowsTheTyping(t *testing.T) {
	t.Parallel()
	for _, zoomed := range []bool{false, true} {
		f := uitest.Frame(120, 12)
		f.Zoomed = zoomed
		m := loaded(9, f)
		run(t, m, "filter")
		if !m.Capturing() || m.Cursor() == nil || m.Cursor().Y != 11 || m.Cursor().X != 1 {
			t.Fatalf("the filter does not take the keys: %v", m.Cursor())
		}
		uitest.Type(m.Update, "BOL")
		if rows(m) != "t01 t04 t07" || m.Cursor().X != 4 || m.Shown() != 3 {
			t.Errorf("rows %s, cursor at %d", rows(m), m.Cursor().X)
		}
		if l := strings.Split(uitest.Plain(m.Draw(Body{})), "\n"); !strings.HasPrefix(l[11], "/BOL ") {
			t.Errorf("the last line is %q", l[11])
		}
		run(t, m, "filter.down")
		if at(m) != "t04" || !m.Capturing() {
			t.Error("the rows cannot be stepped through while typing")
		}
		run(t, m, "filter.keep")
		if m.Capturing() || m.Cursor() != nil || !m.Filtered() || m.Shown() != 3 {
			t.Error("Enter loses the filter or keeps the keys")
		}
		uitest.Has(t, m.Draw(Body{}), "/BOL")
		run(t, m, "filter")
		uitest.Type(m.Update, "t")
		run(t, m, "filter.drop")
		if m.Capturing() || m.Filtered() || m.Shown() != 9 {
			t.Error("Esc keeps the filter or the keys")
		}
	}
}

func TestAllWordsMustBeFoundInAnyOrder(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	for text, want := range map[string]string{"acme 05": "t03", "05  ACME ": "t03", "acme bolt": "", "icket 0": "t00 t01 t02 t03 t04 t05 t06 t07 t08", "  ": "t00 t01 t02 t03 t04 t05 t06 t07 t08"} {
		filter(t, m, text)
		if got := rows(m); got != want {
			t.Errorf("%q shows %s, want %s", text, got, want)
		}
		uitest.Geometry(t, m.Draw(Body{}), 120, 20)
		m.Back()
	}
}

func TestTheFilterLooksAtCellsUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	s := spec()
	s.Text = nil
	m := New(s)
	m.SetFrame(uitest.Zoomed(120, 20))
	m.SetItems(some(3))
	filter(t, m, "nov 23")
	if rows(m) != "t01" {
		t.Errorf("by a day: %s", rows(m))
	}
}

func TestARefreshKeepsTheFilterAndTheTyping(t *testing.T) {
	t.Parallel()
	m := loaded(9, uitest.Zoomed(120, 20))
	run(t, m, "filter")
	m.Update(tea.PasteMsg{Content: "bolt"})
	all := some(12)
	all[1].brand = "Other"
	m.SetItems(all)
	if !m.Capturing() || rows(m) != "t04 t07 t10" {
		t.Errorf("typing %v, rows %s", m.Capturing(), rows(m))
	}
}

func TestPastedTextIsClean(t *testing.T) {
	t.Parallel()
	for _, name := range uitest.Names() {
		for _, w := range []int{1, 2, 7, 40, 120} {
			m := loaded(3, uitest.Frame(w, 6))
			run(t, m, "filter")
			m.Update(tea.PasteMsg{Content: name})
			if why := uitest.Wrong(m.Draw(Body{}), w, 6); why != "" {
				t.Fatal(why)
			}
			if c := m.Cursor(); c.X < 0 || c.X >= w {
				t.Errorf("at %d cells the cursor is at %d", w, c.X)
			}
			run(t, m, "filter.keep")
			if why := uitest.Wrong(m.Draw(Body{}), w, 6); why != "" {
				t.Fatal(why)
			}
		}
	}
}

func TestKeysAreTextOnlyWhileTyping(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 20))
	uitest.Type(m.Update, "zzz")
	m.Update(tea.PasteMsg{Content: "zzz"})
	if m.Filtered() || m.Shown() != 3 {
		t.Error("stray text filters")
	}
	run(t, m, "filter")
	f := uitest.Zoomed(120, 20)
	f.Focused = false
	m.SetFrame(f)
	if m.Capturing() {
		t.Error("a list without the focus takes the keys")
	}
}

func TestTheActionsAreSound(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 20))
	for _, typing := range []bool{false, true} {
		if typing {
			run(t, m, "filter")
		}
		owner := make(map[string]string)
		for _, a := range m.Actions() {
			if !strings.HasPrefix(a.ID, "tickets.") || a.Run == nil || a.Label == "" || len(a.Label) > 14 || !strings.HasSuffix(a.Help, ".") {
				t.Errorf("%s is incomplete: %q, %q", a.ID, a.Label, a.Help)
			}
			for _, k := range append([]string{"id " + a.ID}, a.Keys...) {
				if other, ok := owner[k]; ok {
					t.Errorf("%q is %s and %s", k, other, a.ID)
				}
				owner[k] = a.ID
			}
			for _, k := range a.Keys {
				if why := keys.Forbidden(k); why != "" {
					t.Errorf("%s: %s: %s", a.ID, k, why)
				}
				uitest.Stroke(t, k)
			}
		}
	}
}

// A pane puts its verbs around the actions of the list.
func TestAddingActionsLeavesThoseOfTheListAlone(t *testing.T) {
	t.Parallel()
	m := loaded(3, uitest.Zoomed(120, 20))
	one := append(m.Actions(), keys.Action{ID: "one"})
	two := append(m.Actions(), keys.Action{ID: "two"})
	if one[len(one)-1].ID != "one" || two[len(two)-1].ID != "two" {
		t.Error("two panes write into the same actions")
	}
}
