package history

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// page is the size of one, in bytes.
const page = 8192

// filled is a directory with a history that has an answer, marks and actions.
func filled(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	h := at(dir, &clock{noon})
	h.KeepAnswer("tasks", noon, []byte("body"))
	h.SetMark("a", "b")
	all := make([]Seen, 200)
	for i := range all {
		all[i] = action(fmt.Sprint(i))
	}
	put(t, h, all...)
	silent(t, h)
	must(t, h.Close())
	return dir
}

// works checks that a history keeps and gives back.
func works(t testing.TB, h *History) {
	t.Helper()
	h.KeepAnswer("now", noon, []byte("kept"))
	h.SetMark("now", "kept")
	put(t, h, action("now"))
	add(t, h, modified("now", noon))
	body, _, _ := h.Answer("now")
	_, ok, err := h.ActionByID("now")
	if string(body) != "kept" || h.Mark("now") != "kept" || !ok || err != nil {
		t.Errorf("it does not keep: %q, %q, %v, %v", body, h.Mark("now"), ok, err)
	}
	if !h.Lease("l", "me", noon.Add(time.Minute)) {
		t.Error("there is no lease")
	}
	must(t, h.Clean(t.Context()))
}

func aside(t testing.TB, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(file(dir) + ".damaged-*")
	must(t, err)
	return all
}

func TestADamagedFileIsMovedAsideAndBegunAnew(t *testing.T) {
	t.Parallel()
	spoil := func(change func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			b, err := os.ReadFile(file(dir))
			must(t, err)
			must(t, os.WriteFile(file(dir), change(b), 0o600))
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*testing.T, string)
	}{
		{"garbage", spoil(func([]byte) []byte { return []byte("this is no database, however long it may be.") })},
		{"a garbage header", spoil(func(b []byte) []byte { return append(bytes.Repeat([]byte{0xff}, 100), b[100:]...) })},
		{"truncated", spoil(func(b []byte) []byte { return b[:len(b)/2] })},
		{"truncated to one page", spoil(func(b []byte) []byte { return b[:page] })},
		{"a page of noise", spoil(func(b []byte) []byte {
			copy(b[len(b)-3*page:], bytes.Repeat([]byte{0xa5}, 3*page))
			return b
		})},
		{"no tables", spoil(func(b []byte) []byte {
			copy(b[100:page], make([]byte, page-100))
			return b
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := filled(t)
			c.spoil(t, dir)
			before, err := os.ReadFile(file(dir))
			must(t, err)
			h := start(t, dir)
			if _, _, ok := h.Answer("tasks"); ok {
				t.Error("there is an answer out of the damaged file")
			}
			moved := aside(t, dir)
			if len(moved) != 1 || filepath.Base(moved[0]) != fileName(account)+".damaged-20260822T120000Z" {
				t.Fatalf("moved aside are %v", moved)
			}
			says(t, h, moved[0])
			if after, err := os.ReadFile(moved[0]); err != nil || !bytes.Equal(before, after) {
				t.Errorf("what was moved aside was changed, %v", err)
			}
			works(t, h)
			if again := at(dir, &clock{noon}); again.Mark("now") != "kept" {
				t.Error("the new file does not last")
			} else {
				silent(t, again)
				must(t, again.Close())
			}
		})
	}
}

// tear overwrites pages of an open database behind its back.
func tear(t testing.TB, dir string) {
	t.Helper()
	f, err := os.OpenFile(file(dir), os.O_RDWR, 0)
	must(t, err)
	info, err := f.Stat()
	must(t, err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, int(info.Size())-page), page)
	must(t, err)
	must(t, f.Close())
}

func TestDamageThatShowsLaterIsMendedToo(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	a, b := start(t, dir), start(t, dir)
	b.Mark("a") // has the file open
	b.live.Lock()
	must(t, b.base.close())
	b.base = nil
	b.live.Unlock()
	tear(t, dir)
	put(t, a, action("x"))
	says(t, a, "was damaged")
	works(t, a)
	works(t, b)
	silent(t, b)
	if b.Mark("now") != "kept" || len(aside(t, dir)) != 1 {
		t.Errorf("the second program moved the new file aside: %v", aside(t, dir))
	}
}

