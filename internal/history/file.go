package history

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"modernc.org/sqlite"
)

const (
	lockWait  = 5 * time.Second       // for another program that opens the file
	lockPause = 10 * time.Millisecond // between two tries
	copyMost  = 256 << 20             // bytes of a file that is taken into memory
	checkMost = 1 << 20               // bytes of a file that is checked on opening; larger ones wait for Clean
	readers   = 2                     // connections that only read
)

// base is an open database. All writes go through one connection, so that
// they wait for each other here and not on the file's lock.
type base struct {
	path  string      // empty: in memory
	info  fs.FileInfo // of the file that is open
	write *sql.DB
	read  *sql.DB // the same as write in memory

	compiling sync.Mutex // guards answer
	answer    *sql.Stmt  // see answers; nil before the first
}

// answers is the statement that reads an answer by its source. At the start a
// dashboard reads some twenty, and to compile it for each takes as long as to
// read them.
func (b *base) answers(ctx context.Context) (*sql.Stmt, error) {
	b.compiling.Lock()
	defer b.compiling.Unlock()
	if b.answer == nil {
		one, err := b.read.PrepareContext(ctx, "SELECT as_of, body FROM answers WHERE source = ?")
		if err != nil {
			return nil, err
		}
		b.answer = one
	}
	return b.answer, nil
}

func (b *base) close() error {
	var err error
	if b.answer != nil {
		err = b.answer.Close()
	}
	if b.read != nil && b.read != b.write {
		err = errors.Join(err, b.read.Close())
	}
	return errors.Join(err, b.write.Close())
}

// moved reports whether the file that is open no longer has its name.
func (b *base) moved() bool {
	if b.path == "" {
		return false
	}
	info, err := os.Stat(b.path)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	return !os.SameFile(info, b.info)
}

// fileName names an account's history without telling the account.
func fileName(account string) string {
	sum := sha256.Sum256([]byte("impactdash history " + account))
	return hex.EncodeToString(sum[:12]) + ".db"
}

// uri is the path as SQLite takes it, with room for parameters.
func uri(path string) string {
	p := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	if filepath.VolumeName(path) != "" && !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	if strings.HasPrefix(p, "/") {
		p = "//" + p
	}
	return "file:" + p + "?"
}

const pragmas = "_pragma=busy_timeout(5000)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_pragma=journal_size_limit(4194304)&_pragma=cache_size(-16384)"

// connect prepares a pool of at most n connections, which stay open.
func connect(dsn string, n int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// openAny opens the file, or goes on in memory and says why.
func (h *History) openAny() *base {
	if h.path == "" {
		return h.inMemory("", nil, false)
	}
	unlock, err := h.lock()
	if err != nil {
		return h.without(err)
	}
	defer unlock()
	b, err := h.openFile()
	if faultOf(err) == faultDamaged {
		b, err = h.anew(err)
	}
	if err != nil {
		return h.without(err)
	}
	return b
}

// without is a base in memory because of an error of the file.
func (h *History) without(err error) *base {
	switch {
	case errors.Is(err, errFuture):
		return h.inMemory("the history file is from a newer impactdash and is left alone"+forgotten, err, false)
	case errors.Is(err, errStuck):
		return h.inMemory("the damaged history file cannot be moved aside"+forgotten, err, false)
	case faultOf(err) == faultBusy, errors.Is(err, context.DeadlineExceeded):
		return h.inMemory("another impactdash holds the history file"+forgotten, err, true)
	}
	return h.inMemory(refused(err), err, true)
}

// replace begins the file anew after damage was found in the one that had
// info; another program may have done so already.
func (h *History) replace(info fs.FileInfo, cause error) *base {
	unlock, err := h.lock()
	if err != nil {
		return h.without(err)
	}
	defer unlock()
	var b *base
	if now, err := os.Stat(h.path); err == nil && !os.SameFile(now, info) {
		b, err = h.openFile()
		if err != nil {
			return h.without(err)
		}
		return b
	}
	if b, err = h.anew(cause); err != nil {
		return h.without(err)
	}
	return b
}

// lock makes the opening of the file the business of one program at a time.
func (h *History) lock() (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(h.path), 0o700); err != nil {
		return nil, err
	}
	ctx, end := context.WithTimeout(h.ctx, lockWait)
	defer end()
	l := flock.New(h.path+".lock", flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, lockPause); err != nil {
		return nil, err
	}
	return func() { _ = l.Close() }, nil
}

// openFile opens the file, makes it when there is none, and brings it up to
// date. The caller holds the lock.
func (h *History) openFile() (*base, error) {
	size, err := owned(h.path)
	if err != nil {
		return nil, err
	}
	b := &base{path: h.path}
	if b.write, err = connect(uri(h.path)+pragmas+"&_txlock=immediate"+h.more, 1); err != nil {
		return nil, err
	}
	if err := h.prepare(b, size); err != nil {
		_ = b.close()
		return nil, err
	}
	return b, nil
}

