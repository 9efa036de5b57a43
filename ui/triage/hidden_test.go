package triage

import (
	"testing"

	"impactdash/ui/uitest"
)

func TestAHiddenViewIsNeitherShownNorSteppedTo(t *testing.T) {
	t.Parallel()
	hidden := true
	s := spec()
	s.Views[1].Hidden = func() bool { return hidden }
	m := New(s)
	m.SetFrame(uitest.Zoomed(120, 12))
	items := some(4)
	items[1].snoozed, items[2].done = true, true
	m.SetItems(items)
	uitest.Lacks(t, m.Draw(Body{}), "snoozed")
	for _, want := range []string{"done", "open", "done"} {
		run(t, m, "view.next")
		if m.ViewName() != want {
			t.Errorf("stepped to %q, want %q", m.ViewName(), want)
		}
	}
	run(t, m, "view.previous")
	m.Click(8, 0) // behind "open" stands "done" now
	if m.ViewName() != "done" {
		t.Errorf("the click shows %q", m.ViewName())
	}
	if m.Select("t01") {
		t.Error("the cursor went to an item of the hidden view")
	}
	hidden = false
	m.SetItems(items)
	uitest.Has(t, m.Draw(Body{}), "snoozed")
	if !m.Select("t01") || m.ViewName() != "snoozed" {
		t.Errorf("the view that came back is not used: %q", m.ViewName())
	}
}
