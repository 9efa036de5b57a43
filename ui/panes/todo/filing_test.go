package todo

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// put fills a field of the form that has the cursor in it, and goes on.
func put(t testing.TB, d *dialog.Form, value string) {
	t.Helper()
	uitest.Type(d.Update, value)
	uitest.Do(t, d, "form.next")
}

// fill fills what the form wants, from its first field on.
func fill(t testing.TB, d *dialog.Form, order, day, amount string) {
	t.Helper()
	if d.Values()[partner.InquiryProgram] == "" {
		uitest.Do(t, d, "form.choose.next")
	}
	uitest.Do(t, d, "form.next")
	put(t, d, order)
	uitest.Do(t, d, "form.choose.next")
	uitest.Do(t, d, "form.next")
	put(t, d, day)
	put(t, d, amount)
}

func inquiryForm(t testing.TB, p *Pane) *dialog.Form {
	t.Helper()
	conform.Run(t, p, "inquiry.new")
	return conform.Asked[*dialog.Form](t, p)
}

func TestAnInquiryIsFiled(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	p.list.Select(question)
	d := inquiryForm(t, p)
	if d.Values()[partner.InquiryProgram] != "200" {
		t.Errorf("the brand under the cursor is not filled in: %v", d.Values())
	}
	fill(t, d, "X-9", "2026-11-20", "129.90")
	msgs := conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.InquiryInput](src)
	want := partner.InquiryInput{ProgramID: "200", OrderID: "X-9", Amount: "129.90", Transaction: "2026-11-20", Type: partner.InquiryUntracked}
	if len(got) != 1 || got[0] != want {
		t.Fatalf("sent %+v", got)
	}
	if conform.Said(msgs) != "Sent the inquiry about order “X-9”." || d.Busy() || len(src.Drafts) != 0 {
		t.Errorf("said %q, drafts %v", conform.Said(msgs), src.Drafts)
	}
	if fact, ok := uitest.Find[event.Changed](msgs); !ok || !fact.Any(event.KindInquiry) {
		t.Errorf("nobody was told: %v", msgs)
	}
	if v := inquiryForm(t, p).Values(); v[partner.InquiryOrder] != "" {
		t.Errorf("the next inquiry begins with %v", v)
	}
}

func TestTheRulesOfInquiriesAreToldInTheForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ order, day, amount, want string }{
		{"", "2026-11-20", "1", "Fill this in."},
		{"X", "2026-11-23", "1", "The transaction lies in the future."},
		{"X", "yesterday", "1", "Write a day such as 2026-01-31."},
		{"X", "2026-11-20", "0", "The amount must be above zero."},
		{"X", "2026-11-20", "5000000.01", "At most 5,000,000."},
		{"X", "2026-11-20", "12,50", "Write a number such as 129.90."},
		{"X\u200b", "2026-11-20", "1", ""},
	} {
		p, src := loaded(t, uitest.Frame(80, 10))
		d := inquiryForm(t, p)
		fill(t, d, c.order, c.day, c.amount)
		conform.Finish(t, p, d, "form.submit")
		if c.want != "" {
			uitest.Has(t, text(d), c.want)
		}
		if sent := len(src.Writes()); (sent == 0) != (c.want != "") {
			t.Errorf("%+v: %d inquiries sent", c, sent)
		}
	}
	p, src := loaded(t, uitest.Frame(80, 10))
	d := inquiryForm(t, p)
	fill(t, d, "X", "2026-11-22 14:00", "5000000")
	put(t, d, "-1") // expected payout
	put(t, d, "2026-11-21")
	conform.Finish(t, p, d, "form.submit")
	uitest.Has(t, text(d), "The amount must be above zero.", "The deadline has passed.")
	if len(src.Writes()) != 0 {
		t.Error("it was sent")
	}
}

func TestAnInquiryIsSentOnce(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	d := inquiryForm(t, p)
	fill(t, d, "X-9", "2026-11-20", "129.90")
	uitest.Do(t, d, "form.submit")
	o, _ := d.Outcome()
	first, second := p.Update(*o.Answer), p.Update(*o.Answer)
	if got := why(t, p, "inquiry.new"); got != "the inquiry about order “X-9” is being sent" {
		t.Errorf("blocked because %q", got)
	}
	uitest.Settle(t, p, first)
	uitest.Settle(t, p, second)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d inquiries", n)
	}
}

func TestADraftSurvivesFormFailureAndRestart(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	conform.Finish(t, p, inquiryForm(t, p), "dialog.close")
	if len(src.Drafts) != 0 {
		t.Errorf("an empty form was kept: %v", src.Drafts)
	}
	d := inquiryForm(t, p)
	fill(t, d, "X-9", "2026-11-20", "129.90")
	src.Refuse = &partner.Error{Op: "send inquiry", Kind: partner.Invalid, Field: partner.InquiryOrder, Detail: "There is an inquiry about it already."}
	conform.Finish(t, p, d, "form.submit")
	uitest.Has(t, text(d), "There is an inquiry about it already.", "129.90")
	conform.Finish(t, p, d, "dialog.close")
	q := New(t.Context(), src)
	q.SetFrame(uitest.Frame(80, 10))
	uitest.Settle(t, q, q.Init())
	if v := inquiryForm(t, q).Values(); v[partner.InquiryOrder] != "X-9" || v[partner.InquiryKind] != "UNTRACKED" || v[partner.InquiryAmount] != "129.90" {
		t.Errorf("after a restart it begins with %v", v)
	}
}

