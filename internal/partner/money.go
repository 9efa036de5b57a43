package partner

import (
	"fmt"
	"sort"
	"strings"

	"github.com/govalues/decimal"
)

// maxAmount bounds a single amount. It is far above any payout and low enough
// that a million of them still add up inside the 19 digits of a decimal.
const maxAmount = 1_000_000_000_000

// Money is a decimal amount in one currency. The zero value has no currency
// and stands for "no money stated".
type Money struct {
	Amount   decimal.Decimal // in units of the currency (dollars, not cents)
	Currency string          // ISO 4217, upper case
}

// grouped is a number with its thousands separators at the right places. A
// comma anywhere else may be a decimal comma: "12,5" must not become 125.
var grouped = lazily(`^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$`)

// ParseDecimal reads a decimal the way the service prints it: an optional
// sign, thousands separators, up to 18 decimals. Digits that do not fit into
// 19 are rounded off the fraction, half to even.
func ParseDecimal(text string) (decimal.Decimal, error) {
	clean := strings.TrimSpace(text)
	if grouped().MatchString(clean) {
		clean = strings.ReplaceAll(clean, ",", "")
	}
	d, err := decimal.Parse(clean)
	if err != nil {
		return decimal.Decimal{}, fmt.Errorf("%q is not a decimal number", text)
	}
	if d.Abs().Cmp(decimal.MustNew(maxAmount, 0)) >= 0 {
		return decimal.Decimal{}, fmt.Errorf("%q is out of range", text)
	}
	return d.Trim(0), nil
}

// NewMoney makes money of a decimal and an ISO 4217 code.
func NewMoney(amount decimal.Decimal, currency string) Money {
	return Money{Amount: amount, Currency: strings.ToUpper(strings.TrimSpace(currency))}
}

// ParseMoney reads a decimal string and the currency that stands beside it.
func ParseMoney(amount, currency string) (Money, error) {
	d, err := ParseDecimal(amount)
	if err != nil {
		return Money{}, err
	}
	m := NewMoney(d, currency)
	if m.Currency == "" {
		return Money{}, fmt.Errorf("amount %q has no currency", amount)
	}
	return m, nil
}

// IsZero reports whether the amount is zero; the currency does not matter.
func (m Money) IsZero() bool { return m.Amount.IsZero() }

// Neg is m with the opposite sign.
func (m Money) Neg() Money { return Money{Amount: m.Amount.Neg(), Currency: m.Currency} }

// Add adds n, which must be in m's currency or zero and without one. Adding
// two currencies is a mistake of the program and panics.
func (m Money) Add(n Money) Money {
	switch {
	case n.Currency == "" && n.IsZero():
		return m
	case m.Currency == "" && m.IsZero():
		return n
	case m.Currency != n.Currency:
		panic("partner: adding " + n.Currency + " to " + m.Currency)
	}
	return Money{Amount: AddDecimal(m.Amount, n.Amount), Currency: m.Currency}
}

// Sub takes n from m under the rules of Add.
func (m Money) Sub(n Money) Money { return m.Add(n.Neg()) }

// String is the plain form "12.30 USD", meant for logs and errors.
func (m Money) String() string { return m.Amount.String() + " " + m.Currency }

// AddDecimal adds two decimals that ParseDecimal has bounded, so that the sum
// cannot overflow; if it does all the same the program is wrong and panics.
func AddDecimal(a, b decimal.Decimal) decimal.Decimal {
	sum, err := a.Add(b)
	if err != nil {
		panic("partner: decimal sum overflows: " + err.Error())
	}
	return sum
}

// Totals is a sum per currency. Amounts of different currencies stand side by
// side and are never added together. The zero value is an empty sum.
type Totals struct{ by map[string]Money }

// Add counts m in the line of its currency. Money without a currency is
// ignored when it is zero and a mistake of the program otherwise.
func (t *Totals) Add(m Money) {
	if m.Currency == "" {
		if !m.IsZero() {
			panic("partner: amount without a currency")
		}
		return
	}
	if t.by == nil {
		t.by = make(map[string]Money)
	}
	t.by[m.Currency] = t.by[m.Currency].Add(m)
}

// AddAll counts every line of o.
func (t *Totals) AddAll(o Totals) {
	for _, m := range o.by {
		t.Add(m)
	}
}

// In is the line of one currency, zero in that currency when there is none.
func (t Totals) In(currency string) Money {
	if m, ok := t.by[currency]; ok {
		return m
	}
	return Money{Currency: currency}
}

// Len counts the currencies that have a line, a line of zero included.
func (t Totals) Len() int { return len(t.by) }

// IsZero reports whether no line has an amount.
func (t Totals) IsZero() bool {
	for _, m := range t.by {
		if !m.IsZero() {
			return false
		}
	}
	return true
}

// Lines lists the sums, first the line of currency first if there is one,
// then by code.
func (t Totals) Lines(first string) []Money {
	lines := make([]Money, 0, len(t.by))
	for _, m := range t.by {
		lines = append(lines, m)
	}
	sort.Slice(lines, func(i, j int) bool {
		a, b := lines[i].Currency, lines[j].Currency
		if (a == first) != (b == first) {
			return a == first
		}
		return a < b
	})
	return lines
}
