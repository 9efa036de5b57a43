package ui

import (
	tea "charm.land/bubbletea/v2"

	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/theme"
	"impactdash/ui/toast"
)

// Look is a theme to choose: its colours, and the ground they are for.
type Look struct {
	Name    string
	Mode    ThemeMode
	Palette theme.Palette
}

// Looks are the themes that are built in, the usual one first.
func Looks() []Look {
	var out []Look
	for _, p := range []struct {
		name string
		theme.Palette
	}{{"", theme.Standard()}, {"colorblind", theme.ColorBlind()}, {"contrast", theme.Contrast()}} {
		for _, mode := range []ThemeMode{ThemeAuto, ThemeDark, ThemeLight} {
			name := p.name
			switch {
			case name == "":
				name = string(mode)
			case mode != ThemeAuto:
				name += "-" + string(mode)
			}
			out = append(out, Look{name, mode, p.Palette})
		}
	}
	return out
}

// lookPrefix begins the ids of the actions that choose a theme.
const lookPrefix = "theme."

// lookActions choose a theme by its name. They have no keys of their own and are
// for the palette.
func (m *Model) lookActions() []keys.Action {
	out := make([]keys.Action, 0, len(m.o.Looks))
	for _, l := range m.o.Looks {
		name := format.Safe(l.Name)
		out = append(out, keys.Action{
			ID: lookPrefix + l.Name, Label: "theme: " + name, Help: "Use the theme " + name + ".",
			Run: func() tea.Cmd { return m.wear(l) },
		})
	}
	return out
}

// wear changes to another theme until the end of the session.
func (m *Model) wear(l Look) tea.Cmd {
	m.o.Mode, m.ground.Palette = l.Mode, l.Palette
	said := toast.Say("Theme: " + format.Safe(l.Name) + ".")
	if m.o.Mode.Asks() {
		m.retheme()
		return tea.Batch(said, tea.RequestBackgroundColor)
	}
	m.ground.Dark = l.Mode == ThemeDark
	m.retheme()
	return said
}

// switchTheme changes the ground and keeps the palette.
func (m *Model) switchTheme() tea.Cmd {
	m.o.Mode, m.ground.Dark = ThemeDark, !m.ground.Dark
	if !m.ground.Dark {
		m.o.Mode = ThemeLight
	}
	m.retheme()
	return toast.Say("Theme: " + string(m.o.Mode) + ".")
}
