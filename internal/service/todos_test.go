package service

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"impactdash/internal/partner"
)

func contract(id, program, status, start string) string {
	return fmt.Sprintf(`{"Id":%q,"CampaignId":%q,"Status":%q,"StartDate":%q,"DateLastUpdated":"2026-08-20T00:00:00-07:00","Terms":{"Name":"Standard"}}`,
		id, program, status, start)
}

func TestAContractThatWaitsForTheBrandIsNoToDo(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	sent := strings.Replace(contract("S-1", "9", "PENDING", ""), "{", `{"PartnerSignatory":"Ana","PartnerSignatoryDate":"2026-08-20T00:00:00-07:00",`, 1)
	unsigned := strings.Replace(contract("S-2", "9", "PENDING", ""), "{", `{"PartnerSignatory":"","PartnerSignatoryDate":"",`, 1)
	k.api.list("Contracts", "Contracts", sent, unsigned)
	wantText(t, "the list", k.todos(t), "invitation/S-2")
}

func inquiry(id, status, deadline string) string {
	return fmt.Sprintf(`{"Id":%q,"CampaignId":"1","CampaignName":"Brand","OrderId":"o-%s","InquiryType":"UNTRACKED","ResolutionStatus":%q,
		"TransactionDate":"2026-08-01T00:00:00-07:00","TransactionAmount":"10.00","ResolutionDeadlineDate":%q,"CreationDate":"2026-08-02T00:00:00-07:00"}`,
		id, id, status, deadline)
}

func code(id, state, deal, ends string) string {
	return fmt.Sprintf(`{"Id":%q,"Code":"C%s","State":%q,"Program":{"Id":"1","Name":"Brand"},"Deal":{"Id":%q,"Name":"Sale"},"EndDate":%q}`, id, id, state, deal, ends)
}

func deal(id, state, ends string) string {
	return fmt.Sprintf(`{"Id":%q,"CampaignId":"1","Name":"Deal %s","State":%q,"EndDate":%q}`, id, id, state, ends)
}

func property(id, verified string) string {
	return fmt.Sprintf(`{"Id":%q,"Name":"Site %s","Type":"WEBSITE","Url":"https://s.example","OwnershipVerified":%q}`, id, id, verified)
}

