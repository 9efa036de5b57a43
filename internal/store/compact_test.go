package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// tiny makes every journal worth a compaction.
var tiny = limits{keep: 30 * day, links: 3, undo: 4}

func draftOf(form, text string) partner.Draft {
	return partner.Draft{Form: form, Key: "k", Values: map[string]string{"text": text}}
}

func content(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile(file(dir))
	must(t, err)
	return string(text)
}

func TestACompactionTakesTheTextOfSentDraftsAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, other := open(dir), open(dir)
	must(t, s.SaveDraft("g1", draftOf("lead/1", "secret plan A")))
	must(t, s.SaveDraft("g2", draftOf("lead/1", "secret plan B")))
	must(t, s.SaveDraft("g3", partner.Draft{Form: "lead/1"}))
	must(t, s.SaveDraft("g4", draftOf("link", "half typed")))
	must(t, s.Snooze("g5", "snoozed a", zs("a")))
	other.State()
	must(t, s.compact(tiny))
	if text := content(t, dir); strings.Contains(text, "secret") || strings.Count(text, "\n") != 2 {
		t.Errorf("the journal is\n%s", text)
	}
	info, err := os.Stat(file(dir))
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
	for who, st := range map[string]*Store{"the same": s, "another": other, "a new one": open(dir)} {
		state := st.State()
		if len(state.Drafts) != 1 || state.Drafts["link"].Values["text"] != "half typed" || len(state.Snoozes) != 1 || len(state.Undo) != 1 {
			t.Errorf("%s store has %+v", who, state)
		}
		if n := st.Note(); n.OK {
			t.Errorf("%s store says %v", who, n.V.Err)
		}
	}
	must(t, other.Snooze("g6", "snoozed b", zs("b")))
	must(t, other.Undo("g7", Record{Group: "g6"}))
	if st := s.State(); len(st.Snoozes) != 1 || len(st.Redo) != 1 {
		t.Errorf("afterwards the state is %+v", st)
	}
}

func TestASmallJournalIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	s := open(dir)
	must(t, s.Compact(0))
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Fatalf("tidying up made the directory: %v", err)
	}
	must(t, open("").Compact(0))
	for i := 0; ; i++ {
		must(t, s.SaveDraft(fmt.Sprintf("g%d", i), draftOf("f", fmt.Sprintf("%d %s", i, strings.Repeat("x", 64<<10)))))
		info, err := os.Stat(file(dir))
		must(t, err)
		must(t, s.Compact(0))
		if now, err := os.Stat(file(dir)); err != nil || os.SameFile(info, now) != (info.Size() <= 256<<10) {
			t.Errorf("a journal of %d bytes was replaced: %v, %v", info.Size(), !os.SameFile(info, now), err)
		}
		if info.Size() > 256<<10 {
			break
		}
	}
	if text := content(t, dir); len(text) > 100<<10 {
		t.Errorf("%d bytes are left", len(text))
	}
}

func TestAJournalWithNothingToDropIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	must(t, s.Snooze("g1", "", zs("a")))
	before, err := os.Stat(file(dir))
	must(t, err)
	must(t, s.compact(tiny))
	if after, err := os.Stat(file(dir)); err != nil || !os.SameFile(before, after) {
		t.Errorf("it was replaced: %v", err)
	}
}

func TestWhatADeadCompactionLeftGoes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	must(t, s.Snooze("g1", "", zs("a")))
	must(t, os.WriteFile(file(dir)+".new", []byte(`{"group":"g0","kind":"draft"`), 0o600))
	must(t, s.Compact(0))
	if _, err := os.Stat(file(dir) + ".new"); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
	if n := len(open(dir).State().Snoozes); n != 1 {
		t.Errorf("%d snoozes are left", n)
	}
}

// begun is a compaction at the point where the new journal is written and has
// not replaced the old one.
func begun(t *testing.T, s *Store) *compaction {
	t.Helper()
	c := &compaction{journal: journal{path: s.journal.path}, now: s.now(), limits: tiny, deadline: time.NewTimer(time.Hour)}
	text, err := c.rest()
	must(t, err)
	must(t, c.writeFresh(text))
	t.Cleanup(func() { _ = c.old.Close() })
	return c
}

// lockless is a store that never gets the lock.
func lockless(dir string) *Store {
	s := open(dir)
	s.journal.patience = 0
	return s
}

