package history

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Condition is how the history file of an account is.
type Condition struct {
	Path    string
	Exists  bool
	Size    int64     // bytes, with its log
	Version int       // of its schema
	Newest  int       // schema this program knows
	Damage  string    // what is wrong with it; empty: nothing is known
	Checked bool      // it was looked through
	Days    int       // the account was looked at on, in UTC
	Since   time.Time // the first of them; zero: never
	Actions int
	Aside   []string // damaged files that were moved aside
}

// inspectMost is the size in bytes up to which Inspect looks through a file: a
// second's work.
const inspectMost = 64 << 20

// Inspect looks at the history file of an account without making, migrating or
// moving one. A damaged file is no error.
func Inspect(ctx context.Context, dir, account string) (Condition, error) {
	c := Condition{Path: filepath.Join(dir, fileName(account)), Newest: len(steps())}
	names, err := filepath.Glob(escapeGlob(c.Path) + ".damaged-*")
	if err != nil {
		return c, err
	}
	for _, name := range names {
		if !strings.HasSuffix(name, "-wal") && !strings.HasSuffix(name, "-shm") {
			c.Aside = append(c.Aside, name)
		}
	}
	info, err := os.Stat(c.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.Exists, c.Size = true, info.Size()
	if log, err := os.Stat(c.Path + "-wal"); err == nil {
		c.Size += log.Size()
	}
	// Without its log, where that cannot be shared, is better than not at all.
	for _, how := range []string{"mode=ro", "mode=ro&immutable=1"} {
		if err = c.look(ctx, how); err == nil || faultOf(err) == faultDamaged {
			break
		}
	}
	if faultOf(err) == faultDamaged {
		c.Damage = err.Error()
		return c, nil
	}
	return c, err
}

// escapeGlob makes a path a pattern for itself. Where a backslash separates
// names, a pattern cannot have one that escapes.
func escapeGlob(path string) string {
	if filepath.Separator == '\\' {
		return path
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

func (c *Condition) look(ctx context.Context, how string) error {
	db, err := connect(uri(c.Path)+how+"&_pragma=busy_timeout(500)", 1)
	if err != nil {
		return err
	}
	defer db.Close() // it was only read
	if c.Version, err = versionOf(ctx, db); err != nil {
		return err
	}
	if c.Size <= inspectMost {
		if err := check(ctx, db); err != nil {
			return err
		}
		c.Checked = true
	}
	if c.Version == 0 || c.Version > c.Newest {
		return nil
	}
	var first sql.NullInt64
	err = db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM actions), "+
		"(SELECT count(DISTINCT at / 86400000000000) FROM polls), (SELECT min(at) FROM polls)").Scan(&c.Actions, &c.Days, &first)
	c.Since = instant(first)
	return err
}

// Exists reports whether something is kept for an account.
func Exists(dir, account string) bool {
	if dir == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, fileName(account)))
	return err == nil
}
