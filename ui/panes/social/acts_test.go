package social

import (
	"context"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// refused fails the test unless an action is blocked for a reason with a text.
func refused(t *testing.T, p *Pane, act, text string) {
	t.Helper()
	if why := uitest.Action(t, p, "social."+act).Blocked(); !strings.Contains(why, text) {
		t.Errorf("%s is blocked because %q, want %q", act, why, text)
	}
}

func said(t *testing.T, msgs []tea.Msg, text string) {
	t.Helper()
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !strings.Contains(m.Text, text) {
		t.Errorf("%q is not said: %v", text, msgs)
	}
}

func TestConnectingOpensThePlatformsPageOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	cmd := uitest.Do(t, p, "social.connect")
	refused(t, p, "connect", "being sent")
	if p.begin("TIKTOK", "13", "TikTok") != nil {
		t.Error("it is begun twice")
	}
	out := uitest.Settle(t, p, cmd)
	page, ok := uitest.Find[effect.Open](out)
	if !ok || page.URL != "https://connect.example.com/TIKTOK" || page.What != "the sign-in page of TikTok" {
		t.Errorf("%v", out)
	}
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, []string{"TIKTOK", "13", "key-1"}) {
		t.Errorf("%v", w)
	}
	uitest.Has(t, p.View(), "Finish signing in at TikTok in the browser, then press r.")
	uitest.Settle(t, p, uitest.Do(t, p, "social.refresh"))
	uitest.Lacks(t, p.View(), "Finish signing in")
	conform.Run(t, p, "connect")
	if w := src.Writes(); len(w) != 2 || !reflect.DeepEqual(w[1].Arg, []string{"TIKTOK", "13", "key-2"}) {
		t.Errorf("the next press is no act of its own: %v", w)
	}
}

// A sign-in of which nobody knows whether it was begun is begun again with the
// same key; one that was refused is not.
func TestConnectingAgainAfterAnUnclearFailureUsesTheSameKey(t *testing.T) {
	t.Parallel()
	for kind, want := range map[partner.Kind]string{partner.Uncertain: "key-1", partner.Conflict: "key-2"} {
		p, src := loaded(t, uitest.Frame(80, 8))
		src.Refuse = uitest.Failure(kind)
		out := conform.Run(t, p, "connect")
		if m, ok := uitest.Find[toast.Msg](out); !ok || !m.Failed {
			t.Errorf("%v: %v", kind, out)
		}
		src.Refuse = nil
		conform.Run(t, p, "connect")
		if w := src.Writes(); len(w) != 2 || w[1].Arg.([]string)[2] != want {
			t.Errorf("%v: %v", kind, w)
		}
	}
}

func TestANewAccountIsConnectedByChoosingItsPlatform(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Run(t, p, "connect.new")
	d := p.Asks()
	uitest.Do(t, d, "menu.next")
	uitest.Do(t, d, "menu.choose")
	conform.Answer(t, p, d)
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, []string{"YOUTUBE", "", "key-1"}) {
		t.Errorf("%v", w)
	}
}

func TestConnectingIsBlockedWithAReason(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	moveTo(t, p, "11")
	refused(t, p, "connect", "only social accounts")
	src.PropertyList.Value.Properties = []partner.Property{{ID: "1", Type: partner.PropertySocial}}
	uitest.Settle(t, p, p.Refresh())
	refused(t, p, "connect", "platform is not known")
	src.PropertyList.Value.Reach = partner.Reach{Page: "Settings › Media Properties"}
	uitest.Settle(t, p, p.Refresh())
	refused(t, p, "connect", "needs a companion API (companion_url); on the web: Settings › Media Properties")
	refused(t, p, "connect.new", "companion_url")
	src.PropertyList.Value.Notes = []partner.Note{{What: "sign-ins", Err: uitest.Failure(partner.Unavailable)}}
	uitest.Settle(t, p, p.Refresh())
	refused(t, p, "connect", "until the companion API answers")
	out := conform.Run(t, p, "web")
	if o, ok := uitest.Find[effect.Open](out); !ok || o.URL != partner.WebApp {
		t.Errorf("the web page is not offered: %v", out)
	}
	src.Empty()
	uitest.Settle(t, p, p.Refresh())
	refused(t, p, "connect", "add one first")
	refused(t, p, "edit", "no account")
	refused(t, p, "remove", "no account")
}

