package companion

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

const aCampaign = `{"id":"c1","name":"Autumn","program_id":"7","brand":"Kiln","joined":false,"status":"simmering","fee":{"amount":"1250.50","currency":"EUR"},
"rate":"","product":null,"starts":"2026-09-01","ends":"2026-09-30","apply_by":null,"seats":3,"platforms":["INSTAGRAM"],
"tasks":[{"kind":"Instagram reel","description":"d","draft_due":"2026-09-05","due":null,"status":""}],"summary":"s","guidelines":[],
"moodboard":["https://x.example/a.png","file:///etc/passwd"],"usage":"u","terms":{"id":"v3","name":"Standard","text":"Long."},"bids":true,"followers":10000,
"unmet":["You need 10,000 followers."],"invented":{"a":1}}`

func TestACampaignOfEveryKindOfMember(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, answer(200, aCampaign))
	v, err := c.Campaign(t.Context(), "c1")
	if err != nil {
		t.Fatal(err)
	}
	if v.Status != "simmering" || v.Fee.V.Currency != "EUR" || v.Fee.V.Amount.Cmp(decimal.MustParse("1250.5")) != 0 || v.Starts.String() != "2026-09-01" ||
		!v.ApplyBy.IsZero() || v.Seats != partner.Some(3) || len(v.Moodboard) != 1 || !v.Bids || v.Followers != 10000 || v.Terms.ID != "v3" {
		t.Errorf("got %+v", v)
	}
	if task := v.Tasks[0]; task.DraftDue.String() != "2026-09-05" || !task.Due.IsZero() || task.Kind != "Instagram reel" {
		t.Errorf("task %+v", task)
	}
}

func TestWhatIsMissingOrWrongIsNamed(t *testing.T) {
	t.Parallel()
	campaign := func(ctx context.Context, c *Client) error { _, err := c.Campaign(ctx, "c1"); return err }
	list := func(ctx context.Context, c *Client) error { _, err := c.Campaigns(ctx); return err }
	balance := func(ctx context.Context, c *Client) error { _, err := c.Balance(ctx); return err }
	connect := func(ctx context.Context, c *Client) error {
		_, err := c.Connect(ctx, "TIKTOK", "", testKey)
		return err
	}
	swap := func(old, new string) string { return strings.Replace(aCampaign, old, new, 1) }
	cases := []struct {
		name, body string
		call       func(context.Context, *Client) error
		field      string
	}{
		{"missing text", swap(`"name":"Autumn",`, ""), campaign, "name"},
		{"null text", swap(`"Autumn"`, "null"), campaign, "name"},
		{"empty id", swap(`"id":"c1"`, `"id":""`), campaign, "id"},
		{"number for a text", swap(`"Autumn"`, "7"), campaign, "name"},
		{"text for true", swap(`"bids":true`, `"bids":"true"`), campaign, "bids"},
		{"text for a number", swap(`"seats":3`, `"seats":"3"`), campaign, "seats"},
		{"no day", swap("2026-09-30", "soon"), campaign, "ends"},
		{"no decimal", swap("1250.50", "lots"), campaign, "fee.amount"},
		{"money without an amount", swap(`"amount":"1250.50",`, ""), campaign, "fee.amount"},
		{"money without a currency", swap(`,"currency":"EUR"`, ""), campaign, "fee.currency"},
		{"no currency", swap("EUR", "Euro"), campaign, "fee.currency"},
		{"blank currency", `{"balance":[{"amount":"1","currency":"   "}],"pending":[],"overdue":[],"next_payout":null,"as_of":"2026-08-22T00:00:00Z"}`, balance, "balance[0].currency"},
		{"missing object", swap(`"terms":`, `"trems":`), campaign, "terms"},
		{"within an object", swap(`"v3"`, "3"), campaign, "terms.id"},
		{"within a list", swap(`"draft_due":"2026-09-05"`, `"draft_due":5`), campaign, "tasks[0].draft_due"},
		{"text for a list", swap(`["INSTAGRAM"]`, `"INSTAGRAM"`), campaign, "platforms"},
		{"element of a list", `{"unmet":[],"items":[` + aCampaign + `,7]}`, list, "items"},
		{"in the second element", `{"unmet":[],"items":[` + aCampaign + `,` + swap(`"joined":false`, `"joined":0`) + `]}`, list, "items[1].joined"},
		{"no list", `{"unmet":[]}`, list, "items"},
		{"sum without a currency", `{"balance":[{"amount":"1"}],"pending":[],"overdue":[],"next_payout":null,"as_of":"2026-08-22T00:00:00Z"}`, balance, "balance[0].currency"},
		{"no instant", `{"balance":[],"pending":[],"overdue":[],"next_payout":null,"as_of":"2026-08-22"}`, balance, "as_of"},
		{"page that is none", `{"platform":"TIKTOK","url":"javascript:alert(1)","expires_at":"2026-08-22T00:00:00Z"}`, connect, "url"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, s := serve(t, answer(200, tc.body))
			if e := wantError(t, tc.call(t.Context(), c), partner.Malformed); e.Field != tc.field || s.count() != 1 {
				t.Errorf("field %q: %v after %d requests", e.Field, e, s.count())
			}
		})
	}
}

