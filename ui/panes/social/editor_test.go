package social

import (
	"reflect"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// shown is a form as text.
func shown(f *dialog.Form) string { return f.View(uitest.Theme(0)) }

// filled is the form for a new account with a good profile in it.
func filled(t *testing.T, p *Pane) *dialog.Form {
	t.Helper()
	f := conform.Form(t, p, "add")
	conform.Write(t, f, "", "Beacon on Twitch", "https://twitch.tv/beacon", "twitch", "@beacon.tv", "", "", "games,gear")
	return f
}

func TestAnAccountIsAdded(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	out := conform.Submit(t, p, filled(t, p))
	want := partner.PropertyInput{
		Name: "Beacon on Twitch", Type: partner.PropertySocial, URL: "https://twitch.tv/beacon", Platform: "TWITCH", Handle: "@beacon.tv", Tags: "games,gear",
	}
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, want) {
		t.Errorf("%+v", w)
	}
	said(t, out, "SaveProperty.")
	if f, ok := uitest.Find[event.Changed](out); !ok || !f.Any(event.KindProperty) {
		t.Error("nobody is told")
	}
	if len(src.Drafts) != 0 {
		t.Errorf("the draft stays: %v", src.Drafts)
	}
	src.PropertyList.Value.Properties = append(src.PropertyList.Value.Properties, partner.Property{ID: "77", Name: "x", URL: "https://www.twitch.tv/beacon/"})
	uitest.Settle(t, p, p.Update(event.Changed{Kinds: []string{event.KindProperty}}))
	if at(p) != "77" {
		t.Errorf("the cursor is on %s, not on what was added", at(p))
	}
}

func TestAFormIsSentOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := filled(t, p)
	uitest.Do(t, f, "form.submit")
	o, _ := f.Outcome()
	cmd := p.Update(*o.Answer)
	if again := p.Update(*o.Answer); again != nil {
		t.Error("the answer is taken twice")
	}
	if uitest.Action(t, f, "form.submit").Blocked() == "" {
		t.Error("the form can be sent again")
	}
	refused(t, p, "add", "being sent")
	refused(t, p, "edit", "being sent")
	uitest.Settle(t, p, cmd)
	if len(src.Writes()) != 1 {
		t.Errorf("%d writes", len(src.Writes()))
	}
	if o, over := f.Outcome(); !over || o.Stay {
		t.Error("the form stays open")
	}
}

// A web site has no platform and no followers, whatever was chosen before the
// kind was.
func TestWhatDoesNotBelongToTheKindIsNotSent(t *testing.T) {
	t.Parallel()
	for kind, want := range map[partner.PropertyType]partner.PropertyInput{
		partner.PropertyWebsite: {Type: partner.PropertyWebsite, Name: "n", URL: "https://x.example"},
		partner.PropertyMobile:  {Type: partner.PropertyMobile, Name: "n", URL: "https://x.example", Platform: "IOS", Installs: "MILLION_PLUS"},
		partner.PropertySocial:  {Type: partner.PropertySocial, Name: "n", URL: "https://x.example", Platform: "IOS", Handle: "@h", Followers: "MILLION_PLUS"},
	} {
		p, _ := loaded(t, uitest.Frame(80, 8))
		values := map[string]string{
			fieldType: string(kind), fieldName: "n", fieldURL: "https://x.example", fieldPlatform: "IOS", fieldHandle: "@h", fieldSize: "MILLION_PLUS",
		}
		if got := p.input(values); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", kind, got)
		}
		if wrong := p.check(values); (wrong[fieldPlatform] != "") != (kind == partner.PropertySocial) {
			t.Errorf("%s: %v", kind, wrong)
		}
	}
}

