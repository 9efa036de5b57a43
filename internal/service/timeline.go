package service

import (
	"cmp"
	"context"
	"slices"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/api"
	"impactdash/internal/partner"
)

const opTimeline = "load timeline"

// Timeline is the life of one action: what this machine has seen of it, and
// what the service's updates tell. The service is asked only for an action that
// is not known here, and for the updates of one that has none here; a note
// says so when it cannot be asked.
//
// Kinds: NotFound for an action nobody knows, and those of reading actions.
func (s *Service) Timeline(ctx context.Context, id string) (partner.Answer[partner.Timeline], error) {
	return share(ctx, s, "timeline "+id, func(ctx context.Context) (partner.Answer[partner.Timeline], error) {
		return s.loadTimeline(ctx, id)
	})
}

func (s *Service) loadTimeline(ctx context.Context, id string) (partner.Answer[partner.Timeline], error) {
	var none partner.Answer[partner.Timeline]
	seen, known, err := s.history.ActionByID(id)
	if err != nil {
		return none, err
	}
	asOf := s.markedTime(markAt + fromActions)
	if !known {
		if partner.WantsKept(ctx) {
			return none, &partner.Error{Op: opTimeline, Kind: partner.Unavailable, Detail: "the action is not known on this machine"}
		}
		asOf = s.now()
		if seen.Action, err = s.client.GetAction(ctx, id); err != nil {
			return none, err
		}
	}
	v := partner.Timeline{Action: seen.Action, Due: seen.Due}
	updates, note, err := s.updatesOf(ctx, seen.Action)
	if err != nil {
		return none, err
	}
	if note.OK {
		v.Notes = append(v.Notes, note.V)
	}
	for _, u := range updates {
		if v.Due.IsZero() && !u.Clears.IsZero() {
			v.Due = u.Clears
		}
	}
	events, err := s.history.ActionEvents(id)
	if err != nil {
		return none, err
	}
	v.Steps = s.steps(v.Action, v.Due, updates, events)
	inquiries, err := s.knownInquiries(ctx)
	if err != nil {
		return none, err
	}
	for _, q := range inquiries {
		if q.ActionID == id || q.ActionID == "" && q.OrderID != "" && q.OrderID == v.Action.OrderID && q.ProgramID == v.Action.ProgramID {
			v.Inquiries = append(v.Inquiries, q)
		}
	}
	return partner.Answer[partner.Timeline]{Value: v, AsOf: asOf}, nil
}

// updatesOf are the updates of an action as they were seen, oldest first, or
// the service's where none was.
func (s *Service) updatesOf(ctx context.Context, a partner.Action) ([]partner.ActionUpdate, partner.Opt[partner.Note], error) {
	none := partner.Opt[partner.Note]{}
	updates, err := s.history.ActionUpdates(a.ID)
	if err != nil || len(updates) > 0 {
		return updates, none, err
	}
	lacking := func(err error) partner.Opt[partner.Note] {
		return partner.Some(partner.Note{What: "updates of the action", Err: err})
	}
	if partner.WantsKept(ctx) {
		return nil, lacking(&partner.Error{Op: opTimeline, Kind: partner.Unavailable, Detail: "not known on this machine; the service has not been asked"}), nil
	}
	// There is no filter by action; nothing else has its very second.
	query := api.ActionQuery{By: api.ByEvent, From: a.At.Truncate(time.Second), To: a.At.Truncate(time.Second).Add(time.Second), ProgramID: a.ProgramID}
	for u, err := range s.client.ListActionUpdates(ctx, query) {
		if err != nil {
			if ctx.Err() != nil {
				return nil, none, err
			}
			return nil, lacking(err), nil
		}
		if u.ActionID == a.ID {
			updates = append(updates, u)
		}
	}
	slices.SortFunc(updates, func(a, b partner.ActionUpdate) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return updates, none, nil
}

// steps are what happened to the action and what is to come, oldest first. The
// comparison with nothing tells the first; what only this machine noticed, such
// as money that no update explains, is added from its events.
func (s *Service) steps(a partner.Action, due time.Time, updates []partner.ActionUpdate, events []partner.Event) []partner.Step {
	zone, _ := s.home()
	frame := activity.Frame{Now: s.now(), Zone: zone, Horizon: horizonDays}
	told, _ := frame.Action(activity.Look{After: activity.Held{Action: a, Due: due}, Updates: updates})
	have := map[string]bool{}
	for _, e := range told {
		have[e.ID] = true
	}
	for _, e := range events {
		// What was told by the dates then may be told by other dates now.
		again := slices.ContainsFunc(told, func(o partner.Event) bool {
			return o.Kind == e.Kind && (e.Kind == partner.ActionTracked || e.Kind == partner.ActionLocked || e.Kind == partner.ActionCleared)
		})
		if !have[e.ID] && !again {
			told = append(told, e)
		}
	}
	var steps []partner.Step
	for _, e := range told {
		steps = append(steps, partner.Step{Kind: e.Kind, At: e.At, Stated: e.Stated, Before: e.Before, After: e.After, Reason: e.Reason})
	}
	slices.SortStableFunc(steps, func(x, y partner.Step) int { return x.At.Compare(y.At) })
	return append(steps, ahead(a, due, frame.Now)...)
}

// ahead are the days that are to come.
func ahead(a partner.Action, due, now time.Time) []partner.Step {
	if !a.Earns() || !a.Cleared.IsZero() && !a.Cleared.After(now) {
		return nil
	}
	var steps []partner.Step
	after := partner.Some(a.Payout)
	if a.State == partner.ActionPending && a.Locks.After(now) {
		steps = append(steps, partner.Step{Kind: partner.ActionLocked, At: a.Locks, Stated: true, Ahead: true, After: after})
	}
	if at := due; at.After(now) {
		steps = append(steps, partner.Step{Kind: partner.ActionCleared, At: at, Stated: true, Ahead: true, After: after})
	}
	return steps
}
