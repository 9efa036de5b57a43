package service

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"impactdash/internal/partner"
)

// Screens of the web application that do what no interface of the account
// reaches, in its own words.
const (
	pageTasks      = "Home › Tasks"
	pageProperties = "Settings › Media Properties"
	pageLeads      = "Home › Submit A Lead"
	pageDecisions  = "Discover › Applications"
	pageCampaigns  = "Home › Find Your Next Campaign"
	pageBrands     = "Discover › Brands"
	pageInquiries  = "Finance › Action Inquiries"
	pageTax        = "Settings › Tax Documents"
	pageBank       = "Finance › Bank Account"
	pagePending    = "Finance › Pending"
	pageOffers     = "Content › Deals & Promo Codes"
)

// reach says how far the account's interfaces go for what page can do.
func (s *Service) reach(page string) partner.Reach {
	return partner.Reach{Companion: s.companion != nil, Page: page}
}

// markWritten is the mark of the history for the last write of any program.
const markWritten = "written"

// unsupported refuses an act that only the web page can do.
func unsupported(op, page string) error {
	return &partner.Error{
		Op: op, Kind: partner.Unsupported,
		Detail: "the Partner API cannot do this; the web application can, under " + page,
	}
}

// invalid refuses an act before anything is sent.
func invalid(op, field, detail string) error {
	return &partner.Error{Op: op, Kind: partner.Invalid, Field: field, Detail: detail}
}

// changed makes everybody who asks from now on get an answer that was begun
// after the write. It is called after each write, failures included: one with
// an unknown outcome may have been done.
func (s *Service) changed() {
	s.stale()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.final = true
}

// stale is changed for writes that are no act of the user's now. Other programs
// are told as well: the next command may ask what this one has changed.
func (s *Service) stale() {
	now := s.now()
	s.history.SetMark(markWritten, moment(now))
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.flights) // who waits for an old flight still gets its answer
	s.writes++
	s.notBefore = now // others may have asked before it
	s.sources, s.slept = partner.Answer[[]sourced]{}, false
}

// undoable says that the last act can be taken back.
func (s *Service) undoable() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.final = false
}

// pastFinal reports whether an act that cannot be taken back came after the
// last one that can. It says so once: who asks again means the one before.
func (s *Service) pastFinal() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	final := s.final
	s.final = false
	return final
}

// remember keeps the name of a thing for the words of acts that know its id
// only.
func (s *Service) remember(kind, id, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[kind+"/"+id] = name
}

// called is the name of a thing as last seen, its id when it has not been.
func (s *Service) called(kind, id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return firstOf(s.names[kind+"/"+id], id)
}

// listed reads a whole list, once for all who ask at the same time. The list
// is shared and must not be changed.
func listed[T any](ctx context.Context, s *Service, key string, read func(context.Context) iter.Seq2[T, error]) (partner.Answer[[]T], error) {
	return share(ctx, s, "list "+key, func(ctx context.Context) (partner.Answer[[]T], error) {
		return collected(ctx, s, read)
	})
}

// collected is a whole list as it is now.
func collected[T any](ctx context.Context, s *Service, read func(context.Context) iter.Seq2[T, error]) (partner.Answer[[]T], error) {
	asOf := s.now()
	all, err := collect(read(ctx))
	return partner.Answer[[]T]{Value: all, AsOf: asOf}, err
}

// each does something with several things, one after the other, and tells
// what became of each. A failure that would meet the next ones as well (no
// credentials, no budget, no connection, an answer that did not come) ends it;
// the rest is not tried, and says so.
func (s *Service) each(ctx context.Context, kind string, ids []string, do func(context.Context, string) error) partner.Batch {
	defer s.changed()
	var b partner.Batch
	var stopped error
	for _, id := range ids {
		err := stopped
		if err == nil {
			err = do(ctx, id)
		}
		if err == nil {
			b.OK = append(b.OK, id)
			continue
		}
		b.Failed = append(b.Failed, partner.Failed{ID: id, Name: s.called(kind, id), Err: err})
		if stopped == nil && ends(err) {
			stopped = notTried(err)
		}
	}
	return b
}

// ends reports whether further writes would meet the same failure.
func ends(err error) bool { return passing(err) || partner.KindOf(err) == partner.Uncertain }

// notTried is the error of what was left out because of another's. Its kind is
// that of the cause, except that nothing is uncertain about it.
func notTried(cause error) error {
	kind := partner.KindOf(cause)
	if kind == partner.Uncertain {
		kind = partner.Unavailable
	}
	op := "go on"
	var e *partner.Error
	if errors.As(cause, &e) {
		op = e.Op
	}
	return &partner.Error{Op: op, Kind: kind, Detail: "not tried, because the one before failed", Err: cause}
}

// several words an act on one thing, by its name, or on more, by their number:
// "Started Update banner", "Started 3 tasks".
func several(verb, name, plural string, n int) string {
	if n == 1 {
		return verb + " " + name
	}
	return fmt.Sprintf("%s %d %s", verb, n, plural)
}
