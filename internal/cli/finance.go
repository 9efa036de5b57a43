package cli

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
	"impactdash/internal/service"
)

// newFinance prints what the Finance pane shows.
func newFinance(sys System) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "finance",
		Short: "Print what today earned, what is pending, and the estimated balance",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return forAccount(cmd, sys, orKept(cmd, func(ctx context.Context, s *session) error { return runFinance(ctx, s, out) }))
		},
	}
	out.addFlags(cmd)
	return cmd
}

// financeDoc is the document of finance --json. A part that could not be had
// is null and named in errors.
type financeDoc struct {
	AsOf    *string      `json:"as_of" is:"date-time"` // RFC 3339, the account's zone
	Account accountDoc   `json:"account"`              // whose figures these are
	Today   *todayDoc    `json:"today"`                // what today has earned; null: it could not be had
	Pending *pendingDoc  `json:"pending"`              // what is owed and not in the balance yet; null: it could not be had
	Balance *balanceDoc  `json:"balance"`              // what is in the balance; null: it could not be had
	Errors  []problemDoc `json:"errors"`               // parts that could not be had
}

type todayDoc struct {
	AsOf       *string    `json:"as_of" is:"date-time"` // when the service said so
	Date       string     `json:"date" is:"date"`       // account's day
	Until      string     `json:"until"`                // 15:04, account's zone
	Actions    int        `json:"actions"`              // actions of today that earn
	ByCurrency []todaySum `json:"by_currency"`          // sums, the account's own currency first
}

type todaySum struct {
	Currency         string `json:"currency"`                         // ISO 4217
	Earned           string `json:"earned" is:"decimal"`              // today until now
	SameTimeLastWeek string `json:"same_time_last_week" is:"decimal"` // the same day last week until this time
	AllDayLastWeek   string `json:"all_day_last_week" is:"decimal"`   // that whole day
}

type pendingDoc struct {
	AsOf       *string       `json:"as_of" is:"date-time"` // when the service said so
	Since      *string       `json:"since" is:"date"`      // oldest event day looked at
	ByCurrency []pendingSum  `json:"by_currency"`          // sums, the account's own currency first
	Intended   int           `json:"intended_payouts"`     // payouts without a figure of their own
	Undated    int           `json:"undated_actions"`      // locked, no due day found; counted under locked
	NextPayout *nextDoc      `json:"next_payout"`          // what is due next; null: nothing with a known day
	Lines      []pendingLine `json:"lines"`                // what it is made of
}

type pendingSum struct {
	Currency  string `json:"currency"`                // ISO 4217
	Total     string `json:"total" is:"decimal"`      // all that is owed
	NotLocked string `json:"not_locked" is:"decimal"` // may still change
	Locked    string `json:"locked" is:"decimal"`     // will be paid
	// Overdue is null when none is known of, but undated actions may be.
	Overdue *string `json:"overdue" is:"decimal"`
}

type nextDoc struct {
	Date       string      `json:"date" is:"date"` // the day it is due
	ByCurrency []amountDoc `json:"by_currency"`    // sums, the account's own currency first
}

type amountDoc struct {
	Currency string `json:"currency"`            // ISO 4217
	Amount   string `json:"amount" is:"decimal"` // with at least the decimals of the currency
}

type pendingLine struct {
	ProgramID string  `json:"program_id"`              // of the service
	Program   string  `json:"program"`                 // its name
	Status    string  `json:"status"`                  // not locked, locked or overdue
	Currency  string  `json:"currency"`                // ISO 4217
	Amount    string  `json:"amount" is:"decimal"`     // what is owed
	Actions   int     `json:"actions"`                 // how many actions it is for
	Bonus     bool    `json:"bonus"`                   // money that belongs to no action
	Due       *string `json:"due" is:"date"`           // first day it is due; null: not known
	Oldest    *string `json:"oldest_action" is:"date"` // day of the oldest action; null: it has none
}

