package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Condition is how the journal of an account is.
type Condition struct {
	Path    string
	Exists  bool
	Size    int64 // bytes
	Acts    int
	Damaged int // lines that cannot be read
}

// Inspect reads the journal of an account without making one.
func Inspect(dir, account string) (Condition, error) {
	j := journal{path: filepath.Join(dir, fileName(account))}
	c := Condition{Path: j.path}
	info, err := os.Stat(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.Exists, c.Size = true, info.Size()
	if err := j.read(); err != nil {
		return c, err
	}
	c.Acts, c.Damaged = len(j.records), j.damaged
	return c, nil
}
