package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"impactdash/internal/partner"
)

// DefaultKeep is how long links made here are kept where nothing else is said.
const DefaultKeep = 400 * 24 * time.Hour

const (
	compactFrom = 256 << 10 // bytes; a smaller journal is no burden to anybody
	undoKept    = 200       // acts
	linksKept   = 1000
)

const opCompact = "tidy up what is kept on this machine"

// Compact replaces a journal that has grown by one without the records that
// nobody needs any more: see pruning. keep is the age up to which links stay;
// 0 is DefaultKeep. A small journal, and one where nothing can go, is left
// alone. It may run at any time and beside other programs; whoever dies in the
// middle of it, no act is lost. After an error the journal is what it was
// before, or whole and new.
func (s *Store) Compact(keep time.Duration) error {
	if keep <= 0 {
		keep = DefaultKeep
	}
	return s.compact(limits{from: compactFrom, keep: keep, links: linksKept, undo: undoKept})
}

func (s *Store) compact(l limits) error {
	c := compaction{journal: journal{path: s.journal.path}, now: s.now(), limits: l}
	if c.path == "" || !c.due() {
		return nil
	}
	release, err := c.lock(lockPatience)
	if err != nil {
		return notTidied(err)
	}
	defer release()
	c.deadline = time.NewTimer(swapPatience)
	defer c.deadline.Stop()
	// What another has left is in the way, and may hold what should be gone.
	if err := os.Remove(c.fresh()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return notTidied(err)
	}
	return notTidied(c.run())
}

func notTidied(err error) error {
	if err == nil {
		return nil
	}
	e := &partner.Error{Op: opCompact, Kind: partner.Unavailable, Detail: err.Error(), Err: err}
	if errors.Is(err, errUnfaithful) {
		e.Kind = partner.Internal
	}
	if errors.As(err, new(syscall.Errno)) {
		e.Detail = "the disk refuses"
	}
	return e
}

var (
	errUnfaithful = errors.New("it would not be the same afterwards")
	errGrown      = errors.New("another program writes to the journal without asking")
	errSlow       = errors.New("it takes too long")
	errForeign    = errors.New("the journal belongs to another user")
)

// compaction is the replacing of one journal. All but due is done under its
// lock.
type compaction struct {
	journal
	limits
	now      time.Time
	deadline *time.Timer // when the journal must have been replaced

	old   *os.File // the journal that is replaced
	size  int64    // bytes of it that were read
	lines int64    // bytes of them that are whole lines
}

// fresh is where the new journal is written.
func (c *compaction) fresh() string { return c.path + ".new" }

// due reports whether it is worth a look.
func (c *compaction) due() bool {
	if _, err := os.Lstat(c.fresh()); err == nil {
		return true
	}
	info, err := os.Stat(c.path)
	return err == nil && info.Size() > c.from
}

func (c *compaction) run() error {
	defer func() {
		if c.old != nil {
			_ = c.old.Close() // it was only read
		}
	}()
	text, err := c.rest()
	if err != nil || text == nil {
		return err
	}
	if err := c.writeFresh(text); err != nil {
		_ = os.Remove(c.fresh()) // the next one does it otherwise
		return err
	}
	if err := c.swap(); err != nil {
		_ = os.Remove(c.fresh())
		return err
	}
	defer syncDir(filepath.Dir(c.path))
	return c.carry()
}

// rest reads the journal and is what is left of it; nil when all of it is.
func (c *compaction) rest() ([]byte, error) {
	f, err := os.Open(c.path)
	if err != nil {
		return nil, err
	}
	c.old = f
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.Size() <= c.from:
		return nil, nil // another has been here
	case foreign(info):
		return nil, errForeign
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	// A line without an end was never confirmed, or is being written without
	// the lock: carry looks at it again.
	end := bytes.LastIndexByte(text, '\n') + 1
	c.size, c.lines = int64(len(text)), int64(end)
	return thinned(text[:end], c.now, c.limits)
}

// thinned is a journal without what may go; nil when nothing may. Lines are
// left as they are, because a newer program may have put more into them than is
// known here. A line that is no JSON is half of one that nobody can read.
func thinned(text []byte, now time.Time, l limits) ([]byte, error) {
	var (
		lines   [][]byte
		records []Record
		index   []int // by line: of its record, or -1
		torn    int
	)
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		r, ok := parse(line)
		switch {
		case ok:
			index = append(index, len(records))
			records = append(records, r)
		case json.Valid(line):
			index = append(index, -1)
		default:
			torn++
			continue
		}
		lines = append(lines, line)
	}
	gone := prune(records, now, l)
	var left []Record
	out := []byte{}
	for i, line := range lines {
		if n := index[i]; n >= 0 {
			if gone[n] {
				continue
			}
			left = append(left, records[n])
		}
		out = append(append(out, line...), '\n')
	}
	switch {
	case len(left) == len(records) && torn == 0:
		return nil, nil
	case !faithful(records, left, now, l):
		return nil, errUnfaithful
	}
	return out, nil
}

// writeFresh puts the new journal beside the old one, whole and on the disk.
func (c *compaction) writeFresh(text []byte) error {
	f, err := os.OpenFile(c.fresh(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// swap puts the new journal in the old one's place, unless that has grown in
// the meantime or it has taken so long that others may have stopped waiting.
func (c *compaction) swap() error {
	info, err := c.old.Stat()
	if err != nil {
		return err
	}
	now, err := os.Stat(c.path)
	switch {
	case err != nil:
		return err
	case info.Size() != c.size, !os.SameFile(info, now):
		return errGrown
	}
	select {
	case <-c.deadline.C:
		return errSlow
	default:
	}
	if runtime.GOOS == "windows" {
		// A file that is open cannot be replaced there. One who writes without
		// the lock has it open, and so keeps it from being replaced.
		err := c.old.Close()
		c.old = nil
		if err != nil {
			return err
		}
	}
	return os.Rename(c.fresh(), c.path)
}

// carry takes over what was added to the old journal by one who writes without
// the lock, after it was read. He finds the new one himself if he was later
// than this.
func (c *compaction) carry() error {
	if c.old == nil {
		return nil
	}
	text, err := io.ReadAll(io.NewSectionReader(c.old, c.lines, math.MaxInt64-c.lines))
	if err != nil {
		return err
	}
	var lines []byte
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); json.Valid(line) {
			lines = append(append(lines, line...), '\n')
		}
	}
	if len(lines) == 0 {
		return nil
	}
	_, err = c.write(lines)
	return err
}
