package service

import (
	"cmp"
	"context"
	"slices"
	"time"

	"impactdash/internal/partner"
)

// Pending is the money owed and not yet in the balance, line by line. Due
// days and bonuses that the token may not read, or that make no sense, are
// named in Notes; the actions themselves must be readable. A companion API
// adds the exact total.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Pending(ctx context.Context) (partner.Answer[partner.Pending], error) {
	return consult(ctx, s, source[partner.Pending]{
		name: "pending", fresh: freshOther, needs: ledgerLease, load: s.loadPending,
		notes: func(p partner.Pending) []partner.Note { return p.Notes },
	})
}

func (s *Service) loadPending(ctx context.Context) (partner.Answer[partner.Pending], error) {
	var none partner.Answer[partner.Pending]
	p, err := s.Profile(ctx)
	if err != nil {
		return none, err
	}
	var (
		l        *ledger
		exact    partner.Opt[partner.ExactBalance]
		exactErr error
	)
	err = together(
		func() (err error) { l, err = s.readLedger(ctx, p); return err },
		func() error { exact, exactErr = s.exactBalance(ctx); return nil },
	)
	if err != nil {
		return none, err
	}
	due, dueErr := s.dueDays(ctx, p, l.open)
	if err := ctx.Err(); err != nil {
		return none, err
	}
	// Without due days and bonuses the figures would shrink until the service
	// is back; only what it refuses for good is done without.
	for _, err := range []error{dueErr, l.invoiceErr} {
		if passing(err) {
			return none, err
		}
	}
	b := pendingBook{zone: p.Zone, today: p.Today(l.asOf), due: due, lines: map[lineKey]*partner.PendingLine{}}
	b.invoiceDue = dueByMonth(l.invoices)
	for _, a := range l.open {
		b.action(a)
	}
	for _, inv := range l.invoices {
		for _, line := range inv.Lines {
			b.bonus(inv, line)
		}
	}
	answer := partner.Pending{Currency: p.Currency, Lines: b.sorted(), Since: l.since, Unsure: b.unsure, Undated: b.undated}
	if dueErr != nil {
		answer.Notes = append(answer.Notes, partner.Note{What: "due days", Err: dueErr})
	}
	if l.invoiceErr != nil {
		answer.Notes = append(answer.Notes, partner.Note{What: "bonuses and overdue invoices", Err: l.invoiceErr})
	}
	if exact.OK {
		answer.Exact = partner.Some(withZero(exact.V.Pending, p.Currency))
	} else if exactErr != nil {
		answer.Notes = append(answer.Notes, partner.Note{What: "exact total", Err: exactErr})
	}
	return partner.Answer[partner.Pending]{Value: answer, AsOf: l.asOf}, nil
}

type lineKey struct {
	program  string
	status   partner.PendingStatus
	currency string
	bonus    bool
}

// pendingBook sorts open money into lines.
type pendingBook struct {
	zone       *time.Location
	today      partner.Date
	due        map[string]time.Time  // action id → due moment, from its updates
	invoiceDue map[monthKey]monthDue // else: program and month → due day
	lines      map[lineKey]*partner.PendingLine
	unsure     int
	undated    int
}

type monthKey struct {
	program string
	month   partner.Date
}

type monthDue struct {
	at      time.Time
	overdue bool
}

// dueByMonth reads the due days of unpaid invoice lines. One line covers all
// actions of a program in a month that locked together. Where several are
// unpaid, nothing tells which of them an action is on: the one due first
// stands for all.
func dueByMonth(invoices []partner.Invoice) map[monthKey]monthDue {
	due := make(map[monthKey]monthDue)
	for _, inv := range invoices {
		for _, l := range inv.Lines {
			if l.Kind != partner.LineMediaPayout || l.Status == partner.LinePaid || l.Month.IsZero() || l.Due.IsZero() {
				continue
			}
			k := monthKey{l.ProgramID, l.Month}
			if old, ok := due[k]; !ok || l.Due.Before(old.at) {
				due[k] = monthDue{at: l.Due, overdue: l.Status == partner.LineOverdue}
			}
		}
	}
	return due
}

