package service

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// heard notes whether the companion API answers.
func (s *Service) heard(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = err == nil
}

func (s *Service) answering() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answers
}

// Flush sends what waits, in order, if the companion API has answered since it
// could not be reached: it is called after lists have come. It ends at the
// first act that still cannot be sent. Of several programs, and calls, one
// sends at a time; the others have nothing to do.
//
// An act that the service refuses waits no more; the error says which and why.
// The text of a comment goes back to its draft then. Done tells what was sent
// and is empty for nothing.
func (s *Service) Flush(ctx context.Context) (partner.Done, error) {
	if s.companion == nil || s.readOnly() || partner.WantsKept(ctx) || !s.answering() || len(s.store.State().Waiting) == 0 {
		return partner.Done{}, nil
	}
	release, ok := s.store.Sending()
	if !ok {
		return partner.Done{}, nil
	}
	defer release()
	var (
		tried   = map[string]bool{}
		sent    []store.Queued
		refused []error
	)
	for {
		q, was := s.sendNext(ctx, tried)
		switch was.state {
		case sentNow:
			sent = append(sent, q)
			continue
		case refusedNow:
			refused = append(refused, refusedLater(q, was.err))
			continue
		case droppedNow:
			continue
		case waitsOn:
			s.heard(was.err)
		case noneLeft:
		}
		return sentLater(sent, len(refused)), errors.Join(refused...)
	}
}

// fate is what became of an act that waited.
type fate struct {
	state fateKind
	err   error // refusedNow, waitsOn: why
}

type fateKind uint8

const (
	noneLeft   fateKind = iota
	sentNow             // the service has it
	droppedNow          // nobody wants it any more
	refusedNow
	waitsOn // the service still cannot be reached
)

// sendNext sends the first act that waits and was not tried.
func (s *Service) sendNext(ctx context.Context, tried map[string]bool) (store.Queued, fate) {
	mine := s.line.take()
	defer mine.end()
	mine.wait()
	all := s.store.State().Waiting
	i := slices.IndexFunc(all, func(q store.Queued) bool {
		_, ours := waitingKind(q.Verb)
		return ours && !tried[q.ID]
	})
	if i < 0 {
		return store.Queued{}, fate{}
	}
	q := all[i]
	tried[q.ID] = true
	if s.overtaken(q) {
		s.outbox(nil, []string{q.ID})
		return q, fate{state: droppedNow}
	}
	err := s.send(ctx, q)
	if mayWait(err) || passing(err) {
		if !q.Doubt && partner.KindOf(err) == partner.Uncertain {
			q.Doubt = true
			s.outbox([]store.Queued{q}, nil)
		}
		return q, fate{waitsOn, err}
	}
	if err != nil {
		s.giveBack(q)
	}
	s.outbox(nil, []string{q.ID})
	s.stale()
	if err != nil {
		return q, fate{refusedNow, err}
	}
	return q, fate{state: sentNow}
}

// overtaken reports whether nobody wants an act any more: a snooze that is over,
// or a wake of a to-do that was snoozed at the service since, as far as its
// last list says.
func (s *Service) overtaken(q store.Queued) bool {
	if q.Verb == store.Dismiss {
		return !q.Until.After(s.now())
	}
	if q.Verb != store.Rouse {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.lastly[companionTodos], func(t partner.Todo) bool {
		return t.Server == q.Server && t.Wake.After(q.Until)
	})
}

// sentLater tells what was sent of what had waited.
func sentLater(sent []store.Queued, refused int) partner.Done {
	var d partner.Done
	switch len(sent) {
	case 0:
	case 1:
		d.Text = "Sent what had waited: " + about(sent[0])
	default:
		d.Text = fmt.Sprintf("Sent %d acts that had waited", len(sent))
	}
	if len(sent)+refused > 0 {
		d.Kinds = []string{partner.KindTodo, partner.KindTask, partner.KindDesk}
	}
	return d
}

// about is an act in words: "the snooze of W-8BEN".
func about(q store.Queued) string {
	name := cmp.Or(q.Name, q.Thing)
	switch q.Verb {
	case store.Dismiss:
		return "the snooze of " + name
	case store.Rouse:
		return "the waking of " + name
	case store.Comment:
		return "the comment on " + name
	}
	return name
}

