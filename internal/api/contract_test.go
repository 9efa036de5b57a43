package api

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// exchange is an operation, the body it is answered with, and what comes of it.
type exchange struct {
	file string // several, separated by blanks, are the pages of a list
	call func(context.Context, *Client) (any, error)
	want any
}

// replay serves the body and compares.
func replay(t *testing.T, folder string, x exchange) {
	t.Helper()
	var bodies [][]byte
	for _, name := range strings.Fields(x.file) {
		body, err := os.ReadFile(filepath.Join(folder, name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		// The page addresses inside belong to the account of the example.
		body = []byte(strings.NewReplacer("IRSANDBOX0000000000000partner00001", testSID, "IRTESTDATA/", testSID+"/").Replace(string(body)))
		bodies = append(bodies, body)
	}
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		page := 0
		if p := r.URL.Query().Get("Page"); p != "" {
			page = int(p[0] - '1')
		}
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		_, _ = w.Write(bodies[min(page, len(bodies)-1)])
	})
	got, err := x.call(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, x.want)
}

// same compares values by their JSON, which is exact for decimals.
func same(t *testing.T, got, want any) {
	t.Helper()
	g, err1 := json.MarshalIndent(got, "", " ")
	w, err2 := json.MarshalIndent(want, "", " ")
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if string(g) != string(w) {
		t.Errorf("got %s\nwant %s", g, w)
	}
}

// sample is a list's length and one of its elements.
type sample struct {
	N   int
	One any
}

func take[T any](all []T, err error, i int) (any, error) {
	if err != nil || i >= len(all) {
		return sample{N: len(all)}, err
	}
	return sample{len(all), all[i]}, nil
}

func eur(s string) partner.Money { return partner.NewMoney(dec(s), "EUR") }

// summer is a period around the dates of all example bodies.
func summer() ActionQuery {
	return ActionQuery{From: instant("2026-06-01T00:00:00Z"), To: instant("2026-08-23T00:00:00Z")}
}

func TestBodiesOfOurOwn(t *testing.T) {
	t.Parallel()
	for name, x := range ownExchanges() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			replay(t, "testdata", x)
		})
	}
}