func TestBalancesPerCurrency(t *testing.T) {
	t.Parallel()
	c, _ := serve(t, answer(200, `{"balance":[{"amount":"0.10","currency":"USD"},{"amount":"7","currency":"EUR"}],"pending":[{"amount":"12.345","currency":"USD"}],
"overdue":[],"next_payout":{"day":"2026-09-01","amounts":[{"amount":"5","currency":"USD"}]},"as_of":"2026-08-22T05:00:00-07:00"}`))
	v, err := c.Balance(t.Context())
	if err != nil || fmt.Sprint(v.Balance.Lines("USD")) != "[0.1 USD 7 EUR]" || fmt.Sprint(v.Pending.Lines("")) != "[12.345 USD]" || v.Overdue.Len() != 0 ||
		v.NextDay.String() != "2026-09-01" || v.Next.In("USD").Amount.String() != "5" || !v.AsOf.Equal(testNow) {
		t.Errorf("got %+v, %v", v, err)
	}
}

func TestOneBrandThatCannotBeJoined(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answer(200, `{"items":[{"id":"1","joined":true,"contract_id":"S-1","code":"","field":"","message":""},
{"id":"2","joined":false,"contract_id":"","code":"terms_outdated","field":"terms_id","message":"The terms changed."},
{"id":"3","joined":false,"contract_id":"","code":"required","field":"why","message":"Say why.","errors":[{"field":"why","code":"required","message":"Say why."},{"field":"how","code":"too_long","message":"Shorter."}]}]}`))
	got, err := c.Join(t.Context(), partner.JoinRequest{Key: testKey, Brands: []partner.JoinBrand{
		{ID: "1", TermsID: "a"}, {ID: "2", TermsID: "b", Answers: map[string]string{"why": "x", "empty": ""}}, {ID: "3", TermsID: "c"},
	}})
	if err != nil || len(got) != 3 || !got[0].Joined || got[0].ContractID != "S-1" || got[0].Err != nil {
		t.Fatalf("got %+v, %v", got, err)
	}
	if e := wantError(t, got[1].Err, partner.Conflict); e.Code != "terms_outdated" || e.Detail != "The terms changed." || e.Field != "terms_id" {
		t.Errorf("got %+v", *e)
	}
	if e := wantError(t, got[2].Err, partner.Invalid); len(e.Fields) != 2 || e.Fields[1].Code != "too_long" {
		t.Errorf("got %+v", *e)
	}
	if body := s.all()[0].body; body != `{"brands":[{"id":"1","terms_id":"a"},{"id":"2","terms_id":"b","answers":{"why":"x"}},{"id":"3","terms_id":"c"}]}` {
		t.Errorf("sent %s", body)
	}
	for _, n := range []int{0, 11} {
		_, err := c.Join(t.Context(), partner.JoinRequest{Key: testKey, Brands: make([]partner.JoinBrand, n)})
		_ = wantError(t, err, partner.Invalid)
	}
	if s.count() != 1 {
		t.Errorf("%d requests", s.count())
	}
}

