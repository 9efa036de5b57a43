package campaigns

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestApplyingSendsWhatWasTypedOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	d := opened(t, p, "c2")
	uitest.Has(t, conform.Text(d), "Bolt Bikes pays your rate and 8 % of the sale", "program as well", "Creator terms", "You post. We pay.")
	conform.Write(t, d, "I ride.")
	conform.Press(t, d, "form.next")
	conform.Write(t, d, "350.00")
	conform.Press(t, d, "form.next")
	conform.Write(t, d, "One task less.")
	conform.Press(t, d, "form.next", "form.next", "form.toggle", "form.submit")
	if why := uitest.Action(t, d, "form.submit").Blocked(); why == "" {
		t.Error("the form can be sent while it is being sent")
	}
	msgs := conform.Answer(t, p, d)
	writes := src.Writes()
	want := partner.Application{CampaignID: "c2", TermsID: "t1", Motivation: "I ride.", Bid: "350.00", BidNote: "One task less.", Key: "key-1"}
	if len(writes) != 1 || writes[0].Arg != want {
		t.Fatalf("sent: %+v", writes)
	}
	if conform.Said(msgs) != "City riders: applied. The brand decides." {
		t.Errorf("told: %q", conform.Said(msgs))
	}
	if fact, _ := uitest.Find[event.Changed](msgs); !fact.Any(event.KindCampaign) || fact.Any(event.KindProgram) {
		t.Errorf("the fact is %v", fact)
	}
	if o, over := d.Outcome(); !over || o.Answer != nil {
		t.Error("the form is not over")
	}
	if len(src.Drafts) != 0 {
		t.Errorf("drafts are left: %v", src.Drafts)
	}
	if c, _ := p.list.Current(); c.ID != "c1" {
		t.Errorf("the cursor is on %s", c.ID)
	}
	uitest.Lacks(t, p.View(), "City riders") // it is among mine before the list is read again
}

func TestKeyRepeatSendsNothingTwice(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	at(t, p, "c1")
	cmd := uitest.Do(t, p, "campaigns.apply")
	if why := uitest.Action(t, p, "campaigns.apply").Blocked(); !strings.Contains(why, "being read") {
		t.Errorf("while the terms are read: %q", why)
	}
	uitest.Has(t, p.View(), "Reading the terms of Winter miles")
	if !p.Status().Loading {
		t.Error("the border does not show that something is under way")
	}
	uitest.Settle(t, p, cmd)
	d := conform.Asked[dialog.Dialog](t, p)
	fillIn(t, d)
	conform.Press(t, d, "form.submit")
	o, _ := d.Outcome()
	sending := p.Update(*o.Answer)
	if why := uitest.Action(t, p, "campaigns.apply").Blocked(); why != "Winter miles is being sent" {
		t.Errorf("while it is sent: %q", why)
	}
	uitest.Settle(t, p, sending)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d applications were sent", n)
	}
}

func TestNothingIsSentUntilTheTermsAreAccepted(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "c2")
	conform.Press(t, d, "form.submit")
	uitest.Has(t, conform.Text(d), "Fill this in.", "Switch this on to go on.")
	conform.Write(t, d, "Me")
	conform.Press(t, d, "form.next")
	conform.Write(t, d, "0")
	conform.Press(t, d, "form.submit")
	uitest.Has(t, conform.Text(d), "At least 0.01.")
	if _, over := d.Outcome(); over || len(src.Writes()) > 0 {
		t.Error("it was sent all the same")
	}
}

func TestARefusalIsShownInTheFormAndKeepsTheText(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "c1")
	fillIn(t, d)
	src.Refuse = &partner.Error{
		Kind: partner.Invalid, Field: "motivation", Detail: "Say a little more.",
		Fields: []partner.FieldError{{Field: "motivation", Code: "too_short", Detail: "Say a little more."}},
	}
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	if n := strings.Count(conform.Text(d), "Say a little more."); n != 1 {
		t.Errorf("the reason is shown %d times:\n%s", n, conform.Text(d))
	}
	uitest.Has(t, conform.Text(d), "I run.", "[x] yes")
	src.Refuse = nil
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	writes := src.Writes()
	if one, two := writes[0].Arg.(partner.Application), writes[1].Arg.(partner.Application); one != two {
		t.Errorf("sent %+v, then %+v", one, two)
	}
}

