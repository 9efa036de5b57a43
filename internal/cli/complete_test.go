package cli

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/sandbox"
)

// completed is what is offered after a command line, and the directive.
func (b *bench) completed(args ...string) (choices []string, directive string) {
	b.t.Helper()
	var out, err buffer
	sys := b.system(&out, &err)
	sys.Complete = time.Minute // the machine may be busy
	if code := Main(b.t.Context(), append([]string{"__complete"}, args...), sys); code != exitDone {
		b.t.Fatalf("completing %q ends with %d: %s", args, code, err.String())
	}
	for line := range strings.Lines(out.String()) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, ":") {
			return choices, line
		}
		choices = append(choices, line)
	}
	b.t.Fatalf("no directive in %q", out.String())
	return nil, ""
}

// keptBench is an account that a dashboard has been open on, with a count of
// the requests made so far.
func keptBench(t *testing.T) (*bench, *atomic.Int64) {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow})
	asked := new(atomic.Int64)
	b := overHandler(t, box, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		box.ServeHTTP(w, r)
	}))
	b.env["IMPACTDASH_STATE_DIR"] = filepath.Join(t.TempDir(), "state")
	b.env["IMPACTDASH_COMPANION_URL"] = b.env["IMPACTDASH_BASE_URL"] + sandbox.CompanionPrefix
	sys := b.system(&buffer{}, &buffer{})
	root := newRoot(sys)
	root.SetContext(t.Context())
	err := forAccount(root, sys, func(ctx context.Context, s *session) error {
		if _, err := s.svc.Profile(ctx); err != nil {
			return err
		}
		if _, err := s.svc.LinkPrograms(ctx); err != nil {
			return err
		}
		if _, err := s.svc.Tasks(ctx); err != nil {
			return err
		}
		if _, err := s.svc.Todos(ctx); err != nil {
			return err
		}
		if _, err := s.svc.Properties(ctx); err != nil {
			return err
		}
		if _, err := s.svc.Brands(ctx); err != nil {
			return err
		}
		_, err := s.svc.Campaigns(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b, asked
}

func TestFlagsAreCompletedFromWhatIsFixed(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	for _, c := range []struct {
		line      []string
		want      []string // are among what is offered
		directive string
	}{
		{[]string{"snapshot", "--range", ""}, []string{"7d", "mtd", "last month"}, ":4"},
		{[]string{"snapshot", "--range", "la"}, []string{"last month"}, ":4"},
		{[]string{"snapshot", "--persona", ""}, []string{"affiliate", "creator"}, ":4"},
		{[]string{"activity", "--kind", "contract"}, []string{"contract"}, ":4"},
		{[]string{"--theme", ""}, []string{"auto", "dark", "light", "colorblind", "contrast-light"}, ":4"},
		{[]string{"finance", "--glyphs", ""}, []string{"ascii", "braille"}, ":4"},
		{[]string{"sandbox", "--fault", "*="}, []string{"*=401"}, ":4"},
		{[]string{"completion", ""}, []string{"bash", "zsh", "fish", "powershell"}, ":4"},
		{[]string{"--config", ""}, nil, ":0"},
		{[]string{"man", ""}, nil, ":16"},
		{[]string{"finance", ""}, nil, ":4"},
		{[]string{"activity", "--program", ""}, nil, ":4"}, // no account, nothing kept
	} {
		got, directive := b.completed(c.line...)
		if directive != c.directive {
			t.Errorf("%q: directive %s, want %s", c.line, directive, c.directive)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%q: %q is not offered, but %q", c.line, w, got)
			}
		}
		if c.want == nil && len(got) > 0 {
			t.Errorf("%q: %q is offered", c.line, got)
		}
	}
}

func TestThingsAreCompletedFromWhatIsKeptAlone(t *testing.T) {
	t.Parallel()
	b, asked := keptBench(t)
	before := asked.Load()
	all, directive := b.completed("activity", "--program", "")
	if len(all) < 3 || directive != ":4" {
		t.Fatalf("programs: %q, %s", all, directive)
	}
	for _, line := range all {
		if id, name, ok := strings.Cut(line, "\t"); !ok || id == "" || name == "" {
			t.Errorf("%q is not an id with a name", line)
		}
	}
	if some, _ := b.completed("activity", "--program", all[0][:2]); len(some) == 0 || len(some) > len(all) {
		t.Errorf("what is typed does not narrow the offer: %q", some)
	}
	sys := b.system(&buffer{}, &buffer{})
	sys.Complete = time.Minute
	for name, complete := range map[string]cobra.CompletionFunc{
		"program names": completeProgramNames(sys), "tasks": completeTasks(sys), "to-dos": completeTodos(sys),
		"campaigns": completeCampaigns(sys), "brands": completeBrands(sys), "properties": completeProperties(sys),
	} {
		cmd := newRoot(sys)
		cmd.SetContext(t.Context())
		got, _ := complete(cmd, nil, "")
		if len(got) == 0 {
			t.Errorf("%s: nothing is offered", name)
			continue
		}
		first, _, _ := strings.Cut(got[0], "\t")
		if rest, _ := complete(cmd, []string{first}, ""); len(rest) != len(got)-1 {
			t.Errorf("%s: what was named already is offered again: %d of %d", name, len(rest), len(got))
		}
	}
	sys.Complete = -1 // the time is over before it begins
	cmd := newRoot(sys)
	cmd.SetContext(t.Context())
	if got, directive := completePrograms(sys)(cmd, nil, ""); len(got) > 0 || directive != cobra.ShellCompDirectiveNoFileComp {
		t.Errorf("when there is no time for it, %q is offered", got)
	}
	if n := asked.Load() - before; n > 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestCompletionIsSilentWhereNothingCanBeHad(t *testing.T) {
	t.Parallel()
	b, asked := keptBench(t)
	before := asked.Load()
	files, err := filepath.Glob(filepath.Join(b.env["IMPACTDASH_STATE_DIR"], "*.db"))
	if err != nil || len(files) != 1 {
		t.Fatalf("histories: %q, %v", files, err)
	}
	none := *b
	none.env = map[string]string{"IMPACTDASH_ACCOUNT_SID": "IRother", "IMPACTDASH_STATE_DIR": b.env["IMPACTDASH_STATE_DIR"]}
	if got, _ := none.completed("activity", "--program", ""); len(got) > 0 {
		t.Errorf("another account's programs: %q", got)
	}
	if now, _ := filepath.Glob(filepath.Join(b.env["IMPACTDASH_STATE_DIR"], "*.db")); len(now) != 1 {
		t.Errorf("a file was made: %q", now)
	}
	none.env["IMPACTDASH_CONFIG"] = "/no/such/file"
	if got, _ := none.completed("activity", "--program", ""); len(got) > 0 {
		t.Errorf("with a broken configuration: %q", got)
	}
	if err := os.WriteFile(files[0], []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, directive := b.completed("activity", "--program", ""); len(got) > 0 || directive != ":4" {
		t.Errorf("from a damaged file: %q %s", got, directive)
	}
	if n := asked.Load() - before; n > 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestWhatIsOfferedIsFitForACommandLine(t *testing.T) {
	t.Parallel()
	all := []choice{{"1", "tab\there"}, {"2", "line\nend \x1b[31m"}, {"3\n4", "a value of two lines"}, {"", "nothing"}, {"Ünï", strings.Repeat("x", 400)}}
	got, directive := offered(all, nil, "")
	if directive != cobra.ShellCompDirectiveNoFileComp || len(got) != 3 {
		t.Fatalf("offered are %q", got)
	}
	for _, line := range got {
		if strings.ContainsAny(line, "\n\x1b") || strings.Count(line, "\t") != 1 {
			t.Errorf("%q is more than a value and its meaning", line)
		}
	}
	if got, _ := offered(all, nil, "ÜN"); len(got) > 1 {
		t.Errorf("offered are %q", got)
	}
}

func TestNamesOfTheFileAreCompleted(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	path := filepath.Join(t.TempDir(), "config.yaml")
	text := "themes:\n  dusk:\n    base: dark\n    accent: \"#5fafd7\"\nprofiles:\n  shop: {account_sid: IRshop}\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for flag, want := range map[string]string{"--theme": "dusk\tyour own", "--profile": "shop\tIRshop"} {
		if got, _ := b.completed("--config", path, flag, ""); !slices.Contains(got, want) {
			t.Errorf("%s: %q is not offered, but %q", flag, want, got)
		}
	}
}
