//go:build unix

package e2e

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"impactdash/internal/sandbox"
)

// service is a sandbox that can go down and come back at the same address.
type service struct {
	t       testing.TB
	sandbox *sandbox.Server
	address string
	http    *http.Server
	listen  net.Listener
	ended   chan struct{} // the server has stopped serving

	mu  sync.Mutex // guards log
	log []write
}

// serve starts a sandbox whose clock is the real one.
func serve(t testing.TB, faults ...string) *service {
	t.Helper()
	s := &service{t: t, address: "127.0.0.1:0"}
	s.sandbox = sandbox.New(sandbox.Options{Seed: 1, At: time.Now(), Now: time.Now})
	s.fault(faults...)
	s.up()
	t.Cleanup(s.down)
	return s
}

// freeze lets the sandbox's clock stand still, so that nothing is earned
// between two questions. It begins anew, without its faults.
func (s *service) freeze() {
	s.t.Helper()
	s.down()
	s.address = "127.0.0.1:0" // nobody knows the other one yet
	s.sandbox = sandbox.New(sandbox.Options{Seed: 1, At: time.Now()})
	s.up()
}

// up listens, after down at the address it had before.
func (s *service) up() {
	s.t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(context.Background(), "tcp", s.address)
	for began := time.Now(); errors.Is(err, syscall.EADDRINUSE) && time.Since(began) < patience; {
		time.Sleep(50 * time.Millisecond) // a connection of another test has the port for the moment
		l, err = config.Listen(context.Background(), "tcp", s.address)
	}
	if err != nil {
		s.t.Fatalf("the sandbox cannot listen: %v", err)
	}
	s.address = l.Addr().String()
	server, ended := &http.Server{Handler: s.record(s.sandbox), ReadHeaderTimeout: time.Minute}, make(chan struct{})
	s.http, s.listen, s.ended = server, l, ended
	go func() {
		_ = server.Serve(l) // it always ends with an error, because it is closed
		close(ended)
	}()
}

// down refuses and breaks all connections.
func (s *service) down() {
	_ = s.listen.Close() // the server may not have got to it yet
	_ = s.http.Close()
	<-s.ended
}

// fault replaces the faults; none ends them.
func (s *service) fault(texts ...string) {
	s.t.Helper()
	var list []sandbox.Fault
	for _, text := range texts {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			s.t.Fatal(err)
		}
		list = append(list, f)
	}
	s.sandbox.SetFaults(list...)
}

// env is the account for the program.
func (s *service) env() []string {
	return account("http://"+s.address, s.sandbox.AccountSID(), s.sandbox.AuthToken())
}

// full is the account with its companion API and a place for what is kept on
// this machine.
func (s *service) full(dir string) []string {
	return append(s.env(), "IMPACTDASH_COMPANION_URL=http://"+s.address+sandbox.CompanionPrefix, "IMPACTDASH_STATE_DIR="+dir)
}

// open starts the program on an account that has everything and was looked at
// before, and waits for its figures.
func (s *service) open(t testing.TB, dir string) *terminal {
	t.Helper()
	s.looked(t, dir)
	term := start(t, setup{width: 160, height: 48, env: s.full(dir)})
	term.wait("the figures", screen.loaded)
	return term
}

// write is a request that changes something.
type write struct{ method, path, key, body string }

// act is what a write asks for, whoever asks how often.
func (w write) act() string { return w.method + " " + w.path + " " + w.body }

// record keeps what changes something on its way to the sandbox.
func (s *service) record(to http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				body = append(body, " (cut off)"...)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			s.mu.Lock()
			s.log = append(s.log, write{r.Method, r.URL.Path, r.Header.Get("Idempotency-Key"), string(body)})
			s.mu.Unlock()
		}
		to.ServeHTTP(w, r)
	})
}

// writes are the requests that change something, in the order they came.
func (s *service) writes() []write {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// sent are those whose path ends like this and whose body has these words.
func (s *service) sent(method, end string, words ...string) []write {
	return slices.DeleteFunc(s.writes(), func(w write) bool {
		return w.method != method || !strings.HasSuffix(w.path, end) ||
			slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(w.body, word) })
	})
}

// waitSent waits until n such requests have come. Nothing tells about requests,
// so it looks again from time to time.
func (s *service) waitSent(n int, method, end string) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for len(s.sent(method, end)) < n {
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain for %d × %s %s: %+v", n, method, end, s.writes())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// once holds what was sent to this: each act has reached the service with one
// effect at most. The companion API has one effect for all requests with the
// same key, the Partner API one for each request.
func (s *service) once(t testing.TB) {
	t.Helper()
	acts := make(map[string][]string)
	for _, w := range s.writes() {
		act := w.act()
		switch {
		case !strings.HasPrefix(w.path, sandbox.CompanionPrefix):
			acts[act] = append(acts[act], "a request without a key")
		case w.key == "":
			t.Errorf("%s without a key", act)
		case !slices.Contains(acts[act], w.key):
			acts[act] = append(acts[act], w.key)
		}
	}
	for act, keys := range acts {
		if len(keys) > 1 {
			t.Errorf("%s has had %d effects: %v", act, len(keys), keys)
		}
	}
}

func account(base, sid, token string) []string {
	return []string{
		"IMPACTDASH_BASE_URL=" + base, "IMPACTDASH_ACCOUNT_SID=" + sid, "IMPACTDASH_AUTH_TOKEN=" + token,
	}
}
