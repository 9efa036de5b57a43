package history

import (
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// fault is what an error of the base means for the base.
type fault int

const (
	faultNone    fault = iota // nothing: the work itself is wrong, or was given up
	faultDamaged              // the file is no sound database
	faultRefused              // the disk or the system refuses
	faultBusy                 // another program writes for too long
)

// errDamaged is what a check finds that SQLite itself gives no error for.
var errDamaged = errors.New("the check of the history file failed")

// code is the primary result code of SQLite, 0 for other errors.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func faultOf(err error) fault {
	if err == nil {
		return faultNone
	}
	switch code(err) {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return faultDamaged
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
		sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOLFS:
		return faultRefused
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return faultBusy
	}
	var path *fs.PathError
	switch {
	case errors.Is(err, errDamaged):
		return faultDamaged
	case errors.As(err, &path):
		return faultRefused
	}
	return faultNone
}

const forgotten = ", so what was seen is forgotten when impactdash ends"

// refused says in words why the disk does not keep. It is the sentence of
// package store, which the disk refuses as well: a user reads it once.
func refused(err error) string {
	why := "the disk refuses"
	switch c := code(err); {
	case errors.Is(err, fs.ErrPermission), c == sqlite3.SQLITE_PERM:
		why = "the state directory may not be written"
	case errors.Is(err, syscall.EROFS), c == sqlite3.SQLITE_READONLY:
		why = "the state directory is read-only"
	case errors.Is(err, syscall.ENOSPC), c == sqlite3.SQLITE_FULL:
		why = "the disk is full"
	case c == sqlite3.SQLITE_CANTOPEN:
		why = "the state directory cannot be used"
	}
	return why + ", so what is seen and done here is forgotten when impactdash ends"
}
