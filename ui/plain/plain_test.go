package plain

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/exp/golden"

	"impactdash/internal/partner"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

// The golden files check the words only. After a change, look at the
// difference and write them anew with
//
//	go test ./ui/plain -run TestGolden -update

// teller tells things at the usual moment.
func teller() Writer {
	return Writer{Now: uitest.Now(), Fail: func(err error) string { what, _ := toast.Words(err); return what + " Try again later." }}
}

// answers is what a source says to one pass over all panes, told after an
// older pass.
type answers struct {
	today     Part[partner.Today]
	pending   Part[partner.Pending]
	balance   Part[partner.Balance]
	snapshot  Part[partner.Snapshot]
	todos     Part[partner.TodoList]
	tasks     Part[partner.TaskList]
	links     Part[partner.LinkList]
	leads     Part[partner.LeadList]
	social    Part[partner.PropertyList]
	campaigns Part[partner.CampaignList]
	brands    Part[partner.BrandList]
}

func ask(ctx context.Context, s *uitest.Source, old answers) answers {
	return answers{
		PartOf(s.Today(ctx)).After(old.today), PartOf(s.Pending(ctx)).After(old.pending), PartOf(s.Balance(ctx)).After(old.balance),
		PartOf(s.Snapshot(ctx, partner.RangeQuery{Text: "30d"})).After(old.snapshot), PartOf(s.Todos(ctx)).After(old.todos),
		PartOf(s.Tasks(ctx)).After(old.tasks), PartOf(s.Links(ctx)).After(old.links), PartOf(s.Leads(ctx)).After(old.leads),
		PartOf(s.Properties(ctx)).After(old.social), PartOf(s.Campaigns(ctx)).After(old.campaigns), PartOf(s.Brands(ctx)).After(old.brands),
	}
}

func (a answers) sections() []Section {
	w := teller()
	return []Section{
		w.Finance(a.today, a.pending, a.balance), w.Snapshot(a.snapshot), w.Todo(a.todos), w.Tasks(a.tasks), w.Links(a.links),
		w.Leads(a.leads), w.Social(a.social), w.Campaigns(a.campaigns), w.Brands(a.brands),
	}
}

func page(all []Section) string {
	var lines []string
	for i, s := range all {
		lines = append(append(lines, s.Page(i+1)...), "")
	}
	return strings.Join(lines, "\n")
}

// whole is all that can be read of the sections.
func whole(all []Section) string {
	var lines []string
	for i, s := range all {
		lines = append(lines, s.Whole(i+1)...)
		for n := range s.Things {
			more, _ := s.Thing(n + 1)
			lines = append(lines, more...)
		}
	}
	return strings.Join(lines, "\n")
}

func TestGoldenPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]func(*uitest.Source){
		"data":  func(*uitest.Source) {},
		"empty": (*uitest.Source).Empty,
		"alone": (*uitest.Source).Alone,
		"failed": func(s *uitest.Source) {
			s.Fail(uitest.Failure(partner.Unavailable))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			src := uitest.NewSource()
			c(src)
			golden.RequireEqual(t, page(ask(t.Context(), src, answers{}).sections()))
		})
	}
}

func TestGoldenWhole(t *testing.T) {
	t.Parallel()
	golden.RequireEqual(t, whole(ask(t.Context(), uitest.NewSource(), answers{}).sections()))
}

func TestAFailureIsToldAndTakesNothingAway(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	before := ask(t.Context(), src, answers{})
	src.Fail(uitest.Failure(partner.Unavailable))
	after := ask(t.Context(), src, before).sections()
	for i, old := range before.sections() {
		now := after[i]
		for _, l := range old.told() {
			if !slices.Contains(now.told(), l) {
				t.Errorf("%s: a failure takes %q away", old.ID, l)
			}
		}
		if text := strings.Join(Changes(old, now), "\n"); !strings.Contains(text, "could not be renewed") || !strings.Contains(text, "503") {
			t.Errorf("%s: the failure is not told: %q", old.ID, text)
		}
	}
	failed := page(ask(t.Context(), src, answers{}).sections())
	uitest.NoZero(t, failed)
	if n := strings.Count(failed, ": not available. "); n != 11 {
		t.Errorf("%d of 11 failures are told:\n%s", n, failed)
	}
}