func TestCreatorFiguresOfALongPeriod(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answer(200, `{"currency":"USD","days":[{"day":"2025-01-01","clicks":4,"views":null},{"day":"2026-01-02","affiliate_earnings":"1.10","reach":0}]}`))
	from, to := partner.Date{Year: 2025, Month: 1, Day: 1}, partner.Date{Year: 2026, Month: 1, Day: 2}
	v, err := c.CreatorMetrics(t.Context(), partner.Period{From: from, To: to})
	if err != nil || len(v.Days) != 2 || v.Currency != "USD" || v.Days[0].Views.OK || v.Days[0].Clicks.V != 4 || !v.Days[1].Reach.OK || v.Days[1].Affiliate.V.String() != "1.1" {
		t.Errorf("got %+v, %v", v, err)
	}
	if got := s.all(); len(got) != 2 || got[0].URL.RawQuery != "from=2025-01-01&to=2026-01-01" || got[1].URL.RawQuery != "from=2026-01-02&to=2026-01-02" {
		t.Errorf("%d requests", len(got))
	}
	_, err = c.CreatorMetrics(t.Context(), partner.Period{From: to, To: from})
	_ = wantError(t, err, partner.Invalid)
}

// FuzzAnswers looks for a panic in reading answers, and for errors that cannot
// be shown in one line.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		aCampaign, woken, `{"items":[` + aCampaign + `],"unmet":null}`, `{"items":[null,7,{}]}`, `[]`, `null`, `{"items":{"a":1}}`,
		`{"balance":[{"amount":"999999999999","currency":"USD"},{"amount":"-1e3","currency":"ÄÖÜ"}],"pending":[],"overdue":[],"as_of":"x"}`,
		`{"currency":"USD","days":[{"day":"2026-01-02","clicks":1.5,"views":"\u001b"}]}`,
	} {
		f.Add([]byte(seed))
	}
	act := origin.Act{Op: "fuzz", Endpoint: "fuzz"}
	readers := []func(*object){
		func(o *object) { campaign(o) }, func(o *object) { brand(o) }, func(o *object) { todo(o) }, func(o *object) { lead(o) },
		func(o *object) { items(campaign)(o) }, func(o *object) { formField(o) }, func(o *object) { terms(o.part("terms")) },
		func(o *object) { o.totals("balance") },
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, read := range readers {
			err := decode(act, read)(bufio.NewReader(bytes.NewReader(body)))
			var e *partner.Error
			if errors.As(err, &e) && (strings.ContainsAny(e.Error(), "\x00\x1b\n\r") || e.Kind != partner.Malformed) {
				t.Errorf("%q", e.Error())
			}
		}
	})
}

func TestIdsThatAreNoneAreNotSent(t *testing.T) {
	t.Parallel()
	c, s := serve(t, answer(200, `{}`))
	ctx := t.Context()
	for _, id := range []string{"", ".", ".."} {
		var errs []error
		_, err := c.ActOnTask(ctx, id, partner.TaskStart, "", testKey)
		errs = append(errs, err)
		_, err = c.Comment(ctx, partner.TaskRemark{ID: id, Text: "x", Key: testKey})
		errs = append(errs, err)
		_, err = c.WakeTodo(ctx, id, testKey)
		errs = append(errs, err)
		_, err = c.DecideContract(ctx, partner.Decision{Todo: partner.Todo{Object: id}, Key: testKey})
		errs = append(errs, err)
		_, err = c.Campaign(ctx, id)
		errs = append(errs, err)
		_, err = c.Apply(ctx, partner.Application{CampaignID: id, Key: testKey})
		errs = append(errs, err)
		_, err = c.DecideCampaign(ctx, partner.CampaignDecision{CampaignID: id, Key: testKey})
		errs = append(errs, err)
		_, err = c.BrandTerms(ctx, id)
		for _, err := range append(errs, err) {
			_ = wantError(t, err, partner.Invalid)
		}
	}
	if s.count() != 0 {
		t.Errorf("%d requests", s.count())
	}
}
