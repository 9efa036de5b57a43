package store

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// Sending is the right to send what waits. One program has it at a time; ok is
// false when another has it, or this one already. It ends with release, or with
// the program, whatever way that ends.
//
// Where no lock can be had, as in a directory that may not be written, only
// this program is kept from sending twice at once; to send twice does no harm,
// because the service does a key once.
func (s *Store) Sending() (release func(), ok bool) {
	if !s.sending.TryLock() {
		return nil, false
	}
	if s.journal.path == "" {
		return s.sending.Unlock, true
	}
	if err := os.MkdirAll(filepath.Dir(s.journal.path), 0o700); err != nil {
		return s.sending.Unlock, true
	}
	lock := flock.New(strings.TrimSuffix(s.journal.path, ".jsonl")+".sending", flock.SetPermissions(0o600))
	switch got, err := lock.TryLock(); {
	case err != nil:
		return s.sending.Unlock, true
	case !got:
		s.sending.Unlock()
		return nil, false
	}
	return func() {
		_ = lock.Unlock() // it ends with the program at the latest
		s.sending.Unlock()
	}, true
}
