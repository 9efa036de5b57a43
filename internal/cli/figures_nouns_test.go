package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/companion"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	brandspane "impactdash/ui/panes/brands"
	campaignspane "impactdash/ui/panes/campaigns"
	leadspane "impactdash/ui/panes/leads"
	linkspane "impactdash/ui/panes/links"
	socialpane "impactdash/ui/panes/social"
	taskspane "impactdash/ui/panes/tasks"
	todopane "impactdash/ui/panes/todo"
)

// companionService is a service as the dashboard has it, with a companion API.
func (b *bench) companionService() *service.Service {
	b.t.Helper()
	now := b.system(&buffer{}, &buffer{}).Now
	other, err := companion.New(companion.Options{
		BaseURL: b.env["IMPACTDASH_COMPANION_URL"], AccountSID: b.box.AccountSID(), AuthToken: b.box.AuthToken(), Now: now,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return service.New(service.Options{Client: b.client(), Companion: other, Now: now})
}

// counted is how many the title of a pane says there are.
func (b *bench) counted(p pane.Pane) int {
	b.t.Helper()
	b.screen(p)
	n, known := p.(pane.Counted).Count()
	if !known {
		b.t.Fatalf("%T does not know", p)
	}
	return n
}

// some counts the items of a list.
func some[T any](items []T, counts func(T) bool) int {
	n := 0
	for _, v := range items {
		if counts(v) {
			n++
		}
	}
	return n
}

func TestTheListsHaveAsManyAsTheScreenSays(t *testing.T) {
	long(t)
	t.Parallel()
	b := companionBench(t)
	svc := b.companionService()
	today := partner.DateOf(testNow, zoneOf(t))
	todo := document[todoListDoc](t, b.run("todo", "--json").want(t, exitDone).out)
	tasks := document[taskListDoc](t, b.run("tasks", "--json").want(t, exitDone).out)
	leads := document[leadListDoc](t, b.run("leads", "--json").want(t, exitDone).out)
	social := document[propertyListDoc](t, b.run("social", "--json").want(t, exitDone).out)
	campaigns := document[campaignListDoc](t, b.run("campaigns", "--json").want(t, exitDone).out)
	brands := document[brandListDoc](t, b.run("brands", "--json").want(t, exitDone).out)
	for _, c := range []struct {
		name string
		pane pane.Pane
		got  int
	}{
		{"todo open", todopane.New(t.Context(), svc), todo.Open},
		{"todo items", todopane.New(t.Context(), svc), len(todo.Items)},
		{"tasks open", taskspane.New(t.Context(), svc), tasks.Open},
		{"tasks items", taskspane.New(t.Context(), svc), len(tasks.Items)},
		{"leads", leadspane.New(t.Context(), svc), some(leads.Items, func(d leadDoc) bool {
			return !slices.Contains([]string{leadDraft, "converted", "rejected", "duplicate"}, d.Status)
		})},
		{"social", socialpane.New(t.Context(), svc), some(social.Items, func(d propertyDoc) bool { return d.Type == "SOCIAL" })},
		{"campaigns", campaignspane.New(t.Context(), svc), some(campaigns.Items, func(d campaignDoc) bool {
			return d.Status == "invited" || d.Status == "eligible" && (len(d.Unmet) > 0 || d.ApplyBy == nil || *d.ApplyBy >= today.String())
		})},
		{"brands", brandspane.New(t.Context(), svc), some(brands.Items, func(d brandDoc) bool { return d.State == "open" })},
	} {
		if want := b.counted(c.pane); c.got != want || want == 0 {
			t.Errorf("%s: the document has %d, the screen %d", c.name, c.got, want)
		}
	}
}

func TestTheScreenShowsTheAmountsOfTheLists(t *testing.T) {
	t.Parallel()
	b := companionBench(t)
	svc := b.companionService()
	var want []string
	view := b.wide(leadspane.New(t.Context(), svc))
	for _, d := range document[leadListDoc](t, b.run("leads", "--json").out).Items {
		want = append(want, d.Name)
		if d.Payout != nil {
			want = append(want, shown(t, d.Payout.Amount, d.Payout.Currency))
		}
	}
	wantOnScreen(t, view, want)

	want, view = nil, b.wide(todopane.New(t.Context(), svc))
	for _, d := range document[todoListDoc](t, b.run("todo", "--json", "--kind", "overdue").out).Items {
		want = append(want, shown(t, d.Amount.Amount, d.Amount.Currency))
	}
	wantOnScreen(t, view, want)

	want, view = nil, b.wide(linkspane.New(t.Context(), svc))
	links := document[linkListDoc](t, b.run("links", "--json").out)
	for _, d := range links.Items {
		_, rest, _ := strings.Cut(d.URL, "://")
		want = append(want, rest)
		if d.Clicks != nil {
			want = append(want, format.Count(*d.Clicks))
		}
	}
	want = append(want, format.Count(int64(*links.Vanity))+" of "+format.Count(int64(links.Limit)))
	wantOnScreen(t, view, want)

	want, view = nil, b.wide(campaignspane.New(t.Context(), svc))
	for _, d := range document[campaignListDoc](t, b.run("campaigns", "--json", "--status", "invited").out).Items {
		want = append(want, d.Name)
		if d.Fee != nil {
			want = append(want, shown(t, d.Fee.Amount, d.Fee.Currency))
		}
	}
	wantOnScreen(t, view, want)
}

func wantOnScreen(t *testing.T, view string, want []string) {
	t.Helper()
	if len(want) == 0 {
		t.Error("there is nothing to compare")
	}
	for _, text := range want {
		if !strings.Contains(view, text) {
			t.Errorf("the screen does not show %q:\n%s", text, view)
		}
	}
}

func TestTheActionsAreTheMoneyOfTheScreen(t *testing.T) {
	long(t)
	t.Parallel()
	b := newBench(t)
	finance := document[financeDoc](t, b.run("finance", "--json").want(t, exitDone).out)

	day := document[actionListDoc](t, b.run("actions", "--range", "today", "--json").want(t, exitDone).out)
	earning := 0
	for _, s := range finance.Today.ByCurrency {
		i := slices.IndexFunc(day.ByCurrency, func(d actionSum) bool { return d.Currency == s.Currency })
		if i < 0 {
			if strings.Trim(s.Earned, "0.") != "" {
				t.Errorf("no actions in %s, which earned %s", s.Currency, s.Earned)
			}
			continue
		}
		earning += day.ByCurrency[i].Earning
		if day.ByCurrency[i].Payout != s.Earned {
			t.Errorf("the actions of today make %s %s, the figure is %s", day.ByCurrency[i].Payout, s.Currency, s.Earned)
		}
	}
	if earning != finance.Today.Actions || earning == 0 {
		t.Errorf("%d actions earn today, the figure says %d", earning, finance.Today.Actions)
	}

	owed := map[string]decimal.Decimal{}
	add := func(m amountDoc) {
		sum, err := owed[m.Currency].Add(decimal.MustParse(m.Amount))
		if err != nil {
			t.Fatal(err)
		}
		owed[m.Currency] = sum
	}
	for _, a := range document[actionListDoc](t, b.run("actions", "--range", "367d", "--json").want(t, exitDone).out).Items {
		if a.State != "REVERSED" && a.Cleared == nil {
			add(a.Payout)
		}
	}
	for _, v := range document[invoiceListDoc](t, b.run("invoices", "--range", "367d", "--json").want(t, exitDone).out).Items {
		for _, l := range v.Lines {
			if l.Kind != partner.LineMediaPayout && l.Status != string(partner.LinePaid) {
				add(*l.Net)
			}
		}
	}
	for _, s := range finance.Pending.ByCurrency {
		if owed[s.Currency].Cmp(decimal.MustParse(s.Total)) != 0 {
			t.Errorf("actions and bonuses owe %v %s, Total Pending is %s", owed[s.Currency], s.Currency, s.Total)
		}
	}
	if len(owed) != len(finance.Pending.ByCurrency) {
		t.Errorf("there is money in %d currencies, pending in %d", len(owed), len(finance.Pending.ByCurrency))
	}
}
