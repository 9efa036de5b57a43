package api

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// row reads the fields of one element of an answer. The first field that
// cannot be used is kept as the error; later ones are still read, their
// results are thrown away with the element.
type row struct {
	op, endpoint string
	zone         *time.Location // of timestamps without an offset
	id           string         // set by identity; named in the error
	err          *partner.Error
}

// fail records that a field is unusable.
func (r *row) fail(field, format string, args ...any) {
	if r.err != nil {
		return
	}
	detail := fmt.Sprintf(format, args...)
	if r.id != "" {
		detail += " (" + r.id + ")"
	}
	r.err = &partner.Error{Op: r.op, Kind: partner.Malformed, Field: field, Endpoint: r.endpoint, Detail: origin.Tidy(detail)}
}

// text is a field's characters without blanks around them; empty when absent.
func (r *row) text(field string, t text) string {
	if t.bad {
		r.fail(field, "%s stands where one value is expected", t.s)
		return ""
	}
	return strings.TrimSpace(t.s)
}

// identity is a text that must be there.
func (r *row) identity(field string, t text) string {
	s := r.text(field, t)
	if s == "" {
		r.fail(field, "the answer has none")
	}
	if r.id == "" {
		r.id = s
	}
	return s
}

// texts is a list of texts without the empty ones.
func (r *row) texts(field string, m many[text]) []string {
	if m.bad {
		r.fail(field, "not a list of texts")
		return nil
	}
	var all []string
	for _, t := range m.items {
		if s := r.text(field, t); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// shape records a container of the wrong kind.
func (r *row) shape(field string, bad bool) {
	if bad {
		r.fail(field, "not the expected list or object")
	}
}

// number is a decimal, absent when the field is empty.
func (r *row) number(field string, t text) partner.Opt[decimal.Decimal] {
	s := r.text(field, t)
	if s == "" {
		return partner.Opt[decimal.Decimal]{}
	}
	d, err := partner.ParseDecimal(s)
	if err != nil {
		r.fail(field, "%v", err)
		return partner.Opt[decimal.Decimal]{}
	}
	return partner.Some(d)
}

// money is a decimal with the currency beside it, absent when the amount is
// empty. An amount without a readable currency is unusable.
func (r *row) money(field string, amount, currency text) partner.Opt[partner.Money] {
	d := r.number(field, amount)
	if !d.OK {
		return partner.Opt[partner.Money]{}
	}
	code := r.text("Currency", currency)
	if !isCurrency(code) {
		r.fail("Currency", "%q beside the amount %s is not a currency", code, amount.s)
		return partner.Opt[partner.Money]{}
	}
	return partner.Some(partner.NewMoney(d.V, code))
}

// due is money that must be there: nothing in its place would count as zero.
func (r *row) due(field string, amount, currency text) partner.Money {
	m := r.money(field, amount, currency)
	if !m.OK {
		r.fail(field, "the amount is missing")
	}
	return m.V
}

// count is a whole number, absent when the field is empty. Reports print some
// with decimals, which then are zeros.
func (r *row) count(field string, t text) partner.Opt[int64] {
	d := r.number(field, t)
	if !d.OK {
		return partner.Opt[int64]{}
	}
	n, _, ok := d.V.Int64(0)
	if !ok || !d.V.IsInt() {
		r.fail(field, "%q is not a whole number", t.s)
		return partner.Opt[int64]{}
	}
	return partner.Some(n)
}

// truth is a boolean; empty means false.
func (r *row) truth(field string, t text) bool {
	switch s := r.text(field, t); strings.ToLower(s) {
	case "true", "1", "yes", "y":
		return true
	case "", "false", "0", "no", "n":
	default:
		r.fail(field, "%q is neither true nor false", s)
	}
	return false
}

// instant is a timestamp in UTC, zero when the field is empty.
func (r *row) instant(field string, t text) time.Time {
	at, err := parseTime(r.text(field, t), r.zone)
	if err != nil {
		r.fail(field, "%v", err)
	}
	return at
}

// when is a timestamp that must be there: without it a row would fall out of
// every period.
func (r *row) when(field string, t text) time.Time {
	at := r.instant(field, t)
	if at.IsZero() {
		r.fail(field, "the date is missing")
	}
	return at
}

// month reads an invoice's EventMonthYear: month without a leading zero, then
// four digits of the year ("42021" is April 2021). Anything else is no day.
func (r *row) month(field string, t text) partner.Date {
	s := r.text(field, t)
	if len(s) != 5 && len(s) != 6 {
		return partner.Date{}
	}
	cut := len(s) - 4
	month, errM := strconv.Atoi(s[:cut])
	year, errY := strconv.Atoi(s[cut:])
	if errM != nil || errY != nil || month < 1 || month > 12 || year < 1 {
		return partner.Date{}
	}
	return partner.Date{Year: year, Month: time.Month(month), Day: 1}
}
