// Package config turns file, environment and flags into one checked value, in
// that order of strength. It never writes the user's file.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	AccountSID   string
	AuthToken    Secret
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
	History      time.Duration       // how long what was seen is kept
	ReadOnly     bool                // nothing on the account may be changed
	Offline      bool                // only what is kept on this machine is to be used
	StateDir     string              // where local state is kept; empty when no place is known
	File         string              // the file that was read; empty for none
	Warnings     []string            // what in the file was not understood, a sentence each
}

// Widget is one pane of the user's choice. Which panes there are is not known
// here.
type Widget struct {
	ID     string
	Column string // part of the screen; empty is where it usually stands
}

// Secret is a text that does not print itself.
type Secret string

// String hides the secret from logs, errors and formatting of all kinds.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "********"
}

// Format prints String for every verb, so that not even %d shows the secret.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) } // State reports errors itself

// MarshalText hides the secret from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal is the secret itself, for the one place that sends it.
func (s Secret) Reveal() string { return string(s) }

// Source is where settings come from.
type Source struct {
	Getenv func(string) string
	Flags  *pflag.FlagSet // nil for none
	GOOS   string
}

// setting is one key of the file with its environment variable and flag.
type setting struct {
	key, env, flag string
	value          any // default
}

func settings() []setting {
	return []setting{
		{"account_sid", "IMPACTDASH_ACCOUNT_SID", "account-sid", ""},
		{"auth_token", "IMPACTDASH_AUTH_TOKEN", "", ""}, // never a flag: flags are seen in the process list
		{"base_url", "IMPACTDASH_BASE_URL", "base-url", DefaultBaseURL},
		{"companion_url", "IMPACTDASH_COMPANION_URL", "", ""},
		{"time_zone", "", "time-zone", ""},
		{"theme", "", "theme", "auto"},
		{"themes", "", "", map[string]any{}},
		{"plain", "IMPACTDASH_PLAIN", "plain", false},
		{"glyphs", "", "glyphs", "auto"},
		{"range", "", "", "30d"},
		{"mouse", "", "mouse", true},
		{"history_days", "", "", strconv.Itoa(DefaultHistoryDays)},
		{"read_only", "IMPACTDASH_READ_ONLY", "read-only", false},
		{"widgets", "", "", []any{}},
		{"keys", "", "", map[string]any{}},
	}
}

// AddFlags declares the flags of settings that have one.
func AddFlags(f *pflag.FlagSet) {
	f.String("config", "", "configuration file (default: config.yaml in the configuration directory)")
	f.String("account-sid", "", "AccountSID of the partner account")
	f.String("base-url", DefaultBaseURL, "address of the Partner API")
	f.String("time-zone", "", "zone that days are cut in, such as Europe/Paris (default: the account's)")
	f.String("theme", "auto", "auto, dark, light, colorblind, contrast, or one of your own")
	f.Bool("plain", false, "print lines of text instead of drawing a screen")
	f.String("glyphs", "auto", "auto, braille, block or ascii")
	f.Bool("mouse", true, "react to the mouse")
	f.Bool("read-only", false, "change nothing on the account")
	f.Bool("offline", false, "use only what is kept on this machine")
}

// Load reads the configuration. A missing file is no error unless it was
// named; an unreadable one is.
func Load(s Source) (Config, error) {
	v := viper.NewWithOptions(viper.KeyDelimiter("::")) // action ids contain dots
	for _, set := range settings() {
		v.SetDefault(set.key, set.value)
		if set.env != "" {
			if text := s.Getenv(set.env); text != "" {
				v.Set(set.key, text)
			}
		}
		// A flag is stronger than the environment.
		if s.Flags != nil && set.flag != "" && s.Flags.Changed(set.flag) {
			v.Set(set.key, s.Flags.Lookup(set.flag).Value.String())
		}
	}
	c := Config{StateDir: stateDir(s)}
	if s.Flags != nil {
		c.Offline, _ = s.Flags.GetBool("offline") // a set without the flag is not offline
	}
	if err := readFile(v, s, &c); err != nil {
		return c, err
	}
	if c.File != "" {
		c.Warnings = append(c.Warnings, unknownKeys(v)...)
	}
	return c, fill(&c, v)
}

// readFile reads the named file, or the one in its usual place.
func readFile(v *viper.Viper, s Source, c *Config) error {
	path, named := filePath(s)
	if path == "" {
		return nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil
	}
	if err != nil {
		return fmt.Errorf("configuration file %s: %w", path, err)
	}
	v.SetConfigFile(path)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		return fmt.Errorf("configuration file %s cannot be read: %w", path, err)
	}
	c.File = path
	if v.InConfig("auth_token") && s.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("configuration file %s holds auth_token and others may read it: run chmod 600 %s", path, path)
	}
	return nil
}

// filePath is the file to read, and whether the user named it.
func filePath(s Source) (path string, named bool) {
	if s.Flags != nil && s.Flags.Changed("config") {
		return s.Flags.Lookup("config").Value.String(), true
	}
	if path := s.Getenv("IMPACTDASH_CONFIG"); path != "" {
		return path, true
	}
	dir := s.Getenv("XDG_CONFIG_HOME")
	switch home := s.Getenv("HOME"); {
	case dir != "":
	case s.GOOS == "windows":
		dir = s.Getenv("AppData")
	case home != "":
		dir = filepath.Join(home, ".config")
	}
	if dir == "" {
		return "", false
	}
	return filepath.Join(dir, "impactdash", "config.yaml"), false
}

