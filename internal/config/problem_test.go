package config

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// All that can be wrong with a file, in one: each value falls alone.
const wrongEverywhere = `theme: drak
themee: dark
mouse: maybe
range: 7d
refresh: often
history_days: many
color: pnk
glyphs: ascii
base_url: [a]
time_zone: Mars/Base
read_only: perhaps
keys:
  snapshot.comapre: b
  app.help: ctrl+s
  app.quit: {a: b}
widgets:
  - finance
  - todoo
  - tasks: middle
  - finance
profiles:
  Main:
    colour: red
    profiles: {}
    theme: lihgt
    keys: x
  Empty:
  List: [1]
  Main: {}
theme: dark
range: soon
`

func dashboardNames() *Names {
	return &Names{
		Panes: []string{"finance", "todo", "tasks"}, Columns: []string{"top", "main", "side"}, Actions: []string{"snapshot.compare", "app.help", "app.quit"},
		Forbidden: func(k string) string { return map[string]string{"ctrl+s": "flow control"}[k] },
	}
}

func TestEveryProblemHasItsLineAndTheNameThatWasMeant(t *testing.T) {
	t.Parallel()
	s := in(t, wrongEverywhere)
	s.names = dashboardNames()
	c := s.must(t)
	want := `2 themee: "themee" is not a setting [theme]
3 mouse: mouse "maybe" is neither true nor false []
5 refresh: refresh "often" is neither auto nor a time from 1m to 24h, such as 45m or 2h []
6 history_days: history_days "many" is not a number of days from 7 to 3650 []
7 color: color "pnk" is neither one of red, yellow, green, cyan, blue, magenta nor a colour such as #ff8800 []
9 base_url: base_url is a list; it has one value []
10 time_zone: time_zone "Mars/Base" is not a zone such as Europe/Paris or UTC []
11 read_only: read_only "perhaps" is neither true nor false []
13 keys.snapshot.comapre: keys: there is no action "snapshot.comapre" [snapshot.compare]
14 keys.app.help: keys: ctrl+s for app.help cannot work: flow control []
15 keys.app.quit: app.quit has something else than keystrokes, such as ctrl+r or [f5, R] []
18 widgets: widgets: there is no pane "todoo" [todo]
19 widgets: widgets: tasks has no column "middle", only top, main, side [side]
20 widgets: widgets has finance twice []
23 profiles.Main.colour: "colour" is not a setting [color]
24 profiles.Main.profiles: profiles has no meaning inside a profile []
25 profiles.Main.theme: theme "lihgt" is not one of auto, dark, light, colorblind, colorblind-dark, colorblind-light, contrast, contrast-dark, contrast-light [light]
26 profiles.Main.keys: keys is not a table of actions and their keystrokes []
28 profiles.List: profile "List" is not a table of settings []
29 profiles.Main: there are two profiles "Main"; the first one counts []
30 theme: theme is there a second time, and this one counts; the first is in line 1 []
31 range: range is there a second time, and this one counts; the first is in line 4 []
31 range: range is wrong: "soon" is not a range; try 7d, mtd, last month, 2026-01 or 2026-01-01..2026-01-31 []
`
	var got strings.Builder
	for _, p := range c.Problems {
		fmt.Fprintf(&got, "%d %s: %s [%s]\n", p.Line, p.Key, p.Text, p.Near)
		if p.File != s.env["IMPACTDASH_CONFIG"] {
			t.Errorf("%v is in the file %q", p, p.File)
		}
	}
	if got.String() != want {
		t.Errorf("problems are\n%swant\n%s", got.String(), want)
	}
	if c.Theme != "dark" || c.Range != "30d" || !c.Mouse || c.Glyphs != "ascii" || c.BaseURL != DefaultBaseURL || c.Zone != nil || c.Refresh != 0 ||
		c.History != DefaultHistoryDays*24*time.Hour || len(c.Widgets) != 1 || len(c.Keys) != 2 {
		t.Errorf("what is right does not hold, or what is wrong does: %+v", c)
	}
	if !c.ReadOnly {
		t.Error("somebody wanted the account to stay as it is, and it may be changed")
	}
	if got := strings.Join(c.ProfileNames(), " "); got != "Main Empty" {
		t.Errorf("profiles are %q", got)
	}
	if err := c.Err(); err == nil || !strings.Contains(err.Error(), ":3: mouse") || !strings.Contains(err.Error(), "more in the same file") {
		t.Errorf("a command would be told %v", err)
	}
}

func TestAFileNobodyCanReadLeavesTheDefaultsAndTheAccountAsItIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		line int
	}{
		"not YAML": {"theme: dark\nkeys: [\n", 2}, "a tab": {"theme: dark\n\tb: 1\n", 2}, "a list": {"\n- a\n", 2}, "a word": {"dark", 1},
	} {
		s := in(t, c.text)
		got := s.must(t)
		if !got.ReadOnly || got.Theme != "auto" || len(got.Problems) != 1 || !got.Problems[0].Severe {
			t.Errorf("%s: it is %+v", name, got)
		} else if line := got.Problems[0].Line; line < c.line-1 || line > c.line+1 {
			t.Errorf("%s: the problem is in line %d: %v", name, line, got.Problems)
		}
		s.env["IMPACTDASH_READ_ONLY"] = "false"
		if s.must(t).ReadOnly {
			t.Errorf("%s: the environment does not count", name)
		}
	}
	for _, text := range []string{"", "# nothing\n", "---\n", "~\n"} {
		if c := in(t, text).must(t); len(c.Problems) != 0 || c.ReadOnly {
			t.Errorf("%q: %v", text, c.Problems)
		}
	}
}

func TestAFileInItsUsualPlaceThatIsBarredIsAProblemNotAnError(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Log("root reads everything; only the directory is tried")
	}
	dir := t.TempDir()
	if err := os.MkdirAll(dir+"/impactdash/config.yaml", 0o700); err != nil {
		t.Fatal(err)
	}
	c := setup{env: map[string]string{"XDG_CONFIG_HOME": dir}}.must(t)
	if len(c.Problems) != 1 || !strings.Contains(c.Problems[0].Text, "cannot be read") {
		t.Errorf("problems are %v", c.Problems)
	}
}

func TestHostileFilesEnd(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"a: &a\n  <<: *a\n", "profiles: &p\n  x: *p\n", "profiles:\n  \"\": {}\n", "profiles: {1: {theme: dark}, true: {}, null: {}}\n",
		"keys: {? [a] : b}\n", "? {a: b}\n: c\n", "theme: !!binary aGk=\n", "widgets: &w [*w]\n", "account_sid: \"\\x1b[2J\"\n",
		"range: " + strings.Repeat("x", 5000) + "\n", "default_profile: [x]\n", "token_command: [[a]]\n", "history_days: 1e3\n",
	} {
		in(t, text).must(t)
	}
}
