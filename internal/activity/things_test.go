package activity

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func wantTold(t *testing.T, name string, events []partner.Event, want ...string) {
	t.Helper()
	if got := told(events); !slices.Equal(got, want) {
		t.Errorf("%s: told\n\t%s\nwant\n\t%s", name, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	ids := map[string]bool{}
	for _, e := range events {
		if ids[e.ID] || !strings.HasPrefix(e.ID, string(e.Kind)+"/"+e.ThingID) || e.ThingID == "" || !e.Seen.Equal(now) || e.At.IsZero() {
			t.Errorf("%s: the event %+v is not whole", name, e)
		}
		ids[e.ID] = true
	}
}

func bill(lines ...partner.InvoiceLine) partner.Opt[partner.Invoice] {
	return partner.Some(partner.Invoice{ID: "77-1", Created: now.Add(-30 * time.Minute), Brand: "Brand", Lines: lines})
}

func invoiceLine(kind, amount string, status partner.LineStatus, due, paid time.Time) partner.InvoiceLine {
	return partner.InvoiceLine{
		ProgramID: "1000", Program: "Brand", Kind: kind, Month: partner.Date{Year: 2026, Month: 7, Day: 1},
		Net: usd(amount), Total: usd(amount), Status: status, Due: due, Paid: paid,
	}
}

func TestWhatHappensToInvoices(t *testing.T) {
	t.Parallel()
	f := frame(t)
	none := partner.Opt[partner.Invoice]{}
	coming, past, later := now.AddDate(0, 0, 20), now.AddDate(0, 0, -1), now.Add(-time.Minute)
	bonus := invoiceLine(partner.LineBonus, "120", partner.LinePending, coming, time.Time{})
	payouts := invoiceLine(partner.LineMediaPayout, "900.5", partner.LinePending, coming, time.Time{})
	with := func(l partner.InvoiceLine, edit func(*partner.InvoiceLine)) partner.InvoiceLine {
		edit(&l)
		return l
	}
	paid := func(l partner.InvoiceLine) partner.InvoiceLine {
		return with(l, func(l *partner.InvoiceLine) { l.Status, l.Paid = partner.LinePaid, later })
	}
	for _, c := range []struct {
		name          string
		before, after partner.Opt[partner.Invoice]
		want          []string
	}{
		{"nothing", bill(bonus, payouts), bill(bonus, payouts), nil},
		{"new", none, bill(payouts, bonus), []string{"invoice_new: invoiced: payouts, $900.50", "invoice_new: invoiced: bonus, $120.00 [$120.00]"}},
		{"new and paid since", none, bill(paid(bonus)), []string{"invoice_new: invoiced: bonus, $120.00 [$120.00]", "invoice_paid: invoice paid, $120.00 [-$120.00]"}},
		{
			"new and paid before", none, bill(with(bonus, func(l *partner.InvoiceLine) { l.Status, l.Paid = partner.LinePaid, past })),
			[]string{"invoice_new: invoiced: bonus, $120.00"},
		},
		{"modified", bill(bonus), bill(with(bonus, func(l *partner.InvoiceLine) { l.Net = usd("100") })), []string{"invoice_modified: invoice changed, $120.00 → $100.00 [-$20.00]"}},
		{
			"modified and paid", bill(bonus), bill(with(paid(bonus), func(l *partner.InvoiceLine) { l.Net = usd("100") })),
			[]string{"invoice_modified: invoice changed, $120.00 → $100.00 [-$20.00]", "invoice_paid: invoice paid, $100.00 [-$100.00]"},
		},
		{
			"another currency", bill(bonus), bill(with(bonus, func(l *partner.InvoiceLine) { l.Net = money("100", "EUR") })),
			[]string{"invoice_modified: invoice changed, $120.00 → €100.00 [-$120.00]", "invoice_modified: invoice changed, $120.00 → €100.00 [€100.00]"},
		},
		{"modified when it was paid", bill(paid(bonus)), bill(with(paid(bonus), func(l *partner.InvoiceLine) { l.Net = usd("100") })), []string{"invoice_modified: invoice changed, $120.00 → $100.00"}},
		{"paid", bill(payouts), bill(paid(payouts)), []string{"invoice_paid: invoice paid, $900.50"}},
		{"a bonus paid", bill(bonus), bill(paid(bonus)), []string{"invoice_paid: invoice paid, $120.00 [-$120.00]"}},
		{"not paid after all", bill(paid(bonus)), bill(bonus), []string{"invoice_modified: invoice changed: not paid after all, $120.00 [$120.00]"}},
		{
			"overdue by the service's word", bill(bonus), bill(with(bonus, func(l *partner.InvoiceLine) { l.Status = partner.LineOverdue })),
			[]string{"invoice_overdue: invoice overdue, $120.00"},
		},
		{
			"overdue by its day", bill(bonus), bill(with(bonus, func(l *partner.InvoiceLine) { l.Due = past })),
			[]string{"invoice_overdue: invoice overdue, $120.00"},
		},
		{
			"overdue for long", bill(with(bonus, func(l *partner.InvoiceLine) { l.Due = past })),
			bill(with(bonus, func(l *partner.InvoiceLine) { l.Due, l.Status = past, partner.LineOverdue })), nil,
		},
		{"gone", bill(bonus, payouts), none, []string{"invoice_gone: not on the invoice any more, $120.00 [-$120.00]", "invoice_gone: not on the invoice any more, $900.50"}},
		{"a line gone, the same twice", bill(bonus, bonus), bill(bonus), []string{"invoice_gone: not on the invoice any more, $120.00 [-$120.00]"}},
	} {
		events := f.Invoice(c.before, c.after)
		wantTold(t, c.name, events, c.want...)
		var sum partner.Totals
		for _, v := range c.after.V.Lines {
			sum.Add(OwesLine(v).V)
		}
		for _, v := range c.before.V.Lines {
			sum.Add(OwesLine(v).V.Neg())
		}
		for _, e := range events {
			sum.Add(e.Owed.V.Neg())
		}
		if !sum.IsZero() {
			t.Errorf("%s: %v of Total Pending is not explained", c.name, sum.Lines(""))
		}
	}
}

func deal(id string, status partner.ContractStatus, rate string, edit ...func(*partner.Contract)) partner.Contract {
	c := partner.Contract{
		ID: id, ProgramID: "1000", Status: status, Start: now.AddDate(0, -3, 0), Signed: now.AddDate(0, -3, -2), Updated: now.Add(-20 * time.Minute), Terms: "Standard",
		Currency: "USD", Payouts: []partner.EventPayout{{
			EventTypeID: "9", Event: "Online Sale", Rate: partner.Some(decimal.MustParse(rate)),
			Locking: partner.Schedule{Basis: "TRACKED", Period: "END_OF_MONTH", MonthOffset: 1},
		}},
	}
	for _, e := range edit {
		e(&c)
	}
	return c
}

func TestWhatHappensToContracts(t *testing.T) {
	t.Parallel()
	f := frame(t)
	ends := func(at time.Time) func(*partner.Contract) { return func(c *partner.Contract) { c.End = at } }
	starts := func(at time.Time) func(*partner.Contract) { return func(c *partner.Contract) { c.Start = at } }
	recent := now.Add(-10 * time.Minute)
	for _, c := range []struct {
		name          string
		before, after []partner.Contract
		want          []string
	}{
		{"nothing", []partner.Contract{deal("S-1", partner.ContractActive, "8")}, []partner.Contract{deal("S-1", partner.ContractActive, "8.00")}, nil},
		{"offered", nil, []partner.Contract{deal("S-1", partner.ContractPending, "8")}, []string{"contract_new: new contract, 8 %"}},
		{"in force at once", nil, []partner.Contract{deal("S-1", partner.ContractActive, "8")}, []string{"contract_new: new contract, 8 %", "contract_started: contract in force, 8 %"}},
		{"started", []partner.Contract{deal("S-1", partner.ContractUpcoming, "8")}, []partner.Contract{deal("S-1", partner.ContractActive, "8")}, []string{"contract_started: contract in force, 8 %"}},
		{"other rate", []partner.Contract{deal("S-1", partner.ContractActive, "10")}, []partner.Contract{deal("S-1", partner.ContractActive, "8")}, []string{"contract_changed: contract changed: 10 % → 8 %"}},
		{
			"a fixed payout and another kind of event",
			[]partner.Contract{deal("S-1", partner.ContractActive, "10")},
			[]partner.Contract{deal("S-1", partner.ContractActive, "10", func(c *partner.Contract) {
				c.Payouts = append(c.Payouts, partner.EventPayout{EventTypeID: "10", Event: "Lead", Fixed: partner.Some(usd("2.5"))})
			})},
			[]string{"contract_changed: contract changed: 10 % → Online Sale 10 %, Lead $2.50"},
		},
		{
			"other schedule",
			[]partner.Contract{deal("S-1", partner.ContractActive, "10")},
			[]partner.Contract{deal("S-1", partner.ContractActive, "10", func(c *partner.Contract) {
				c.Payouts = []partner.EventPayout{{EventTypeID: "9", Event: "Online Sale", Rate: partner.Some(decimal.MustParse("10")), Locking: partner.Schedule{Basis: "TRACKED", Period: "DAY", DayOffset: 45}}}
			})},
			[]string{"contract_changed: contract changed: locks 1 month from the end of month it is tracked → locks 45 days from the day it is tracked"},
		},
		{
			"an end",
			[]partner.Contract{deal("S-1", partner.ContractActive, "8")},
			[]partner.Contract{deal("S-1", partner.ContractActive, "8", ends(time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)))},
			[]string{"contract_changed: contract changed: open-ended → ends Nov 30, 2026"},
		},
		{
			"ended",
			[]partner.Contract{deal("S-1", partner.ContractActive, "8", ends(recent))},
			[]partner.Contract{deal("S-1", partner.ContractExpired, "8", ends(recent))},
			[]string{"contract_ended: contract ended: expired"},
		},
		{"declined", []partner.Contract{deal("S-1", partner.ContractPending, "8")}, []partner.Contract{deal("S-1", partner.ContractDeclined, "8")}, []string{"contract_ended: contract ended: declined"}},
		{
			"replaced",
			[]partner.Contract{deal("S-1", partner.ContractActive, "8", ends(recent)), deal("S-2", partner.ContractUpcoming, "10", starts(recent))},
			[]partner.Contract{deal("S-1", partner.ContractExpired, "8", ends(recent)), deal("S-2", partner.ContractActive, "10", starts(recent))},
			[]string{"contract_replaced: contract replaced: 8 % → 10 %", "contract_started: contract in force, 10 %"},
		},
		{
			"ended while another is offered",
			[]partner.Contract{deal("S-1", partner.ContractActive, "8", ends(recent)), deal("S-2", partner.ContractPending, "10", starts(recent))},
			[]partner.Contract{deal("S-1", partner.ContractExpired, "8", ends(recent)), deal("S-2", partner.ContractPending, "10", starts(recent))},
			[]string{"contract_ended: contract ended: expired"},
		},
		{"listed no more", []partner.Contract{deal("S-1", partner.ContractActive, "8")}, nil, []string{"contract_ended: contract ended: not listed any more"}},
		{"over and listed no more", []partner.Contract{deal("S-1", partner.ContractExpired, "8")}, nil, nil},
	} {
		by := func(all []partner.Contract) map[string]partner.Contract {
			m := map[string]partner.Contract{}
			for _, c := range all {
				m[c.ID] = c
			}
			return m
		}
		wantTold(t, c.name, f.Contracts(by(c.before), by(c.after)), c.want...)
	}
}

func TestWhatHappensToTasks(t *testing.T) {
	t.Parallel()
	f := frame(t)
	task := func(state partner.TaskState, who string, due time.Time) partner.Opt[partner.Task] {
		return partner.Some(partner.Task{
			ID: "5", Summary: "Swap the banner", State: state, Created: now.Add(-time.Hour / 2), Updated: now.Add(-time.Minute),
			Due: due, Assignee: partner.Person{Name: who},
		})
	}
	none, no := partner.Opt[partner.Task]{}, time.Time{}
	past, long := now.Add(-10*time.Minute), now.Add(-10*time.Hour)
	for _, c := range []struct {
		name          string
		before, after partner.Opt[partner.Task]
		want          []string
	}{
		{"nothing", task(partner.TaskNew, "Ann", no), task(partner.TaskNew, "Ann", no), nil},
		{"new", none, task(partner.TaskNew, "Ann", no), []string{"task_assigned: new task for Ann"}},
		{"new for nobody, and late", none, task(partner.TaskNew, "", long), []string{"task_assigned: new task for anyone", "task_overdue: task overdue"}},
		{"given away", task(partner.TaskNew, "", no), task(partner.TaskNew, "Bob", no), []string{"task_assigned: task given to Bob, before to anyone"}},
		{"moved", task(partner.TaskNew, "Ann", no), task(partner.TaskInProgress, "Ann", no), []string{"task_moved: task new → in progress"}},
		{"late", task(partner.TaskNew, "Ann", past), task(partner.TaskNew, "Ann", past), []string{"task_overdue: task overdue"}},
		{"late for long", task(partner.TaskNew, "Ann", long), task(partner.TaskNew, "Ann", long), nil},
		{"late and done", task(partner.TaskNew, "Ann", past), task(partner.TaskCompleted, "Ann", past), []string{"task_moved: task new → completed"}},
		{"opened again when late", task(partner.TaskCompleted, "Ann", long), task(partner.TaskInProgress, "Ann", long), []string{"task_moved: task completed → in progress", "task_overdue: task overdue"}},
		{"archived", task(partner.TaskApproved, "Ann", no), none, []string{"task_gone: task not listed any more"}},
	} {
		wantTold(t, c.name, f.Task(c.before, c.after), c.want...)
	}
}

func TestWhatHappensToInquiries(t *testing.T) {
	t.Parallel()
	f := frame(t)
	ask := func(s partner.InquiryStatus, edit ...func(*partner.Inquiry)) partner.Inquiry {
		q := partner.Inquiry{ID: "9", OrderID: "W-1", Type: partner.InquiryUntracked, Status: s, Created: now.Add(-40 * time.Minute)}
		for _, e := range edit {
			e(&q)
		}
		return q
	}
	refused := func(q *partner.Inquiry) {
		q.Resolved, q.RejectReason = now.Add(-time.Minute), "Transaction cannot be traced"
	}
	asked := func(q *partner.Inquiry) {
		q.Comments = []partner.InquiryComment{{User: "Brand", Text: "Please add the e-mail.", At: now.Add(-5 * time.Minute)}}
	}
	none := partner.Opt[partner.Inquiry]{}
	for _, c := range []struct {
		name   string
		before partner.Opt[partner.Inquiry]
		after  partner.Inquiry
		at     time.Time
		stated bool
		want   []string
	}{
		{"nothing", partner.Some(ask(partner.InquiryUnresolved)), ask(partner.InquiryUnresolved), now, true, nil},
		{"new", none, ask(partner.InquiryUnresolved), now.Add(-40 * time.Minute), true, []string{"inquiry_new: inquiry: order not tracked"}},
		{
			"new and refused", none, ask(partner.InquiryRefused, refused), now.Add(-time.Minute), true,
			[]string{"inquiry_new: inquiry: order not tracked", "inquiry_moved: inquiry waiting → declined: transaction cannot be traced"},
		},
		{
			"the brand wants more", partner.Some(ask(partner.InquiryUnresolved)), ask(partner.InquiryIncomplete, asked), now.Add(-5 * time.Minute), true,
			[]string{"inquiry_moved: inquiry waiting → wants more: please add the e-mail"},
		},
		{"accepted on a day not said", partner.Some(ask(partner.InquiryIncomplete, asked)), ask(partner.InquiryValid, asked), now, false, []string{"inquiry_moved: inquiry wants more → accepted"}},
	} {
		events := f.Inquiry(c.before, c.after)
		wantTold(t, c.name, events, c.want...)
		if n := len(events); n > 0 && (!events[n-1].At.Equal(c.at) || events[n-1].Stated != c.stated) {
			t.Errorf("%s: at %v, stated %v", c.name, events[n-1].At, events[n-1].Stated)
		}
	}
}
