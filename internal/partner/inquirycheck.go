package partner

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/govalues/decimal"
)

// The fields of an inquiry, as CheckInquiry and the header of a file name
// them.
const (
	InquiryOwn         = "inquiry_id"
	InquiryProgram     = "program_id"
	InquiryOrder       = "order_id"
	InquiryAmount      = "amount"
	InquiryTransaction = "transaction_date"
	InquiryKind        = "type"
	InquiryExpected    = "expected_payout"
	InquiryDeadline    = "deadline"
	InquiryCustomer    = "customer_id"
	InquiryLink        = "tracking_link"
	InquiryNotes       = "notes"
)

// maxText is the length the service accepts for a text, in characters.
const maxText = 255

// ParseMoment reads a day or a day with a time in the account's zone:
// "2026-01-31", "2026-01-31 15:04", "2026-01-31T15:04:05" or RFC 3339 with an
// offset of its own. A day without a time is its first instant.
func ParseMoment(text string, zone *time.Location) (time.Time, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if d, err := ParseDate(text); err == nil {
		return d.Start(zone), nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a day such as 2026-01-31", text)
}

// CheckInquiry says what is wrong with an inquiry, by field, in sentences for
// the one who types; empty when it may be sent. now and zone decide what lies
// in the future: a transaction must not, a deadline must.
func CheckInquiry(in InquiryInput, now time.Time, zone *time.Location) map[string]string {
	wrong := map[string]string{}
	note := func(field, why string) {
		if _, ok := wrong[field]; !ok && why != "" {
			wrong[field] = why
		}
	}
	for _, f := range []struct{ name, value string }{
		{InquiryOwn, in.Own},
		{InquiryProgram, in.ProgramID},
		{InquiryOrder, in.OrderID},
		{InquiryCustomer, in.Customer},
		{InquiryLink, in.Link},
		{InquiryNotes, in.Notes},
	} {
		note(f.name, checkText(f.value, f.name == InquiryNotes))
	}
	if strings.TrimSpace(in.ProgramID) == "" {
		note(InquiryProgram, "Choose a program.")
	}
	if strings.TrimSpace(in.OrderID) == "" {
		note(InquiryOrder, "Write the order's number.")
	}
	if strings.ContainsFunc(strings.TrimSpace(in.Own), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		note(InquiryOwn, "Letters and digits only.")
	}
	switch in.Type {
	case InquiryUntracked, InquiryIncorrect, InquiryDeclined:
	case "":
		note(InquiryKind, "Choose what is wrong with the order.")
	default:
		note(InquiryKind, "Choose UNTRACKED, INCORRECT or DECLINED.")
	}
	note(InquiryAmount, checkAmount(in.Amount, true))
	note(InquiryExpected, checkAmount(in.Expected, false))
	note(InquiryTransaction, checkTransaction(in.Transaction, now, zone))
	note(InquiryDeadline, checkDeadline(in.Deadline, now, zone))
	return wrong
}

func checkText(value string, lines bool) string {
	switch {
	case hasControl(value, lines):
		return "There is an invisible character in it."
	case utf8.RuneCountInString(value) > maxText:
		return fmt.Sprintf("At most %d characters.", maxText)
	}
	return ""
}

// checkAmount checks a sale or a payout: at most MaxInquiryAmount, two
// decimals.
func checkAmount(value string, required bool) string {
	if strings.TrimSpace(value) == "" {
		if required {
			return "Write the amount of the sale."
		}
		return ""
	}
	d, err := ParseDecimal(value)
	switch {
	case err != nil:
		return "Write a number such as 129.90."
	case d.IsNeg() || required && d.IsZero():
		return "The amount must be above zero."
	case d.Cmp(decimal.MustNew(MaxInquiryAmount, 0)) > 0:
		return "At most 5,000,000."
	case d.Scale() > 2:
		return "At most two decimals."
	}
	return ""
}

func checkTransaction(value string, now time.Time, zone *time.Location) string {
	if strings.TrimSpace(value) == "" {
		return "Write the day of the transaction."
	}
	switch at, err := ParseMoment(value, zone); {
	case err != nil:
		return "Write a day such as 2026-01-31."
	case at.After(now):
		return "The transaction lies in the future."
	}
	return ""
}

// checkDeadline accepts today, as a day without a time.
func checkDeadline(value string, now time.Time, zone *time.Location) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	switch at, err := ParseMoment(value, zone); {
	case err != nil:
		return "Write a day such as 2026-01-31."
	case at.Before(DateOf(now, zone).Start(zone)):
		return "The deadline has passed."
	}
	return ""
}
