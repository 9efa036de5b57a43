package api

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

func TestColumnsByAnyOfTheirNames(t *testing.T) {
	t.Parallel()
	full := partner.DayFigures{
		Day: day("2026-08-15"), Clicks: partner.Some[int64](1112), Actions: partner.Some[int64](3),
		Sales: partner.Some(dec("1214.9")), Payout: partner.Some(dec("19.35")),
	}
	cases := []struct {
		name, row string
		want      partner.DayFigures
	}{
		{"as captured", `{"date_display":"Aug 15, 2026","Clicks":"1112","Actions":"3","Sale_zzzAmount":"1214.90","Action_Cost":"19.35","Total_Cost":"25","Earnings":"24"}`, full},
		{"other spelling", `{"Date":"2026-08-15","CLICKS":1112,"actions":3.0,"saleAmount":"1,214.90","Earnings":"19.350000000000000000"}`, full},
		{"total only", `{"date display":"Aug 15, 2026","Clicks":"1,112","Actions":"3","sale amount":1.2149e3,"Total_Cost":"19.35"}`, full},
		{"first name empty", `{"date_display":"Aug 15, 2026","Clicks":"1112","Actions":"3","Sale_Amount":"","Sale_zzzAmount":"1214.9","Action_Cost":null,"Earnings":"19.35"}`, full},
		{"columns missing", `{"date_display":"Aug 15, 2026","Clicks":"1112"}`, partner.DayFigures{Day: full.Day, Clicks: full.Clicks}},
		{"cells empty", `{"date_display":"Aug 15, 2026","Clicks":"","Actions":"3","Action_Cost":""}`, partner.DayFigures{Day: full.Day, Actions: full.Actions}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, _ := serve(t, answers(`{"Records":[`+tc.row+`]}`))
			got, err := c.DailyFigures(t.Context(), period("2026-08-15", "2026-08-15"), "")
			if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], tc.want) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestUnusableReportCells(t *testing.T) {
	t.Parallel()
	for row, field := range map[string]string{
		`{"date_display":"Total","Clicks":"1"}`:         "date_display",
		`{"date_display":"","Clicks":"1"}`:              "date_display",
		`{"Clicks":"1"}`:                                "date_display",
		`{"Date":"15/08/2026"}`:                         "Date",
		`{"Date":"2026-08-15","Clicks":"many"}`:         "Clicks",
		`{"Date":"2026-08-15","Clicks":"1.5"}`:          "Clicks",
		`{"Date":"2026-08-15","Earnings":"abc"}`:        "Earnings",
		`{"Date":"2026-08-15","Sale_zzzAmount":"12,5"}`: "Sale_zzzAmount",
		`{"Date":"2026-08-15","Sale_zzzAmount":[1]}`:    "Sale_zzzAmount",
		`7`: "Records",
	} {
		c, _ := serve(t, answers(`{"Records":[`+row+`]}`))
		got, err := c.DailyFigures(t.Context(), period("2026-08-01", "2026-08-31"), "")
		if e := wantError(t, err, partner.Malformed); e.Field != field || got != nil || e.Op != "load daily figures" {
			t.Errorf("%s: got %v, %+v", row, got, e)
		}
	}
}

// calendar answers by_day with one row for each day asked for.
func calendar(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		p := period(q.Get("START_DATE"), q.Get("END_DATE"))
		if p.Days() > 366 {
			t.Errorf("asked for %v", p)
		}
		var rows []string
		for d := p.To; !d.Before(p.From); d = d.Add(-1) { // newest first
			rows = append(rows, fmt.Sprintf(`{"date_display":%q,"Clicks":"1"}`, d.Format("Jan 2, 2006")))
		}
		fmt.Fprintf(w, `{"Records":[%s]}`, strings.Join(rows, ","))
	}
}