func TestAnActWithoutTheLockIsNotLostToACompaction(t *testing.T) {
	t.Parallel()
	fill := func(t *testing.T) (string, *Store, func()) {
		dir := t.TempDir()
		s := lockless(dir)
		must(t, s.SaveDraft("g1", draftOf("f", "one")))
		must(t, s.SaveDraft("g2", draftOf("f", "two")))
		release, err := (&journal{path: file(dir)}).lock(0)
		must(t, err)
		t.Cleanup(release)
		return dir, s, release
	}
	t.Run("written before the journal is replaced", func(t *testing.T) {
		t.Parallel()
		dir, s, _ := fill(t)
		c := begun(t, s)
		must(t, s.Snooze("g3", "", zs("a")))
		if err := c.swap(); !errors.Is(err, errGrown) {
			t.Errorf("the compaction goes on: %v", err)
		}
		if n := len(open(dir).State().Snoozes); n != 1 {
			t.Errorf("%d snoozes are left", n)
		}
	})
	t.Run("written to the old journal at the last moment", func(t *testing.T) {
		t.Parallel()
		dir, s, _ := fill(t)
		c := begun(t, s)
		late, err := os.OpenFile(file(dir), os.O_WRONLY|os.O_APPEND, 0)
		must(t, err)
		must(t, c.swap())
		line, err := Record{Group: "g3", Kind: kindSnooze, Snoozes: zs("a")}.line()
		must(t, err)
		_, err = late.Write(append(line, `{"group":"half a li`...))
		must(t, err)
		must(t, late.Close())
		must(t, c.carry())
		if n := len(open(dir).State().Snoozes); n != 1 {
			t.Errorf("%d snoozes are left", n)
		}
		if n := open(dir).Note(); n.OK {
			t.Errorf("the journal is damaged: %v", n.V.Err)
		}
	})
	t.Run("written to the old journal when it is too late", func(t *testing.T) {
		t.Parallel()
		dir, s, _ := fill(t)
		c := begun(t, s)
		late, err := os.OpenFile(file(dir), os.O_RDWR|os.O_APPEND, 0)
		must(t, err)
		defer late.Close()
		if stays, err := s.journal.writeTo(late, []byte("\n")); err != nil || !stays {
			t.Errorf("before the swap the line does not stay: %v", err)
		}
		c.size++
		must(t, c.swap())
		must(t, c.carry())
		if stays, err := s.journal.writeTo(late, []byte("\n")); err != nil || stays {
			t.Errorf("the line is taken to be in the journal: %v", err)
		}
	})
	t.Run("written while the journal is replaced again and again", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		var writers, tidy sync.WaitGroup
		done := make(chan struct{})
		tidy.Go(func() {
			s := open(dir)
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				_ = s.SaveDraft(fmt.Sprintf("d%d", i), draftOf("f", fmt.Sprint(i)))
				_ = s.compact(tiny) // it may find that somebody writes
			}
		})
		for w := range 3 {
			writers.Go(func() {
				s := lockless(dir)
				for i := range 60 {
					id := fmt.Sprintf("%d-%d", w, i)
					if err := s.Snooze(id, "", zs(id)); err != nil {
						t.Error(err)
					}
				}
				for n := s.Note(); n.OK; n = s.Note() {
					t.Errorf("writer %d: %v", w, n.V.Err)
				}
			})
		}
		writers.Wait()
		close(done)
		tidy.Wait()
		if n := len(open(dir).State().Snoozes); n != 3*60 {
			t.Errorf("%d acts are left of %d", n, 3*60)
		}
	})
}

func TestThereIsAWholeJournalAtAnyMoment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	must(t, s.Snooze("g", "", zs("always")))
	done := make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			if text, err := os.ReadFile(file(dir)); err != nil || !bytes.Contains(text, []byte("always")) {
				t.Errorf("for a moment the journal is %q, %v", text, err)
				return
			}
		}
	})
	for i := range 100 {
		must(t, s.SaveDraft(fmt.Sprint(i), draftOf("f", fmt.Sprint(i))))
		must(t, s.compact(tiny))
	}
	close(done)
	reader.Wait()
}

