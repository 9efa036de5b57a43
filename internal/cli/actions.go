package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"impactdash/internal/partner"
)

// actionDoc is a tracked conversion and the money it earns.
type actionDoc struct {
	ID        string     `json:"id" tty:"1"`                          // of the service
	ProgramID string     `json:"program_id"`                          // of the brand's program
	Program   string     `json:"program" tty:"2,cut"`                 // its name
	Event     string     `json:"event" tty:"6,cut"`                   // kind of action, such as Online Sale
	State     string     `json:"state" tty:"2"`                       // PENDING, APPROVED (locked), REVERSED (void) or another word of the service
	At        *string    `json:"event_date" is:"date-time" tty:"1"`   // when the customer acted
	Created   *string    `json:"creation_date" is:"date-time"`        // when it was tracked
	Locks     *string    `json:"locking_date" is:"date-time" tty:"4"` // when it locks or has; null: not set
	Cleared   *string    `json:"cleared_date" is:"date-time"`         // when the money came into the balance; null: it has not
	Payout    amountDoc  `json:"payout" tty:"1"`                      // what the account earns
	Intended  bool       `json:"payout_intended"`                     // the service has not worked the payout out yet and states what is intended
	Amount    *amountDoc `json:"sale_amount" tty:"3"`                 // what the customer paid; null: not stated
	OrderID   *string    `json:"order_id" tty:"3,cut"`                // the brand's number; null: not told
	PromoCode *string    `json:"promo_code"`                          // null: none
	SubID1    *string    `json:"sub_id1" tty:"5,cut"`                 // null: none
	SubID2    *string    `json:"sub_id2"`                             // null: none
	SubID3    *string    `json:"sub_id3"`                             // null: none
	SharedID  *string    `json:"shared_id"`                           // null: none
}

// actionSum is what the listed actions make in one currency.
type actionSum struct {
	Currency string `json:"currency"`            // ISO 4217
	Payout   string `json:"payout" is:"decimal"` // of all that are not reversed
	Reversed int    `json:"reversed_actions"`    // actions that are, which earn nothing
	Earning  int    `json:"actions"`             // actions that are not
}

// actionListDoc is the document of actions list --json.
type actionListDoc struct {
	listDoc[actionDoc]
	Period     periodDoc   `json:"period"`      // days of the events, both included
	ByCurrency []actionSum `json:"by_currency"` // sums of all that the filters let through, whatever --limit cuts
}

// lifeDoc is an action with what happened to it: the document of actions show.
type lifeDoc struct {
	actionDoc
	Due   *string   `json:"payout_due" is:"date-time"` // when the money is due; null: not known
	Steps []stepDoc `json:"steps"`                     // what happened and what is to come, oldest first
	Asked []string  `json:"inquiry_ids"`               // inquiries about it
}

// stepDoc is one thing that happened to an action, or will.
type stepDoc struct {
	Kind   string     `json:"kind"`              // as in activity, such as action_locked
	At     *string    `json:"at" is:"date-time"` // null: not known
	Stated bool       `json:"stated"`            // false: noticed at that moment, and somewhat older
	Ahead  bool       `json:"ahead"`             // expected, not happened
	Before *amountDoc `json:"payout_before"`     // null: it has none
	After  *amountDoc `json:"payout_after"`      // null: it has none
	Reason *string    `json:"reason"`            // the brand's word; null: none
}

// actionFilter selects actions.
type actionFilter struct {
	periodFlags
	status  oneOf
	program programFilter
}

func actionStates() []string {
	return texts(partner.ActionPending, partner.ActionApproved, partner.ActionReversed)
}

// newActions prints the actions of a period.
func newActions(sys System) *cobra.Command {
	var f actionFilter
	return noun[actionDoc, lifeDoc]{
		name: "actions", one: "action", many: "actions",
		short: "Print the actions of a period, with all that is needed to reconcile them",
		long: "Prints the actions whose event lies in a period, newest first. Days are those of\n" +
			"the account's zone. A year takes some requests and may take a while. With\n" +
			"--offline they are those that the dashboard or impactdash activity has seen.",
		example: "  impactdash actions --range 7d\n  impactdash actions --from 2026-01-01 --to 2026-01-31 --csv\n" +
			"  impactdash actions --status reversed --program 11042 --json",
		filters: func(flags *pflag.FlagSet) {
			f.addTo(flags, "that of the configuration")
			f.status.addTo(flags, "status", "only this status", actionStates())
			f.program.addTo(flags)
		},
		program: &f.program,
		between: exclusive(),
		check: func(sys System) error {
			return cmp.Or(f.status.check(actionStates()), f.check(sys, partner.DefaultRange))
		},
		list: f.list,
		show: showAction,
	}.command(sys)
}

