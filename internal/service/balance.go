package service

import (
	"context"
	"time"

	"impactdash/internal/partner"
)

// Balance estimates the money in the earnings account and tells when it is
// withdrawn next. Sources that cannot be had are named in Notes; the estimate
// is absent when actions or paystubs cannot be read.
//
// It rests on one assumption: a withdrawal takes all of the balance.
//
// An estimate that fails for the moment is an error, so that nobody takes the
// answer for a newer one; a note tells what the token or the account lacks.
//
// Kinds: Unauthorized, RateLimited, Unavailable, Malformed.
func (s *Service) Balance(ctx context.Context) (partner.Answer[partner.Balance], error) {
	return share(ctx, s, "balance", s.loadBalance)
}

func (s *Service) loadBalance(ctx context.Context) (partner.Answer[partner.Balance], error) {
	var none partner.Answer[partner.Balance]
	p, err := s.Profile(ctx)
	if err != nil {
		return none, err
	}
	var (
		est     estimate
		estErr  error
		set     partner.WithdrawalSettings
		setErr  error
		answer  = partner.Balance{Currency: p.Currency}
		started = s.now()
	)
	if p.Currency == "" { // neither paystubs nor the threshold say theirs
		answer.Notes = []partner.Note{{What: "balance", Err: errNoCurrency}}
		return partner.Answer[partner.Balance]{Value: answer, AsOf: started}, nil
	}
	mistake := together(
		func() error { est, estErr = s.estimate(ctx, p); return nil },
		func() error { set, setErr = s.client.WithdrawalSettings(ctx, p.Currency); return nil },
	)
	if mistake != nil {
		return none, mistake
	}
	if err := ctx.Err(); err != nil {
		return none, err
	}
	if estErr != nil && !outOfScope(estErr) {
		return none, estErr
	}
	if estErr != nil {
		answer.Notes = append(answer.Notes, partner.Note{What: "balance", Err: estErr})
	} else {
		answer.Estimate, answer.Since, answer.LastPaid = partner.Some(est.sum), est.since, est.last
		answer.Notes = est.notes
	}
	switch {
	case setErr == nil:
		answer.Withdrawal = partner.Some(set)
		if set.Schedule == partner.ByFixedDay {
			answer.NextDay = nextFixedDay(p.Today(started), set.Day)
		}
	case partner.KindOf(setErr) == partner.NotFound:
		answer.Unset = true
	default:
		answer.Notes = append(answer.Notes, partner.Note{What: "withdrawal settings", Err: setErr})
	}
	return partner.Answer[partner.Balance]{Value: answer, AsOf: started}, nil
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
