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

// leadDoc is a lead that was handed in, or the draft of one.
type leadDoc struct {
	ID        string            `json:"id" tty:"1"`                       // of the service; of a draft the form, such as lead/1234
	ProgramID string            `json:"program_id"`                       // of the brand's program
	Program   string            `json:"program" tty:"3,cut"`              // its name
	Name      string            `json:"name" tty:"1,cut"`                 // who or what it is
	Status    string            `json:"status" tty:"2"`                   // draft, submitted, in_review, qualified, converted, rejected, duplicate or another word of the service
	Reason    *string           `json:"reason" tty:"6,cut"`               // of a rejection; null: none
	Submitted *string           `json:"submitted" is:"date-time" tty:"4"` // null: not yet
	Updated   *string           `json:"updated" is:"date-time"`           // null: not since; of a draft when it was kept
	ActionID  *string           `json:"action_id"`                        // once it is tracked; null: it is not
	Payout    *amountDoc        `json:"payout" tty:"3"`                   // once it is tracked; null: it is not
	Values    map[string]string `json:"values"`                           // what was typed, by the names of the form's fields
}

// leadFormDoc is the form by which a brand takes leads.
type leadFormDoc struct {
	ProgramID string     `json:"program_id"` // of the brand's program
	Program   string     `json:"program"`    // its name
	Title     string     `json:"title"`      // of the form
	Intro     *string    `json:"intro"`      // null: none
	Fields    []fieldDoc `json:"fields"`     // in the order of the form
}

// fieldDoc is one question of a form.
type fieldDoc struct {
	Name     string      `json:"name"`       // what is sent, and what leads submit --field takes
	Label    string      `json:"label"`      // what people read
	Help     *string     `json:"help"`       // a sentence; null: none
	Kind     string      `json:"kind"`       // text, long_text, email, phone, url, number, decimal, date, choice, boolean
	Required bool        `json:"required"`   // it must be filled in; a boolean must be true
	Choices  []choiceDoc `json:"choices"`    // of a choice
	MaxLen   *int        `json:"max_length"` // characters; null: no limit beyond the service's
	Min      *string     `json:"min"`        // of numbers and days, included; null: none
	Max      *string     `json:"max"`        // of numbers and days, included; null: none
	Currency *string     `json:"currency"`   // of money; null: it is none
}

// choiceDoc is one of the values that a field accepts.
type choiceDoc struct {
	Value string `json:"value"` // what is sent
	Label string `json:"label"` // what people read
}

// leadListDoc is the document of leads list --json.
type leadListDoc struct {
	listDoc[leadDoc]
	reachDoc
	Forms []leadFormDoc `json:"forms"` // brands that take leads now
}

// leadFilter selects leads.
type leadFilter struct {
	status  oneOf
	program programFilter
}

const leadDraft = "draft"

func leadStatuses() []string {
	return append([]string{leadDraft}, texts(
		partner.LeadSubmitted, partner.LeadInReview, partner.LeadQualified, partner.LeadConverted, partner.LeadRejected, partner.LeadDuplicate,
	)...)
}

