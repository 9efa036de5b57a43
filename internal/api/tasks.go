package api

import (
	"context"
	"iter"
	"net/url"
	"strings"
	"time"

	"impactdash/internal/partner"
)

// TaskQuery restricts a list of tasks; its zero value is all that are not
// archived. The service cannot search by state or due date. A zero instant
// leaves its end open; the service's ends may be inclusive.
type TaskQuery struct {
	Types       []partner.TaskType
	Subtypes    []string // SubtypeName; needs Types
	CreatedFrom time.Time
	CreatedTo   time.Time
	UpdatedFrom time.Time
	UpdatedTo   time.Time
}

// taskWire is an element of GET …/Tasks. Its timestamps have an offset without
// a colon: 2021-08-31T04:00:00.000+0000.
type taskWire struct {
	ID              text                 `json:"Id"`
	Reference       one[referenceWire]   `json:"Reference"`
	Details         one[detailsWire]     `json:"Details"`
	Attachments     many[attachmentWire] `json:"Attachments"`
	DueDate         text                 `json:"DueDate"`
	AssigneeUser    one[personWire]      `json:"AssigneeUser"` // empty: anyone of the account
	AssigneeAccount text                 `json:"AssigneeAccount"`
	TotalComments   text                 `json:"TotalComments"`
	Comments        many[commentWire]    `json:"Comments"`
	DateCreated     text                 `json:"DateCreated"`
	DateLastUpdated text                 `json:"DateLastUpdated"`
	CreatedBy       one[personWire]      `json:"CreatedBy"`
	LastUpdatedBy   one[personWire]      `json:"LastUpdatedBy"`
}

type referenceWire struct {
	Value1 text `json:"PartnerValue1"`
	Value2 text `json:"PartnerValue2"`
	Value3 text `json:"PartnerValue3"`
}

type detailsWire struct {
	Summary        text `json:"Summary"`
	Description    text `json:"Description"`
	Urgent         text `json:"Urgent"` // a real boolean, as seen so far
	State          text `json:"State"`
	Type           text `json:"Type"`
	SubtypeName    text `json:"SubtypeName"`
	ResolutionName text `json:"ResolutionName"`
}

type attachmentWire struct {
	ID       text `json:"Id"`
	Filename text `json:"Filename"`
	Location text `json:"Location"`
}

type commentWire struct {
	ID          text                 `json:"Id"`
	Comment     text                 `json:"Comment"`
	Commenter   text                 `json:"Commenter"`
	Attachments many[attachmentWire] `json:"Attachments"`
}

type personWire struct {
	Username     text `json:"Username"`
	EmailAddress text `json:"EmailAddress"`
}

func tasks() resource[taskWire, partner.Task] {
	return resource[taskWire, partner.Task]{
		op: "load tasks", endpoint: "Tasks", key: "Tasks", group: partner.GroupGeneral,
		convert: taskOf,
		id:      func(v partner.Task) string { return v.ID },
	}
}

func taskOf(at *row, w taskWire) partner.Task {
	at.shape("Reference", w.Reference.bad)
	at.shape("Details", w.Details.bad)
	ref, details := w.Reference.v, w.Details.v
	v := partner.Task{
		ID:          at.identity("Id", w.ID),
		Summary:     at.text("Details.Summary", details.Summary),
		Description: at.text("Details.Description", details.Description),
		Urgent:      at.truth("Details.Urgent", details.Urgent),
		State:       partner.TaskState(at.text("Details.State", details.State)),
		Type:        partner.TaskType(at.text("Details.Type", details.Type)),
		Subtype:     at.text("Details.SubtypeName", details.SubtypeName),
		Resolution:  at.text("Details.ResolutionName", details.ResolutionName),
		Due:         at.instant("DueDate", w.DueDate),
		Created:     at.instant("DateCreated", w.DateCreated),
		Updated:     at.instant("DateLastUpdated", w.DateLastUpdated),
		CreatedBy:   personOf(at, "CreatedBy", w.CreatedBy),
		UpdatedBy:   personOf(at, "LastUpdatedBy", w.LastUpdatedBy),
		Assignee:    personOf(at, "AssigneeUser", w.AssigneeUser),
		Account:     at.text("AssigneeAccount", w.AssigneeAccount),
		Labels:      at.texts("Reference", many[text]{items: []text{ref.Value1, ref.Value2, ref.Value3}}),
		Attachments: attachmentsOf(at, w.Attachments),
		Total:       int(at.count("TotalComments", w.TotalComments).V),
	}
	at.shape("Comments", w.Comments.bad)
	for _, c := range w.Comments.items {
		v.Comments = append(v.Comments, partner.Comment{
			ID:          at.text("Comments.Id", c.ID),
			Author:      at.text("Comments.Commenter", c.Commenter),
			Text:        at.text("Comments.Comment", c.Comment),
			Attachments: attachmentsOf(at, c.Attachments),
		})
	}
	v.Total = max(v.Total, len(v.Comments))
	return v
}

func attachmentsOf(at *row, w many[attachmentWire]) []partner.Attachment {
	at.shape("Attachments", w.bad)
	var all []partner.Attachment
	for _, a := range w.items {
		all = append(all, partner.Attachment{
			ID:   at.text("Attachments.Id", a.ID),
			Name: at.text("Attachments.Filename", a.Filename),
			URL:  at.text("Attachments.Location", a.Location),
		})
	}
	return all
}

func personOf(at *row, field string, w one[personWire]) partner.Person {
	at.shape(field, w.bad)
	return partner.Person{
		Name:  at.text(field+".Username", w.v.Username),
		Email: at.text(field+".EmailAddress", w.v.EmailAddress),
	}
}

// ListTasks yields the account's tasks that are not archived, in the service's
// order, page by page as they are consumed. It ends at the first error. Kinds:
// Invalid for subtypes without a type.
//
// Source: GET …/Tasks.
func (c *Client) ListTasks(ctx context.Context, q TaskQuery) iter.Seq2[partner.Task, error] {
	res := tasks()
	if len(q.Subtypes) > 0 && len(q.Types) == 0 {
		return failed[partner.Task](&partner.Error{
			Op: res.op, Kind: partner.Invalid, Field: "SubtypeName", Detail: "a subtype can be searched together with its type only",
		})
	}
	types := make([]string, 0, len(q.Types))
	for _, t := range q.Types {
		types = append(types, string(t))
	}
	query := url.Values{
		"Type":                  {strings.Join(types, ",")},
		"SubtypeName":           {strings.Join(q.Subtypes, ",")},
		"DateCreatedAfter":      {formatTime(q.CreatedFrom)},
		"DateCreatedBefore":     {formatTime(q.CreatedTo)},
		"DateLastUpdatedAfter":  {formatTime(q.UpdatedFrom)},
		"DateLastUpdatedBefore": {formatTime(q.UpdatedTo)},
	}
	return list(ctx, c, res, c.address(query, res.endpoint), nil)
}

// GetTask is one task.
//
// Source: GET …/Tasks/{TaskId}.
func (c *Client) GetTask(ctx context.Context, id string) (partner.Task, error) {
	return get(ctx, c, tasks(), "load task", id)
}
