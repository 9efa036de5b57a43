//go:build unix

package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the account's zone must be known, whatever the machine has
)

// lookOnce is what the first look at the account of serve leaves, and its day.
var lookOnce struct {
	sync.Once

	files map[string][]byte
	day   string
}

// accountDay is the day of the account, with which its data change.
func accountDay(t testing.TB) string {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return time.Now().In(zone).Format(time.DateOnly)
}

// looked puts into a directory that is empty what a first look at all actions
// leaves: it takes the program and the service a good part of the work of a
// journey, and is made once for all of them. Nothing else of the account is
// known by it.
func looked(t testing.TB, dir string) {
	t.Helper()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		return // it has been looked at before
	}
	lookOnce.Do(func() { firstLook(t) })
	if len(lookOnce.files) == 0 {
		t.Fatal("the first look has failed")
	}
	if lookOnce.day != accountDay(t) {
		return // of another day: another account
	}
	for name, content := range lookOnce.files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// seen is the account for a program on a machine that has looked at it before.
func (s *service) seen(t testing.TB) []string {
	t.Helper()
	dir := t.TempDir()
	looked(t, dir)
	return append(s.env(), "IMPACTDASH_STATE_DIR="+dir)
}

func firstLook(t testing.TB) {
	t.Helper()
	service, dir := serve(t), t.TempDir()
	day := accountDay(t)
	c := exec.CommandContext(context.WithoutCancel(t.Context()), binary, "activity")
	c.Env, c.Dir = service.full(dir), t.TempDir()
	if text, err := c.CombinedOutput(); err != nil {
		t.Fatalf("the first look: %v\n%.1000s", err, text)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	if day == accountDay(t) {
		lookOnce.day = day
	}
	lookOnce.files = files
}
