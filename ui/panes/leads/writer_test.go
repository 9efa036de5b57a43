package leads

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// shown is a form as text in one line.
func shown(f *dialog.Form) string {
	f.Resize(76, 60)
	return strings.Join(strings.Fields(uitest.Plain(f.View(uitest.Theme(0)))), " ")
}

func shows(t *testing.T, f *dialog.Form, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if s := shown(f); !strings.Contains(s, text) {
			t.Errorf("%q is not shown in %s", text, s)
		}
	}
}

// filledForm is the open form of the usual brand with all that is needed.
func filledForm(t *testing.T, p *Pane) *dialog.Form {
	t.Helper()
	f := conform.Form(t, p, "submit")
	conform.Write(t, f, "Ann Lake", "ann@lake.example", "", "", "12", "1250.50", "", "", "", "")
	uitest.Do(t, f, "form.toggle")
	for range 3 {
		uitest.Do(t, f, "form.previous")
	}
	uitest.Do(t, f, "form.choose.next")
	return f
}

func said(t *testing.T, msgs []tea.Msg, text string) {
	t.Helper()
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !strings.Contains(m.Text, text) {
		t.Errorf("%q is not said: %v", text, msgs)
	}
}

func sentValues() map[string]string {
	return map[string]string{"name": "Ann Lake", "email": "ann@lake.example", "seats": "12", "value": "1250.50", "size": "s", "consent": "true"}
}

func TestALeadIsSubmitted(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	f := filledForm(t, p)
	out := conform.Submit(t, p, f)
	w := src.Writes()
	if want := (partner.LeadInput{ProgramID: "400", Values: sentValues(), Key: "key-1"}); len(w) != 1 || !reflect.DeepEqual(w[0].Arg, want) {
		t.Errorf("%+v", w)
	}
	said(t, out, "Submitted “Ann Lake” to Delta CRM.")
	if c, ok := uitest.Find[event.Changed](out); !ok || !c.Any(event.KindLead) {
		t.Error("nobody is told")
	}
	if o, over := f.Outcome(); !over || o.Stay {
		t.Error("the form stays open")
	}
	if len(src.Drafts) != 0 {
		t.Errorf("the draft stays: %v", src.Drafts)
	}
	if at(p) != "new" {
		t.Errorf("the cursor is on %s, not on the lead", at(p))
	}
	uitest.Has(t, p.View(), "Ann Lake", "submitted")
	uitest.Settle(t, p, p.Refresh()) // which does not know it
	uitest.Lacks(t, p.View(), "Ann Lake")
}

func TestALeadIsSentOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := filledForm(t, p)
	uitest.Do(t, f, "form.submit")
	o, _ := f.Outcome()
	cmd := p.Update(*o.Answer)
	if p.Update(*o.Answer) != nil {
		t.Error("the answer is taken twice")
	}
	if uitest.Action(t, f, "form.submit").Blocked() == "" {
		t.Error("the form can be sent again")
	}
	for _, act := range []string{"submit", "discard"} {
		if why := uitest.Action(t, p, "leads."+act).Blocked(); why != "a lead is being sent" {
			t.Errorf("%s: %q", act, why)
		}
	}
	uitest.Settle(t, p, cmd)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d writes", n)
	}
}

// What the brand asks for is asked, and nothing is sent that it would refuse.
func TestTheFormIsTheBrandsOwn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := conform.Form(t, p, "submit")
	shows(t, f, "We call within two days.", "Nothing goes to Delta CRM until you submit it", "Name *", "Work e-mail *", "in USD", "YYYY-MM-DD", "They agreed")
	conform.Write(t, f, strings.Repeat("x", 61), "nobody", "12", "site", "5001", "a lot", "", "tomorrow")
	uitest.Do(t, f, "form.submit")
	shows(t, f, "At most 60 characters", "e-mail address", "phone number", "https://", "At most 5000.", "number", "Choose one.", "YYYY-MM-DD", "Switch this on")
	if _, ok := f.Outcome(); ok || len(src.Writes()) != 0 {
		t.Error("it is sent all the same")
	}
}

func TestFieldsOfHostileFormsAreShownAndSent(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	form := partner.LeadForm{ProgramID: "400", Program: uitest.Names()[2], Title: uitest.Names()[3], Intro: uitest.Names()[4]}
	for i, n := range uitest.Names() {
		form.Fields = append(form.Fields, partner.Field{Name: "f" + string(rune('a'+i)), Label: n, Help: n, Kind: partner.FieldKind(n)})
	}
	src.LeadList.Value.Forms = []partner.LeadForm{form}
	uitest.Settle(t, p, p.Init())
	f := conform.Form(t, p, "submit")
	uitest.Clean(t, f.View(uitest.Theme(0)))
	uitest.Clean(t, f.Title())
	conform.Write(t, f, "value")
	conform.Submit(t, p, f)
	if w := src.Writes(); len(w) != 1 || w[0].Arg.(partner.LeadInput).Values["fa"] != "value" {
		t.Errorf("%+v", w)
	}
}

