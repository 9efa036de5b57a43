package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestHelpNamesEveryCommand(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	out := b.run("--help").want(t, exitDone).out
	for _, c := range newRoot(b.system(&buffer{}, &buffer{})).Commands() {
		if !c.Hidden && !strings.Contains(out, "\n  "+c.Name()+" ") && !strings.Contains(out, "\n  "+c.CommandPath()+" ") {
			t.Errorf("help does not name %s", c.Name())
		}
		if c.Short == "" {
			t.Errorf("%s does not say what it is for", c.Name())
		}
		help := b.run(c.Name(), "--help").want(t, exitDone).out
		if !topic(c) && !strings.Contains(help, "Usage:") {
			t.Errorf("help of %s is %q", c.Name(), help)
		}
	}
	for _, text := range []string{"finance", "snapshot", "demo", "sandbox", "version", "IMPACTDASH_ACCOUNT_SID", "IMPACTDASH_AUTH_TOKEN"} {
		if !strings.Contains(out, text) {
			t.Errorf("help does not mention %s", text)
		}
	}
}

func TestVersionIsOneLine(t *testing.T) {
	t.Parallel()
	out := noAccount(t).run("version").want(t, exitDone).out
	if name, version, ok := strings.Cut(strings.TrimSuffix(out, "\n"), " "); !ok || name != "impactdash" || version == "" || strings.Count(out, "\n") != 1 {
		t.Errorf("version is %q", out)
	}
}

// startSandbox runs the command and returns its first line, and a stop that
// returns exit code and whatever else it wrote.
func startSandbox(t *testing.T, args ...string) (line string, stop func() (int, string, string)) {
	t.Helper()
	read, write := io.Pipe()
	var stderr buffer
	sys := noAccount(t).system(nil, &stderr)
	sys.Out = write
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	code := make(chan int, 1)
	go func() {
		code <- Main(ctx, append([]string{"sandbox", "--addr", "127.0.0.1:0"}, args...), sys)
		write.Close()
	}()
	in := bufio.NewReader(read)
	line, err := in.ReadString('\n')
	if err != nil {
		t.Fatalf("no line: %v; stderr %s", err, stderr.String())
	}
	return line, func() (int, string, string) {
		cancel()
		rest, err := io.ReadAll(in)
		if err != nil {
			t.Error(err)
		}
		return <-code, string(rest), stderr.String()
	}
}

func TestSandboxPrintsOneLineAnswersAndEnds(t *testing.T) {
	t.Parallel()
	line, stop := startSandbox(t, "--seed", "3", "--at", "2026-11-22")
	var keys map[string]string
	if err := json.Unmarshal([]byte(line), &keys); err != nil {
		t.Fatalf("%v in %q", err, line)
	}
	for _, k := range []string{"base_url", "companion_url", "account_sid", "auth_token"} {
		if keys[k] == "" {
			t.Errorf("%s is missing in %q", k, line)
		}
	}
	if len(keys) != 4 || !strings.HasPrefix(keys["base_url"], "http://127.0.0.1:") || !strings.HasPrefix(keys["companion_url"], keys["base_url"]+"/") {
		t.Errorf("the line is %q", line)
	}
	for _, url := range []string{keys["base_url"] + "/Mediapartners/" + keys["account_sid"] + "/CompanyInformation", keys["companion_url"] + "/status"} {
		for token, want := range map[string]int{keys["auth_token"]: http.StatusOK, "wrong": http.StatusUnauthorized} {
			if got := statusOf(t, url, keys["account_sid"], token); got != want {
				t.Errorf("%s answers %d, want %d", url, got, want)
			}
		}
	}
	b := noAccount(t) // the line is all that another process needs
	b.env = map[string]string{
		"IMPACTDASH_ACCOUNT_SID": keys["account_sid"], "IMPACTDASH_AUTH_TOKEN": keys["auth_token"], "IMPACTDASH_BASE_URL": keys["base_url"],
	}
	b.secret = []string{keys["auth_token"]}
	if doc := document[snapshotDoc](t, b.run("snapshot", "--json").want(t, exitDone).out); doc.Account.ID != keys["account_sid"] {
		t.Errorf("account is %+v", doc.Account)
	}
	if code, rest, stderr := stop(); code != exitDone || rest != "" || stderr != "" {
		t.Errorf("it ended with %d, stdout %q, stderr %q", code, rest, stderr)
	}
	if _, err := http.Get(keys["base_url"]); err == nil {
		t.Error("it answers although it has ended")
	}
}

