package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/internal/sandbox"
	"impactdash/internal/service"
)

// newDemo is the dashboard over a sandbox in the same process.
func newDemo(sys System) *cobra.Command {
	var o sandboxOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Open the dashboard on invented data: no account, no file, no network",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := demoConfig(sys, cmd.Flags())
			if err != nil {
				return err
			}
			return runDemo(cmd.Context(), sys, o, c)
		},
	}
	o.addFlags(cmd.Flags())
	return cmd
}

// demoConfig is the configuration without the account. The demo needs no
// file, so one that is named and not there is told and left out.
func demoConfig(sys System, flags *pflag.FlagSet) (config.Config, error) {
	c, err := readConfig(sys, flags)
	if err == nil {
		c.Profile, c.Profiles, c.TokenCommand = "", nil, nil // whose accounts are others
		c.ReadOnly = c.ReadOnly && flags.Changed("read-only")
		if !flags.Changed("time-zone") {
			c.Zone = nil // the file's is that of another account
		}
		// So is what the file says of changing it and of its amounts.
		c.ReadOnly, c.Hidden = c.ReadOnly && flags.Changed("read-only"), false
		return c, nil
	}
	from := source(sys, flags)
	from.Getenv = func(string) string { return "" }
	c, plain := config.Load(from)
	if plain != nil {
		return c, err
	}
	c.Warnings = append(c.Warnings, err.Error())
	return c, nil
}

// demoAccount is one of the invented accounts of the demo.
type demoAccount struct {
	profile config.Profile
	kind    string // of the sandbox
	seed    uint64 // added to the user's
}

// demoAccounts are there to be changed to with a key: one to work with, one that
// is read-only, and a new one whose amounts are hidden.
func demoAccounts() []demoAccount {
	return []demoAccount{
		{profile: config.Profile{Name: "Main", Color: "cyan"}},
		{profile: config.Profile{Name: "Client", Color: "magenta", ReadOnly: true}, seed: 1},
		{profile: config.Profile{Name: "New", Color: "yellow", Hidden: true}, kind: "new", seed: 2},
	}
}

// demoWorld serves the accounts of the demo. One that was begun goes on until
// the demo ends, whatever is looked at meanwhile.
type demoWorld struct {
	sys     System
	o       sandboxOptions
	base    config.Config
	context context.Context // of the demo

	mu    sync.Mutex
	begun map[string]config.Config
	stops []func()
}

// config is the configuration for one of the accounts, which is served from
// then on.
func (w *demoWorld) config(name string) (config.Config, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c, ok := w.begun[name]; ok {
		return c, nil
	}
	c, all := w.base, demoAccounts()
	i := max(slices.IndexFunc(all, func(a demoAccount) bool { return a.profile.Name == name }), 0)
	server, err := w.o.server(w.sys.Now, all[i])
	if err != nil {
		return c, err
	}
	listener, err := listen(w.context, "127.0.0.1:0")
	if err != nil {
		return c, err
	}
	w.stops = append(w.stops, serve(w.context, listener, server))
	// The demo shows its own accounts and nobody else's, whatever is configured.
	p := all[i].profile
	c.Profile, c.Color, c.Hidden, c.ReadOnly = p.Name, p.Color, c.Hidden || p.Hidden, c.ReadOnly || p.ReadOnly
	c.BaseURL = "http://" + listener.Addr().String()
	c.CompanionURL = c.BaseURL + sandbox.CompanionPrefix
	c.AccountSID, c.AuthToken, c.TokenFrom = server.AccountSID(), config.Secret(server.AuthToken()), config.Environment
	w.begun[name] = c
	return c, nil
}

func (w *demoWorld) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, stop := range w.stops {
		stop()
	}
}

func runDemo(ctx context.Context, sys System, o sandboxOptions, c config.Config) error {
	c.StateDir = "" // what is done in the demo is forgotten with it
	c.Profiles = nil
	for _, a := range demoAccounts() {
		c.Profiles = append(c.Profiles, a.profile)
	}
	w := &demoWorld{sys: sys, o: o, base: c, context: ctx, begun: map[string]config.Config{}}
	defer w.stop()
	first, err := w.config(demoAccounts()[0].profile.Name)
	if err != nil {
		return err
	}
	sys.Now = o.clock(sys.Now)
	return runScreen(ctx, stage{sys: sys, banner: "demo", load: w.config, settled: forgetful}, first)
}

// forgetful takes what a service without a disk has to say about it: that the
// demo forgets is no news.
func forgetful(svc *service.Service) {
	for svc.Kept().OK {
	}
}

// listen takes a TCP address.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	return new(net.ListenConfig).Listen(ctx, "tcp", addr)
}

// serve answers on listener until ctx ends or stop is called.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) (stop func()) {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		// Serve always ends with an error; it is ErrServerClosed here, because
		// stop is the only way it ends on a loopback listener.
		_ = server.Serve(listener)
	}()
	return func() {
		_ = server.Close() // nothing to save
		<-done
	}
}

// errAddress explains a sandbox that cannot listen.
var errAddress = errors.New("choose another address with --addr, such as 127.0.0.1:0 for a free port")
