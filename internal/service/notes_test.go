package service

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"impactdash/internal/history"
	"impactdash/internal/partner"
	"impactdash/internal/store"
)

func (k *kit) note(t *testing.T, key, name, text string) partner.Done {
	t.Helper()
	d, err := k.WriteNote(t.Context(), partner.Memo{Key: key, Name: name, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (k *kit) noted(t *testing.T, key string) string {
	t.Helper()
	d, err := k.Desk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d.Notes[key].Text
}

func TestNotesStayOnThisMachine(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	key := partner.TaskKey("7")
	asked := k.api.count("Tasks")
	for _, c := range []struct{ text, toast, kept string }{
		{"  call Robin\nabout the logo ", "Wrote a note on Banner two", "call Robin\nabout the logo"},
		{"done", "Changed the note on Banner two", "done"},
		{"done", "", "done"},
		{" \n", "Removed the note on Banner two", ""},
		{"", "", ""},
	} {
		d := k.note(t, key, "Banner\n two", c.text)
		if d.Text != c.toast || d.Undo != (c.toast != "") || strings.Join(d.Kinds, " ") != "desk" || k.noted(t, key) != c.kept {
			t.Errorf("%q: %+v, kept %q", c.text, d, k.noted(t, key))
		}
	}
	if n := len(k.ally.done()); n != 0 || k.api.count("Tasks") != asked {
		t.Errorf("a note was told somebody: %d writes", n)
	}
	_, err := k.WriteNote(t.Context(), partner.Memo{Key: key, Text: strings.Repeat("ü", partner.MemoLimit+1)})
	wantKind(t, err, partner.Invalid)
	k.note(t, key, "", strings.Repeat("ü", partner.MemoLimit))
	_, err = k.WriteNote(t.Context(), partner.Memo{Text: "about nothing"})
	wantKind(t, err, partner.Invalid)
}

func TestADraftOfANoteIsThereUntilTheNoteIsKept(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	const key = "tax/1"
	if err := k.SaveDraft(t.Context(), partner.Draft{Form: partner.MemoForm(key), Values: map[string]string{partner.MemoText: "half a"}}); err != nil {
		t.Fatal(err)
	}
	d, err := k.Desk(t.Context())
	if m := d.Notes[key]; err != nil || m.Draft != "half a" || m.Text != "" || m.Key != key {
		t.Errorf("%+v, %v", m, err)
	}
	k.note(t, key, "W-8BEN", "half a sentence")
	d, err = k.Desk(t.Context())
	if m := d.Notes[key]; err != nil || m.Draft != "" || m.Text != "half a sentence" || !m.Saved.Equal(noon) {
		t.Errorf("%+v, %v", m, err)
	}
}

// Acts of two programs on one account are one history, whoever asks and
// however often they are started again.
func TestUndoAndRedoAcrossRestarts(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), 0
	start := func() *kit {
		k := newKit(t, func(o *Options) {
			o.Store = store.Open(dir, cannedSID, o.Now)
			o.NewKey = func() string { keys++; return fmt.Sprintf("shared-key-%d", keys) }
		})
		k.api.list("MediaProperties", "MediaProperties", property("1", "false"), property("2", "false"), property("3", "false"))
		return k
	}
	const (
		awake  = "property/1 property/2 property/3"
		bulk   = "(property/1) (property/2) property/3"
		asleep = "(property/1) (property/2) (property/3)"
		noted  = "property/3"
	)
	a, b := start(), start()
	step := func(what string, k *kit, take string, text, list, note string) {
		t.Helper()
		u, err := partner.Undone{}, error(nil)
		switch take {
		case "undo":
			u, err = k.Undo(t.Context())
		case "redo":
			u, err = k.Redo(t.Context())
		}
		if err != nil || u.Text != text {
			t.Errorf("%s: %+v, %v; want %q", what, u, err, text)
		}
		for _, k := range []*kit{a, b} {
			wantText(t, what, k.todos(t), list)
			wantText(t, what+", the note", k.noted(t, noted), note)
		}
	}
	if _, err := a.SnoozeTodos(t.Context(), snoozing(a.todo(t, "property/1"), a.todo(t, "property/2"))); err != nil {
		t.Fatal(err)
	}
	b.note(t, noted, "Site 3", "ask Ann")
	if _, err := a.SnoozeTodos(t.Context(), snoozing(a.todo(t, "property/3"))); err != nil {
		t.Fatal(err)
	}
	step("three acts", a, "", "", asleep, "ask Ann")
	a, b = start(), start()
	step("the last act, by the other program", b, "undo", "snoozed Site 3 is not verified", bulk, "ask Ann")
	step("the note, by the first", a, "undo", "wrote a note on Site 3", bulk, "")
	step("the bulk whole", b, "undo", "snoozed 2 to-dos", awake, "")
	a = start()
	step("the bulk again", a, "redo", "snoozed 2 to-dos", bulk, "")
	step("the note again", b, "redo", "wrote a note on Site 3", bulk, "ask Ann")
	a, b = start(), start()
	step("once more", a, "redo", "snoozed Site 3 is not verified", asleep, "ask Ann")
	if u, err := b.Redo(t.Context()); err != nil || !u.Nothing {
		t.Errorf("there was more to redo: %+v, %v", u, err)
	}
	step("back", b, "undo", "snoozed Site 3 is not verified", bulk, "ask Ann")
	a.note(t, noted, "Site 3", "ask Bob")
	if u, err := b.Redo(t.Context()); err != nil || !u.Nothing {
		t.Errorf("a new act left something to redo: %+v, %v", u, err)
	}
	step("the changed note", b, "undo", "changed the note on Site 3", bulk, "ask Ann")
}

// A state directory that cannot be written is said once, and everything works
// until the program ends.
func TestActsWorkWithoutADisk(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	k := newKit(t, func(o *Options) {
		o.Store = store.Open(blocked, cannedSID, o.Now)
		o.History = history.Open(history.Options{Dir: blocked, Account: cannedSID, Now: o.Now})
	})
	k.serve(1)
	k.down(503)
	k.note(t, "other/1", "Served 1", "x")
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/1"))); err != nil {
		t.Fatal(err)
	}
	wantText(t, "what waits", k.waits(t), "snooze other/1")
	k.down(0)
	if d, err := k.flush(t); err != nil || d.Text == "" || k.waits(t) != "" {
		t.Errorf("%+v, %v", d, err)
	}
	for _, want := range []string{"snoozed Served 1", "wrote a note on Served 1"} {
		if u, err := k.Undo(t.Context()); err != nil || u.Text != want {
			t.Errorf("%+v, %v", u, err)
		}
	}
	told := ""
	for n := k.Kept(); n.OK; n = k.Kept() {
		told += n.V.Err.Error() + "\n"
	}
	if n := strings.Count(told, "\n"); n == 0 || n > 2 {
		t.Errorf("it is told:\n%s", told)
	}
}