func TestAChoiceThatIsNotNeededCanBeTakenBack(t *testing.T) {
	t.Parallel()
	x := partner.Field{Name: "c", Label: "C", Kind: partner.FieldChoice, Choices: []partner.Choice{{Value: "a", Label: "A"}}}
	if f := fieldOf(x); len(f.Choices) != 2 || f.Choices[0].Value != "" {
		t.Errorf("%+v", f.Choices)
	}
	x.Required = true
	if f := fieldOf(x); len(f.Choices) != 1 {
		t.Errorf("%+v", f.Choices)
	}
}

func TestARefusalKeepsTheFormTheKeyAndTheDraft(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want string
		key  string // of the next try
	}{
		"fields":        {&partner.Error{Kind: partner.Invalid, Fields: []partner.FieldError{{Field: "email", Detail: "no such\x1b[m host"}, {Field: "seats"}}}, "✗ No such host.", "key-1"},
		"field":         {&partner.Error{Kind: partner.Invalid, Field: "name", Detail: "write it whole"}, "✗ Write it whole.", "key-1"},
		"brand":         {&partner.Error{Kind: partner.NotFound, Field: "program_id", Detail: "this brand takes no leads any more"}, "✗ This brand takes no leads any more.", "key-1"},
		"duplicate":     {&partner.Error{Kind: partner.Conflict, Code: "duplicate_lead", Detail: "the brand has this lead"}, "✗ The brand has this lead.", "key-1"},
		"down":          {uitest.Failure(partner.Unavailable), "503", "key-1"},
		"read-only":     {partner.ReadOnly("submit lead"), "✗ This profile is read-only;", "key-1"},
		"unclear":       {uitest.Failure(partner.Uncertain), "Submit again: it counts once.", "key-1"},
		"changed since": {&partner.Error{Kind: partner.Conflict, Code: reused, Detail: "key"}, "as a second one", "key-2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, src := loaded(t, uitest.Frame(80, 8))
			f := filledForm(t, p)
			src.Refuse = c.err
			conform.Submit(t, p, f)
			shows(t, f, c.want)
			if f.Busy() || f.Values()["name"] != "Ann Lake" {
				t.Error("the form is stuck, or what was typed is lost")
			}
			if d := src.Drafts["lead/400"]; d.Key != c.key || !reflect.DeepEqual(d.Values, sentValues()) {
				t.Errorf("the draft is %+v", d)
			}
			if p.list.Tally(viewDrafts) != 1 {
				t.Error("the draft is not listed")
			}
			src.Refuse = nil
			conform.Submit(t, p, f)
			w := src.Writes()
			if len(w) != 2 || w[1].Arg.(partner.LeadInput).Key != c.key {
				t.Errorf("sent again as %+v", w)
			}
			if p.list.Tally(viewDrafts) != 0 || len(src.Drafts) != 0 {
				t.Error("the draft stays behind")
			}
		})
	}
}

func TestAnUnclearFailureReadsTheListAgain(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := filledForm(t, p)
	src.Refuse = uitest.Failure(partner.Uncertain)
	src.LeadList.Value.Leads = append(src.LeadList.Value.Leads, partner.Lead{ID: "ld7", Name: "Ann Lake", Submitted: uitest.Now()})
	conform.Submit(t, p, f)
	uitest.Has(t, p.View(), "Ann Lake")
}

// The key is read with the draft: what was sent before a restart counts once
// with what is sent after it.
func TestADraftIsGoneOnWithUnderItsKey(t *testing.T) {
	t.Parallel()
	p, src := sketched(t, uitest.Zoomed(120, 30))
	f := conform.Form(t, p, "continue")
	shows(t, f, "Your draft is back.", "Ann Lake, Lakeside", "1250.50", "[x] yes")
	uitest.Do(t, f, "form.next")
	uitest.Type(f.Update, "ann@lake.example")
	conform.Submit(t, p, f)
	if w := src.Writes(); len(w) != 1 || w[0].Arg.(partner.LeadInput).Key != "draft-key" {
		t.Errorf("%+v", w)
	}
}

func TestWhatWasTypedSurvivesClosing(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := conform.Form(t, p, "submit")
	conform.Write(t, f, "Half a name")
	uitest.Do(t, f, "dialog.close")
	conform.Answer(t, p, f)
	if d := src.Drafts["lead/400"]; d.Key != "key-1" || d.Values["name"] != "Half a name" {
		t.Fatalf("%+v", d)
	}
	uitest.Has(t, p.View(), "Half a name", "draft")
	f = conform.Form(t, p, "submit")
	for range 11 {
		f.Update(uitest.Stroke(t, "backspace"))
	}
	uitest.Do(t, f, "dialog.close")
	conform.Answer(t, p, f)
	if len(src.Drafts) != 0 || p.list.Tally(viewDrafts) != 0 {
		t.Errorf("an empty form leaves a draft: %v", src.Drafts)
	}
}

