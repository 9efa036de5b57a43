package api_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/api"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

func TestSandboxAnswersTheWidgets(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, world()), t.Context()
	tasks := all(t, c.ListTasks(ctx, api.TaskQuery{}))
	if len(tasks) == 0 {
		t.Fatal("no tasks")
	}
	if v, err := c.GetTask(ctx, tasks[0].ID); err != nil || v.Summary != tasks[0].Summary {
		t.Errorf("task %+v, %v", v, err)
	}
	finance := all(t, c.ListTasks(ctx, api.TaskQuery{Types: []partner.TaskType{partner.TaskFinance}}))
	if len(finance) == 0 || len(finance) >= len(tasks) || finance[0].Type != partner.TaskFinance {
		t.Errorf("%d of %d tasks are about finance", len(finance), len(tasks))
	}
	properties := all(t, c.ListProperties(ctx))
	if len(properties) == 0 {
		t.Fatal("no properties")
	}
	if v, err := c.GetProperty(ctx, properties[0].ID); err != nil || v.URL != properties[0].URL {
		t.Errorf("property %+v, %v", v, err)
	}
	inquiries := all(t, c.ListInquiries(ctx, api.InquiryQuery{}))
	if len(inquiries) == 0 || !inquiries[0].Amount.OK {
		t.Fatalf("inquiries %+v", inquiries)
	}
	if v, err := c.GetInquiry(ctx, inquiries[0].ID); err != nil || v.OrderID != inquiries[0].OrderID {
		t.Errorf("inquiry %+v, %v", v, err)
	}
	codes := all(t, c.ListPromoCodes(ctx, api.PromoCodeQuery{}))
	soon := all(t, c.ListPromoCodes(ctx, api.PromoCodeQuery{EndsFrom: sandboxNow, EndsTo: sandboxNow.AddDate(0, 0, 7)}))
	if len(soon) == 0 || len(soon) >= len(codes) {
		t.Errorf("%d of %d codes end soon", len(soon), len(codes))
	}
	deals := 0
	for _, p := range all(t, c.ListPrograms(ctx, api.ProgramQuery{Status: api.ActivePrograms})) {
		deals += len(all(t, c.ListDeals(ctx, p.ID, api.DealQuery{State: partner.OfferActive})))
	}
	if deals == 0 {
		t.Error("no deals")
	}
	if v, err := c.LatestTaxDocument(ctx); err != nil || v.Type == "" || v.Status == "" {
		t.Errorf("tax document %+v, %v", v, err)
	}
	if v := all(t, c.ListUsers(ctx)); len(v) == 0 || v[0].Name == "" || len(v[0].Permissions) == 0 {
		t.Errorf("users %+v", v)
	}
}

func TestSandboxKeepsWhatIsWritten(t *testing.T) {
	t.Parallel()
	c, ctx := connect(t, newWorld()), t.Context()
	id, err := c.CreateProperty(ctx, partner.PropertyInput{
		Name: "Blög", Type: partner.PropertySocial, URL: "https://www.instagram.com/x", Platform: "INSTAGRAM", Followers: "THOUSAND_PLUS",
		Revenue: []string{"PAY_PER_SALE", "PAY_PER_CLICK"},
	})
	if err != nil || id == "" {
		t.Fatalf("id %q, %v", id, err)
	}
	if err := c.UpdateProperty(ctx, partner.PropertyInput{ID: id, Handle: "@x", Revenue: []string{}}); err != nil {
		t.Fatal(err)
	}
	v, err := c.GetProperty(ctx, id)
	if err != nil || v.Name != "Blög" || v.Platform != "INSTAGRAM" || v.Handle != "@x" || len(v.Revenue) != 0 || v.Verified {
		t.Errorf("got %+v, %v", v, err)
	}
	if err := c.DeleteProperty(ctx, id); err != nil {
		t.Fatal(err)
	}
	if err := c.DeleteProperty(ctx, id); partner.KindOf(err) != partner.NotFound {
		t.Errorf("removed twice: %v", err)
	}
	program := all(t, c.ListPrograms(ctx, api.ProgramQuery{Status: api.ActivePrograms}))[0].ID
	uri, err := c.CreateInquiry(ctx, api.InquiryInput{
		ProgramID: program, OrderID: "A-1", Type: partner.InquiryUntracked, Transaction: sandboxNow.AddDate(0, 0, -3), Amount: decimal.MustParse("12.30"),
	})
	if err != nil || !strings.HasPrefix(uri, "ActionInquiries/") {
		t.Fatalf("uri %q, %v", uri, err)
	}
	if v, err := c.GetInquiry(ctx, strings.TrimPrefix(uri, "ActionInquiries/")); err != nil || v.OrderID != "A-1" || v.Amount.V.String() != "12.3" {
		t.Errorf("got %+v, %v", v, err)
	}
	_, err = c.CreateProperty(ctx, partner.PropertyInput{Name: "x", Type: "ZEPPELIN", URL: "https://x.example"})
	var e *partner.Error
	if !errors.As(err, &e) || e.Kind != partner.Invalid || e.Field != "Type" {
		t.Errorf("got %+v", e)
	}
}