func TestEachPersonaIsTold(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	both := []Part[partner.Snapshot]{
		PartOf(src.Snapshot(t.Context(), partner.RangeQuery{Text: "30d"})),
		PartOf(src.Snapshot(t.Context(), partner.RangeQuery{Text: "30d", Persona: partner.CreatorPersona})),
	}
	s := teller().Snapshot(both...)
	text := strings.Join(s.Whole(2), "\n")
	for _, want := range []string{"\nClicks: ", "\nAs creator, Oct 24 to Nov 22", "\nAs creator, Total Earnings: ", "\nAs creator, Posts: ", "As creator, Sun Nov 22"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said in\n%s", want, text)
		}
	}
	both[1] = Part[partner.Snapshot]{Err: uitest.Failure(partner.Unavailable)}
	if now := teller().Snapshot(both...); !slices.ContainsFunc(now.Lines, func(l string) bool { return strings.HasPrefix(l, "Snapshot as creator: not available.") }) {
		t.Errorf("the failure of one persona is not told: %q", now.Lines)
	}
}

func TestOnlyWhatChangedIsToldAgain(t *testing.T) {
	t.Parallel()
	before := Section{Lines: []string{"Pending: $5.00.", "Balance: $1.00."}, Things: []Thing{{Line: "Chase Acme, due Mon"}, {Line: "Sign, due Tue"}, {Line: "Read it"}}}
	after := Section{Lines: []string{"Pending: $7.00.", "Balance: $1.00."}, Things: []Thing{{Line: "Read it"}, {Line: "Chase Acme, overdue"}}}
	if got := Changes(before, before); got != nil {
		t.Errorf("the same has changed: %q", got)
	}
	want := []string{"Pending: $7.00.", "Chase Acme, overdue", "No longer listed: Sign, due Tue"}
	if got := Changes(before, after); !slices.Equal(got, want) {
		t.Errorf("changes are %q, want %q", got, want)
	}
	empty := Section{Empty: "Nothing is left."}
	if got := Changes(Section{Things: []Thing{{Line: "A"}}}, empty); !slices.Equal(got, []string{"Nothing is left.", "No longer listed: A"}) {
		t.Errorf("changes are %q", got)
	}
}

// The same answers tell the same a minute later: ages would be news at every
// look.
func TestTimeAloneIsNoNews(t *testing.T) {
	t.Parallel()
	a := ask(t.Context(), uitest.NewSource(), answers{})
	w := teller()
	w.Now = w.Now.Add(time.Minute)
	for i, later := range []Section{w.Finance(a.today, a.pending, a.balance), w.Snapshot(a.snapshot), w.Todo(a.todos), w.Tasks(a.tasks)} {
		if got := Changes(a.sections()[i], later); got != nil {
			t.Errorf("after a minute %q is news", got)
		}
	}
}

func TestTextIsWordsWithoutMarks(t *testing.T) {
	t.Parallel()
	text := whole(ask(t.Context(), uitest.NewSource(), answers{}).sections())
	for line := range strings.Lines(text) {
		for _, r := range line {
			if r > '~' && !unicode.IsLetter(r) && !unicode.Is(unicode.Sc, r) {
				t.Errorf("%q in %q", r, line)
			}
		}
	}
}

func TestHostileDataStaysOnItsLine(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	src.Hostile()
	all := ask(t.Context(), src, answers{}).sections()
	uitest.Clean(t, whole(all))
	uitest.Clean(t, page(all))
	for _, s := range all {
		for i, l := range append(s.told(), s.Whole(1)...) {
			if strings.Contains(l, "\n") {
				t.Errorf("%s: line %d has an end in it: %q", s.ID, i, l)
			}
		}
	}
}

func TestThePageIsShortAndTheWholeIsNot(t *testing.T) {
	t.Parallel()
	s := Section{Title: "Tasks", One: "task", Brief: onPage}
	for i := range 8 {
		s.Things = append(s.Things, Thing{Line: fmt.Sprintf("thing %d", i)})
	}
	if got := s.Page(4); len(got) != 7 || got[0] != "4. Tasks" || got[6] != "And 3 more; 4 reads them all." {
		t.Errorf("the page is %q", got)
	}
	if got := s.Whole(4); len(got) != 9 {
		t.Errorf("the whole is %q", got)
	}
	s.Brief = 0
	if got := s.Page(4); len(got) != 2 || got[1] != "8 tasks; 4 reads them." {
		t.Errorf("the page is %q", got)
	}
	for _, n := range []int{-1, 0, 9} {
		if _, ok := s.Thing(n); ok {
			t.Errorf("there is a thing %d", n)
		}
	}
}
