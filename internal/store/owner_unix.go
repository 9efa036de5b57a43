//go:build unix

package store

import (
	"os"
	"syscall"
)

// foreign reports a file of another user. Who replaces it makes it his own, and
// the owner could not read it any more: the administrator's impactdash must not
// do that to the user's journal.
func foreign(info os.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) != os.Geteuid()
}