func TestAnUnclearOutcomeIsToldAndTheKeyStays(t *testing.T) {
	t.Parallel()
	for _, kind := range []partner.Kind{partner.Uncertain, partner.Malformed} {
		p, src := loaded(t, uitest.Frame(80, 8))
		d := opened(t, p, "c1")
		fillIn(t, d)
		src.Refuse = &partner.Error{Kind: kind}
		conform.Press(t, d, "form.submit")
		asked := src.Calls()
		conform.Answer(t, p, d)
		if src.Calls()-asked < 3 { // draft, act, list
			t.Error("the list is not read again")
		}
		uitest.Has(t, conform.Text(d), "Look first", "I run.")
		conform.Press(t, d, "dialog.close")
		conform.Answer(t, p, d)
		// Another session goes on with the draft.
		src.Refuse = nil
		q := New(t.Context(), src)
		q.SetFrame(uitest.Frame(80, 8))
		uitest.Settle(t, q, q.Init())
		d = opened(t, q, "c1")
		uitest.Has(t, conform.Text(d), "I run.", "What you wrote before is filled in.", "[ ] no")
		conform.Press(t, d, "form.previous", "form.previous", "form.toggle", "form.submit")
		conform.Answer(t, q, d)
		writes := src.Writes()
		if one, two := writes[0].Arg.(partner.Application), writes[1].Arg.(partner.Application); one != two || one.Key == "" {
			t.Errorf("%v: sent %+v, then %+v", kind, one, two)
		}
	}
}

// termsOutdated is how the service refuses terms of yesterday.
func termsOutdated() error {
	return &partner.Error{
		Kind: partner.Conflict, Code: "terms_outdated", Field: "terms_id", Detail: "The terms have changed. Read them again.",
		Fields: []partner.FieldError{{Field: "terms_id", Code: "terms_outdated", Detail: "The terms have changed. Read them again."}},
	}
}

func TestOutdatedTermsAreShownAgainWithTheText(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "c1")
	fillIn(t, d)
	src.Refuse = termsOutdated()
	alter(src, func(c *partner.Campaign) {
		c.Terms = partner.CampaignTerms{ID: "t2", Name: "Creator terms", Text: "You post twice."}
	})
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	if _, over := d.Outcome(); !over {
		t.Error("the form with the old terms stays")
	}
	again := conform.Asked[dialog.Dialog](t, p)
	uitest.Has(t, conform.Text(again), "I run.", "You post twice.", "new since you read them", "[ ] no")
	src.Refuse = nil
	conform.Press(t, again, "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, again)
	writes := src.Writes()
	one, two := writes[0].Arg.(partner.Application), writes[1].Arg.(partner.Application)
	if one.TermsID != "t1" || two.TermsID != "t2" || two.Motivation != "I run." || one.Key != two.Key {
		t.Errorf("sent %+v, then %+v", one, two)
	}
}

func TestOutdatedTermsThatCannotBeReadKeepTheForm(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "c1")
	fillIn(t, d)
	src.Refuse = termsOutdated()
	src.CampaignList.Err = uitest.Failure(partner.Unavailable)
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	uitest.Has(t, conform.Text(d), "cannot be read now", "503", "I run.")
	if _, over := d.Outcome(); over || p.Asks() != nil {
		t.Error("the form is gone")
	}
}

func TestAKeyThatWasUsedForOtherWordsIsReplaced(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "c1")
	fillIn(t, d)
	src.Refuse = &partner.Error{Kind: partner.Conflict, Code: "key_reused", Detail: "This idempotency key belongs to another request."}
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	uitest.Has(t, conform.Text(d), "An earlier sending of this form has arrived")
	src.Refuse = nil
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	writes := src.Writes()
	if one, two := writes[0].Arg.(partner.Application), writes[1].Arg.(partner.Application); one.Key == two.Key {
		t.Error("the key that is spent is used again")
	}
}