func TestAnyPeriodOfDaysIsSliced(t *testing.T) {
	t.Parallel()
	for n, requests := range map[int]int{1: 1, 366: 1, 367: 2, 1100: 4} {
		c, s := serve(t, calendar(t))
		p := partner.Period{From: day("2023-01-01"), To: day("2023-01-01").Add(n - 1)}
		got, err := c.DailyFigures(t.Context(), p, "10306")
		if err != nil || len(got) != n || s.count() != requests {
			t.Fatalf("%d days: %d rows after %d requests, %v", n, len(got), s.count(), err)
		}
		for i, f := range got {
			if f.Day != p.From.Add(i) || f.Clicks != partner.Some[int64](1) {
				t.Fatalf("row %d is %+v", i, f)
			}
		}
		for _, r := range s.all() {
			if q := r.URL.Query(); q.Get("SUBAID") != "10306" || len(q) != 3 || !strings.HasSuffix(r.URL.Path, "/Reports/partner_performance_by_day") {
				t.Errorf("asked for %v", r.URL)
			}
		}
	}
}

func TestDaysNobodyAskedForAreDropped(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, answers(`{"Records":[{"Date":"2026-08-14","Clicks":"9"},{"Date":"2026-08-15","Clicks":"1"},{"Date":"2026-08-15","Clicks":"2"},{"Date":"2026-08-16","Clicks":"9"}]}`))
	got, err := c.DailyFigures(t.Context(), period("2026-08-15", "2026-08-15"), "")
	if err != nil || len(got) != 1 || got[0].Clicks.V != 3 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestPeriodsWithoutDaysAreRefused(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{}`))
	for _, p := range []partner.Period{{}, {From: day("2026-08-02"), To: day("2026-08-01")}, {From: day("2026-08-02")}} {
		_, err := c.DailyFigures(t.Context(), p, "")
		wantKind(t, err, partner.Invalid)
		_, err = c.ProgramFigures(t.Context(), p)
		wantKind(t, err, partner.Invalid)
		_, err = c.Paystubs(t.Context(), p, "USD")
		wantKind(t, err, partner.Invalid)
		_, err = c.RunReport(t.Context(), ReportQuery{ID: "x", Period: p})
		wantKind(t, err, partner.Invalid)
	}
	if s.count() != 0 {
		t.Errorf("%d requests", s.count())
	}
}

func TestSumsOfProgramsAreAddedAcrossParts(t *testing.T) {
	t.Parallel()
	parts := map[string]string{
		"2024-01-01": `{"Campaign":"A","campaign_id":"1","Clicks":"10","Actions":"1","Sale_Amount":"1.10","Action_Cost":"0.1"},{"Campaign":"B","campaign_id":"2","Clicks":"5"}`,
		"2025-01-01": `{"Campaign":"C","Clicks":"7"},{"Campaign":"A renamed","campaign_id":"1","Clicks":"20","Actions":"2","Sale_Amount":"2.20"}`,
	}
	c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"Records":[%s]}`, parts[r.URL.Query().Get("START_DATE")])
	})
	got, err := c.ProgramFigures(t.Context(), period("2024-01-01", "2025-06-30"))
	want := []partner.ProgramFigures{
		{
			ProgramID: "1", Program: "A renamed", Clicks: partner.Some[int64](30), Actions: partner.Some[int64](3),
			Sales: partner.Some(dec("3.30")), Payout: partner.Opt[decimal.Decimal]{},
		}, // the second part does not say
		{ProgramID: "2", Program: "B", Clicks: partner.Some[int64](5)},
		{Program: "C", Clicks: partner.Some[int64](7)},
	}
	if err != nil || s.count() != 2 || len(got) != len(want) {
		t.Fatalf("got %+v, %v after %d requests", got, err, s.count())
	}
	for i := range want {
		same := got[i].Sales.V.Cmp(want[i].Sales.V) == 0 && got[i].Sales.OK == want[i].Sales.OK
		got[i].Sales, want[i].Sales = partner.Opt[decimal.Decimal]{}, partner.Opt[decimal.Decimal]{}
		if !same || got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
	c, _ = serve(t, answers(`{"Records":[{"Clicks":"7"}]}`))
	_, err = c.ProgramFigures(t.Context(), period("2024-01-01", "2024-06-30"))
	if e := wantError(t, err, partner.Malformed); e.Field != "campaign_id" {
		t.Errorf("got %+v", e)
	}
}

