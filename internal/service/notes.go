package service

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// Desk is what this machine keeps beside the service's things. It asks nobody.
func (s *Service) Desk(context.Context) (partner.Desk, error) {
	kept := s.store.State()
	d := partner.Desk{Notes: make(map[string]partner.Memo, len(kept.Notes))}
	for _, q := range kept.Waiting {
		kind, ok := waitingKind(q.Verb)
		if !ok {
			continue // of a newer program, which sends it
		}
		d.Waiting = append(d.Waiting, partner.Waiting{
			ID: q.ID, Kind: kind, Thing: q.Thing, Name: q.Name, Text: q.Text, Until: q.Until, Since: q.Since,
			Doubt: q.Doubt && q.Verb == store.Comment,
		})
	}
	for key, n := range kept.Notes {
		d.Notes[key] = partner.Memo{Key: key, Text: n.Text, Saved: n.At}
	}
	for form, draft := range kept.Drafts {
		if key, ok := partner.MemoThing(form); ok {
			m := d.Notes[key]
			m.Key, m.Draft = key, draft.Values[partner.MemoText]
			d.Notes[key] = m
		}
	}
	return d, nil
}

func waitingKind(v store.Verb) (kind partner.WaitingKind, ok bool) {
	switch v {
	case store.Dismiss:
		return partner.WaitingSnooze, true
	case store.Rouse:
		return partner.WaitingWake, true
	case store.Comment:
		return partner.WaitingComment, true
	}
	return "", false
}

// WriteNote keeps a note about a thing on this machine, in an act that Undo
// takes back; empty text takes the note away. The draft over it is dropped.
//
// Kinds: Invalid without a thing, or for a text that is too long.
func (s *Service) WriteNote(_ context.Context, m partner.Memo) (partner.Done, error) {
	const op = "write note"
	text := strings.TrimSpace(m.Text)
	switch {
	case m.Key == "":
		return partner.Done{}, invalid(op, "", "nothing is chosen to write a note about")
	case utf8.RuneCountInString(text) > partner.MemoLimit:
		return partner.Done{}, invalid(op, partner.MemoText, fmt.Sprintf("at most %d characters", partner.MemoLimit))
	}
	if err := s.store.SaveDraft(s.newKey(), partner.Draft{Form: partner.MemoForm(m.Key)}); err != nil {
		return partner.Done{}, err
	}
	done := partner.Done{Kinds: []string{partner.KindDesk}}
	old, had := s.store.State().Notes[m.Key]
	if old.Text == text {
		return done, nil
	}
	what := "wrote a note on "
	switch {
	case text == "":
		what = "removed the note on "
	case had:
		what = "changed the note on "
	}
	what += cmp.Or(strings.Join(strings.Fields(m.Name), " "), m.Key)
	if err := s.store.WriteNote(s.newKey(), what, store.Note{Key: m.Key, Text: text}); err != nil {
		return partner.Done{}, err
	}
	s.undoable()
	done.Text, done.Undo = capital(what), true
	return done, nil
}
