package cli

import (
	"slices"
	"testing"

	"impactdash/internal/config"
	"impactdash/ui"
	"impactdash/ui/theme"
)

func TestTheConfigurationKnowsTheThemes(t *testing.T) {
	t.Parallel()
	var names []string
	for _, l := range ui.Looks() {
		names = append(names, l.Name)
	}
	if !slices.Equal(names, config.ThemeNames()) {
		t.Errorf("the dashboard has the themes %q, the configuration takes %q", names, config.ThemeNames())
	}
	if !slices.Equal(theme.Roles(), config.ThemeRoles()) {
		t.Errorf("the dashboard has the roles %q, the configuration takes %q", theme.Roles(), config.ThemeRoles())
	}
}

func TestTheUsersThemesReachTheScreen(t *testing.T) {
	t.Parallel()
	all := looks(config.Config{Themes: []config.UserTheme{
		{Name: "mine", Base: "contrast-light", Colors: map[string]config.Tint{"good": {Dark: "1", Light: "2"}}},
	}})
	mine := lookOf(all, "mine")
	want := theme.Custom("mine", theme.Contrast(), map[string]theme.Tint{"good": {Dark: "1", Light: "2"}})
	if mine.Mode != ui.ThemeLight || mine.Palette != want {
		t.Errorf("mine is %+v", mine)
	}
	if got := lookOf(all, "auto"); got.Mode != ui.ThemeAuto || got.Palette != theme.Standard() {
		t.Errorf("auto is %+v", got)
	}
}
