package sandbox

import (
	"errors"
	"net/http"
	"slices"
)

// The acts on tasks.
const (
	actStart     = "start"
	actBlock     = "block"
	actInvalid   = "invalid"
	actDuplicate = "duplicate"
	actComplete  = "complete"
	actArchive   = "archive"
)

// taskActs are the acts that make sense in a state. What was closed or waits for
// the brand can be taken up again, what is approved cannot.
func taskActs(state string) []string {
	switch state {
	case taskNew:
		return []string{actStart, actBlock, actInvalid, actDuplicate, actComplete}
	case taskInProgress:
		return []string{actBlock, actInvalid, actDuplicate, actComplete}
	case taskBlocked:
		return []string{actStart, actInvalid, actDuplicate, actComplete}
	case taskCompleted, taskInvalid, taskDuplicate:
		return []string{actStart}
	case taskApproved:
		return []string{actArchive}
	}
	return []string{}
}

// foreign says whether a task is another user's: it can be read and commented on.
func (t *task) foreign() bool { return t.assignee != person{} && t.assignee != owner() }

// acts are what can be done with the task now.
func (t *task) acts() []string {
	if t.foreign() || t.archived {
		return []string{}
	}
	return taskActs(t.state)
}

// taskExtra is what the Partner API leaves out about a task.
type taskExtra struct {
	TaskID        string   `json:"task_id"`
	ProgramID     string   `json:"program_id"`
	Program       string   `json:"program"`
	NeedsApproval bool     `json:"needs_approval"`
	Foreign       bool     `json:"foreign"`
	Acts          []string `json:"acts"`
}

// listTaskExtras lists the tasks that are not archived.
func listTaskExtras(c *call, _ *companionState) (companionList[taskExtra], *problem) {
	var list []taskExtra
	for _, t := range c.s.allTasks(c.now) {
		if t.archived {
			continue
		}
		p := &c.d.programs[t.program]
		list = append(list, taskExtra{t.key(), whole(p.id), p.name, t.needsApproval, t.foreign(), t.acts()})
	}
	return listOf(list), nil
}

// taskActRequest is the body of an act.
type taskActRequest struct {
	Act     string `json:"act"`
	Comment string `json:"comment"`
}

// taskActResult is the task after an act.
type taskActResult struct {
	TaskID   string      `json:"task_id"`
	State    string      `json:"state"`
	Archived bool        `json:"archived"`
	Assignee *personBody `json:"assignee"`
	Acts     []string    `json:"acts"`
}

// errRefused takes a change of a task back; the reason is kept beside it.
var errRefused = errors.New("sandbox: the change was refused")

// changeOpenTask edits the task that the path names unless edit says why not.
// Archived tasks are gone.
func (c *call) changeOpenTask(edit func(*task) *problem) (*task, *problem) {
	var why *problem
	after, err := c.s.changeTask(c.params["id"], c.now, owner(), func(t *task) error {
		if t.archived {
			return errNoRecord
		}
		if why = edit(t); why != nil {
			return errRefused
		}
		return nil
	})
	switch {
	case why != nil:
		return nil, why
	case err != nil:
		return nil, unknownObject("task")
	}
	return after, nil
}

// actOnTask carries out an act on a task.
func actOnTask(c *call, _ *companionState, b taskActRequest) (taskActResult, *problem) {
	after, bad := c.changeOpenTask(func(t *task) *problem {
		if bad := unprocessable(checkTaskAct(b)); bad != nil {
			return bad
		}
		if t.foreign() {
			return refuse(http.StatusForbidden, "not_yours", "", "This task is assigned to "+t.assignee.name+".")
		}
		if !slices.Contains(taskActs(t.state), b.Act) {
			if b.Act == actArchive {
				return refuse(http.StatusConflict, "not_approved", "", "Only an approved task can be archived.")
			}
			return refuse(http.StatusConflict, "wrong_state", "", "That cannot be done: the task is "+t.state+".")
		}
		t.carryOut(b.Act)
		if b.Comment != "" {
			t.comment(owner(), b.Comment)
		}
		return nil
	})
	if bad != nil {
		return taskActResult{}, bad
	}
	v := taskActResult{TaskID: after.key(), State: after.state, Archived: after.archived, Acts: after.acts()}
	if after.assignee != (person{}) {
		v.Assignee = &personBody{after.assignee.name, after.assignee.email}
	}
	return v, nil
}

// checkTaskAct checks what was sent.
func checkTaskAct(b taskActRequest) []fieldProblem {
	problems := missing("act", b.Act, "Say what to do.")
	known := []string{actStart, actBlock, actInvalid, actDuplicate, actComplete, actArchive}
	if b.Act != "" && !slices.Contains(known, b.Act) {
		problems = append(problems, fieldProblem{"act", "unknown_act", "There is no such act."})
	}
	return append(problems, tooLong("comment", b.Comment, longestAnswer)...)
}

// carryOut does an act that was found possible.
func (t *task) carryOut(what string) {
	switch what {
	case actStart:
		t.state = taskInProgress
		if t.assignee == (person{}) {
			t.assign(owner())
		}
	case actBlock:
		t.state = taskBlocked
	case actInvalid:
		t.state = taskInvalid
	case actDuplicate:
		t.state = taskDuplicate
	case actComplete:
		t.complete()
	case actArchive:
		t.archive()
	}
}

// commentRequest is the body of a comment.
type commentRequest struct {
	Text string `json:"text"`
}

// commentBody is a comment that was written.
type commentBody struct {
	TaskID    string `json:"task_id"`
	CommentID string `json:"comment_id"`
	Author    string `json:"author"`
	Text      string `json:"text"`
	Total     int    `json:"total"`
}

// commentOnTask writes a comment, also on a task of another user.
func commentOnTask(c *call, _ *companionState, b commentRequest) (commentBody, *problem) {
	after, bad := c.changeOpenTask(func(t *task) *problem {
		problems := append(missing("text", b.Text, "Write something first."), tooLong("text", b.Text, longestAnswer)...)
		if bad := unprocessable(problems); bad != nil {
			return bad
		}
		t.comment(owner(), b.Text)
		return nil
	})
	if bad != nil {
		return commentBody{}, bad
	}
	last := after.comments[len(after.comments)-1]
	return commentBody{after.key(), whole(last.id), last.by, last.text, len(after.comments)}, nil
}
