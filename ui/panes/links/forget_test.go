package links

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
)

func TestForgettingTakesALinkOutAndStepsOn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	msgs := uitest.Settle(t, p, uitest.Do(t, p, "links.forget"))
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, []string{"l1"}) {
		t.Errorf("%+v", w)
	}
	if at(p) != "l2" {
		t.Errorf("the cursor is on %s", at(p))
	}
	uitest.Lacks(t, p.View(), "acme.example/sale")
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || m.Text != "Forgot go.example.com/c/1/2/100; it goes on working, and undo brings it back." {
		t.Errorf("told: %+v", m)
	}
	if c, ok := uitest.Find[event.Changed](msgs); !ok || !c.Any(event.KindLink) {
		t.Errorf("nobody is told: %+v", c)
	}
}

func TestForgettingActsOnMarksAndLeavesTheAccountsLinks(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	uitest.Do(t, p, "links.mark.all")
	msgs := uitest.Settle(t, p, uitest.Do(t, p, "links.forget"))
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, []string{"l1", "l2"}) {
		t.Errorf("%+v", w)
	}
	if at(p) != "vanity/SpringShoes" || p.list.Shown() != 1 {
		t.Errorf("%d left, on %s", p.list.Shown(), at(p))
	}
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !strings.HasPrefix(m.Text, "Forgot 2 links;") {
		t.Errorf("told: %+v", m)
	}
}

func TestAVanityLinkOfTheAccountIsNotOursToForget(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	uitest.Do(t, p, "links.last")
	if why := uitest.Action(t, p, "links.forget").Blocked(); !strings.Contains(why, "on the web: Content › Vanity Links") {
		t.Errorf("forget: %q", why)
	}
	if o, ok := uitest.Find[effect.Open](uitest.Run(t, uitest.Do(t, p, "links.web"))); !ok || o.URL != partner.WebApp {
		t.Errorf("opens %+v", o)
	}
}

func TestSeveralVanityLinksAreNotOursToForget(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.LinkList.Value.Links = slices.Clone(src.LinkList.Value.Links)
	for i := range src.LinkList.Value.Links {
		src.LinkList.Value.Links[i].Here = false
	}
	uitest.Settle(t, p, p.Refresh())
	uitest.Do(t, p, "links.mark.all")
	if why := uitest.Action(t, p, "links.forget").Blocked(); !strings.HasPrefix(why, "they are vanity links of the account; delete them") {
		t.Errorf("forget: %q", why)
	}
}

func TestForgettingTwiceSendsOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	first := uitest.Do(t, p, "links.forget")
	if why := uitest.Action(t, p, "links.forget").Blocked(); why != "links are being forgotten" {
		t.Errorf("it can be pressed again: %q", why)
	}
	uitest.Settle(t, p, tea.Batch(first))
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d acts", n)
	}
}

func TestAFailedForgettingChangesNothing(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	uitest.Do(t, p, "links.mark")
	before := p.View()
	src.Refuse = &partner.Error{Op: "forget links", Kind: partner.Internal, Detail: "the disk is full"}
	msgs := uitest.Settle(t, p, uitest.Do(t, p, "links.forget"))
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !m.Failed || !strings.Contains(m.Text, "Nothing was forgotten.") || !strings.Contains(m.Text, "disk is full") {
		t.Errorf("told: %+v", m)
	}
	if p.View() != before {
		t.Error("the list has changed")
	}
	src.Refuse = uitest.Failure(partner.Canceled)
	if m, ok := uitest.Find[toast.Msg](uitest.Settle(t, p, uitest.Do(t, p, "links.forget"))); ok {
		t.Errorf("what the user ended is told: %+v", m)
	}
}
