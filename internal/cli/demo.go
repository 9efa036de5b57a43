package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/internal/sandbox"
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

func runDemo(ctx context.Context, sys System, o sandboxOptions, c config.Config) error {
	server, err := o.server(sys.Now)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	stop := serve(ctx, listener, server)
	defer stop()
	// The demo shows its own account and nobody else's, whatever is configured.
	c.BaseURL = "http://" + listener.Addr().String()
	c.CompanionURL = c.BaseURL + sandbox.CompanionPrefix
	c.StateDir = "" // what is done in the demo is forgotten with it
	c.AccountSID, c.AuthToken, c.TokenFrom = server.AccountSID(), config.Secret(server.AuthToken()), config.Environment
	demo := sys
	demo.Now = o.clock(sys.Now)
	svc, err := openService(ctx, demo, c)
	if err != nil {
		return err
	}
	defer svc.Close()
	for svc.Kept().OK { // that the demo forgets is no news
	}
	return runScreen(ctx, demo, c, svc, "demo")
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
