package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// taskVerb is one act on tasks as a command.
type taskVerb struct {
	act         partner.TaskAct
	short, did  string
	commented   bool // a comment can be sent with it
	consequence string
}

func taskVerbs() []taskVerb {
	return []taskVerb{
		{act: partner.TaskStart, short: "Start tasks, or start them again", did: "started", commented: true},
		{act: partner.TaskBlock, short: "Mark tasks as blocked", did: "marked as blocked", commented: true},
		{act: partner.TaskReject, short: "Mark tasks as invalid", did: "marked as invalid", commented: true},
		{act: partner.TaskRepeated, short: "Mark tasks as duplicates", did: "marked as duplicate", commented: true},
		{act: partner.TaskComplete, short: "Complete tasks", did: "completed", commented: true},
		{
			act: partner.TaskArchive, short: "Archive tasks that the brand has approved", did: "archived",
			consequence: "What is archived leaves all lists here and cannot be brought back from here.",
		},
	}
}

// tasksActs are the verbs that change tasks. They need a companion API.
func tasksActs(sys System) []*cobra.Command {
	var all []*cobra.Command
	for _, v := range taskVerbs() {
		all = append(all, newTaskVerb(sys, v))
	}
	return append(all, newTaskComment(sys))
}

func newTaskVerb(sys System, v taskVerb) *cobra.Command {
	var o actOptions
	var comment string
	cmd := &cobra.Command{
		Use:   string(v.act) + " ID…",
		Short: v.short,
		Long: v.short + ". The ids are those of impactdash tasks list; with - they\n" +
			"are read from the first column of standard input. One that fails does not keep\n" +
			"the others from being done.",
		Args: someIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if v.consequence != "" {
				if err := o.canAsk(sys); err != nil {
					return err
				}
			}
			if n := utf8.RuneCountInString(comment); n > commentMost {
				return usageError{fmt.Errorf("--comment has %d characters; at most %d", n, commentMost)}
			}
			ids, err := idsOf(cmd.Context(), sys, args)
			if err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.moveTasks(ctx, v, ids, comment, &o) })
		},
	}
	if v.commented {
		cmd.Flags().StringVar(&comment, "comment", "", "say why; the brand reads it")
		letEmpty(cmd.Flags(), "comment")
	}
	if v.consequence != "" {
		o.addYes(cmd)
	}
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

// commentMost is the most characters of a comment.
const commentMost = 4000

func (s *session) moveTasks(ctx context.Context, v taskVerb, ids []string, comment string, o *actOptions) error {
	p, found, r, err := s.tasksNamed(ctx, v, ids)
	if err != nil {
		return err
	}
	var able []string
	for _, t := range found.all {
		if why := taskRefusal(t, v.act); why != "" {
			r.outcomes = append(r.outcomes, outcome{id: t.ID, name: t.Summary, state: failed, err: impossible("change task", why)})
			continue
		}
		able = append(able, t.ID)
	}
	if len(able) > 0 {
		if v.consequence != "" {
			if err := o.ask(ctx, s.sys, question(capital(string(v.act)), found.nameOf(able[0]), "tasks", len(able)), v.consequence); err != nil {
				return err
			}
		}
		ctx, cancel := within(ctx, len(able))
		defer cancel()
		r.key = o.keyOf(s)
		batch, err := s.svc.MoveTasks(ctx, partner.TaskMove{IDs: able, Act: v.act, Comment: strings.TrimSpace(comment), Key: r.key})
		if err != nil {
			r.failAll(able, err, found.nameOf)
		} else {
			r.batch(batch, found.nameOf)
			s.flush(ctx)
		}
	}
	r.order(found.canonical(ids))
	return r.write(s, p, o.out)
}

