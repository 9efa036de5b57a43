package service

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// Actions are the actions whose event lies in a period, newest first. A long
// period is asked for piece by piece; tell, where it is not nil, hears which
// share of the period has come, 0 to 1, and how many actions. Under
// partner.OnlyKept they are those that the looks for changes have seen.
//
// Kinds: Invalid for a range that cannot be read, Unauthorized, Forbidden,
// RateLimited, Unavailable, Malformed.
func (s *Service) Actions(ctx context.Context, f partner.ActionFilter, tell func(share float64, count int)) (partner.Answer[partner.ActionList], error) {
	var none partner.Answer[partner.ActionList]
	p, period, err := s.periodOf(ctx, "load actions", f.Range)
	if err != nil {
		return none, err
	}
	answer := partner.Answer[partner.ActionList]{Value: partner.ActionList{Period: period}, AsOf: s.now()}
	if partner.WantsKept(ctx) {
		answer.AsOf = s.markedTime(markAt + fromActions)
		answer.Value.Actions, err = s.keptActions(period, f)
		return answer, err
	}
	q := api.ActionQuery{By: api.ByEvent, From: period.Start(), To: period.End(), ProgramID: f.ProgramID, State: f.State}
	whole := q.To.Sub(q.From).Seconds()
	for a, err := range s.client.In(p.Zone).ListActions(ctx, q) {
		if err != nil {
			return none, err
		}
		answer.Value.Actions = append(answer.Value.Actions, a)
		if tell != nil {
			tell(a.At.Sub(q.From).Seconds()/whole, len(answer.Value.Actions))
		}
	}
	s.shareBudget()
	slices.SortStableFunc(answer.Value.Actions, func(a, b partner.Action) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	return answer, nil
}

// periodOf is a range on the account's day.
func (s *Service) periodOf(ctx context.Context, op, text string) (partner.Profile, partner.Period, error) {
	p, err := s.Profile(ctx)
	if err != nil {
		return p, partner.Period{}, err
	}
	period, err := partner.RangeQuery{Text: text}.Resolve(p.Today(s.now()), p.Zone)
	if err != nil {
		err = &partner.Error{Op: op, Kind: partner.Invalid, Detail: err.Error(), Err: err}
	}
	return p, period, err
}

func (s *Service) keptActions(period partner.Period, f partner.ActionFilter) ([]partner.Action, error) {
	if s.markedTime(markAt + fromActions).IsZero() {
		return nil, notKept("actions")
	}
	seen, err := s.history.ActionsBetween(period.Start(), period.End())
	var all []partner.Action
	for _, v := range seen {
		if a := v.Action; (f.ProgramID == "" || a.ProgramID == f.ProgramID) && (f.State == "" || a.State == f.State) {
			all = append(all, a)
		}
	}
	return all, err
}

// Invoices are the invoices created in a period, newest first. Under
// partner.OnlyKept they are those that the looks for changes have seen.
//
// Kinds: as Actions.
func (s *Service) Invoices(ctx context.Context, text string) (partner.Answer[partner.InvoiceList], error) {
	var none partner.Answer[partner.InvoiceList]
	p, period, err := s.periodOf(ctx, "load invoices", text)
	if err != nil {
		return none, err
	}
	answer := partner.Answer[partner.InvoiceList]{Value: partner.InvoiceList{Period: period}, AsOf: s.now()}
	if partner.WantsKept(ctx) {
		answer.AsOf = s.markedTime(markAt + fromInvoices)
		var kept []partner.Invoice
		kept, err = keptThings[partner.Invoice](ctx, s, thingInvoice, fromInvoices)
		for _, v := range kept {
			if !v.Created.Before(period.Start()) && v.Created.Before(period.End()) {
				answer.Value.Invoices = append(answer.Value.Invoices, v)
			}
		}
	} else {
		answer.Value.Invoices, err = collect(s.client.In(p.Zone).ListInvoices(ctx, period.Start(), period.End()))
		s.shareBudget()
	}
	slices.SortStableFunc(answer.Value.Invoices, func(a, b partner.Invoice) int {
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
	})
	return answer, err
}

// Invoice is one invoice. Kinds: as Actions, NotFound.
func (s *Service) Invoice(ctx context.Context, id string) (partner.Answer[partner.Invoice], error) {
	answer := partner.Answer[partner.Invoice]{AsOf: s.now()}
	if !partner.WantsKept(ctx) {
		p, err := s.Profile(ctx)
		if err == nil {
			answer.Value, err = s.client.In(p.Zone).GetInvoice(ctx, id)
		}
		return answer, err
	}
	all, err := keptThings[partner.Invoice](ctx, s, thingInvoice, fromInvoices)
	if err != nil {
		return answer, err
	}
	i := slices.IndexFunc(all, func(v partner.Invoice) bool { return v.ID == id })
	if i < 0 {
		return answer, notKept("invoice " + id)
	}
	return partner.Answer[partner.Invoice]{Value: all[i], AsOf: s.markedTime(markAt + fromInvoices)}, nil
}

// keptThings are the things of a kind that the looks for changes have seen, in
// the order of their ids.
func keptThings[T any](ctx context.Context, s *Service, kind, source string) ([]T, error) {
	if s.markedTime(markAt + source).IsZero() {
		return nil, notKept(source)
	}
	var bodies map[string][]byte
	err := s.history.Update(ctx, func(tx *history.Tx) (err error) {
		bodies, err = tx.Things(kind)
		return err
	})
	var all []T
	for _, id := range slices.Sorted(maps.Keys(bodies)) {
		var v T
		if json.Unmarshal(bodies[id], &v) == nil { // else of another version: as if it had not been seen
			all = append(all, v)
		}
	}
	return all, err
}

// contractLife is the order in which contracts are told.
func contractLife() []partner.ContractStatus {
	return []partner.ContractStatus{
		partner.ContractPending, partner.ContractUpcoming, partner.ContractActive, partner.ContractExpired, partner.ContractDeclined,
	}
}

// Contracts are the account's contracts of every status, with the names of the
// programs. Without those a note says why. It takes five requests and that for
// the programs. Under partner.OnlyKept they are those that were asked for
// before, or that the looks for changes have seen.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Contracts(ctx context.Context) (partner.Answer[partner.ContractList], error) {
	answer, err := consult(ctx, s, source[partner.ContractList]{
		name: "contracts of all states", fresh: freshOther, load: s.loadContracts,
		notes: func(l partner.ContractList) []partner.Note { return l.Notes },
	})
	if err != nil && partner.WantsKept(ctx) {
		return s.seenContracts(ctx)
	}
	return answer, err
}

