package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"impactdash/internal/config"
)

func TestAConfigurationIsMadeCheckedAndNeverOverwritten(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	dir := t.TempDir()
	b.env["XDG_CONFIG_HOME"] = dir
	path := filepath.Join(dir, "impactdash", "config.yaml")
	if out := b.run("config", "path").want(t, exitDone).out; out != path+"\n" {
		t.Errorf("the path is %q", out)
	}
	if out := b.run("config", "check").want(t, exitDone).out; !strings.Contains(out, "impactdash config init") || !strings.Contains(out, path) {
		t.Errorf("without a file check says %q", out)
	}
	if out := b.run("config", "init").want(t, exitDone).out; out != path+"\n" {
		t.Errorf("init says %q", out)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	if out := b.run("config", "check").want(t, exitDone).out; !strings.Contains(out, "everything in it is understood") {
		t.Errorf("check says %q", out)
	}
	mine := "theme: dark\n"
	if err := os.WriteFile(path, []byte(mine), 0o644); err != nil {
		t.Fatal(err)
	}
	b.run("config", "init").fails(t, exitFailed, path, "--force")
	if text, _ := os.ReadFile(path); string(text) != mine {
		t.Error("the user's file was changed")
	}
	b.run("config", "init", "--force").want(t, exitDone)
	text, err := os.ReadFile(path)
	if info, _ := os.Stat(path); err != nil || string(text) != config.Example || info.Mode().Perm() != 0o600 {
		t.Errorf("forced it is %v, %v, %.40q", info, err, text)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	named := filepath.Join(dir, "other", "mine.yaml")
	if out := b.run("config", "init", "--config", named).want(t, exitDone).out; out != named+"\n" {
		t.Errorf("init says %q", out)
	}
}

func TestCheckNamesFileLineKeyAndTheNearestName(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	path := configFile(t, "themee: dark\nwidgets: [finanse, {todo: middle}]\nkeys:\n  snapshot.comapre: b\n  app.help: alt+h\nprofiles:\n  Main:\n    mouse: off it\n")
	b.env["IMPACTDASH_CONFIG"] = path
	r := b.run("config", "check").want(t, exitFailed)
	want := path + `:1: "themee" is not a setting; did you mean "theme"?
` + path + `:2: widgets: there is no pane "finanse"; did you mean "finance"?
` + path + `:2: widgets: todo has no column "middle", only top, main, side, bottom; did you mean "side"?
` + path + `:4: keys: there is no action "snapshot.comapre"; did you mean "snapshot.compare"?
` + path + `:5: keys: alt+h for app.help cannot work: an Alt chord arrives as Esc and a letter on slow lines
` + path + `:8: mouse "off it" is neither true nor false
`
	if r.out != want || r.err != "" {
		t.Errorf("check says\n%swant\n%sstderr %q", r.out, want, r.err)
	}
	d := document[checkDoc](t, b.run("config", "check", "--json").want(t, exitFailed).out)
	if d.File != path || !d.Found || len(d.Problems) != 6 || strings.Join(d.Profiles, " ") != "Main" {
		t.Fatalf("the document is %+v", d)
	}
	if p := d.Problems[5]; *p.Line != 8 || *p.Key != "profiles.Main.mouse" || !p.Severe || p.Nearest != nil {
		t.Errorf("the last problem is %+v", p)
	}
	if p := d.Problems[0]; *p.Nearest != "theme" || p.Severe {
		t.Errorf("the first problem is %+v", p)
	}
}

func TestABrokenFileIsSaidByCommandsAndLeavesTheDashboardToStart(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{"theme: pink\n": "config.yaml:1: theme", "theme: [\n": "it is not YAML"} {
		b := newSmallBench(t)
		b.env["IMPACTDASH_CONFIG"] = configFile(t, text)
		b.run("finance").fails(t, exitUsage, says)
		b.run("config", "check").want(t, exitFailed)
		// It gets as far as it can without a terminal.
		b.run().fails(t, exitUsage, "needs a terminal")
		b.run("demo").fails(t, exitUsage, "needs a terminal")
		none := noAccount(t)
		none.env["IMPACTDASH_CONFIG"] = b.env["IMPACTDASH_CONFIG"]
		none.run().fails(t, exitUsage, says) // the account stands in the file, most likely
	}
}

func TestATokenThatIsRefusedIsWhatTheDashboardIsMissing(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	b.env["IMPACTDASH_CONFIG"] = configFile(t, "account_sid: IRx\nauth_token: filetoken\n")
	b.secret = []string{"filetoken"}
	if err := os.Chmod(b.env["IMPACTDASH_CONFIG"], 0o640); err != nil {
		t.Fatal(err)
	}
	b.run().fails(t, exitUsage, "config.yaml:2", "chmod 600")
	d := document[authDoc](t, b.run("auth", "status", "--json").want(t, exitCredentials).out)
	if d.Token != nil || len(d.Errors) != 2 || d.Errors[0].Part != "configuration" {
		t.Errorf("status is %+v", d)
	}
}

func TestWithoutAHomeThereIsNoPlaceForAFile(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	b.run("config", "path").fails(t, exitFailed, "IMPACTDASH_CONFIG")
	b.run("config", "init").fails(t, exitFailed, "IMPACTDASH_CONFIG")
	if out := b.run("config", "check").want(t, exitDone).out; !strings.Contains(out, "The defaults hold") {
		t.Errorf("check says %q", out)
	}
}
