package brands

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// agree fills in the form of the brands 900 to 902 and accepts the terms.
func agree(t testing.TB, d dialog.Dialog) {
	t.Helper()
	conform.Press(t, d, "form.next")
	conform.Write(t, d, "In a blog.")
	conform.Press(t, d, "form.next", "form.toggle")
}

func three() []string { return []string{"900", "901", "902"} }

func requests(writes []uitest.Write) []partner.JoinRequest {
	var out []partner.JoinRequest
	for _, w := range writes {
		out = append(out, w.Arg.(partner.JoinRequest))
	}
	return out
}

func TestJoiningTheBrandUnderTheCursor(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "902")
	uitest.Has(t, conform.Text(d), "Harbor Coffee pays 7 % of the sale", "Be fair.", "27 days")
	conform.Press(t, d, "form.submit")
	uitest.Has(t, conform.Text(d), "Switch this on to go on.")
	conform.Press(t, d, "form.toggle", "form.submit")
	msgs := conform.Answer(t, p, d)
	want := []partner.JoinRequest{{Key: "key-1", Brands: []partner.JoinBrand{{ID: "902", TermsID: "bt2"}}}}
	if got := requests(src.Writes()); !reflect.DeepEqual(got, want) {
		t.Errorf("sent: %+v", got)
	}
	if conform.Said(msgs) != "Joined Harbor Coffee: links can be made for it." {
		t.Errorf("told: %q", conform.Said(msgs))
	}
	if fact, _ := uitest.Find[event.Changed](msgs); !fact.Any(event.KindProgram) || !fact.Any(event.KindLink) {
		t.Errorf("the fact is %v", fact)
	}
	if b, _ := p.list.Current(); b.ID != "903" {
		t.Errorf("the cursor is on %s", b.ID)
	}
	uitest.Lacks(t, p.View(), "Harbor Coffee") // it is among those joined before the list is read again
}

func TestJoiningMarkedBrandsWithTheirSurveys(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	d := opened(t, p, three()...)
	if d.Title() != "Join 3 brands" {
		t.Errorf("the form is called %q", d.Title())
	}
	uitest.Has(t, conform.Text(d), "Fable Books: 5 % of the sale", "Glow Lamps: 6 %", "Harbor Coffee: 7 %", "Glow Lamps: How will you promote us? *")
	agree(t, d)
	conform.Press(t, d, "form.submit")
	msgs := conform.Answer(t, p, d)
	want := []partner.JoinRequest{{Key: "key-1", Brands: []partner.JoinBrand{
		{ID: "900", TermsID: "bt0"}, {ID: "901", TermsID: "bt1", Answers: map[string]string{"how": "In a blog."}}, {ID: "902", TermsID: "bt2"},
	}}}
	if got := requests(src.Writes()); !reflect.DeepEqual(got, want) {
		t.Errorf("sent: %+v", got)
	}
	if conform.Said(msgs) != "Joined 3 brands: Fable Books, Glow Lamps, Harbor Coffee." {
		t.Errorf("told: %q", conform.Said(msgs))
	}
	if len(src.Drafts) != 0 {
		t.Errorf("drafts are left: %v", src.Drafts)
	}
	uitest.Lacks(t, p.View(), "marked")
}

