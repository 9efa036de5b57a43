//go:build unix

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"math/big"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// command runs the program without a terminal.
func command(t *testing.T, env []string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	c := exec.CommandContext(context.WithoutCancel(t.Context()), binary, args...)
	c.Env, c.Dir = append([]string{"LANG=C.UTF-8", "HOME=" + t.TempDir()}, env...), t.TempDir()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatalf("running the program: %v", err)
	}
	return out.String(), errs.String(), c.ProcessState.ExitCode()
}

// document runs a command and reads the JSON it prints.
func document(t *testing.T, env []string, into any, args ...string) {
	t.Helper()
	out, errs, code := command(t, env, args...)
	if code != 0 || errs != "" {
		t.Fatalf("%v: exit code %d, %s", args, code, errs)
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		t.Fatalf("%v: %v in %s", args, err, out)
	}
}

type amountJSON struct{ Currency, Earned, Total, Overdue, Amount string }

type financeJSON struct {
	Today, Pending, Balance struct {
		ByCurrency []amountJSON `json:"by_currency"`
	}
}

type snapshotJSON struct {
	Metrics []struct{ Metric, Total string }
	Days    []struct {
		Date, Payouts   string
		Clicks, Actions json.Number
		Sales           string `json:"sale_amount"`
	}
}

func TestFiguresOnTheScreenAreThoseOfTheCommands(t *testing.T) {
	t.Parallel()
	service := serve(t)
	service.freeze()
	term := start(t, setup{width: 160, height: 48, env: service.env()})
	term.wait("the figures", screen.loaded)
	s := term.settle(quiet)

	var f financeJSON
	document(t, service.env(), &f, "finance", "--json")
	if len(f.Today.ByCurrency) == 0 || len(f.Pending.ByCurrency) == 0 || len(f.Balance.ByCurrency) == 0 {
		t.Fatalf("figures are missing: %+v", f)
	}
	for _, a := range f.Today.ByCurrency {
		shows(t, column(s, "Today"), money(t, a.Currency, a.Earned))
	}
	for _, a := range f.Pending.ByCurrency {
		shows(t, column(s, "Pending"), money(t, a.Currency, a.Total))
	}
	shows(t, column(s, "Pending"), "overdue "+money(t, "USD", f.Pending.ByCurrency[0].Overdue))
	for _, a := range f.Balance.ByCurrency {
		shows(t, column(s, "Balance"), "≈ "+money(t, a.Currency, a.Amount))
	}

	var p snapshotJSON
	document(t, service.env(), &p, "snapshot", "--json")
	for _, m := range p.Metrics {
		want := count(t, m.Total)
		switch m.Metric {
		case "payouts", "sale_amount", "epc": // a payout per click is above 0.1 in this account
			want = money(t, "USD", m.Total)
		case "conversion_rate":
			want = fixed(t, m.Total, 2) + " %"
		}
		shows(t, s.pane(snapshotPane), want)
	}
	first := p.Days[0]
	term.send("g")
	s = term.wait("the first day", func(s screen) bool { return day(s) != "" })
	for _, want := range []string{count(t, first.Clicks.String()), count(t, first.Actions.String()), money(t, "USD", first.Payouts)} {
		shows(t, plot(s), want)
	}
}

func shows(t *testing.T, text, want string) {
	t.Helper()
	if !strings.Contains(text, want) {
		t.Errorf("%q is not in\n%s", want, text)
	}
}

// fixed rounds a decimal string, half away from zero.
func fixed(t *testing.T, text string, digits int) string {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is not a number", text)
	}
	return r.FloatString(digits)
}

func money(t *testing.T, currency, text string) string {
	t.Helper()
	sign := map[string]string{"USD": "$", "EUR": "€", "GBP": "£"}[currency]
	whole, cents, _ := strings.Cut(fixed(t, text, 2), ".")
	return sign + grouped(whole) + "." + cents
}

func count(t *testing.T, text string) string {
	t.Helper()
	return grouped(fixed(t, text, 0))
}

// grouped puts commas between the thousands.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func TestWithoutAnAccountTheDashboardSaysHowToGetOneAndLeavesTheScreenAlone(t *testing.T) {
	t.Parallel()
	term := start(t, setup{})
	code, left := term.finish(leaving)
	if code != 4 {
		t.Errorf("exit code %d, want 4", code)
	}
	if len(left) > 0 || strings.Contains(term.output(), "\x1b") {
		t.Errorf("the terminal was touched: %q, left on: %v", term.output(), left)
	}
	for _, want := range []string{"IMPACTDASH_ACCOUNT_SID", "IMPACTDASH_AUTH_TOKEN", "impactdash demo"} {
		shows(t, strings.ReplaceAll(term.screen().text(), "\n", ""), want)
	}
}

func TestWithoutATerminalTheDashboardNamesTheCommands(t *testing.T) {
	t.Parallel()
	out, errs, code := command(t, nil, "demo")
	if code != 2 || out != "" || !strings.Contains(errs, "impactdash finance") {
		t.Errorf("exit code %d, output %q, error %q", code, out, errs)
	}
}

func TestDemoNeedsNoHomeAndWritesNoFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	term := start(t, setup{dir: dir, homeless: true}, "demo")
	term.wait("the figures", screen.loaded)
	term.send("q")
	term.left(t)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) > 0 {
		t.Errorf("files were written: %v, %v", files, err)
	}
}

func TestDemoShowsItsOwnAccountWhateverIsConfigured(t *testing.T) {
	t.Parallel()
	env := account("http://127.0.0.1:1", "IRsomebody", "letmein-letmein-letmein")
	term := start(t, setup{env: env}, "demo")
	s := term.wait("the figures", screen.loaded)
	if !strings.Contains(s.header(), "Meadowlark Media") {
		t.Errorf("whose account is this: %s", s.header())
	}
}

func TestDemoWhoseClockStandsStillDoesNotAge(t *testing.T) {
	t.Parallel()
	// One second before the minute, so that the minute passes at once.
	term := start(t, setup{}, "demo", "--at", "2026-03-10T20:00:59Z")
	term.wait("the figures", screen.loaded)
	s := term.settle(2 * quietMinute)
	if i := slices.IndexFunc(s.rows, func(row string) bool { return strings.Contains(row, " old") }); i >= 0 {
		t.Errorf("figures of a moment ago have an age: %s", s.rows[i])
	}
}
