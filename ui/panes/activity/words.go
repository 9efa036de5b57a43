package activity

import (
	"cmp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"impactdash/internal/activity"
	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/theme"
)

// tone is what a change means for the account.
type tone uint8

const (
	quiet tone = iota // neither
	good              // money that comes, work that is done
	warn              // other terms, somebody to answer
	bad               // money that is lost or late
)

func (n tone) style(t *theme.Theme) lipgloss.Style {
	switch n {
	case good:
		return t.Good
	case warn:
		return t.Warn
	case bad:
		return t.Danger
	}
	return t.Text
}

// word is a kind of change in one word, for where the thing stands beside it.
// The sentence about it is activity.Words.
type word struct {
	text string // at most eight cells: "reversed"
	tone tone
}

// wordOf is a kind in a word. One that is not known is written as it came.
func wordOf(k partner.EventKind) word {
	switch k {
	case partner.ActionTracked:
		return word{"new", quiet}
	case partner.ActionModified, partner.LineModified:
		return word{"changed", warn}
	case partner.ActionVoided:
		return word{"reversed", bad}
	case partner.ActionLocked:
		return word{"locked", good}
	case partner.ActionCleared:
		return word{"cleared", good}
	case partner.ActionLate, partner.LineLate, partner.TaskLate:
		return word{"overdue", bad}
	case partner.ActionRestated:
		return word{"restated", warn}
	case partner.ActionAged:
		return word{"aged out", quiet}
	case partner.ActionGone, partner.LineGone:
		return word{"gone", bad}
	}
	return wordOfTheRest(k)
}

func wordOfTheRest(k partner.EventKind) word {
	switch k {
	case partner.LineIssued:
		return word{"invoiced", quiet}
	case partner.LineSettled:
		return word{"paid", good}
	case partner.ContractNew:
		return word{"new", good}
	case partner.ContractBegun:
		return word{"started", good}
	case partner.ContractRates:
		return word{"terms", warn}
	case partner.ContractNext:
		return word{"replaced", warn}
	case partner.ContractEnded:
		return word{"ended", bad}
	case partner.TaskAssigned:
		return word{"assigned", warn}
	case partner.TaskMoved:
		return word{"moved", quiet}
	case partner.TaskGone:
		return word{"gone", quiet}
	case partner.InquiryNew:
		return word{"asked", quiet}
	case partner.InquiryMoved:
		return word{"answered", warn}
	}
	text := strings.TrimSpace(format.Safe(strings.ReplaceAll(string(k), "_", " ")))
	if text == "" {
		text = "changed"
	}
	return word{text, quiet}
}

// said is what happened, as a part of a sentence.
func said(e entry) string { return strings.TrimSpace(format.Safe(activity.Words(*e))) }

// told is what happened, as a whole sentence.
func told(e entry) string {
	text := said(e)
	first, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[n:] + "."
}

// tells reports whether the sentence has the reason already.
func tells(text, reason string) bool {
	reason = strings.TrimRight(strings.Join(strings.Fields(format.Safe(reason)), " "), ".")
	return strings.Contains(strings.ToLower(text), strings.ToLower(reason))
}

// causeWord is a kind among the causes of a movement: "3 reversed". Those of
// invoice lines say so, because actions have the same words.
func causeWord(k partner.EventKind) string {
	w := wordOf(k).text
	if k.Topic() == "invoice" && k != partner.LineIssued {
		return "invoice " + w
	}
	return w
}

// thing is what changed, without its brand: "order 77", "invoice INV-9",
// "Confirm the new APR".
func thing(e entry) string {
	title := strings.TrimSpace(format.Safe(e.Title))
	id := strings.TrimSpace(format.Safe(e.ThingID))
	switch e.Kind.Topic() {
	case "action":
		return named("order", title, "action", id)
	case "invoice":
		return named("invoice", title, "invoice", id)
	case "inquiry":
		return named("inquiry, order", title, "inquiry", id)
	case "contract":
		return named("contract", title, "contract", id)
	}
	return named("", title, "task", id)
}

// named is a title with what it is, else an id with what that is of.
func named(what, title, of, id string) string {
	switch {
	case title == "" && id == "":
		return format.None
	case title == "":
		return of + " " + id
	case what == "":
		return title
	}
	return what + " " + title
}

