package cli

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pb33f/jsonschema/v6"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"impactdash/internal/sandbox"
)

// scripts are the command lines that a user would write, for every noun and
// command.
const scripts = "testdata/script"

// play is what one script has: an account behind a server once it asks for
// one, and the outside of the command lines.
type play struct {
	box     *sandbox.Server
	secrets []string     // what no output may show
	in      string       // what is on standard input of the next command
	asked   bool         // it is typed at a terminal
	width   int          // of the terminal that stdout is; 0: a pipe
	later   atomic.Int64 // nanoseconds since testNow
	seen    int          // requests that were counted
	ring    *ring
	kept    map[string]string // outputs by the name that the script gave them
	schemas map[string]*jsonschema.Schema
}

func (p *play) now() time.Time { return testNow.Add(time.Duration(p.later.Load())) }

type playKey struct{}

func playOf(ts *testscript.TestScript) *play { return ts.Value(playKey{}).(*play) }

func TestScript(t *testing.T) {
	long(t)
	t.Parallel()
	names, err := schemaNames()
	if err != nil {
		t.Fatal(err)
	}
	compiled := map[string]*jsonschema.Schema{}
	for _, name := range names {
		compiled[name] = schemaOf(t, name)
	}
	testscript.Run(t, testscript.Params{
		Dir: scripts, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			p := &play{ring: &ring{kept: map[string]string{}}, kept: map[string]string{}, schemas: compiled}
			env.Values[playKey{}] = p
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("IMPACTDASH_STATE_DIR", filepath.Join(env.WorkDir, "state"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"impactdash": unnegated(func(ts *testscript.TestScript, args []string) { runScript(ts, exitDone, args) }),
			"exits":      unnegated(scriptExits),
			"sandbox":    unnegated(scriptSandbox),
			"faults":     unnegated(scriptFaults),
			"requests":   unnegated(scriptRequests),
			"later":      unnegated(scriptLater),
			"input":      unnegated(scriptInput),
			"terminal":   unnegated(scriptTerminal),
			"jsonhas":    scriptHas,
			"jsonenv":    unnegated(scriptEnv),
			"rows":       unnegated(scriptRows),
			"same":       scriptSame,
			"expand":     unnegated(scriptExpand),
			"unspoken":   unnegated(scriptUnspoken),
		},
	})
}

// unnegated is a command that "!" means nothing to.
func unnegated(do func(ts *testscript.TestScript, args []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg {
			ts.Fatalf("! is not for this command; write exits CODE impactdash ... for one that fails")
		}
		do(ts, args)
	}
}

// scriptExits is "exits CODE impactdash ...".
func scriptExits(ts *testscript.TestScript, args []string) {
	code, err := 0, error(nil)
	if len(args) > 0 {
		code, err = strconv.Atoi(args[0])
	}
	if len(args) < 2 || err != nil || code == exitDone || args[1] != "impactdash" {
		ts.Fatalf("write exits CODE impactdash ..., with another code than 0")
	}
	runScript(ts, code, args[2:])
}

// runScript runs a command line in this process. Whatever it is, the token is
// in none of its streams, a document keeps to its schema, and what fails says
// why while what is done is silent.
func runScript(ts *testscript.TestScript, want int, args []string) {
	p := playOf(ts)
	var out, errs buffer
	sys := System{
		In: strings.NewReader(p.in), Out: &out, Err: &errs, InTTY: p.asked, OutTTY: p.width > 0, ErrTTY: p.asked || p.width > 0, Width: p.width,
		Getenv: ts.Getenv, GOOS: "linux", Now: p.now, Chance: func() float64 { return 0 },
		Key: rand.Text, Complete: time.Minute, ReadFile: func(name string) ([]byte, error) { return os.ReadFile(ts.MkAbs(name)) }, Ring: p.ring,
	}
	p.in, p.asked = "", false
	p.later.Add(int64(time.Second)) // no two commands begin in the same moment
	code := Main(playContext(ts), slices.Clone(args), sys)
	stderr := withoutProgress(errs.String())
	fmt.Fprint(ts.Stdout(), out.String())
	fmt.Fprint(ts.Stderr(), stderr)
	for _, s := range p.secrets {
		if strings.Contains(out.String()+errs.String(), s) {
			ts.Fatalf("impactdash %q shows the token", args)
		}
	}
	if code != want {
		ts.Fatalf("impactdash %q exits with %d, not %d", args, code, want)
	}
	completes := len(args) > 0 && args[0] == cobra.ShellCompRequestCmd // tells the shell's script about itself
	if code == exitDone && stderr != "" && !completes && p.width == 0 && !sys.InTTY {
		ts.Fatalf("impactdash %q is done and says %q", args, stderr)
	}
	if code != exitDone && stderr+out.String() == "" {
		ts.Fatalf("impactdash %q exits with %d and says nothing", args, code)
	}
	if slices.Contains(args, "--json") && out.String() != "" {
		ts.Check(p.keeps(args, out.String()))
	}
}

// keeps holds a document to the schema of its command.
func (p *play) keeps(args []string, text string) error {
	if commandOf(args) == "version" {
		return nil // no document of an account
	}
	name := documentOf(args)
	schema := p.schemas[name]
	if schema == nil {
		return fmt.Errorf("there is no schema of %q", name)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err == nil {
		err = schema.Validate(doc)
	}
	if err != nil {
		return fmt.Errorf("impactdash %s --json: %w", name, err)
	}
	return nil
}

// documentOf is the name of the document that a command line prints, as its
// schema has it.
func documentOf(args []string) string {
	name := commandOf(args)
	switch {
	case slices.Contains(args, "creator"):
		return name + " creator"
	}
	if _, err := schemas.ReadFile(schemaFile(name + " list")); err == nil {
		return name + " list"
	}
	return name
}

// commandOf is the command that a command line runs, such as "tasks list";
// empty for the dashboard.
func commandOf(args []string) string {
	cmd, _, err := newRoot(System{Getenv: func(string) string { return "" }}).Find(args)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "impactdash"), " ")
}