func TestRemovingAsksAndNamesWhatGoes(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	ask := func() dialog.Dialog {
		conform.Run(t, p, "remove")
		d := p.Asks()
		d.Resize(70, 20)
		return d
	}
	d := ask()
	uitest.Has(t, d.View(uitest.Theme(0)), "Remove “Beacon on TikTok”?", "no longer see it", "final")
	uitest.Do(t, d, "confirm.no")
	conform.Answer(t, p, d)
	if len(src.Writes()) != 0 {
		t.Fatal("no removes it")
	}
	d = ask()
	uitest.Do(t, d, "confirm.yes")
	cmd := conform.Answering(t, p, d)
	refused(t, p, "remove", "being sent")
	p.removeAll([]string{"13"})
	out := uitest.Settle(t, p, cmd)
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, []string{"13"}) {
		t.Errorf("%v", w)
	}
	said(t, out, "RemoveProperties.")
	if f, ok := uitest.Find[event.Changed](out); !ok || !f.Any(event.KindProperty) {
		t.Errorf("nobody is told: %v", out)
	}
	if at(p) != "12" {
		t.Errorf("the cursor stays on %s", at(p))
	}
}

func TestMarkedAccountsGoTogether(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	uitest.Do(t, p, "social.mark")
	uitest.Do(t, p, "social.mark")
	conform.Run(t, p, "remove")
	d := p.Asks()
	d.Resize(70, 20)
	uitest.Has(t, d.View(uitest.Theme(0)), "Remove 2 accounts?", "“Beacon on TikTok”, “Beacon on Instagram”")
	uitest.Do(t, d, "confirm.yes")
	conform.Answer(t, p, d)
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, []string{"13", "12"}) {
		t.Errorf("%v", w)
	}
	if n := len(p.list.Targets()); n != 1 {
		t.Errorf("%d are still marked", n)
	}
}

// partly is a source that removes some of what it is asked to.
type partly struct {
	*uitest.Source
	batch partner.Batch
}

func (s partly) RemoveProperties(context.Context, []string) (partner.Batch, error) {
	return s.batch, nil
}

func TestWhatIsNotRemovedKeepsItsMarkAndSaysWhy(t *testing.T) {
	t.Parallel()
	p := New(t.Context(), partly{uitest.NewSource(), partner.Batch{
		Done: partner.Done{Text: "Removed Beacon on TikTok"}, OK: []string{"13"}, Failed: []partner.Failed{
			{ID: "12", Name: "Beacon on\x1b[m Instagram", Err: &partner.Error{Kind: partner.Conflict, Detail: "it is in use"}},
			{ID: "14", Name: "Beacon app", Err: uitest.Failure(partner.Unavailable)},
		},
	}})
	p.SetFrame(uitest.Zoomed(120, 30))
	uitest.Settle(t, p, p.Init())
	for range 3 {
		uitest.Do(t, p, "social.mark")
	}
	conform.Run(t, p, "remove")
	d := p.Asks()
	uitest.Do(t, d, "confirm.yes")
	out := conform.Answer(t, p, d)
	said(t, out, "Removed Beacon on TikTok. Not removed: Beacon on Instagram. It is in use. Nor 1 more.")
	var left []string
	for _, r := range p.list.Targets() {
		left = append(left, r.ID)
	}
	if !reflect.DeepEqual(left, []string{"12", "14"}) {
		t.Errorf("%v are marked", left)
	}
}

func TestARemovalThatFailsAsAWholeSaysSoAndLooks(t *testing.T) {
	t.Parallel()
	for kind, looks := range map[partner.Kind]bool{partner.Uncertain: true, partner.Forbidden: false} {
		p, src := loaded(t, uitest.Frame(80, 8))
		src.Refuse = uitest.Failure(kind)
		before := src.Calls()
		out := uitest.Settle(t, p, p.removeAll([]string{"13"}))
		if m, ok := uitest.Find[toast.Msg](out); !ok || !m.Failed {
			t.Errorf("%v: %v", kind, out)
		}
		if got := src.Calls()-before == 2; got != looks {
			t.Errorf("%v: the list is read again: %v", kind, got)
		}
		if uitest.Action(t, p, "social.remove").Blocked() != "" {
			t.Error("it cannot be tried again")
		}
	}
}
