package service

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"
	"time"

	"impactdash/internal/companion"
	"impactdash/internal/history"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

// site is a sandbox that several programs on one account ask, each a Service
// of its own, with what they keep on one machine.
type site struct {
	t    testing.TB
	box  *sandbox.Server
	url  string
	now  time.Time
	kept *history.History
}

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{t: t, now: sandboxNow, box: sandbox.New(sandbox.Options{Seed: 7, At: sandboxNow})}
	server := httptest.NewServer(s.box)
	t.Cleanup(server.Close)
	s.url = server.URL
	s.kept = history.Open(history.Options{Dir: t.TempDir(), Account: s.box.AccountSID(), Now: s.clock})
	t.Cleanup(func() { _ = s.kept.Close() })
	return s
}

func (s *site) clock() time.Time { return s.now }

// program is another program on the account.
func (s *site) program() *Service {
	s.t.Helper()
	transport := &http.Transport{}
	s.t.Cleanup(transport.CloseIdleConnections)
	other, err := companion.New(companion.Options{
		BaseURL: s.url + sandbox.CompanionPrefix, AccountSID: s.box.AccountSID(), AuthToken: s.box.AuthToken(),
		Transport: transport, Now: s.clock, Sleep: noSleep,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return New(Options{
		Client:  newClient(s.t, s.url, s.box.AccountSID(), s.box.AuthToken(), s.clock, transport),
		Account: s.box.AccountSID(), Now: s.clock, Companion: other, History: s.kept,
		NewKey: rand.Text,
	})
}

// down lets every request fail.
func (s *site) down() { s.fault("*=503", "companion=503") }

func (s *site) fault(texts ...string) {
	s.t.Helper()
	var faults []sandbox.Fault
	for _, text := range texts {
		f, err := sandbox.ParseFault(text)
		if err != nil {
			s.t.Fatal(err)
		}
		faults = append(faults, f)
	}
	s.box.SetFaults(faults...)
}

// question is a use case whose answers are kept.
type question func(context.Context, *Service) (value any, asOf time.Time, err error)

func asked[T any](f func(*Service, context.Context) (partner.Answer[T], error)) question {
	return func(ctx context.Context, s *Service) (any, time.Time, error) {
		a, err := f(s, ctx)
		return a.Value, a.AsOf, err
	}
}

// questions are all that the dashboard asks when it starts.
func questions() map[string]question {
	of := func(q partner.RangeQuery) question {
		return asked(func(s *Service, ctx context.Context) (partner.Answer[partner.Snapshot], error) {
			return s.Snapshot(ctx, q)
		})
	}
	return map[string]question{
		"profile": func(ctx context.Context, s *Service) (any, time.Time, error) {
			p, err := s.Profile(ctx)
			return p, sandboxNow, err
		},
		"today": asked((*Service).Today), "pending": asked((*Service).Pending), "balance": asked((*Service).Balance),
		"personas": asked((*Service).Personas), "todos": asked((*Service).Todos), "tasks": asked((*Service).Tasks),
		"links": asked((*Service).Links), "programs": asked((*Service).LinkPrograms), "leads": asked((*Service).Leads),
		"properties": asked((*Service).Properties), "campaigns": asked((*Service).Campaigns), "brands": asked((*Service).Brands),
		"inquiries": asked((*Service).Inquiries),
		"30 days":   of(partner.RangeQuery{Text: "30d"}), "a year": of(partner.RangeQuery{Text: "365d"}),
		"last month": of(partner.RangeQuery{Text: "last month"}), "a creator": of(partner.RangeQuery{Text: "30d", Persona: partner.CreatorPersona}),
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWhatWasAnsweredIsThereAfterARestartWithoutTheService(t *testing.T) {
	t.Parallel()
	site := newSite(t)
	before := site.program()
	want := map[string]any{}
	for name, ask := range questions() {
		if _, _, err := ask(partner.OnlyKept(t.Context()), before); err == nil && name != "links" && name != "leads" {
			t.Errorf("%s: something is kept before it was asked for", name)
		}
	}
	for name, ask := range questions() {
		v, _, err := ask(t.Context(), before)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want[name] = v
	}
	site.down()
	asked := len(site.box.Requests())
	after := site.program()
	for name, ask := range questions() {
		got, asOf, err := ask(partner.OnlyKept(t.Context()), after)
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case !asOf.Equal(sandboxNow):
			t.Errorf("%s is of %v", name, asOf)
		case asJSON(t, got) != asJSON(t, want[name]):
			t.Errorf("%s is another:\n%s\nbefore\n%s", name, asJSON(t, got), asJSON(t, want[name]))
		}
	}
	if n := len(site.box.Requests()) - asked; n > 0 {
		t.Errorf("%d requests for what is kept", n)
	}
}

func TestFiveProgramsCostWhatOneCosts(t *testing.T) {
	t.Parallel()
	long(t)
	alone := newSite(t)
	one := alone.program()
	everything := func(s *Service) {
		for _, name := range slices.Sorted(maps.Keys(questions())) {
			if _, _, err := questions()[name](t.Context(), s); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	everything(one)
	site := newSite(t)
	everything(site.program())
	if got, want := len(site.box.Requests()), len(alone.box.Requests()); got != want {
		t.Fatalf("the same takes %d requests, then %d", want, got)
	}
	for range 4 {
		site.now = site.now.Add(time.Minute)
		everything(site.program())
	}
	for _, r := range site.box.Requests()[len(alone.box.Requests()):] {
		t.Errorf("one more request: %s %s", r.Method, r.Path)
	}
}

func TestAnotherProgramsAnswerServesUntilItIsOldOrTheUserWantsMore(t *testing.T) {
	t.Parallel()
	site := newSite(t)
	a, b := site.program(), site.program()
	for _, s := range []*Service{a, b} {
		if _, err := s.Profile(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	tasks := func(s *Service, want int, when string) {
		t.Helper()
		before := len(site.box.Requests())
		if _, err := s.Tasks(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := len(site.box.Requests()) - before; (n > 0) != (want > 0) {
			t.Errorf("%s: %d requests", when, n)
		}
	}
	tasks(a, 1, "the first question")
	tasks(b, 0, "another program's question")
	tasks(b, 0, "its next one")
	tasks(a, 1, "the first program's next one")
	site.now = site.now.Add(time.Minute)
	tasks(b, 0, "a minute later")
	b.Demand()
	tasks(b, 1, "when the user wants to know how it is now")
	tasks(b, 1, "again")
	site.now = site.now.Add(freshTasks)
	tasks(a, 1, "when it is old")
	if _, err := a.MoveTasks(t.Context(), partner.TaskMove{IDs: []string{"1"}, Act: partner.TaskStart, Key: "0123456789abcdef"}); err != nil {
		t.Fatal(err)
	}
	tasks(b, 0, "in the other program")
	c := site.program()
	c.AtMost(time.Hour)
	tasks(c, 1, "in a program that begins after the act")
	tasks(a, 1, "after an act")
}

func TestOneOfTwoProgramsFetchesAndTheOtherWaitsForIt(t *testing.T) {
	t.Parallel()
	site := newSite(t)
	a, b := site.program(), site.program()
	for _, s := range []*Service{a, b} {
		if _, err := s.Profile(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	site.fault("companion campaigns=delay:300ms")
	before := len(site.box.Requests())
	done := make(chan error, 2)
	for _, s := range []*Service{a, b} {
		go func() { _, err := s.Campaigns(t.Context()); done <- err }()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := len(site.box.Requests()) - before; n != 1 {
		t.Errorf("%d requests for one answer", n)
	}
}

func TestAnAnswerThatLacksAPartForTheMomentDoesNotReplaceAWholeOne(t *testing.T) {
	t.Parallel()
	site := newSite(t)
	s := site.program()
	whole, err := s.Tasks(t.Context())
	if err != nil || !whole.Value.Reach.Companion {
		t.Fatalf("%+v, %v", whole.Value.Reach, err)
	}
	site.now = site.now.Add(time.Hour)
	site.fault("companion tasks=503")
	part, err := s.Tasks(t.Context())
	if err != nil || part.Value.Reach.Companion || len(part.Value.Notes) != 1 {
		t.Fatalf("%+v, %v", part.Value.Reach, err)
	}
	kept, err := site.program().Tasks(partner.OnlyKept(t.Context()))
	if err != nil || !kept.AsOf.Equal(whole.AsOf) || !reflect.DeepEqual(kept.Value.Reach, whole.Value.Reach) {
		t.Errorf("kept %+v of %v, %v", kept.Value.Reach, kept.AsOf, err)
	}
}

func TestYesterdaysFiguresAreNotTodays(t *testing.T) {
	t.Parallel()
	site := newSite(t)
	s := site.program()
	for _, name := range []string{"profile", "today", "30 days", "a creator"} {
		if _, _, err := questions()[name](t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	site.now = site.now.Add(24 * time.Hour)
	next := site.program()
	ctx := partner.OnlyKept(t.Context())
	if a, err := next.Today(ctx); err == nil {
		t.Errorf("today is shown as %+v", a.Value)
	}
	for _, who := range []partner.Persona{partner.AffiliatePersona, partner.CreatorPersona} {
		a, err := next.Snapshot(ctx, partner.RangeQuery{Text: "30d", Persona: who})
		if err != nil {
			t.Fatal(err)
		}
		days := a.Value.Days
		last, before := days[len(days)-1], days[len(days)-2]
		if last.Day != day("2026-11-23") || last.Figures != (partner.Figures{}) {
			t.Errorf("%s: a day that was not asked for has the figures %+v", who, last)
		}
		if before.Figures == (partner.Figures{}) || a.Value.Today != day("2026-11-22") {
			t.Errorf("%s: the day before has none, or today is %v", who, a.Value.Today)
		}
	}
}

func TestProgramsTellEachOtherWhatIsLeft(t *testing.T) {
	t.Parallel()
	site := newSite(t)
	a, b := site.program(), site.program()
	if _, err := a.Today(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Tasks(t.Context()); err != nil { // it asks nothing of that group
		t.Fatal(err)
	}
	got, want := b.Budget().Of(partner.GroupDetail), a.Budget().Of(partner.GroupDetail)
	if !got.OK || got.V.Remaining != want.V.Remaining || !got.V.SeenAt.Equal(want.V.SeenAt) {
		t.Errorf("the other program knows %+v, want %+v", got, want)
	}
}
