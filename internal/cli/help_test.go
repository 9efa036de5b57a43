package cli

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"impactdash/internal/config"
)

func TestEveryVisibleCommandHasItsPlaceInTheHelp(t *testing.T) {
	t.Parallel()
	out := noAccount(t).run("--help").want(t, exitDone).out
	if strings.Contains(out, "Additional Commands") {
		t.Errorf("a command belongs to no section:\n%s", out)
	}
	places := []string{"\nDashboards:", "\n  demo ", "\nFacts:", "\n  finance ", "\nSet-up:", "\n  completion ", "\n  version "}
	at := -1
	for _, p := range places {
		next := strings.Index(out, p)
		if next <= at {
			t.Errorf("%q is not below what comes before it:\n%s", p, out)
		}
		at = next
	}
}

func TestTheHelpKnowsEveryExitCodeAndVariable(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	codes := b.run("help", "exit-codes").want(t, exitDone).out
	for _, code := range []string{"0", "1", "2", "3", "4", "5", "70", "130"} {
		if !strings.Contains(codes, "\n  "+code+" ") {
			t.Errorf("help exit-codes does not tell %s", code)
		}
	}
	env := b.run("help", "environment").want(t, exitDone).out
	for _, name := range append(config.EnvNames(), "NO_COLOR") {
		if !strings.Contains(env, "\n  "+name) {
			t.Errorf("help environment does not tell %s", name)
		}
	}
	for _, r := range append(envRows(), exitRows()...) {
		if r[0] == "" || r[1] == "" {
			t.Errorf("%q is not explained", r[0])
		}
	}
}

func TestHelpOpensNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	for _, args := range [][]string{{"--help"}, {"help"}, {"help", "exit-codes"}, {"finance", "--help"}, {"version"}, {"--version"}, {"man"}, {"completion", "bash"}} {
		b := noAccount(t)
		b.env["IMPACTDASH_STATE_DIR"] = dir
		b.env["IMPACTDASH_CONFIG"] = "/no/such/file" // would be wrong usage, if it was read
		b.run(args...).want(t, exitDone)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("help made a directory")
	}
}

func TestVersionTellsWhatItWasBuiltFrom(t *testing.T) {
	t.Parallel()
	set := func(pairs ...string) []debug.BuildSetting {
		var all []debug.BuildSetting
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return all
	}
	const commit = "0123456789abcdef0123456789abcdef01234567"
	for _, c := range []struct {
		name, version string
		settings      []debug.BuildSetting
		want          string
	}{
		{"a release", "v1.2.3", nil, "impactdash v1.2.3 (go1.26, linux/amd64)"},
		{"a checkout of a release", "v1.2.3", set("vcs.revision", commit), "impactdash v1.2.3 (0123456789ab, go1.26, linux/amd64)"},
		{"a changed checkout", "(devel)", set("vcs.revision", commit, "vcs.modified", "true"), "impactdash 0123456789ab-dirty (go1.26, linux/amd64)"},
		{
			"a pseudo version", "v0.0.0-20261123000000-0123456789ab+dirty", set("vcs.revision", commit, "vcs.modified", "true"),
			"impactdash v0.0.0-20261123000000-0123456789ab+dirty (go1.26, linux/amd64)",
		},
		{"nothing known", "", nil, "impactdash devel (go1.26, linux/amd64)"},
		{"a short revision", "", set("vcs.revision", "abc"), "impactdash abc (go1.26, linux/amd64)"},
	} {
		b := buildOf(&debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: c.version}, Settings: c.settings}, "linux", "amd64")
		if got := b.String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	b := noAccount(t)
	doc := document[build](t, b.run("version", "--json").want(t, exitDone).out)
	if doc.Version == "" || doc.Go == "" || doc.OS == "" || doc.Arch == "" {
		t.Errorf("version --json lacks something: %+v", doc)
	}
	if flag, command := b.run("--version").want(t, exitDone).out, b.run("version").want(t, exitDone).out; flag != command {
		t.Errorf("--version says %q, version says %q", flag, command)
	}
}

func TestEveryShellHasACompletionAndAHint(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	hints := b.run("completion", "--help").want(t, exitDone).out
	for _, shell := range shells() {
		out := b.run("completion", shell).want(t, exitDone).out
		if !strings.Contains(out, "__complete") || !strings.Contains(out, "impactdash") {
			t.Errorf("%s: no completion: %.200s", shell, out)
		}
		if !strings.Contains(hints, "impactdash completion "+shell) {
			t.Errorf("%s: no hint how to install it", shell)
		}
	}
	for _, args := range [][]string{{"completion"}, {"completion", "tcsh"}, {"completion", "bash", "zsh"}} {
		b.run(args...).fails(t, exitUsage, "bash, zsh, fish, powershell")
	}
}

func TestThereIsAManualPageForEachCommand(t *testing.T) {
	t.Parallel()
	b, dir := noAccount(t), t.TempDir()
	b.run("man", dir).want(t, exitDone)
	root := newRoot(b.system(&buffer{}, &buffer{}))
	want := []string{"impactdash.1"}
	for _, c := range root.Commands() {
		if !c.Hidden && !topic(c) && c.Name() != "help" {
			want = append(want, pageName(c)+".1")
		}
	}
	for _, name := range want {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Errorf("no page: %v", err)
			continue
		}
		for _, part := range []string{".TH ", ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s has no %s", name, part)
			}
		}
	}
	page := b.run("man").want(t, exitDone).out
	if text, err := os.ReadFile(filepath.Join(dir, "impactdash.1")); err != nil || string(text) != page {
		t.Errorf("the page that is printed is another than the one that is written: %v", err)
	}
	for _, part := range []string{".SH EXIT STATUS", ".SH ENVIRONMENT", ".SH FILES", `impactdash finance`, `\-\-account\-sid`, "IMPACTDASH_AUTH_TOKEN"} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	b.run("man", filepath.Join(dir, "none")).fails(t, exitFailed, "none")
	b.run("man", dir, dir).fails(t, exitUsage, "one directory")
}

func TestAManualPageDependsOnTheSourceAlone(t *testing.T) {
	t.Parallel()
	at := "2026-11-23T06:00:00+02:00"
	root := newRoot(noAccount(t).system(&buffer{}, &buffer{}))
	var out, again strings.Builder
	b := build{Version: "v1.2.3", Time: &at}
	if err := writePage(&out, root, b); err != nil {
		t.Fatal(err)
	}
	if err := writePage(&again, root, b); err != nil || out.String() != again.String() {
		t.Errorf("a second time the page is another: %v", err)
	}
	if first, _, _ := strings.Cut(out.String(), "\n"); first != `.TH "IMPACTDASH" 1 "2026-11-23" "impactdash v1.2.3" "impactdash"` {
		t.Errorf("the page begins with %s", first)
	}
}

func TestTextOfAPageIsNotReadAsMacros(t *testing.T) {
	t.Parallel()
	p := &page{}
	p.text("plain\n.dot and 'quote\n'quote\n    code --flag \\n \"x\"\n\nafter")
	want := "plain\n\\&.dot and 'quote\n\\&'quote\n.nf\n    code \\-\\-flag \\en \\(dqx\\(dq\n.PP\n.fi\nafter\n"
	if got := p.b.String(); got != want {
		t.Errorf("page is\n%q, want\n%q", got, want)
	}
}
