package cli

import (
	"crypto/rand"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"impactdash/internal/sandbox"
)

// BenchmarkStatusline is one line from a warm state directory, without the
// start of a process.
func BenchmarkStatusline(b *testing.B) {
	box := sandbox.New(sandbox.Options{Seed: 7, At: testNow})
	server := httptest.NewServer(box)
	defer server.Close()
	env := map[string]string{
		"IMPACTDASH_ACCOUNT_SID": box.AccountSID(), "IMPACTDASH_AUTH_TOKEN": box.AuthToken(), "IMPACTDASH_BASE_URL": server.URL,
		"IMPACTDASH_STATE_DIR": b.TempDir(),
	}
	sys := System{
		In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Getenv: func(k string) string { return env[k] }, GOOS: "linux",
		Now: func() time.Time { return testNow }, Chance: func() float64 { return 0 }, Key: rand.Text,
	}
	run := func(args ...string) {
		if code := Main(b.Context(), args, sys); code != exitDone {
			b.Fatalf("%q: exit code %d", args, code)
		}
	}
	run("finance")
	run("activity")
	for b.Loop() {
		run("statusline")
	}
}
