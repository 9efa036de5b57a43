package partner

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MaxPeriodDays bounds a typed period: three years of daily reports.
const MaxPeriodDays = 3 * 366

// RangeQuery is a period as the user asked for it. The account's day decides
// what it means, so it is only resolved beside the account.
type RangeQuery struct {
	Text  string // a text ParsePeriod reads
	Shift int    // moved by so many of its own lengths; negative is back in time
	Fresh bool   // do not answer from what was fetched minutes ago
	// Persona whose figures are asked for; empty is the affiliate persona.
	Persona Persona
}

// Resolve is the period the query means on the account's day today. A shift
// that would begin after today is an error.
func (q RangeQuery) Resolve(today Date, zone *time.Location) (Period, error) {
	p, err := ParsePeriod(q.Text, today, zone)
	if err != nil {
		return Period{}, err
	}
	p = p.Shift(q.Shift * p.Days())
	if p.From.After(today) {
		return Period{}, fmt.Errorf("the range would begin on %s, after today (%s)", p.From, today)
	}
	if p.To.After(today) {
		p.To = today
	}
	return p, nil
}

// DefaultRange is the range shown before any is chosen.
const DefaultRange = "30d"

// Presets lists the ranges offered by name, in the order they are stepped
// through. Each is a text ParsePeriod reads.
func Presets() []string {
	return []string{"today", "yesterday", "7d", "30d", "90d", "mtd", "last month", "qtd", "ytd"}
}

var (
	lastN   = lazily(`^(?:last )?(\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)$`)
	span    = lazily(`^(\d{4}-\d{2}-\d{2}) ?(?:\.\.\.?|to|–|—| ) ?(\d{4}-\d{2}-\d{2}|today|yesterday)?$`)
	oneDay  = lazily(`^\d{4}-\d{2}-\d{2}$`)
	oneMon  = lazily(`^\d{4}-\d{2}$`)
	oneYear = lazily(`^\d{4}$`)
)

// ParsePeriod reads a range as people type it: "7d", "4w", "today", "mtd",
// "last month", "2026-01", "2026-01-01..2026-01-31". today is the account's
// day; a range of n days or weeks ends with it, and one that reaches beyond it
// is cut there. The error says what is wrong
// and shows the forms that work.
func ParsePeriod(text string, today Date, zone *time.Location) (Period, error) {
	clean := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	from, to, err := parseEnds(clean, today)
	if err != nil {
		return Period{}, err
	}
	if to.After(today) && !from.After(today) {
		to = today // days to come have no figures, and would be compared with whole ones
	}
	p := Period{From: from, To: to, Zone: zone}
	switch {
	case p.To.Before(p.From):
		return Period{}, fmt.Errorf("the range ends (%s) before it begins (%s)", to, from)
	case p.From.After(today):
		return Period{}, fmt.Errorf("the range begins on %s, after today (%s)", from, today)
	case p.Days() > MaxPeriodDays:
		return Period{}, fmt.Errorf("%d days are too many, at most %d", p.Days(), MaxPeriodDays)
	}
	return p, nil
}

func parseEnds(text string, today Date) (from, to Date, err error) {
	if from, to, ok := namedRange(text, today); ok {
		return from, to, nil
	}
	if m := lastN().FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // at most four digits
		return lastUnits(n, m[2][0], today)
	}
	if m := span().FindStringSubmatch(text); m != nil {
		return parseSpan(m[1], m[2], today)
	}
	switch {
	case oneDay().MatchString(text):
		from, err = ParseDate(text)
		return from, from, err
	case oneMon().MatchString(text):
		from, err = ParseDate(text + "-01")
		return from, from.AddMonths(1).Add(-1), err
	case oneYear().MatchString(text):
		from, err = ParseDate(text + "-01-01")
		return from, Date{from.Year, time.December, 31}, err
	}
	return from, to, fmt.Errorf("%q is not a range; try 7d, mtd, last month, 2026-01 or 2026-01-01..2026-01-31", text)
}

func parseSpan(first, last string, today Date) (from, to Date, err error) {
	if from, err = ParseDate(first); err != nil {
		return from, to, err
	}
	switch last {
	case "", "today":
		return from, today, nil
	case "yesterday":
		return from, today.Add(-1), nil
	}
	to, err = ParseDate(last)
	return from, to, err
}

func lastUnits(n int, unit byte, today Date) (from, to Date, err error) {
	if n == 0 {
		return from, to, fmt.Errorf("a range has at least one day")
	}
	switch unit {
	case 'w':
		return today.Add(1 - 7*n), today, nil
	case 'm':
		return today.AddMonths(-n).Add(1), today, nil
	case 'y':
		return today.AddMonths(-12 * n).Add(1), today, nil
	}
	return today.Add(1 - n), today, nil
}

// namedRange knows the ranges with a name. Weeks begin on Monday.
func namedRange(text string, today Date) (from, to Date, ok bool) {
	month := Date{today.Year, today.Month, 1}
	quarter := Date{today.Year, (today.Month-1)/3*3 + 1, 1}
	year := Date{today.Year, time.January, 1}
	week := today.Add(-(int(today.Weekday()) + 6) % 7)
	switch text {
	case "today", "1d":
		return today, today, true
	case "yesterday":
		return today.Add(-1), today.Add(-1), true
	case "this week", "wtd", "week to date":
		return week, today, true
	case "last week":
		return week.Add(-7), week.Add(-1), true
	case "mtd", "this month", "month to date":
		return month, today, true
	case "last month":
		return month.AddMonths(-1), month.Add(-1), true
	case "qtd", "this quarter", "quarter to date":
		return quarter, today, true
	case "last quarter":
		return quarter.AddMonths(-3), quarter.Add(-1), true
	case "ytd", "this year", "year to date":
		return year, today, true
	case "last year":
		return year.AddMonths(-12), year.Add(-1), true
	}
	return from, to, false
}
