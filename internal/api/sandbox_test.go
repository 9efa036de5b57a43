package api_test

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

// sandboxNow is a Saturday noon in the account's zone.
var sandboxNow = time.Date(2026, 8, 22, 19, 0, 0, 0, time.UTC)

// world is the generated account. Making one takes a while and reading it
// changes nothing but its limits, so the tests without faults share it; all of
// them together stay far below 500 requests.
var world = sync.OnceValue(func() *sandbox.Server { return newWorld() })

func newWorld() *sandbox.Server {
	return sandbox.New(sandbox.Options{Seed: 11, At: sandboxNow, Now: func() time.Time { return sandboxNow }})
}

func connect(t *testing.T, s *sandbox.Server) *api.Client {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	c, err := api.New(api.Options{
		BaseURL: server.URL, AccountSID: s.AccountSID(), AuthToken: s.AuthToken(), Transport: transport,
		Now:   func() time.Time { return sandboxNow },
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Skip("no time zone data: ", err)
	}
	return c.In(zone)
}

func all[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var got []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v)
	}
	return got
}

func year() api.ActionQuery {
	return api.ActionQuery{From: sandboxNow.AddDate(-1, 0, 0), To: sandboxNow}
}

func dates(from time.Time, days int) partner.Period {
	d := partner.DateOf(from, time.UTC)
	return partner.Period{From: d, To: d.Add(days - 1), Zone: time.UTC}
}

func TestSandboxAnswersEveryOperation(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, world()), t.Context()
	account, err := c.CheckCredentials(ctx)
	if err != nil || account.ID == "" || account.Currency == "" {
		t.Fatalf("account %+v, %v", account, err)
	}
	if company, err := c.CompanyInformation(ctx); err != nil || company.Currency != account.Currency || company.Timezone == "" {
		t.Errorf("company %+v, %v", company, err)
	}
	programs := all(t, c.ListPrograms(ctx, api.ProgramQuery{}))
	if len(programs) == 0 {
		t.Fatal("no programs")
	}
	if p, err := c.GetProgram(ctx, programs[0].ID); err != nil || p.Name != programs[0].Name {
		t.Errorf("program %+v, %v", p, err)
	}
	active := all(t, c.ListPrograms(ctx, api.ProgramQuery{Status: api.ActivePrograms}))
	expired := all(t, c.ListPrograms(ctx, api.ProgramQuery{Status: api.ExpiredPrograms}))
	if len(active)+len(expired) != len(programs) {
		t.Errorf("%d programs, %d active, %d expired", len(programs), len(active), len(expired))
	}
	contracts := all(t, c.ListContracts(ctx, api.ContractQuery{}))
	if len(contracts) == 0 {
		t.Fatal("no contracts")
	}
	if v, err := c.GetContract(ctx, contracts[0].ID); err != nil || v.ProgramID != contracts[0].ProgramID || len(v.Payouts) == 0 {
		t.Errorf("contract %+v, %v", v, err)
	}
	if w, err := c.WithdrawalSettings(ctx, account.Currency); err != nil || w.Method == "" {
		t.Errorf("withdrawal settings %+v, %v", w, err)
	}
	if b := c.Budget(); !b.Of(partner.GroupGeneral).OK || !b.Of(partner.GroupGeneral).V.Remaining.OK {
		t.Errorf("budget %+v", b)
	}
}

func TestSandboxAnswersEveryMoneyOperation(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, world()), t.Context()
	actions := all(t, c.ListActions(ctx, api.ActionQuery{From: sandboxNow.AddDate(0, 0, -60), To: sandboxNow}))
	if len(actions) < 100 {
		t.Fatalf("%d actions", len(actions))
	}
	if a, err := c.GetAction(ctx, actions[0].ID); err != nil || a != actions[0] {
		t.Errorf("action %+v, %v, want %+v", a, err, actions[0])
	}
	updates := all(t, c.ListActionUpdates(ctx, api.ActionQuery{By: api.ByUpdate, From: sandboxNow.AddDate(0, -2, 0), To: sandboxNow}))
	if len(updates) == 0 {
		t.Fatal("no updates")
	}
	if u, err := c.GetActionUpdate(ctx, updates[0].ID); err != nil || u != updates[0] {
		t.Errorf("update %+v, %v, want %+v", u, err, updates[0])
	}
	invoices := all(t, c.ListInvoices(ctx, year().From, year().To))
	if len(invoices) == 0 {
		t.Fatal("no invoices")
	}
	if v, err := c.GetInvoice(ctx, invoices[0].ID); err != nil || v.Total != invoices[0].Total || len(v.Lines) == 0 {
		t.Errorf("invoice %+v, %v", v, err)
	}
	if p, err := c.Paystubs(ctx, dates(sandboxNow.AddDate(-2, 0, 0), 730), "USD"); err != nil || len(p) == 0 {
		t.Errorf("paystubs %+v, %v", p, err)
	}
}

