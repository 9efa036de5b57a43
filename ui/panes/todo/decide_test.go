package todo

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

func TestAcceptingAsksFirstAndNamesBrandAndTerms(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "act")
	d := conform.Asked[*dialog.Confirm](t, p)
	uitest.Has(t, text(d), "Accept “Northpeak invites you”?", "Northpeak: 7 % of the sale, open-ended", "cannot be taken back")
	conform.Finish(t, p, d, "confirm.take") // Enter alone changes nothing
	if len(src.Writes()) != 0 {
		t.Fatal("it was accepted unasked")
	}
	conform.Run(t, p, "act")
	msgs := conform.Finish(t, p, conform.Asked[*dialog.Confirm](t, p), "confirm.yes")
	got := conform.Written[partner.Decision](src)
	if len(got) != 1 || got[0].Todo.Key() != invitation || !got[0].Accept || got[0].Key == "" {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Accepted “Northpeak invites you”." || at(p) != proposal {
		t.Errorf("said %q, cursor on %s", conform.Said(msgs), at(p))
	}
	if fact, ok := uitest.Find[event.Changed](msgs); !ok || !fact.Any(event.KindProgram) {
		t.Errorf("nobody was told: %v", msgs)
	}
	uitest.Lacks(t, p.View(), "Northpeak") // before the list comes again
}

func TestADecisionIsSentOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "act")
	d := conform.Asked[*dialog.Confirm](t, p)
	uitest.Do(t, d, "confirm.yes")
	o, _ := d.Outcome()
	first, second := p.Update(*o.Answer), p.Update(*o.Answer)
	for _, id := range []string{"act", "decline"} {
		if got := why(t, p, id); got != "“Northpeak invites you” is being accepted" {
			t.Errorf("%s is blocked because %q", id, got)
		}
	}
	uitest.Settle(t, p, first)
	uitest.Settle(t, p, second)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d decisions", n)
	}
}

func TestDecliningAsksWhy(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "decline")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Has(t, text(d), "Decline “Northpeak invites you”.")
	uitest.Type(d.Update, "Not our audience.")
	msgs := conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.Decision](src)
	if len(got) != 1 || got[0].Accept || got[0].Reason != "Not our audience." || got[0].Key == "" {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Declined “Northpeak invites you”." || at(p) != proposal || len(src.Drafts) != 0 {
		t.Errorf("said %q, cursor on %s, drafts %v", conform.Said(msgs), at(p), src.Drafts)
	}
	if o, over := d.Outcome(); !over || o.Answer != nil {
		t.Error("the form is still open")
	}
	conform.Run(t, p, "decline") // without a reason
	conform.Finish(t, p, conform.Asked[*dialog.Form](t, p), "form.submit")
	if got := conform.Written[partner.Decision](src); len(got) != 2 || got[1].Reason != "" || got[1].Todo.Key() != proposal {
		t.Errorf("sent %+v", got)
	}
}

func TestAReasonSurvivesFailureAndRestartWithItsKey(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	src.Refuse = uitest.Failure(partner.Uncertain)
	conform.Run(t, p, "decline")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "No.")
	conform.Finish(t, p, d, "form.submit")
	uitest.Has(t, text(d), "It is not known whether this arrived", "Sending it again as it is does it only once.", "No.")
	conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.Decision](src)
	if len(got) != 2 || got[0].Key != got[1].Key {
		t.Fatalf("sent %+v", got)
	}
	conform.Finish(t, p, d, "dialog.close")
	src.Refuse = nil
	q := New(t.Context(), src)
	q.SetFrame(uitest.Frame(80, 10))
	uitest.Settle(t, q, q.Init())
	conform.Run(t, q, "decline")
	again := conform.Asked[*dialog.Form](t, q)
	if again.Values()["reason"] != "No." {
		t.Errorf("after a restart it begins with %v", again.Values())
	}
	conform.Finish(t, q, again, "form.submit")
	if got := conform.Written[partner.Decision](src); len(got) != 3 || got[2].Key != got[0].Key {
		t.Errorf("another key after a restart: %+v", got)
	}
}

