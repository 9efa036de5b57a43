package service

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/history"
	"impactdash/internal/partner"
)

const (
	feedLease = "activity"
	leaseFor  = 2 * time.Minute // a look that takes longer is given up, see shareLimit
	feedRetry = time.Minute     // after a failure
	firstDays = 30              // of the service's own log that are read at the first look
)

// Marks of the history that are about looks; the moments are RFC 3339.
const (
	markSince  = "activity since"   // the first look
	markLook   = "activity look"    // the last look
	markSweep  = "activity sweep"   // the last look at all actions
	markRead   = "activity read"    // up to where the user has read
	markAt     = "activity at "     // and a source: when it was compared last
	markWaited = "activity waiting" // the last look at actions that have been due for long
	markUnpaid = "activity unpaid"  // creation of the oldest invoice that is not paid
	markZone   = "activity zone"    // the account's zone and currency, as they were last
	markHome   = "activity currency"
	markLacked = "activity without " // and a source: why it may not be read
)

// What is compared: the sources of the feed.
const (
	fromActions   = "actions"
	fromUpdates   = "action updates"
	fromInvoices  = "invoices"
	fromContracts = "contracts"
	fromTasks     = "tasks"
	fromInquiries = "inquiries"
)

func feedSources() []string {
	return []string{fromActions, fromUpdates, fromInvoices, fromContracts, fromTasks, fromInquiries}
}

// errOvertaken is a look that another program was faster with.
var errOvertaken = errors.New("another program has looked meanwhile")

// feed is what a Service remembers of its looks.
type feed struct {
	rhythm activity.Rhythm
	asked  atomic.Int32 // how often a first look was due

	// Guarded by Service.mu.
	tried  time.Time // the last look that failed
	memory memory
}

// Poll looks for changes when it is time to, or demanded, and no other program
// with the same history is about it; in any case it counts what is unread. A
// clock that was set back looks again when it has passed the last look.
//
// An error tells what could not be read. What was known of that stays as it
// was, and the next look compares with it.
func (s *Service) Poll(ctx context.Context) (partner.Unread, error) {
	if partner.WantsKept(ctx) {
		return s.unread()
	}
	type polled struct {
		unread partner.Unread
		err    error
	}
	p, err := share(ctx, s, "poll", func(ctx context.Context) (polled, error) {
		if err := s.giveWay(ctx); err != nil {
			return polled{}, err
		}
		err := s.lookIfDue(ctx)
		u, unreadErr := s.unread()
		return polled{u, firstErr(err, unreadErr)}, nil
	})
	return p.unread, firstErr(err, p.err)
}

func (s *Service) unread() (partner.Unread, error) { return s.history.Unread(s.markedTime(markRead)) }

func (s *Service) lookIfDue(ctx context.Context) error {
	if !s.lookDue() || !s.history.Lease(feedLease, s.holder, s.now().Add(leaseFor)) {
		return nil
	}
	defer s.history.Release(feedLease, s.holder)
	if !s.lookDue() { // somebody was faster
		return nil
	}
	err := s.look(ctx)
	if errors.Is(err, errOvertaken) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feed.tried = time.Time{}
	if err != nil {
		s.feed.tried = s.now()
	}
	return err
}

// lookDue reports whether it is time to look.
func (s *Service) lookDue() bool {
	now, last, demanded := s.now(), s.markedTime(markLook), s.oldest()
	s.mu.Lock()
	wanted, tried := s.wanted, s.feed.tried
	s.mu.Unlock()
	switch {
	case now.Before(last): // the clock was set back
		return false
	case last.IsZero() && s.polite.Load() && wanted.IsZero():
		// The first look reads a year, to compare with later: it can wait for
		// a dashboard to be asked for the second time.
		return s.feed.asked.Add(1) > 1
	case demanded.After(last) && demanded.After(tried):
		return true
	case !tried.IsZero() && now.Sub(tried) >= 0 && now.Sub(tried) < feedRetry:
		return false
	}
	return last.IsZero() || now.Sub(last) >= s.feed.rhythm.Look
}

func (s *Service) markedTime(name string) time.Time { return readMoment(s.history.Mark(name)) }

// readMoment reads a mark; one that is missing or unreadable is zero.
func readMoment(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// look is one look at the account.
type look struct {
	s     *Service
	p     partner.Profile
	now   time.Time
	last  time.Time // the look before; zero: this is the first
	sweep bool      // all actions are read, and refused sources asked again

	waited bool // actions that have been due for long were asked for

	actions   part[actionsRead]
	invoices  part[map[string]partner.Invoice]
	contracts part[map[string]partner.Contract]
	tasks     part[map[string]partner.Task]
	inquiries part[map[string]partner.Inquiry]
	names     map[string]string // programs by id
	open      map[string]history.Seen

	invoicesFrom time.Time // those created before it were not asked for
}

// part is one source in a look.
type part[T any] struct {
	name  string
	last  time.Time // when it was compared before; zero: never
	read  bool      // Value is the whole answer
	value T
	err   error // why it is not
}

// look asks all that it is time for, whole, and then compares. A source that
// fails is left as it was, and the others are not held up by it.
func (s *Service) look(ctx context.Context) error {
	p, err := s.Profile(ctx)
	if err != nil {
		return err
	}
	l := &look{s: s, p: p, now: s.now().Round(0), last: s.markedTime(markLook), names: map[string]string{}}
	swept := s.markedTime(markSweep)
	l.sweep = swept.IsZero() || l.now.Sub(swept) >= s.feed.rhythm.Sweep || l.now.Before(swept) || s.markedTime(markAt+fromActions).IsZero()
	if err := l.ask(ctx); err != nil {
		return err
	}
	if err := s.history.Update(ctx, l.keep); err != nil {
		return err
	}
	if l.actions.read {
		s.recall(l)
	}
	for _, err := range []error{l.actions.err, l.invoices.err, l.contracts.err, l.tasks.err, l.inquiries.err} {
		if err != nil && !outOfScope(err) {
			return err
		}
	}
	return nil
}

// frame is what a source is compared in.
func (l *look) frame(last time.Time) activity.Frame {
	return activity.Frame{Now: l.now, Last: last, Zone: l.p.Zone, Horizon: horizonDays}
}

// since is the first instant of the horizon, and until the end of the day that
// follows: no zone is ahead of that.
func (l *look) horizon() (since, until time.Time) {
	today := l.p.Today(l.now)
	return today.Add(-horizonDays).Start(l.p.Zone), today.Add(1).Start(l.p.Zone)
}

// refused reports whether a source may not be read, as was found out before.
func (l *look) refused(source string) bool {
	return !l.sweep && l.s.history.Mark(markLacked+source) != ""
}
