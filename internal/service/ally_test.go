package service

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"impactdash/internal/companion"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
	"impactdash/internal/store"
)

// ally is a companion API with literal answers, and a diary of what it was
// asked to do.
type ally struct {
	mu     sync.Mutex
	answer map[string]string // "GET tasks" → body
	status map[string]int    // "GET tasks" → status of a refusal
	deeds  []deed
}

// deed is one write the companion API was sent.
type deed struct{ what, key, body string }

func newAlly() *ally {
	a := &ally{answer: map[string]string{}, status: map[string]int{}}
	for _, list := range []string{"tasks", "properties", "lead-forms", "leads", "todos"} {
		a.answer["GET "+list] = `{"items":[]}`
	}
	return a
}

func (a *ally) set(what, body string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer[what] = body
}

// fail makes a request answer a status; 0 ends it.
func (a *ally) fail(what string, status int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.status[what] = status
}

// done are the writes so far, each "POST path key".
func (a *ally) done() []deed {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]deed(nil), a.deeds...)
}

func (a *ally) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	what := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/companion/v1/")
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if r.Method != http.MethodGet {
		a.deeds = append(a.deeds, deed{what, r.Header.Get("Idempotency-Key"), string(body)})
	}
	w.Header().Set("Content-Type", "application/json")
	if status := a.status[what]; status != 0 {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"code":"refused","field":"","message":"Refused with %d."}`, status)
		return
	}
	answer, ok := a.answer[what]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"code":"not_found","field":"","message":"There is no such thing."}`)
		return
	}
	fmt.Fprint(w, answer)
}

// kit is a service over a canned Partner API, a companion API and a journal.
type kit struct {
	*Service
	api  *canned
	ally *ally
}

// newKit is a service at noon. The Partner API answers the lists of all widgets
// with nothing.
func newKit(t *testing.T, change ...func(*Options)) *kit {
	t.Helper()
	k := &kit{api: newCanned(t), ally: newAlly()}
	for _, list := range []string{"Tasks", "MediaProperties", "Contracts", "ActionInquiries", "PromoCodes"} {
		k.api.list(list, list)
	}
	k.api.list("Reports", "Reports")
	k.api.set("TaxDocument", `{"Id":"1","Type":"W9","Status":"ACTIVE","UpdateDate":"2026-01-01T00:00:00-08:00"}`)
	now := fixed(noon)
	friend, err := companion.New(companion.Options{
		BaseURL: "https://ally.example", AccountSID: cannedSID, AuthToken: cannedToken, Now: now,
		Transport: direct{k.ally}, Sleep: noSleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	o := Options{
		Client: newClient(t, "https://canned.example", cannedSID, cannedToken, now, direct{k.api}), Account: cannedSID, Now: now,
		Companion: friend, Store: store.Open(t.TempDir(), cannedSID, now),
		NewKey: func() string { n++; return fmt.Sprintf("made-key-%d", n) },
	}
	for _, c := range change {
		c(&o)
	}
	k.Service = opened(t, o)
	return k
}

// alone takes the companion API away.
func alone(o *Options) { o.Companion = nil }

// newFullBench is a service over both services of a sandbox, with a journal.
func newFullBench(t *testing.T, faults ...string) *bench {
	t.Helper()
	b := newBench(t, "", faults...)
	friend, err := companion.New(companion.Options{
		BaseURL: b.url, AccountSID: b.box.AccountSID(), AuthToken: b.box.AuthToken(), Now: fixed(sandboxNow),
		Transport: b.transport, Sleep: noSleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Service = opened(b.t, Options{
		Client: b.client, Account: b.box.AccountSID(), Now: fixed(sandboxNow), Companion: friend,
		Store: store.Open(t.TempDir(), b.box.AccountSID(), fixed(sandboxNow)),
	})
	return b
}

// fault replaces the faults of the sandbox.
func (b *bench) fault(texts ...string) {
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

// posts counts the writes to paths that contain part.
func (b *bench) posts(part string) (n int) {
	for _, r := range b.box.Requests() {
		if r.Method != http.MethodGet && strings.Contains(r.Path, part) {
			n++
		}
	}
	return n
}

func wantText(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func wantParts(t *testing.T, notes []partner.Note, parts ...string) {
	t.Helper()
	var got []string
	for _, n := range notes {
		got = append(got, n.What)
	}
	wantText(t, "what is missing", strings.Join(got, ", "), strings.Join(parts, ", "))
}
