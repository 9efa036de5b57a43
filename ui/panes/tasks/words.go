package tasks

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/format"
)

const (
	hour = time.Hour
	day  = 24 * hour
	soon = 2 * day // from when on a due moment is pressing
)

// quoted is how much of a title a sentence repeats, in cells.
const quoted = 40

// title is the name of a task.
func title(t task) string {
	if s := strings.TrimSpace(format.Safe(t.Summary)); s != "" {
		return s
	}
	return "Task " + format.Safe(t.ID)
}

// name is a task in a sentence.
func name(t task) string { return "“" + format.Cut(title(t), quoted) + "”" }

// named are tasks in a sentence: one by its name, more by their number.
func named(all []task) string {
	if len(all) == 1 {
		return name(all[0])
	}
	return format.Count(int64(len(all))) + " tasks"
}

// states are the documented states in the order of a task's life.
func states() []partner.TaskState {
	return []partner.TaskState{
		partner.TaskNew, partner.TaskInProgress, partner.TaskBlocked, partner.TaskCompleted,
		partner.TaskApproved, partner.TaskInvalid, partner.TaskDuplicate,
	}
}

// stateRank is the place of a state in a task's life, that of an unknown one
// behind all.
func stateRank(s partner.TaskState) int {
	if i := slices.Index(states(), s); i >= 0 {
		return i
	}
	return len(states())
}

func stateWord(s partner.TaskState) string {
	if s == partner.TaskInProgress {
		return "in progress"
	}
	return word(string(s))
}

func typeWord(t partner.TaskType) string { return word(string(t)) }

// word is a constant of the service as people write it.
func word(s string) string {
	s = strings.ToLower(strings.TrimSpace(format.Safe(s)))
	if s == "" {
		return format.None
	}
	return strings.ReplaceAll(s, "_", " ")
}

// person is somebody by name, else by address; empty for nobody.
func person(p partner.Person) string {
	return format.Safe(cmp.Or(strings.TrimSpace(p.Name), strings.TrimSpace(p.Email)))
}

// assignee is who is to do a task.
func assignee(t task) string { return cmp.Or(person(t.Assignee), "anyone") }

// remarks counts the comments, those that were not delivered included.
func remarks(t task) int { return max(t.Total, len(t.Comments)) }

// due is when a task is due, in the zone of now: "overdue 26h", "today 15:04",
// "tomorrow 15:04", "Mon 15:04", "Dec 3". Of what is done it is the day alone.
func due(t task, now time.Time) string {
	switch {
	case t.Due.IsZero():
		return format.None
	case t.Overdue(now):
		return "overdue " + lateness(now.Sub(t.Due))
	case !t.Open():
		return dayOf(t.Due, now)
	}
	at := t.Due.In(now.Location())
	clock := at.Format("15:04")
	switch days := date(t.Due, now).Sub(date(now, now)); {
	case days <= 0:
		return "today " + clock
	case days == 1:
		return "tomorrow " + clock
	case days < 7:
		return at.Format("Mon ") + clock
	}
	return dayOf(t.Due, now)
}

// lateness is how long something is overdue: hours up to two days, since what
// went wrong yesterday is counted in them.
func lateness(d time.Duration) string {
	if d >= day && d < soon {
		return fmt.Sprintf("%dh", int(d/hour))
	}
	if d < time.Minute {
		return "1m"
	}
	return format.Age(d)
}

// date is the day of a moment in the zone of now.
func date(at, now time.Time) partner.Date { return partner.DateOf(at, now.Location()) }

// dayOf is a day with its year when that is another one.
func dayOf(at, now time.Time) string {
	d := date(at, now)
	return format.Day(d, d.Year != date(now, now).Year)
}

// exactly is a moment as a task's detail writes it: "Mon Nov 23, 14:04".
func exactly(at, now time.Time) string {
	d := date(at, now)
	text := format.Weekday(d)
	if d.Year != date(now, now).Year {
		text += fmt.Sprintf(", %d", d.Year)
	}
	return text + ", " + at.In(now.Location()).Format("15:04")
}

// age is how long ago something was; a moment that is not known is None.
func age(at, now time.Time) string {
	if at.IsZero() {
		return format.None
	}
	return format.Age(now.Sub(at))
}

// attached is the address of the first file of a task or its comments that can
// be opened, empty for none.
func attached(t task) string {
	for _, a := range t.Attachments {
		if effect.Web(a.URL) {
			return a.URL
		}
	}
	for _, c := range t.Comments {
		for _, a := range c.Attachments {
			if effect.Web(a.URL) {
				return a.URL
			}
		}
	}
	return ""
}
