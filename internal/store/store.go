package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"impactdash/internal/partner"
)

const opKeep = "keep on this machine"

// Forgotten ends the sentences that say why nothing is kept on this machine.
const Forgotten = ", so what is seen and done here is forgotten when impactdash ends"

// Store is what this machine keeps for one account. It is safe for concurrent
// use, and several programs may have the same journal open: each call first
// picks up what the others wrote.
//
// What a method has confirmed is on the disk and survives the death of the
// program. Where the disk refuses, acts live until the program ends; Note says
// so once, and the next act tries to write them again.
//
// Lines are taken out of the journal by Compact alone: until then a draft that
// was sent stays in the file, which only its owner can read.
type Store struct {
	now func() time.Time

	mu      sync.Mutex
	journal journal
	unsaved []Record // acts the disk did not take
	lines   []byte   // the same as lines
	told    map[string]bool
	notes   []partner.Note // to be told
	state   State
	known   int // journal.version the state was made of; -1: make it again

	sending sync.Mutex // held by Sending
}

// Open prepares the store of an account in a directory, which need not exist:
// it is made by the first act, for its owner alone. Without a directory
// everything is kept in memory. Nothing is read yet.
func Open(dir, account string, now func() time.Time) *Store {
	s := &Store{now: now, told: map[string]bool{}, known: -1}
	if dir == "" {
		s.tell("there is no state directory"+Forgotten, nil)
		return s
	}
	s.journal.path, s.journal.patience = filepath.Join(dir, fileName(account)), lockPatience
	return s
}

// Note is what the owner should know about the keeping: that acts live in
// memory only, or that lines of the journal cannot be read. Each is told once;
// OK is false when there is nothing new.
func (s *Store) Note() partner.Opt[partner.Note] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.notes) == 0 {
		return partner.Opt[partner.Note]{}
	}
	n := s.notes[0]
	s.notes = s.notes[1:]
	return partner.Some(n)
}

// tell notes a condition unless it was told already.
func (s *Store) tell(detail string, cause error) {
	if s.told[detail] {
		return
	}
	s.told[detail] = true
	s.notes = append(s.notes, partner.Note{
		What: "state of this machine",
		Err:  &partner.Error{Op: opKeep, Kind: partner.Unavailable, Detail: detail, Err: cause},
	})
}

// refused says in words why the disk does not keep.
func refused(err error) string {
	why := "the disk refuses"
	switch {
	case errors.Is(err, fs.ErrPermission):
		why = "the state directory may not be written"
	case errors.Is(err, syscall.EROFS):
		why = "the state directory is read-only"
	case errors.Is(err, syscall.ENOSPC):
		why = "the disk is full"
	}
	return why + Forgotten
}

// State is what the journal adds up to now. It is a copy as far as its maps
// and lists go; a reading failure leaves what was known.
func (s *Store) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current()
}

// current reads and replays what is new. The caller holds the lock.
func (s *Store) current() State {
	if err := s.journal.read(); err != nil {
		s.tell("what was kept here earlier cannot be read", err)
	}
	switch n := s.journal.damaged; n {
	case 0:
	case 1:
		s.tell("a line of the journal is damaged and left out", nil)
	default:
		s.tell(fmt.Sprintf("%d lines of the journal are damaged and left out", n), nil)
	}
	if s.known != s.journal.version {
		s.state = Replay(slices.Concat(s.journal.records, s.unsaved))
		s.known = s.journal.version
	}
	return s.state.clone()
}

// keep appends an act. It fails only by a mistake of the program, and has kept
// nothing then; a disk that refuses makes the act live in memory.
func (s *Store) keep(r Record) error {
	r.At = s.now().UTC()
	line, err := r.line()
	if err != nil {
		return err
	}
	s.unsaved, s.lines, s.known = append(s.unsaved, r), append(s.lines, line...), -1
	if s.journal.path == "" {
		return nil
	}
	if err := s.journal.append(s.lines); err != nil {
		s.tell(refused(err), err)
		return nil // what is in the journal twice counts once
	}
	s.unsaved, s.lines = nil, nil
	return nil
}
