package links

import (
	"context"
	"errors"
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

// opened opens the form and gives it a size.
func opened(t testing.TB, p *Pane) *dialog.Form {
	t.Helper()
	uitest.Settle(t, p, uitest.Do(t, p, "links.create"))
	return conform.Asked[*dialog.Form](t, p)
}

// into types into a field of a form, by its label.
func into(t testing.TB, f *dialog.Form, label, text string) {
	t.Helper()
	for range 12 {
		view := uitest.Plain(f.View(uitest.Frame(1, 1).Theme))
		if strings.Contains(view, "▌"+label) {
			uitest.Type(f.Update, text)
			return
		}
		uitest.Do(t, f, "form.next")
	}
	t.Fatalf("there is no field %q", label)
}

// choose steps through a choice, or switches, from the field with the label.
func choose(t testing.TB, f *dialog.Form, label, act string, times int) {
	t.Helper()
	into(t, f, label, "")
	for range times {
		uitest.Do(t, f, act)
	}
}

// submit sends the form as the dashboard does, and hands the answer over.
func submit(t testing.TB, p *Pane, f *dialog.Form) tea.Cmd {
	t.Helper()
	uitest.Do(t, f, "form.submit")
	return answer(t, p, f)
}

// answer hands the pane what a dialog leaves to do; nil when there is nothing.
func answer(t testing.TB, p *Pane, d dialog.Dialog) tea.Cmd {
	t.Helper()
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		return nil
	}
	if o.Answer.Dest() != p.ID() {
		t.Fatalf("the answer goes to %s", o.Answer.Dest())
	}
	return p.Update(*o.Answer)
}

func over(d dialog.Dialog) bool {
	o, ok := d.Outcome()
	return ok && !o.Stay
}

func TestALinkIsMadeWithEverythingThatWasFilledIn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	into(t, f, "Landing page", "ACME.example/sale?x=1")
	choose(t, f, "Vanity link", "form.toggle", 1)
	into(t, f, "Path", "Winter")
	into(t, f, "Sub ID 1", "mail")
	into(t, f, "Sub ID 3", "nov")
	into(t, f, "Shared ID", "s")
	choose(t, f, "Property", "form.choose.next", 1)
	uitest.Has(t, conform.Text(f), "https://go.example.com/Winter", "Goes to https://acme.example/sale?x=1", "214 of 5,000")
	msgs := uitest.Settle(t, p, submit(t, p, f))
	want := partner.LinkRequest{
		ProgramID: "100", Landing: "https://acme.example/sale?x=1", Vanity: true, Path: "Winter",
		SubIDs: [3]string{"mail", "", "nov"}, SharedID: "s", PropertyID: "11",
	}
	if got := conform.Written[partner.LinkRequest](src); len(got) != 1 || got[0] != want {
		t.Fatalf("sent %+v", got)
	}
	if !over(f) {
		t.Error("the form stays open")
	}
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !strings.Contains(m.Text, "Acme Shoes") || m.Failed {
		t.Errorf("told: %+v", m)
	}
	if c, ok := uitest.Find[event.Changed](msgs); !ok || !c.Any(event.KindLink) {
		t.Errorf("nobody is told: %+v", c)
	}
	if at(p) != "new" {
		t.Errorf("the cursor is on %s", at(p))
	}
	uitest.Has(t, p.View(), "go.example.com/c/1/2/100")
	show := conform.Asked[*dialog.Show](t, p)
	uitest.Has(t, conform.Text(show), "https://go.example.com/c/1/2/100", "Plain link for Acme Shoes", "Goes to https://acme.example/sale?x=1")
	if c, ok := uitest.Find[effect.Copy](uitest.Run(t, uitest.Do(t, show, "dialog.copy"))); !ok || c.Text != "https://go.example.com/c/1/2/100" {
		t.Errorf("copies %+v", c)
	}
	if o, ok := uitest.Find[effect.Open](uitest.Run(t, uitest.Do(t, show, "dialog.open"))); !ok || o.URL != "https://go.example.com/c/1/2/100" {
		t.Errorf("opens %+v", o)
	}
}

