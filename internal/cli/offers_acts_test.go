package cli

import (
	"slices"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

func TestALeadIsCheckedConfirmedAndHandedIn(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	lead := []string{
		"leads", "submit", "--brand", "peregrine vpn", "--field", "contact=Ada Byron", "--field", "email=ada@example.com", "--field", "company=Engines Ltd",
	}
	b.do(lead...).fails(t, exitUsage, "--yes")
	b.do(append(lead, "--yes")...).fails(t, exitUsage, "--field country")
	b.do(append(lead, "--yes", "--field", "shoe=44")...).fails(t, exitUsage, `"shoe" is none of the form`, "seats")
	b.do(append(lead, "--yes", "--field", "country")...).fails(t, exitUsage, "name=value")
	b.do(append(lead, "--yes", "--field", "company=x")...).fails(t, exitUsage, "twice")
	b.do("leads", "submit", "--yes").fails(t, exitUsage, "--brand")
	b.do("leads", "submit", "--yes", "--brand", "Nobody").fails(t, exitNothing, "Nobody")
	if b.writes() != 0 {
		t.Fatalf("%d writes before the lead is right", b.writes())
	}
	lead = append(lead, "--field", "country=DE")
	if r := b.typing("n\n", lead...); r.code != exitFailed || !strings.Contains(r.err, "E-mail: ada@example.com") || b.writes() != 0 {
		t.Errorf("%d, %q", r.code, r.err)
	}
	doc := document[leadDoneDoc](t, b.do(append(lead, "--yes", "--json")...).want(t, exitDone).out)
	if doc.Lead.ID == "" || doc.Lead.Status == "" || doc.Lead.ProgramID == "" || doc.Key == nil || b.writes() != 1 {
		t.Errorf("%+v, %d writes", doc, b.writes())
	}
}

func TestALeadFromStandardInput(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	file := `{"contact": "Ada", "email": "wrong", "company": "Engines", "seats": 12, "country": "UK"}`
	r := b.piped(file, "leads", "submit", "--brand", "31211", "--file", "-", "--field", "email=ada@example.com")
	r.fails(t, exitUsage, "--yes")
	b.piped(`[1]`, "leads", "submit", "--brand", "31211", "--file", "-", "--yes").fails(t, exitUsage, "no JSON object")
	b.piped(`{"a":{}}`, "leads", "submit", "--brand", "31211", "--file", "-", "--yes").fails(t, exitUsage, `"a"`)
	id := ""
	if list, err := b.account().Leads(t.Context()); err == nil {
		for _, f := range list.Value.Forms {
			if f.Program == "Peregrine VPN" {
				id = f.ProgramID
			}
		}
	}
	if out := b.piped(file, "leads", "submit", "--brand", id, "--file", "-", "--yes", "--field", "email=ada@example.com").want(t, exitDone).out; !strings.Contains(out, "\tsubmitted\n") {
		t.Errorf("%q", out)
	}
}

// campaignWith is a campaign of the account.
func (b *bench) campaignWith(fits func(partner.Campaign) bool) partner.Campaign {
	b.t.Helper()
	list, err := b.account().Campaigns(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	i := slices.IndexFunc(list.Value.Campaigns, fits)
	if i < 0 {
		b.t.Fatal("no such campaign")
	}
	return list.Value.Campaigns[i]
}

func TestACampaignIsAppliedForOnItsTerms(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	open := b.campaignWith(func(c partner.Campaign) bool {
		return c.Status == partner.CampaignEligible && c.Bids && len(c.Unmet) == 0
	})
	why := []string{"--motivation", "We cook every week."}
	b.do("campaigns", "apply", open.ID, "--yes").fails(t, exitUsage, "--motivation")
	b.do(append([]string{"campaigns", "apply", open.ID}, why...)...).fails(t, exitUsage, "--yes")
	b.do(append([]string{"campaigns", "apply", open.ID, "--yes"}, why...)...).fails(t, exitUsage, "--bid")
	b.do(append([]string{"campaigns", "apply", open.ID, "--yes", "--bid", "much"}, why...)...).fails(t, exitUsage, "--bid")
	apply := append([]string{"campaigns", "apply", open.ID, "--bid", "350.00"}, why...)
	if r := b.typing("\n", apply...); r.code != exitFailed || !strings.Contains(r.err, "accept these terms? [y/N]") || b.writes() != 0 {
		t.Errorf("%d, %q", r.code, r.err)
	}
	doc := document[campaignActDoc](t, b.typing("yes\n", append(apply, "--json")...).out)
	if doc.ID != open.ID || doc.Status == string(partner.CampaignEligible) || doc.TermsID == nil || b.writes() != 1 {
		t.Errorf("%+v", doc)
	}
	b.do(append(apply, "--yes")...).fails(t, exitFailed, "already")
	b.do("campaigns", "apply", "K-0", "--yes", "--motivation", "x").fails(t, exitNothing)
}

func TestWhatIsNotPossibleWithACampaignIsSaid(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	for says, fits := range map[string]func(partner.Campaign) bool{
		"Not met":              func(c partner.Campaign) bool { return len(c.Unmet) > 0 },
		"No place is left":     func(c partner.Campaign) bool { return c.Seats.OK && c.Seats.V == 0 },
		"You take part":        func(c partner.Campaign) bool { return c.Status == partner.CampaignParticipating },
		"It is over":           func(c partner.Campaign) bool { return c.Status == partner.CampaignCompleted },
		"campaigns accept":     func(c partner.Campaign) bool { return c.Status == partner.CampaignInvited },
		"You have applied alr": func(c partner.Campaign) bool { return c.Status == partner.CampaignApplied },
	} {
		b.do("campaigns", "apply", "--yes", "--motivation", "x", b.campaignWith(fits).ID).fails(t, exitFailed, says)
	}
	none := b.campaignWith(func(c partner.Campaign) bool { return c.Status == partner.CampaignEligible })
	b.do("campaigns", "decline", "--yes", none.ID).fails(t, exitFailed, "no invitation")
	if b.writes() != 0 {
		t.Errorf("%d writes", b.writes())
	}
	invited := b.campaignWith(func(c partner.Campaign) bool { return c.Status == partner.CampaignInvited })
	if out := b.do("campaigns", "accept", "--yes", invited.ID).want(t, exitDone).out; !strings.HasPrefix(out, invited.ID+"\tparticipating\t") {
		t.Errorf("%q", out)
	}
}

func TestBrandsAreJoinedTogether(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	list, err := b.account().Brands(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var plain []string
	var asks, pending partner.InstantBrand
	for _, x := range list.Value.Brands {
		switch {
		case x.State == "pending":
			pending = x
		case x.Name == "Nordlys Lamps":
			asks = x
		case len(x.Survey) == 0 && len(plain) < 2:
			plain = append(plain, x.ID)
		}
	}
	b.do("brands", "join", plain[0]).fails(t, exitUsage, "--yes")
	b.do("brands", "join", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "--yes").fails(t, exitUsage, "at most 10")
	b.do("brands", "join", plain[0], "--yes", "--answer", "shoe=44").fails(t, exitUsage, "shoe")
	r := b.do("brands", "join", "--yes", plain[0], asks.ID, pending.ID, "nosuch", plain[1]).want(t, exitFailed)
	var got []string
	for _, row := range rows(r.out) {
		got = append(got, row[1])
	}
	if !slices.Equal(got, []string{wasDone, failed, failed, notFound, wasDone}) || !strings.Contains(r.out, "--answer channel") || b.writes() != 1 {
		t.Errorf("%q, %d writes", r.out, b.writes())
	}
	b.do("brands", "join", "--yes", asks.ID, "--answer", "channel=blog", "--answer", asks.ID+"/idea=A winter series.").want(t, exitDone)
	b.do("brands", "join", "--yes", "nosuch").want(t, exitNothing)
}

func TestWithoutACompanionTheOffersAreOnTheWeb(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	for _, c := range []struct {
		page string
		args []string
	}{
		{"Submit A Lead", []string{"leads", "submit", "--yes", "--brand", "x"}},
		{"Find Your Next Campaign", []string{"campaigns", "decline", "--yes", "x"}},
		{"Brands", []string{"brands", "join", "--yes", "x"}},
	} {
		b.do(c.args...).fails(t, exitFailed, c.page)
	}
}
