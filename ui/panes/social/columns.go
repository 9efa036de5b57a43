package social

import (
	"cmp"
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
	viewAll     = "all"
	viewSocial  = "social"
	viewPlaces  = "sites and apps"
	viewTrouble = "trouble"
)

func spec() triage.Spec[row] {
	return triage.Spec[row]{
		ID: ID, One: "account", Many: "accounts",
		Key:     func(r row) string { return r.ID },
		Columns: fullColumns(), Compact: compactColumns(),
		Order: order,
		Views: []triage.View[row]{
			{Name: viewAll},
			{Name: viewSocial, Keep: func(r row, _ time.Time) bool { return r.social() }, Empty: noAccount + " Press a to add one."},
			{Name: viewPlaces, Keep: func(r row, _ time.Time) bool { return !r.social() }, Empty: "No sites or apps. Press a to add one."},
			{Name: viewTrouble, Keep: trouble, Empty: "No trouble: all are verified, and no sign-in has expired or failed."},
		},
		Text: searched, Detail: detail, Marks: true,
	}
}

// order is social profiles first, those whose sign-in has to be made again at
// the top, then by followers.
func order(a, b row, now time.Time) int {
	return cmp.Or(
		first(a.social(), b.social()),
		first(broken(a, now), broken(b, now)),
		cmp.Compare(a.Type, b.Type),
		cmp.Compare(b.size, a.size),
		triage.Fold(a.name, b.name),
		strings.Compare(a.ID, b.ID),
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

// searched is what the filter looks into.
func searched(r row) string {
	return strings.Join([]string{r.name, r.handle, r.where, kind(r.Type), healthWord(r.Health), verified(r), r.Tags, r.URL, r.ID}, " ")
}

func verified(r row) string {
	if r.Verified {
		return "verified"
	}
	return "not verified"
}

func fullColumns() []column {
	return []column{
		{
			Column: table.Column{Title: "Name", Min: 16, Max: 40}, Cell: func(r row, _ time.Time) string { return r.name },
			Compare: func(a, b row) int { return triage.Fold(a.name, b.name) },
		},
		{
			Column: table.Column{Title: "Kind", Min: 6, Max: 6, Priority: 8}, Style: muted, Cell: func(r row, _ time.Time) string { return kind(r.Type) },
			Compare: func(a, b row) int { return cmp.Compare(a.Type, b.Type) },
		},
		{
			Column: table.Column{Title: "Platform", Min: 9, Max: 11, Priority: 3}, Cell: platformCell,
			Compare: func(a, b row) int { return triage.Fold(a.where, b.where) },
		},
		{
			Column: table.Column{Title: "Handle", Min: 20, Max: 24, Priority: 4}, Cell: func(r row, _ time.Time) string { return r.handle },
			Compare: func(a, b row) int { return triage.Fold(a.handle, b.handle) },
		},
		{
			Column: table.Column{Title: "Followers", Min: 9, Max: 11, Priority: 2, Align: table.Right}, Desc: true,
			Cell:    func(r row, _ time.Time) string { return r.followers() },
			Compare: func(a, b row) int { return cmp.Compare(followed(a), followed(b)) },
		},
		{
			Column: table.Column{Title: "Verified", Min: 8, Max: 8, Priority: 5, From: 110}, Cell: verifiedCell, Style: verifiedStyle,
			Compare: func(a, b row) int { return first(a.Verified, b.Verified) },
		},
		{
			Column: table.Column{Title: "State", Min: 15, Max: 15, Priority: 1}, Cell: standing, Style: standingStyle,
			Compare: func(a, b row) int { return cmp.Or(cmp.Compare(a.Health, b.Health), first(a.Verified, b.Verified)) },
		},
		{
			Column: table.Column{Title: "Expires", Min: 12, Max: 12, Priority: 6}, Cell: expires, Style: expiresStyle,
			Compare: byExpiry,
		},
		{
			Column: table.Column{Title: "Address", Min: 20, Max: 48, Priority: 7}, Style: muted, Cell: func(r row, _ time.Time) string { return bare(r.URL) },
			Compare: func(a, b row) int { return triage.Fold(a.URL, b.URL) },
		},
	}
}

// wideFrom is from how many cells on the small form has room for platform and
// state in full.
const wideFrom = 50

// compactColumns are for 24 to 80 cells. Two accounts often have the same
// handle, so the platform is never left out; the audience goes first.
func compactColumns() []column {
	return []column{
		{Column: table.Column{Min: 3, Max: 3, Priority: 2, To: wideFrom - 1}, Cell: shortPlatform, Style: muted},
		{Column: table.Column{Min: 9, Max: 11, Priority: 2, From: wideFrom}, Cell: platformCell, Style: muted},
		{Column: table.Column{Min: 9}, Cell: func(r row, _ time.Time) string { return r.called() }},
		{Column: table.Column{Min: 16, Max: 18, Priority: 3, Align: table.Right}, Cell: func(r row, _ time.Time) string { return r.audience() }, Style: muted},
		{Column: table.Column{Min: 10, Max: 10, Priority: 1, To: wideFrom - 1}, Cell: shortStanding, Style: standingStyle},
		{Column: table.Column{Min: 15, Max: 15, Priority: 1, From: wideFrom}, Cell: standing, Style: standingStyle},
	}
}

func platformCell(r row, _ time.Time) string { return r.where }

func shortPlatform(r row, _ time.Time) string { return r.abbreviated() }

func verifiedCell(r row, _ time.Time) string {
	if r.Verified {
		return "yes"
	}
	return "no"
}

func connectionCell(r row, now time.Time) string {
	if word := healthWord(healthOf(r, now)); word != "" || !r.social() {
		return word
	}
	return format.None
}

// followed is the followers to sort by; what has none comes after those with
// a number that is not known.
func followed(r row) int64 {
	if !r.social() {
		return -2
	}
	return r.size
}

// byExpiry orders by the end of the sign-in; what has none comes last.
func byExpiry(a, b row) int {
	if c := first(!a.Expires.IsZero(), !b.Expires.IsZero()); c != 0 {
		return c
	}
	return a.Expires.Compare(b.Expires)
}

func muted(_ row, th *theme.Theme, _ time.Time) lipgloss.Style { return th.Muted }

func verifiedStyle(r row, th *theme.Theme, _ time.Time) lipgloss.Style {
	if r.Verified {
		return th.Muted
	}
	return th.Warn
}

func connectionStyle(r row, th *theme.Theme, now time.Time) lipgloss.Style {
	switch healthOf(r, now) {
	case partner.HealthExpired, partner.HealthError:
		return th.Danger
	case partner.HealthConnected:
		return th.Good
	}
	return th.Muted
}

func expiresStyle(r row, th *theme.Theme, now time.Time) lipgloss.Style {
	switch {
	case broken(r, now):
		return th.Danger
	case !r.Expires.IsZero() && r.Expires.Sub(now) < soon:
		return th.Warn
	}
	return th.Muted
}

func standingStyle(r row, th *theme.Theme, now time.Time) lipgloss.Style {
	switch {
	case broken(r, now):
		return th.Danger
	case !r.Verified:
		return th.Warn
	}
	return connectionStyle(r, th, now)
}

// detail tells all about a property.
func detail(r row, s *sheet.Sheet, now time.Time) {
	th := s.Theme()
	s.Heading(r.name)
	switch healthOf(r, now) {
	case partner.HealthExpired:
		s.TextIn(th.Danger, "The sign-in at "+r.where+" has expired. Connect it again: until then brands see no fresh figures.")
	case partner.HealthError:
		s.TextIn(th.Danger, "The sign-in at "+r.where+" failed. Connect it again.")
	case partner.HealthNotConnected:
		s.TextIn(th.Muted, "Nobody has signed in at "+r.where+" yet. Connecting proves that the account is yours.")
	}
	if !r.Verified {
		s.TextIn(th.Warn, "impact.com has not verified it yet; it does not count until then.")
	}
	s.Gap()
	if r.social() && r.where != kind(r.Type) {
		s.Row("Kind", "social, "+r.where)
	} else {
		s.Row("Kind", r.where)
	}
	if r.social() || r.handle != "" {
		s.Row("Handle", r.handle)
	}
	numbers(r, s)
	s.RowIn(verifiedStyle(r, th, now), "Verified", verifiedCell(r, now))
	if r.social() {
		s.RowIn(connectionStyle(r, th, now), "Connection", connectionCell(r, now))
	}
	if !r.Expires.IsZero() {
		label := "Expires"
		if !r.Expires.After(now) {
			label = "Expired"
		}
		s.RowIn(expiresStyle(r, th, now), label, exactly(r.Expires, now))
	}
	s.Row("Address", r.URL)
	optional(s, "Tags", strings.ReplaceAll(r.Tags, ",", ", "))
	var earns []string
	for _, m := range r.Revenue {
		earns = append(earns, spaced(m))
	}
	optional(s, "Paid", strings.Join(earns, ", "))
	s.Row("Number", r.ID)
	if clean(r.Description) != "" {
		s.Gap().Text(r.Description)
	}
}

// numbers are the figures of the kind of property it is.
func numbers(r row, s *sheet.Sheet) {
	switch {
	case r.social() && r.Exact.OK && r.Followers != "":
		s.Row("Followers", r.followers()+" (class "+sizeWords(r.Followers)+")")
	case r.social():
		s.Row("Followers", r.followers())
	case r.Type == partner.PropertyMobile:
		s.Row("Installs", sizeWords(r.Installs))
	default:
		optional(s, "Visitors", visitors(r.Visitors))
	}
}

// optional adds a fact that many properties do not have.
func optional(s *sheet.Sheet, label, value string) {
	if clean(value) != "" {
		s.Row(label, value)
	}
}
