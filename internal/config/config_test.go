package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // time_zone must be known, whatever the machine has

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// setup is an environment and a command line.
type setup struct {
	env  map[string]string
	args []string
	goos string

	profile string
	names   *Names
}

func (s setup) load(t *testing.T) (Config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(flags)
	if err := flags.Parse(s.args); err != nil {
		t.Fatal(err)
	}
	if s.goos == "" {
		s.goos = "linux"
	}
	return Load(Source{
		Getenv: func(k string) string { return s.env[k] }, Flags: flags, GOOS: s.goos, Profile: s.profile, Names: s.names,
		Now: func() time.Time { return time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC) },
	})
}

// strict is what a command without a screen makes of the configuration.
func (s setup) strict(t *testing.T) error {
	t.Helper()
	c, err := s.load(t)
	if err == nil {
		err = c.Err()
	}
	return err
}

func (s setup) must(t *testing.T) Config {
	t.Helper()
	c, err := s.load(t)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// file writes a configuration file that only its owner may read.
func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// in is a setup with nothing but a file that the environment names.
func in(t *testing.T, text string) setup {
	return setup{env: map[string]string{"IMPACTDASH_CONFIG": file(t, text)}}
}

func TestDefaultsHoldWithoutAFile(t *testing.T) {
	t.Parallel()
	c := setup{}.must(t)
	if c.BaseURL != DefaultBaseURL || c.Theme != "auto" || c.Glyphs != "auto" || c.Range != "30d" || !c.Mouse ||
		c.AccountSID != "" || c.AuthToken != "" || c.CompanionURL != "" || c.Zone != nil || c.File != "" || len(c.Warnings) != 0 {
		t.Errorf("config is %+v", c)
	}
}

func TestFlagBeatsEnvironmentBeatsFileBeatsDefault(t *testing.T) {
	t.Parallel()
	s := in(t, "account_sid: IRfile\nbase_url: https://file.example\ntheme: dark\nglyphs: ascii\nmouse: false\nrange: 7d\n"+
		"companion_url: https://c.example\nauth_token: filetoken\ntime_zone: Europe/Paris\n")
	c := s.must(t)
	if c.AccountSID != "IRfile" || c.BaseURL != "https://file.example" || c.Theme != "dark" || c.Glyphs != "ascii" || c.Mouse ||
		c.Range != "7d" || c.CompanionURL != "https://c.example" || c.AuthToken.Reveal() != "filetoken" ||
		c.Zone.String() != "Europe/Paris" || c.File != s.env["IMPACTDASH_CONFIG"] {
		t.Errorf("from the file it is %+v", c)
	}
	s.env["IMPACTDASH_ACCOUNT_SID"], s.env["IMPACTDASH_BASE_URL"] = " IRenv ", "https://env.example"
	s.env["IMPACTDASH_AUTH_TOKEN"], s.env["IMPACTDASH_COMPANION_URL"] = "envtoken\n", "https://d.example"
	c = s.must(t)
	if c.AccountSID != "IRenv" || c.BaseURL != "https://env.example" || c.AuthToken.Reveal() != "envtoken" || c.CompanionURL != "https://d.example" {
		t.Errorf("from the environment it is %+v", c)
	}
	s.args = []string{"--account-sid=IRflag", "--base-url=https://flag.example", "--theme=light", "--glyphs=block", "--mouse", "--time-zone=UTC"}
	c = s.must(t)
	if c.AccountSID != "IRflag" || c.BaseURL != "https://flag.example" || c.Theme != "light" || c.Glyphs != "block" || !c.Mouse ||
		c.Zone.String() != "UTC" {
		t.Errorf("from the flags it is %+v", c)
	}
}

func TestAFlagLeftAloneDoesNotHideTheFile(t *testing.T) {
	t.Parallel()
	s := in(t, "theme: dark\n")
	s.args = []string{"--glyphs=ascii"}
	if c := s.must(t); c.Theme != "dark" || c.Glyphs != "ascii" {
		t.Errorf("config is %+v", c)
	}
}

func TestThereIsNoFlagForTheToken(t *testing.T) {
	t.Parallel()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(flags)
	flags.VisitAll(func(f *pflag.Flag) {
		if strings.Contains(f.Name, "token") || strings.Contains(f.Name, "secret") {
			t.Errorf("--%s would show the token in the process list", f.Name)
		}
	})
}

func TestTheFileIsFoundInItsUsualPlace(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	at := func(dirs ...string) {
		path := filepath.Join(append(append([]string{home}, dirs...), "impactdash", "config.yaml")...)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("account_sid: IR"+strings.Join(dirs, "")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	at(".config")
	at("xdg")
	at("AppData")
	for _, c := range []struct {
		name string
		s    setup
		want string
	}{
		{"home", setup{env: map[string]string{"HOME": home}}, "IR.config"},
		{"XDG wins", setup{env: map[string]string{"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "xdg")}}, "IRxdg"},
		{"macOS", setup{env: map[string]string{"HOME": home}, goos: "darwin"}, "IR.config"},
		{"Windows", setup{env: map[string]string{"HOME": home, "AppData": filepath.Join(home, "AppData")}, goos: "windows"}, "IRAppData"},
		{"Windows without AppData", setup{env: map[string]string{"HOME": home}, goos: "windows"}, ""},
		{"no home", setup{}, ""},
		{"another home", setup{env: map[string]string{"HOME": t.TempDir()}}, ""},
	} {
		if got := c.s.must(t); got.AccountSID != c.want {
			t.Errorf("%s: account is %q, want %q", c.name, got.AccountSID, c.want)
		}
	}
}

func TestAMissingFileIsAnErrorOnlyWhenNamed(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "none.yaml")
	for _, s := range []setup{
		{env: map[string]string{"IMPACTDASH_CONFIG": missing}},
		{args: []string{"--config", missing}},
		{env: map[string]string{"IMPACTDASH_CONFIG": file(t, "")}, args: []string{"--config", missing}}, // the flag wins
	} {
		if c, err := s.load(t); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("%+v: error is %v", c, err)
		}
	}
	if _, err := (setup{args: []string{"--config", t.TempDir()}}).load(t); err == nil {
		t.Error("a directory was read as a file")
	}
}

func TestABadFileIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"not YAML": "account_sid: [", "a list": "- a\n- b\n", "a tab": "a:\n\tb: 1\n",
		"no zone": "time_zone: Mars/Base", "theme": "theme: pink", "glyphs": "glyphs: emoji", "mouse": "mouse: maybe",
		"base_url": "base_url: api.impact.com", "companion_url": "companion_url: '://'", "keys": "keys: ctrl+k",
	} {
		s := in(t, text)
		err := s.strict(t)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if says := err.Error(); !strings.Contains(says, s.env["IMPACTDASH_CONFIG"]) && !strings.Contains(says, strings.Split(text, ":")[0]) {
			t.Errorf("%s: the error %q names neither file nor key", name, says)
		}
	}
}

func TestUnknownKeysAreWarnedAbout(t *testing.T) {
	t.Parallel()
	c := in(t, "themee: dark\nAccount_SID: IRx\ntoken: x\nkeys:\n  no.such: x\n").must(t)
	want := `config.yaml:1: "themee" is not a setting; did you mean "theme"?; config.yaml:3: "token" is not a setting`
	if got := strings.Join(c.Warnings, "; "); got != want {
		t.Errorf("warnings are %q", got)
	}
	if c.AccountSID != "IRx" {
		t.Errorf("account is %q", c.AccountSID)
	}
}

func TestKeysBelongToActionsWithDots(t *testing.T) {
	t.Parallel()
	c := in(t, `
keys:
  snapshot.next_day: l
  finance.open: [enter, "space"]
  app.first: 1
  app.second: [2, f2]
  app.quit: ctrl+q q
  app.help: []
`).must(t)
	for id, want := range map[string]string{
		"snapshot.next_day": "l", "finance.open": "enter space", "app.first": "1", "app.second": "2 f2",
		"app.quit": "ctrl+q q", "app.help": "",
	} {
		if got, ok := c.Keys[id]; !ok || strings.Join(got, " ") != want {
			t.Errorf("%s is %q, %v; want %q", id, got, ok, want)
		}
	}
	if len(c.Keys) != 6 || len(c.Warnings) != 0 {
		t.Errorf("keys are %v, warnings %v", c.Keys, c.Warnings)
	}
}

func TestWidgetsAreAListOfPanes(t *testing.T) {
	t.Parallel()
	not := func(item int) string {
		return fmt.Sprintf("config.yaml:1: item %d of widgets is neither a pane nor a pane with its column, such as todo: side", item)
	}
	for text, want := range map[string]string{
		"widgets: [finance, snapshot, todo: side]":     "finance snapshot todo/side",
		"widgets:\n  - finance\n  - todo: bottom\n":    "finance todo/bottom",
		"widgets: [finance, {id: todo, column: side}]": "finance; config.yaml:1: item 2 of widgets is neither a pane nor a pane with its column, such as todo: side",
		"widgets: tasks":          "tasks",
		"widgets: []":             "",
		"widgets:":                "",
		"theme: dark":             "",
		"widgets: 5":              "; config.yaml:1: widgets is not a list of panes; all are shown",
		"widgets: {finance: top}": "; config.yaml:1: widgets is not a list of panes; all are shown",
		"widgets: [finance, 7, [todo], \"\", todo: null]": "finance todo; " + not(2) + "; " + not(3) + "; " + not(4),
	} {
		c := in(t, text).must(t)
		var got []string
		for _, w := range c.Widgets {
			if w.Column != "" {
				w.ID += "/" + w.Column
			}
			got = append(got, w.ID)
		}
		says := strings.Join(append([]string{strings.Join(got, " ")}, c.Warnings...), "; ")
		if says != want {
			t.Errorf("%s\nis read as %q\nwant       %q", text, says, want)
		}
	}
}

func TestTheStateHasItsUsualPlace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		goos string
		env  map[string]string
		want string
	}{
		"home":         {"linux", map[string]string{"HOME": "/h"}, "/h/.local/state/impactdash"},
		"macOS":        {"darwin", map[string]string{"HOME": "/h"}, "/h/.local/state/impactdash"},
		"XDG":          {"linux", map[string]string{"HOME": "/h", "XDG_STATE_HOME": "/x"}, "/x/impactdash"},
		"XDG alone":    {"linux", map[string]string{"XDG_STATE_HOME": "/x"}, "/x/impactdash"},
		"relative XDG": {"linux", map[string]string{"HOME": "/h", "XDG_STATE_HOME": "x"}, "/h/.local/state/impactdash"},
		"no home":      {"linux", map[string]string{"XDG_STATE_HOME": "x"}, ""},
		"Windows":      {"windows", map[string]string{"HOME": "/h", "LocalAppData": "/l"}, "/l/impactdash"},
		"bare Windows": {"windows", map[string]string{"HOME": "/h"}, ""},
		"named":        {"linux", map[string]string{"HOME": "/h", "XDG_STATE_HOME": "/x", "IMPACTDASH_STATE_DIR": "/s"}, "/s"},
	} {
		if got := (setup{env: c.env, goos: c.goos}).must(t).StateDir; filepath.ToSlash(got) != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestATokenFileOthersMayReadIsRefused(t *testing.T) {
	t.Parallel()
	s := in(t, "auth_token: filetoken\n")
	path := s.env["IMPACTDASH_CONFIG"]
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604, 0o620} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		err := s.strict(t)
		if err == nil || !strings.Contains(err.Error(), "chmod 600 "+path) || strings.Contains(err.Error(), "filetoken") {
			t.Errorf("%v: error is %v", mode, err)
		}
	}
	s.goos = "windows" // has no such modes
	s.must(t)
	s.goos = "linux"
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	s.must(t)
	open := in(t, "account_sid: IRx\n") // nothing secret in it
	if err := os.Chmod(open.env["IMPACTDASH_CONFIG"], 0o644); err != nil {
		t.Fatal(err)
	}
	open.must(t)
}