func TestAnUnclearInquiryIsLookedFor(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	d := inquiryForm(t, p)
	fill(t, d, "X-9", "2026-11-20", "129.90")
	src.Refuse = uitest.Failure(partner.Uncertain)
	calls := src.Calls()
	conform.Finish(t, p, d, "form.submit")
	uitest.Has(t, text(d), "It is not known whether this arrived", "there twice")
	if src.Calls() != calls+4 { // the draft, the act, both lists
		t.Errorf("%d questions", src.Calls()-calls)
	}
	// A form that was left meanwhile: a toast tells.
	p, src = loaded(t, uitest.Frame(80, 10))
	d = inquiryForm(t, p)
	fill(t, d, "X-9", "2026-11-20", "129.90")
	src.Refuse = uitest.Failure(partner.Forbidden)
	uitest.Do(t, d, "form.submit")
	o, _ := d.Outcome()
	sent := p.Update(*o.Answer)
	p.Update(dialog.Answer{To: ID, Ask: askInquiry, Closed: true, Values: o.Answer.Values})
	msgs := uitest.Settle(t, p, sent)
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Failed || !strings.HasPrefix(m.Text, "Not sent: the inquiry about order “X-9”: ") || src.Drafts[draftInquiry].Values[partner.InquiryOrder] != "X-9" {
		t.Errorf("said %+v, drafts %v", m, src.Drafts)
	}
}

func TestOtherPanesFileInquiries(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	visit := effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{ProgramID: "300", Name: "Cedar Tea"}}
	uitest.Settle(t, p, p.Update(visit))
	if v := conform.Asked[*dialog.Form](t, p).Values(); v[partner.InquiryProgram] != "300" {
		t.Errorf("it begins with %v", v)
	}
	src.InquiryList.Value = partner.InquiryList{}
	uitest.Settle(t, p, p.Refresh())
	if m, _ := uitest.Find[toast.Msg](uitest.Settle(t, p, p.Update(visit))); !m.Refused {
		t.Errorf("said %+v", m)
	}
}

func TestWithoutProgramsThereIsNoForm(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"No inquiry can be filed: the account has joined no program.":             nil,
		"No inquiry can be filed: the programs could not be loaded: The service ": uitest.Failure(partner.Unavailable),
	} {
		p, src := loaded(t, uitest.Frame(80, 10))
		src.ProgramList.Value.Programs, src.ProgramList.Err = nil, err
		if got := conform.Said(conform.Run(t, p, "inquiry.new")); !strings.HasPrefix(got, want) || p.Asks() != nil {
			t.Errorf("said %q", got)
		}
		src.ProgramList.Value, src.ProgramList.Err = uitest.Programs(), nil
		inquiryForm(t, p) // asks again
	}
}

func TestAnAccountWithoutInquiriesHasNoViewOfThem(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 20))
	conform.Run(t, p, "inquiries")
	src.InquiryList.Value = partner.InquiryList{}
	uitest.Settle(t, p, p.Refresh())
	if p.mode() != ofTodos {
		t.Error("the view is still shown")
	}
	uitest.Lacks(t, p.View(), "inquiries")
	for _, id := range []string{"inquiries", "inquiry.new", "inquiry.file"} {
		if got := why(t, p, id); !strings.HasPrefix(got, "this account has no action inquiries: ") {
			t.Errorf("%s: %q", id, got)
		}
	}
	conform.Run(t, p, "view.next", "view.next")
	if p.list.ViewName() != viewOpen {
		t.Errorf("stepped to %q", p.list.ViewName())
	}
	p.list.Select(question)
	if got, ok := uitest.Find[effect.Open](conform.Run(t, p, "act")); !ok || got.URL != partner.WebApp {
		t.Errorf("the act of the inquiry: %+v", got)
	}
}

func TestTheViewsFollowEachOther(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(120, 20))
	for i, id := range []string{"view.next", "view.next", "view.next", "view.previous", "view.previous", "view.previous"} {
		conform.Run(t, p, id)
		want := []string{viewSnoozed, viewInquiries, viewOpen, viewInquiries, viewSnoozed, viewOpen}[i]
		if p.list.ViewName() != want || (p.mode() == ofInquiries) != (want == viewInquiries) {
			t.Errorf("step %d shows %q", i, p.list.ViewName())
		}
	}
	click := func(name string) {
		line, _, _ := strings.Cut(uitest.Plain(p.View()), "\n")
		p.Click(len([]rune(line[:strings.Index(line, name)])), 0)
	}
	for _, view := range []string{viewInquiries, viewSnoozed, viewInquiries, viewOpen} {
		click(view)
		if p.list.ViewName() != view {
			t.Errorf("the click on %q shows %q", view, p.list.ViewName())
		}
	}
	if !p.Capturing() {
		conform.Run(t, p, "inquiries", "filter")
		uitest.Type(p.Update, "declined")
	}
	if p.inquiries.Shown() != 1 || p.list.Filtered() {
		t.Error("the filter went to the wrong list")
	}
}

func TestInquiriesAreOrderedByWhoHasToAct(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(160, 24))
	conform.Run(t, p, "inquiries")
	rows := []string{"wants more", "waiting", "declined", "accepted"}
	for i := 1; i < len(rows); i++ {
		if uitest.Row(p.View(), rows[i-1]) >= uitest.Row(p.View(), rows[i]) {
			t.Errorf("%s does not stand above %s:\n%s", rows[i-1], rows[i], uitest.Plain(p.View()))
		}
	}
	uitest.Has(t, p.View(), "Which day was it?", "The brand wants more.", "2.50", "15652378")
	conform.Run(t, p, "down", "down")
	uitest.Has(t, p.View(), "Declined: Transaction cannot be traced")
	if got, ok := uitest.Find[effect.Open](conform.Run(t, p, "act")); !ok || got.URL != partner.WebApp {
		t.Errorf("%+v", got)
	}
	if got := why(t, p, "snooze"); got != "this is for to-dos; Esc goes back to them" {
		t.Errorf("snooze: %q", got)
	}
}
