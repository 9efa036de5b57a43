package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
)

// choice is one value that completes a word.
type choice struct {
	value string
	says  string // what it stands for; may be empty
}

// completeLimit is how long the user waits for a completion at most: less than
// is felt.
const completeLimit = 45 * time.Millisecond

// completeWords completes from words that are always the same.
func completeWords(words ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var all []choice
		for _, w := range words {
			all = append(all, choice{value: w})
		}
		return offered(all, args, typed)
	}
}

// completeFrom completes from what this machine has kept of the account. It asks
// nobody, begins no history, and says nothing when it fails or takes too long.
func completeFrom(sys System, read func(context.Context, *service.Service) []choice) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(partner.OnlyKept(cmd.Context()), cmp.Or(sys.Complete, completeLimit))
		defer cancel()
		found := make(chan []choice, 1)
		go func() {
			c, err := settingsOf(sys, cmd.Flags())
			if err != nil || ctx.Err() != nil {
				found <- nil
				return
			}
			svc, err := keptService(sys, c)
			if err != nil {
				found <- nil
				return
			}
			defer svc.Close()
			found <- read(ctx, svc)
		}()
		select {
		case all := <-found:
			return offered(all, args, typed)
		case <-ctx.Done():
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
	}
}

// offered are the choices that begin as typed and were not taken before.
func offered(all []choice, taken []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, c := range all {
		value := format.Safe(c.value)
		if value == "" || value != c.value || slices.Contains(taken, value) || !hasPrefixFold(value, typed) {
			continue // what is not fit for a line was never typed
		}
		out = append(out, cobra.CompletionWithDesc(value, format.Safe(c.says)))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// settingsOf are the settings, whatever is wrong with the file, for the account
// that is known without asking for its token.
func settingsOf(sys System, flags *pflag.FlagSet) (config.Config, error) {
	c, err := config.Load(source(sys, flags))
	return known(sys, c), err
}

// completePrograms completes the id of a joined program.
func completePrograms(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) []choice {
		return programChoices(ctx, svc, func(p partner.Program) choice { return choice{p.ID, cmp.Or(p.Name, p.Brand)} })
	})
}

// completeProgramNames completes a joined program by its name.
func completeProgramNames(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) []choice {
		return programChoices(ctx, svc, func(p partner.Program) choice { return choice{cmp.Or(p.Name, p.Brand), p.ID} })
	})
}

func programChoices(ctx context.Context, svc *service.Service, as func(partner.Program) choice) []choice {
	list, err := svc.LinkPrograms(ctx)
	if err != nil {
		return nil
	}
	var all []choice
	for _, p := range list.Value.Programs {
		all = append(all, as(p))
	}
	return all
}

// completeTasks completes the id of a task that is not archived.
func completeTasks(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) (all []choice) {
		list, err := svc.Tasks(ctx)
		if err != nil {
			return nil
		}
		for _, t := range list.Value.Tasks {
			all = append(all, choice{t.ID, t.Summary})
		}
		return all
	})
}

// completeTodos completes the id of a to-do, which is its kind and the id of
// what it is about: "tax/7".
func completeTodos(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) (all []choice) {
		list, err := svc.Todos(ctx)
		if err != nil {
			return nil
		}
		for _, t := range list.Value.Todos {
			all = append(all, choice{t.Key(), t.Text})
		}
		return all
	})
}

// completeCampaigns completes the id of a campaign.
func completeCampaigns(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) (all []choice) {
		list, err := svc.Campaigns(ctx)
		if err != nil {
			return nil
		}
		for _, c := range list.Value.Campaigns {
			all = append(all, choice{c.ID, c.Name})
		}
		return all
	})
}

// completeBrands completes the program id of a brand that takes this account at
// once.
func completeBrands(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) (all []choice) {
		list, err := svc.Brands(ctx)
		if err != nil {
			return nil
		}
		for _, b := range list.Value.Brands {
			all = append(all, choice{b.ID, cmp.Or(b.Name, b.Brand)})
		}
		return all
	})
}

// completeProperties completes the id of a media property.
func completeProperties(sys System) cobra.CompletionFunc {
	return completeFrom(sys, func(ctx context.Context, svc *service.Service) (all []choice) {
		list, err := svc.Properties(ctx)
		if err != nil {
			return nil
		}
		for _, p := range list.Value.Properties {
			all = append(all, choice{p.ID, p.Name})
		}
		return all
	})
}

// completeProfiles completes an account of the configuration file by its name.
func completeProfiles(sys System) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		c, _ := settingsOf(sys, cmd.Flags()) // without a file there are none
		var all []choice
		for _, p := range c.Profiles {
			all = append(all, choice{p.Name, p.AccountSID})
		}
		return offered(all, args, typed)
	}
}

// completeThemes completes the name of a theme: those that are built in, and the
// user's own.
func completeThemes(sys System) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var all []choice
		for _, name := range config.ThemeNames() {
			all = append(all, choice{name, ""})
		}
		c, _ := settingsOf(sys, cmd.Flags()) // without a file there are none
		for _, own := range c.Themes {
			all = append(all, choice{own.Name, "your own"})
		}
		return offered(all, args, typed)
	}
}

// completeRanges completes a range by name.
func completeRanges() cobra.CompletionFunc { return completeWords(partner.Presets()...) }

// completeIDs completes the ids that verbs take, from what is kept.
func completeIDs(sys System, root *cobra.Command) {
	for noun, ids := range map[string]cobra.CompletionFunc{
		"todo": completeTodos(sys), "tasks": completeTasks(sys), "campaigns": completeCampaigns(sys),
		"brands": completeBrands(sys), "social": completeProperties(sys),
	} {
		for _, verb := range childOf(root, noun).Commands() {
			if _, args, _ := strings.Cut(verb.Use, " "); verb.ValidArgsFunction == nil && strings.HasPrefix(args, "ID") {
				verb.ValidArgsFunction = ids
			}
		}
	}
}

// completeFlags gives flags that are known by name their completions, where
// the command has not done so itself. Files are offered where one is meant and
// nowhere else.
func completeFlags(sys System, root *cobra.Command) {
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	known := map[string]cobra.CompletionFunc{
		"addr":           completeWords("127.0.0.1:0"),
		"activity/kind":  completeWords(kindNames()...),
		"base-url":       completeWords(config.DefaultBaseURL),
		"config":         completeFiles,
		"create/program": completeProgramNames(sys), // it takes names as well as ids
		"fault":          completeWords("*=401", "*=429", "*=503", "*=delay:2s", "actions=503", "reports=429"),
		"file":           completeFiles,
		"glyphs":         completeWords("auto", "braille", "block", "ascii"),
		"persona":        completeWords(string(partner.AffiliatePersona), string(partner.CreatorPersona)),
		"profile":        completeProfiles(sys),
		"program":        completePrograms(sys),
		"range":          completeRanges(),
		"since":          completeWords("24h", "7d", "4w"),
		"theme":          completeThemes(sys),
	}
	every(root, func(c *cobra.Command) {
		give := func(f *pflag.Flag) {
			complete, ok := known[c.Name()+"/"+f.Name]
			if !ok {
				complete, ok = known[f.Name]
			}
			if _, has := c.GetFlagCompletionFunc(f.Name); ok && !has {
				_ = c.RegisterFlagCompletionFunc(f.Name, complete) // the flag is there and has none
			}
		}
		c.Flags().VisitAll(give)
		c.PersistentFlags().VisitAll(give)
	})
}

// completeFiles offers files.
func completeFiles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// every does something for a command and all below it.
func every(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		every(sub, do)
	}
}
