//go:build unix

package e2e

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Machines that lack what most have: a home, a terminal, a disk that can be
// written, a reader of the output.

// bare runs the program with nothing but the environment given.
func bare(t *testing.T, env []string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	dir := t.TempDir()
	c := exec.CommandContext(context.WithoutCancel(t.Context()), binary, args...)
	c.Env, c.Dir = append([]string{}, env...), dir
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatalf("running the program: %v", err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("%q leaves %v where it runs, %v", args, files, err)
	}
	return out.String(), errs.String(), c.ProcessState.ExitCode()
}

func TestCommandsKnowWhatToDoWithoutHomeAndAnyVariable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line string
		code int
		says string // on stdout where it is done, else on stderr
	}{
		{"--help", 0, "Usage:"},
		{"help exit-codes", 0, "130"},
		{"--version", 0, "impactdash"},
		{"version --json", 0, `"version"`},
		{"completion bash", 0, "__complete"},
		{"__complete activity --program ", 0, ":4"},
		{"man", 0, ".TH"},
		{"", 4, "IMPACTDASH_ACCOUNT_SID"},
		{"finance", 4, "IMPACTDASH_ACCOUNT_SID"},
		{"snapshot --json", 4, "impactdash demo"},
		{"activity --offline", 4, "IMPACTDASH_AUTH_TOKEN"},
		{"demo", 2, "needs a terminal"},
		{"nosuch", 2, "nosuch"},
	} {
		out, errs, code := bare(t, nil, strings.Fields(c.line)...)
		said, other := out, errs
		if c.code != 0 {
			said, other = errs, out
		}
		if code != c.code || !strings.Contains(said, c.says) || other != "" && !strings.HasPrefix(c.line, "__complete") {
			t.Errorf("%q: exit code %d, stdout %.200q, stderr %.200q", c.line, code, out, errs)
		}
	}
	out, errs, code := bare(t, nil, "doctor", "--offline")
	if code != 1 || errs != "" || !strings.Contains(out, "store\tdirectory\tproblem\t") || !strings.Contains(out, "account\tcredentials\tproblem\t") {
		t.Errorf("doctor: exit code %d, %s, %s", code, out, errs)
	}
}

func TestCommandsAnswerWithoutHome(t *testing.T) {
	t.Parallel()
	service := serve(t)
	for _, args := range [][]string{{"finance"}, {"snapshot", "--csv"}, {"activity", "--json"}} {
		out, errs, code := bare(t, service.env(), args...)
		if code != 0 || errs != "" || out == "" {
			t.Errorf("%q: exit code %d, %d bytes, %q", args, code, len(out), errs)
		}
	}
}

func TestCommandsAnswerOnADiskThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	service := serve(t)
	home := t.TempDir()
	// A mount of its own, because no mode keeps root from writing.
	frozen := func(script string) ([]byte, []byte, int) {
		c := exec.CommandContext(context.WithoutCancel(t.Context()), "unshare", "-rm", "sh", "-c",
			`mount --bind "$HOME" "$HOME" && mount -o remount,ro,bind "$HOME" && cd "$HOME" && `+script)
		c.Env = append(service.env(), "PATH="+os.Getenv("PATH"), "HOME="+home, "IMPACTDASH="+binary)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		if err := c.Run(); err != nil && c.ProcessState == nil {
			t.Skipf("no mount can be made here: %v", err)
		}
		return out.Bytes(), errs.Bytes(), c.ProcessState.ExitCode()
	}
	if _, errs, code := frozen(`! touch x 2>/dev/null`); code != 0 {
		t.Skipf("no read-only mount can be made here: %s", errs)
	}
	for _, line := range []string{"finance", "snapshot --csv", "activity --json"} {
		out, errs, code := frozen(`"$IMPACTDASH" ` + line)
		if code != 0 || len(errs) > 0 || len(out) == 0 {
			t.Errorf("%s: exit code %d, %d bytes, %q", line, code, len(out), errs)
		}
	}
	out, errs, code := frozen(`"$IMPACTDASH" doctor`)
	if code != 1 || len(errs) > 0 || !strings.Contains(string(out), "store\tdirectory\tproblem\t") || !strings.Contains(string(out), "account\tActions\tok\t") {
		t.Errorf("doctor: exit code %d, %s, %s", code, out, errs)
	}
	if files, err := os.ReadDir(home); err != nil || len(files) > 0 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