// shortThing is thing without what it is: "77", "INV-9".
func shortThing(e entry) string {
	title, id := strings.TrimSpace(format.Safe(e.Title)), strings.TrimSpace(format.Safe(e.ThingID))
	return cmp.Or(title, id, format.None)
}

// brand is whose thing changed.
func brand(e entry) string {
	for _, s := range []string{e.Program, e.ProgramID} {
		if s = strings.TrimSpace(format.Safe(s)); s != "" {
			return s
		}
	}
	return format.None
}

// arrow stands between before and after.
const arrow = " → "

// change is what was and what is, in at most so many cells for each amount:
// "$12.40 → $10.00", "10 % → 8 %", or the amount alone where none was before.
func change(e entry, cells int) string {
	short := func(m partner.Opt[partner.Money]) string { return format.MoneyShort(m.V, cells) }
	from, to := strings.TrimSpace(format.Safe(e.From)), strings.TrimSpace(format.Safe(e.To))
	switch {
	case e.Before.OK && e.After.OK:
		return short(e.Before) + arrow + short(e.After)
	case e.After.OK:
		return short(e.After)
	case e.Before.OK:
		return short(e.Before)
	case from != "" && to != "":
		return from + arrow + to
	case e.Amount.OK && from+to == "":
		return short(e.Amount)
	}
	return from + to
}

// worth is the money that a change is about, in at most so many cells: with a
// sign what came or went, without one what is as it was. Where there is none
// it is what the thing is now: "blocked".
func worth(e entry, cells int) string {
	before, after := e.Before, e.After
	switch {
	case before.OK && after.OK && before.V.Currency == after.V.Currency && !after.V.Sub(before.V).IsZero():
		return signed(after.V.Sub(before.V), cells)
	case after.OK && (e.Kind == partner.ActionTracked || e.Kind == partner.LineIssued):
		return signed(after.V, cells)
	case after.OK:
		return format.MoneyShort(after.V, cells)
	case before.OK:
		return signed(before.V.Neg(), cells)
	}
	text := change(e, cells)
	if format.Width(text) > cells && strings.TrimSpace(e.To) != "" {
		return strings.TrimSpace(format.Safe(e.To))
	}
	return text
}

// signed is an amount with its sign, in at most so many cells.
func signed(m partner.Money, cells int) string {
	if m.Amount.IsPos() {
		return "+" + format.MoneyShort(m, cells-1)
	}
	return format.MoneyShort(m, cells)
}

// exact is an amount with its sign and all its decimals.
func exact(m partner.Money) string {
	if m.Amount.IsPos() {
		return "+" + format.Money(m)
	}
	return format.Money(m)
}

// sure stands before a moment: what nobody stated is about that time.
func sure(e entry) string {
	if e.Stated {
		return ""
	}
	return "~"
}

// moment is when something happened, in the zone of now: "14:32" of today,
// "Nov 20 14:32", and of another year the day alone.
func moment(at, now time.Time) string {
	if at.IsZero() {
		return format.None
	}
	at = at.In(now.Location())
	switch d := date(at, now); {
	case d == date(now, now):
		return at.Format("15:04")
	case d.Year != date(now, now).Year:
		return format.Day(d, true)
	}
	return at.Format("Jan 2 15:04")
}

// shortMoment is moment in at most six cells: the day without the time.
func shortMoment(at, now time.Time) string {
	if at.IsZero() {
		return format.None
	}
	if date(at, now) == date(now, now) {
		return moment(at, now)
	}
	return format.Day(date(at, now), false)
}

// exactly is a moment as the detail writes it: "Mon Nov 23, 14:04".
func exactly(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	d := date(at, now)
	text := format.Weekday(d)
	if d.Year != date(now, now).Year {
		text += d.Format(", 2006")
	}
	return text + at.In(now.Location()).Format(", 15:04")
}

// date is the day of a moment in the zone of now.
func date(at, now time.Time) partner.Date { return partner.DateOf(at, now.Location()) }

// asText is a change as text, to be pasted somewhere.
func asText(e entry, now time.Time) string {
	parts := []string{sure(e) + moment(e.At, now), brand(e), thing(e), said(e)}
	if e.Owed.OK {
		parts = append(parts, "Total Pending "+exact(e.Owed.V))
	}
	if why := strings.TrimSpace(format.Safe(e.Reason)); why != "" && !tells(parts[3], why) {
		parts = append(parts, why)
	}
	return strings.Join(parts, "  ")
}

// wide is enough cells for any amount.
const wide = 40