func ownExchanges() map[string]exchange {
	swap := partner.Task{
		ID: "1", Summary: "Swap the banner", Description: "One.\nTwo.", Urgent: true, State: "LATER", Type: "NEWTYPE", Resolution: "Done",
		Created: instant("2026-08-10T14:47:21Z"), Updated: instant("2026-08-11T00:00:00Z"), CreatedBy: partner.Person{Name: "Ann"},
		Account: "Two Hills Blog", Comments: []partner.Comment{{ID: "c1", Author: "Ann", Text: "Soon"}}, Total: 7,
	}
	monthly := partner.Schedule{Basis: "TRACKED", Period: "MONTH", MonthOffset: 1, DayOffset: 3}
	return map[string]exchange{
		"tasks": {"tasks", func(ctx context.Context, c *Client) (any, error) {
			return gather(c.ListTasks(ctx, TaskQuery{}))
		}, []partner.Task{swap, {ID: "2"}}},
		"properties": {"properties", func(ctx context.Context, c *Client) (any, error) {
			return gather(c.ListProperties(ctx))
		}, []partner.Property{{
			ID: "9", Name: "App", Type: partner.PropertyMobile, URL: "https://apps.example/a", Platform: "ANDROID", Installs: "HUNDRED_PLUS",
			Revenue: []string{"PAY_PER_INSTALL"}, Visitors: "12",
		}}},
		"vanity links": {
			"vanity-links", func(ctx context.Context, c *Client) (any, error) { return c.VanityLinks(ctx) },
			[]partner.Link{
				{ID: "vanity/kiln.example/bowls", URL: "https://KILN.example/bowls", Vanity: true, Made: instant("2026-08-02T10:00:00Z")},
				{
					ID: "vanity/kiln.example/Pots", URL: "https://kiln.example/Pots", ProgramID: "7100", Program: "Kiln", Landing: "https://shop.kiln.example/pots",
					Vanity: true, SubIDs: [3]string{"blog"}, SharedID: "s", Property: "App", Made: instant("2026-08-01T00:00:00Z"),
					Clicks: partner.Some[int64](48), // 12 in each of the four runs
				},
				{ID: "vanity/kiln.example/Cups", URL: "https://kiln.example/Cups", Program: "Kiln", Vanity: true},
				{ID: "vanity/lost", Vanity: true},
			},
		},
		"account": {
			"account", func(ctx context.Context, c *Client) (any, error) { return c.Account(ctx) },
			partner.Account{ID: "IRTESTDATA", Name: "Two Hills Blog", Status: "ACTIVE", Currency: "EUR", Activated: instant("2022-02-03T04:05:06Z")},
		},
		"company": {
			"company", func(ctx context.Context, c *Client) (any, error) { return c.CompanyInformation(ctx) },
			partner.Company{Name: "Two Hills Blog", Website: "https://twohills.example", Timezone: "(GMT +01:00) Berlin", Currency: "EUR"},
		},
		"programs": {"programs-1 programs-2", func(ctx context.Context, c *Client) (any, error) {
			return gather(c.ListPrograms(ctx, ProgramQuery{}))
		}, []partner.Program{
			{
				ID: "7100", Name: "Kiln", BrandID: "71", Brand: "Kiln & Co", URL: "https://shop.kiln.example", Description: "Pots.", Type: "Retail Media", Active: true,
				ContractStatus: "Active", TrackingLink: "https://kiln.example/c/1/2/7100", AllowsDeepLinks: true, DeepLinkDomains: []string{"*.kiln.example"}, ShipsTo: []string{"GERMANY"},
			},
			{ID: "7200", Name: "Loom", ContractStatus: "Expired"},
		}},
		"contracts": {"contracts", func(ctx context.Context, c *Client) (any, error) {
			return gather(c.ListContracts(ctx, ContractQuery{}))
		}, []partner.Contract{
			{
				ID: "S-1", ProgramID: "7100", Status: partner.ContractActive, Start: instant("2025-12-31T23:00:00Z"), Updated: instant("2026-01-31T23:00:00Z"),
				Terms: "Standard", Currency: "EUR", Payouts: []partner.EventPayout{{
					EventTypeID: "9", Event: "Sale", Rate: partner.Some(dec("7.5")),
					Locking: monthly, Paying: partner.Schedule{Basis: "LOCKED", Period: "END_OF_DAY"},
				}},
			},
			{ID: "S-2", ProgramID: "7200", Status: "TERMINATED"},
		}},
		"actions": {"actions", func(ctx context.Context, c *Client) (any, error) { return gather(c.ListActions(ctx, summer())) }, []partner.Action{
			{
				ID: "7100.1.1", ProgramID: "7100", Program: "Kiln", Event: "Sale", State: partner.ActionPending, Payout: eur("4.2"), Intended: true, Amount: eur("42"),
				At: instant("2026-08-02T21:59:59Z"), Created: instant("2026-08-02T22:10:00Z"), OrderID: "5550001", PromoCode: "CLAY", SharedID: "s", SubIDs: [3]string{"a"},
			},
			{ID: "7100.1.2", ProgramID: "7100", State: partner.ActionReversed, Payout: eur("0"), At: instant("2026-08-05T08:00:00Z"), Locks: instant("2026-09-04T22:00:00Z")},
		}},
		"updates": {"updates", func(ctx context.Context, c *Client) (any, error) {
			return gather(c.ListActionUpdates(ctx, summer()))
		}, []partner.ActionUpdate{{
			ID: "7100.1.2.9", ActionID: "7100.1.2", ProgramID: "7100", State: partner.ActionReversed, Explanation: "Returned",
			DeltaPayout: eur("-4.2"), DeltaAmount: eur("-42"), At: instant("2026-08-10T08:00:00Z"), ActionAt: instant("2026-08-05T08:00:00Z"),
			Locks: instant("2026-09-04T22:00:00Z"), ContractID: "S-1",
		}}},
		"invoices": {"invoices", func(ctx context.Context, c *Client) (any, error) {
			return gather(c.ListInvoices(ctx, summer().From, summer().To))
		}, []partner.Invoice{{ID: "1-7", Created: instant("2026-08-02T06:00:00Z"), BrandID: "71", Brand: "Kiln & Co", Total: eur("119"), Lines: []partner.InvoiceLine{
			{
				ProgramID: "7100", Program: "Kiln", Kind: partner.LineMediaPayout, Month: day("2025-12-01"), Actions: 12, Net: eur("90"), Total: eur("107.1"),
				Status: partner.LinePaid, Due: instant("2026-08-19T22:00:00Z"), Paid: instant("2026-08-18T22:00:00Z"),
			},
			{ProgramID: "7100", Program: "Kiln", Kind: partner.LineBonus, Net: eur("10"), Total: eur("11.9"), Status: "DISPUTED"},
		}}}},
		"withdrawal": {
			"withdrawal", func(ctx context.Context, c *Client) (any, error) { return c.WithdrawalSettings(ctx, "EUR") },
			partner.WithdrawalSettings{Method: "PAYPAL", Schedule: partner.ByFixedDay, Day: 15},
		},
		"reports": {"reports", func(ctx context.Context, c *Client) (any, error) { return gather(c.ListReports(ctx)) }, []partner.Report{
			{ID: "partner_performance_by_day", Name: "Performance by Day", Category: "Performance", APIAccessible: true}, {ID: "18", Name: "Account Balance History"},
		}},
		"days": {"report-day", func(ctx context.Context, c *Client) (any, error) {
			return c.DailyFigures(ctx, period("2026-08-01", "2026-08-02"), "")
		}, []partner.DayFigures{
			{Day: day("2026-08-01"), Clicks: partner.Some[int64](0), Payout: partner.Some(dec("0"))},
			{Day: day("2026-08-02"), Clicks: partner.Some[int64](1040), Actions: partner.Some[int64](2), Sales: partner.Some(dec("2400")), Payout: partner.Some(dec("240.1"))}, // 22 digits are rounded to 19
		}},
		"program figures": {"report-program", func(ctx context.Context, c *Client) (any, error) {
			return c.ProgramFigures(ctx, period("2026-08-01", "2026-08-02"))
		}, []partner.ProgramFigures{{
			ProgramID: "7100", Program: "Kiln", Clicks: partner.Some[int64](1040), Actions: partner.Some[int64](2),
			Sales: partner.Some(dec("2400.5")), Payout: partner.Some(dec("240.1")),
		}}},
		"paystubs": {"paystubs", func(ctx context.Context, c *Client) (any, error) {
			return c.Paystubs(ctx, period("2026-08-01", "2026-08-22"), "EUR")
		}, []partner.Paystub{{ID: "12", Day: day("2026-08-15"), Amount: eur("31.07")}, {ID: "11", Day: day("2026-08-01"), Amount: eur("1000")}}},
		"metadata": {"metadata", func(ctx context.Context, c *Client) (any, error) {
			return c.ReportMetadata(ctx, "partner_performance_by_day")
		}, partner.ReportMetadata{
			ID: "partner_performance_by_day", Name: "Performance by Day",
			Filters: []partner.ReportColumn{{Name: "Start Date", Type: "Date"}}, Columns: []partner.ReportColumn{{Name: "Clicks", Type: "Integer", Description: "Visits"}},
		}},
	}
}

