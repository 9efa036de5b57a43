package companion_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"impactdash/internal/companion"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

// sandboxNow is a Saturday noon in the account's zone.
var sandboxNow = time.Date(2026, 8, 22, 19, 0, 0, 0, time.UTC)

// world is the generated account for the tests that only read.
var world = sync.OnceValue(newWorld)

func newWorld() *sandbox.Server {
	return sandbox.New(sandbox.Options{Seed: 11, At: sandboxNow, Now: func() time.Time { return sandboxNow }})
}

func connect(t *testing.T, s *sandbox.Server) *companion.Client {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	transport := &http.Transport{DisableKeepAlives: true}
	t.Cleanup(transport.CloseIdleConnections)
	c, err := companion.New(companion.Options{
		BaseURL: server.URL, AccountSID: s.AccountSID(), AuthToken: s.AuthToken(), Transport: transport,
		Now:   func() time.Time { return sandboxNow },
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// refused checks kind and code of a refusal and returns it.
func refused(t *testing.T, err error, kind partner.Kind, code string) *partner.Error {
	t.Helper()
	var e *partner.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T %v, want a refusal %s", err, err, code)
	}
	if e.Kind != kind || e.Code != code || e.Detail == "" {
		t.Errorf("%v %q (%s), want %v %s", e.Kind, e.Code, e.Detail, kind, code)
	}
	return e
}

// must is the value of a call that may not fail.
func must[T any](t *testing.T, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSandboxAnswersEveryRead(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, world()), t.Context()
	status, err := c.Status(ctx)
	if must(t, status, err); status.Account != world().AccountSID() || status.User.Name == "" || !slices.Contains(status.Personas, "creator") {
		t.Errorf("status %+v", status)
	}
	tasks, err := c.Tasks(ctx)
	if must(t, tasks, err); len(tasks) == 0 {
		t.Error("no tasks")
	}
	properties, err := c.Properties(ctx)
	healths := map[partner.ConnectionHealth]bool{}
	for _, p := range must(t, properties, err) {
		healths[p.Health] = true
	}
	if !healths[partner.HealthConnected] || !healths[partner.HealthExpired] || !healths[partner.HealthError] {
		t.Errorf("healths %v", healths)
	}
	forms, err := c.LeadForms(ctx)
	if must(t, forms, err); len(forms) == 0 || len(forms[0].Fields) == 0 || forms[0].Title == "" {
		t.Errorf("forms %+v", forms)
	}
	leads, err := c.Leads(ctx)
	if must(t, leads, err); len(leads) == 0 || leads[0].Submitted.IsZero() {
		t.Errorf("leads %+v", leads)
	}
	todos, err := c.Todos(ctx)
	if must(t, todos, err); len(todos) == 0 || todos[0].Server == "" || todos[0].Count < 1 {
		t.Errorf("to-dos %+v", todos)
	}
	balance, err := c.Balance(ctx)
	if must(t, balance, err); balance.Balance.Len() == 0 || balance.Pending.IsZero() || balance.AsOf.IsZero() {
		t.Errorf("balance %+v", balance)
	}
	campaigns, err := c.Campaigns(ctx)
	if must(t, campaigns, err); len(campaigns.Campaigns) == 0 || !campaigns.Reach.Companion {
		t.Errorf("campaigns %+v", campaigns)
	}
	first := campaigns.Campaigns[0]
	campaign, err := c.Campaign(ctx, first.ID)
	if must(t, campaign, err); campaign.Name != first.Name || campaign.Terms.ID == "" {
		t.Errorf("campaign %+v", campaign)
	}
	brands, err := c.Brands(ctx)
	if must(t, brands, err); !brands.Marketplace || len(brands.Brands) == 0 {
		t.Errorf("brands %+v", brands)
	}
	terms, err := c.BrandTerms(ctx, brands.Brands[0].ID)
	if must(t, terms, err); terms.ID != brands.Brands[0].Terms.ID || terms.Text == "" {
		t.Errorf("terms %+v", terms)
	}
	day := partner.DateOf(sandboxNow, time.UTC)
	metrics, err := c.CreatorMetrics(ctx, partner.Period{From: day.Add(-399), To: day.Add(-1)})
	if must(t, metrics, err); len(metrics.Days) != 399 || metrics.Currency == "" || metrics.Days[0].Day != day.Add(-399) {
		t.Errorf("%d days of metrics", len(metrics.Days))
	}
	_, err = c.Campaign(ctx, "nobody's")
	_ = refused(t, err, partner.NotFound, "not_found")
}

func TestSandboxMovesTasks(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, newWorld()), t.Context()
	var own, foreign partner.TaskExtra
	tasks, err := c.Tasks(ctx)
	for _, v := range must(t, tasks, err) {
		switch {
		case v.Foreign:
			foreign = v
		case slices.Contains(v.Acts, partner.TaskStart) && slices.Contains(v.Acts, partner.TaskComplete):
			own = v
		}
	}
	if own.TaskID == "" || foreign.TaskID == "" {
		t.Fatalf("own %+v, foreign %+v", own, foreign)
	}
	started, err := c.ActOnTask(ctx, own.TaskID, partner.TaskStart, "On it", "start-key")
	if must(t, started, err); started.State != partner.TaskInProgress || started.Assignee.Name == "" {
		t.Errorf("started %+v", started)
	}
	_, err = c.ActOnTask(ctx, own.TaskID, partner.TaskArchive, "", "archive-key")
	_ = refused(t, err, partner.Conflict, "not_approved")
	_, err = c.ActOnTask(ctx, foreign.TaskID, partner.TaskStart, "", "foreign-key")
	_ = refused(t, err, partner.Forbidden, "not_yours")
	comment, err := c.Comment(ctx, partner.TaskRemark{ID: foreign.TaskID, Text: "Seen.", Key: "comment-key"})
	if must(t, comment, err); comment.ID == "" || comment.Text != "Seen." || comment.Author == "" {
		t.Errorf("comment %+v", comment)
	}
	_, err = c.Comment(ctx, partner.TaskRemark{ID: foreign.TaskID, Key: "empty-key"})
	if e := refused(t, err, partner.Invalid, "required"); e.Field != "text" || len(e.Fields) != 1 {
		t.Errorf("got %+v", *e)
	}
}

func TestSandboxConnectsAProfile(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, newWorld()), t.Context()
	v, err := c.Connect(ctx, "INSTAGRAM", "", "connect-key")
	if must(t, v, err); !strings.HasPrefix(v.URL, "http://127.0.0.1") || !v.Expires.After(sandboxNow) {
		t.Errorf("got %+v", v)
	}
	_, err = c.Connect(ctx, "MYSPACE", "", "connect-key-2")
	_ = refused(t, err, partner.Invalid, "unknown_platform")
}

