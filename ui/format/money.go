package format

import (
	"github.com/govalues/decimal"

	"impactdash/internal/currency"
	"impactdash/internal/partner"
)

// None stands for an amount, a rate or a day that is not there.
const None = "-"

// Money is an amount with the decimals of its currency, half rounded away
// from zero: "$1,234.50", "-€3.20", "¥1,200", "CHF 12.00". The zero value of
// partner.Money, no money stated, is None.
func Money(m partner.Money) string {
	if m.Currency == "" && m.IsZero() {
		return None
	}
	return money(m, currency.Digits(m.Currency))
}

// CountShort is a count in at most width cells, in the forms of MoneyShort:
// "1,234,567", "1.2M".
func CountShort(d decimal.Decimal, width int) string {
	return short(partner.Money{Amount: d}, 0, width)
}

// MoneyShort is Money when that takes at most width cells, else the longest of
// shorter forms that does: "$1,234", "$12.3k", "$12k", "$1.2M". A part of a
// number is never shown: when nothing fits it is an ellipsis.
func MoneyShort(m partner.Money, width int) string {
	if text := Money(m); Width(text) <= width {
		return text
	}
	if m.Currency == "" {
		return Bare(short(m, 2, width-1))
	}
	return short(m, currency.Digits(m.Currency), width)
}

// short is the longest form that fits of an amount, or of a number that has no
// currency.
func short(m partner.Money, scale, width int) string {
	if text := plainMoney(m, scale); Width(text) <= width {
		return text
	}
	if text := plainMoney(m, 0); Width(text) <= width && below(m, decimal.MustNew(10_000, 0)) {
		return text
	}
	for _, scale := range []int{1, 0} {
		if text := abbreviated(m, scale); Width(text) <= width {
			return text
		}
	}
	return Cut(ellipsis, width)
}

// MoneyFine is Money for rates such as a payout per click. Below one unit it
// keeps two significant digits, with at most two decimals more than the
// currency has: "$0.32", "$0.031", "$0.0004". What is smaller still and not
// zero is "<$0.0001".
func MoneyFine(m partner.Money) string {
	least := currency.Digits(m.Currency)
	if m.IsZero() || !below(m, decimal.One) {
		return Money(m)
	}
	scale := min(max(leadingZeros(m.Amount)+2, least), least+2)
	d := round(m.Amount, scale)
	if !d.IsZero() {
		d = d.Trim(least)
		return money(partner.Money{Amount: d, Currency: m.Currency}, d.Scale())
	}
	limit := money(partner.Money{Amount: decimal.MustNew(1, scale), Currency: m.Currency}, scale)
	if m.Amount.IsNeg() {
		return ">-" + limit
	}
	return "<" + limit
}

// leadingZeros counts the zeros between the point and the first other digit
// of an amount below one.
func leadingZeros(d decimal.Decimal) int { return d.Scale() - d.Prec() }

func below(m partner.Money, limit decimal.Decimal) bool { return m.Amount.CmpAbs(limit) < 0 }

// money writes an amount rounded to scale decimals, marked as money in any case.
func money(m partner.Money, scale int) string {
	text := plainMoney(m, scale)
	if m.Currency == "" {
		return Bare(text)
	}
	return text
}

// plainMoney is money without the mark.
func plainMoney(m partner.Money, scale int) string {
	text, negative := grouped(m.Amount, scale)
	return signed(symbol(m.Currency)+text, negative)
}

func signed(text string, negative bool) string {
	if negative {
		return "-" + text
	}
	return text
}

// symbol is what stands before the figure: a sign such as "$" or "CA$" where
// English has one, the code and a space where it has not.
func symbol(code string) string {
	if sign, ok := currency.Sign(code); ok {
		return sign
	}
	if code = Safe(code); code == "" {
		return ""
	}
	return code + string(nbsp)
}

// abbreviated writes an amount in thousands, millions or billions, with scale
// decimals at most. Below a thousand there is no shorter unit.
func abbreviated(m partner.Money, scale int) string {
	unit, suffix, d := decimal.One, "", round(m.Amount, 0)
	for _, next := range []string{"k", "M", "B"} {
		bigger, err := unit.Mul(decimal.Thousand)
		if err != nil || shrink(d, unit, scale).CmpAbs(decimal.Thousand) < 0 {
			break
		}
		unit, suffix = bigger, next
	}
	d = shrink(d, unit, scale)
	text, negative := grouped(d, d.Scale())
	return signed(symbol(m.Currency)+text+suffix, negative)
}

// shrink is d in units, rounded to scale decimals at most.
func shrink(d, unit decimal.Decimal, scale int) decimal.Decimal {
	q, err := d.Quo(unit)
	if err != nil {
		return d
	}
	return round(q, scale).Trim(0)
}
