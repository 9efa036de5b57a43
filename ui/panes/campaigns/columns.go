package campaigns

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

type column = triage.Column[campaign]

// The views. The first is shown at the start.
const (
	viewOpen = "open"
	viewMine = "mine"
	viewAll  = "all"
)

func spec() triage.Spec[campaign] {
	return triage.Spec[campaign]{
		ID: ID, One: "campaign", Many: "campaigns",
		Key:     func(c campaign) string { return c.ID },
		Columns: fullColumns(), Compact: compactColumns(),
		Order: order,
		Views: []triage.View[campaign]{
			{Name: viewOpen, Keep: isOpen, Empty: "No campaign to join now. The next list has those you take part in or applied to."},
			{Name: viewMine, Keep: isMine, Empty: "You take part in no campaign and have applied to none."},
			{Name: viewAll},
		},
		Text: searched, Detail: detail,
	}
}

// isOpen keeps what can be joined, or could be if a rule were met or a place
// got free.
func isOpen(c campaign, now time.Time) bool {
	switch stand(c, now) {
	case invited, eligible, unmet, full:
		return true
	}
	return false
}

// isMine keeps what the account has a part in.
func isMine(c campaign, now time.Time) bool {
	switch stand(c, now) {
	case participating, negotiating, applied:
		return true
	}
	return false
}

