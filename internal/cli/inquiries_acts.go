package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// inquiriesActs are the verbs that ask brands about orders.
func inquiriesActs(sys System) []*cobra.Command {
	return []*cobra.Command{newInquiryCreate(sys), newInquiryImport(sys)}
}

// inquiryOptions are an inquiry to be made.
type inquiryOptions struct {
	actOptions
	program, kind string
	input         partner.InquiryInput
}

// typesByName are the types as the command line has them.
func typesByName() map[string]partner.InquiryType {
	return map[string]partner.InquiryType{
		"untracked": partner.InquiryUntracked, "incorrect": partner.InquiryIncorrect, "declined": partner.InquiryDeclined,
	}
}

// inquiryFlags are the flags for the fields of an inquiry, by the names of the
// rules and of the service.
func inquiryFlags() map[string]string {
	return map[string]string{
		partner.InquiryProgram: "--program", partner.InquiryOrder: "--order-id", partner.InquiryKind: "--type", partner.InquiryTransaction: "--date",
		partner.InquiryAmount: "--amount", partner.InquiryOwn: "--inquiry-id", partner.InquiryExpected: "--expected-payout",
		partner.InquiryDeadline: "--deadline", partner.InquiryCustomer: "--customer-id", partner.InquiryLink: "--tracking-link", partner.InquiryNotes: "--notes",
		"CampaignId": "--program", "OrderId": "--order-id", "InquiryType": "--type", "TransactionDate": "--date", "TransactionAmount": "--amount",
		"MediaPartnerInquiryId": "--inquiry-id", "ExpectedPayout": "--expected-payout", "ResolutionDeadlineDate": "--deadline",
		"CustomerId": "--customer-id", "TrackingLink": "--tracking-link", "InquiryNotes": "--notes",
	}
}

func newInquiryCreate(sys System) *cobra.Command {
	var o inquiryOptions
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Ask a brand about an order that is missing, wrong or declined",
		Long: "Asks a brand about an order. It is checked first and sent once: the service knows no\n" +
			"keys, and a second one would be a double. It cannot be taken back.",
		Example: "  impactdash inquiries create --program 11856 --order-id WEB-1234 --type untracked --date 2026-11-02 --amount 129.90",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var ok bool
			if o.input.Type, ok = typesByName()[strings.ToLower(o.kind)]; !ok && o.kind != "" {
				return usageError{fmt.Errorf("--type %q is not one of untracked, incorrect, declined", clean(o.kind))}
			}
			if err := cmp.Or(needed(cmd, "program", "order-id", "type", "date", "amount"), o.canAsk(sys)); err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.createInquiry(ctx, &o) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.program, "program", "", "program, by its id or its name")
	f.StringVar(&o.input.OrderID, "order-id", "", "the order's number, as the brand has it")
	f.StringVar(&o.kind, "type", "", "untracked, incorrect or declined")
	f.StringVar(&o.input.Transaction, "date", "", "when it was bought: 2026-01-31 or '2026-01-31 15:04', the account's zone")
	f.StringVar(&o.input.Amount, "amount", "", "amount of the sale, in the currency of the order")
	f.StringVar(&o.input.Expected, "expected-payout", "", "what you should have earned")
	f.StringVar(&o.input.Deadline, "deadline", "", "day until which you want an answer")
	f.StringVar(&o.input.Customer, "customer-id", "", "the customer")
	f.StringVar(&o.input.Link, "tracking-link", "", "the link that was clicked")
	f.StringVar(&o.input.Own, "inquiry-id", "", "your own reference, letters and digits")
	f.StringVar(&o.input.Notes, "notes", "", "notes to the brand")
	letEmpty(f, "expected-payout", "deadline", "customer-id", "tracking-link", "inquiry-id", "notes")
	o.addYes(cmd)
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) createInquiry(ctx context.Context, o *inquiryOptions) error {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return err
	}
	list, err := s.svc.LinkPrograms(ctx)
	if err != nil {
		return err
	}
	in := o.input
	if in.ProgramID, err = idNamed("--program", o.program, list.Value.Programs, func(p partner.Program) (string, []string) { return p.ID, []string{p.Name, p.Brand} }); err != nil {
		return err
	}
	const act = "the inquiry was not sent"
	if wrong := partner.CheckInquiry(in, s.sys.Now(), p.Zone); len(wrong) > 0 {
		e := &partner.Error{Op: "send inquiry", Kind: partner.Invalid}
		for _, name := range []string{
			partner.InquiryProgram, partner.InquiryOrder, partner.InquiryKind, partner.InquiryTransaction, partner.InquiryAmount, partner.InquiryOwn,
			partner.InquiryExpected, partner.InquiryDeadline, partner.InquiryCustomer, partner.InquiryLink, partner.InquiryNotes,
		} {
			if why := wrong[name]; why != "" {
				e.Fields = append(e.Fields, partner.FieldError{Field: name, Detail: why})
			}
		}
		return s.refused(act, e, "", inquiryFlags())
	}
	if err := o.ask(ctx, s.sys, "Ask about order "+in.OrderID+" ("+in.Type.Words()+")?"); err != nil {
		return err
	}
	ctx, cancel := within(ctx, 1)
	defer cancel()
	done, err := s.svc.CreateInquiry(ctx, in)
	if err != nil {
		if isField(err, "CampaignId") && !slices.ContainsFunc(list.Value.Programs, func(p partner.Program) bool { return p.ID == in.ProgramID }) {
			return nothing{act + ": program " + in.ProgramID + " is none of yours; impactdash contracts names those you have joined"}
		}
		return s.refused(act, err, "", inquiryFlags())
	}
	r := report{act: "inquiries create", did: "sent"}
	order := strings.TrimSpace(in.OrderID)
	r.batch(partner.Batch{Done: done, OK: []string{order}}, func(string) string { return in.Type.Words() })
	return r.write(s, p, o.out)
}

