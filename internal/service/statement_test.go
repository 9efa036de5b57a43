package service

import (
	"slices"
	"testing"

	"impactdash/internal/partner"
)

func TestActionsOfAPeriodAreAllOfThemNewestFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	want := b.dated("Actions", "ActionDate", b.midnight(-99), b.midnight(1))
	share, told := 0.0, 0
	got, err := b.Actions(t.Context(), partner.ActionFilter{Range: "100d"}, func(s float64, n int) {
		if s < 0 || s > 1 || n != told+1 {
			t.Errorf("%d actions are %v of the period", n, s)
		}
		share, told = max(share, s), n
	})
	if err != nil || len(want) < 500 {
		t.Fatal(len(want), err)
	}
	if len(got.Value.Actions) != len(want) || told != len(want) || share < 0.9 || got.Value.Period.Days() != 100 {
		t.Errorf("%d of %d actions came, %d were told, the last at %v", len(got.Value.Actions), len(want), told, share)
	}
	earned, truth := partner.Totals{}, tally{}
	for i, a := range got.Value.Actions {
		if i > 0 && a.At.After(got.Value.Actions[i-1].At) {
			t.Errorf("%s is newer than the one before", a.ID)
		}
		if a.Earns() {
			earned.Add(a.Payout)
		}
	}
	for _, r := range want {
		if r.State != "REVERSED" {
			truth.add(r.Currency, rat(t, r.Payout))
		}
	}
	wantTally(t, "earned", earned, truth)

	reversed, err := b.Actions(t.Context(), partner.ActionFilter{Range: "100d", State: partner.ActionReversed}, nil)
	n := 0
	for _, r := range want {
		if r.State == "REVERSED" {
			n++
		}
	}
	if err != nil || len(reversed.Value.Actions) != n || n == 0 {
		t.Errorf("%d are reversed, want %d, %v", len(reversed.Value.Actions), n, err)
	}
}

func TestARangeThatMeansNothingAsksForNoActions(t *testing.T) {
	t.Parallel()
	b := newBench(t, "new")
	for _, text := range []string{"soon", "0d", "2027-01-01..2027-01-02"} {
		if _, err := b.Actions(t.Context(), partner.ActionFilter{Range: text}, nil); partner.KindOf(err) != partner.Invalid || err == nil {
			t.Errorf("%q is %v", text, err)
		}
		if _, err := b.Invoices(t.Context(), text); partner.KindOf(err) != partner.Invalid || err == nil {
			t.Errorf("%q is %v", text, err)
		}
	}
	if n := b.requests("Actions") + b.requests("Invoices"); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestInvoicesOfAPeriodAreThoseCreatedInIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	var want []string
	from, to := b.midnight(-89), b.midnight(1)
	for _, r := range b.records("Invoices", "Invoices") {
		if at := instant(t, r["CreatedDate"]); !at.Before(from) && at.Before(to) {
			want = append(want, r["Id"].(string))
		}
	}
	got, err := b.Invoices(t.Context(), "90d")
	var ids []string
	for i, v := range got.Value.Invoices {
		ids = append(ids, v.ID)
		if i > 0 && v.Created.After(got.Value.Invoices[i-1].Created) {
			t.Errorf("%s is newer than the one before", v.ID)
		}
	}
	slices.Sort(want)
	slices.Sort(ids)
	if err != nil || !slices.Equal(ids, want) || len(want) == 0 {
		t.Errorf("%d invoices, want %d, %v", len(ids), len(want), err)
	}
	one, err := b.Invoice(t.Context(), want[0])
	if err != nil || one.Value.ID != want[0] || len(one.Value.Lines) == 0 {
		t.Errorf("%+v, %v", one.Value, err)
	}
	if _, err := b.Invoice(t.Context(), "nosuch"); partner.KindOf(err) != partner.NotFound {
		t.Errorf("an unknown one is %v", err)
	}
}

func TestContractsOfEveryStatusHaveTheirProgramsNames(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	got, err := b.Contracts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen, last := map[string]bool{}, 0
	for _, c := range got.Value.Contracts {
		rank := slices.Index(contractLife(), c.Status)
		if seen[c.ID] || rank < last {
			t.Errorf("%s, %s, is there twice or out of order", c.ID, c.Status)
		}
		seen[c.ID], last = true, rank
		if c.Status == partner.ContractActive && c.Program == "" {
			t.Errorf("the program of %s has no name", c.ID)
		}
	}
	for _, status := range contractLife() {
		n := len(b.records("Contracts?Status="+string(status), "Contracts"))
		have := 0
		for _, c := range got.Value.Contracts {
			if c.Status == status {
				have++
			}
		}
		if have != n {
			t.Errorf("%d contracts are %s, want %d", have, status, n)
		}
	}
	refused := newBench(t, "", "campaigns=403")
	got, err = refused.Contracts(t.Context())
	if err != nil || len(got.Value.Contracts) != len(seen) || len(got.Value.Notes) != 1 {
		t.Errorf("without names there are %d contracts, %+v, %v", len(got.Value.Contracts), got.Value.Notes, err)
	}
}

func TestWhatALookHasSeenIsListedWithoutTheService(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	kept := partner.OnlyKept(t.Context())
	if _, err := b.Profile(t.Context()); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"actions": second(b.Actions(kept, partner.ActionFilter{Range: "30d"}, nil)), "invoices": second(b.Invoices(kept, "90d")),
		"contracts": second(b.Contracts(kept)), "an invoice": second(b.Invoice(kept, "1")),
	} {
		if partner.KindOf(err) != partner.Unavailable || err == nil {
			t.Errorf("before a look %s are %v", what, err)
		}
	}
	if _, err := b.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked := b.requests("")
	actions, err := b.Actions(kept, partner.ActionFilter{Range: "30d"}, nil)
	invoices, invoicesErr := b.Invoices(kept, "90d")
	contracts, contractsErr := b.Contracts(kept)
	if n := b.requests("") - asked; n > 0 || err != nil || invoicesErr != nil || contractsErr != nil {
		t.Fatal(n, "requests", err, invoicesErr, contractsErr)
	}
	if !actions.AsOf.Equal(b.now) {
		t.Errorf("they are of %v", actions.AsOf)
	}
	online, err := b.Actions(t.Context(), partner.ActionFilter{Range: "30d"}, nil)
	if err != nil || len(online.Value.Actions) == 0 || !slices.EqualFunc(actions.Value.Actions, online.Value.Actions, sameAction) {
		t.Errorf("%d actions are kept, the service has %d, %v", len(actions.Value.Actions), len(online.Value.Actions), err)
	}
	now, err := b.Invoices(t.Context(), "90d")
	if err != nil || len(now.Value.Invoices) != len(invoices.Value.Invoices) || len(invoices.Value.Invoices) == 0 {
		t.Errorf("%d invoices are kept, the service has %d, %v", len(invoices.Value.Invoices), len(now.Value.Invoices), err)
	}
	one, err := b.Invoice(kept, invoices.Value.Invoices[0].ID)
	if err != nil || one.Value.ID != invoices.Value.Invoices[0].ID {
		t.Errorf("one of them is %+v, %v", one.Value, err)
	}
	all, err := b.Contracts(t.Context())
	if err != nil || len(all.Value.Contracts) != len(contracts.Value.Contracts) {
		t.Errorf("%d contracts are kept, the service has %d, %v", len(contracts.Value.Contracts), len(all.Value.Contracts), err)
	}
}

// second is the error of an answer.
func second[T any](_ T, err error) error { return err }