func (f *actionFilter) list(ctx context.Context, s *session) (listing[actionDoc], error) {
	var l listing[actionDoc]
	p, err := knownProfile(ctx, s.svc, partner.WantsKept(ctx))
	if err != nil {
		return l, err
	}
	text, err := f.period(s.config.Range)
	if err != nil {
		return l, usageError{err}
	}
	a, err := s.svc.Actions(ctx, partner.ActionFilter{Range: text}, s.progress.reached)
	if err != nil {
		return l, kept(err, keptByActivity)
	}
	l = listing[actionDoc]{profile: p, asOf: a.AsOf}
	var earned partner.Totals
	sums := map[string]*actionSum{}
	for _, v := range a.Value.Actions {
		if !f.program.lets(v.ProgramID, v.Program) || !f.status.lets(string(v.State)) {
			continue
		}
		l.items = append(l.items, actionDocOf(v, p))
		sum := sums[v.Payout.Currency]
		if sum == nil {
			sum = &actionSum{Currency: v.Payout.Currency}
			sums[v.Payout.Currency] = sum
		}
		earned.Add(partner.Money{Currency: v.Payout.Currency})
		if !v.Earns() {
			sum.Reversed++
			continue
		}
		sum.Earning++
		earned.Add(v.Payout)
	}
	l.doc = func(d listDoc[actionDoc]) any {
		doc := actionListDoc{listDoc: d, Period: periodOf(a.Value.Period), ByCurrency: []actionSum{}}
		for _, m := range earned.Lines(p.Currency) {
			sum := actionSum{Currency: m.Currency, Payout: plain(m)}
			if s := sums[m.Currency]; s != nil {
				sum.Reversed, sum.Earning = s.Reversed, s.Earning
			}
			doc.ByCurrency = append(doc.ByCurrency, sum)
		}
		return doc
	}
	l.notice = "No actions from " + a.Value.Period.From.String() + " to " + a.Value.Period.To.String() + "."
	return l, nil
}

func actionDocOf(a partner.Action, p partner.Profile) actionDoc {
	d := actionDoc{
		ID: a.ID, ProgramID: a.ProgramID, Program: a.Program, Event: a.Event, State: string(a.State),
		At: stamp(a.At, p), Created: stamp(a.Created, p), Locks: stamp(a.Locks, p), Cleared: stamp(a.Cleared, p),
		Payout: *amountOf(a.Payout), Intended: a.Intended, OrderID: maybe(a.OrderID), PromoCode: maybe(a.PromoCode),
		SubID1: maybe(a.SubIDs[0]), SubID2: maybe(a.SubIDs[1]), SubID3: maybe(a.SubIDs[2]), SharedID: maybe(a.SharedID),
	}
	if a.Amount.Currency != "" {
		d.Amount = amountOf(a.Amount)
	}
	return d
}

func showAction(ctx context.Context, s *session, id string) (single[lifeDoc], error) {
	var v single[lifeDoc]
	p, err := knownProfile(ctx, s.svc, partner.WantsKept(ctx))
	if err != nil {
		return v, err
	}
	a, err := s.svc.Timeline(ctx, id)
	if err != nil {
		return v, err
	}
	d := lifeDoc{actionDoc: actionDocOf(a.Value.Action, p), Due: stamp(a.Value.Due, p), Steps: []stepDoc{}, Asked: []string{}}
	for _, step := range a.Value.Steps {
		d.Steps = append(d.Steps, stepDoc{
			Kind: string(step.Kind), At: stamp(step.At, p), Stated: step.Stated, Ahead: step.Ahead,
			Before: perhaps(step.Before), After: perhaps(step.After), Reason: maybe(step.Reason),
		})
	}
	for _, q := range a.Value.Inquiries {
		d.Asked = append(d.Asked, q.ID)
	}
	return single[lifeDoc]{profile: p, asOf: a.AsOf, item: d, notes: a.Value.Notes}, nil
}
