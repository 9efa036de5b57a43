package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// propertyDoc is a social profile, site or app of the account.
type propertyDoc struct {
	ID          string   `json:"id" tty:"1"`                                // of the service
	Name        string   `json:"name" tty:"1,cut"`                          // as the account calls it
	Type        string   `json:"type" tty:"3"`                              // SOCIAL, WEBSITE, MOBILE or another word of the service
	Platform    *string  `json:"platform" tty:"3"`                          // of a profile or an app, the service's word; null: a site
	Handle      *string  `json:"handle" tty:"4,cut"`                        // null: none
	URL         *string  `json:"url" is:"uri" tty:"6,cut"`                  // null: not said
	Description *string  `json:"description"`                               // null: none
	Followers   *int64   `json:"followers" tty:"2"`                         // as the platform counts them; null: not known
	Class       *string  `json:"followers_class"`                           // least number in words, such as TEN_THOUSAND_PLUS; null: not said
	Installs    *string  `json:"installs_class"`                            // of an app, in the same words; null: not said
	Visitors    *string  `json:"monthly_visitors"`                          // the service's text; null: not said
	Tags        *string  `json:"tags"`                                      // with commas between them; null: none
	Revenue     []string `json:"revenue_models"`                            // how it earns
	Verified    bool     `json:"verified" tty:"2"`                          // it is known to be the account's
	Health      *string  `json:"connection" tty:"2"`                        // connected, expired, error or not_connected; null: without a companion API nobody knows
	Expires     *string  `json:"connection_expires" is:"date-time" tty:"5"` // when the platform's consent ends; null: not known
}

// propertyListDoc is the document of social list --json.
type propertyListDoc struct {
	listDoc[propertyDoc]
	reachDoc
}

// propertyFilter selects properties.
type propertyFilter struct {
	types   oneOf
	trouble bool
}

func propertyTypes() []string {
	return texts(partner.PropertySocial, partner.PropertyWebsite, partner.PropertyMobile)
}

// newSocial prints the places where the account promotes.
func newSocial(sys System) *cobra.Command {
	var f propertyFilter
	return noun[propertyDoc, propertyDoc]{
		name: "social", one: "property", many: "properties",
		short: "Print your social accounts, sites and apps",
		long: "Prints the account's properties: social accounts first, then sites and apps. How\n" +
			"the sign-in at a platform is doing, and exact follower numbers, come from a\n" +
			"companion API.",
		example: "  impactdash social --type social\n  impactdash social --trouble",
		filters: func(flags *pflag.FlagSet) {
			f.types.addTo(flags, "type", "only this type", propertyTypes())
			flags.BoolVar(&f.trouble, "trouble", false, "only what is not verified, or whose sign-in has expired or failed")
		},
		check: func(System) error { return f.types.check(propertyTypes()) },
		list:  f.list,
		show: func(ctx context.Context, s *session, id string) (single[propertyDoc], error) {
			l, err := (&propertyFilter{}).list(ctx, s)
			if err != nil {
				return single[propertyDoc]{}, err
			}
			v, err := pick(l.items, id, func(d propertyDoc) []string { return []string{d.ID, cell(d.Handle), d.Name} })
			return single[propertyDoc]{profile: l.profile, asOf: l.asOf, item: v, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *propertyFilter) list(ctx context.Context, s *session) (listing[propertyDoc], error) {
	var l listing[propertyDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Properties(ctx)
	if err != nil {
		return l, err
	}
	l = listing[propertyDoc]{profile: p, asOf: a.AsOf, notes: a.Value.Notes}
	now := s.sys.Now()
	all := slices.Clone(a.Value.Properties)
	slices.SortStableFunc(all, func(a, b partner.Property) int {
		return cmp.Or(
			sooner(a.Type == partner.PropertySocial, b.Type == partner.PropertySocial),
			sooner(broken(a, now), broken(b, now)),
			cmp.Compare(a.Type, b.Type), cmp.Compare(b.Exact.V, a.Exact.V),
			strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID),
		)
	})
	for _, v := range all {
		if f.types.lets(string(v.Type)) && (!f.trouble || !v.Verified || broken(v, now)) {
			l.items = append(l.items, propertyDocOf(v, p, now))
		}
	}
	l.doc = func(d listDoc[propertyDoc]) any { return propertyListDoc{listDoc: d, reachDoc: reachOf(a.Value.Reach)} }
	if f.trouble {
		l.notice = "No trouble: all are verified, and no sign-in has expired or failed."
	}
	return l, nil
}

// healthOf is how a sign-in is doing now: one whose end has passed has expired,
// even when nobody has looked since.
func healthOf(v partner.Property, now time.Time) partner.ConnectionHealth {
	if v.Health == partner.HealthConnected && !v.Expires.IsZero() && !v.Expires.After(now) {
		return partner.HealthExpired
	}
	return v.Health
}

// broken reports whether a sign-in has to be made again.
func broken(v partner.Property, now time.Time) bool {
	h := healthOf(v, now)
	return h == partner.HealthExpired || h == partner.HealthError
}

func propertyDocOf(v partner.Property, p partner.Profile, now time.Time) propertyDoc {
	return propertyDoc{
		ID: v.ID, Name: v.Name, Type: string(v.Type), Platform: maybe(v.Platform), Handle: maybe(v.Handle), URL: maybe(v.URL),
		Description: maybe(v.Description), Followers: count(v.Exact), Class: maybe(v.Followers), Installs: maybe(v.Installs),
		Visitors: maybe(v.Visitors), Tags: maybe(v.Tags), Revenue: listOf(v.Revenue), Verified: v.Verified,
		Health: maybe(string(healthOf(v, now))), Expires: stamp(v.Expires, p),
	}
}
