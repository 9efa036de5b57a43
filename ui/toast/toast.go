// Package toast is the one-line message about something that just happened,
// and the words in which failures are told.
package toast

import (
	"errors"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
)

// Msg asks the dashboard to show a line.
type Msg struct {
	Text    string
	Failed  bool // stays until a key is pressed instead of fading
	Refused bool // the act was not carried out, for a reason that is no failure
}

// Say is the command that shows text for a few seconds.
func Say(text string) tea.Cmd { return func() tea.Msg { return Msg{Text: text} } }

// Refuse is the command that says why an act was not carried out.
func Refuse(why string) tea.Cmd {
	first, size := utf8.DecodeRuneInString(why)
	text := string(unicode.ToUpper(first)) + why[size:] + "."
	return func() tea.Msg { return Msg{Text: text, Refused: true} }
}

// Fail is the command that shows a failure until it is dismissed.
func Fail(text string) tea.Cmd { return func() tea.Msg { return Msg{Text: text, Failed: true} } }

// Words tells a failure in two parts: what happened, and what to do next.
// Both are without control characters and end with a full stop.
func Words(err error) (what, next string) {
	var e *partner.Error
	if !errors.As(err, &e) {
		e = &partner.Error{Op: "load data", Kind: partner.KindOf(err)}
	}
	switch e.Kind {
	case partner.Unauthorized:
		return "impact.com refused the AccountSID or AuthToken (401).",
			"Check IMPACTDASH_AUTH_TOKEN or run impactdash auth login, and start again; or press R."
	case partner.Forbidden:
		return fmt.Sprintf("The token may not read %s (403).", orElse(e.Endpoint, "this")),
			"Add it to the token's scopes on the web, then press R."
	case partner.RateLimited:
		return fmt.Sprintf("The hourly limit for %s is used up (429).", orElse(e.Endpoint, "these requests")),
			"Asking again " + inWords(e.RetryAfter) + "."
	case partner.NotFound:
		return fmt.Sprintf("%s was not found (404).", orElse(e.Endpoint, "It")),
			"This account may not have it; press R to ask again."
	case partner.Unavailable:
		const next = "Trying again by itself; press R to try now."
		if e.Status >= 500 {
			return fmt.Sprintf("The service has a problem of its own (%d).", e.Status), next
		}
		return sentence("The service cannot be reached", &partner.Error{Detail: e.Detail}), next
	case partner.Malformed:
		return sentence("The answer could not be understood", e), "Press R to ask again; nothing was changed."
	case partner.Invalid:
		return sentence("The request was not accepted", e), "Change the input and try again."
	case partner.Conflict:
		return sentence("It was refused", e), "Refresh with R and look again."
	case partner.Uncertain:
		return sentence("It is not known whether this was done", e), "Look with R before you do it again."
	case partner.Unsupported:
		return sentence("This cannot be done from here", e), "The web page can."
	case partner.Withheld:
		return sentence("Not sent", &partner.Error{Detail: e.Detail}), "Nothing was changed."
	}
	return sentence("Something went wrong", e), "Press R to try again."
}

// maxDetail is how much of a detail is told, in characters.
const maxDetail = 120

// sentence is lead, with the HTTP status and the detail where there are any.
func sentence(lead string, e *partner.Error) string {
	if e.Status != 0 {
		lead += fmt.Sprintf(" (%d)", e.Status)
	}
	detail := e.Detail
	if e.Field != "" {
		detail = "field " + e.Field + ": " + detail
	}
	if detail == "" {
		return lead + "."
	}
	// The next step comes after the detail and must stay in sight.
	if r := []rune(detail); len(r) > maxDetail {
		detail = string(r[:maxDetail]) + "…"
	}
	return lead + ": " + trimStop(detail) + "."
}

func trimStop(s string) string {
	for len(s) > 0 && (s[len(s)-1] == '.' || s[len(s)-1] == ' ') {
		s = s[:len(s)-1]
	}
	return s
}

func orElse(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

func inWords(d time.Duration) string {
	switch {
	case d <= 0:
		return "within the hour"
	case d < time.Minute:
		return fmt.Sprintf("in %d s", int(d.Seconds())+1)
	}
	return fmt.Sprintf("in %d min", int(d.Minutes())+1)
}
