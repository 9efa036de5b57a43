package service

import (
	"cmp"
	"context"
	"slices"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// todoSource is one place to-dos come from.
type todoSource struct {
	name  string // for notes
	load  func(context.Context, todoView) ([]partner.Todo, error)
	quiet bool // an account without it lacks nothing: no note for 403 and 404
}

// todoView is what all sources look at their things with.
type todoView struct {
	partner.Profile
	now time.Time
}

// day is a day in words, in the account's zone: "Nov 29".
func (v todoView) day(t time.Time) string { return partner.DateOf(t, v.Zone).Format("Jan 2") }

// Todos is what wants a decision of the account's holder, snoozed to-dos
// included. The API has no such list: it is derived from contracts, inquiries,
// tasks, overdue money, tax document, withdrawal settings, properties, promo
// codes and deals, and joined with that of the companion API.
//
// It takes nine general requests (contracts twice, programs, inquiries, tasks,
// tax document, withdrawal settings, properties, promo codes), at most
// dealPrograms more in an hour for deals, the requests of Pending once in
// rowsAge, and three of the companion API; those that other panes make at the
// same moment are shared with them. The first one after a snooze, or what takes
// one back, takes the sources of the last rowsAge as they were and asks the
// companion API alone.
//
// Each source may fail alone: its to-dos are those of the last time then, and
// a note says why. Only when all fail and nothing is known is it an error.
//
// Kinds: Unauthorized, RateLimited, Unavailable, Malformed.
func (s *Service) Todos(ctx context.Context) (partner.Answer[partner.TodoList], error) {
	answer, err := consult(ctx, s, source[partner.TodoList]{
		name: todosFlight, fresh: freshTodos, load: s.loadTodos,
		notes: func(l partner.TodoList) []partner.Note { return l.Notes },
	})
	if err != nil {
		return answer, err
	}
	todos := slices.Clone(answer.Value.Todos) // others have it as well
	sleep(todos, s.store.State(), s.now())
	slices.SortStableFunc(todos, compareTodos)
	answer.Value.Todos = todos
	return answer, nil
}

const todosFlight = "todos"

// sourced is what a source of to-dos said.
type sourced struct {
	todos []partner.Todo
	err   error
}

func (s *Service) todoSources() []todoSource {
	all := []todoSource{
		{name: "contracts", load: s.contractTodos},
		{name: "contracts that begin soon", load: s.upcomingTodos},
		{name: "inquiries", load: s.inquiryTodos, quiet: true},
		{name: "tasks", load: s.taskTodos},
		{name: "overdue money", load: s.overdueTodos},
		{name: "tax document", load: s.taxTodos},
		{name: "withdrawal settings", load: s.bankTodos},
		{name: "properties", load: s.propertyTodos},
		{name: "promo codes", load: s.promoTodos},
		{name: "deals", load: s.dealTodos},
	}
	if s.companion != nil {
		all = append(all, todoSource{name: companionTodos, load: func(ctx context.Context, _ todoView) ([]partner.Todo, error) {
			todos, err := s.companion.Todos(ctx)
			s.heard(err)
			return todos, err
		}})
	}
	return all
}

// companionTodos names the companion API's list.
const companionTodos = partner.OwnTodos

func (s *Service) loadTodos(ctx context.Context) (partner.Answer[partner.TodoList], error) {
	var none partner.Answer[partner.TodoList]
	p, err := s.Profile(ctx)
	if err != nil {
		return none, err
	}
	v := todoView{Profile: p, now: s.now()}
	sources := s.todoSources()
	asOf, found, errs, err := s.askSources(ctx, sources, v)
	if err != nil {
		return none, err
	}
	list := partner.TodoList{Reach: s.reach(pageDecisions)}
	var derived, server []partner.Todo
	for i, src := range sources {
		todos, err := s.steady(src, found[i], errs[i])
		if err != nil {
			list.Notes = append(list.Notes, partner.Note{What: src.name, Err: err})
		}
		if src.name == companionTodos {
			server = todos
			list.Reach.Companion = errs[i] == nil
			continue
		}
		derived = append(derived, todos...)
	}
	if len(derived)+len(server) == 0 && allFailed(sources, found, errs) {
		return none, firstPassing(errs)
	}
	list.Todos = joinTodos(derived, server)
	for i := range list.Todos {
		t := &list.Todos[i]
		t.Decide = t.Decide && list.Reach.Companion
	}
	return partner.Answer[partner.TodoList]{Value: list, AsOf: asOf}, nil
}

// askSources asks all sources at once, or the companion API alone when only
// snoozes changed since. asOf is when the others were asked.
func (s *Service) askSources(ctx context.Context, sources []todoSource, v todoView) (asOf time.Time, found [][]partner.Todo, errs []error, err error) {
	s.mu.Lock()
	kept, writes := s.sources, s.writes
	age := v.now.Sub(kept.AsOf)
	again := s.slept && len(kept.Value) == len(sources) && age >= 0 && age < rowsAge
	s.slept = false
	s.mu.Unlock()
	asOf = v.now
	found, errs = make([][]partner.Todo, len(sources)), make([]error, len(sources))
	var work []func() error
	for i, src := range sources {
		if again && src.name != companionTodos {
			asOf, found[i], errs[i] = kept.AsOf, kept.Value[i].todos, kept.Value[i].err
			continue
		}
		work = append(work, func() error { found[i], errs[i] = src.load(ctx, v); return nil })
	}
	if err := cmp.Or(together(work...), ctx.Err()); err != nil {
		return asOf, nil, nil, err
	}
	now := make([]sourced, len(sources))
	for i := range sources {
		now[i] = sourced{todos: found[i], err: errs[i]}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writes == writes {
		s.sources = partner.Answer[[]sourced]{Value: now, AsOf: asOf}
	}
	return asOf, found, errs, nil
}

// steady keeps the to-dos of a source over a failure that may pass, so that
// nothing looks done because the service was down. What the account has no
// access to is gone. A source may find some and fail for the rest. The error
// is what to note.
func (s *Service) steady(src todoSource, found []partner.Todo, err error) ([]partner.Todo, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil || found != nil:
		s.lastly[src.name] = found
		return found, err
	case outOfScope(err):
		delete(s.lastly, src.name)
		if src.quiet {
			return nil, nil
		}
		return nil, err
	}
	return s.lastly[src.name], err
}

func allFailed(sources []todoSource, found [][]partner.Todo, errs []error) bool {
	for i, src := range sources {
		if errs[i] == nil || found[i] != nil || src.quiet && outOfScope(errs[i]) {
			return false
		}
	}
	return true
}

// firstPassing prefers a failure that may pass: it says more about why all of
// them failed than one missing permission does.
func firstPassing(errs []error) error {
	for _, err := range errs {
		if passing(err) {
			return err
		}
	}
	return firstErr(errs...)
}

// joinTodos puts the service's own to-dos beside the derived ones. One that
// both know, by thing, is one to-do: the words are the service's, which knows
// names that the Partner API does not tell; State stays the derived one, so
// that a snooze until it changes does not end when the companion API is away.
func joinTodos(derived, server []partner.Todo) []partner.Todo {
	at := map[string]int{}
	var all []partner.Todo
	for _, t := range derived {
		if _, ok := at[thing(t)]; ok {
			continue
		}
		at[thing(t)] = len(all)
		all = append(all, t)
	}
	for _, t := range server {
		i, ok := at[thing(t)]
		if !ok {
			at[thing(t)] = len(all)
			all = append(all, t)
			continue
		}
		have := all[i]
		t.Kind = have.Kind // a snooze belongs to it, and the companion API may be away
		t.State = firstOf(have.State, t.State)
		t.Text, t.Detail = firstOf(t.Text, have.Text), firstOf(t.Detail, have.Detail)
		t.Act, t.Brand, t.Program = firstOf(t.Act, have.Act), firstOf(t.Brand, have.Brand), firstOf(t.Program, have.Program)
		t.Count = max(t.Count, have.Count)
		if t.Due.IsZero() {
			t.Due = have.Due
		}
		if t.Since.IsZero() {
			t.Since = have.Since
		}
		if !t.Amount.OK {
			t.Amount = have.Amount
		}
		all[i] = t
	}
	for i := range all {
		all[i].Count = max(all[i].Count, 1)
	}
	return all
}

// thing is what a to-do is about. An invitation and a proposal with the same
// contract are one: who counts an ended program as joined may differ.
func thing(t partner.Todo) string {
	if t.Kind == partner.TodoProposal {
		t.Kind = partner.TodoInvitation
	}
	return t.Key()
}

// sleep marks what is snoozed: here, or at the service. What is snoozed or woken
// here counts where both are, until it is over: the service may not have been
// told. See store.Snooze.Wakes for deadlines and changes. A snooze belongs to
// kind and object, so a new invitation is never hidden by an old one.
func sleep(todos []partner.Todo, kept store.State, now time.Time) {
	for i := range todos {
		t := &todos[i]
		z, ok := kept.Snoozes[t.Key()]
		switch {
		case ok && z.Until.After(now):
		case t.Wake.After(kept.Woken[t.Key()]):
			z = store.Snooze{Until: t.Wake, Slept: t.Slept}
		default:
			z = store.Snooze{}
		}
		wake, hidden := z.Wakes(*t, now)
		t.Wake, t.OnChange, t.Slept = time.Time{}, false, time.Time{}
		if hidden {
			t.Wake, t.OnChange, t.Slept = wake, z.OnChange, z.Slept
		}
	}
}

// compareTodos orders by deadline, then what has none by kind, the oldest
// first.
func compareTodos(a, b partner.Todo) int {
	if a.Due.IsZero() != b.Due.IsZero() {
		if a.Due.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(
		a.Due.Compare(b.Due),
		cmp.Compare(slices.Index(todoKinds(), a.Kind), slices.Index(todoKinds(), b.Kind)),
		a.Since.Compare(b.Since),
		cmp.Compare(a.Key(), b.Key()),
	)
}

// todoKinds lists the kinds by how much a day's delay costs; unknown ones come
// first, because nobody knows.
func todoKinds() []partner.TodoKind {
	return []partner.TodoKind{
		partner.TodoOther, partner.TodoBank, partner.TodoTax, partner.TodoOverdue, partner.TodoInquiry, partner.TodoTask,
		partner.TodoInvitation, partner.TodoCampaign, partner.TodoProposal, partner.TodoPromoCode, partner.TodoDeal, partner.TodoUpcoming, partner.TodoProperty,
	}
}
