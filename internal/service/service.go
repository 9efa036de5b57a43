// Package service holds the use cases of the product: it puts the answers of
// the Partner API together into what a pane, a CSV and a JSON document show.
// Totals and derived figures are computed here and nowhere else, so that they
// cannot disagree. It knows no screen.
package service

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"impactdash/internal/activity"
	"impactdash/internal/api"
	"impactdash/internal/companion"
	"impactdash/internal/history"
	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// Options set up a Service.
type Options struct {
	Client *api.Client
	// Account is the AccountSID, for a service that does not repeat it.
	Account string
	Now     func() time.Time
	Zone    *time.Location // overrides the account's zone; nil asks the service
	// Companion reaches what the Partner API does not; nil: there is none.
	Companion *companion.Client
	// Store keeps snoozes, drafts and links; nil: this service's memory does.
	Store *store.Store
	// History keeps what was seen of the account; nil: this service's memory
	// does.
	History *history.History
	// NewKey makes an idempotency key, or the id of an act, that nobody else
	// has: 16 or more visible ASCII characters. Nil: made of clock and counter,
	// which another program could make too.
	NewKey func() string
	// ReadFile reads a file that the user names; nil: there are no files.
	ReadFile func(path string) ([]byte, error)
}

// Service answers the dashboard and the commands. It is safe for concurrent
// use and shared by all who look at one account.
type Service struct {
	client    *api.Client
	companion *companion.Client // nil: none
	store     *store.Store
	history   *history.History
	holder    string // names this service in leases
	account   string
	now       func() time.Time
	newKey    func() string
	readFile  func(path string) ([]byte, error) // nil: none
	zone      *time.Location
	line      line // of acts about what sleeps, and of what waits
	feed      feed // of looks for changes

	polite   atomic.Bool  // see KeptFirst
	reading  atomic.Int32 // kept answers that are being read
	recalled atomic.Bool  // something was kept
	awake    atomic.Bool  // the first question to the service has been asked

	mu        sync.Mutex
	profile   *partner.Profile
	flights   map[string]*flight // fetches under way, by what they fetch
	daily     partner.Answer[kept[[]partner.DayFigures]]
	creator   partner.Answer[kept[partner.CreatorMetrics]]
	names     map[string]string                         // kind and id → name, as last seen
	known     map[string]partner.Program                // joined programs, as last seen
	lastly    map[string][]partner.Todo                 // source → its to-dos, as last seen
	deals     map[string]partner.Answer[[]partner.Deal] // program → its deals, as last seen
	vanity    partner.Answer[[]partner.Link]            // the report, as last seen
	owed      partner.Answer[partner.Pending]           // as last seen
	sources   partner.Answer[[]sourced]                 // of the to-dos, as last seen
	slept     bool                                      // nothing but snoozes changed since sources
	own       map[string]time.Time                      // moments of the answers that this service kept itself, by source
	held      map[string]int                            // leases, by how many fetches of this program need each
	told      partner.Budget                            // what other programs were told about the limits
	wanted    time.Time                                 // when the user last asked how things are now
	notBefore time.Time                                 // answers of other programs from before it do not serve
	unmarked  bool                                      // notBefore does not know the last write yet, see oldest
	writes    int                                       // so far; what was asked before one is not kept
	forgets   bool                                      // the user knows that nothing is kept here
	keys      int                                       // made by the fallback of NewKey
	final     bool                                      // the last act cannot be taken back
	answers   bool                                      // the companion API did when it was asked last
}

// New sets up a service over a client.
func New(o Options) *Service {
	s := &Service{
		client: o.Client, companion: o.Companion, store: o.Store, history: o.History, account: o.Account,
		now: o.Now, newKey: o.NewKey, readFile: o.ReadFile, zone: o.Zone,
		flights: map[string]*flight{}, own: map[string]time.Time{}, held: map[string]int{}, names: map[string]string{}, known: map[string]partner.Program{},
		lastly: map[string][]partner.Todo{}, deals: map[string]partner.Answer[[]partner.Deal]{},
	}
	if s.store == nil {
		s.store = store.Open("", o.Account, o.Now)
	}
	if s.newKey == nil {
		s.newKey = s.countedKey
	}
	if s.history == nil {
		s.history = history.Open(history.Options{Account: o.Account, Now: o.Now})
	}
	// NewKey may be a counter that starts anew in each program, and for each
	// Service; the address tells those of one program apart.
	s.holder = fmt.Sprintf("%s %p", s.newKey(), s)
	s.feed.rhythm = activity.Usual()
	return s
}

// readOnly reports whether nothing about the account may be changed. What is
// kept on this machine may.
func (s *Service) readOnly() bool { return s.client != nil && s.client.ReadOnly() }

// NewKey is an idempotency key for one press of a button. A form keeps it with
// its draft, so that sending the form again cannot do it twice.
func (s *Service) NewKey() string { return s.newKey() }

func (s *Service) countedKey() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys++
	return fmt.Sprintf("key-%016x-%d", s.now().UnixNano(), s.keys)
}

// Kept is what the user should know about what is kept on this machine; each
// condition is told once. OK is false when there is nothing new.
func (s *Service) Kept() partner.Opt[partner.Note] {
	for _, next := range []func() partner.Opt[partner.Note]{s.history.Note, s.store.Note} {
		for n := next(); n.OK; n = next() {
			if s.news(n.V.Err) {
				return n
			}
		}
	}
	return partner.Opt[partner.Note]{}
}

// news reports whether a sentence says something new. Where the disk refuses
// it refuses journal and history alike, and both know that all is forgotten.
func (s *Service) news(err error) bool {
	sentence := err.Error()
	var e *partner.Error
	if errors.As(err, &e) {
		sentence = e.Detail
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.forgets {
		return false
	}
	s.forgets = strings.HasSuffix(sentence, store.Forgotten)
	return true
}

// Tidy clears away what is older than keep, so that the files of this machine
// stay bounded. It may take a while and is meant for a quiet moment; what it
// cannot do is left for the next time.
func (s *Service) Tidy(ctx context.Context, keep time.Duration) error {
	return errors.Join(s.store.Compact(keep), s.history.Clean(ctx))
}

// Close gives back what the service holds open. What was kept stays.
func (s *Service) Close() { _ = s.history.Close() } // all that was confirmed is on the disk

// collect reads a list to its end.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return slices.Clip(all), nil
}
