package uitest

import (
	"context"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// History are the answers for the screens that read what this machine has
// seen: Activity and the finder.
type History struct {
	Changes Result[partner.Activity]
	News    Result[partner.Unread]
	Hits    Result[partner.Found]
	Life    Result[partner.Timeline] // of every action

	queries []partner.ActivityQuery
	finds   []partner.Find
	traced  []string
}

func newHistory() History {
	at := Now()
	return History{
		Changes: Result[partner.Activity]{Value: Activity(), AsOf: at},
		News:    Result[partner.Unread]{Value: partner.Unread{Count: 4, Newest: in(-2)}, AsOf: at},
		Hits:    Result[partner.Found]{Value: Hits(), AsOf: at},
		Life:    Result[partner.Timeline]{Value: Timeline(), AsOf: at},
	}
}

func (h *History) fail(err error) {
	h.Changes.Err, h.News.Err, h.Hits.Err, h.Life.Err = err, err, err, err
}

func (h *History) age(at time.Time) {
	h.Changes.AsOf, h.News.AsOf, h.Hits.AsOf, h.Life.AsOf = at, at, at, at
}

// empty leaves a history that has just begun.
func (h *History) empty() {
	h.Changes.Value = partner.Activity{}
	h.News.Value = partner.Unread{}
	h.Hits.Value = partner.Found{}
	h.Life.Value = partner.Timeline{}
}

// Activity are changes of all kinds of things, the newest first; four are
// unread. Total Pending has moved in two currencies.
func Activity() partner.Activity {
	event := func(kind partner.EventKind, hours int, thing, title, program string) partner.Event {
		return partner.Event{
			ID: string(kind) + "/" + thing, Kind: kind, At: in(hours), Stated: true, Seen: in(hours),
			ThingID: thing, Title: title, ProgramID: brandIDs()[program], Program: program,
		}
	}
	some := func(amount string) partner.Opt[partner.Money] { return partner.Some(Money(amount, "USD")) }
	voided := event(partner.ActionVoided, -2, "1000.4636.158140", "A-1077", "Acme Shoes")
	voided.Before, voided.After, voided.Owed, voided.Amount = some("12.40"), some("0.00"), some("-12.40"), some("124.00")
	voided.Reason = "Return: the customer sent everything back"
	fresh := event(partner.ActionTracked, -3, "1000.4636.158141", "A-1078", "Acme Shoes")
	fresh.After, fresh.Owed, fresh.Amount = some("8.15"), some("8.15"), some("81.50")
	fresh.Stated = false
	changed := event(partner.ActionModified, -4, "2000.1.77", "77", "Bolt Bikes")
	changed.Before, changed.After, changed.Owed, changed.Amount = some("1234.50"), some("1200.00"), some("-34.50"), some("24000.00")
	rates := event(partner.ContractRates, -20, "C-31", "Autumn terms", "Cedar Tea")
	rates.From, rates.To = "10 % of the sale", "8 % of the sale"
	moved := event(partner.TaskMoved, -22, "3988020", "Confirm the new APR", "Acme Shoes")
	moved.From, moved.To, moved.Stated = "new", "blocked", false
	answer := event(partner.InquiryMoved, -30, "15652379", "78", "Bolt Bikes")
	answer.From, answer.To, answer.Reason = "waiting", "declined", "Transaction cannot be traced"
	cleared := event(partner.ActionCleared, -50, "2000.1.70", "70", "Bolt Bikes")
	cleared.After, cleared.Owed = some("55.50"), some("-55.50")
	locked := event(partner.ActionLocked, -51, "2000.1.71", "71", "Bolt Bikes")
	locked.After = some("4.20")
	late := event(partner.ActionLate, -70, "2000.1.60", "60", "Bolt Bikes")
	late.After, late.Stated = some("55.50"), false
	bonus := event(partner.LineIssued, -80, "INV-9/100/BONUS", "INV-9", "Acme Shoes")
	bonus.After, bonus.Owed = partner.Some(Money("25.00", "EUR")), partner.Some(Money("25.00", "EUR"))
	old := event(partner.ActionTracked, -150, "3000.2.9", "", "Cedar Tea")
	old.After, old.Owed, old.Seen = some("0.99"), some("0.99"), time.Time{}
	return partner.Activity{
		Events: []partner.Event{voided, fresh, changed, rates, moved, answer, cleared, locked, late, bonus, old},
		Total:  11, Read: in(-21), Since: in(-160),
		Moved: []partner.Movement{
			{
				From: in(-160), To: in(-1), Before: Money("4310.22", "USD"), After: Money("4212.96", "USD"), Rest: Money("-4.00", "USD"),
				Causes: []partner.Cause{
					{Kind: partner.ActionCleared, Count: 1, Amount: Money("-55.50", "USD")},
					{Kind: partner.ActionModified, Count: 1, Amount: Money("-34.50", "USD")},
					{Kind: partner.ActionVoided, Count: 1, Amount: Money("-12.40", "USD")},
					{Kind: partner.ActionTracked, Count: 2, Amount: Money("9.14", "USD")},
				},
			},
			{
				From: in(-160), To: in(-1), Before: Money("77.77", "EUR"), After: Money("102.77", "EUR"), Rest: Money("0.00", "EUR"),
				Causes: []partner.Cause{{Kind: partner.LineIssued, Count: 1, Amount: Money("25.00", "EUR")}},
			},
		},
	}
}

// brandIDs are the program ids of the usual data.
func brandIDs() map[string]string {
	return map[string]string{"Acme Shoes": "100", "Bolt Bikes": "200", "Cedar Tea": "300"}
}

// Hits are three actions in different states, and an inquiry about an order
// that was never tracked.
func Hits() partner.Found {
	action := func(id, order, program string, state partner.ActionState, payout, amount string, hours int) partner.Action {
		return partner.Action{
			ID: id, OrderID: order, ProgramID: brandIDs()[program], Program: program, Event: "Sale", State: state,
			Payout: Money(payout, "USD"), Amount: Money(amount, "USD"), At: in(hours), Created: in(hours + 1),
		}
	}
	voided := action("1000.4636.158140", "A-1077", "Acme Shoes", partner.ActionReversed, "0.00", "124.00", -480)
	pending := action("2000.1.77", "77", "Bolt Bikes", partner.ActionPending, "1200.00", "24000.00", -300)
	pending.SubIDs, pending.PromoCode, pending.SharedID = [3]string{"mail", "", "nov"}, "SAVE10", "spring"
	pending.Locks = in(220)
	cleared := action("2000.1.770", "770", "Bolt Bikes", partner.ActionApproved, "55.50", "1110.00", -2500)
	cleared.Cleared = in(-50)
	asked := Inquiries().Inquiries[0]
	return partner.Found{
		Hits: []partner.Hit{
			{Action: partner.Some(pending), Field: "order id", Value: "77"},
			{Action: partner.Some(cleared), Field: "order id", Value: "770"},
			{Action: partner.Some(voided), Field: "order id", Value: "A-1077"},
			{Inquiry: partner.Some(asked), Field: "order id", Value: "77"},
		},
		Total: 4, Count: 1204, Since: Day(2025, 9, 3),
	}
}

// Timeline is an action that was changed and reversed, and would have been
// locked.
func Timeline() partner.Timeline {
	some := func(amount string) partner.Opt[partner.Money] { return partner.Some(Money(amount, "USD")) }
	asked := Inquiries().Inquiries[1]
	return partner.Timeline{
		Action: Hits().Hits[0].Action.V,
		Steps: []partner.Step{
			{Kind: partner.ActionTracked, At: in(-300), Stated: true, After: some("12.40")},
			{Kind: partner.ActionModified, At: in(-200), Before: some("12.40"), After: some("10.00"), Reason: "Partial return"},
			{Kind: partner.ActionVoided, At: in(-100), Stated: true, Before: some("10.00"), After: some("0.00"), Reason: "Return"},
			{Kind: partner.ActionLocked, At: in(220), Stated: true, Ahead: true},
			{Kind: partner.ActionCleared, At: in(600), Stated: true, Ahead: true},
		},
		Inquiries: []partner.Inquiry{asked}, Due: in(600),
	}
}

// poison makes the history grow and puts amounts that mean no good into it;
// its texts are spoiled with the others.
func (h *History) poison() {
	for i := range Names() {
		c := Currencies()[i%len(Currencies())]
		grow(&h.Changes.Value.Events, Activity().Events)
		grow(&h.Hits.Value.Hits, Hits().Hits)
		grow(&h.Life.Value.Steps, Timeline().Steps)
		e := &h.Changes.Value.Events[i]
		e.Before, e.After, e.Owed = partner.Some(Money(huge, c)), partner.Some(Money("-"+huge, c)), partner.Some(Money("-"+huge, c))
		h.Hits.Value.Hits[0].Action.V.Payout = Money(huge, c)
	}
	h.Changes.Value.Moved = nil
	for _, c := range Currencies() {
		m := partner.Movement{Before: Money(huge, c), After: Money("-"+huge, c), Rest: Money("-"+huge, c)}
		for _, k := range partner.EventKinds() {
			m.Causes = append(m.Causes, partner.Cause{Kind: k, Count: 1 << 40, Amount: Money("-"+huge, c)})
		}
		h.Changes.Value.Moved = append(h.Changes.Value.Moved, m)
	}
	h.Changes.Value.Notes = []partner.Note{{What: Names()[2], Err: Hostility()}}
	h.Life.Value.Notes = h.Changes.Value.Notes
	h.Hits.Value.Hits[3].Inquiry.V.Amount = partner.Some(decimal.MustParse(huge))
	h.Changes.Value.Total, h.Hits.Value.Total, h.Hits.Value.Count = 1<<40, 1<<40, 1<<40
}

// Activity implements activity.Source.
func (s *Source) Activity(_ context.Context, q partner.ActivityQuery) (partner.Answer[partner.Activity], error) {
	s.mu.Lock()
	s.queries = append(s.queries, q)
	s.mu.Unlock()
	return ask(s, s.Changes)
}

// Poll implements activity.Source.
func (s *Source) Poll(context.Context) (partner.Unread, error) {
	s.count()
	return s.News.Value, s.News.Err
}

// ReadActivity implements activity.Source. What comes later is unread from
// then on.
func (s *Source) ReadActivity(_ context.Context, upTo time.Time) error {
	if err := s.act("ReadActivity", upTo); err != nil {
		return err
	}
	s.Changes.Value.Read = upTo
	return nil
}

// Find implements finder.Source.
func (s *Source) Find(_ context.Context, f partner.Find) (partner.Answer[partner.Found], error) {
	s.mu.Lock()
	s.finds = append(s.finds, f)
	s.mu.Unlock()
	return ask(s, s.Hits)
}

// Timeline implements finder.Source.
func (s *Source) Timeline(_ context.Context, id string) (partner.Answer[partner.Timeline], error) {
	s.mu.Lock()
	s.traced = append(s.traced, id)
	s.mu.Unlock()
	return ask(s, s.Life)
}

// Queries lists what the activity was asked for.
func (s *Source) Queries() []partner.ActivityQuery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]partner.ActivityQuery(nil), s.queries...)
}

// Finds lists what was searched for.
func (s *Source) Finds() []partner.Find {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]partner.Find(nil), s.finds...)
}

// Traced lists the actions whose timeline was asked for.
func (s *Source) Traced() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.traced...)
}