func TestARefusalShowsTheServicesSentence(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	src.Refuse = &partner.Error{Kind: partner.Conflict, Status: 409, Detail: "The brand has withdrawn it."}
	conform.Run(t, p, "act")
	calls := src.Calls()
	msgs := conform.Finish(t, p, conform.Asked[*dialog.Confirm](t, p), "confirm.yes")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || m.Text != "Not accepted: “Northpeak invites you”: The brand has withdrawn it." {
		t.Errorf("said %+v", m)
	}
	if src.Calls() != calls+3 { // the act, and both lists anew
		t.Errorf("%d questions", src.Calls()-calls)
	}
	src.Refuse = &partner.Error{Kind: partner.Invalid, Field: "reason", Detail: "Say it in English."}
	conform.Run(t, p, "decline")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "Nein.")
	conform.Finish(t, p, d, "form.submit")
	uitest.Has(t, text(d), "Say it in English.", "Nein.")
	got := conform.Written[partner.Decision](src)
	conform.Finish(t, p, d, "form.submit")
	if more := conform.Written[partner.Decision](src); more[len(more)-1].Key == got[len(got)-1].Key {
		t.Error("the key of a clear refusal would only bring it back")
	}
}

func TestUncertainIsSaidAndLookedFor(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	src.Refuse = uitest.Failure(partner.Uncertain)
	conform.Run(t, p, "act")
	calls := src.Calls()
	msgs := conform.Finish(t, p, conform.Asked[*dialog.Confirm](t, p), "confirm.yes")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || !strings.HasPrefix(m.Text, "It is not known whether “Northpeak invites you” was accepted: ") {
		t.Errorf("said %+v", m)
	}
	if src.Calls() != calls+3 || at(p) != invitation {
		t.Errorf("%d questions, cursor on %s", src.Calls()-calls, at(p))
	}
}

func TestWithoutCompanionOffersAreDecidedOnTheWeb(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 10))
	src.Alone()
	uitest.Settle(t, p, p.Init())
	if got := why(t, p, "decline"); got != "needs a companion API (companion_url); on the web: Home" {
		t.Errorf("decline: %q", got)
	}
	conform.Run(t, p, "act")
	if d := p.Asks(); d != nil || len(src.Writes()) != 0 {
		t.Error("it asks what it cannot do")
	}
	p.list.Select(tax)
	if got := why(t, p, "decline"); got != "only invitations and proposals are accepted or declined" {
		t.Errorf("decline: %q", got)
	}
	uitest.Has(t, p.View(), "Accepting needs a companion API (companion_url); on the web: Home.")
}

// stubborn refuses single decisions.
type stubborn struct {
	*uitest.Source
	refuse map[string]error
}

func (s stubborn) Decide(ctx ctx, d partner.Decision) (partner.Done, error) {
	done, _ := s.Source.Decide(ctx, d)
	return done, s.refuse[d.Todo.Key()]
}

