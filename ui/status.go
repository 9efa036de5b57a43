package ui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
	"impactdash/ui/keys"
)

// header is the first row: whose figures these are, and how they are doing.
// Facts are left out from the right as the screen gets narrower.
func (m *Model) header() string {
	t := m.theme
	limits := m.o.Sources.Budget()
	state, style := m.health(limits)
	l := m.nameplate(ansi.StringWidth(state))
	room := m.w - ansi.StringWidth(state) - 2
	for i, f := range fit(m.facts(), room-(m.w-l.Left())) {
		sep := factGap
		if i == 0 {
			sep = "  "
		}
		l.Add(t.Muted, sep).Add(t.Text, f)
	}
	if budget := left(limits); budget != "" && l.Left() > ansi.StringWidth(budget)+ansi.StringWidth(state)+5 {
		state += " " + t.Glyph.Dot + " " + budget
	}
	if what, how := m.news(); what != "" && l.Left() > ansi.StringWidth(what+how+state)+newsGap+2 {
		l.To(m.w - ansi.StringWidth(what+how+state) - newsGap - 1)
		l.Add(t.Accent, what).Add(t.Muted, how)
	}
	l.To(m.w - ansi.StringWidth(state) - 1)
	return l.Add(style, state).Add(t.Text, " ").String()
}

// newsGap is the room between what has happened and how the data is doing.
const newsGap = 2

// factGap separates the facts of the header.
const factGap = " · "

// fit are the facts that fit into room cells: the first one, a name that may
// be of any length, gives way to the others before those are left out.
func fit(facts []string, room int) []string {
	for len(facts) > 0 {
		rest := 2
		for _, f := range facts[1:] {
			rest += len([]rune(factGap)) + ansi.StringWidth(f)
		}
		if least := min(ansi.StringWidth(facts[0]), 8); room-rest >= least {
			name := format.Cut(facts[0], room-rest)
			return append([]string{name}, facts[1:]...)
		}
		facts = facts[:len(facts)-1]
	}
	return nil
}

// facts name the account, its currency and its zone.
func (m *Model) facts() []string {
	var out []string
	a := m.account
	if a.Name != "" {
		out = append(out, format.Safe(a.Name))
	}
	if a.Currency != "" {
		out = append(out, format.Safe(a.Currency))
	}
	if a.Zone != nil {
		out = append(out, zoneCity(a.Zone))
	}
	return out
}

// zoneCity is the part of a zone's name that people say.
func zoneCity(zone *time.Location) string {
	name := zone.String()
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	return format.Safe(strings.ReplaceAll(name, "_", " "))
}

// condition is how the newest attempts of all panes that are not hidden went.
// The screens show what this machine knows, which says nothing of the service.
type condition struct {
	worst   *partner.Error // nil: none failed
	next    time.Time      // when the first of those is tried again
	waiting bool           // for something to show
	healthy bool           // the service has answered one of them
	oldest  time.Time      // moment of the oldest data
}

func (m *Model) condition() condition {
	var c condition
	for i, p := range m.panes {
		if m.seats[i].absent || m.seats[i].screen {
			continue
		}
		s := p.Status()
		c.waiting = c.waiting || s.Waiting
		if c.oldest.IsZero() || !s.AsOf.IsZero() && s.AsOf.Before(c.oldest) {
			c.oldest = s.AsOf
		}
		c.healthy = c.healthy || s.Err == nil && !s.AsOf.IsZero() && !s.Kept
		for _, e := range failures(s.Err) {
			due := m.timers[i].due
			switch {
			case c.worst == nil || gravity(e.Kind) > gravity(c.worst.Kind):
				c.worst, c.next = e, due
			case e.Kind == c.worst.Kind && due.Before(c.next):
				c.next = due
			}
		}
	}
	if c.next.Before(m.now) {
		c.next = m.now
	}
	return c
}

// offline reports whether the service cannot be reached: no pane has an
// answer to its newest question.
func (c condition) offline() bool {
	return c.worst != nil && c.worst.Kind == partner.Unavailable && !c.healthy
}