func TestKeyRepeatSendsNothingTwice(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	at(t, p, "900")
	cmd := uitest.Do(t, p, "brands.join")
	if why := uitest.Action(t, p, "brands.join").Blocked(); !strings.Contains(why, "being read") {
		t.Errorf("while the terms are read: %q", why)
	}
	uitest.Has(t, p.View(), "Reading the terms of Fable Books")
	if !p.Status().Loading {
		t.Error("the border does not show that something is under way")
	}
	uitest.Settle(t, p, cmd)
	d := conform.Asked[dialog.Dialog](t, p)
	conform.Press(t, d, "form.next", "form.toggle", "form.submit")
	o, _ := d.Outcome()
	sending := p.Update(*o.Answer)
	if uitest.Action(t, d, "form.submit").Blocked() == "" {
		t.Error("the form can be sent while it is being sent")
	}
	if why := uitest.Action(t, p, "brands.join").Blocked(); why != "joining Fable Books is under way" {
		t.Errorf("while it is sent: %q", why)
	}
	uitest.Settle(t, p, sending)
	if n := len(src.Writes()); n != 1 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestNoMoreThanTenAtOnce(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	for i := range 7 {
		b := src.BrandList.Value.Brands[0]
		b.ID, b.Brand = fmt.Sprint("x", i), fmt.Sprint("X", i)
		src.BrandList.Value.Brands = append(src.BrandList.Value.Brands, b)
	}
	uitest.Settle(t, p, p.Init())
	uitest.Do(t, p, "brands.mark.all")
	if why := uitest.Action(t, p, "brands.join").Blocked(); why != "11 brands are marked; at most 10 can be joined in one go" {
		t.Errorf("eleven: %q", why)
	}
	uitest.Do(t, p, "brands.mark")
	if why := uitest.Action(t, p, "brands.join").Blocked(); why != "" {
		t.Errorf("ten: %q", why)
	}
}

func TestWhatCannotBeJoinedSaysWhyOrIsLeftOut(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Zoomed(120, 30))
	alter(src, 3, func(b *partner.InstantBrand) { b.State = "pending" })
	uitest.Settle(t, p, p.Init())
	for id, want := range map[string]string{"904": "Juno Yoga is joined already", "903": "Iris Optics has your application already"} {
		at(t, p, id)
		if why := uitest.Action(t, p, "brands.join").Blocked(); why != want {
			t.Errorf("%s: %q", id, why)
		}
	}
	p.list.SetView(viewAll)
	mark(t, p, "903", "904")
	if why := uitest.Action(t, p, "brands.join").Blocked(); why != "none of the brands marked can be joined" {
		t.Errorf("both: %q", why)
	}
	mark(t, p, "900")
	uitest.Settle(t, p, uitest.Do(t, p, "brands.join"))
	d := conform.Asked[dialog.Dialog](t, p)
	uitest.Has(t, conform.Text(d), "Fable Books pays", "Left out: Juno Yoga (joined).", "Left out: Iris Optics (pending).")
	conform.Press(t, d, "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, d)
	if r := requests(src.Writes()); len(r) != 1 || len(r[0].Brands) != 1 {
		t.Errorf("sent: %+v", r)
	}
}

func TestEachBrandHasItsOwnResult(t *testing.T) {
	t.Parallel()
	p, src := choosy(t, uitest.Zoomed(120, 30))
	src.refuse["901"] = &partner.Error{Kind: partner.Invalid, Detail: "Tell us more.", Fields: []partner.FieldError{{Field: "how", Detail: "Tell us more."}}}
	d := opened(t, p, three()...)
	agree(t, d)
	conform.Press(t, d, "form.submit")
	msgs := conform.Answer(t, p, d)
	m, _ := uitest.Find[toast.Msg](msgs)
	if !m.Failed || m.Text != "Joined 2 brands: Fable Books, Harbor Coffee. Not joined: Brand 901: Tell us more." {
		t.Errorf("told: %+v", m)
	}
	if _, over := d.Outcome(); !over {
		t.Error("the form stays open")
	}
	if got := marked(p); !slices.Equal(got, []string{"901"}) {
		t.Errorf("marked: %v", got)
	}
	at(t, p, "901")
	uitest.Has(t, p.View(), "Not joined: Tell us more.", "1 marked")
	if got := src.Drafts[draftName].Values; !reflect.DeepEqual(got, map[string]string{"901/how": "In a blog."}) {
		t.Errorf("the answers kept are %q", got)
	}
	// The next try is another act, and goes on with the answer.
	delete(src.refuse, "901")
	uitest.Settle(t, p, uitest.Do(t, p, "brands.join"))
	d = conform.Asked[dialog.Dialog](t, p)
	uitest.Has(t, conform.Text(d), "In a blog.")
	conform.Press(t, d, "form.next", "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, d)
	if r := requests(src.Writes()); len(r) != 2 || r[0].Key == r[1].Key {
		t.Errorf("sent: %+v", r)
	}
	p.list.SetView(viewAll)
	uitest.Lacks(t, p.View(), "Not joined", "marked")
}

func TestWhenNoneIsJoinedTheFormSaysWhy(t *testing.T) {
	t.Parallel()
	p, src := choosy(t, uitest.Frame(80, 8))
	src.refuse["901"] = &partner.Error{Kind: partner.Invalid, Fields: []partner.FieldError{{Field: "how", Detail: "Tell us more."}}}
	src.refuse["900"] = &partner.Error{Kind: partner.Conflict, Detail: "You have joined Fable Books already."}
	d := opened(t, p, "900", "901")
	agree(t, d)
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	uitest.Has(t, conform.Text(d), "Tell us more.", "Brand 900: You have joined Fable Books already.", "In a blog.", "[x] yes")
	if got := marked(p); len(got) != 2 {
		t.Errorf("marked: %v", got)
	}
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	if r := requests(src.Writes()); len(r) != 2 || r[0].Key == r[1].Key {
		t.Errorf("sent: %+v", r)
	}
}

func TestOutdatedTermsAreShownAgainWithTheAnswers(t *testing.T) {
	t.Parallel()
	p, src := choosy(t, uitest.Frame(80, 8))
	d := opened(t, p, "901")
	agree(t, d)
	src.refuse["901"] = &partner.Error{
		Kind: partner.Conflict, Code: "terms_outdated", Detail: "The terms have changed. Read them again.",
		Fields: []partner.FieldError{{Field: "terms_id", Code: "terms_outdated"}},
	}
	alter(src.Source, 1, func(b *partner.InstantBrand) {
		b.Terms = partner.CampaignTerms{ID: "new", Name: "New terms", Text: "Be very fair."}
	})
	conform.Press(t, d, "form.submit")
	conform.Answer(t, p, d)
	if _, over := d.Outcome(); !over {
		t.Error("the form with the old terms stays")
	}
	again := conform.Asked[dialog.Dialog](t, p)
	uitest.Has(t, conform.Text(again), "Be very fair.", "new since you read them", "In a blog.", "[ ] no")
	delete(src.refuse, "901")
	conform.Press(t, again, "form.next", "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, again)
	r := requests(src.Writes())
	if len(r) != 2 || r[1].Brands[0].TermsID != "new" || r[1].Brands[0].Answers["how"] != "In a blog." {
		t.Errorf("sent: %+v", r)
	}
}

func TestAnUnclearOutcomeIsToldAndTheKeyStaysWithTheBrands(t *testing.T) {
	t.Parallel()
	for _, kind := range []partner.Kind{partner.Uncertain, partner.Malformed} {
		p, src := loaded(t, uitest.Frame(80, 8))
		d := opened(t, p, "901", "900")
		agree(t, d)
		src.Refuse = &partner.Error{Kind: kind}
		conform.Press(t, d, "form.submit")
		conform.Answer(t, p, d)
		uitest.Has(t, conform.Text(d), "Look first", "In a blog.")
		conform.Press(t, d, "dialog.close")
		conform.Answer(t, p, d)
		// Another session goes on with the draft.
		src.Refuse = nil
		for _, ids := range [][]string{{"902"}, {"900", "901"}} {
			q := New(t.Context(), src)
			q.SetFrame(uitest.Frame(80, 8))
			uitest.Settle(t, q, q.Init())
			d = opened(t, q, ids...)
			conform.Press(t, d, "form.previous", "form.previous", "form.toggle")
			if len(ids) > 1 {
				uitest.Has(t, conform.Text(d), "In a blog.")
				conform.Press(t, d, "form.submit")
				conform.Answer(t, q, d)
				continue
			}
			conform.Press(t, d, "dialog.close")
			conform.Answer(t, q, d)
		}
		r := requests(src.Writes())
		if len(r) != 2 || r[0].Key == "" || r[0].Key != r[1].Key || len(r[1].Brands) != 2 {
			t.Fatalf("%v: sent %+v", kind, r)
		}
	}
}

func TestTheSameFormIsSentAgainWithTheSameKey(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	src.Refuse = &partner.Error{Kind: partner.Uncertain}
	send := func(ids ...string) {
		d := opened(t, p, ids...)
		conform.Press(t, d, "form.previous", "form.previous", "form.toggle", "form.submit")
		conform.Answer(t, p, d)
		conform.Press(t, d, "dialog.close")
		conform.Answer(t, p, d)
		p.list.ClearMarks()
	}
	send("902", "900")
	send("900", "902")
	send("900")
	r := requests(src.Writes())
	if r[0].Key != r[1].Key || r[1].Key == r[2].Key {
		t.Errorf("keys: %s %s %s", r[0].Key, r[1].Key, r[2].Key)
	}
}

func TestAFormClosedWhileSendingIsAnsweredByAToast(t *testing.T) {
	t.Parallel()
	for _, refuse := range []error{nil, &partner.Error{Kind: partner.Conflict, Detail: "Not today."}} {
		p, src := loaded(t, uitest.Frame(80, 8))
		d := opened(t, p, "901")
		agree(t, d)
		src.Refuse = refuse
		conform.Press(t, d, "form.submit")
		o, _ := d.Outcome()
		sending := p.Update(*o.Answer)
		conform.Press(t, d, "dialog.close")
		conform.Answer(t, p, d)
		msgs := uitest.Settle(t, p, sending)
		want := "Joined Glow Lamps: links can be made for it."
		if refuse != nil {
			want = "Joining Glow Lamps: Not today."
		}
		if conform.Said(msgs) != want || uitest.Action(t, p, "brands.join").Blocked() != "" {
			t.Errorf("told: %q", conform.Said(msgs))
		}
		if refuse != nil && src.Drafts[draftName].Values["901/how"] != "In a blog." {
			t.Error("what was typed is lost")
		}
	}
}

func TestBrandsWhoseTermsCannotBeReadAreLeftOut(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Zoomed(120, 30))
	mark(t, p, "900", "902")
	src.BrandList.Value.Brands = slices.DeleteFunc(uitest.Brands().Brands, func(b partner.InstantBrand) bool { return b.ID == "902" })
	uitest.Settle(t, p, uitest.Do(t, p, "brands.join"))
	d := conform.Asked[dialog.Dialog](t, p)
	uitest.Has(t, conform.Text(d), "Fable Books pays", "Left out: the terms of Harbor Coffee cannot be read now.")
	conform.Press(t, d, "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, d)
	if got := marked(p); !slices.Equal(got, []string{"902"}) {
		t.Errorf("marked: %v", got)
	}
	src.BrandList.Value.Brands = nil
	msgs := uitest.Settle(t, p, uitest.Do(t, p, "brands.join"))
	if last := msgs[len(msgs)-1].(toast.Msg); !last.Failed || !strings.HasPrefix(last.Text, "The terms of Harbor Coffee cannot be read: ") {
		t.Errorf("told: %+v", last)
	}
	if p.Asks() != nil {
		t.Error("a form opens without terms")
	}
}
