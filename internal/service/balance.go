package service

import (
	"context"
	"time"

	"impactdash/internal/partner"
)

// Balance tells the money in the earnings account and when it is withdrawn
// next. The companion API states it; without one, or when it fails, it is
// estimated. Sources that cannot be had are named in Notes; the estimate is
// absent when actions or paystubs cannot be read.
//
// The estimate rests on one assumption: a withdrawal takes all of the balance.
//
// An estimate that fails for the moment is an error, so that nobody takes the
// answer for a newer one; a note tells what the token or the account lacks.
//
// Kinds: Unauthorized, RateLimited, Unavailable, Malformed.
func (s *Service) Balance(ctx context.Context) (partner.Answer[partner.Balance], error) {
	return consult(ctx, s, source[partner.Balance]{
		name: "balance", fresh: freshOther, needs: ledgerLease, load: s.loadBalance,
		notes: func(b partner.Balance) []partner.Note { return b.Notes },
	})
}

func (s *Service) loadBalance(ctx context.Context) (partner.Answer[partner.Balance], error) {
	p, err := s.Profile(ctx)
	if err != nil {
		return partner.Answer[partner.Balance]{}, err
	}
	started := s.now()
	parts, err := s.balanceParts(ctx, p)
	if err != nil {
		return partner.Answer[partner.Balance]{}, err
	}
	value, err := parts.balance(p, started)
	if err != nil {
		return partner.Answer[partner.Balance]{}, err
	}
	return partner.Answer[partner.Balance]{Value: value, AsOf: started}, nil
}

// balanceParts are the answers that a balance is made of.
type balanceParts struct {
	estimate   estimate
	withdrawal partner.WithdrawalSettings
	exact      partner.Opt[partner.ExactBalance]

	estimateErr, withdrawalErr, exactErr error
}

// balanceParts asks for all parts at the same time. Without the account's
// currency, which neither paystubs nor the threshold of a withdrawal state, only
// the exact balance is asked for. The error is that of ctx.
func (s *Service) balanceParts(ctx context.Context, p partner.Profile) (b balanceParts, err error) {
	work := []func() error{func() error { b.exact, b.exactErr = s.exactBalance(ctx); return nil }}
	if p.Currency == "" {
		b.estimateErr = errNoCurrency
	} else {
		work = append(
			work,
			func() error { b.estimate, b.estimateErr = s.estimate(ctx, p); return nil },
			func() error { b.withdrawal, b.withdrawalErr = s.withdrawal(ctx, p.Currency); return nil },
		)
	}
	if err := together(work...); err != nil {
		return b, err
	}
	return b, ctx.Err()
}

// balance puts the parts together at a moment. Its error is why there is
// neither an exact balance nor an estimate, for the moment.
func (b balanceParts) balance(p partner.Profile, now time.Time) (v partner.Balance, err error) {
	note := func(what string, err error) { v.Notes = append(v.Notes, partner.Note{What: what, Err: err}) }
	v = partner.Balance{Currency: p.Currency, Since: b.estimate.since, LastPaid: b.estimate.last}
	lasting := p.Currency == "" || outOfScope(b.estimateErr) // why there is no estimate is for good
	switch {
	case b.exact.OK:
		v.Exact, v.Estimate = true, partner.Some(withZero(b.exact.V.Balance, p.Currency))
		if b.estimateErr != nil {
			note("last withdrawal", b.estimateErr)
		}
	case b.estimateErr != nil && !lasting:
		return v, b.estimateErr
	case b.estimateErr != nil:
		note("balance", b.estimateErr)
	default:
		v.Estimate, v.Notes = partner.Some(b.estimate.sum), b.estimate.notes
	}
	if b.exactErr != nil {
		note("exact balance", b.exactErr)
	}
	switch {
	case p.Currency == "": // withdrawals were not asked for
	case b.withdrawalErr == nil:
		v.Withdrawal = partner.Some(b.withdrawal)
		if b.withdrawal.Schedule == partner.ByFixedDay {
			v.NextDay = nextFixedDay(p.Today(now), b.withdrawal.Day)
		}
	case partner.KindOf(b.withdrawalErr) == partner.NotFound:
		v.Unset = true
	default:
		note("withdrawal settings", b.withdrawalErr)
	}
	return v, nil
}

