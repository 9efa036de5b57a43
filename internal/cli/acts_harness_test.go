package cli

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/sandbox"
	"impactdash/internal/service"
)

// newActBench is an account with 18 months of history, a companion API and a
// place for local state.
func newActBench(t *testing.T) *bench {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow})
	return actBenchOver(t, box, box)
}

// newDeafBench is one whose writes take effect and are never answered.
func newDeafBench(t *testing.T) *bench {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow})
	return actBenchOver(t, box, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			box.ServeHTTP(w, r)
			return
		}
		box.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}))
}

func actBenchOver(t *testing.T, box *sandbox.Server, h http.Handler) *bench {
	t.Helper()
	b := overHandler(t, box, h)
	b.env["IMPACTDASH_COMPANION_URL"] = b.env["IMPACTDASH_BASE_URL"] + sandbox.CompanionPrefix
	b.env["IMPACTDASH_STATE_DIR"] = t.TempDir()
	return b
}

// faults replaces what goes wrong at the service.
func (b *bench) faults(all ...string) {
	b.t.Helper()
	var parsed []sandbox.Fault
	for _, text := range all {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			b.t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	b.box.SetFaults(parsed...)
}

// typing runs a command line at a terminal, at which somebody types.
func (b *bench) typing(typed string, args ...string) result {
	b.t.Helper()
	return b.fed(typed, true, args...)
}

// piped runs a command line with text on standard input.
func (b *bench) piped(text string, args ...string) result {
	b.t.Helper()
	return b.fed(text, false, args...)
}

// do is run with keys that nobody else has.
func (b *bench) do(args ...string) result {
	b.t.Helper()
	return b.fed("", false, args...)
}

func (b *bench) fed(in string, tty bool, args ...string) result {
	b.t.Helper()
	var out, err buffer
	sys := b.system(&out, &err)
	sys.In, sys.InTTY, sys.ErrTTY, sys.Key = strings.NewReader(in), tty, tty, rand.Text
	r := result{code: Main(b.t.Context(), slices.Clone(args), sys), out: out.String(), err: err.String()}
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

// writes are the requests so far that change something.
func (b *bench) writes() (n int) {
	for _, r := range b.box.Requests() {
		if r.Method != "GET" {
			n++
		}
	}
	return n
}

// account is the account as the commands see it, for what a test needs to know
// beforehand.
func (b *bench) account() *service.Service {
	b.t.Helper()
	c, err := loadConfig(b.system(nil, nil), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	c.StateDir = "" // what a test asks is not kept for the commands
	svc, err := openService(b.t.Context(), b.system(nil, nil), c)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(svc.Close)
	return svc
}
