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

func TestAcceptingAnInvitation(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	d := opened(t, p, "c3")
	uitest.Has(t, conform.Text(d), "Take part in Tea hour of Cedar Tea?", "join the brand's program", "$450.00", "You post. We pay.", "draft due Dec 10")
	conform.Press(t, d, "confirm.yes")
	msgs := conform.Answer(t, p, d)
	if w := src.Writes(); len(w) != 1 || w[0].What != "DecideCampaign" || w[0].Arg.([]any)[1] != true {
		t.Fatalf("sent: %+v", w)
	}
	if conform.Said(msgs) != "Tea hour: participating. The program of Cedar Tea is joined: links can be made for it." {
		t.Errorf("told: %q", conform.Said(msgs))
	}
	if fact, _ := uitest.Find[event.Changed](msgs); !fact.Any(event.KindCampaign) || !fact.Any(event.KindProgram) || !fact.Any(event.KindLink) {
		t.Errorf("the fact is %v", fact)
	}
	at(t, p, "c3")
	uitest.Has(t, p.View(), "Program    joined")
}

func TestNoAndEscapeSendNothing(t *testing.T) {
	t.Parallel()
	for _, act := range []string{"campaigns.apply", "campaigns.decline"} {
		for _, no := range []string{"confirm.no", "dialog.close", "confirm.take"} {
			p, src := loaded(t, uitest.Frame(80, 8))
			at(t, p, "c3")
			uitest.Settle(t, p, uitest.Do(t, p, act))
			d := conform.Asked[dialog.Dialog](t, p)
			conform.Press(t, d, no)
			conform.Answer(t, p, d)
			if len(src.Writes()) > 0 || uitest.Action(t, p, act).Blocked() != "" {
				t.Errorf("%s, %s: something was sent, or nothing can be any more", act, no)
			}
		}
	}
}

func TestDecliningAsksFirst(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	at(t, p, "c1")
	if why := uitest.Action(t, p, "campaigns.decline").Blocked(); why != "there is no invitation to Winter miles that could be declined" {
		t.Errorf("without an invitation: %q", why)
	}
	at(t, p, "c3")
	uitest.Settle(t, p, uitest.Do(t, p, "campaigns.decline"))
	d := conform.Asked[dialog.Dialog](t, p)
	uitest.Has(t, conform.Text(d), "Decline the invitation of Cedar Tea to Tea hour?", "cannot be taken back")
	conform.Press(t, d, "confirm.yes")
	o, _ := d.Outcome()
	sending := p.Update(*o.Answer)
	for _, id := range []string{"campaigns.apply", "campaigns.decline"} {
		if why := uitest.Action(t, p, id).Blocked(); why != "Tea hour is being sent" {
			t.Errorf("%s while it is sent: %q", id, why)
		}
	}
	uitest.Settle(t, p, sending)
	if w := src.Writes(); len(w) != 1 || w[0].Arg.([]any)[1] != false {
		t.Errorf("sent: %+v", w)
	}
}

func TestADecisionIsSentAgainWithTheSameKeyOnlyWhileItIsUnclear(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	accept := func(refuse error) toast.Msg {
		src.Refuse = refuse
		d := opened(t, p, "c3")
		conform.Press(t, d, "confirm.yes")
		m, _ := uitest.Find[toast.Msg](conform.Answer(t, p, d))
		return m
	}
	if m := accept(&partner.Error{Kind: partner.Uncertain}); !m.Failed || !strings.Contains(m.Text, "Tea hour: No answer came") {
		t.Errorf("told: %+v", m)
	}
	if m := accept(&partner.Error{Kind: partner.Conflict, Detail: "Not now."}); m.Text != "Tea hour: Not now." {
		t.Errorf("told: %+v", m)
	}
	accept(nil)
	var keys []any
	for _, w := range src.Writes() {
		keys = append(keys, w.Arg.([]any)[2])
	}
	if len(keys) != 3 || keys[0] != keys[1] || keys[1] == keys[2] {
		t.Errorf("keys: %v", keys)
	}
}
