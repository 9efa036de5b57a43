package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// brandsActs are the verbs about brands that approve at once.
func brandsActs(sys System) []*cobra.Command { return []*cobra.Command{newBrandJoin(sys)} }

// brandOpen is the state of a brand that can be joined.
const brandOpen = "open"

// joinOptions are brands to be joined.
type joinOptions struct {
	actOptions
	pairs   []string
	answers map[string]string // by name, or by id and name with a slash
}

func newBrandJoin(sys System) *cobra.Command {
	var o joinOptions
	cmd := &cobra.Command{
		Use:   "join ID…",
		Short: "Join brands that approve at once, at most 10 in one go",
		Long: "Joins brands and accepts the terms of each as they are now: a terminal shows them and\n" +
			"asks, --yes accepts them unread. You make a contract with each, which cannot be taken\n" +
			"back. What a brand asks is answered with --answer name=value; with several brands\n" +
			"--answer ID/name=value answers one of them. Brands that cannot be joined do not keep\n" +
			"the others from it.",
		Example: "  impactdash brands join 37737 37859\n  impactdash brands join 38483 --answer channel=blog --answer 'idea=A winter series'",
		Args:    someIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.canAsk(sys); err != nil {
				return err
			}
			ids, err := idsOf(cmd.Context(), sys, args)
			if err != nil {
				return err
			}
			if len(ids) > partner.MaxJoin {
				return usageError{fmt.Errorf("%d brands are too many; at most %d can be joined in one go", len(ids), partner.MaxJoin)}
			}
			if o.answers, err = pairsOf("--answer", o.pairs); err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.joinBrands(ctx, ids, &o) })
		},
	}
	cmd.Flags().StringArrayVar(&o.pairs, "answer", nil, "an answer to what a brand asks, as name=value (repeatable)")
	o.addYes(cmd)
	o.addKey(cmd)
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) joinBrands(ctx context.Context, ids []string, o *joinOptions) error {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return err
	}
	list, err := s.svc.Brands(ctx)
	if err != nil {
		return err
	}
	if !list.Value.Reach.Companion {
		return elsewhere("join brands", list.Value.Reach)
	}
	r := report{act: "brands join", did: "joined"}
	all := resolver[partner.InstantBrand]{
		all: list.Value.Brands, id: func(b partner.InstantBrand) string { return b.ID },
		name: func(b partner.InstantBrand) string { return firstText(b.Name, b.Brand) },
	}
	all.all, r.outcomes = all.split(ids, "brand", "impactdash brands list")
	able, effects, err := s.joinable(ctx, all, o, &r)
	if err != nil {
		return err
	}
	if len(able) > 0 {
		if err := o.ask(ctx, s.sys, question("Join", all.nameOf(able[0].ID), "brands, and accept the terms of each", len(able)), effects...); err != nil {
			return err
		}
		ctx, cancel := within(ctx, len(able))
		defer cancel()
		r.key = o.keyOf(s)
		batch, err := s.svc.Join(ctx, partner.JoinRequest{Brands: able, Key: r.key})
		if err != nil {
			named := make([]string, len(able))
			for i, b := range able {
				named[i] = b.ID
			}
			r.failAll(named, err, all.nameOf)
		} else {
			r.batch(batch, all.nameOf)
		}
	}
	r.order(all.canonical(ids))
	return r.write(s, p, o.out)
}

// joinable reads the terms of today and leaves out what cannot be joined.
func (s *session) joinable(ctx context.Context, all resolver[partner.InstantBrand], o *joinOptions, r *report) (able []partner.JoinBrand, effects []string, err error) {
	fresh, errs := make([]partner.InstantBrand, len(all.all)), make([]error, len(all.all))
	var wait sync.WaitGroup
	for i, b := range all.all {
		wait.Go(func() {
			var a partner.Answer[partner.InstantBrand]
			a, errs[i] = s.svc.BrandTerms(ctx, b.ID)
			fresh[i] = a.Value
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	used := map[string]bool{}
	for i, b := range fresh {
		fail := func(err error) {
			r.outcomes = append(r.outcomes, outcome{id: all.all[i].ID, name: all.name(all.all[i]), state: stateOf(err), err: err})
		}
		if errs[i] != nil {
			fail(errs[i])
			continue
		}
		answers := o.answersTo(b, used)
		wrong := partner.CheckFields(b.Survey, answers)
		switch {
		case b.State != brandOpen:
			fail(impossible("join", "its state is "+stateWords(b.State)))
			continue
		case len(wrong) > 0:
			var parts []string
			for _, f := range b.Survey {
				if why := wrong[f.Name]; why != "" {
					parts = append(parts, "--answer "+f.Name+": "+strings.TrimRight(why, "."))
				}
			}
			fail(impossible("join", strings.Join(parts, "; ")))
			continue
		}
		able = append(able, partner.JoinBrand{ID: b.ID, TermsID: b.Terms.ID, Answers: answers})
		effects = append(effects, firstText(b.Name, b.Brand)+" pays "+firstText(b.Payout, "what its terms say")+".", b.Terms.Name, b.Terms.Text)
		effects = append(effects, toldFields(b.Survey, answers)...)
	}
	for _, name := range slices.Sorted(maps.Keys(o.answers)) {
		if !used[name] && len(r.outcomes) == 0 {
			return nil, nil, usageError{fmt.Errorf("--answer %q is nothing that these brands ask", clean(name))}
		}
	}
	return able, effects, nil
}

// answersTo are the answers to what one brand asks, and marks those used.
func (o *joinOptions) answersTo(b partner.InstantBrand, used map[string]bool) map[string]string {
	answers := map[string]string{}
	for _, f := range b.Survey {
		for _, name := range []string{f.Name, b.ID + "/" + f.Name} {
			if v, ok := o.answers[name]; ok {
				answers[f.Name], used[name] = v, true
			}
		}
	}
	return answers
}
