package service

import (
	"maps"
	"slices"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// keep compares what was read with what was known, and keeps both the events
// and the new knowledge. It may run twice and changes nothing but tx.
func (l *look) keep(tx *history.Tx) error {
	at, err := tx.Mark(markLook)
	if err != nil {
		return err
	}
	if !readMoment(at).Equal(l.last) {
		return errOvertaken
	}
	k := keeper{look: l, tx: tx}
	if err := k.compareActions(); err != nil {
		return err
	}
	if err := k.compareThings(); err != nil {
		return err
	}
	for i := range k.events {
		if e := &k.events[i]; e.Program == "" {
			e.Program = l.programName(e.ProgramID)
		}
	}
	if _, err := tx.AddEvents(k.events); err != nil {
		return err
	}
	if err := k.keepSum(); err != nil {
		return err
	}
	return k.keepMarks()
}

// keeper is the comparison of one look.
type keeper struct {
	*look
	tx     *history.Tx
	events []partner.Event
	owed   partner.Totals // what the open actions add to Total Pending
	lines  partner.Totals // and the lines of invoices
	unpaid time.Time      // creation of the oldest invoice that has still to be paid
}

// add adds events. Those of a source that is compared for the first time are of
// the service's own log: of the last days only, and nothing that anybody has
// still to read.
func (k *keeper) add(last time.Time, events []partner.Event) {
	if !last.IsZero() {
		k.events = append(k.events, events...)
		return
	}
	from := k.now.AddDate(0, 0, -firstDays)
	for _, e := range events {
		// The service keeps no log of offers and refusals of contracts.
		dated := e.Stated && e.Kind != partner.ContractNew
		if dated && !e.At.Before(from) {
			k.events = append(k.events, activity.Quiet(e))
		}
	}
}

// compareActions goes through the actions that were listed, and through those
// that are open, to which something may have happened by the day alone.
func (k *keeper) compareActions() error {
	open, err := k.s.openActions(k.tx, k.actions.last)
	if err != nil {
		return err
	}
	if k.actions.read {
		if err := k.readActions(open); err != nil {
			return err
		}
	}
	frame := k.frame(k.actions.last)
	k.open = open
	for _, seen := range open {
		k.owed.Add(frame.Owes(seen.Action, k.now).V)
	}
	return nil
}

// readActions compares and brings open up to date.
func (k *keeper) readActions(open map[string]history.Seen) error {
	r := k.actions.value
	fresh, ahead, dues, err := k.sortUpdates()
	if err != nil {
		return err
	}
	maps.Copy(dues, known(r.dues))
	for _, id := range slices.Sorted(maps.Keys(r.listed)) {
		if err := k.listedAction(r.listed[id], open, fresh[id], ahead[id], dues[id]); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(open)) {
		if _, ok := r.listed[id]; ok {
			continue
		}
		if err := k.silentAction(open, id, dues[id]); err != nil {
			return err
		}
	}
	return nil
}

// known leaves out the days that nobody knows.
func known(dues map[string]time.Time) map[string]time.Time {
	all := map[string]time.Time{}
	for id, at := range dues {
		if !at.IsZero() {
			all[id] = at
		}
	}
	return all
}

// sortUpdates keeps the updates of actions that were listed, and sorts those
// that were not known by action. Those made since the look began wait for the
// comparison, which knows whether the list has them already. An update of an
// action that was not listed is left for the next look. dues are the due days
// the latest of them state.
func (k *keeper) sortUpdates() (fresh, ahead map[string][]partner.ActionUpdate, dues map[string]time.Time, err error) {
	fresh, ahead, dues = map[string][]partner.ActionUpdate{}, map[string][]partner.ActionUpdate{}, map[string]time.Time{}
	for _, u := range k.actions.value.updates {
		if _, ok := k.actions.value.listed[u.ActionID]; !ok {
			continue
		}
		if !u.Clears.IsZero() {
			dues[u.ActionID] = u.Clears
		}
		if !u.At.Before(k.now) {
			ahead[u.ActionID] = append(ahead[u.ActionID], u)
			continue
		}
		ok, err := k.tx.PutUpdate(u)
		if err != nil {
			return nil, nil, nil, err
		}
		if ok {
			fresh[u.ActionID] = append(fresh[u.ActionID], u)
		}
	}
	return fresh, ahead, dues, nil
}

// listedAction compares an action that was listed.
func (k *keeper) listedAction(a partner.Action, open map[string]history.Seen, fresh, ahead []partner.ActionUpdate, due time.Time) error {
	seen, ok := open[a.ID]
	if !ok {
		var err error
		if seen, ok, err = k.tx.Action(a.ID); err != nil {
			return err
		}
	}
	if due.IsZero() {
		due = seen.Due
	}
	look := activity.Look{After: activity.Held{Action: a, Due: due}, Updates: fresh, Ahead: ahead}
	if ok {
		look.Before = partner.Some(activity.Held{Action: seen.Action, Due: seen.Due})
	} else if back, err := k.cameBack(a); err != nil {
		return err
	} else if back.OK {
		look.Before = back
	}
	events, used := k.frame(k.actions.last).Action(look)
	for _, u := range ahead[:used] {
		if _, err := k.tx.PutUpdate(u); err != nil {
			return err
		}
	}
	k.add(k.actions.last, events)
	now := history.Seen{Action: a, Due: due, Listed: k.now}
	if a.Earns() && a.Cleared.IsZero() {
		open[a.ID] = now
	} else {
		delete(open, a.ID)
	}
	return k.tx.PutAction(now)
}

// thingGone are the actions that were listed once and then were not.
const thingGone = "gone action"

// cameBack is an action that had gone, as it was then: worth nothing.
func (k *keeper) cameBack(a partner.Action) (partner.Opt[activity.Held], error) {
	var none partner.Opt[activity.Held]
	_, ok, err := k.tx.Thing(thingGone, a.ID)
	if !ok || err != nil {
		return none, err
	}
	a.State, a.Payout.Amount = partner.ActionReversed, a.Payout.Amount.Zero()
	return partner.Some(activity.Held{Action: a}), k.tx.DropThing(thingGone, a.ID)
}

// silentAction is an open action that did not change, or was not listed.
func (k *keeper) silentAction(open map[string]history.Seen, id string, due time.Time) error {
	seen := open[id]
	frame := k.frame(k.actions.last)
	before := activity.Held{Action: seen.Action, Due: seen.Due}
	since, _ := k.horizon()
	if k.sweep && !k.actions.value.all[id] && !seen.Action.At.Before(since) {
		k.add(k.actions.last, []partner.Event{frame.Gone(before)})
		delete(open, id)
		if err := k.tx.PutThing(thingGone, id, nil); err != nil {
			return err
		}
		return k.tx.DropAction(id)
	}
	after := before
	if !due.IsZero() {
		after.Due = due
	}
	events, _ := frame.Action(activity.Look{Before: partner.Some(before), After: after})
	k.add(k.actions.last, events)
	if after.Due.Equal(before.Due) {
		return nil
	}
	seen.Due = after.Due
	open[id] = seen
	return k.tx.PutAction(seen)
}

// keepSum keeps Total Pending where the actions were looked at: the events
// since the sum before explain it.
func (k *keeper) keepSum() error {
	if !k.actions.read {
		return nil
	}
	lines, whole, err := k.owedLines()
	if err != nil || !whole {
		return err
	}
	sum := k.owed
	sum.AddAll(lines)
	return k.tx.AddPoll(history.Poll{At: k.now, Owed: sum})
}

// keepMarks keeps when everything was looked at. A look in which the actions
// failed does not count as one, so that the next comes soon.
func (k *keeper) keepMarks() error {
	set := map[string]bool{
		markAt + fromActions: k.actions.read, markAt + fromInvoices: k.invoices.read, markAt + fromContracts: k.contracts.read,
		markAt + fromTasks: k.tasks.read, markAt + fromInquiries: k.inquiries.read,
		markSweep: k.sweep && (k.actions.read || outOfScope(k.actions.err)), markWaited: k.actions.read && (k.sweep || k.waited),
		markSince: k.actions.read && k.last.IsZero(), markLook: k.actions.err == nil || outOfScope(k.actions.err),
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !set[name] {
			continue
		}
		if err := k.tx.SetMark(name, moment(k.now)); err != nil {
			return err
		}
	}
	notes := map[string]string{markZone: k.p.Zone.String(), markHome: k.p.Currency}
	if k.invoices.read {
		notes[markUnpaid] = moment(k.unpaid)
	}
	for name, text := range notes {
		if err := k.tx.SetMark(name, text); err != nil {
			return err
		}
	}
	for name, err := range map[string]error{
		fromActions: k.actions.err, fromInvoices: k.invoices.err, fromContracts: k.contracts.err,
		fromTasks: k.tasks.err, fromInquiries: k.inquiries.err,
	} {
		if err := k.keepAccess(name, set[markAt+name], err); err != nil {
			return err
		}
	}
	return k.keepAccess(fromUpdates, k.actions.read, k.actions.value.updatesErr)
}

// keepAccess marks that a source may not be read, or that it may again.
func (k *keeper) keepAccess(source string, read bool, err error) error {
	switch {
	case err != nil && outOfScope(err):
		return k.tx.SetMark(markLacked+source, partner.KindOf(err).String())
	case err == nil && read:
		return k.tx.SetMark(markLacked+source, "")
	}
	return nil
}
