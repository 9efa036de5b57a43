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
	state, style := m.health()
	budget := m.budget()
	l := line.New(m.w).Add(t.Accent, " impactdash")
	if m.o.Banner != "" {
		l.Add(t.Warn, " "+m.o.Banner)
	}
	room := m.w - ansi.StringWidth(state) - 2
	for i, f := range fit(m.facts(), room-(m.w-l.Left())) {
		sep := factGap
		if i == 0 {
			sep = "  "
		}
		l.Add(t.Muted, sep).Add(t.Text, f)
	}
	if w := ansi.StringWidth(budget); budget != "" && l.Left() > w+ansi.StringWidth(state)+5 {
		state += " " + t.Glyph.Dot + " " + budget
	}
	l.To(m.w - ansi.StringWidth(state) - 1)
	return l.Add(style, state).Add(t.Text, " ").String()
}

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

// health is how the newest attempts of all panes that are not hidden went, in
// few words.
func (m *Model) health() (string, lipgloss.Style) {
	t := m.theme
	var waiting bool
	var worst *partner.Error
	var oldest time.Time
	var healthy bool // some pane is fine
	var wait time.Duration
	for i, p := range m.panes {
		if m.seats[i].absent {
			continue
		}
		s := p.Status()
		waiting = waiting || s.Waiting
		if oldest.IsZero() || !s.AsOf.IsZero() && s.AsOf.Before(oldest) {
			oldest = s.AsOf
		}
		healthy = healthy || s.Err == nil && !s.AsOf.IsZero()
		for _, e := range failures(s.Err) {
			if worst == nil || gravity(e.Kind) > gravity(worst.Kind) {
				worst, wait = e, m.timers[i].wait
			}
		}
	}
	switch {
	case worst != nil:
		return t.Glyph.Cross + " " + m.trouble(worst.Kind, wait, healthy), t.Danger
	case waiting:
		return t.Glyph.Refresh + " loading", t.Muted
	}
	if age := m.now.Sub(oldest); !oldest.IsZero() && age >= time.Minute {
		return t.Glyph.Live + " " + format.Age(age) + " ago", t.Good
	}
	return t.Glyph.Live + " live", t.Good
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
func (m *Model) trouble(kind partner.Kind, wait time.Duration, healthy bool) string {
	next := ", next try " + m.clock(m.now.Add(wait))
	switch kind {
	case partner.Unauthorized:
		return "credentials refused"
	case partner.Unavailable:
		if healthy {
			return "a request fails" + next
		}
		return "offline" + next
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

// budget tells how many reports are left this hour: the scarcest limit.
func (m *Model) budget() string {
	b := m.o.Sources.Budget().Of(partner.GroupAggregate)
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