func TestWhatIsWrongIsSaidAtItsField(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := conform.Form(t, p, "add")
	conform.Write(t, f, "", "Twice", "http://www.tiktok.com/@beacon.tok/")
	conform.Submit(t, p, f)
	uitest.Has(t, shown(f), "✗ Choose the platform.", "✗ This address is in the list already, as “Beacon on TikTok”.")
	if len(src.Writes()) != 0 || f.Busy() {
		t.Error("it is sent all the same, or the form is stuck")
	}
	if d := src.Drafts[addForm]; d.Values[fieldName] != "Twice" {
		t.Errorf("what was typed is not kept: %v", d)
	}
}

func TestARefusalKeepsTheFormAndMarksTheField(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want []string
	}{
		"field":       {&partner.Error{Kind: partner.Invalid, Status: 400, Field: "Url", Detail: "page not found"}, []string{"✗ Page not found."}},
		"fields":      {&partner.Error{Kind: partner.Invalid, Fields: []partner.FieldError{{Field: "Name", Detail: "too\x1b[m long"}, {Field: "SocialPlatform"}}}, []string{"✗ Too long.", "✗ The service does not take this."}},
		"other field": {&partner.Error{Kind: partner.Invalid, Field: "Price", Detail: "is needed"}, []string{"✗ Price: Is needed."}},
		"conflict":    {&partner.Error{Kind: partner.Conflict, Detail: "somebody owns it"}, []string{"✗ Somebody owns it."}},
		"down":        {uitest.Failure(partner.Unavailable), []string{"503"}},
		"unclear":     {uitest.Failure(partner.Uncertain), []string{"It is not known whether this was saved."}},
	} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := filled(t, p)
		src.Refuse = c.err
		conform.Submit(t, p, f)
		f.Resize(76, 40)
		text := strings.Join(strings.Fields(uitest.Plain(shown(f))), " ")
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not shown in %s", name, w, text)
			}
		}
		if f.Busy() || f.Values()[fieldName] != "Beacon on Twitch" || src.Drafts[addForm].Values[fieldName] != "Beacon on Twitch" {
			t.Errorf("%s: what was typed is lost", name)
		}
		src.Refuse = nil
		conform.Submit(t, p, f)
		if n := len(src.Writes()); n != 2 {
			t.Errorf("%s: it cannot be sent again: %d writes", name, n)
		}
	}
}

// After a failure of which nobody knows what it did the list is read before
// anything is sent again, and what is in it is not added twice.
func TestAnUnclearFailureIsLookedUpFirst(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := filled(t, p)
	src.Refuse = uitest.Failure(partner.Uncertain)
	uitest.Do(t, f, "form.submit")
	replies := uitest.Run(t, conform.Answering(t, p, f))
	look := p.Update(replies[0])
	if !p.Status().Loading {
		t.Fatal("the list is not read again")
	}
	conform.Submit(t, p, f)
	uitest.Has(t, shown(f), "Send again in a moment.")
	src.PropertyList.Value.Properties = append(src.PropertyList.Value.Properties, partner.Property{ID: "77", Name: "Beacon on Twitch", URL: "https://twitch.tv/beacon"})
	uitest.Settle(t, p, look)
	conform.Submit(t, p, f)
	uitest.Has(t, shown(f), "in the list already")
	if len(src.Writes()) != 1 {
		t.Errorf("%d writes", len(src.Writes()))
	}
}

func TestAFormLeftWhileItIsSentTellsTheEnd(t *testing.T) {
	t.Parallel()
	for _, fails := range []bool{false, true} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := filled(t, p)
		if fails {
			src.Refuse = uitest.Failure(partner.Forbidden)
		}
		uitest.Do(t, f, "form.submit")
		cmd := conform.Answering(t, p, f)
		uitest.Do(t, f, "dialog.close")
		if left := conform.Answering(t, p, f); left != nil {
			t.Error("leaving a form that is being sent does something")
		}
		out := uitest.Settle(t, p, cmd)
		if m, ok := uitest.Find[toast.Msg](out); !ok || m.Failed != fails {
			t.Errorf("%v", out)
		}
		if kept := len(src.Drafts) == 1; kept != fails {
			t.Errorf("fails %v: the draft is kept: %v", fails, kept)
		}
	}
}