// todos are the keys of the to-dos, those that sleep in brackets.
func (k *kit) todos(t *testing.T) string {
	t.Helper()
	got, err := k.Todos(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, d := range got.Value.Todos {
		key := d.Key()
		if !d.Wake.IsZero() {
			key = "(" + key + ")"
		}
		keys = append(keys, key)
		if d.Text == "" || d.Act == "" || d.Count < 1 || d.State == "" {
			t.Errorf("the to-do %+v lacks something", d)
		}
	}
	return strings.Join(keys, " ")
}

func (k *kit) todo(t *testing.T, key string) partner.Todo {
	t.Helper()
	got, err := k.Todos(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range got.Value.Todos {
		if d.Key() == key {
			return d
		}
	}
	t.Fatalf("there is no to-do %s among %v", key, got.Value.Todos)
	return partner.Todo{}
}

func TestEachSourceGivesItsToDos(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given func(*canned)
		want  string
	}{
		{"nothing", func(*canned) {}, ""},
		{
			"contracts", func(c *canned) {
				c.list("Campaigns", "Campaigns", program("1", "Brand", "Active", ""))
				c.list("Contracts", "Contracts",
					contract("S-1", "1", "PENDING", ""), contract("S-2", "9", "PENDING", ""), contract("S-3", "1", "ACTIVE", ""),
					contract("S-4", "1", "UPCOMING", "2026-09-05T12:00:00-07:00"), contract("S-5", "1", "UPCOMING", "2026-09-05T12:00:01-07:00"))
			}, "invitation/S-2 proposal/S-1 upcoming/S-4",
		},
		{
			"inquiries", func(c *canned) {
				c.list("ActionInquiries", "ActionInquiries",
					inquiry("1", "INCOMPLETE", ""), inquiry("2", "UNRESOLVED", "2026-08-29T12:00:00-07:00"),
					inquiry("3", "UNRESOLVED", "2026-08-29T12:00:01-07:00"), inquiry("4", "VALID", "2026-08-23T00:00:00-07:00"), inquiry("5", "UNRESOLVED", ""))
			}, "inquiry/2 inquiry/1",
		},
		{
			"tasks", func(c *canned) {
				c.list("Tasks", "Tasks",
					job("1", "Soon", "NEW", "2026-08-24T19:00:00.000+0000"), job("2", "Later", "NEW", "2026-08-24T19:00:01.000+0000"),
					job("3", "Late", "BLOCKED", "2026-08-20T00:00:00.000+0000"), job("4", "Done", "COMPLETED", "2026-08-20T00:00:00.000+0000"),
					job("5", "Open", "NEW", ""), job("6", "His", "NEW", "2026-08-23T00:00:00.000+0000"))
			}, "task/3 task/1",
		},
		{
			"overdue money", func(c *canned) {
				c.actions(
					act{id: "1", at: june, payout: "10.00", state: "APPROVED", locks: locked},
					act{id: "2", at: june, payout: "2.00", state: "APPROVED", locks: locked, currency: "EUR"},
					act{id: "3", at: june, payout: "5.00"},
				)
				c.list("Invoices", "Invoices", bill("A", "1000", "MEDIA_PAYOUT", "62026", "12.00", "OVERDUE", "2026-08-15T00:00:00-07:00", ""))
			}, "overdue/1000/EUR overdue/1000/USD",
		},
		{"no tax form", func(c *canned) { c.fail("TaxDocument", 404) }, "tax/latest"},
		{"a tax form not verified", func(c *canned) { c.set("TaxDocument", `{"Id":"1","Type":"W8BEN","Status":"NOT_VERIFIED"}`) }, "tax/latest"},
		{"a tax form of a new state", func(c *canned) { c.set("TaxDocument", `{"Id":"1","Type":"W9","Status":"ON_FIRE"}`) }, "tax/latest"},
		{"no withdrawals", func(c *canned) { c.fail("WithdrawalSettings", 404) }, "bank/withdrawal"},
		{"no method", func(c *canned) {
			c.set("WithdrawalSettings", `{"PaymentMethod":"","PaymentSchedulingType":"FIXED_DAY","PaymentThreshold":"","PaymentDay":"1"}`)
		}, "bank/withdrawal"},
		{"no day", func(c *canned) {
			c.set("WithdrawalSettings", `{"PaymentMethod":"PAYPAL","PaymentSchedulingType":"FIXED_DAY","PaymentThreshold":"","PaymentDay":"0"}`)
		}, "bank/withdrawal"},
		{"properties", func(c *canned) {
			c.list("MediaProperties", "MediaProperties", property("1", "true"), property("2", "false"))
		}, "property/2"},
		{
			"promo codes and deals", func(c *canned) {
				c.list("PromoCodes", "PromoCodes",
					code("1", "ACTIVE", "", "2026-08-29T12:00:00-07:00"), code("2", "ACTIVE", "", "2026-08-29T12:00:01-07:00"),
					code("3", "EXPIRED", "", "2026-08-23T00:00:00-07:00"), code("4", "ACTIVE", "70", "2026-08-23T00:00:00-07:00"), code("5", "ACTIVE", "71", ""))
				c.list("Campaigns/1/Deals", "Deals",
					deal("70", "ACTIVE", "2026-08-23T00:00:00-07:00"), // its code stands for it
					deal("71", "ACTIVE", "2026-08-24T00:00:00-07:00"), deal("72", "PENDING", "2026-08-24T00:00:00-07:00"), deal("73", "ACTIVE", ""))
			}, "promo_code/4 deal/71 promo_code/1",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			k := newKit(t)
			k.ally.set("GET tasks", `{"items":[`+extra("6", "Brand", true)+`]}`)
			c.given(k.api)
			wantText(t, "the list", k.todos(t), c.want)
			got, err := k.Todos(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			wantParts(t, got.Value.Notes)
		})
	}
}

func TestToDosSayWhatAndUntilWhen(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("Campaigns", "Campaigns", program("1", "Brand", "Active", ""))
	k.api.list("Contracts", "Contracts", contract("S-1", "1", "PENDING", ""), contract("S-9", "9", "PENDING", ""), contract("S-4", "1", "UPCOMING", "2026-09-01T00:00:00-07:00"))
	k.api.list("Tasks", "Tasks", job("3", "Late", "NEW", "2026-08-21T01:00:00.000+0000"))
	k.api.list("PromoCodes", "PromoCodes", code("1", "ACTIVE", "", "2026-08-28T23:30:00-07:00"))
	k.api.set("TaxDocument", `{"Id":"1","Type":"W8BENE","Status":"INACTIVE"}`)
	for key, want := range map[string]string{
		"invitation/S-9": "Invitation: Standard | Program 9. Accept or decline it under Discover › Applications.",
		"proposal/S-1":   "Brand proposes new terms | Terms: Standard. Accept or decline it under Discover › Applications.",
		"upcoming/S-4":   "Contract with Brand begins Sep 1 | Read the new terms before they apply.",
		"task/3":         "Late | Task, overdue since Aug 20.", // in Los Angeles
		"promo_code/1":   "Code C1 of Brand ends Aug 28 | Take it off your pages, or ask for the next one; see Content › Deals & Promo Codes.",
		"tax/latest":     "Tax form W-8BEN-E is no longer in force | Payments may be held back; see Settings › Tax Documents.",
	} {
		d := k.todo(t, key)
		wantText(t, key, d.Text+" | "+d.Detail, want)
	}
}

func TestOneSourceMayFailAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		resource, note string
		status         int
	}{
		{"Contracts", "contracts, contracts that begin soon", 503},
		{"Campaigns", "contracts, contracts that begin soon", 403},
		{"ActionInquiries", "inquiries", 503},
		{"ActionInquiries", "", 403},
		{"ActionInquiries", "", 404},
		{"Tasks", "tasks", 500},
		{"Actions", "overdue money", 429},
		{"TaxDocument", "tax document", 403},
		{"WithdrawalSettings", "withdrawal settings", 403},
		{"MediaProperties", "properties", 401},
		{"PromoCodes", "promo codes, deals", 503},
	} {
		k := newKit(t)
		k.api.list("MediaProperties", "MediaProperties", property("2", "false"))
		k.api.fail("TaxDocument", 404)
		k.api.fail(c.resource, c.status)
		got, err := k.Todos(t.Context())
		if err != nil || len(got.Value.Todos) == 0 {
			t.Errorf("%s: %+v, %v", c.resource, got.Value.Todos, err)
			continue
		}
		wantParts(t, got.Value.Notes, strings.Split(c.note, ", ")...)
	}
}

