package tasks

import (
	"cmp"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/table"
	"impactdash/ui/format"
	"impactdash/ui/theme"
	"impactdash/ui/triage"
)

type column = triage.Column[task]

// The views. The first is shown at the start.
const (
	viewOpen = "open"
	viewAll  = "all"
	viewDone = "done"
)

func (p *Pane) spec() triage.Spec[task] {
	return triage.Spec[task]{
		ID: ID, One: "task", Many: "tasks",
		Key:     func(t task) string { return t.ID },
		Columns: p.fullColumns(), Compact: p.compactColumns(),
		Order: order,
		Views: []triage.View[task]{
			{Name: viewOpen, Keep: p.keeps(viewOpen), Empty: "No open tasks here. ] shows the others."},
			{Name: viewAll, Keep: p.keeps(viewAll)},
			{Name: viewDone, Keep: p.keeps(viewDone), Empty: "No finished tasks here. [ shows the others."},
		},
		Text: p.searched, Detail: p.detail, Marks: true,
	}
}

// keeps says whether a task belongs to a view. What is asked for by F is a
// part of each view, so that the list counts what it shows.
func (p *Pane) keeps(view string) func(task, time.Time) bool {
	return func(t task, _ time.Time) bool { return within(t, view) && p.only.has(t) }
}

func within(t task, view string) bool {
	switch view {
	case viewOpen:
		return t.Open()
	case viewDone:
		return !t.Open()
	}
	return true
}

