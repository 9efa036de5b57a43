package partner

import (
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/govalues/decimal"
)

// Check says what is wrong with a typed value, in a sentence for the one who
// types; empty when it may be sent. It knows what the field's maker declared
// and no more: the service may still refuse.
func (f Field) Check(value string) string {
	value = strings.TrimSpace(value)
	switch {
	case value == "" && f.Required:
		if f.Kind == FieldChoice {
			return "Choose one."
		}
		return "This is needed."
	case value == "":
		return ""
	case f.MaxLen > 0 && utf8.RuneCountInString(value) > f.MaxLen:
		return fmt.Sprintf("At most %d characters.", f.MaxLen)
	case hasControl(value, f.Kind == FieldLong):
		return "There is an invisible character in it."
	}
	return f.checkKind(value)
}

func (f Field) checkKind(value string) string {
	switch f.Kind {
	case FieldEmail:
		return checkEmail(value)
	case FieldPhone:
		return checkPhone(value)
	case FieldURL:
		if u, err := url.Parse(value); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return "Write an address that begins with https://."
		}
	case FieldNumber:
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return "Write a whole number."
		}
		return f.checkBounds(value)
	case FieldDecimal:
		if _, err := ParseDecimal(value); err != nil {
			return "Write a number such as 1250.50."
		}
		return f.checkBounds(value)
	case FieldDate:
		return f.checkDay(value)
	case FieldChoice:
		for _, c := range f.Choices {
			if c.Value == value {
				return ""
			}
		}
		return "Choose one of the list."
	case FieldBool:
		switch {
		case value != "true" && value != "false":
			return "Say yes or no."
		case f.Required && value != "true":
			return "This must be accepted."
		}
	case FieldText, FieldLong: // any text will do
	}
	return ""
}

// checkBounds compares with Min and Max; a bound that is no number is none.
func (f Field) checkBounds(value string) string {
	v, err := ParseDecimal(value)
	if err != nil {
		return "The number is too large."
	}
	bound := func(text string) (decimal.Decimal, bool) {
		d, err := ParseDecimal(text)
		return d, err == nil && text != ""
	}
	if low, ok := bound(f.Min); ok && v.Cmp(low) < 0 {
		return "At least " + low.String() + "."
	}
	if high, ok := bound(f.Max); ok && v.Cmp(high) > 0 {
		return "At most " + high.String() + "."
	}
	return ""
}

// checkDay compares with Min and Max; a bound that is no day is none.
func (f Field) checkDay(value string) string {
	day, err := ParseDate(value)
	if err != nil {
		return "Write a day such as 2026-01-31."
	}
	if first, err := ParseDate(f.Min); err == nil && day.Before(first) {
		return "Not before " + first.String() + "."
	}
	if last, err := ParseDate(f.Max); err == nil && day.After(last) {
		return "Not after " + last.String() + "."
	}
	return ""
}

// checkEmail wants one address with a dot in its domain, without a name.
func checkEmail(value string) string {
	a, err := mail.ParseAddress(value)
	at := strings.LastIndexByte(value, '@')
	if err != nil || a.Address != value || asciiHost(value[at+1:]) == "" {
		return "Write an e-mail address such as ana@example.com."
	}
	return ""
}

// checkPhone wants 5 to 20 digits, with the signs people put between them.
func checkPhone(value string) string {
	digits := 0
	for i, r := range value {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" -()./", r):
		default:
			return "Write digits, with + in front of the country code."
		}
	}
	if digits < 5 || digits > 20 {
		return "A telephone number has 5 to 20 digits."
	}
	return ""
}

// hasControl reports control characters; line ends and tabs may be allowed.
func hasControl(text string, lines bool) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		if lines && (r == '\n' || r == '\t' || r == '\r') {
			return false
		}
		return unicode.IsControl(r) || r == unicode.ReplacementChar
	})
}

// CheckFields says what is wrong with the values of a form, by Field.Name;
// empty when all may be sent.
func CheckFields(fields []Field, values map[string]string) map[string]string {
	wrong := map[string]string{}
	for _, f := range fields {
		if why := f.Check(values[f.Name]); why != "" {
			wrong[f.Name] = why
		}
	}
	return wrong
}
