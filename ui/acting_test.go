package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// Who presses u while an act is on its way means that act, and not the one
// before it.
func TestUndoWaitsForTheActUnderWay(t *testing.T) {
	t.Parallel()
	b := &book{}
	c := manned(t, 120, 40, func(o *Options) { o.Journal = b })
	c.spies["brands"].acting = true
	for _, k := range []string{"u", "U"} {
		c.press(k)
		uitest.Has(t, c.last(), "Wait for the last act to end.")
	}
	c.spies["brands"].acting = false
	c.press("u")
	if len(b.calls) != 1 {
		t.Errorf("asked %v", b.calls)
	}
}

func TestPanesSayThatAnActIsUnderWay(t *testing.T) {
	t.Parallel()
	for id, act := range map[pane.ID]string{"tasks": "tasks.start", "todo": "todo.snooze", "links": "links.forget"} {
		d := started(t, 120, 40)
		d.o.Journal = &book{}
		d.focusOn(id)
		d.press("z")
		if d.cannotUndo() != "" {
			t.Fatalf("%s: %s", id, d.cannotUndo())
		}
		a, ok := keys.ByID(d.layers()[0].actions, act)
		if !ok {
			t.Fatalf("there is no action %s", act)
		}
		cmd := d.run(a)
		for len(d.dialogs) > 0 { // it asks first
			var next tea.Cmd
			for _, stroke := range []string{"tab", "enter"} {
				next = tea.Batch(next, d.update(uitest.Stroke(t, stroke)))
			}
			cmd = tea.Batch(cmd, next)
		}
		if d.cannotUndo() == "" {
			t.Errorf("%s: %s is on its way, and u would undo the act before it", id, act)
		}
		d.settle(cmd)
		if why := d.cannotUndo(); why != "" {
			t.Errorf("%s: after the act: %s", id, why)
		}
	}
}
