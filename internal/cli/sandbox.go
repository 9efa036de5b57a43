package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/sandbox"
)

// sandboxOptions are the flags that shape invented data.
type sandboxOptions struct {
	seed   uint64
	at     string
	scale  int
	faults []string
}

func (o *sandboxOptions) addFlags(f *pflag.FlagSet) {
	f.Uint64Var(&o.seed, "seed", 1, "seed of the invented data; the same seed and day give the same data")
	f.StringVar(&o.at, "at", "", "let the clock stand still at this moment: 2026-01-31 or RFC 3339 (default: it runs)")
	f.IntVar(&o.scale, "scale", 1, "multiplies actions and clicks; 100 is about a million actions")
	f.StringArrayVar(&o.faults, "fault", nil, "misbehave on request, such as actions=503, *=401, reports=429, invoices=delay:2s (repeatable)")
}

// server makes the sandbox of an account; o.at has been checked when it returns no error.
func (o *sandboxOptions) server(now func() time.Time, account demoAccount) (*sandbox.Server, error) {
	if _, err := parseMoment(o.at); err != nil {
		return nil, usageError{err}
	}
	clock := o.clock(now)
	server := sandbox.New(sandbox.Options{Seed: o.seed + account.seed, At: clock(), Now: clock, Scale: o.scale, Profile: account.kind})
	var faults []sandbox.Fault
	for _, text := range o.faults {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			return nil, usageError{fmt.Errorf("--fault %s: %w", text, err)}
		}
		faults = append(faults, f)
	}
	server.SetFaults(faults...)
	return server, nil
}

// clock runs, or stands still at o.at.
func (o *sandboxOptions) clock(now func() time.Time) func() time.Time {
	at, err := parseMoment(o.at)
	if err != nil || at.IsZero() {
		return now
	}
	return func() time.Time { return at }
}

// parseMoment reads --at; a day alone is its noon in the zone of the generated
// account, give or take summer time.
func parseMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t.Add(20 * time.Hour), nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, fmt.Errorf("--at %q is neither a day such as 2026-01-31 nor a moment such as 2026-01-31T12:00:00Z", text)
	}
	return t, nil
}

// newSandbox is the sandbox server alone.
func newSandbox(sys System) *cobra.Command {
	var o sandboxOptions
	var addr string
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve an invented account over HTTP, like the Partner API v16",
		Long: "Serves an invented account on the paths, formats, limits and errors of the\n" +
			"Partner API v16. When it is ready it prints one line of JSON with base_url,\n" +
			"companion_url, account_sid and auth_token, and runs until it is stopped.\n\n" +
			"Other programs rule it with the same credentials, beside the paths of the API:\n" +
			"  GET, PUT /sandbox/faults  what goes wrong: a JSON list like [\"actions=503\"]\n" +
			"  GET, PUT /sandbox/clock   its clock: {\"advance\":\"36h\"} or\n" +
			"                            {\"now\":\"2026-12-24T09:00:00Z\"}, only forward once the\n" +
			"                            account has been looked at, up to 120 days\n" +
			"  GET /sandbox/truth        all that happened in the account, oldest first;\n" +
			"                            ?from=&to= are RFC 3339, else the start and now",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runSandbox(cmd.Context(), sys, o, addr)
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8416", "address to listen on; port 0 takes a free one")
	return cmd
}

// ready is the line that says where the sandbox is to be had.
type ready struct {
	BaseURL      string `json:"base_url"`
	CompanionURL string `json:"companion_url"`
	AccountSID   string `json:"account_sid"`
	AuthToken    string `json:"auth_token"`
}

func runSandbox(ctx context.Context, sys System, o sandboxOptions, addr string) error {
	server, err := o.server(sys.Now, demoAccount{})
	if err != nil {
		return err
	}
	listener, err := listen(ctx, addr)
	var senseless *net.AddrError
	switch {
	case errors.As(err, &senseless):
		return usageError{fmt.Errorf("--addr %s: %s; %w", addr, senseless.Err, errAddress)}
	case err != nil:
		return fmt.Errorf("%w; %w", err, errAddress)
	}
	defer serve(ctx, listener, server)()
	if err := server.Ready(ctx); err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	line := ready{
		BaseURL: base, CompanionURL: base + sandbox.CompanionPrefix,
		AccountSID: server.AccountSID(), AuthToken: server.AuthToken(),
	}
	if err := json.NewEncoder(sys.Out).Encode(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