func TestSandboxTakesLeads(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, newWorld()), t.Context()
	forms, err := c.LeadForms(ctx)
	form := must(t, forms, err)[0]
	_, err = c.SubmitLead(ctx, partner.LeadInput{ProgramID: form.ProgramID, Key: "empty-lead"})
	e := refused(t, err, partner.Invalid, "required")
	required := 0
	for _, f := range form.Fields {
		if f.Required {
			required++
		}
	}
	if len(e.Fields) != required || required < 2 {
		t.Errorf("%d complaints about %d required fields: %+v", len(e.Fields), required, e.Fields)
	}
	in := partner.LeadInput{ProgramID: form.ProgramID, Values: map[string]string{}, Key: "empty-lead"} // the key stays with the draft
	for _, f := range form.Fields {
		in.Values[f.Name] = typed(f)
	}
	lead, err := c.SubmitLead(ctx, in)
	if must(t, lead, err); lead.Status != partner.LeadSubmitted || lead.ProgramID != form.ProgramID || lead.ID == "" {
		t.Errorf("got %+v", lead)
	}
	again, err := c.SubmitLead(ctx, in)
	if must(t, again, err); again.ID != lead.ID {
		t.Errorf("the same key made %s and %s", lead.ID, again.ID)
	}
	in.Key = "another-lead"
	_, err = c.SubmitLead(ctx, in)
	_ = refused(t, err, partner.Conflict, "duplicate_lead")
}

// typed is something a field accepts.
func typed(f partner.Field) string {
	switch f.Kind {
	case partner.FieldEmail:
		return "ann@work.example"
	case partner.FieldPhone:
		return "+49 30 123456"
	case partner.FieldURL:
		return "https://work.example"
	case partner.FieldNumber, partner.FieldDecimal:
		if f.Min != "" {
			return f.Min
		}
		return "10"
	case partner.FieldDate:
		if f.Min != "" {
			return f.Min
		}
		return "2026-09-30"
	case partner.FieldChoice:
		return f.Choices[0].Value
	case partner.FieldBool:
		return "true"
	}
	return "Ann"
}

