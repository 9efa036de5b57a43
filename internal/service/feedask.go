package service

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/api"
	"impactdash/internal/history"
	"impactdash/internal/partner"
)

const (
	// askAhead is how far questions reach beyond now: what happens while they
	// are asked must not fall between two looks.
	askAhead = time.Minute
	// watchWindow is the longest span of locking dates in one question.
	watchWindow = 44 * 24 * time.Hour
	// mostGone is how many actions may vanish between two looks at all of
	// them; more, where it is most of what is open, is taken for a mistake.
	mostGone = 20
)

// actionsRead is what a look read about actions.
type actionsRead struct {
	listed  map[string]partner.Action // those that are not as they were, or have updates
	all     map[string]bool           // ids of all that were listed
	updates []partner.ActionUpdate    // oldest first
	dues    map[string]time.Time      // of what is locked
	// updatesErr is why there are no updates, for good.
	updatesErr error
}

// ask puts all questions of a look. Failures stand in the parts; the error is
// that of a caller who gave up.
func (l *look) ask(ctx context.Context) error {
	since, until := l.horizon()
	l.invoicesFrom = l.unsettled(since)
	client := l.s.client.In(l.p.Zone)
	err := together(
		func() error { l.askActions(ctx); return nil },
		func() error {
			askThings(l, &l.invoices, fromInvoices, func(v partner.Invoice) string { return v.ID }, client.ListInvoices(ctx, l.invoicesFrom, until))
			return nil
		},
		func() error {
			askThings(l, &l.contracts, fromContracts, func(v partner.Contract) string { return v.ID }, l.allContracts(ctx))
			return nil
		},
		func() error {
			askThings(l, &l.tasks, fromTasks, func(v partner.Task) string { return v.ID }, client.ListTasks(ctx, api.TaskQuery{}))
			if l.tasks.read {
				l.nameTasks(ctx)
			}
			return nil
		},
		func() error {
			askThings(l, &l.inquiries, fromInquiries, func(v partner.Inquiry) string { return v.ID }, client.ListInquiries(ctx, api.InquiryQuery{}))
			return nil
		},
	)
	return firstErr(err, ctx.Err())
}

// askThings reads a list to its end, when it is time to. Of two with one id the
// last one counts.
func askThings[T any](l *look, into *part[map[string]T], name string, id func(T) string, list iter.Seq2[T, error]) {
	into.name, into.last = name, l.s.markedTime(markAt+name)
	age := l.now.Sub(into.last)
	l.s.mu.Lock()
	demanded := l.s.notBefore.After(into.last)
	l.s.mu.Unlock()
	if l.refused(name) || !into.last.IsZero() && !l.sweep && !demanded && age >= 0 && age < l.s.feed.rhythm.Things {
		return
	}
	all := map[string]T{}
	for v, err := range list {
		if err != nil {
			into.err = err
			return
		}
		all[id(v)] = v
	}
	into.read, into.value = true, all
}

// unsettled is from when on invoices are asked for: since the oldest that is
// not paid and the look before, or all of the horizon with a sweep.
func (l *look) unsettled(since time.Time) time.Time {
	from := l.s.markedTime(markUnpaid)
	last := l.s.markedTime(markAt + fromInvoices).Add(-l.s.feed.rhythm.Overlap)
	if last.Before(from) {
		from = last
	}
	if l.sweep || from.Before(since) {
		return since
	}
	return from
}

