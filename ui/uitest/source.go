package uitest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"impactdash/internal/partner"
)

// sprint and quote keep the messages of the checks short.
func sprint(format string, args ...any) string { return fmt.Sprintf(format, args...) }
func quote(s string) string                    { return fmt.Sprintf("%q", s) }

// Result is what a source answers to one question.
type Result[T any] struct {
	Value T
	AsOf  time.Time
	Err   error
}

func (r Result[T]) answer() (partner.Answer[T], error) {
	if r.Err != nil {
		return partner.Answer[T]{}, r.Err
	}
	return partner.Answer[T]{Value: r.Value, AsOf: r.AsOf}, nil
}

// Source answers every question of the dashboard from its fields, counts the
// calls and remembers the ranges it was asked for. Change the fields between
// commands, not during one.
type Source struct {
	Account Result[partner.Profile]
	Earned  Result[partner.Today]
	Owed    Result[partner.Pending]
	Funds   Result[partner.Balance]
	Chart   Result[partner.Snapshot] // of the affiliate persona
	Creator Result[partner.Snapshot]
	Roles   Result[partner.Personas]
	Limits  partner.Budget
	Widgets
	Aside

	// Kept answers what is asked under partner.OnlyKept; nil has kept nothing.
	Kept *Source

	// Ranged makes the answer to a range; nil answers Chart or Creator to every
	// one.
	Ranged func(partner.RangeQuery) Result[partner.Snapshot]

	mu     sync.Mutex
	calls  int
	ranges []partner.RangeQuery
}

// NewSource is a source with usual data.
func NewSource() *Source {
	at := Now()
	return &Source{
		Account: Result[partner.Profile]{Value: Profile()},
		Earned:  Result[partner.Today]{Value: Today(), AsOf: at},
		Owed:    Result[partner.Pending]{Value: Pending(), AsOf: at},
		Funds:   Result[partner.Balance]{Value: Balance(), AsOf: at},
		Chart:   Result[partner.Snapshot]{Value: Snapshot(30), AsOf: at},
		Creator: Result[partner.Snapshot]{Value: CreatorSnapshot(30), AsOf: at},
		Roles:   Result[partner.Personas]{Value: BothPersonas(), AsOf: at},
		Widgets: newWidgets(),
	}
}

// at is the source that answers under ctx: what this machine has kept, or the
// service.
func (s *Source) at(ctx context.Context) *Source {
	switch {
	case !partner.WantsKept(ctx):
		return s
	case s.Kept != nil:
		return s.Kept
	}
	none := &Source{}
	err := &partner.Error{Op: "look", Kind: partner.NotFound, Detail: "nothing is kept"}
	none.Fail(err)
	none.Account.Err = err
	return none
}

// Fail makes every question of a pane fail with err; nil lets them succeed.
func (s *Source) Fail(err error) {
	s.Earned.Err, s.Owed.Err, s.Funds.Err, s.Chart.Err = err, err, err, err
	s.Creator.Err, s.Roles.Err = err, err
	s.fail(err)
}

// Age makes all answers as old as given, counted from Now.
func (s *Source) Age(d time.Duration) {
	at := Now().Add(-d)
	s.Earned.AsOf, s.Owed.AsOf, s.Funds.AsOf, s.Chart.AsOf = at, at, at, at
	s.Creator.AsOf, s.Roles.AsOf = at, at
	s.TaskList.AsOf, s.ProgramList.AsOf, s.LinkList.AsOf, s.PropertyList.AsOf, s.LeadList.AsOf = at, at, at, at, at
	s.TodoList.AsOf, s.InquiryList.AsOf, s.CampaignList.AsOf, s.BrandList.AsOf = at, at, at, at
	s.age(at)
}

// Calls counts the questions so far.
func (s *Source) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Asked lists the ranges asked for.
func (s *Source) Asked() []partner.RangeQuery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]partner.RangeQuery(nil), s.ranges...)
}

// Last is the range asked for last.
func (s *Source) Last() partner.RangeQuery {
	all := s.Asked()
	if len(all) == 0 {
		return partner.RangeQuery{}
	}
	return all[len(all)-1]
}

func (s *Source) count() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
}

// Profile implements ui.Sources.
func (s *Source) Profile(ctx context.Context) (partner.Profile, error) {
	s = s.at(ctx)
	s.count()
	if s.Account.Err != nil {
		return partner.Profile{}, s.Account.Err
	}
	return s.Account.Value, nil
}

// Budget implements ui.Sources. It is a look at what is known, no question.
func (s *Source) Budget() partner.Budget { return s.Limits }

// Today implements finance.Source.
func (s *Source) Today(ctx context.Context) (partner.Answer[partner.Today], error) {
	s = s.at(ctx)
	return ask(s, s.Earned)
}

// Pending implements finance.Source.
func (s *Source) Pending(ctx context.Context) (partner.Answer[partner.Pending], error) {
	s = s.at(ctx)
	return ask(s, s.Owed)
}

// Balance implements finance.Source.
func (s *Source) Balance(ctx context.Context) (partner.Answer[partner.Balance], error) {
	s = s.at(ctx)
	return ask(s, s.Funds)
}

// Snapshot implements snapshot.Source.
func (s *Source) Snapshot(ctx context.Context, q partner.RangeQuery) (partner.Answer[partner.Snapshot], error) {
	s = s.at(ctx)
	s.mu.Lock()
	s.calls++
	s.ranges = append(s.ranges, q)
	s.mu.Unlock()
	if s.Ranged != nil {
		return s.Ranged(q).answer()
	}
	if q.Persona == partner.CreatorPersona {
		return s.Creator.answer()
	}
	return s.Chart.answer()
}

// Personas implements snapshot.Source.
func (s *Source) Personas(ctx context.Context) (partner.Answer[partner.Personas], error) {
	s = s.at(ctx)
	return ask(s, s.Roles)
}