func TestNothingIsSentTwice(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	first := submit(t, p, f)
	if why := uitest.Action(t, f, "form.submit").Blocked(); why == "" {
		t.Error("the form can be sent again while it is on its way")
	}
	second := p.Update(dialog.Answer{To: ID, Ask: askCreate, Values: f.Values()})
	if why := uitest.Action(t, p, "links.create").Blocked(); why != "a link is being made" {
		t.Errorf("another form can be opened: %q", why)
	}
	uitest.Settle(t, p, tea.Batch(first, second))
	if n := len(conform.Written[partner.LinkRequest](src)); n != 1 {
		t.Errorf("%d links were made", n)
	}
}

// plainHTTP answers with a link that begins with http://.
type plainHTTP struct{ *uitest.Source }

func (s plainHTTP) CreateLink(ctx context.Context, q partner.LinkRequest) (partner.Link, error) {
	l, err := s.Source.CreateLink(ctx, q)
	l.URL = strings.Replace(l.URL, "https://", "http://", 1)
	return l, err
}

func TestTheProtocolIsThatOfTheLink(t *testing.T) {
	t.Parallel()
	for protocol, want := range map[string]string{protocolSecure: "https://go.example.com/", protocolEither: "http://go.example.com/"} {
		p := New(t.Context(), plainHTTP{uitest.NewSource()})
		p.SetFrame(uitest.Frame(80, 8))
		uitest.Settle(t, p, p.Init())
		p.open(values{fieldProgram: "100", fieldProtocol: protocol})
		uitest.Has(t, strings.Join(p.preview(p.form.Values()), "\n"), protocol+"://go.example.com/c/1/2/100")
		uitest.Settle(t, p, p.Update(dialog.Answer{To: ID, Ask: askCreate, Values: p.form.Values()}))
		if value, _ := p.Pointed(); !strings.HasPrefix(value, want) {
			t.Errorf("%s gives %s", protocol, value)
		}
	}
}

func TestARefusalStaysInTheForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"field":   {&partner.Error{Kind: partner.Invalid, Field: "CustomPath", Detail: "this path is taken"}, "This path is taken."},
		"several": {&partner.Error{Kind: partner.Invalid, Fields: []partner.FieldError{{Field: "DeepLink", Detail: "not allowed"}, {Field: "subId2", Detail: "too long"}}}, "Not allowed."},
		"general": {&partner.Error{Kind: partner.Conflict, Status: 403, Detail: "You already have 5000 vanity links"}, "You already have 5000 vanity links. Change it"},
		"unknown": {&partner.Error{Kind: partner.Invalid, Field: "Whatever", Detail: "is odd"}, "Is odd."},
		"down":    {uitest.Failure(partner.Unavailable), "It was not done; send it"},
		"limit":   {uitest.Failure(partner.RateLimited), "Send it again in 17 min."},
		"scope":   {uitest.Failure(partner.Forbidden), "The token may not make links (403)."},
		"gone":    {uitest.Failure(partner.NotFound), "You may have left it"},
		"locked":  {partner.ReadOnly("create link"), "this profile is read-only"},
		"away":    {partner.Offline("create link"), "offline by choice"},
		"hostile": {uitest.Hostility(), "not known"},
	} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := opened(t, p)
		choose(t, f, "Program", "form.choose.next", 1)
		choose(t, f, "Vanity link", "form.toggle", 1)
		into(t, f, "Path", "Winter")
		src.Refuse = c.err
		msgs := uitest.Settle(t, p, submit(t, p, f))
		uitest.Has(t, conform.Text(f), c.want, "Winter")
		uitest.Clean(t, conform.Text(f))
		if over(f) || f.Busy() {
			t.Errorf("%s: the form is closed or still busy", name)
		}
		if _, ok := uitest.Find[toast.Msg](msgs); ok {
			t.Errorf("%s: told twice", name)
		}
		if src.Drafts["link"].Values[fieldPath] != "Winter" {
			t.Errorf("%s: the draft is lost", name)
		}
		src.Refuse = nil
		if partner.KindOf(c.err) == partner.Malformed {
			continue // asks first
		}
		uitest.Settle(t, p, submit(t, p, f))
		if len(conform.Written[partner.LinkRequest](src)) != 2 || !over(f) {
			t.Errorf("%s: sending again does not work", name)
		}
		if len(src.Drafts) != 0 {
			t.Errorf("%s: the draft outlives the link: %v", name, src.Drafts)
		}
	}
}

