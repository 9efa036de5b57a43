package service

import (
	"strings"
	"testing"
)

// Somebody who completes a task and presses undo means the task, and must not
// get an older snooze back instead.
func TestUndoSaysThatTheLastActCannotBeTakenBack(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("MediaProperties", "MediaProperties", property("1", "false"), property("2", "false"))
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "property/1"))); err != nil {
		t.Fatal(err)
	}
	if _, err := k.RemoveProperties(t.Context(), []string{"2"}); err != nil {
		t.Fatal(err)
	}
	u, err := k.Undo(t.Context())
	if err != nil || !u.Nothing || !strings.Contains(u.Text, "cannot be taken back") || !strings.Contains(u.Text, "snoozed") {
		t.Errorf("%+v, %v", u, err)
	}
	if u, err = k.Undo(t.Context()); err != nil || u.Nothing {
		t.Errorf("asked again: %+v, %v", u, err)
	}
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "property/1"))); err != nil {
		t.Fatal(err)
	}
	if u, err = k.Undo(t.Context()); err != nil || u.Nothing {
		t.Errorf("a snooze after it: %+v, %v", u, err)
	}
	if u, err = k.Undo(t.Context()); err != nil || !u.Nothing || u.Text != "" {
		t.Errorf("nothing left: %+v, %v", u, err)
	}
}
