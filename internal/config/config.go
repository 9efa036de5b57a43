// Package config turns file, environment and flags into one checked value, in
// that order of strength. It never writes the user's file.
package config

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// DefaultBaseURL is where the Partner API lives.
const DefaultBaseURL = "https://api.impact.com"

// DefaultHistoryDays is how long the local history reaches back: a year, and
// a month to look at it.
const DefaultHistoryDays = 400

// The bounds of history_days.
const (
	leastHistoryDays = 7
	mostHistoryDays  = 3650
)

// Config is what a session needs to know.
type Config struct {
	Profile      string    // the chosen profile; empty when the file has none, or none for this account
	Profiles     []Profile // all of the file, in its order
	AccountSID   string
	AuthToken    Secret // empty: it is kept elsewhere
	TokenFrom    Origin // where AuthToken is from
	BaseURL      string
	CompanionURL string         // empty: there is no companion API
	Zone         *time.Location // nil: ask the service
	Theme        string         // one of ThemeNames, or the name of one of Themes
	Themes       []UserTheme    // those of the file
	Plain        bool           // lines of text instead of a screen
	Glyphs       string         // auto, braille, block, ascii
	Range        string         // first range of the Snapshot
	Mouse        bool
	Widgets      []Widget            // panes in their order; empty is all of them as usual
	Keys         map[string][]string // keystrokes by action id
	Notify       string              // how a user who is not looking is called: one of Notifications
	Refresh      time.Duration       // least time between two refreshes that a pane makes by itself; 0: as the panes have it
	History      time.Duration       // how long what was seen is kept
	ReadOnly     bool                // nothing on the account may be changed
	Hidden       bool                // amounts of money are not shown at the start
	Color        string              // of the chosen profile; empty: the theme chooses
	TokenCommand []string            // prints the token; empty: there is none
	Offline      bool                // only what is kept on this machine is to be used
	StateDir     string              // where local state is kept; empty when no place is known
	File         string              // the file that was read; empty for none
	Problems     []Problem           // what in the file is not as it should be, in the order of its lines
	Warnings     []string            // the same, a line each
}

// Widget is one pane of the user's choice. Which panes there are is not known
// here.
type Widget struct {
	ID     string
	Column string // part of the screen; empty is where it usually stands
}

// Source is where settings come from.
type Source struct {
	Getenv  func(string) string
	Flags   *pflag.FlagSet // nil for none
	GOOS    string
	Now     func() time.Time // the day decides which ranges there are; nil: they are not checked
	Names   *Names           // of the dashboard; nil: they are not checked
	Profile string           // to be chosen whatever flags, environment and file say; empty leaves it to them

	themes []string // the user's own
}

// Ways to call a user who is not looking: not at all, by the terminal's bell, or
// by a message that the terminal shows on the desktop.
const (
	NotifyOff     = "off"
	NotifyBell    = "bell"
	NotifyMessage = "message"
)

// Notifications are the values of the setting notifications.
func Notifications() []string { return []string{NotifyOff, NotifyBell, NotifyMessage} }

// Origin is where a value is from.
type Origin string

// Where a token may be from. What a token is kept in besides is not known here.
const (
	Environment Origin = "environment"
	InFile      Origin = "configuration file"
)

// Load reads the configuration. What is wrong in the file is in Problems, and
// the rest of it holds. An error is a flag, an environment variable or a named
// file that makes no sense: the user means it now, and can put it right now.
func Load(s Source) (Config, error) {
	c := Config{StateDir: stateDir(s), Keys: map[string][]string{}}
	d, err := readDocument(s)
	if err != nil {
		return c, err
	}
	if d == nil {
		d = &document{}
	}
	s.themes = d.themeNames()
	if err := given(s); err != nil {
		return c, err
	}
	chosen, err := d.choose(s)
	if err != nil {
		return c, err
	}
	c.File, c.Profiles, c.Profile = d.path, d.list(), chosen.name
	v, err := d.layers(s, chosen)
	if err != nil {
		return c, err
	}
	d.fill(&c, v, s, chosen)
	c.Problems = sorted(d.problems)
	for _, p := range c.Problems {
		c.Warnings = append(c.Warnings, p.String())
	}
	return c, nil
}