// refusedLater is why an act that had waited was refused in the end.
func refusedLater(q store.Queued, err error) error {
	why := partner.KindOf(err).String()
	var e *partner.Error
	if errors.As(err, &e) {
		why = cmp.Or(e.Detail, why)
	}
	next := "it counts on this machine only"
	if q.Verb == store.Comment {
		next = "its text is in the draft again"
	}
	return &partner.Error{
		Op: "send what waits", Kind: partner.KindOf(err), Err: err,
		Detail: "the service did not take " + about(q) + ", so " + next + " (" + strings.TrimRight(why, ". ") + ")",
	}
}

// giveBack puts the text of a comment that will not be sent into its draft, in
// front of what was typed there since. One that may have arrived keeps its key,
// as long as it is all there is.
func (s *Service) giveBack(q store.Queued) {
	if q.Verb != store.Comment {
		return
	}
	form := partner.CommentForm(q.Server)
	d := partner.Draft{Form: form, Values: map[string]string{partner.CommentText: q.Text}}
	since := s.store.State().Drafts[form].Values[partner.CommentText]
	switch {
	case since != "" && since != q.Text:
		d.Values[partner.CommentText] = q.Text + "\n\n" + since
	case q.Doubt:
		d.Key = q.ID
	}
	_ = s.store.SaveDraft(s.newKey(), d)
}

// postpone makes a comment wait that could not be sent because of cause. Its
// draft has nothing left to keep. Where the profile is read-only nothing is made
// to wait.
func (s *Service) postpone(r partner.TaskRemark, cause error) (partner.Done, error) {
	if s.readOnly() {
		return partner.Done{}, partner.ReadOnly("comment")
	}
	s.heard(cause)
	name := s.called(partner.KindTask, r.ID)
	q := store.Queued{
		ID: r.Key, Verb: store.Comment, Thing: partner.TaskKey(r.ID), Name: name, Server: r.ID, Text: r.Text,
		Doubt: partner.KindOf(cause) == partner.Uncertain, Since: s.now().UTC(),
	}
	if err := s.store.Queue(s.newKey(), []store.Queued{q}); err != nil {
		return partner.Done{}, err
	}
	form := partner.CommentForm(r.ID)
	if s.store.State().Drafts[form].Values[partner.CommentText] == r.Text {
		_ = s.store.SaveDraft(s.newKey(), partner.Draft{Form: form})
	}
	return partner.Done{
		Text: "The comment on " + name + " waits until the service can be reached", Kinds: []string{partner.KindDesk}, Waits: true,
	}, nil
}

// CancelWaiting takes acts out that wait. A to-do stays snoozed or awake on
// this machine; the text of a comment goes back to its draft. One that was sent
// meanwhile is sent.
func (s *Service) CancelWaiting(_ context.Context, ids []string) (partner.Done, error) {
	mine := s.line.take()
	defer mine.end()
	mine.wait() // what is being sent has an outcome then
	var all []store.Queued
	for _, q := range s.store.State().Waiting {
		if slices.Contains(ids, q.ID) {
			all = append(all, q)
		}
	}
	kinds := []string{partner.KindDesk}
	if len(all) == 0 {
		return partner.Done{Text: "That does not wait any more", Kinds: kinds}, nil
	}
	settled := make([]string, len(all))
	for i, q := range all {
		settled[i] = q.ID
		s.giveBack(q)
	}
	if err := s.store.Settle(s.newKey(), settled); err != nil {
		return partner.Done{}, err
	}
	d := partner.Done{Text: fmt.Sprintf("Cancelled %d acts that waited", len(all)), Kinds: kinds}
	if len(all) == 1 {
		d.Text = "Cancelled " + about(all[0])
		switch q := all[0]; {
		case q.Doubt && q.Verb == store.Comment:
			d.Text += ", which may have arrived; its text is in the draft again"
		case q.Verb == store.Comment:
			d.Text += "; its text is in the draft again"
		default:
			d.Text += "; it counts on this machine only"
		}
	}
	return d, nil
}
