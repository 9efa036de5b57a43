//go:build unix

package e2e

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Scripts that load the completion as the README says and print what it offers
// for "impactdash $TYPED", a line each. None of them draws: the shells' own
// lists are theirs.
const (
	// The library is loaded by the rc files of most systems.
	inBash = `source /usr/share/bash-completion/bash_completion && source <(impactdash completion bash) &&
		COMP_LINE="impactdash $TYPED" COMP_TYPE=9 COMP_KEY=9
		COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<<"$COMP_LINE"
		[[ $COMP_LINE == *" " ]] && COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		__start_impactdash && printf '%s\n' "${COMPREPLY[@]}"`
	inFish = `impactdash completion fish | source; complete -C "impactdash $TYPED"`
	// The function runs where the shell would show a list, which is caught.
	inZsh = `compdef() { }; _arguments() { }; _describe() { print -rl -- "${completions[@]}" }
		source <(impactdash completion zsh)
		words=(impactdash ${(s: :)TYPED}); [[ $TYPED == *" " ]] && words+=("")
		CURRENT=${#words}; _impactdash`
)

func TestShellsOfferWhatCanBeTyped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Symlink(binary, filepath.Join(dir, "impactdash")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		shell  string
		args   []string
		script string
		needs  string // a file besides the shell
	}{
		{"bash", []string{"--norc", "--noprofile", "-c"}, inBash, "/usr/share/bash-completion/bash_completion"},
		{"fish", []string{"--no-config", "-c"}, inFish, ""},
		{"zsh", []string{"-f", "-c"}, inZsh, ""},
	} {
		t.Run(c.shell, func(t *testing.T) {
			t.Parallel()
			path, err := exec.LookPath(c.shell)
			if err != nil {
				t.Skipf("there is no %s here", c.shell)
			}
			if _, err := os.Stat(c.needs); c.needs != "" && err != nil {
				t.Skipf("%s has no completion here: %v", c.shell, err)
			}
			for typed, want := range map[string][]string{
				"fina":              {"finance"},
				"todo ":             {"accept", "dismiss", "list", "wake"},
				"snapshot --range ": {"7d", "mtd"},
				"--theme col":       {"colorblind", "colorblind-dark"},
			} {
				offered := completedBy(t, dir, typed, path, append(c.args, c.script)...)
				for _, w := range want {
					if !slices.Contains(offered, w) {
						t.Errorf("%q: %s is not offered, but %q", typed, w, offered)
					}
				}
			}
		})
	}
}

// completedBy is the first word of each line that a shell prints.
func completedBy(t *testing.T, dir, typed, shell string, args ...string) (offered []string) {
	t.Helper()
	c := exec.CommandContext(context.WithoutCancel(t.Context()), shell, args...)
	c.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TYPED=" + typed, "LANG=C.UTF-8"}
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%q: %v, %s", typed, err, errs.String())
	}
	for line := range strings.Lines(string(out)) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "\t") // fish has what it stands for behind it
		word, _, _ = strings.Cut(word, ":")                      // and so has zsh
		word, _, _ = strings.Cut(word, " ")                      // and so has bash
		offered = append(offered, word)
	}
	return offered
}
