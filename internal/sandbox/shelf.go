package sandbox

import (
	"errors"
	"slices"
	"sync"
)

// errNoRecord says that a shelf has no record of that kind.
var errNoRecord = errors.New("sandbox: no such record")

// shelf keeps records that requests may add, change and remove. A record that
// lies in it is never altered, only replaced: whoever was given one may go on
// reading it without the lock. The zero value is empty and ready.
type shelf[T any] struct {
	mu   sync.Mutex
	list []*T // in the order of their creation
	made int  // records that were added, removed ones too
}

// all is the list as it is now.
func (s *shelf[T]) all() []*T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

// find is the first record that is the wanted one, nil when there is none.
func (s *shelf[T]) find(wanted func(*T) bool) *T {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.list, wanted); i >= 0 {
		return s.list[i]
	}
	return nil
}

// add makes record number n, from 1, seeing the list so far, so that no other one
// can come between the look and the addition. When make gives none, none is added.
func (s *shelf[T]) add(make func(list []*T, n int) *T) *T {
	s.mu.Lock()
	defer s.mu.Unlock()
	record := make(s.list, s.made+1)
	if record != nil {
		s.list = append(s.list, record)
		s.made++
	}
	return record
}

// change edits a copy of the wanted record and puts it in its place, unless edit
// fails. Slices of the copy are those of the original: edit replaces them or
// appends to their clipped form.
func (s *shelf[T]) change(wanted func(*T) bool, edit func(*T) error) (*T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, wanted)
	if i < 0 {
		return nil, errNoRecord
	}
	record := *s.list[i]
	if err := edit(&record); err != nil {
		return nil, err
	}
	s.list[i] = &record
	return &record, nil
}

// remove takes the wanted record out and says whether there was one.
func (s *shelf[T]) remove(wanted func(*T) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, wanted)
	if i < 0 {
		return false
	}
	s.list = slices.Delete(slices.Clone(s.list), i, i+1)
	return true
}
