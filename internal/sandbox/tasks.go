package sandbox

import (
	"errors"
	"slices"
	"strconv"
)

// The states of a task.
const (
	taskNew        = "NEW"
	taskInProgress = "INPROGRESS"
	taskDuplicate  = "DUPLICATE"
	taskInvalid    = "INVALID"
	taskBlocked    = "BLOCKED"
	taskCompleted  = "COMPLETED"
	taskApproved   = "APPROVED"
)

// errTaskState says that a state is none of those above.
var errTaskState = errors.New("sandbox: unknown state of a task")

// task is work that a brand has assigned. The Partner API can only read it.
//
// Whoever changes tasks by other means goes through Server.findTask and
// Server.changeTask, inside of which the methods of task apply:
//
//	after, err := s.changeTask(id, now, owner(), func(t *task) error {
//		t.comment(owner(), "The guide is updated.")
//		return t.setState(taskCompleted)
//	})
//
// Which change is allowed when is up to the caller; needsApproval, assignee and
// state are what it decides by.
type task struct {
	id            int64
	program       int // number of the program it is about
	summary, text string
	urgent        bool
	kind, subtype string
	files         []attachment
	due           uint32 // 0 = none
	created       uint32
	author        person
	needsApproval bool       // completed is not approved until the brand says so
	tags          [3]string  // the brand's own words for this partner
	progress                 // at first
	later         []progress // what it becomes, by updated; those to come are planned
}

// progress is how far a task has come: all of it that can change.
type progress struct {
	state, resolution string
	assignee          person // nobody = the account as a whole
	comments          []comment
	updated           uint32
	editor            person
	archived          bool // in no list any more
}

// attachment is a file of a task or of a comment.
type attachment struct{ id, name string }

// comment is an entry in the conversation about a task.
type comment struct {
	id    int64
	text  string
	by    string
	files []attachment
}

// at is the task as it is at an instant.
func (t *task) at(now uint32) *task {
	n := t.until(now)
	if n == 0 {
		return t
	}
	v := *t
	v.progress = t.later[n-1]
	return &v
}

// until is the number of changes that have happened by an instant.
func (t *task) until(now uint32) int {
	n, _ := slices.BinarySearchFunc(t.later, now, func(p progress, now uint32) int {
		if p.updated <= now {
			return -1
		}
		return 1
	})
	return n
}

func (t *task) key() string { return strconv.FormatInt(t.id, 10) }

// setState moves the task to one of the states above.
func (t *task) setState(state string) error {
	switch state {
	case taskNew, taskInProgress, taskDuplicate, taskInvalid, taskBlocked, taskCompleted, taskApproved:
		t.state = state
		return nil
	}
	return errTaskState
}

// complete finishes the task: for a brand that wants to approve it waits as
// COMPLETED, else it is APPROVED at once.
func (t *task) complete() {
	t.state = taskApproved
	if t.needsApproval {
		t.state = taskCompleted
	}
}

// assign hands the task to a user; nobody means the account as a whole.
func (t *task) assign(to person) { t.assignee = to }

// comment adds to the conversation.
func (t *task) comment(by person, text string) {
	t.comments = append(slices.Clip(t.comments), comment{id: t.id%100_000*100 + int64(len(t.comments)) + 1, text: text, by: by.name})
}

// archive takes the task out of all lists; bringBack undoes that.
func (t *task) archive()   { t.archived = true }
func (t *task) bringBack() { t.archived = false }

// allTasks are the tasks that exist at now, archived ones too, newest first.
func (s *Server) allTasks(now uint32) []*task {
	found := slices.DeleteFunc(s.tasks.all(), func(t *task) bool { return t.created > now })
	slices.Reverse(found)
	for i, t := range found {
		found[i] = t.at(now)
	}
	return found
}

// findTask is the task with an id, also when it is archived; nil is none.
func (s *Server) findTask(id string, now uint32) *task {
	t := s.tasks.find(func(t *task) bool { return t.key() == id && t.created <= now })
	if t == nil {
		return nil
	}
	return t.at(now)
}

// changeTask edits the progress of a task as somebody, who is then named as its
// last editor, and gives it as it is afterwards. From then on nothing that was
// planned happens to it. When edit fails nothing changes; errNoRecord says that
// there is no such task.
func (s *Server) changeTask(id string, now uint32, by person, edit func(*task) error) (*task, error) {
	after, err := s.tasks.change(func(t *task) bool { return t.key() == id && t.created <= now }, func(t *task) error {
		v := *t.at(now)
		if err := edit(&v); err != nil {
			return err
		}
		v.updated, v.editor = now, by
		t.later = append(slices.Clip(t.later[:t.until(now)]), v.progress)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return after.at(now), nil
}
