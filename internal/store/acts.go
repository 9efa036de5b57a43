package store

import (
	"maps"
	"slices"

	"impactdash/internal/partner"
)

// clone makes the state safe to hand out.
func (s State) clone() State {
	s.Snoozes, s.Drafts, s.Forgot = maps.Clone(s.Snoozes), maps.Clone(s.Drafts), maps.Clone(s.Forgot)
	for form, d := range s.Drafts {
		d.Values = maps.Clone(d.Values)
		s.Drafts[form] = d
	}
	s.Woken = maps.Clone(s.Woken)
	s.Links, s.Undo, s.Redo = slices.Clone(s.Links), slices.Clone(s.Undo), slices.Clone(s.Redo)
	s.Waiting, s.Notes = slices.Clone(s.Waiting), maps.Clone(s.Notes)
	return s
}

// Snooze hides to-dos in one act. group is an id of the caller that nobody
// else uses; text tells the act: "snoozed W-8BEN".
func (s *Store) Snooze(group, text string, all []Snooze) error {
	return s.do(Record{Group: group, Kind: kindSnooze, Text: text, Snoozes: all})
}

// Wake ends snoozes in one act. Their fields are kept for undo.
func (s *Store) Wake(group, text string, all []Snooze) error {
	return s.do(Record{Group: group, Kind: kindWake, Text: text, Snoozes: all})
}

// AddLink puts a link at the end of the history. It cannot be undone: the
// link exists.
func (s *Store) AddLink(group string, l partner.Link) error {
	return s.do(Record{Group: group, Kind: kindLink, Link: linkOf(l)})
}

// ForgetLinks takes links out of the history, in one act.
func (s *Store) ForgetLinks(group, text string, ids []string) error {
	return s.do(Record{Group: group, Kind: kindForget, Text: text, IDs: ids})
}

// SaveDraft keeps what was typed into a form. A draft without values takes the
// form's draft away, and writes nothing when there is none; nor does one that
// is kept already.
func (s *Store) SaveDraft(group string, d partner.Draft) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, ok := s.current().Drafts[d.Form]
	values := maps.Clone(d.Values)
	maps.DeleteFunc(values, func(_, v string) bool { return v == "" })
	switch {
	case len(values) == 0 && !ok:
		return nil
	case ok && kept.Key == d.Key && maps.Equal(kept.Values, values):
		return nil
	}
	return s.keep(Record{Group: group, Kind: kindDraft, Draft: &draft{Form: d.Form, Key: d.Key, Values: values}})
}

// WriteNote keeps a note about a thing, or takes it away; text tells the act.
func (s *Store) WriteNote(group, text string, n Note) error {
	return s.do(Record{Group: group, Kind: kindNote, Text: text, Note: &Note{Key: n.Key, Text: n.Text}})
}

// Queue makes acts wait until the service can be reached. One with the key of
// an act that waits takes its place, and a wish about a to-do's sleep that of
// an older one.
func (s *Store) Queue(group string, all []Queued) error {
	if len(all) == 0 {
		return nil
	}
	return s.do(Record{Group: group, Kind: kindQueue, Queue: all})
}

// Settle takes acts out that need not wait any more: the service has done or
// refused them, or nobody wants them. It writes nothing for those that do not
// wait.
func (s *Store) Settle(group string, ids []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.current().Waiting
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return !slices.ContainsFunc(waiting, func(q Queued) bool { return q.ID == id })
	})
	if len(ids) == 0 {
		return nil
	}
	return s.keep(Record{Group: group, Kind: kindSettle, IDs: ids})
}

func (s *Store) do(r Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keep(r)
}

// LastDone is the act Undo would take back; OK is false when there is none.
func (s *Store) LastDone() (r Record, ok bool) {
	state := s.State()
	if n := len(state.Undo); n > 0 {
		return state.Undo[n-1], true
	}
	return Record{}, false
}

// LastUndone is the act Redo would do again; OK is false when there is none.
func (s *Store) LastUndone() (r Record, ok bool) {
	state := s.State()
	if n := len(state.Redo); n > 0 {
		return state.Redo[n-1], true
	}
	return Record{}, false
}

// Undo takes an act back that LastDone named. Another program may have done so
// in the meantime; then nothing changes.
func (s *Store) Undo(group string, r Record) error {
	return s.do(Record{Group: group, Kind: kindUndo, Target: r.Group})
}

// Redo does an act again that LastUndone named, under the same condition.
func (s *Store) Redo(group string, r Record) error {
	return s.do(Record{Group: group, Kind: kindRedo, Target: r.Group})
}

// Snoozing reports whether the act hid to-dos.
func (r Record) Snoozing() bool { return r.Kind == kindSnooze }

// Waking reports whether the act ended snoozes.
func (r Record) Waking() bool { return r.Kind == kindWake }

// Forgetting reports whether the act forgot links.
func (r Record) Forgetting() bool { return r.Kind == kindForget }

// Noting reports whether the act wrote a note or took one away.
func (r Record) Noting() bool { return r.Kind == kindNote }
