package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/api"
	"impactdash/internal/companion"
	"impactdash/internal/config"
	"impactdash/internal/history"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/internal/store"
	"impactdash/ui/format"
	"impactdash/ui/toast"
)

// addSettings declares the flags that all commands of an account share.
func addSettings(cmd *cobra.Command) { config.AddFlags(cmd.PersistentFlags()) }

// settings are what file, environment and flags say. Flags and variables that
// make no sense are wrong usage; what is wrong in the file is in Problems.
// profile is chosen whatever they say; empty leaves it to them.
func settings(sys System, flags *pflag.FlagSet, profile string) (config.Config, error) {
	from := source(sys, flags)
	from.Profile = profile
	c, err := config.Load(from)
	if err != nil {
		return c, usageError{err}
	}
	return c, nil
}

// loadProfile reads the settings for a screen, which starts with whatever can
// be made sense of and says the rest.
func loadProfile(sys System, flags *pflag.FlagSet, profile string) (config.Config, error) {
	c, err := settings(sys, flags, profile)
	if err != nil {
		return c, err
	}
	return known(sys, c), nil
}

// readConfig is loadProfile for the profile that the settings choose.
func readConfig(sys System, flags *pflag.FlagSet) (config.Config, error) {
	return loadProfile(sys, flags, "")
}

// loadConfig reads the settings for a command that prints: a figure made with
// other settings than the user's is worse than none.
func loadConfig(sys System, flags *pflag.FlagSet) (config.Config, error) {
	c, err := readConfig(sys, flags)
	if err == nil && c.Err() != nil {
		err = usageError{c.Err()}
	}
	return c, err
}

// source is where the settings of a command line come from.
func source(sys System, flags *pflag.FlagSet) config.Source {
	return config.Source{Getenv: sys.Getenv, Flags: flags, GOOS: sys.GOOS, Now: sys.Now}
}

// warn tells what in the configuration file was not understood.
func warn(sys System, c config.Config) {
	if !sys.ErrTTY {
		return
	}
	for _, w := range c.Warnings {
		fmt.Fprintf(sys.Err, "impactdash: %s\n", w)
	}
}

// openService sets up the service for the configured account, with its token
// from wherever it is kept.
func openService(ctx context.Context, sys System, c config.Config) (*service.Service, error) {
	c, err := signedIn(ctx, sys, c)
	if err != nil {
		return nil, err
	}
	return serviceFor(sys, c)
}

// errEmptyStore says that there is no history of the account here.
var errEmptyStore = errors.New("nothing is kept of the account")

// keptService is a service over what this machine has kept of the account, to be
// asked under partner.OnlyKept alone: it needs no token and begins no history.
func keptService(sys System, c config.Config) (*service.Service, error) {
	if !history.Exists(c.StateDir, holder(c).Name()) {
		return nil, errEmptyStore
	}
	c.AuthToken = "none" // nobody is asked, and the clients want one
	return serviceFor(sys, c)
}

// serviceFor sets up the service for an account with its token.
func serviceFor(sys System, c config.Config) (*service.Service, error) {
	client, err := openClient(sys, c)
	if err != nil {
		return nil, err
	}
	other, err := openCompanion(sys, c)
	if err != nil {
		return nil, err
	}
	name := holder(c).Name()
	return service.New(service.Options{
		Client: client, Companion: other, Account: c.AccountSID, Now: sys.Now, Zone: c.Zone,
		Store:   store.Open(c.StateDir, name, sys.Now),
		History: history.Open(history.Options{Dir: c.StateDir, Account: name, Now: sys.Now, Keep: c.History}),
		NewKey:  sys.Key, ReadFile: sys.ReadFile,
	}), nil
}

// openClient is a client for the Partner API.
func openClient(sys System, c config.Config) (*api.Client, error) {
	return api.New(api.Options{
		BaseURL: c.BaseURL, AccountSID: c.AccountSID, AuthToken: c.AuthToken.Reveal(),
		Now: sys.Now, Jitter: sys.Chance, UserAgent: "impactdash/" + versionText(), ReadOnly: c.ReadOnly,
	})
}

// openCompanion is a client for the companion API, nil where none is
// configured.
func openCompanion(sys System, c config.Config) (*companion.Client, error) {
	if c.CompanionURL == "" {
		return nil, nil
	}
	client, err := companion.New(companion.Options{
		BaseURL: c.CompanionURL, AccountSID: c.AccountSID, AuthToken: c.AuthToken.Reveal(),
		Now: sys.Now, Jitter: sys.Chance, UserAgent: "impactdash/" + versionText(), ReadOnly: c.ReadOnly,
	})
	var e *partner.Error
	if errors.As(err, &e) && e.Field == "BaseURL" {
		named := *e
		named.Field = "companion_url" // the Partner API has an address as well
		err = &named
	}
	return client, err
}

// sentence tells a failure: what happened and what to do next.
func sentence(e *partner.Error) string {
	if errors.Is(e, errNoAccount) {
		return e.Detail
	}
	if e.Kind == partner.Unsupported { // what it needs, or where else it can be done, is the detail
		return fmt.Sprintf("cannot %s: %s.", e.Op, strings.TrimRight(format.Safe(e.Detail), ". "))
	}
	return advice(e, nextStep(e))
}

// advice tells a failure with another next step than that of its kind.
func advice(e *partner.Error, next string) string {
	what, _ := toast.Words(e)
	return fmt.Sprintf("cannot %s. %s %s", e.Op, what, next)
}

// nextStep is what to do about a failure where there is no key to press and
// nothing asks again by itself.
func nextStep(err error) string {
	switch partner.KindOf(err) {
	case partner.Unauthorized:
		return "See impactdash auth status for where they are from; impactdash auth login takes others."
	case partner.Forbidden:
		return "Add that endpoint to the token's scopes on the web."
	case partner.NotFound:
		return "This account may not have it."
	case partner.Invalid:
		return "Change the input and try again."
	case partner.RateLimited:
		var e *partner.Error
		if errors.As(err, &e) && e.RetryAfter > 0 {
			return fmt.Sprintf("Try again in %d min.", int(e.RetryAfter/time.Minute)+1)
		}
		return "Try again within the hour."
	case partner.Withheld:
		return "Nothing was changed."
	}
	return "Try again later."
}