// scriptSandbox starts the account of the script: "sandbox [new|empty] [FAULT...]".
func scriptSandbox(ts *testscript.TestScript, args []string) {
	p := playOf(ts)
	if p.box != nil {
		ts.Fatalf("there is a sandbox already")
	}
	profile := ""
	if len(args) > 0 && !strings.Contains(args[0], "=") {
		profile, args = args[0], args[1:]
	}
	p.box = sandbox.New(sandbox.Options{Seed: 7, At: testNow, Profile: profile})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", p.now().UTC().Format(http.TimeFormat)) // else that of the machine
		p.box.ServeHTTP(w, r)
	}))
	ts.Defer(server.Close)
	scriptFaults(ts, args)
	sid, token := p.box.AccountSID(), p.box.AuthToken()
	p.secrets = []string{token, base64.StdEncoding.EncodeToString([]byte(sid + ":" + token))}
	ts.Setenv("IMPACTDASH_ACCOUNT_SID", sid)
	ts.Setenv("IMPACTDASH_AUTH_TOKEN", token)
	ts.Setenv("IMPACTDASH_BASE_URL", server.URL)
	ts.Setenv("IMPACTDASH_COMPANION_URL", server.URL+sandbox.CompanionPrefix)
}

// scriptFaults says what goes wrong from now on: "faults [FAULT...]".
func scriptFaults(ts *testscript.TestScript, args []string) {
	var all []sandbox.Fault
	for _, text := range args {
		f, err := sandbox.ParseFault(text)
		ts.Check(err)
		all = append(all, f)
	}
	playOf(ts).box.SetFaults(all...)
}

// scriptRequests counts what was sent since it did so last: "requests N" those
// of any kind, "requests N writes" those that change something.
func scriptRequests(ts *testscript.TestScript, args []string) {
	p := playOf(ts)
	all := p.box.Requests()
	recent := all[p.seen:]
	p.seen = len(all)
	writes := len(args) == 2 && args[1] == "writes"
	if len(args) != 1 && !writes {
		ts.Fatalf("write requests N or requests N writes")
	}
	n := 0
	for _, r := range recent {
		if !writes || r.Method != "GET" {
			n++
		}
	}
	if args[0] != strconv.Itoa(n) {
		ts.Fatalf("there were %d requests, not %s", n, args[0])
	}
}

// scriptLater lets time pass: "later 90m".
func scriptLater(ts *testscript.TestScript, args []string) {
	d, err := time.ParseDuration(strings.Join(args, ""))
	ts.Check(err)
	p := playOf(ts)
	p.later.Add(int64(d))
	if p.box != nil {
		p.box.Advance(d)
	}
}

// scriptInput is what the next command reads: "input TEXT" from a pipe,
// "input -typed TEXT" from a terminal, "input -file NAME" from a file.
func scriptInput(ts *testscript.TestScript, args []string) {
	p := playOf(ts)
	switch {
	case len(args) == 2 && args[0] == "-typed":
		p.in, p.asked = args[1]+"\n", true
	case len(args) == 2 && args[0] == "-file":
		p.in = ts.ReadFile(args[1])
	case len(args) == 1:
		p.in = args[0] + "\n"
	default:
		ts.Fatalf("write input [-typed] TEXT or input -file NAME")
	}
}

// scriptExpand puts the variables of the script into a file: "expand NAME".
func scriptExpand(ts *testscript.TestScript, args []string) {
	for _, name := range args {
		text := os.Expand(ts.ReadFile(name), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// scriptTerminal makes stdout a terminal of so many cells, or with 0 a pipe.
func scriptTerminal(ts *testscript.TestScript, args []string) {
	width, err := strconv.Atoi(strings.Join(args, ""))
	ts.Check(err)
	playOf(ts).width = width
}

func TestEveryCommandIsInAScript(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, line := range scriptLines(t) {
		used[commandOf(line)] = true
	}
	root := newRoot(noAccount(t).system(&buffer{}, &buffer{}))
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		name := strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), root.Name()), " ")
		if runs := cmd.Runnable() || topic(cmd); runs && !used[name] {
			t.Errorf("no script runs impactdash %s", name)
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(root)
}

func TestEveryDocumentIsInAScript(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, line := range scriptLines(t) {
		if slices.Contains(line, "--json") {
			used[documentOf(line)] = true
		}
	}
	names, err := schemaNames()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !used[name] {
			t.Errorf("no script holds impactdash %s --json to its schema", name)
		}
	}
}

// scriptLines are the arguments of impactdash in all scripts.
func scriptLines(t *testing.T) [][]string {
	t.Helper()
	var all [][]string
	err := fs.WalkDir(os.DirFS(scripts), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".txtar") {
			return err
		}
		text, err := os.ReadFile(filepath.Join(scripts, path))
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "-- ") {
				break // the files follow
			}
			words := strings.Fields(line)
			if len(words) > 2 && words[0] == "exits" {
				words = words[2:]
			}
			if len(words) > 0 && words[0] == "impactdash" {
				all = append(all, words[1:])
			}
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d command lines, %v", len(all), err)
	}
	return all
}
