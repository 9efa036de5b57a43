package theme

import (
	"maps"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// styles are the roles that have a colour; words are those that text is written
// in, the others draw lines.
func styles(t *Theme) (words, lines map[string]lipgloss.Style) {
	return map[string]lipgloss.Style{
		"Text": t.Text, "Muted": t.Muted, "Strong": t.Strong, "Accent": t.Accent, "Good": t.Good, "Warn": t.Warn, "Danger": t.Danger,
		"Selected": t.Selected, "Title": t.Title, "Focus": t.Focus, "Key": t.Key,
	}, map[string]lipgloss.Style{
		"Border": t.Border, "Line": t.Line, "Compare": t.Compare, "Cursor": t.Cursor,
	}
}

// all are the words and the lines.
func all(t *Theme) map[string]lipgloss.Style {
	words, lines := styles(t)
	maps.Copy(words, lines)
	return words
}

func TestOrdinaryTextIsTheTerminalsOwn(t *testing.T) {
	t.Parallel()
	th := New(Options{Dark: true, Profile: colorprofile.TrueColor})
	for name, s := range map[string]lipgloss.Style{"Text": th.Text, "Strong": th.Strong, "Title": th.Title, "Key": th.Key} {
		if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
			t.Errorf("%s has the colour %v", name, c)
		}
	}
}

func TestWithoutColoursNoneIsSet(t *testing.T) {
	t.Parallel()
	for _, profile := range []colorprofile.Profile{colorprofile.NoTTY, colorprofile.ASCII} {
		th := New(Options{Dark: true, Profile: profile})
		for name, s := range all(th) {
			if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
				t.Errorf("profile %v: %s has the colour %v", profile, name, c)
			}
		}
		if !th.Selected.GetBold() || !th.Focus.GetBold() || !th.Strong.GetBold() {
			t.Errorf("profile %v: selection and focus are not bold", profile)
		}
	}
}

func TestThemesShareNothing(t *testing.T) {
	t.Parallel()
	a, b := New(Options{Dark: true, Profile: colorprofile.ANSI256}), New(Options{Profile: colorprofile.ANSI256})
	if a.Accent.GetForeground() == b.Accent.GetForeground() {
		t.Error("dark and light have the same accent")
	}
}
