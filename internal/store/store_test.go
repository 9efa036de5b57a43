package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/partner"
)

const account = "IRsecretaccountid"

func open(dir string) *Store { return Open(dir, account, func() time.Time { return noon }) }

func file(dir string) string { return filepath.Join(dir, fileName(account)) }

func zs(keys ...string) (all []Snooze) {
	for _, k := range keys {
		all = append(all, Snooze{Key: k, Until: noon.Add(time.Hour), Slept: noon})
	}
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestActsSurviveTheProgram(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "impactdash")
	a := open(dir)
	made := partner.Link{
		ID: "l1", URL: "https://x.sjv.io/c/1/2/3", ProgramID: "7", Program: "Brand\x1b[31m", Landing: "https://brand.com/ü",
		Vanity: true, SubIDs: [3]string{"a", "", "c"}, SharedID: "s", Property: "Blog", Made: noon, Here: true,
	}
	must(t, a.Snooze("g1", "snoozed two", zs("task/1", "bank/")))
	must(t, a.AddLink("g2", made))
	must(t, a.SaveDraft("g3", partner.Draft{Form: "lead/1", Key: "key-1", Values: map[string]string{"name": "Zoë\n\"x\"", "none": ""}}))
	b := open(dir).State()
	if len(b.Snoozes) != 2 || !b.Snoozes["bank/"].Until.Equal(noon.Add(time.Hour)) {
		t.Errorf("snoozes are %v", b.Snoozes)
	}
	if len(b.Links) != 1 || b.Links[0] != made {
		t.Errorf("links are %+v", b.Links)
	}
	if d := b.Drafts["lead/1"]; d.Key != "key-1" || d.Values["name"] != "Zoë\n\"x\"" || len(d.Values) != 1 || !d.Saved.Equal(noon) {
		t.Errorf("the draft is %+v", d)
	}
	if r, ok := open(dir).LastDone(); !ok || r.Text != "snoozed two" || !r.Snoozing() || len(r.Snoozes) != 2 {
		t.Errorf("the last act is %+v", r)
	}
}

func TestTheJournalIsForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	s := open(dir)
	s.State()
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Fatalf("looking made the directory: %v", err)
	}
	must(t, s.Snooze("g1", "snoozed", zs("a")))
	for path, want := range map[string]os.FileMode{dir: 0o700, file(dir): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has the mode %v, %v; want %v", path, info.Mode().Perm(), err, want)
		}
	}
	if strings.Contains(file(dir), account) {
		t.Error("the name of the file tells the account")
	}
	if Open(dir, "other", nil).journal.path == s.journal.path {
		t.Error("two accounts share a journal")
	}
}

func TestUndoAndRedoAcrossPrograms(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, b := open(dir), open(dir)
	must(t, a.Snooze("g1", "snoozed a", zs("a")))
	must(t, b.Snooze("g2", "snoozed b", zs("b")))
	last, ok := a.LastDone()
	if !ok || last.Group != "g2" {
		t.Fatalf("the last act is %+v, want the other program's", last)
	}
	must(t, a.Undo("g3", last))
	must(t, b.Undo("g4", last)) // at the same moment
	if s := b.State(); len(s.Snoozes) != 1 {
		t.Errorf("snoozed are %v, want a alone", s.Snoozes)
	}
	again, ok := b.LastUndone()
	if !ok || again.Group != "g2" {
		t.Fatalf("redo would do %+v", again)
	}
	must(t, b.Redo("g5", again))
	if s := a.State(); len(s.Snoozes) != 2 {
		t.Errorf("snoozed are %v, want both", s.Snoozes)
	}
	if _, ok := a.LastUndone(); ok {
		t.Error("there is still something to redo")
	}
}

func TestATornLineIsHealed(t *testing.T) {
	t.Parallel()
	for _, torn := range []string{`{"group":"g9","kind":"snoo`, `{`, "\x00\xff", `{"group":"g9","kind":"snooze"}`} {
		dir := t.TempDir()
		s := open(dir)
		must(t, s.Snooze("g1", "", zs("a")))
		f, err := os.OpenFile(file(dir), os.O_APPEND|os.O_WRONLY, 0)
		must(t, err)
		_, err = f.WriteString(torn)
		must(t, err)
		must(t, f.Close())
		if n := len(open(dir).State().Snoozes); n != 1 {
			t.Errorf("%q: %d snoozes, want 1", torn, n)
		}
		must(t, s.Snooze("g2", "", zs("b")))
		for who, st := range map[string]*Store{"the same": s, "another": open(dir)} {
			if n := len(st.State().Snoozes); n != 2 {
				t.Errorf("%q: %s store has %d snoozes, want 2", torn, who, n)
			}
		}
	}
}

func TestDamagedLinesAreCountedAndSaidOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := "{\"group\":\"g1\",\"kind\":\"snooze\",\"snoozes\":[{\"key\":\"a\",\"until\":\"2026-08-23T00:00:00Z\",\"slept\":\"2026-08-22T00:00:00Z\"}]}\n" +
		"not json\n\n{\"group\":\"g2\",\"kind\":\"from the future\",\"more\":[1,2]}\n{\"kind\":\"snooze\"}\n[]\n"
	must(t, os.WriteFile(file(dir), []byte(text), 0o600))
	s := open(dir)
	if n := len(s.State().Snoozes); n != 1 {
		t.Errorf("%d snoozes, want 1", n)
	}
	note := s.Note()
	if !note.OK || !strings.Contains(note.V.Err.Error(), "3 lines") {
		t.Errorf("the note is %v", note)
	}
	s.State()
	if again := s.Note(); again.OK {
		t.Errorf("it is said again: %v", again.V.Err)
	}
	must(t, s.Wake("g3", "", zs("a")))
	kept, err := os.ReadFile(file(dir))
	must(t, err)
	if !strings.HasPrefix(string(kept), text) {
		t.Error("an older line was changed")
	}
}

