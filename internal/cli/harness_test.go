package cli

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the account's zone must be known, whatever the machine has

	"impactdash/internal/credential"
	"impactdash/internal/sandbox"
)

func TestMain(m *testing.M) {
	flag.Parse()
	// Many tests wait for requests to be tried again: twice as many run as can
	// work at the same time.
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if wide := strconv.Itoa(2 * runtime.GOMAXPROCS(0)); !chosen {
		if err := flag.Set("test.parallel", wide); err != nil {
			panic(err) // there is such a flag, and this is a number
		}
	}
	os.Exit(m.Run())
}

// testNow is the moment all tests live at: a Sunday afternoon in Los Angeles.
var testNow = time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)

// bench is an account behind a server, and the environment that names it.
type bench struct {
	t      *testing.T
	box    *sandbox.Server
	env    map[string]string
	secret []string      // what no output may show
	tty    bool          // stdout and stderr are terminals
	width  int           // of that terminal; 0: not known
	later  time.Duration // since testNow

	ring   credential.Ring // keyring; nil: none
	output credential.Run  // runs a program; nil: none can be run
	in     string          // what is on standard input
	asked  bool            // standard input is a terminal, at which in is typed
	unseen string          // … and this where nothing is shown
}

// newBench has 18 months of history.
func newBench(t *testing.T, faults ...string) *bench {
	t.Helper()
	return benchOf(t, "", faults)
}

// newSmallBench has three weeks and no withdrawal settings, and is much faster.
func newSmallBench(t *testing.T, faults ...string) *bench {
	t.Helper()
	return benchOf(t, "new", faults)
}

func benchOf(t *testing.T, profile string, faults []string) *bench {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow, Profile: profile})
	var all []sandbox.Fault
	for _, text := range faults {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	box.SetFaults(all...)
	return overHandler(t, box, box)
}

// overHandler is a bench whose server is something between client and sandbox.
func overHandler(t *testing.T, box *sandbox.Server, h http.Handler) *bench {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	sid, token := box.AccountSID(), box.AuthToken()
	return &bench{
		t: t, box: box,
		env: map[string]string{
			"IMPACTDASH_ACCOUNT_SID": sid, "IMPACTDASH_AUTH_TOKEN": token, "IMPACTDASH_BASE_URL": server.URL,
		},
		secret: []string{token, base64.StdEncoding.EncodeToString([]byte(sid + ":" + token))},
	}
}

// noAccount is a bench without any settings.
func noAccount(t *testing.T) *bench { return &bench{t: t, env: map[string]string{}} }

// result is what a command line left behind.
type result struct {
	code     int
	out, err string
}

// system is the outside for one run.
func (b *bench) system(out, err *buffer) System {
	return System{
		In: strings.NewReader(b.in), Out: out, Err: err, InTTY: b.asked, OutTTY: b.tty, ErrTTY: b.tty, Width: b.width,
		Ring: b.ring, Output: b.output, Secret: func(context.Context) (string, error) { return b.unseen, nil },
		Getenv: func(k string) string { return b.env[k] }, GOOS: "linux",
		Now: func() time.Time { return testNow.Add(b.later) }, Chance: func() float64 { return 0 },
	}
}

// run runs a command line. Whatever it is, it must not show the token.
func (b *bench) run(args ...string) result {
	b.t.Helper()
	return b.runIn(b.t.Context(), args...)
}

func (b *bench) runIn(ctx context.Context, args ...string) result {
	b.t.Helper()
	var out, err buffer
	code := Main(ctx, append([]string{}, args...), b.system(&out, &err))
	r := result{code: code, out: out.String(), err: withoutProgress(err.String())}
	for _, s := range b.secret {
		if strings.Contains(r.out+r.err, s) {
			b.t.Errorf("impactdash %q shows the token", args)
		}
	}
	if strings.ContainsFunc(r.err, func(c rune) bool { return c < ' ' && c != '\n' }) {
		b.t.Errorf("impactdash %q writes control characters: %q", args, r.err)
	}
	return r
}

// withoutProgress is what stays on a terminal: a machine under load may show a
// progress anywhere.
func withoutProgress(text string) string { return drawn.ReplaceAllString(text, "") }

var drawn = regexp.MustCompile(`(\r\x1b\[K[^\r\n]*)*\r\x1b\[K`)

// want checks exit code and silence: a command that is done says nothing on
// stderr, one that is not says something there and, unless partly done,
// nothing on stdout.
func (r result) want(t *testing.T, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code is %d, want %d\nstdout: %.300s\nstderr: %s", r.code, code, r.out, r.err)
	}
	if code == exitDone && r.err != "" {
		t.Errorf("stderr is %q", r.err)
	}
	return r
}

// fails checks that nothing but a message came out, and what it says.
func (r result) fails(t *testing.T, code int, says ...string) {
	t.Helper()
	r.want(t, code)
	if r.out != "" {
		t.Errorf("stdout is %.200q", r.out)
	}
	if !strings.HasPrefix(r.err, "impactdash: ") || strings.Count(r.err, "\n") != 1 {
		t.Errorf("stderr is no single message: %q", r.err)
	}
	for _, s := range says {
		if !strings.Contains(r.err, s) {
			t.Errorf("stderr %q does not say %q", r.err, s)
		}
	}
	if strings.Contains(r.err, "press ") {
		t.Errorf("%q speaks of a key", r.err)
	}
}

// document reads JSON output into a document of the package.
func document[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
	if d.More() {
		t.Errorf("more than one document in %.300s", text)
	}
	return v
}

// rows are the lines of tab-separated output.
func rows(text string) [][]string {
	var all [][]string
	for line := range strings.Lines(text) {
		all = append(all, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return all
}

// buffer is a bytes.Buffer that a command and a test may share.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// long marks a test that takes seconds, most of it in a database that the race
// detector makes forty times slower: .ci/run leaves it to the run without it.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds; left out with -short")
	}
}
