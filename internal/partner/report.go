package partner

import (
	"strings"

	"github.com/govalues/decimal"
)

// Report is an entry of the account's list of reports.
type Report struct {
	ID            string // handle, such as "partner_performance_by_day"
	Name          string
	Category      string
	APIAccessible bool // false: the report exists on the web only
}

// ReportColumn describes a column of a report, from its metadata.
type ReportColumn struct {
	Name        string
	Type        string // DataType, in the service's words
	Description string
}

// ReportMetadata lists what a report accepts and delivers.
type ReportMetadata struct {
	ID      string
	Name    string
	Filters []ReportColumn
	Columns []ReportColumn
}

// ReportTable is the raw outcome of a report: rows of texts under the names
// the service chose. Use a Column to read it.
type ReportTable struct {
	ID   string
	Rows []ReportRow
}

// ReportRow maps normalised column names to texts.
type ReportRow map[string]string

// NormalColumn is the form in which column names are compared: lower case,
// letters and digits only, because spelling changes between reports.
func NormalColumn(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return -1
	}, name)
}

// Text is the first of the named columns that the row has. OK is false when
// none was delivered, which is not the same as an empty text.
func (r ReportRow) Text(names ...string) Opt[string] {
	for _, n := range names {
		if v, ok := r[NormalColumn(n)]; ok {
			return Some(v)
		}
	}
	return Opt[string]{}
}

// DayFigures are the sums of one calendar day in the account's zone and
// currency. A column the report did not deliver is absent, not zero.
type DayFigures struct {
	Day     Date
	Clicks  Opt[int64]
	Actions Opt[int64] // conversions that are not reversed
	Sales   Opt[decimal.Decimal]
	Payout  Opt[decimal.Decimal]
}

// ProgramFigures are the sums of one program over a period, in the account's
// currency.
type ProgramFigures struct {
	ProgramID string
	Program   string
	Clicks    Opt[int64]
	Actions   Opt[int64]
	Sales     Opt[decimal.Decimal]
	Payout    Opt[decimal.Decimal]
}

// Paystub is a withdrawal that has been made. The report states no currency;
// Amount is in the account's.
type Paystub struct {
	ID     string
	Day    Date // in the account's zone
	Amount Money
}
