package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// journal is one file of lines that several programs append to. It is not safe
// for concurrent use; its Store is.
type journal struct {
	path     string        // empty: there is no file
	patience time.Duration // how long an append waits for the lock

	info    os.FileInfo // the file that was read; nil before the first
	offset  int64       // bytes of it that were read, up to a line end
	mark    []byte      // the last of these bytes
	records []Record    // in the order of the file
	damaged int         // lines that could not be read
	version int         // grows with each change of records
}

// fileName names an account's journal without telling the account.
func fileName(account string) string {
	sum := sha256.Sum256([]byte("impactdash journal " + account))
	return hex.EncodeToString(sum[:12]) + ".jsonl"
}

// read picks up what was appended since the last time, by whomever. A line
// without an end is left for later: it is being written, or its writer died.
// A file that is another than before is read from the start.
func (j *journal) read() error {
	if j.path == "" {
		return nil
	}
	f, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		j.restart(nil)
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() // it was only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if j.info == nil || !os.SameFile(j.info, info) || !j.continued(f) {
		j.restart(info)
	}
	if info.Size() == j.offset {
		return nil
	}
	if _, err := f.Seek(j.offset, io.SeekStart); err != nil {
		return err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	end := bytes.LastIndexByte(text, '\n') + 1
	j.offset += int64(end)
	if end > 0 {
		j.mark = bytes.Clone(text[max(end-markSize, 0):end])
	}
	for line := range bytes.Lines(text[:end]) {
		j.take(line)
	}
	return nil
}

// markSize is how many bytes tell one journal from another: two lines, each with
// an id of its own and its time.
const markSize = 256

// continued reports whether the file still has what was read of it. The number
// by which a system tells files apart is given to another one when a file is
// gone, and a journal that was replaced twice may have the first one's.
func (j *journal) continued(f *os.File) bool {
	if len(j.mark) == 0 {
		return true
	}
	now := make([]byte, len(j.mark))
	_, err := f.ReadAt(now, j.offset-int64(len(now)))
	return err == nil && bytes.Equal(now, j.mark)
}

func (j *journal) restart(info os.FileInfo) {
	if len(j.records) > 0 {
		j.version++
	}
	j.info, j.offset, j.mark, j.records, j.damaged = info, 0, nil, nil, 0
}

// take counts one line. Blank ones come from healing a torn line.
func (j *journal) take(line []byte) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return
	}
	r, ok := parse(line)
	if !ok {
		j.damaged++
		return
	}
	j.records = append(j.records, r)
	j.version++
}

// append adds lines to the end of the file and makes sure that they are on the
// disk; the next read finds them there. The directory is made on the way. Where
// the lock cannot be had it goes without. After an error some of the lines may
// be there all the same, but only where they cannot be taken back.
func (j *journal) append(lines []byte) error {
	if err := os.MkdirAll(filepath.Dir(j.path), 0o700); err != nil {
		return err
	}
	if release, err := j.lock(j.patience); err == nil {
		defer release()
	}
	for range replaced {
		stays, err := j.write(lines)
		if stays || err != nil {
			return err
		}
	}
	return errors.New("the journal is replaced again and again")
}

// replaced bounds how often an append follows a journal that is being replaced.
const replaced = 5

// write adds lines, and reports whether the file they went to is still the
// journal.
func (j *journal) write(lines []byte) (stays bool, err error) {
	f, err := os.OpenFile(j.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return false, err
	}
	defer f.Close() // what was written is synced before
	return j.writeTo(f, lines)
}

// writeTo is write to a file that was the journal when it was opened. It is one
// write, so that lines of several programs do not mix.
func (j *journal) writeTo(f *os.File, lines []byte) (stays bool, err error) {
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	if torn(f, info.Size()) {
		// One line end too many is harmless, if that writer is alive after all.
		lines = append([]byte{'\n'}, lines...)
	}
	n, err := f.Write(lines)
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		takeBack(f, info.Size(), int64(n))
		return false, err
	}
	if j.info == nil || !os.SameFile(j.info, info) {
		syncDir(filepath.Dir(j.path)) // it is new, or its replacer may have died before doing so
	}
	now, err := os.Stat(j.path)
	return err == nil && os.SameFile(info, now), nil
}

// takeBack cuts off what was written of lines that did not find room, so that
// an act that is said to have failed is not found later. Where somebody else
// has added to the file meanwhile, or cutting fails, it stays.
func takeBack(f *os.File, size, written int64) {
	if info, err := f.Stat(); err == nil && info.Size() == size+written {
		_ = f.Truncate(size)
	}
}

// torn reports whether the file ends inside of a line.
func torn(f *os.File, size int64) bool {
	if size == 0 {
		return false
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, size-1); err != nil {
		return true // a line end too many does no harm
	}
	return last[0] != '\n'
}

// syncDir makes a new file's name last. Not every system can sync a directory;
// the line itself is on the disk, and where the name is lost with the power
// nobody can help it.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
