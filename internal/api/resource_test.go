package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// oneAction is the body of an action with some fields replaced. A field set to
// "-" is left out; other values are raw JSON.
func oneAction(change map[string]string) string {
	fields := map[string]string{
		"Id": `"1000.1.2"`, "CampaignId": `"1000"`, "CampaignName": `"Acme"`, "State": `"PENDING"`,
		"Payout": `"0.88"`, "IntendedPayout": `"0.90"`, "Amount": `"21.99"`, "Currency": `"USD"`,
		"EventDate": `"2024-09-10T10:42:38-07:00"`, "LockingDate": `"2024-09-26T00:00:00-07:00"`, "ClearedDate": `""`,
	}
	for name, value := range change {
		fields[name] = value
	}
	var parts []string
	for name, value := range fields {
		if value != "-" {
			parts = append(parts, fmt.Sprintf("%q:%s", name, value))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func TestActionsInEveryDisguise(t *testing.T) {
	t.Parallel()
	type fields = map[string]string
	cases := []struct {
		name   string
		change fields
		check  func(partner.Action) bool
	}{
		{"as printed", nil, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0.88")) && !a.Intended }},
		{"numbers", fields{"Payout": "0.88", "Id": "7", "CampaignId": "1000"}, func(a partner.Action) bool {
			return sameMoney(a.Payout, usd("0.88")) && a.ID == "7" && a.ProgramID == "1000"
		}},
		{"exact digits", fields{"Payout": "123456789.123456789"}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("123456789.123456789")) }},
		{"exponent", fields{"Payout": "88e-2"}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0.88")) }},
		{"separators", fields{"Payout": `"1,240.18"`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("1240.18")) }},
		{"negative", fields{"Payout": `"-3.11"`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("-3.11")) }},
		{"payout empty", fields{"Payout": `""`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0.90")) && a.Intended }},
		{"payout null", fields{"Payout": `null`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0.90")) && a.Intended }},
		{"payout missing", fields{"Payout": `-`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0.90")) && a.Intended }},
		{"payout wrongly empty", fields{"Payout": `{}`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0.90")) && a.Intended }},
		{"payout zero", fields{"Payout": `"0.00"`}, func(a partner.Action) bool { return sameMoney(a.Payout, usd("0")) && !a.Intended }},
		{"amount empty", fields{"Amount": `""`}, func(a partner.Action) bool { return a.Amount == (partner.Money{}) }},
		{"state unknown", fields{"State": `"LOCKED"`}, func(a partner.Action) bool { return a.State == "LOCKED" && a.Earns() }},
		{"cleared null", fields{"ClearedDate": `null`}, func(a partner.Action) bool { return a.Cleared.IsZero() }},
		{"cleared empty list", fields{"ClearedDate": `[]`}, func(a partner.Action) bool { return a.Cleared.IsZero() }},
		{"date without offset", fields{"EventDate": `"2024-09-10T10:42:38"`}, func(a partner.Action) bool { return a.At.Equal(instant("2024-09-10T17:42:38Z")) }},
		{"date without colon", fields{"EventDate": `"2024-09-10T10:42:38.000-0700"`}, func(a partner.Action) bool { return a.At.Equal(instant("2024-09-10T17:42:38Z")) }},
		{"unknown fields", fields{"New": `{"a":[1,{"b":null}]}`}, func(a partner.Action) bool { return a.ID == "1000.1.2" }},
	}
	la := zone(t, "America/Los_Angeles")
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			body := oneAction(tc.change)
			c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/Actions") {
					body := fmt.Sprintf(`{"Actions":%s}`, body) // a single object where a list is usual
					fmt.Fprint(w, body)
					return
				}
				fmt.Fprint(w, body)
			})
			a, err := c.In(la).GetAction(t.Context(), "x")
			if err != nil || !tc.check(a) {
				t.Errorf("got %+v, %v", a, err)
			}
			from := instant("2024-09-01T00:00:00Z")
			list, err := gather(c.In(la).ListActions(t.Context(), ActionQuery{From: from, To: from.AddDate(0, 0, 30)}))
			if err != nil || len(list) != 1 || !tc.check(list[0]) {
				t.Errorf("got %+v, %v", list, err)
			}
		})
	}
}

func TestUnusableActionsNameTheField(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, field, value, blame string }{
		{"words for money", "Payout", `"abc"`, "Payout"},
		{"list for money", "Payout", `[1]`, "Payout"},
		{"object for money", "Payout", `{"Amount":1}`, "Payout"},
		{"boolean for money", "Payout", `true`, "Payout"},
		{"decimal comma", "Payout", `"12,5"`, "Payout"},
		{"currency missing", "Currency", `-`, "Currency"},
		{"currency empty", "Currency", `""`, "Currency"},
		{"currency odd", "Currency", `"$"`, "Currency"},
		{"garbage date", "EventDate", `"soon"`, "EventDate"},
		{"no date", "EventDate", `""`, "EventDate"},
		{"garbage locking date", "LockingDate", `"31.12.2024"`, "LockingDate"},
		{"no id", "Id", `""`, "Id"},
		{"list for an id", "Id", `["a"]`, "Id"},
		{"garbage amount", "Amount", `"n/a"`, "Amount"},
		{"list for a name", "CampaignName", `["a"]`, "CampaignName"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			body := oneAction(map[string]string{tc.field: tc.value})
			c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/Actions") {
					fmt.Fprintf(w, `{"Actions":[%s]}`, body)
					return
				}
				fmt.Fprint(w, body)
			})
			_, err := c.GetAction(t.Context(), "x")
			if e := wantError(t, err, partner.Malformed); e.Field != tc.blame || e.Op != "load action" || e.Endpoint != "Actions" || e.Status != 200 {
				t.Errorf("got %+v", e)
			}
			rows, err := gather(c.ListActions(t.Context(), lastWeek()))
			if e := wantError(t, err, partner.Malformed); e.Field != tc.blame || e.Op != "load actions" || len(rows) != 0 {
				t.Errorf("got %d rows, %+v", len(rows), e)
			}
			if s.count() != 2 {
				t.Errorf("%d requests: nonsense was asked for again", s.count())
			}
		})
	}
	c, _ := serve(t, answers(oneAction(map[string]string{"Payout": `""`, "IntendedPayout": `""`})))
	_, err := c.GetAction(t.Context(), "x")
	if e := wantError(t, err, partner.Malformed); e.Field != "Payout" || !strings.Contains(e.Detail, "1000.1.2") {
		t.Errorf("got %+v", e)
	}
}