func TestAFormClosedWhileSendingIsAnsweredByAToast(t *testing.T) {
	t.Parallel()
	for _, refuse := range []error{nil, &partner.Error{Kind: partner.Conflict, Detail: "All places are taken."}} {
		p, src := loaded(t, uitest.Frame(80, 8))
		d := opened(t, p, "c1")
		fillIn(t, d)
		src.Refuse = refuse
		conform.Press(t, d, "form.submit")
		o, _ := d.Outcome()
		sending := p.Update(*o.Answer)
		conform.Press(t, d, "dialog.close")
		conform.Answer(t, p, d)
		msgs := uitest.Settle(t, p, sending)
		want := "Winter miles: applied. The brand decides."
		if refuse != nil {
			want = "Winter miles: All places are taken."
			if len(src.Drafts) != 1 {
				t.Error("what was typed is lost")
			}
		}
		if conform.Said(msgs) != want {
			t.Errorf("told: %q", conform.Said(msgs))
		}
		if why := uitest.Action(t, p, "campaigns.decline").Blocked(); strings.Contains(why, "being sent") {
			t.Error("the act never ends")
		}
	}
}

func TestWhatCannotBeAppliedToSaysWhy(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	list := &src.CampaignList.Value.Campaigns
	add := func(id string, change func(*partner.Campaign)) {
		c := uitest.Campaigns().Campaigns[0]
		c.ID, c.Name = id, "Made "+id
		change(&c)
		*list = append(*list, c)
	}
	add("full", func(c *partner.Campaign) { c.Seats = partner.Some(0) })
	add("late", func(c *partner.Campaign) { c.ApplyBy = uitest.Day(2026, 11, 21) })
	add("applied", func(c *partner.Campaign) { c.Status = partner.CampaignApplied })
	add("declined", func(c *partner.Campaign) { c.Status = partner.CampaignDeclined })
	add("odd", func(c *partner.Campaign) { c.Status = "on_hold" })
	uitest.Settle(t, p, p.Init())
	for id, want := range map[string]string{
		"c4":      "not met: At least 100,000 followers on one platform",
		"c5":      "you take part in Autumn run already",
		"full":    "no place is left in Made full",
		"late":    "the last day to apply was Nov 21",
		"applied": "you have applied to Made applied already", "declined": "Made declined was declined",
		"odd": "what state Made odd is in is not known here; look on the web",
	} {
		at(t, p, id)
		if why := uitest.Action(t, p, "campaigns.apply").Blocked(); why != want {
			t.Errorf("%s: %q", id, why)
		}
	}
	p.list.SetItems(nil)
	if why := uitest.Action(t, p, "campaigns.apply").Blocked(); why != "there is no campaign here" {
		t.Errorf("without rows: %q", why)
	}
}

func TestACampaignThatHasChangedIsNotAppliedTo(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	at(t, p, "c1")
	alter(src, func(c *partner.Campaign) { c.Seats = partner.Some(0) })
	msgs := uitest.Settle(t, p, uitest.Do(t, p, "campaigns.apply"))
	if p.Asks() != nil {
		t.Error("a form opens")
	}
	last := msgs[len(msgs)-1].(toast.Msg)
	if !last.Refused || last.Text != "No place is left in Winter miles." {
		t.Errorf("told: %+v", last)
	}
	uitest.Has(t, p.View(), "full")
}

func TestACampaignThatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	at(t, p, "c1")
	src.CampaignList.Err = uitest.Failure(partner.Unavailable)
	msgs := uitest.Settle(t, p, uitest.Do(t, p, "campaigns.apply"))
	last := msgs[len(msgs)-1].(toast.Msg)
	if !last.Failed || !strings.Contains(last.Text, "Winter miles cannot be read") {
		t.Errorf("told: %+v", last)
	}
	if why := uitest.Action(t, p, "campaigns.apply").Blocked(); why != "" {
		t.Errorf("it cannot be tried again: %q", why)
	}
}

func TestLeavingThePaneGivesTheFormUp(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	at(t, p, "c1")
	ask := uitest.Do(t, p, "campaigns.apply")
	f := uitest.Frame(80, 8)
	f.Focused = false
	p.SetFrame(f)
	uitest.Settle(t, p, ask)
	if p.Asks() != nil {
		t.Error("a form opens over another pane")
	}
}
