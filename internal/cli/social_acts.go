package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// socialActs are the verbs that change the account's properties.
func socialActs(sys System) []*cobra.Command {
	return []*cobra.Command{newSocialAdd(sys), newSocialEdit(sys), newSocialRemove(sys)}
}

// socialOptions are a property as it is to be.
type socialOptions struct {
	input      partner.PropertyInput
	kind, size string
	out        outputOptions
}

// socialKinds are the kinds as the command line has them.
func socialKinds() map[string]partner.PropertyType {
	return map[string]partner.PropertyType{"social": partner.PropertySocial, "website": partner.PropertyWebsite, "app": partner.PropertyMobile}
}

// kindsInWords are the kinds as sentences have them.
func kindsInWords() map[partner.PropertyType]string {
	return map[partner.PropertyType]string{partner.PropertySocial: "a social account", partner.PropertyWebsite: "a web site", partner.PropertyMobile: "an app"}
}

// appPlatforms are the stores an app can be in.
func appPlatforms() []string { return []string{"IOS", "ANDROID"} }

// socialFlags are the flags for the fields of a property.
func socialFlags() map[string]string {
	flags := map[string]string{}
	for field, flag := range map[string]string{
		"name": "--name", "type": "--type", "url": "--url", "description": "--description", "tags": "--tags", "handle": "--handle",
		"socialplatform": "--platform", "mobileplatform": "--platform", "platform": "--platform", "followers": "--size", "installs": "--size",
	} {
		flags[field] = flag
	}
	for _, field := range []string{"Name", "Type", "Url", "URL", "Description", "Tags", "Handle", "SocialPlatform", "MobilePlatform", "Followers", "Installs"} {
		flags[field] = flags[strings.ToLower(field)]
	}
	return flags
}

func (o *socialOptions) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.input.Name, "name", "", "what brands see")
	f.StringVar(&o.input.URL, "url", "", "address of the profile, the site, or the app in its store")
	f.StringVar(&o.input.Platform, "platform", "", "of a social account or an app: "+strings.Join(slices.Concat(partner.SocialPlatforms(), appPlatforms()), ", "))
	f.StringVar(&o.input.Handle, "handle", "", "of a social account, such as @name")
	f.StringVar(&o.size, "size", "", "followers of a social account, installs of an app: "+strings.Join(partner.SizeClasses(), ", "))
	f.StringVar(&o.input.Description, "description", "", "a description")
	f.StringVar(&o.input.Tags, "tags", "", "words with commas between them")
	letEmpty(f, "handle", "size", "description", "tags")
	o.out.addFlags(cmd)
}

// check refuses values that no property of the kind can have.
func (o *socialOptions) check(kind partner.PropertyType) error {
	in := &o.input
	in.Platform, o.size = strings.ToUpper(in.Platform), strings.ToUpper(o.size)
	platforms := partner.SocialPlatforms()
	switch kind {
	case partner.PropertyMobile:
		platforms = appPlatforms()
	case partner.PropertyWebsite:
		if in.Platform+in.Handle+o.size != "" {
			return errors.New("--platform, --handle and --size are for social accounts and apps")
		}
		return nil
	}
	switch {
	case in.Platform != "" && !slices.Contains(platforms, in.Platform):
		return fmt.Errorf("--platform %q is not one of %s", clean(in.Platform), strings.Join(platforms, ", "))
	case o.size != "" && !slices.Contains(partner.SizeClasses(), o.size):
		return fmt.Errorf("--size %q is not one of %s", clean(o.size), strings.Join(partner.SizeClasses(), ", "))
	case in.Handle != "" && kind == partner.PropertyMobile:
		return errors.New("--handle is for social accounts")
	}
	if kind == partner.PropertyMobile {
		in.Installs = o.size
	} else {
		in.Followers = o.size
	}
	return nil
}

func newSocialAdd(sys System) *cobra.Command {
	var o socialOptions
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Add a social account, a web site or an app",
		Long: "Adds a property to the account. impact.com verifies it before it counts. Without\n" +
			"--type it is a social account, which needs --platform, as an app does; a web site is\n" +
			"--type website and has none.",
		Example: "  impactdash social add --platform instagram --name Meadowlark --url https://www.instagram.com/meadowlark\n" +
			"  impactdash social add --type website --name 'Meadowlark Weekly' --url https://weekly.meadowlark.example",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := needed(cmd, "name", "url"); err != nil {
				return err
			}
			kind, ok := socialKinds()[strings.ToLower(o.kind)]
			if !ok {
				return usageError{fmt.Errorf("--type %q is not one of social, website, app", clean(o.kind))}
			}
			o.input.Type = kind
			err := o.check(kind)
			if err == nil && o.input.Platform == "" && kind != partner.PropertyWebsite {
				err = fmt.Errorf("%s needs --platform; a web site has --type website", kindsInWords()[kind])
			}
			if err != nil {
				return usageError{err}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.saveProperty(ctx, "", &o) })
		},
	}
	cmd.Flags().StringVar(&o.kind, "type", "social", "social, website or app")
	o.addFlags(cmd)
	return cmd
}

