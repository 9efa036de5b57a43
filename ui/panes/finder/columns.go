package finder

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

type column = triage.Column[hit]

func (p *Pane) spec() triage.Spec[hit] {
	return triage.Spec[hit]{
		ID: ID, One: "result", Many: "results",
		Key: key, Columns: fullColumns(), Compact: compactColumns(), Detail: p.detail,
	}
}

// key tells results apart.
func key(h hit) string {
	if h.Inquiry.OK {
		return "inquiry/" + h.Inquiry.V.ID
	}
	return actionKey(h.Action.V.ID)
}

func actionKey(id string) string { return "action/" + id }

// order is the number of an order, or the id of the action without one.
func order(h hit) string {
	text := cmp.Or(h.Action.V.OrderID, h.Action.V.ID)
	if h.Inquiry.OK {
		text = cmp.Or(h.Inquiry.V.OrderID, h.Inquiry.V.ID)
	}
	if text = strings.TrimSpace(format.Safe(text)); text == "" {
		return format.None
	}
	return text
}

func program(h hit) string {
	if h.Inquiry.OK {
		return format.Safe(h.Inquiry.V.Program)
	}
	return format.Safe(h.Action.V.Program)
}

// at is when the customer bought.
func at(h hit) time.Time {
	if h.Inquiry.OK {
		return h.Inquiry.V.Transaction
	}
	return h.Action.V.At
}

// stateInquiry stands where an action has its state.
const stateInquiry = "inquiry"

// stateOf is where an action stands.
func stateOf(h hit, now time.Time) string {
	a := h.Action.V
	switch {
	case h.Inquiry.OK:
		return stateInquiry
	case !a.Cleared.IsZero() && !a.Cleared.After(now) && a.Earns():
		return "cleared"
	case a.State == partner.ActionApproved:
		return "locked"
	}
	if text := strings.ToLower(strings.TrimSpace(format.Safe(string(a.State)))); text != "" {
		return text
	}
	return format.None
}

func stateStyle(h hit, t *theme.Theme, now time.Time) lipgloss.Style {
	switch stateOf(h, now) {
	case "cleared", "locked":
		return t.Good
	case "reversed":
		return t.Danger
	case stateInquiry:
		return t.Accent
	}
	return t.Text
}

// fits is what of a result has the text. What stands in the row already is not
// repeated.
func fits(h hit) string {
	name, value := strings.TrimSpace(format.Safe(h.Field)), strings.TrimSpace(format.Safe(h.Value))
	if value == "" || value == order(h) || name == "payout" {
		return name
	}
	return name + " " + value
}

// Cells of the columns.
const (
	payoutCells = 11
	dayCells    = 12
	shortCells  = 6
	wideFrom    = 60 // cells for all columns from which a day has its year
	matchFrom   = 84 // … from which the list tells what fits; it is in the detail as well
)

func orderColumn() column {
	return column{
		Column: table.Column{Title: "Order", Min: 10, Max: 26}, By: order,
		Cell: func(h hit, _ time.Time) string { return order(h) },
	}
}

func brandColumn() column {
	return column{
		Column: table.Column{Title: "Brand", Min: 10, Priority: 3}, By: program,
		Cell: func(h hit, _ time.Time) string { return program(h) },
	}
}

func dayColumns() []column {
	day := func(year bool) func(hit, time.Time) string {
		return func(h hit, now time.Time) string {
			if at(h).IsZero() {
				return format.None
			}
			return format.Day(partner.DateOf(at(h), now.Location()), year)
		}
	}
	return []column{
		{
			Column: table.Column{Title: "Day", Min: dayCells, Max: dayCells, Priority: 2, From: wideFrom}, Desc: true, Cell: day(true), Style: muted,
			Compare: func(a, b hit) int { return at(a).Compare(at(b)) },
		},
		{Column: table.Column{Title: "Day", Min: shortCells, Max: shortCells, Priority: 2, To: wideFrom - 1}, Cell: day(false), Style: muted},
	}
}

func payoutColumn() column {
	return column{
		Column: table.Column{Title: "Payout", Min: payoutCells, Max: payoutCells, Priority: 1, Align: table.Right}, Desc: true,
		Cell: func(h hit, _ time.Time) string {
			if h.Inquiry.OK {
				return ""
			}
			return format.MoneyShort(h.Action.V.Payout, payoutCells)
		},
		Compare: func(a, b hit) int {
			x, y := a.Action.V.Payout, b.Action.V.Payout
			return cmp.Or(cmp.Compare(x.Currency, y.Currency), x.Amount.Cmp(y.Amount))
		},
	}
}

func stateColumn() column {
	return column{
		Column: table.Column{Title: "State", Min: 8, Max: 8, Priority: 1}, Cell: stateOf, Style: stateStyle,
		Compare: func(a, b hit) int {
			return cmp.Or(cmp.Compare(a.Action.V.State, b.Action.V.State), a.Action.V.Cleared.Compare(b.Action.V.Cleared))
		},
	}
}

func fitsColumn() column {
	return column{
		Column: table.Column{Title: "Match", Min: 10, Max: 24, Priority: 4, From: matchFrom}, Style: muted,
		Cell: func(h hit, _ time.Time) string { return fits(h) },
	}
}

func muted(_ hit, t *theme.Theme, _ time.Time) lipgloss.Style { return t.Muted }

func fullColumns() []column {
	list := append([]column{orderColumn(), brandColumn()}, dayColumns()...)
	return append(list, payoutColumn(), stateColumn(), fitsColumn())
}

func compactColumns() []column { return fullColumns() }
