package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// The farthest a to-do can sleep, and the hour of the account's day at which
// one comes back that sleeps until a day.
const (
	longestSleep = 365 * 24 * time.Hour
	morning      = 9
)

// todoActs are the verbs that change to-dos.
func todoActs(sys System) []*cobra.Command {
	return []*cobra.Command{newTodoDismiss(sys), newTodoWake(sys), newTodoDecide(sys, true), newTodoDecide(sys, false)}
}

// sleepOptions are until when to-dos sleep.
type sleepOptions struct {
	actOptions
	until    string
	onChange bool
	given    bool // the user has said until when
}

func newTodoDismiss(sys System) *cobra.Command {
	var o sleepOptions
	cmd := &cobra.Command{
		Use:     "dismiss ID…",
		Aliases: []string{"snooze"},
		Short:   "Put to-dos off for 7 × 24 hours, or until a day",
		Long: "Hides to-dos until they come back, as Dismiss does on the web. The ids are those of\n" +
			"impactdash todo list; with - they are read from the first column of standard input.\n" +
			"A deadline brings a to-do back sooner, a day ahead. It is kept on this machine; to-dos\n" +
			"of a companion API are dismissed there as well, or wait until it can be reached.\n" +
			"impactdash undo takes it back.",
		Example: "  impactdash todo dismiss tax/W-8BEN\n  impactdash todo dismiss inquiry/42 --until 2026-12-01",
		Args:    someIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.given = cmd.Flags().Changed("until") || o.onChange
			if _, err := o.wake(sys.Now(), time.UTC); err != nil {
				return usageError{err}
			}
			ids, err := idsOf(cmd.Context(), sys, args)
			if err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.dismiss(ctx, ids, &o) })
		},
	}
	cmd.Flags().StringVar(&o.until, "until", "7d", "24h, 7d, 4w, tomorrow, a day such as 2026-12-01 (9:00 in the account's zone), or RFC 3339; at most a year")
	cmd.Flags().BoolVar(&o.onChange, "until-changed", false, "bring it back when it changes, at the latest after a year or at --until")
	o.out.addFlags(cmd)
	return cmd
}

// wake is when the to-dos come back.
func (o *sleepOptions) wake(now time.Time, zone *time.Location) (time.Time, error) {
	text := o.until
	if o.onChange && text == "7d" {
		return now.Add(longestSleep), nil
	}
	at, err := comingMoment(text, now, zone)
	switch {
	case err != nil:
		return at, fmt.Errorf("--until %w", err)
	case !at.After(now):
		return at, fmt.Errorf("--until %q is past", text)
	case at.After(now.Add(longestSleep)):
		return at, fmt.Errorf("--until %q is more than a year ahead", text)
	}
	return at, nil
}

// comingMoment reads 24h, 7d, 4w as that long after now, a day as its morning
// in the zone, or a moment.
func comingMoment(text string, now time.Time, zone *time.Location) (time.Time, error) {
	at := func(d partner.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, morning, 0, 0, 0, zone) }
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if d, err := partner.ParseDate(text); err == nil {
		return at(d), nil
	}
	if text == "tomorrow" {
		return at(partner.DateOf(now, zone).Add(1)), nil
	}
	units := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if last := len(text) - 1; last > 0 && units[text[last]] > 0 {
		if n, err := strconv.Atoi(text[:last]); err == nil && n > 0 && n <= 10_000 {
			return now.Add(time.Duration(n) * units[text[last]]), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment; write 24h, 7d, 4w, tomorrow, a day such as 2026-12-01, or RFC 3339", text)
}

func (s *session) dismiss(ctx context.Context, ids []string, o *sleepOptions) error {
	p, found, r, err := s.todosNamed(ctx, "todo dismiss", "snoozed", ids)
	if err != nil {
		return err
	}
	until, err := o.wake(s.sys.Now(), p.Zone)
	if err != nil {
		return usageError{err}
	}
	var able []partner.Todo
	for _, t := range found.all {
		if asleep(t, s.sys.Now()) && !o.given {
			r.refuse(t, "it is snoozed already, until "+format.Day(partner.DateOf(t.Wake, p.Zone), false)+"; --until changes that")
			continue
		}
		if o.onChange && t.State == "" {
			r.refuse(t, "nobody says when it changes; give --until a day")
			continue
		}
		able = append(able, t)
	}
	return s.restTodos(ctx, p, found, &r, ids, able, o.out, func(ctx context.Context) (partner.Batch, error) {
		return s.svc.SnoozeTodos(ctx, partner.Snooze{Todos: able, Until: until, OnChange: o.onChange})
	})
}

func newTodoWake(sys System) *cobra.Command {
	var o actOptions
	cmd := &cobra.Command{
		Use:   "wake ID…",
		Short: "Bring snoozed to-dos back",
		Long: "Brings snoozed to-dos back before their time. The ids are those of\n" +
			"impactdash todo list; with - they are read from the first column of standard input.",
		Args: someIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			ids, err := idsOf(cmd.Context(), sys, args)
			if err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.wake(ctx, ids, &o) })
		},
	}
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) wake(ctx context.Context, ids []string, o *actOptions) error {
	p, found, r, err := s.todosNamed(ctx, "todo wake", "woken", ids)
	if err != nil {
		return err
	}
	var able []partner.Todo
	for _, t := range found.all {
		if !asleep(t, s.sys.Now()) {
			r.refuse(t, "it is not snoozed")
			continue
		}
		able = append(able, t)
	}
	return s.restTodos(ctx, p, found, &r, ids, able, o.out, func(ctx context.Context) (partner.Batch, error) {
		return s.svc.WakeTodos(ctx, able)
	})
}