func TestACompactionMayDieAtAnyMoment(t *testing.T) {
	t.Parallel()
	for name, die := range map[string]func(t *testing.T, c *compaction){
		"before the new journal is whole": func(t *testing.T, c *compaction) {
			must(t, os.Truncate(c.fresh(), 7))
		},
		"before the swap": func(*testing.T, *compaction) {},
		"after the swap":  func(t *testing.T, c *compaction) { must(t, c.swap()) },
		"at the end": func(t *testing.T, c *compaction) {
			must(t, c.swap())
			must(t, c.carry())
		},
	} {
		dir := t.TempDir()
		s, other := open(dir), open(dir)
		must(t, s.SaveDraft("g1", draftOf("f", "one")))
		must(t, s.SaveDraft("g2", draftOf("f", "two")))
		must(t, s.Snooze("g3", "", zs("a")))
		must(t, s.Undo("g4", Record{Group: "g3"}))
		other.State()
		die(t, begun(t, s))
		for n := range 2 { // before and after the next one
			for who, st := range map[string]*Store{"the same": s, "another": other, "a new one": open(dir)} {
				state := st.State()
				if len(state.Drafts) != 1 || state.Drafts["f"].Values["text"] != "two" || len(state.Redo) != 1 || len(state.Links) != n {
					t.Errorf("%s: %s store has %+v", name, who, state)
				}
			}
			must(t, other.AddLink("g5", partner.Link{ID: "l"}))
			must(t, open(dir).compact(tiny))
			if text := content(t, dir); strings.Contains(text, "one") {
				t.Errorf("%s: the journal is\n%s", name, text)
			}
			if _, err := os.Stat(file(dir) + ".new"); !os.IsNotExist(err) {
				t.Errorf("%s: the new journal is still there: %v", name, err)
			}
		}
	}
}

func TestACompactionNeverGoesOnWithoutTheLock(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	must(t, s.SaveDraft("g1", draftOf("f", "one")))
	must(t, s.SaveDraft("g2", draftOf("f", "two")))
	before := content(t, dir)
	must(t, os.Remove(file(dir)+".lock"))
	must(t, os.Mkdir(file(dir)+".lock", 0o700)) // no lock can be had
	var e *partner.Error
	if err := s.compact(tiny); !errors.As(err, &e) || e.Kind != partner.Unavailable || e.Detail != "the disk refuses" {
		t.Errorf("the error is %#v", err)
	}
	if content(t, dir) != before {
		t.Error("the journal was replaced")
	}
	must(t, s.Snooze("g3", "", zs("a")))
	if n := s.Note(); n.OK || len(open(dir).State().Snoozes) != 1 {
		t.Errorf("an act is not kept without the lock: %v", n)
	}
}

func TestACompactionThatTakesTooLongGivesUp(t *testing.T) {
	t.Parallel()
	s := open(t.TempDir())
	must(t, s.SaveDraft("g1", draftOf("f", "one")))
	must(t, s.SaveDraft("g2", draftOf("f", "two")))
	c := begun(t, s)
	over := make(chan time.Time, 1)
	over <- noon
	c.deadline = &time.Timer{C: over}
	if err := c.swap(); !errors.Is(err, errSlow) {
		t.Errorf("it goes on: %v", err)
	}
}

func TestTheLockIsForOne(t *testing.T) {
	t.Parallel()
	j := journal{path: filepath.Join(t.TempDir(), "j")}
	release, err := j.lock(0)
	must(t, err)
	if _, err := j.lock(0); !errors.Is(err, errBusy) {
		t.Errorf("a second one has it: %v", err)
	}
	if _, err := j.lock(3 * time.Millisecond); !errors.Is(err, errBusy) {
		t.Errorf("a patient one has it: %v", err)
	}
	release()
	if again, err := j.lock(0); err != nil {
		t.Errorf("nobody can have it: %v", err)
	} else {
		again()
	}
	if _, err := (&journal{path: filepath.Join(j.path, "none", "j")}).lock(time.Hour); err == nil || errors.Is(err, errBusy) {
		t.Errorf("without a directory: %v", err)
	}
}

func TestAnotherJournalUnderTheSameNumberIsReadAnew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(dir)
	must(t, s.Snooze("g1", "", zs("a")))
	must(t, s.Snooze("g2", "", zs("b")))
	s.State()
	// The same file with other lines, and longer than what was read of it.
	text := bytes.ReplaceAll([]byte(content(t, dir)), []byte(`"a"`), []byte(`"other"`))
	text = bytes.ReplaceAll(text, []byte(`"group":"g2"`), []byte(`"group":"g9"`))
	must(t, os.WriteFile(file(dir), text, 0o600))
	if z := s.State().Snoozes; len(z) != 2 || z["other"].Key == "" {
		t.Errorf("snoozes are %v", z)
	}
	if n := s.Note(); n.OK {
		t.Errorf("it says %v", n.V.Err)
	}
}
