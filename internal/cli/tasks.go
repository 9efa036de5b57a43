package cli

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// taskDoc is work that a brand has assigned to the account.
type taskDoc struct {
	ID            string       `json:"id" tty:"1"`                 // what other commands take
	Summary       string       `json:"summary" tty:"1,cut"`        // its title
	Description   *string      `json:"description" is:"prose"`     // may have several lines; null: there is none
	Urgent        bool         `json:"urgent" tty:"4"`             // the brand marked it as urgent
	State         string       `json:"state" tty:"2"`              // NEW, INPROGRESS, BLOCKED, COMPLETED, APPROVED, INVALID, DUPLICATE or another word of the service
	Open          bool         `json:"open"`                       // it still wants something done
	Type          string       `json:"type" tty:"6"`               // the field it belongs to, such as COMPLIANCE
	Subtype       *string      `json:"subtype"`                    // null: there is none
	Resolution    *string      `json:"resolution"`                 // how it ended; null: it has not
	Due           *string      `json:"due" is:"date-time" tty:"2"` // null: no deadline
	Overdue       bool         `json:"overdue" tty:"3"`            // it is open and its deadline has passed
	Created       *string      `json:"created" is:"date-time"`     // null: not said
	Updated       *string      `json:"updated" is:"date-time"`     // null: not said
	CreatedBy     personDoc    `json:"created_by"`                 // who made it
	UpdatedBy     personDoc    `json:"updated_by"`                 // who changed it last
	Assignee      personDoc    `json:"assignee"`                   // who is to do it; nobody: anyone of the account
	Account       *string      `json:"account"`                    // the account it is assigned to; null: not said
	Labels        []string     `json:"labels"`                     // the brand's labels on this partner
	Attachments   []fileDoc    `json:"attachments"`                // files
	Comments      []commentDoc `json:"comments"`                   // oldest first
	TotalComments int          `json:"total_comments"`             // may be more than the service delivered
	ProgramID     *string      `json:"program_id"`                 // null: without a companion API nobody knows
	Program       *string      `json:"program" tty:"5,cut"`        // null: without a companion API nobody knows
	NeedsApproval bool         `json:"needs_approval"`             // completing it waits for the brand
	Foreign       bool         `json:"foreign"`                    // another user's: may be read and commented, not moved
	Acts          []string     `json:"acts"`                       // what can be done with it now from here
}

// commentDoc is a remark on a task.
type commentDoc struct {
	ID          string    `json:"id"`              // of the service
	Author      *string   `json:"author"`          // null: not said
	Text        string    `json:"text" is:"prose"` // may have several lines
	Attachments []fileDoc `json:"attachments"`     // files
}

// taskListDoc is the document of tasks list --json.
type taskListDoc struct {
	listDoc[taskDoc]
	reachDoc
	Open    int `json:"open"`    // tasks that still want something done, whatever the filters
	Overdue int `json:"overdue"` // of those, the ones whose deadline has passed
}

// taskFilter selects tasks.
type taskFilter struct {
	all, overdue, mine bool
	states, types      oneOf
	program            programFilter
}

func taskStates() []string {
	return texts(
		partner.TaskNew, partner.TaskInProgress, partner.TaskBlocked, partner.TaskCompleted, partner.TaskApproved, partner.TaskInvalid, partner.TaskDuplicate,
	)
}

func taskTypes() []string {
	return texts(
		partner.TaskCompliance, partner.TaskTechnical, partner.TaskGeneral, partner.TaskCreative, partner.TaskFinance, partner.TaskContracts,
		partner.TaskAnalytics, partner.TaskMonitoring,
	)
}

