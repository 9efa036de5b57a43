package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
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

// isTheme takes what is built in and what the file has of its own.
func isTheme(s Source, value any) error {
	text, err := scalar(value)
	names := append(ThemeNames(), s.themes...)
	if err == nil && !slices.Contains(names, strings.ToLower(text)) {
		err = flawed(text, names, "%q is not one of %s", text, strings.Join(names, ", "))
	}
	return err
}

// themeNames are the names of the user's own themes.
func (d *document) themeNames() []string {
	var out []string
	for _, t := range d.themes {
		out = append(out, t.Name)
	}
	return out
}

// readThemes reads the user's themes. What is wrong in one is told and left out:
// the others, and the rest of it, can be used all the same.
func (d *document) readThemes(e entry) {
	switch n := target(e.node); {
	case isNull(n):
		return
	case n.Kind != yaml.MappingNode:
		d.note(e, "", errors.New("themes is not a table of names and their colours"))
		return
	}
	for _, t := range d.table(e.node, "themes.") {
		switch {
		case slices.Contains(ThemeNames(), t.key):
			d.note(t, "themes.", fmt.Errorf("themes: %q is built in; give yours another name", t.key))
		case target(t.node).Kind != yaml.MappingNode:
			d.note(t, "themes.", fmt.Errorf("themes: %s is not a table of roles and their colours, such as accent: \"#5fd7d7\"", t.key))
		default:
			d.themes = append(d.themes, d.readTheme(t))
		}
	}
}

func (d *document) readTheme(e entry) UserTheme {
	t := UserTheme{Name: e.key, Base: "auto", Colors: make(map[string]Tint)}
	prefix := "themes." + e.name + "."
	for _, role := range d.table(e.node, prefix) {
		at := "themes: " + e.key + "." + role.key
		if role.key == "base" {
			base := strings.ToLower(target(role.node).Value)
			if !slices.Contains(ThemeNames(), base) {
				d.note(role, prefix, flawed(base, ThemeNames(), "%s: there is no theme %q", at, base))
				continue
			}
			t.Base = base
			continue
		}
		if !slices.Contains(ThemeRoles(), role.key) {
			d.note(role, prefix, flawed(role.key, append(ThemeRoles(), "base"), "%s: there is no such role", at))
			continue
		}
		tint, err := tintOf(target(role.node))
		var f *flaw
		switch {
		case errors.As(err, &f):
			d.note(role, prefix, &flaw{text: at + ": " + f.text, near: f.near})
		case err != nil:
			d.note(role, prefix, fmt.Errorf("%s: %w", at, err))
		default:
			t.Colors[role.key] = tint
		}
	}
	return t
}

// tintOf reads one colour for both grounds, or a table of two.
func tintOf(n *yaml.Node) (Tint, error) {
	if n.Kind != yaml.MappingNode {
		color, err := colorOf(n)
		return Tint{Dark: color, Light: color}, err
	}
	two := map[string]*yaml.Node{}
	for _, e := range pairs(n, 0) {
		two[e.key] = target(e.node)
	}
	if len(two) != 2 || two["dark"] == nil || two["light"] == nil {
		return Tint{}, errors.New("two colours are written {dark: \"#5fd7d7\", light: \"#005faf\"}")
	}
	dark, err := colorOf(two["dark"])
	if err != nil {
		return Tint{}, err
	}
	light, err := colorOf(two["light"])
	return Tint{Dark: dark, Light: light}, err
}

// tintNames are the sixteen colours that every terminal names, by number.
func tintNames() []string {
	plain := []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}
	for _, name := range plain {
		plain = append(plain, "bright-"+name)
	}
	return plain
}

// colorOf reads "#rgb", "#rrggbb", a number from 0 to 255, a name, or
// "default" for the terminal's own colour.
func colorOf(n *yaml.Node) (string, error) {
	if isNull(n) {
		return "", errors.New("no colour is given; a colour with # stands in quotes")
	}
	text := strings.ToLower(strings.TrimSpace(n.Value))
	if i, err := strconv.Atoi(text); err == nil && i >= 0 && i <= 255 {
		return strconv.Itoa(i), nil
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
	if i := slices.Index(tintNames(), text); i >= 0 {
		return strconv.Itoa(i), nil
	}
	return "", flawed(text, append(tintNames(), "default"),
		"%q is no colour: use \"#5fd7d7\", a number from 0 to 255, default, or a name such as bright-cyan", text)
}
