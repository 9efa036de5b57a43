package companion

import (
	"context"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// Status is who answers, and for whom.
//
// Source: GET /status.
func (c *Client) Status(ctx context.Context) (partner.CompanionStatus, error) {
	q := question{origin.Act{Op: "ask the companion API", Endpoint: "status"}, c.address(nil, "status")}
	return ask(ctx, c, q, func(o *object) partner.CompanionStatus {
		return partner.CompanionStatus{
			Name:     o.text("name"),
			Version:  o.text("version"),
			Personas: o.texts("personas"),
			Account:  o.text("account"),
			User:     o.person("user"),
		}
	})
}

// Tasks is what the Partner API leaves out about tasks, by task id.
//
// Source: GET /tasks.
func (c *Client) Tasks(ctx context.Context) (map[string]partner.TaskExtra, error) {
	q := question{origin.Act{Op: "load task details", Endpoint: "tasks"}, c.address(nil, "tasks")}
	return ask(ctx, c, q, func(o *object) map[string]partner.TaskExtra {
		all := map[string]partner.TaskExtra{}
		for _, e := range o.list("items") {
			v := partner.TaskExtra{
				TaskID:        e.id("task_id"),
				ProgramID:     e.text("program_id"),
				Program:       e.text("program"),
				NeedsApproval: e.truth("needs_approval"),
				Foreign:       e.truth("foreign"),
				Acts:          e.acts("acts"),
			}
			all[v.TaskID] = v
		}
		return all
	})
}

// ActOnTask carries out an act and returns the task as it is afterwards; see
// do for what is true after an error. Codes of refusals: not_yours,
// not_approved, wrong_state, unknown_act, too_long.
//
// Source: POST /tasks/{task_id}/acts.
func (c *Client) ActOnTask(ctx context.Context, id string, act partner.TaskAct, comment, key string) (partner.TaskResult, error) {
	d := deed{Act: origin.Act{Op: "move task", Endpoint: "tasks"}, address: c.address(nil, "tasks", id, "acts"), key: key}
	if err := checkID(d.Act, "task_id", id); err != nil {
		return partner.TaskResult{}, err
	}
	d.body = struct {
		Act     string `json:"act"`
		Comment string `json:"comment,omitempty"`
	}{string(act), comment}
	return do(ctx, c, d, func(o *object) partner.TaskResult {
		return partner.TaskResult{
			TaskID:   o.id("task_id"),
			State:    partner.TaskState(o.text("state")),
			Archived: o.truth("archived"),
			Assignee: o.person("assignee"),
			Acts:     o.acts("acts"),
		}
	})
}

// Comment writes a comment on a task and returns it as it is shown from now
// on; see do for what is true after an error. Codes of refusals: required,
// too_long.
//
// Source: POST /tasks/{task_id}/comments.
func (c *Client) Comment(ctx context.Context, r partner.TaskRemark) (partner.Comment, error) {
	d := deed{Act: origin.Act{Op: "comment on task", Endpoint: "tasks"}, address: c.address(nil, "tasks", r.ID, "comments"), key: r.Key}
	if err := checkID(d.Act, "task_id", r.ID); err != nil {
		return partner.Comment{}, err
	}
	d.body = map[string]string{"text": r.Text}
	return do(ctx, c, d, func(o *object) partner.Comment {
		return partner.Comment{ID: o.text("comment_id"), Author: o.text("author"), Text: o.text("text")}
	})
}

// checkID refuses ids that would change the path they are put into.
func checkID(act origin.Act, field, id string) error {
	if id != "" && id != "." && id != ".." {
		return nil
	}
	e := act.Fail(partner.Invalid, "the id is missing")
	e.Field = field
	return e
}
