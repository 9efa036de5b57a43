package todo

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// about77 is a rejected order, as another pane knows it.
func about77() event.Inquiry {
	return event.Inquiry{
		ProgramID: "200", Program: "Bolt Bikes", OrderID: "77", Type: "DECLINED",
		Transaction: "2026-11-02 14:32", Amount: "129.90", Expected: "12.40",
	}
}

// about is the form that another pane asks for.
func about(t testing.TB, p *Pane, v event.Inquiry) *dialog.Form {
	t.Helper()
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Create, Value: v}))
	return conform.Asked[*dialog.Form](t, p)
}

func TestAnInquiryAboutAKnownOrderIsFilledIn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	d := about(t, p, about77())
	conform.Finish(t, p, d, "form.submit")
	got := conform.Written[partner.InquiryInput](src)
	want := partner.InquiryInput{
		ProgramID: "200", OrderID: "77", Type: partner.InquiryDeclined, Transaction: "2026-11-02 14:32", Amount: "129.90", Expected: "12.40",
	}
	if len(got) != 1 || got[0] != want {
		t.Fatalf("sent %+v", got)
	}
	if len(src.Drafts) != 0 {
		t.Errorf("drafts are left: %v", src.Drafts)
	}
}

func TestWhatIsFilledInIsCheckedLikeWhatIsTyped(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*event.Inquiry){
		"At most two decimals.":              func(v *event.Inquiry) { v.Amount = "12.345" },
		"The transaction lies in the future": func(v *event.Inquiry) { v.Transaction = "2026-12-24" },
		"Choose one.":                        func(v *event.Inquiry) { v.Type = "WRONG" },
	} {
		p, src := loaded(t, uitest.Frame(80, 10))
		v := about77()
		change(&v)
		d := about(t, p, v)
		conform.Finish(t, p, d, "form.submit")
		uitest.Has(t, text(d), want)
		if len(src.Writes()) != 0 {
			t.Errorf("%s: it was sent", want)
		}
	}
}

func TestTheDraftOfAnotherOrderStays(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 10))
	d := inquiryForm(t, p)
	fill(t, d, "X-9", "2026-11-20", "5.00")
	conform.Finish(t, p, d, "dialog.close")
	conform.Finish(t, p, about(t, p, about77()), "dialog.close")
	if len(src.Drafts) != 1 || src.Drafts[draftInquiry].Values[partner.InquiryOrder] != "X-9" {
		t.Errorf("a form that nothing was typed into leaves %v", src.Drafts)
	}
	d = about(t, p, about77())
	uitest.Do(t, d, "form.next")
	uitest.Type(d.Update, "-B")
	conform.Finish(t, p, d, "dialog.close")
	if v := about(t, p, about77()).Values(); v[partner.InquiryOrder] != "77-B" || v[partner.InquiryAmount] != "129.90" {
		t.Errorf("what was typed about the order is lost: %v", v)
	}
	if v := inquiryForm(t, p).Values(); v[partner.InquiryOrder] != "X-9" {
		t.Errorf("the other form begins with %v", v)
	}
	other := about77()
	other.OrderID = "78"
	if v := about(t, p, other).Values(); v[partner.InquiryOrder] != "78" {
		t.Errorf("the form about another order begins with %v", v)
	}
}

func TestABrandThatCannotBeAskedIsNamed(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 10))
	v := about77()
	v.ProgramID, v.Program = "999", "Gone\x1b[2J Games"
	d := about(t, p, v)
	uitest.Has(t, text(d), "“Gone Games” is not among the programs")
	uitest.Clean(t, text(d))
	if d.Values()[partner.InquiryProgram] != "" {
		t.Error("another brand is chosen")
	}
}

func TestWithoutInquiriesThatIsSaid(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 10))
	src.InquiryList.Value = partner.InquiryList{}
	uitest.Settle(t, p, p.Init())
	msgs := uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Create, Value: about77()}))
	if m, _ := uitest.Find[toast.Msg](msgs); !m.Refused || p.Asks() != nil {
		t.Errorf("said %+v", m)
	}
}
