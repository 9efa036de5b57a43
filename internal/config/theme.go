package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ThemeNames are the themes that are built in. Those without a ground take the
// terminal's.
func ThemeNames() []string {
	return []string{"auto", "dark", "light", "colorblind", "colorblind-dark", "colorblind-light", "contrast", "contrast-dark", "contrast-light"}
}

// ThemeRoles are what the colours of a theme are for.
func ThemeRoles() []string {
	return []string{
		"text", "muted", "strong", "accent", "good", "warn", "danger", "selected", "border", "title", "focus", "key", "chart", "compare",
		"cursor",
	}
}

// UserTheme is a theme of the file: colours over those of a built-in one.
type UserTheme struct {
	Name   string          // in lower case
	Base   string          // one of ThemeNames
	Colors map[string]Tint // by role
}

// Tint is a colour for either ground: "#rrggbb", the number of one of 256
// colours, or empty for the terminal's own.
type Tint struct{ Dark, Light string }

// readThemes reads the user's themes. What is wrong in one is told and left out:
// the others, and the rest of it, can be used all the same.
func readThemes(c *Config, value any) []UserTheme {
	tables, ok := value.(map[string]any)
	if !ok && value != nil && value != "" {
		c.Warnings = append(c.Warnings, "themes is not a table of names and their colours")
	}
	var out []UserTheme
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		set, ok := tables[name].(map[string]any)
		switch {
		case slices.Contains(ThemeNames(), name):
			c.warn("themes: %q is built in; give yours another name", name)
			continue
		case !ok:
			c.warn("themes: %s is not a table of roles and their colours, such as accent: \"#5fd7d7\"", name)
			continue
		}
		out = append(out, c.readTheme(name, set))
	}
	return out
}

func (c *Config) readTheme(name string, set map[string]any) UserTheme {
	t := UserTheme{Name: name, Base: "auto", Colors: make(map[string]Tint)}
	for _, role := range slices.Sorted(maps.Keys(set)) {
		value, at := set[role], "themes: "+name+"."+role
		if role == "base" {
			base := strings.ToLower(fmt.Sprint(value))
			if !slices.Contains(ThemeNames(), base) {
				c.warn("%s: there is no theme %q%s", at, base, closest(base, ThemeNames()))
				continue
			}
			t.Base = base
			continue
		}
		if !slices.Contains(ThemeRoles(), role) {
			c.warn("%s: there is no such role%s", at, closest(role, append(ThemeRoles(), "base")))
			continue
		}
		tint, err := readTint(value)
		if err != nil {
			c.warn("%s: %v", at, err)
			continue
		}
		t.Colors[role] = tint
	}
	return t
}

// readTint reads one colour for both grounds, or a table of two.
func readTint(value any) (Tint, error) {
	pair, ok := value.(map[string]any)
	if !ok {
		color, err := readColor(value)
		return Tint{Dark: color, Light: color}, err
	}
	if len(pair) != 2 || pair["dark"] == nil || pair["light"] == nil {
		return Tint{}, fmt.Errorf("two colours are written {dark: \"#5fd7d7\", light: \"#005faf\"}")
	}
	dark, err := readColor(pair["dark"])
	if err != nil {
		return Tint{}, err
	}
	light, err := readColor(pair["light"])
	return Tint{Dark: dark, Light: light}, err
}

// colorNames are the sixteen colours that every terminal names, by number.
func colorNames() []string {
	plain := []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}
	for _, name := range plain {
		plain = append(plain, "bright-"+name)
	}
	return plain
}

// readColor reads "#rgb", "#rrggbb", a number from 0 to 255, a name, or
// "default" for the terminal's own colour.
func readColor(value any) (string, error) {
	if value == nil {
		return "", fmt.Errorf("no colour is given; a colour with # stands in quotes")
	}
	text := strings.ToLower(strings.TrimSpace(fmt.Sprint(value)))
	if n, err := strconv.Atoi(text); err == nil && n >= 0 && n <= 255 {
		return strconv.Itoa(n), nil
	}
	if hex, ok := strings.CutPrefix(text, "#"); ok && strings.Trim(hex, "0123456789abcdef") == "" {
		switch len(hex) {
		case 3:
			return "#" + strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2), nil
		case 6:
			return "#" + hex, nil
		}
	}
	if text == "default" {
		return "", nil
	}
	if i := slices.Index(colorNames(), text); i >= 0 {
		return strconv.Itoa(i), nil
	}
	return "", fmt.Errorf("%q is no colour: use \"#5fd7d7\", a number from 0 to 255, default, or a name such as bright-cyan%s",
		text, closest(text, append(colorNames(), "default")))
}

// checkTheme says what is wrong with the name of a theme.
func checkTheme(c *Config) error {
	c.Theme = strings.ToLower(strings.TrimSpace(c.Theme))
	names := ThemeNames()
	for _, t := range c.Themes {
		names = append(names, t.Name)
	}
	if slices.Contains(names, c.Theme) {
		return nil
	}
	return fmt.Errorf("theme %q is not one of %s%s", c.Theme, strings.Join(names, ", "), closest(c.Theme, names))
}

func (c *Config) warn(form string, args ...any) {
	c.Warnings = append(c.Warnings, fmt.Sprintf(form, args...))
}

// closest offers the name that was probably meant, empty for none.
func closest(name string, names []string) string {
	best, least := "", len([]rune(name))/2+1
	for _, n := range names {
		if d := edits([]rune(name), []rune(n)); d < least {
			best, least = n, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// edits counts the characters to insert, drop or change to make b of a.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		corner := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := corner
			if x != y {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
