package cli

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// linkDoc is a tracking link.
type linkDoc struct {
	ID        string  `json:"id"`                                // of this machine, or that of a vanity link
	URL       string  `json:"url" is:"uri" tty:"1"`              // what is shared
	ProgramID *string `json:"program_id"`                        // null: not known
	Program   *string `json:"program" tty:"2,cut"`               // null: not known
	Landing   *string `json:"landing_page" is:"uri" tty:"5,cut"` // where it leads; null: the program's default page
	Kind      string  `json:"kind" tty:"4"`                      // plain or vanity
	SubID1    *string `json:"sub_id1"`                           // null: none
	SubID2    *string `json:"sub_id2"`                           // null: none
	SubID3    *string `json:"sub_id3"`                           // null: none
	SharedID  *string `json:"shared_id"`                         // null: none
	Property  *string `json:"property"`                          // name of the property; null: none
	Made      *string `json:"created" is:"date-time" tty:"3"`    // null: before this machine kept a history
	Here      bool    `json:"made_here"`                         // made with impactdash on this machine
	Clicks    *int64  `json:"clicks" tty:"2"`                    // as the report of vanity links counts them; null: it does not
}

// linkListDoc is the document of links list --json.
type linkListDoc struct {
	listDoc[linkDoc]
	Vanity *int `json:"vanity_links"`      // active vanity links of the account; null: not known
	Limit  int  `json:"vanity_link_limit"` // the most vanity links an account can have
}

// linkFilter selects links.
type linkFilter struct {
	kinds   oneOf
	here    bool
	program programFilter
}

const (
	plainLink  = "plain"
	vanityLink = "vanity"
)

func linkKinds() []string { return []string{plainLink, vanityLink} }

// newLinks prints the links that are known here.
func newLinks(sys System) *cobra.Command {
	var f linkFilter
	return noun[linkDoc, linkDoc]{
		name: "links", one: "link", many: "links",
		short: "Print the tracking links made here and the account's vanity links",
		long: "Prints the links that were made on this machine and the vanity links of the\n" +
			"account, newest first, and how many of those it has. The API does not tell of\n" +
			"other links.",
		example: "  impactdash links\n  impactdash links --type vanity --csv",
		filters: func(flags *pflag.FlagSet) {
			f.kinds.addTo(flags, "type", "only this type", linkKinds())
			flags.BoolVar(&f.here, "here", false, "only those made on this machine")
			f.program.addTo(flags)
		},
		program: &f.program,
		check:   func(System) error { return f.kinds.check(linkKinds()) },
		list:    f.list,
		show: func(ctx context.Context, s *session, id string) (single[linkDoc], error) {
			l, err := (&linkFilter{}).list(ctx, s)
			if err != nil {
				return single[linkDoc]{}, err
			}
			v, err := pick(l.items, id, func(l linkDoc) []string { return []string{l.ID, l.URL} })
			return single[linkDoc]{profile: l.profile, asOf: l.asOf, item: v, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *linkFilter) list(ctx context.Context, s *session) (listing[linkDoc], error) {
	var l listing[linkDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Links(ctx)
	if err != nil {
		return l, err
	}
	l = listing[linkDoc]{profile: p, asOf: a.AsOf, notes: a.Value.VanityNotes}
	for _, v := range a.Value.Links {
		d := linkDocOf(v, p)
		if f.program.lets(v.ProgramID, v.Program) && f.kinds.lets(d.Kind) && (!f.here || d.Here) {
			l.items = append(l.items, d)
		}
	}
	l.doc = func(d listDoc[linkDoc]) any {
		doc := linkListDoc{listDoc: d, Limit: partner.MaxVanityLinks}
		if a.Value.Vanity.OK {
			doc.Vanity = &a.Value.Vanity.V
		}
		return doc
	}
	l.notice = "No links. The API tells of vanity links alone; those that impactdash makes on this machine are kept as well."
	return l, nil
}

func linkDocOf(l partner.Link, p partner.Profile) linkDoc {
	d := linkDoc{
		ID: l.ID, URL: l.URL, ProgramID: maybe(l.ProgramID), Program: maybe(l.Program), Landing: maybe(l.Landing), Kind: plainLink,
		SubID1: maybe(l.SubIDs[0]), SubID2: maybe(l.SubIDs[1]), SubID3: maybe(l.SubIDs[2]), SharedID: maybe(l.SharedID),
		Property: maybe(l.Property), Made: stamp(l.Made, p), Here: l.Here, Clicks: count(l.Clicks),
	}
	if l.Vanity {
		d.Kind = vanityLink
	}
	return d
}