func (h *History) prepare(b *base, size int64) (err error) {
	version, err := versionOf(h.ctx, b.write)
	switch {
	case err != nil:
		return err
	case version > len(steps()):
		return errFuture
	case version == 0:
		// Both work only before there is a table. With pages of twice the
		// usual size a first sweep takes a fifth less time.
		if _, err := b.write.ExecContext(h.ctx, "PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL"); err != nil {
			return err
		}
	case size <= checkMost:
		if err := check(h.ctx, b.write); err != nil {
			return err
		}
	}
	if _, err := b.write.ExecContext(h.ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	if err := migrate(h.ctx, b.write, version, len(steps())); err != nil {
		return err
	}
	if b.info, err = os.Stat(h.path); err != nil {
		return err
	}
	b.read, err = connect(uri(h.path)+pragmas+"&_query_only=1", readers)
	return err
}

// owned makes the file when there is none, and sees to it that only its owner
// may read it. It never opens one that is there: closing it would drop the
// locks SQLite holds on it elsewhere in this program.
func owned(path string) (size int64, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		return 0, f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return 0, err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) && name != path {
			continue
		}
		if err != nil {
			return 0, err
		}
		if info.Mode().Perm()&0o077 != 0 {
			if err := os.Chmod(name, 0o600); err != nil {
				return 0, err
			}
		}
		if name == path {
			size = info.Size()
		}
	}
	return size, nil
}

// check looks through the whole database.
func check(ctx context.Context, db *sql.DB) error {
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, found)
	}
	return nil
}

// errStuck is a damaged file that cannot be moved.
var errStuck = errors.New("the damaged file cannot be moved aside")

// anew moves the damaged file aside and opens an empty one. The caller holds
// the lock, and nothing of this program has the file open.
func (h *History) anew(cause error) (*base, error) {
	aside := h.path + ".damaged-" + h.now().UTC().Format("20060102T150405Z")
	for name, n := aside, 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s-%d", name, n)
	}
	for _, part := range []string{"", "-wal", "-shm"} {
		err := os.Rename(h.path+part, aside+part)
		if err != nil && (part == "" || !errors.Is(err, fs.ErrNotExist)) {
			return nil, fmt.Errorf("%w: %w", errStuck, err)
		}
	}
	h.tell("the history file was damaged, so it was moved to "+aside+" and begun anew", cause)
	return h.openFile()
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// inMemory is a base that ends with the program, and why, empty when that is
// known. It begins with what the file has, where that can be read.
func (h *History) inMemory(why string, cause error, take bool) *base {
	if why != "" {
		h.tell(why, cause)
	}
	if take {
		for _, how := range []string{"mode=ro", "mode=ro&immutable=1"} {
			if b, err := h.taken(how); err == nil {
				return b
			}
		}
	}
	b, err := h.memory()
	if err == nil {
		err = migrate(h.ctx, b.write, 0, len(steps()))
	}
	if err != nil {
		h.tell("there is no room for what was seen", err)
	}
	return b
}

func (h *History) memory() (*base, error) {
	db, err := connect("file::memory:?"+pragmas+"&_txlock=immediate", 1)
	return &base{write: db, read: db}, err
}

// taken is a base in memory with what the file has. A file that is read
// without its log may be in the middle of a change, so it is checked.
func (h *History) taken(how string) (*base, error) {
	if info, err := os.Stat(h.path); err != nil || info.Size() > copyMost {
		return nil, fs.ErrNotExist
	}
	b, err := h.memory()
	if err != nil {
		return nil, err
	}
	err = h.restore(b.write, uri(h.path)+how)
	version := 0
	if err == nil {
		version, err = versionOf(h.ctx, b.write)
	}
	if err == nil && (version == 0 || version > len(steps())) {
		err = errFuture
	}
	if err == nil {
		err = check(h.ctx, b.write)
	}
	if err == nil {
		err = migrate(h.ctx, b.write, version, len(steps()))
	}
	if err != nil {
		_ = b.close()
		return nil, err
	}
	return b, nil
}

// restore fills a database with another one, page by page.
func (h *History) restore(db *sql.DB, from string) error {
	c, err := db.Conn(h.ctx)
	if err != nil {
		return err
	}
	defer c.Close() // it goes back to the pool
	return c.Raw(func(driver any) error {
		d, ok := driver.(interface {
			NewRestore(from string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.ErrUnsupported
		}
		r, err := d.NewRestore(from)
		if err != nil {
			return err
		}
		_, err = r.Step(-1)
		return errors.Join(err, r.Finish())
	})
}
