package brands

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"impactdash/ui/component/sheet"
	"impactdash/ui/component/table"
	"impactdash/ui/theme"
	"impactdash/ui/triage"
)

type column = triage.Column[offer]

// The views. The first is shown at the start.
const (
	viewOpen   = "open"
	viewJoined = "joined"
	viewAll    = "all"
)

func (p *Pane) spec() triage.Spec[offer] {
	in := func(state string) func(offer, time.Time) bool {
		return func(b offer, _ time.Time) bool { return b.State == state }
	}
	return triage.Spec[offer]{
		ID: ID, One: "brand", Many: "brands",
		Key:     func(b offer) string { return b.ID },
		Columns: fullColumns(), Compact: compactColumns(),
		Order: order,
		Views: []triage.View[offer]{
			{Name: viewOpen, Keep: in(stateOpen), Empty: "No brand to join now. The next list has those you have joined."},
			{Name: viewJoined, Keep: in(stateJoined), Empty: "None of these brands is joined yet."},
			{Name: viewAll},
		},
		Text: searched, Detail: p.detail, Marks: true,
	}
}

// order is what can be joined, then the rest, each by name.
func order(a, b offer, _ time.Time) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), byName(a, b), cmp.Compare(a.ID, b.ID))
}

func rank(b offer) int {
	if i := slices.Index([]string{stateOpen, statePending, stateJoined}, b.State); i >= 0 {
		return i
	}
	return 3
}

func byName(a, b offer) int { return triage.Fold(a.Brand, b.Brand) }

// byEPC orders by the payout per click. Amounts of different currencies cannot
// be compared, so the currency comes first; brands without one are less than
// all others.
func byEPC(a, b offer) int {
	switch {
	case !a.EPC.OK && !b.EPC.OK:
		return 0
	case !a.EPC.OK:
		return -1
	case !b.EPC.OK:
		return 1
	case a.EPC.V.Currency != b.EPC.V.Currency:
		return cmp.Compare(b.EPC.V.Currency, a.EPC.V.Currency)
	}
	return a.EPC.V.Amount.Cmp(b.EPC.V.Amount)
}

// searched is what the filter looks into.
func searched(b offer) string {
	return strings.Join([]string{b.Brand, b.Name, b.Category, b.Payout, strings.Join(b.Regions, " "), b.State, b.ID}, " ")
}

func fullColumns() []column {
	return []column{
		{Column: table.Column{Title: "Brand", Min: 22}, Cell: nameCell, Style: nameStyle, Compare: byName},
		{
			Column: table.Column{Title: "Category", Min: 10, Max: 20, Priority: 4}, Style: muted,
			Cell:    func(b offer, _ time.Time) string { return text(b.Category) },
			Compare: func(a, b offer) int { return triage.Fold(a.Category, b.Category) },
		},
		{
			Column: table.Column{Title: "Payout", Min: 15, Max: 28, Priority: 2}, Cell: payoutCell, Style: nameStyle,
			Compare: func(a, b offer) int { return triage.Fold(a.Payout, b.Payout) },
		},
		{
			Column: table.Column{Title: "EPC", Min: 8, Max: 10, Priority: 1, Align: table.Right}, Desc: true,
			Cell: epcCell, Style: nameStyle, Compare: byEPC,
		},
		{
			Column: table.Column{Title: "Accepts", Min: 7, Max: 7, Priority: 5, Align: table.Right}, Desc: true, Style: muted,
			Cell:    func(b offer, _ time.Time) string { return accepts(b) },
			Compare: func(a, b offer) int { return cmp.Compare(a.Accepts.Or(-1), b.Accepts.Or(-1)) },
		},
		{
			Column: table.Column{Title: "Regions", Min: 12, Max: 18, Priority: 6}, Style: muted,
			Cell: func(b offer, _ time.Time) string { return text(strings.Join(b.Regions, ", ")) },
		},
		{
			Column: table.Column{Title: "State", Min: 7, Max: 7, Priority: 3}, Style: stateStyle,
			Cell:    func(b offer, _ time.Time) string { return state(b) },
			Compare: func(a, b offer) int { return cmp.Compare(rank(a), rank(b)) },
		},
	}
}

