package api

import (
	"context"

	"impactdash/internal/partner"
)

func printedExchanges() map[string]exchange {
	all := printedObjects()
	for _, more := range []map[string]exchange{printedLists(), printedWidgets()} {
		for name, x := range more {
			all[name] = x
		}
	}
	return all
}

func printedObjects() map[string]exchange {
	return map[string]exchange{
		"account root": {
			"account-root", func(ctx context.Context, c *Client) (any, error) { return c.CheckCredentials(ctx) },
			partner.Account{ID: testSID, Name: "Carrie Oakey Music", Status: "ACTIVE", Currency: "USD", Activated: instant("2019-05-14T16:12:44Z")},
		},
		"company": {
			"company-information", func(ctx context.Context, c *Client) (any, error) { return c.CompanyInformation(ctx) },
			partner.Company{Name: "Carrie Oakey Music", Website: "https://www.carrieOakeymusic.com", Timezone: "(GMT -07:00) Pacific Time (US & Canada); Tijuana", Currency: "USD"},
		},
		"program": {
			"campaign", func(ctx context.Context, c *Client) (any, error) { return c.GetProgram(ctx, "10306") },
			partner.Program{
				ID: "10306", Name: "Wayne Enterprises", BrandID: "1804207", Brand: "Acme Corporation", URL: "http://www.wayne.limited",
				Description: "Wayne Enterprises delivers innovative automotive tech and premium sports equipment.", Type: partner.ProgramPerformance, Active: true,
				ContractStatus: "Active", TrackingLink: "https://example.sjv.io/c/1924609/650971/10306", AllowsDeepLinks: true,
				DeepLinkDomains: []string{"impact.com", "*.impact.com"}, ShipsTo: []string{"SOUTHAFRICA", "UK", "US"},
			},
		},
		"contract": {
			"contract", func(ctx context.Context, c *Client) (any, error) { return c.GetContract(ctx, "S-37085294") },
			partner.Contract{
				ID: "S-37085294", ProgramID: "10306", Status: partner.ContractActive, Start: instant("2026-03-01T08:00:00Z"),
				Signed: instant("2026-03-01T07:51:22Z"), Updated: instant("2026-03-01T07:51:22Z"), Terms: "ScheduledTerms Test", Currency: "USD",
				Payouts: []partner.EventPayout{{
					EventTypeID: "18503", Event: "Online Sale", Rate: partner.Some(dec("0")),
					Locking: partner.Schedule{Basis: "TRACKED", Period: "MONTH", MonthOffset: 1}, Paying: partner.Schedule{Basis: "LOCKED", Period: "END_OF_DAY"},
				}},
			},
		},
		"action": {
			"action", func(ctx context.Context, c *Client) (any, error) { return c.GetAction(ctx, "1000.4636.158133") },
			partner.Action{
				ID: "1000.4636.158133", ProgramID: "1000", Program: "Acme Campaign", Event: "Sale", State: partner.ActionPending,
				Payout: usd("0.88"), Amount: usd("21.99"), At: instant("2024-09-10T17:42:38Z"), Created: instant("2024-09-10T17:51:23Z"),
				Locks: instant("2024-09-26T07:00:00Z"), OrderID: "9217374917472", PromoCode: "SUMMERSALE2024", SharedID: "RT-19247423",
			},
		},
		"action update": {
			"action-update", func(ctx context.Context, c *Client) (any, error) { return c.GetActionUpdate(ctx, "x") },
			partner.ActionUpdate{
				ID: "1000.1234.56789.10111213", ActionID: "1000.1234.56789", ProgramID: "1000", State: partner.ActionPending,
				Explanation: "Action comes in DEFAULT and a locking date has not been set yet", DeltaPayout: usd("0.26"), DeltaAmount: usd("17.29"),
				At: instant("2021-04-25T06:07:45Z"), ActionAt: instant("2021-04-24T23:50:23Z"), Locks: instant("2021-05-16T04:00:00Z"),
				Clears: instant("2021-05-16T04:00:00Z"), PaystubID: "116142", ContractID: "S-7751552",
			},
		},
		"invoice": {
			"invoice", func(ctx context.Context, c *Client) (any, error) { return c.GetInvoice(ctx, "1924609-1") },
			partner.Invoice{
				ID: "1924609-1", Created: instant("2024-09-02T14:37:12Z"), BrandID: "1804207", Brand: "Acme Corporation", Total: usd("50"),
				Lines: []partner.InvoiceLine{{
					ProgramID: "10306", Program: "Wayne Enterprises", Kind: partner.LineMediaPayout, Month: day("2021-01-01"), Actions: 5,
					Net: usd("50"), Total: usd("50"), Status: partner.LineOverdue, Due: instant("2021-02-06T01:51:35Z"), Paid: instant("2024-10-01T07:00:00Z"),
				}},
			},
		},
		"withdrawal settings": {
			"withdrawal-settings", func(ctx context.Context, c *Client) (any, error) { return c.WithdrawalSettings(ctx, "USD") },
			partner.WithdrawalSettings{Method: "BANK_TRANSFER", Schedule: partner.ByThreshold, Threshold: partner.Some(usd("10000"))},
		},
		"report metadata": {"report-metadata-action-listing", func(ctx context.Context, c *Client) (any, error) {
			m, err := c.ReportMetadata(ctx, "mp_action_listing_fast")
			return []any{m.ID, m.Name, len(m.Filters), m.Filters[2], len(m.Columns), m.Columns[0]}, err
		}, []any{
			"mp_action_listing_fast", "Action Listing", 4,
			partner.ReportColumn{Name: "SUBAID", Type: "Integer"},
			11,
			partner.ReportColumn{Name: "action_id", Type: "String", Description: "Unique value assigned to each action"},
		}},
	}
}