func TestALeftFormDoesNotCallUnsavedWhatMayBeSaved(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := filled(t, p)
	src.Refuse = uitest.Failure(partner.Uncertain)
	uitest.Do(t, f, "form.submit")
	sending := conform.Answering(t, p, f)
	uitest.Do(t, f, "dialog.close")
	conform.Answering(t, p, f)
	m, _ := uitest.Find[toast.Msg](uitest.Settle(t, p, sending))
	if !strings.HasPrefix(m.Text, "It is not known whether this was saved.") || !m.Failed {
		t.Errorf("said %+v", m)
	}
}

func TestADraftComesBack(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := conform.Form(t, p, "add")
	conform.Write(t, f, "", "Half")
	uitest.Do(t, f, "dialog.close")
	conform.Answer(t, p, f)
	f = conform.Form(t, p, "add")
	uitest.Has(t, shown(f), "Half", "What you typed before is back.")
	uitest.Do(t, f, "form.next")
	for range 4 {
		f.Update(uitest.Stroke(t, "backspace"))
	}
	uitest.Do(t, f, "dialog.close")
	conform.Answer(t, p, f)
	if len(src.Drafts) != 0 {
		t.Errorf("an empty form leaves a draft: %v", src.Drafts)
	}
	uitest.Lacks(t, shown(conform.Form(t, p, "add")), "is back")
}

func TestTypingIsKeptAfterAPause(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := conform.Form(t, p, "add")
	uitest.Do(t, f, "form.next")
	if uitest.Timers(t, f.Update(uitest.Press("a"))) != 1 {
		t.Fatal("no pause is waited for")
	}
	early := pauseMsg{p.typing}
	f.Update(uitest.Press("b"))
	if p.Update(early) != nil {
		t.Error("it is kept while it is typed")
	}
	uitest.Settle(t, p, p.Update(pauseMsg{p.typing}))
	if src.Drafts[addForm].Values[fieldName] != "ab" {
		t.Errorf("%v", src.Drafts)
	}
}

func TestAnAccountIsChanged(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	moveTo(t, p, "12")
	f := conform.Form(t, p, "edit")
	uitest.Has(t, shown(f), "Beacon on Instagram", "@beacon", "10k+", "Instagram")
	uitest.Lacks(t, shown(f), "Kind")
	conform.Submit(t, p, f)
	uitest.Has(t, shown(f), "Nothing is changed yet.")
	conform.Write(t, f, "!")
	conform.Submit(t, p, f)
	want := partner.PropertyInput{
		ID: "12", Name: "Beacon on Instagram!", Type: partner.PropertySocial, URL: "https://instagram.com/beacon", Platform: "INSTAGRAM", Handle: "@beacon", Followers: "TEN_THOUSAND_PLUS",
	}
	if w := src.Writes(); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, want) {
		t.Errorf("%+v", w)
	}
	for id, lacks := range map[string]string{"11": "Platform", "14": "Handle"} {
		moveTo(t, p, id)
		uitest.Lacks(t, shown(conform.Form(t, p, "edit")), lacks)
	}
}

func TestTextTypedBeforeTheFormOpensGoesIntoIt(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	cmd := uitest.Do(t, p, "social.edit")
	if !p.Capturing() {
		t.Fatal("keys are not taken for text")
	}
	uitest.Type(p.Update, " x")
	uitest.Settle(t, p, cmd)
	f := p.Asks().(*dialog.Form)
	if v := f.Values()[fieldName]; v != "Beacon on TikTok x" {
		t.Errorf("%q", v)
	}
	cmd = uitest.Do(t, p, "social.add")
	away := uitest.Frame(80, 8)
	away.Focused = false
	p.SetFrame(away)
	if uitest.Settle(t, p, cmd); p.Asks() != nil {
		t.Error("a form opens over another pane")
	}
}
