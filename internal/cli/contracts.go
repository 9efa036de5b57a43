package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// contractDoc is a contract with a brand.
type contractDoc struct {
	ID        string      `json:"id" tty:"1"`                   // of the service
	ProgramID string      `json:"program_id"`                   // of the brand's program
	Program   *string     `json:"program" tty:"1,cut"`          // null: not known, such as of an invitation
	Status    string      `json:"status" tty:"2"`               // PENDING, UPCOMING, ACTIVE, EXPIRED, DECLINED or another word of the service
	Start     *string     `json:"start" is:"date-time" tty:"3"` // null: not said
	End       *string     `json:"end" is:"date-time" tty:"4"`   // null: open-ended
	Signed    *string     `json:"signed" is:"date-time"`        // by this account; null: not
	Updated   *string     `json:"updated" is:"date-time"`       // null: not said
	Terms     *string     `json:"terms" tty:"5,cut"`            // name of the terms; null: not said
	Currency  *string     `json:"currency"`                     // ISO 4217; null: not said
	Payouts   []payoutDoc `json:"payouts"`                      // what it pays, per kind of event
	Pays      string      `json:"pays" tty:"2,cut"`             // the payouts in words
}

// payoutDoc is what a contract pays for one kind of event.
type payoutDoc struct {
	EventID *string     `json:"event_type_id"`             // null: not said
	Event   string      `json:"event"`                     // its name, such as Online Sale
	Rate    *string     `json:"rate_percent" is:"decimal"` // percent of the sale; null: none
	Fixed   *amountDoc  `json:"fixed"`                     // amount per event; null: none
	Locking scheduleDoc `json:"locking"`                   // when an action locks
	Paying  scheduleDoc `json:"paying"`                    // when it is paid
}

// scheduleDoc is a day in the contract's own words.
type scheduleDoc struct {
	Basis  *string `json:"basis"`        // from what it is counted, such as TRACKED; null: not said
	Period *string `json:"period"`       // such as MONTH or END_OF_DAY; null: not said
	Months int     `json:"month_offset"` // so many months later
	Days   int     `json:"day_offset"`   // and so many days
}

// contractFilter selects contracts.
type contractFilter struct {
	status  oneOf
	program programFilter
}

func contractStatuses() []string {
	return texts(partner.ContractPending, partner.ContractUpcoming, partner.ContractActive, partner.ContractExpired, partner.ContractDeclined)
}

// newContracts prints the account's contracts.
func newContracts(sys System) *cobra.Command {
	var f contractFilter
	return noun[contractDoc, contractDoc]{
		name: "contracts", one: "contract", many: "contracts",
		short: "Print the contracts with brands and what they pay",
		long: "Prints the contracts of every status: those that wait for you first, then those\n" +
			"that begin, run and have ended.",
		example: "  impactdash contracts --status active\n  impactdash contracts show S-1234 --json",
		filters: func(flags *pflag.FlagSet) {
			f.status.addTo(flags, "status", "only this status", contractStatuses())
			f.program.addTo(flags)
		},
		program: &f.program,
		check:   func(System) error { return f.status.check(contractStatuses()) },
		list:    f.list,
		show: func(ctx context.Context, s *session, id string) (single[contractDoc], error) {
			l, err := (&contractFilter{}).list(ctx, s)
			if err != nil {
				return single[contractDoc]{}, err
			}
			v, err := pick(l.items, id, func(c contractDoc) []string { return []string{c.ID} })
			return single[contractDoc]{profile: l.profile, asOf: l.asOf, item: v, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *contractFilter) list(ctx context.Context, s *session) (listing[contractDoc], error) {
	var l listing[contractDoc]
	p, err := knownProfile(ctx, s.svc, partner.WantsKept(ctx))
	if err != nil {
		return l, err
	}
	a, err := s.svc.Contracts(ctx)
	if err != nil {
		return l, err
	}
	l = listing[contractDoc]{profile: p, asOf: a.AsOf, notes: a.Value.Notes}
	for _, c := range a.Value.Contracts {
		if f.program.lets(c.ProgramID, c.Program) && f.status.lets(string(c.Status)) {
			l.items = append(l.items, contractDocOf(c, p))
		}
	}
	return l, nil
}

func contractDocOf(c partner.NamedContract, p partner.Profile) contractDoc {
	d := contractDoc{
		ID: c.ID, ProgramID: c.ProgramID, Program: maybe(c.Program), Status: string(c.Status),
		Start: stamp(c.Start, p), End: stamp(c.End, p), Signed: stamp(c.Signed, p), Updated: stamp(c.Updated, p),
		Terms: maybe(c.Terms), Currency: maybe(c.Currency), Payouts: []payoutDoc{},
	}
	var words []string
	for _, x := range c.Payouts {
		doc := payoutDoc{
			EventID: maybe(x.EventTypeID), Event: x.Event, Rate: optional(x.Rate, 4), Fixed: perhaps(x.Fixed),
			Locking: scheduleOf(x.Locking), Paying: scheduleOf(x.Paying),
		}
		d.Payouts = append(d.Payouts, doc)
		words = append(words, doc.words())
	}
	d.Pays = strings.Join(words, "; ")
	return d
}

// words are a payout in short: "Online Sale 8%", "Lead 35.00 USD".
func (d payoutDoc) words() string {
	parts := []string{d.Event}
	if d.Rate != nil {
		parts = append(parts, *d.Rate+"%")
	}
	if d.Fixed != nil {
		parts = append(parts, d.Fixed.Amount+" "+d.Fixed.Currency)
	}
	return strings.Join(parts, " ")
}

func scheduleOf(s partner.Schedule) scheduleDoc {
	return scheduleDoc{Basis: maybe(s.Basis), Period: maybe(s.Period), Months: s.MonthOffset, Days: s.DayOffset}
}
