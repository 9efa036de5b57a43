package service

import (
	"context"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// farthest is how far ahead the companion API takes a dismissal.
const farthest = 365 * 24 * time.Hour

// SnoozeTodos hides to-dos, in one act that Undo takes back whole. It is kept
// on this machine at once; the service's own to-dos are dismissed there too. A
// dismissal that cannot be sent waits, see Flush; one that the service refuses
// does not bring the to-do back here. Both are told in Text. Kinds: Invalid
// without a to-do, or for a time that is past.
func (s *Service) SnoozeTodos(ctx context.Context, in partner.Snooze) (partner.Batch, error) {
	const op = "snooze"
	now := s.now()
	switch {
	case len(in.Todos) == 0:
		return partner.Batch{}, invalid(op, "", "no to-do is chosen")
	case !in.Until.After(now):
		return partner.Batch{}, invalid(op, "until", "this time is past")
	}
	var (
		b   partner.Batch
		all []store.Snooze
	)
	for _, t := range in.Todos {
		all = append(all, store.Snooze{
			Key: t.Key(), Until: in.Until.UTC(), OnChange: in.OnChange, State: t.State, Slept: now.UTC(), Server: t.Server,
			Name: t.Text, Over: t.Wake.After(now),
		})
		b.OK = append(b.OK, t.Key())
	}
	what := several("snoozed", in.Todos[0].Text, "to-dos", len(in.Todos))
	mine, err := s.line.join(func() error { return s.store.Snooze(s.newKey(), what, all) })
	if err != nil {
		return partner.Batch{}, err
	}
	became := s.tell(ctx, mine, s.dismissals(all))
	b.Text = capital(what) + s.until(in.Until) + became.String()
	s.undoable()
	b.Kinds, b.Undo, b.Waits = became.kinds(), true, became.waiting > 0
	return b, nil
}

// until is the end of a snooze in words; empty when the account's zone is not
// known, so that it is never a day off.
func (s *Service) until(t time.Time) string {
	p, ok := s.knownProfile()
	if !ok {
		return ""
	}
	return " until " + partner.DateOf(t, p.Zone).Format("Jan 2")
}

// snoozed is changed for acts that change nothing but what sleeps. The list
// that follows each of them joins the sources of the last one, because asking
// all of them again would use up the hourly limits after some fifty presses.
func (s *Service) snoozed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flights, todosFlight)
	s.slept = true
}

// WakeTodos brings snoozed to-dos back, in one act that Undo takes back whole.
func (s *Service) WakeTodos(ctx context.Context, todos []partner.Todo) (partner.Batch, error) {
	if len(todos) == 0 {
		return partner.Batch{}, invalid("wake", "", "no to-do is chosen")
	}
	kept := s.store.State().Snoozes
	var (
		b   partner.Batch
		all []store.Snooze
	)
	for _, t := range todos {
		z, ok := kept[t.Key()]
		if !ok || !z.Until.After(s.now()) { // snoozed at the service alone
			z = store.Snooze{Key: t.Key(), Until: t.Wake.UTC(), Slept: t.Slept.UTC()}
		}
		z.Server, z.Name = firstOf(t.Server, z.Server), t.Text
		all = append(all, z)
		b.OK = append(b.OK, t.Key())
	}
	what := several("woke", todos[0].Text, "to-dos", len(todos))
	mine, err := s.line.join(func() error { return s.store.Wake(s.newKey(), what, all) })
	if err != nil {
		return partner.Batch{}, err
	}
	became := s.tell(ctx, mine, s.wakes(all))
	b.Text = capital(what) + became.String()
	s.undoable()
	b.Kinds, b.Undo, b.Waits = became.kinds(), true, became.waiting > 0
	return b, nil
}

// Undo takes back the last act that can be: a snooze, a wake, a note, forgotten
// links, each with all it was done to. The service's own to-dos are put back
// there as well, once it was told of the act itself; where that fails, or has
// to wait, it is told in Text.
func (s *Service) Undo(ctx context.Context) (partner.Undone, error) {
	r, ok := s.store.LastDone()
	final := s.pastFinal()
	switch {
	case !ok:
		return partner.Undone{Nothing: true}, nil
	case final:
		return partner.Undone{Nothing: true, Text: "the last act cannot be taken back; press again to undo the one before: " + r.Text}, nil
	}
	mine, err := s.line.join(func() error { return s.store.Undo(s.newKey(), r) })
	if err != nil {
		return partner.Undone{}, err
	}
	var all []store.Queued
	switch {
	case r.Snoozing():
		all = s.wakes(r.Snoozes)
	case r.Waking():
		all = s.dismissals(r.Snoozes)
	}
	return s.undone(r, s.tell(ctx, mine, all)), nil
}

// Redo does the act again that Undo took back last, until something else is
// done.
func (s *Service) Redo(ctx context.Context) (partner.Undone, error) {
	r, ok := s.store.LastUndone()
	if !ok {
		return partner.Undone{Nothing: true}, nil
	}
	mine, err := s.line.join(func() error { return s.store.Redo(s.newKey(), r) })
	if err != nil {
		return partner.Undone{}, err
	}
	var all []store.Queued
	switch {
	case r.Snoozing():
		all = s.dismissals(r.Snoozes)
	case r.Waking():
		all = s.wakes(r.Snoozes)
	}
	return s.undone(r, s.tell(ctx, mine, all)), nil
}

func (s *Service) undone(r store.Record, became told) partner.Undone {
	s.undoable()
	u := partner.Undone{Text: r.Text + became.String(), Kinds: became.kinds()}
	switch {
	case r.Forgetting():
		u.Kinds = []string{partner.KindLink}
	case r.Noting():
		u.Kinds = []string{partner.KindDesk}
	}
	return u
}

// Decide accepts or declines an invitation or a proposal. It cannot be undone.
//
// Kinds: Unsupported without a companion API, Conflict when somebody decided
// it first, and those of a write.
func (s *Service) Decide(ctx context.Context, d partner.Decision) (partner.Done, error) {
	const op = "decide"
	switch {
	case s.companion == nil:
		return partner.Done{}, unsupported(op, pageDecisions)
	case d.Todo.Kind != partner.TodoInvitation && d.Todo.Kind != partner.TodoProposal:
		return partner.Done{}, invalid(op, "", "this is nothing to accept or decline")
	}
	defer s.changed()
	if _, err := s.companion.DecideContract(ctx, d); err != nil {
		return partner.Done{}, err
	}
	s.settled(d.Todo)
	verb := "Declined"
	if d.Accept {
		verb = "Accepted"
	}
	return partner.Done{
		Text:  verb + ": " + d.Todo.Text,
		Kinds: []string{partner.KindTodo, partner.KindProgram, partner.KindLink},
	}, nil
}

// settled takes a to-do out of what is kept over failures.
func (s *Service) settled(done partner.Todo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for source, todos := range s.lastly {
		var rest []partner.Todo // the old list may be on its way to somebody
		for _, t := range todos {
			if thing(t) != thing(done) {
				rest = append(rest, t)
			}
		}
		s.lastly[source] = rest
	}
}
