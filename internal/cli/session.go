package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/config"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/internal/store"
)

// session is one command at work for one account.
type session struct {
	sys    System
	config config.Config
	svc    *service.Service

	progress *progress // of what is under way; nil: nobody looks
}

// commandAge is how old an answer may be that a dashboard has got and a command
// prints: a command that runs every minute costs no more than one that runs
// every five.
const commandAge = 5 * time.Minute

// forAccount does something for the configured account and nothing after it.
// With --offline every question is answered from what this machine has kept.
func forAccount(cmd *cobra.Command, sys System, do func(context.Context, *session) error) error {
	c, err := loadConfig(sys, cmd.Flags())
	if err != nil {
		return err
	}
	return withAccount(cmd, sys, c, do)
}

// withAccount is forAccount for a command that needed the configuration before.
func withAccount(cmd *cobra.Command, sys System, c config.Config, do func(context.Context, *session) error) error {
	warn(sys, c)
	c, err := signedIn(cmd.Context(), sys, c)
	if err != nil {
		return err
	}
	svc, err := openService(cmd.Context(), sys, c)
	if err != nil {
		return err
	}
	defer svc.Close()
	svc.AtMost(commandAge)
	ctx := cmd.Context()
	if c.Offline {
		ctx = partner.OnlyKept(ctx)
	}
	return kept(do(ctx, &session{sys: sys, config: c, svc: svc}), "Run it once without --offline.")
}

// unkept says that nothing is kept of what was asked for with --offline, and
// how that can be changed.
type unkept struct {
	error
	next string
}

func (u unkept) Unwrap() error { return u.error }

// kept adds to a failure of --offline what to do about it. The first to know
// says it.
func kept(err error, next string) error {
	var e *partner.Error
	var said unkept
	if errors.As(err, &e) && e.Op == partner.OpKept && !errors.As(err, &said) && !errors.Is(err, errReported) {
		return unkept{err, next}
	}
	return err
}

// orKept is what a command reads, and where the service gives no answer the
// step that is left: --offline, if it shows something.
func orKept(cmd *cobra.Command, read func(context.Context, *session) error) func(context.Context, *session) error {
	return func(ctx context.Context, s *session) error {
		err := read(ctx, s)
		if kind := partner.KindOf(err); kind != partner.Unavailable && kind != partner.RateLimited || partner.WantsKept(ctx) || !s.hasKept(ctx, read) {
			return err
		}
		what := "the same with --offline"
		if cmd.Flags().NFlag()+cmd.Flags().NArg() == 0 {
			what = cmd.CommandPath() + " --offline"
		}
		what += " shows what was kept."
		if errors.Is(err, errReported) {
			fmt.Fprintf(s.sys.Err, "impactdash: %s\n", what)
			return err
		}
		return advised{err, strings.TrimSuffix(nextStep(err), ".") + "; " + what}
	}
}

// hasKept reports whether a command finds something on this machine: it is run
// once more for nobody to see.
func (s *session) hasKept(ctx context.Context, read func(context.Context, *session) error) bool {
	var out strings.Builder
	silent := *s
	silent.sys.Out, silent.sys.Err, silent.sys.ErrTTY = &out, io.Discard, false
	err := read(partner.OnlyKept(ctx), &silent)
	return err == nil || errors.Is(err, errReported) && out.Len() > 0
}

// forgotten is why what was just done is not kept on this machine; empty where
// it is.
func (s *session) forgotten() (why string) {
	for n := s.svc.Kept(); n.OK; n = s.svc.Kept() {
		if text, ok := strings.CutSuffix(detailOf(n.V.Err), store.Forgotten); ok {
			why = text
		}
	}
	return why
}

// keptByActivity is how actions and invoices come to be kept.
const keptByActivity = "impactdash activity keeps them, as the dashboard does."

// lastKnown asks, and takes what this machine has kept where the service cannot
// be reached: what an act is about need not be new.
func lastKnown[T any](ctx context.Context, ask func(context.Context) (T, error)) (T, error) {
	v, err := ask(ctx)
	if partner.KindOf(err) != partner.Unavailable || partner.WantsKept(ctx) {
		return v, err
	}
	if kept, missing := ask(partner.OnlyKept(ctx)); missing == nil {
		return kept, nil
	}
	return v, err
}