// newLeads prints the leads handed in.
func newLeads(sys System) *cobra.Command {
	var f leadFilter
	return noun[leadDoc, leadDoc]{
		name: "leads", one: "lead", many: "leads",
		short: "Print the leads you have handed to brands, and what became of them",
		long: "Prints drafts first, then the leads that changed last. --json also has the forms\n" +
			"of the brands that take leads. Leads come from a companion API.",
		example: "  impactdash leads --status rejected\n  impactdash leads --json",
		filters: func(flags *pflag.FlagSet) {
			f.status.addTo(flags, "status", "only this status", leadStatuses())
			f.program.addTo(flags)
		},
		program: &f.program,
		check:   func(System) error { return f.status.check(leadStatuses()) },
		list:    f.list,
		show: func(ctx context.Context, s *session, id string) (single[leadDoc], error) {
			l, err := (&leadFilter{}).list(ctx, s)
			if err != nil {
				return single[leadDoc]{}, err
			}
			v, err := pick(l.items, id, func(d leadDoc) []string { return []string{d.ID} })
			return single[leadDoc]{profile: l.profile, asOf: l.asOf, item: v, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *leadFilter) list(ctx context.Context, s *session) (listing[leadDoc], error) {
	var l listing[leadDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Leads(ctx)
	if err != nil {
		return l, err
	}
	if !a.Value.Reach.Companion {
		return l, onlyOnWeb("list leads", "the leads that you hand to B2B brands", a.Value.Reach)
	}
	l = listing[leadDoc]{profile: p, asOf: a.AsOf, notes: a.Value.Notes}
	for _, d := range leadDocs(a.Value, p) {
		if f.program.lets(d.ProgramID, d.Program) && f.status.lets(d.Status) {
			l.items = append(l.items, d)
		}
	}
	l.doc = func(d listDoc[leadDoc]) any {
		return leadListDoc{listDoc: d, reachDoc: reachOf(a.Value.Reach), Forms: formDocs(a.Value.Forms)}
	}
	if len(a.Value.Forms)+len(a.Value.Leads) == 0 {
		l.notice = "No brand of yours takes leads. Join one that does, and its form is here."
	}
	return l, nil
}

// onlyOnWeb says that nothing here has some things, and where they are.
func onlyOnWeb(op, what string, r partner.Reach) error {
	return &partner.Error{
		Op: op, Kind: partner.Unsupported,
		Detail: what + " need a companion API (companion_url in the configuration); on the web they are under " + r.Page,
	}
}

// leadDocs are drafts, then leads, the one that changed last first.
func leadDocs(list partner.LeadList, p partner.Profile) []leadDoc {
	names := map[string]partner.LeadForm{}
	for _, f := range list.Forms {
		names[f.ProgramID] = f
	}
	var out []leadDoc
	for _, d := range list.Drafts {
		program, _ := strings.CutPrefix(d.Form, "lead/")
		f := names[program]
		if len(d.Values) > 0 {
			out = append(out, leadDoc{
				ID: d.Form, ProgramID: program, Program: cmp.Or(f.Program, "Program "+program), Name: cmp.Or(leadName(f, d.Values), "Draft"),
				Status: leadDraft, Updated: stamp(d.Saved, p), Values: d.Values,
			})
		}
	}
	leads := slices.Clone(list.Leads)
	slices.SortStableFunc(leads, func(a, b partner.Lead) int {
		return cmp.Or(latest(b.Submitted, b.Updated).Compare(latest(a.Submitted, a.Updated)), cmp.Compare(a.ID, b.ID))
	})
	for _, v := range leads {
		f := names[v.ProgramID]
		d := leadDoc{
			ID: v.ID, ProgramID: v.ProgramID, Program: cmp.Or(v.Program, f.Program, "Program "+v.ProgramID),
			Name: cmp.Or(v.Name, leadName(f, v.Values), "Lead "+v.ID), Status: string(v.Status), Reason: maybe(v.Reason),
			Submitted: stamp(v.Submitted, p), Updated: stamp(v.Updated, p), ActionID: maybe(v.ActionID), Payout: perhaps(v.Payout), Values: v.Values,
		}
		if d.Values == nil {
			d.Values = map[string]string{}
		}
		out = append(out, d)
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// leadName is a lead in a word or two: the first text of the form.
func leadName(f partner.LeadForm, values map[string]string) string {
	for _, x := range f.Fields {
		switch x.Kind {
		case partner.FieldLong, partner.FieldBool, partner.FieldChoice, partner.FieldNumber, partner.FieldDecimal, partner.FieldDate:
			continue
		}
		if v := strings.TrimSpace(values[x.Name]); v != "" {
			return v
		}
	}
	return ""
}

func formDocs(all []partner.LeadForm) []leadFormDoc {
	out := []leadFormDoc{}
	for _, f := range all {
		out = append(out, leadFormDoc{ProgramID: f.ProgramID, Program: f.Program, Title: f.Title, Intro: maybe(f.Intro), Fields: fieldDocs(f.Fields)})
	}
	return out
}

func fieldDocs(all []partner.Field) []fieldDoc {
	out := []fieldDoc{}
	for _, f := range all {
		d := fieldDoc{
			Name: f.Name, Label: f.Label, Help: maybe(f.Help), Kind: string(f.Kind), Required: f.Required, Choices: []choiceDoc{},
			Min: maybe(f.Min), Max: maybe(f.Max), Currency: maybe(f.Currency),
		}
		if f.MaxLen > 0 {
			d.MaxLen = &f.MaxLen
		}
		for _, c := range f.Choices {
			d.Choices = append(d.Choices, choiceDoc{Value: c.Value, Label: c.Label})
		}
		out = append(out, d)
	}
	return out
}