func TestSandboxAnswersEveryReport(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, world()), t.Context()
	reports := all(t, c.ListReports(ctx))
	if len(reports) == 0 {
		t.Fatal("no reports")
	}
	week := dates(sandboxNow.AddDate(0, 0, -7), 7)
	for _, r := range reports {
		if !r.APIAccessible {
			continue
		}
		if _, err := c.RunReport(ctx, api.ReportQuery{ID: r.ID, Period: week}); err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
	}
	if m, err := c.ReportMetadata(ctx, "partner_performance_by_day"); err != nil || len(m.Columns) == 0 {
		t.Errorf("metadata %+v, %v", m, err)
	}
	_, err := c.RunReport(ctx, api.ReportQuery{ID: "no_such_report", Period: week})
	if partner.KindOf(err) != partner.NotFound {
		t.Errorf("an unknown report is %v", err)
	}
	days, err := c.DailyFigures(ctx, dates(sandboxNow.AddDate(0, 0, -549), 550), "")
	if err != nil || len(days) < 500 || !days[0].Clicks.OK || !days[0].Payout.OK || !days[0].Sales.OK {
		t.Errorf("%d days, %v", len(days), err)
	}
	sums, err := c.ProgramFigures(ctx, dates(sandboxNow.AddDate(0, 0, -549), 550))
	if err != nil || len(sums) == 0 {
		t.Fatalf("%d programs, %v", len(sums), err)
	}
	var byDay, byProgram int64
	for _, d := range days {
		byDay += d.Clicks.V
	}
	for _, p := range sums {
		byProgram += p.Clicks.V
	}
	if byDay != byProgram || byDay == 0 {
		t.Errorf("%d clicks by day, %d by program", byDay, byProgram)
	}
}

func TestSandboxWalksAgreeWhateverTheWindows(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, world()), t.Context()
	from := sandboxNow.AddDate(0, -18, 0)
	whole := all(t, c.ListActions(ctx, api.ActionQuery{From: from, To: sandboxNow}))
	program := whole[len(whole)/2].ProgramID // one of them, because the race detector is slow
	ids, want := map[string]bool{}, map[string]partner.Action{}
	recent := map[partner.ActionState]int{}
	since := sandboxNow.AddDate(0, 0, -20)
	for _, a := range whole {
		if ids[a.ID] = true; a.ProgramID == program {
			want[a.ID] = a
		}
		if !a.At.Before(since) {
			recent[a.State]++
		}
	}
	if len(ids) != len(whole) || len(whole) < 500 || len(want) < 50 {
		t.Fatalf("%d rows, %d ids, %d of the program", len(whole), len(ids), len(want))
	}
	got := map[string]bool{}
	for at := from; at.Before(sandboxNow); at = at.Add(31 * 24 * time.Hour) {
		end := at.Add(31 * 24 * time.Hour)
		if end.After(sandboxNow) {
			end = sandboxNow
		}
		for _, a := range all(t, c.ListActions(ctx, api.ActionQuery{From: at, To: end, ProgramID: program})) {
			if got[a.ID] || want[a.ID] != a {
				t.Errorf("%s: twice %v, or another row", a.ID, got[a.ID])
			}
			got[a.ID] = true
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows in windows of 31 days, %d in those of the client", len(got), len(want))
	}
	for state, n := range recent {
		if rows := all(t, c.ListActions(ctx, api.ActionQuery{From: since, To: sandboxNow, State: state})); len(rows) != n {
			t.Errorf("%d rows that are %s, want %d", len(rows), state, n)
		}
	}
}

func TestSandboxFaultsHaveTheirKind(t *testing.T) {
	t.Parallel()
	s := newWorld()
	c := connect(t, s)
	for fault, want := range map[string]partner.Kind{
		"companyinformation=401": partner.Unauthorized, "companyinformation=403": partner.Forbidden,
		"companyinformation=404": partner.NotFound, "companyinformation=429:nohint": partner.RateLimited,
		"companyinformation=500": partner.Unavailable, "companyinformation=html502": partner.Unavailable,
		"companyinformation=truncate": partner.Unavailable, "companyinformation=drop": partner.Unavailable,
	} {
		f, err := sandbox.ParseFault(fault)
		if err != nil {
			t.Fatal(err)
		}
		s.SetFaults(f)
		_, err = c.CompanyInformation(t.Context())
		var e *partner.Error
		if !errors.As(err, &e) || e.Kind != want || e.Detail == "" {
			t.Errorf("%s gives %+v", fault, e)
		}
	}
	f, err := sandbox.ParseFault("actions=garbage")
	if err != nil {
		t.Fatal(err)
	}
	s.SetFaults(f)
	for _, err := range c.ListActions(t.Context(), api.ActionQuery{From: sandboxNow.AddDate(0, 0, -40), To: sandboxNow}) {
		if partner.KindOf(err) != partner.Malformed {
			t.Errorf("nonsense in the rows gives %v", err)
		}
		break
	}
}

func TestSandboxLimitIsObeyed(t *testing.T) {
	t.Parallel()
	s := newWorld()
	c := connect(t, s)
	if !s.Exhaust("detail") {
		t.Fatal("the sandbox has no such group")
	}
	ask := func() error {
		for _, err := range c.ListActions(t.Context(), year()) {
			return err
		}
		return nil
	}
	before := len(s.Requests())
	for range 3 {
		var e *partner.Error
		if err := ask(); !errors.As(err, &e) || e.Kind != partner.RateLimited || e.RetryAfter <= 0 {
			t.Errorf("got %v", err)
		}
	}
	if n := len(s.Requests()) - before; n != 1 {
		t.Errorf("%d requests for a spent group", n)
	}
	if _, err := c.CompanyInformation(t.Context()); err != nil {
		t.Errorf("another group: %v", err)
	}
}