func printedLists() map[string]exchange {
	week := period("2026-08-15", "2026-08-21")
	programs := func(ctx context.Context, c *Client) ([]partner.Program, error) {
		return gather(c.ListPrograms(ctx, ProgramQuery{}))
	}
	return map[string]exchange{
		"programs in pages": {"campaigns-list-page1 campaigns-list-page2 campaigns-list-page3", func(ctx context.Context, c *Client) (any, error) {
			all, err := programs(ctx, c)
			return programIDsOf(all), err
		}, []string{"10306", "21282", "27154", "31045", "28417", "33910", "19930", "35122"}},
		"programs": {"campaigns-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := programs(ctx, c)
			return sample{len(all), []any{all[6].Active, all[6].TrackingLink, all[7].Type}}, err
		}, sample{8, []any{false, "", "Retail Media Seller"}}},
		"no programs": {"campaigns-list-empty", func(ctx context.Context, c *Client) (any, error) { return programs(ctx, c) }, []partner.Program(nil)},
		"contracts": {"contracts-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListContracts(ctx, ContractQuery{}))
			return []any{len(all), all[1].End, all[1].Payouts[0].Rate, all[2].Payouts[0].Rate.OK, all[2].Payouts[0].Fixed}, err
		}, []any{3, instant("2027-01-01T07:59:59Z"), partner.Some(dec("10")), false, partner.Some(eur("6.5"))}},
		"pending contracts": {"contracts-list-pending", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListContracts(ctx, ContractQuery{Status: partner.ContractPending}))
			return []any{len(all), all[0].ID, all[0].Status, all[1].ProgramID}, err
		}, []any{2, "S-39204418", "PENDING", "35122"}},
		"actions": {"actions-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListActions(ctx, summer()))
			return take(all, err, 2)
		}, sample{7, partner.Action{
			ID: "10306.4636.1581330", ProgramID: "10306", Program: "Wayne Enterprises", Event: "Online Sale", State: partner.ActionApproved,
			Payout: usd("57.53"), Amount: usd("719.1"), At: instant("2026-07-14T18:30:44Z"), Created: instant("2026-07-14T18:30:44Z"),
			Locks: instant("2026-08-14T07:00:00Z"), Cleared: instant("2026-08-16T07:00:00Z"), OrderID: "9217374918001", PromoCode: "WAYNE10",
			SharedID: "RT-19247423", SubIDs: [3]string{"blog", "armor"},
		}}},
		"actions in pages": {"actions-list-page1 actions-list-empty", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListActions(ctx, summer()))
			return take(all, err, 9)
		}, sample{N: 2}},
		"no actions": {"actions-list-empty", func(ctx context.Context, c *Client) (any, error) { return gather(c.ListActions(ctx, summer())) }, []partner.Action(nil)},
		"action updates": {"action-updates-list", func(ctx context.Context, c *Client) (any, error) {
			q := summer()
			q.By = ByUpdate
			all, err := gather(c.ListActionUpdates(ctx, q))
			return []any{len(all), all[1].State, all[1].DeltaPayout, all[2].Detail, all[2].PaystubID, all[2].Clears}, err
		}, []any{3, "REVERSED", usd("-3.11"), "PAID", "116142", instant("2026-08-16T07:00:00Z")}},
		"invoices": {"invoices-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListInvoices(ctx, summer().From, summer().To))
			return []any{len(all), all[0].Lines[0].Month, all[0].Lines[0].Status, all[1].Lines[0].Status, all[2].Total, all[2].Lines[0].Paid}, err
		}, []any{3, day("2026-07-01"), "PENDING", "OVERDUE", eur("58.5"), instant("2026-07-19T07:00:00Z")}},
		"reports": {"reports-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListReports(ctx))
			return []any{len(all), all[3], all[22].ID, all[22].APIAccessible}, err
		}, []any{24, partner.Report{ID: reportByDay, Name: "Performance by Day", Category: "Performance", APIAccessible: true}, "18", false}},
		"by day": {"report-performance-by-day", func(ctx context.Context, c *Client) (any, error) {
			all, err := c.DailyFigures(ctx, week, "")
			return take(all, err, 6)
		}, sample{7, partner.DayFigures{Day: day("2026-08-21"), Clicks: partner.Some[int64](203), Actions: partner.Some[int64](8), Sales: partner.Some(dec("690.95")), Payout: partner.Some(dec("63.77"))}}},
		"no days": {"report-empty", func(ctx context.Context, c *Client) (any, error) { return c.DailyFigures(ctx, week, "") }, []partner.DayFigures{}},
		"by program": {"report-performance-by-program", func(ctx context.Context, c *Client) (any, error) {
			all, err := c.ProgramFigures(ctx, week)
			return take(all, err, 0)
		}, sample{3, partner.ProgramFigures{ProgramID: "31045", Program: "Northpeak Outdoor", Clicks: partner.Some[int64](512), Actions: partner.Some[int64](14), Sales: partner.Some(dec("1410.22")), Payout: partner.Some(dec("141.02"))}}},
		"by month": {"report-performance-by-month", func(ctx context.Context, c *Client) (any, error) {
			all, err := c.RunReport(ctx, ReportQuery{ID: reportByMonth, Period: week})
			return []any{len(all.Rows), all.Rows[0].Text("Month").V, all.Rows[2].Text("earnings").V}, err
		}, []any{3, "Jun 2026", "498.02"}},
		"by sub id": {"report-performance-by-subid", func(ctx context.Context, c *Client) (any, error) {
			all, err := c.RunReport(ctx, ReportQuery{ID: "partner_performance_by_subid", Period: week})
			last := all.Rows[len(all.Rows)-1]
			return []any{last.Text("PubSubId1").V, last.Text("Raw Clicks").V}, err
		}, []any{"", "120"}},
		"action listing": {"report-action-listing", func(ctx context.Context, c *Client) (any, error) {
			all, err := c.RunReport(ctx, ReportQuery{ID: "mp_action_listing_fast", Period: week})
			return all.Rows[0].Text("Payout").V, err
		}, "18.40"},
		"paystubs": {"report-paystub-history", func(ctx context.Context, c *Client) (any, error) {
			return c.Paystubs(ctx, period("2026-01-01", "2026-08-21"), "USD")
		}, []partner.Paystub{{ID: "116142", Day: day("2026-08-16"), Amount: usd("1240.18")}, {ID: "112007", Day: day("2026-07-16"), Amount: usd("701.18")}}},
	}
}