func TestAnotherProgramFollowsToTheNewFile(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	a, b := start(t, dir), start(t, dir)
	a.Mark("a")
	b.Mark("a")
	a.live.Lock()
	a.base.info, _ = os.Stat(file(dir))
	old := a.base
	must(t, old.close())
	a.base = a.replace(old.info, errDamaged)
	a.live.Unlock()
	says(t, a, "was damaged")
	b.SetMark("b's", "1")
	if a.Mark("b's") != "1" || b.Mark("a") != "" {
		t.Error("the two work on different files")
	}
	// And when it is taken away altogether.
	for _, part := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file(dir) + part); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	b.SetMark("b's", "2")
	if a.Mark("b's") != "2" {
		t.Error("the two work on different files after it was taken away")
	}
	silent(t, a)
	silent(t, b)
}

func TestTwoDamagedFilesOfOneSecondAreBothKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 3 {
		must(t, os.WriteFile(file(dir), bytes.Repeat([]byte("x"), 5000), 0o600))
		h := at(dir, &clock{noon})
		h.Mark("a")
		if n := len(aside(t, dir)); n != i+1 {
			t.Errorf("%d files are aside, want %d", n, i+1)
		}
		must(t, h.Close())
	}
}

func TestAFileOfANewerProgramIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	db, err := sql.Open("sqlite", file(dir))
	must(t, err)
	_, err = db.Exec(fmt.Sprintf("CREATE TABLE later (x); PRAGMA user_version = %d", len(steps())+1))
	must(t, err)
	must(t, db.Close())
	before, err := os.ReadFile(file(dir))
	must(t, err)
	h := at(dir, &clock{noon})
	if _, _, ok := h.Answer("tasks"); ok {
		t.Error("it was read")
	}
	says(t, h, "the history file is from a newer impactdash and is left alone")
	works(t, h)
	must(t, h.Close())
	if after, err := os.ReadFile(file(dir)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("it was changed, %v", err)
	}
	if len(aside(t, dir)) != 0 {
		t.Error("it was moved")
	}
}

func TestWithoutAStateDirectoryItWorksInMemory(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(blocked, nil, 0o600))
	for dir, want := range map[string]string{"": "there is no state directory", blocked: "the disk refuses", filepath.Join(blocked, "below"): "the disk refuses"} {
		h := start(t, dir)
		h.Mark("a")
		says(t, h, want)
		works(t, h)
		silent(t, h)
	}
}

func TestAReadOnlyFileIsReadAndGoesOnInMemory(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	h := start(t, dir)
	h.more = "&mode=ro"
	works(t, h)
	says(t, h, "the state directory is read-only, so what is seen and done here is forgotten when impactdash ends")
	if body, asOf, _ := h.Answer("tasks"); string(body) != "body" || !asOf.Equal(noon) {
		t.Errorf("the answer is %q of %v, want what the file has", body, asOf)
	}
	if b := start(t, dir); b.Mark("now") != "" || b.Mark("a") != "b" {
		t.Error("the file was changed")
	}
}

func TestADirectoryThatMayNotBeWritten(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("modes do not bind this user")
	}
	for _, c := range []struct {
		name       string
		file, dirs os.FileMode
		want       string // the answer that was kept
	}{
		{"directory", 0o600, 0o500, "body"},
		{"directory and file", 0o400, 0o500, "body"},
		{"file that may not be read", 0, 0o500, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := filled(t)
			must(t, os.Remove(file(dir)+".lock"))
			must(t, os.Chmod(file(dir), c.file))
			must(t, os.Chmod(dir, c.dirs))
			t.Cleanup(func() { must(t, os.Chmod(dir, 0o700)) })
			h := start(t, dir)
			if body, _, _ := h.Answer("tasks"); string(body) != c.want {
				t.Errorf("the answer is %q, want %q", body, c.want)
			}
			says(t, h, "the state directory may not be written, so what was seen is forgotten when impactdash ends")
			works(t, h)
		})
	}
}

