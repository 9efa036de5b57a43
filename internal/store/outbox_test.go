package store

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

// queued are acts written shortly: "d1" dismisses to-do 1, "w1" wakes it, "c1"
// comments on task 1. The id of each is its word and its place: "d1.2".
func queued(words string) (all []Queued) {
	verbs := map[byte]Verb{'d': Dismiss, 'w': Rouse, 'c': Comment}
	for _, w := range strings.Fields(words) {
		what, _, _ := strings.Cut(w, ".")
		all = append(all, Queued{ID: w, Verb: verbs[what[0]], Server: what[1:], Thing: "other/" + what[1:], Since: noon})
	}
	return all
}

func waiting(s State) string {
	var ids []string
	for _, q := range s.Waiting {
		ids = append(ids, q.ID)
	}
	return strings.Join(ids, " ")
}

func TestWhatWaitsIsInOrderAndOnlyTheLastWishAboutASleepCounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, script, want string }{
		{"nothing", "", ""},
		{"in order", "+d1.a +c1.b +d2.c", "d1.a c1.b d2.c"},
		{"several in one act", "+d1.a,d2.b,c3.c", "d1.a d2.b c3.c"},
		{"a wake takes the place of a dismissal", "+d1.a +d2.b +w1.c", "d2.b w1.c"},
		{"a later dismissal as well", "+d1.a +d1.b", "d1.b"},
		{"comments on one task all wait", "+c1.a +c1.b +c1.a", "c1.a c1.b"},
		{"a comment is not a wish about a sleep", "+c1.a +d1.b", "c1.a d1.b"},
		{"sent", "+d1.a,c1.b -d1.a", "c1.b"},
		{"sent twice", "+d1.a -d1.a -d1.a", ""},
		{"another is sent", "+d1.a -d2.b", "d1.a"},
		{"waits again", "+c1.a -c1.a +c1.a", "c1.a"},
	} {
		var all []Record
		for i, word := range strings.Fields(c.script) {
			r := Record{Group: "g" + string(rune('a'+i)), At: noon}
			if word[0] == '+' {
				r.Kind, r.Queue = kindQueue, queued(strings.ReplaceAll(word[1:], ",", " "))
			} else {
				r.Kind, r.IDs = kindSettle, []string{word[1:]}
			}
			all = append(all, r)
		}
		if got := waiting(Replay(all)); got != c.want {
			t.Errorf("%s: %q waits, want %q", c.name, got, c.want)
		}
	}
}

func TestWhatWaitsSurvivesTheProgram(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, b := open(dir), open(dir)
	one := Queued{
		ID: "key-1", Verb: Comment, Thing: "task/7", Name: "Zoë\x1b[31m\n", Server: "7", Text: "one\ntwo \"x\"", Doubt: true, Since: noon,
	}
	must(t, a.Queue("g1", []Queued{one}))
	must(t, a.Queue("g2", nil))
	if got := b.State().Waiting; len(got) != 1 || got[0] != one {
		t.Errorf("another program sees %+v", got)
	}
	one.Doubt = false
	must(t, b.Queue("g3", []Queued{one}))
	if got := a.State().Waiting; len(got) != 1 || got[0].Doubt {
		t.Errorf("it was not changed: %+v", got)
	}
	must(t, a.Settle("g4", []string{"key-1"}))
	before, _ := os.Stat(file(dir))
	must(t, b.Settle("g5", []string{"key-1", "key-9"}))
	if after, _ := os.Stat(file(dir)); after.Size() != before.Size() {
		t.Error("what does not wait was settled in the journal")
	}
	if got := open(dir).State().Waiting; len(got) != 0 {
		t.Errorf("%+v waits", got)
	}
}

