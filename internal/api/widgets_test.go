package api

import (
	"context"
	"net/http"
	"testing"

	"impactdash/internal/partner"
)

func TestQueriesOfTheWidgets(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{}`))
	ctx := t.Context()
	_, err := gather(c.ListTasks(ctx, TaskQuery{Subtypes: []string{"Content"}}))
	if e := wantError(t, err, partner.Invalid); e.Field != "SubtypeName" {
		t.Errorf("got %+v", *e)
	}
	_, err = gather(c.ListDeals(ctx, "..", DealQuery{}))
	wantKind(t, err, partner.Invalid)
	if s.count() != 0 {
		t.Fatalf("%d requests", s.count())
	}
	_, _ = gather(c.ListTasks(ctx, TaskQuery{
		Types: []partner.TaskType{partner.TaskCreative, partner.TaskFinance}, Subtypes: []string{"Content", "Promo"}, UpdatedFrom: testNow,
	}))
	_, _ = gather(c.ListPromoCodes(ctx, PromoCodeQuery{ProgramIDs: []string{"1", "2"}, EndsFrom: testNow, EndsTo: testNow.AddDate(0, 0, 7)}))
	_, _ = gather(c.ListDeals(ctx, "7/1", DealQuery{State: partner.OfferActive}))
	for i, want := range []string{
		"/Tasks?DateLastUpdatedAfter=2026-08-22T12%3A00%3A00Z&SubtypeName=Content%2CPromo&Type=CREATIVE%2CFINANCE",
		"/PromoCodes?EndDateEnd=2026-08-29T12%3A00%3A00Z&EndDateStart=2026-08-22T12%3A00%3A00Z&PageSize=1000&ProgramId=1&ProgramId=2",
		"/Campaigns/7%2F1/Deals?State=ACTIVE",
	} {
		if got := s.all()[i].URL.RequestURI(); got != accountsPath+testSID+want {
			t.Errorf("asked for %s", got)
		}
	}
}

func TestWhatTheAccountDoesNotHave(t *testing.T) {
	t.Parallel()
	for code, kind := range map[int]partner.Kind{http.StatusNotFound: partner.NotFound, http.StatusForbidden: partner.Forbidden} {
		c, s := serve(t, status(code, "application/json", `{"Status":"ERROR","Message":"No."}`))
		ctx := t.Context()
		_, err := c.VanityLinks(ctx)
		if e := wantError(t, err, kind); e.Op != "load vanity links" || s.count() != 1 {
			t.Errorf("%+v after %d requests", *e, s.count())
		}
		_, err = c.LatestTaxDocument(ctx)
		wantKind(t, err, kind)
		_, err = gather(c.ListInquiries(ctx, InquiryQuery{}))
		wantKind(t, err, kind)
	}
}

func TestRowsThatCannotBeUsedAreNamed(t *testing.T) {
	t.Parallel()
	for body, call := range map[string]struct {
		field string
		list  func(context.Context, *Client) error
	}{
		`{"Tasks":[{"Details":{"Summary":"x"}}]}`:                              {"Id", tasksOf},
		`{"Tasks":[{"Id":"1","DueDate":"soon"}]}`:                              {"DueDate", tasksOf},
		`{"Tasks":[{"Id":"1","Details":{"Urgent":"perhaps"}}]}`:                {"Details.Urgent", tasksOf},
		`{"Tasks":[{"Id":"1","Details":[1]}]}`:                                 {"Details", tasksOf},
		`{"Tasks":[{"Id":"1","Comments":[{"Id":"2","Comment":{"a":1}}]}]}`:     {"Comments.Comment", tasksOf},
		`{"Records":[{"Campaign":"x"}]}`:                                       {"Vanity_Link", vanityLinksOf},
		`{"Records":[{"Vanity_Link":"javascript://x"}]}`:                       {"Vanity_Link", vanityLinksOf},
		`{"Records":[{"Vanity_Link":"https://x.example/a","Clicks":"many"}]}`:  {"Clicks", vanityLinksOf},
		`{"Records":[{"Vanity_Link":"https://x.example/a","Created":"soon"}]}`: {"Created", vanityLinksOf},
	} {
		c, _ := serve(t, answers(body))
		if e := wantError(t, call.list(t.Context(), c), partner.Malformed); e.Field != call.field {
			t.Errorf("%s: field %q, want %q", body, e.Field, call.field)
		}
	}
}

func tasksOf(ctx context.Context, c *Client) error {
	for _, err := range c.ListTasks(ctx, TaskQuery{}) {
		return err
	}
	return nil
}

func vanityLinksOf(ctx context.Context, c *Client) error {
	_, err := c.VanityLinks(ctx)
	return err
}