type balanceDoc struct {
	AsOf            *string     `json:"as_of" is:"date-time"`       // when the service said so
	Estimate        bool        `json:"estimate"`                   // false where a companion API states the balance
	ByCurrency      []amountDoc `json:"by_currency" null:"yes"`     // sums; null: the estimate could not be made
	SinceWithdrawal *string     `json:"since_withdrawal" is:"date"` // the last withdrawal the estimate begins with; null: it begins with the first action seen
	Threshold       *amountDoc  `json:"withdrawal_threshold"`       // from which money is paid out; null: not by a threshold
	NextWithdrawal  *string     `json:"next_withdrawal" is:"date"`  // day of the next withdrawal; null: not known
	Missing         *amountDoc  `json:"missing_to_withdrawal"`      // null without threshold or estimate
	LastWithdrawal  *amountDoc  `json:"last_withdrawal"`            // null: none is known
	NoMethod        bool        `json:"no_withdrawal_method"`       // nothing is set up: no money can leave
}

// finance is the answers the document is made of.
type finance struct {
	profile                          partner.Profile
	today                            partner.Answer[partner.Today]
	pending                          partner.Answer[partner.Pending]
	balance                          partner.Answer[partner.Balance]
	todayErr, pendingErr, balanceErr error
}

func runFinance(ctx context.Context, s *session, out outputOptions) error {
	var f finance
	sys := s.sys
	err := s.during("Reading figures", func() error { return f.read(ctx, s.svc) })
	if err != nil {
		return err
	}
	doc := f.doc()
	if err := out.write(sys, doc, f.table()); err != nil {
		return err
	}
	for _, p := range doc.Errors {
		fmt.Fprintf(sys.Err, "impactdash: %s: %s %s\n", p.Part, p.Message, p.Next)
	}
	errs := []error{f.todayErr, f.pendingErr, f.balanceErr}
	if b := f.balance.Value; f.balanceErr == nil && !b.Estimate.OK && len(b.Notes) > 0 {
		errs = append(errs, b.Notes[0].Err) // one of the three figures is missing
	}
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("%w: %w", errReported, err)
		}
	}
	return nil
}

// read asks for the three figures at once. An error is that of the account, or
// of a user who stopped it: half a document helps nobody.
func (f *finance) read(ctx context.Context, svc *service.Service) (err error) {
	if f.profile, err = svc.Profile(ctx); err != nil {
		return err
	}
	var wait sync.WaitGroup
	wait.Go(func() { f.today, f.todayErr = svc.Today(ctx) })
	wait.Go(func() { f.pending, f.pendingErr = svc.Pending(ctx) })
	wait.Go(func() { f.balance, f.balanceErr = svc.Balance(ctx) })
	wait.Wait()
	return ctx.Err()
}

func (f finance) doc() financeDoc {
	d := financeDoc{AsOf: stamp(f.asOf(), f.profile), Account: accountOf(f.profile), Errors: []problemDoc{}}
	fail := func(part string, err error) { d.Errors = append(d.Errors, problemOf(part, err)) }
	if f.todayErr != nil {
		fail("today", f.todayErr)
	} else {
		d.Today = f.todayDoc()
	}
	if f.pendingErr != nil {
		fail("pending", f.pendingErr)
	} else {
		d.Pending = f.pendingDoc()
	}
	if f.balanceErr != nil {
		fail("balance", f.balanceErr)
	} else {
		d.Balance = f.balanceDoc()
	}
	for _, n := range slices.Concat(f.pending.Value.Notes, f.balance.Value.Notes) {
		fail(n.What, n.Err)
	}
	return d
}

func (f finance) todayDoc() *todayDoc {
	t := f.today.Value
	doc := &todayDoc{AsOf: stamp(f.today.AsOf, f.profile), Date: t.Day.String(), Until: t.Until, Actions: t.Actions, ByCurrency: []todaySum{}}
	for _, code := range codes(t.Currency, t.Earned, t.SameTime, t.WholeDay) {
		doc.ByCurrency = append(doc.ByCurrency, todaySum{
			Currency: code, Earned: plain(t.Earned.In(code)),
			SameTimeLastWeek: plain(t.SameTime.In(code)), AllDayLastWeek: plain(t.WholeDay.In(code)),
		})
	}
	return doc
}