func TestCheckCredentialsFallsBack(t *testing.T) {
	t.Parallel()
	ok := map[string]string{
		"":                    `{"Id":"IRX","Name":"Root","Status":"ACTIVE","Currency":"EUR"}`,
		"/CompanyInformation": `{"CompanyName":"Company","Currency":"EUR"}`,
		"/Campaigns":          `{"Campaigns":[]}`,
	}
	cases := []struct {
		name     string
		barred   map[string]int // path below the root: status
		want     partner.Account
		kind     partner.Kind
		requests int
	}{
		{"root", nil, partner.Account{ID: "IRX", Name: "Root", Status: "ACTIVE", Currency: "EUR"}, 0, 1},
		{"company", map[string]int{"": 403}, partner.Account{ID: testSID, Name: "Company", Currency: "EUR"}, 0, 2},
		{"company after 404", map[string]int{"": 404}, partner.Account{ID: testSID, Name: "Company", Currency: "EUR"}, 0, 2},
		{"programs", map[string]int{"": 404, "/CompanyInformation": 403}, partner.Account{ID: testSID}, 0, 3},
		{"nothing", map[string]int{"": 403, "/CompanyInformation": 403, "/Campaigns": 403}, partner.Account{}, partner.Forbidden, 3},
		{"wrong", map[string]int{"": 401}, partner.Account{}, partner.Unauthorized, 1},
		{"down later", map[string]int{"": 403, "/CompanyInformation": 429}, partner.Account{}, partner.RateLimited, 2},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				path := strings.TrimPrefix(r.URL.Path, accountsPath+testSID)
				if code := tc.barred[path]; code != 0 {
					w.WriteHeader(code)
					return
				}
				if path == "/Campaigns" && r.URL.RawQuery != "PageSize=1" {
					t.Errorf("programs asked with %q", r.URL.RawQuery)
				}
				fmt.Fprint(w, ok[path])
			})
			got, err := c.CheckCredentials(t.Context())
			if got != tc.want || s.count() != tc.requests {
				t.Errorf("got %+v after %d requests", got, s.count())
			}
			if tc.kind == 0 && err != nil {
				t.Error(err)
			}
			if tc.kind != 0 {
				if e := wantError(t, err, tc.kind); e.Op != "check credentials" {
					t.Errorf("got %+v", e)
				}
			}
		})
	}
}

