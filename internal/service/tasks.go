package service

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// Tasks are the tasks that are not archived. With a companion API they tell
// their program and what can be done with them; when it fails, the tasks are
// there without, nothing can be done with them, and a note says why.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Tasks(ctx context.Context) (partner.Answer[partner.TaskList], error) {
	return consult(ctx, s, source[partner.TaskList]{
		name: "tasks", fresh: freshTasks, load: s.loadTasks, learn: s.learnTasks,
		notes: func(l partner.TaskList) []partner.Note { return l.Notes },
	})
}

func (s *Service) loadTasks(ctx context.Context) (partner.Answer[partner.TaskList], error) {
	var (
		none     partner.Answer[partner.TaskList]
		tasks    partner.Answer[[]partner.Task]
		extras   map[string]partner.TaskExtra
		extraErr error
	)
	err := together(
		func() (err error) {
			tasks, err = listed(ctx, s, "tasks", func(ctx context.Context) iter.Seq2[partner.Task, error] {
				return s.client.ListTasks(ctx, api.TaskQuery{})
			})
			return err
		},
		func() error { extras, extraErr = s.taskExtras(ctx); return nil },
	)
	if err != nil {
		return none, err
	}
	list := partner.TaskList{Reach: s.reach(pageTasks), Tasks: slices.Clone(tasks.Value)}
	if extraErr != nil {
		list.Reach.Companion = false
		list.Notes = append(list.Notes, partner.Note{What: "what can be done with the tasks", Err: extraErr})
	}
	for i := range list.Tasks {
		t := &list.Tasks[i]
		if x, ok := extras[t.ID]; ok {
			t.ProgramID, t.Program, t.NeedsApproval, t.Foreign, t.Acts = x.ProgramID, x.Program, x.NeedsApproval, x.Foreign, x.Acts
		}
	}
	s.learnTasks(list)
	return partner.Answer[partner.TaskList]{Value: list, AsOf: tasks.AsOf}, nil
}

func (s *Service) learnTasks(list partner.TaskList) {
	for _, t := range list.Tasks {
		s.remember(partner.KindTask, t.ID, t.Summary)
	}
}

// taskExtras is what the companion API adds to tasks, by their ids; empty
// without one.
func (s *Service) taskExtras(ctx context.Context) (map[string]partner.TaskExtra, error) {
	if s.companion == nil {
		return nil, nil
	}
	extras, err := s.companion.Tasks(ctx)
	s.heard(err)
	return extras, err
}

// done is how an act on tasks is told once it is done.
func done(act partner.TaskAct) string {
	switch act {
	case partner.TaskStart:
		return "Started"
	case partner.TaskBlock:
		return "Marked as blocked:"
	case partner.TaskReject:
		return "Marked as invalid:"
	case partner.TaskRepeated:
		return "Marked as duplicate:"
	case partner.TaskComplete:
		return "Completed"
	case partner.TaskArchive:
		return "Archived"
	}
	return "Changed"
}

// MoveTasks carries out an act on tasks, one request each with the key
// Key/id. The error is set when nothing was tried: Unsupported without a
// companion API, Invalid without a task.
func (s *Service) MoveTasks(ctx context.Context, m partner.TaskMove) (partner.Batch, error) {
	const op = "change task"
	switch {
	case s.companion == nil:
		return partner.Batch{}, unsupported(op, pageTasks)
	case len(m.IDs) == 0:
		return partner.Batch{}, invalid(op, "", "no task is chosen")
	}
	b := s.each(ctx, partner.KindTask, m.IDs, func(ctx context.Context, id string) error {
		_, err := s.companion.ActOnTask(ctx, id, m.Act, m.Comment, m.Key+"/"+id)
		return err
	})
	b.Kinds = []string{partner.KindTask, partner.KindTodo}
	if len(b.OK) > 0 {
		b.Text = several(done(m.Act), s.called(partner.KindTask, b.OK[0]), "tasks", len(b.OK))
	}
	return b, nil
}

// CommentTask writes a comment on a task, which may be another user's. One that
// cannot be sent, or may not have arrived, waits; see Flush. Its draft is
// dropped then, and Done says Waits. Kinds: Unsupported without a companion
// API, Invalid for an empty text.
func (s *Service) CommentTask(ctx context.Context, r partner.TaskRemark) (partner.Done, error) {
	const op = "comment on task"
	switch {
	case s.companion == nil:
		return partner.Done{}, unsupported(op, pageTasks)
	case strings.TrimSpace(r.Text) == "":
		return partner.Done{}, invalid(op, "text", "write something first")
	}
	defer s.changed()
	_, err := s.companion.Comment(ctx, r)
	switch {
	case mayWait(err) && !errors.Is(ctx.Err(), context.Canceled): // a program that ends keeps the draft
		return s.postpone(r, err)
	case err != nil:
		return partner.Done{}, err
	}
	return partner.Done{Text: "Commented on " + s.called(partner.KindTask, r.ID), Kinds: []string{partner.KindTask}}, nil
}
