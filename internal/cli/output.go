package cli

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/govalues/decimal"
	"github.com/spf13/cobra"

	"impactdash/internal/currency"
	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// outputOptions choose the form of a command's data.
type outputOptions struct{ json, csv bool }

func (o *outputOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "print CSV")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
}

// table is data for people and spreadsheets: cells in rows under names.
type table struct {
	head   []string
	rows   [][]string
	screen []screenColumn // columns of a terminal; nil: those of head
}

// write prints doc as JSON, or rows as CSV, aligned columns on a terminal or
// tab-separated lines in a pipe.
func (o outputOptions) write(sys System, doc any, rows table) error {
	switch {
	case o.json:
		return writeJSON(sys.Out, doc)
	case o.csv:
		return writeCSV(sys.Out, rows)
	case sys.OutTTY:
		return writeAligned(sys.Out, rows, sys.Width)
	}
	return writeTabs(sys.Out, rows)
}

// writeJSON prints a document. What a terminal would take for an order, or
// what hides or turns text around, is written as an escape: the document is the
// same.
func writeJSON(out io.Writer, doc any) error {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(out, visible(b.String()))
	return err
}

// visible writes the characters of a JSON text that no terminal should get as
// escapes. Outside of its strings there are none.
func visible(text string) string {
	bad := func(r rune) bool { return r >= 0x7f && format.Safe(string(r)) != string(r) }
	if !strings.ContainsFunc(text, bad) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !bad(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, "\\u%04x\\u%04x", high, low)
		default:
			fmt.Fprintf(&b, "\\u%04x", r)
		}
	}
	return b.String()
}

func writeCSV(out io.Writer, t table) error {
	w := csv.NewWriter(out)
	return errors.Join(w.Write(t.head), w.WriteAll(t.rows))
}

// writeTabs leaves the head out: a pipe wants data.
func writeTabs(out io.Writer, t table) error {
	var b strings.Builder
	for _, r := range t.rows {
		b.WriteString(strings.Join(r, "\t"))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// plain is an amount as a decimal string with at least the decimals of its
// currency: "182.40", "1200" for yen.
func plain(m partner.Money) string {
	digits := currency.Digits(m.Currency)
	return m.Amount.Trim(digits).Pad(digits).String()
}

// amount is money of the account as a decimal string with at least the
// decimals of its currency and at most scale of them, or nil.
func amount(v partner.Opt[decimal.Decimal], code string, scale int) *string {
	if !v.OK {
		return nil
	}
	text := plain(partner.NewMoney(v.V.Round(scale), code))
	return &text
}

// optional is a decimal string rounded to at most scale decimals, or nil,
// which is null in JSON.
func optional(v partner.Opt[decimal.Decimal], scale int) *string {
	if !v.OK {
		return nil
	}
	text := v.V.Round(scale).String()
	return &text
}

// cell is an optional text for a table; what is absent is an empty cell.
func cell(text *string) string {
	if text == nil {
		return ""
	}
	return format.Safe(*text)
}

// stamp is an instant in the account's zone: RFC 3339 with its offset.
func stamp(t time.Time, p partner.Profile) *string {
	if t.IsZero() {
		return nil
	}
	if p.Zone != nil {
		t = t.In(p.Zone)
	}
	text := t.Format(time.RFC3339)
	return &text
}

// dateText is a day as 2006-01-02, or nil.
func dateText(d partner.Date) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}

// accountDoc says whose figures these are.
type accountDoc struct {
	ID       string `json:"id"`        // AccountSID
	Name     string `json:"name"`      // of the company
	Currency string `json:"currency"`  // ISO 4217, in which it is paid
	TimeZone string `json:"time_zone"` // zone that its days are cut in
	// ZoneNote says why time_zone is only an assumption; null when it is not.
	ZoneNote *string `json:"time_zone_note"`
}

func accountOf(p partner.Profile) accountDoc {
	d := accountDoc{ID: p.ID, Name: p.Name, Currency: p.Currency}
	if p.Zone != nil {
		d.TimeZone = p.Zone.String()
	}
	if p.ZoneNote != "" {
		d.ZoneNote = &p.ZoneNote
	}
	return d
}

// problemDoc is a part of a document that could not be had.
type problemDoc struct {
	Part    string `json:"part"`    // what could not be had
	Kind    string `json:"kind"`    // of failure, such as forbidden or unavailable
	Message string `json:"message"` // what happened
	Next    string `json:"next"`    // what to do about it
}

func problemOf(part string, err error) problemDoc {
	what, _ := toast.Words(err)
	return problemDoc{Part: part, Kind: partner.KindOf(err).String(), Message: format.Safe(what), Next: nextStep(err)}
}

// maybe is a text, or nil where there is none, which is null in JSON.
func maybe(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// listOf is a list that is never null in JSON.
func listOf(all []string) []string {
	if all == nil {
		return []string{}
	}
	return all
}

// exact is a decimal string with all decimals, and two at least, or nil.
func exact(v partner.Opt[decimal.Decimal]) *string {
	if !v.OK {
		return nil
	}
	text := v.V.Trim(2).Pad(2).String()
	return &text
}
