// Package plain writes the dashboard as lines of text, for screen readers and
// logs: no boxes, no glyphs, no colours, words instead of marks. It turns the
// answers that the panes draw into sentences, and asks for nothing itself.
package plain

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Part is what is known of one question: the last answer, and why there is no
// newer one.
type Part[T any] struct {
	Value T
	AsOf  time.Time // of Value
	Known bool      // there is a Value
	Err   error     // why the newest attempt failed; nil when it did not
}

// PartOf is what one attempt brought.
func PartOf[T any](a partner.Answer[T], err error) Part[T] {
	if err != nil {
		return Part[T]{Err: err}
	}
	return Part[T]{Value: a.Value, AsOf: a.AsOf, Known: true}
}

// After is the part after an older one: a failure does not take away what was
// known.
func (p Part[T]) After(before Part[T]) Part[T] {
	if p.Err != nil && before.Known {
		before.Err = p.Err
		return before
	}
	return p
}

// Writer is how things are told.
type Writer struct {
	Now  time.Time          // in the account's zone
	Fail func(error) string // a failure in sentences, with the next step; ends with a full stop
}

// Section is one pane in lines.
type Section struct {
	ID     string
	Title  string
	Lines  []string // sentences, each of which can stand alone
	Things []Thing  // what the pane lists, in its order
	One    string   // what one of them is called
	Brief  int      // how many of them the page tells
	Empty  string   // said instead of the things; empty where it lists none
}

// Thing is one thing of a list.
type Thing struct {
	Line string
	More []string // what else there is to say about it
}

// onPage is how many things of a list the page usually tells.
const onPage = 5

// Page is a section as the page has it. number is what reads it whole.
func (s Section) Page(number int) []string {
	out := append([]string{fmt.Sprintf("%d. %s", number, s.Title)}, s.Lines...)
	for i, t := range s.Things[:min(len(s.Things), s.Brief)] {
		out = append(out, numbered(i, t))
	}
	switch more := len(s.Things) - s.Brief; {
	case more > 0 && s.Brief == 0:
		out = append(out, fmt.Sprintf("%s; %d reads them.", plural(more, s.One), number))
	case more > 0:
		out = append(out, fmt.Sprintf("And %s more; %d reads them all.", format.Count(int64(more)), number))
	}
	return s.orEmpty(out)
}

// Whole is a section with all it lists.
func (s Section) Whole(number int) []string {
	out := append([]string{fmt.Sprintf("%d. %s", number, s.Title)}, s.Lines...)
	for i, t := range s.Things {
		out = append(out, numbered(i, t))
	}
	return s.orEmpty(out)
}

func (s Section) orEmpty(lines []string) []string {
	if len(s.Things) == 0 && s.Empty != "" {
		lines = append(lines, s.Empty)
	}
	return lines
}

// Thing is all about one thing of the list, counted from 1; ok is false when
// there is none.
func (s Section) Thing(n int) (lines []string, ok bool) {
	if n < 1 || n > len(s.Things) {
		return nil, false
	}
	t := s.Things[n-1]
	return append([]string{numbered(n-1, t)}, t.More...), true
}

func numbered(i int, t Thing) string { return fmt.Sprintf("%d) %s", i+1, t.Line) }

// Changes are the lines of a section that an older form of it has not, and
// those that are gone; nil when it says the same.
func Changes(before, after Section) []string {
	old, now := before.told(), after.told()
	var out []string
	for _, l := range now {
		if !slices.Contains(old, l) {
			out = append(out, l)
		}
	}
	for _, t := range before.Things {
		if !slices.Contains(now, t.Line) && !slices.ContainsFunc(after.Things, t.same) {
			out = append(out, "No longer listed: "+t.Line)
		}
	}
	return out
}

// same reports whether two things have the same name: what stands before the
// first colon or comma.
func (t Thing) same(o Thing) bool { return lead(t.Line) == lead(o.Line) }

func lead(line string) string {
	if i := strings.IndexAny(line, ":,"); i >= 0 {
		return line[:i]
	}
	return line
}

// told is all that a section says, without numbers.
func (s Section) told() []string {
	out := slices.Clone(s.Lines)
	for _, t := range s.Things {
		out = append(out, t.Line)
	}
	if len(s.Things) == 0 && s.Empty != "" {
		out = append(out, s.Empty)
	}
	return out
}

// Header says whose figures these are, and of when.
func (w Writer) Header(p partner.Profile, banner string) []string {
	name := "impactdash"
	if banner != "" {
		name += " " + banner
	}
	facts := []string{}
	if s := clean(p.Name); s != "" {
		facts = append(facts, s)
	}
	if s := clean(p.Currency); s != "" {
		facts = append(facts, s)
	}
	if p.Zone != nil {
		facts = append(facts, "time of "+clean(strings.ReplaceAll(p.Zone.String(), "_", " ")))
	}
	out := []string{sentence(name + ": " + strings.Join(facts, ", ")), sentence(w.moment(w.Now))}
	if p.ZoneNote != "" {
		out = append(out, sentence("Time zone: "+clean(p.ZoneNote)))
	}
	return out
}

// failed tells why a part could not be had or not be renewed.
func failed[T any](w Writer, what string, p Part[T]) []string {
	switch {
	case p.Err == nil:
		return nil
	case p.Known:
		return []string{fmt.Sprintf("%s: this is of %s and could not be renewed. %s", what, w.moment(p.AsOf), w.why(p.Err))}
	}
	return []string{what + ": not available. " + w.why(p.Err)}
}

// why is a failure in sentences; the service's words may be in them.
func (w Writer) why(err error) string { return clean(w.Fail(err)) }

// missing tells which parts of an answer could not be had.
func (w Writer) missing(notes []partner.Note) []string {
	out := make([]string, 0, len(notes))
	for _, n := range notes {
		out = append(out, fmt.Sprintf("Without %s. %s", clean(n.What), w.why(n.Err)))
	}
	return out
}
