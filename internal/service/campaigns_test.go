package service

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

// find is the first campaign that fits.
func find(t *testing.T, b *bench, fits func(partner.Campaign) bool) partner.Campaign {
	t.Helper()
	got, err := b.Campaigns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Value.Campaigns {
		if fits(c) {
			return c
		}
	}
	t.Fatal("there is no such campaign")
	return partner.Campaign{}
}

func TestApplyingChangesTheCampaign(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	c := find(t, b, func(c partner.Campaign) bool {
		return c.Status == partner.CampaignEligible && len(c.Unmet) == 0 && c.Bids
	})
	a := partner.Application{CampaignID: c.ID, Motivation: "We fit.", TermsID: c.Terms.ID, Bid: "1,250.00", Key: "press-0001"}
	for field, change := range map[string]func(*partner.Application){
		"motivation": func(a *partner.Application) { a.Motivation = " " },
		"terms_id":   func(a *partner.Application) { a.TermsID = "" },
		"bid":        func(a *partner.Application) { a.Bid = "much" },
	} {
		bad := a
		change(&bad)
		_, err := b.Apply(t.Context(), bad)
		wantKind(t, err, partner.Invalid)
		if err == nil || !strings.Contains(err.Error(), "field "+field) {
			t.Errorf("the error names another field than %s: %v", field, err)
		}
	}
	if n := b.posts("/apply"); n != 0 {
		t.Errorf("%d wrong applications were sent", n)
	}
	old := a
	old.TermsID = "of last year"
	_, err := b.Apply(t.Context(), old)
	wantKind(t, err, partner.Conflict)
	r, err := b.Apply(t.Context(), a)
	if err != nil || r.Message == "" || r.Campaign == partner.CampaignEligible {
		t.Fatalf("%+v, %v", r, err)
	}
	wantText(t, "the toast", r.Text, "Applied for "+c.Name)
	got, err := b.Campaign(t.Context(), c.ID)
	if err != nil || got.Value.Status != r.Campaign {
		t.Errorf("the campaign is %q afterwards, %v", got.Value.Status, err)
	}
}

func TestAcceptingAnInvitationToACampaign(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	c := find(t, b, func(c partner.Campaign) bool { return c.Status == partner.CampaignInvited })
	r, err := b.DecideCampaign(t.Context(), c.ID, true, "press-0001")
	if err != nil || r.Campaign != partner.CampaignParticipating {
		t.Fatalf("%+v, %v", r, err)
	}
	wantText(t, "the toast", r.Text, "Accepted "+c.Name)
	_, err = b.DecideCampaign(t.Context(), c.ID, false, "press-0002")
	wantKind(t, err, partner.Conflict)
}

