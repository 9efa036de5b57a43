package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"impactdash/internal/config"
	"impactdash/internal/credential"
	"impactdash/internal/partner"
)

// errNoAccount is told to a user who has not said which account to show.
var errNoAccount = &partner.Error{
	Op: "open the account", Kind: partner.Unauthorized,
	Detail: "no account is configured. Run impactdash auth login, or set IMPACTDASH_ACCOUNT_SID and IMPACTDASH_AUTH_TOKEN " +
		"(impact.com, Settings, Technical, API Access). To look around without an account: impactdash demo",
}

// tokens are where the tokens of this user are kept.
func tokens(sys System, c config.Config) *credential.Store {
	s := &credential.Store{Ring: sys.Ring, GOOS: sys.GOOS}
	if c.StateDir != "" {
		s.Dir = filepath.Join(c.StateDir, "credentials")
	}
	if sys.Output != nil {
		s.Run = func(ctx context.Context, command, env []string) ([]byte, []byte, error) {
			return sys.Output(ctx, command, append(withoutToken(sys.Environ), env...))
		}
	}
	return s
}

// withoutToken is an environment without the token in it: it is another
// account's where a command is asked for one.
func withoutToken(environ []string) []string {
	var out []string
	for _, v := range environ {
		if len(v) < len(tokenVariable) || v[:len(tokenVariable)] != tokenVariable {
			out = append(out, v)
		}
	}
	return out
}

const tokenVariable = "IMPACTDASH_AUTH_TOKEN="

// holder is the account the configuration is about.
func holder(c config.Config) credential.Account {
	return credential.Account{SID: c.AccountSID, Profile: c.Profile, BaseURL: c.BaseURL}
}

// known completes the account where neither configuration nor environment
// names one: it is the one that signed in last.
func known(sys System, c config.Config) config.Config {
	if c.AccountSID != "" || c.Profile != "" || c.TokenFrom == config.Environment {
		return c // nobody knows whose the token in the environment is
	}
	if last, ok := tokens(sys, c).Remembered(); ok {
		c.AccountSID = last.SID
		if c.BaseURL == config.DefaultBaseURL && last.BaseURL != "" {
			c.BaseURL = last.BaseURL
		}
	}
	return c
}

// unused stands where a token is expected and nothing will be sent.
const unused = "offline"

// signedIn completes the token of an account. It may run a command of the
// user's or wait for the keyring, but only where the token is not known yet and
// where there is anything to send.
func signedIn(ctx context.Context, sys System, c config.Config) (config.Config, error) {
	switch {
	case c.AccountSID == "" && c.Profile != "":
		return c, &credential.Error{
			What: fmt.Sprintf("The profile %s has no account_sid.", c.Profile),
			Next: fmt.Sprintf("Add it in %s, or set IMPACTDASH_ACCOUNT_SID.", c.File),
		}
	case c.AccountSID == "":
		return c, errNoAccount
	case c.AuthToken != "" && c.TokenFrom != config.InFile:
		return c, nil
	case c.Offline:
		c.AuthToken, c.TokenFrom = unused, ""
		return c, nil
	}
	found, err := tokens(sys, c).Find(ctx, holder(c), c.TokenCommand, c.AuthToken)
	if err != nil {
		return c, err
	}
	c.AuthToken, c.TokenFrom = found.Secret, found.From
	return c, nil
}
