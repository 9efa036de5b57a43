package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Todo tells what wants a decision.
func (w Writer) Todo(p Part[partner.TodoList]) Section {
	s := Section{ID: "todo", Title: "To Do", One: "to-do", Brief: onPage}
	if p.Known {
		snoozed := 0
		for _, t := range p.Value.Todos {
			if t.Wake.After(w.Now) {
				snoozed++
				continue
			}
			s.Things = append(s.Things, w.todo(t))
		}
		text := plural(len(s.Things), "thing") + " to do"
		if snoozed > 0 {
			text += ", " + format.Count(int64(snoozed)) + " snoozed"
		}
		s.Lines = append(append(s.Lines, text+"."), w.missing(p.Value.Notes)...)
	}
	s.Lines = append(s.Lines, failed(w, "To Do", p)...)
	return s
}

func (w Writer) todo(t partner.Todo) Thing {
	said, brand := cmp.Or(clean(t.Text), strings.TrimSpace(word(string(t.Kind))+" "+clean(t.Object))), clean(t.Brand)
	switch {
	case !t.Amount.OK:
	case t.Kind == partner.TodoOverdue && brand != "":
		said = brand + " owes you " + format.Money(t.Amount.V)
	default:
		said += ", " + format.Money(t.Amount.V)
	}
	if t.Count > 1 {
		said += " (" + plural(t.Count, "thing") + ")"
	}
	at := t.Due
	if at.IsZero() && t.Kind == partner.TodoOverdue {
		at = t.Since
	}
	when := ""
	switch {
	case !at.IsZero() && !at.After(w.Now):
		when = "overdue since " + w.moment(at)
	case !at.IsZero():
		when = "due " + w.moment(at)
	case !t.Since.IsZero():
		when = "since " + w.day(t.Since)
	}
	out := Thing{Line: listed(said, when)}
	for _, more := range []string{t.Detail, labelled("What suits it", t.Act), labelled("Brand", t.Brand)} {
		if s := sentence(capital(clean(more))); s != "" {
			out.More = append(out.More, s)
		}
	}
	if page := labelled("Page", t.Web); page != "" {
		out.More = append(out.More, page)
	}
	return out
}

// labelled is a value behind its name, empty without one.
func labelled(name, value string) string {
	if value = clean(value); value == "" {
		return ""
	}
	return name + ": " + value
}

// Tasks tells what brands have assigned.
func (w Writer) Tasks(p Part[partner.TaskList]) Section {
	s := Section{ID: "tasks", Title: "Tasks", One: "task", Brief: onPage}
	if p.Known {
		var open []partner.Task
		late := 0
		for _, t := range p.Value.Tasks {
			if t.Open() {
				open = append(open, t)
			}
			if t.Overdue(w.Now) {
				late++
			}
		}
		slices.SortStableFunc(open, w.byUrgency)
		for _, t := range open {
			s.Things = append(s.Things, w.task(t))
		}
		text := plural(len(open), "open task")
		if late > 0 {
			text += ", " + format.Count(int64(late)) + " overdue"
		}
		s.Lines = append(append(s.Lines, text+"."), w.missing(p.Value.Notes)...)
	}
	s.Lines = append(s.Lines, failed(w, "Tasks", p)...)
	return s
}

// byUrgency orders open tasks as the pane does: overdue, urgent, soonest due,
// without a due moment, newest.
func (w Writer) byUrgency(a, b partner.Task) int {
	return cmp.Or(
		first(a.Overdue(w.Now), b.Overdue(w.Now)), first(a.Urgent, b.Urgent), first(!a.Due.IsZero(), !b.Due.IsZero()),
		a.Due.Compare(b.Due), b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID),
	)
}

// first orders what is true before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func (w Writer) task(t partner.Task) Thing {
	name := cmp.Or(clean(t.Summary), "Task "+clean(t.ID))
	urgent, due := "", "no due date"
	if t.Urgent {
		urgent = "urgent"
	}
	switch {
	case t.Overdue(w.Now):
		due = "overdue since " + w.moment(t.Due)
	case !t.Due.IsZero():
		due = "due " + w.moment(t.Due)
	}
	state := word(string(t.State))
	if t.State == partner.TaskInProgress {
		state = "in progress"
	}
	out := Thing{Line: fmt.Sprintf("%s: %s", name, listed(urgent, due, state, clean(t.Program)))}
	for _, more := range []string{
		format.Prose(t.Description), labelled("Kind", listed(word(string(t.Type)), clean(t.Subtype))),
		labelled("Assigned to", cmp.Or(t.Assignee.Name, t.Assignee.Email, "anyone of the account")),
	} {
		for line := range strings.SplitSeq(more, "\n") {
			if s := sentence(clean(line)); s != "" {
				out.More = append(out.More, s)
			}
		}
	}
	for _, c := range t.Comments {
		out.More = append(out.More, sentence("Comment by "+cmp.Or(clean(c.Author), "somebody")+": "+clean(c.Text)))
	}
	return out
}

// made is the day something was made.
func (w Writer) made(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return "made " + w.day(at)
}
