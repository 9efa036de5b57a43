package activity

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"

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

// word is a kind of change in words.
type word struct {
	short string // at most nine cells, beside the thing: "reversed"
	long  string // by itself: "Action reversed"
	tone  tone
}

// wordOf is a kind in words. One that is not known is written as it came.
func wordOf(k partner.EventKind) word {
	switch k {
	case partner.ActionTracked:
		return word{"new", "New action", good}
	case partner.ActionModified:
		return word{"changed", "Action changed", warn}
	case partner.ActionVoided:
		return word{"reversed", "Action reversed", bad}
	case partner.ActionLocked:
		return word{"locked", "Action locked: it will be paid", good}
	case partner.ActionCleared:
		return word{"cleared", "Action cleared: its payout is in the balance", good}
	case partner.ActionLate:
		return word{"overdue", "Payout overdue", bad}
	case partner.ActionRestated:
		return word{"restated", "Action has other money, and no update says why", warn}
	case partner.ActionAged:
		return word{"aged out", "Action too old to be looked at", quiet}
	case partner.ActionGone:
		return word{"gone", "Action is listed no more", bad}
	}
	return wordOfTheRest(k)
}

func wordOfTheRest(k partner.EventKind) word {
	switch k {
	case partner.LineIssued:
		return word{"invoiced", "New invoice line", good}
	case partner.LineModified:
		return word{"changed", "Invoice line changed", warn}
	case partner.LineSettled:
		return word{"paid", "Invoice line paid", good}
	case partner.LineLate:
		return word{"overdue", "Invoice line overdue", bad}
	case partner.LineGone:
		return word{"gone", "Invoice line is listed no more", bad}
	case partner.ContractNew:
		return word{"new", "New contract", good}
	case partner.ContractBegun:
		return word{"started", "Contract in force", good}
	case partner.ContractRates:
		return word{"terms", "Contract terms changed", warn}
	case partner.ContractNext:
		return word{"replaced", "Contract replaced by another", warn}
	case partner.ContractEnded:
		return word{"ended", "Contract ended, and none took its place", bad}
	case partner.TaskAssigned:
		return word{"assigned", "Task assigned", warn}
	case partner.TaskMoved:
		return word{"moved", "Task in another state", quiet}
	case partner.TaskLate:
		return word{"overdue", "Task overdue", bad}
	case partner.TaskGone:
		return word{"gone", "Task is listed no more", quiet}
	case partner.InquiryNew:
		return word{"asked", "New inquiry", quiet}
	case partner.InquiryMoved:
		return word{"answered", "Inquiry in another state", warn}
	}
	text := strings.TrimSpace(format.Safe(strings.ReplaceAll(string(k), "_", " ")))
	if text == "" {
		text = "changed"
	}
	return word{text, text, quiet}
}

// causeWord is a kind among the causes of a movement: "3 reversed". Those of
// invoice lines say so, because actions have the same words.
func causeWord(k partner.EventKind) string {
	w := wordOf(k).short
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
	parts := []string{sure(e) + moment(e.At, now), brand(e), thing(e), wordOf(e.Kind).short}
	if text := change(e, wide); text != "" {
		parts = append(parts, text)
	}
	if e.Owed.OK {
		parts = append(parts, "Total Pending "+exact(e.Owed.V))
	}
	if why := strings.TrimSpace(format.Safe(e.Reason)); why != "" {
		parts = append(parts, why)
	}
	return strings.Join(parts, "  ")
}

// wide is enough cells for any amount.
const wide = 40
