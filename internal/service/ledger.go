package service

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// How far back money is looked for, by the day of the event. Money older than
// this and still owed is an exception that the brand has to be asked about;
// reaching further costs a request per 44 days.
const horizonDays = 366

// ledgerAge is how old a ledger may be to be shared by figures that are asked
// for one after the other. A refresh by hand must get a new one.
const ledgerAge = 3 * time.Second

// ledger is what the account's actions say about money at one moment.
type ledger struct {
	asOf    time.Time
	since   partner.Date // first event day covered
	zone    *time.Location
	open    []partner.Action // earning, not in the balance yet
	cleared []clearing       // moved into the balance inside the horizon
}

// clearing is money that moved into the balance at a moment.
type clearing struct {
	at     time.Time
	amount partner.Money
}

// readLedger is the ledger of now, fetched once for all who ask within
// ledgerAge.
func (s *Service) readLedger(ctx context.Context, p partner.Profile) (*ledger, error) {
	s.mu.Lock()
	known := s.ledger
	s.mu.Unlock()
	if known != nil && s.now().Sub(known.asOf) < ledgerAge && s.now().Sub(known.asOf) >= 0 {
		return known, nil
	}
	return share(ctx, s, "ledger", func(ctx context.Context) (*ledger, error) {
		l, err := s.fetchLedger(ctx, p)
		if err == nil {
			s.mu.Lock()
			s.ledger = l
			s.mu.Unlock()
		}
		return l, err
	})
}

func (s *Service) fetchLedger(ctx context.Context, p partner.Profile) (*ledger, error) {
	now := s.now()
	today := p.Today(now)
	l := &ledger{asOf: now, since: today.Add(-horizonDays), zone: p.Zone}
	// No filter by state: an account with unknown states must not lose money,
	// and one walk serves pending money and balance alike.
	query := api.ActionQuery{By: api.ByEvent, From: l.since.Start(p.Zone), To: today.Add(1).Start(p.Zone)}
	for a, err := range s.client.In(p.Zone).ListActions(ctx, query) {
		if err != nil {
			return nil, err
		}
		switch {
		case !a.Earns():
		case a.Cleared.IsZero() || a.Cleared.After(now):
			l.open = append(l.open, a)
		default:
			l.cleared = append(l.cleared, clearing{at: a.Cleared, amount: a.Payout})
		}
	}
	return l, nil
}

// billed is what the invoices of the horizon say.
type billed struct {
	invoices []partner.Invoice
	err      error
}

// sources fetches the invoices and the due days of open at the same time.
func (s *Service) sources(ctx context.Context, p partner.Profile, l *ledger) (billed, map[string]time.Time, error) {
	var (
		bills   billed
		due     map[string]time.Time
		dueErr  error
		fetches errgroup.Group
	)
	fetches.Go(func() error {
		from, to := l.since.Start(p.Zone), p.Today(l.asOf).Add(1).Start(p.Zone)
		bills.invoices, bills.err = collect(s.client.In(p.Zone).ListInvoices(ctx, from, to))
		return nil // reported as a note, the other figures still stand
	})
	fetches.Go(func() error {
		due, dueErr = s.dueDays(ctx, p, l.open)
		return nil
	})
	return bills, due, firstErr(fetches.Wait(), dueErr)
}

// dueDays maps the locked ones of the actions to the moment their payout is
// due, from their latest update. Only the span of locking dates at hand is
// asked for.
func (s *Service) dueDays(ctx context.Context, p partner.Profile, open []partner.Action) (map[string]time.Time, error) {
	want := make(map[string]time.Time)
	var first, last time.Time
	for _, a := range open {
		if a.State == partner.ActionPending || a.Locks.IsZero() {
			continue
		}
		want[a.ID] = time.Time{}
		if first.IsZero() || a.Locks.Before(first) {
			first = a.Locks
		}
		if a.Locks.After(last) {
			last = a.Locks
		}
	}
	if len(want) == 0 {
		return want, nil
	}
	latest := make(map[string]time.Time, len(want))
	query := api.ActionQuery{By: api.ByLocking, From: first, To: last.Add(time.Second)}
	for u, err := range s.client.In(p.Zone).ListActionUpdates(ctx, query) {
		if err != nil {
			return want, err
		}
		if _, ok := want[u.ActionID]; ok && !u.At.Before(latest[u.ActionID]) {
			latest[u.ActionID], want[u.ActionID] = u.At, u.Clears
		}
	}
	return want, nil
}

func firstErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
