package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/api"
	"impactdash/internal/config"
	"impactdash/internal/credential"
	"impactdash/internal/origin"
	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// newAuth is what concerns the credentials.
func newAuth(sys System) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "auth",
		Short: "Sign in and out, or see what the token reaches",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLogin(sys), newLogout(sys), newAuthStatus(sys))
	return cmd
}

// authDoc is the document of auth login and auth status. The token itself is
// in none of them.
type authDoc struct {
	AsOf    string    `json:"as_of"`   // RFC 3339
	Account holderDoc `json:"account"` // the token belongs to it
	// Token is null where there is none.
	Token *tokenDoc `json:"token"`
	// Accepted is null where the service was not asked or did not say.
	Accepted  *bool         `json:"accepted"`
	Endpoints []endpointDoc `json:"endpoints"` // of the Partner API, with what the token reaches; empty where the service was not asked
	Errors    []problemDoc  `json:"errors"`    // what is wrong, with the next step
}

type holderDoc struct {
	ID      *string `json:"id"`      // AccountSID; null where none is known
	Name    *string `json:"name"`    // as the service has it; null where it was not asked
	Profile *string `json:"profile"` // of the configuration
	Service string  `json:"service"` // address of the Partner API
}

type tokenDoc struct {
	From string  `json:"from"` // environment, token_command, configuration file, keyring, token file
	File *string `json:"file"` // path, where it is in one
}

type endpointDoc struct {
	Endpoint string `json:"endpoint"` // last part of its path, such as Actions
	Scope    string `json:"scope"`    // the token needs it, as the web page names it
	// Reached is null where the service did not say.
	Reached *bool       `json:"reached"`
	Problem *problemDoc `json:"problem"` // why it is not reached; null where it is
}

// authDocOf is a document about the account of c, before anybody is asked.
func authDocOf(sys System, c config.Config) authDoc {
	d := authDoc{
		AsOf: *stamp(sys.Now(), partner.Profile{Zone: c.Zone}), Account: holderDoc{Service: origin.SafeURL(c.BaseURL)},
		Endpoints: []endpointDoc{}, Errors: []problemDoc{},
	}
	if c.AccountSID != "" {
		d.Account.ID = &c.AccountSID
	}
	if c.Profile != "" {
		d.Account.Profile = &c.Profile
	}
	return d
}

// tokenOf says where the token of c is from.
func tokenOf(sys System, c config.Config) *tokenDoc {
	d := &tokenDoc{From: string(c.TokenFrom)}
	switch c.TokenFrom {
	case config.InFile:
		d.File = &c.File
	case credential.File:
		path := tokens(sys, c).Path(holder(c))
		d.File = &path
	}
	return d
}

// table is the document for people: what, how it is, and what there is to say
// or to do.
func (d authDoc) table() table {
	t := table{head: []string{"what", "state", "next_step"}}
	add := func(what, state, next string) {
		t.rows = append(t.rows, []string{what, format.Safe(state), format.Safe(next)})
	}
	switch name := cell(d.Account.Name); {
	case d.Account.ID == nil:
		add("account", "none", "")
	case name != "":
		add("account", *d.Account.ID, name)
	default:
		add("account", *d.Account.ID, "")
	}
	if d.Account.Profile != nil {
		add("profile", *d.Account.Profile, "")
	}
	add("service", d.Account.Service, "")
	if d.Token == nil {
		add("token", "none", "")
	} else if d.Token.File != nil {
		add("token", d.Token.From, *d.Token.File)
	} else {
		add("token", d.Token.From, "")
	}
	for _, e := range d.Endpoints {
		switch {
		case e.Problem != nil:
			add(e.Endpoint, e.Problem.Message, e.Problem.Next)
		default:
			add(e.Endpoint, "reached", "")
		}
	}
	return t
}

// probing is how many endpoints are asked at once.
const probing = 4

