package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/internal/credential"
	"impactdash/internal/partner"
	"impactdash/ui/format"
)

func newLogin(sys System) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Take a token, check it, and keep it in the system's keyring",
		Long: "Asks for the AccountSID, where it is not known, and for the AuthToken, which is\n" +
			"not shown; both are on impact.com under Settings, Technical, API Access. A\n" +
			"token may be piped in as well:\n\n" +
			"    pass show impact | impactdash auth login --account-sid IR...\n\n" +
			"The service is asked whether it accepts the token and which endpoints it\n" +
			"reaches. A good one is kept in the keyring of the system or, where there is\n" +
			"none, in a file that nobody else may read.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runLogin(cmd.Context(), sys, cmd.Flags(), out)
		},
	}
	out.addFlags(cmd)
	return cmd
}

func runLogin(ctx context.Context, sys System, flags *pflag.FlagSet, out outputOptions) error {
	c, err := loginConfig(sys, flags)
	if err != nil {
		return err
	}
	if c.AccountSID, err = askAccount(ctx, sys, c); err != nil {
		return err
	}
	if c.AuthToken, err = askToken(ctx, sys); err != nil {
		return err
	}
	d := authDocOf(sys, c)
	client, err := openClient(sys, c)
	if err != nil {
		return err
	}
	var account partner.Account
	err = during(sys, "Trying the token", func() (err error) {
		account, err = client.CheckCredentials(ctx)
		return err
	})
	if err != nil && partner.KindOf(err) != partner.Forbidden {
		if partner.KindOf(err) == partner.Unauthorized {
			err = advised{err, "Nothing was kept. " + whereTokensAre + "."}
		}
		return err // nothing is kept that nobody accepts
	}
	if account.Name != "" {
		name := format.Safe(account.Name)
		d.Account.Name = &name
	}
	if err := during(sys, asking, func() error { return d.probe(ctx, client) }); err != nil {
		return err
	}
	if c, err = keep(ctx, sys, c); err != nil {
		return err
	}
	d.Token = tokenOf(sys, c)
	return out.write(sys, d, d.table())
}

// loginConfig reads the settings and refuses to keep a token that would never
// be used.
func loginConfig(sys System, flags *pflag.FlagSet) (config.Config, error) {
	c, err := settings(sys, flags, "")
	if err != nil {
		return c, err
	}
	warn(sys, c)
	switch {
	case len(c.TokenCommand) > 0:
		err = fmt.Errorf("token_command in %s is asked for this account's token; take it out before you sign in", c.File)
	case c.TokenFrom == config.InFile:
		err = fmt.Errorf("auth_token in %s is this account's token; take it out before you sign in", c.File)
	case c.TokenFrom == config.Environment:
		err = errors.New("IMPACTDASH_AUTH_TOKEN is used for this account, whatever is kept; unset it before you sign in")
	case c.Profile != "" && c.AccountSID == "":
		err = fmt.Errorf("the profile %s has no account_sid; add it in %s before you sign in", c.Profile, c.File)
	}
	if err != nil {
		err = usageError{err}
	}
	return c, err
}

// askAccount is the account to sign in: that of the settings, or what the user
// types.
func askAccount(ctx context.Context, sys System, c config.Config) (string, error) {
	if c.AccountSID != "" {
		return c.AccountSID, nil
	}
	last := known(sys, c).AccountSID
	if !sys.InTTY || !sys.ErrTTY {
		return "", usageError{errors.New("whose token is it? Name the account with --account-sid or IMPACTDASH_ACCOUNT_SID")}
	}
	question := "AccountSID: "
	if last != "" {
		question = fmt.Sprintf("AccountSID [%s]: ", format.Safe(last))
	}
	fmt.Fprint(sys.Err, question)
	sid, err := awaited(ctx, func() (string, error) { return typedLine(sys.In) })
	if err != nil {
		return "", err
	}
	if sid == "" {
		sid = last
	}
	if sid == "" || strings.ContainsFunc(sid, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return "", usageError{errors.New("an AccountSID is a word of letters and digits, such as IRabc123; see impact.com, Settings, Technical, API Access")}
	}
	return sid, nil
}

// maxLine bounds what is typed or piped in, in bytes.
const maxLine = 4096

// awaited is what read reads, unless ctx ends first: whoever is asked can leave
// instead. It then reads on, for nobody.
func awaited[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := read()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// typedLine reads a line byte by byte: what follows it is another's to read.
func typedLine(in io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); len(line) < maxLine; {
		n, err := in.Read(b)
		if n > 0 && b[0] == '\n' || errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		line = append(line, b[:n]...)
	}
	return strings.TrimSpace(string(line)), nil
}

