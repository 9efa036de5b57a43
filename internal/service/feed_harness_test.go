package service

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/history"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

// clock is a clock that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// feedBench is a service over a sandbox whose clock moves along with its own.
type feedBench struct {
	*Service
	t     *testing.T
	box   *sandbox.Server
	clock *clock
	keep  *history.History
	zone  *time.Location
	asked *counter
	tasks map[string]bool // ids of those there are at the beginning
}

// newFeedBench is a bench over the default account, or the one of a profile.
func newFeedBench(t *testing.T, seed uint64, dir, profile string) *feedBench {
	t.Helper()
	c := &clock{at: sandboxNow}
	b := &feedBench{
		t: t, tasks: map[string]bool{}, clock: c, zone: mustZone(t, "America/Los_Angeles"),
		box: sandbox.New(sandbox.Options{Seed: seed, At: sandboxNow, Now: c.now, Profile: profile}),
	}
	b.asked = &counter{direct: direct{b.box}, prefix: "/Mediapartners/" + b.box.AccountSID() + "/", n: map[string]int{}}
	b.keep = openHistory(t, dir, b.box.AccountSID(), c.now)
	b.Service = b.another(b.keep)
	var list struct {
		Tasks []struct {
			ID string `json:"Id"`
		}
	}
	(&bench{t: t, box: b.box}).decode("Tasks", &list)
	for _, k := range list.Tasks {
		b.tasks[k.ID] = true
	}
	return b
}

// newLookedBench is a bench over the default account whose first look is over:
// it is made once for all tests, and each has a copy of what was kept of it.
func newLookedBench(t *testing.T) *feedBench {
	t.Helper()
	dir := t.TempDir()
	for name, content := range firstLook(t) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := newFeedBench(t, 7, dir, "")
	if polls, err := b.keep.Polls(sandboxNow, sandboxNow); err != nil || len(polls) != 1 {
		t.Fatalf("%d looks are kept, %v", len(polls), err)
	}
	return b
}

var lookOnce struct {
	sync.Once

	files map[string][]byte
}

// firstLook are the files that the first look leaves.
func firstLook(t *testing.T) map[string][]byte {
	t.Helper()
	lookOnce.Do(func() {
		dir := t.TempDir()
		b := newFeedBench(t, 7, dir, "")
		b.look()
		if err := b.keep.Close(); err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
				t.Fatal(err)
			}
		}
		lookOnce.files = files
	})
	if len(lookOnce.files) == 0 {
		t.Fatal("the first look has failed")
	}
	return lookOnce.files
}

func openHistory(t *testing.T, dir, account string, now func() time.Time) *history.History {
	t.Helper()
	h := history.Open(history.Options{Dir: dir, Account: account, Now: now})
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// another is one more service over the same sandbox, with a history.
func (b *feedBench) another(h *history.History) *Service {
	b.t.Helper()
	client := newClient(b.t, "https://sandbox.example", b.box.AccountSID(), b.box.AuthToken(), b.clock.now, b.asked)
	return New(Options{Client: client, Account: b.box.AccountSID(), Now: b.clock.now, History: h})
}

// poll looks and fails the test when that fails.
func (b *feedBench) poll() partner.Unread {
	b.t.Helper()
	u, err := b.Poll(b.t.Context())
	if err != nil {
		b.t.Fatalf("at %s: %v", b.clock.now().In(b.zone).Format(time.DateTime), err)
	}
	return u
}

// fault puts faults on the sandbox, instead of those before.
func (b *feedBench) fault(texts ...string) {
	b.t.Helper()
	var all []sandbox.Fault
	for _, text := range texts {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			b.t.Fatal(err)
		}
		all = append(all, f)
	}
	b.box.SetFaults(all...)
}

// events are all events noticed after the first look, oldest first.
func (b *feedBench) events() []partner.Event {
	b.t.Helper()
	all, err := b.keep.EventsSeen(time.Time{}, time.Time{})
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// raw are the records of a list, asked past the client.
func (b *feedBench) raw(path, key string) []map[string]any {
	b.t.Helper()
	return (&bench{t: b.t, box: b.box}).records(path, key)
}

// counted are the requests made by do, by resource.
func (b *feedBench) counted(do func()) map[string]int {
	b.t.Helper()
	b.asked.take()
	do()
	return b.asked.take()
}

// counter carries requests to a handler and counts them by resource.
type counter struct {
	direct

	prefix string
	mu     sync.Mutex
	n      map[string]int
}

func (c *counter) RoundTrip(r *http.Request) (*http.Response, error) {
	resource, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, c.prefix), "/")
	c.mu.Lock()
	c.n[resource]++
	c.mu.Unlock()
	return c.direct.RoundTrip(r)
}

// take is what was counted since the last time.
func (c *counter) take() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.n
	c.n = map[string]int{}
	return n
}