// probe finds out what the token reaches. The error is that of a token that is
// refused, or of a service nobody gets an answer from.
func (d *authDoc) probe(ctx context.Context, client *api.Client) error {
	probes := api.Probes()
	d.Endpoints = make([]endpointDoc, len(probes))
	failures := make([]error, len(probes))
	ask := func(i int) {
		failures[i] = client.Reach(ctx, probes[i]).Err
		d.Endpoints[i] = endpointOf(probes[i], failures[i])
	}
	ask(0) // one answer tells whether there is any use in the others
	if err := failures[0]; err != nil && !isAbout(err) {
		d.Endpoints = d.Endpoints[:1]
		return d.conclude(err)
	}
	var wait sync.WaitGroup
	next := make(chan int)
	for range probing {
		wait.Go(func() {
			for i := range next {
				ask(i)
			}
		})
	}
	for i := 1; i < len(probes); i++ {
		next <- i
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	if i := slices.IndexFunc(failures, func(err error) bool { return err == nil || isAbout(err) }); i < 0 {
		return d.conclude(failures[0])
	}
	return d.conclude(nil)
}

// conclude notes whether the token is accepted.
func (d *authDoc) conclude(err error) error {
	kind := partner.KindOf(err)
	if err == nil || kind == partner.Unauthorized {
		accepted := err == nil
		d.Accepted = &accepted
	}
	if err != nil && kind != partner.Canceled {
		problem := problemOf("credentials", err)
		if kind == partner.Unauthorized {
			problem.Next = whereTokensAre + "."
		}
		d.Errors = append(d.Errors, problem)
	}
	return err
}

// advised is a failure with a next step that fits where it happened.
type advised struct {
	error
	next string
}

func (a advised) Unwrap() error { return a.error }

// whereTokensAre is where to find what the service has refused.
const whereTokensAre = "Copy both again from impact.com, Settings, Technical, API Access"

// isAbout reports whether a failure is about one endpoint alone: the token is
// good.
func isAbout(err error) bool {
	k := partner.KindOf(err)
	return k == partner.Forbidden || k == partner.NotFound
}

// endpointOf says what came of asking an endpoint. One that has nothing for
// this account is reached.
func endpointOf(p api.Probe, err error) endpointDoc {
	d := endpointDoc{Endpoint: p.Endpoint, Scope: p.Scope}
	var reached bool
	switch partner.KindOf(err) {
	case partner.Forbidden, partner.Unauthorized:
		d.Reached = &reached
	case partner.NotFound:
		reached = true
		d.Reached = &reached
		return d
	}
	if err == nil {
		reached = true
		d.Reached = &reached
		return d
	}
	problem := problemOf(p.Endpoint, err)
	switch partner.KindOf(err) {
	case partner.Unauthorized:
		problem.Next = whereTokensAre + "."
	case partner.Forbidden:
		problem.Next = fmt.Sprintf("Add %q to the token's scopes on the web, if you need it.", p.Scope)
	}
	d.Problem = &problem
	return d
}

func newAuthStatus(sys System) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say where the token is from and which endpoints it reaches",
		Long: "Says where the token of the account is from, and asks each endpoint of the\n" +
			"Partner API whether the token reaches it; with --offline nobody is asked.\n" +
			"The exit code is 4 when there is no token or it is refused.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runAuthStatus(cmd.Context(), sys, cmd.Flags(), out)
		},
	}
	out.addFlags(cmd)
	return cmd
}

func runAuthStatus(ctx context.Context, sys System, flags *pflag.FlagSet, out outputOptions) error {
	c, err := readConfig(sys, flags)
	if err != nil {
		return err
	}
	warn(sys, c)
	offline := c.Offline
	c.Offline = false // where the token is from is the question
	c, failed := signedIn(ctx, sys, c)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d := authDocOf(sys, c)
	if err := c.Err(); err != nil {
		d.Errors = append(d.Errors, problemDoc{
			Part: "configuration", Kind: partner.Invalid.String(), Message: format.Safe(err.Error()), Next: "Put it right; see impactdash config check.",
		})
	}
	switch {
	case failed != nil:
		d.Errors = append(d.Errors, unsigned(failed))
	default:
		d.Token = tokenOf(sys, c)
		if !offline {
			failed = d.ask(ctx, sys, c)
		}
		if partner.KindOf(failed) == partner.Unauthorized && failed != nil {
			failed = advised{failed, whereTokensAre + "; impactdash auth login takes them."}
		}
	}
	if partner.KindOf(failed) == partner.Canceled && failed != nil {
		return failed
	}
	if err := out.write(sys, d, d.table()); err != nil || failed == nil {
		return err
	}
	fmt.Fprintln(sys.Err, "impactdash:", message(failed))
	return fmt.Errorf("%w: %w", errReported, failed)
}

// unsigned is the problem of an account without a token.
func unsigned(err error) problemDoc {
	d := problemDoc{Part: "credentials", Kind: partner.Unauthorized.String(), Message: format.Safe(message(err))}
	var e *credential.Error
	if errors.As(err, &e) {
		d.Message, d.Next = format.Safe(e.What), format.Safe(e.Next)
	}
	return d
}

// ask asks the service what the token of c reaches.
func (d *authDoc) ask(ctx context.Context, sys System, c config.Config) error {
	client, err := openClient(sys, c)
	if err != nil {
		return err
	}
	return during(sys, asking, func() error { return d.probe(ctx, client) })
}
