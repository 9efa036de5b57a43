package cli

import (
	"impactdash/internal/config"
	"impactdash/ui"
	"impactdash/ui/theme"
)

// looks are the themes that are built in, then the user's own.
func looks(c config.Config) []ui.Look {
	all := ui.Looks()
	for _, t := range c.Themes {
		base := lookOf(all, t.Base)
		colors := make(map[string]theme.Tint, len(t.Colors))
		for role, tint := range t.Colors {
			colors[role] = theme.Tint(tint)
		}
		all = append(all, ui.Look{Name: t.Name, Mode: base.Mode, Palette: theme.Custom(t.Name, base.Palette, colors)})
	}
	return all
}

// lookOf is the theme with a name, or the usual one.
func lookOf(all []ui.Look, name string) ui.Look {
	for _, l := range all {
		if l.Name == name {
			return l
		}
	}
	return all[0]
}