// allContracts are the contracts of every status, one list after the other.
func (l *look) allContracts(ctx context.Context) iter.Seq2[partner.Contract, error] {
	return func(yield func(partner.Contract, error) bool) {
		// The order is that of a contract's life: one that moves on while the
		// lists are read is met again, later in its life.
		for _, status := range []partner.ContractStatus{
			partner.ContractPending, partner.ContractUpcoming, partner.ContractActive, partner.ContractExpired, partner.ContractDeclined,
		} {
			for c, err := range l.s.client.In(l.p.Zone).ListContracts(ctx, api.ContractQuery{Status: status}) {
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}
}

// nameTasks adds the programs of tasks, which only the companion API knows.
// Without them the tasks are the same.
func (l *look) nameTasks(ctx context.Context) {
	extras, err := l.s.taskExtras(ctx)
	if err != nil {
		return
	}
	for id, x := range extras {
		if t, ok := l.tasks.value[id]; ok {
			t.ProgramID, t.Program = x.ProgramID, x.Program
			l.tasks.value[id] = t
		}
	}
}

// askActions reads what changed about actions, or all of them. The updates come
// last: what an action shows that no update explains was changed by none.
func (l *look) askActions(ctx context.Context) {
	a := &l.actions
	a.name, a.last = fromActions, l.s.markedTime(markAt+fromActions)
	if l.refused(fromActions) {
		return
	}
	var open map[string]history.Seen
	err := l.s.history.Update(ctx, func(tx *history.Tx) (err error) {
		open, err = l.s.openActions(tx, a.last)
		return err
	})
	if err != nil {
		a.err = err
		return
	}
	listed, err := l.listActions(ctx, open)
	if err == nil {
		err = l.plausible(open, listed)
	}
	if err != nil {
		a.err = err
		return
	}
	r := actionsRead{listed: map[string]partner.Action{}, all: map[string]bool{}}
	if err := l.askUpdates(ctx, &r); err != nil {
		a.err = err
		return
	}
	if err := l.sift(ctx, &r, open, listed); err != nil {
		a.err = err
		return
	}
	a.read, a.value = true, r
}

// openActions are the actions that earn and are not in the balance, as they
// were known after the last look, at a moment. The map is the caller's own.
func (s *Service) openActions(tx *history.Tx, at time.Time) (map[string]history.Seen, error) {
	if m := s.remembered(at); m.open != nil {
		return maps.Clone(m.open), nil
	}
	open := map[string]history.Seen{}
	for seen, err := range tx.OpenActions() {
		if err != nil {
			return nil, err
		}
		open[seen.Action.ID] = seen
	}
	return open, nil
}

// listActions asks for the actions of a look.
func (l *look) listActions(ctx context.Context, open map[string]history.Seen) (map[string]partner.Action, error) {
	var questions []api.ActionQuery
	if l.sweep {
		from, to := l.horizon()
		questions = append(questions, api.ActionQuery{By: api.ByEvent, From: from, To: to})
	} else {
		questions = l.watch(open)
	}
	if !l.actions.last.IsZero() {
		from, to := l.window()
		questions = append(questions, api.ActionQuery{By: api.ByUpdate, From: from, To: to}, api.ActionQuery{By: api.ByLocking, From: from, To: to})
	}
	listed := map[string]partner.Action{}
	for _, q := range questions {
		for a, err := range l.s.client.In(l.p.Zone).ListActions(ctx, q) {
			if err != nil {
				return nil, err
			}
			if a.Cleared.After(l.now) {
				a.Cleared = time.Time{} // not in the balance yet
			}
			listed[a.ID] = a
		}
	}
	return listed, nil
}

// window is the span of dates in which something may have changed since the
// look before.
func (l *look) window() (from, to time.Time) {
	from, to = l.actions.last.Add(-l.s.feed.rhythm.Overlap), l.now.Add(askAhead)
	if oldest, _ := l.horizon(); from.Before(oldest) {
		from = oldest
	}
	return from, to
}

// watch are the questions about the actions to which something should have
// happened by now and has not: by their locking dates, each program by itself
// where that takes no more questions. The latest come first where there are too
// many; all are looked at with the sweep.
func (l *look) watch(open map[string]history.Seen) []api.ActionQuery {
	frame := l.frame(l.actions.last)
	l.waited = l.now.Sub(l.s.markedTime(markWaited)) >= l.s.feed.rhythm.Things
	var late, recent []partner.Action
	for _, seen := range open {
		since, ok := frame.Awaits(activity.Held{Action: seen.Action, Due: seen.Due})
		switch {
		case !ok:
		case l.now.Sub(since) <= l.s.feed.rhythm.Lately:
			recent = append(recent, seen.Action)
		case l.waited:
			late = append(late, seen.Action)
		}
	}
	return append(lockedSpans(recent), lockedSpans(late)...)
}

// lockedSpans covers the locking dates of actions with few questions.
func lockedSpans(actions []partner.Action) []api.ActionQuery {
	byProgram := map[string][]partner.Action{}
	for _, a := range actions {
		byProgram[a.ProgramID] = append(byProgram[a.ProgramID], a)
	}
	whole := spans(actions, "")
	var parts []api.ActionQuery
	for program, some := range byProgram {
		parts = append(parts, spans(some, program)...)
	}
	if len(parts) <= activity.Watched {
		whole = parts
	}
	slices.SortFunc(whole, func(a, b api.ActionQuery) int {
		return cmp.Or(b.To.Compare(a.To), cmp.Compare(a.ProgramID, b.ProgramID))
	})
	return whole[:min(len(whole), activity.Watched)]
}

// spans covers the locking dates with as few windows as can be.
func spans(actions []partner.Action, program string) []api.ActionQuery {
	slices.SortFunc(actions, func(a, b partner.Action) int { return b.Locks.Compare(a.Locks) })
	var all []api.ActionQuery
	for _, a := range actions {
		n := len(all)
		if n > 0 && all[n-1].To.Sub(a.Locks) <= watchWindow {
			all[n-1].From = a.Locks
			continue
		}
		all = append(all, api.ActionQuery{By: api.ByLocking, From: a.Locks, To: a.Locks.Add(time.Second), ProgramID: program})
	}
	return all
}

// plausible refuses a list of all actions that lacks most of what was open: an
// empty answer is more likely a mistake than the end of all business.
func (l *look) plausible(open map[string]history.Seen, listed map[string]partner.Action) error {
	if !l.sweep {
		return nil
	}
	since, _ := l.horizon()
	missing, expected := 0, 0
	for id, seen := range open {
		if seen.Action.At.Before(since) {
			continue
		}
		expected++
		if _, ok := listed[id]; !ok {
			missing++
		}
	}
	if missing > mostGone && missing > expected/2 {
		return &partner.Error{
			Op: "compare actions", Kind: partner.Malformed, Endpoint: "Actions",
			Detail: "most of the open actions are missing from the list; what was known stays",
		}
	}
	return nil
}

// askUpdates reads the updates since the look before, or those of the last days.
func (l *look) askUpdates(ctx context.Context, r *actionsRead) error {
	if l.refused(fromUpdates) {
		r.updatesErr = &partner.Error{Op: "load action updates", Kind: partner.Forbidden}
		return nil
	}
	q := api.ActionQuery{By: api.ByUpdate}
	q.From, q.To = l.window()
	if l.actions.last.IsZero() {
		q.From = l.now.AddDate(0, 0, -firstDays)
	}
	// The questions before took their time, and more may have changed.
	if to := l.s.now().Add(askAhead); to.After(q.To) {
		q.To = to
	}
	updates, err := collect(l.s.client.In(l.p.Zone).ListActionUpdates(ctx, q))
	if err != nil && outOfScope(err) {
		r.updatesErr = err
		return nil
	}
	slices.SortFunc(updates, func(a, b partner.ActionUpdate) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	r.updates = updates
	return err
}

// sift leaves out the actions that are as they were, and asks when the others
// are due.
func (l *look) sift(ctx context.Context, r *actionsRead, open map[string]history.Seen, listed map[string]partner.Action) error {
	updated := map[string]bool{}
	for _, u := range r.updates {
		updated[u.ActionID] = true
	}
	memory := l.s.remembered(l.actions.last)
	var lockedNow []partner.Action // whose due day is asked for
	for id, a := range listed {
		r.all[id] = true
		if a.Program != "" {
			l.names[a.ProgramID] = a.Program
		}
		seen, known := open[id]
		if shut, ok := memory.shut[id]; ok && !updated[id] && digest(memory.seed, a) == shut {
			continue
		}
		if !known && !l.actions.last.IsZero() {
			var err error
			if seen, known, err = l.s.history.ActionByID(id); err != nil {
				return err
			}
		}
		if !known || updated[id] || !sameAction(seen.Action, a) {
			r.listed[id] = a
		}
		fresh := !known || seen.Action.State == partner.ActionPending || seen.Due.IsZero()
		if a.Earns() && a.State != partner.ActionPending && a.Cleared.IsZero() && (l.sweep || fresh) {
			lockedNow = append(lockedNow, a)
		}
	}
	if r.updatesErr != nil {
		return nil //nolint:nilerr // it is told with the other parts that could not be had
	}
	var err error
	if r.dues, err = l.s.dueDays(ctx, l.p, lockedNow); err != nil && outOfScope(err) {
		err = nil
	}
	return err
}

// sameAction reports whether an action is as it was.
func sameAction(a, b partner.Action) bool {
	same := func(x, y partner.Money) bool { return x.Currency == y.Currency && x.Amount.Cmp(y.Amount) == 0 }
	times := a.At.Equal(b.At) && a.Created.Equal(b.Created) && a.Locks.Equal(b.Locks) && a.Cleared.Equal(b.Cleared)
	money := same(a.Payout, b.Payout) && same(a.Amount, b.Amount)
	a.At, a.Created, a.Locks, a.Cleared, a.Payout, a.Amount = b.At, b.Created, b.Locks, b.Cleared, b.Payout, b.Amount
	return times && money && a == b
}