func TestPaystubs(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answers(`{"Records":[{"Date":"Aug 1, 2025","Paystub_Id":"1","Amount":"5"},{"Date":"Aug 16, 2026","Paystub_Id":"3","Amount":"1,240.18"},{"Date":"Jul 16, 2026","Paystub_Id":2,"Amount":"7","Currency":"EUR"},{"Date":"Jan 1, 2020","Paystub_Id":"0","Amount":"1"}]}`))
	got, err := c.Paystubs(t.Context(), period("2025-01-01", "2026-08-22"), "usd")
	if err != nil || s.count() != 2 || len(got) != 3 {
		t.Fatalf("got %+v, %v after %d requests", got, err, s.count())
	}
	if got[0].ID != "3" || got[0].Day != day("2026-08-16") || !sameMoney(got[0].Amount, usd("1240.18")) ||
		got[1].ID != "2" || got[1].Amount.Currency != "EUR" || got[2].ID != "1" {
		t.Errorf("got %+v", got)
	}
	_, err = c.Paystubs(t.Context(), period("2025-01-01", "2026-08-22"), "")
	wantKind(t, err, partner.Invalid)
	for row, field := range map[string]string{
		`{"Date":"Aug 16, 2026","Paystub_Id":"1","Amount":""}`: "Amount",
		`{"Date":"Aug 16, 2026","Amount":"1"}`:                 "Paystub_Id",
		`{"Paystub_Id":"1","Amount":"1"}`:                      "Date",
	} {
		c, _ := serve(t, answers(`{"Records":[`+row+`]}`))
		_, err := c.Paystubs(t.Context(), period("2026-01-01", "2026-08-22"), "USD")
		if e := wantError(t, err, partner.Malformed); e.Field != field {
			t.Errorf("%s: got %+v", row, e)
		}
	}
}

func TestRawReports(t *testing.T) {
	t.Parallel()
	long := partner.Period{From: day("2024-01-01"), To: day("2025-12-31")}
	for id, requests := range map[string]int{
		"partner_performance_by_day": 2, "mp_action_listing_fast": 2, "partner_performance_by_month": 1, "partner_performance_by_program": 0,
	} {
		c, s := serve(t, answers(`{"Records":[{"Pub Sub_Id1":"x","N":1,"B":true,"E":null}]}`))
		got, err := c.RunReport(t.Context(), ReportQuery{ID: id, Period: long})
		if s.count() != requests || len(got.Rows) != requests || (requests == 0) != (partner.KindOf(err) == partner.Invalid && err != nil) {
			t.Errorf("%s: %d rows after %d requests, %v", id, len(got.Rows), s.count(), err)
			continue
		}
		if requests > 0 && !reflect.DeepEqual(got.Rows[0], partner.ReportRow{"pubsubid1": "x", "n": "1", "b": "true", "e": ""}) {
			t.Errorf("row is %v", got.Rows[0])
		}
	}
	c, _ := serve(t, status(404, "", ""))
	_, err := c.RunReport(t.Context(), ReportQuery{ID: "no_such", Period: period("2026-01-01", "2026-01-02")})
	if e := wantError(t, err, partner.NotFound); e.Endpoint != "Reports/no_such" {
		t.Errorf("got %+v", e)
	}
	_, err = c.RunReport(t.Context(), ReportQuery{Period: period("2026-01-01", "2026-01-02")})
	wantKind(t, err, partner.Invalid)
	_, err = c.ReportMetadata(t.Context(), "..")
	wantKind(t, err, partner.Invalid)
}
