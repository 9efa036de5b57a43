package service

import (
	"errors"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

const leadForms = `{"items":[{"program_id":"7","program":"Northpeak","title":"Refer a team","intro":"","fields":[
	{"name":"email","label":"E-mail","help":"","kind":"email","required":true,"choices":[],"max_length":0,"min":"","max":"","currency":""},
	{"name":"size","label":"Size","help":"","kind":"number","required":false,"choices":[],"max_length":0,"min":"1","max":"","currency":""}]}]}`

const lead = `{"id":"L1","program_id":"7","program":"Northpeak","name":"Ana","status":"submitted","reason":"","submitted_at":"2026-08-22T12:00:00-07:00",
	"updated_at":"2026-08-22T12:00:00-07:00","action_id":"","payout":null,"values":{"email":"ana@example.com"}}`

// draft is the draft of Northpeak's form.
func (k *kit) draft(t *testing.T) partner.Draft {
	t.Helper()
	d, err := k.Draft(t.Context(), "lead/7")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestALeadIsCheckedSubmittedAndItsDraftDropped(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.ally.set("GET lead-forms", leadForms)
	k.ally.set("POST leads", lead)
	draft := partner.Draft{Form: "lead/7", Key: k.NewKey(), Values: map[string]string{"email": "ana"}}
	if err := k.SaveDraft(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	if d := k.draft(t); d.Key != draft.Key || d.Values["email"] != "ana" || d.Saved.IsZero() {
		t.Errorf("the draft is %+v", d)
	}
	_, err := k.SubmitLead(t.Context(), partner.LeadInput{ProgramID: "7", Values: map[string]string{"email": "ana", "size": "0"}, Key: draft.Key})
	var e *partner.Error
	if !errors.As(err, &e) || e.Kind != partner.Invalid || e.Field != "email" || len(e.Fields) != 2 {
		t.Errorf("the error is %+v", e)
	}
	_, err = k.SubmitLead(t.Context(), partner.LeadInput{ProgramID: "8", Key: draft.Key})
	wantKind(t, err, partner.NotFound)
	in := partner.LeadInput{ProgramID: "7", Values: map[string]string{"email": "ana@example.com"}, Key: draft.Key}
	k.ally.fail("POST leads", 409)
	_, err = k.SubmitLead(t.Context(), in)
	wantKind(t, err, partner.Conflict)
	if d := k.draft(t); d.Saved.IsZero() {
		t.Error("a refused lead lost its draft")
	}
	k.ally.fail("POST leads", 0)
	if got, err := k.SubmitLead(t.Context(), in); err != nil || got.ID != "L1" {
		t.Errorf("%+v, %v", got, err)
	}
	if d := k.draft(t); !d.Saved.IsZero() || d.Form != "lead/7" {
		t.Errorf("the draft is still %+v", d)
	}
	if all := k.ally.done(); len(all) != 2 || all[1].key != draft.Key {
		t.Errorf("sent were %+v", all)
	}
}

func TestLeadsHaveFormsDraftsAndNotes(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.ally.set("GET lead-forms", leadForms)
	k.ally.set("GET leads", `{"items":[`+lead+`]}`)
	for _, form := range []string{"lead/7", "link"} {
		if err := k.SaveDraft(t.Context(), partner.Draft{Form: form, Values: map[string]string{"a": "1"}}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := k.Leads(t.Context())
	if v := got.Value; err != nil || len(v.Forms) != 1 || len(v.Leads) != 1 || len(v.Drafts) != 1 || !v.Reach.Companion {
		t.Errorf("%+v, %v", v, err)
	}
	k.ally.fail("GET leads", 503)
	got, err = k.Leads(t.Context())
	if err != nil || len(got.Value.Forms) != 1 {
		t.Errorf("%+v, %v", got.Value, err)
	}
	wantParts(t, got.Value.Notes, "leads handed in")
	k.ally.fail("GET lead-forms", 503)
	_, err = k.Leads(t.Context())
	wantKind(t, err, partner.Unavailable)
}

func TestWithoutACompanionThereAreDraftsOfLeads(t *testing.T) {
	t.Parallel()
	k := newKit(t, alone)
	if err := k.SaveDraft(t.Context(), partner.Draft{Form: "lead/7", Values: map[string]string{"a": "1"}}); err != nil {
		t.Fatal(err)
	}
	got, err := k.Leads(t.Context())
	if v := got.Value; err != nil || len(v.Drafts) != 1 || v.Reach.Companion || v.Reach.Page == "" {
		t.Errorf("%+v, %v", v, err)
	}
	_, err = k.SubmitLead(t.Context(), partner.LeadInput{ProgramID: "7"})
	wantKind(t, err, partner.Unsupported)
}

func TestPropertiesTellTheirHealth(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("MediaProperties", "MediaProperties", property("1", "true"), property("2", "false"))
	k.ally.set("GET properties", `{"items":[{"property_id":"1","health":"expired","expires_at":"2026-08-01T00:00:00Z","followers":1234}]}`)
	got, err := k.Properties(t.Context())
	if err != nil || len(got.Value.Properties) != 2 || !got.Value.Reach.Companion {
		t.Fatalf("%+v, %v", got, err)
	}
	if p := got.Value.Properties[0]; p.Health != partner.HealthExpired || p.Expires.IsZero() || p.Exact != partner.Some[int64](1234) {
		t.Errorf("the first is %+v", p)
	}
	k.ally.fail("GET properties", 503)
	got, err = k.Properties(t.Context())
	if err != nil || len(got.Value.Properties) != 2 || got.Value.Reach.Companion {
		t.Errorf("%+v, %v", got, err)
	}
	wantParts(t, got.Value.Notes, "sign-ins at the platforms")
}

func TestPropertiesAreAddedSavedAndRemoved(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	list, err := b.Properties(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for field, in := range map[string]partner.PropertyInput{
		"name": {Type: partner.PropertyWebsite, URL: "https://x.example"},
		"type": {Name: "X", URL: "https://x.example"},
		"url":  {ID: "5", URL: "x.example"},
	} {
		_, err := b.SaveProperty(t.Context(), in)
		wantKind(t, err, partner.Invalid)
		if err == nil || !strings.Contains(err.Error(), "field "+field) {
			t.Errorf("the error names another field than %s: %v", field, err)
		}
	}
	done, err := b.SaveProperty(t.Context(), partner.PropertyInput{Name: " New blog ", Type: partner.PropertyWebsite, URL: "https://new.example"})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast", done.Text, "Added New blog; impact.com verifies it before it counts")
	more, err := b.Properties(t.Context())
	if err != nil || len(more.Value.Properties) != len(list.Value.Properties)+1 {
		t.Fatalf("%d properties became %d, %v", len(list.Value.Properties), len(more.Value.Properties), err)
	}
	id := ""
	for _, p := range more.Value.Properties {
		if p.Name == "New blog" {
			id = p.ID
		}
	}
	if done, err = b.SaveProperty(t.Context(), partner.PropertyInput{ID: id, Tags: "a,b"}); err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast", done.Text, "Saved New blog")
	batch, err := b.RemoveProperties(t.Context(), []string{"none", id})
	if err != nil || len(batch.OK) != 1 || len(batch.Failed) != 1 {
		t.Fatalf("%+v, %v", batch, err)
	}
	wantText(t, "the toast", batch.Text, "Removed New blog")
	wantKind(t, batch.Failed[0].Err, partner.NotFound)
	_, err = b.RemoveProperties(t.Context(), nil)
	wantKind(t, err, partner.Invalid)
}

func TestConnectingNeedsACompanion(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.ally.set("POST properties/connect", `{"platform":"TIKTOK","url":"https://t.example/x","expires_at":"2026-08-22T20:00:00Z"}`)
	c, err := k.Connect(t.Context(), "TIKTOK", "", "press-0001")
	if err != nil || c.URL != "https://t.example/x" {
		t.Errorf("%+v, %v", c, err)
	}
	_, err = newKit(t, alone).Connect(t.Context(), "TIKTOK", "", "press-0001")
	wantKind(t, err, partner.Unsupported)
}
