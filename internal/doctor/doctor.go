// Package doctor tells what is well, what is worth knowing and what is wrong
// with an installation, and what to do about it. It looks at facts that are
// handed in and reads nothing itself, but for the answers of a terminal that
// is handed in as well.
package doctor

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"impactdash/internal/partner"
)

// Status is how things are with one line.
type Status string

// The states of a line.
const (
	OK      Status = "ok"
	Note    Status = "note"    // worth knowing; nothing is broken
	Problem Status = "problem" // something does not work
)

// Cause is whose a problem is, for the exit code.
type Cause uint8

// The causes of problems.
const (
	Local       Cause = iota // this machine, or the configuration
	Credentials              // account and token
	Service                  // the service, the way to it, or its limits
)

// Line is one finding.
type Line struct {
	Group  string // part of the report: "terminal"
	Name   string // what was looked at: "colors"; unique in its group
	Status Status
	Text   string // a sentence
	Next   string // what to do, a sentence; empty: nothing
	Cause  Cause  // of a Problem
}

// The parts of a report, in its order.
const (
	groupTerminal  = "terminal"
	groupConfig    = "configuration"
	groupAccount   = "account"
	groupCompanion = "companion"
	groupLimits    = "limits"
	groupStore     = "store"
	groupClock     = "clock"
	groupZone      = "time zone"
)

// Facts are what is known of an installation.
type Facts struct {
	Now       time.Time
	Terminal  Terminal
	Config    Config
	Account   Account
	Companion Companion
	Limits    Limits
	Store     Store
	Clock     Clock
	Zone      Zone
}

// Examine turns facts into findings.
func Examine(f Facts) []Line {
	var all []Line
	for _, part := range []struct {
		group string
		lines []Line
	}{
		{groupTerminal, f.Terminal.lines()},
		{groupConfig, f.Config.lines()},
		{groupAccount, f.Account.lines()},
		{groupCompanion, f.Companion.lines()},
		{groupLimits, f.Limits.lines(f.Now)},
		{groupStore, f.Store.lines()},
		{groupClock, f.Clock.lines()},
		{groupZone, f.Zone.lines(f.Now)},
	} {
		for _, l := range part.lines {
			l.Group = part.group
			all = append(all, l)
		}
	}
	return all
}

// Count is how many lines have a status.
func Count(lines []Line, s Status) int {
	n := 0
	for _, l := range lines {
		if l.Status == s {
			n++
		}
	}
	return n
}

// Blame is the cause that all problems share; Local where they do not. It is
// meaningless without a problem.
func Blame(lines []Line) Cause {
	var cause Cause
	first := true
	for _, l := range lines {
		if l.Status != Problem {
			continue
		}
		if !first && l.Cause != cause {
			return Local
		}
		cause, first = l.Cause, false
	}
	return cause
}

func ok(name, form string, args ...any) Line {
	return Line{Name: name, Status: OK, Text: fmt.Sprintf(form, args...)}
}

func note(name, text, next string) Line {
	return Line{Name: name, Status: Note, Text: text, Next: next}
}

func problem(name, text, next string) Line {
	return Line{Name: name, Status: Problem, Text: text, Next: next}
}

// from gives a problem another cause than this machine.
func (l Line) from(c Cause) Line {
	if l.Status == Problem {
		l.Cause = c
	}
	return l
}

// detail is the explanation of a failure, without what was attempted.
func detail(err error) string {
	if e, ok := asPartner(err); ok && e.Detail != "" {
		return e.Detail
	}
	if e, ok := asPartner(err); ok {
		return e.Kind.String()
	}
	return err.Error()
}

// sentence begins with a capital and ends with a full stop, unless it asks.
func sentence(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), ".")
	if text == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[n:]
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// retry is when to try again.
func retry(e *partner.Error) string {
	if e != nil && e.RetryAfter > 0 {
		return fmt.Sprintf("Try again in %s.", span(e.RetryAfter))
	}
	return "Try again later."
}

// span is a length of time in its largest unit, rounded up: "24 min".
func span(d time.Duration) string {
	up := func(unit time.Duration) int { return int((d + unit - 1) / unit) }
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", up(time.Second))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", up(time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", up(time.Hour))
	}
	return fmt.Sprintf("%d d", up(24*time.Hour))
}
