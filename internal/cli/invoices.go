package cli

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// invoiceDoc is a brand's bill in the account's favour.
type invoiceDoc struct {
	ID      string    `json:"id" tty:"1"`                     // of the service
	Created *string   `json:"created" is:"date-time" tty:"2"` // null: not said
	BrandID string    `json:"brand_id"`                       // of the brand that pays
	Brand   string    `json:"brand" tty:"2,cut"`              // its name
	Total   amountDoc `json:"total" tty:"1"`                  // value added tax included
	Lines   []lineDoc `json:"lines"`                          // what it is made of
}

// lineDoc is one program's month on an invoice.
type lineDoc struct {
	ProgramID *string    `json:"program_id"`                  // null: not said
	Program   *string    `json:"program" tty:"4,cut"`         // null: not said
	Kind      string     `json:"kind" tty:"5"`                // MEDIA_PAYOUT, BONUS or another word of the service
	Month     *string    `json:"month" is:"date" tty:"3"`     // first day of the month of the events; null: not readable
	Actions   int        `json:"actions" tty:"6"`             // how many actions it is for
	Net       *amountDoc `json:"net"`                         // without value added tax; null: not stated
	Total     amountDoc  `json:"total" tty:"1"`               // value added tax included
	Status    string     `json:"status" tty:"1"`              // PENDING, PAID, OVERDUE or another word of the service
	Due       *string    `json:"due" is:"date-time" tty:"2"`  // null: not set
	Paid      *string    `json:"paid" is:"date-time" tty:"5"` // null: not paid
}

// invoiceRow is a line of the table: an invoice has one for each of its lines.
type invoiceRow struct {
	ID      string  `json:"id" tty:"1"`
	Created *string `json:"created" is:"date-time" tty:"4"`
	BrandID string  `json:"brand_id"`
	Brand   string  `json:"brand" tty:"2,cut"`
	lineDoc
}

// invoiceListDoc is the document of invoices list --json.
type invoiceListDoc struct {
	listDoc[invoiceDoc]
	Period periodDoc `json:"period"` // days of creation, both included
}

// invoiceFilter selects invoices.
type invoiceFilter struct {
	periodFlags
	status  oneOf
	program programFilter
}

// invoiceRange is how far back invoices are printed unless something else is
// asked for.
const invoiceRange = "12m"

func lineStatuses() []string {
	return texts(partner.LinePending, partner.LinePaid, partner.LineOverdue)
}

// newInvoices prints the invoices of a period.
func newInvoices(sys System) *cobra.Command {
	var f invoiceFilter
	return noun[invoiceDoc, invoiceDoc]{
		name: "invoices", one: "invoice", many: "invoices",
		short: "Print the invoices of a period and what they are made of",
		long: "Prints the invoices created in a period, newest first. In a table each line of an\n" +
			"invoice is a row. A status or a program selects the invoices that have such a line.",
		example: "  impactdash invoices\n  impactdash invoices --status overdue\n  impactdash invoices --range \"last month\" --csv",
		filters: func(flags *pflag.FlagSet) {
			f.addTo(flags, "12m")
			f.status.addTo(flags, "status", "only invoices with a line of this status", lineStatuses())
			f.program.addTo(flags)
		},
		program: &f.program,
		between: exclusive(),
		check: func(sys System) error {
			if err := f.status.check(lineStatuses()); err != nil {
				return err
			}
			return f.check(sys, invoiceRange)
		},
		list: f.list,
		show: func(ctx context.Context, s *session, id string) (single[invoiceDoc], error) {
			var v single[invoiceDoc]
			p, err := knownProfile(ctx, s.svc, partner.WantsKept(ctx))
			if err != nil {
				return v, err
			}
			a, err := s.svc.Invoice(ctx, id)
			return single[invoiceDoc]{profile: p, asOf: a.AsOf, item: invoiceDocOf(a.Value, p)}, kept(err, keptByActivity)
		},
	}.command(sys)
}

func (f *invoiceFilter) list(ctx context.Context, s *session) (listing[invoiceDoc], error) {
	var l listing[invoiceDoc]
	p, err := knownProfile(ctx, s.svc, partner.WantsKept(ctx))
	if err != nil {
		return l, err
	}
	text, err := f.period(invoiceRange)
	if err != nil {
		return l, usageError{err}
	}
	a, err := s.svc.Invoices(ctx, text)
	if err != nil {
		return l, kept(err, keptByActivity)
	}
	l = listing[invoiceDoc]{profile: p, asOf: a.AsOf, table: invoiceTable}
	for _, v := range a.Value.Invoices {
		if f.lets(v) {
			l.items = append(l.items, invoiceDocOf(v, p))
		}
	}
	l.doc = func(d listDoc[invoiceDoc]) any { return invoiceListDoc{listDoc: d, Period: periodOf(a.Value.Period)} }
	l.notice = "No invoices from " + a.Value.Period.From.String() + " to " + a.Value.Period.To.String() + "."
	return l, nil
}

// lets reports whether an invoice has a line that is asked for.
func (f *invoiceFilter) lets(v partner.Invoice) bool {
	if len(v.Lines) == 0 {
		return len(f.status.values) == 0 && f.program.want == ""
	}
	for _, l := range v.Lines {
		if f.program.lets(l.ProgramID, l.Program) && f.status.lets(string(l.Status)) {
			return true
		}
	}
	return false
}

func invoiceDocOf(v partner.Invoice, p partner.Profile) invoiceDoc {
	d := invoiceDoc{ID: v.ID, Created: stamp(v.Created, p), BrandID: v.BrandID, Brand: v.Brand, Total: *amountOf(v.Total), Lines: []lineDoc{}}
	for _, l := range v.Lines {
		line := lineDoc{
			ProgramID: maybe(l.ProgramID), Program: maybe(l.Program), Kind: l.Kind, Month: dateText(l.Month), Actions: l.Actions,
			Total: *amountOf(l.Total), Status: string(l.Status), Due: stamp(l.Due, p), Paid: stamp(l.Paid, p),
		}
		if l.Net.Currency != "" {
			line.Net = amountOf(l.Net)
		}
		d.Lines = append(d.Lines, line)
	}
	return d
}

func invoiceTable(all []invoiceDoc) table {
	var rows []invoiceRow
	for _, v := range all {
		for _, l := range v.Lines {
			rows = append(rows, invoiceRow{ID: v.ID, Created: v.Created, BrandID: v.BrandID, Brand: v.Brand, lineDoc: l})
		}
		if len(v.Lines) == 0 {
			rows = append(rows, invoiceRow{ID: v.ID, Created: v.Created, BrandID: v.BrandID, Brand: v.Brand, lineDoc: lineDoc{Total: v.Total}})
		}
	}
	return tableOf(rows)
}
