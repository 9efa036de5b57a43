package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"impactdash/ui/component/line"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// Profile is one of the user's accounts, as the configuration has it.
type Profile struct {
	Name     string // empty: the user has not named it
	Color    string // of the name on the screen, see theme.Named; empty: the usual one
	ReadOnly bool   // nothing on the account may be changed
	Hidden   bool   // amounts are not shown at the start
}

// profileCells is how much of a profile's name the header shows.
const profileCells = 24

// askedProfile is the name of the question which profile is to be opened.
const askedProfile = "profile"

// EnterMsg asks Accounts for the account of another profile.
type EnterMsg struct{ Profile string }

// nameplate begins the header: the program, and the profile, which is always on
// the screen. state is the width of what stands at the end of the row; the
// program's own name makes room first.
func (m *Model) nameplate(state int) *line.Line {
	t, p := m.theme, m.o.Profile
	name := format.Cut(strings.TrimSpace(format.Safe(p.Name)), profileCells)
	l := line.New(m.w)
	const program = " impactdash"
	if name == "" || m.w >= len(program)+ansi.StringWidth(m.o.Banner+name)+state+4 {
		l.Add(t.Accent, program)
	}
	if m.o.Banner != "" {
		l.Add(t.Warn, " "+m.o.Banner)
	}
	if name != "" {
		l.Add(t.Text, " ").Add(t.Named(p.Color), name)
	}
	if p.ReadOnly && l.Left() > len(readOnly)+state+1 {
		l.Add(t.Muted, readOnly)
	}
	return l
}

const readOnly = " read-only"

// veiled are rows of the screen as they may be seen: this is the one place that
// hides amounts, whoever has drawn them.
func (m *Model) veiled(rows []string) []string {
	if !m.hidden {
		return rows
	}
	return format.HideRows(rows, m.theme.Glyph.Veil)
}

// switchAmounts hides the amounts of money, or shows them again.
func (m *Model) switchAmounts() tea.Cmd {
	m.hidden = !m.hidden
	m.screen.parts = nil // they are the same, and look otherwise
	if m.hidden {
		return toast.Say("Amounts are hidden. What is copied is copied as it is.")
	}
	return toast.Say("Amounts are shown.")
}

func (m *Model) cannotChange() string {
	switch {
	case len(m.o.Profiles) < 2:
		return "there is no other account; profiles of the configuration file name several"
	case slices.ContainsFunc(m.panes, acting) || m.journal.Busy():
		return "wait for the last act to end"
	}
	return ""
}

// cannotLeave is why the dashboard must not give way to another account now; empty
// when it may.
func (m *Model) cannotLeave() string {
	switch {
	case len(m.dialogs) > 0:
		return "a question is open"
	case m.capturing():
		return "something is being typed"
	}
	return m.cannotChange()
}

// passOn are the options of the dashboard that follows: what the user has chosen
// in this one with a key goes on, and hidden amounts stay hidden. given is the
// theme that this one began with.
func (m *Model) passOn(given ThemeMode, o Options) Options {
	o.Hidden = o.Hidden || m.hidden
	o.NoMouse = !m.mouse
	o.Hold = 0 // the screen would be blank for as long
	if m.o.Mode != given {
		o.Mode = m.o.Mode
	}
	if m.ground.Palette != m.o.Palette { // worn by choice
		o.Palette = m.ground.Palette
	}
	return o
}

// chooseProfile asks which account is wanted.
func (m *Model) chooseProfile() tea.Cmd {
	items := make([]dialog.Item, len(m.o.Profiles))
	for i, p := range m.o.Profiles {
		var facts []string
		if p.Name == m.o.Profile.Name {
			facts = append(facts, "shown now")
		}
		if p.ReadOnly {
			facts = append(facts, "read-only")
		}
		if p.Hidden {
			facts = append(facts, "amounts hidden")
		}
		items[i] = dialog.Item{Value: p.Name, Label: p.Name, Help: strings.Join(facts, ", ")}
		if i < 9 {
			items[i].Key = strconv.Itoa(i + 1)
		}
	}
	return m.open(dialog.NewMenu(dialog.Offer{To: rootID, Ask: askedProfile, Title: "Profile", Items: items, At: m.o.Profile.Name}))
}

// answered takes what was answered to a question of the dashboard itself.
func (m *Model) answered(a dialog.Answer) tea.Cmd {
	if a.Ask != askedProfile || a.Choice == "" || a.Choice == m.o.Profile.Name {
		return nil
	}
	enter := EnterMsg{a.Choice}
	return tea.Batch(
		toast.Say("Opening "+format.Cut(format.Safe(a.Choice), profileCells)+"…"),
		func() tea.Msg { return enter },
	)
}