// askToken is the token that is typed, without being shown, or piped in.
func askToken(ctx context.Context, sys System) (config.Secret, error) {
	if sys.InTTY && sys.Secret != nil {
		fmt.Fprint(sys.Err, "AuthToken (it is not shown): ")
		text, err := sys.Secret(ctx)
		fmt.Fprintln(sys.Err) // the line break was not shown either
		if err != nil {
			return "", err
		}
		return tokenIn(text, "nothing was typed")
	}
	data, err := awaited(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(sys.In, maxLine)) })
	if err != nil {
		return "", err
	}
	return tokenIn(string(data), "there is no token on standard input; pipe it in, as in: pass show impact | impactdash auth login")
}

// tokenIn is the token in what was read.
func tokenIn(text, none string) (config.Secret, error) {
	if strings.TrimSpace(text) == "" {
		return "", usageError{errors.New(none)}
	}
	token, err := credential.Parse(text)
	if err != nil {
		return "", usageError{errors.New("that is no AuthToken: one is a single word of letters and digits")}
	}
	return token, nil
}

// keep keeps the token of c, and which account it is where the settings name
// none.
func keep(ctx context.Context, sys System, c config.Config) (config.Config, error) {
	store := tokens(sys, c)
	where, why, err := store.Keep(ctx, holder(c), c.AuthToken)
	if err != nil {
		return c, err
	}
	c.TokenFrom = where
	if sys.ErrTTY {
		sayKept(sys, c, why)
	}
	if c.Profile == "" {
		err = store.Remember(holder(c))
	}
	return c, err
}

// sayKept tells where the token is now, and what can be done with it.
func sayKept(sys System, c config.Config, why error) {
	path := format.Safe(tokens(sys, c).Path(holder(c)))
	switch {
	case why == nil:
		fmt.Fprintln(sys.Err, "impactdash: the token is in the keyring")
	case sys.Ring == nil:
		fmt.Fprintf(sys.Err, "impactdash: there is no keyring here; the token is in %s, which nobody else may read\n", path)
	default:
		fmt.Fprintf(sys.Err, "impactdash: the keyring cannot be used (%s); the token is in %s, which nobody else may read\n", format.Safe(why.Error()), path)
	}
	fmt.Fprintln(sys.Err, "impactdash: you are signed in; impactdash opens the dashboard")
}

func newLogout(sys System) *cobra.Command {
	return &cobra.Command{
		Use:   "logout",
		Short: "Forget the token that auth login kept",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runLogout(cmd.Context(), sys, cmd.Flags())
		},
	}
}

func runLogout(ctx context.Context, sys System, flags *pflag.FlagSet) error {
	c, err := settings(sys, flags, "")
	if err != nil {
		return err
	}
	warn(sys, c)
	given := c.TokenFrom
	c.TokenFrom = "" // whose token is to be forgotten does not depend on it
	c = known(sys, c)
	if c.AccountSID == "" {
		_, err := fmt.Fprintln(sys.Out, "Nobody is signed in.")
		return err
	}
	store := tokens(sys, c)
	from, err := store.Forget(ctx, holder(c))
	if err != nil {
		return err
	}
	if err := store.Unremember(holder(c)); err != nil {
		return err
	}
	if len(from) == 0 {
		_, err = fmt.Fprintf(sys.Out, "No token of %s is kept.\n", format.Safe(c.AccountSID))
	}
	for _, place := range from {
		if _, err = fmt.Fprintf(sys.Out, "The token of %s is no longer in the %s.\n", format.Safe(c.AccountSID), place); err != nil {
			break
		}
	}
	if err == nil && sys.ErrTTY {
		remains(sys, c, given)
	}
	return err
}

// remains tells which token is still used after a logout.
func remains(sys System, c config.Config, given config.Origin) {
	switch {
	case given == config.Environment:
		fmt.Fprintln(sys.Err, "impactdash: IMPACTDASH_AUTH_TOKEN is still set, and used")
	case len(c.TokenCommand) > 0:
		fmt.Fprintf(sys.Err, "impactdash: token_command in %s is still used\n", format.Safe(c.File))
	case given == config.InFile:
		fmt.Fprintf(sys.Err, "impactdash: auth_token in %s is still used\n", format.Safe(c.File))
	}
}
