package sandbox

import (
	"testing"
	"time"
)

func TestByDayAddsUpToTheActions(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	rate := map[string]int64{"USD": 10_000, "EUR": 10_800, "GBP": 12_700}
	count, sale, payout := map[string]int64{}, map[string]int64{}, map[string]int64{}
	seen := map[string]bool{}
	for _, a := range b.list("Actions?"+window("ActionDateStart", "ActionDateEnd", testDay(), 44, 0), "Actions") {
		at, err := time.Parse(time.RFC3339, text(t, a, "EventDate"))
		if err != nil {
			t.Fatal(err)
		}
		seen[text(t, a, "Currency")] = true
		if a["State"] == "REVERSED" {
			continue
		}
		key := at.Format(dayForm) // the offset is the account's
		count[key]++
		sale[key] += percentOf(cents(t, text(t, a, "Amount")), rate[text(t, a, "Currency")])
		payout[key] += percentOf(cents(t, text(t, a, "Payout")), rate[text(t, a, "Currency")])
	}
	if len(seen) != 3 {
		t.Errorf("currencies %v", seen)
	}
	rows := b.list("Reports/partner_performance_by_day?START_DATE=2026-10-10&END_DATE=2026-11-22", "Records")
	if len(rows) != 44 {
		t.Errorf("%d rows for 44 days", len(rows))
	}
	for _, r := range rows {
		key := text(t, r, "date_display")
		if r["Actions"] != whole(count[key]) || cents(t, text(t, r, "Sale_zzzAmount")) != sale[key] ||
			cents(t, text(t, r, "Earnings")) != payout[key] || r["Action_Cost"] != r["Earnings"] {
			t.Errorf("%v, want %d actions, %d, %d", r, count[key], sale[key], payout[key])
		}
	}
}

func TestReportsAgreeWithEachOther(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	const query = "?START_DATE=2026-09-01&END_DATE=2026-10-31"
	type total struct{ clicks, actions, sale, payout int64 }
	add := func(report, sale, payout string) total {
		var s total
		for _, r := range b.list("Reports/"+report+query, "Records") {
			s.clicks += cents(t, text(t, r, "Clicks"))
			s.actions += cents(t, text(t, r, "Actions"))
			s.sale += cents(t, text(t, r, sale))
			s.payout += cents(t, text(t, r, payout))
		}
		return s
	}
	want := add("partner_performance_by_day", "Sale_zzzAmount", "Earnings")
	if want.clicks == 0 || want.payout == 0 {
		t.Fatalf("%+v", want)
	}
	for report, got := range map[string]total{
		"by_month":   add("partner_performance_by_month", "Sale_Amount", "Earnings"),
		"by_program": add("partner_performance_by_program", "Sale_Amount", "Action_Cost"),
		"by_subid":   add("partner_performance_by_subid", "sale_amount", "Earnings"),
	} {
		if got != want {
			t.Errorf("%s: %+v, by_day %+v", report, got, want)
		}
	}
	listing := b.list("Reports/mp_action_listing_fast"+query+"&SUPERSTATUS_MS=APPROVED&SUPERSTATUS_MS=PENDING", "Records")
	if int64(len(listing))*100 != want.actions {
		t.Errorf("%d actions listed, want %d", len(listing), want.actions/100)
	}
	program := b.list("Reports/partner_performance_by_program"+query, "Records")[0]
	one := b.list("Reports/partner_performance_by_program"+query+"&SUBAID="+text(t, program, "campaign_id"), "Records")
	if len(one) != 1 || one[0]["Clicks"] != program["Clicks"] || one[0]["Action_Cost"] != program["Action_Cost"] {
		t.Errorf("SUBAID: %v, want %v", one, program)
	}
}

func TestReportRules(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	const daily = "Reports/partner_performance_by_day?"
	for query, status := range map[string]int{
		daily + "START_DATE=2025-11-22&END_DATE=2026-11-22":                              200, // 366 days
		daily + "START_DATE=2025-11-21&END_DATE=2026-11-22":                              400,
		daily + "START_DATE=2026-11-21":                                                  400,
		daily + "END_DATE=2026-11-21":                                                    400,
		daily + "START_DATE=2026-11-21&END_DATE=2026-11-20":                              400,
		daily + "START_DATE=2026-11-21T00:00:00Z&END_DATE=2026-11-22":                    400,
		daily + "START_DATE=2026-02-30&END_DATE=2026-11-22":                              400,
		daily + "START_DATE=2026-11-01&END_DATE=2026-11-22&SUBAID=x":                     400,
		"Reports/partner_performance_by_month?START_DATE=2024-12-01&END_DATE=2026-11-22": 200,
		"Reports/18?START_DATE=2026-11-01&END_DATE=2026-11-22":                           404, // UI only
		"Reports/nothing?START_DATE=2026-11-01&END_DATE=2026-11-22":                      404,
		"Reports/nothing/MetaData":                                                       404,
		"ReportExport/18?START_DATE=x":                                                   404,
		"WithdrawalSettings/RequiredFields":                                              400,
		"WithdrawalSettings/RequiredFields?bankCountry=US&paymentMethod=CASH":            400,
	} {
		if w := b.get(query); w.Code != status {
			t.Errorf("%s: %d %.200s", query, w.Code, w.Body)
		}
	}
	page := b.object(daily + "START_DATE=2026-11-01&END_DATE=2026-11-30&PageSize=5")
	if page["@pagesize"] != "20000" || page["@total"] != "22" {
		t.Errorf("page size %v, %v days up to today", page["@pagesize"], page["@total"])
	}
	early := b.list(daily+"START_DATE=2020-01-01&END_DATE=2020-01-02", "Records")
	if len(early) != 2 || early[0]["Clicks"] != "0" || early[0]["Earnings"] != "0.00" || early[1]["date_display"] != "Jan 2, 2020" {
		t.Errorf("%v", early)
	}
	precise := text(t, b.list("Reports/partner_performance_by_program?START_DATE=2026-11-01&END_DATE=2026-11-22", "Records")[0], "EPA")
	if len(precise) < 20 || precise[len(precise)-19] != '.' {
		t.Errorf("EPA %q, want 18 places", precise)
	}
}

func TestReportsListTheUIOnlyOnesToo(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for _, r := range b.list("Reports", "Reports") {
		if r["ApiAccessible"] == true {
			meta := b.object("Reports/" + text(t, r, "Id") + "/MetaData")
			run := b.list("Reports/"+text(t, r, "Id")+"?START_DATE=2026-05-01&END_DATE=2026-11-22", "Records")
			if len(run) == 0 || len(run[0]) != len(meta["Attributes"].([]any)) {
				t.Errorf("%v: %d rows, first %v", r["Id"], len(run), run[:min(1, len(run))])
			}
		} else if r["RunUri"] == nil || r["ApiRunUri"] != nil {
			t.Errorf("%v", r)
		}
	}
}

func TestTodayGrowsThroughTheDay(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, accountZone())
	clicks, earned := int64(0), int64(0)
	for _, hour := range []int{0, 1, 6, 12, 18, 23} {
		b.clock.at.Store(midnight.Add(time.Duration(hour)*time.Hour + 45*time.Minute).Unix())
		r := b.list("Reports/partner_performance_by_day?START_DATE=2026-11-22&END_DATE=2026-11-22", "Records")[0]
		c, e := cents(t, text(t, r, "Clicks")), cents(t, text(t, r, "Earnings"))
		if e == 0 || c < clicks || e < earned {
			t.Errorf("at %d:45 %d clicks and %d, before %d and %d", hour, c/100, e, clicks/100, earned)
		}
		clicks, earned = c, e
	}
}