func TestOneProgramSendsAtATime(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(blocked, nil, 0o600))
	for name, c := range map[string]struct {
		dir    string
		shared bool
	}{"a directory": {filepath.Join(t.TempDir(), "state"), true}, "memory": {"", false}, "a file in its place": {blocked, false}} {
		a, b := open(c.dir), open(c.dir)
		release, ok := a.Sending()
		if !ok {
			t.Fatalf("%s: nobody may send", name)
		}
		if _, ok := a.Sending(); ok {
			t.Errorf("%s: one program may send twice at once", name)
		}
		other, ok := b.Sending()
		if ok == c.shared {
			t.Errorf("%s: another may send: %v", name, ok)
		}
		if ok {
			other()
		}
		release()
		if again, ok := b.Sending(); !ok {
			t.Errorf("%s: it is held for good", name)
		} else {
			again()
		}
	}
}

func TestNotesAreKeptByThingAndUndone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	texts := func() string {
		var out []string
		notes := s.State().Notes
		for _, k := range slices.Sorted(maps.Keys(notes)) {
			out = append(out, k+": "+notes[k].Text)
		}
		return strings.Join(out, ", ")
	}
	undo := func(group string) {
		t.Helper()
		last, ok := s.LastDone()
		if !ok || !last.Noting() {
			t.Fatalf("undo would take %+v back", last)
		}
		must(t, s.Undo(group, last))
	}
	must(t, s.WriteNote("g1", "wrote", Note{Key: "tax/1", Text: "call\nthem"}))
	must(t, s.WriteNote("g2", "wrote", Note{Key: "bank/", Text: "IBAN"}))
	must(t, s.WriteNote("g3", "changed", Note{Key: "tax/1", Text: "done"}))
	must(t, s.WriteNote("g4", "removed", Note{Key: "bank/"}))
	if got := texts(); got != "tax/1: done" {
		t.Errorf("notes are %q", got)
	}
	s = open(dir)
	undo("g5")
	if got := texts(); got != "bank/: IBAN, tax/1: done" {
		t.Errorf("after one undo notes are %q", got)
	}
	undo("g6")
	if got := texts(); got != "bank/: IBAN, tax/1: call\nthem" {
		t.Errorf("after two undos notes are %q", got)
	}
	s = open(dir)
	again, ok := s.LastUndone()
	if !ok || again.Text != "changed" {
		t.Fatalf("redo would do %+v", again)
	}
	must(t, s.Redo("g7", again))
	if got := texts(); got != "bank/: IBAN, tax/1: done" {
		t.Errorf("after a redo notes are %q", got)
	}
	if n := s.State().Notes["tax/1"]; !n.At.Equal(noon) {
		t.Errorf("it was written at %v", n.At)
	}
}

func TestAFullDiskKeepsNotesAndWhatWaitsInMemory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	must(t, os.WriteFile(dir, nil, 0o600))
	s := open(dir)
	must(t, s.WriteNote("g1", "wrote", Note{Key: "tax/1", Text: "x"}))
	must(t, s.Queue("g2", queued("d1.a c1.b")))
	must(t, s.Settle("g3", []string{"d1.a"}))
	state := s.State()
	if waiting(state) != "c1.b" || state.Notes["tax/1"].Text != "x" {
		t.Errorf("%q waits, notes are %v", waiting(state), state.Notes)
	}
	notes := 0
	for n := s.Note(); n.OK; n = s.Note() {
		notes++
	}
	if notes == 0 || notes > 2 {
		t.Errorf("it is told %d times", notes)
	}
	must(t, os.Remove(dir))
	must(t, s.SaveDraft("g4", partner.Draft{Form: "f", Values: map[string]string{"a": "b"}}))
	if state := open(dir).State(); waiting(state) != "c1.b" || state.Notes["tax/1"].Text != "x" {
		t.Errorf("once the disk is back %q waits, notes are %v", waiting(state), state.Notes)
	}
}

func TestAStateHandedOutIsACopy(t *testing.T) {
	t.Parallel()
	s := open(t.TempDir())
	must(t, s.Queue("g1", queued("d1.a")))
	must(t, s.WriteNote("g2", "", Note{Key: "k", Text: "x"}))
	mine := s.State()
	mine.Waiting[0].ID, mine.Notes["k"] = "z", Note{}
	if other := s.State(); waiting(other) != "d1.a" || other.Notes["k"].Text != "x" {
		t.Errorf("it was changed from outside: %+v", other)
	}
}