func TestJoiningBrandsAddsPrograms(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	brands, err := b.Brands(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before, err := b.LinkPrograms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var r partner.JoinRequest
	r.Key = "press-0001"
	for _, one := range brands.Value.Brands {
		if one.State != "open" || len(one.Survey) > 0 || len(r.Brands) == 2 {
			continue
		}
		terms, err := b.BrandTerms(t.Context(), one.ID)
		if err != nil || terms.Value.Terms.Text == "" || terms.Value.Name != one.Name {
			t.Fatalf("%+v, %v", terms.Value, err)
		}
		r.Brands = append(r.Brands, partner.JoinBrand{ID: one.ID, TermsID: terms.Value.Terms.ID})
	}
	r.Brands = append(r.Brands, partner.JoinBrand{ID: "none", TermsID: "x"})
	batch, err := b.Join(t.Context(), r)
	if err != nil || len(batch.OK) != 2 || len(batch.Failed) != 1 || batch.Failed[0].ID != "none" || batch.Failed[0].Err == nil {
		t.Fatalf("%+v, %v", batch, err)
	}
	wantText(t, "the toast", batch.Text, "Joined 2 brands")
	after, err := b.LinkPrograms(t.Context())
	if err != nil || len(after.Value.Programs) != len(before.Value.Programs)+2 {
		t.Errorf("%d programs became %d, %v", len(before.Value.Programs), len(after.Value.Programs), err)
	}
	if _, err := b.CreateLink(t.Context(), partner.LinkRequest{ProgramID: batch.OK[0]}); err != nil {
		t.Errorf("no link can be made for a brand that was joined: %v", err)
	}
	_, err = b.BrandTerms(t.Context(), "none")
	wantKind(t, err, partner.NotFound)
}

func TestMoreThanTenBrandsAreRefusedBeforeTheyAreSent(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	var r partner.JoinRequest
	for i := range partner.MaxJoin + 1 {
		r.Brands = append(r.Brands, partner.JoinBrand{ID: fmt.Sprint(i), TermsID: "t"})
	}
	_, err := k.Join(t.Context(), r)
	wantKind(t, err, partner.Invalid)
	_, err = k.Join(t.Context(), partner.JoinRequest{})
	wantKind(t, err, partner.Invalid)
	_, err = k.Join(t.Context(), partner.JoinRequest{Brands: []partner.JoinBrand{{ID: "1"}}})
	wantKind(t, err, partner.Invalid)
	if all := k.ally.done(); len(all) != 0 {
		t.Errorf("sent were %+v", all)
	}
}

func TestWithoutACompanionCampaignsAndBrandsNameThePage(t *testing.T) {
	t.Parallel()
	k := newKit(t, alone)
	c, err := k.Campaigns(t.Context())
	if err != nil || c.Value.Reach.Companion || c.Value.Reach.Page == "" {
		t.Errorf("%+v, %v", c, err)
	}
	b, err := k.Brands(t.Context())
	if err != nil || b.Value.Reach.Companion || b.Value.Reach.Page == "" {
		t.Errorf("%+v, %v", b, err)
	}
	for name, do := range map[string]func(context.Context) error{
		"campaign": func(ctx context.Context) error { _, err := k.Campaign(ctx, "1"); return err },
		"apply":    func(ctx context.Context) error { _, err := k.Apply(ctx, partner.Application{}); return err },
		"decide":   func(ctx context.Context) error { _, err := k.DecideCampaign(ctx, "1", true, "k"); return err },
		"terms":    func(ctx context.Context) error { _, err := k.BrandTerms(ctx, "1"); return err },
		"join":     func(ctx context.Context) error { _, err := k.Join(ctx, partner.JoinRequest{}); return err },
	} {
		if err := do(t.Context()); partner.KindOf(err) != partner.Unsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}

const exactMoney = `{"balance":[{"amount":"812.10","currency":"USD"}],"pending":[{"amount":"15.00","currency":"EUR"}],
	"overdue":[],"next_payout":null,"as_of":"2026-08-22T12:00:00-07:00"}`

func TestTheCompanionStatesTheBalance(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.ally.set("GET balance", exactMoney)
	k.api.actions(cleared("1", "10.00", "2026-08-11T00:00:00-07:00"))
	b, err := k.Balance(t.Context())
	if err != nil || !b.Value.Exact {
		t.Fatalf("%+v, %v", b.Value, err)
	}
	wantLines(t, "balance", b.Value.Estimate.V, usd("812.10"))
	wantNotes(t, b.Value.Notes, 0)
	p, err := k.Pending(t.Context())
	if err != nil || !p.Value.Exact.OK {
		t.Fatalf("%+v, %v", p.Value, err)
	}
	wantLines(t, "pending", p.Value.Exact.V, usd("0"), eur("15"))
	// An exact figure does not need the estimate.
	k.api.fail("Actions", 503)
	if b, err = k.Balance(t.Context()); err != nil || !b.Value.Exact {
		t.Errorf("%+v, %v", b.Value, err)
	}
	wantNotes(t, b.Value.Notes, partner.Unavailable, "last withdrawal")
}

func TestTheEstimateStandsInForTheExactBalance(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.actions(cleared("1", "10.00", "2026-08-11T00:00:00-07:00"))
	for _, status := range []int{403, 503} {
		k.ally.fail("GET balance", status)
		b, err := k.Balance(t.Context())
		if err != nil || b.Value.Exact {
			t.Fatalf("%d: %+v, %v", status, b.Value, err)
		}
		wantLines(t, "estimate", b.Value.Estimate.V, usd("10"))
		wantParts(t, b.Value.Notes, "exact balance")
		p, err := k.Pending(t.Context())
		if err != nil || p.Value.Exact.OK {
			t.Errorf("%d: %+v, %v", status, p.Value, err)
		}
		wantParts(t, p.Value.Notes, "exact total")
	}
}

func TestTheExactTotalOfTheSandboxIsTheSumOfTheLines(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	p, err := b.Pending(t.Context())
	if err != nil || !p.Value.Exact.OK {
		t.Fatalf("%+v, %v", p.Value.Exact, err)
	}
	for _, m := range p.Value.Sum("").Lines("USD") {
		sameMoney(t, "pending", m, p.Value.Exact.V.In(m.Currency))
	}
}
