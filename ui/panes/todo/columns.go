package todo

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

type column = triage.Column[todo]

// The views. The first is shown at the start.
const (
	viewOpen    = "open"
	viewSnoozed = "snoozed"
)

func (p *Pane) spec() triage.Spec[todo] {
	return triage.Spec[todo]{
		ID: ID, One: "to-do", Many: "to-dos",
		Key:     func(t todo) string { return t.Key() },
		Columns: p.fullColumns(), Compact: p.compactColumns(),
		Order: order,
		Views: []triage.View[todo]{
			{Name: viewOpen, Keep: func(t todo, now time.Time) bool { return !asleep(t, now) }, Empty: "All done; the rest is snoozed. ] shows it."},
			{Name: viewSnoozed, Keep: asleep, Empty: "Nothing is snoozed. s in the open list puts a to-do off for 7 days."},
			{Name: viewInquiries, Keep: func(todo, time.Time) bool { return false }, Hidden: func() bool { return p.noInquiries() != "" }},
		},
		Text: p.searched, Detail: p.detail, Marks: true,
	}
}

// order is that of the service; of what is snoozed, what wakes first comes
// first.
func order(a, b todo, now time.Time) int {
	x, y := asleep(a, now), asleep(b, now)
	switch {
	case x && y:
		return cmp.Or(a.Wake.Compare(b.Wake), cmp.Compare(a.rank, b.rank))
	case x:
		return 1
	case y:
		return -1
	}
	return cmp.Compare(a.rank, b.rank)
}

// searched is what the filter looks into.
func (p *Pane) searched(t todo) string {
	return strings.Join([]string{words(t), t.Brand, kindWord(t.Kind), actWord(t), t.Detail, p.desk.Words(t.Key())}, " ")
}

func (p *Pane) fullColumns() []column {
	return []column{
		{
			Column: table.Column{Title: "To do", Min: 36}, Cell: p.textCell, Style: textStyle,
			Compare: func(a, b todo) int { return triage.Fold(a.Text, b.Text) },
		},
		{
			Column: table.Column{Title: "Count", Min: 5, Max: 5, Priority: 5, Align: table.Right}, Cell: countCell, Desc: true, Style: muted,
			Compare: func(a, b todo) int { return cmp.Compare(a.Count, b.Count) },
		},
		{
			Column: table.Column{Title: "Brand", Min: 10, Max: 20, Priority: 4}, Style: muted,
			Cell:    func(t todo, _ time.Time) string { return format.Safe(t.Brand) },
			Compare: func(a, b todo) int { return triage.Fold(a.Brand, b.Brand) },
		},
		{
			Column: table.Column{Title: "Kind", Min: 13, Max: 13, Priority: 3}, Style: muted,
			Cell:    kindCell,
			Compare: func(a, b todo) int { return cmp.Compare(a.Kind, b.Kind) },
		},
		{Column: table.Column{Title: "When", Min: 15, Max: 15, Priority: 1}, Cell: moment, Style: momentStyle, Compare: byMoment},
		{
			Column: table.Column{Title: "Act", Min: 8, Max: 10, Priority: 2}, Cell: actCell, Style: actStyle,
			Compare: func(a, b todo) int { return triage.Fold(a.Act, b.Act) },
		},
	}
}

// From how many cells on the small form says more than words and moment.
const (
	actFrom  = 56
	kindFrom = 66
)

// compactColumns are for 25 to 80 cells. The words need the room most: the act
// and the kind are for where they are whole beside them.
func (p *Pane) compactColumns() []column {
	return []column{
		{Column: table.Column{Min: 20}, Cell: p.shortTextCell, Style: textStyle},
		{Column: table.Column{Min: 13, Max: 13, Priority: 3, From: kindFrom}, Cell: kindCell, Style: muted},
		{Column: table.Column{Min: 12, Max: 12, Priority: 1}, Cell: shortMoment, Style: momentStyle},
		{Column: table.Column{Min: 8, Max: 8, Priority: 2, From: actFrom}, Cell: actCell, Style: actStyle},
	}
}

// textCell is what a to-do says, behind what is kept beside it.
func (p *Pane) textCell(t todo, _ time.Time) string { return p.desk.Mark(t.Key(), false) + said(t) }

// shortTextCell is textCell where there is no column for the count.
func (p *Pane) shortTextCell(t todo, _ time.Time) string {
	text := said(t)
	if t.Count > 1 && !counts(text, t.Count) {
		text += " · " + format.Count(int64(t.Count))
	}
	return p.desk.Mark(t.Key(), true) + text
}

// counts reports whether a text says a number as a word of its own.
func counts(text string, n int) bool {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '×' }) {
		if strings.Trim(word, ",;:()") == format.Count(int64(n)) {
			return true
		}
	}
	return false
}

// said is what a to-do says, and the money it is about. Who owes money and how
// much is said in the fewest words, so that the amount is not cut.
func said(t todo) string {
	brand := strings.TrimSpace(format.Safe(t.Brand))
	switch {
	case !t.Amount.OK:
		return words(t)
	case t.Kind == partner.TodoOverdue && brand != "":
		return brand + " owes you " + format.Money(t.Amount.V)
	}
	return words(t) + " · " + format.Money(t.Amount.V)
}

func textStyle(t todo, th *theme.Theme, now time.Time) lipgloss.Style {
	if asleep(t, now) {
		return th.Muted
	}
	return th.Text
}

// countCell is how many things a row stands for when there are several.
func countCell(t todo, _ time.Time) string {
	if t.Count > 1 {
		return format.Count(int64(t.Count)) + "×"
	}
	return ""
}

func kindCell(t todo, _ time.Time) string { return kindWord(t.Kind) }

func actCell(t todo, _ time.Time) string { return actWord(t) }

func actStyle(t todo, th *theme.Theme, now time.Time) lipgloss.Style {
	if asleep(t, now) {
		return th.Muted
	}
	return th.Accent
}

func momentStyle(t todo, th *theme.Theme, now time.Time) lipgloss.Style {
	switch at := deadline(t); {
	case asleep(t, now) || at.IsZero():
		return th.Muted
	case late(t, now):
		return th.Danger
	case at.Sub(now) < soon:
		return th.Warn
	}
	return th.Text
}

// byMoment orders by what the column shows: when a to-do wakes, else when it is
// due; without either it comes last.
func byMoment(a, b todo) int {
	x, y := turn(a), turn(b)
	switch {
	case x.IsZero() && y.IsZero():
		return a.Since.Compare(b.Since)
	case x.IsZero():
		return 1
	case y.IsZero():
		return -1
	}
	return x.Compare(y)
}

func turn(t todo) time.Time {
	if !t.Wake.IsZero() {
		return t.Wake
	}
	return deadline(t)
}

func muted(_ todo, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted }

// contractual reports whether a kind of to-do is accepted or declined.
func contractual(k partner.TodoKind) bool {
	return k == partner.TodoInvitation || k == partner.TodoProposal
}
