package links

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

// row is a link with its cells, made once: ten thousand links are filtered
// and sorted at each key.
type row struct {
	partner.Link
	program string // cleaned, as all below
	short   string // address without protocol and parameters
	what    string // what tells it apart: path of a vanity link, else where it goes
	landing string // where it goes; empty for the program's default page
	subs    string
	kind    string
}

func newRow(l partner.Link) *row {
	r := &row{Link: l, program: format.Safe(l.Program), short: short(l.URL), landing: bare(l.Landing), kind: kind(l.Vanity)}
	r.subs = subs(l)
	switch {
	case l.Vanity:
		r.what = path(l.URL)
	case r.landing != "":
		r.what = r.landing
	}
	return r
}

// defaultPage stands where a link has no landing page of its own.
const defaultPage = "default page"

// The views.
const (
	viewAll    = "all"
	viewVanity = "vanity"
	viewHere   = "made here"
)

// spec declares the list.
func spec() triage.Spec[*row] {
	return triage.Spec[*row]{
		ID: ID, One: "link", Many: "links",
		Key:     func(r *row) string { return r.ID },
		Columns: columns(), Compact: compact(),
		Order: newestFirst,
		Views: []triage.View[*row]{
			{Name: viewAll},
			{Name: viewVanity, Keep: func(r *row, _ time.Time) bool { return r.Vanity }, Empty: "No vanity links. The form makes one when “Vanity link” is switched on."},
			{Name: viewHere, Keep: func(r *row, _ time.Time) bool { return r.Here }, Empty: "No links made on this machine yet."},
		},
		Text: func(r *row) string {
			return strings.Join([]string{r.Program, r.URL, r.Landing, r.subs, r.SharedID, r.Property, r.kind}, " ")
		},
		Detail: detail,
		Marks:  true,
	}
}

// newestFirst puts links without a date at the end.
func newestFirst(a, b *row, _ time.Time) int {
	return cmp.Or(b.Made.Compare(a.Made), strings.Compare(a.URL, b.URL), strings.Compare(a.ID, b.ID))
}

// column is a column of text that the list can be sorted by.
func column(c table.Column, cell func(*row) string) triage.Column[*row] {
	return triage.Column[*row]{Column: c, Cell: func(r *row, _ time.Time) string { return cell(r) }, By: cell}
}

func muted(_ *row, t *theme.Theme, _ time.Time) lipgloss.Style { return t.Muted }

// placed mutes what stands for no landing page.
func placed(text func(*row) string) func(*row, *theme.Theme, time.Time) lipgloss.Style {
	return func(r *row, t *theme.Theme, _ time.Time) lipgloss.Style {
		if text(r) == "" {
			return t.Muted
		}
		return t.Text
	}
}

func columns() []triage.Column[*row] {
	landing := column(table.Column{Title: "Landing page", Min: 12, Priority: 2}, func(r *row) string { return orDefault(r.landing) })
	landing.Style = placed(func(r *row) string { return r.landing })
	kinds := column(table.Column{Title: "Kind", Min: 6, Max: 6, Priority: 5}, func(r *row) string { return r.kind })
	kinds.Style = muted
	return []triage.Column[*row]{
		column(table.Column{Title: "Link", Min: 34}, func(r *row) string { return r.short }),
		column(table.Column{Title: "Program", Min: 10, Max: 24, Priority: 1}, func(r *row) string { return r.program }),
		landing,
		kinds,
		column(table.Column{Title: "Sub IDs", Min: 8, Max: 20, Priority: 6}, func(r *row) string { return r.subs }),
		{
			Column: table.Column{Title: "Clicks", Align: table.Right, Min: 8, Max: 9, Priority: 4},
			Cell:   func(r *row, _ time.Time) string { return clicks(r.Link) }, Desc: true,
			Compare: func(a, b *row) int { return cmp.Compare(a.Clicks.Or(-1), b.Clicks.Or(-1)) },
		},
		{
			Column: table.Column{Title: "Made", Align: table.Right, Min: 12, Max: 12, Priority: 3},
			Cell:   func(r *row, now time.Time) string { return madeOn(r.Made, now) }, Style: muted, Desc: true,
			Compare: func(a, b *row) int { return a.Made.Compare(b.Made) },
		},
	}
}

// compact are the columns of the small form.
func compact() []triage.Column[*row] {
	return []triage.Column[*row]{
		{
			Column: table.Column{Min: 14},
			Cell:   func(r *row, _ time.Time) string { return orDefault(r.what) }, Style: placed(func(r *row) string { return r.what }),
		},
		{Column: table.Column{Min: 8, Max: 20, Priority: 1}, Cell: func(r *row, _ time.Time) string { return r.program }, Style: muted},
		{Column: table.Column{Min: 20, Max: 36, Priority: 3}, Cell: func(r *row, _ time.Time) string { return r.short }, Style: muted},
		{
			Column: table.Column{Align: table.Right, Min: 4, Max: 4, Priority: 2, From: 44},
			Cell:   func(r *row, now time.Time) string { return age(r.Made, now) }, Style: muted,
		},
	}
}

func orDefault(text string) string {
	if text == "" {
		return defaultPage
	}
	return text
}