func TestCommandsLookAtADirectoryInTheWayOfTheStore(t *testing.T) {
	t.Parallel()
	service := serve(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	env := append(service.env(), "IMPACTDASH_STATE_DIR="+filepath.Join(file, "state"))
	if out, errs, code := bare(t, env, "finance"); code != 0 || errs != "" || out == "" {
		t.Errorf("finance: exit code %d, %q, %q", code, out, errs)
	}
	if out, _, code := bare(t, env, "doctor"); code != 1 || !strings.Contains(out, "store\tdirectory\tproblem\t") {
		t.Errorf("doctor: exit code %d, %s", code, out)
	}
}

func TestAPipeThatNobodyReadsEndsTheProgramInSilence(t *testing.T) {
	t.Parallel()
	service := serve(t)
	for _, line := range []string{
		"--help", "version", "man", "completion zsh", "help environment", "doctor --offline", "doctor --json", "finance", "snapshot --csv", "activity --json",
	} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Close() // nobody reads
		c := exec.CommandContext(context.WithoutCancel(t.Context()), binary, strings.Fields(line)...)
		c.Env, c.Dir = append([]string{"HOME=" + t.TempDir()}, service.env()...), t.TempDir()
		var errs bytes.Buffer
		c.Stdout, c.Stderr = w, &errs
		err = c.Run()
		_ = w.Close()
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			t.Errorf("%s: %v; a program whose output is lost has not done its work", line, err)
			continue
		}
		status, ok := ended.Sys().(syscall.WaitStatus)
		if !ok || !status.Signaled() || status.Signal() != unix.SIGPIPE || errs.Len() > 0 {
			t.Errorf("%s: %v, stderr %q", line, err, errs.String())
		}
	}
}

func TestDoctorAsksTheTerminalAndLeavesNoTrace(t *testing.T) {
	t.Parallel()
	service := serve(t)
	for name, mute := range map[string]bool{"one that answers": false, "one that does not": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, setup{mute: mute, env: service.env(), height: 60, width: 120}, "doctor")
			code, on := term.finish(leaving)
			s := term.screen()
			if code != 0 || len(on) > 0 {
				t.Errorf("exit code %d, left on: %v\n%v", code, on, s)
			}
			if !strings.HasPrefix(s.rows[0], "Terminal") {
				t.Errorf("something is left above the report: %q", s.rows[0])
			}
			if mute {
				shows(t, s.text(), "did not answer")
			} else {
				shows(t, s.text(), "it answers")
				shows(t, s.text(), "as wide as is counted on")
				shows(t, s.text(), "frames whole")
			}
		})
	}
}

func TestDoctorThatIsInterruptedGivesTheTerminalBack(t *testing.T) {
	t.Parallel()
	service := serve(t, "*=delay:30s")
	for name, end := range map[string]func(*terminal){
		"ctrl+c":  func(term *terminal) { term.send(ctrlC) },
		"SIGTERM": func(term *terminal) { term.signal(syscall.SIGTERM) },
		"SIGHUP":  func(term *terminal) { term.signal(syscall.SIGHUP) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, setup{env: service.env()}, "doctor")
			asked := time.Now().Add(patience)
			for !strings.Contains(term.output(), "\x1b[c") && time.Now().Before(asked) {
				<-time.After(time.Millisecond)
			}
			end(term)
			code, on := term.finish(leaving)
			if code != 130 || len(on) > 0 {
				t.Errorf("exit code %d, left on: %v\n%v", code, on, term.screen())
			}
			if text := strings.TrimSpace(strings.ReplaceAll(term.screen().text(), "^C", "")); text != "" {
				t.Errorf("words are left on the screen: %q", text)
			}
		})
	}
}
