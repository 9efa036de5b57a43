package activity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/currency"
	"impactdash/internal/partner"
)

// minus stands before what is taken away, as in all figures of the screen.
const minus = "-"

// Words is what happened, in one sentence without the thing's name: "reversed:
// item returned, -$12.40". It holds texts of others; who shows it takes control
// characters out.
func Words(e partner.Event) string {
	switch e.Kind {
	case partner.ActionTracked:
		return join("tracked", signed(e.After))
	case partner.ActionModified:
		return join(because("modified", e.Reason), modified(e))
	case partner.ActionVoided:
		return join(because("reversed", e.Reason), lost(e))
	case partner.ActionLocked:
		return join("locked", then(e.After, " will be paid"))
	case partner.ActionCleared:
		return join("cleared", then(e.After, " is in the balance"))
	case partner.ActionLate:
		return join("overdue", then(e.After, " was due and is not in the balance"))
	case partner.ActionRestated:
		return join("restated", arrow(e.Before, e.After)) + ", and no update says why"
	case partner.ActionAged:
		return join("older than a year and still open", lost(e))
	case partner.ActionGone:
		return join("not listed any more", lost(e))
	case partner.LineIssued:
		return join(because("invoiced", e.Reason), then(e.After, ""))
	case partner.LineModified:
		return join(because("invoice changed", e.Reason), arrow(e.Before, e.After))
	case partner.LineSettled:
		return join("invoice paid", then(e.After, ""))
	case partner.LineLate:
		return join("invoice overdue", then(e.After, ""))
	case partner.LineGone:
		return join("not on the invoice any more", then(e.Before, ""))
	}
	return wordsOfOthers(e)
}

// wordsOfOthers is Words of what is not money.
func wordsOfOthers(e partner.Event) string {
	switch e.Kind {
	case partner.ContractNew:
		return join("new contract", e.To)
	case partner.ContractBegun:
		return join("contract in force", e.To)
	case partner.ContractRates:
		return colon("contract changed", steps(e))
	case partner.ContractNext:
		if e.From == e.To && e.To != "" {
			return "contract replaced, still " + e.To
		}
		return colon("contract replaced", steps(e))
	case partner.ContractEnded:
		return because("contract ended", e.To)
	case partner.TaskAssigned:
		switch {
		case e.To == "":
			return "task assigned"
		case e.From == "":
			return "new task for " + e.To
		}
		return "task given to " + e.To + ", before to " + e.From
	case partner.TaskMoved:
		return because(strings.TrimSpace("task "+steps(e)), e.Reason)
	case partner.TaskLate:
		return "task overdue"
	case partner.TaskGone:
		return "task not listed any more"
	case partner.InquiryNew:
		return because("inquiry", e.To)
	case partner.InquiryMoved:
		return because(strings.TrimSpace("inquiry "+steps(e)), e.Reason)
	}
	return plain(string(e.Kind))
}

// Money is an amount as people write it: "$1,234.50", "-€3.20", "CHF 12.00".
func Money(m partner.Money) string {
	if m.Amount.IsNeg() {
		return minus + Money(m.Neg())
	}
	digits := currency.Digits(m.Currency)
	d := m.Amount.Round(digits).Pad(digits)
	whole, part, _ := strings.Cut(d.String(), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		whole += "." + part
	}
	return symbol(m.Currency) + whole
}

// symbol is the sign before the figure, or the code where there is none.
func symbol(code string) string {
	if sign, ok := currency.Sign(code); ok {
		return sign
	}
	if code == "" {
		return ""
	}
	return code + " "
}

// join puts parts together that are there.
func join(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, ", ")
}

// colon adds what there is to say.
func colon(what, text string) string {
	if text == "" {
		return what
	}
	return what + ": " + text
}

// because adds a reason as the service gave it, as the middle of a sentence.
func because(what, why string) string {
	why = strings.TrimRight(strings.Join(strings.Fields(why), " "), ".")
	if why == "" {
		return what
	}
	first, n := utf8.DecodeRuneInString(why)
	if second, _ := utf8.DecodeRuneInString(why[n:]); unicode.IsLower(second) || second == ' ' {
		why = string(unicode.ToLower(first)) + why[n:]
	}
	return what + ": " + why
}

// steps is from and to with an arrow between.
func steps(e partner.Event) string {
	if e.From == "" {
		return e.To
	}
	return e.From + " → " + e.To
}

func arrow(from, to partner.Opt[partner.Money]) string {
	switch {
	case from.OK && to.OK:
		return Money(from.V) + " → " + Money(to.V)
	case to.OK:
		return Money(to.V)
	case from.OK:
		return Money(from.V)
	}
	return ""
}

// modified is what became of an amount that was modified.
func modified(e partner.Event) string {
	if e.Before.OK && e.After.OK {
		return arrow(e.Before, e.After)
	}
	if e.Amount.OK {
		return "sale " + Money(e.Amount.V) + ", payout as before"
	}
	return ""
}

// lost is the money that is no more.
func lost(e partner.Event) string {
	switch {
	case !e.Before.OK || e.Before.V.IsZero():
		return ""
	case e.After.OK && e.After.V.Currency == e.Before.V.Currency:
		return signed(partner.Some(e.After.V.Sub(e.Before.V)))
	}
	return Money(e.Before.V.Neg())
}

// signed is money with its sign.
func signed(m partner.Opt[partner.Money]) string {
	switch {
	case !m.OK:
		return ""
	case m.V.Amount.IsPos():
		return "+" + Money(m.V)
	}
	return Money(m.V)
}

// then is money and what is said about it.
func then(m partner.Opt[partner.Money], what string) string {
	if !m.OK {
		return ""
	}
	return Money(m.V) + what
}