// given checks what flags and environment say.
func given(s Source) error {
	for _, set := range settings() {
		if text := s.env(set.env); text != "" {
			if err := set.wrong(s, set.env, text); err != nil {
				return err
			}
		}
		if s.changed(set.flag) {
			if err := set.wrong(s, "--"+set.flag, s.flag(set.flag)); err != nil {
				return err
			}
		}
	}
	return nil
}

// env is the text of an environment variable, empty for one without a name.
func (s Source) env(name string) string {
	if name == "" {
		return ""
	}
	return strings.TrimSpace(s.Getenv(name))
}

// changed reports whether a flag was given.
func (s Source) changed(name string) bool {
	return s.Flags != nil && name != "" && s.Flags.Changed(name)
}

// flag is the text of a flag, empty for one that was not given.
func (s Source) flag(name string) string {
	if !s.changed(name) {
		return ""
	}
	return strings.TrimSpace(s.Flags.Lookup(name).Value.String())
}

// layers puts the settings one over the other: defaults, file, profile,
// environment, flags. Lists and tables stay outside: they come from the file
// alone, and the case of their names would not survive.
func (d *document) layers(s Source, chosen choice) (*viper.Viper, error) {
	v := viper.New()
	for _, set := range settings() {
		v.SetDefault(set.key, set.value)
	}
	for _, part := range [][]entry{d.settings, chosen.settings} {
		flat := make(map[string]any)
		for _, e := range part {
			if e.widgets == nil && e.keys == nil {
				flat[e.key] = e.value
			}
		}
		if err := v.MergeConfigMap(flat); err != nil {
			return nil, err
		}
	}
	for _, set := range settings() {
		if set.account && chosen.foreign {
			continue // said about another account
		}
		if text := s.env(set.env); text != "" && (!set.account || !chosen.deaf) {
			v.Set(set.key, text)
		}
		if s.changed(set.flag) {
			v.Set(set.key, s.flag(set.flag)) // a flag is stronger than the environment
		}
	}
	return v, nil
}

// fill takes the settings, which have been checked, into c.
func (d *document) fill(c *Config, v *viper.Viper, s Source, chosen choice) {
	text := func(key string) string { return strings.TrimSpace(v.GetString(key)) }
	c.AccountSID = text("account_sid")
	c.AuthToken, c.TokenFrom = d.token(c.AccountSID, s, chosen)
	c.TokenCommand = command(v.Get("token_command"), s.GOOS)
	c.BaseURL, c.CompanionURL = text("base_url"), text("companion_url")
	c.Theme, c.Glyphs, c.Range, c.Color = text("theme"), text("glyphs"), text("range"), text("color")
	c.Theme, c.Themes, c.Plain = strings.ToLower(c.Theme), d.themes, v.GetBool("plain")
	c.Mouse, c.ReadOnly, c.Hidden = v.GetBool("mouse"), v.GetBool("read_only"), v.GetBool("hidden")
	if d.lost && s.env("IMPACTDASH_READ_ONLY") == "" && !s.changed("read-only") {
		c.ReadOnly = true // the file may say so
	}
	c.Notify = text("notifications")
	if pace := text("refresh"); pace != "auto" {
		c.Refresh = v.GetDuration("refresh")
	}
	c.History = time.Duration(v.GetInt("history_days")) * 24 * time.Hour
	if name := text("time_zone"); name != "" {
		c.Zone, _ = time.LoadLocation(name) // checked
	}
	for _, part := range [][]entry{d.settings, chosen.settings} {
		if e, ok := lookup(part, "widgets"); ok {
			c.Widgets = e.widgets
		}
		if e, ok := lookup(part, "keys"); ok {
			maps.Copy(c.Keys, e.keys)
		}
	}
	if s.Flags != nil {
		c.Offline, _ = s.Flags.GetBool("offline") // a set without the flag is not offline
	}
}

// command is the program that prints the token, with its arguments. One that
// is written as a line is run by the shell, as it would be when typed.
func command(value any, goos string) []string {
	if list, ok := value.([]any); ok {
		var out []string
		for _, item := range list {
			out = append(out, fmt.Sprint(item))
		}
		return out
	}
	line := strings.TrimSpace(fmt.Sprint(value))
	switch {
	case line == "":
		return nil
	case goos == "windows":
		return []string{"cmd.exe", "/C", line}
	}
	return []string{"/bin/sh", "-c", line}
}