func TestToDosStayOverAFailureThatMayPass(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("MediaProperties", "MediaProperties", property("2", "false"))
	k.ally.set("GET todos", `{"items":[`+served("T-1", "other", "x", "null")+`]}`)
	const all = "other/x property/2"
	wantText(t, "the list", k.todos(t), all)
	for _, status := range []int{401, 429, 500, 503} {
		k.api.fail("MediaProperties", status)
		k.ally.fail("GET todos", status)
		wantText(t, fmt.Sprint("the list during ", status), k.todos(t), all)
	}
	k.api.fail("MediaProperties", 403)
	k.ally.fail("GET todos", 404)
	wantText(t, "the list without access", k.todos(t), "")
	k.api.fail("MediaProperties", 0)
	k.api.list("MediaProperties", "MediaProperties")
	wantText(t, "the list once it is done", k.todos(t), "")
}

func TestAServiceThatIsDownIsNotAnEmptyList(t *testing.T) {
	t.Parallel()
	k := newKit(t, alone)
	if _, err := k.Profile(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, resource := range []string{"Contracts", "Campaigns", "ActionInquiries", "Tasks", "Actions", "TaxDocument", "WithdrawalSettings", "MediaProperties", "PromoCodes"} {
		k.api.fail(resource, 503)
	}
	_, err := k.Todos(t.Context())
	wantKind(t, err, partner.Unavailable)
	for _, resource := range []string{"Contracts", "Campaigns", "Tasks"} {
		k.api.fail(resource, 403)
	}
	_, err = k.Todos(t.Context())
	wantKind(t, err, partner.Unavailable) // says more than one missing permission
}

func TestDealsAreLookedForInAFewProgramsAndKept(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	var codes []string
	for i := range dealPrograms + 3 {
		id := fmt.Sprint(100 + i)
		codes = append(codes, fmt.Sprintf(`{"Id":"c%s","Code":"C","State":"ACTIVE","Program":{"Id":%q,"Name":"B%s"},"Deal":{"Id":"d%s","Name":"S"}}`, id, id, id, id))
		k.api.list("Campaigns/"+id+"/Deals", "Deals", strings.ReplaceAll(deal("d"+id, "ACTIVE", "2026-08-24T00:00:00-07:00"), `"CampaignId":"1"`, `"CampaignId":"`+id+`"`))
	}
	k.api.list("PromoCodes", "PromoCodes", codes...)
	for range 2 {
		got, err := k.Todos(t.Context())
		if err != nil || len(got.Value.Todos) != dealPrograms {
			t.Fatalf("to-dos are %+v, %v", got.Value.Todos, err)
		}
		wantParts(t, got.Value.Notes, "deals")
		if !strings.Contains(got.Value.Notes[0].Err.Error(), "3 more are not looked at") {
			t.Errorf("the note is %v", got.Value.Notes[0].Err)
		}
	}
	if n := k.api.count("Campaigns/100/Deals"); n != 1 {
		t.Errorf("the deals of a program were asked for %d times in an hour", n)
	}
}

func TestToDosAndTheirPanesAtTheSameMomentAskOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := newKit(t)
		shared := []string{"Tasks", "MediaProperties", "Campaigns", "ActionInquiries"}
		var release []func()
		for _, resource := range shared {
			release = append(release, k.api.hold(resource))
		}
		var readers sync.WaitGroup
		for _, read := range []func() error{
			func() error { _, err := k.Todos(t.Context()); return err },
			func() error { _, err := k.Tasks(t.Context()); return err },
			func() error { _, err := k.Properties(t.Context()); return err },
			func() error { _, err := k.LinkPrograms(t.Context()); return err },
			func() error { _, err := k.Inquiries(t.Context()); return err },
		} {
			readers.Go(func() {
				if err := read(); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		for _, end := range release {
			end()
		}
		readers.Wait()
		for _, resource := range shared {
			if n := k.api.count(resource); n != 1 {
				t.Errorf("%s was asked for %d times", resource, n)
			}
		}
	})
}