// order is by standing, then the campaign whose last day to apply comes first.
func order(a, b campaign, now time.Time) int {
	return cmp.Or(cmp.Compare(stand(a, now), stand(b, now)), byDeadline(a, b), triage.Fold(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// byDeadline orders by the last day to apply; campaigns without one come last.
func byDeadline(a, b campaign) int { return byDay(a.ApplyBy, b.ApplyBy) }

// byDay orders days; none comes last.
func byDay(a, b partner.Date) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// byFee orders by the fixed fee. Amounts of different currencies cannot be
// compared, so the currency comes first; campaigns without a fee are less than
// all others.
func byFee(a, b campaign) int {
	switch {
	case !a.Fee.OK || !b.Fee.OK:
		return cmp.Compare(flag(a.Fee.OK), flag(b.Fee.OK))
	case a.Fee.V.Currency != b.Fee.V.Currency:
		return cmp.Compare(b.Fee.V.Currency, a.Fee.V.Currency)
	}
	return a.Fee.V.Amount.Cmp(b.Fee.V.Amount)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// searched is what the filter looks into.
func searched(c campaign) string {
	return strings.Join([]string{
		c.Name, c.Brand, anyWord(string(c.Status)), platforms(c), c.Rate, c.Product, strings.Join(kindsOf(c), " "), c.ID,
	}, " ")
}

// kindsOf are the kinds of work of a campaign.
func kindsOf(c campaign) []string {
	var list []string
	for _, t := range c.Tasks {
		list = append(list, t.Kind)
	}
	return list
}

// feeCells is the width of the column of fees.
const feeCells = 11

func fullColumns() []column {
	return []column{
		{
			Column: table.Column{Title: "Campaign", Min: 24}, Cell: nameCell, Style: nameStyle,
			Compare: func(a, b campaign) int { return triage.Fold(a.Name, b.Name) },
		},
		{
			Column: table.Column{Title: "Brand", Min: 11, Max: 20, Priority: 3}, Cell: brandCell,
			Compare: func(a, b campaign) int { return triage.Fold(a.Brand, b.Brand) },
		},
		{
			Column: table.Column{Title: "State", Min: 13, Max: 13, Priority: 1}, Cell: word, Style: statusStyle,
			Compare: func(a, b campaign) int { return cmp.Compare(a.Status, b.Status) },
		},
		{
			Column: table.Column{Title: "Fee", Min: feeCells, Max: feeCells, Priority: 2, Align: table.Right}, Desc: true,
			Cell: feeCell, Style: feeStyle, Compare: byFee,
		},
		{
			Column: table.Column{Title: "Apply by", Min: 8, Max: 12, Priority: 2}, Style: deadlineStyle,
			Cell: deadlineCell, Compare: byDeadline,
		},
		{
			Column: table.Column{Title: "Rate", Min: 15, Max: 24, Priority: 6}, Style: muted,
			Cell: func(c campaign, _ time.Time) string {
				return cmp.Or(strings.TrimSpace(format.Safe(c.Rate)), format.None)
			},
			Compare: func(a, b campaign) int { return triage.Fold(a.Rate, b.Rate) },
		},
		{
			Column: table.Column{Title: "Runs", Min: 15, Max: 15, Priority: 4}, Style: muted,
			Cell: days, Compare: func(a, b campaign) int { return byDay(a.Starts, b.Starts) },
		},
		{
			Column: table.Column{Title: "Platforms", Min: 17, Max: 26, Priority: 5}, Style: muted,
			Cell: func(c campaign, _ time.Time) string { return platforms(c) },
		},
		{
			Column: table.Column{Title: "Seats", Min: 5, Max: 5, Priority: 7, Align: table.Right}, Desc: true, Style: muted,
			Cell:    seatsCell,
			Compare: func(a, b campaign) int { return cmp.Compare(a.Seats.Or(-1), b.Seats.Or(-1)) },
		},
	}
}

// shortBelow is up to how many cells the small form needs the room for the
// name.
const shortBelow = 40

// compactColumns are for 24 to 80 cells: the brand goes first, then the fee.
func compactColumns() []column {
	return []column{
		{Column: table.Column{Min: 12}, Cell: nameCell, Style: nameStyle},
		{Column: table.Column{Min: 8, Max: 18, Priority: 3, From: 60}, Cell: brandCell, Style: muted},
		{Column: table.Column{Min: 9, Max: 9, Priority: 2, From: shortBelow + 1, Align: table.Right}, Cell: shortFeeCell, Style: feeStyle},
		{Column: table.Column{Min: 9, Max: 9, Priority: 1, To: shortBelow}, Cell: shortNextCell, Style: nextStyle},
		{Column: table.Column{Min: 13, Max: 13, Priority: 1, From: shortBelow + 1}, Cell: nextCell, Style: nextStyle},
	}
}

func nameCell(c campaign, _ time.Time) string { return name(c) }

// nameStyle keeps the eye on what can be done something about.
func nameStyle(c campaign, t *theme.Theme, now time.Time) lipgloss.Style {
	switch stand(c, now) {
	case invited, eligible, participating, negotiating, applied:
		return t.Text
	}
	return t.Muted
}

func brandCell(c campaign, _ time.Time) string { return format.Safe(c.Brand) }

func feeCell(c campaign, _ time.Time) string { return fee(c, feeCells) }

func shortFeeCell(c campaign, _ time.Time) string { return fee(c, 9) }

func feeStyle(c campaign, t *theme.Theme, now time.Time) lipgloss.Style {
	if c.Fee.OK {
		return nameStyle(c, t, now)
	}
	return t.Muted
}

// deadlineCell is the last day to apply, where that still means something.
func deadlineCell(c campaign, now time.Time) string {
	switch stand(c, now) {
	case invited, eligible, unmet, full, closed:
		return applyBy(c, now)
	}
	return format.None
}

func deadlineStyle(c campaign, t *theme.Theme, now time.Time) lipgloss.Style {
	if presses(c, now) {
		return t.Warn
	}
	return t.Muted
}

func seatsCell(c campaign, _ time.Time) string {
	if !c.Seats.OK {
		return format.None
	}
	return format.Count(int64(c.Seats.V))
}

// nextCell is what the small form says of a campaign beside its name: how long
// it can be applied to, else how the account stands to it.
func nextCell(c campaign, now time.Time) string {
	if stand(c, now) != eligible {
		return word(c, now)
	}
	if c.ApplyBy.IsZero() {
		return "any time"
	}
	return "by " + near(c.ApplyBy, now)
}

// shortNextCell is nextCell in at most nine cells.
func shortNextCell(c campaign, now time.Time) string {
	switch s := stand(c, now); {
	case s == participating:
		return "joined"
	case s == negotiating:
		return "in talks"
	case s == eligible && c.ApplyBy.Sub(today(now)) == 1:
		return "tomorrow"
	}
	return nextCell(c, now)
}

func nextStyle(c campaign, t *theme.Theme, now time.Time) lipgloss.Style {
	if stand(c, now) == eligible {
		return deadlineStyle(c, t, now)
	}
	return statusStyle(c, t, now)
}

func statusStyle(c campaign, t *theme.Theme, now time.Time) lipgloss.Style {
	switch stand(c, now) {
	case invited:
		return t.Accent
	case participating:
		return t.Good
	case eligible, applied, negotiating:
		return t.Text
	}
	return t.Muted
}

func muted(_ campaign, t *theme.Theme, _ time.Time) lipgloss.Style { return t.Muted }