func TestAnUnknownOutcomeIsNeverSentAgainUnasked(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"uncertain": uitest.Failure(partner.Uncertain), "unreadable": uitest.Failure(partner.Malformed),
		"time": context.DeadlineExceeded, "other": errors.New("odd"),
	} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := opened(t, p)
		choose(t, f, "Program", "form.choose.next", 1)
		src.Refuse = err
		before := src.Calls()
		uitest.Settle(t, p, submit(t, p, f))
		uitest.Has(t, conform.Text(f), "It is not known whether the link was made", "your decision")
		if src.Calls()-before < 3 { // the link, the draft, the list
			t.Errorf("%s: the links are not loaded again", name)
		}
		src.Refuse = nil
		uitest.Settle(t, p, submit(t, p, f))
		if n := len(conform.Written[partner.LinkRequest](src)); n != 1 || !over(f) {
			t.Fatalf("%s: sent %d times without a question", name, n)
		}
		no := conform.Asked[*dialog.Confirm](t, p)
		uitest.Has(t, conform.Text(no), "It is not known whether the last link for Acme Shoes was made.")
		uitest.Do(t, no, "confirm.no")
		uitest.Settle(t, p, answer(t, p, no))
		f = conform.Asked[*dialog.Form](t, p)
		uitest.Has(t, conform.Text(f), "Acme Shoes")
		if f.Busy() || len(conform.Written[partner.LinkRequest](src)) != 1 {
			t.Fatalf("%s: no is taken for yes", name)
		}
		uitest.Settle(t, p, submit(t, p, f))
		yes := conform.Asked[*dialog.Confirm](t, p)
		uitest.Do(t, yes, "confirm.yes")
		cmd := answer(t, p, yes)
		f = conform.Asked[*dialog.Form](t, p)
		if !f.Busy() {
			t.Errorf("%s: the form does not say that it is sent", name)
		}
		uitest.Settle(t, p, cmd)
		if len(conform.Written[partner.LinkRequest](src)) != 2 || !over(f) {
			t.Errorf("%s: yes sends nothing", name)
		}
		conform.Asked[*dialog.Show](t, p)
		f = opened(t, p)
		choose(t, f, "Program", "form.choose.next", 1)
		uitest.Settle(t, p, submit(t, p, f))
		if len(conform.Written[partner.LinkRequest](src)) != 3 {
			t.Errorf("%s: it is asked again after a success", name)
		}
	}
}

// unkept makes a link and cannot put it into the history.
type unkept struct{ *uitest.Source }

func (s unkept) CreateLink(ctx context.Context, q partner.LinkRequest) (partner.Link, error) {
	l, _ := s.Source.CreateLink(ctx, q)
	return l, &partner.Error{Op: "keep link", Kind: partner.Internal, Detail: "the disk is full"}
}

func TestALinkThatCannotBeKeptIsShownAllTheSame(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	p := New(t.Context(), unkept{src})
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	msgs := uitest.Settle(t, p, submit(t, p, f))
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !m.Failed || !strings.Contains(m.Text, "copy it now") || !strings.Contains(m.Text, "disk is full") {
		t.Errorf("told: %+v", m)
	}
	uitest.Has(t, conform.Text(conform.Asked[*dialog.Show](t, p)), "https://go.example.com/c/1/2/100")
}

func TestAFormClosedWhileItIsSentIsToldByAToast(t *testing.T) {
	t.Parallel()
	for _, fails := range []bool{false, true} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := opened(t, p)
		choose(t, f, "Program", "form.choose.next", 1)
		into(t, f, "Sub ID 1", "mail")
		cmd := submit(t, p, f)
		uitest.Do(t, f, "dialog.close")
		uitest.Settle(t, p, answer(t, p, f))
		if fails {
			src.Refuse = uitest.Failure(partner.Unavailable)
		}
		out := p.frame
		out.Focused = false
		p.SetFrame(out)
		msgs := uitest.Settle(t, p, cmd)
		if m, ok := uitest.Find[toast.Msg](msgs); !ok || m.Failed != fails {
			t.Errorf("told: %+v", m)
		}
		if p.Asks() != nil {
			t.Error("a dialog would come between the user and something else")
		}
		if kept := len(src.Drafts) > 0; kept != fails {
			t.Errorf("draft kept: %v, failed: %v", kept, fails)
		}
	}
}
