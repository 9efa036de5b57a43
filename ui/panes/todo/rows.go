package todo

import (
	"cmp"
	"errors"
	"fmt"
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

// fate is what became of a row.
type fate uint8

const (
	ready   fate = iota // to be sent
	failed              // not sent, for a reason that may pass
	wrong               // not to be sent: it has a mistake
	unknown             // it may have arrived
	sent
)

func fateOf(r row) fate {
	switch {
	case r.URI != "":
		return sent
	case r.Err == nil:
		return ready
	}
	switch partner.KindOf(r.Err) {
	case partner.Invalid:
		return wrong
	case partner.Uncertain:
		return unknown
	}
	return failed
}

// fateWords say what became of a row and why.
func fateWords(r row) string {
	switch fateOf(r) {
	case ready:
		return "ready"
	case sent:
		return "sent"
	case unknown:
		return "not known whether it arrived: " + reason(r.Err)
	case failed:
		return "not sent: " + reason(r.Err)
	}
	return mistakes(r.Err)
}

// mistakes names the first field with a mistake, and says how many more have
// one.
func mistakes(err error) string {
	text := reason(err)
	var e *partner.Error
	if !errors.As(err, &e) {
		return text
	}
	for _, f := range rowFields() {
		if f.name == e.Field {
			text = f.label + ": " + text
		}
	}
	if n := len(e.Fields); n > 1 {
		text += ", and " + format.Count(int64(n-1)) + " more"
	}
	return text
}

// rowField is a field of a row that must be filled, or may be wrong.
type rowField struct{ name, label string }

func rowFields() []rowField {
	return []rowField{
		{partner.InquiryProgram, "Program"},
		{partner.InquiryOrder, "Order"},
		{partner.InquiryKind, "Type"},
		{partner.InquiryTransaction, "Bought on"},
		{partner.InquiryAmount, "Amount"},
		{partner.InquiryExpected, "Expected"},
		{partner.InquiryDeadline, "Answer by"},
		{partner.InquiryCustomer, "Customer"},
		{partner.InquiryLink, "Tracking link"},
		{partner.InquiryOwn, "Your reference"},
		{partner.InquiryNotes, "Notes"},
	}
}

func fateStyle(r row, th *theme.Theme, _ time.Time) lipgloss.Style {
	switch fateOf(r) {
	case sent:
		return th.Good
	case wrong, failed:
		return th.Warn
	case unknown:
		return th.Danger
	}
	return th.Text
}

func rowSpec() triage.Spec[row] {
	line := triage.Column[row]{
		Column:  table.Column{Title: "Line", Min: 5, Max: 5, Align: table.Right},
		Cell:    func(r row, _ time.Time) string { return format.Count(int64(r.Line)) },
		Style:   func(_ row, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted },
		Compare: func(a, b row) int { return cmp.Compare(a.Line, b.Line) },
	}
	order := triage.Column[row]{
		Column:  table.Column{Title: "Order", Min: 10, Max: 14},
		Cell:    func(r row, _ time.Time) string { return format.Safe(r.Input.OrderID) },
		Compare: func(a, b row) int { return triage.Fold(a.Input.OrderID, b.Input.OrderID) },
	}
	amount := triage.Column[row]{
		Column: table.Column{Title: "Amount", Min: 9, Max: 10, Align: table.Right, Priority: 1},
		Cell:   func(r row, _ time.Time) string { return format.Bare(format.Safe(r.Input.Amount)) },
	}
	outcome := triage.Column[row]{
		Column:  table.Column{Title: "Report", Min: 16},
		Cell:    func(r row, _ time.Time) string { return fateWords(r) },
		Style:   fateStyle,
		Compare: func(a, b row) int { return cmp.Compare(fateOf(b), fateOf(a)) },
	}
	return triage.Spec[row]{
		ID: ID, One: "row", Many: "rows",
		Key:     func(r row) string { return fmt.Sprint(r.Line) },
		Columns: []triage.Column[row]{line, order, amount, outcome}, Compact: []triage.Column[row]{line, order, outcome},
		Text: func(r row) string {
			return strings.Join([]string{r.Input.OrderID, r.Input.ProgramID, fateWords(r)}, " ")
		},
		Detail: rowDetail,
	}
}

// rowDetail tells all that a row says, and what is wrong with it.
func rowDetail(r row, s *sheet.Sheet, now time.Time) {
	s.Heading(fmt.Sprintf("Line %d", r.Line))
	s.TextIn(fateStyle(r, s.Theme(), now), fateWords(r))
	if fields, _ := blame(r.Err, ""); len(fields) > 1 {
		for _, f := range rowFields() {
			if why := fields[f.name]; why != "" {
				s.List(f.label + ": " + why)
			}
		}
	}
	in := r.Input
	s.Gap()
	s.Row("Program", in.ProgramID).Row("Order", in.OrderID).Row("Type", in.Type.Words()).Row("Bought on", in.Transaction).Row("Amount", format.BareEnd(in.Amount))
	for _, f := range [][2]string{
		{"Expected", format.BareEnd(in.Expected)},
		{"Answer by", in.Deadline},
		{"Customer", in.Customer},
		{"Tracking link", in.Link},
		{"Your reference", in.Own},
		{"Notes", in.Notes},
		{"Made", r.URI},
	} {
		optional(s, f[0], f[1])
	}
}
