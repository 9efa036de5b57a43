package cli

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

// shape lists the paths of all names in a document. Scripts rely on them: one
// may be added here, none may change or go.
func shape(t *testing.T, text string) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), member)
			}
			return
		case []any:
			for _, element := range v {
				walk(path+"[]", element)
			}
			if len(v) > 0 {
				return
			}
		}
		seen[path] = true
	}
	walk("", v)
	var all []string
	for path := range seen {
		all = append(all, path)
	}
	sort.Strings(all)
	return all
}

func wantShape(t *testing.T, text, want string) {
	t.Helper()
	names := strings.Fields(want)
	sort.Strings(names)
	got := shape(t, text)
	for _, n := range got {
		if !slices.Contains(names, n) {
			t.Errorf("new: %s", n)
		}
	}
	for _, n := range names {
		if !slices.Contains(got, n) {
			t.Errorf("gone: %s", n)
		}
	}
}

// financeNames are the names of finance --json.
const financeNames = `
		as_of account.id account.name account.currency account.time_zone account.time_zone_note
		today.as_of today.date today.until today.actions
		today.by_currency[].currency today.by_currency[].earned
		today.by_currency[].same_time_last_week today.by_currency[].all_day_last_week
		pending.as_of pending.since pending.undated_actions pending.intended_payouts
		pending.by_currency[].currency pending.by_currency[].total pending.by_currency[].not_locked
		pending.by_currency[].locked pending.by_currency[].overdue
		pending.next_payout.date pending.next_payout.by_currency[].currency pending.next_payout.by_currency[].amount
		pending.lines[].program_id pending.lines[].program pending.lines[].status pending.lines[].currency
		pending.lines[].amount pending.lines[].actions pending.lines[].bonus pending.lines[].due pending.lines[].oldest_action
		balance.as_of balance.estimate balance.by_currency[].currency balance.by_currency[].amount
		balance.since_withdrawal balance.withdrawal_threshold.currency balance.withdrawal_threshold.amount
		balance.next_withdrawal balance.missing_to_withdrawal.currency balance.missing_to_withdrawal.amount
		balance.last_withdrawal.currency balance.last_withdrawal.amount balance.no_withdrawal_method errors`

func TestTheNamesOfTheSnapshotDocumentAreStable(t *testing.T) {
	t.Parallel()
	wantShape(t, newSmallBench(t).run("snapshot", "--json").want(t, exitDone).out, `
		as_of account.id account.name account.currency account.time_zone account.time_zone_note
		persona period.from period.to period.days previous.from previous.to previous.days currency
		metrics[].metric metrics[].name metrics[].unit metrics[].total metrics[].previous metrics[].change_percent
		days[].date days[].complete days[].clicks days[].actions days[].payouts days[].sale_amount
		days[].conversion_rate days[].epc
		previous_days[].date previous_days[].complete previous_days[].clicks previous_days[].actions previous_days[].payouts
		previous_days[].sale_amount previous_days[].conversion_rate previous_days[].epc`)
}

func TestTheNamesOfAnErrorAreStable(t *testing.T) {
	t.Parallel()
	r := newBench(t, "actions=403", "withdrawalsettings=403").run("finance", "--json").want(t, exitCredentials)
	wantShape(t, r.out, `
		as_of account.id account.name account.currency account.time_zone account.time_zone_note
		today pending balance.as_of balance.estimate balance.by_currency
		balance.since_withdrawal balance.withdrawal_threshold balance.next_withdrawal
		balance.missing_to_withdrawal balance.last_withdrawal balance.no_withdrawal_method
		errors[].part errors[].kind errors[].message errors[].next`)
}