func (b *pendingBook) action(a partner.Action) {
	if a.Intended {
		b.unsure++
	}
	day := partner.DateOf(a.At, b.zone)
	status, due := partner.NotLocked, partner.Date{}
	if a.State != partner.ActionPending {
		status, due = b.lockedState(a, day)
	}
	line := b.line(lineKey{a.ProgramID, status, a.Payout.Currency, false}, a.Program)
	book(line, a.Payout, due)
	line.Actions++
	line.Oldest = earlier(line.Oldest, day)
}

// book adds money to a line and keeps apart what is due on its first due day.
func book(line *partner.PendingLine, m partner.Money, due partner.Date) {
	line.Amount = line.Amount.Add(m)
	switch {
	case due.IsZero() || !line.Due.IsZero() && due.After(line.Due):
	case due == line.Due:
		line.AtDue.V = line.AtDue.V.Add(m)
	default:
		line.Due, line.AtDue = due, partner.Some(m)
	}
}

// lockedState tells locked from overdue: the due day of the action's own
// history decides, else the invoice line of its month.
func (b *pendingBook) lockedState(a partner.Action, day partner.Date) (partner.PendingStatus, partner.Date) {
	month := b.invoiceDue[monthKey{a.ProgramID, partner.Date{Year: day.Year, Month: day.Month, Day: 1}}]
	at, late := b.due[a.ID], false
	if at.IsZero() {
		at, late = month.at, month.overdue
	}
	if at.IsZero() {
		b.undated++
		return partner.Locked, partner.Date{}
	}
	due := partner.DateOf(at, b.zone)
	if due.Before(b.today) || late {
		return partner.Overdue, due
	}
	return partner.Locked, due
}

// bonus counts an unpaid invoice line that stands for no action. The lines of
// media payouts are the same money as the actions and are left out.
func (b *pendingBook) bonus(inv partner.Invoice, l partner.InvoiceLine) {
	if l.Kind == partner.LineMediaPayout || l.Status == partner.LinePaid {
		return
	}
	status, due := partner.Locked, partner.Date{}
	if !l.Due.IsZero() {
		due = partner.DateOf(l.Due, b.zone)
	}
	if l.Status == partner.LineOverdue || !due.IsZero() && due.Before(b.today) {
		status = partner.Overdue
	}
	program := l.Program
	if program == "" {
		program = inv.Brand
	}
	m := worth(l)
	id := l.ProgramID
	if id == "" {
		id = program // without it the bonuses of two brands would be one
	}
	book(b.line(lineKey{id, status, m.Currency, true}, program), m, due)
}

// worth is the money of an invoice line without value added tax, or with it
// where the service states no other figure.
func worth(l partner.InvoiceLine) partner.Money {
	if l.Net.Currency == "" {
		return l.Total
	}
	return l.Net
}

func (b *pendingBook) line(k lineKey, program string) *partner.PendingLine {
	l := b.lines[k]
	if l == nil {
		l = &partner.PendingLine{
			ProgramID: k.program, Program: program, Status: k.status, Bonus: k.bonus,
			Amount: partner.Money{Currency: k.currency},
		}
		b.lines[k] = l
	}
	return l
}

func (b *pendingBook) sorted() []partner.PendingLine {
	order := partner.PendingStatuses()
	lines := make([]partner.PendingLine, 0, len(b.lines))
	for _, l := range b.lines {
		lines = append(lines, *l)
	}
	slices.SortFunc(lines, func(x, y partner.PendingLine) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, x.Status), slices.Index(order, y.Status)),
			cmp.Compare(x.Program, y.Program),
			cmp.Compare(x.ProgramID, y.ProgramID),
			cmp.Compare(x.Amount.Currency, y.Amount.Currency),
			cmp.Compare(x.Actions, y.Actions),
		)
	})
	return lines
}

// earlier is the earlier of two days; a zero day does not count.
func earlier(a, b partner.Date) partner.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