func TestWithoutADiskActsLiveInMemory(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(blocked, nil, 0o600))
	for name, dir := range map[string]string{"no directory": "", "a file in its place": blocked} {
		s := open(dir)
		must(t, s.Snooze("g1", "", zs("a")))
		must(t, s.Snooze("g2", "", zs("b")))
		if n := len(s.State().Snoozes); n != 2 {
			t.Errorf("%s: %d snoozes, want 2", name, n)
		}
		notes := 0
		for n := s.Note(); n.OK; n = s.Note() {
			notes++
			if !strings.Contains(n.V.Err.Error(), "forgotten") && !strings.Contains(n.V.Err.Error(), "cannot be read") {
				t.Errorf("%s: the note is %v", name, n.V.Err)
			}
		}
		must(t, s.Snooze("g3", "", zs("c")))
		if again := s.Note(); notes == 0 || again.OK {
			t.Errorf("%s: %d notes, and then %v", name, notes, again)
		}
	}
}

func TestADiskThatIsBackGetsWhatItMissed(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	must(t, os.WriteFile(dir, nil, 0o600))
	s := open(dir)
	must(t, s.Snooze("g1", "", zs("a")))
	must(t, os.Remove(dir))
	must(t, s.Snooze("g2", "", zs("b")))
	if n := len(open(dir).State().Snoozes); n != 2 {
		t.Errorf("another program sees %d snoozes, want 2", n)
	}
	if n := len(s.State().Undo); n != 2 {
		t.Errorf("%d acts can be undone, want 2", n)
	}
}

func TestAJournalThatWasTakenAwayIsReadAnew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	must(t, s.Snooze("g1", "", zs("a", "b")))
	s.State()
	must(t, os.Remove(file(dir)))
	if n := len(s.State().Snoozes); n != 0 {
		t.Errorf("%d snoozes after the file is gone", n)
	}
	must(t, open(dir).Snooze("g2", "", zs("c")))
	if z := s.State().Snoozes; len(z) != 1 || z["c"].Key != "c" {
		t.Errorf("snoozes are %v, want c", z)
	}
}

func TestDraftsAreWrittenOnlyWhenTheyChange(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	empty := partner.Draft{Form: "link", Values: map[string]string{"a": ""}}
	must(t, s.SaveDraft("g1", empty))
	if _, err := os.Stat(file(dir)); !os.IsNotExist(err) {
		t.Error("an empty draft was written")
	}
	typed := partner.Draft{Form: "link", Key: "k", Values: map[string]string{"a": "1"}}
	must(t, s.SaveDraft("g2", typed))
	before, _ := os.Stat(file(dir))
	must(t, s.SaveDraft("g3", typed))
	if after, _ := os.Stat(file(dir)); after.Size() != before.Size() {
		t.Error("the same draft was written again")
	}
	typed.Values["a"] = "changed by its owner"
	if got := s.State().Drafts["link"].Values["a"]; got != "1" {
		t.Errorf("the store's draft is %q", got)
	}
	must(t, s.SaveDraft("g4", empty))
	if d := s.State().Drafts; len(d) != 0 {
		t.Errorf("drafts are %v", d)
	}
}

func TestManyWritersLoseNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const writers, acts = 8, 12
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			s := open(dir)
			for i := range acts {
				id := fmt.Sprintf("%d-%d", w, i)
				if err := s.Snooze("g"+id, strings.Repeat("long ", 300), zs(id)); err != nil {
					t.Error(err)
				}
				if _, ok := s.State().Snoozes[id]; !ok {
					t.Errorf("writer %d does not see its own act %d", w, i)
				}
			}
		})
	}
	all.Wait()
	s := open(dir)
	if n := len(s.State().Snoozes); n != writers*acts {
		t.Errorf("%d acts are left of %d", n, writers*acts)
	}
	if n := s.Note(); n.OK {
		t.Errorf("the journal is damaged: %v", n.V.Err)
	}
}

func FuzzAnyJournalTakesAnAct(f *testing.F) {
	for _, seed := range []string{"", "\n", "{}", "null\n", `{"group":"g","kind":"draft","draft":null}` + "\n", `{"group":"g","kind":"undo","target":"g"}` + "\n{", "\xff\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		must(t, os.WriteFile(file(dir), text, 0o600))
		s := open(dir)
		s.State()
		must(t, s.AddLink("our own group", partner.Link{ID: "ours"}))
		for _, st := range []*Store{s, open(dir)} {
			state := st.State()
			if state.Forgot["ours"] || strings.Contains(string(text), "our own group") {
				continue
			}
			if n := len(state.Links); n == 0 || state.Links[n-1].ID != "ours" {
				t.Errorf("the act is lost after %q: %+v", text, state.Links)
			}
		}
	})
}
