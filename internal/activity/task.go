package activity

import (
	"strings"

	"impactdash/internal/partner"
)

// Task is what happened to a task. Before is absent for one not seen before,
// After for one that is not listed any more.
func (f Frame) Task(before, after partner.Opt[partner.Task]) []partner.Event {
	t, b := after.V, before.V
	if !after.OK {
		e := f.taskEvent(partner.TaskGone, b, unix(f.Now))
		e.At = f.Now
		return []partner.Event{e}
	}
	var events []partner.Event
	who, was := whose(t), whose(b)
	switch {
	case !before.OK:
		e := f.taskEvent(partner.TaskAssigned, t, unix(t.Created), "new")
		e.At, e.Stated = f.stated(t.Created)
		e.To = who
		events = append(events, e)
	case who != was:
		e := f.taskEvent(partner.TaskAssigned, t, unix(t.Updated), plain(who))
		e.At, e.Stated = f.since(t.Updated)
		e.From, e.To = was, who
		events = append(events, e)
	}
	if before.OK && t.State != b.State {
		e := f.taskEvent(partner.TaskMoved, t, plain(string(t.State)), unix(t.Updated))
		e.At, e.Stated = f.since(t.Updated)
		e.From, e.To, e.Reason = taskWords(b.State), taskWords(t.State), t.Resolution
		events = append(events, e)
	}
	told := before.OK && b.Open() && b.Due.Equal(t.Due) && !b.Due.After(f.Last)
	// Of one that was closed meanwhile nobody says whether it was late.
	if t.Open() && !t.Due.IsZero() && !t.Due.After(f.Now) && !told {
		e := f.taskEvent(partner.TaskLate, t, unix(t.Due))
		e.At, e.Stated = t.Due, true
		if before.OK && !b.Open() { // opened again when it was late already
			e.ID = id(partner.TaskLate, t.ID, unix(t.Due), unix(t.Updated))
			e.At, e.Stated = f.since(t.Updated)
		}
		events = append(events, e)
	}
	return events
}

func (f Frame) taskEvent(kind partner.EventKind, t partner.Task, parts ...string) partner.Event {
	return partner.Event{
		ID: id(kind, append([]string{t.ID}, parts...)...), Kind: kind, Seen: f.Now, ThingID: t.ID, Title: t.Summary,
		ProgramID: t.ProgramID, Program: t.Program,
	}
}

// whose is who shall do a task.
func whose(t partner.Task) string {
	for _, name := range []string{t.Assignee.Name, t.Assignee.Email} {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	return "anyone"
}

func taskWords(s partner.TaskState) string {
	if s == partner.TaskInProgress {
		return "in progress"
	}
	return plain(string(s))
}

// plain is a constant of the service as people write it.
func plain(text string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text), "_", " "))
}
