//go:build unix

package e2e

import (
	"context"
	"net"
	"net/http"
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
	s.sandbox = sandbox.New(sandbox.Options{Seed: 1, At: time.Now()})
	s.up()
}

// up listens, after down at the address it had before.
func (s *service) up() {
	s.t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(context.Background(), "tcp", s.address)
	if err != nil {
		s.t.Fatalf("the sandbox cannot listen: %v", err)
	}
	s.address = l.Addr().String()
	server, ended := &http.Server{Handler: s.sandbox, ReadHeaderTimeout: time.Minute}, make(chan struct{})
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

func account(base, sid, token string) []string {
	return []string{
		"IMPACTDASH_BASE_URL=" + base, "IMPACTDASH_ACCOUNT_SID=" + sid, "IMPACTDASH_AUTH_TOKEN=" + token,
	}
}
