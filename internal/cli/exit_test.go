package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

func TestWithoutAnAccountEveryCommandSaysHowToSetOne(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"finance"}, {"snapshot"}, {"finance", "--json"}, {"snapshot", "--csv", "--range", "7d"}, {"tasks"}, {"actions", "list"}, {"brands", "show", "7"}} {
		noAccount(t).run(args...).fails(t, exitCredentials, "IMPACTDASH_ACCOUNT_SID", "IMPACTDASH_AUTH_TOKEN", "impactdash demo")
	}
	half := noAccount(t)
	half.env["IMPACTDASH_ACCOUNT_SID"] = "IRx"
	half.run("finance").fails(t, exitCredentials, "IMPACTDASH_AUTH_TOKEN")
}

func TestAMistakeOfTheProgramHasItsOwnExitCode(t *testing.T) {
	t.Parallel()
	var out, err buffer
	sys := newSmallBench(t).system(&out, &err)
	sys.Getenv = func(string) string { panic("a mistake") }
	if code := Main(t.Context(), []string{"finance"}, sys); code != exitPanic {
		t.Errorf("exit code is %d, want %d", code, exitPanic)
	}
	said := err.String()
	for _, want := range []string{"a mistake\n", "exit_test.go", "impactdash stopped because of a mistake of its own"} {
		if !strings.Contains(said, want) {
			t.Errorf("stderr does not say %q: %.300s", want, said)
		}
	}
	if out.String() != "" {
		t.Errorf("stdout is %q", out.String())
	}
}

func TestWrongUsageIsTwoAndNamesTheMistake(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	for _, c := range []struct{ line, says string }{
		{"nosuch", "nosuch"},
		{"help nosuch", "nosuch"},
		{"help tasks nosuch", "nosuch"},
		{"finance extra", "extra"},
		{"finance --nosuch", "--nosuch"},
		{"finance --json --csv", "json"},
		{"finance --token x", "--token"},
		{"finance --mouse=perhaps", "mouse"},
		{"snapshot --json --csv", "json"},
		{"snapshot --range 7d --from 2026-01-01", "range"},
		{"snapshot --range 7d --to 2026-01-01", "range"},
		{"snapshot --to 2026-01-31", "--from"},
		{"snapshot --range soon", `"soon" is not a range`},
		{"snapshot --range 0d", "at least one day"},
		{"snapshot --from yesterday", "is not a range"},
		{"snapshot --from 2026-02-30", "is not a day"},
		{"snapshot --from 2026-01-31 --to 2026-01-01", "before it begins"},
		{"snapshot --from 2026-12-01", "before it begins"},
		{"snapshot --range 2027", "after today"},
		{"snapshot --range 2000d", "too many"},
		{"snapshot --range", "range"},
		{"snapshot --persona agency", `"agency" is not one of affiliate, creator`},
		{"snapshot --persona creator --range soon", `"soon" is not a range`},
		{"version now", "now"},
		{"sandbox --at noon", "noon"},
		{"sandbox --fault actions", "actions"},
		{"sandbox --fault actions=999", "999"},
		{"sandbox --seed x", "seed"},
		{"sandbox --scale x", "scale"},
		{"demo --at noon", "noon"},
		{"finance --theme pink", "pink"},
		{"finance --glyphs emoji", "emoji"},
		{"finance --time-zone Mars", "Mars"},
		{"finance --config /no/such/file", "/no/such/file"},
		{"finance --base-url api.impact.com", "api.impact.com"},
		{"finance --base-url http://api.impact.com", "https://"},
	} {
		t.Run(c.line, func(t *testing.T) {
			t.Parallel()
			local := *b
			local.t = t
			local.run(strings.Fields(c.line)...).fails(t, exitUsage, c.says)
		})
	}
}

func TestWrongUsageAsksForNothing(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	b.run("snapshot", "--range", "soon")
	b.run("finance", "--json", "--csv")
	if n := len(b.box.Requests()); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestTheDashboardNeedsATerminal(t *testing.T) {
	t.Parallel()
	newSmallBench(t).run().fails(t, exitUsage, "needs a terminal", "impactdash finance")
	noAccount(t).run("demo").fails(t, exitUsage, "needs a terminal")
}

func TestFailuresOfTheServiceHaveTheirCodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault, says string
		code        int
	}{
		{"*=401", "(401)", exitCredentials},
		{"*=403", "(403)", exitCredentials},
		{"*=429", "(429)", exitService},
		{"*=503", "(503)", exitService},
		{"*=html502", "(502)", exitService},
		{"*=drop", "broke off", exitService},
		{"companyinformation=503", "company information", exitService},
	} {
		t.Run(c.fault, func(t *testing.T) {
			t.Parallel()
			newSmallBench(t, c.fault).run("finance", "--json").fails(t, c.code, c.says)
		})
	}
	newSmallBench(t, "*=401").run("snapshot").fails(t, exitCredentials, "(401)")
}

