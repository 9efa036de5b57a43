package brands

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

func TestWithoutACompanionThePaneSaysWhereItIs(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "companion_url", "Home")
	if s := p.Status(); !s.AsOf.IsZero() || s.Loading || s.Err != nil {
		t.Errorf("its data is %+v", s)
	}
	if why := uitest.Action(t, p, "brands.join").Blocked(); why != "needs a companion API (companion_url); on the web: Home" {
		t.Errorf("%q", why)
	}
	if value, url := p.Pointed(); value != "" || url != partner.WebApp {
		t.Errorf("the page is %q of %q", url, value)
	}
	if why, hidden := p.Absent(); hidden {
		t.Errorf("hidden: %s", why)
	}
}

func TestWhoIsNotInTheMarketplaceDoesNotSeeThePane(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(80, 8))
	if _, hidden := p.Absent(); hidden {
		t.Error("hidden before anything is known")
	}
	src.Empty()
	src.BrandList.Value.Marketplace = false
	uitest.Settle(t, p, p.Init())
	if why, hidden := p.Absent(); !hidden || why != "not a member of the Brands Marketplace" {
		t.Errorf("%v, %q", hidden, why)
	}
	uitest.Has(t, p.View(), "members of the Brands Marketplace")
	src.Fail(uitest.Failure(partner.Unavailable))
	uitest.Settle(t, p, p.Refresh())
	if _, hidden := p.Absent(); !hidden {
		t.Error("a failure brings it back")
	}
	src.Fail(nil)
	src.BrandList.Value.Marketplace = true
	uitest.Settle(t, p, p.Refresh())
	if _, hidden := p.Absent(); hidden {
		t.Error("a member does not see it")
	}
}

func TestViewsSplitTheBrands(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(90, 20))
	alter(src, 0, func(b *partner.InstantBrand) { b.State = "pending" })
	alter(src, 1, func(b *partner.InstantBrand) { b.State = "on_hold\x1b[2J" })
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Harbor Coffee", "Iris Optics")
	uitest.Lacks(t, p.View(), "Fable Books", "Glow Lamps", "Juno Yoga")
	if n, _ := p.Count(); n != 2 {
		t.Errorf("%d can be joined", n)
	}
	uitest.Do(t, p, "brands.view.next")
	uitest.Has(t, p.View(), "Juno Yoga", "joined")
	uitest.Lacks(t, p.View(), "Fable Books", "Harbor Coffee")
	uitest.Do(t, p, "brands.view.next")
	uitest.Has(t, p.View(), "Fable Books", "pending", "Glow Lamps", "on hold", "5 brands")
}

func TestSortingAndFiltering(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(200, 20))
	alter(src, 0, func(b *partner.InstantBrand) { b.EPC = partner.Some(uitest.Money("9", "EUR")) })
	alter(src, 1, func(b *partner.InstantBrand) { b.EPC = partner.Opt[partner.Money]{} })
	uitest.Settle(t, p, p.Init())
	for range 7 {
		uitest.Do(t, p, "brands.sort")
	}
	uitest.Has(t, p.View(), "by epc")
	v := p.View()
	for i, name := range []string{"Fable Books", "Iris Optics", "Harbor Coffee", "Glow Lamps"} {
		if uitest.Row(v, "  "+name+" ") != i+2 {
			t.Fatalf("%s is not row %d of\n%s", name, i+2, uitest.Plain(v))
		}
	}
	uitest.NoZero(t, v)
	uitest.Do(t, p, "brands.filter")
	uitest.Type(p.Update, "coffee uk")
	if p.list.Shown() != 1 || p.Cursor() == nil || !p.Capturing() {
		t.Errorf("%d rows:\n%s", p.list.Shown(), uitest.Plain(p.View()))
	}
}

func TestTheDetailTellsEverything(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(160, 40))
	at(t, p, "901")
	uitest.Has(t, p.View(),
		"approved at once", "Glow Lamps partners", "6 % of the sale", "$0.31 a click", "91 % of applications", "at once", "US, UK",
		"27 days after the end of the month", "20 days after locking", "Sells things", "How will you promote us?", "Standard terms",
	)
	if value, _ := p.Pointed(); value != "Glow Lamps" {
		t.Errorf("pointed at %q", value)
	}
	if id, name, ok := p.Brand(); id != "901" || name != "Glow Lamps" || !ok {
		t.Errorf("the brand is %s %s %v", id, name, ok)
	}
}

func TestTheShortPayoutIsTheNumberAlone(t *testing.T) {
	t.Parallel()
	for payout, want := range map[string]string{
		"12% of the sale": "12%", "35.00 USD per lead": "35.00 USD", "": "-", "Ask us": "Ask us",
	} {
		b := &partner.InstantBrand{}
		b.Payout = payout
		if got := shortPayout(b); got != want {
			t.Errorf("%q is %q, want %q", payout, got, want)
		}
	}
}
