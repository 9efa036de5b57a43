package cli

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/govalues/decimal"

	"impactdash/internal/api"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	financepane "impactdash/ui/panes/finance"
	snapshotpane "impactdash/ui/panes/snapshot"
	"impactdash/ui/theme"
)

// screen is what a pane shows of the bench's account.
func (b *bench) screen(p pane.Pane) string {
	b.t.Helper()
	return b.framed(p, pane.Frame{Width: 180, Height: 30, Now: testNow, Theme: theme.New(theme.Options{})})
}

// wide is what a pane shows on a screen of its own.
func (b *bench) wide(p pane.Pane) string {
	b.t.Helper()
	return b.framed(p, pane.Frame{Width: 300, Height: 90, Zoomed: true, Now: testNow, Theme: theme.New(theme.Options{})})
}

func (b *bench) framed(p pane.Pane, f pane.Frame) string {
	b.t.Helper()
	p.SetFrame(f)
	var settle func(tea.Cmd)
	settle = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, one := range msg {
				settle(one)
			}
		default:
			settle(p.Update(msg))
		}
	}
	settle(p.Init())
	return ansi.Strip(p.View())
}

func (b *bench) service() *service.Service {
	b.t.Helper()
	return service.New(service.Options{Client: b.client(), Now: b.system(&buffer{}, &buffer{}).Now})
}

func (b *bench) client() *api.Client {
	b.t.Helper()
	client, err := api.New(api.Options{
		BaseURL: b.env["IMPACTDASH_BASE_URL"], AccountSID: b.box.AccountSID(), AuthToken: b.box.AuthToken(),
		Now: b.system(&buffer{}, &buffer{}).Now,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return client
}

// zoneOf is the zone of the sandbox's account.
func zoneOf(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// shown is an amount of a document as the screen writes it.
func shown(t *testing.T, amount, currency string) string {
	t.Helper()
	m, err := partner.ParseMoney(amount, currency)
	if err != nil {
		t.Fatal(err)
	}
	return format.Money(m)
}

func TestTheFinanceDocumentHasStableNamesAndTheFiguresOfTheScreen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	out := b.run("finance", "--json").want(t, exitDone).out
	wantShape(t, out, financeNames)
	doc := document[financeDoc](t, out)
	view := b.screen(financepane.New(t.Context(), b.service()))
	want := []string{}
	for _, s := range doc.Today.ByCurrency {
		want = append(want, shown(t, s.Earned, s.Currency), shown(t, s.SameTimeLastWeek, s.Currency), shown(t, s.AllDayLastWeek, s.Currency))
	}
	for _, s := range doc.Pending.ByCurrency {
		want = append(want, shown(t, s.Total, s.Currency))
		if strings.Trim(*s.Overdue, "0.") != "" {
			want = append(want, "overdue "+shown(t, *s.Overdue, s.Currency))
		}
	}
	for _, s := range doc.Pending.NextPayout.ByCurrency {
		want = append(want, "next "+shown(t, s.Amount, s.Currency))
	}
	for _, s := range doc.Balance.ByCurrency {
		want = append(want, shown(t, s.Amount, s.Currency))
	}
	if len(want) < 12 {
		t.Errorf("the document has only %d figures", len(want))
	}
	for _, text := range want {
		if !strings.Contains(view, text) {
			t.Errorf("the screen does not show %q:\n%s", text, view)
		}
	}
}

func TestTheScreenShowsTheFiguresOfTheSnapshotDocument(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	doc := document[snapshotDoc](t, b.run("snapshot", "--json", "--range", "30d").want(t, exitDone).out)
	view := b.screen(snapshotpane.New(t.Context(), b.service(), "30d"))
	for _, m := range doc.Metrics {
		d, err := decimal.Parse(*m.Total)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string // any of them
		switch partner.Metric(m.Metric) {
		case partner.Clicks, partner.Actions:
			n, _, _ := d.Int64(0)
			texts = append(texts, format.Count(n))
		case partner.Conversion:
			texts = append(texts, format.Percent(d, 2))
		case partner.EPC:
			texts = append(texts, format.MoneyFine(partner.NewMoney(d, doc.Currency)))
		default:
			for width := 6; width < 14; width++ {
				texts = append(texts, format.MoneyShort(partner.NewMoney(d, doc.Currency), width))
			}
		}
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(view, text) }) {
			t.Errorf("the screen does not show %s as one of %q:\n%s", m.Name, texts, view)
		}
	}
}

