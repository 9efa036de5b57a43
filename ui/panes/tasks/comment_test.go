package tasks

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// ctx keeps the signatures of the sources in these tests short.
type ctx = context.Context

// form opens the form for a comment.
func form(t testing.TB, p *Pane) *dialog.Form {
	t.Helper()
	conform.Run(t, p, "comment")
	return conform.Asked[*dialog.Form](t, p)
}

func TestACommentIsWrittenAndSent(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := form(t, p)
	uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), "“Remove the expired coupon”", "Send comment")
	uitest.Type(d.Update, "It is out.")
	uitest.Do(t, d, "form.newline")
	uitest.Type(d.Update, "Please look.")
	msgs := conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.TaskRemark](src)
	if len(got) != 1 || got[0].ID != late || got[0].Text != "It is out.\nPlease look." || got[0].Key == "" {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Commented on “Remove the expired coupon”." || d.Busy() {
		t.Errorf("said %q", conform.Said(msgs))
	}
	if o, over := d.Outcome(); !over || o.Answer != nil {
		t.Error("the form is still open")
	}
	if fact, ok := uitest.Find[event.Changed](msgs); !ok || !fact.Any(event.KindTask) {
		t.Error("nobody was told")
	}
	if len(src.Drafts) != 0 {
		t.Errorf("drafts are left: %v", src.Drafts)
	}
	if text := form(t, p).Values()["text"]; text != "" {
		t.Errorf("the next comment begins with %q", text)
	}
}

func TestATaskOfSomebodyElseCanBeCommentedOn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	p.list.Select(foreign)
	d := form(t, p)
	uitest.Type(d.Update, "Sam is on leave.")
	conform.Finish(t, p, d, "form.submit")
	if got := conform.Written[partner.TaskRemark](src); len(got) != 1 || got[0].ID != foreign {
		t.Errorf("sent %+v", got)
	}
}

func TestACommentIsSentOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := form(t, p)
	uitest.Type(d.Update, "Once.")
	uitest.Do(t, d, "form.submit")
	o, _ := d.Outcome()
	first := p.Update(*o.Answer)
	second := p.Update(*o.Answer)
	if why := uitest.Action(t, d, "form.submit").Blocked(); why == "" {
		t.Error("the form can be sent again")
	}
	if why := uitest.Action(t, p, "tasks.comment").Blocked(); why != "the comment on “Remove the expired coupon” is being sent" {
		t.Errorf("blocked because %q", why)
	}
	uitest.Settle(t, p, first)
	uitest.Settle(t, p, second)
	if n := len(conform.Written[partner.TaskRemark](src)); n != 1 {
		t.Errorf("%d comments", n)
	}
}

func TestADraftSurvivesTheForm(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := form(t, p)
	uitest.Type(d.Update, "Half a thou")
	conform.Finish(t, p, d, "dialog.close")
	kept := src.Drafts["task/"+late+"/comment"]
	if kept.Values["text"] != "Half a thou" || kept.Key == "" || len(src.Writes()) != 0 {
		t.Fatalf("kept %+v", kept)
	}
	if text := form(t, p).Values()["text"]; text != "Half a thou" {
		t.Errorf("the form begins with %q", text)
	}
	p.list.Select(soonish)
	if text := form(t, p).Values()["text"]; text != "" {
		t.Errorf("the form of another task begins with %q", text)
	}
	// Another start of the program finds it as well, and its key with it.
	q := New(t.Context(), src)
	q.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, q, q.Init())
	again := form(t, q)
	if text := again.Values()["text"]; text != "Half a thou" {
		t.Errorf("after a restart it begins with %q", text)
	}
	conform.Finish(t, q, again, "form.submit")
	if got := conform.Written[partner.TaskRemark](src); len(got) != 1 || got[0].Key != kept.Key {
		t.Errorf("sent %+v, kept key %s", got, kept.Key)
	}
}