// order is overdue, urgent, soonest due, without a due moment, newest; what is
// done comes last, the latest first.
func order(a, b task, now time.Time) int {
	if a.Open() != b.Open() {
		return first(a.Open(), b.Open())
	}
	if !a.Open() {
		return cmp.Or(b.Updated.Compare(a.Updated), cmp.Compare(a.ID, b.ID))
	}
	return cmp.Or(
		first(a.Overdue(now), b.Overdue(now)),
		first(a.Urgent, b.Urgent),
		byDue(a, b),
		b.Created.Compare(a.Created),
		cmp.Compare(a.ID, b.ID),
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

// byDue orders by the due moment; tasks without one come last.
func byDue(a, b task) int {
	if c := first(!a.Due.IsZero(), !b.Due.IsZero()); c != 0 {
		return c
	}
	return a.Due.Compare(b.Due)
}

// searched is what the filter looks into.
func (p *Pane) searched(t task) string {
	parts := []string{t.Summary, t.Program, stateWord(t.State), typeWord(t.Type), t.Subtype, assignee(t), t.ID, p.desk.Words(partner.TaskKey(t.ID))}
	if t.Urgent {
		parts = append(parts, "urgent")
	}
	return strings.Join(append(parts, t.Labels...), " ")
}

func (p *Pane) fullColumns() []column {
	return []column{
		{
			Column: table.Column{Title: "  Summary", Min: 30}, Cell: p.summaryCell, Style: summaryStyle,
			Compare: func(a, b task) int { return triage.Fold(a.Summary, b.Summary) },
		},
		{
			Column: table.Column{Title: "Program", Min: 10, Max: 22, Priority: 3}, Cell: programCell,
			Compare: func(a, b task) int { return triage.Fold(a.Program, b.Program) },
		},
		{
			Column: table.Column{Title: "Type", Min: 10, Max: 10, Priority: 5}, Style: muted,
			Cell:    func(t task, _ time.Time) string { return typeWord(t.Type) },
			Compare: func(a, b task) int { return cmp.Compare(a.Type, b.Type) },
		},
		{
			Column: table.Column{Title: "State", Min: 11, Max: 11, Priority: 2}, Cell: stateCell, Style: stateStyle,
			Compare: func(a, b task) int { return cmp.Compare(stateRank(a.State), stateRank(b.State)) },
		},
		{
			Column: table.Column{Title: "Due", Min: 14, Max: 14, Priority: 1}, Style: dueStyle,
			Cell: func(t task, now time.Time) string { return due(t, now) }, Compare: byDue,
		},
		{
			Column: table.Column{Title: "Assignee", Min: 10, Max: 16, Priority: 4}, Style: muted,
			Cell:    func(t task, _ time.Time) string { return assignee(t) },
			Compare: func(a, b task) int { return triage.Fold(a.Assignee.Name, b.Assignee.Name) },
		},
		{
			Column: table.Column{Title: "Updated", Min: 7, Max: 7, Priority: 6, Align: table.Right}, Desc: true, Style: muted,
			Cell: func(t task, now time.Time) string { return age(t.Updated, now) }, Compare: func(a, b task) int { return a.Updated.Compare(b.Updated) },
		},
		{
			Column: table.Column{Title: "Comments", Min: 8, Max: 8, Priority: 7, Align: table.Right}, Desc: true, Style: muted,
			Cell: commentsCell, Compare: func(a, b task) int { return cmp.Compare(remarks(a), remarks(b)) },
		},
	}
}

// stateFrom is from how many cells on the small form says more than what is to
// be done and when.
const stateFrom = 56

// compactColumns are for 25 to 80 cells. The summary needs the room most, and
// when a task is due is never left out beside it; state and program are for
// where there is room to spare.
func (p *Pane) compactColumns() []column {
	return []column{
		{Column: table.Column{Min: 12}, Cell: p.summaryCell, Style: summaryStyle},
		{Column: table.Column{Min: 10, Max: 16, Priority: 3, From: 70}, Cell: programCell, Style: muted},
		{Column: table.Column{Min: 12, Max: 12, Priority: 1, To: stateFrom - 1}, Cell: shortDue, Style: dueStyle},
		{Column: table.Column{Min: 14, Max: 14, Priority: 1, From: stateFrom}, Cell: dueCell, Style: dueStyle},
		{Column: table.Column{Min: 11, Max: 11, Priority: 2, From: stateFrom}, Cell: stateCell, Style: stateStyle},
	}
}

// summaryCell has two cells for the mark of what is urgent, and then what is
// kept beside the task.
func (p *Pane) summaryCell(t task, _ time.Time) string {
	mark := "  "
	if t.Urgent && t.Open() {
		mark = "! "
	}
	return mark + p.desk.Mark(partner.TaskKey(t.ID), !p.frame.Zoomed) + title(t)
}

func summaryStyle(t task, th *theme.Theme, _ time.Time) lipgloss.Style {
	switch {
	case !t.Open(), t.Foreign:
		return th.Muted
	case t.Urgent:
		return th.Strong
	}
	return th.Text
}

func programCell(t task, _ time.Time) string { return format.Safe(t.Program) }

func stateCell(t task, _ time.Time) string { return stateWord(t.State) }

func stateStyle(t task, th *theme.Theme, _ time.Time) lipgloss.Style {
	switch t.State {
	case partner.TaskBlocked:
		return th.Warn
	case partner.TaskNew, partner.TaskInProgress:
		return th.Text
	}
	return th.Muted
}

func commentsCell(t task, _ time.Time) string {
	if n := remarks(t); n > 0 {
		return format.Count(int64(n))
	}
	return ""
}

// dueCell says in words what the column of the small form has no title for.
func dueCell(t task, now time.Time) string {
	if t.Due.IsZero() && t.Open() {
		return "no due date"
	}
	return due(t, now)
}

// shortDue is dueCell in at most twelve cells: of tomorrow without the time.
func shortDue(t task, now time.Time) string {
	if !t.Due.IsZero() && t.Open() && date(t.Due, now).Sub(date(now, now)) == 1 {
		return "tomorrow"
	}
	return dueCell(t, now)
}

func dueStyle(t task, th *theme.Theme, now time.Time) lipgloss.Style {
	switch {
	case t.Overdue(now):
		return th.Danger
	case t.Open() && !t.Due.IsZero() && t.Due.Sub(now) < soon:
		return th.Warn
	}
	return th.Muted
}

func muted(_ task, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted }
