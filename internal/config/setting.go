package config

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"impactdash/internal/nearest"
	"impactdash/internal/partner"
)

// setting is one key of the file with its environment variable and flag.
type setting struct {
	key, env, flag string
	value          any // default
	// account is true for what says which account there is, and where: such
	// settings of two accounts are never mixed.
	account bool
	// once is true for what has no meaning inside a profile.
	once bool
	// check says what is wrong with a value, nil for nothing.
	check func(s Source, value any) error
}

// settings lists every key of the file.
func settings() []setting {
	return []setting{
		{key: "account_sid", env: "IMPACTDASH_ACCOUNT_SID", flag: "account-sid", value: "", account: true, check: isText},
		// Never a flag: flags are seen in the process list.
		{key: "auth_token", env: "IMPACTDASH_AUTH_TOKEN", value: "", account: true, check: isText},
		{key: "token_command", value: "", check: isCommand},
		{key: "base_url", env: "IMPACTDASH_BASE_URL", flag: "base-url", value: DefaultBaseURL, account: true, check: isAddress},
		{key: "companion_url", env: "IMPACTDASH_COMPANION_URL", value: "", account: true, check: isAddress},
		{key: "time_zone", flag: "time-zone", value: "", check: isZone},
		{key: "theme", flag: "theme", value: "auto", check: isTheme},
		{key: "themes", value: map[string]any{}, once: true},
		{key: "plain", env: "IMPACTDASH_PLAIN", flag: "plain", value: false, check: isBool},
		{key: "glyphs", flag: "glyphs", value: "auto", check: isOneOf("auto", "braille", "block", "ascii")},
		{key: "range", value: partner.DefaultRange, check: isRange},
		{key: "mouse", flag: "mouse", value: true, check: isBool},
		{key: "refresh", value: "auto", check: isPace},
		{key: "notifications", value: "off", check: isOneOf(Notifications()...)},
		{key: "history_days", value: strconv.Itoa(DefaultHistoryDays), check: isDays},
		{key: "read_only", env: "IMPACTDASH_READ_ONLY", flag: "read-only", value: false, check: isBool},
		{key: "hidden", value: false, check: isBool},
		{key: "color", value: "", check: isColor},
		{key: "widgets", value: []any{}},
		{key: "keys", value: map[string]any{}},
		{key: "default_profile", env: "IMPACTDASH_PROFILE", flag: "profile", value: "", once: true, check: isText},
		{key: "profiles", value: map[string]any{}, once: true},
	}
}

// AddFlags declares the flags of settings that have one.
func AddFlags(f *pflag.FlagSet) {
	f.String("config", "", "configuration file (default: config.yaml in the configuration directory)")
	f.String("profile", "", "account of the configuration file to use, by its name there")
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

// find is the setting of a key.
func find(key string) (setting, bool) {
	all := settings()
	i := slices.IndexFunc(all, func(s setting) bool { return s.key == key })
	if i < 0 {
		return setting{}, false
	}
	return all[i], true
}

// wrong says what is wrong with a value of the setting, nil for nothing. The
// error begins with name, which is what the user knows the setting by.
func (s setting) wrong(from Source, name string, value any) error {
	if s.check == nil || value == nil {
		return nil
	}
	err := s.check(from, value)
	var f *flaw
	if errors.As(err, &f) {
		return &flaw{text: name + " " + f.text, near: f.near}
	}
	if err != nil {
		return fmt.Errorf("%s %w", name, err)
	}
	return nil
}

// scalar is a value as text. Tables and lists are none.
func scalar(value any) (string, error) {
	switch value.(type) {
	case map[string]any, map[any]any:
		return "", flawed("", nil, "is a table; it has one value")
	case []any:
		return "", flawed("", nil, "is a list; it has one value")
	}
	return strings.TrimSpace(fmt.Sprint(value)), nil
}

func isText(_ Source, value any) error {
	_, err := scalar(value)
	return err
}

func isBool(_ Source, value any) error {
	text, err := scalar(value)
	if err != nil {
		return err
	}
	if _, err := strconv.ParseBool(text); err != nil {
		return flawed(text, nil, "%q is neither true nor false", text)
	}
	return nil
}

func isOneOf(allowed ...string) func(Source, any) error {
	return func(_ Source, value any) error {
		text, err := scalar(value)
		if err == nil && !slices.Contains(allowed, text) {
			err = flawed(text, allowed, "%q is not one of %s", text, strings.Join(allowed, ", "))
		}
		return err
	}
}

func isAddress(_ Source, value any) error {
	text, err := scalar(value)
	if err != nil || text == "" {
		return err
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return flawed(text, nil, "%q is not an address such as %s", text, DefaultBaseURL)
	}
	return nil
}

func isZone(_ Source, value any) error {
	text, err := scalar(value)
	if err != nil {
		return err
	}
	if _, err := time.LoadLocation(text); err != nil {
		return flawed(text, nil, "%q is not a zone such as Europe/Paris or UTC", text)
	}
	return nil
}

// isRange needs the day: a range that begins after it is none.
func isRange(s Source, value any) error {
	text, err := scalar(value)
	if err != nil || s.Now == nil {
		return err
	}
	// Somewhere it is tomorrow already; which day the account has is not known.
	tomorrow := partner.DateOf(s.Now().Add(24*time.Hour), time.UTC)
	if _, err := partner.ParsePeriod(text, tomorrow, time.UTC); err != nil {
		return &flaw{text: "is wrong: " + err.Error(), near: nearest.Name(text, partner.Presets())}
	}
	return nil
}

func isDays(_ Source, value any) error {
	text, err := scalar(value)
	if err != nil {
		return err
	}
	if days, err := strconv.Atoi(text); err != nil || days < leastHistoryDays || days > mostHistoryDays {
		return flawed(text, nil, "%q is not a number of days from %d to %d", text, leastHistoryDays, mostHistoryDays)
	}
	return nil
}

// The bounds of refresh.
const (
	leastPace = time.Minute
	mostPace  = 24 * time.Hour
)

func isPace(_ Source, value any) error {
	text, err := scalar(value)
	if err == nil && text != "auto" {
		if d, e := time.ParseDuration(text); e != nil || d < leastPace || d > mostPace {
			err = flawed(text, []string{"auto"}, "%q is neither auto nor a time from 1m to 24h, such as 45m or 2h", text)
		}
	}
	return err
}

// colorNames are the colours of names that have a name.
func colorNames() []string { return []string{"red", "yellow", "green", "cyan", "blue", "magenta"} }

var hexColor = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func isColor(_ Source, value any) error {
	text, err := scalar(value)
	if err == nil && text != "" && !slices.Contains(colorNames(), text) && !hexColor.MatchString(text) {
		err = flawed(text, colorNames(), "%q is neither one of %s nor a colour such as #ff8800", text, strings.Join(colorNames(), ", "))
	}
	return err
}

func isCommand(_ Source, value any) error {
	if list, ok := value.([]any); ok {
		for _, item := range list {
			if _, err := scalar(item); err != nil {
				return flawed("", nil, "is a list of the program and its arguments, a text each")
			}
		}
		return nil
	}
	_, err := scalar(value)
	return err
}