// tasksNamed finds the tasks and begins the report.
func (s *session) tasksNamed(ctx context.Context, v taskVerb, ids []string) (partner.Profile, resolver[partner.Task], report, error) {
	r := report{act: "tasks " + string(v.act), did: v.did}
	all := resolver[partner.Task]{id: func(t partner.Task) string { return t.ID }, name: func(t partner.Task) string { return t.Summary }}
	p, err := lastKnown(ctx, s.svc.Profile)
	if err != nil {
		return p, all, r, err
	}
	list, err := lastKnown(ctx, s.svc.Tasks)
	if err != nil {
		return p, all, r, err
	}
	all.all = list.Value.Tasks
	all.all, r.outcomes = all.split(ids, "task", "impactdash tasks list")
	return p, all, r, nil
}

// nameOf is the name of a thing by its id; empty when it is none of them.
func (r resolver[T]) nameOf(id string) string {
	for _, t := range r.all {
		if r.id(t) == id {
			return r.name(t)
		}
	}
	return ""
}

// taskRefusal is why an act is not possible with a task now. Where the
// companion API has not said what is, the service has the last word.
func taskRefusal(t partner.Task, act partner.TaskAct) string {
	switch {
	case t.Foreign && t.Assignee.Name != "":
		return "it is assigned to " + t.Assignee.Name
	case t.Foreign:
		return "it is assigned to somebody else"
	case t.Acts == nil || slices.Contains(t.Acts, act):
		return ""
	}
	state := "its state is " + stateWords(string(t.State))
	if len(t.Acts) == 0 {
		return state + "; nothing can be done with it now"
	}
	can := make([]string, len(t.Acts))
	for i, a := range t.Acts {
		can[i] = string(a)
	}
	return state + "; what can be done with it now: " + strings.Join(can, ", ")
}

// stateWords is a state of the service as a sentence has it.
func stateWords(state string) string {
	if state == string(partner.TaskInProgress) {
		return "in progress"
	}
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(state)), "_", " ")
}

// question asks for one thing by its name, or for more by their number.
func question(verb, name, plural string, n int) string {
	if n == 1 {
		return fmt.Sprintf("%s %q?", verb, clean(name))
	}
	return fmt.Sprintf("%s %d %s?", verb, n, plural)
}

func newTaskComment(sys System) *cobra.Command {
	var o actOptions
	cmd := &cobra.Command{
		Use:   "comment ID TEXT",
		Short: "Comment on a task; the brand reads it",
		Long: "Writes a comment on a task. With - as TEXT it is read from standard input. One\n" +
			"that cannot be sent now waits on this machine and is sent when the service can be\n" +
			"reached again, by the dashboard or by the next command that changes a task or a\n" +
			"to-do.",
		Args: exactly("the id of a task", "a text"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text := args[1]
			if text == "-" {
				var err error
				if text, err = readAll(cmd.Context(), sys.In); err != nil {
					return err
				}
			}
			text = strings.TrimSpace(text)
			switch n := utf8.RuneCountInString(text); {
			case text == "":
				return usageError{errors.New("the comment is empty")}
			case n > commentMost:
				return usageError{fmt.Errorf("the comment has %d characters; at most %d", n, commentMost)}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.commentTask(ctx, args[0], text, &o) })
		},
	}
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) commentTask(ctx context.Context, id, text string, o *actOptions) error {
	p, found, r, err := s.tasksNamed(ctx, taskVerb{act: "comment", did: "commented on"}, []string{id})
	if err != nil {
		return err
	}
	if len(found.all) > 0 {
		ctx, cancel := within(ctx, 1)
		defer cancel()
		r.key = o.keyOf(s)
		done, err := s.svc.CommentTask(ctx, partner.TaskRemark{ID: id, Text: text, Key: r.key})
		if err != nil {
			r.failAll([]string{id}, err, found.nameOf)
		} else {
			r.batch(partner.Batch{Done: done, OK: []string{id}}, found.nameOf)
			s.flush(ctx)
		}
	}
	return r.write(s, p, o.out)
}