// isField reports whether the service refuses an act for a field.
func isField(err error, name string) bool {
	return partner.KindOf(err) == partner.Invalid && slices.ContainsFunc(fieldsOf(err), func(f partner.FieldError) bool { return f.Field == name })
}

func newInquiryImport(sys System) *cobra.Command {
	var o actOptions
	var check bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Send the inquiries of a CSV file, and tell what became of each row",
		Long: "Reads a CSV file whose first line names the columns: program_id (or the program's\n" +
			"name), order_id, type, transaction_date, amount, and any of inquiry_id,\n" +
			"expected_payout, deadline, customer_id, tracking_link, notes. Rows with a mistake are\n" +
			"left out, the others are sent one after the other. It stops at the first of which\n" +
			"nobody knows whether it arrived. The report says what became of each row: send only\n" +
			"the rest again, for a second inquiry would be a double.",
		Example: "  impactdash inquiries import missing.csv --check\n  impactdash inquiries import missing.csv --yes --csv > report.csv",
		Args:    exactly("a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !check {
				if err := o.canAsk(sys); err != nil {
					return err
				}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.importInquiries(ctx, args[0], check, &o) })
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "look for mistakes and send nothing")
	o.addYes(cmd)
	o.out.addFlags(cmd)
	cmd.MarkFlagsMutuallyExclusive("check", "yes")
	return cmd
}

func (s *session) importInquiries(ctx context.Context, path string, check bool, o *actOptions) error {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return err
	}
	rows, err := s.svc.InquiriesFromFile(ctx, path)
	if err != nil {
		return s.refused("the file was not read", err, "", map[string]string{"path": clean(path)})
	}
	if len(rows) == 0 {
		return usageError{fmt.Errorf("%s has no row below its first line", clean(path))}
	}
	good := 0
	for _, r := range rows {
		if r.Err == nil {
			good++
		}
	}
	if !check && good > 0 {
		effects := "Each asks a brand about an order, and cannot be taken back. Rows with a mistake are left out."
		if err := o.ask(ctx, s.sys, fmt.Sprintf("Send %d of %d rows?", good, len(rows)), effects); err != nil {
			return err
		}
		ctx, cancel := within(ctx, good)
		defer cancel()
		if rows, err = s.svc.SendInquiries(ctx, rows); err != nil {
			return s.refused("nothing was sent", err, "", nil)
		}
	}
	return s.reportRows(p, rows, check, o.out)
}