// seenContracts are those that the looks for changes have seen.
func (s *Service) seenContracts(ctx context.Context) (partner.Answer[partner.ContractList], error) {
	seen, err := keptThings[partner.Contract](ctx, s, thingContract, fromContracts)
	programs, _ := s.allPrograms(ctx) // names only: without them it is the same list
	return partner.Answer[partner.ContractList]{
		Value: partner.ContractList{Contracts: named(seen, programs.Value)}, AsOf: s.markedTime(markAt + fromContracts),
	}, err
}

func (s *Service) loadContracts(ctx context.Context) (partner.Answer[partner.ContractList], error) {
	answer := partner.Answer[partner.ContractList]{AsOf: s.now()}
	var (
		programs    partner.Answer[[]partner.Program]
		programsErr error
	)
	life := contractLife()
	lists := make([][]partner.Contract, len(life))
	work := []func() error{func() error { programs, programsErr = s.allPrograms(ctx); return nil }}
	for i, status := range life {
		work = append(work, func() (err error) {
			all, err := listed(ctx, s, "contracts "+string(status), func(ctx context.Context) iter.Seq2[partner.Contract, error] {
				return s.client.ListContracts(ctx, api.ContractQuery{Status: status})
			})
			lists[i] = all.Value
			return err
		})
	}
	if err := together(work...); err != nil {
		return partner.Answer[partner.ContractList]{}, err
	}
	answer.Value.Contracts = named(slices.Concat(lists...), programs.Value)
	if programsErr != nil {
		answer.Value.Notes = []partner.Note{{What: "names of the programs", Err: programsErr}}
	}
	return answer, nil
}

// named puts contracts in order, each id once, with the names of programs. One
// that moved on while the lists were read counts as it was later in its life.
func named(all []partner.Contract, programs []partner.Program) []partner.NamedContract {
	names := map[string]string{}
	for _, p := range programs {
		names[p.ID] = p.Name
	}
	at := map[string]int{}
	var out []partner.NamedContract
	for _, c := range all {
		v := partner.NamedContract{Contract: c, Program: names[c.ProgramID]}
		if i, ok := at[c.ID]; ok {
			out[i] = v
			continue
		}
		at[c.ID] = len(out)
		out = append(out, v)
	}
	rank := func(s partner.ContractStatus) int {
		if i := slices.Index(contractLife(), s); i >= 0 {
			return i
		}
		return len(contractLife())
	}
	newest := func(c partner.NamedContract) time.Time {
		if c.Updated.After(c.Start) {
			return c.Updated
		}
		return c.Start
	}
	slices.SortStableFunc(out, func(a, b partner.NamedContract) int {
		return cmp.Or(cmp.Compare(rank(a.Status), rank(b.Status)), newest(b).Compare(newest(a)), cmp.Compare(a.ID, b.ID))
	})
	return out
}