// restTodos carries out a snooze or its end, and reports it.
func (s *session) restTodos(
	ctx context.Context, p partner.Profile, found resolver[partner.Todo], r *report, ids []string, able []partner.Todo,
	out outputOptions, do func(context.Context) (partner.Batch, error),
) error {
	if len(able) > 0 {
		ctx, cancel := within(ctx, len(able))
		defer cancel()
		batch, err := do(ctx)
		why := s.forgotten()
		switch {
		case err != nil:
			r.failAll(keysOf(able), err, found.nameOf)
		case why != "" && (batch.Waits || !slices.ContainsFunc(able, heldElsewhere)):
			for _, t := range able {
				r.refuse(t, "it cannot be kept on this machine: "+why+"; see impactdash doctor")
			}
		default:
			r.batch(batch, found.nameOf)
			s.flush(ctx)
		}
	}
	r.order(found.canonical(ids))
	return r.write(s, p, out)
}

func keysOf(all []partner.Todo) []string {
	keys := make([]string, len(all))
	for i, t := range all {
		keys[i] = t.Key()
	}
	return keys
}

// heldElsewhere reports whether a companion API has a to-do, which is told what
// becomes of it.
func heldElsewhere(t partner.Todo) bool { return t.Server != "" }

func asleep(t partner.Todo, now time.Time) bool { return t.Wake.After(now) }

// refuse notes a to-do that the act is not possible with.
func (r *report) refuse(t partner.Todo, why string) {
	r.outcomes = append(r.outcomes, outcome{id: t.Key(), name: t.Text, state: failed, err: impossible(r.act, why)})
}

// todosNamed finds to-dos by kind and object, or by the object alone where
// only one has it, and begins the report.
func (s *session) todosNamed(ctx context.Context, act, did string, ids []string) (partner.Profile, resolver[partner.Todo], report, error) {
	r := report{act: act, did: did}
	all := resolver[partner.Todo]{
		id: partner.Todo.Key, name: func(t partner.Todo) string { return t.Text },
		also: func(t partner.Todo) []string { return []string{t.Object, t.Server} },
	}
	p, err := lastKnown(ctx, s.svc.Profile)
	if err != nil {
		return p, all, r, err
	}
	list, err := lastKnown(ctx, s.svc.Todos)
	if err != nil {
		return p, all, r, err
	}
	all.all = list.Value.Todos
	all.all, r.outcomes = all.split(ids, "to-do", "impactdash todo list")
	return p, all, r, nil
}

// newTodoDecide accepts or declines an invitation or a proposal.
func newTodoDecide(sys System, accept bool) *cobra.Command {
	var o actOptions
	var reason string
	verb, short := "decline", "Decline an invitation or a proposal of a brand"
	if accept {
		verb, short = "accept", "Accept an invitation or a proposal of a brand"
	}
	cmd := &cobra.Command{
		Use:   verb + " ID",
		Short: short,
		Long: short + ". It needs a companion API and cannot be taken\n" +
			"back. The id is that of impactdash todo list.",
		Args: exactly("the id of a to-do"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.canAsk(sys); err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.decide(ctx, args[0], accept, reason, &o) })
		},
	}
	if !accept {
		cmd.Flags().StringVar(&reason, "reason", "", "say why; the brand reads it")
		letEmpty(cmd.Flags(), "reason")
	}
	o.addYes(cmd)
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

// notDecided is why a to-do is neither accepted nor declined as one, with the
// command that does it where there is one.
func notDecided(t partner.Todo, verb string) string {
	if t.Kind == partner.TodoCampaign && t.Object != "" {
		return "it is the invitation to a creator campaign; impactdash campaigns " + verb + " " + t.Object + " answers it"
	}
	return "it is neither an invitation nor a proposal"
}

func (s *session) decide(ctx context.Context, id string, accept bool, reason string, o *actOptions) error {
	verb, did := "decline", "declined"
	if accept {
		verb, did = "accept", "accepted"
	}
	p, found, r, err := s.todosNamed(ctx, "todo "+verb, did, []string{id})
	if err != nil {
		return err
	}
	for _, t := range found.all {
		if !t.Decide && t.Kind != partner.TodoInvitation && t.Kind != partner.TodoProposal {
			r.refuse(t, notDecided(t, verb))
			continue
		}
		effects := []string{t.Text, t.Detail}
		if accept {
			effects = append(effects, "The terms apply from then on.")
		}
		if err := o.ask(ctx, s.sys, capital(verb)+" this, for good?", effects...); err != nil {
			return err
		}
		ctx, cancel := within(ctx, 1)
		defer cancel()
		r.key = o.keyOf(s)
		done, err := s.svc.Decide(ctx, partner.Decision{Todo: t, Accept: accept, Reason: strings.TrimSpace(reason), Key: r.key})
		if err != nil {
			r.failAll([]string{t.Key()}, err, found.nameOf)
		} else {
			r.batch(partner.Batch{Done: done, OK: []string{t.Key()}}, found.nameOf)
		}
	}
	return r.write(s, p, o.out)
}