// stateDir is where local state is kept: the directory the user named, else one
// in the usual place of the system.
func stateDir(s Source) string {
	if dir := s.Getenv("IMPACTDASH_STATE_DIR"); dir != "" {
		return dir
	}
	// A relative XDG directory counts for nothing, as its specification says.
	dir := s.Getenv("XDG_STATE_HOME")
	switch home := s.Getenv("HOME"); {
	case filepath.IsAbs(dir):
	case s.GOOS == "windows":
		dir = s.Getenv("LocalAppData")
	case home != "":
		dir = filepath.Join(home, ".local", "state")
	default:
		dir = ""
	}
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "impactdash")
}

// unknownKeys names the keys of the file that mean nothing here.
func unknownKeys(v *viper.Viper) []string {
	var known []string
	for _, s := range settings() {
		known = append(known, s.key)
	}
	var out []string
	for key := range v.AllSettings() {
		if !slices.Contains(known, key) {
			out = append(out, fmt.Sprintf("configuration key %q is not known", key))
		}
	}
	slices.Sort(out)
	return out
}

// fill checks the values and puts them into c.
func fill(c *Config, v *viper.Viper) error {
	c.AccountSID = strings.TrimSpace(v.GetString("account_sid"))
	c.AuthToken = Secret(strings.TrimSpace(v.GetString("auth_token")))
	c.BaseURL, c.CompanionURL = v.GetString("base_url"), v.GetString("companion_url")
	c.Theme, c.Glyphs = v.GetString("theme"), v.GetString("glyphs")
	c.Range = v.GetString("range")
	var err error
	if c.Mouse, err = strconv.ParseBool(v.GetString("mouse")); err != nil {
		return fmt.Errorf("mouse %q is neither true nor false", v.GetString("mouse"))
	}
	if c.ReadOnly, err = strconv.ParseBool(v.GetString("read_only")); err != nil {
		return fmt.Errorf("read_only %q is neither true nor false", v.GetString("read_only"))
	}
	if c.Plain, err = strconv.ParseBool(v.GetString("plain")); err != nil {
		return fmt.Errorf("plain %q is neither true nor false", v.GetString("plain"))
	}
	days, err := strconv.Atoi(v.GetString("history_days"))
	if err != nil || days < leastHistoryDays || days > mostHistoryDays {
		return fmt.Errorf("history_days %q is not a number of days from %d to %d", v.GetString("history_days"), leastHistoryDays, mostHistoryDays)
	}
	c.History = time.Duration(days) * 24 * time.Hour
	c.Keys = make(map[string][]string)
	byAction, ok := v.Get("keys").(map[string]any)
	if !ok {
		return errors.New("keys is not a table of action ids and their keystrokes")
	}
	for id := range byAction {
		c.Keys[id] = v.GetStringSlice("keys::" + id)
	}
	c.Widgets = readWidgets(c, v.Get("widgets"))
	if name := v.GetString("time_zone"); name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return fmt.Errorf("time_zone %q is not a zone such as Europe/Paris or UTC", name)
		}
		c.Zone = zone
	}
	c.Themes = readThemes(c, v.Get("themes"))
	if err := checkTheme(c); err != nil {
		return err
	}
	if err := oneOf("glyphs", c.Glyphs, "auto", "braille", "block", "ascii"); err != nil {
		return err
	}
	for _, set := range []struct{ key, text string }{{"base_url", c.BaseURL}, {"companion_url", c.CompanionURL}} {
		if u, err := url.Parse(set.text); set.text != "" && (err != nil || u.Host == "") {
			return fmt.Errorf("%s %q is not an address such as %s", set.key, set.text, DefaultBaseURL)
		}
	}
	return nil
}

// readWidgets reads the list of panes: names, or a name with its part of the
// screen as in "todo: side". What is neither is told and left out, because the
// rest can be shown all the same.
func readWidgets(c *Config, list any) []Widget {
	if name, ok := list.(string); ok && name != "" {
		list = []any{name}
	}
	all, ok := list.([]any)
	if !ok && list != nil && list != "" {
		c.Warnings = append(c.Warnings, "widgets is not a list of panes; all are shown")
	}
	var out []Widget
	for _, item := range all {
		switch item := item.(type) {
		case string:
			out = append(out, Widget{ID: strings.TrimSpace(item)})
			continue
		case map[string]any:
			if len(item) == 1 {
				for id, column := range item {
					w := Widget{ID: id}
					if column != nil {
						w.Column = fmt.Sprint(column)
					}
					out = append(out, w)
				}
				continue
			}
		}
		c.Warnings = append(c.Warnings, fmt.Sprintf("widgets: %q is neither a pane nor a pane with its column, such as todo: side", fmt.Sprint(item)))
	}
	return out
}

func oneOf(key, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("%s %q is not one of %s", key, value, strings.Join(allowed, ", "))
}