// health is the condition in few words.
func (m *Model) health(b partner.Budget) (string, lipgloss.Style) {
	t, c := m.theme, m.condition()
	switch {
	case m.away:
		state := "offline by choice"
		if age := m.now.Sub(c.oldest); !c.oldest.IsZero() && age >= time.Minute {
			state += ", " + format.Age(age) + " old"
		}
		return state, t.Muted
	case c.worst != nil:
		state := t.Glyph.Cross + " " + m.trouble(c)
		if why := cause(c.worst); why != "" && c.offline() && m.w >= causeFrom {
			state += " (" + format.Cut(format.Safe(why), causeCells) + ")"
		}
		return state, t.Danger
	case c.waiting:
		return t.Glyph.Refresh + " loading", t.Muted
	}
	if until := m.pausedUntil(b); !until.IsZero() {
		return "paused until " + m.clock(until), t.Muted
	}
	if age := m.now.Sub(c.oldest); !c.oldest.IsZero() && age >= time.Minute {
		return t.Glyph.Live + " " + format.Age(age) + " ago", t.Good
	}
	return t.Glyph.Live + " live", t.Good
}

// Sizes of the cause of being offline, which no pane with data tells: the width
// from which the header has room for it, and its own.
const (
	causeFrom  = 100
	causeCells = 32
)

// cause is why the service cannot be reached in a few words, empty when that is
// not known.
func cause(e *partner.Error) string {
	if e.Status != 0 {
		return fmt.Sprintf("error %d", e.Status)
	}
	return e.Detail
}

// gravity orders failures by how much they take away.
func gravity(k partner.Kind) int {
	switch k {
	case partner.Unauthorized:
		return 3
	case partner.Unavailable:
		return 2
	case partner.RateLimited:
		return 1
	}
	return 0
}

// trouble names a failure in few words.
func (m *Model) trouble(c condition) string {
	next := ", next try " + m.clock(c.next)
	switch c.worst.Kind {
	case partner.Unauthorized:
		return "credentials refused"
	case partner.Unavailable:
		if c.offline() {
			return "offline" + next
		}
		return "a request fails" + next
	case partner.RateLimited:
		return "limit reached" + next
	case partner.Forbidden:
		return "token lacks a scope"
	}
	return "a request failed"
}

// clock is a time of day in the account's zone.
func (m *Model) clock(at time.Time) string {
	if m.account.Zone != nil {
		at = at.In(m.account.Zone)
	}
	return at.Format("15:04")
}

// left tells how many reports are left this hour: the scarcest limit.
func left(limits partner.Budget) string {
	b := limits.Of(partner.GroupAggregate)
	if !b.OK || !b.V.Remaining.OK || !b.V.Limit.OK {
		return ""
	}
	return fmt.Sprintf("%d/%d reports left", b.V.Remaining.V, b.V.Limit.V)
}

// footerActions is how many of the focused pane's actions the footer shows.
const footerActions = 5

// footer is the last row: the toast while there is one, else what the keys do.
func (m *Model) footer() string {
	t := m.theme
	l := line.New(m.w)
	if m.toast != nil {
		style, mark := t.Good, t.Glyph.Check
		switch {
		case m.toast.Failed:
			style, mark = t.Danger, t.Glyph.Cross
		case m.toast.Refused:
			style, mark = t.Warn, "!"
		}
		return l.Add(style, " "+mark+" ").Add(t.Text, format.Safe(m.toast.Text)).String()
	}
	layers := m.layers()
	shown, global := layers[0].actions, ""
	switch {
	case len(m.dialogs) > 0:
		shown = m.top().Actions()
	case m.capturing():
	case m.onScreen():
		global = hints(layers[1].actions, "app.back", "app.help")
	case m.w < 60:
		global = hints(layers[1].actions, "app.help")
	default:
		global = hints(layers[1].actions, "focus.next", "pane.zoom", "app.help", "app.quit")
	}
	// One run of one style: on a move of the focus it is sent whole.
	acts, n := " ", 0
	for _, a := range shown {
		if n == footerActions || a.Blocked() != "" || a.Key() == "" {
			continue
		}
		text := a.Key() + " " + a.Label + "  "
		if l.Left() <= ansi.StringWidth(acts+text)+ansi.StringWidth(global) {
			break
		}
		acts += text
		n++
	}
	l.Add(t.Muted, acts)
	l.To(m.w - ansi.StringWidth(global))
	return l.Add(t.Muted, global).String()
}

// hints are the keys and names of some actions, as the user has bound them.
func hints(actions []keys.Action, ids ...string) string {
	var out string
	for _, id := range ids {
		if a, ok := keys.ByID(actions, id); ok && a.Key() != "" {
			out += a.Key() + " " + a.Label + "  "
		}
	}
	return strings.TrimSuffix(out, " ")
}