func TestASecretNeverPrintsItself(t *testing.T) {
	t.Parallel()
	const token = "s3cret-t0ken"
	c := Config{AccountSID: "IRx", AuthToken: token, Keys: map[string][]string{}}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", c.AuthToken, "config", c)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", c.AuthToken, "config", c)
	asJSON, err := json.Marshal(map[string]any{"c": c, "t": c.AuthToken, "p": &c.AuthToken})
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.Marshal(struct {
		T Secret
		L []Secret
	}{c.AuthToken, []Secret{c.AuthToken}})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{log.String(), string(asJSON), string(asYAML), c.AuthToken.String(), fmt.Sprint(c, &c, c.AuthToken)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%5.2s", "%f"} {
		out = append(out, fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, c.AuthToken), fmt.Sprintf(verb, []Secret{token}))
	}
	hidden := 0
	for _, text := range out {
		for _, leak := range []string{token, fmt.Sprintf("%x", token), fmt.Sprintf("%X", token), "s3"} {
			if strings.Contains(text, leak) {
				t.Errorf("the token stands in %q", text)
			}
		}
		hidden += strings.Count(text, "********")
	}
	if hidden < len(out) {
		t.Errorf("only %d of %d texts show that there is a secret", hidden, len(out))
	}
	if c.AuthToken.Reveal() != token || Secret("").String() != "" {
		t.Error("Reveal or the empty secret is wrong")
	}
}

func TestErrorsDoNotRepeatTheToken(t *testing.T) {
	t.Parallel()
	s := in(t, "auth_token: filetoken\ntheme: pink\n")
	if err := s.strict(t); err == nil || strings.Contains(err.Error(), "filetoken") {
		t.Errorf("error is %v", err)
	}
	s = in(t, "auth_token: filetoken\n  bad: [indent\n")
	if err := s.strict(t); err == nil || strings.Contains(err.Error(), "filetoken") {
		t.Errorf("error is %v", err)
	}
}

func TestTheExampleFileIsUnderstood(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "config.example.yaml"))
	if err != nil {
		t.Skip("no example file: ", err)
	}
	if c := in(t, string(text)).must(t); len(c.Warnings) != 0 {
		t.Errorf("warnings are %v", c.Warnings)
	}
}