func (f finance) pendingDoc() *pendingDoc {
	p := f.pending.Value
	doc := &pendingDoc{
		AsOf: stamp(f.pending.AsOf, f.profile), Since: dateText(p.Since),
		ByCurrency: []pendingSum{}, Undated: p.Undated, Intended: p.Unsure, Lines: []pendingLine{},
	}
	total, overdue := p.Total(), p.Sum(partner.Overdue)
	for _, code := range codes(p.Currency, total) {
		sum := pendingSum{
			Currency: code, Total: plain(total.In(code)),
			NotLocked: plain(p.Sum(partner.NotLocked).In(code)),
			Locked:    plain(p.Sum(partner.Locked).In(code)),
		}
		if late := overdue.In(code); p.Undated == 0 || !late.IsZero() {
			text := plain(late)
			sum.Overdue = &text
		}
		doc.ByCurrency = append(doc.ByCurrency, sum)
	}
	if day, amount, ok := p.Next(); ok {
		doc.NextPayout = &nextDoc{Date: day.String(), ByCurrency: amounts(p.Currency, amount)}
	}
	for _, l := range p.Lines {
		doc.Lines = append(doc.Lines, pendingLine{
			ProgramID: l.ProgramID, Program: l.Program, Status: string(l.Status),
			Currency: l.Amount.Currency, Amount: plain(l.Amount), Actions: l.Actions, Bonus: l.Bonus,
			Due: dateText(l.Due), Oldest: dateText(l.Oldest),
		})
	}
	return doc
}

func (f finance) balanceDoc() *balanceDoc {
	b := f.balance.Value
	doc := &balanceDoc{
		AsOf: stamp(f.balance.AsOf, f.profile), Estimate: !b.Exact,
		SinceWithdrawal: dateText(b.Since), NextWithdrawal: dateText(b.NextDay), NoMethod: b.Unset,
	}
	if b.Estimate.OK {
		doc.ByCurrency = amounts(b.Currency, b.Estimate.V)
	}
	if w := b.Withdrawal; w.OK && w.V.Schedule == partner.ByThreshold && w.V.Threshold.OK {
		m := w.V.Threshold.V
		doc.Threshold = amountOf(m)
	}
	if _, missing, ok := b.Progress(); ok {
		doc.Missing = amountOf(missing)
	}
	if b.LastPaid.OK {
		doc.LastWithdrawal = amountOf(b.LastPaid.V)
	}
	return doc
}

// asOf is the moment of the oldest part that was had.
func (f finance) asOf() (oldest time.Time) {
	for _, part := range []struct {
		at  time.Time
		err error
	}{{f.today.AsOf, f.todayErr}, {f.pending.AsOf, f.pendingErr}, {f.balance.AsOf, f.balanceErr}} {
		if part.err == nil && (oldest.IsZero() || part.at.Before(oldest)) {
			oldest = part.at
		}
	}
	return oldest
}

// table is one row per figure and currency; what could not be had is left out
// here and told on stderr.
func (f finance) table() table {
	t := table{head: []string{"figure", "currency", "amount"}}
	add := func(figure, code, amount string) { t.rows = append(t.rows, []string{figure, code, amount}) }
	d := f.doc()
	if d.Today != nil {
		for _, s := range d.Today.ByCurrency {
			add("today", s.Currency, s.Earned)
			add("same time last week", s.Currency, s.SameTimeLastWeek)
			add("all day last week", s.Currency, s.AllDayLastWeek)
		}
	}
	if d.Pending != nil {
		for _, s := range d.Pending.ByCurrency {
			add("pending", s.Currency, s.Total)
			add("not locked", s.Currency, s.NotLocked)
			add("locked", s.Currency, s.Locked)
			if s.Overdue != nil {
				add("overdue", s.Currency, *s.Overdue)
			}
		}
	}
	if d.Balance != nil {
		figure := "balance"
		if d.Balance.Estimate {
			figure = "balance (estimate)"
		}
		for _, s := range d.Balance.ByCurrency {
			add(figure, s.Currency, s.Amount)
		}
	}
	return t
}

// codes lists the currencies of all sums, the account's own first and always.
func codes(home string, sums ...partner.Totals) []string {
	var all partner.Totals
	all.Add(partner.Money{Currency: home})
	for _, s := range sums {
		all.AddAll(s)
	}
	var out []string
	for _, m := range all.Lines(home) {
		out = append(out, m.Currency)
	}
	return out
}

func amountOf(m partner.Money) *amountDoc {
	return &amountDoc{Currency: m.Currency, Amount: plain(m)}
}

func amounts(home string, t partner.Totals) []amountDoc {
	out := []amountDoc{}
	for _, m := range t.Lines(home) {
		out = append(out, *amountOf(m))
	}
	return out
}
