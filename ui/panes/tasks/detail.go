package tasks

import (
	"cmp"
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/format"
)

// detail tells all about a task.
func (p *Pane) detail(t task, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Heading(title(t))
	if t.Foreign {
		s.TextIn(th.Warn, "Assigned to "+cmp.Or(person(t.Assignee), "somebody else")+": you can read and comment, not move it.")
	}
	if text := approval(t); text != "" {
		s.TextIn(th.Muted, text)
	}
	facts(t, s, now)
	if t.Description != "" {
		s.Gap().Text(format.Prose(t.Description))
	}
	if len(t.Attachments) > 0 {
		s.Heading("Attachments")
		files(t.Attachments, s)
	}
	p.desk.Detail(partner.TaskKey(t.ID), s, now)
	discussion(t, s)
}

// approval says what the brand has still to do after the account has done its
// part.
func approval(t task) string {
	switch {
	case !t.NeedsApproval:
		return ""
	case t.State == partner.TaskCompleted:
		return "It waits for the brand's approval."
	case t.Open():
		return "When it is completed, the brand has to approve it."
	}
	return ""
}

func facts(t task, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Gap()
	state := stateWord(t.State)
	if t.Urgent {
		state += ", urgent"
	}
	s.RowIn(stateStyle(t, th, now), "State", state)
	switch {
	case t.Due.IsZero():
		s.RowIn(th.Muted, "Due", "no due date")
	case t.Overdue(now):
		s.RowIn(th.Danger, "Due", due(t, now)+" · "+exactly(t.Due, now))
	default:
		s.RowIn(dueStyle(t, th, now), "Due", exactly(t.Due, now))
	}
	optional(s, "Program", t.Program)
	kind := typeWord(t.Type)
	if t.Subtype != "" {
		kind += " · " + t.Subtype
	}
	s.Row("Type", kind)
	optional(s, "Resolution", t.Resolution)
	who := assignee(t)
	if person(t.Assignee) == "" && t.Account != "" {
		who += " at " + t.Account
	}
	s.Row("Assignee", who)
	optional(s, "Labels", strings.Join(t.Labels, ", "))
	s.Row("Created", moment(t.Created, t.CreatedBy, now))
	s.Row("Updated", moment(t.Updated, t.UpdatedBy, now))
	s.Row("Task id", t.ID)
}

// optional adds a fact that many tasks do not have.
func optional(s *sheet.Sheet, label, value string) {
	if strings.TrimSpace(value) != "" {
		s.Row(label, value)
	}
}

// moment is when something was done, and by whom if that is known.
func moment(at time.Time, who partner.Person, now time.Time) string {
	var parts []string
	if !at.IsZero() {
		parts = append(parts, exactly(at, now))
	}
	if by := person(who); by != "" {
		parts = append(parts, by)
	}
	return strings.Join(parts, " · ")
}

func files(all []partner.Attachment, s *sheet.Sheet) {
	for _, a := range all {
		s.Row(cmp.Or(strings.TrimSpace(a.Name), "File"), a.URL)
	}
}

// discussion is the comments, oldest first, and how many more there are.
func discussion(t task, s *sheet.Sheet) {
	if remarks(t) == 0 {
		return
	}
	s.Heading("Comments")
	for _, c := range t.Comments {
		s.Gap()
		s.TextIn(s.Theme().Accent, cmp.Or(strings.TrimSpace(format.Safe(c.Author)), "Unknown"))
		s.Text(c.Text)
		files(c.Attachments, s)
	}
	if more := remarks(t) - len(t.Comments); more > 0 {
		s.Gap().TextIn(s.Theme().Muted, format.Count(int64(more))+" more on the web.")
	}
}
