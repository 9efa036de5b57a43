package todo

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

const (
	hour = time.Hour
	day  = 24 * hour
	soon = 2 * day // from when on a deadline is pressing
)

// quoted is how much of a to-do a sentence repeats, in cells.
const quoted = 40

// words are what a to-do says.
func words(t todo) string {
	if s := strings.TrimSpace(format.Safe(t.Text)); s != "" {
		return s
	}
	if s := strings.TrimSpace(format.Safe(t.Object)); s != "" {
		return strings.TrimSpace(kindWord(t.Kind) + " " + s)
	}
	return kindWord(t.Kind)
}

// name is a to-do in a sentence.
func name(t todo) string { return quote(words(t)) }

func quote(s string) string {
	return "“" + format.Cut(strings.TrimSpace(format.Safe(s)), quoted) + "”"
}

// named are to-dos in a sentence: one by its words, more by their number.
func named(all []todo) string {
	if len(all) == 1 {
		return name(all[0])
	}
	return plural(len(all), "to-do")
}

// plural is a number of things: "1 row", "14 rows".
func plural(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return format.Count(int64(n)) + " " + one
}

func kindWord(k partner.TodoKind) string {
	switch k {
	case partner.TodoTax:
		return "tax form"
	case partner.TodoBank:
		return "payout"
	case partner.TodoOverdue:
		return "overdue money"
	case partner.TodoUpcoming:
		return "contract"
	case partner.TodoPromoCode:
		return "promo code"
	}
	if s := strings.ToLower(strings.TrimSpace(format.Safe(string(k)))); s != "" {
		return strings.ReplaceAll(s, "_", " ")
	}
	return string(partner.TodoOther)
}

// actWord is the act that suits a to-do.
func actWord(t todo) string {
	if s := strings.TrimSpace(format.Safe(t.Act)); s != "" {
		return s
	}
	return "look"
}

// web is the page that can do it, else the web application.
func web(t todo) string {
	if effect.Web(t.Web) {
		return t.Web
	}
	return partner.WebApp
}

// asleep reports whether a to-do is snoozed at a moment.
func asleep(t todo, now time.Time) bool { return t.Wake.After(now) }

// deadline is when a to-do was or is due. Money is late since the day it was
// due.
func deadline(t todo) time.Time {
	if t.Due.IsZero() && t.Kind == partner.TodoOverdue {
		return t.Since
	}
	return t.Due
}

// late reports whether the deadline has passed.
func late(t todo, now time.Time) bool {
	at := deadline(t)
	return !at.IsZero() && !at.After(now)
}

// moment is what matters in time: when it wakes, when it is due, else how old
// it is.
func moment(t todo, now time.Time) string {
	at := deadline(t)
	switch {
	case asleep(t, now) && !t.OnChange:
		return "wakes " + ahead(t.Wake, now, "tomorrow", "Mon 15:04")
	case asleep(t, now) || at.IsZero() || late(t, now):
		return shortMoment(t, now)
	}
	return due(at, now)
}

// shortMoment is moment in at most twelve cells.
func shortMoment(t todo, now time.Time) string {
	switch at := deadline(t); {
	case asleep(t, now) && t.OnChange:
		return "on change"
	case asleep(t, now):
		return "wakes " + ahead(t.Wake, now, "Mon", "Mon")
	case late(t, now):
		return "overdue " + lateness(now.Sub(at))
	case !at.IsZero() && date(at, now) == date(now, now):
		return due(at, now)
	case !at.IsZero():
		return ahead(at, now, "tomorrow", "Mon 15:04")
	case !t.Since.IsZero():
		return ago(t.Since, now)
	}
	return ""
}

// ago is how old something is.
func ago(at, now time.Time) string {
	if s := format.Age(now.Sub(at)); s != "now" {
		return s + " ago"
	}
	return "now"
}

// ahead is a moment to come: of today its time, of tomorrow and of the week in
// the layouts given, then its day, of what is a year ahead its month.
func ahead(at, now time.Time, tomorrow, week string) string {
	local := at.In(now.Location())
	switch days := date(at, now).Sub(date(now, now)); {
	case days <= 0:
		return local.Format("15:04")
	case days == 1:
		return local.Format(tomorrow)
	case days < 7:
		return local.Format(week)
	case days >= 365:
		return local.Format("Jan 2006")
	}
	return local.Format("Jan 2")
}

// due is a deadline to come: "today 15:04", "tomorrow 15:04", "Mon 15:04",
// "Dec 3".
func due(at, now time.Time) string {
	if date(at, now) == date(now, now) {
		return "today " + ahead(at, now, "", "")
	}
	return ahead(at, now, "tomorrow 15:04", "Mon 15:04")
}

// lateness is how long something is overdue: hours up to two days, since what
// went wrong yesterday is counted in them.
func lateness(d time.Duration) string {
	if d >= day && d < soon {
		return fmt.Sprintf("%dh", int(d/hour))
	}
	if d < time.Minute {
		return "1m"
	}
	return format.Age(d)
}

// date is the day of a moment in the zone of now.
func date(at, now time.Time) partner.Date { return partner.DateOf(at, now.Location()) }

// dayOf is a day with its year when that is another one.
func dayOf(at, now time.Time) string {
	d := date(at, now)
	return format.Day(d, d.Year != date(now, now).Year)
}

// exactly is a moment in full: "Mon Nov 23, 14:04".
func exactly(at, now time.Time) string {
	d := date(at, now)
	text := format.Weekday(d)
	if d.Year != date(now, now).Year {
		text += fmt.Sprintf(", %d", d.Year)
	}
	return text + ", " + at.In(now.Location()).Format("15:04")
}

// reason is why something failed, without a full stop: the service's own
// sentence where it has refused.
func reason(err error) string {
	var e *partner.Error
	if errors.As(err, &e) && e.Detail != "" {
		switch e.Kind {
		case partner.Invalid, partner.Conflict, partner.Forbidden, partner.NotFound, partner.Unsupported, partner.Withheld, partner.Uncertain:
			return strings.TrimRight(format.Cut(format.Safe(e.Detail), reasonCells), ". ")
		}
	}
	what, _ := toast.Words(err)
	return strings.TrimRight(what, ". ")
}

// reasonCells is how much of a reason is told, in cells.
const reasonCells = 120

// unclear reports whether a write that failed may have been done.
func unclear(err error) bool {
	switch partner.KindOf(err) {
	case partner.Invalid, partner.Unauthorized, partner.Forbidden, partner.NotFound, partner.Conflict, partner.RateLimited, partner.Unsupported, partner.Withheld:
		return false
	}
	return true
}