func TestSandboxTodosAreDismissedAndDecided(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, newWorld()), t.Context()
	todos, err := c.Todos(ctx)
	must(t, todos, err)
	until := sandboxNow.Add(partner.SnoozeTime)
	gone, err := c.DismissTodo(ctx, todos[0].Server, until, "dismiss-key")
	if must(t, gone, err); !gone.Wake.Equal(until) || gone.Server != todos[0].Server {
		t.Errorf("dismissed %+v", gone)
	}
	back, err := c.WakeTodo(ctx, todos[0].Server, "wake-key-1")
	if must(t, back, err); !back.Wake.IsZero() {
		t.Errorf("woken %+v", back)
	}
	_, err = c.DismissTodo(ctx, todos[0].Server, sandboxNow.AddDate(2, 0, 0), "dismiss-key-2")
	if e := refused(t, err, partner.Invalid, "out_of_range"); e.Field != "until" {
		t.Errorf("got %+v", *e)
	}
	i := slices.IndexFunc(todos, func(v partner.Todo) bool { return v.Decide })
	if i < 0 {
		t.Fatal("nothing to decide")
	}
	v, err := c.DecideContract(ctx, partner.Decision{Todo: todos[i], Accept: false, Reason: "Not now", Key: "decide-key"})
	if must(t, v, err); v.Status != partner.ContractDeclined || v.ContractID != todos[i].Object || v.Message == "" {
		t.Errorf("got %+v", v)
	}
	_, err = c.DecideContract(ctx, partner.Decision{Todo: todos[i], Accept: true, Key: "decide-key-2"})
	_ = refused(t, err, partner.Conflict, "wrong_state")
}

func TestSandboxCampaigns(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, newWorld()), t.Context()
	list, err := c.Campaigns(ctx)
	by := map[partner.CampaignStatus]partner.Campaign{}
	for _, v := range must(t, list, err).Campaigns {
		if _, ok := by[v.Status]; !ok && len(v.Unmet) == 0 {
			by[v.Status] = v
		}
	}
	open, invited := by[partner.CampaignEligible], by[partner.CampaignInvited]
	if open.ID == "" || invited.ID == "" {
		t.Fatalf("campaigns %+v", by)
	}
	in := partner.Application{CampaignID: open.ID, Motivation: "I hike.", TermsID: "old", Key: "apply-key"}
	if open.Bids {
		in.Bid = "900.00"
	}
	_, err = c.Apply(ctx, in)
	_ = refused(t, err, partner.Conflict, "terms_outdated")
	in.TermsID = open.Terms.ID
	v, err := c.Apply(ctx, in)
	if must(t, v, err); v.Message == "" || v.Campaign != partner.CampaignApplied && v.Campaign != partner.CampaignNegotiating {
		t.Errorf("applied %+v", v)
	}
	v, err = c.DecideCampaign(ctx, partner.CampaignDecision{CampaignID: invited.ID, Accept: true, TermsID: invited.Terms.ID, Key: "accept-key"})
	if must(t, v, err); v.Campaign != partner.CampaignParticipating {
		t.Errorf("accepted %+v", v)
	}
	_, err = c.DecideCampaign(ctx, partner.CampaignDecision{CampaignID: invited.ID, Key: "decline-key"})
	_ = refused(t, err, partner.Conflict, "wrong_state")
}

func TestSandboxJoinsBrandsOneByOne(t *testing.T) {
	t.Parallel()
	s := newWorld()
	c, ctx := connect(t, s), t.Context()
	list, err := c.Brands(ctx)
	var plain, asking partner.InstantBrand
	for _, b := range must(t, list, err).Brands {
		if b.State == "open" && len(b.Survey) == 0 {
			plain = b
		}
		if b.State == "open" && len(b.Survey) > 0 {
			asking = b
		}
	}
	if plain.ID == "" || asking.ID == "" {
		t.Fatal("no brands of both kinds")
	}
	in := partner.JoinRequest{Key: "join-key", Brands: []partner.JoinBrand{
		{ID: plain.ID, TermsID: plain.Terms.ID}, {ID: asking.ID, TermsID: asking.Terms.ID}, {ID: "0", TermsID: "x"},
	}}
	// The answer is lost once; the key makes sure that the brand is joined once.
	fault, err := sandbox.ParseFault("companion=lost")
	if err != nil {
		t.Fatal(err)
	}
	s.SetFaults(fault)
	_, err = c.Join(ctx, in)
	if e := refused(t, err, partner.Uncertain, ""); !strings.Contains(e.Detail, "may or may not") {
		t.Errorf("got %+v", *e)
	}
	s.SetFaults()
	got, err := c.Join(ctx, in)
	if must(t, got, err); len(got) != 3 || !got[0].Joined || got[0].ContractID == "" || got[1].Joined || got[2].Joined {
		t.Fatalf("got %+v", got)
	}
	_ = refused(t, got[1].Err, partner.Invalid, "required")
	_ = refused(t, got[2].Err, partner.Invalid, "unknown_brand")
	in.Key = "join-key-2"
	in.Brands = in.Brands[:1]
	got, err = c.Join(ctx, in)
	_ = refused(t, must(t, got, err)[0].Err, partner.Conflict, "already_joined")
	if n := s.Count(http.MethodPost, sandbox.CompanionPrefix+"/brands/join"); n != 5 {
		t.Errorf("%d requests, want three lost, one that is answered and one more", n)
	}
}
