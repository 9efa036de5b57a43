package cli

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// inquiryDoc asks a brand about an order. The service names no currency for its
// amounts.
type inquiryDoc struct {
	ID           string      `json:"id" tty:"1"`                              // of the service
	Own          *string     `json:"own_reference"`                           // the account's own; null: none
	ProgramID    string      `json:"program_id"`                              // of the brand's program
	Program      *string     `json:"program" tty:"3,cut"`                     // null: not said
	OrderID      string      `json:"order_id" tty:"1,cut"`                    // the brand's number
	Type         string      `json:"type" tty:"4"`                            // UNTRACKED, INCORRECT, DECLINED or another word of the service
	Status       string      `json:"status" tty:"2"`                          // INCOMPLETE (the brand wants more), UNRESOLVED, VALID, DECLINED or another word of the service
	Transaction  *string     `json:"transaction_date" is:"date-time" tty:"6"` // when the customer bought; null: not said
	Amount       *string     `json:"transaction_amount" is:"decimal" tty:"3"` // what the customer paid; null: not said
	Expected     *string     `json:"expected_payout" is:"decimal"`            // null: not said
	Final        *string     `json:"final_payout" is:"decimal" tty:"5"`       // null: not decided
	Customer     *string     `json:"customer_id"`                             // null: not said
	TrackingLink *string     `json:"tracking_link"`                           // null: not said
	Notes        *string     `json:"notes" is:"prose"`                        // null: none
	RejectReason *string     `json:"reject_reason"`                           // null: not declined
	Deadline     *string     `json:"deadline" is:"date-time" tty:"4"`         // until when the brand has to answer; null: none
	AutoApproval *string     `json:"auto_approval" is:"date-time"`            // when it is approved by itself; null: never
	Created      *string     `json:"created" is:"date-time"`                  // null: not said
	Resolved     *string     `json:"resolved" is:"date-time"`                 // null: open
	ActionID     *string     `json:"action_id"`                               // the action it is about or led to; null: none
	Comments     []remarkDoc `json:"comments"`                                // of either side, oldest first
}

// remarkDoc is a remark on an inquiry.
type remarkDoc struct {
	User string  `json:"user"`              // who wrote it
	Text string  `json:"text" is:"prose"`   // may have several lines
	At   *string `json:"at" is:"date-time"` // null: not said
}

// inquiryListDoc is the document of inquiries list --json.
type inquiryListDoc struct {
	listDoc[inquiryDoc]
	Enabled bool `json:"enabled"` // false: the account has no inquiries, or the token lacks their scope
}

// inquiryFilter selects inquiries.
type inquiryFilter struct {
	status, types oneOf
	program       programFilter
}

func inquiryStatuses() []string {
	return texts(partner.InquiryIncomplete, partner.InquiryUnresolved, partner.InquiryRefused, partner.InquiryValid)
}

func inquiryTypes() []string {
	return texts(partner.InquiryUntracked, partner.InquiryIncorrect, partner.InquiryDeclined)
}

// noInquiries is why an account has none.
const noInquiries = "This account has no action inquiries: they are for enabled cashback and loyalty partners, and the token needs their scope."

// newInquiries prints the action inquiries of the account.
func newInquiries(sys System) *cobra.Command {
	var f inquiryFilter
	return noun[inquiryDoc, inquiryDoc]{
		name: "inquiries", one: "inquiry", many: "inquiries",
		short: "Print your action inquiries: what waits for you, for the brand, and is decided",
		long: "Prints action inquiries: those that the brand wants more about first, then the open\n" +
			"ones by deadline, then the decided ones. Only enabled cashback and loyalty partners\n" +
			"have them. The service does not say in which currency their amounts are.",
		example: "  impactdash inquiries --status incomplete\n  impactdash inquiries --csv",
		filters: func(flags *pflag.FlagSet) {
			f.status.addTo(flags, "status", "only this status", inquiryStatuses())
			f.types.addTo(flags, "type", "only this type", inquiryTypes())
			f.program.addTo(flags)
		},
		program: &f.program,
		check:   func(System) error { return cmp.Or(f.status.check(inquiryStatuses()), f.types.check(inquiryTypes())) },
		list:    f.list,
		show: func(ctx context.Context, s *session, id string) (single[inquiryDoc], error) {
			l, err := (&inquiryFilter{}).list(ctx, s)
			if err != nil {
				return single[inquiryDoc]{}, err
			}
			v, err := pick(l.items, id, func(d inquiryDoc) []string { return []string{d.ID, cell(d.Own), d.OrderID} })
			return single[inquiryDoc]{profile: l.profile, asOf: l.asOf, item: v, notes: l.notes}, err
		},
	}.command(sys)
}

func (f *inquiryFilter) list(ctx context.Context, s *session) (listing[inquiryDoc], error) {
	var l listing[inquiryDoc]
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return l, err
	}
	a, err := s.svc.Inquiries(ctx)
	if err != nil {
		return l, err
	}
	l = listing[inquiryDoc]{profile: p, asOf: a.AsOf}
	all := slices.Clone(a.Value.Inquiries)
	slices.SortStableFunc(all, compareInquiries)
	for _, q := range all {
		if f.program.lets(q.ProgramID, q.Program) && f.status.lets(string(q.Status)) && f.types.lets(string(q.Type)) {
			l.items = append(l.items, inquiryDocOf(q, p))
		}
	}
	l.doc = func(d listDoc[inquiryDoc]) any { return inquiryListDoc{listDoc: d, Enabled: a.Value.Enabled} }
	if !a.Value.Enabled {
		l.notice = noInquiries
	}
	return l, nil
}

// compareInquiries orders as the dashboard does: what waits for the partner,
// what waits for the brand by its deadline, what is closed; the newest first.
func compareInquiries(a, b partner.Inquiry) int {
	rank := func(q partner.Inquiry) int {
		switch q.Status {
		case partner.InquiryIncomplete:
			return 0
		case partner.InquiryRefused, partner.InquiryValid:
			return 2
		case partner.InquiryUnresolved:
		}
		return 1
	}
	byDeadline := 0
	if rank(a) < 2 {
		byDeadline = cmp.Or(sooner(!a.Deadline.IsZero(), !b.Deadline.IsZero()), a.Deadline.Compare(b.Deadline))
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), byDeadline, b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID))
}

func inquiryDocOf(q partner.Inquiry, p partner.Profile) inquiryDoc {
	d := inquiryDoc{
		ID: q.ID, Own: maybe(q.Own), ProgramID: q.ProgramID, Program: maybe(q.Program), OrderID: q.OrderID, Type: string(q.Type), Status: string(q.Status),
		Transaction: stamp(q.Transaction, p), Amount: exact(q.Amount), Expected: exact(q.Expected), Final: exact(q.Final),
		Customer: maybe(q.Customer), TrackingLink: maybe(q.TrackingLink), Notes: maybe(q.Notes), RejectReason: maybe(q.RejectReason),
		Deadline: stamp(q.Deadline, p), AutoApproval: stamp(q.AutoApproval, p), Created: stamp(q.Created, p), Resolved: stamp(q.Resolved, p),
		ActionID: maybe(q.ActionID), Comments: []remarkDoc{},
	}
	for _, c := range q.Comments {
		d.Comments = append(d.Comments, remarkDoc{User: c.User, Text: c.Text, At: stamp(c.At, p)})
	}
	return d
}