func TestMarksAreDecidedOneByOne(t *testing.T) {
	t.Parallel()
	gone := &partner.Error{Kind: partner.Conflict, Status: 409, Detail: "It has expired."}
	for name, c := range map[string]struct {
		refuse map[string]error
		want   string
		sent   int
		marked string
	}{
		"all":      {nil, "Accepted 2 to-dos.", 2, ""},
		"one":      {map[string]error{invitation: gone}, "1 accepted, 1 not accepted: “Northpeak invites you”: It has expired. What failed is still marked.", 2, invitation},
		"unclear":  {map[string]error{proposal: uitest.Failure(partner.Uncertain)}, "1 accepted, 1 not known: “Acme Shoes proposes new terms”: ", 2, proposal},
		"stranded": {map[string]error{invitation: uitest.Failure(partner.Unavailable)}, "1 not accepted, 1 not tried: “Northpeak invites you”: ", 1, invitation + " " + proposal},
	} {
		src := uitest.NewSource()
		p := New(t.Context(), stubborn{src, c.refuse})
		p.SetFrame(uitest.Frame(80, 10))
		uitest.Settle(t, p, p.Init())
		conform.Run(t, p, "mark.all", "act")
		d := conform.Asked[*dialog.Confirm](t, p)
		uitest.Has(t, text(d), "Accept 2 to-dos?", "Northpeak invites you", "Acme Shoes proposes new terms")
		msgs := conform.Finish(t, p, d, "confirm.yes")
		if got := conform.Said(msgs); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: said %q", name, got)
		}
		got := conform.Written[partner.Decision](src)
		if len(got) != c.sent || c.sent == 2 && got[0].Key == got[1].Key {
			t.Errorf("%s: sent %+v", name, got)
		}
		var marked []string
		for _, v := range p.list.Targets() {
			if contractual(v.Kind) {
				marked = append(marked, v.Key())
			}
		}
		if strings.Join(marked, " ") != c.marked && c.marked != "" {
			t.Errorf("%s: marked %v", name, marked)
		}
	}
}

func TestOneReasonServesAllMarked(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "mark", "mark", "decline")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Has(t, text(d), "Decline 2 to-dos.")
	uitest.Type(d.Update, "Too much to do.")
	msgs := conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.Decision](src)
	if len(got) != 2 || got[0].Reason != got[1].Reason || got[0].Key == got[1].Key || conform.Said(msgs) != "Declined 2 to-dos." {
		t.Errorf("said %q, sent %+v", conform.Said(msgs), got)
	}
}

func TestTheReasonIsThereForWhatFailed(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	refuse := map[string]error{proposal: uitest.Failure(partner.Uncertain)}
	p := New(t.Context(), stubborn{src, refuse})
	p.SetFrame(uitest.Frame(80, 10))
	uitest.Settle(t, p, p.Init())
	conform.Run(t, p, "mark.all", "decline")
	d := conform.Asked[*dialog.Form](t, p)
	uitest.Type(d.Update, "Too much to do.")
	conform.Finish(t, p, d, "form.submit")
	delete(refuse, proposal)
	conform.Run(t, p, "decline")
	d = conform.Asked[*dialog.Form](t, p)
	if got := d.Values()[fieldReason]; got != "Too much to do." {
		t.Fatalf("the reason has become %q", got)
	}
	conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.Decision](src)
	if len(got) != 3 || got[1].Todo.Key() != proposal || got[2].Key != got[1].Key {
		t.Errorf("sent %+v", got)
	}
	if len(src.Drafts) != 0 {
		t.Errorf("drafts are left: %v", src.Drafts)
	}
}

func TestWhatIsGoneIsNotDecided(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Run(t, p, "act")
	d := conform.Asked[*dialog.Confirm](t, p)
	src.TodoList.Value.Todos = src.TodoList.Value.Todos[1:]
	uitest.Settle(t, p, p.Refresh())
	msgs := conform.Finish(t, p, d, "confirm.yes")
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Refused || len(src.Writes()) != 0 {
		t.Errorf("another offer was accepted: %+v %v", m, src.Writes())
	}
}

func TestTypingBeforeTheFormOpensIsNotLost(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	open := uitest.Do(t, p, "todo.decline")
	if !p.Capturing() {
		t.Fatal("what is typed runs actions")
	}
	uitest.Has(t, p.View(), "Opening the form")
	uitest.Type(p.Update, "No")
	uitest.Settle(t, p, open)
	if got := conform.Asked[*dialog.Form](t, p).Values()["reason"]; got != "No" {
		t.Errorf("the form begins with %q", got)
	}
	p.list.Select(proposal)
	open = uitest.Do(t, p, "todo.decline")
	conform.Run(t, p, "form.drop")
	uitest.Settle(t, p, open)
	if d := p.Asks(); d != nil || p.Capturing() {
		t.Error("the form opens though it was given up")
	}
}
