package activity

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/table"
	"impactdash/ui/theme"
	"impactdash/ui/triage"
)

type column = triage.Column[entry]

// The views, by what changed. The first is shown at the start.
const (
	viewAll       = "all"
	viewMoney     = "money"
	viewContracts = "contracts"
	viewTasks     = "tasks"
	viewInquiries = "inquiries"
)

func (p *Pane) spec() triage.Spec[entry] {
	about := func(topics ...string) func(entry, time.Time) bool {
		return func(e entry, _ time.Time) bool {
			topic := e.Kind.Topic()
			for _, t := range topics {
				if t == topic {
					return true
				}
			}
			return false
		}
	}
	none := func(what string) string { return "No " + what + " changed in this time. ] shows the other changes." }
	return triage.Spec[entry]{
		ID: ID, One: "change", Many: "changes",
		Key:     func(e entry) string { return e.ID },
		Columns: p.fullColumns(), Compact: p.compactColumns(),
		Views: []triage.View[entry]{
			{Name: viewAll},
			{Name: viewMoney, Keep: about("action", "invoice"), Empty: none("action and no invoice")},
			{Name: viewContracts, Keep: about("contract"), Empty: none("contract")},
			{Name: viewTasks, Keep: about("task"), Empty: none("task")},
			{Name: viewInquiries, Keep: about("inquiry"), Empty: none("inquiry")},
		},
		Text: searched, Detail: p.detail, DetailMost: detailMost,
	}
}

// searched is what the text filter looks into.
func searched(e entry) string {
	return strings.Join([]string{e.Program, thing(e), e.ThingID, wordOf(e.Kind).text, said(e), e.Reason, change(e, wide)}, " ")
}

// Cells of the columns.
const (
	markCells   = 2 // the mark of what is unread, and the one of what is not certain
	whenCells   = markCells + 12
	dayCells    = markCells + 6
	whatCells   = 8
	effectCells = 11
	amountCells = 9
	worthCells  = 10
	leastWorth  = 8
	wideFrom    = 60 // cells for all columns from which the time of day is told
	fullFrom    = 90 // … from which before and after are told
	detailMost  = 52
)

// whenColumns tell when: where there is room with the time of day.
func (p *Pane) whenColumns() []column {
	at := func(short bool) func(entry, time.Time) string {
		return func(e entry, now time.Time) string {
			text := moment(e.At, now)
			if short {
				text = shortMoment(e.At, now)
			}
			if e.Stated {
				text = " " + text
			}
			return p.mark(e) + sure(e) + text
		}
	}
	return []column{
		{
			Column: table.Column{Title: "  When", Min: whenCells, Max: whenCells, From: wideFrom}, Desc: true, Cell: at(false), Style: p.whenStyle,
			Compare: func(a, b entry) int { return a.At.Compare(b.At) },
		},
		{Column: table.Column{Title: "  When", Min: dayCells, Max: dayCells, To: wideFrom - 1}, Cell: at(true), Style: p.whenStyle},
	}
}

// mark is the cell in front of what the user has not seen before this visit.
func (p *Pane) mark(e entry) string {
	if p.unread(e) && p.frame.Theme != nil {
		return p.frame.Theme.Glyph.Live
	}
	return " "
}

func (p *Pane) whenStyle(e entry, t *theme.Theme, _ time.Time) lipgloss.Style {
	if p.unread(e) {
		return t.Accent
	}
	return t.Muted
}

func whatColumn() column {
	return column{
		Column:  table.Column{Title: "What", Min: whatCells, Max: whatCells},
		Cell:    func(e entry, _ time.Time) string { return wordOf(e.Kind).text },
		Style:   func(e entry, t *theme.Theme, _ time.Time) lipgloss.Style { return wordOf(e.Kind).tone.style(t) },
		Compare: func(a, b entry) int { return cmp.Compare(a.Kind, b.Kind) },
	}
}

// thingColumns tell what has changed: where there is room with what it is.
func thingColumns() []column {
	return []column{
		{
			Column: table.Column{Title: "Of", Min: 10, From: wideFrom}, By: thing,
			Cell: func(e entry, _ time.Time) string { return thing(e) },
		},
		{
			Column: table.Column{Title: "Of", Min: 4, To: wideFrom - 1},
			Cell:   func(e entry, _ time.Time) string { return shortThing(e) },
		},
	}
}

// worthColumns tell the money where there is no room for before and after.
func worthColumns() []column {
	about := func(cells int, at table.Column) column {
		at.Title, at.Min, at.Max, at.Align = "Money", cells, cells, table.Right
		return column{
			Column: at,
			Cell:   func(e entry, _ time.Time) string { return worth(e, cells) },
			Style: func(e entry, t *theme.Theme, _ time.Time) lipgloss.Style {
				switch {
				case !e.Before.OK && !e.After.OK:
					return t.Muted
				case wordOf(e.Kind).tone == bad:
					return t.Danger
				}
				return t.Text
			},
		}
	}
	return []column{about(leastWorth, table.Column{To: wideFrom - 1}), about(worthCells, table.Column{From: wideFrom, To: fullFrom - 1})}
}

func effectColumn() column {
	return column{
		Column: table.Column{Title: "Pending", Min: effectCells, Max: effectCells, Priority: 1, Align: table.Right, From: fullFrom}, Desc: true,
		Cell: func(e entry, _ time.Time) string {
			if !e.Owed.OK {
				return ""
			}
			return signed(e.Owed.V, effectCells)
		},
		Style: func(e entry, t *theme.Theme, _ time.Time) lipgloss.Style {
			if e.Owed.V.Amount.IsNeg() {
				return t.Text
			}
			return t.Good
		},
		Compare: func(a, b entry) int { return compareMoney(a.Owed, b.Owed) },
	}
}

// compareMoney orders by currency first, because amounts of different ones
// cannot be compared; what has none comes first.
func compareMoney(a, b partner.Opt[partner.Money]) int {
	return cmp.Or(cmp.Compare(a.V.Currency, b.V.Currency), a.V.Amount.Cmp(b.V.Amount))
}

func (p *Pane) fullColumns() []column {
	return slices.Concat(p.whenColumns(), []column{
		whatColumn(),
		{
			Column: table.Column{Title: "Brand", Min: 10, Max: 22, Priority: 2}, By: brand,
			Cell: func(e entry, _ time.Time) string { return brand(e) },
		},
	}, thingColumns(), []column{
		{
			Column: table.Column{Title: "Change", Min: 2*amountCells + 3, Max: 2*amountCells + 3, From: fullFrom}, Desc: true,
			Cell:    func(e entry, _ time.Time) string { return change(e, amountCells) },
			Style:   func(_ entry, t *theme.Theme, _ time.Time) lipgloss.Style { return t.Muted },
			Compare: func(a, b entry) int { return compareMoney(a.After, b.After) },
		},
	}, worthColumns(), []column{effectColumn()})
}

// compactColumns are for where the list has not the whole screen.
func (p *Pane) compactColumns() []column {
	return slices.Concat(p.whenColumns(), []column{whatColumn()}, thingColumns(), worthColumns(), []column{effectColumn()})
}
