package api

import (
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"testing"

	"impactdash/internal/partner"
)

func programIDsOf(all []partner.Program) []string {
	var ids []string
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	return ids
}

// pages replies with body i for Page=i; %s in a body is the resource's path.
func pages(bodies ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("Page"))
		fmt.Fprintf(w, bodies[min(max(n, 1), len(bodies))-1]+"%.0s", r.URL.Path)
	}
}

func TestPagesAreFollowedToTheEnd(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		bodies   []string
		want     []string
		requests int
	}{
		{"one page", []string{`{"@nextpageuri":"","Campaigns":[{"CampaignId":"1"}]}`}, []string{"1"}, 1},
		{"three pages", []string{
			`{"@page":"1","@numpages":"3","@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"}]}`,
			`{"@page":"2","@numpages":"3","@nextpageuri":"%s?Page=3","Campaigns":[{"CampaignId":"2"}]}`,
			`{"@page":"3","@numpages":"3","@nextpageuri":"","Campaigns":[{"CampaignId":"3"}]}`,
		}, []string{"1", "2", "3"}, 3},
		{"next after the list", []string{
			`{"Campaigns":[{"CampaignId":"1"}],"@nextpageuri":"%s?Page=2"}`, `{"Campaigns":[{"CampaignId":"2"}]}`,
		}, []string{"1", "2"}, 2},
		{"names without @, numbers", []string{
			`{"page":1,"numpages":2,"total":2,"nextpageuri":"%s?Page=2","campaigns":[{"campaignId":1}]}`, `{"page":2,"Campaigns":[{"CampaignId":2}]}`,
		}, []string{"1", "2"}, 2},
		{"next is null", []string{`{"@nextpageuri":null,"Campaigns":[{"CampaignId":"1"}]}`}, []string{"1"}, 1},
		{"no next, counted", []string{
			`{"@page":"1","@numpages":"2","Campaigns":[{"CampaignId":"1"}]}`, `{"@page":"2","@numpages":"2","Campaigns":[{"CampaignId":"2"}]}`,
		}, []string{"1", "2"}, 2},
		{"no next, counted, page not said", []string{
			`{"numpages":3,"Campaigns":[{"CampaignId":"1"}]}`, `{"numpages":3,"Campaigns":[{"CampaignId":"2"}]}`, `{"numpages":3,"Campaigns":[{"CampaignId":"3"}]}`,
		}, []string{"1", "2", "3"}, 3},
		{"next leads to itself", []string{
			`{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"}]}`, `{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"2"}]}`,
		}, []string{"1", "2"}, 2},
		{"next leads back", []string{
			`{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"}]}`, `{"@nextpageuri":"%s","Campaigns":[{"CampaignId":"2"}]}`,
		}, []string{"1", "2"}, 2},
		{"rows shifted", []string{
			`{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"},{"CampaignId":"2"}]}`, `{"Campaigns":[{"CampaignId":"2"},{"CampaignId":"3"}]}`,
		}, []string{"1", "2", "3"}, 2},
		{"an empty page in between", []string{
			`{"@nextpageuri":"%s?Page=2","Campaigns":[]}`, `{"Campaigns":[{"CampaignId":"3"}]}`,
		}, []string{"3"}, 2},
		{"list missing", []string{`{"@total":"0"}`}, nil, 1},
		{"list null", []string{`{"Campaigns":null}`}, nil, 1},
		{"list empty text", []string{`{"Campaigns":""}`}, nil, 1},
		{"list empty object", []string{`{"Campaigns":{}}`}, nil, 1},
		{"single object", []string{`{"Campaigns":{"CampaignId":"9","Type":"x"}}`}, []string{"9"}, 1},
		{"bare array", []string{` [{"CampaignId":"9"}]`}, []string{"9"}, 1},
		{"nothing at all", []string{`{}`}, nil, 1},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, s := serve(t, pages(tc.bodies...))
			got, err := gather(c.ListPrograms(t.Context(), ProgramQuery{}))
			if err != nil {
				t.Fatal(err)
			}
			if ids := programIDsOf(got); !reflect.DeepEqual(ids, tc.want) {
				t.Errorf("got %v, want %v", ids, tc.want)
			}
			if s.count() != tc.requests {
				t.Errorf("%d requests, want %d", s.count(), tc.requests)
			}
		})
	}
}

func TestReportRowsAreNotDoubledByALoop(t *testing.T) {
	t.Parallel()
	c, s := serve(t, pages(
		`{"@page":"1","@nextpageuri":"%s?Page=2","Records":[{"A":"1"},{"A":"1"}]}`,
		`{"@page":"2","@nextpageuri":"%s?Page=1","Records":[{"A":"1"}]}`,
	))
	got, err := c.RunReport(t.Context(), ReportQuery{ID: "x", Period: period("2026-08-01", "2026-08-02")})
	if err != nil || len(got.Rows) != 3 {
		t.Errorf("got %d rows, %v after %d requests", len(got.Rows), err, s.count())
	}
}

func TestAListWithoutEndIsAnError(t *testing.T) {
	t.Parallel()
	c := client(t, "http://localhost:1")
	p := newPager(c, programs(), nil)
	_, err := p.after(c.address(nil, "Campaigns"), page[partner.Program]{next: accountsPath + "x?Page=2"}, maxPages)
	wantKind(t, err, partner.Malformed)
}

func TestThePageBuiltKeepsTheQuery(t *testing.T) {
	t.Parallel()
	c, s := serve(t, pages(
		`{"@page":"1","@numpages":"2","Contracts":[{"Id":"1"}]}`, `{"Contracts":[{"Id":"2"}]}`,
	))
	got, err := gather(c.ListContracts(t.Context(), ContractQuery{ProgramID: "10306", Status: partner.ContractPending}))
	if err != nil || len(got) != 2 {
		t.Fatalf("got %v, %v", got, err)
	}
	if q := s.all()[1].URL.RawQuery; q != "CampaignId=10306&Page=2&Status=PENDING" {
		t.Errorf("query is %s", q)
	}
}

func TestTheFirstRowsCostOnePage(t *testing.T) {
	t.Parallel()
	c, s := serve(t, pages(
		`{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"},{"CampaignId":"2"}]}`, `{"Campaigns":[{"CampaignId":"3"}]}`,
	))
	seq := c.ListPrograms(t.Context(), ProgramQuery{})
	if s.count() != 0 {
		t.Error("something was sent before the loop")
	}
	for _, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
	if got, err := gather(seq); err != nil || len(got) != 3 {
		t.Errorf("a second loop gives %d rows, %v", len(got), err)
	}
}

func TestAListEndsAtItsFirstError(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("Page") == "2" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprintf(w, `{"@nextpageuri":"%s?Page=2","Campaigns":[{"CampaignId":"1"}]}`, r.URL.Path)
	})
	rows, failures := 0, 0
	for _, err := range c.ListPrograms(t.Context(), ProgramQuery{}) {
		if err != nil {
			failures++
			wantKind(t, err, partner.Forbidden)
			continue
		}
		rows++
	}
	if rows != 1 || failures != 1 {
		t.Errorf("%d rows, %d failures", rows, failures)
	}
}