func statusOf(t *testing.T, url, user, token string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(user, token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func TestSandboxFaultsComeFromTheCommandLine(t *testing.T) {
	t.Parallel()
	line, stop := startSandbox(t, "--fault", "contracts=403", "--fault", "*=503")
	var keys ready
	if err := json.Unmarshal([]byte(line), &keys); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"Contracts": 403, "Campaigns": 503} {
		if got := statusOf(t, keys.BaseURL+"/Mediapartners/"+keys.AccountSID+"/"+path, keys.AccountSID, keys.AuthToken); got != want {
			t.Errorf("%s answers %d, want %d", path, got, want)
		}
	}
	stop()
}

func TestSandboxClockIsMovedByOtherPrograms(t *testing.T) {
	t.Parallel()
	line, stop := startSandbox(t, "--at", "2026-11-22")
	defer stop()
	var keys ready
	if err := json.Unmarshal([]byte(line), &keys); err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, body string) string {
		r, err := http.NewRequestWithContext(t.Context(), method, keys.BaseURL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth(keys.AccountSID, keys.AuthToken)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		answer, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s %s: %d %v %s", method, path, resp.StatusCode, err, answer)
		}
		return strings.TrimSpace(string(answer))
	}
	if got := ask(http.MethodGet, "/sandbox/truth", ""); got != "[]" {
		t.Errorf("before the clock moves: %.200s", got)
	}
	if got := ask(http.MethodPut, "/sandbox/clock", `{"advance":"48h"}`); got != `{"now":"2026-11-24T12:00:00-08:00"}` {
		t.Errorf("the clock is at %s", got)
	}
	if got := ask(http.MethodGet, "/sandbox/truth", ""); !strings.Contains(got, `"kind":"action_new"`) {
		t.Errorf("two days later: %.200s", got)
	}
	for _, path := range []string{"/sandbox/truth", "/sandbox/clock", "/sandbox/faults"} {
		if help := noAccount(t).run("sandbox", "--help").want(t, exitDone).out; !strings.Contains(help, path) {
			t.Errorf("the help does not name %s", path)
		}
	}
}

func TestSandboxCannotListenTwiceOnOneAddress(t *testing.T) {
	t.Parallel()
	line, stop := startSandbox(t)
	defer stop()
	var keys ready
	if err := json.Unmarshal([]byte(line), &keys); err != nil {
		t.Fatal(err)
	}
	noAccount(t).run("sandbox", "--addr", strings.TrimPrefix(keys.BaseURL, "http://")).fails(t, exitFailed, "--addr")
}

func TestAMomentIsADayOrAnInstant(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-01-31":                "2026-01-31T20:00:00Z",
		"2026-01-31T12:00:00-08:00": "2026-01-31T20:00:00Z",
	} {
		if got, err := parseMoment(text); err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
	stands := (&sandboxOptions{at: "2026-01-31"}).clock(time.Now)
	if a, b := stands(), stands(); !a.Equal(b) || a.Year() != 2026 {
		t.Errorf("the clock shows %v, then %v", a, b)
	}
}

func TestNoFlagTakesAToken(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	var outputs []string
	lines := [][]string{{"--help"}}
	for _, c := range newRoot(b.system(&buffer{}, &buffer{})).Commands() {
		lines = append(lines, []string{c.Name(), "--help"})
		for _, verb := range c.Commands() {
			lines = append(lines, []string{c.Name(), verb.Name(), "--help"})
		}
	}
	for _, args := range lines {
		outputs = append(outputs, b.run(args...).want(t, exitDone).out)
	}
	if slices.ContainsFunc(outputs, func(s string) bool { return strings.Contains(s, "--auth-token") || strings.Contains(s, "--token") }) {
		t.Error("a token on the command line would show in the process list")
	}
}
