package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// brandDoc is a brand that approves the account at once.
type brandDoc struct {
	ID       string     `json:"id" tty:"1"`              // of its program
	Brand    string     `json:"brand" tty:"1,cut"`       // who it is
	Program  *string    `json:"program"`                 // name of the program; null: not said
	State    string     `json:"state" tty:"2"`           // open, pending, joined or another word of the service
	Category *string    `json:"category" tty:"4,cut"`    // null: not said
	Payout   *string    `json:"payout" tty:"2,cut"`      // in words, such as 8% of the sale; null: not said
	EPC      *amountDoc `json:"epc" tty:"3"`             // payout per click; null: not said
	Accepts  *int       `json:"accepts_percent" tty:"5"` // share of applications it accepts; null: not said
	Answers  *string    `json:"answers"`                 // how fast, in words; null: not said
	Regions  []string   `json:"regions"`                 // where it sells
	Summary  *string    `json:"summary"`                 // null: none
	Terms    termsDoc   `json:"terms"`                   // what is accepted with joining
	Locking  *string    `json:"locking"`                 // when an action locks, in words; null: not said
	Paying   *string    `json:"paying"`                  // when it is paid, in words; null: not said
	Survey   []fieldDoc `json:"survey"`                  // questions to answer with joining
}

// brandListDoc is the document of brands list --json.
type brandListDoc struct {
	listDoc[brandDoc]
	reachDoc
	Marketplace bool `json:"marketplace"` // the account is a member of the Brands Marketplace; only members have such brands
}

// brandFilter selects brands.
type brandFilter struct{ states oneOf }

func brandStates() []string { return []string{"open", "pending", "joined"} }

// newBrands prints the brands that approve at once.
func newBrands(sys System) *cobra.Command {
	var f brandFilter
	return noun[brandDoc, brandDoc]{
		name: "brands", one: "brand", many: "brands",
		short: "Print the brands that approve you at once",
		long: "Prints the brands of the Brands Marketplace that approve members at once: those to\n" +
			"join first. They come from a companion API.",
		example: "  impactdash brands --state open\n  impactdash brands show 11042",
		filters: func(flags *pflag.FlagSet) { f.states.addTo(flags, "state", "only this state", brandStates()) },
		check:   func(System) error { return f.states.check(brandStates()) },
		list:    f.list,
		show:    showBrand,
	}.command(sys)
}

const whatBrands = "brands that approve you at once"

func (f *brandFilter) list(ctx context.Context, s *session) (listing[brandDoc], error) {
	var l listing[brandDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Brands(ctx)
	if err != nil {
		return l, err
	}
	if !a.Value.Reach.Companion {
		return l, onlyOnWeb("list brands", whatBrands, a.Value.Reach)
	}
	l = listing[brandDoc]{profile: p, asOf: a.AsOf}
	all := slices.Clone(a.Value.Brands)
	slices.SortStableFunc(all, compareBrands)
	for _, b := range all {
		if f.states.lets(b.State) {
			l.items = append(l.items, brandDocOf(b))
		}
	}
	l.doc = func(d listDoc[brandDoc]) any {
		return brandListDoc{listDoc: d, reachDoc: reachOf(a.Value.Reach), Marketplace: a.Value.Marketplace}
	}
	if !a.Value.Marketplace {
		l.notice = "Brands approve members of the Brands Marketplace at once, and you are not one yet. You can apply for it on the web."
	}
	return l, nil
}

// compareBrands orders what can be joined first, then by name.
func compareBrands(a, b partner.InstantBrand) int {
	rank := func(v partner.InstantBrand) int {
		if i := slices.Index(brandStates(), v.State); i >= 0 {
			return i
		}
		return len(brandStates())
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(strings.ToLower(a.Brand), strings.ToLower(b.Brand)), cmp.Compare(a.ID, b.ID))
}

// showBrand has the terms of today, which are read apart; under --offline it
// is without their text.
func showBrand(ctx context.Context, s *session, id string) (single[brandDoc], error) {
	var v single[brandDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return v, err
	}
	list, err := s.svc.Brands(ctx)
	if err != nil {
		return v, err
	}
	if !list.Value.Reach.Companion {
		return v, onlyOnWeb("show brand", whatBrands, list.Value.Reach)
	}
	b, err := pick(list.Value.Brands, id, func(b partner.InstantBrand) []string { return []string{b.ID} })
	if err != nil {
		return v, err
	}
	v = single[brandDoc]{profile: p, asOf: list.AsOf, item: brandDocOf(b)}
	if partner.WantsKept(ctx) {
		return v, nil
	}
	a, termsErr := s.svc.BrandTerms(ctx, id)
	if termsErr == nil {
		v.asOf, v.item = a.AsOf, brandDocOf(a.Value)
	} else {
		v.notes = []partner.Note{{What: "terms", Err: termsErr}}
	}
	return v, nil
}

func brandDocOf(b partner.InstantBrand) brandDoc {
	d := brandDoc{
		ID: b.ID, Brand: cmp.Or(b.Brand, b.Name, "Brand "+b.ID), Program: maybe(b.Name), State: b.State, Category: maybe(b.Category), Payout: maybe(b.Payout),
		EPC: perhaps(b.EPC), Answers: maybe(b.Answers), Regions: listOf(b.Regions), Summary: maybe(b.Summary), Terms: termsOf(b.Terms),
		Locking: maybe(b.Locking), Paying: maybe(b.Paying), Survey: fieldDocs(b.Survey),
	}
	if b.Accepts.OK {
		d.Accepts = &b.Accepts.V
	}
	return d
}