func TestFinanceIsTabSeparatedInAPipe(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	doc := document[financeDoc](t, b.run("finance", "--json").out)
	var want [][]string
	for _, s := range doc.Today.ByCurrency {
		want = append(want, []string{"today", s.Currency, s.Earned},
			[]string{"same time last week", s.Currency, s.SameTimeLastWeek}, []string{"all day last week", s.Currency, s.AllDayLastWeek})
	}
	for _, s := range doc.Pending.ByCurrency {
		want = append(want, []string{"pending", s.Currency, s.Total}, []string{"not locked", s.Currency, s.NotLocked},
			[]string{"locked", s.Currency, s.Locked}, []string{"overdue", s.Currency, *s.Overdue})
	}
	for _, s := range doc.Balance.ByCurrency {
		want = append(want, []string{"balance (estimate)", s.Currency, s.Amount})
	}
	same := func(a, b []string) bool { return slices.Equal(a, b) }
	if got := rows(b.run("finance").want(t, exitDone).out); !slices.EqualFunc(got, want, same) {
		t.Errorf("in a pipe it is %q, want %q", got, want)
	}
	table, err := csv.NewReader(strings.NewReader(b.run("finance", "--csv").want(t, exitDone).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(table[0], []string{"figure", "currency", "amount"}) || !slices.EqualFunc(table[1:], want, same) {
		t.Errorf("the CSV is %q", table)
	}
}

func TestSnapshotIsTheSameInEveryForm(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	doc := document[snapshotDoc](t, b.run("snapshot", "--json", "--range", "7d").out)
	var want [][]string
	for _, d := range doc.Days {
		want = append(want, []string{d.Date, strconv.FormatBool(d.Complete), number(d.Clicks), number(d.Actions), cell(d.Payouts), cell(d.SaleAmount), cell(d.Conversion), cell(d.EPC), doc.Currency})
	}
	same := func(a, b []string) bool { return slices.Equal(a, b) }
	if got := rows(b.run("snapshot", "--range", "7d").want(t, exitDone).out); len(got) != 7 || !slices.EqualFunc(got, want, same) {
		t.Errorf("in a pipe it is %q, want %q", got, want)
	}
	table, err := csv.NewReader(strings.NewReader(b.run("snapshot", "--csv", "--range", "7d").want(t, exitDone).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := []string{"date", "complete", "clicks", "actions", "payouts", "sale_amount", "conversion_rate", "epc", "currency"}
	if !slices.Equal(table[0], head) || !slices.EqualFunc(table[1:], want, same) {
		t.Errorf("the CSV is %q", table)
	}
}

func TestATerminalGetsAlignedColumnsWithAHead(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	b.tty = true
	for args, head := range map[string]string{"finance": "figure", "snapshot": "date"} {
		out := b.run(args).want(t, exitDone).out
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if !strings.HasPrefix(lines[0], head+" ") || strings.Contains(out, "\t") {
			t.Errorf("%s on a terminal begins with %q", args, lines[0])
		}
		second := strings.Fields(lines[0])[1]
		at := strings.Index(lines[0], second)
		for _, l := range lines[1:] {
			if len(l) <= at || l[at-1] != ' ' || l[at] == ' ' {
				t.Errorf("%s: %q is not aligned with %q", args, l, lines[0])
			}
		}
	}
}

func TestJSONIsNotColouredOrCutOnATerminal(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	pipe := b.run("snapshot", "--json").out
	b.tty = true
	if got := b.run("snapshot", "--json").out; got != pipe {
		t.Error("a terminal gets another document")
	}
}

func TestPartsThatFailAreNullAndToldOnStderr(t *testing.T) {
	t.Parallel()
	r := newBench(t, "actions=403").run("finance", "--json").want(t, exitCredentials)
	doc := document[financeDoc](t, r.out)
	if doc.Today != nil || doc.Pending != nil || doc.Balance == nil || doc.Balance.ByCurrency != nil || doc.Balance.Threshold == nil {
		t.Errorf("document is %+v", doc)
	}
	var parts []string
	for _, e := range doc.Errors {
		parts = append(parts, e.Part)
		if e.Kind != partner.Forbidden.String() || e.Message == "" || e.Next == "" || strings.Contains(e.Next, "press ") {
			t.Errorf("error is %+v", e)
		}
		if !strings.Contains(r.err, "impactdash: "+e.Part+": ") {
			t.Errorf("stderr %q does not tell of %s", r.err, e.Part)
		}
	}
	if got := strings.Join(parts, " "); got != "today pending balance" {
		t.Errorf("errors are about %q", got)
	}
	if strings.Count(r.err, "\n") != 3 {
		t.Errorf("stderr is %q", r.err)
	}
}

func TestAPartThatFailsIsLeftOutOfTheTable(t *testing.T) {
	t.Parallel()
	r := newSmallBench(t, "actions=503").run("finance").want(t, exitService)
	if r.out != "" {
		t.Errorf("stdout is %q", r.out)
	}
	r = newSmallBench(t, "reports=403").run("finance")
	if r.code != exitCredentials {
		t.Fatalf("exit code %d: %s", r.code, r.err)
	}
	if strings.Contains(r.out, "balance") || !strings.Contains(r.out, "pending\tUSD") || !strings.Contains(r.err, "balance") {
		t.Errorf("stdout %q, stderr %q", r.out, r.err)
	}
}

func TestUnknownOverdueMoneyIsNotZero(t *testing.T) {
	t.Parallel()
	r := newBench(t, "actionupdates=403", "invoices=403").run("finance", "--json")
	doc := document[financeDoc](t, r.out)
	if r.code != exitDone || doc.Pending == nil || doc.Pending.Undated == 0 {
		t.Fatalf("exit code %d, pending %+v", r.code, doc.Pending)
	}
	for _, s := range doc.Pending.ByCurrency {
		if s.Overdue != nil {
			t.Errorf("overdue in %s is %s although no due day is known", s.Currency, *s.Overdue)
		}
	}
	if doc.Pending.NextPayout != nil || len(doc.Errors) != 3 { // due days, bonuses of pending, bonuses of the balance
		t.Errorf("next payout %+v, errors %+v", doc.Pending.NextPayout, doc.Errors)
	}
}

func TestAnAssumedZoneIsSaidInTheDocument(t *testing.T) {
	t.Parallel()
	r := newSmallBench(t, "companyinformation=403").run("snapshot", "--json", "--range", "7d").want(t, exitDone)
	a := document[snapshotDoc](t, r.out).Account
	if a.TimeZone != "UTC" || a.ZoneNote == nil || !strings.Contains(*a.ZoneNote, "CompanyInformation") || a.Currency != "USD" {
		t.Errorf("account is %+v", a)
	}
}