// wideFrom is from how many cells on the small form has the payout in the
// brand's words and what a click brings; before it the name needs the room.
const wideFrom = 56

// compactColumns are for 24 to 80 cells.
func compactColumns() []column {
	return []column{
		{Column: table.Column{Min: 12}, Cell: nameCell, Style: nameStyle},
		{Column: table.Column{Min: 9, Max: 9, Priority: 1, Align: table.Right, To: wideFrom - 1}, Cell: shortPayoutCell, Style: muted},
		{Column: table.Column{Min: 15, Max: 20, Priority: 2, From: wideFrom}, Cell: payoutCell, Style: muted},
		{Column: table.Column{Min: 12, Max: 13, Priority: 1, Align: table.Right, From: wideFrom}, Cell: namedEPCCell, Style: nameStyle},
	}
}

func nameCell(b offer, _ time.Time) string { return name(b) }

func payoutCell(b offer, _ time.Time) string { return text(b.Payout) }

func shortPayoutCell(b offer, _ time.Time) string { return shortPayout(b) }

// namedEPCCell says what the amount is, for want of a title.
func namedEPCCell(b offer, _ time.Time) string {
	if !b.EPC.OK {
		return ""
	}
	return "EPC " + epc(b)
}

func epcCell(b offer, _ time.Time) string { return epc(b) }

// nameStyle keeps the eye on what can be joined.
func nameStyle(b offer, t *theme.Theme, _ time.Time) lipgloss.Style {
	if b.State == stateOpen || b.State == stateJoined {
		return t.Text
	}
	return t.Muted
}

func stateStyle(b offer, t *theme.Theme, _ time.Time) lipgloss.Style {
	switch b.State {
	case stateJoined:
		return t.Good
	case statePending:
		return t.Warn
	}
	return t.Muted
}

func muted(_ offer, t *theme.Theme, _ time.Time) lipgloss.Style { return t.Muted }

// detail tells all about a brand.
func (p *Pane) detail(b offer, s *sheet.Sheet, now time.Time) {
	t := s.Theme()
	s.Heading(name(b))
	if why := p.refusals[b.ID]; why != "" && b.State == stateOpen {
		s.TextIn(t.Warn, "Not joined: "+why)
	}
	if text := prospect(b); text != "" {
		s.TextIn(t.Muted, text)
	}
	s.Gap()
	if program := text(b.Name); program != name(b) {
		s.Row("Program", program)
	}
	s.RowIn(stateStyle(b, t, now), "State", state(b))
	s.Row("Payout", b.Payout)
	if b.EPC.OK {
		s.Row("EPC", epc(b)+" a click")
	}
	optional(s, "Category", b.Category)
	optional(s, "Regions", strings.Join(b.Regions, ", "))
	if b.Accepts.OK {
		s.Row("Accepts", accepts(b)+" of applications")
	}
	optional(s, "Answers", b.Answers)
	optional(s, "Locking", b.Locking)
	optional(s, "Paying", b.Paying)
	if b.Summary != "" {
		s.Gap().Text(b.Summary)
	}
	if len(b.Survey) > 0 {
		s.Heading("The brand asks")
		for _, q := range b.Survey {
			label := strings.TrimSpace(q.Label)
			if !q.Required {
				label += " (optional)"
			}
			s.List(label)
		}
	}
	if b.Terms.Name != "" {
		s.Heading("Terms").Text(b.Terms.Name)
		if b.State == stateOpen {
			s.TextIn(t.Muted, "They are shown in full before you join.")
		}
	}
}

// optional adds a fact that not every brand has.
func optional(s *sheet.Sheet, label, value string) {
	if strings.TrimSpace(value) != "" {
		s.Row(label, value)
	}
}