func TestSandboxMakesLinks(t *testing.T) {
	t.Parallel()
	s := newWorld()
	c, ctx := connect(t, s), t.Context()
	program := all(t, c.ListPrograms(ctx, api.ProgramQuery{Status: api.ActivePrograms}))[0].ID
	before, err := c.VanityLinks(ctx)
	if err != nil || len(before) == 0 {
		t.Fatalf("%d vanity links, %v", len(before), err)
	}
	for _, v := range before {
		if v.URL == "" || v.ProgramID == "" || v.Program == "" || v.Made.IsZero() {
			t.Errorf("got %+v", v)
		}
	}
	link, err := c.CreateLink(ctx, partner.LinkRequest{ProgramID: program, Vanity: true, Path: "Blossom", SubIDs: [3]string{"a b"}})
	if err != nil || !strings.HasSuffix(link, "/Blossom") {
		t.Fatalf("link %q, %v", link, err)
	}
	if after, err := c.VanityLinks(ctx); err != nil || len(after) != len(before)+1 || after[0].URL != link || after[0].SubIDs[0] != "a b" {
		t.Errorf("%d links after %d, %v", len(after), len(before), err)
	}
	_, err = c.CreateLink(ctx, partner.LinkRequest{ProgramID: program, Vanity: true, Path: "BLOSSOM"})
	var e *partner.Error
	if !errors.As(err, &e) || e.Kind != partner.Invalid || e.Field != "CustomPath" {
		t.Errorf("taken: %+v", e)
	}
	_, err = c.CreateLink(ctx, partner.LinkRequest{ProgramID: program, PropertyID: "123"})
	if !errors.As(err, &e) || e.Kind != partner.Conflict || !strings.Contains(e.Detail, "does not exist") {
		t.Errorf("unknown property: %+v", e)
	}
	_, err = c.CreateLink(ctx, partner.LinkRequest{ProgramID: program, Landing: "https://evil.example/"})
	if !errors.As(err, &e) || e.Kind != partner.Invalid || e.Field != "DeepLink" {
		t.Errorf("another host: %+v", e)
	}
}

func TestSandboxWritesThatAreLost(t *testing.T) {
	t.Parallel()
	s := newWorld()
	c, ctx := connect(t, s), t.Context()
	for fault, want := range map[string]struct {
		kind partner.Kind
		done int
	}{
		"mediaproperties=lost": {partner.Uncertain, 1}, "mediaproperties=drop": {partner.Uncertain, 0},
		"mediaproperties=500": {partner.Uncertain, 0}, "mediaproperties=403": {partner.Forbidden, 0},
		"mediaproperties=truncate": {partner.Uncertain, 1},
	} {
		s.SetFaults()
		before, asked := len(all(t, c.ListProperties(ctx))), len(s.Requests())
		f, err := sandbox.ParseFault(fault)
		if err != nil {
			t.Fatal(err)
		}
		s.SetFaults(f)
		_, err = c.CreateProperty(ctx, partner.PropertyInput{Name: fault, Type: partner.PropertyWebsite, URL: "https://x.example"})
		if partner.KindOf(err) != want.kind {
			t.Errorf("%s: %v", fault, err)
		}
		if posts := s.Requests()[asked:]; len(posts) != 1 || posts[0].Method != http.MethodPost {
			t.Errorf("%s: requests %+v", fault, posts)
		}
		s.SetFaults()
		if after := len(all(t, c.ListProperties(ctx))); after != before+want.done {
			t.Errorf("%s: %d properties after %d", fault, after, before)
		}
	}
}

func TestSandboxHasNoInquiriesWithoutTheRight(t *testing.T) {
	t.Parallel()
	s := newWorld()
	c := connect(t, s)
	f, err := sandbox.ParseFault("actioninquiries=403")
	if err != nil {
		t.Fatal(err)
	}
	s.SetFaults(f)
	for _, err := range c.ListInquiries(t.Context(), api.InquiryQuery{From: time.Time{}}) {
		if partner.KindOf(err) != partner.Forbidden {
			t.Errorf("got %v", err)
		}
	}
}