func newSocialEdit(sys System) *cobra.Command {
	var o socialOptions
	cmd := &cobra.Command{
		Use:   "edit ID",
		Short: "Change a social account, a web site or an app",
		Long:  "Changes what is given; what is not given, or empty, stays as it is.",
		Args:  exactly("the id of a property"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in := o.input
			if in.Name+in.URL+in.Platform+in.Handle+o.size+in.Description+in.Tags == "" {
				return usageError{errors.New("there is nothing to change; see impactdash social edit --help")}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.saveProperty(ctx, args[0], &o) })
		},
	}
	o.addFlags(cmd)
	return cmd
}

// saveProperty adds a property, or changes the one with the id.
func (s *session) saveProperty(ctx context.Context, id string, o *socialOptions) error {
	p, all, err := s.properties(ctx)
	if err != nil {
		return err
	}
	r := report{act: "social add", did: "added"}
	const act = "the property was not saved"
	if id != "" {
		r = report{act: "social edit", did: "changed"}
		now, ok := all.find(id)
		if !ok {
			_, r.outcomes = all.split([]string{id}, "property", "impactdash social list")
			return r.write(s, p, o.out)
		}
		if err := o.check(now.Type); err != nil {
			return usageError{err}
		}
		o.input.ID, o.input.Type = now.ID, now.Type
	}
	for _, other := range all.all {
		if o.input.URL != "" && other.ID != id && partner.SamePage(other.URL, o.input.URL) {
			return s.refused(act, impossible("save property", "this address is in the list already, as "+firstText(other.Name, other.ID)), "", nil)
		}
	}
	ctx, cancel := within(ctx, 1)
	defer cancel()
	done, err := s.svc.SaveProperty(ctx, o.input)
	if err != nil {
		return s.refused(act, err, "", socialFlags())
	}
	if id == "" {
		id = s.idOf(ctx, o.input.URL)
	}
	name := firstText(o.input.Name, all.nameOf(id))
	r.batch(partner.Batch{Done: done, OK: []string{id}}, func(string) string { return name })
	return r.write(s, p, o.out)
}

// idOf is the id of a property that was just added; empty where the service
// does not list it yet.
func (s *session) idOf(ctx context.Context, address string) string {
	list, err := s.svc.Properties(ctx)
	if err != nil {
		return ""
	}
	for _, x := range list.Value.Properties {
		if partner.SamePage(x.URL, address) {
			return x.ID
		}
	}
	return ""
}

func (s *session) properties(ctx context.Context) (partner.Profile, resolver[partner.Property], error) {
	all := resolver[partner.Property]{id: func(x partner.Property) string { return x.ID }, name: func(x partner.Property) string { return firstText(x.Name, x.Handle) }}
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return p, all, err
	}
	list, err := s.svc.Properties(ctx)
	all.all = list.Value.Properties
	return p, all, err
}

func newSocialRemove(sys System) *cobra.Command {
	var o actOptions
	cmd := &cobra.Command{
		Use:   "remove ID…",
		Short: "Remove social accounts, web sites or apps for good",
		Long: "Removes properties. This is final: added again, they have to be verified again. With -\n" +
			"the ids are read from the first column of standard input.",
		Args: someIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.canAsk(sys); err != nil {
				return err
			}
			ids, err := idsOf(cmd.Context(), sys, args)
			if err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.removeProperties(ctx, ids, &o) })
		},
	}
	o.addYes(cmd)
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) removeProperties(ctx context.Context, ids []string, o *actOptions) error {
	p, all, err := s.properties(ctx)
	if err != nil {
		return err
	}
	r := report{act: "social remove", did: "removed"}
	all.all, r.outcomes = all.split(ids, "property", "impactdash social list")
	if len(all.all) > 0 {
		effects := []string{"Brands no longer see it. This is final: added again, it has to be verified again."}
		var able []string
		for _, x := range all.all {
			able = append(able, x.ID)
			effects = append(effects, all.name(x)+", "+x.URL)
		}
		if err := o.ask(ctx, s.sys, question("Remove", all.nameOf(able[0]), "properties", len(able)), effects...); err != nil {
			return err
		}
		ctx, cancel := within(ctx, len(able))
		defer cancel()
		batch, err := s.svc.RemoveProperties(ctx, able)
		if err != nil {
			r.failAll(able, err, all.nameOf)
		} else {
			r.batch(batch, all.nameOf)
		}
	}
	r.order(all.canonical(ids))
	return r.write(s, p, o.out)
}