func TestAnswersThatDescribeNothing(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, answers(`{}`))
	for field, call := range map[string]func() error{
		"Id":          func() error { _, err := c.Account(t.Context()); return err },
		"CompanyName": func() error { _, err := c.CompanyInformation(t.Context()); return err },
		"CampaignId":  func() error { _, err := c.GetProgram(t.Context(), "1"); return err },
	} {
		if e := wantError(t, call(), partner.Malformed); e.Field != field {
			t.Errorf("got %+v, want field %s", e, field)
		}
	}
}

func TestWithdrawalSettingsThatAreNotThere(t *testing.T) {
	t.Parallel()
	c, s := serve(t, status(404, "application/json", `{"Status":"ERROR","Message":"none"}`))
	_, err := c.WithdrawalSettings(t.Context(), "USD")
	wantKind(t, err, partner.NotFound)
	_, err = c.WithdrawalSettings(t.Context(), "")
	wantKind(t, err, partner.Invalid)
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
}

func TestInvoicesWithoutATotalAreUnusable(t *testing.T) {
	t.Parallel()
	for body, field := range map[string]string{
		`{"Id":"1","Currency":"USD"}`:  "TotalAmount",
		`{"Id":"1","TotalAmount":"5"}`: "Currency",
		`{"Id":"1","Currency":"USD","TotalAmount":"5","LineItems":[{"Description":"BONUS"}]}`: "TotalItemAmount",
		`{"Id":"1","Currency":"USD","TotalAmount":"5","LineItems":"x"}`:                       "LineItems",
	} {
		c, _ := serve(t, answers(body))
		_, err := c.GetInvoice(t.Context(), "1")
		if e := wantError(t, err, partner.Malformed); e.Field != field {
			t.Errorf("%s: got %+v", body, e)
		}
	}
}

func TestInvoicesOfAPeriod(t *testing.T) {
	t.Parallel()
	row := func(id, created string) string {
		return fmt.Sprintf(`{"Id":%q,"CreatedDate":%q,"Currency":"USD","TotalAmount":"1","LineItems":{}}`, id, created)
	}
	body := `{"Invoices":[` + row("early", "2026-06-30T23:59:59Z") + "," + row("first", "2026-07-01T00:00:00Z") + "," +
		row("last", "2026-07-31T23:59:59Z") + "," + row("next", "2026-08-01T00:00:00Z") + `]}`
	c, s := serve(t, answers(body))
	from, to := instant("2026-07-01T00:00:00Z"), instant("2026-08-01T00:00:00Z")
	got, err := gather(c.ListInvoices(t.Context(), from, to))
	if err != nil || len(got) != 2 || got[0].ID != "first" || got[1].ID != "last" {
		t.Errorf("got %v, %v", got, err)
	}
	if q := s.all()[0].URL.Query(); q.Get("StartDate") != "2026-07-01T00:00:00Z" || q.Get("EndDate") != "2026-08-01T00:00:00Z" {
		t.Errorf("asked for %v", q)
	}
	if got, err := gather(c.ListInvoices(t.Context(), time.Time{}, time.Time{})); err != nil || len(got) != 4 || s.all()[1].URL.RawQuery != "" {
		t.Errorf("without a period: %d, %v, %q", len(got), err, s.all()[1].URL.RawQuery)
	}
	_, err = gather(c.ListInvoices(t.Context(), to, from))
	wantKind(t, err, partner.Invalid)
}

func TestContractsWithStrangeTerms(t *testing.T) {
	t.Parallel()
	for body, field := range map[string]string{
		`{"Id":"S-1","Terms":""}`:    "",
		`{"Id":"S-1","Terms":{}}`:    "",
		`{"Id":"S-1","Terms":"x"}`:   "Terms",
		`{"Id":"S-1"}`:               "",
		`{"Id":"S-1","EndDate":"x"}`: "EndDate",
		`{"Id":"S-1","Terms":{"EventPayouts":[{"DefaultPayout":"5"}]}}`:                            "Currency",
		`{"Id":"S-1","Terms":{"Currency":"USD","EventPayouts":{"DefaultPayout":"5","Locking":7}}}`: "Locking",
		`{"Id":"S-1","Terms":{"EventPayouts":[{"DefaultPayoutRate":"x"}]}}`:                        "DefaultPayoutRate",
		`{"Id":"S-1","Terms":{"EventPayouts":"x"}}`:                                                "Terms.EventPayouts",
	} {
		c, _ := serve(t, answers(body))
		_, err := c.GetContract(t.Context(), "S-1")
		if field == "" {
			if err != nil {
				t.Errorf("%s: %v", body, err)
			}
			continue
		}
		if e := wantError(t, err, partner.Malformed); e.Field != field {
			t.Errorf("%s: got %+v", body, e)
		}
	}
}