var decimalText = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func TestMoneyIsADecimalStringWithTheDigitsOfItsCurrency(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	cents := regexp.MustCompile(`^-?\d+\.\d{2}$`)
	f := document[financeDoc](t, b.run("finance", "--json").out)
	for _, l := range f.Pending.Lines {
		if !cents.MatchString(l.Amount) {
			t.Errorf("amount of %s is %q", l.Program, l.Amount)
		}
	}
	s := document[snapshotDoc](t, b.run("snapshot", "--json").out)
	for _, d := range s.Days {
		if !cents.MatchString(*d.Payouts) || !cents.MatchString(*d.SaleAmount) {
			t.Errorf("%s: payouts %q, sales %q", d.Date, *d.Payouts, *d.SaleAmount)
		}
		if d.EPC != nil && !decimalText.MatchString(*d.EPC) {
			t.Errorf("%s: EPC is %q", d.Date, *d.EPC)
		}
	}
	for _, c := range []struct{ amount, currency, want string }{
		{"182.4", "USD", "182.40"},
		{"1200", "JPY", "1200"},
		{"0", "EUR", "0.00"},
		{"-3.2", "GBP", "-3.20"},
		{"0.12345", "USD", "0.12345"},
		{"1.5", "KWD", "1.500"},
		{"7", "XXQ", "7.00"},
		{"12.50", "JPY", "12.5"},
	} {
		m, err := partner.ParseMoney(c.amount, c.currency)
		if err != nil {
			t.Fatal(err)
		}
		if got := plain(m); got != c.want {
			t.Errorf("%s %s is %q, want %q", c.amount, c.currency, got, c.want)
		}
	}
}

func TestTheSnapshotDocumentAddsUp(t *testing.T) {
	t.Parallel()
	s := document[snapshotDoc](t, newBench(t).run("snapshot", "--json", "--from", "2026-11-01", "--to", "2026-11-30").out)
	if s.Period != (periodDoc{From: "2026-11-01", To: "2026-11-22", Days: 22}) || s.Previous != (periodDoc{From: "2026-10-10", To: "2026-10-31", Days: 22}) {
		t.Errorf("periods are %+v and %+v", s.Period, s.Previous)
	}
	clicks := 0
	for i, d := range s.Days {
		if complete := i < 21; d.Complete != complete {
			t.Errorf("%s is complete: %v", d.Date, d.Complete)
		}
		if d.Clicks == nil {
			t.Errorf("%s has no clicks", d.Date)
		}
		if d.Clicks != nil {
			clicks += int(*d.Clicks)
		}
	}
	units := map[string]string{
		"clicks": "count", "actions": "count", "payouts": "money", "sale_amount": "money", "conversion_rate": "percent", "epc": "money",
	}
	for _, m := range s.Metrics {
		if m.Unit != units[m.Metric] || m.Total == nil || m.Previous == nil || m.Change == nil {
			t.Errorf("metric is %+v", m)
		}
		if m.Metric == "clicks" && *m.Total != strconv.Itoa(clicks) {
			t.Errorf("%s clicks, the days have %d", *m.Total, clicks)
		}
	}
	if len(s.Metrics) != len(units) {
		t.Errorf("%d metrics", len(s.Metrics))
	}
}

func TestChangeIsInPercentAndAbsentFromNothing(t *testing.T) {
	t.Parallel()
	some := func(s string) partner.Opt[decimal.Decimal] { return partner.Some(decimal.MustParse(s)) }
	for _, c := range []struct {
		now, then partner.Opt[decimal.Decimal]
		want      string
	}{
		{some("112.3"), some("100"), "12.30"},
		{some("50"), some("100"), "-50"},
		{some("0"), some("3"), "-100"},
		{some("5"), some("0"), ""},
		{some("5"), partner.Opt[decimal.Decimal]{}, ""},
		{partner.Opt[decimal.Decimal]{}, some("5"), ""},
		{some("5"), some("-10"), "150"},
		{some("1"), some("3"), "-66.67"},
	} {
		got := changeOf(c.now, c.then)
		if (got == nil) != (c.want == "") {
			t.Errorf("from %v to %v is %v", c.then, c.now, cell(got))
		} else if got != nil && decimal.MustParse(*got).Cmp(decimal.MustParse(c.want)) != 0 {
			t.Errorf("from %v to %v is %s, want %s", c.then, c.now, *got, c.want)
		}
	}
}

func TestFromAndToAreDays(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	for args, want := range map[string][2]string{
		"":                                          {"2026-10-24", "2026-11-22"},
		"--from 2026-11-20":                         {"2026-11-20", "2026-11-22"},
		"--from 2026-11-01 --to 2026-11-03":         {"2026-11-01", "2026-11-03"},
		"--from 2026-11-20 --to today":              {"2026-11-20", "2026-11-22"},
		"--from 2026-11-20 --to yesterday":          {"2026-11-20", "2026-11-21"},
		"--range last_month":                        {"2026-10-01", "2026-10-31"},
		"--range 2026-01":                           {"2026-01-01", "2026-01-31"},
		"--range 2026-01-01..2026-01-31":            {"2026-01-01", "2026-01-31"},
		"--range today --time-zone Asia/Tokyo":      {"2026-11-23", "2026-11-23"}, // there the day has changed
		"--time-zone Asia/Tokyo --range 2026-11-23": {"2026-11-23", "2026-11-23"},
	} {
		var line []string
		for _, word := range strings.Fields(args) {
			line = append(line, strings.ReplaceAll(word, "_", " "))
		}
		doc := document[snapshotDoc](t, b.run(append([]string{"snapshot", "--json"}, line...)...).want(t, exitDone).out)
		if doc.Period.From != want[0] || doc.Period.To != want[1] {
			t.Errorf("%q is %+v, want %v", args, doc.Period, want)
		}
	}
}
