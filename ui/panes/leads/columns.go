package leads

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/sheet"
	"impactdash/ui/component/table"
	"impactdash/ui/format"
	"impactdash/ui/theme"
	"impactdash/ui/triage"
)

type column = triage.Column[row]

// The views. The first is shown at the start.
const (
	viewAll    = "all"
	viewOpen   = "open"
	viewWon    = "won"
	viewDrafts = "drafts"
)

func (p *Pane) spec() triage.Spec[row] {
	return triage.Spec[row]{
		ID: ID, One: "lead", Many: "leads",
		Key:     row.key,
		Columns: fullColumns(), Compact: compactColumns(),
		Order: order,
		Views: []triage.View[row]{
			{Name: viewAll},
			{Name: viewOpen, Keep: func(r row, _ time.Time) bool { return r.open() }, Empty: "No open leads: the brands have decided about all."},
			{Name: viewWon, Keep: func(r row, _ time.Time) bool { return !r.isDraft() && r.Status == partner.LeadConverted }, Empty: "No lead has been converted yet."},
			{Name: viewDrafts, Keep: func(r row, _ time.Time) bool { return r.isDraft() }, Empty: "No drafts. What you type is kept here until it is sent."},
		},
		Text: searched, Detail: p.detail,
	}
}

// order is drafts first, then what has changed last.
func order(a, b row, _ time.Time) int {
	return cmp.Or(first(a.isDraft(), b.isDraft()), b.latest.Compare(a.latest), strings.Compare(a.key(), b.key()))
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

// searched is what the filter looks into.
func searched(r row) string {
	parts := []string{r.name, r.brand, r.state(), r.Reason, r.ActionID, r.ID}
	for _, v := range r.Values {
		parts = append(parts, v)
	}
	return strings.Join(parts, " ")
}

func fullColumns() []column {
	return []column{
		{
			Column: table.Column{Title: "Name", Min: 32, Max: 48}, Cell: func(r row, _ time.Time) string { return r.name },
			Compare: func(a, b row) int { return triage.Fold(a.name, b.name) },
		},
		{
			Column: table.Column{Title: "Brand", Min: 10, Max: 24, Priority: 2}, Cell: func(r row, _ time.Time) string { return r.brand },
			Compare: func(a, b row) int { return triage.Fold(a.brand, b.brand) },
		},
		{
			Column: table.Column{Title: "State", Min: 9, Max: 11, Priority: 1}, Cell: func(r row, _ time.Time) string { return r.state() }, Style: stateStyle,
			Compare: func(a, b row) int { return cmp.Compare(a.rank(), b.rank()) },
		},
		{
			Column: table.Column{Title: "Submitted", Min: 12, Max: 12, Priority: 4}, Style: muted, Desc: true,
			Cell:    func(r row, now time.Time) string { return dayOf(r.Submitted, now) },
			Compare: func(a, b row) int { return a.Submitted.Compare(b.Submitted) },
		},
		{
			Column: table.Column{Title: "Updated", Min: 7, Max: 7, Priority: 5, Align: table.Right}, Style: muted, Desc: true,
			Cell:    func(r row, now time.Time) string { return age(r.latest, now) },
			Compare: func(a, b row) int { return a.latest.Compare(b.latest) },
		},
		{
			Column: table.Column{Title: "Payout", Min: 10, Max: 14, Priority: 3, Align: table.Right}, Desc: true,
			Cell: func(r row, _ time.Time) string { return r.payout() }, Compare: byPayout,
		},
	}
}

// compactColumns are for 25 to 80 cells: who it is about and how it stands
// come first.
func compactColumns() []column {
	return []column{
		{Column: table.Column{Min: 12}, Cell: func(r row, _ time.Time) string { return r.name }},
		{Column: table.Column{Min: 8, Max: 18, Priority: 3, From: 56}, Cell: func(r row, _ time.Time) string { return r.brand }, Style: muted},
		{Column: table.Column{Min: 8, Max: 12, Priority: 4, From: 66, Align: table.Right}, Cell: func(r row, _ time.Time) string { return r.payout() }},
		{Column: table.Column{Min: 4, Max: 4, Priority: 2, From: 44, Align: table.Right}, Cell: func(r row, now time.Time) string { return age(r.latest, now) }, Style: muted},
		{Column: table.Column{Min: 9, Max: 9, Priority: 1}, Cell: func(r row, _ time.Time) string { return r.state() }, Style: stateStyle},
	}
}

// byPayout orders by currency, then by amount: amounts of two currencies
// cannot be compared. What has none comes first.
func byPayout(a, b row) int {
	if c := first(!a.Payout.OK, !b.Payout.OK); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.Payout.V.Currency, b.Payout.V.Currency), a.Payout.V.Amount.Cmp(b.Payout.V.Amount))
}

func muted(_ row, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted }

func stateStyle(r row, th *theme.Theme, _ time.Time) lipgloss.Style {
	switch {
	case r.isDraft():
		return th.Warn
	case r.Status == partner.LeadConverted:
		return th.Good
	case r.Status == partner.LeadRejected, r.Status == partner.LeadDuplicate:
		return th.Muted
	}
	return th.Text
}

// detail tells all about an entry.
func (p *Pane) detail(r row, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Heading(r.name)
	f, takes := p.formOf(r.ProgramID)
	switch {
	case r.isDraft() && takes:
		s.TextIn(th.Warn, "A draft: the brand has not got it. Go on with it to send it.")
	case r.isDraft():
		s.TextIn(th.Warn, "A draft. The brand takes no leads now, so it cannot be sent.")
	case r.Status == partner.LeadDuplicate:
		s.TextIn(th.Muted, "The brand had this lead already.")
	}
	s.Gap()
	s.RowIn(stateStyle(r, th, now), "State", r.state())
	optional(s, "Reason", r.Reason)
	s.Row("Brand", r.brand)
	if r.isDraft() {
		s.Row("Kept", exactly(r.draft.Saved, now))
	} else {
		s.Row("Submitted", exactly(r.Submitted, now))
		optional(s, "Updated", exactly(r.Updated, now))
		optional(s, "Payout", r.payout())
		optional(s, "Action", r.ActionID)
		s.Row("Number", r.ID)
	}
	values(f, r, s)
}

// values are what was typed into the form, in its order; what the form does
// not ask any more comes last.
func values(f partner.LeadForm, r row, s *sheet.Sheet) {
	rest := maps.Clone(r.Values)
	maps.DeleteFunc(rest, func(_, v string) bool { return clean(v) == "" })
	if len(rest) == 0 {
		return
	}
	s.Heading("The lead")
	for _, x := range f.Fields {
		v, ok := rest[x.Name]
		if !ok {
			continue
		}
		delete(rest, x.Name)
		s.Row(cmp.Or(clean(x.Label), x.Name), valueWords(x, v))
	}
	for _, name := range slices.Sorted(maps.Keys(rest)) {
		s.Row(cmp.Or(clean(name), format.None), rest[name])
	}
}

// optional adds a fact that many leads do not have.
func optional(s *sheet.Sheet, label, value string) {
	if clean(value) != "" {
		s.Row(label, value)
	}
}
