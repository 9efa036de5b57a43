package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// fault is an error body in any of the documented forms: the envelope with
// Status, Message and Errors, the short one with status and title, the one of
// tracking links with a time stamp, and the one of conversions with lower-case
// errors.
type fault struct {
	word    string // Status as a word: "ERROR"
	code    int    // status as a number: 403
	message string
	fields  []faultField
}

type faultField struct {
	Field   text `json:"Field"`
	Message text `json:"Message"`
}

// faultKeys are the names a fault is read from, in lower case.
var faultKeys = map[string]bool{
	"status": true, "message": true, "title": true, "error": true, "errors": true,
}

// readFault reads what it can; keys are lower case.
func readFault(body map[string]json.RawMessage) fault {
	var f fault
	status := scalar(body["status"])
	if n, err := strconv.Atoi(status); err == nil {
		f.code = n
	} else {
		f.word = strings.ToUpper(status)
	}
	for _, key := range []string{"message", "title", "error"} {
		if f.message == "" {
			f.message = scalar(body[key])
		}
	}
	f.fields = faultFields(body["errors"])
	return f
}

// faultFields reads Errors: a list, a single entry, or an entry under the
// extra name Error.
func faultFields(raw json.RawMessage) []faultField {
	var boxed struct {
		Error many[faultField] `json:"Error"`
	}
	if json.Unmarshal(raw, &boxed) == nil && len(boxed.Error.items) > 0 {
		return boxed.Error.items
	}
	var plain many[faultField]
	if len(raw) > 0 && json.Unmarshal(raw, &plain) == nil && !plain.bad {
		return plain.items
	}
	var texts many[text]
	if len(raw) > 0 && json.Unmarshal(raw, &texts) == nil {
		var all []faultField
		for _, t := range texts.items {
			all = append(all, faultField{Message: t})
		}
		return all
	}
	return nil
}

func scalar(raw json.RawMessage) string {
	var t text
	if len(raw) == 0 || json.Unmarshal(raw, &t) != nil || t.bad {
		return ""
	}
	return strings.TrimSpace(t.s)
}

// failed reports whether the body is a failure, whatever the HTTP status was.
// Objects with a Status of their own (contracts, the account) use other words.
func (f fault) failed() bool {
	return f.word == "ERROR" || f.word == "FORBIDDEN" || f.code >= http.StatusBadRequest
}

// detail puts the message and the complaints about single fields in one line.
func (f fault) detail() string {
	parts := []string{}
	if f.message != "" {
		parts = append(parts, f.message)
	}
	for _, e := range f.fields {
		m := strings.TrimSpace(e.Message.s)
		if m == "" || strings.Contains(f.message, m) {
			continue
		}
		parts = append(parts, m)
	}
	return strings.Join(parts, ": ")
}

// field is the first field complained about.
func (f fault) field() string {
	if len(f.fields) == 0 {
		return ""
	}
	return origin.Tidy(f.fields[0].Field.s)
}

// complaints are the fields complained about. safe takes the credentials out
// of a text.
func (f fault) complaints(safe func(string) string) []partner.FieldError {
	var all []partner.FieldError
	for _, e := range f.fields {
		all = append(all, partner.FieldError{Field: safe(origin.Tidy(e.Field.s)), Detail: safe(origin.Tidy(e.Message.s))})
	}
	return all
}