// reference is where the printed example bodies and the OpenAPI documents of
// the service lie; not part of this repository.
const reference = "../../../shared/reference/fixtures"

func TestPrintedExampleBodies(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(reference, "partner-api")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the printed example bodies are not here: ", err)
	}
	for name, x := range printedExchanges() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			replay(t, folder, x)
		})
	}
}

func TestPrintedErrorBodies(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(reference, "partner-api")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the printed example bodies are not here: ", err)
	}
	for file, want := range map[string]struct {
		code  int
		kind  partner.Kind
		field string
		says  string
	}{
		"error-400-conversion.json":                      {400, partner.Invalid, "OrderId", "OrderId is required."},
		"error-400-daterange.json":                       {400, partner.Invalid, "StartDate", "45 days"},
		"error-400-identityverification-user.json":       {400, partner.Invalid, "", "UserId [99999999]"},
		"error-400-identityverification-validation.json": {400, partner.Invalid, "UserId", "Invalid value [null]"},
		"error-400-pagesize.json":                        {400, partner.Invalid, "", "10 pages"},
		"error-400-simple.json":                          {400, partner.Invalid, "", "EndDate"},
		"error-400-validation.json":                      {400, partner.Invalid, "AccountId", "Not a numeric value"},
		"error-401.json":                                 {401, partner.Unauthorized, "", "Unauthorized"},
		"error-403-access-denied.json":                   {403, partner.Forbidden, "", "Access Denied"},
		"error-403-trackinglink.json":                    {403, partner.Forbidden, "", "property ID"},
		"error-404.json":                                 {404, partner.NotFound, "", "not found"},
		"error-429.json":                                 {429, partner.RateLimited, "", "Too Many Requests"},
		"error.xml":                                      {403, partner.Forbidden, "", "Access Denied"},
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(filepath.Join(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			c, _ := serve(t, status(want.code, "application/json", string(body)))
			_, err = c.CompanyInformation(t.Context())
			if e := wantError(t, err, want.kind); e.Field != want.field || !strings.Contains(e.Detail, want.says) || e.Status != want.code {
				t.Errorf("got %+v", e)
			}
			if want.kind == partner.Invalid { // the same body under a status of success
				c, _ := serve(t, answers(string(body)))
				_, err = gather(c.ListPrograms(t.Context(), ProgramQuery{}))
				wantKind(t, err, partner.Invalid)
			}
		})
	}
}

func TestPrintedRateLimitHeaders(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile(filepath.Join(reference, "partner-api", "rate-limit-headers.json"))
	if err != nil {
		t.Skip("the printed headers are not here: ", err)
	}
	var printed struct {
		OK        map[string]string `json:"ok"`
		Exhausted map[string]string `json:"exhausted_429"`
	}
	if err := json.Unmarshal(body, &printed); err != nil {
		t.Fatal(err)
	}
	headers, code := printed.OK, 200
	c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		w.WriteHeader(code)
		_, _ = w.Write([]byte(`{"Actions":[]}`))
	})
	_, err = gather(c.ListActions(t.Context(), lastWeek()))
	if a := c.Budget().Of(partner.GroupDetail); err != nil || a.V.Remaining.V != 481 || a.V.Limit.V != 500 || !a.V.Reset.Equal(testNow.Add(700*time.Second)) {
		t.Errorf("got %+v, %v", a, err)
	}
	headers, code = printed.Exhausted, 429
	_, err = gather(c.ListActions(t.Context(), lastWeek()))
	if e := wantError(t, err, partner.RateLimited); e.RetryAfter != 700*time.Second || c.Budget()[0].Remaining.V != 0 {
		t.Errorf("got %+v", e)
	}
}
