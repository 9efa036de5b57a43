package config

import (
	"reflect"
	"strings"
	"testing"
)

func TestThemesOfTheFile(t *testing.T) {
	t.Parallel()
	c := in(t, `
theme: Mine
themes:
  Mine:
    base: colorblind-dark
    accent: "#5FD7d7"
    good: {dark: 114, light: "#0a0"}
    warn: Bright-Yellow
    danger: 9
    muted: default
  empty: {}
`).must(t)
	want := []UserTheme{
		{Name: "mine", Base: "colorblind-dark", Colors: map[string]Tint{
			"accent": {"#5fd7d7", "#5fd7d7"}, "good": {"114", "#00aa00"}, "warn": {"11", "11"}, "danger": {"9", "9"}, "muted": {},
		}},
		{Name: "empty", Base: "auto", Colors: map[string]Tint{}},
	}
	if !reflect.DeepEqual(c.Themes, want) || c.Theme != "mine" || len(c.Warnings) > 0 {
		t.Errorf("themes are %+v, theme %q, warnings %q", c.Themes, c.Theme, c.Warnings)
	}
}

// said are the problems of a configuration, without where they are.
func said(c Config) string {
	var all []string
	for _, p := range c.Problems {
		all = append(all, p.Sentence())
	}
	return strings.Join(all, "; ")
}

func TestWhatIsWrongInAThemeIsToldAndLeftOut(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"accnt: red":                     `themes: t.accnt: there is no such role; did you mean "accent"?`,
		"zzzzzzzz: red":                  `themes: t.zzzzzzzz: there is no such role`,
		"basis: dark":                    `themes: t.basis: there is no such role; did you mean "base"?`,
		"base: drak":                     `themes: t.base: there is no theme "drak"; did you mean "dark"?`,
		"base: t":                        `themes: t.base: there is no theme "t"`,
		"accent: gren":                   `themes: t.accent: "gren" is no colour: use "#5fd7d7", a number from 0 to 255, default, or a name such as bright-cyan; did you mean "green"?`,
		"accent: 256":                    `themes: t.accent: "256" is no colour: use "#5fd7d7", a number from 0 to 255, default, or a name such as bright-cyan`,
		"accent: -1":                     `themes: t.accent: "-1" is no colour: use "#5fd7d7", a number from 0 to 255, default, or a name such as bright-cyan`,
		`accent: "#12"`:                  `themes: t.accent: "#12" is no colour: use "#5fd7d7", a number from 0 to 255, default, or a name such as bright-cyan`,
		`accent: "#gggggg"`:              `themes: t.accent: "#gggggg" is no colour: use "#5fd7d7", a number from 0 to 255, default, or a name such as bright-cyan`,
		"accent: #5fd7d7":                `themes: t.accent: no colour is given; a colour with # stands in quotes`,
		"accent: {dark: 1}":              `themes: t.accent: two colours are written {dark: "#5fd7d7", light: "#005faf"}`,
		"accent: {dark: 1, light: pink}": `themes: t.accent: "pink" is no colour: use "#5fd7d7", a number from 0 to 255, default, or a name such as bright-cyan`,
	} {
		c := in(t, "themes:\n  t:\n    good: green\n    "+text+"\n").must(t)
		if got := said(c); got != want || c.Problems[0].Line != 4 {
			t.Errorf("%s: warnings are %q, want %q", text, got, want)
		}
		if len(c.Themes) != 1 || len(c.Themes[0].Colors) != 1 || c.Themes[0].Base != "auto" {
			t.Errorf("%s: read as %+v", text, c.Themes)
		}
	}
	for text, want := range map[string]string{
		"themes: 5":                        "themes is not a table of names and their colours",
		"themes: {dark: {accent: 1}}":      `themes: "dark" is built in; give yours another name`,
		"themes: {mine: dark}":             `themes: mine is not a table of roles and their colours, such as accent: "#5fd7d7"`,
		"themes:":                          "",
		"themes: {mine: {base: Contrast}}": "",
	} {
		if got := said(in(t, text).must(t)); got != want {
			t.Errorf("%s: warnings are %q, want %q", text, got, want)
		}
	}
}

func TestThemeIsABuiltInOneOrTheUsers(t *testing.T) {
	t.Parallel()
	for _, name := range ThemeNames() {
		if c := in(t, "theme: "+name).must(t); c.Theme != name {
			t.Errorf("%s is read as %q", name, c.Theme)
		}
	}
	for text, want := range map[string]string{
		"theme: colourblind":                    `did you mean "colorblind"?`,
		"theme: pink":                           `theme "pink" is not one of auto, dark, light, `,
		"theme: mien\nthemes: {mine: {key: 5}}": `did you mean "mine"?`,
	} {
		if err := in(t, text).strict(t); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is %v, want %q in it", text, err, want)
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	if in(t, "").must(t).Plain {
		t.Error("plain by itself")
	}
	if !in(t, "plain: true").must(t).Plain {
		t.Error("the file is not heard")
	}
	s := in(t, "plain: true")
	s.env["IMPACTDASH_PLAIN"] = "0"
	if s.must(t).Plain {
		t.Error("the environment is not stronger than the file")
	}
	s.args = []string{"--plain"}
	if !s.must(t).Plain {
		t.Error("the flag is not stronger than the environment")
	}
	s = in(t, "plain: perhaps")
	if err := s.strict(t); err == nil || !strings.Contains(err.Error(), "plain") {
		t.Errorf("error is %v", err)
	}
}
