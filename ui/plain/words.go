package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

func clean(s string) string { return strings.TrimSpace(format.Safe(s)) }

// sentence is a text with its full stop.
func sentence(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), ". ")
	if s == "" || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// capital writes the first letter large.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// listed joins what is not empty with commas.
func listed(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), ", ")
}

// plural is a number of things: "1 task", "14 tasks".
func plural(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return format.Count(int64(n)) + " " + one
}

// word is a constant of the service as people write it.
func word(s string) string {
	return strings.ReplaceAll(strings.ToLower(clean(s)), "_", " ")
}

// date is a day with its year when that is another one.
func (w Writer) date(d partner.Date) string {
	return format.Day(d, d.Year != w.today().Year)
}

func (w Writer) today() partner.Date { return partner.DateOf(w.Now, w.Now.Location()) }

// day is the day of an instant; empty when it is not known.
func (w Writer) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return w.date(partner.DateOf(at, w.Now.Location()))
}

// moment is an instant in full: "Sun Nov 22, 15:04". Ages are not told: they
// would be news at every look.
func (w Writer) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(w.Now.Location())
	text := at.Format("Mon Jan 2")
	if at.Year() != w.Now.Year() {
		text += at.Format(", 2006")
	}
	return text + at.Format(", 15:04")
}

// codes lists the currencies of all sums, the account's own when there is none.
func codes(home string, sums ...partner.Totals) []string {
	var all partner.Totals
	for _, s := range sums {
		all.AddAll(s)
	}
	var out []string
	for _, m := range all.Lines(home) {
		out = append(out, m.Currency)
	}
	if len(out) == 0 {
		out = []string{home}
	}
	return out
}

// companionOnly says what a section needs that this account has not.
func companionOnly(what string, r partner.Reach, page string) string {
	return fmt.Sprintf("%s need a companion API (companion_url in the configuration). On the web: %s.", what, cmp.Or(clean(r.Page), page))
}
