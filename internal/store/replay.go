package store

import (
	"slices"
	"time"

	"impactdash/internal/partner"
)

// State is what the journal adds up to.
type State struct {
	Snoozes map[string]Snooze        // by partner.Todo.Key; ended ones included until they are woken
	Woken   map[string]time.Time     // by partner.Todo.Key: snoozes of the service up to this instant were ended here
	Links   []partner.Link           // oldest first
	Drafts  map[string]partner.Draft // by form
	Forgot  map[string]bool          // ids of links that were forgotten
	Undo    []Record                 // acts that can be undone; the last one is next
	Redo    []Record                 // acts that can be done again; the last one is next
	Waiting []Queued                 // acts the service has still to be told of, in the order of sending
	Notes   map[string]Note          // by Note.Key
}

// act is an undoable act and where it stands.
type act struct {
	record  Record
	undone  bool
	dropped bool // undone, and something else was done since
}

// Replay adds up records in the order of the journal. It depends on nothing
// else, so that all programs that read a journal see the same.
//
// History is linear: undo takes back the last act that stands, redo the last
// that was taken back, and a new act forgets what could be redone. An undo of
// an act that is undone already, which two programs may write at the same
// moment, changes nothing; nor does a record that is there twice.
func Replay(records []Record) State {
	var acts []*act
	byGroup := map[string]*act{}
	seen := map[string]bool{}
	for _, r := range records {
		if seen[r.Group] {
			continue
		}
		seen[r.Group] = true
		switch a := byGroup[r.Target]; {
		case r.undoable():
			for _, other := range acts {
				other.dropped = other.dropped || other.undone
			}
			a = &act{record: r}
			acts = append(acts, a)
			byGroup[r.Group] = a
		case a == nil || a.dropped:
		case r.Kind == kindUndo:
			a.undone = true
		case r.Kind == kindRedo:
			a.undone = false
		}
	}
	s := State{
		Snoozes: map[string]Snooze{}, Woken: map[string]time.Time{}, Drafts: map[string]partner.Draft{}, Forgot: map[string]bool{},
		Notes: map[string]Note{},
	}
	for _, a := range acts {
		switch {
		case a.dropped:
		case a.undone:
			s.Redo = append(s.Redo, a.record)
		default:
			s.Undo = append(s.Undo, a.record)
		}
	}
	slices.Reverse(s.Redo) // the last one undone stands first in time
	clear(seen)
	for _, r := range records {
		if seen[r.Group] {
			continue
		}
		seen[r.Group] = true
		if a := byGroup[r.Group]; a == nil || !a.undone {
			s.apply(r)
		} else if r.Kind == kindSnooze {
			s.wake(r.Snoozes)
		}
	}
	s.Links = slices.DeleteFunc(s.Links, func(l partner.Link) bool { return s.Forgot[l.ID] })
	return s
}

// apply counts one act that stands. Links are forgotten at the end: whoever
// forgets one names it by an id that comes only once.
func (s *State) apply(r Record) {
	switch r.Kind {
	case kindSnooze:
		for _, z := range r.Snoozes {
			s.Snoozes[z.Key] = z
			delete(s.Woken, z.Key)
		}
	case kindWake:
		for _, z := range r.Snoozes {
			delete(s.Snoozes, z.Key)
		}
		s.wake(r.Snoozes)
	case kindLink:
		if r.Link != nil {
			s.Links = append(s.Links, r.Link.link())
		}
	case kindForget:
		for _, id := range r.IDs {
			s.Forgot[id] = true
		}
	case kindDraft:
		if r.Draft == nil {
			return
		}
		d := partner.Draft{Form: r.Draft.Form, Key: r.Draft.Key, Values: r.Draft.Values, Saved: r.At}
		if len(d.Values) == 0 {
			delete(s.Drafts, d.Form)
			return
		}
		s.Drafts[d.Form] = d
	case kindQueue:
		for _, q := range r.Queue {
			s.queue(q)
		}
	case kindSettle:
		s.Waiting = slices.DeleteFunc(s.Waiting, func(q Queued) bool { return slices.Contains(r.IDs, q.ID) })
	case kindNote:
		s.note(r)
	}
}

// queue puts an act at the end of those that wait, or in the place of the one
// with its key. Of a to-do's sleep only the last wish counts.
func (s *State) queue(q Queued) {
	if i := slices.IndexFunc(s.Waiting, func(o Queued) bool { return o.ID == q.ID }); i >= 0 {
		s.Waiting[i] = q
		return
	}
	if q.sleeps() {
		s.Waiting = slices.DeleteFunc(s.Waiting, func(o Queued) bool { return o.sleeps() && o.Server == q.Server })
	}
	s.Waiting = append(s.Waiting, q)
}

func (s *State) note(r Record) {
	switch n := r.Note; {
	case n == nil:
	case n.Text == "":
		delete(s.Notes, n.Key)
	default:
		s.Notes[n.Key] = Note{Key: n.Key, Text: n.Text, At: r.At}
	}
}

// wake notes the ends of snoozes that the service may still keep.
func (s *State) wake(all []Snooze) {
	for _, z := range all {
		if z.Until.After(s.Woken[z.Key]) {
			s.Woken[z.Key] = z.Until
		}
	}
}

// Wakes is the instant a snoozed to-do comes back, and whether it is hidden
// at instant now.
//
// The deadline beats the snooze: a to-do whose Due comes before the end of its
// snooze is back 24 hours before Due. Somebody who snoozes it inside those 24
// hours has seen that, and has it back when it is due; somebody who snoozes it
// when it is overdue has it back when he said.
func (z Snooze) Wakes(t partner.Todo, now time.Time) (wake time.Time, hidden bool) {
	wake = z.Until
	if warn := t.Due.Add(-lastDay); !t.Due.IsZero() {
		switch {
		case z.Slept.Before(warn):
			wake = first(wake, warn)
		case z.Slept.Before(t.Due):
			wake = first(wake, t.Due)
		}
	}
	return wake, now.Before(wake) && (!z.OnChange || z.State == t.State)
}

// lastDay is how long before its deadline a to-do cannot be snoozed past it.
const lastDay = 24 * time.Hour

func first(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
