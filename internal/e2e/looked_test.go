//go:build unix

package e2e

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the account's zone must be known, whatever the machine has

	"impactdash/internal/credential"
	"impactdash/internal/history"
)

// lookOnce is what the first look at the account of serve leaves, and its day.
var lookOnce struct {
	sync.Once

	history []byte
	day     string
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
func (s *service) looked(t testing.TB, dir string) {
	t.Helper()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		return // it has been looked at before
	}
	lookOnce.Do(func() { firstLook(t) })
	if len(lookOnce.history) == 0 {
		t.Fatal("the first look has failed")
	}
	if lookOnce.day != accountDay(t) {
		return // of another day: another account
	}
	if err := os.WriteFile(s.historyFile(t, dir), lookOnce.history, 0o600); err != nil {
		t.Fatal(err)
	}
}

// historyFile is where the account is kept in a directory. The service's
// address is a part of its name.
func (s *service) historyFile(t testing.TB, dir string) string {
	t.Helper()
	account := credential.Account{SID: s.sandbox.AccountSID(), BaseURL: "http://" + s.address}
	c, err := history.Inspect(t.Context(), dir, account.Name())
	if err != nil {
		t.Fatal(err)
	}
	return c.Path
}

// seen is the account for a program on a machine that has looked at it before.
func (s *service) seen(t testing.TB) []string {
	t.Helper()
	dir := t.TempDir()
	s.looked(t, dir)
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
	text, err := os.ReadFile(service.historyFile(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	if day == accountDay(t) {
		lookOnce.day = day
	}
	lookOnce.history = text
}