func TestTypingIsKeptAfterAPause(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := conform.Form(t, p, "submit")
	if uitest.Timers(t, f.Update(uitest.Press("a"))) != 1 {
		t.Fatal("no pause is waited for")
	}
	early := pauseMsg{p.typing}
	f.Update(uitest.Press("b"))
	if p.Update(early) != nil {
		t.Error("it is kept while it is typed")
	}
	uitest.Settle(t, p, p.Update(pauseMsg{p.typing}))
	if src.Drafts["lead/400"].Values["name"] != "ab" {
		t.Errorf("%v", src.Drafts)
	}
	uitest.Do(t, f, "form.submit")
	if p.Update(pauseMsg{p.typing}) == nil {
		t.Error("a form with faults is not kept any more")
	}
}

// A draft that was kept while the list was asked for is not in that answer.
func TestADraftOutlivesAnAnswerThatIsOlder(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	slow := p.Refresh()
	f := conform.Form(t, p, "submit")
	conform.Write(t, f, "Half a name")
	uitest.Do(t, f, "dialog.close")
	conform.Answer(t, p, f)
	uitest.Settle(t, p, slow)
	uitest.Has(t, p.View(), "Half a name")
	src.LeadList.Value.Drafts = nil
	uitest.Settle(t, p, p.Refresh())
	uitest.Lacks(t, p.View(), "Half a name")
}

func TestAFormLeftWhileItIsSentTellsTheEnd(t *testing.T) {
	t.Parallel()
	for _, fails := range []bool{false, true} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := filledForm(t, p)
		if fails {
			src.Refuse = uitest.Failure(partner.Uncertain)
		}
		uitest.Do(t, f, "form.submit")
		cmd := conform.Answering(t, p, f)
		uitest.Do(t, f, "dialog.close")
		if conform.Answering(t, p, f) != nil {
			t.Error("leaving a form that is being sent does something")
		}
		out := uitest.Settle(t, p, cmd)
		if m, ok := uitest.Find[toast.Msg](out); !ok || m.Failed != fails {
			t.Errorf("%v", out)
		}
		if fails {
			said(t, out, "The lead to Delta CRM is a draft still.")
		}
		if listed := p.list.Tally(viewDrafts) == 1; listed != fails {
			t.Errorf("fails %v: a draft is listed: %v", fails, listed)
		}
	}
}

func TestADraftIsDiscardedAfterAsking(t *testing.T) {
	t.Parallel()
	p, src := sketched(t, uitest.Frame(80, 8))
	for _, c := range []struct {
		act  string
		left int
	}{{"confirm.no", 1}, {"confirm.yes", 0}} {
		conform.Run(t, p, "discard")
		d := p.Asks()
		uitest.Do(t, d, c.act)
		out := conform.Answer(t, p, d)
		if len(src.Drafts) != c.left || p.list.Tally(viewDrafts) != c.left {
			t.Errorf("after %s: %v", c.act, src.Drafts)
		}
		if c.left == 0 {
			said(t, out, "Discarded the draft for Delta CRM.")
		}
	}
	moveTo(t, p, "ld1")
	for _, act := range []string{"discard", "continue"} {
		if why := uitest.Action(t, p, "leads."+act).Blocked(); !strings.Contains(why, "sent already") {
			t.Errorf("%s: %q", act, why)
		}
	}
}

func TestADraftForABrandThatTakesNoLeadsStays(t *testing.T) {
	t.Parallel()
	p, src := sketched(t, uitest.Zoomed(120, 30))
	second(src)
	src.LeadList.Value.Forms = src.LeadList.Value.Forms[1:]
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, p.View(), "Program 400", "The brand takes no leads now")
	if why := uitest.Action(t, p, "leads.continue").Blocked(); why != "this brand takes no leads now" {
		t.Errorf("%q", why)
	}
}

func TestSeveralBrandsAreChosenFrom(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	second(src)
	withDraft(src, drafted())
	uitest.Settle(t, p, p.Init())
	conform.Run(t, p, "submit")
	d := p.Asks()
	d.Resize(60, 12)
	uitest.Has(t, d.View(uitest.Theme(0)), "Delta CRM", "draft, 2h", "Echo Audio")
	uitest.Do(t, d, "menu.item.500")
	conform.Answer(t, p, d)
	if f := p.Asks(); f == nil || f.Title() != "Refer a company · Echo Audio" {
		t.Errorf("%v", f)
	}
}