// exactBalance is what the companion API states; absent without one.
func (s *Service) exactBalance(ctx context.Context) (partner.Opt[partner.ExactBalance], error) {
	if s.companion == nil {
		return partner.Opt[partner.ExactBalance]{}, nil
	}
	b, err := share(ctx, s, "exact balance", s.companion.Balance)
	return partner.Opt[partner.ExactBalance]{V: b, OK: err == nil}, err
}

// withdrawal is how money leaves the account.
func (s *Service) withdrawal(ctx context.Context, currency string) (partner.WithdrawalSettings, error) {
	return share(ctx, s, "withdrawal settings", func(ctx context.Context) (partner.WithdrawalSettings, error) {
		return s.client.WithdrawalSettings(ctx, currency)
	})
}

// withZero is the sum with a line for the currency: an account without money
// has zero of its currency, not nothing.
func withZero(sum partner.Totals, currency string) partner.Totals {
	var t partner.Totals
	t.AddAll(sum)
	t.Add(partner.Money{Currency: currency})
	return t
}

var errNoCurrency = &partner.Error{
	Op: "load balance", Kind: partner.Malformed, Endpoint: "CompanyInformation",
	Field: "Currency", Detail: "the service does not say the account's currency",
}

// estimate is the outcome of adding up what came in since the last
// withdrawal.
type estimate struct {
	sum   partner.Totals
	since partner.Date
	last  partner.Opt[partner.Money]
	notes []partner.Note
}

func (s *Service) estimate(ctx context.Context, p partner.Profile) (estimate, error) {
	var (
		stubs []partner.Paystub
		l     *ledger
	)
	now := s.now()
	today := p.Today(now)
	year := partner.Period{From: today.Add(1 - horizonDays), To: today, Zone: p.Zone}
	err := together(
		func() (err error) { l, err = s.readLedger(ctx, p); return err },
		func() (err error) { stubs, err = s.client.In(p.Zone).Paystubs(ctx, year, p.Currency); return err },
	)
	if err != nil {
		return estimate{}, err
	}
	if passing(l.invoiceErr) {
		return estimate{}, l.invoiceErr
	}
	e := estimate{}
	e.sum.Add(partner.Money{Currency: p.Currency}) // an empty account has zero, not nothing
	for _, stub := range stubs {
		if e.since.IsZero() || stub.Day.After(e.since) {
			e.since, e.last = stub.Day, partner.Some(stub.Amount)
		}
	}
	// Money that cleared on the day of a withdrawal is taken to be in it: the
	// service clears at midnight and pays out during the day.
	counts := func(at time.Time) bool {
		return !at.IsZero() && !at.After(now) && (e.since.IsZero() || partner.DateOf(at, p.Zone).After(e.since))
	}
	for _, c := range l.cleared {
		if counts(c.at) {
			e.sum.Add(c.amount)
		}
	}
	for _, inv := range l.invoices {
		for _, line := range inv.Lines {
			if line.Kind != partner.LineMediaPayout && line.Status == partner.LinePaid && counts(line.Paid) {
				e.sum.Add(worth(line))
			}
		}
	}
	if l.invoiceErr != nil {
		e.notes = append(e.notes, partner.Note{What: "bonuses", Err: l.invoiceErr})
	}
	return e, nil
}

// nextFixedDay is the next 1st or 15th from today on, moved from a weekend to
// the Monday after it. Bank holidays are not known here. Another day than the
// two that exist gives no date.
func nextFixedDay(today partner.Date, day int) partner.Date {
	if day != 1 && day != 15 {
		return partner.Date{}
	}
	for month := range 2 {
		first := partner.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(month)
		d := first.Add(day - 1)
		for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			d = d.Add(1)
		}
		if !d.Before(today) {
			return d
		}
	}
	return partner.Date{}
}