// newTasks prints the tasks of the account.
func newTasks(sys System) *cobra.Command {
	var f taskFilter
	return noun[taskDoc, taskDoc]{
		name: "tasks", one: "task", many: "tasks",
		short: "Print the tasks that brands have assigned to you",
		long: "Prints the tasks that want something done: overdue ones first, then urgent ones,\n" +
			"then by deadline. --all prints finished ones as well. Which program a task is of,\n" +
			"and what can be done with it, comes from a companion API.",
		example: "  impactdash tasks\n  impactdash tasks --all --type compliance --csv\n  impactdash tasks show 1234",
		filters: func(flags *pflag.FlagSet) {
			flags.BoolVar(&f.all, "all", false, "finished tasks as well")
			flags.BoolVar(&f.overdue, "overdue", false, "only those whose deadline has passed")
			flags.BoolVar(&f.mine, "mine", false, "none that is assigned to another user of the account")
			f.states.addTo(flags, "state", "only this state, finished ones included", taskStates())
			f.types.addTo(flags, "type", "only this type", taskTypes())
			f.program.addTo(flags)
		},
		program: &f.program,
		check:   func(System) error { return cmp.Or(f.states.check(taskStates()), f.types.check(taskTypes())) },
		list:    f.list,
		show: func(ctx context.Context, s *session, id string) (single[taskDoc], error) {
			l, err := (&taskFilter{all: true}).list(ctx, s)
			if err != nil {
				return single[taskDoc]{}, err
			}
			t, err := pick(l.items, id, func(t taskDoc) []string { return []string{t.ID} })
			return single[taskDoc]{profile: l.profile, asOf: l.asOf, item: t, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *taskFilter) list(ctx context.Context, s *session) (listing[taskDoc], error) {
	var l listing[taskDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Tasks(ctx)
	if err != nil {
		return l, err
	}
	l = listing[taskDoc]{profile: p, asOf: a.AsOf, notes: a.Value.Notes}
	now, open, overdue := s.sys.Now(), 0, 0
	all := slices.Clone(a.Value.Tasks)
	slices.SortStableFunc(all, func(a, b partner.Task) int { return compareTasks(a, b, now) })
	for _, t := range all {
		if t.Open() {
			open++
		}
		if t.Overdue(now) {
			overdue++
		}
		if f.lets(t, now) {
			l.items = append(l.items, taskDocOf(t, p, now))
		}
	}
	l.doc = func(d listDoc[taskDoc]) any {
		return taskListDoc{listDoc: d, reachDoc: reachOf(a.Value.Reach), Open: open, Overdue: overdue}
	}
	if open == 0 && len(all) > 0 {
		l.notice = "No open tasks; impactdash tasks --all lists the finished ones."
	}
	return l, nil
}

func (f *taskFilter) lets(t partner.Task, now time.Time) bool {
	switch {
	case !f.program.lets(t.ProgramID, t.Program), !f.all && !t.Open() && len(f.states.values) == 0, f.overdue && !t.Overdue(now), f.mine && t.Foreign:
		return false
	}
	return f.states.lets(string(t.State)) && f.types.lets(string(t.Type))
}

// compareTasks orders as the dashboard does: what is open by urgency, then what
// is done, the latest first.
func compareTasks(a, b partner.Task, now time.Time) int {
	if a.Open() != b.Open() {
		return sooner(a.Open(), b.Open())
	}
	if !a.Open() {
		return cmp.Or(b.Updated.Compare(a.Updated), cmp.Compare(a.ID, b.ID))
	}
	byDue := cmp.Or(sooner(!a.Due.IsZero(), !b.Due.IsZero()), a.Due.Compare(b.Due))
	return cmp.Or(
		sooner(a.Overdue(now), b.Overdue(now)), sooner(a.Urgent, b.Urgent), byDue, b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID),
	)
}

// sooner orders what is true before what is not.
func sooner(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func taskDocOf(t partner.Task, p partner.Profile, now time.Time) taskDoc {
	d := taskDoc{
		ID: t.ID, Summary: t.Summary, Description: maybe(t.Description), Urgent: t.Urgent, State: string(t.State), Open: t.Open(), Type: string(t.Type),
		Subtype: maybe(t.Subtype), Resolution: maybe(t.Resolution), Due: stamp(t.Due, p), Overdue: t.Overdue(now),
		Created: stamp(t.Created, p), Updated: stamp(t.Updated, p),
		CreatedBy: personOf(t.CreatedBy), UpdatedBy: personOf(t.UpdatedBy), Assignee: personOf(t.Assignee), Account: maybe(t.Account),
		Labels: listOf(t.Labels), Attachments: filesOf(t.Attachments), Comments: []commentDoc{}, TotalComments: max(t.Total, len(t.Comments)),
		ProgramID: maybe(t.ProgramID), Program: maybe(t.Program), NeedsApproval: t.NeedsApproval, Foreign: t.Foreign, Acts: texts(t.Acts...),
	}
	for _, c := range t.Comments {
		d.Comments = append(d.Comments, commentDoc{ID: c.ID, Author: maybe(c.Author), Text: c.Text, Attachments: filesOf(c.Attachments)})
	}
	return d
}
