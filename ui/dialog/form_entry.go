package dialog

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/govalues/decimal"

	"impactdash/ui/component/field"
	"impactdash/ui/format"
)

// entry is a field of a form with what it holds.
type entry struct {
	FormField
	edit *field.Edit // texts; nil for the others
	pick *field.Pick // choices; nil for the others
	read *reading    // text to be read; nil for the others
	on   bool
	err  string // why the value is refused, cleaned; empty when it is not
}

func newEntry(f FormField) *entry {
	e := &entry{FormField: f}
	e.Label, e.Placeholder = format.Safe(f.Label), format.Safe(f.Placeholder)
	switch f.Kind {
	case FieldChoice:
		options := make([]field.Option, len(f.Choices))
		for i, c := range f.Choices {
			options[i] = field.Option(c)
		}
		e.pick = field.NewPick(options, f.Value)
	case FieldBool:
		e.on = f.Value == "true"
	case FieldRead:
		e.read = &reading{text: f.Value}
	default:
		e.edit = field.NewEdit(f.Kind == FieldLines)
		e.edit.SetValue(f.Value)
	}
	return e
}

func (e *entry) resize(w, textRows int) {
	switch {
	case e.pick != nil:
		e.pick.Resize(w)
	case e.edit != nil:
		e.edit.Resize(w, textRows)
	}
}

// value is what the answer says.
func (e *entry) value() string {
	switch {
	case e.pick != nil:
		return e.pick.Value()
	case e.edit != nil:
		return strings.TrimSpace(e.edit.Value())
	case e.read != nil:
		return ""
	case e.on:
		return "true"
	}
	return "false"
}

// typed reports whether the field takes text.
func (e *entry) typed() bool { return e.edit != nil || e.listed() }

// listed reports whether the field is a choice among so many that they are
// searched.
func (e *entry) listed() bool { return e.pick != nil && e.pick.Searched() }

// update takes text and editing keys, and reports whether something changed.
func (e *entry) update(msg tea.Msg) bool {
	if paste, ok := msg.(tea.PasteMsg); ok && e.Kind != FieldText && e.Kind != FieldLines {
		msg = tea.PasteMsg{Content: strings.TrimSpace(paste.Content)} // an address comes with the end of its line
	}
	switch {
	case e.edit != nil:
		return e.edit.Update(msg)
	case e.pick != nil:
		return e.pick.Update(msg)
	}
	return false
}

// settle ends what is half done when the cursor leaves.
func (e *entry) settle() {
	if e.pick != nil {
		e.pick.Settle()
	}
}

// check finds out why the value is refused, and keeps it as a sentence.
func (e *entry) check(all map[string]string) {
	v := e.value()
	e.err = e.missing(v)
	if e.err != "" || v == "" {
		return
	}
	if n := utf8.RuneCountInString(v); e.MaxLength > 0 && n > e.MaxLength {
		e.err = fmt.Sprintf("At most %s characters; this has %s.", format.Count(int64(e.MaxLength)), format.Count(int64(n)))
		return
	}
	if e.err = e.malformed(v); e.err != "" || e.Check == nil {
		return
	}
	if err := e.Check(v, all); err != nil {
		e.err = format.Safe(err.Error())
	}
}

// missing says that a field that must be filled in is not.
func (e *entry) missing(v string) string {
	switch {
	case e.pick != nil && v == "" && strings.TrimSpace(e.pick.Query()) != "":
		return fmt.Sprintf("Nothing in the list matches %q.", e.pick.Query())
	case !e.Required:
		return ""
	case e.Kind == FieldBool && !e.on:
		return "Switch this on to go on."
	case v != "":
		return ""
	case e.pick != nil:
		return "Choose one."
	}
	return "Fill this in."
}

// malformed says what a value of the field's kind looks like, empty when v is
// one.
func (e *entry) malformed(v string) string {
	switch e.Kind {
	case FieldEmail:
		if !isEmail(v) {
			return "Write an e-mail address, like name@example.com."
		}
	case FieldPhone:
		if !isPhone(v) {
			return "Write a phone number in digits, like +1 555 0100."
		}
	case FieldURL:
		return urlProblem(v)
	case FieldNumber:
		if !isNumber(v, false) {
			return "Write a whole number, like 12."
		}
		return e.beyond(v)
	case FieldDecimal:
		if !isNumber(v, true) {
			return "Write a number with a point, like 12.50."
		}
		return e.beyond(v)
	case FieldDate:
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return "Write a day as YYYY-MM-DD, like 2026-03-09."
		}
		switch { // days written this way compare as text
		case e.Min != "" && v < e.Min:
			return "Not before " + e.Min + "."
		case e.Max != "" && v > e.Max:
			return "Not after " + e.Max + "."
		}
	}
	return ""
}

// beyond says that a number lies outside its ends. An end that is no number is
// none.
func (e *entry) beyond(v string) string {
	n, err := decimal.Parse(v)
	if err != nil {
		return "That number is too long."
	}
	if least, err := decimal.Parse(e.Min); err == nil && n.Cmp(least) < 0 {
		return "At least " + e.Min + "."
	}
	if most, err := decimal.Parse(e.Max); err == nil && n.Cmp(most) > 0 {
		return "At most " + e.Max + "."
	}
	return ""
}

// isNumber reports whether v is digits with a sign, and with a point where
// that is allowed. A comma is not: it means different things in different
// countries.
func isNumber(v string, point bool) bool {
	v = strings.TrimPrefix(v, "-")
	whole, part, cut := strings.Cut(v, ".")
	if cut && (!point || part == "") {
		return false
	}
	return whole != "" && strings.Trim(whole+part, "0123456789") == ""
}

func isEmail(v string) bool {
	name, host, ok := strings.Cut(v, "@")
	return ok && name != "" && dotted(host) && !strings.ContainsAny(v, " \t\"<>(),;:") && !strings.Contains(host, "@")
}

// dotted reports whether host has at least two parts and none that is empty.
func dotted(host string) bool {
	return strings.Contains(host, ".") && !strings.Contains("."+host+".", "..")
}

// isPhone reports whether v is a phone number as people write it. Numbers have
// at most 15 digits (E.164); fewer than 5 are no number a brand can call.
func isPhone(v string) bool {
	digits := 0
	for i, r := range v {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" -().\u00a0/", r):
		default:
			return false
		}
	}
	return digits >= 5 && digits <= 15
}

// urlProblem says what is wrong with the address of a page, empty for nothing.
func urlProblem(v string) string {
	scheme, rest, ok := strings.Cut(v, "://")
	if scheme = strings.ToLower(scheme); !ok || scheme != "https" && scheme != "http" {
		return "Begin with https:// or http://."
	}
	host := rest[:strings.IndexAny(rest+"/", "/?#")]
	name, _, _ := strings.Cut(host, ":")
	if !dotted(name) || strings.ContainsAny(v, " \"<>\\") {
		return "Write a whole address, like https://example.com/page."
	}
	return ""
}