func TestAnEmptiedDraftIsForgotten(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	conform.Finish(t, p, form(t, p), "dialog.close")
	if src.Drafts["task/"+late+"/comment"].Key != "" {
		t.Error("nothing was kept as a draft")
	}
	d := form(t, p)
	uitest.Type(d.Update, "x")
	conform.Finish(t, p, d, "dialog.close")
	d = form(t, p)
	d.Update(uitest.Stroke(t, "backspace"))
	conform.Finish(t, p, d, "dialog.close")
	if len(src.Drafts) != 0 {
		t.Errorf("kept %v", src.Drafts)
	}
}

func TestAFailureStaysInTheForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err     error
		text    string
		sameKey bool
	}{
		{&partner.Error{Kind: partner.Invalid, Field: "text", Detail: "Be polite."}, "Be polite.", false},
		{&partner.Error{Kind: partner.NotFound, Detail: "There is no such task."}, "Not sent: There is no such task.", false},
		{uitest.Failure(partner.Unavailable), "Not sent: The service has a problem of its own (503).", true},
		{&partner.Error{Kind: partner.Uncertain, Detail: "no answer came"}, "It is not known whether this arrived: no answer", true},
	} {
		p, src := loaded(t, uitest.Frame(80, 8))
		src.Refuse = c.err
		d := form(t, p)
		uitest.Type(d.Update, "Words.")
		msgs := conform.Finish(t, p, d, "form.submit")
		uitest.Has(t, d.View(uitest.Frame(1, 1).Theme), c.text, "Words.")
		if _, over := d.Outcome(); over || d.Busy() || conform.Said(msgs) != "" {
			t.Errorf("%s: over %v, busy %v, said %q", c.text, over, d.Busy(), conform.Said(msgs))
		}
		src.Refuse = nil
		conform.Finish(t, p, d, "form.submit")
		got := conform.Written[partner.TaskRemark](src)
		if len(got) != 2 || (got[0].Key == got[1].Key) != c.sameKey {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}

func TestAnotherTextIsAnotherComment(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Refuse = &partner.Error{Kind: partner.Uncertain}
	d := form(t, p)
	uitest.Type(d.Update, "One")
	conform.Finish(t, p, d, "form.submit")
	uitest.Type(d.Update, " more")
	conform.Finish(t, p, d, "form.submit")
	conform.Finish(t, p, d, "form.submit")
	if got := conform.Written[partner.TaskRemark](src); len(got) != 3 || got[0].Key == got[1].Key || got[1].Key != got[2].Key {
		t.Errorf("sent %+v", got)
	}
}

func TestALeftFormIsAnsweredByAToast(t *testing.T) {
	t.Parallel()
	for _, refuse := range []error{nil, uitest.Failure(partner.Unavailable)} {
		p, src := loaded(t, uitest.Frame(80, 8))
		src.Refuse = refuse
		d := form(t, p)
		uitest.Type(d.Update, "Words.")
		uitest.Do(t, d, "form.submit")
		o, _ := d.Outcome()
		sending := p.Update(*o.Answer)
		conform.Finish(t, p, d, "dialog.close")
		m, _ := uitest.Find[toast.Msg](uitest.Settle(t, p, sending))
		if m.Failed != (refuse != nil) || !strings.Contains(m.Text, "“Remove the expired coupon”") {
			t.Errorf("said %+v", m)
		}
		if kept := len(src.Drafts) == 1; kept != (refuse != nil) {
			t.Errorf("drafts: %v", src.Drafts)
		}
	}
}

// left sends a comment, leaves the form while it is on its way, and takes the
// answer.
func left(t testing.TB, p *Pane) string {
	t.Helper()
	d := form(t, p)
	if d.Values()["text"] == "" {
		uitest.Type(d.Update, "Words.")
	}
	uitest.Do(t, d, "form.submit")
	o, _ := d.Outcome()
	sending := p.Update(*o.Answer)
	conform.Finish(t, p, d, "dialog.close")
	return conform.Said(uitest.Settle(t, p, sending))
}

func TestALeftFormDoesNotCallUnsentWhatMayHaveArrived(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Refuse = uitest.Failure(partner.Uncertain)
	said := left(t, p)
	if !strings.HasPrefix(said, "It is not known whether the comment on “Remove the expired coupon” arrived: ") || strings.Contains(said, "not sent") {
		t.Errorf("said %q", said)
	}
	src.Refuse = nil
	left(t, p)
	if got := conform.Written[partner.TaskRemark](src); len(got) != 2 || got[0].Key != got[1].Key {
		t.Errorf("sent again it is another comment: %+v", got)
	}
}

func TestARefusalOfALeftFormIsNotBroughtBackByItsKey(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Refuse = &partner.Error{Kind: partner.Forbidden, Detail: "Not now."}
	left(t, p)
	src.Refuse = nil
	left(t, p)
	if got := conform.Written[partner.TaskRemark](src); len(got) != 2 || got[0].Key == got[1].Key {
		t.Errorf("sent %+v", got)
	}
}

func TestWhatIsTypedBeforeTheFormOpensIsNotLost(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Drafts["task/"+late+"/comment"] = partner.Draft{Form: "task/" + late + "/comment", Key: "old", Values: map[string]string{"text": "So: "}}
	opening := uitest.Do(t, p, "tasks.comment")
	if !p.Capturing() {
		t.Fatal("keys would run actions")
	}
	uitest.Type(p.Update, "xmx")
	p.Update(tea.PasteMsg{Content: " pasted"})
	if len(src.Writes()) != 0 || at(p) != late {
		t.Error("text ran actions")
	}
	uitest.Settle(t, p, opening)
	if text := conform.Asked[*dialog.Form](t, p).Values()["text"]; text != "So: xmx pasted" || p.Capturing() {
		t.Errorf("the form has %q", text)
	}
}

func TestAFormDoesNotOpenOverAnotherPane(t *testing.T) {
	t.Parallel()
	leave := func(p *Pane) {
		f := uitest.Frame(80, 8)
		f.Focused = false
		p.SetFrame(f)
	}
	for name, give := range map[string]func(*Pane){"left": leave, "escaped": func(p *Pane) { uitest.Do(t, p, "tasks.comment.drop") }} {
		p, _ := loaded(t, uitest.Frame(80, 8))
		opening := uitest.Do(t, p, "tasks.comment")
		uitest.Type(p.Update, "x")
		give(p)
		uitest.Settle(t, p, opening)
		if p.Asks() != nil || p.Capturing() {
			t.Errorf("%s: the form opened", name)
		}
		p.SetFrame(uitest.Frame(80, 8))
		if text := form(t, p).Values()["text"]; text != "" {
			t.Errorf("%s: the next form begins with %q", name, text)
		}
	}
}

// forgetful is a source whose drafts fail.
type forgetful struct{ *uitest.Source }

func (forgetful) Draft(ctx, string) (partner.Draft, error) {
	return partner.Draft{}, errors.New("disk")
}
func (forgetful) SaveDraft(ctx, partner.Draft) error { return errors.New("disk") }

func TestWithoutADiskCommentsAreWrittenAllTheSame(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	p := New(t.Context(), forgetful{src})
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	if text := conform.Said(conform.Run(t, p, "comment")); !strings.HasPrefix(text, "An earlier draft could not be read") {
		t.Errorf("said %q", text)
	}
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "Words")
	if text := conform.Said(conform.Finish(t, p, d, "dialog.close")); !strings.HasPrefix(text, "The draft is kept until you quit") {
		t.Errorf("said %q", text)
	}
	if text := form(t, p).Values()["text"]; text != "Words" {
		t.Errorf("the form begins with %q", text)
	}
}

func TestDraftsAreKeptInTheirOrder(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	p.note.id = "1"
	var cmds []tea.Cmd
	for _, text := range []string{"a", "ab", "abc"} {
		cmds = append(cmds, p.keepDraft(partner.Draft{Form: "f", Values: map[string]string{"text": text}}))
	}
	for _, cmd := range slices.Backward(cmds) {
		uitest.Settle(t, p, cmd)
	}
	if src.Drafts["f"].Values["text"] != "abc" {
		t.Errorf("kept %v", src.Drafts)
	}
	if cmd := p.Update(pane.Reply[pane.Kept]{}); cmd != nil {
		t.Error("a reply to nothing was taken")
	}
}