func TestAFullDiskIsSaidOnceAndNothingIsLost(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	h := start(t, dir)
	h.more = "&_pragma=max_page_count(10)"
	h.KeepAnswer("tasks", noon.Add(time.Second), []byte("newer"))
	silent(t, h)
	h.KeepAnswer("big", noon, bytes.Repeat([]byte("x"), 1<<20))
	says(t, h, "the disk is full, so what is seen and done here is forgotten when impactdash ends")
	for source, want := range map[string]int{"tasks": 5, "big": 1 << 20} {
		if body, _, _ := h.Answer(source); len(body) != want {
			t.Errorf("the answer of %s has %d bytes, want %d", source, len(body), want)
		}
	}
	works(t, h)
	if n, _, err := h.Counts(); n != 201 || err != nil {
		t.Errorf("%d actions, %v", n, err)
	}
	if b := start(t, dir); b.Mark("now") != "" || b.Mark("a") != "b" {
		t.Error("the file is not what it was")
	}
}

func TestAnotherProgramThatHoldsTheFileIsSaid(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	h := start(t, dir)
	h.Mark("a")
	_, err := h.base.write.Exec("PRAGMA busy_timeout = 1")
	must(t, err)
	other, err := sql.Open("sqlite", file(dir)+"?_txlock=immediate")
	must(t, err)
	defer other.Close()
	tx, err := other.Begin()
	must(t, err)
	h.KeepAnswer("tasks", noon.Add(time.Second), []byte("newer"))
	says(t, h, "another impactdash holds the history file, so some of what was seen is not kept")
	if body, _, _ := h.Answer("tasks"); string(body) != "body" {
		t.Errorf("the answer is %q", body)
	}
	must(t, tx.Rollback())
	h.KeepAnswer("tasks", noon.Add(time.Second), []byte("newer"))
	if body, _, _ := h.Answer("tasks"); string(body) != "newer" {
		t.Errorf("the answer is %q after the other one let go", body)
	}
	silent(t, h)
}

func TestClosingEndsWhatWaits(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	h := at(dir, &clock{noon})
	h.Mark("a")
	other, err := sql.Open("sqlite", file(dir)+"?_txlock=immediate")
	must(t, err)
	defer other.Close()
	tx, err := other.Begin()
	must(t, err)
	defer func() { _ = tx.Rollback() }()
	ended := make(chan error)
	go func() { ended <- h.setMark("late", "x") }()
	must(t, h.Close())
	if err := <-ended; err == nil {
		t.Error("it was kept while another program held the file")
	}
	silent(t, h)
}

func TestWhyTheDiskRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "mkdir", Err: syscall.EACCES}, "the state directory may not be written"},
		{&fs.PathError{Op: "open", Err: syscall.EROFS}, "the state directory is read-only"},
		{fmt.Errorf("x: %w", &fs.PathError{Op: "write", Err: syscall.ENOSPC}), "the disk is full"},
		{&fs.PathError{Op: "open", Err: syscall.EIO}, "the disk refuses"},
	} {
		if got := refused(c.err); got != c.want+", so what is seen and done here is forgotten when impactdash ends" || faultOf(c.err) != faultRefused {
			t.Errorf("%v is told as %q", c.err, got)
		}
	}
	for _, err := range []error{nil, context.Canceled, sql.ErrNoRows, errors.New("x"), &partner.Error{}} {
		if faultOf(err) != faultNone {
			t.Errorf("%v is a fault of the file", err)
		}
	}
}

func TestAPathMayHaveAnyCharacters(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a b?c#d%41&e=ü;'\"")
	h := at(dir, &clock{noon})
	works(t, h)
	silent(t, h)
	must(t, h.Close())
	if _, err := os.Stat(file(dir)); err != nil {
		t.Error(err)
	}
	if !strings.Contains(uri("a?b"), "a%3fb?") {
		t.Errorf("the address is %s", uri("a?b"))
	}
}