func TestFailuresOfTheReportHaveTheirCodes(t *testing.T) {
	t.Parallel()
	for fault, code := range map[string]int{
		"reports=401": exitCredentials, "reports=403": exitCredentials, "reports=404": exitNothing,
		"reports=429": exitService, "reports=500": exitService, "reports=garbage": exitFailed,
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			newSmallBench(t, fault).run("snapshot", "--json").fails(t, code)
		})
	}
}

func TestADeadHostIsFive(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	b.env["IMPACTDASH_BASE_URL"] = dead.URL
	b.run("finance").fails(t, exitService, "connection refused")
	b.run("snapshot").fails(t, exitService, "connection refused")
}

func TestAWrongTokenIsNotShown(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	b.env["IMPACTDASH_AUTH_TOKEN"] = "wrong-token-of-the-user"
	b.secret = []string{"wrong-token-of-the-user"}
	b.run("finance").fails(t, exitCredentials, "401")
	b.run("snapshot", "--json").fails(t, exitCredentials, "401")
}

func TestACommandThatIsStoppedSaysNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ args, path string }{
		{"finance", "CompanyInformation"},
		{"finance --json", "Actions"},
		{"snapshot", "CompanyInformation"},
		{"snapshot --csv", "Reports/"},
		{"tasks", "Tasks"},
		{"actions --csv", "Actions"},
		{"contracts show 7", "Contracts"},
	} {
		t.Run(c.args+" at "+c.path, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			over := make(chan struct{})
			box := sandbox.New(sandbox.Options{Seed: 7, At: testNow, Profile: "new"})
			b := overHandler(t, box, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.Contains(r.URL.Path, c.path) {
					box.ServeHTTP(w, r)
					return
				}
				cancel()
				<-over // a fetch that others may wait for goes on
			}))
			t.Cleanup(func() { close(over) })
			r := b.runIn(ctx, strings.Fields(c.args)...).want(t, exitInterrupted)
			if r.out+r.err != "" {
				t.Errorf("stdout %.100q, stderr %q", r.out, r.err)
			}
		})
	}
}

func TestATokenFileOthersMayReadIsRefused(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte("auth_token: "+b.box.AuthToken()+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	b.run("finance", "--config", path).fails(t, exitUsage, "chmod 600")
}

func TestSettingsMayComeFromAFile(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	path := filepath.Join(t.TempDir(), "config.yaml")
	text := fmt.Sprintf("account_sid: %s\nauth_token: %s\nbase_url: %s\nrange: 3d\nthemee: dark\n",
		b.box.AccountSID(), b.box.AuthToken(), b.env["IMPACTDASH_BASE_URL"])
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b.env = map[string]string{"IMPACTDASH_CONFIG": path}
	r := b.run("snapshot").want(t, exitDone)
	if n := len(rows(r.out)); n != 3 {
		t.Errorf("%d days, want those of the range in the file", n)
	}
	b.tty = true // a notice is for somebody who looks
	if r := b.run("snapshot"); r.code != exitDone || r.err != "impactdash: config.yaml:5: \"themee\" is not a setting; did you mean \"theme\"?\n" {
		t.Errorf("exit code %d, stderr %q", r.code, r.err)
	}
}

func TestEveryKindHasItsExitCode(t *testing.T) {
	t.Parallel()
	want := map[partner.Kind]int{
		partner.Internal: 1, partner.Invalid: 2, partner.Unauthorized: 4, partner.Forbidden: 4, partner.NotFound: 3,
		partner.Conflict: 1, partner.RateLimited: 5, partner.Unavailable: 5, partner.Malformed: 1, partner.Canceled: 130,
	}
	for k := partner.Internal; k <= partner.Canceled; k++ {
		err := fmt.Errorf("wrapped: %w", &partner.Error{Op: "x", Kind: k})
		if got := exitCode(t.Context(), err); got != want[k] {
			t.Errorf("%v exits with %d, want %d", k, got, want[k])
		}
	}
	if exitCode(t.Context(), errors.New("boom")) != 1 || exitCode(t.Context(), fmt.Errorf("%w: x", errPanicked)) != 70 {
		t.Error("other errors have the wrong code")
	}
}
