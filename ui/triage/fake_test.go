package triage

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"

	"impactdash/ui/component/sheet"
	"impactdash/ui/component/table"
	"impactdash/ui/pane"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

// ticket is the thing the lists of these tests are of.
type ticket struct {
	id, name, brand, note string
	days                  int // until it is due
	done, snoozed         bool
	_                     [8]string // as large as what panes show
}

func spec() Spec[ticket] {
	due := func(t ticket, now time.Time) string { return now.AddDate(0, 0, t.days).Format("Jan 2") }
	name := Column[ticket]{
		Column: table.Column{Title: "Name", Min: 10}, Cell: func(t ticket, _ time.Time) string { return t.name },
		By: func(t ticket) string { return t.name },
	}
	when := Column[ticket]{
		Column: table.Column{Title: "Due", Min: 6, Max: 8, Priority: 1, Align: table.Right}, Cell: due, Desc: true,
		Style:   func(_ ticket, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted },
		Compare: func(a, b ticket) int { return cmp.Compare(a.days, b.days) },
	}
	return Spec[ticket]{
		ID: "tickets", One: "ticket", Many: "tickets",
		Key: func(t ticket) string { return t.id },
		Columns: []Column[ticket]{name, {
			Column: table.Column{Title: "Brand", Min: 8, Max: 20, Priority: 2}, Cell: func(t ticket, _ time.Time) string { return t.brand },
		}, when},
		Compact: []Column[ticket]{name, when},
		Order: func(a, b ticket, _ time.Time) int {
			return cmp.Or(cmp.Compare(a.days, b.days), strings.Compare(a.id, b.id))
		},
		Views: []View[ticket]{
			{Name: "open", Keep: func(t ticket, _ time.Time) bool { return !t.done && !t.snoozed }},
			{Name: "snoozed", Keep: func(t ticket, _ time.Time) bool { return t.snoozed && !t.done }, Empty: "Nothing sleeps."},
			{Name: "done", Keep: func(t ticket, _ time.Time) bool { return t.done }},
		},
		Text: func(t ticket) string { return t.name + " " + t.brand },
		Detail: func(t ticket, s *sheet.Sheet, now time.Time) {
			s.Heading(t.name).Row("Brand", t.brand).Row("Due", due(t, now)).Gap().Text(t.note)
		},
		Marks: true,
	}
}

// some are n tickets in natural order: id "t00" is due first.
func some(n int) []ticket {
	out := make([]ticket, n)
	for i := range out {
		out[i] = ticket{
			id: fmt.Sprintf("t%02d", i), name: fmt.Sprintf("Ticket %02d", n-1-i), brand: []string{"Acme", "Bolt", "Cedar"}[i%3],
			note: strings.Repeat(fmt.Sprintf("Line of %d.\n", i), 30), days: i,
		}
	}
	return out
}

// loaded is a list of n tickets in a frame, drawn once.
func loaded(n int, f pane.Frame) *Model[ticket] {
	m := New(spec())
	m.SetFrame(f)
	m.SetItems(some(n))
	m.Draw(Body{})
	return m
}

// at is the id of the ticket under the cursor.
func at(m *Model[ticket]) string {
	t, _ := m.Current()
	return t.id
}

// ids joins the ids of tickets.
func ids(all []ticket) string {
	var out []string
	for _, t := range all {
		out = append(out, t.id)
	}
	return strings.Join(out, " ")
}

// rows lists the ids of the rows shown.
func rows(m *Model[ticket]) string {
	var out []ticket
	for _, i := range m.shown {
		out = append(out, m.items[i])
	}
	return ids(out)
}

// run runs actions by their ids without the pane's name, and draws after each.
func run(t testing.TB, m *Model[ticket], names ...string) {
	t.Helper()
	for _, n := range names {
		uitest.Do(t, m, "tickets."+n)
		m.Draw(Body{})
	}
}

// filter sets a filter as a user does.
func filter(t testing.TB, m *Model[ticket], text string) {
	t.Helper()
	run(t, m, "filter")
	uitest.Type(m.Update, text)
	run(t, m, "filter.keep")
}
