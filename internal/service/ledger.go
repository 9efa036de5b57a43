package service

import (
	"context"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// How far back money is looked for, by the day of the event. Money older than
// this and still owed is an exception that the brand has to be asked about;
// reaching further costs a request per 44 days.
const horizonDays = 366

// ledgerLease is what a program needs that asks for the actions and invoices of
// a year: pending money and the balance do, and programs that start together
// would otherwise ask for one each.
const ledgerLease = "ledger"

// ledger is what the account's actions say about money at one moment.
type ledger struct {
	asOf    time.Time
	since   partner.Date // first event day covered
	zone    *time.Location
	open    []partner.Action // earning, not in the balance yet
	cleared []clearing       // moved into the balance inside the horizon

	invoices   []partner.Invoice // created inside the horizon
	invoiceErr error             // why there are none
}

// clearing is money that moved into the balance at a moment.
type clearing struct {
	at     time.Time
	amount partner.Money
}

// readLedger fetches the ledger of now, once for all who ask at the same time.
// Invoices that cannot be had are left to the caller; actions must be.
func (s *Service) readLedger(ctx context.Context, p partner.Profile) (*ledger, error) {
	return share(ctx, s, "ledger", func(ctx context.Context) (*ledger, error) {
		now := s.now()
		l := &ledger{asOf: now, since: p.Today(now).Add(-horizonDays), zone: p.Zone}
		from, to := l.since.Start(p.Zone), p.Today(now).Add(1).Start(p.Zone)
		err := together(
			func() error { return l.readActions(ctx, s.client.In(p.Zone), from, to) },
			func() error {
				l.invoices, l.invoiceErr = collect(s.client.In(p.Zone).ListInvoices(ctx, from, to))
				return nil
			},
		)
		return l, err
	})
}

// readActions sorts the account's actions into open and cleared ones. It asks
// without a filter by state: an account with unknown states must not lose
// money, and one walk serves pending money and balance alike.
func (l *ledger) readActions(ctx context.Context, client *api.Client, from, to time.Time) error {
	for a, err := range client.ListActions(ctx, api.ActionQuery{By: api.ByEvent, From: from, To: to}) {
		if err != nil {
			return err
		}
		switch {
		case !a.Earns():
		case a.Cleared.IsZero() || a.Cleared.After(l.asOf):
			l.open = append(l.open, a)
		default:
			l.cleared = append(l.cleared, clearing{at: a.Cleared, amount: a.Payout})
		}
	}
	return nil
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
		// An update from before the lock has no due day and takes none away.
		if _, ok := want[u.ActionID]; ok && !u.Clears.IsZero() && !u.At.Before(latest[u.ActionID]) {
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