// rowsDoc is the document of inquiries import --json.
type rowsDoc struct {
	AsOf    *string      `json:"as_of" is:"date-time"` // when it was done
	Account accountDoc   `json:"account"`              // whose
	Checked bool         `json:"check_only"`           // nothing was sent
	Sent    int          `json:"sent"`                 // rows that were sent
	Rows    []rowDoc     `json:"rows"`                 // those of the file, in its order
	Errors  []problemDoc `json:"errors"`               // of each row that was not sent; part is its line
}

// rowDoc is what became of one row.
type rowDoc struct {
	Line      int     `json:"line"`       // of the file; its first line is 1
	OrderID   string  `json:"order_id"`   // as in the file
	ProgramID string  `json:"program_id"` // found by id or name, else as in the file
	Result    string  `json:"result"`     // done, ready (with --check), not_known, not_found, not_tried or failed
	URI       *string `json:"uri"`        // of the inquiry, below the account
	Message   *string `json:"message"`    // why it was not sent; null: it was
}

// rowReady is a row without a mistake that was not sent.
const rowReady = "ready"

func (s *session) reportRows(p partner.Profile, rows []partner.InquiryRow, check bool, out outputOptions) error {
	doc := rowsDoc{AsOf: stamp(s.sys.Now(), p), Account: accountOf(p), Checked: check, Rows: []rowDoc{}, Errors: []problemDoc{}}
	t := table{head: []string{"line", "order_id", "result", "program_id", "uri", "message"}}
	r := report{act: "inquiries import", did: "sent"}
	var before error
	for _, row := range rows {
		o := outcome{id: strconv.Itoa(row.Line), name: row.Input.OrderID, state: wasDone, err: row.Err}
		switch {
		case row.Err == nil && row.URI == "":
			o.state = rowReady
		case row.Err == nil:
			doc.Sent++
		case isAfter(row.Err, before):
			o.state = notTried
		default:
			o.state, before = stateOf(row.Err), row.Err
		}
		message := rowMessage(r, o)
		doc.Rows = append(doc.Rows, rowDoc{
			Line: row.Line, OrderID: row.Input.OrderID, ProgramID: row.Input.ProgramID, Result: o.state, URI: words(row.URI), Message: words(message),
		})
		t.rows = append(t.rows, []string{o.id, clean(row.Input.OrderID), o.state, clean(row.Input.ProgramID), clean(row.URI), message})
		if row.Err != nil {
			doc.Errors = append(doc.Errors, problemDoc{Part: "line " + o.id, Kind: partner.KindOf(row.Err).String(), Message: message, Next: nextStep(row.Err)})
		}
		r.outcomes = append(r.outcomes, o)
	}
	if err := out.write(s.sys, doc, t); err != nil {
		return err
	}
	if n := len(doc.Errors); n > 0 {
		what := "were not sent"
		if check {
			what = "have a mistake"
		}
		fmt.Fprintf(s.sys.Err, "impactdash: %d of %d rows %s; the message of each says why\n", n, len(rows), what)
	}
	return verdict(r.outcomes)
}

// rowMessage is why a row was not sent, with the column that is wrong.
func rowMessage(r report, o outcome) string {
	message := r.message(o)
	for _, f := range fieldsOf(o.err) {
		if f.Field != "" && o.state == failed && partner.KindOf(o.err) == partner.Invalid {
			return clean(f.Field + ": " + f.Detail)
		}
	}
	return message
}
